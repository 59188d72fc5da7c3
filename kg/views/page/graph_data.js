"use strict";
// The data of the page, parsed once and indexed.

/**
 * @typedef {{type: string, plural: string, family: string, shape: string, light: string, dark: string}} EntityStyle
 * @typedef {{curie: string, iri: string, forward: string, denied: string, inverse: string, short: string, group: number}} Predicate
 * @typedef {{title: string, source: string, date: string, journal: string, authors: string[], work: string, url: string,
 *   page: string, year: number, iri: string}} Source
 * @typedef {{id: string, iri: string, class: string, label: string, names: string[], type: string, grounded: boolean, url: string, exact: [string, string][],
 *   parents: number[], documents: number[], x: number, y: number, g: number}} Concept
 * @typedef {{key: string, s: number, p: number, o: number, n: number, c: number, b: number, q: [string, string][],
 *   e: number[], x: number[]}} Association subject, predicate, object, negated, certainty, belief, qualifiers, evidence, conflicts
 * @typedef {{d: number, q: string, m: [number, number, number][], o: number, s: string, c: number, x: string, f: number,
 *   at: [number, number], k: string}} Evidence document, quote, marks, participants outside, section, certainty, extractor, confidence, place
 * @typedef {{measure: number, statistic: string, value: number, unit: string, comparator: string, text: string,
 *   lower: number | null, upper: number | null, interval: string, about: number[], population: number, trial: number,
 *   versus: number[], details: [string, string][], others: number[], e: number[]}} Outcome results that give another value are others
 * @typedef {{title: string, start: {focus: string, hops: number, limit: number, engine: "vis" | "webgl", grouped: boolean}, types: EntityStyle[], groups: string[],
 *   namespaces: Record<string, string>, bases: {association: string, evidence: string},
 *   predicates: Predicate[], certainties: string[], documents: Source[], concepts: Concept[],
 *   associations: Association[], outcomes: Outcome[], sentences: number, evidence: Evidence[],
 *   evidenceDocuments: number[]}} GraphData sentences: different ones behind all; evidence: empty in a packed page
 * @typedef {{packed: string, evidence: string[], pieces: number}} PackedData a large graph: JSON compressed by zlib, in base64;
 *   the evidence apart, so many pieces in each part
 */

/** @type {GraphData | PackedData} */
const stored = JSON.parse(byId("graph-data").textContent ?? "{}");
/** @type {GraphData} */
const graph = "packed" in stored ? unpack(stored.packed) : stored;
/** Parts of the evidence that were asked for. @type {Map<number, Evidence[]>} */
const unpacked = new Map();

/** @param {string} text base64 @returns {any} */
function unpack(text) {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return JSON.parse(new TextDecoder().decode(webgl.unzlibSync(bytes)));
}

/** @param {number} index @returns {Evidence} */
function evidenceAt(index) {
  if (!("packed" in stored)) return graph.evidence[index];
  const part = Math.floor(index / stored.pieces);
  let pieces = unpacked.get(part);
  if (!pieces) {
    pieces = /** @type {Evidence[]} */ (unpack(stored.evidence[part]));
    unpacked.set(part, pieces);
  }
  return pieces[index % stored.pieces];
}

/** The document of a piece of evidence: known without unpacking it. @param {number} index */
function documentOf(index) {
  return "packed" in stored ? graph.evidenceDocuments[index] : graph.evidence[index].d;
}

/** The four kinds of statement; each statement is of exactly one. */
const KINDS = [
  { kind: "asserted", word: "Asserted", badge: "", hint: "the text says it" },
  { kind: "hedged", word: "Hedged", badge: "hedged", hint: "may, suggests, possibly" },
  { kind: "hypothetical", word: "An aim or question", badge: "an aim", hint: "to be tested, not claimed" },
  { kind: "denied", word: "Denied", badge: "denied", hint: "the text says it is not so" },
];

/** @type {Map<string, EntityStyle>} */
const styleByType = new Map(graph.types.map((style) => [style.type, style]));

/** Associations at each concept, by index. A loop stands once. @type {number[][]} */
const associationsAt = graph.concepts.map(() => []);
graph.associations.forEach((association, index) => {
  associationsAt[association.s].push(index);
  if (association.o !== association.s) associationsAt[association.o].push(index);
});

/** Numeric results at each concept, by index. @type {Map<number, number[]>} */
const outcomesAt = new Map();
graph.outcomes.forEach((outcome, index) => {
  for (const concept of new Set([...outcome.about, ...outcome.versus, outcome.population, outcome.trial, outcome.measure])) {
    if (concept >= 0) outcomesAt.set(concept, [...(outcomesAt.get(concept) ?? []), index]);
  }
});

/** Direct subclasses of each concept. @type {Map<number, number[]>} */
const kindsOf = new Map();
graph.concepts.forEach((concept, index) => {
  for (const parent of concept.parents) {
    const kinds = kindsOf.get(parent);
    if (kinds) kinds.push(index);
    else kindsOf.set(parent, [index]);
  }
});

/** @type {Map<string, number>} */
const conceptById = new Map(graph.concepts.map((concept, index) => [concept.id, index]));
/** @type {Map<string, number>} */
const associationByKey = new Map(graph.associations.map((association, index) => [association.key, index]));

/**
 * The style of a concept's type.
 * @param {Concept} concept
 * @returns {EntityStyle}
 */
function styleOf(concept) {
  return styleByType.get(concept.type) ?? graph.types[0];
}

/**
 * The kind of a statement: a denial is a denial however sure it is.
 * @param {Association} association
 */
function kindOf(association) {
  return association.n ? "denied" : graph.certainties[association.c];
}

/**
 * The statement as a sentence.
 * @param {Association} association
 */
function inWords(association) {
  const subject = graph.concepts[association.s].label;
  const object = graph.concepts[association.o].label;
  const predicate = graph.predicates[association.p];
  return `${subject} ${association.n ? predicate.denied : predicate.forward} ${object}`;
}

/**
 * How many works stand behind a statement; copies of one publication count once.
 * @param {number[]} evidence
 */
function worksBehind(evidence) {
  return new Set(
    evidence.map((index) => {
      const document = documentOf(index);
      return graph.documents[document].work || `#${document}`;
    })
  ).size;
}

const UNITS = { mo: "months", a: "years", wk: "weeks", d: "days", h: "hours", min: "minutes", "%": "%", 1: "" };

/**
 * A numeric result as read: "37 % (24 to 51)".
 * @param {Outcome} outcome
 */
function resultInWords(outcome) {
  const unit = UNITS[/** @type {keyof typeof UNITS} */ (outcome.unit)] ?? outcome.unit;
  const sign = outcome.comparator === "=" ? "" : `${outcome.comparator === "~" ? "about" : outcome.comparator} `;
  const bounds =
    outcome.lower !== null && outcome.upper !== null ? ` (${outcome.interval ? `${outcome.interval} ` : ""}${outcome.lower} to ${outcome.upper})` : "";
  return `${sign}${outcome.value}${unit ? ` ${unit}` : ""}${bounds}`;
}
