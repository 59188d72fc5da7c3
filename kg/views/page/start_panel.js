"use strict";
// The panel before anything is chosen: questions first, then what was read.

/** Questions that this graph can answer, with what answers them. @returns {{text: string, act: () => void}[]} */
function readyQuestions() {
  /** @type {{text: string, act: () => void}[]} */
  const questions = [];
  for (const question of QUESTIONS) {
    const text = questionText(question);
    if (text) questions.push({ text, act: () => askQuestion(question) });
  }
  const disputed = graph.associations.findIndex((each) => each.x.length);
  if (disputed >= 0) {
    questions.push({ text: "Where do the texts disagree?", act: () => update({ ...NOTHING_CHOSEN, association: disputed }) });
  }
  if (graph.outcomes.length) {
    questions.push({ text: `Which numbers are given? (${graph.outcomes.length})`, act: () => update({ ...NOTHING_CHOSEN, outcome: 0 }) });
  }
  if (graph.associations.length > 1) questions.push({ text: "How are two concepts connected?", act: () => askPath(-1) });
  return questions;
}

/** @param {string} kept */
function otherKinds(kept) {
  return new Set(KINDS.map((each) => each.kind).filter((kind) => kind !== kept));
}

/** Where to begin, and what was read. @returns {Node[]} */
function startView() {
  const best = graph.concepts
    .map((_, index) => index)
    .filter((index) => associationsAt[index].length)
    .sort((a, b) => associationsAt[b].length - associationsAt[a].length || a - b)
    .slice(0, 8);
  const most = 100;
  return [
    make("h2", { text: "What would you like to know?", attributes: { tabindex: "-1" } }),
    make("ul", { class: "questions" }, ...readyQuestions().map(({ text, act }) =>
      make("li", {}, make("button", { text, attributes: { type: "button", dir: "auto" }, click: act })))),
    make("p", {
      class: "help",
      text: "Or search for a name; choose a concept for all that is said of it, a line for the sentences that say it. The graph says what the texts say, not what is true.",
    }),
    make("h3", { text: "Best connected" }),
    make(
      "ul",
      { class: "rows" },
      ...best.map((index) =>
        make("li", {}, make(
          "button",
          { class: "row", attributes: { type: "button" }, click: () => chooseConcept(index) },
          shapeIcon(styleOf(graph.concepts[index])),
          make("span", { class: "row-name" }, nameOf(graph.concepts[index].label)),
          make("span", { class: "row-count", text: String(associationsAt[index].length) })
        ))
      )
    ),
    ...section("Said otherwise elsewhere", graph.associations.flatMap((each, index) => (each.x.length ? [index] : [])), "conflict"),
    make("h3", { text: "What was read" }),
    make("ul", { class: "documents" }, ...graph.documents.slice(0, most).map((source, index) => documentItem(source, make("button", {
      class: "aside",
      text: "What did it add?",
      attributes: { type: "button", "data-added": String(index), "aria-label": `What did it add: ${source.title}` },
      click: () => update({ ...NOTHING_CHOSEN, added: index }),
    })))),
    ...(graph.documents.length > most ? [make("p", { class: "help", text: `and ${graph.documents.length - most} more` })] : []),
  ];
}
