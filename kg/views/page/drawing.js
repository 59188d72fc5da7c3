"use strict";
// The picture: vis-network draws shapes and lines; places come from the data, labels from labels.js.

/**
 * @typedef {{id: string, members: number[], s: number, o: number, kind: string, label: string}} Bundle
 *   statements drawn as one line: same ends, predicate and kind, differing in qualifiers only
 */

/** @type {Map<string, Bundle>} */
const bundles = new Map();
/** @type {Visible} */
let shownNow = { concepts: [], associations: [], depth: new Map(), matching: 0, alone: 0, degree: new Map() };
/** Concepts next to the chosen one, the two ends of the chosen statement, or those of a path. @type {Set<number>} */
let near = new Set();
/** Statements that the choice is about; the others are faded. @type {Set<number>} */
let nearLines = new Set();
/** Statements drawn in the colour of the choice. @type {Set<number>} */
let strongLines = new Set();
/** Places of the view around one concept, nothing for the whole graph. @type {Map<number, {x: number, y: number}> | null} */
let places = null;
/** How much larger than at scale 1 the shapes are drawn. */
let magnify = 1;
/** @type {any} */
let network = null;
/** @type {any} */
let nodeSet = null;
/** @type {any} */
let edgeSet = null;

/** Start vis-network on the canvas element. */
function startDrawing() {
  nodeSet = new vis.DataSet([]);
  edgeSet = new vis.DataSet([]);
  network = new vis.Network(
    byId("canvas"),
    { nodes: nodeSet, edges: edgeSet },
    {
      physics: false,
      layout: { improvedLayout: false },
      autoResize: true,
      interaction: {
        hover: true,
        tooltipDelay: 1e9,
        selectConnectedEdges: false,
        hideEdgesOnZoom: graph.associations.length > 3000,
        hideEdgesOnDrag: graph.associations.length > 3000,
      },
      nodes: { borderWidth: 1.5, borderWidthSelected: 4, shapeProperties: { interpolation: false } },
      edges: { width: 1.2, selectionWidth: 1.5, hoverWidth: 0.8, arrows: { to: { enabled: true, scaleFactor: 0.55 } } },
    }
  );
  network.on("beforeDrawing", paintCommunities);
  network.on("afterDrawing", paintLabels);
  network.on("click", clicked);
  network.on("hoverNode", (/** @type {any} */ event) => setHover(event.node, null));
  network.on("blurNode", () => setHover(null, null));
  network.on("hoverEdge", (/** @type {any} */ event) => setHover(null, event.edge));
  network.on("blurEdge", () => setHover(null, null));
  network.on("dragEnd", (/** @type {any} */ event) => {
    if (event.nodes.length) pinHere(event.nodes[0]);
  });
  network.on("doubleClick", (/** @type {any} */ event) => {
    if (event.nodes.length) update({ focus: event.nodes[0], concept: event.nodes[0], association: -1, outcome: -1 });
  });
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
  };
}

/** Draw what is shown now. @param {boolean} fit whether to bring all of it into view */
function redraw(fit) {
  shownNow = visible();
  places = state.focus >= 0 ? radialPlaces(state.focus, shownNow) : null;
  bundles.clear();
  for (const index of shownNow.associations) {
    const association = graph.associations[index];
    const id = `${association.s}|${association.p}|${association.o}|${kindOf(association)}`;
    const bundle = bundles.get(id);
    if (bundle) bundle.members.push(index);
    else {
      bundles.set(id, {
        id,
        members: [index],
        s: association.s,
        o: association.o,
        kind: kindOf(association),
        label: graph.predicates[association.p].forward,
      });
    }
  }
  findNear();
  drawItems();
  selectChosen();
  byId("nothing").hidden = shownNow.concepts.length > 0;
  if (fit) fitAll();
}

/** Bring all into view; what is then seen from far off is drawn larger, so that shapes stay shapes. */
function fitAll() {
  network.fit({ animation: false });
  const room = Math.min(2, Math.max(1, 2 * Math.sqrt(150 / Math.max(1, shownNow.concepts.length))));
  const next = Math.min(room, Math.max(1, 0.7 / network.getScale()));
  if (Math.abs(next - magnify) < 0.05) return;
  magnify = next;
  drawItems();
}

/** Give new colours to what is drawn: after a choice, or a change between light and dark. */
function restyle() {
  findNear();
  drawItems();
  selectChosen();
}

/** Hand to vis-network what differs from what it has. */
function drawItems() {
  const colours = themeColours();
  replaceItems(nodeSet, shownNow.concepts.map((index) => nodeOf(index, places?.get(index), colours)));
  replaceItems(edgeSet, edgeItems());
}

/** What was last written of each item: vis-network takes a tenth of a millisecond for each it is handed.
 *  @type {Map<number | string, string>} */
const written = new Map();

/** Put items into a data set and drop what is no longer among them. @param {any} set @param {any[]} items */
function replaceItems(set, items) {
  const kept = new Set(items.map((item) => item.id));
  const dropped = set.getIds().filter((/** @type {any} */ id) => !kept.has(id));
  for (const id of dropped) written.delete(id);
  set.remove(dropped);
  const changed = items.filter((item) => {
    const now = JSON.stringify(item);
    if (written.get(item.id) === now) return false;
    written.set(item.id, now);
    return true;
  });
  set.update(changed);
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

/** @param {number} index @param {{x: number, y: number} | undefined} place
 *  @param {ReturnType<typeof themeColours>} colours */
function nodeOf(index, place, colours) {
  const { x, y } = state.pins.get(index) ?? place ?? graph.concepts[index];
  return { ...nodeStyle(index, colours), x, y };
}

/** @param {number} index @param {ReturnType<typeof themeColours>} colours */
function nodeStyle(index, colours) {
  const concept = graph.concepts[index];
  const style = styleOf(concept);
  const fill = colours.dark ? style.dark : style.light;
  const border = concept.grounded ? colours.page : colours.ink;
  return {
    id: index,
    shape: style.shape,
    size: sizeOf(index),
    opacity: near.size && !near.has(index) ? 0.28 : 1,
    color: {
      background: fill,
      border,
      hover: { background: fill, border: colours.chosen },
      highlight: { background: fill, border: colours.chosen },
    },
    borderWidth: state.pins.has(index) ? 3 : 1.5,
    shapeProperties: { borderDashes: concept.grounded ? false : [3, 2] },
  };
}

/** Half the width of a shape at scale 1, by degree. @param {number} index */
function sizeOf(index) {
  return magnify * Math.min(26, 8 + 2.6 * Math.sqrt(shownNow.degree.get(index) ?? 0));
}

/** All lines, those between the same two concepts fanned out. */
function edgeItems() {
  const colours = themeColours();
  /** @type {Map<string, Bundle[]>} */
  const pairs = new Map();
  for (const bundle of bundles.values()) {
    const pair = `${Math.min(bundle.s, bundle.o)}|${Math.max(bundle.s, bundle.o)}`;
    pairs.set(pair, [...(pairs.get(pair) ?? []), bundle]);
  }
  /** @type {object[]} */
  const items = [];
  for (const list of pairs.values()) {
    list.forEach((bundle, position) => items.push(edgeOf(bundle, position - (list.length - 1) / 2, colours)));
  }
  return items;
}

/** @param {Bundle} bundle @param {number} offset @param {ReturnType<typeof themeColours>} colours */
function edgeOf(bundle, offset, colours) {
  const chosen = bundle.members.some((index) => strongLines.has(index));
  const faded = near.size > 0 && !bundle.members.some((index) => nearLines.has(index));
  let colour = bundle.kind === "denied" ? colours.denied : bundle.kind === "hypothetical" ? colours.faint : colours.edge;
  if (chosen) colour = colours.chosen;
  const forward = bundle.s <= bundle.o ? 1 : -1;
  const bend = offset * forward * 0.26;
  const dashes = { denied: [9, 5], hedged: [2, 4], hypothetical: [5, 6], asserted: false };
  return {
    id: bundle.id,
    from: bundle.s,
    to: bundle.o,
    dashes: dashes[/** @type {keyof typeof dashes} */ (bundle.kind)] ?? false,
    width: magnify * (chosen ? 3 : Math.min(3, 1.2 + 0.4 * Math.log2(sentencesOf(bundle)))),
    arrows: { to: { enabled: true, scaleFactor: 0.5 * magnify } },
    color: { color: colour, hover: colours.chosen, highlight: colours.chosen, opacity: faded ? 0.22 : 1 },
    smooth: bend === 0 ? false : { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.min(0.9, Math.abs(bend)) },
  };
}

/** @param {Bundle} bundle */
function sentencesOf(bundle) {
  return bundle.members.reduce((sum, index) => sum + graph.associations[index].e.length, 0) || 1;
}

/** Show the choice as chosen in the picture. */
function selectChosen() {
  const nodes = state.association < 0 && nodeSet.get(state.concept) ? [state.concept] : [];
  network.setSelection({ nodes, edges: [] }, { highlightEdges: false });
}

/** A click in the picture: on a shape, a line, or a label of either. @param {any} event */
function clicked(event) {
  const label = labelAt(event.pointer.DOM);
  if (event.nodes.length) chooseConcept(event.nodes[0]);
  else if (label && label.concept >= 0) chooseConcept(label.concept);
  else if (label) chooseBundle(label.bundle);
  else if (event.edges.length) chooseBundle(event.edges[0]);
  else if (state.concept >= 0 || state.association >= 0 || state.outcome >= 0) {
    update({ concept: -1, association: -1, outcome: -1 });
  }
}

/** Keep a concept where it stands now. @param {number} index */
function pinHere(index) {
  if (nodeSet.get(index)) pin(index, network.getPosition(index));
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
  const ends =
    state.association >= 0
      ? [graph.associations[state.association].s, graph.associations[state.association].o]
      : [state.concept];
  const positions = ends.filter((index) => nodeSet.get(index)).map((index) => network.getPosition(index));
  if (!positions.length) return;
  const box = byId("canvas").getBoundingClientRect();
  if (box.width < NARROW && near.size) {
    network.fit({ nodes: [...near].filter((index) => nodeSet.get(index)), animation: false, maxZoomLevel: 1 });
    return;
  }
  const inside = positions.every((position) => {
    const place = network.canvasToDOM(position);
    return place.x > 50 && place.y > 30 && place.x < box.width - 50 && place.y < box.height - 30;
  });
  if (inside) return;
  const middle = {
    x: positions.reduce((sum, each) => sum + each.x, 0) / positions.length,
    y: positions.reduce((sum, each) => sum + each.y, 0) / positions.length,
  };
  network.moveTo({ position: middle, animation: false });
}

/** @param {number} factor */
function zoomBy(factor) {
  network.moveTo({ scale: Math.min(6, Math.max(0.02, network.getScale() * factor)), animation: false });
}
