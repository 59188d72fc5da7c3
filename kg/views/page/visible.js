"use strict";
// What passes the filters, and what of it is drawn.

/**
 * Whether a statement passes the filters.
 * @param {Association} association
 */
function passes(association) {
  const predicate = graph.predicates[association.p];
  return (
    association.b >= state.belief &&
    !state.kindsOff.has(kindOf(association)) &&
    !state.groupsOff.has(graph.groups[predicate.group]) &&
    !state.predicatesOff.has(predicate.curie) &&
    !state.typesOff.has(graph.concepts[association.s].type) &&
    !state.typesOff.has(graph.concepts[association.o].type) &&
    (!filtersDocuments() || association.e.some((index) => countsDocument(documentOf(index))))
  );
}

/** Whether only some of the documents count. */
function filtersDocuments() {
  return state.documentsOff.size > 0 || state.since > 0 || state.until > 0;
}

/** Whether a document passes the filters; one without a year does not, where years are asked for. @param {number} index */
function countsDocument(index) {
  const { source, year } = graph.documents[index];
  if (state.documentsOff.has(source)) return false;
  if (state.since && (!year || year < state.since)) return false;
  return !(state.until && (!year || year > state.until));
}

/**
 * @typedef {object} Visible
 * @property {number[]} concepts what is drawn, the best connected first
 * @property {number[]} associations statements whose two ends are drawn
 * @property {Map<number, number>} depth steps from the focus; empty without one
 * @property {number} matching concepts that pass the filters
 * @property {number} alone concepts that no statement names
 * @property {Map<number, number>} degree statements that pass, by concept
 * @property {number[]} passing statements that pass the filters
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
  let chosen = (state.focus >= 0 ? [...depth.keys()] : [...degree.keys()]).filter((index) => !state.hidden.has(index));
  chosen.sort(
    (a, b) => (depth.get(a) ?? 0) - (depth.get(b) ?? 0) || (degree.get(b) ?? 0) - (degree.get(a) ?? 0) || a - b
  );
  if (isGrouped()) chosen = chosen.filter(isOpen);
  const matching = chosen.length;
  chosen = chosen.slice(0, state.limit);
  const shown = new Set(chosen);
  for (const [index, steps] of asked(depth, degree)) {
    if (shown.has(index)) continue;
    shown.add(index);
    chosen.push(index);
    if (state.focus >= 0) depth.set(index, steps);
  }
  if (state.isolated && state.focus < 0) {
    graph.concepts.forEach((concept, index) => {
      if (!associationsAt[index].length && !state.typesOff.has(concept.type)) chosen.push(index);
    });
  }
  const associations = passing.filter(
    (index) => shown.has(graph.associations[index].s) && shown.has(graph.associations[index].o)
  );
  return { concepts: chosen, associations, depth, matching, alone, degree, passing };
}

/** What is drawn beyond the limit because it was asked for: the choice, neighbours of expanded concepts, and paths.
 *  @param {Map<number, number>} depth @param {Map<number, number>} degree @returns {Map<number, number>} steps from the focus */
function asked(depth, degree) {
  /** @type {Map<number, number>} */
  const found = new Map();
  for (const index of state.expanded) {
    if (state.hidden.has(index)) continue;
    const steps = depth.get(index) ?? found.get(index) ?? 1;
    if (!depth.has(index)) found.set(index, steps);
    for (const other of neighboursOf(index)) if (!depth.has(other) && !found.has(other)) found.set(other, steps + 1);
  }
  const wanted = pathConcepts();
  if (state.focus < 0) for (const index of chosenConcepts()) if (degree.has(index) && !state.hidden.has(index)) wanted.add(index);
  for (const index of wanted) if (!depth.has(index) && !found.has(index)) found.set(index, 1);
  return found;
}

/** The chosen concept, or the ends of the chosen statement. @returns {number[]} */
function chosenConcepts() {
  if (state.association >= 0) return [graph.associations[state.association].s, graph.associations[state.association].o];
  return state.concept >= 0 ? [state.concept] : [];
}

/** Concepts one passing statement away that are not hidden. @param {number} concept */
function neighboursOf(concept) {
  const found = new Set();
  for (const index of associationsAt[concept]) {
    const association = graph.associations[index];
    const other = association.s === concept ? association.o : association.s;
    if (other !== concept && !state.hidden.has(other) && passes(association)) found.add(other);
  }
  return found;
}

/** Take out of the picture what hangs on this concept alone. @param {number} concept */
function collapse(concept) {
  const leaves = [...neighboursOf(concept)].filter((other) => other !== state.focus && neighboursOf(other).size === 1);
  update({
    hidden: new Set([...state.hidden, ...leaves]),
    expanded: new Set([...state.expanded].filter((each) => each !== concept)),
  });
}

/** Draw all neighbours of this concept. @param {number} concept */
function expand(concept) {
  const back = new Set(associationsAt[concept].flatMap((each) => [graph.associations[each].s, graph.associations[each].o]));
  update({
    hidden: new Set([...state.hidden].filter((each) => !back.has(each))),
    expanded: new Set([...state.expanded, concept]),
  });
}

/** Take a concept out of the picture. @param {number} concept */
function hide(concept) {
  update({ ...NOTHING_CHOSEN, hidden: new Set([...state.hidden, concept]), focus: state.focus === concept ? -1 : state.focus });
}

/** Keep a concept at a place, or let it go again. @param {number} concept @param {{x: number, y: number} | null} place */
function pin(concept, place) {
  const pins = new Map(state.pins);
  if (place) pins.set(concept, place);
  else pins.delete(concept);
  update({ pins });
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
      for (const other of neighboursOf(concept)) {
        if (depth.has(other)) continue;
        depth.set(other, step);
        next.push(other);
      }
    }
    edge = next;
  }
  return depth;
}
