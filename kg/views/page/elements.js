"use strict";
// Building blocks: every text reaches the page as a text node, never as markup.

/**
 * @typedef {object} ElementOptions
 * @property {string} [class] class names
 * @property {string} [text] text content, put in as text
 * @property {Record<string, string>} [attributes]
 * @property {(event: Event) => void} [click]
 */

/**
 * Create an element with its children.
 * @param {string} tag
 * @param {ElementOptions} [options]
 * @param {...(Node | string | null)} children
 * @returns {HTMLElement}
 */
function make(tag, options = {}, ...children) {
  const element = document.createElement(tag);
  if (options.class) element.className = options.class;
  if (options.text !== undefined) element.textContent = options.text;
  for (const [name, value] of Object.entries(options.attributes ?? {})) element.setAttribute(name, value);
  if (options.click) element.addEventListener("click", options.click);
  for (const child of children) if (child !== null) element.append(child);
  return element;
}

/**
 * The element with this id; the template holds every id that is asked for.
 * @param {string} id
 * @returns {HTMLElement}
 */
function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`no element ${id}`);
  return element;
}

/**
 * A name from the texts, kept apart from the writing direction around it.
 * @param {string} text
 * @param {string} [className]
 */
function nameOf(text, className = "") {
  return make("bdi", { class: className, text });
}

/**
 * A link that opens elsewhere, or plain text where there is no plain web address.
 * @param {string} text
 * @param {string} url
 * @returns {HTMLElement}
 */
function link(text, url) {
  if (!/^https?:\/\//.test(url)) return nameOf(text);
  return make("a", {
    text,
    attributes: { href: url, target: "_blank", rel: "noopener noreferrer", dir: "auto" },
  });
}

/**
 * "1 sentence", "2 sentences", "1,204 sentences".
 * @param {number} count
 * @param {string} one
 * @param {string} [more]
 */
function plural(count, one, more = `${one}s`) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : more}`;
}

/** Outlines of the shapes in a box of 16 by 16, as vis-network draws them. */
const OUTLINES = {
  dot: "M8 2a6 6 0 1 0 .001 0Z",
  square: "M2.5 2.5h11v11h-11Z",
  diamond: "M8 1l7 7-7 7-7-7Z",
  triangle: "M8 2l6.5 11.5h-13Z",
  triangleDown: "M8 14L1.5 2.5h13Z",
  star: "M8 .8l2 4.7 5.1.4-3.9 3.3 1.2 5L8 11.500l-4.400 2.700 1.200-5L.9 5.900 6 5.500Z",
  hexagon: "M4.500 2h7l3.500 6-3.500 6h-7L1 8Z",
};

const SVG = "http://www.w3.org/2000/svg";

/**
 * The shape of an entity type, for the legend and for lists.
 * @param {EntityStyle} style
 */
function shapeIcon(style) {
  const icon = document.createElementNS(SVG, "svg");
  icon.setAttribute("viewBox", "0 0 16 16");
  icon.setAttribute("class", "shape");
  icon.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", OUTLINES[/** @type {keyof typeof OUTLINES} */ (style.shape)] ?? OUTLINES.dot);
  path.setAttribute("fill", isDark() ? style.dark : style.light);
  icon.append(path);
  return icon;
}

/**
 * A short line drawn as statements of this kind are drawn.
 * @param {string} kind
 */
function lineIcon(kind) {
  const icon = document.createElementNS(SVG, "svg");
  icon.setAttribute("viewBox", "0 0 34 12");
  icon.setAttribute("class", `line line-${kind}`);
  icon.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", kind === "denied" ? "M0 6h34M13 10l8-8" : "M0 6h34");
  icon.append(path);
  return icon;
}

/** Whether the page is dark: by the reader's choice on the page, else by that for all pages. */
function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
}
