"use strict";
// What is shown now as Turtle, CSV or GraphML, written here in the page.

/** Statements to be saved: those of the table, or those of the picture. @returns {number[]} */
function statementsShown() {
  return state.view === "table" ? sortedRows() : shownNow.associations;
}

/** Concepts at the ends of statements, in the order of the data. @param {number[]} indices */
function conceptsOf(indices) {
  const ends = new Set(indices.flatMap((index) => [graph.associations[index].s, graph.associations[index].o]));
  return [...ends].sort((a, b) => a - b);
}

const CSV_COLUMNS = ["subject", "subject_id", "predicate", "predicate_id", "object", "object_id", "negated", "certainty",
  "belief", "qualifiers", "sentences", "works", "documents", "sentence"];

/** A table with a row for each statement (RFC 4180). @param {number[]} indices */
function asCsv(indices) {
  const rows = indices.map((index) => {
    const association = graph.associations[index];
    const [subject, object] = [graph.concepts[association.s], graph.concepts[association.o]];
    const predicate = graph.predicates[association.p];
    const documents = new Set(association.e.map((each) => graph.documents[documentOf(each)]));
    return [subject.label, subject.id, predicate.forward, predicate.curie, object.label, object.id, association.n ? "true" : "false",
      graph.certainties[association.c], association.b, association.q.map(([role, value]) => `${role}: ${value}`).join("; "),
      association.e.length, worksBehind(association.e), [...documents].map((each) => each.work || each.source).join("; "),
      association.e.length ? evidenceAt(association.e[0]).q : ""];
  });
  return [CSV_COLUMNS, ...rows].map((row) => row.map(csvCell).join(",")).join("\r\n") + "\r\n";
}

/** A cell; one that a spreadsheet would take for a formula is written as text. @param {string | number} value */
function csvCell(value) {
  const text = typeof value === "string" && /^[=+@\t\r-]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** The statements with their concepts and evidence in the terms of the whole graph. @param {number[]} indices */
function asTurtle(indices) {
  const lines = Object.entries(graph.namespaces).map(([prefix, iri]) => `@prefix ${prefix}: ${turtleIri(iri)} .`);
  for (const index of conceptsOf(indices)) {
    const concept = graph.concepts[index];
    lines.push("", `${turtleIri(concept.iri)} a ${turtleIri(concept.class)} ;`, `  rdfs:label ${turtleText(concept.label)} .`);
  }
  /** @type {Set<number>} */
  const evidence = new Set();
  for (const index of indices) {
    const each = graph.associations[index];
    const [subject, predicate, object] = [graph.concepts[each.s].iri, graph.predicates[each.p].iri, graph.concepts[each.o].iri].map(turtleIri);
    lines.push("");
    // The bare triple only where a text affirms it, as in the whole graph.
    if (!each.n && graph.certainties[each.c] !== "hypothetical") lines.push(`${subject} ${predicate} ${object} .`);
    lines.push(`${turtleIri(graph.bases.association + each.key)} a biolink:Association ;`, `  biolink:subject ${subject} ;`, `  biolink:predicate ${predicate} ;`,
      `  biolink:object ${object} ;`, `  biolink:negated ${each.n ? "true" : "false"} ;`, `  kgo:belief ${decimal(each.b)} ;`,
      ...each.e.map((piece) => `  kgo:evidence ${turtleIri(graph.bases.evidence + evidenceAt(piece).k)} ;`),
      ...each.x.map((other) => `  kgo:conflictsWith ${turtleIri(graph.bases.association + graph.associations[other].key)} ;`),
      `  kgo:certainty ${turtleText(graph.certainties[each.c])} .`);
    for (const piece of each.e) evidence.add(piece);
  }
  for (const index of evidence) {
    const each = evidenceAt(index);
    lines.push("", `${turtleIri(graph.bases.evidence + each.k)} a kgo:Evidence ;`, `  prov:wasDerivedFrom ${turtleIri(graph.documents[each.d].iri)} ;`,
      `  kgo:quote ${turtleText(each.q)} ;`, `  kgo:start ${each.at[0]} ; kgo:end ${each.at[1]} ;`,
      ...(each.s ? [`  kgo:section ${turtleText(each.s)} ;`] : []), `  kgo:extractor ${turtleText(each.x)} ;`,
      `  kgo:confidence ${decimal(each.f)} ;`, `  kgo:certainty ${turtleText(graph.certainties[each.c])} .`);
  }
  return `${lines.join("\n")}\n`;
}

/** An IRI; what must not stand in one is percent-encoded. @param {string} iri */
function turtleIri(iri) {
  return `<${iri.replace(/[\u0000-\u0020<>"{}|\\^`]/g, (found) => `%${found.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`)}>`;
}

/** @param {string} text */
function turtleText(text) {
  const escapes = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" };
  return `"${text.replace(/[\\"\u0000-\u001f]/g, (found) =>
    escapes[/** @type {keyof typeof escapes} */ (found)] ?? `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`)}"`;
}

/** @param {number} value */
function decimal(value) {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

const GRAPHML = "http://graphml.graphdrawing.org/xmlns";
/** @type {[string, "node" | "edge", string][]} */
const GRAPHML_KEYS = [
  ["label", "node", "string"], ["type", "node", "string"], ["iri", "node", "string"], ["grounded", "node", "boolean"],
  ["predicate", "edge", "string"], ["words", "edge", "string"], ["negated", "edge", "boolean"],
  ["certainty", "edge", "string"], ["belief", "edge", "double"], ["sentences", "edge", "int"], ["sentence", "edge", "string"],
];

/** GraphML, nodes named by CURIE. @param {number[]} indices */
function asGraphml(indices) {
  const xml = document.implementation.createDocument(GRAPHML, "graphml", null);
  /** @param {Element} parent @param {string} tag @param {Record<string, string>} attributes @param {string} [text] */
  const add = (parent, tag, attributes, text) => {
    const element = xml.createElementNS(GRAPHML, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, xmlText(value));
    if (text !== undefined) element.textContent = xmlText(text);
    return parent.appendChild(element);
  };
  /** @param {Element} parent @param {"node" | "edge"} domain @param {Record<string, string | number | boolean>} values */
  const data = (parent, domain, values) => {
    for (const [key, value] of Object.entries(values)) add(parent, "data", { key: `${domain}-${key}` }, String(value));
  };
  const root = xml.documentElement;
  for (const [name, domain, type] of GRAPHML_KEYS) {
    add(root, "key", { id: `${domain}-${name}`, for: domain, "attr.name": name, "attr.type": type });
  }
  const holder = add(root, "graph", { id: "shown", edgedefault: "directed" });
  for (const index of conceptsOf(indices)) {
    const { id, label, type, iri, grounded } = graph.concepts[index];
    data(add(holder, "node", { id }), "node", { label, type, iri, grounded });
  }
  for (const index of indices) {
    const each = graph.associations[index];
    const predicate = graph.predicates[each.p];
    const edge = add(holder, "edge", { id: each.key, source: graph.concepts[each.s].id, target: graph.concepts[each.o].id });
    data(edge, "edge", {
      predicate: predicate.curie, words: predicate.forward, negated: Boolean(each.n), certainty: graph.certainties[each.c],
      belief: each.b, sentences: each.e.length, sentence: each.e.length ? evidenceAt(each.e[0]).q : "",
    });
  }
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(xml)}\n`;
}

/** What XML 1.0 can hold of a text. @param {string} text */
function xmlText(text) {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
}
