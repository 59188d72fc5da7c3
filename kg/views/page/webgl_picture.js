"use strict";
// The picture by sigma.js with WebGL: for many thousands of concepts.

/** So many lines are drawn in full strength from afar; the more, the paler. */
const FEW = 600;
/** Where the processor draws, one of more lines than this is not pointed at from afar. */
const MANY = 3000;
/** Where the processor draws, so many lines are drawn from afar, the best attested ones; from nearer all on the screen. */
const FAR_LINES = 8000;
/** Nearer than this scale, the more lines are drawn the nearer: fewer of them are on the screen. */
const FAR = 0.1;
/** Nearer than this scale one of many lines can be told from the next, and is shown as pointed at there, too. */
const POINTED = 0.3;
/** A line is pointed at from so many pixels away. */
const NEAR_LINE = 5;
/** So long after its last step the picture stands still, milliseconds. */
const AT_REST = 160;
/** A picture on its way is drawn anew once this part of it has left the screen, or it has grown or shrunk so many times. */
const GONE = 0.4;
const GROWN = 1.8;

/** Whether the page carries sigma.js and the browser can draw with WebGL 2. */
function hasWebgl() {
  if (typeof webgl === "undefined") return false;
  try {
    const context = document.createElement("canvas").getContext("webgl2");
    context?.getExtension("WEBGL_lose_context")?.loseContext();
    return context !== null;
  } catch {
    return false;
  }
}

/** Whether WebGL runs on the processor: then a frame takes many times as long. @param {WebGLRenderingContext} context */
function isSoftware(context) {
  const told = context.getExtension("WEBGL_debug_renderer_info");
  return /swiftshader|llvmpipe|software/i.test(told ? String(context.getParameter(told.UNMASKED_RENDERER_WEBGL)) : "");
}

/**
 * @param {HTMLElement} element
 * @param {Hooks} hooks
 * @returns {Picture}
 */
function webglPicture(element, hooks) {
  /** Half the side of the square around all places: sigma counts from 0 to 1 over it. */
  const reach = graph.concepts.reduce((most, { x, y }) => Math.max(most, Math.abs(x), Math.abs(y)), 500);
  /** @type {Map<number, Shape>} */
  const shapes = new Map();
  /** @type {Map<string, Line>} */
  const lines = new Map();
  let marked = -1;
  let hoveredLine = /** @type {string | null} */ (null);
  let dragged = -1;
  let moved = false;
  let atRest = 0;
  let quiet = false;

  const size = () => ({ width: element.clientWidth || 1, height: element.clientHeight || 1 });
  const shorter = () => Math.min(size().width, size().height);
  const scale = () => shorter() / (2 * reach * sigma.getCamera().ratio);
  // Shapes grow less than the distances: from far off they are shapes still, from near they leave room.
  const zoom = () => scale() ** (scale() < 1 ? 0.7 : 0.4);
  const middle = () => {
    const { x, y } = sigma.getCamera();
    return { x: (x - 0.5) * 2 * reach, y: (0.5 - y) * 2 * reach };
  };
  /** @type {WebglView} */
  const view = {
    zoom,
    scale,
    strength: () => Math.min(1, Math.max(0.1 + 1.2 * scale(), FEW / Math.max(1, lines.size))),
    most: () => (slow ? Math.round(FAR_LINES * Math.max(1, (scale() / FAR) ** 2)) : Infinity),
    quiet: () => quiet,
  };

  let net = new webgl.Graph({ multi: true, type: "directed", allowSelfLoops: true });
  const sigma = new webgl.Sigma(net, element, {
    allowInvalidContainer: true,
    stagePadding: 0,
    renderLabels: false,
    renderEdgeLabels: false,
    enableEdgeEvents: false,
    defaultNodeType: "shape",
    nodeProgramClasses: { shape: shapeProgram(view) },
    nodeHoverProgramClasses: {},
    edgeProgramClasses: { straight: lineProgram(view, 1), bent: lineProgram(view, 12) },
    defaultDrawNodeHover: () => {},
    nodeReducer: (/** @type {string} */ key, /** @type {any} */ data) => ({ ...data, item: shapeLook(key) }),
    edgeReducer: (/** @type {string} */ key) => {
      const item = lineLook(key);
      return { item, type: item.bend || item.from === item.to ? "bent" : "straight" };
    },
    minCameraRatio: null,
    maxCameraRatio: null,
  });
  sigma.setCustomBBox({ x: [-reach, reach], y: [-reach, reach] });
  const slow = isSoftware(element.querySelector("canvas.sigma-nodes").getContext("webgl2"));
  sigma.createCanvasContext("below", { beforeLayer: "edges" });
  sigma.resize(true);
  // What is not used costs time all the same, at each frame.
  for (const name of ["edgeLabels", "hovers", "hoverNodes"]) sigma.getCanvases()[name].style.display = "none";
  /** @param {string} layer @returns {CanvasRenderingContext2D} */
  const layer = (layer) => sigma.getCanvases()[layer].getContext("2d");

  /** A shape as it looks now: the chosen one has a strong border. @param {string} key */
  function shapeLook(key) {
    const shape = shapes.get(Number(key));
    return shape && shape.id === marked ? { ...shape, border: shape.chosen, thick: 4 } : shape;
  }

  /** @param {string} key @returns {Line} */
  function lineLook(key) {
    const line = /** @type {Line} */ (lines.get(key));
    return key === hoveredLine ? { ...line, colour: line.chosen, width: line.width + 0.8, strong: true } : line;
  }

  /** @param {"below" | "labels"} name @param {(context: CanvasRenderingContext2D) => void} paint */
  function paintOn(name, paint) {
    const context = layer(name);
    const { width, height } = size();
    context.setTransform(context.canvas.width / width, 0, 0, context.canvas.height / height, 0, 0);
    context.clearRect(0, 0, width, height);
    if (shapes.size) paint(context);
  }
  const paintOver = () => {
    if (!moving()) paintOn("labels", hooks.above);
  };
  sigma.on("afterRender", () => {
    if (quiet) return;
    paintOn("below", hooks.below);
    paintOn("labels", hooks.above);
  });
  const observer = new ResizeObserver(() => sigma.scheduleRender());
  observer.observe(element);

  // The graphics card can let go of a page at any time, as when the machine wakes up.
  let isLost = false;
  for (const canvas of element.querySelectorAll("canvas")) {
    canvas.addEventListener("webglcontextlost", () => {
      if (isLost) return;
      isLost = true;
      const seen = { middle: middle(), scale: scale() };
      clearTimeout(atRest);
      observer.disconnect();
      sigma.kill();
      hooks.lost(seen);
    });
  }

  // Where a frame takes long, a picture on its way is not drawn anew: what is drawn already is moved, and the rest follows.
  let drawnAt = { centre: middle(), scale: scale() };
  const drawNow = sigma.render.bind(sigma);
  const moving = () => slow && atRest > 0;
  if (slow) {
    sigma.render = () => {
      if (moving() && shift()) {
        sigma.renderFrame = null;
        return sigma;
      }
      drawnAt = { centre: middle(), scale: scale() };
      shift();
      return drawNow();
    };
    sigma.getCamera().on("updated", () => {
      clearTimeout(atRest);
      atRest = window.setTimeout(() => {
        atRest = 0;
        sigma.scheduleRender();
      }, AT_REST);
    });
  }

  /** Move what is drawn to where it belongs now; false where too little of it is left. */
  function shift() {
    const { width, height } = size();
    const [centre, grown] = [middle(), scale() / drawnAt.scale];
    const [x, y] = [(drawnAt.centre.x - centre.x) * scale(), (drawnAt.centre.y - centre.y) * scale()];
    const inPlace = x === 0 && y === 0 && grown === 1;
    const transform = inPlace ? "" : `translate(${x + (width * (1 - grown)) / 2}px, ${y + (height * (1 - grown)) / 2}px) scale(${grown})`;
    for (const name of ["below", "edges", "nodes", "labels"]) {
      const { style } = sigma.getCanvases()[name];
      style.transformOrigin = "0 0";
      style.transform = transform;
    }
    return Math.abs(x) < GONE * width && Math.abs(y) < GONE * height && grown < GROWN && grown > 1 / GROWN;
  }

  /** @param {Point} place @returns {Point} */
  function onScreen(place) {
    const { width, height } = size();
    const centre = middle();
    const factor = scale();
    return { x: width / 2 + (place.x - centre.x) * factor, y: height / 2 + (place.y - centre.y) * factor };
  }

  /** The same way as in the vertex shader. @param {Line} line @param {number} part @returns {Point | null} */
  function alongLine(line, part) {
    const [first, last] = [shapes.get(line.from), shapes.get(line.to)];
    if (!first || !last) return null;
    const [from, to] = [onScreen(first), onScreen(last)];
    if (line.from === line.to) {
      const radius = LOOP * last.size * zoom();
      const turn = 2 * Math.PI * part;
      return { x: from.x + radius * Math.sin(turn), y: from.y - radius * (1 - Math.cos(turn)) };
    }
    const aside = 4 * BEND * line.bend * part * (1 - part);
    return {
      x: from.x + (to.x - from.x) * part - (to.y - from.y) * aside,
      y: from.y + (to.y - from.y) * part + (to.x - from.x) * aside,
    };
  }

  /** The line nearest to a point, nothing where none is near. @param {Point} point */
  function lineAt(point) {
    /** @type {string | null} */
    let best = null;
    let least = NEAR_LINE;
    for (const line of lines.values()) {
      const [from, to] = [alongLine(line, 0), alongLine(line, 1)];
      if (!from || !to) continue;
      const aside = 10 + Math.abs(line.bend) * Math.hypot(to.x - from.x, to.y - from.y) + (line.from === line.to ? 200 : 0);
      if (point.x < Math.min(from.x, to.x) - aside || point.x > Math.max(from.x, to.x) + aside) continue;
      if (point.y < Math.min(from.y, to.y) - aside || point.y > Math.max(from.y, to.y) + aside) continue;
      const pieces = line.bend || line.from === line.to ? 12 : 1;
      let start = from;
      for (let piece = 1; piece <= pieces; piece += 1) {
        const end = alongLine(line, piece / pieces) ?? to;
        const far = distanceTo(point, start, end);
        if (far < least) [best, least] = [line.id, far];
        start = end;
      }
    }
    return best;
  }

  /** @param {string | null} line */
  function pointAt(line) {
    if (line === hoveredLine) return;
    const changed = [line, hoveredLine].filter((key) => key !== null && net.hasEdge(key));
    hoveredLine = line;
    hooks.hover(null, line);
    sigma.refresh({ partialGraph: { edges: changed }, skipIndexation: true, schedule: true });
  }

  sigma.on("enterNode", ({ node }) => {
    pointAt(null);
    hooks.hover(Number(node), null);
    paintOver();
  });
  sigma.on("leaveNode", () => {
    hooks.hover(null, null);
    paintOver();
  });
  sigma.on("clickNode", ({ node, event }) => hooks.click({ point: event, shape: Number(node), line: null }));
  sigma.on("clickStage", ({ event }) => hooks.click({ point: event, shape: null, line: lineAt(event) }));
  sigma.on("doubleClickNode", ({ node, event }) => {
    event.preventSigmaDefault();
    hooks.open(Number(node));
  });
  sigma.on("downNode", ({ node, event }) => {
    event.preventSigmaDefault();
    [dragged, moved] = [Number(node), false];
  });
  let looked = 0;
  sigma.on("moveBody", ({ event }) => {
    const shape = shapes.get(dragged);
    if (shape) {
      event.preventSigmaDefault();
      const centre = middle();
      const { width, height } = size();
      moved = true;
      shapes.set(dragged, { ...shape, x: centre.x + (event.x - width / 2) / scale(), y: centre.y + (event.y - height / 2) / scale() });
      place(dragged);
      return;
    }
    // Looking through tens of thousands of lines takes some milliseconds: not at every step of the mouse.
    if (moving() || sigma.getCamera().isAnimated() || hovered.concept !== null || performance.now() - looked < 60) return;
    if (slow && lines.size > MANY && scale() < POINTED) return;
    looked = performance.now();
    pointAt(lineAt(event));
  });
  for (const end of ["upNode", "upStage"]) {
    sigma.on(/** @type {any} */ (end), () => {
      const dropped = dragged;
      dragged = -1;
      if (dropped >= 0 && moved) hooks.drop(dropped);
    });
  }

  /** What is seen, on a canvas of its own. */
  function snapshot() {
    atRest = 0;
    sigma.render(); // what is drawn with WebGL can be read until this task ends
    const copy = document.createElement("canvas");
    const context = /** @type {CanvasRenderingContext2D} */ (copy.getContext("2d"));
    const canvases = sigma.getCanvases();
    [copy.width, copy.height] = [canvases.labels.width, canvases.labels.height];
    for (const name of ["below", "edges", "nodes", "labels"]) context.drawImage(canvases[name], 0, 0);
    return copy;
  }

  /** @param {Point} position @param {number} wanted */
  function look(position, wanted) {
    sigma.getCamera().setState({
      x: 0.5 + position.x / (2 * reach),
      y: 0.5 - position.y / (2 * reach),
      ratio: shorter() / (2 * reach * wanted),
    });
  }

  /** @param {number} id */
  function place(id) {
    const { x, y } = /** @type {Shape} */ (shapes.get(id));
    net.mergeNodeAttributes(String(id), { x, y: -y });
  }

  return {
    show(nextShapes, nextLines) {
      const same = nextShapes.length === shapes.size && nextLines.length === lines.size &&
        nextShapes.every(({ id, x, y }) => shapes.get(id)?.x === x && shapes.get(id)?.y === y) && nextLines.every(({ id }) => lines.has(id));
      shapes.clear();
      lines.clear();
      for (const shape of nextShapes) shapes.set(shape.id, shape);
      for (const line of nextLines) lines.set(line.id, line);
      if (same) sigma.refresh({ schedule: true });
      else {
        const data = {
          nodes: [...nextShapes].reverse().map(({ id, x, y }) => ({ key: String(id), attributes: { x, y: -y } })),
          edges: [...nextLines]
            .sort((a, b) => Number(b.strong) - Number(a.strong) || b.width - a.width)
            .map(({ id, from, to }) => ({ key: id, source: String(from), target: String(to) })),
        };
        net = new webgl.Graph({ multi: true, type: "directed", allowSelfLoops: true });
        net.import(data);
        quiet = true; // sigma would draw at once, and again when the picture has been fitted
        sigma.setGraph(net);
        quiet = false;
        sigma.scheduleRender();
      }
    },
    has: (id) => shapes.has(id),
    placeOf: (id) => /** @type {Shape} */ (shapes.get(id)),
    onScreen,
    alongLine(id, part) {
      const line = lines.get(id);
      return line ? alongLine(line, part) : null;
    },
    scale,
    zoom,
    middle,
    look,
    fit: look,
    mark(id) {
      const changed = [marked, id ?? -1].filter((each) => each >= 0 && shapes.has(each)).map(String);
      marked = id ?? -1;
      sigma.refresh({ partialGraph: { nodes: changed }, skipIndexation: true, schedule: true });
    },
    repaint: () => sigma.scheduleRender(),
    snapshot,
  };
}

/** How far a point is from a piece of a line. @param {Point} point @param {Point} start @param {Point} end */
function distanceTo(point, start, end) {
  const [dx, dy] = [end.x - start.x, end.y - start.y];
  const part = Math.max(0, Math.min(1, ((point.x - start.x) * dx + (point.y - start.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(point.x - start.x - part * dx, point.y - start.y - part * dy);
}
