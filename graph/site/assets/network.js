// The network of ties: filters what is shown, draws it with vis-network, and says it as a table.
// Names come from the facts: they become text on a canvas or in an element, never markup.
"use strict";
addEventListener("DOMContentLoaded", () => {
  const root = document.querySelector(".network");
  const data = JSON.parse(document.getElementById("drawing").textContent);
  const say = data.words;
  const form = root.querySelector("form");
  const stage = root.querySelector(".network-stage");
  const tip = root.querySelector(".network-tip");
  const list = root.querySelector(".network-list");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const filled = (text, ...values) => values.reduce((said, value) => said.replace("{}", () => value), text);
  const made = (tag, text = "", parts = []) => {
    const element = document.createElement(tag);
    element.textContent = text;
    element.append(...parts);
    return element;
  };
  const brief = (text) => {
    const signs = [...text];
    return signs.length > 40 ? `${signs.slice(0, 39).join("")}…` : text;
  };

  // --- what there is ---------------------------------------------------------------------------------------------------
  const things = new Map(data.nodes.map((node) => [node.id, { ...node, brief: brief(node.short ?? node.label), shown: false }]));
  const pairs = data.lines.map((line) => ({ ...line, ends: [things.get(line.from), things.get(line.to)], ties: [], shown: [] }));
  for (const tie of data.ties) pairs[tie.line].ties.push(tie);
  const lastDay = (date) => (date.length === 4 ? `${date}-12-31` : date.length === 7 ? `${date}-31` : date);
  const SCHEMES = ["official-relationship", "third-party-support", "", "intercity-network"]; // what a line of several shows

  const WEIGHT = { "official-relationship": 0.75, "intercity-network": 0.55 };

  // --- how it looks ----------------------------------------------------------------------------------------------------
  let colour = {};
  const readColours = () => {
    const style = getComputedStyle(document.documentElement);
    const of = (name) => style.getPropertyValue(`--${name}`).trim();
    colour = {
      ground: of("ground"), ink: of("ink"), muted: of("muted"), coast: of("coast"),
      vn: of("vn-fill"), jp: of("jp-fill"), network: of("network-fill"),
      lines: { "official-relationship": of("ink"), "third-party-support": of("third-fill"), "": of("muted"), "intercity-network": of("network-fill") },
    };
  };
  readColours();
  const font = getComputedStyle(document.body).fontFamily;
  const view = { layout: data.layout, focus: null, near: null, whole: 1, drawnAt: 0, labels: null };
  // How large a dot is follows what is shown; how far a place links others is told of the whole network.
  const measure = () => {
    for (const thing of things.values()) thing.degree = thing.strength = 0;
    for (const { ends, shown } of pairs) {
      const tied = ends.every((end) => end.kind === "locality");
      for (const end of shown.length ? ends.filter((one) => tied || one.kind === "network") : []) {
        end.degree += 1;
        end.strength += shown.length;
      }
    }
    for (const thing of things.values()) if (thing.kind === "network") thing.betweenness = thing.degree;
  };
  const size = () => {
    const room = view.layout === "map" ? 0.65 * Math.min(1, Math.max(0.62, stage.clientWidth / 900)) : Math.min(1, Math.max(0.4, (1.7 * view.whole) ** 0.6));
    const by = form.size.value;
    const largest = { locality: by === "betweenness" ? 1e-9 : 4, network: 4 }; // a single tie makes nobody large
    for (const thing of things.values()) largest[thing.kind] = Math.max(largest[thing.kind], thing[by]);
    for (const thing of things.values()) {
      const share = Math.sqrt(thing[by] / largest[thing.kind]);
      thing.radius = (thing.kind === "network" ? 4 + 9 * share : 3.5 + 15 * share) * room;
    }
  };
  // on screen, things grow slower than the distances between them: zooming in parts what stands close together
  const grown = (scale) => Math.min(2.4, Math.max(0.7, (scale / view.whole) ** 0.4));
  // The maps of the countries stand side by side, or one above the other where the screen is high.
  const corner = (country) => {
    const [first, second] = [data.maps.vn?.size ?? [0, 0], data.maps.jp?.size ?? [0, 0]];
    if (stage.clientWidth >= stage.clientHeight) {
      const wide = Math.max(first[1], second[1]) * Math.min(2.2, (stage.clientWidth - 180) / (stage.clientHeight - 60)); // the shape of the screen
      return country === "jp" ? { x: Math.max(first[0] * 1.1, wide - second[0]), y: (first[1] - second[1]) / 2 } : { x: 0, y: 0 };
    }
    return country === "jp" ? { x: 0, y: 0 } : { x: (second[0] - first[0]) / 2, y: second[1] * 1.02 };
  };
  const at = (thing) => {
    if (view.layout === "map" && thing.map) {
      const { x, y } = corner(thing.country);
      return { x: x + thing.map[0], y: y + thing.map[1] };
    }
    const wide = Math.min(1.7, Math.max(0.6, (0.9 * stage.clientWidth) / stage.clientHeight)); // the drawing has the shape of the screen
    return wide < 1 ? { x: thing.y, y: thing.x / wide } : { x: thing.x * wide, y: thing.y };
  };
  const onMap = (thing) => view.layout !== "map" || thing.map;
  const faint = (thing) => view.near && !view.near.has(thing.id);

  const shape = ({ ctx, id, x, y }) => {
    const thing = things.get(id);
    const scale = network.getScale();
    const reach = (thing.radius * grown(scale)) / scale;
    return {
      drawNode() {
        ctx.globalAlpha = faint(thing) ? 0.15 : 1;
        ctx.beginPath();
        if (thing.kind === "network") {
          ctx.moveTo(x, y - reach); ctx.lineTo(x + reach, y); ctx.lineTo(x, y + reach); ctx.lineTo(x - reach, y); ctx.closePath();
        } else {
          ctx.arc(x, y, reach, 0, 2 * Math.PI);
        }
        ctx.fillStyle = thing.kind === "network" ? colour.network : colour[thing.country];
        ctx.fill();
        ctx.lineWidth = (view.focus === id ? 3 : 1) / scale;
        ctx.strokeStyle = view.focus === id ? colour.ink : colour.ground;
        ctx.stroke();
        ctx.globalAlpha = 1;
      },
      nodeDimensions: { width: 2 * reach, height: 2 * reach },
    };
  };

  const nodes = new vis.DataSet([...things.values()].map((thing) => ({ id: thing.id, ...at(thing), ctxRenderer: shape, hidden: true })));
  const lines = new vis.DataSet(pairs.map(({ id, from, to }) => ({ id, from, to, hidden: true })));
  const holder = root.querySelector(".network-canvas");
  const network = new vis.Network(holder, { nodes, edges: lines }, data.options);
  window.drawing = { network, nodes, lines, things };
  const frame = holder.querySelector("[tabindex]");
  frame.setAttribute("role", "application");
  frame.setAttribute("aria-label", holder.dataset.label);

  // --- what is shown ---------------------------------------------------------------------------------------------------
  const takes = (wanted, tie, [one, other]) =>
    wanted.schemes.has(tie.scheme) && tie.begun <= wanted.day && (wanted.ended || !wanted.over(tie)) &&
    (!wanted.kind || tie.kind === wanted.kind) && (!wanted.field || tie.fields.includes(wanted.field)) &&
    [one, other].some((end) => end.kind === "locality" &&
      (!wanted.country || end.country === wanted.country) && (!wanted.level || end.level === wanted.level));

  const filter = () => {
    const year = `${form.year.value}-12-31`;
    const day = year < data.as_of ? year : data.as_of;
    const boxes = [...form.querySelectorAll("[name=scheme]")];
    const wanted = {
      day, over: (tie) => tie.until && lastDay(tie.until) < day, ended: form.ended.checked,
      schemes: new Set(boxes.filter((box) => box.checked).map((box) => box.value)),
      kind: form.kind.value, field: form.field.value, country: form.country.value, level: form.level.value,
    };
    form.querySelector(".network-year strong").textContent = form.year.value;
    for (const thing of things.values()) thing.shown = false;
    const counted = { localities: new Set(), ties: new Set(), memberships: new Set(), networks: new Set() };
    for (const pair of pairs) {
      pair.shown = pair.ties.filter((tie) => takes(wanted, tie, pair.ends));
      pair.over = pair.shown.every(wanted.over);
      if (!pair.shown.length) continue;
      for (const tie of pair.shown) counted[tie.form === "Membership" ? "memberships" : "ties"].add(tie.id);
      for (const end of pair.ends) {
        end.shown = true;
        counted[end.kind === "network" ? "networks" : "localities"].add(end.id);
      }
    }
    for (const thing of things.values()) if (thing.id === data.place) thing.shown = true;
    const number = (set) => set.size.toLocaleString(document.documentElement.lang);
    const said = [filled(say.draw_shown, number(counted.localities), number(counted.ties))];
    if (counted.memberships.size) said.push(filled(say.draw_memberships, number(counted.memberships), number(counted.networks)));
    root.querySelector(".network-said span").textContent = said.join(" · ");
    if (view.focus && !things.get(view.focus).shown) view.focus = null;
    root.querySelector(".network-key .hub")?.parentElement.toggleAttribute("hidden", view.layout === "map" || !counted.networks.size);
    measure();
    draw();
    if (list.open) fill();
  };

  const draw = () => {
    size();
    view.near = view.focus ? new Set([view.focus]) : null;
    for (const pair of pairs) {
      const [one, other] = pair.ends.map((end) => end.id);
      if (view.focus && pair.shown.length && [one, other].includes(view.focus)) view.near.add(one).add(other);
    }
    nodes.update([...things.values()].map((thing) => ({ id: thing.id, hidden: !(thing.shown && onMap(thing)) })));
    const crowded = view.layout === "map" && !view.focus && pairs.filter((pair) => pair.shown.length).length > 80; // all cross the same sea
    lines.update(pairs.map((pair) => {
      const scheme = SCHEMES.find((one) => pair.shown.some((tie) => tie.scheme === one));
      const away = view.focus && !pair.ends.some((end) => end.id === view.focus);
      const opacity = (away ? 0.12 : 1) * (pair.over ? 0.4 : 0.85) * (crowded ? 0.4 : WEIGHT[scheme] ?? 1);
      pair.width = scheme === "intercity-network" ? 0.8 : (1.1 + 0.9 * Math.log2(Math.max(1, pair.shown.length))) * (crowded ? 0.6 : 1);
      return {
        id: pair.id, hidden: !pair.shown.length || !pair.ends.every(onMap), dashes: scheme === "" && [4, 4],
        color: { color: colour.lines[scheme] || colour.muted, opacity },
      };
    }));
    view.drawnAt = 0;
    view.labels = null;
    network.redraw();
  };

  const fit = (animated) => {
    const shown = [...things.values()].filter((thing) => thing.shown && onMap(thing)).map((thing) => network.getPosition(thing.id));
    if (!shown.length || holder.clientWidth < 50) return; // nothing to show, or nowhere to show it
    let [left, right] = [Math.min(...shown.map(({ x }) => x)), Math.max(...shown.map(({ x }) => x))];
    let [top, bottom] = [Math.min(...shown.map(({ y }) => y)), Math.max(...shown.map(({ y }) => y))];
    if (data.place && view.layout !== "map") { // in the middle, whatever is shown around it
      const { x, y } = network.getPosition(data.place);
      const [wide, high] = [Math.max(right - x, x - left), Math.max(bottom - y, y - top)];
      [left, right, top, bottom] = [x - wide, x + wide, y - high, y + high];
    }
    const room = Math.min(60, stage.clientWidth / 12);
    const scale = Math.min(1.6, (holder.clientWidth - 4 * room) / Math.max(right - left, 1), (holder.clientHeight - 1.5 * room) / Math.max(bottom - top, 1));
    view.whole = scale;
    view.labels = null;
    size();
    network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation: animated && !calm.matches && { duration: 300 } });
  };

  // --- on the canvas ---------------------------------------------------------------------------------------------------
  const traced = (rings) => {
    const path = new Path2D();
    for (const ring of rings) {
      path.moveTo(ring[0], ring[1]);
      for (let point = 2; point < ring.length; point += 2) path.lineTo(ring[point], ring[point + 1]);
    }
    return path;
  };
  const baseMaps = Object.entries(data.maps).map(([country, { outlines, frames }]) => [country, traced(outlines), frames]);
  network.on("beforeDrawing", (ctx) => {
    const scale = network.getScale();
    if (view.layout === "map") {
      ctx.strokeStyle = colour.coast;
      ctx.lineWidth = 1 / scale;
      for (const [country, outlines, frames] of baseMaps) {
        const { x, y } = corner(country);
        ctx.save();
        ctx.translate(x, y);
        ctx.stroke(outlines);
        for (const box of frames) ctx.strokeRect(...box);
        ctx.restore();
      }
    }
    if (scale === view.drawnAt) return;
    view.drawnAt = scale; // vis-network widens lines as one zooms in; ours keep their width on screen, like the dots
    for (const pair of pairs) {
      const edge = network.body.edges[pair.id];
      edge.options.width = (pair.width * grown(scale)) / scale;
      if (edge.options.dashes) edge.options.dashes = [5 / scale, 4 / scale];
    }
  });

  // The most important first, each where there is room: beside, under or over its dot. Zooming in makes room for more.
  const SIDES = [[1, 0], [0, 1], [-1, 0], [0, -1], [0.8, 0.8], [0.8, -0.8], [-0.8, 0.8], [-0.8, -0.8]];
  const crossing = (box, other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1];
  const board = () => { // boxes that are taken, by the squares they lie in
    const squares = new Map();
    const near = ([left, top, right, bottom]) => {
      const found = [];
      for (let x = Math.floor(left / 64); x <= right / 64; x++) for (let y = Math.floor(top / 64); y <= bottom / 64; y++) found.push(`${x} ${y}`);
      return found;
    };
    return {
      free: (box) => !near(box).some((square) => squares.get(square)?.some((other) => crossing(box, other))),
      take: (box) => near(box).forEach((square) => squares.set(square, [...(squares.get(square) ?? []), box])),
    };
  };
  const within = ([left, top, right, bottom]) => left >= 2 && top >= 2 && right <= holder.clientWidth - 2 && bottom <= holder.clientHeight - 2;
  const place = (ctx, scale) => {
    const [dots, texts] = [board(), board()];
    const corner = holder.getBoundingClientRect();
    for (const part of stage.querySelectorAll(".network-zoom, .network-key")) {
      const { left, top, right, bottom } = part.getBoundingClientRect();
      texts.take([left - corner.left, top - corner.top, right - corner.left, bottom - corner.top]);
    }
    const shown = [...things.values()].filter((thing) => thing.shown && onMap(thing)).map((thing) => {
      return { thing, ...network.canvasToDOM(network.getPosition(thing.id)), reach: thing.radius * grown(scale) };
    });
    const first = ({ thing, reach }) => (thing.id === data.place || thing.id === view.focus ? 1e6 : 0) + (thing.kind === "network" ? reach / 2 : reach);
    shown.sort((a, b) => first(b) - first(a));
    for (const { x, y, reach } of shown) dots.take([x - reach * 0.8, y - reach * 0.8, x + reach * 0.8, y + reach * 0.8]);
    const labels = [];
    shown.forEach(({ thing, x, y, reach }, rank) => {
      const large = thing.kind === "locality" && rank < 12;
      const size = large ? 13 : 11.5;
      ctx.font = `${large ? 600 : 400} ${size}px ${font}`;
      const half = ctx.measureText(thing.brief).width / 2;
      const spots = SIDES.map(([across, down]) => {
        const middle = [x + across * (reach + 3 + half), y + down * (reach + 2 + size / 2)];
        return { middle, box: [middle[0] - half - 2, middle[1] - size * 0.6, middle[0] + half + 2, middle[1] + size * 0.6] };
      }).filter(({ box }) => texts.free(box) && (within(box) || !within([x, y, x, y])));
      const spot = spots.find(({ box }) => dots.free(box)) ?? (rank < 10 ? spots[0] : null); // over smaller dots, if it must
      if (!spot) return;
      texts.take(spot.box);
      labels.push({ thing, font: ctx.font, left: spot.middle[0] - half - x, middle: spot.middle[1] - y });
    });
    return labels;
  };
  network.on("afterDrawing", (ctx) => {
    const scale = network.getScale();
    if (view.labelled !== scale || !view.labels) view.labels = place(ctx, (view.labelled = scale));
    const ratio = ctx.getTransform().a / scale;
    ctx.save();
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.textBaseline = "middle";
    ctx.textAlign = "left";
    ctx.lineJoin = "round";
    ctx.lineWidth = 3;
    ctx.strokeStyle = colour.ground;
    ctx.fillStyle = colour.ink;
    for (const { thing, font: face, left, middle } of view.labels) {
      const { x, y } = network.canvasToDOM(network.getPosition(thing.id));
      if (x < -300 || y < -30 || x > holder.clientWidth + 300 || y > holder.clientHeight + 30) continue;
      ctx.globalAlpha = faint(thing) ? 0.25 : 1;
      ctx.font = face;
      if (!view.moving) ctx.strokeText(thing.brief, x + left, y + middle);
      ctx.fillText(thing.brief, x + left, y + middle);
    }
    ctx.restore();
    if (!performance.getEntriesByName("drawn").length) performance.mark("drawn");
  });

  // --- what the pointer is on ------------------------------------------------------------------------------------------
  const under = ({ x, y }) => {
    const spot = new Map();
    let found = null;
    let nearest = 6;
    for (const thing of things.values()) {
      if (!thing.shown || !onMap(thing)) continue;
      const here = network.canvasToDOM(network.getPosition(thing.id));
      spot.set(thing, here);
      const away = Math.hypot(here.x - x, here.y - y) - thing.radius * grown(network.getScale());
      if (away < nearest) [found, nearest] = [{ thing }, away];
    }
    if (found) return found;
    for (const pair of pairs) {
      const [one, other] = pair.ends.map((end) => spot.get(end));
      if (!pair.shown.length || !one || !other) continue;
      const [dx, dy] = [other.x - one.x, other.y - one.y];
      const along = Math.min(1, Math.max(0, ((x - one.x) * dx + (y - one.y) * dy) / (dx * dx + dy * dy || 1)));
      const away = Math.hypot(one.x + along * dx - x, one.y + along * dy - y);
      if (away < Math.min(nearest, 5)) [found, nearest] = [{ pair }, away];
    }
    return found;
  };
  const when = (tie) => [
    tie.first, tie.last && filled(say.draw_until, tie.last),
  ].filter(Boolean).join(data.separator);
  const told = (tie) => made("li", "", [
    made("span", tie.title), made("span", when(tie)),
    ...tie.sources.slice(0, 2).map((number) => { const said = made("span", data.sources[number][0]); said.className = "muted"; return said; }),
  ]);
  const several = (ties, most) => {
    const shown = ties.slice(0, most).map(told);
    if (ties.length > most) shown.push(made("li", filled(say.draw_more, (ties.length - most).toLocaleString(document.documentElement.lang))));
    return made("ul", "", shown);
  };
  const describe = ({ thing, pair }) => {
    if (pair) return [made("strong", pair.ends.map((end) => end.label).join(" – ")), several(pair.shown, 3)];
    const mine = pairs.filter((one) => one.shown.length && one.ends.includes(thing));
    const [joined, tied] = [mine, mine.filter((one) => one.ends.every((end) => end.kind === "locality"))];
    const counts = thing.kind === "network" ? filled(say.draw_members, joined.length)
      : filled(say.draw_counts, tied.length, new Set(tied.flatMap((one) => one.shown.map((tie) => tie.id))).size);
    return [made("strong", thing.label), made("span", [thing.called, counts].filter(Boolean).join(" · "))];
  };
  let over = null;
  const hint = (found, { x, y }) => {
    const key = found && (found.thing?.id ?? found.pair.id);
    tip.hidden = !found;
    holder.style.cursor = found?.thing ? "pointer" : "";
    if (!found) { over = null; return; }
    if (over !== key) tip.replaceChildren(...describe(found));
    over = key;
    tip.style.left = `${Math.max(4, x + 14 + tip.offsetWidth > stage.clientWidth ? x - 14 - tip.offsetWidth : x + 14)}px`;
    tip.style.top = `${Math.max(4, Math.min(y + 10, stage.clientHeight - tip.offsetHeight - 4))}px`;
  };
  const spotOf = (event) => {
    const box = holder.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  holder.addEventListener("pointermove", (event) => {
    const still = !event.buttons && event.pointerType !== "touch";
    hint(still ? under(spotOf(event)) : null, spotOf(event));
  });
  holder.addEventListener("pointerleave", (event) => { if (event.pointerType !== "touch") hint(null, {}); });
  addEventListener("keydown", (event) => { if (event.key === "Escape") hint(null, {}); });
  network.on("zoom", () => hint(null, {}));
  network.on("dragStart", () => { view.moving = data.options.interaction.hideEdgesOnDrag; }); // much is drawn more simply
  network.on("dragEnd", () => {
    view.moving = false;
    view.labels = null; // what was at the edge has room now
    network.redraw();
  });

  const look = (id) => {
    view.focus = view.focus === id ? null : id;
    draw();
  };
  network.on("click", ({ pointer, event }) => {
    const found = under(pointer.DOM);
    const first = event.pointerType === "touch" && over !== (found && (found.thing?.id ?? found.pair.id));
    if (event.pointerType === "touch") hint(found, pointer.DOM); // a finger has nothing to hover with: the first touch tells
    if (found?.thing?.href && !first) location.href = found.thing.href;
    else if (!found?.pair) look(found && !found.thing.href ? found.thing.id : view.focus);
  });

  // --- by hand ---------------------------------------------------------------------------------------------------------
  const zoom = (factor) => network.moveTo({ scale: Math.min(10, network.getScale() * factor), animation: !calm.matches && { duration: 180 } });
  root.querySelector("[name=in]").addEventListener("click", () => zoom(1.6));
  root.querySelector("[name=out]").addEventListener("click", () => zoom(1 / 1.6));
  root.querySelector("[name=whole]").addEventListener("click", () => fit(true));
  frame.addEventListener("keydown", (event) => {
    if (/^(Arrow|Page)/.test(event.key)) event.preventDefault(); // they move the drawing, not the page
  });
  // who scrolls past does not want to zoom: the wheel is the page's until the drawing is clicked
  stage.addEventListener("wheel", (event) => {
    const page = document.scrollingElement;
    if (page.scrollHeight > page.clientHeight + 1 && !event.ctrlKey && document.activeElement !== frame) event.stopPropagation();
  }, { capture: true });
  frame.addEventListener("pointerdown", () => frame.focus({ preventScroll: true }));

  const arrange = () => {
    view.layout = form.layout.value;
    root.querySelector(".network-map-note").hidden = view.layout !== "map";
    nodes.update([...things.values()].map((thing) => ({ id: thing.id, ...at(thing) })));
    network.setOptions({ interaction: { dragNodes: view.layout !== "map" } });
    hint(null, {});
  };
  let due = 0;
  form.addEventListener("input", ({ target }) => {
    cancelAnimationFrame(due);
    due = requestAnimationFrame(() => {
      if (target.name === "layout") arrange();
      filter();
      if (target.name === "layout" || target.name === "scheme") fit(false);
    });
  });
  form.addEventListener("submit", (event) => event.preventDefault());

  // --- as a table ------------------------------------------------------------------------------------------------------
  const named = (thing) => {
    if (thing.href) {
      const link = made("a", thing.label);
      link.href = thing.href;
      return link;
    }
    const button = made("button", thing.label);
    button.type = "button";
    button.addEventListener("click", () => {
      view.focus = null;
      look(thing.id);
      stage.scrollIntoView({ block: "nearest" });
    });
    return button;
  };
  const cited = (number) => {
    const [title, address] = data.sources[number];
    if (!address) return made("li", title);
    const link = made("a", title);
    link.href = address;
    return made("li", "", [link]);
  };
  const fill = () => {
    const head = made("tr", "", [say.draw_between, say.draw_what, say.draw_since, say.draw_end, say.draw_sources].map((word) => {
      const cell = made("th", word);
      cell.scope = "col";
      return cell;
    }));
    const rows = pairs.flatMap((pair) => pair.shown.map((tie) => made("tr", "", [
      made("td", "", [named(pair.ends[0]), " – ", named(pair.ends[1])]), made("td", tie.title),
      made("td", tie.first), made("td", tie.last),
      made("td", "", [made("ul", "", tie.sources.map(cited))]),
    ])));
    const box = made("div", "", [made("table", "", [made("thead", "", [head]), made("tbody", "", rows)])]);
    box.className = "scroll tall";
    box.tabIndex = 0;
    list.querySelector(".scroll")?.remove();
    list.append(box);
  };
  list.addEventListener("toggle", () => { if (list.open) fill(); });

  // --- begin -----------------------------------------------------------------------------------------------------------
  const recolour = () => {
    readColours();
    draw();
  };
  addEventListener("theme", recolour);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
  const more = root.querySelector(".network-more");
  more.open = innerWidth > 640;
  arrange();
  filter();
  fit(false);
  let width = holder.clientWidth;
  new ResizeObserver(() => {
    if (onScreen || Math.abs(holder.clientWidth - width) < 2) return;
    width = holder.clientWidth;
    arrange();
    fit(false);
  }).observe(holder);

  // --- on paper --------------------------------------------------------------------------------------------------------
  // Drawn anew in the shape and the colours of a sheet, larger than that so that there is room for more names; network.css
  // makes it as wide as the sheet. Whoever has looked closer sees that printed. Afterwards all is as it was.
  let onScreen = null; // how it all was, while it is printed
  const PAPER = { width: 900, height: 930, fineness: 3 };
  const fineness = network.canvas._determinePixelRatio.bind(network.canvas);
  network.canvas._determinePixelRatio = () => (onScreen ? PAPER.fineness : fineness());
  addEventListener("beforeprint", () => {
    if (onScreen) return;
    const [scale, centre] = [network.getScale(), network.getViewPosition()];
    const share = Math.min(PAPER.width / holder.clientWidth, PAPER.height / holder.clientHeight);
    onScreen = { theme: document.documentElement.dataset.theme, more: more.open, whole: view.whole, scale, centre, spots: network.getPositions() };
    document.documentElement.dataset.theme = "light";
    more.open = true;
    stage.style.width = `${PAPER.width}px`;
    holder.style.height = `${PAPER.height}px`;
    network.redraw();
    if (scale === view.whole) arrange();
    recolour();
    if (scale === view.whole) fit(false);
    else network.moveTo({ position: centre, scale: scale * share });
    network.redraw(); // finds which dots are in sight now
    network.redraw(); // and draws those
  });
  addEventListener("afterprint", () => {
    if (!onScreen) return;
    const { theme, more: open, whole, scale, centre, spots } = onScreen;
    onScreen = null;
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    more.open = open;
    stage.style.width = holder.style.height = "";
    network.redraw();
    nodes.update(Object.entries(spots).map(([id, spot]) => ({ id, ...spot })));
    view.whole = whole;
    network.moveTo({ position: centre, scale });
    recolour();
  });
});
