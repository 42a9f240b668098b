// Tables as a workbook (Office Open XML, .xlsx): days, numbers and links typed, the heading frozen, texts only texts.
"use strict";

const workbook = (() => {
  const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
  const TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  const FIRST_DAY = Date.UTC(1899, 11, 30);
  const [LONGEST_CELL, LONGEST_NAME] = [32767, 31];
  const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>`
    + '<fonts count="3"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font>'
    + '<font><u/><sz val="11"/><color rgb="FF0563C1"/><name val="Calibri"/></font></fonts>'
    + '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    + '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/>'
    + '<xf fontId="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf fontId="2" applyFont="1"/></cellXfs>'
    + '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';
  const [BOLD, DAY, LINK] = [1, 2, 3];

  // What XML may not hold is left out; "_x0041_" would be read as a letter.
  const xml = (text) => text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

  const columnName = (at) => (at < 26 ? "" : columnName(Math.floor(at / 26) - 1)) + String.fromCharCode(65 + (at % 26));

  const drawn = ({ value, href }, at, style) => {
    if (typeof value === "number") return `<c r="${at}"><v>${value}</v></c>`;
    if (!value) return "";
    if (/^\d{4}-\d\d-\d\d$/.test(value) && value > "1900-03") {
      return `<c r="${at}" s="${DAY}"><v>${(Date.parse(value) - FIRST_DAY) / 86400000}</v></c>`;
    }
    const cut = value.length > LONGEST_CELL ? `${value.slice(0, LONGEST_CELL - 1)}…` : value;
    return `<c r="${at}" s="${href ? LINK : style}" t="inlineStr"><is><t xml:space="preserve">${xml(cut)}</t></is></c>`;
  };

  const sheetXml = ({ titles, rows }) => {
    const lines = [titles.map((value) => ({ value })), ...rows];
    const found = []; // the links: where they stand, where they lead
    const body = lines.map((cells, row) => {
      const all = cells.map((cell, column) => {
        const at = columnName(column) + (row + 1);
        if (cell.href) found.push([at, cell.href]);
        return drawn(cell, at, row ? 0 : BOLD);
      });
      return `<row r="${row + 1}">${all.join("")}</row>`;
    });
    const widths = titles.map((_, column) => {
      const longest = Math.max(...lines.map((cells) => String(cells[column]?.value ?? "").length));
      return `<col min="${column + 1}" max="${column + 1}" width="${Math.min(Math.max(longest, 8), 60) + 2}" customWidth="1"/>`;
    });
    const last = columnName(titles.length - 1) + lines.length;
    const links = found.map(([at], number) => `<hyperlink ref="${at}" r:id="rId${number + 1}"/>`).join("");
    return {
      sheet: `${HEAD}<worksheet xmlns="${MAIN}" xmlns:r="${LINKS}"><sheetViews><sheetView workbookViewId="0">`
        + '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/></sheetView></sheetViews>'
        + `<cols>${widths.join("")}</cols><sheetData>${body.join("")}</sheetData><autoFilter ref="A1:${last}"/>`
        + `${links && `<hyperlinks>${links}</hyperlinks>`}</worksheet>`,
      relations: `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${found.map(([, href], number) =>
        `<Relationship Id="rId${number + 1}" Type="${LINKS}/hyperlink" Target="${xml(href)}" TargetMode="External"/>`).join("")}</Relationships>`,
    };
  };

  // Names that sheets may have, each another.
  const namesOf = (sheets) => {
    const taken = new Set();
    return sheets.map(({ name }) => {
      const whole = name.replace(/[[\]:*?/\\']/g, " ").trim() || "1";
      const within = whole.slice(0, LONGEST_NAME - 1);
      const plain = whole.length <= LONGEST_NAME ? whole : `${within.slice(0, within.lastIndexOf(" ") + 1).trim() || within}…`;
      let free = plain;
      for (let number = 2; taken.has(free.toLowerCase()); number += 1) free = `${plain.slice(0, LONGEST_NAME - 4)} ${number}`;
      taken.add(free.toLowerCase());
      return free;
    });
  };

  const parts = (sheets) => {
    const names = namesOf(sheets);
    const of = (kind, number) => `<Relationship Id="rId${number + 1}" Type="${LINKS}/${kind}" Target="`;
    const files = {
      "[Content_Types].xml": `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`
        + '<Default Extension="xml" ContentType="application/xml"/>'
        + `<Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/>`
        + names.map((_, at) => `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${TYPES}.worksheet+xml"/>`).join("")
        + "</Types>",
      "_rels/.rels": `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${of("officeDocument", 0)}xl/workbook.xml"/></Relationships>`,
      "xl/workbook.xml": `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${LINKS}"><sheets>${
        names.map((name, at) => `<sheet name="${xml(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join("")}</sheets></workbook>`,
      "xl/_rels/workbook.xml.rels": `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${
        names.map((_, at) => `${of("worksheet", at)}worksheets/sheet${at + 1}.xml"/>`).join("")}${of("styles", names.length)}styles.xml"/></Relationships>`,
      "xl/styles.xml": STYLES,
    };
    sheets.forEach((one, at) => {
      const { sheet, relations } = sheetXml(one);
      files[`xl/worksheets/sheet${at + 1}.xml`] = sheet;
      files[`xl/worksheets/_rels/sheet${at + 1}.xml.rels`] = relations;
    });
    return files;
  };

  const crcOf = (() => {
    const table = Uint32Array.from({ length: 256 }, (_, at) => {
      let value = at;
      for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
      return value;
    });
    return (bytes) => {
      let crc = 0xffffffff;
      for (const one of bytes) crc = table[(crc ^ one) & 0xff] ^ (crc >>> 8);
      return (crc ^ 0xffffffff) >>> 0;
    };
  })();

  // A zip file (PKWARE APPNOTE) whose parts are not compressed.
  const zip = (files) => {
    const [local, central] = [[], []];
    let offset = 0;
    for (const [name, text] of Object.entries(files)) {
      const [named, bytes] = [new TextEncoder().encode(name), new TextEncoder().encode(text)];
      const fields = [[20, 2], [0x0800, 2], [0, 2], [0, 2], [0x21, 2], [crcOf(bytes), 4], [bytes.length, 4], [bytes.length, 4],
        [named.length, 2], [0, 2]];
      local.push(packed([[0x04034b50, 4], ...fields]), named, bytes);
      central.push(packed([[0x02014b50, 4], [20, 2], ...fields, [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]]), named);
      offset += 30 + named.length + bytes.length;
    }
    const size = central.reduce((sum, one) => sum + one.length, 0);
    const number = Object.keys(files).length;
    return [...local, ...central, packed([[0x06054b50, 4], [0, 2], [0, 2], [number, 2], [number, 2], [size, 4], [offset, 4], [0, 2]])];
  };

  const packed = (fields) => {
    const bytes = new Uint8Array(fields.reduce((sum, [, length]) => sum + length, 0));
    let at = 0;
    for (const [value, length] of fields) {
      for (let byte = 0; byte < length; byte += 1) bytes[at + byte] = (value >>> (8 * byte)) & 0xff;
      at += length;
    }
    return bytes;
  };

  const textOf = (cell) => {
    const copy = cell.cloneNode(true);
    for (const line of copy.querySelectorAll("br")) line.replaceWith("; ");
    for (const note of copy.querySelectorAll(".note")) note.prepend("; ");
    return copy.textContent.trim().replace(/\s+/gu, " ");
  };

  // A cell of a page: a number, or text; with the address if it has one link that leads out of the site.
  const cellOf = (cell, kind) => {
    const sort = cell.dataset.sort ?? textOf(cell);
    if (kind === "number" || kind === "count") return { value: sort === "" ? "" : Number(sort) };
    if (kind === "date") return { value: sort };
    const links = cell.querySelectorAll('a[href^="http"]');
    if (links.length < 2) return { value: textOf(cell), href: links[0]?.getAttribute("href") };
    const copy = cell.cloneNode(true);
    for (const link of copy.querySelectorAll('a[href^="http"]')) link.append(` <${link.getAttribute("href")}>`);
    return { value: textOf(copy) };
  };

  const save = (file, sheets) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(zip(parts(sheets)), { type: `${TYPES}.sheet` }));
    link.download = `${file}.xlsx`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };

  return { save, cellOf };
})();

// A whole page of a locality: a sheet for each part of it, figures as numbers, the numbers of sources in a column.
for (const button of document.querySelectorAll("button.whole")) {
  const words = JSON.parse(button.dataset.words);
  const textOf = (node) => node.textContent.trim().replace(/\s+/gu, " ");
  const values = (all) => all.map((value) => ({ value }));
  const texts = (node, which) => [...node.querySelectorAll(which)].map(textOf);

  // What a fact says, apart from what else is known of it, from remarks and from the numbers of its sources.
  const told = (node) => {
    const copy = node.cloneNode(true);
    for (const one of copy.querySelectorAll(".cite, .particulars, .note")) one.remove();
    return {
      what: textOf(copy),
      more: texts(node, ".particulars").join("; "),
      apart: [texts(node, ".note").join("; "), texts(node, ".cite").map((cite) => cite.slice(1, -1)).join("; ")],
    };
  };

  // The rows of a fact: one for each of its figures if it has any.
  const rowsOf = (row, figured) => {
    const cells = [...row.cells];
    const { what, more, apart } = told(cells.at(-1));
    const before = cells.slice(0, -1).map((cell) => workbook.cellOf(cell, cell.classList.contains("date") ? "date" : ""));
    if (!figured) return [[...before, ...values([what, more, ...apart])]];
    const figures = JSON.parse(row.dataset.figures ?? "null") ?? [[what, "", ""]];
    return figures.map((figure) => [...before, ...values([...figure, ...apart])]);
  };

  const factsOf = (section) => {
    const heads = texts(section, "thead th");
    const rows = [...section.querySelectorAll("tbody tr")];
    const figured = rows.some((row) => row.dataset.figures);
    return {
      name: textOf(section.querySelector("h2")),
      titles: [...heads, ...(figured ? [words.value, words.unit] : [words.more]), words.remarks, words.sources],
      rows: rows.flatMap((row) => rowsOf(row, figured)),
    };
  };

  const partnersOf = (section) => ({
    name: textOf(section.querySelector("h2")),
    titles: [words.partner, words.state],
    rows: [...section.querySelectorAll("dl > div")].flatMap((group) =>
      texts(group, "dd a:not(.brief-link)").map((name) => values([name, group.querySelector("dt").firstChild.textContent.trim()]))),
  });

  const aheadOf = (section) => ({
    name: section.ariaLabel,
    titles: [words.date, words.what],
    rows: [...section.querySelectorAll("li")].map((item) => {
      const copy = item.cloneNode(true);
      copy.querySelector(".date").remove();
      return [workbook.cellOf(item.querySelector(".date"), "date"), { value: textOf(copy) }];
    }),
  });

  const officesOf = (section) => ({
    name: textOf(section.querySelector("h2")),
    titles: [words.office, words.remarks, words.sources],
    rows: [...section.querySelectorAll("li")].map((item) => {
      const { what, apart } = told(item);
      return [{ value: what, href: item.querySelector('a[href^="http"]')?.getAttribute("href") }, ...values(apart)];
    }),
  });

  const sourcesOf = (section) => ({
    name: textOf(section.querySelector("h2")),
    titles: [words.number, words.source],
    rows: [...section.querySelectorAll("li[id]")].map((item) => [
      { value: Number(item.id.replace("source-", "")) },
      { value: textOf(item), href: item.querySelector('a[href^="http"]')?.getAttribute("href") },
    ]),
  });

  const KINDS = [["section.partners", partnersOf], ["section.ahead", aheadOf], ["section.facts:has(table)", factsOf],
    ["section.facts:not(:has(table))", officesOf], ["section.sources", sourcesOf]];
  button.hidden = false;
  button.addEventListener("click", () => {
    const sections = document.querySelectorAll(KINDS.map(([which]) => which).join(", "));
    workbook.save(button.dataset.file, [...sections].map((section) =>
      KINDS.find(([which]) => section.matches(which))[1](section)));
  });
}
