"use strict";
(() => {
  const out = document.querySelector("a.out");
  let leaving = false;
  // Frightened fingers press many times: each new start would only hold up the first.
  const leave = () => {
    document.documentElement.hidden = true;
    if (!leaving) location.replace(out.href);
    leaving = true;
  };
  let last = -Infinity;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !out) return;
    // Unhandled, one more press would stop the very page that it asked for.
    event.preventDefault();
    if (event.timeStamp - last < 1500) leave();
    last = event.timeStamp;
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || link.origin !== location.origin || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link === out) leave();
    else location.replace(link.href);
  });
  // A sent form would leave its page in the history: that entry becomes the way out before the answer comes.
  document.addEventListener("submit", (event) => {
    event.target.action = location.href;
    history.replaceState(null, "", out.href);
  });
  addEventListener("pageshow", (event) => {
    if (!event.persisted || !out) return;
    leaving = false;
    leave();
  });
})();
