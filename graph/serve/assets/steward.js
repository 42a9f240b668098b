// Keys for who decides on many: j next, k the one before, a accept, e edit, r reject and R all of the text (a reason, then
// Enter), Escape out of a field; in a field Enter shows what the changes add, Ctrl+Enter accepts. All of it can be done
// without them.
"use strict";

// Behind the last, and before the first, stands the list.
const press = (...ids) => ids.map((id) => document.getElementById(id)).find(Boolean)?.click();

// Who gives no reason stays in its field: the server tells what is missing.
let rejecting = "reject";
function giveReason(button) {
  rejecting = document.getElementById(button) ? button : "reject";
  document.getElementById("reason")?.focus();
}

document.addEventListener("keydown", (event) => {
  const inField = event.target.closest("input, select, textarea");
  if (event.key === "Escape" && inField) {
    inField.blur();
    return;
  }
  const chosen = event.target.id === "reason" ? rejecting : event.ctrlKey && event.target.closest("#record") && "accept";
  if (event.key === "Enter" && chosen) {
    event.preventDefault();
    press(chosen);
    return;
  }
  if (inField || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const fields = ["input:not([type=hidden])", "select"];
  const first = (within) => document.querySelector(fields.map((one) => `#record ${within}${one}`).join());
  const acts = {
    j: () => press("next", "list"),
    k: () => press("before", "list"),
    a: () => press("accept"),
    e: () => (first(".is-wrong ") ?? first(""))?.focus(),
    r: () => giveReason("reject"),
    R: () => giveReason("reject-all"),
  };
  if (!Object.hasOwn(acts, event.key)) return;
  event.preventDefault();
  acts[event.key]();
});
