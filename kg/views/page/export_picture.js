"use strict";
// The picture as it is seen now, as PNG or as SVG.

/** The picture as SVG, lines and shapes and labels as on the screen. */
function asSvg() {
  const colours = themeColours();
  const { width, height } = byId("canvas").getBoundingClientRect();
  const svg = svgNode("svg", { xmlns: SVG, width, height, viewBox: `0 0 ${width} ${height}`, "font-family": "system-ui, sans-serif" });
  svg.append(svgNode("title", {}, xmlText(graph.title)), svgNode("rect", { width, height, fill: colours.page }));
  for (const line of [...groupLines(colours), ...lineItems(colours)]) svg.append(...svgLine(line, { width, height }));
  for (const node of nodesOnScreen(byId("canvas").getBoundingClientRect(), Infinity)) {
    if (node.index < 0) {
      svg.append(svgNode("circle", { cx: node.x, cy: node.y, r: node.r, fill: colours.soft, stroke: colours.chosen, "stroke-width": 2 }));
      continue;
    }
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
    const [x, y] = [label.x + label.w / 2, label.y + label.h / 2];
    label.rows.forEach((row, line) => svg.append(svgNode("text", {
      ...(label.turn ? { transform: `rotate(${round((label.turn * 180) / Math.PI)} ${round(x)} ${round(y)})` } : {}),
      x, y: label.y + 1 + (line + 0.5) * (label.h / label.rows.length),
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

/** A line with its arrow head, nothing for one that is not on the screen. @param {Line} item @param {{width: number, height: number}} box */
function svgLine({ id, to: target, colour, width, dash, faded }, box) {
  const [from, middle, to] = [0, 0.5, 1].map((part) => picture.alongLine(id, part));
  if (!from || !middle || !to) return [];
  const across = [from.x, middle.x, to.x];
  const down = [from.y, middle.y, to.y];
  if (Math.max(...across) < 0 || Math.max(...down) < 0 || Math.min(...across) > box.width || Math.min(...down) > box.height) return [];
  const zoom = picture.zoom();
  // Through the middle: the control point of the quadratic curve that passes there halfway.
  const bend = { x: 2 * middle.x - (from.x + to.x) / 2, y: 2 * middle.y - (from.y + to.y) / 2 };
  const length = Math.hypot(to.x - bend.x, to.y - bend.y) || 1;
  const [dx, dy] = [(to.x - bend.x) / length, (to.y - bend.y) / length];
  const gap = sizeOf(target) * zoom + 1;
  const tip = { x: to.x - dx * gap, y: to.y - dy * gap };
  const opacity = faded ? 0.22 : 1;
  const line = svgNode("path", {
    d: `M${round(from.x)} ${round(from.y)}Q${round(bend.x)} ${round(bend.y)} ${round(tip.x)} ${round(tip.y)}`,
    fill: "none", stroke: colour, "stroke-width": width * zoom, opacity,
  });
  if (dash.length) line.setAttribute("stroke-dasharray", dash.map((each) => round(each * zoom)).join(" "));
  const [member] = bundles.get(id)?.members ?? [];
  if (member !== undefined) line.append(svgNode("title", {}, xmlText(inWords(graph.associations[member]))));
  const head = svgNode("path", {
    d: `M${round(tip.x)} ${round(tip.y)}L${round(tip.x - 6 * dx + 3 * dy)} ${round(tip.y - 6 * dy - 3 * dx)}L${round(tip.x - 6 * dx - 3 * dy)} ${round(tip.y - 6 * dy + 3 * dx)}Z`,
    fill: colour, opacity,
  });
  return [line, head];
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 100) / 100;
}

/** The picture as PNG on the colour of the page. @param {(blob: Blob | null) => void} done */
function asPng(done) {
  const shown = picture.snapshot();
  const context = /** @type {CanvasRenderingContext2D} */ (shown.getContext("2d"));
  context.globalCompositeOperation = "destination-over";
  context.fillStyle = themeColours().page;
  context.fillRect(0, 0, shown.width, shown.height);
  shown.toBlob(done, "image/png");
}
