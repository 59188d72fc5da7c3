"use strict";
// Places for the few concepts of an answer: each connected part as it lies in the whole, the parts side by side.

/** Between two parts, in the usual lengths of a line. */
const BETWEEN_PARTS = 0.9;
/** Widths of the shelves that are tried, in that of a square as large as all parts together. */
const SHELVES = [0.6, 0.8, 1, 1.2, 1.5, 1.9, 2.4];

/** @typedef {{members: number[], left: number, top: number, width: number, height: number, grown: number}} Part */

/**
 * Places of what is shown, in pixels at scale 1. In the whole graph the parts would stand far apart, small and with nothing between.
 * @param {Visible} shown
 * @returns {Map<number, Point>}
 */
function gatheredPlaces(shown) {
  const usual = usualLength(shown.associations);
  const parts = connectedParts(shown).map((members) => partOf(members, usual));
  parts.sort((a, b) => b.members.length - a.members.length || a.members[0] - b.members[0]);
  const gap = BETWEEN_PARTS * usual;
  const { width, height } = byId("canvas").getBoundingClientRect();
  const form = Math.min(3, Math.max(0.4, width / (height || 1)));
  const side = Math.sqrt(parts.reduce((sum, part) => sum + (part.width + gap) * (part.height + gap), 0));
  const tried = SHELVES.map((times) => shelve(parts, gap, times * side));
  const needed = (/** @type {ReturnType<typeof shelve>} */ { across, down }) => Math.max(across / form, down);
  const best = tried.reduce((least, each) => (needed(each) < needed(least) ? each : least));
  /** @type {Map<number, Point>} */
  const places = new Map();
  parts.forEach(({ members, left, top, grown }, position) => {
    const corner = best.corners[position];
    for (const index of members) {
      const { x, y } = graph.concepts[index];
      places.set(index, { x: Math.round(corner.x + (x - left) * grown), y: Math.round(corner.y + (y - top) * grown) });
    }
  });
  return places;
}

/** The median length of the lines of these statements, in pixels at scale 1. @param {number[]} associations */
function usualLength(associations) {
  const lengths = associations.map((index) => {
    const [from, to] = [graph.associations[index].s, graph.associations[index].o].map((end) => graph.concepts[end]);
    return Math.hypot(to.x - from.x, to.y - from.y);
  }).filter((length) => length > 0).sort((a, b) => a - b);
  return lengths[Math.floor(lengths.length / 2)] ?? 100;
}

/** Concepts that statements join, part by part. @param {Visible} shown @returns {number[][]} */
function connectedParts(shown) {
  /** @type {Map<number, number[]>} */
  const near = new Map(shown.concepts.map((index) => [index, []]));
  for (const index of shown.associations) {
    const { s, o } = graph.associations[index];
    near.get(s)?.push(o);
    near.get(o)?.push(s);
  }
  const seen = new Set();
  return shown.concepts.flatMap((start) => {
    if (seen.has(start)) return [];
    seen.add(start);
    const members = [start];
    for (let at = 0; at < members.length; at += 1) {
      for (const other of near.get(members[at]) ?? []) {
        if (seen.has(other)) continue;
        seen.add(other);
        members.push(other);
      }
    }
    return [members.sort((a, b) => a - b)];
  });
}

/** A part with its box, its lines made about as long as is usual. @param {number[]} members @param {number} usual @returns {Part} */
function partOf(members, usual) {
  const inside = new Set(members);
  const own = usualLength(members.flatMap((index) => associationsAt[index]).filter((index) => {
    const { s, o } = graph.associations[index];
    return inside.has(s) && inside.has(o);
  }));
  const grown = Math.min(2.5, Math.max(0.4, usual / own));
  const [xs, ys] = [members.map((index) => graph.concepts[index].x), members.map((index) => graph.concepts[index].y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { members, left, top, width: (Math.max(...xs) - left) * grown, height: (Math.max(...ys) - top) * grown, grown };
}

/** The parts on shelves of this width, one below the other: the corner of each, and how far they reach.
 *  @param {Part[]} parts @param {number} gap @param {number} shelf */
function shelve(parts, gap, shelf) {
  let [x, y, deepest, across, down] = [0, 0, 0, 0, 0];
  const corners = parts.map(({ width, height }) => {
    if (x > 0 && x + width > shelf) [x, y, deepest] = [0, y + deepest + gap, 0];
    const corner = { x, y };
    [across, down] = [Math.max(across, x + width), Math.max(down, y + height)];
    [x, deepest] = [x + width + gap, Math.max(deepest, height)];
    return corner;
  });
  return { corners, across, down };
}
