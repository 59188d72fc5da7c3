"use strict";
// Labels at a constant size on the screen, none over another: the important ones first, the rest as room allows.
// A drawing library would write every label at every zoom, and the middle of a large picture would turn black.

/** @typedef {{x: number, y: number, w: number, h: number, concept: number, bundle: string, rows: string[], size: number,
 *   colour: string}} LabelBox */

/** @type {LabelBox[]} */
let labelBoxes = [];
/** @type {Map<string, number>} */
const labelWidths = new Map();
/** @type {{concept: number | null, bundle: string | null}} */
const hovered = { concept: null, bundle: null };
const LONGEST_LABEL = 44;
/** A longer name is written in two rows. */
const ROW_LENGTH = 20;
/** More lines than this in view get no label until one is pointed at or an end of it is chosen. */
const MOST_LINES = 600;
/** A canvas wider than this is looked at from afar, pixels; its letters are so many times as large. */
const WALL = 1500;
const WALL_LETTERING = 1.3;
/** How many times as large as usual the letters are. */
let lettering = 1;
/** So many of the best connected are named even where other shapes lie under the name. */
const ALWAYS_NAMED = 30;
/** So many of the best connected on the screen get a name if there is room. */
const MOST_NAMED = 1500;
/** With more lines than this in the picture, only those at shapes on the screen are looked at, if these are few. */
const MANY_LINES = 5000;
const FEW_SHAPES = 400;

/** @param {number | null} concept @param {string | null} bundle */
function setHover(concept, bundle) {
  hovered.concept = concept;
  hovered.bundle = bundle;
  byId("canvas").classList.toggle("pointing", concept !== null || bundle !== null);
}

/** Boxes already taken, found by the cell of a grid. */
class Taken {
  constructor() {
    /** @type {Map<number, {x: number, y: number, w: number, h: number, owner: number}[]>} */
    this.cells = new Map();
  }

  /** The cells under a box, each by one number. @param {{x: number, y: number, w: number, h: number}} box @returns {number[]} */
  keys(box) {
    const keys = [];
    for (let column = Math.floor(box.x / 80); column <= Math.floor((box.x + box.w) / 80); column += 1) {
      for (let row = Math.floor(box.y / 40); row <= Math.floor((box.y + box.h) / 40); row += 1) {
        keys.push(column * 65536 + row);
      }
    }
    return keys;
  }

  /** @param {{x: number, y: number, w: number, h: number}} box @param {number} owner */
  add(box, owner) {
    const entry = { ...box, owner };
    for (const key of this.keys(box)) {
      const cell = this.cells.get(key);
      if (cell) cell.push(entry);
      else this.cells.set(key, [entry]);
    }
  }

  /** Whether nothing up to the owner `last` but `owner` itself lies here.
   *  @param {{x: number, y: number, w: number, h: number}} box @param {number} owner @param {number} [last] */
  isFree(box, owner, last = Infinity) {
    return this.keys(box).every((key) =>
      (this.cells.get(key) ?? []).every(
        (other) =>
          other.owner === owner ||
          other.owner > last ||
          other.x >= box.x + box.w ||
          box.x >= other.x + other.w ||
          other.y >= box.y + box.h ||
          box.y >= other.y + other.h
      )
    );
  }
}

/** Paint all labels over the finished picture, in pixels of the screen. @param {CanvasRenderingContext2D} context */
function paintLabels(context) {
  const box = context.canvas.getBoundingClientRect();
  if (!box.width) return;
  lettering = box.width > WALL ? WALL_LETTERING : 1;
  const colours = themeColours();
  context.textBaseline = "middle";
  context.lineJoin = "round";
  labelBoxes = [];
  const taken = new Taken();
  const shapes = new Taken();
  const placed = nodesOnScreen(box, MOST_NAMED);
  placed.sort((a, b) => rankOf(b.index) - rankOf(a.index) || a.index - b.index);
  placed.forEach(({ index, x, y, r }, position) => {
    const shape = { x: x - r * 0.8, y: y - r * 0.8, w: r * 1.6, h: r * 1.6 };
    shapes.add(shape, position);
  });
  const first = placed.filter((node) => rankOf(node.index) >= 1e5);
  const rest = placed.filter((node) => rankOf(node.index) < 1e5);
  const paper = { context, colours, taken, shapes, box };
  first.forEach((node, position) => paintNodeLabel(paper, node, position, true));
  const lines = linesInOrder(box, placed);
  for (const bundle of lines.filter(isPointedAt)) paintLineLabel(paper, bundle);
  rest.forEach((node, position) => paintNodeLabel(paper, node, first.length + position, position < ALWAYS_NAMED));
  for (const bundle of lines) if (!isPointedAt(bundle)) paintLineLabel(paper, bundle);
}

/** @typedef {{index: number, x: number, y: number, r: number}} PlacedNode */

/**
 * @typedef {object} Paper
 * @property {CanvasRenderingContext2D} context
 * @property {ReturnType<typeof themeColours>} colours
 * @property {Taken} taken labels
 * @property {Taken} shapes shapes by rank; a label of weight covers lesser ones if there is no other room
 * @property {DOMRect} box
 */

/** Nodes within the canvas, at most so many beside those that the choice is about. @param {DOMRect} box @param {number} most */
function nodesOnScreen(box, most) {
  const zoom = picture.zoom();
  const first = new Set(near);
  for (const index of [hovered.concept, state.concept]) if (index !== null && index >= 0) first.add(index);
  /** @type {PlacedNode[]} */
  const placed = [];
  /** @param {number} index */
  const add = (index) => {
    const { x, y } = picture.onScreen(picture.placeOf(index));
    if (x < -20 || y < -20 || x > box.width + 20 || y > box.height + 20) return;
    placed.push({ index, x, y, r: sizeOf(index) * zoom });
  };
  for (const index of first) if (picture.has(index)) add(index);
  for (const id of groupsNow.keys()) add(id);
  const end = placed.length + most;
  for (const index of shownNow.concepts) {
    if (placed.length >= end) break;
    if (!first.has(index) && picture.has(index)) add(index);
  }
  return placed;
}

/** What is pointed at or chosen comes first, then its neighbours, then the best connected. @param {number} index */
function rankOf(index) {
  const degree = shownNow.degree.get(index) ?? 0;
  if (hovered.concept === index) return 4e5 + degree;
  if (state.association < 0 && state.concept === index) return 3e5 + degree;
  if (near.has(index)) return 1e5 + degree;
  if (index < 0) return 1e5 + sizeOf(index);
  return degree;
}

/** @param {Paper} paper @param {PlacedNode} node @param {number} rank
 *  @param {boolean} weighty whether it may cover shapes of lesser rank */
function paintNodeLabel(paper, node, rank, weighty) {
  const { context, colours, taken, shapes, box } = paper;
  const chosen = hovered.concept === node.index || (state.concept === node.index && state.association < 0);
  const faded = near.size > 0 && !near.has(node.index) && !chosen && node.index >= 0;
  const degree = shownNow.degree.get(node.index) ?? 0;
  const heavy = chosen || degree >= 12 || node.index < 0;
  const size = lettering * (heavy ? 14 : near.has(node.index) ? 13 : 12);
  const full = labelOf(node.index);
  const rows = inRows(chosen ? full : shorten(full, LONGEST_LABEL));
  context.font = `${heavy ? 600 : 400} ${size}px system-ui, sans-serif`;
  const w = Math.max(...rows.map((row) => widthOf(context, row))) + 4;
  const h = rows.length * (size + 1) + 2;
  const spots = spotsAround(node, w, h);
  const fits = (/** @type {{x: number, y: number}} */ each) =>
    each.x >= 2 && each.x + w <= box.width - 2 && taken.isFree({ ...each, w, h }, -2);
  const open = spots.filter(fits);
  const clear = open.find((each) => shapes.isFree({ ...each, w, h }, rank));
  const partly = weighty ? open.find((each) => shapes.isFree({ ...each, w, h }, rank, rank)) : undefined;
  const spot = clear ?? partly ?? (chosen ? spots[0] : null);
  if (!spot) return;
  taken.add({ ...spot, w, h }, -1);
  labelBoxes.push({ ...spot, w, h, concept: node.index, bundle: "", rows, size, colour: colours.ink });
  context.globalAlpha = faded ? 0.4 : 1;
  context.textAlign = "center";
  rows.forEach((row, line) => {
    writeText(context, row, spot.x + w / 2, spot.y + 1 + (line + 0.5) * (size + 1), colours.ink, colours.page);
  });
  context.textAlign = "left";
  context.globalAlpha = 1;
}

/** Where the label of a shape may stand, the best first: below, beside, above, then at the corners.
 *  @param {PlacedNode} node @param {number} w @param {number} h */
function spotsAround({ x, y, r }, w, h) {
  const near = r * 0.75;
  return [
    { x: x - w / 2, y: y + r + 1 },
    { x: x + r + 2, y: y - h / 2 },
    { x: x - w / 2, y: y - r - h - 1 },
    { x: x - r - w - 2, y: y - h / 2 },
    { x: x + near, y: y + near },
    { x: x + near, y: y - near - h },
    { x: x - near - w, y: y + near },
    { x: x - near - w, y: y - near - h },
  ];
}

/** A long name in two rows of about the same length. @param {string} text */
function inRows(text) {
  if (text.length <= ROW_LENGTH) return [text];
  let cut = -1;
  for (const found of text.matchAll(/[ -]/g)) {
    const at = (found.index ?? 0) + 1;
    if (Math.abs(at - text.length / 2) < Math.abs(cut - text.length / 2)) cut = at;
  }
  return cut < 0 ? [text] : [text.slice(0, cut).trim(), text.slice(cut).trim()];
}

/** The lines that get a label if there is room, in the order in which they do. @param {DOMRect} box @param {PlacedNode[]} placed */
function linesInOrder(box, placed) {
  /** @param {Bundle} bundle */
  const rank = (bundle) =>
    (isPointedAt(bundle) ? 1e6 : 0) +
    (state.connect && bundle.members.some((index) => strongLines.has(index)) ? 1e5 : 0) +
    (bundle.s === state.concept || bundle.o === state.concept ? 1e4 : 0) +
    (bundle.kind === "denied" ? 100 : 0) +
    sentencesOf(bundle);
  const inView = linesToLabel(placed).filter((bundle) => isPointedAt(bundle) || isInView(bundle, box));
  const crowded = inView.length > MOST_LINES;
  return inView
    .map((bundle) => ({ bundle, rank: rank(bundle) }))
    .filter((entry) => !crowded || entry.rank >= 100)
    .sort((a, b) => b.rank - a.rank)
    .map((entry) => entry.bundle);
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

/** @param {Bundle} bundle */
function isPointedAt(bundle) {
  return (
    hovered.bundle === bundle.id ||
    bundle.members.includes(state.association) ||
    (hovered.concept !== null && (bundle.s === hovered.concept || bundle.o === hovered.concept))
  );
}

/** @param {Paper} paper @param {Bundle} bundle */
function paintLineLabel(paper, bundle) {
  const { context, colours, taken, box } = paper;
  const middle = lineMiddle(bundle, box);
  if (!middle) return;
  const [start, end] = [bundle.s, bundle.o].map((index) => picture.onScreen(picture.placeOf(index)));
  const length = Math.hypot(end.x - start.x, end.y - start.y);
  const pointed = isPointedAt(bundle);
  if (length < 40 && !pointed) return;
  const faded = near.size > 0 && !pointed && !bundle.members.some((index) => nearLines.has(index));
  context.globalAlpha = faded ? 0.25 : 1;
  const denied = bundle.kind === "denied";
  const aside = { hedged: " (hedged)", hypothetical: " (an aim)" }[bundle.kind] ?? "";
  const text = denied ? graph.predicates[graph.associations[bundle.members[0]].p].denied : bundle.label + aside;
  context.font = `${pointed ? "600 " : ""}${11 * lettering}px system-ui, sans-serif`;
  const w = widthOf(context, text) + (denied ? 19 : 4);
  const h = 14 * lettering;
  const spot = freeSpotOnLine(bundle, middle, { w, h }, paper, pointed);
  const fits = spot !== null && (pointed || length > w + 24);
  if (fits) {
    taken.add({ ...spot, w, h }, -1);
    const colour = denied ? colours.denied : pointed ? colours.ink : colours.quiet;
    labelBoxes.push({ ...spot, w, h, concept: -1, bundle: bundle.id, rows: [text], size: 11 * lettering, colour });
    writeText(context, text, spot.x + (denied ? 17 : 2), spot.y + h / 2, colour, colours.page);
    if (denied) paintNotSign(context, spot.x + 8, spot.y + h / 2, colours);
  } else if (denied) {
    paintNotSign(context, middle.x, middle.y, colours);
  }
  context.globalAlpha = 1;
}

/** The first free place for a label along its line, from the middle outwards.
 *  @param {Bundle} bundle @param {Point} middle @param {{w: number, h: number}} size @param {Paper} paper @param {boolean} must */
function freeSpotOnLine(bundle, middle, size, { taken, shapes }, must) {
  for (const part of [0.5, 0.4, 0.6, 0.32, 0.68]) {
    const point = picture.alongLine(bundle.id, part) ?? middle;
    const spot = { x: point.x - size.w / 2, y: point.y - size.h / 2 };
    if (taken.isFree({ ...spot, ...size }, -2) && shapes.isFree({ ...spot, ...size }, -2)) return spot;
  }
  if (!must) return null;
  const { x, y } = middle;
  const beside = [
    { x: x + 8, y: y - size.h / 2 },
    { x: x - size.w - 8, y: y - size.h / 2 },
    { x: x - size.w / 2, y: y - size.h - 6 },
    { x: x - size.w / 2, y: y + 6 },
  ];
  return beside.find((spot) => taken.isFree({ ...spot, ...size }, -2)) ?? beside[0];
}

/** A circle with a bar through it: the text denies this.
 *  @param {CanvasRenderingContext2D} context @param {number} x @param {number} y
 *  @param {ReturnType<typeof themeColours>} colours */
function paintNotSign(context, x, y, colours) {
  context.beginPath();
  context.arc(x, y, 5.5, 0, 2 * Math.PI);
  context.fillStyle = colours.page;
  context.fill();
  context.moveTo(x - 3.9, y + 3.9);
  context.lineTo(x + 3.9, y - 3.9);
  context.lineWidth = 1.6;
  context.strokeStyle = colours.denied;
  context.setLineDash([]);
  context.stroke();
}

/** @param {CanvasRenderingContext2D} context @param {string} text @param {number} x @param {number} y
 *  @param {string} colour @param {string} halo */
function writeText(context, text, x, y, colour, halo) {
  context.setLineDash([]);
  context.lineWidth = 4;
  context.strokeStyle = halo;
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

/** @param {CanvasRenderingContext2D} context @param {string} text */
function widthOf(context, text) {
  const key = `${context.font}|${text}`;
  let width = labelWidths.get(key);
  if (width === undefined) {
    width = context.measureText(text).width;
    labelWidths.set(key, width);
  }
  return width;
}

/** @param {string} text @param {number} most */
function shorten(text, most) {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join("").trimEnd()}…`;
}

/** The label under a point of the canvas. @param {{x: number, y: number}} point */
function labelAt(point) {
  return labelBoxes.find(
    (box) => point.x >= box.x && point.x <= box.x + box.w && point.y >= box.y && point.y <= box.y + box.h
  );
}
