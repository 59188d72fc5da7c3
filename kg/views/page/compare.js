"use strict";
// What one document added to the rest: what it alone says, what it repeats, where it disagrees.

/**
 * Whether a statement stands in this document, and whether in this work alone.
 * @param {Association} association @param {number} document
 */
function saidBy(association, document) {
  const work = workOf(document);
  const here = association.e.some((index) => documentOf(index) === document);
  return { here, only: here && association.e.every((index) => workOf(documentOf(index)) === work) };
}

/** The work that a document is a copy of. @param {number} document */
function workOf(document) {
  return graph.documents[document].work || `#${document}`;
}

/** Statements of a document: those that it alone makes, and those that others make too. @param {number} document */
function contribution(document) {
  /** @type {{only: number[], also: number[]}} */
  const found = { only: [], also: [] };
  graph.associations.forEach((association, index) => {
    const { here, only } = saidBy(association, document);
    if (here) (only ? found.only : found.also).push(index);
  });
  return found;
}

/** What one document added. @param {number} document @returns {Node[]} */
function addedView(document) {
  const { only, also } = contribution(document);
  const disputed = [...only, ...also].filter((index) => graph.associations[index].x.length);
  const fresh = graph.concepts
    .map((_, index) => index)
    .filter((index) => associationsAt[index].length && graph.concepts[index].documents.length > 0)
    .filter((index) => graph.concepts[index].documents.every((each) => workOf(each) === workOf(document)));
  const select = /** @type {HTMLSelectElement} */ (make("select", { attributes: { "aria-label": "Document", id: "added" } },
    ...graph.documents.map((each, index) => make("option", { text: each.title, attributes: { value: String(index) } }))));
  select.value = String(document);
  select.addEventListener("change", () => update({ added: Number(select.value) }));
  return [
    backButton(),
    make("h2", { text: "What did this text add?", attributes: { tabindex: "-1" } }),
    select,
    make("ul", { class: "documents" }, documentItem(graph.documents[document])),
    make("p", { class: "help", text: "In the picture: thick lines in the accent colour stand in this text alone, plain lines here and elsewhere too; the rest is faded." }),
    ...section("It alone says", only),
    ...section("It says as others do", also),
    ...section("Said otherwise elsewhere", disputed, "conflict"),
    make("h3", {}, nameOf("Concepts named here alone"), make("span", { class: "count", text: String(fresh.length) })),
    make("ul", { class: "words" }, ...fresh.slice(0, 60).map((index) => make("li", {}, conceptButton(index)))),
  ];
}

/** @param {string} title @param {number[]} indices @param {string} [className] @returns {Node[]} */
function section(title, indices, className = "") {
  if (!indices.length) return [];
  const most = 50;
  const ordered = [...indices].sort((a, b) => graph.associations[b].b - graph.associations[a].b || a - b);
  return [
    make("h3", { class: className }, nameOf(title), make("span", { class: "count", text: String(indices.length) })),
    statementList(ordered.slice(0, most)),
    ...(indices.length > most ? [make("p", { class: "help", text: `and ${indices.length - most} more: see the table with the other texts left out` })] : []),
  ];
}
