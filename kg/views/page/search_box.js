"use strict";
// Search over every name of every concept; a combobox after the ARIA authoring practices.

/** @typedef {{concept: number, name: string, rank: number}} Hit */

/** @type {{concept: number, name: string, folded: string}[]} */
let searchNames = [];
/** @type {Hit[]} */
let hits = [];
let active = -1;

/** One spelling for case, accents, dashes and spaces. @param {string} text */
function fold(text) {
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[\u2010-\u2015\u2212\s_-]+/g, " ")
    .toLowerCase()
    .trim();
}

/** The best concepts for a query, each once, with the name that fits. @param {string} query @returns {Hit[]} */
function findHits(query) {
  const wanted = fold(query);
  if (!wanted) return [];
  if (!searchNames.length) {
    searchNames = graph.concepts.flatMap((concept, index) =>
      [concept.label, ...concept.names, concept.id].map((name) => ({ concept: index, name, folded: fold(name) })));
  }
  /** @type {Map<number, Hit>} */
  const best = new Map();
  for (const { concept, name, folded } of searchNames) {
    const at = folded.indexOf(wanted);
    if (at < 0) continue;
    const rank = folded === wanted ? 0 : at === 0 ? 1 : folded[at - 1] === " " ? 2 : 3;
    const known = best.get(concept);
    if (!known || rank < known.rank) best.set(concept, { concept, name, rank });
  }
  return [...best.values()]
    .sort((a, b) => a.rank - b.rank || associationsAt[b.concept].length - associationsAt[a.concept].length || a.concept - b.concept)
    .slice(0, 12);
}

function startSearch() {
  const input = /** @type {HTMLInputElement} */ (byId("search"));
  input.addEventListener("input", () => showHits(findHits(input.value)));
  input.addEventListener("focus", () => showHits(findHits(input.value)));
  input.addEventListener("blur", () => setTimeout(() => showHits([]), 150));
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!hits.length) showHits(findHits(input.value));
      setActive(active + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (hits.length) chooseHit(Math.max(0, active));
    } else if (event.key === "Escape") {
      if (hits.length) event.preventDefault();
      showHits([]);
    }
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLElement && /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      input.focus();
    }
  });
}

/** @param {Hit[]} found */
function showHits(found) {
  hits = found;
  active = -1;
  const input = byId("search");
  const list = byId("hits");
  const typed = /** @type {HTMLInputElement} */ (input).value.trim() !== "" && document.activeElement === input;
  const items = hits.map((hit, position) => {
    const concept = graph.concepts[hit.concept];
    const item = make(
      "li",
      { attributes: { role: "option", id: `hit-${position}`, "aria-selected": "false" } },
      shapeIcon(styleOf(concept)),
      make("span", { class: "row-name" }, nameOf(concept.label), hit.name !== concept.label ? make("small", {}, " ", nameOf(hit.name)) : null),
      make("span", { class: "row-count", text: String(associationsAt[hit.concept].length) })
    );
    item.addEventListener("mousedown", (event) => {
      event.preventDefault();
      chooseHit(position);
    });
    return item;
  });
  if (!items.length && typed) items.push(make("li", { class: "none", text: "No concept has such a name.", attributes: { role: "option", "aria-disabled": "true" } }));
  list.replaceChildren(...items);
  list.hidden = !items.length;
  input.setAttribute("aria-expanded", String(items.length > 0));
  input.removeAttribute("aria-activedescendant");
}

/** @param {number} position */
function setActive(position) {
  if (!hits.length) return;
  active = (position + hits.length) % hits.length;
  [...byId("hits").children].forEach((item, index) => {
    item.setAttribute("aria-selected", String(index === active));
    if (index === active) item.scrollIntoView({ block: "nearest" });
  });
  byId("search").setAttribute("aria-activedescendant", `hit-${active}`);
}

/** @param {number} position */
function chooseHit(position) {
  const concept = hits[position].concept;
  const input = /** @type {HTMLInputElement} */ (byId("search"));
  input.value = "";
  showHits([]);
  chooseConcept(concept);
  byId("panel").querySelector("h2")?.focus({ preventScroll: true });
}
