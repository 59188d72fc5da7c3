"use strict";
// The picture by vis-network, on a canvas: for up to some thousands of concepts.

/** How large shapes are drawn when all are in view: by the root of the room that each has, and at most. */
const BY_ROOM = 0.0052;
const LARGEST_ZOOM = 0.75;

/**
 * @param {HTMLElement} element
 * @param {Hooks} hooks
 * @returns {Picture}
 */
function visPicture(element, hooks) {
  const shapeSet = new vis.DataSet([]);
  const lineSet = new vis.DataSet([]);
  const busy = graph.associations.length > 3000;
  const network = new vis.Network(
    element,
    { nodes: shapeSet, edges: lineSet },
    {
      physics: false,
      layout: { improvedLayout: false },
      autoResize: true,
      interaction: { hover: true, tooltipDelay: 1e9, selectConnectedEdges: false, hideEdgesOnZoom: busy, hideEdgesOnDrag: busy },
      nodes: { borderWidth: 1.5, borderWidthSelected: 4, shapeProperties: { interpolation: false } },
      edges: { width: 1.2, selectionWidth: 1.5, hoverWidth: 0.8, arrows: { to: { enabled: true, scaleFactor: 0.55 } } },
    }
  );
  /** How much larger than at scale 1 the shapes are drawn: what is seen from far off stays a shape. */
  let magnify = 1;
  /** @type {Shape[]} */
  let shapes = [];
  /** @type {Line[]} */
  let lines = [];
  /** What was last written of each item: vis-network takes a tenth of a millisecond for each it is handed.
   *  @type {Map<number | string, string>} */
  const written = new Map();

  /** @param {CanvasRenderingContext2D} context @param {(context: CanvasRenderingContext2D) => void} paint */
  const onScreenPixels = (context, paint) => {
    const { width, height } = element.getBoundingClientRect();
    if (!width) return;
    context.save();
    context.setTransform(context.canvas.width / width, 0, 0, context.canvas.height / height, 0, 0);
    paint(context);
    context.restore();
  };
  network.on("beforeDrawing", (/** @type {any} */ context) => onScreenPixels(context, hooks.below));
  network.on("afterDrawing", (/** @type {any} */ context) => onScreenPixels(context, hooks.above));
  network.on("click", (/** @type {any} */ event) =>
    hooks.click({ point: event.pointer.DOM, shape: event.nodes[0] ?? null, line: event.edges[0] ?? null }));
  network.on("hoverNode", (/** @type {any} */ event) => hooks.hover(event.node, null));
  network.on("blurNode", () => hooks.hover(null, null));
  network.on("hoverEdge", (/** @type {any} */ event) => hooks.hover(null, event.edge));
  network.on("blurEdge", () => hooks.hover(null, null));
  network.on("dragEnd", (/** @type {any} */ event) => {
    if (event.nodes.length) hooks.drop(event.nodes[0]);
  });
  network.on("doubleClick", (/** @type {any} */ event) => {
    if (event.nodes.length) hooks.open(event.nodes[0]);
  });

  const write = () => {
    replaceItems(shapeSet, shapes.map(shapeItem));
    replaceItems(lineSet, lines.map(lineItem));
  };

  /** Put items into a data set and drop what is no longer among them. @param {any} set @param {any[]} items */
  const replaceItems = (set, items) => {
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
  };

  /** @param {Shape} shape */
  const shapeItem = ({ id, x, y, outline, size, fill, border, thick, dashed, faded, chosen }) => ({
    id, x, y, shape: outline, size: magnify * size,
    opacity: faded ? 0.28 : 1,
    color: { background: fill, border, hover: { background: fill, border: chosen }, highlight: { background: fill, border: chosen } },
    borderWidth: thick,
    shapeProperties: { borderDashes: dashed ? [3, 2] : false },
  });

  /** @param {Line} line */
  const lineItem = ({ id, from, to, colour, chosen, width, dash, bend, faded }) => ({
    id, from, to,
    dashes: dash.length ? dash : false,
    width: magnify * width,
    arrows: { to: { enabled: true, scaleFactor: 0.5 * magnify } },
    color: { color: colour, hover: chosen, highlight: chosen, opacity: faded ? 0.22 : 1 },
    smooth: bend === 0 ? false : { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.min(0.9, Math.abs(bend)) },
  });

  return {
    show(nextShapes, nextLines) {
      [shapes, lines] = [nextShapes, nextLines];
      write();
    },
    has: (id) => shapeSet.get(id) !== null,
    placeOf: (id) => network.getPosition(id),
    onScreen: (place) => network.canvasToDOM(place),
    alongLine(id, part) {
      const line = network.body.edges[id];
      return line?.connected && line.edgeType ? network.canvasToDOM(line.edgeType.getPoint(part)) : null;
    },
    scale: () => network.getScale(),
    zoom: () => magnify * network.getScale(),
    middle: () => network.getViewPosition(),
    look: (position, scale) => network.moveTo({ position, scale, animation: false }),
    fit(position, scale) {
      network.moveTo({ position, scale, animation: false });
      const { width, height } = element.getBoundingClientRect();
      const wanted = Math.min(LARGEST_ZOOM, BY_ROOM * Math.sqrt((width * height) / Math.max(1, shapes.length)));
      const next = Math.max(1, wanted / scale);
      if (Math.abs(next - magnify) < 0.05) return;
      magnify = next;
      write();
    },
    mark: (id) => network.setSelection({ nodes: id === null ? [] : [id], edges: [] }, { highlightEdges: false }),
    repaint: () => network.redraw(),
    snapshot() {
      const shown = /** @type {HTMLCanvasElement} */ (element.querySelector("canvas"));
      const copy = document.createElement("canvas");
      [copy.width, copy.height] = [shown.width, shown.height];
      copy.getContext("2d")?.drawImage(shown, 0, 0);
      return copy;
    },
  };
}
