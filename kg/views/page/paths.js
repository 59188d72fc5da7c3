"use strict";
// How two concepts are connected: shortest chains of statements, each step with its sentence.

const MOST_PATHS = 5;
/** More chains than this are not compared. */
const MOST_TRIED = 300;
/** The chain shown in the picture, of those that the panel lists. */
let shownPath = 0;

/** Statements that may be a step: a denial connects nothing. @param {number} concept @returns {Map<number, number[]>} by other end */
function stepsFrom(concept) {
  /** @type {Map<number, number[]>} */
  const steps = new Map();
  for (const index of associationsAt[concept]) {
    const association = graph.associations[index];
    const other = association.s === concept ? association.o : association.s;
    if (association.n || other === concept || state.hidden.has(other) || !passes(association)) continue;
    steps.set(other, [...(steps.get(other) ?? []), index]);
  }
  return steps;
}

/**
 * The shortest chains between two concepts, the most believed first: of each step the most believed statement.
 * @param {number} from
 * @param {number} to
 * @returns {number[][]} indices of statements, in order
 */
function shortestPaths(from, to) {
  const left = new Map([[to, 0]]);
  let edge = [to];
  while (edge.length && !left.has(from)) {
    const next = [];
    for (const concept of edge) {
      for (const other of stepsFrom(concept).keys()) {
        if (left.has(other)) continue;
        left.set(other, (left.get(concept) ?? 0) + 1);
        next.push(other);
      }
    }
    edge = next;
  }
  if (!left.has(from)) return [];
  /** @type {{steps: number[], belief: number}[]} */
  const found = [];
  /** @param {number} concept @param {number[]} steps @param {number} belief */
  const walk = (concept, steps, belief) => {
    if (found.length >= MOST_TRIED) return;
    if (concept === to) {
      found.push({ steps, belief });
      return;
    }
    for (const [other, indices] of stepsFrom(concept)) {
      if (left.get(other) !== (left.get(concept) ?? 0) - 1) continue;
      const best = [...indices].sort((a, b) => graph.associations[b].b - graph.associations[a].b || a - b)[0];
      walk(other, [...steps, best], belief * graph.associations[best].b);
    }
  };
  walk(from, [], 1);
  return found.sort((a, b) => b.belief - a.belief).slice(0, MOST_PATHS).map((each) => each.steps);
}

/** What was worked out last, by its question: the picture and the panel ask for the same. */
let lastPaths = { question: "", paths: /** @type {number[][]} */ ([]) };

/** The chains that the state asks for. @returns {number[][]} */
function pathsNow() {
  if (state.from < 0 || state.to < 0 || state.from === state.to) return [];
  const filters = SETS.map(([name]) => [...state[name]]);
  const question = JSON.stringify([state.from, state.to, filters, [...state.hidden], state.belief, state.since, state.until]);
  if (question !== lastPaths.question) {
    lastPaths = { question, paths: shortestPaths(state.from, state.to) };
    shownPath = 0;
  }
  return lastPaths.paths;
}

/** Statements of the chain in the picture. @returns {number[]} */
function pathSteps() {
  return pathsNow()[shownPath] ?? [];
}

/** Concepts of the chain in the picture. @returns {Set<number>} */
function pathConcepts() {
  return new Set(pathSteps().flatMap((index) => [graph.associations[index].s, graph.associations[index].o]));
}

/** The panel that asks for two concepts and tells how they are connected. @returns {Node[]} */
function pathView() {
  const form = make("form", { class: "connect" }, conceptField("from", "From", state.from), conceptField("to", "to", state.to),
    make("button", { text: "Connect", attributes: { type: "submit" } }));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const [from, to] = ["from", "to"].map((name) => named(/** @type {HTMLInputElement} */ (byId(`path-${name}`)).value));
    update({ from, to });
  });
  /** @type {Node[]} */
  const view = [backButton(), make("h2", { text: "How are two concepts connected?", attributes: { tabindex: "-1" } }), form];
  if (state.from < 0 || state.to < 0) {
    view.push(make("p", { class: "help", text: "Give two names. The shortest chain of statements between them is shown, with a sentence for each step." }));
    return view;
  }
  const paths = pathsNow();
  if (!paths.length) {
    view.push(make("p", { class: "help", attributes: { role: "status" }, text: state.from === state.to ? "These are the same concept." : "No chain of statements that pass the filters connects them." }));
    return view;
  }
  view.push(make("p", { class: "help", attributes: { role: "status" }, text: `${plural(paths[0].length, "step")}; ${plural(paths.length, "way")}, the most believed first. A chain is no proof: read the sentences.` }));
  paths.forEach((steps, number) => view.push(pathCard(steps, number)));
  return view;
}

/** @param {number[]} steps @param {number} number */
function pathCard(steps, number) {
  const card = make("article", { class: "evidence" });
  if (number !== shownPath) {
    card.append(make("button", { text: "Show in the picture", attributes: { type: "button" }, click: () => {
      shownPath = number;
      redraw(false);
      showPanel(false);
    } }));
  }
  const list = make("ol", { class: "steps" });
  for (const index of steps) {
    const association = graph.associations[index];
    const ends = /** @type {[string, string]} */ ([graph.concepts[association.s].label, graph.concepts[association.o].label]);
    const quote = association.e.length ? markedQuote(evidenceAt(association.e[0]), ends) : null;
    list.append(make("li", {}, make("button", {
      class: "statement-link",
      text: inWords(association),
      attributes: { type: "button", dir: "auto" },
      click: () => update({ association: index, outcome: -1 }),
    }), " ", badge(kindOf(association)), quote));
  }
  card.append(list);
  return card;
}

/** A field for a concept by any of its names, with suggestions. @param {string} name @param {string} label @param {number} index */
function conceptField(name, label, index) {
  const input = /** @type {HTMLInputElement} */ (make("input", {
    attributes: { id: `path-${name}`, list: `names-${name}`, autocomplete: "off", spellcheck: "false" },
  }));
  if (index >= 0) input.value = graph.concepts[index].label;
  const list = make("datalist", { attributes: { id: `names-${name}` } });
  input.addEventListener("input", () => {
    list.replaceChildren(...findHits(input.value).map((hit) => make("option", { attributes: { value: hit.name } })));
  });
  return make("label", {}, make("span", { text: label }), input, list);
}

/** The concept that a name means best, -1 for none. @param {string} name */
function named(name) {
  return findHits(name)[0]?.concept ?? -1;
}
