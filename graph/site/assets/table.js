// Tables that are sorted, filtered and taken away as CSV. Without this script they are plain tables.
// How a table is filtered and sorted stands in the address: ?ties.q=water&ties.kind=sister+city&ties.sort=-since
"use strict";
(() => {
  const language = document.documentElement.lang;
  const collator = new Intl.Collator(language, { numeric: true });
  const foreign = (text) => language === "ja" && /^\P{L}*\p{Script=Latin}/u.test(text); // as in alphabet.py
  const byName = (one, other) => foreign(one) - foreign(other) || collator.compare(one, other);
  const bySign = (one, other) => (one < other ? -1 : one > other ? 1 : 0); // 2013 < 2013-04 < 2013-04-09
  const orders = { number: (one, other) => one - other, count: (one, other) => one - other, date: bySign };

  const textOf = (cell) => cell.textContent.trim();
  // The id of the thing that a link leads to; see `address` in graph/site/language_site.py.
  const idOf = (link) => decodeURIComponent(link.getAttribute("href").replace(/^.*?(?:place\/(.*)\.html|\.html#(.*))$/, "$1$2"));
  const linksOf = (part) => [...part.querySelectorAll('a:not([href*=":"], .to-row)')];
  const rowId = (row) => row.id || linksOf(row.cells[0]).map(idOf)[0] || "";

  // All names of the things of a row in all languages, as they are compared.
  let keys = null;
  const known = async () => { keys ??= new Map((await names()).entries.map((entry) => [entry[1], entry[4]])); };
  const namesOf = (row) => (keys ? [row.id, ...linksOf(row).map(idOf)].map((id) => keys.get(id) ?? "") : []);

  const partsOf = (cell) => [...cell.querySelectorAll("bdi")].map(textOf);
  const choicesOf = (cell) => (partsOf(cell).length ? partsOf(cell) : [textOf(cell)]);

  // A cell that says "all three" in a word (`every`) has each of the choices.
  const isChosen = (cell, choice, every) =>
    choicesOf(cell).includes(choice) || (every !== undefined && textOf(cell) === every);

  // What a cell is sorted by; null where nothing is known, which stands last whichever way it is sorted.
  const valueOf = (cell, kind) => {
    const value = cell.dataset.sort ?? textOf(cell);
    if (kind === "count") return Number(value);
    if (!value) return null;
    return kind === "number" ? Number(value) : value;
  };

  // What a cell says in a spreadsheet: numbers plain, dates in ISO 8601, links out of the site with their address.
  const plain = (cell, kind) => {
    if (kind === "number" || kind === "count" || kind === "date") return cell.dataset.sort ?? textOf(cell);
    const copy = cell.cloneNode(true);
    for (const line of copy.querySelectorAll("br")) line.replaceWith("; ");
    for (const link of copy.querySelectorAll('a[href^="http"]')) link.append(` <${link.getAttribute("href")}>`);
    return textOf(copy);
  };

  // RFC 4180; what a spreadsheet would take for a formula is told to be text.
  const field = (text) => {
    const safe = /^'*[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };

  const asked = new URLSearchParams(location.search);
  const noteInAddress = (name, value) => {
    const url = new URL(location.href);
    if (value) url.searchParams.set(name, value); else url.searchParams.delete(name);
    history.replaceState(history.state, "", url);
  };

  for (const box of document.querySelectorAll(".table")) {
    const heads = [...box.querySelectorAll("thead th")];
    const body = box.querySelector("tbody");
    const rows = [...body.rows];
    const count = box.querySelector(".count");
    const input = box.querySelector(".filter");
    const titles = heads.map(textOf);
    const parameter = (name) => `${box.id}.${name}`;
    const selects = [];
    let folded = null; // the text of every row and the names of its things, folded when they are first needed

    const filter = () => {
      folded ??= rows.map((row) => [...[...row.cells].map((cell) => fold(cell.textContent)), ...namesOf(row)].join("\n"));
      const words = input.value.split(/\s+/).map(fold).filter(Boolean);
      const chosen = selects.filter(([select]) => select.value);
      rows.forEach((row, number) => {
        row.hidden = !words.every((word) => folded[number].includes(word))
          || !chosen.every(([select, column]) => isChosen(row.cells[column], select.value, heads[column].dataset.every));
      });
      tell();
    };

    const tell = () => {
      const format = new Intl.NumberFormat(language);
      const numbers = [rows.filter((row) => !row.hidden).length, rows.length].map((number) => format.format(number));
      count.textContent = count.dataset.shown.replace(/\{\}/g, () => numbers.shift());
    };

    const sortNext = (column) => {
      const head = heads[column];
      const first = ["count", "number"].includes(head.dataset.kind) ? "descending" : "ascending"; // most first
      const next = { ascending: "descending", descending: "ascending" }[head.ariaSort] ?? first;
      sort(column, next);
      noteInAddress(parameter("sort"), (next === "ascending" ? "" : "-") + head.dataset.name);
    };

    const sort = (column, next) => {
      const head = heads[column];
      const { kind } = head.dataset;
      const compare = orders[kind] ?? byName;
      const keys = new Map(rows.map((row) => [row, valueOf(row.cells[column], kind)]));
      const sign = next === "ascending" ? 1 : -1;
      rows.sort((one, other) => {
        const [mine, theirs] = [keys.get(one), keys.get(other)];
        if (mine === null || theirs === null) return (mine === null) - (theirs === null);
        return sign * compare(mine, theirs);
      });
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", next);
      folded = null;
      body.append(...rows);
    };

    const choose = (head, column) => {
      const label = document.createElement("label");
      const select = document.createElement("select");
      const values = new Set(rows.flatMap((row) => choicesOf(row.cells[column])));
      values.delete("");
      select.append(new Option(box.querySelector(".choices").dataset.all, ""));
      for (const one of [...values].sort(byName)) select.append(new Option(one, one));
      select.addEventListener("change", () => {
        filter();
        noteInAddress(parameter(head.dataset.name), select.value);
      });
      label.append(titles[column], select);
      box.querySelector(".choices").append(label);
      selects.push([select, column]);
    };

    const download = () => {
      const shown = rows.filter((row) => !row.hidden);
      const named = rows.some(rowId);
      const lines = shown.map((row) => [
        ...(named ? [rowId(row)] : []),
        ...[...row.cells].map((cell, column) => plain(cell, heads[column].dataset.kind)),
      ]);
      const csv = [[...(named ? ["id"] : []), ...titles], ...lines].map((line) => line.map(field).join(",")).join("\r\n");
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob(["\ufeff", csv, "\r\n"], { type: "text/csv;charset=utf-8" }));
      link.download = `${box.dataset.file}.csv`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    };

    const save = () => {
      const shown = rows.filter((row) => !row.hidden);
      const named = rows.some(rowId);
      workbook.save(box.dataset.file, [{
        name: box.querySelector(".scroll").ariaLabel,
        titles: [...(named ? ["id"] : []), ...titles],
        rows: shown.map((row) => [
          ...(named ? [{ value: rowId(row) }] : []),
          ...[...row.cells].map((cell, column) => workbook.cellOf(cell, heads[column].dataset.kind)),
        ]),
      }]);
    };

    // A row that is linked to is shown, whatever is filtered.
    const reveal = () => {
      const target = rows.find((row) => row.id && row.id === decodeURIComponent(location.hash.slice(1)));
      if (!target) return;
      if (target.hidden) {
        input.value = "";
        noteInAddress(parameter("q"), "");
        for (const [select, column] of selects) {
          select.value = "";
          noteInAddress(parameter(heads[column].dataset.name), "");
        }
        filter();
      }
      target.scrollIntoView({ block: "center" });
    };

    // What the address asks for; a choice that there is none of, as of another language, is left out.
    const restore = async () => {
      input.value = asked.get(parameter("q")) ?? "";
      for (const [select, column] of selects) {
        const wanted = asked.get(parameter(heads[column].dataset.name)) ?? "";
        if ([...select.options].some((one) => one.value === wanted)) select.value = wanted;
      }
      const by = asked.get(parameter("sort")) ?? "";
      const column = heads.findIndex((head) => head.dataset.name === by.replace(/^-/, ""));
      if (column >= 0) sort(column, by.startsWith("-") ? "descending" : "ascending");
      if (input.value) await known();
      if (input.value || selects.some(([select]) => select.value)) filter();
    };

    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = titles[column];
      button.addEventListener("click", () => sortNext(column));
      head.replaceChildren(button);
      if (head.dataset.choose) choose(head, column);
    });
    input.addEventListener("input", () => {
      filter();
      noteInAddress(parameter("q"), input.value);
    });
    input.addEventListener("focus", async () => {
      await known();
      folded = null;
      if (input.value) filter();
    }, { once: true });
    box.querySelector(".download").addEventListener("click", download);
    box.querySelector(".workbook").addEventListener("click", save);
    box.querySelector(".table-tools").hidden = false;
    addEventListener("hashchange", reveal);
    tell();
    restore().then(reveal);
  }
})();
