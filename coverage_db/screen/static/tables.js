// Datasette's own pages: its script writes the menu of a column in English; the words stand in the page.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const words = document.getElementById("column-menu");
  if (!words) return;
  for (const { name, value } of words.attributes) {
    if (!name.startsWith("data-dropdown-")) continue;
    for (const entry of document.querySelectorAll(`a.${name.slice(5)}`)) entry.textContent = value;
  }
});
