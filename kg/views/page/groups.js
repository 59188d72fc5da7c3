"use strict";
// A large graph from afar: each community drawn as one shape, opened when asked.

/**
 * @typedef {{id: number, number: number, members: number[], leader: number, x: number, y: number, size: number}} Group
 *   a community that is not open; its shape has a number below -1
 */

/** Communities drawn as one shape now, by the number of the shape. @type {Map<number, Group>} */
const groupsNow = new Map();
/** Statements between two shapes of which one is a community. @type {Map<string, {from: number, to: number, count: number}>} */
const groupLinks = new Map();

/** Whether communities are drawn as one shape: not around a focus, where little is drawn. */
function isGrouped() {
  return state.grouped && state.focus < 0;
}

/** Whether a concept is drawn by itself although communities are drawn as one shape. @param {number} index */
function isOpen(index) {
  return state.opened.has(graph.concepts[index].g);
}

/** Work out the communities that are drawn as one shape, and what joins them. */
function foldGroups() {
  groupsNow.clear();
  groupLinks.clear();
  if (!isGrouped()) return;
  const shown = new Set(shownNow.concepts);
  for (const [index] of shownNow.degree) {
    const { g, x, y } = graph.concepts[index];
    if (g < 0 || shown.has(index) || state.hidden.has(index)) continue;
    const id = -2 - g;
    const group = groupsNow.get(id);
    if (!group) groupsNow.set(id, { id, number: g, members: [index], leader: index, x, y, size: 0 });
    else {
      group.members.push(index);
      group.x += x;
      group.y += y;
    }
  }
  for (const group of groupsNow.values()) {
    group.leader = leaderOf(group.members);
    group.x = Math.round(group.x / group.members.length);
    group.y = Math.round(group.y / group.members.length);
    group.size = Math.max(50, Math.min(350, 8 * Math.sqrt(group.members.length)));
  }
  /** The shape that stands for a concept. @param {number} index */
  const shapeFor = (index) => (shown.has(index) ? index : -2 - graph.concepts[index].g);
  for (const index of shownNow.passing) {
    const { s, o } = graph.associations[index];
    const ends = [shapeFor(s), shapeFor(o)].sort((a, b) => a - b);
    if (ends[0] === ends[1] || !ends.every((end) => end >= 0 || groupsNow.has(end)) || ends[0] >= 0) continue;
    const key = `group|${ends.join("|")}`;
    const link = groupLinks.get(key);
    if (link) link.count += 1;
    else groupLinks.set(key, { from: ends[0], to: ends[1], count: 1 });
  }
  keepStrongest();
}

/** So many lines of a community are drawn at least: nearly all are joined to nearly all, and that says nothing. */
const STRONGEST = 3;

/** Drop what joins a community to one, or to a concept, when it is joined more strongly to others. */
function keepStrongest() {
  /** @type {Map<number, number>} */
  const kept = new Map();
  const ordered = [...groupLinks].sort((a, b) => b[1].count - a[1].count || (a[0] < b[0] ? -1 : 1));
  for (const [key, { from, to }] of ordered) {
    // The first end is a community, the second may be a concept of one that is open.
    const needed = [from, to].some((end) => end < 0 && (kept.get(end) ?? 0) < STRONGEST) || to === state.concept;
    if (!needed) groupLinks.delete(key);
    else for (const end of [from, to]) kept.set(end, (kept.get(end) ?? 0) + 1);
  }
}

/** @param {ReturnType<typeof themeColours>} colours @returns {Shape[]} */
function groupShapes(colours) {
  return [...groupsNow.values()].map(({ id, x, y, size }) => ({
    id, x, y, size,
    outline: "dot", fill: colours.soft, border: colours.chosen, thick: 2, dashed: false, faded: false, chosen: colours.chosen,
  }));
}

/** @param {ReturnType<typeof themeColours>} colours @returns {Line[]} */
function groupLines(colours) {
  return [...groupLinks].map(([id, { from, to, count }]) => ({
    id, from, to,
    colour: colours.edge, chosen: colours.chosen, width: Math.min(9, 1 + Math.log2(count)), dash: [], bend: 0,
    faded: near.size > 0 && to !== state.concept, strong: false,
  }));
}

/** What is written at a shape. @param {number} id */
function labelOf(id) {
  const group = groupsNow.get(id);
  if (!group) return graph.concepts[id].label;
  const others = group.members.length - 1;
  return others ? `${graph.concepts[group.leader].label} + ${others.toLocaleString("en")}` : graph.concepts[group.leader].label;
}

/** Draw the concepts of a community, or the community as one shape again. @param {number} number */
function turnGroup(number) {
  const opened = new Set(state.opened);
  if (!opened.delete(number)) opened.add(number);
  update({ opened, grouped: true, focus: -1 });
}

/** What the line above the picture says of communities. @returns {(Node | string)[]} */
function groupScope() {
  const few = graph.concepts.reduce((sum, concept, index) => sum + (concept.g < 0 && associationsAt[index].length ? 1 : 0), 0);
  const parts = [make("span", {
    text: `${plural(groupsNow.size, "community", "communities")} drawn as one shape each: choose one to open it` +
      (few ? `; ${plural(few, "concept")} in none not drawn` : ""),
  })];
  if (state.opened.size) {
    parts.push(make("button", { text: "Close all", attributes: { type: "button", id: "close-groups" }, click: () => update({ opened: new Set() }) }));
  }
  const all = shownNow.degree.size;
  const text = state.limit < all ? `Draw the ${state.limit.toLocaleString("en")} best connected concepts` : "Draw every concept";
  parts.push(make("button", { text, attributes: { type: "button", id: "ungroup" }, click: () => update({ grouped: false }) }));
  return parts;
}

/** The switch, and a button for each of the largest communities: the picture is no help to those who do not see it. */
function groupBox() {
  const input = /** @type {HTMLInputElement} */ (make("input", { attributes: { type: "checkbox", id: "grouped" } }));
  input.checked = state.grouped;
  input.addEventListener("change", () => {
    update({ grouped: input.checked });
    buildFilters();
  });
  const most = 60;
  /** @type {Map<number, number[]>} */
  const members = new Map();
  if (state.grouped) {
    graph.concepts.forEach(({ g }, index) => {
      const known = members.get(g);
      if (known) known.push(index);
      else if (g >= 0 && g < most) members.set(g, [index]);
    });
  }
  return make("div", {},
    make("label", { class: "choice" }, input, make("span", { text: "Draw each as one shape" })),
    make("ul", { class: "plain groups" }, ...[...members].sort((a, b) => a[0] - b[0]).map(([number, inside]) =>
      make("li", {}, make("button", {
        class: "aside",
        attributes: { type: "button", id: `group-${number}`, "aria-pressed": String(state.opened.has(number)), dir: "auto" },
        text: `${state.opened.has(number) ? "Close" : "Open"}: ${graph.concepts[leaderOf(inside)].label} (${inside.length.toLocaleString("en")})`,
        click: () => {
          turnGroup(number);
          buildFilters();
        },
      })))));
}
