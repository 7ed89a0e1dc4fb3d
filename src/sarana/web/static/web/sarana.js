// Everything here is a convenience: each page reads and saves without it.
"use strict";
(() => {
  // htmx hands the server's own fragments to the parser; scripts never come along, and none from elsewhere.
  if (window.trustedTypes) {
    trustedTypes.createPolicy("default", {
      createHTML: (html) => html,
      createScript: (text) => (text === "" ? "" : null),
      createScriptURL: (url) => (new URL(url, location.href).origin === location.origin ? url : null),
    });
  }
  const root = document.documentElement;
  const all = (selector, visit) => document.querySelectorAll(selector).forEach(visit);

  const themeSwitch = document.querySelector("[data-theme-switch]");
  if (themeSwitch) {
    const dark = () => (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
    const tell = () => themeSwitch.setAttribute("aria-pressed", String(dark()));
    themeSwitch.hidden = false;
    tell();
    themeSwitch.addEventListener("click", () => {
      root.dataset.theme = dark() ? "light" : "dark";
      document.cookie = `theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=lax`;
      tell();
    });
  }

  // On a narrow screen the tabs run out of sight: the one that is open is brought in.
  all(".tabs [aria-current]", (tab) => tab.scrollIntoView({ block: "nearest", inline: "center" }));

  all("[data-copy]", (button) => {
    if (!navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      const words = button.querySelector("span:last-child");
      words.setAttribute("role", "status");
      words.textContent = button.dataset.copied;
    });
  });

  // The way to the menu is the way back from it, too.
  all("a.menu", (way) => way.addEventListener("click", (event) => {
    if (location.hash !== way.hash) return;
    event.preventDefault();
    location.replace("#main");
  }));

  // A click elsewhere, or Escape, closes the menus of the header.
  const close = (except) => all(".top details[open]", (menu) => { if (menu !== except) menu.open = false; });
  document.addEventListener("click", (event) => close(event.target.closest(".top details")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector(".top details[open]");
    close();
    if (open) open.querySelector("summary").focus();
  });

  // <form data-confirm="Question" data-yes="…" data-no="…">: ask here what the server would ask on a page.
  all("form[data-confirm]", (form) => form.addEventListener("submit", (event) => {
    if (form.elements.confirmed || !window.HTMLDialogElement) return;
    event.preventDefault();
    const dialog = document.createElement("dialog");
    const question = document.createElement("p");
    const buttons = document.createElement("div");
    question.id = "question";
    question.textContent = form.dataset.confirm;
    dialog.setAttribute("aria-labelledby", "question");
    buttons.className = "actions";
    const add = (words, kind, act) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = kind;
      button.textContent = words;
      button.addEventListener("click", act);
      buttons.append(button);
    };
    add(form.dataset.yes, "danger", () => {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name: "confirmed", value: "1" });
      form.append(field);
      dialog.close();
      form.requestSubmit(event.submitter);
    });
    add(form.dataset.no, "second", () => dialog.close());
    dialog.append(question, buttons);
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }));

  // Passkeys: what the browser could not do is said in words.
  document.addEventListener("allauth.error", () => all("[data-passkey-problem]", (words) => { words.hidden = false; }));

  // A second click on "Save" must not save twice.
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.method !== "post") return;
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "1";
    setTimeout(() => delete event.target.dataset.sent, 4000);
  });
})();
