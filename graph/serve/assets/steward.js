// Keys for who decides on many: j next, k the one before, a accept, e edit, r reject and R all of the text (a reason, then
// Enter), Escape out of a field; in a field Enter shows what the changes add, Ctrl+Enter accepts. All of it can be done
// without them. What was typed and not sent is there again when the page is.
"use strict";

// Behind the last, and before the first, stands the list.
const press = (...ids) => ids.map((id) => document.getElementById(id)).find(Boolean)?.click();

// Who gives no reason stays in its field: the server tells what is missing.
let rejecting = "reject";
function giveReason(button) {
  rejecting = document.getElementById(button) ? button : "reject";
  for (const one of document.querySelectorAll("#refusal button")) one.classList.toggle("chosen", one.id === rejecting);
  document.getElementById("reason")?.focus();
}

const record = document.getElementById("record");
const kept = `typed ${location.pathname}`;
const typed = (form) => [...form.querySelectorAll("input:not([type=hidden]), select")];

const asSent = (one) => one.defaultValue ?? one.querySelector("[selected]")?.value ?? "";

function keepTyped() {
  const changed = typed(record).filter((one) => one.value !== asSent(one));
  sessionStorage.setItem(kept, JSON.stringify(Object.fromEntries(changed.map((one) => [one.name, one.value]))));
  document.getElementById("unsaved").hidden = !changed.length;
}

// What the server has kept stands in the page as it keeps it: a date in its one form, a locality with its level.
const asked = new URL(location.href);
if (asked.searchParams.has("kept")) {
  sessionStorage.removeItem(kept);
  asked.searchParams.delete("kept");
  history.replaceState(null, "", asked);
}

if (record) {
  const before = JSON.parse(sessionStorage.getItem(kept) ?? "{}");
  for (const one of typed(record)) if (Object.hasOwn(before, one.name)) one.value = before[one.name];
  keepTyped();
  record.addEventListener("input", keepTyped);
}

// A decision takes a moment, and is made once.
document.addEventListener("submit", (event) => {
  if (document.body.hasAttribute("aria-busy")) {
    event.preventDefault();
    return;
  }
  document.body.setAttribute("aria-busy", "true");
  if (event.submitter?.formAction.includes("/undo")) sessionStorage.removeItem(kept);
});
window.addEventListener("pageshow", () => document.body.removeAttribute("aria-busy"));

document.addEventListener("keydown", (event) => {
  const inField = event.target.closest("input, select, textarea");
  if (event.key === "Escape" && inField) {
    inField.blur();
    return;
  }
  const inRecord = event.target.closest("#record");
  const chosen = event.target.id === "reason" ? rejecting : inRecord && (event.ctrlKey ? "accept" : inField?.matches("select") && "keep");
  if (event.key === "Enter" && chosen) {
    event.preventDefault();
    press(chosen);
    return;
  }
  if (inField || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const fields = ["input:not([type=hidden])", "select"];
  const first = (within) => document.querySelector(fields.map((one) => `#record ${within}${one}`).join());
  const edit = (field) => {
    field?.focus();
    field?.setSelectionRange?.(field.value.length, field.value.length);
  };
  const acts = {
    j: () => press("next", "list"),
    k: () => press("before", "list"),
    a: () => press("accept"),
    e: () => edit(first(".is-wrong ") ?? first("")),
    r: () => giveReason("reject"),
    R: () => giveReason("reject-all"),
  };
  if (!Object.hasOwn(acts, event.key)) return;
  event.preventDefault();
  acts[event.key]();
});
