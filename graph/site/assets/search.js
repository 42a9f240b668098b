// The search box: localities, networks, programmes, fields and facts by any of their names, in any script.
"use strict";

// Signs that are written for others; the same as `ALIKE` in loaders/model/name_keys.py.
const oneSign = (() => {
  const FROM = "’ʻʼ‐‑–—−縣县區廳廰厅ÐƉðɖАВЕКМНОРСТУХІЈЅаеорсухіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο";
  const TO = "'''-----県県区庁庁庁ĐĐđđABEKMHOPCTYXIJSaeopcyxijsABEZHIKMNOPTYXo";
  const [all, signs] = [new RegExp(`[${FROM}]`, "gu"), Object.fromEntries([...FROM].map((sign, at) => [sign, TO[at]]))];
  return (text) => text.replace(all, (sign) => signs[sign]);
})();

// What all spellings of a name have in common; the same as `key` in loaders/model/name_keys.py.
const fold = (() => {
  const SMALL = "ァィゥェォャュョヮ", LARGE = "アイウエオヤユヨワ";
  const TWO_WAYS = [["ヴァ", "バ"], ["ヴィ", "ビ"], ["ヴェ", "ベ"], ["ヴォ", "ボ"], ["ヴ", "ブ"], ["ー", ""]];
  return (name) => {
    const letters = oneSign(oneSign(name.normalize("NFKC")).toLowerCase().normalize("NFC").replaceAll("đ", "d")
      .replaceAll("ß", "ss").normalize("NFD")).replace(/[^\p{L}\p{N}\u3099\u309a]/gu, "").normalize("NFC");
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

// The ways to read a name; the same as `readings` in loaders/model/name_readings.py, by the same patterns.
const reader = (patterns) => {
  const whole = (pattern) => new RegExp(`^(?:${pattern})$`, "u");
  const beginning = (pattern) => new RegExp(`^(?:${pattern})`, "u");
  const [prefix, marked, kana] = [beginning(patterns.prefix), beginning(patterns.marked), whole(patterns.kana)];
  const district = new RegExp(patterns.district, "u");
  const committee = new RegExp(patterns.committee, "u");
  const suffixes = patterns.suffixes.map((pattern) => new RegExp(pattern, "u"));
  const [begins, ends] = [beginning(patterns.states[0]), new RegExp(patterns.states[1], "u")];
  const parted = new RegExp(patterns.parted, "u");
  const parents = patterns.parents.map(([pattern, inner, outer]) => [whole(pattern), inner, outer]);

  const plain = (text) => oneSign(text.normalize("NFKC")).toLowerCase().replaceAll("ß", "ss").normalize("NFC").trim()
    .split(/\s+/u).join(" ");
  const bare = (text) => [...text].map((sign) => [...sign.normalize("NFD")][0]).join("").replaceAll("đ", "d");

  // The keys of a name as it stands, and without the words for its level.
  const affixed = (name) => {
    const governed = plain(name).replace(committee, "");
    const all = governed.replace(district, "");
    const found = [name, governed, all];
    let rest = [...all].slice(bare(all).match(prefix)[0].length).join("");
    found.push(rest);
    rest = rest.replace(marked, "");
    found.push(rest);
    if (kana.test(rest)) found.push(...patterns.endings.map((ending) => rest + ending));
    for (const one of new Set([rest, all])) {
      for (const suffix of suffixes) {
        const at = one.search(suffix);
        if (at >= 0) found.push(one.slice(0, at));
      }
    }
    return [...new Set(found.map(fold))].filter(Boolean);
  };

  // Each reading: the key of the name, and for each part of what stands beside it the keys of that.
  const read = (text) => {
    const found = affixed(text).map((key) => ({ key, within: [] }));
    const written = oneSign(text.normalize("NFKC")).trim();
    for (const [pattern, inner, outer] of parted.test(written) ? parents : []) {
      const parts = written.match(pattern);
      const beside = parts && outer.map((group) => parts[group]).find(Boolean);
      if (!beside) continue;
      const within = beside.split(/[,、]/u).map(affixed);
      found.push(...affixed(parts[inner]).map((key) => ({ key, within })));
    }
    return found;
  };

  // What is left without the name of a state in front or behind.
  const withoutState = (text) => {
    const [all, unmarked] = [[...plain(text)], bare(plain(text))];
    return [unmarked.match(begins), unmarked.match(ends)].filter(Boolean).flatMap((found) => {
      const [from, state] = [[...unmarked.slice(0, found.index)].length, found.slice(1).find(Boolean)];
      const to = from + [...found[0]].length;
      const rest = (from ? all.slice(0, from) : all.slice(to)).join("").replace(/^[ ()]+|[ ()]+$/g, "");
      const at = from + [...found[0].slice(0, found[0].indexOf(state))].length;
      const within = [fold(all.slice(at, at + [...state].length).join(""))];
      return rest ? read(rest).map((one) => ({ key: one.key, within: [...one.within, within] })) : [];
    });
  };
  return (text) => [...read(text), ...withoutState(text)];
};

(() => {
  const MOST = 12;
  const [EXACT, BEGINS, WITHIN, WORDS, NOT] = [0, 1, 2, 3, 4];

  const fit = (keys, wanted) => {
    let best = NOT;
    for (const key of keys) {
      if (key === wanted) return EXACT;
      const at = key.indexOf(wanted);
      if (at >= 0) best = Math.min(best, at === 0 ? BEGINS : WITHIN);
    }
    return best;
  };

  // How well an entry fits: as it is written first, then without words for a level or for what contains it, then word
  // by word; the index is sorted by weight, which decides then.
  const find = (index, text) => {
    if (!fold(text)) return [];
    const readings = index.readings(text);
    const words = text.split(/\s+/u).map(fold).filter(Boolean);
    const rate = (entry) => {
      const lies = (whole) => whole.some((key) => index.within(entry).includes(key));
      const fits = readings.filter(({ within }) => within.every(lies))
        .map(({ key }) => fit(entry.keys, key) + (key === readings[0].key ? 0 : 0.5));
      if (words.every((word) => entry.keys.some((key) => key.includes(word)))) fits.push(entry.filters ? BEGINS : WORDS);
      return Math.min(NOT, ...fits);
    };
    const rated = index.entries.map((entry) => [rate(entry), entry]).filter(([how]) => how < NOT);
    const [both, named] = [pairs(index, text), rated.some(([how]) => how < BEGINS)];
    // beside what is called so, what merely has all the words somewhere in it would mislead
    const fitting = rated.filter(([how]) => how < WORDS || !(named || both.length));
    return [...both, ...fitting.sort(([one], [other]) => one - other).map(([, entry]) => entry)].slice(0, MOST);
  };

  // The pages of two localities that a text names one after the other.
  const pairs = (index, text) => {
    const words = text.split(/[\s,;&+、・–—]+/u).filter((word) => fold(word));
    const called = (part) => {
      const readings = index.readings(part.join(" "));
      const lies = (entry, whole) => whole.some((key) => index.within(entry).includes(key));
      return index.partnered.filter(({ entry }) => readings.some(({ key, within }) =>
        entry.keys.includes(key) && within.every((whole) => lies(entry, whole))));
    };
    const found = new Set();
    for (let at = 1; at < words.length; at += 1) {
      const others = new Set(called(words.slice(at)).map(({ entry }) => entry));
      if (!others.size) continue;
      for (const { partners } of called(words.slice(0, at))) {
        for (const [other, pair] of partners) if (others.has(other)) found.add(pair);
      }
    }
    return [...found];
  };

  // Where an entry leads to: its page, its row, or a table filtered by its name.
  const hrefOf = (page, name, id) => {
    if (!page) return `place/${encodeURI(id)}.html`;
    return page.endsWith("=") ? page + encodeURIComponent(name) : `${page}#${encodeURI(id)}`;
  };

  // The index as it is kept: kinds, what tells things apart, and for each entry name, id, kind, the latter, keys.
  const opened = ({ kinds, abouts, pages, pair, pairs: two, tables, readings, countries, entries }) => {
    const all = entries.map(([name, id, kind, about, keys]) => ({
      name, whole: abouts[about], about: [kinds[kind], abouts[about]].filter(Boolean).join(" · "), keys: keys.split(" "),
      country: countries[id.slice(0, 2)] ?? [], href: hrefOf(pages[kind], name, id), id,
      filters: pages[kind].endsWith("="),
    }));
    const listed = tables.map(([name, href, keys]) => ({ name, whole: "", about: "", keys: keys.split(" "), country: [], href }));
    const partnered = new Map();
    for (const [one, other] of two.map((numbers) => numbers.map((number) => all[number]))) {
      const page = { name: `${one.name} – ${other.name}`, about: pair, href: `pair/${encodeURI(one.id)}/${encodeURI(other.id)}.html` };
      for (const [entry, beside] of [[one, other], [other, one]]) {
        if (!partnered.has(entry)) partnered.set(entry, { entry, partners: [] });
        partnered.get(entry).partners.push([beside, page]);
      }
    }
    const named = new Map(all.toReversed().map((entry) => [entry.name, entry.keys]));
    const within = (entry) => [...named.get(entry.whole) ?? [], ...entry.country];
    return { entries: [...all, ...listed], partnered: [...partnered.values()], readings: reader(readings), within };
  };

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
