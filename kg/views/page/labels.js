"use strict";
// Labels at a constant size on the screen, none over another: the important ones first, the rest as room allows.
// A drawing library would write every label at every zoom, and the middle of a large picture would turn black.

/** @typedef {{x: number, y: number, w: number, h: number, turn: number, concept: number, bundle: string, rows: string[],
 *   size: number, colour: string}} LabelBox turn: in radians, around its middle */

/** @type {LabelBox[]} */
let labelBoxes = [];
/** @type {Map<string, number>} */
const labelWidths = new Map();
/** @type {{concept: number | null, bundle: string | null}} */
const hovered = { concept: null, bundle: null };
const LONGEST_LABEL = 44;
/** A longer name is written in two rows. */
const ROW_LENGTH = 20;
/** A canvas wider than this is looked at from afar, pixels; its letters are so many times as large. */
const WALL = 1500;
const WALL_LETTERING = 1.3;
/** How many times as large as usual the letters are. */
let lettering = 1;
/** So many of the best connected are named even where other shapes lie under the name. */
const ALWAYS_NAMED = 12;
/** So many of the best connected on the screen get a name if there is room. */
const MOST_NAMED = 1500;

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
  const { x, y, width, height } = byId("zoom").getBoundingClientRect();
  taken.add({ x: x - box.x, y: y - box.y, w: width, h: height }, -1);
  first.forEach((node, position) => paintNodeLabel(paper, node, position, true));
  const lines = linesInOrder(box, placed);
  const leads = (/** @type {Bundle} */ bundle) => isPointedAt(bundle) || isNear(bundle);
  for (const bundle of lines.filter(leads)) paintLineLabel(paper, bundle);
  const [known, others] = [rest.slice(0, ALWAYS_NAMED), rest.slice(ALWAYS_NAMED)];
  const plain = lines.filter((bundle) => !leads(bundle));
  known.forEach((node, position) => paintNodeLabel(paper, node, first.length + position, true));
  let said = 0;
  const later = plain.filter((bundle) => {
    if (said === FIRST_LINES) return true;
    if (paintLineLabel(paper, bundle)) said += 1;
    return false;
  });
  others.forEach((node, position) => paintNodeLabel(paper, node, first.length + known.length + position, false));
  for (const bundle of later) paintLineLabel(paper, bundle);
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
    isInside({ ...each, w, h }, box) && taken.isFree({ ...each, w, h }, -2);
  const open = spots.filter(fits);
  const clear = open.find((each) => shapes.isFree({ ...each, w, h }, rank));
  const partly = weighty ? open.find((each) => shapes.isFree({ ...each, w, h }, rank, rank)) : undefined;
  const spot = clear ?? partly ?? (chosen ? spots[0] : null);
  if (!spot) return;
  taken.add({ ...spot, w, h }, -1);
  labelBoxes.push({ ...spot, w, h, turn: 0, concept: node.index, bundle: "", rows, size, colour: colours.ink });
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

/** Whether a box lies within the canvas. @param {{x: number, y: number, w: number, h: number}} each @param {DOMRect} box */
function isInside(each, box) {
  return each.x >= 2 && each.y >= 2 && each.x + each.w <= box.width - 2 && each.y + each.h <= box.height - 2;
}

/** The label under a point of the canvas. @param {Point} point */
function labelAt(point) {
  return labelBoxes.find(({ x, y, w, h, turn }) => {
    const [dx, dy] = [point.x - x - w / 2, point.y - y - h / 2];
    const along = dx * Math.cos(turn) + dy * Math.sin(turn);
    const across = dy * Math.cos(turn) - dx * Math.sin(turn);
    return Math.abs(along) <= w / 2 && Math.abs(across) <= h / 2;
  });
}
