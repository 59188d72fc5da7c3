"use strict";
// Questions that many a reader has, each answered on one list: who or what, the statement, and the sentence that says it.

/**
 * @typedef {object} Question
 * @property {string} id its name in the address
 * @property {string[]} predicates CURIEs of the relation schema; none: all
 * @property {"s" | "o"} end what the answers are gathered under: the subjects or the objects
 * @property {boolean} denied whether denials answer it, else what is not denied
 * @property {(name: string) => string} ask the question, about the concept with the most answers
 * @property {RegExp} [first] sentences with such words come first, and before the statements
 */

/** @type {Question[]} */
const QUESTIONS = [
  {
    id: "drives",
    predicates: ["biolink:causes", "biolink:contributes_to", "biolink:gene_associated_with_condition", "kgo:dysregulated_in"],
    end: "o",
    denied: false,
    ask: (name) => `What drives ${name}?`,
  },
  {
    id: "treats",
    predicates: ["biolink:treats", "biolink:applied_to_treat", "kgo:approved_for", "biolink:studied_to_treat", "biolink:in_clinical_trials_for"],
    end: "o",
    denied: false,
    ask: (name) => `What is used or tried against ${name}?`,
  },
  { id: "targets", predicates: ["kgo:targets"], end: "o", denied: false, ask: (name) => `What targets ${name}, and who says so?` },
  {
    id: "trials",
    predicates: ["kgo:studies", "kgo:studies_condition"],
    end: "s",
    denied: false,
    ask: () => "Which trials are there, and do they recruit?",
    first: /\b(?:recruit|enrol|accru|open to|open for)/i,
  },
  { id: "denied", predicates: [], end: "o", denied: true, ask: () => "What is denied or not recommended?" },
];
/** Said of what not to do, though nothing is denied. */
const WARNED = "biolink:contraindicated_in";
const MOST_GROUPS = 6;
const MOST_ANSWERS = 8;
const MOST_SENTENCES = 3;
/** So many pieces of evidence tell what a concept is called; in a large page each has to be unpacked. */
const MOST_PIECES = 200;

/** @param {string} id @returns {Question | undefined} */
function questionById(id) {
  return QUESTIONS.find((each) => each.id === id);
}

/** Whether a statement answers a question. @param {Question} question @param {Association} association */
function answers(question, association) {
  const { curie } = graph.predicates[association.p];
  if (question.denied) return association.n === 1 || curie === WARNED;
  return association.n === 0 && question.predicates.includes(curie);
}

/**
 * The answers by what they are about: first where a sentence has the words that the question looks for (but in a
 * packed page, whose sentences would all have to be unpacked), then the most answered.
 * @param {Question} question
 * @returns {{concept: number, statements: number[]}[]}
 */
function answerGroups(question) {
  /** @type {Map<number, number[]>} */
  const groups = new Map();
  graph.associations.forEach((association, index) => {
    if (answers(question, association)) groups.set(association[question.end], [...(groups.get(association[question.end]) ?? []), index]);
  });
  const { first } = question;
  /** @param {number[]} statements */
  const told = (statements) => first !== undefined && !("packed" in stored) && statements.some((index) => graph.associations[index].e.some((each) => first.test(evidenceAt(each).q)));
  return [...groups]
    .map(([concept, statements]) => ({ concept, statements, told: told(statements) }))
    .sort((a, b) => Number(b.told) - Number(a.told) || b.statements.length - a.statements.length || associationsAt[b.concept].length - associationsAt[a.concept].length || a.concept - b.concept);
}

/** The question in words, empty where the graph has no answer. @param {Question} question */
function questionText(question) {
  const first = answerGroups(question)[0];
  if (!first) return "";
  const label = graph.concepts[first.concept].label;
  // in a packed page the sentences stay packed until one is asked for
  const said = "packed" in stored ? "" : saidName(first.concept, first.statements, question.end);
  return question.ask(said ? `${label} (${said})` : label);
}

/**
 * What the sentences call a concept, where that is another name than its label; of several the most frequent.
 * @param {number} concept @param {number[]} statements @param {"s" | "o"} end
 */
function saidName(concept, statements, end) {
  const label = graph.concepts[concept].label.toLowerCase();
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const piece of statements.flatMap((index) => graph.associations[index].e).slice(0, MOST_PIECES).map(evidenceAt)) {
    for (const [start, stop, mark] of piece.m) {
      const words = piece.q.slice(start, stop);
      if (mark === (end === "s" ? 1 : 2) && !words.toLowerCase().includes(label)) counts.set(words, (counts.get(words) ?? 0) + 1);
    }
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1] || a[0].length - b[0].length || (a[0] < b[0] ? -1 : 1));
  return best?.[0] ?? "";
}

/** What the picture leaves out while a question is asked. @param {Question} question @returns {Partial<PageState>} */
function filtersOf(question) {
  const told = new Set(graph.associations.filter((each) => answers(question, each)).map((each) => graph.predicates[each.p].curie));
  return {
    predicatesOff: new Set(graph.predicates.map((each) => each.curie).filter((curie) => !told.has(curie))),
    kindsOff: question.denied && !told.has(WARNED) ? otherKinds("denied") : new Set(question.denied ? [] : ["denied"]),
  };
}

/** Ask: the panel answers, the picture shows what the answer is made of. @param {Question} question */
function askQuestion(question) {
  update({ ...NOTHING_CHOSEN, asked: question.id, focus: -1, view: "graph", ...filtersOf(question) });
}

/** What puts a question away with its filters. @returns {Partial<PageState>} */
function unasked() {
  return { ...NOTHING_CHOSEN, predicatesOff: new Set(), kindsOff: new Set() };
}

/** The panel that answers. @param {Question} question @returns {Node[]} */
function answerView(question) {
  const groups = answerGroups(question);
  const view = [
    backButton(),
    make("h2", { attributes: { tabindex: "-1" } }, nameOf(questionText(question) || "No answer here")),
    make("p", { class: "help", text: "Choose a statement for all its sentences, their place and how surely they were read." }),
  ];
  const [shown, rest] = [groups.slice(0, MOST_GROUPS), groups.slice(MOST_GROUPS)];
  view.push(...shown.map((group) => answerGroup(question, group)));
  if (rest.length) {
    const more = make("button", { class: "more", text: `${rest.length} more`, attributes: { type: "button" }, click: () =>
      more.replaceWith(...rest.map((group) => answerGroup(question, group))) });
    view.push(more);
  }
  return view;
}

/**
 * All that answers for one concept: the statements, and each sentence behind them once.
 * @param {Question} question
 * @param {{concept: number, statements: number[]}} group
 */
function answerGroup(question, { concept, statements }) {
  const said = saidName(concept, statements, question.end);
  const ordered = [...statements].sort((a, b) => graph.associations[b].b - graph.associations[a].b || a - b);
  const other = question.end === "s" ? "o" : "s";
  const rows = ordered.map((index) => {
    const association = graph.associations[index];
    const predicate = graph.predicates[association.p];
    const name = graph.concepts[association[other]].label;
    if (association.n) return make("li", {}, statementButton(index, other === "s" ? `${name} ${predicate.denied} it` : `${predicate.denied} ${name}`));
    return make("li", {}, statementButton(index, `${other === "s" ? predicate.inverse : predicate.forward} ${name}`));
  });
  const list = make("ul", { class: "rows" }, ...rows.slice(0, MOST_ANSWERS));
  const block = make("section", { class: "answer" },
    make("h3", {}, conceptButton(concept), said ? make("small", {}, " “", nameOf(said), "” in the texts") : null));
  const sentences = distinctSentences(ordered, question.first).slice(0, MOST_SENTENCES).map(({ evidence, titles }) =>
    make("article", { class: "evidence" }, markedQuote(evidence, titles),
      make("p", { class: "source" }, link(graph.documents[evidence.d].title, graph.documents[evidence.d].url))));
  // Where the words of the texts answer more than the statements do, they come first.
  block.append(...(question.first ? sentences : []), list);
  if (rows.length > MOST_ANSWERS) {
    const more = make("button", { class: "more", text: `${rows.length - MOST_ANSWERS} more`, attributes: { type: "button" }, click: () => {
      list.append(...rows.slice(MOST_ANSWERS));
      more.remove();
    } });
    block.append(more);
  }
  if (!question.first) block.append(...sentences);
  return block;
}

/**
 * The sentences behind statements, each once however many statements or copies it serves.
 * @param {number[]} statements
 * @param {RegExp} [first]
 * @returns {{evidence: Evidence, titles: [string, string]}[]}
 */
function distinctSentences(statements, first) {
  /** @type {Map<string, {evidence: Evidence, titles: [string, string]}>} */
  const found = new Map();
  for (const index of statements) {
    const association = graph.associations[index];
    for (const evidence of association.e.map((each) => evidenceAt(each))) {
      const key = evidence.q.replace(/\s+/g, " ");
      const titles = /** @type {[string, string]} */ ([graph.concepts[association.s].label, graph.concepts[association.o].label]);
      if (!found.has(key)) found.set(key, { evidence, titles });
    }
  }
  const all = [...found.values()];
  if (!first) return all;
  return [...all.filter((each) => first.test(each.evidence.q)), ...all.filter((each) => !first.test(each.evidence.q))];
}
