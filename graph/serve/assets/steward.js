// Keys for who decides on many: j next, k the one before, a accept, e edit, r reject (then Enter), Escape out of a field.
// All of it can be done without them.
"use strict";

document.addEventListener("keydown", (event) => {
  const inField = event.target.closest("input:not([type=radio]), select, textarea");
  if (event.key === "Escape" && inField) {
    inField.blur();
    return;
  }
  if (inField || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const first = document.querySelector("#record input:not([type=hidden]), #record select");
  const acts = {
    j: () => document.getElementById("next")?.click(),
    k: () => document.getElementById("before")?.click(),
    a: () => document.getElementById("accept")?.click(),
    e: () => first?.focus(),
    r: () => document.getElementById("reason")?.focus(),
  };
  if (!Object.hasOwn(acts, event.key)) return;
  event.preventDefault();
  acts[event.key]();
});
