"use strict";
// Places for a concept and its surroundings: the concept in the middle, each step further out on its own ring.

/**
 * Places of a focus view, in pixels at scale 1. Children stand in the sector of the neighbour that leads to
 * them, so that few lines cross; crowded rings grow, and neighbours on a ring alternate between two radii so that
 * their labels have room.
 * @param {number} focus
 * @param {Visible} shown
 * @returns {Map<number, {x: number, y: number}>}
 */
function radialPlaces(focus, shown) {
  const kept = new Set(shown.concepts);
  /** @type {Map<number, number[]>} */
  const children = new Map();
  const ordered = shown.concepts.filter((index) => index !== focus);
  for (const index of ordered) {
    const parent = parentOf(index, kept, shown);
    children.set(parent, [...(children.get(parent) ?? []), index]);
  }
  for (const list of children.values()) list.sort(byKindThenName);

  /** @type {Map<number, number>} */
  const weight = new Map();
  for (const index of [...ordered].reverse()) {
    const below = (children.get(index) ?? []).reduce((sum, child) => sum + (weight.get(child) ?? 1), 0);
    weight.set(index, Math.max(1, below));
  }
  const perRing = [0];
  for (const index of ordered) {
    const depth = shown.depth.get(index) ?? 1;
    perRing[depth] = (perRing[depth] ?? 0) + 1;
  }
  const radii = [0];
  for (let depth = 1; depth < perRing.length; depth += 1) {
    const needed = ((perRing[depth] ?? 0) * 62) / (2 * Math.PI);
    radii[depth] = Math.max(radii[depth - 1] + (depth === 1 ? 210 : 190), needed);
  }

  // A crowded outer ring must not press the inner ones together.
  for (let depth = radii.length - 2; depth >= 1; depth -= 1) {
    radii[depth] = Math.max(radii[depth], (0.8 * radii[depth + 1] * depth) / (depth + 1));
  }

  const places = new Map([[focus, { x: 0, y: 0 }]]);
  /** @param {number} parent @param {number} from @param {number} to */
  const spread = (parent, from, to) => {
    const below = children.get(parent) ?? [];
    const total = below.reduce((sum, child) => sum + (weight.get(child) ?? 1), 0);
    let angle = from;
    below.forEach((child, position) => {
      const share = ((to - from) * (weight.get(child) ?? 1)) / total;
      const middle = angle + share / 2;
      const depth = shown.depth.get(child) ?? 1;
      const stagger = (perRing[depth] ?? 0) > 8 && position % 2 ? 64 : 0;
      const radius = radii[depth] + stagger;
      // Wider than high, as screens and labels are.
      places.set(child, { x: 1.3 * radius * Math.cos(middle), y: radius * Math.sin(middle) });
      spread(child, angle, angle + share);
      angle += share;
    });
  };
  spread(focus, -Math.PI / 2, 1.5 * Math.PI);
  return places;
}

/**
 * The neighbour one step nearer to the focus, the best connected if several.
 * @param {number} index
 * @param {Set<number>} kept
 * @param {Visible} shown
 */
function parentOf(index, kept, shown) {
  const depth = shown.depth.get(index) ?? 1;
  let best = state.focus;
  let most = -1;
  for (const each of associationsAt[index]) {
    const association = graph.associations[each];
    const other = association.s === index ? association.o : association.s;
    if (!kept.has(other) || shown.depth.get(other) !== depth - 1 || !passes(association)) continue;
    const degree = shown.degree.get(other) ?? 0;
    if (degree > most || (degree === most && other < best)) [best, most] = [other, degree];
  }
  return best;
}

/** Like beside like, then by name. @param {number} a @param {number} b */
function byKindThenName(a, b) {
  const [first, second] = [graph.concepts[a], graph.concepts[b]];
  const types = graph.types.map((style) => style.type);
  return (
    types.indexOf(first.type) - types.indexOf(second.type) ||
    first.label.localeCompare(second.label, "en") ||
    a - b
  );
}
