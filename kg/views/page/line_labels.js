"use strict";
// What the lines say, written along them: the best attested first, each predicate of a concept once before others again.

/** More lines than this in view get no label until one is pointed at or an end of it is chosen. */
const MOST_LINES = 600;
/** With more lines than this in the picture, only those at shapes on the screen are looked at, if these are few. */
const MANY_LINES = 5000;
const FEW_SHAPES = 400;
/** So many lines are labelled before the names of all but the best connected take the room. */
const FIRST_LINES = 24;
/** Pixels between a label and the shape at the beginning of its line, and that at its end with the arrow head. */
const AFTER_SHAPE = 3;
const BEFORE_SHAPE = 8;

/** Radius of the sign of a denial, pixels. */
const NOT_SIGN = 5.5;

/** The lines that get a label if there is room, in the order in which they do. @param {DOMRect} box @param {PlacedNode[]} placed */
function linesInOrder(box, placed) {
  /** @param {Bundle} bundle */
  const rank = (bundle) =>
    (isPointedAt(bundle) ? 1e6 : 0) +
    (state.connect && bundle.members.some((index) => strongLines.has(index)) ? 1e5 : 0) +
    (isNear(bundle) ? 1e4 : 0) +
    (bundle.kind === "denied" ? 100 : 0) +
    Math.min(50, sentencesOf(bundle));
  const inView = linesToLabel(placed).filter((bundle) => isPointedAt(bundle) || isInView(bundle, box));
  const crowded = inView.length > MOST_LINES;
  const ranked = inView
    .map((bundle) => ({ bundle, rank: rank(bundle) }))
    .filter((entry) => !crowded || entry.rank >= 100)
    .sort((a, b) => b.rank - a.rank);
  // "treats" once at each concept tells more than "treats" ten times at one.
  const said = new Set();
  for (const entry of ranked) {
    const key = keyOfFan(entry.bundle);
    if (!said.has(key)) entry.rank += 50;
    said.add(key);
  }
  return ranked.sort((a, b) => b.rank - a.rank).map((entry) => entry.bundle);
}

/** Lines with the same word at the same concept, the better connected of their ends. @param {Bundle} bundle */
function keyOfFan({ s, o, predicate, kind }) {
  const from = (shownNow.degree.get(s) ?? 0) >= (shownNow.degree.get(o) ?? 0);
  return `${from ? s : o}|${from}|${predicate.curie}|${kind}`;
}

/** Lines that may get a label. @param {PlacedNode[]} placed @returns {Bundle[]} */
function linesToLabel(placed) {
  if (bundles.size <= MANY_LINES) return [...bundles.values()];
  const ends = placed.length <= FEW_SHAPES ? placed.map((node) => node.index) : [hovered.concept ?? -1, state.concept];
  const found = new Set(ends.flatMap((index) => bundlesAt.get(index) ?? []));
  for (const id of [hovered.bundle, bundleOf(state.association)]) {
    const bundle = id === null ? undefined : bundles.get(id);
    if (bundle) found.add(bundle);
  }
  return [...found];
}

/** Whether the middle between the ends of a line is on the screen: cheaper than that of a bent line. @param {Bundle} bundle
 *  @param {DOMRect} box */
function isInView(bundle, box) {
  if (!picture.has(bundle.s) || !picture.has(bundle.o)) return false;
  const [start, end] = [bundle.s, bundle.o].map((index) => picture.onScreen(picture.placeOf(index)));
  const [x, y] = [(start.x + end.x) / 2, (start.y + end.y) / 2];
  return x > 0 && y > 0 && x < box.width && y < box.height;
}

/** Where the middle of a line is on the screen, nothing where it is outside. @param {Bundle} bundle @param {DOMRect} box */
function lineMiddle(bundle, box) {
  const point = picture.alongLine(bundle.id, 0.5);
  return !point || point.x < 0 || point.y < 0 || point.x > box.width || point.y > box.height ? null : point;
}

/** Whether the choice is about a line. @param {Bundle} bundle */
function isNear(bundle) {
  return bundle.members.some((index) => nearLines.has(index));
}

/** @param {Bundle} bundle */
function isPointedAt(bundle) {
  return (
    hovered.bundle === bundle.id ||
    bundle.members.includes(state.association) ||
    (hovered.concept !== null && (bundle.s === hovered.concept || bundle.o === hovered.concept))
  );
}

/** @param {Paper} paper @param {Bundle} bundle @returns {boolean} whether there was room */
function paintLineLabel(paper, bundle) {
  const { context, colours, taken, box } = paper;
  const middle = lineMiddle(bundle, box);
  if (!middle) return false;
  const pointed = isPointedAt(bundle);
  const faded = near.size > 0 && !pointed && !isNear(bundle);
  const denied = bundle.kind === "denied";
  const aside = { hedged: " (hedged)", hypothetical: " (an aim)" }[bundle.kind] ?? "";
  const { forward, short } = bundle.predicate;
  const text = denied ? bundle.predicate.denied : (pointed ? forward : short) + aside;
  const size = 11 * lettering;
  context.font = `${pointed ? "600 " : ""}${size}px system-ui, sans-serif`;
  const w = widthOf(context, text) + (denied ? 19 : 4);
  const h = 14 * lettering;
  const spot = spotAlong(bundle, { w, h }, paper) ?? (pointed ? spotBeside(bundle, middle, { w, h }, paper) : null);
  context.globalAlpha = faded ? 0.25 : 1;
  if (spot) {
    const { x, y, turn } = spot;
    for (const part of partsOf(spot, { w, h })) taken.add(part, -1);
    const colour = denied ? colours.denied : pointed ? colours.ink : colours.quiet;
    labelBoxes.push({ x: x - w / 2, y: y - h / 2, w, h, turn, concept: -1, bundle: bundle.id, rows: [text], size, colour });
    context.save();
    context.translate(x, y);
    context.rotate(turn);
    writeText(context, text, (denied ? 17 : 2) - w / 2, 0, colour, colours.page);
    if (denied) paintNotSign(context, 8 - w / 2, 0, colours);
    context.restore();
  } else if (denied && Math.hypot(...lineVector(bundle)) > 5 * NOT_SIGN) {
    const sign = { x: middle.x - NOT_SIGN, y: middle.y - NOT_SIGN, w: 2 * NOT_SIGN, h: 2 * NOT_SIGN };
    if (taken.isFree(sign, -2)) {
      taken.add(sign, -1);
      paintNotSign(context, middle.x, middle.y, colours);
    }
  }
  context.globalAlpha = 1;
  return spot !== null;
}

/** @typedef {{x: number, y: number, turn: number}} Spot the middle of a label, and by how much it is turned, in radians */

/** The first free place for a label along its line, from the middle outwards, never upside down.
 *  @param {Bundle} bundle @param {{w: number, h: number}} size @param {Paper} paper @returns {Spot | null} */
function spotAlong(bundle, size, { taken, shapes, box }) {
  const length = Math.hypot(...lineVector(bundle));
  const [first, last] = [bundle.s, bundle.o].map((index) => (sizeOf(index) * picture.zoom()) / length);
  const half = size.w / 2 / length;
  const [low, high] = [first + half + AFTER_SHAPE / length, 1 - last - half - BEFORE_SHAPE / length];
  if (low > high) return null;
  for (const step of [0.5, 0.42, 0.58, 0.34, 0.66, 0.24, 0.76, 0.12, 0.88, 0, 1]) {
    const part = low + step * (high - low);
    const [before, point, after] = [part - half, part, part + half].map((each) => picture.alongLine(bundle.id, each));
    if (!before || !point || !after) return null;
    let turn = Math.atan2(after.y - before.y, after.x - before.x);
    if (Math.abs(turn) > Math.PI / 2) turn -= Math.sign(turn) * Math.PI;
    const spot = { x: point.x, y: point.y, turn };
    const isFree = partsOf(spot, size).every(
      (each) => isInside(each, box) && taken.isFree(each, -2) && shapes.isFree(each, -2)
    );
    if (isFree) return spot;
  }
  return null;
}

/** From one end of a line to the other, in pixels of the screen. @param {Bundle} bundle @returns {[number, number]} */
function lineVector({ s, o }) {
  const [start, end] = [s, o].map((index) => picture.onScreen(picture.placeOf(index)));
  return [end.x - start.x, end.y - start.y];
}

/** A place as near to the middle of a line as there is room; the very line pointed at or chosen gets one in any case.
 *  @param {Bundle} bundle @param {Point} middle @param {{w: number, h: number}} size @param {Paper} paper @returns {Spot | null} */
function spotBeside(bundle, { x, y }, size, { taken }) {
  const must = hovered.bundle === bundle.id || bundle.members.includes(state.association);
  const spots = [
    { x, y, turn: 0 },
    { x: x + size.w / 2 + 8, y, turn: 0 },
    { x: x - size.w / 2 - 8, y, turn: 0 },
    { x, y: y - size.h / 2 - 6, turn: 0 },
    { x, y: y + size.h / 2 + 6, turn: 0 },
  ];
  return spots.find((spot) => partsOf(spot, size).every((part) => taken.isFree(part, -2))) ?? (must ? spots[1] : null);
}

/** The room that a turned label takes, as upright squares along it. @param {Spot} spot @param {{w: number, h: number}} size */
function partsOf({ x, y, turn }, { w, h }) {
  const count = Math.max(1, Math.ceil(w / (0.6 * h)));
  return Array.from({ length: count }, (_, position) => {
    const along = (w / count) * (position + 0.5) - w / 2;
    return { x: x + along * Math.cos(turn) - h / 2, y: y + along * Math.sin(turn) - h / 2, w: h, h };
  });
}

/** A circle with a bar through it: the text denies this.
 *  @param {CanvasRenderingContext2D} context @param {number} x @param {number} y
 *  @param {ReturnType<typeof themeColours>} colours */
function paintNotSign(context, x, y, colours) {
  context.beginPath();
  context.arc(x, y, NOT_SIGN, 0, 2 * Math.PI);
  context.fillStyle = colours.page;
  context.fill();
  context.moveTo(x - 3.9, y + 3.9);
  context.lineTo(x + 3.9, y - 3.9);
  context.lineWidth = 1.6;
  context.strokeStyle = colours.denied;
  context.setLineDash([]);
  context.stroke();
}
