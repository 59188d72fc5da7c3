"use strict";
// Outlines around concepts that the texts connect more with one another than with the rest.

/** Communities outlined, the largest first. */
const MOST_OUTLINED = 8;
const OUTLINE_COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#B8A800", "#6B7280"];
/** Dashes tell the outlines apart where colours do not. */
const OUTLINE_DASHES = [[], [12, 6], [3, 5], [12, 5, 3, 5], [20, 6], [6, 6], [2, 8], [16, 4, 2, 4]];

/** Members in the picture of each community, by number. @returns {Map<number, number[]>} */
function communitiesShown() {
  /** @type {Map<number, number[]>} */
  const found = new Map();
  for (const index of shownNow.concepts) {
    const number = graph.concepts[index].g;
    if (number < 0 || number >= MOST_OUTLINED) continue;
    const members = found.get(number);
    if (members) members.push(index);
    else found.set(number, [index]);
  }
  return found;
}

/** A community by its best connected member. @param {number[]} members */
function leaderOf(members) {
  return members.reduce((best, index) => ((shownNow.degree.get(index) ?? 0) > (shownNow.degree.get(best) ?? 0) ? index : best));
}

/** Paint the outlines below everything else. @param {CanvasRenderingContext2D} context */
function paintCommunities(context) {
  if (!state.communities) return;
  for (const [number, members] of communitiesShown()) {
    const points = members.map((index) => picture.onScreen(picture.placeOf(index)));
    const hull = hullAround(points, 26 + 12 * picture.scale());
    if (hull.length < 3) continue;
    context.beginPath();
    hull.forEach(({ x, y }, position) => (position ? context.lineTo(x, y) : context.moveTo(x, y)));
    context.closePath();
    context.lineJoin = "round";
    context.fillStyle = `${OUTLINE_COLOURS[number]}18`;
    context.fill();
    context.strokeStyle = OUTLINE_COLOURS[number];
    context.lineWidth = 2;
    context.setLineDash(OUTLINE_DASHES[number]);
    context.stroke();
    context.setLineDash([]);
  }
}

/** The convex hull of discs around points (monotone chain, Andrew 1979). @param {{x: number, y: number}[]} points @param {number} radius */
function hullAround(points, radius) {
  const all = points
    .flatMap(({ x, y }) => Array.from({ length: 12 }, (_, turn) => ({
      x: x + radius * Math.cos((turn * Math.PI) / 6),
      y: y + radius * Math.sin((turn * Math.PI) / 6),
    })))
    .sort((a, b) => a.x - b.x || a.y - b.y);
  /** @param {{x: number, y: number}[]} sorted */
  const half = (sorted) => {
    /** @type {{x: number, y: number}[]} */
    const chain = [];
    for (const point of sorted) {
      while (chain.length > 1) {
        const [a, b] = chain.slice(-2);
        if ((b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x) > 0) break;
        chain.pop();
      }
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...half(all), ...half([...all].reverse())];
}

/** The switch for the outlines, and what each is about. */
function communityBox() {
  const input = /** @type {HTMLInputElement} */ (make("input", { attributes: { type: "checkbox", id: "communities" } }));
  input.checked = state.communities;
  input.addEventListener("change", () => {
    update({ communities: input.checked });
    buildFilters();
  });
  const found = state.communities ? [...communitiesShown()].sort((a, b) => a[0] - b[0]) : [];
  return make("fieldset", {}, make("legend", { text: "Communities" }),
    make("label", { class: "choice" }, input, make("span", { text: "Outline what is closely connected" })),
    groupBox(),
    make("ul", { class: "plain" }, ...found.map(([number, members]) =>
      make("li", {}, outlineIcon(number), " around ", nameOf(graph.concepts[leaderOf(members)].label, "strong"), ` (${members.length})`))));
}

/** @param {number} number */
function outlineIcon(number) {
  const icon = lineIcon("asserted");
  icon.style.stroke = OUTLINE_COLOURS[number];
  icon.style.strokeDasharray = OUTLINE_DASHES[number].join(" ");
  return icon;
}
