"use strict";
// The picture as it is seen now, as PNG or as SVG.

/** The picture as SVG, lines and shapes and labels as on the screen. */
function asSvg() {
  const colours = themeColours();
  const { width, height } = byId("canvas").getBoundingClientRect();
  const svg = svgNode("svg", { xmlns: SVG, width, height, viewBox: `0 0 ${width} ${height}`, "font-family": "system-ui, sans-serif" });
  svg.append(svgNode("title", {}, xmlText(graph.title)), svgNode("rect", { width, height, fill: colours.page }));
  const scale = network.getScale();
  for (const bundle of bundles.values()) svg.append(...svgLine(bundle, colours, scale));
  for (const node of nodesOnScreen(byId("canvas").getBoundingClientRect(), scale)) {
    const concept = graph.concepts[node.index];
    const style = styleOf(concept);
    const size = node.r / 6;
    const shape = svgNode("path", {
      d: OUTLINES[/** @type {keyof typeof OUTLINES} */ (style.shape)] ?? OUTLINES.dot,
      transform: `translate(${node.x - 8 * size} ${node.y - 8 * size}) scale(${size})`,
      fill: colours.dark ? style.dark : style.light,
      stroke: concept.grounded ? colours.page : colours.ink,
      "stroke-width": 1 / size,
      opacity: near.size && !near.has(node.index) ? 0.28 : 1,
    });
    shape.append(svgNode("title", {}, xmlText(`${concept.label} (${concept.type}, ${concept.id})`)));
    svg.append(shape);
  }
  for (const label of labelBoxes) {
    label.rows.forEach((row, line) => svg.append(svgNode("text", {
      x: label.x + label.w / 2, y: label.y + 1 + (line + 0.5) * (label.h / label.rows.length),
      "text-anchor": "middle", "dominant-baseline": "central", "font-size": label.size, fill: label.colour,
      stroke: colours.page, "stroke-width": 3, "paint-order": "stroke", "stroke-linejoin": "round",
    }, xmlText(row))));
  }
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg)}\n`;
}

/** @param {string} tag @param {Record<string, string | number>} attributes @param {string} [text] */
function svgNode(tag, attributes, text) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name !== "xmlns") element.setAttribute(name, typeof value === "number" ? String(Math.round(value * 100) / 100) : value);
  }
  if (text !== undefined) element.textContent = text;
  return element;
}

/** A line with its arrow head. @param {Bundle} bundle @param {ReturnType<typeof themeColours>} colours @param {number} scale */
function svgLine(bundle, colours, scale) {
  const drawn = network.body.edges[bundle.id];
  if (!drawn || !drawn.connected || !drawn.edgeType) return [];
  const { dashes, width, color } = edgeSet.get(bundle.id);
  /** @param {number} part */
  const at = (part) => network.canvasToDOM(drawn.edgeType.getPoint(part));
  const [from, middle, to] = [at(0), at(0.5), at(1)];
  // Through the middle: the control point of the quadratic curve that passes there halfway.
  const bend = { x: 2 * middle.x - (from.x + to.x) / 2, y: 2 * middle.y - (from.y + to.y) / 2 };
  const length = Math.hypot(to.x - bend.x, to.y - bend.y) || 1;
  const [dx, dy] = [(to.x - bend.x) / length, (to.y - bend.y) / length];
  const gap = sizeOf(bundle.o) * scale + 1;
  const tip = { x: to.x - dx * gap, y: to.y - dy * gap };
  const line = svgNode("path", {
    d: `M${round(from.x)} ${round(from.y)}Q${round(bend.x)} ${round(bend.y)} ${round(tip.x)} ${round(tip.y)}`,
    fill: "none", stroke: color.color, "stroke-width": width * scale, opacity: color.opacity,
  });
  if (dashes) line.setAttribute("stroke-dasharray", dashes.map((/** @type {number} */ each) => round(each * scale)).join(" "));
  line.append(svgNode("title", {}, xmlText(inWords(graph.associations[bundle.members[0]]))));
  const head = svgNode("path", {
    d: `M${round(tip.x)} ${round(tip.y)}L${round(tip.x - 6 * dx + 3 * dy)} ${round(tip.y - 6 * dy - 3 * dx)}L${round(tip.x - 6 * dx - 3 * dy)} ${round(tip.y - 6 * dy + 3 * dx)}Z`,
    fill: color.color, opacity: color.opacity,
  });
  return [line, head];
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 100) / 100;
}

/** The picture as PNG on the colour of the page. @param {(blob: Blob | null) => void} done */
function asPng(done) {
  const shown = /** @type {HTMLCanvasElement} */ (byId("canvas").querySelector("canvas"));
  const copy = document.createElement("canvas");
  [copy.width, copy.height] = [shown.width, shown.height];
  const context = /** @type {CanvasRenderingContext2D} */ (copy.getContext("2d"));
  context.fillStyle = themeColours().page;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(shown, 0, 0);
  copy.toBlob(done, "image/png");
}
