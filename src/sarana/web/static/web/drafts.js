"use strict";
(() => {
  // <form data-draft="address">: what is typed is kept on the server, so that signing out loses nothing.
  for (const form of document.querySelectorAll("form[data-draft]")) {
    const note = form.querySelector("[data-draft-note]");
    let waiting = 0;
    let sending = null;
    const say = (kept) => { if (note) note.textContent = kept ? note.dataset[kept] : ""; };
    // Every three seconds while somebody writes, not only when he pauses; on a slow link one after the other.
    const later = () => { waiting ||= setTimeout(save, 3000); };
    const save = async () => {
      waiting = 0;
      if (sending) return later();
      const { signal } = sending = new AbortController();
      const data = new FormData(form);
      for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
      try {
        const answer = await fetch(form.dataset.draft, { method: "POST", body: data, keepalive: document.hidden, signal });
        if (!waiting) say(answer.ok ? "saved" : "failed");
      } catch {
        say("failed");
        if (!signal.aborted) later();
      } finally {
        sending = null;
      }
    };
    form.addEventListener("input", () => {
      say();
      later();
    });
    document.addEventListener("visibilitychange", () => {
      if (!waiting || !document.hidden) return;
      clearTimeout(waiting);
      save();
    });
    form.addEventListener("submit", () => {
      clearTimeout(waiting);
      waiting = 0;
      sending?.abort();
    });
  }
})();
