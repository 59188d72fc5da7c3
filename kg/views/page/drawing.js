"use strict";
// What is drawn and how it looks; vis_picture.js or webgl_picture.js draws it, labels.js writes on it.

/**
 * @typedef {{x: number, y: number}} Point
 * @typedef {{id: number, x: number, y: number, outline: string, size: number, fill: string, border: string, thick: number,
 *   dashed: boolean, faded: boolean, chosen: string}} Shape half its width and its border in pixels at scale 1
 * @typedef {{id: string, from: number, to: number, colour: string, chosen: string, width: number, dash: number[], bend: number,
 *   faded: boolean, strong: boolean}} Line bend: how far it leaves the straight way, in parts of its length
 * @typedef {{point: Point, shape: number | null, line: string | null}} Click
 */

/**
 * What a drawing library tells and asks.
 * @typedef {object} Hooks
 * @property {(context: CanvasRenderingContext2D) => void} below paints under the lines, in pixels of the screen
 * @property {(context: CanvasRenderingContext2D) => void} above paints over the shapes
 * @property {(click: Click) => void} click
 * @property {(shape: number | null, line: string | null) => void} hover
 * @property {(shape: number) => void} drop a shape was dragged
 * @property {(shape: number) => void} open a shape was clicked twice
 * @property {(seen: {middle: Point, scale: number}) => void} lost nothing can be drawn with this picture any more
 */

/**
 * A drawing library, seen from the page. A place is where the data has something (pixels at scale 1, y downwards); a point
 * is where the screen has it, in pixels from the upper left corner of the canvas.
 * @typedef {object} Picture
 * @property {(shapes: Shape[], lines: Line[]) => void} show draw these and nothing else, the first shapes uppermost
 * @property {(shape: number) => boolean} has
 * @property {(shape: number) => Point} placeOf
 * @property {(place: Point) => Point} onScreen
 * @property {(line: string, part: number) => Point | null} alongLine the point after this part of the way
 * @property {() => number} scale pixels of the screen for a pixel at scale 1
 * @property {() => number} zoom the same for the size of shapes
 * @property {() => Point} middle the place in the middle of the screen
 * @property {(place: Point, scale: number) => void} look bring a place into the middle
 * @property {(place: Point, scale: number) => void} fit the same, and draw shapes large enough for this scale
 * @property {(shape: number | null) => void} mark show one as chosen
 * @property {() => void} repaint
 * @property {() => HTMLCanvasElement} snapshot what is seen, on a canvas of its own
 */

/**
 * @typedef {{id: string, members: number[], s: number, o: number, kind: string, predicate: Predicate}} Bundle
 *   statements drawn as one line: same ends, predicate and kind, differing in qualifiers only
 */

/** @type {Map<string, Bundle>} */
const bundles = new Map();
/** Lines at each concept, by its index. @type {Map<number, Bundle[]>} */
const bundlesAt = new Map();
/** @type {Visible} */
let shownNow = { concepts: [], associations: [], depth: new Map(), matching: 0, alone: 0, degree: new Map(), passing: [] };
/** Concepts next to the chosen one, the two ends of the chosen statement, or those of a path. @type {Set<number>} */
let near = new Set();
/** Statements that the choice is about; the others are faded. @type {Set<number>} */
let nearLines = new Set();
/** Statements drawn in the colour of the choice. @type {Set<number>} */
let strongLines = new Set();
/** An answer of no more concepts gets places of its own. */
const FEW_ANSWERS = 150;
/** Places of the view around one concept, or of an answer, nothing for the whole graph. @type {Map<number, {x: number, y: number}> | null} */
let places = null;
/** What draws: set once, when the page starts. @type {Picture} */
let picture;
/** So many concepts are drawn at first where the page was made for WebGL and the browser has none. */
const WITHOUT_WEBGL = 1500;

/** A browser that loses WebGL more often than this draws without. */
const MOST_LOST = 3;
/** So long after WebGL was lost it is asked for again, milliseconds. */
const AFTER_LOSS = 300;
let timesLost = 0;

/** What is drawn, by what the page was made for and the browser can. @returns {Picture} */
function newPicture() {
  const hooks = {
    below: paintCommunities, above: paintLabels, click: clicked, hover: setHover, drop: pinHere, open: openShape, lost: drawAnew,
  };
  const element = byId("canvas");
  if (graph.start.engine === "vis") return visPicture(element, hooks);
  if (timesLost <= MOST_LOST && hasWebgl()) return webglPicture(element, hooks);
  graph.start.limit = Math.min(graph.start.limit, WITHOUT_WEBGL);
  return visPicture(element, hooks);
}

/** Draw anew where WebGL was lost: with WebGL if it can be had again. @param {{middle: Point, scale: number}} seen */
function drawAnew(seen) {
  timesLost += 1;
  setTimeout(() => {
    picture = newPicture();
    state.limit = Math.min(state.limit, graph.start.limit);
    redraw(false);
    picture.look(seen.middle, seen.scale);
    showScope();
  }, AFTER_LOSS);
}

/** Start drawing on the canvas element. */
function startDrawing() {
  const element = byId("canvas");
  fillScreen();
  picture = newPicture();
  // What is drawn is gone, or of another size, when the printer asks for it: a copy is printed.
  window.addEventListener("beforeprint", () => {
    const copy = picture.snapshot();
    copy.className = "printed";
    element.append(copy);
  });
  window.addEventListener("afterprint", () => element.querySelector(".printed")?.remove());
}

/** Colours of the page, as the style sheet gives them for light and for dark. */
function themeColours() {
  const style = getComputedStyle(document.documentElement);
  /** @param {string} name */
  const read = (name) => style.getPropertyValue(name).trim();
  return {
    dark: isDark(),
    page: read("--page"),
    ink: read("--ink"),
    quiet: read("--quiet"),
    edge: read("--edge"),
    faint: read("--edge-faint"),
    denied: read("--denied"),
    chosen: read("--accent"),
    soft: read("--accent-soft"),
  };
}

/** Draw what is shown now. @param {boolean} fit whether to bring all of it into view */
function redraw(fit) {
  shownNow = visible();
  if (state.focus >= 0) places = radialPlaces(state.focus, shownNow);
  else places = state.asked && shownNow.concepts.length <= FEW_ANSWERS && !isGrouped() ? gatheredPlaces(shownNow) : null;
  bundleLines();
  foldGroups();
  findNear();
  drawItems();
  selectChosen();
  byId("nothing").hidden = shownNow.concepts.length + groupsNow.size > 0;
  if (fit) fitAll();
}

/** Put statements that are drawn as one line together. */
function bundleLines() {
  bundles.clear();
  bundlesAt.clear();
  for (const index of shownNow.associations) {
    const { s, o, p } = graph.associations[index];
    const id = bundleOf(index) ?? "";
    const known = bundles.get(id);
    if (known) {
      known.members.push(index);
      continue;
    }
    const bundle = { id, members: [index], s, o, kind: kindOf(graph.associations[index]), predicate: graph.predicates[p] };
    bundles.set(id, bundle);
    for (const end of s === o ? [s] : [s, o]) {
      const there = bundlesAt.get(end);
      if (there) there.push(bundle);
      else bundlesAt.set(end, [bundle]);
    }
  }
}

/** The line of a statement, nothing for none. @param {number} index */
function bundleOf(index) {
  if (index < 0) return null;
  const association = graph.associations[index];
  return `${association.s}|${association.p}|${association.o}|${kindOf(association)}`;
}

/** Give new colours to what is drawn: after a choice, or a change between light and dark. */
function restyle() {
  findNear();
  drawItems();
  selectChosen();
}

/** Hand over what is drawn, as it looks now. */
function drawItems() {
  const colours = themeColours();
  const concepts = shownNow.concepts.map((index) => shapeOf(index, places?.get(index), colours));
  picture.show([...concepts, ...groupShapes(colours)], [...groupLines(colours), ...lineItems(colours)]);
}

/** Work out what the choice is about. */
function findNear() {
  near = new Set();
  nearLines = new Set();
  strongLines = new Set();
  if (state.association >= 0) strongLines.add(state.association);
  else if (state.concept >= 0) {
    if (state.concept !== state.focus) near.add(state.concept);
    for (const index of associationsAt[state.concept]) if (near.size) nearLines.add(index);
  } else if (state.connect) strongLines = new Set(pathSteps());
  else if (state.added >= 0) {
    const { only, also } = contribution(state.added);
    strongLines = new Set(only);
    nearLines = new Set(also);
  }
  for (const index of [...strongLines, ...nearLines]) {
    near.add(graph.associations[index].s).add(graph.associations[index].o);
    nearLines.add(index);
  }
}

/** @param {number} index @param {Point | undefined} place @param {ReturnType<typeof themeColours>} colours @returns {Shape} */
function shapeOf(index, place, colours) {
  const concept = graph.concepts[index];
  const style = styleOf(concept);
  const { x, y } = state.pins.get(index) ?? place ?? concept;
  return {
    id: index, x, y,
    outline: style.shape,
    size: sizeOf(index),
    fill: colours.dark ? style.dark : style.light,
    border: concept.grounded ? colours.page : colours.ink,
    thick: state.pins.has(index) ? 3 : 1.5,
    dashed: !concept.grounded,
    faded: near.size > 0 && !near.has(index),
    chosen: colours.chosen,
  };
}

/** Half the width of a shape at scale 1, by degree, of a community by its members. @param {number} index */
function sizeOf(index) {
  const group = groupsNow.get(index);
  if (group) return group.size;
  return Math.min(26, 8 + 2.6 * Math.sqrt(shownNow.degree.get(index) ?? 0));
}

/** All lines, those between the same two concepts fanned out. @param {ReturnType<typeof themeColours>} colours @returns {Line[]} */
function lineItems(colours) {
  /** @type {Map<number, Bundle[]>} */
  const pairs = new Map();
  for (const bundle of bundles.values()) {
    const pair = Math.min(bundle.s, bundle.o) * graph.concepts.length + Math.max(bundle.s, bundle.o);
    const list = pairs.get(pair);
    if (list) list.push(bundle);
    else pairs.set(pair, [bundle]);
  }
  /** @type {Line[]} */
  const items = [];
  for (const list of pairs.values()) {
    list.forEach((bundle, position) => items.push(lineOf(bundle, position - (list.length - 1) / 2, colours)));
  }
  return items;
}

const DASHES = { denied: [9, 5], hedged: [2, 4], hypothetical: [5, 6], asserted: [] };

/** @param {Bundle} bundle @param {number} offset @param {ReturnType<typeof themeColours>} colours @returns {Line} */
function lineOf(bundle, offset, colours) {
  const strong = strongLines.size > 0 && bundle.members.some((index) => strongLines.has(index));
  let colour = bundle.kind === "denied" ? colours.denied : bundle.kind === "hypothetical" ? colours.faint : colours.edge;
  if (strong) colour = colours.chosen;
  return {
    id: bundle.id, from: bundle.s, to: bundle.o,
    colour, strong,
    chosen: colours.chosen,
    width: strong ? 3 : Math.min(3, 1.2 + 0.4 * Math.log2(sentencesOf(bundle))),
    dash: DASHES[/** @type {keyof typeof DASHES} */ (bundle.kind)] ?? [],
    bend: offset * (bundle.s <= bundle.o ? 1 : -1) * 0.26,
    faded: near.size > 0 && !bundle.members.some((index) => nearLines.has(index)),
  };
}

/** @param {Bundle} bundle */
function sentencesOf(bundle) {
  return bundle.members.reduce((sum, index) => sum + graph.associations[index].e.length, 0) || 1;
}

/** Show the choice as chosen in the picture. */
function selectChosen() {
  picture.mark(state.association < 0 && picture.has(state.concept) ? state.concept : null);
}

/** A click in the picture: on a shape, a line, or a label of either. @param {Click} click */
function clicked({ point, shape, line }) {
  const label = labelAt(point);
  const chosen = shape ?? label?.concept ?? -1;
  if (chosen >= 0) chooseConcept(chosen);
  else if (groupsNow.has(chosen)) turnGroup(-2 - chosen);
  else if (label) chooseBundle(label.bundle);
  else if (line !== null) chooseBundle(line);
  else if (state.concept >= 0 || state.association >= 0 || state.outcome >= 0) {
    update({ concept: -1, association: -1, outcome: -1 });
  }
}

/** Narrow the picture to what surrounds a concept. @param {number} index */
function openShape(index) {
  if (index < 0) return;
  update({ focus: index, concept: index, association: -1, outcome: -1 });
}

/** Keep a concept where it stands now. @param {number} index */
function pinHere(index) {
  if (index >= 0 && picture.has(index)) pin(index, picture.placeOf(index));
}

/** @param {number} index */
function chooseConcept(index) {
  update({ concept: index, association: -1, outcome: -1 });
}

/** Choose a line; of several statements behind it the one with most sentences. @param {string} id */
function chooseBundle(id) {
  const bundle = bundles.get(id);
  if (!bundle) return;
  const best = [...bundle.members].sort(
    (a, b) => graph.associations[b].e.length - graph.associations[a].e.length || a - b
  )[0];
  update({ association: best, outcome: -1 });
}

/** A canvas narrower than this shows the choice and its neighbours only, pixels. */
const NARROW = 500;

/** Bring what is chosen into view where it stands outside. */
function bringIntoView() {
  const positions = chosenConcepts().filter((index) => picture.has(index)).map((index) => picture.placeOf(index));
  if (!positions.length) return;
  const box = byId("canvas").getBoundingClientRect();
  if (box.width < NARROW && near.size) {
    fit([...near]);
    return;
  }
  const inside = positions.every((position) => {
    const point = picture.onScreen(position);
    return point.x > 50 && point.y > 30 && point.x < box.width - 50 && point.y < box.height - 30;
  });
  if (inside) return;
  const middle = {
    x: positions.reduce((sum, each) => sum + each.x, 0) / positions.length,
    y: positions.reduce((sum, each) => sum + each.y, 0) / positions.length,
  };
  picture.look(middle, picture.scale());
}

/** @param {number} factor */
function zoomBy(factor) {
  picture.look(picture.middle(), Math.min(6, Math.max(0.02, picture.scale() * factor)));
}
