// Two places side by side: what is known of either, in one table. Names come from the facts: they become text, never markup.
"use strict";
addEventListener("DOMContentLoaded", () => {
  const { aspects, things, places } = globalThis.COMPARED;
  const form = document.querySelector(".compared");
  const table = document.getElementById("compared");
  const known = new Map(places.map(([id, name, facts]) => [id, { id, name, facts }]));
  const linked = (text, address) => {
    if (!address) return document.createTextNode(text);
    const link = document.createElement("a");
    link.textContent = text;
    link.href = address;
    return link;
  };
  const cell = (tag, part) => {
    const made = document.createElement(tag);
    if (tag === "th") made.scope = "row";
    made.append(part);
    return made;
  };
  const titled = (text) => {
    const row = document.createElement("tr");
    const head = cell("th", text);
    head.colSpan = 3;
    head.scope = "rowgroup";
    row.className = "aspect";
    row.append(head);
    return row;
  };
  for (const { id, name } of known.values()) form.other.append(new Option(name, id));

  const show = () => {
    const chosen = [form.one, form.other].map((select) => known.get(select.value));
    const said = chosen.map(({ facts }) => new Map(facts.map(([aspect, thing, text]) => [`${aspect} ${thing}`, text])));
    const keys = [...new Set(said.flatMap((one) => [...one.keys()]))].map((key) => key.split(" ").map(Number));
    keys.sort(([one], [other]) => one - other); // stable: within an aspect as they stand
    const rows = keys.flatMap(([aspect, thing], number) => {
      const row = document.createElement("tr");
      row.append(cell("th", linked(...things[thing])), ...said.map((one) => cell("td", one.get(`${aspect} ${thing}`) ?? "")));
      return keys[number - 1]?.[0] === aspect ? [row] : [titled(aspects[aspect]), row];
    });
    table.tBodies[0].replaceChildren(...rows);
    const heads = [...table.tHead.rows[0].cells].slice(1);
    chosen.forEach(({ id, name }, side) => heads[side].replaceChildren(linked(name, `place/${encodeURI(id)}.html`)));
  };
  const read = () => {
    const [one, other] = decodeURIComponent(location.hash.slice(1)).split("+");
    form.one.value = known.has(one) ? one : places[0][0];
    form.other.value = known.has(other) ? other : (places.find(([id]) => id !== form.one.value && id.slice(0, 2) === form.one.value.slice(0, 2)) ?? places[0])[0];
    show();
  };
  form.addEventListener("change", () => {
    history.replaceState(null, "", `#${encodeURI(`${form.one.value}+${form.other.value}`)}`);
    show();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", read);
  read();
});
