// Presstally: two comforts that the pages do without as well – copying the sentence, deciding by keys.
"use strict";

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  const text = source.dataset.text || source.value || source.textContent;
  try {
    await navigator.clipboard.writeText(text);
  } catch (refused) {
    const range = document.createRange();
    range.selectNodeContents(source);
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    if (!document.execCommand("copy")) return;
  }
  const before = button.textContent;
  button.setAttribute("aria-live", "polite");
  button.textContent = button.dataset.done;
  window.setTimeout(() => { button.textContent = before; }, 3000);
});

// Keys of the review: read by their place on the keyboard (event.code), so that a Chinese input method does not matter.
const KEYS = {
  Digit0: "0", Digit1: "1", Digit2: "2", Digit3: "3", Digit4: "4", Digit5: "5", Digit6: "6", Digit7: "7", Digit8: "8", Digit9: "9",
  Numpad0: "0", Numpad1: "1", Numpad2: "2", Numpad3: "3", Numpad4: "4", Numpad5: "5", Numpad6: "6", Numpad7: "7", Numpad8: "8", Numpad9: "9",
  Backspace: "Backspace", ArrowUp: "ArrowUp", ArrowDown: "ArrowDown",
};

document.addEventListener("keydown", (event) => {
  const board = document.querySelector("[data-keys]");
  if (!board || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  const field = event.target.closest("input:not([type=checkbox]):not([type=radio]), select, textarea");
  if (field) return;
  if (event.code === "Escape") board.dataset.layer = "first";
  const key = KEYS[event.code];
  if (!key) return;
  const layer = board.dataset.layer || "first";
  const wanted = document.querySelector(`[data-layer-of="${layer}"][data-key="${key}"]`)
    || document.querySelector(`[data-layer-of="any"][data-key="${key}"]`);
  if (!wanted) return;
  event.preventDefault();
  if (wanted.dataset.opens) {
    board.dataset.layer = wanted.dataset.opens;
    const first = document.querySelector(`[data-layer-of="${wanted.dataset.opens}"]`);
    if (first) first.focus();
    return;
  }
  wanted.click();
});
