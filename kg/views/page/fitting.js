"use strict";
// Bringing shapes into view together with their names.

/** So many of the best connected keep room for their names: with more, few of the others are named. */
const NAMED_IN_FIT = 200;
/** Pixels that a shape without a name takes to each side, and a community. */
const AROUND_SHAPE = 16;
const AROUND_GROUP = 60;
/** Of the screen's width, a name gets at most so much to each side: on a phone it finds room inwards. */
const WIDEST_HALF = 0.16;
const CHARACTER = 6.4;
const ROW = 15;
/** A small graph is not drawn larger than this. */
const LARGEST_SCALE = 1.6;
const SMALLEST_SCALE = 0.002;

/** The shorter side of the picture is stretched so many times at most, to fill a screen of another form. */
const MOST_STRETCHED = 1.6;
/** Pixels at both sides, and above and below, that names take about. */
const BESIDE_ALL = 150;
const BELOW_ALL = 70;
/** By how much the places of the data are stretched on this screen: set once, when the page starts. */
const stretch = { x: 1, y: 1 };

/** Stretch the places of the whole graph to the form of the screen. */
function fillScreen() {
  const { width, height } = byId("canvas").getBoundingClientRect();
  const drawn = graph.concepts.filter((_, index) => associationsAt[index].length);
  if (drawn.length < 3 || !width) return;
  const [across, down] = [extent(drawn.map(({ x }) => ({ at: x, before: 0, after: 0 })), 1), extent(drawn.map(({ y }) => ({ at: y, before: 0, after: 0 })), 1)];
  const form = Math.max(0.3, (width - BESIDE_ALL) / (height - BELOW_ALL));
  const wider = (form * (down.last - down.first + 1)) / (across.last - across.first + 1);
  stretch.x = Math.min(MOST_STRETCHED, Math.max(1, wider));
  stretch.y = Math.min(MOST_STRETCHED, Math.max(1, 1 / wider));
  for (const concept of graph.concepts) {
    concept.x = Math.round(concept.x * stretch.x);
    concept.y = Math.round(concept.y * stretch.y);
  }
}

/** Bring these shapes, or all, into view with room for their names. @param {number[] | null} ids */
function fit(ids) {
  const { width, height } = byId("canvas").getBoundingClientRect();
  const all = (ids ?? [...groupsNow.keys(), ...shownNow.concepts]).filter((id) => picture.has(id));
  if (!all.length || !width) return;
  const shapes = all.map((id, position) => ({ ...picture.placeOf(id), ...roomAround(id, position < NAMED_IN_FIT, width) }));
  const across = shapes.map(({ x, aside }) => ({ at: x, before: aside, after: aside }));
  const down = shapes.map(({ y, above, below }) => ({ at: y, before: above, after: below }));
  let [low, high] = [SMALLEST_SCALE, LARGEST_SCALE];
  for (let step = 0; step < 30; step += 1) {
    const middle = (low + high) / 2;
    const [wide, deep] = [extent(across, middle), extent(down, middle)];
    if (wide.last - wide.first <= width && deep.last - deep.first <= height) low = middle;
    else high = middle;
  }
  const [wide, deep] = [extent(across, low), extent(down, low)];
  picture.fit({ x: (wide.first + wide.last) / 2 / low, y: (deep.first + deep.last) / 2 / low }, low);
}

/** Bring all into view. */
function fitAll() {
  fit(null);
}

/** Pixels that a shape and its name below it take. @param {number} id @param {boolean} named @param {number} width of the screen */
function roomAround(id, named, width) {
  if (id < 0) return { aside: AROUND_GROUP, above: AROUND_GROUP, below: AROUND_GROUP };
  if (!named) return { aside: AROUND_SHAPE, above: AROUND_SHAPE, below: AROUND_SHAPE };
  const rows = inRows(shorten(labelOf(id), LONGEST_LABEL));
  const half = (CHARACTER * lettering * Math.max(...rows.map((row) => row.length))) / 2 + 4;
  return {
    aside: Math.max(AROUND_SHAPE, Math.min(half, WIDEST_HALF * width)),
    above: AROUND_SHAPE,
    below: AROUND_SHAPE + ROW * lettering * rows.length,
  };
}

/** From where to where things reach along one axis at this scale, in pixels of the screen.
 *  @param {{at: number, before: number, after: number}[]} things @param {number} scale */
function extent(things, scale) {
  let [first, last] = [Infinity, -Infinity];
  for (const { at, before, after } of things) {
    first = Math.min(first, at * scale - before);
    last = Math.max(last, at * scale + after);
  }
  return { first, last };
}
