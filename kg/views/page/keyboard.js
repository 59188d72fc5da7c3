"use strict";
// The picture by the keyboard: moving it, walking from concept to concept, and what to do with the chosen one.

const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** What a letter does to the chosen concept. @type {Record<string, (concept: number) => void>} */
const CONCEPT_KEYS = {
  e: expand,
  c: collapse,
  h: hide,
  p: (concept) => (state.pins.has(concept) ? pin(concept, null) : pinHere(concept)),
  f: (concept) => update({ focus: state.focus === concept ? -1 : concept }),
};

/** @param {KeyboardEvent} event */
function keyInPicture(event) {
  if (event.ctrlKey || event.metaKey) return;
  const step = DIRECTIONS[/** @type {keyof typeof DIRECTIONS} */ (event.key)];
  if (step && event.shiftKey) walk(step);
  else if (step && event.altKey && state.concept >= 0 && picture.has(state.concept)) {
    const place = picture.placeOf(state.concept);
    pin(state.concept, { x: place.x + step[0] * 20, y: place.y + step[1] * 20 });
  } else if (step) {
    const place = picture.middle();
    const far = 80 / picture.scale();
    picture.look({ x: place.x + step[0] * far, y: place.y + step[1] * far }, picture.scale());
  } else if (event.key === "+" || event.key === "=") zoomBy(1.25);
  else if (event.key === "-") zoomBy(0.8);
  else if (event.key === "0") fitAll();
  else if (event.key === "u") undo();
  else if (event.key === "Enter" && state.concept >= 0) byId("panel").querySelector("h2")?.focus();
  else if (CONCEPT_KEYS[event.key] && state.concept >= 0) CONCEPT_KEYS[event.key](state.concept);
  else return;
  event.preventDefault();
}

/** Tell what is chosen to those who do not see the picture. */
function announce() {
  const { association, concept } = state;
  let text = "";
  if (association >= 0) text = inWords(graph.associations[association]);
  else if (concept >= 0) {
    const { label, type } = graph.concepts[concept];
    text = `${label}, ${type}, ${plural(associationsAt[concept].length, "statement")}`;
  }
  byId("said").textContent = text;
}

/** Choose the concept that lies nearest in a direction, neighbours of the chosen one before others. @param {number[]} step */
function walk(step) {
  if (state.concept < 0 || !picture.has(state.concept)) {
    if (shownNow.concepts.length) chooseConcept(shownNow.concepts[0]);
    return;
  }
  const here = picture.placeOf(state.concept);
  const joined = neighboursOf(state.concept);
  let best = -1;
  let least = Infinity;
  for (const index of shownNow.concepts) {
    if (index === state.concept) continue;
    const place = picture.placeOf(index);
    const [dx, dy] = [place.x - here.x, place.y - here.y];
    const along = dx * step[0] + dy * step[1];
    const aside = Math.abs(dx * step[1]) + Math.abs(dy * step[0]);
    if (along <= 0 || aside > along * 1.5) continue;
    const cost = (along + 2 * aside) * (joined.has(index) ? 0.2 : 1);
    if (cost < least) [best, least] = [index, cost];
  }
  if (best >= 0) chooseConcept(best);
}

/** Keys that work anywhere on the page but where text is typed. @param {KeyboardEvent} event */
function keyAnywhere(event) {
  const target = event.target instanceof HTMLElement ? event.target.tagName : "";
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(target);
  if (event.key === "z" && (event.ctrlKey || event.metaKey) && !typing) {
    event.preventDefault();
    undo();
  } else if (event.key === "?" && !typing) {
    byId("help").click();
  } else if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector("dialog[open]")) {
    if (byId("filters").classList.contains("open")) toggleFilters(false);
    else if (state.association >= 0 || state.outcome >= 0) update({ association: -1, outcome: -1 });
    else if (state.concept >= 0) update({ concept: -1 });
    else if (state.asked) update(unasked());
    else if (state.connect || state.added >= 0) update(NOTHING_CHOSEN);
  }
}
