"use strict";
(() => {
  // The review desk by keyboard: j and k go down and up the rows, a letter gives the row its word.
  const rows = [...document.querySelectorAll("[data-row]")];
  let at = rows.findIndex((row) => `#${row.id}` === location.hash);
  if (at < 0) at = rows.findIndex((row) => !row.dataset.found);
  const go = (to) => {
    at = Math.max(0, Math.min(rows.length - 1, to));
    rows[at].focus({ preventScroll: true });
    rows[at].scrollIntoView({ block: "center" });
  };
  if (rows.length) go(Math.max(0, at));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    const key = event.key.toLowerCase();
    if (!rows.length) return;
    if (key === "j" || key === "k") {
      event.preventDefault();
      go(at + (key === "j" ? 1 : -1));
      return;
    }
    const button = rows[at].querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (button) button.click();
  });
  rows.forEach((row, place) => row.addEventListener("focusin", () => { at = place; }));
})();
