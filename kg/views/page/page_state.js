"use strict";
// What the reader has chosen: kept in the address behind the #, so that a link opens the same picture.

/**
 * @typedef {object} PageState
 * @property {"graph" | "table"} view
 * @property {number} concept index of the chosen concept, -1 for none
 * @property {number} association index of the chosen statement, -1 for none
 * @property {number} outcome index of the chosen numeric result, -1 for none
 * @property {number} focus index of the concept whose surroundings are shown, -1 for the whole graph
 * @property {number} hops how far around the focus
 * @property {number} limit how many concepts are drawn
 * @property {Set<string>} typesOff entity types left out
 * @property {Set<string>} groupsOff predicate groups left out
 * @property {Set<string>} kindsOff kinds of statement left out
 * @property {number} belief the least belief shown, 0 to 1
 * @property {boolean} isolated whether concepts without a statement are drawn
 */

/** @type {PageState} */
const state = startState();

/** @type {((changed: Set<string>) => void)[]} */
const listeners = [];

/** @returns {PageState} */
function startState() {
  return {
    view: "graph",
    concept: conceptById.get(graph.start.focus) ?? -1,
    association: -1,
    outcome: -1,
    focus: conceptById.get(graph.start.focus) ?? -1,
    hops: graph.start.hops,
    limit: graph.start.limit,
    typesOff: new Set(),
    groupsOff: new Set(),
    kindsOff: new Set(),
    belief: 0,
    isolated: false,
  };
}

/**
 * Change the state, write it to the address and tell everyone what changed.
 * @param {Partial<PageState>} change
 */
function update(change) {
  const changed = new Set(Object.keys(change));
  Object.assign(state, change);
  const step = ["concept", "association", "outcome", "focus", "view"].some((name) => changed.has(name));
  writeFragment(step);
  for (const listener of listeners) listener(changed);
}

/** Write what differs from the start into the address. @param {boolean} step whether Back returns to before */
function writeFragment(step) {
  const start = startState();
  const parts = new URLSearchParams();
  if (state.view !== start.view) parts.set("view", state.view);
  if (state.concept >= 0) parts.set("concept", graph.concepts[state.concept].id);
  if (state.association >= 0) parts.set("statement", graph.associations[state.association].key);
  if (state.outcome >= 0) parts.set("result", String(state.outcome));
  if (state.focus !== start.focus) parts.set("focus", state.focus < 0 ? "" : graph.concepts[state.focus].id);
  if (state.hops !== start.hops) parts.set("hops", String(state.hops));
  if (state.limit !== start.limit) parts.set("limit", String(state.limit));
  if (state.typesOff.size) parts.set("without", [...state.typesOff].sort().join(","));
  if (state.groupsOff.size) parts.set("withoutgroups", [...state.groupsOff].sort().join(","));
  if (state.kindsOff.size) parts.set("withoutkinds", [...state.kindsOff].sort().join(","));
  if (state.belief > 0) parts.set("belief", String(state.belief));
  if (state.isolated) parts.set("isolated", "1");
  const fragment = `#${parts}`;
  if (fragment === (location.hash || "#")) return;
  try {
    if (step) history.pushState(null, "", fragment);
    else history.replaceState(null, "", fragment);
  } catch {
    // A page inside a frame without an address of its own (a notebook) has no history to write.
  }
}

/** Read the state from the address. What is not there, or names nothing here, is as at the start. */
function readFragment() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const fresh = startState();
  if (location.hash.length > 1) fresh.concept = conceptById.get(parts.get("concept") ?? "") ?? -1;
  fresh.view = parts.get("view") === "table" ? "table" : "graph";
  fresh.association = associationByKey.get(parts.get("statement") ?? "") ?? -1;
  fresh.outcome = wholeNumber(parts.get("result"), -1, 0, graph.outcomes.length - 1);
  if (parts.has("focus")) fresh.focus = conceptById.get(parts.get("focus") ?? "") ?? -1;
  fresh.hops = wholeNumber(parts.get("hops"), fresh.hops, 1, 9);
  fresh.limit = wholeNumber(parts.get("limit"), fresh.limit, 1, graph.concepts.length);
  fresh.typesOff = namesIn(parts.get("without"));
  fresh.groupsOff = namesIn(parts.get("withoutgroups"));
  fresh.kindsOff = namesIn(parts.get("withoutkinds"));
  fresh.belief = Math.min(1, Math.max(0, Number(parts.get("belief")) || 0));
  fresh.isolated = parts.get("isolated") === "1";
  Object.assign(state, fresh);
}

/** @param {string | null} text @param {number} otherwise @param {number} least @param {number} most */
function wholeNumber(text, otherwise, least, most) {
  return text !== null && /^\d{1,7}$/.test(text) && Number(text) >= least && Number(text) <= most
    ? Number(text)
    : otherwise;
}

/** @param {string | null} text */
function namesIn(text) {
  return new Set((text ?? "").split(",").filter(Boolean));
}

/**
 * Whether a statement passes the filters.
 * @param {Association} association
 */
function passes(association) {
  return (
    association.b >= state.belief &&
    !state.kindsOff.has(kindOf(association)) &&
    !state.groupsOff.has(graph.groups[graph.predicates[association.p].group]) &&
    !state.typesOff.has(graph.concepts[association.s].type) &&
    !state.typesOff.has(graph.concepts[association.o].type)
  );
}

/**
 * @typedef {object} Visible
 * @property {number[]} concepts what is drawn, the best connected first
 * @property {number[]} associations statements whose two ends are drawn
 * @property {Map<number, number>} depth steps from the focus; empty without one
 * @property {number} matching concepts that pass the filters
 * @property {number} alone concepts that no statement names
 * @property {Map<number, number>} degree statements that pass, by concept
 */

/**
 * What is shown now.
 * @returns {Visible}
 */
function visible() {
  /** @type {number[]} */
  const passing = [];
  /** @type {Map<number, number>} */
  const degree = new Map();
  graph.associations.forEach((association, index) => {
    if (!passes(association)) return;
    passing.push(index);
    for (const end of new Set([association.s, association.o])) degree.set(end, (degree.get(end) ?? 0) + 1);
  });
  const depth = state.focus >= 0 ? around(state.focus, state.hops) : new Map();
  const alone = graph.concepts.reduce((sum, _, index) => sum + (associationsAt[index].length ? 0 : 1), 0);
  let chosen = state.focus >= 0 ? [...depth.keys()] : [...degree.keys()];
  chosen.sort(
    (a, b) => (depth.get(a) ?? 0) - (depth.get(b) ?? 0) || (degree.get(b) ?? 0) - (degree.get(a) ?? 0) || a - b
  );
  const matching = chosen.length;
  chosen = chosen.slice(0, state.limit);
  if (state.isolated && state.focus < 0) {
    graph.concepts.forEach((concept, index) => {
      if (!associationsAt[index].length && !state.typesOff.has(concept.type)) chosen.push(index);
    });
  }
  const shown = new Set(chosen);
  const associations = passing.filter(
    (index) => shown.has(graph.associations[index].s) && shown.has(graph.associations[index].o)
  );
  return { concepts: chosen, associations, depth, matching, alone, degree };
}

/**
 * Concepts within some steps of one, over statements that pass, with the number of steps.
 * @param {number} start
 * @param {number} hops
 */
function around(start, hops) {
  const depth = new Map([[start, 0]]);
  let edge = [start];
  for (let step = 1; step <= hops && edge.length; step += 1) {
    const next = [];
    for (const concept of edge) {
      for (const index of associationsAt[concept]) {
        const association = graph.associations[index];
        const other = association.s === concept ? association.o : association.s;
        if (depth.has(other) || !passes(association)) continue;
        depth.set(other, step);
        next.push(other);
      }
    }
    edge = next;
  }
  return depth;
}
