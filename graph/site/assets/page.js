// What every page does: keep the reader's language and theme.
"use strict";
(() => {
  const root = document.documentElement;
  const kept = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
  const keep = (name, value) => { try { localStorage.setItem(name, value); } catch { /* private browsing */ } };

  const theme = kept("theme");
  if (theme) root.dataset.theme = theme;

  const front = root.dataset.front === "yes"; // the page that only asks for the language
  if (front) {
    const known = [...(root.dataset.languages || "").split(" ")];
    const wished = [kept("language"), ...navigator.languages.map((tag) => tag.slice(0, 2))];
    location.replace(`${wished.find((tag) => known.includes(tag)) || known[0]}/index.html`);
    return;
  }
  keep("language", root.lang);

  // A row can be shared by its address; the sign is drawn by the style sheet, so that the cell says what it said.
  const linkTo = (row) => {
    const link = document.createElement("a");
    link.className = "to-row";
    link.href = `#${encodeURI(row.id)}`;
    link.ariaLabel = root.dataset.toRow;
    return link;
  };

  // `coop serve` says who it is; what only it can make is offered then.
  const served = () => performance.getEntriesByType("navigation")[0]?.serverTiming.some((one) => one.name === "coop");

  // Paper shows what is folded, too; on the screen it is folded again.
  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = [...document.querySelectorAll("main details:not(.no-print, [open])")];
    for (const one of unfolded) one.open = true;
  });
  addEventListener("afterprint", () => { for (const one of unfolded) one.open = false; });

  // What is linked to is unfolded; not every browser does so by itself.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    let folded = target?.closest("details:not([open])");
    if (!folded) return;
    for (; folded; folded = folded.closest("details:not([open])")) folded.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);

  addEventListener("DOMContentLoaded", () => {
    reveal();
    document.addEventListener("click", ({ target }) => { // the same link again, after it was folded
      if (target.closest("a")?.getAttribute("href") === location.hash) reveal();
    });
    if (served()) {
      for (const link of document.querySelectorAll(".served")) link.hidden = false;
      for (const other of document.querySelectorAll(".unserved")) other.hidden = true;
    }
    const menu = document.querySelector(".menu");
    menu?.addEventListener("keydown", ({ key }) => {
      if (key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
    document.getElementById("theme")?.addEventListener("click", () => {
      const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
      keep("theme", root.dataset.theme);
      dispatchEvent(new Event("theme"));
    });
    for (const link of document.querySelectorAll(".languages a")) {
      link.addEventListener("click", () => { [link.search, link.hash] = [location.search, location.hash]; });
    }
    for (const row of document.querySelectorAll("tbody tr[id]")) row.cells[0].append(linkTo(row));
  });
})();
