// The search box: localities, networks, programmes and funders by any of their names, in any script.
"use strict";

// What all spellings of a name have in common; the same as `key` in loaders/model/name_readings.py.
const fold = (() => {
  const SMALL = "ァィゥェォャュョヮ", LARGE = "アイウエオヤユヨワ";
  const TWO_WAYS = [["ヴァ", "バ"], ["ヴィ", "ビ"], ["ヴェ", "ベ"], ["ヴォ", "ボ"], ["ヴ", "ブ"], ["ー", ""]];
  return (name) => {
    const letters = name.normalize("NFKC").toLowerCase().normalize("NFC").replaceAll("đ", "d").replaceAll("ß", "ss")
      .normalize("NFD").replace(/[^\p{L}\p{N}\u3099\u309a]/gu, "").normalize("NFC");
    let kana = letters.replace(/[ぁ-ゖ]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0x60));
    for (const [one, other] of TWO_WAYS) kana = kana.replaceAll(one, other);
    return kana.replace(/[ァィゥェォャュョヮ]/g, (sign) => LARGE[SMALL.indexOf(sign)]);
  };
})();

// The index, read when it is first wanted: a page opened from a disk may read nothing but scripts.
const names = (() => {
  let read = null;
  return () => (read ??= new Promise((done) => {
    const script = document.createElement("script");
    script.src = document.querySelector(".search").dataset.index;
    script.addEventListener("load", () => done(globalThis.NAMES));
    document.head.append(script);
  }));
})();

(() => {
  const MOST = 12;

  // How well an entry fits: exactly, from its beginning, within; the index is sorted by weight, which decides then.
  const fit = (keys, wanted) => {
    let best = 3;
    for (const key of keys) {
      if (key === wanted) return 0;
      const at = key.indexOf(wanted);
      if (at >= 0) best = Math.min(best, at === 0 ? 1 : 2);
    }
    return best;
  };

  const find = (index, text) => {
    const wanted = fold(text);
    if (!wanted) return [];
    const fitting = index.entries.map((entry) => [fit(entry.keys, wanted), entry]).filter(([how]) => how < 3);
    return fitting.sort(([one], [other]) => one - other).slice(0, MOST).map(([, entry]) => entry);
  };

  // The index as it is kept: kinds, wholes, and for each entry its name, id, kind, whole, whether it has a page, keys.
  const opened = ({ kinds, wholes, pages, entries }) => ({
    entries: entries.map(([name, id, kind, whole, keys]) => ({
      name, about: [kinds[kind], wholes[whole]].filter(Boolean).join(" · "), keys: keys.split(" "),
      href: pages[kind] ? `${pages[kind]}#${encodeURI(id)}` : `place/${encodeURI(id)}.html`,
    })),
  });

  const start = (box) => {
    const input = box.querySelector("input");
    const list = box.querySelector("ul");
    let index = null;
    let chosen = -1;

    const load = async () => {
      if (index) return;
      index = opened(await names());
      show();
    };

    const close = () => {
      list.hidden = true;
      chosen = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };

    const option = (entry, number) => {
      const item = document.createElement("li");
      const about = document.createElement("span");
      item.id = `found-${number}`;
      item.role = "option";
      item.ariaSelected = "false";
      item.dataset.href = box.dataset.home + entry.href;
      about.textContent = entry.about;
      item.append(entry.name, " ", about);
      return item;
    };

    const show = () => {
      close();
      if (!index || !fold(input.value)) return;
      const found = find(index, input.value);
      list.replaceChildren(...found.map(option));
      if (!found.length) {
        const nothing = document.createElement("li");
        nothing.textContent = box.dataset.nothing;
        nothing.className = "muted";
        nothing.role = "option";
        nothing.ariaDisabled = "true";
        list.append(nothing);
      }
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
    };

    const choose = (number) => {
      const items = [...list.querySelectorAll("[data-href]")];
      if (!items.length) return;
      chosen = (number + items.length) % items.length;
      items.forEach((item, place) => { item.ariaSelected = String(place === chosen); });
      items[chosen].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", items[chosen].id);
    };

    const go = (item) => {
      if (!item?.dataset.href) return;
      close();
      location.href = item.dataset.href;
    };

    input.addEventListener("focus", load);
    input.addEventListener("input", show);
    input.addEventListener("blur", () => setTimeout(close, 150)); // after a click on what was found
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return; // Enter ends the writing of kana or of Vietnamese letters
      if (event.key === "Escape") { close(); return; }
      if (event.key === "Enter" && !list.hidden) { go(list.querySelectorAll("[data-href]")[Math.max(chosen, 0)]); return; }
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      if (list.hidden) show();
      choose(event.key === "ArrowDown" ? chosen + 1 : chosen < 0 ? -1 : chosen - 1);
    });
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
    list.addEventListener("click", (event) => go(event.target.closest("[data-href]")));
  };

  for (const box of document.querySelectorAll(".search")) start(box);
})();
