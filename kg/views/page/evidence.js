"use strict";
// The sentences behind a statement, both participants marked, and where each sentence stands.

const BADGES = {
  denied: { text: "denied", hint: "The text says that this is not so." },
  hedged: { text: "hedged", hint: "The text is not sure: may, suggests, possibly." },
  hypothetical: { text: "an aim", hint: "The text asks or plans this; it does not claim it." },
};

/** A word that tells the kind of a statement, nothing for a plain one. @param {string} kind */
function badge(kind) {
  const known = BADGES[/** @type {keyof typeof BADGES} */ (kind)];
  if (!known) return null;
  return make("span", { class: `badge badge-${kind}`, text: known.text, attributes: { title: known.hint } });
}

/** The belief in a statement as a bar and a number. @param {number} belief */
function beliefBar(belief) {
  const bar = make("span", { class: "belief", attributes: { title: `Belief ${belief.toFixed(2)}, from independent works` } });
  const fill = make("span", { class: "belief-fill" });
  fill.style.width = `${Math.round(belief * 100)}%`;
  bar.append(make("span", { class: "belief-bar", attributes: { "aria-hidden": "true" } }, fill));
  bar.append(make("span", { class: "belief-number", text: belief.toFixed(2) }));
  return bar;
}

/**
 * A quote with its participants marked.
 * @param {Evidence} evidence
 * @param {[string, string]} titles what mark 1 and mark 2 are
 */
function markedQuote(evidence, titles) {
  const quote = make("blockquote", { attributes: { dir: "auto" } });
  let done = 0;
  for (const [start, end, mark] of evidence.m) {
    quote.append(evidence.q.slice(done, start));
    const title = mark === 3 ? titles.join(" and ") : titles[mark - 1];
    quote.append(
      make("mark", { class: `mark-${mark}`, text: evidence.q.slice(start, end), attributes: { title } })
    );
    done = end;
  }
  quote.append(evidence.q.slice(done));
  return quote;
}

/**
 * Cards for all evidence of a statement; the same words in copies of one work stand on one card.
 * @param {number[]} indices
 * @param {[string, string]} titles
 */
function evidenceCards(indices, titles) {
  /** @type {Map<string, Evidence[]>} */
  const same = new Map();
  for (const index of indices) {
    const evidence = evidenceAt(index);
    const work = graph.documents[evidence.d].work || String(evidence.d);
    const key = JSON.stringify([work, evidence.q, evidence.m, evidence.s, evidence.c]);
    same.set(key, [...(same.get(key) ?? []), evidence]);
  }
  return [...same.values()].map((places) => evidenceCard(places, titles));
}

/** Where the words stand. @param {Evidence} evidence */
function charactersOf(evidence) {
  const [start, end] = evidence.at.map((place) => place.toLocaleString("en"));
  return `${start}–${end} of ${graph.documents[evidence.d].source}`;
}

/**
 * One sentence with its place, or its places in copies of one work.
 * @param {Evidence[]} places
 * @param {[string, string]} titles
 */
function evidenceCard(places, titles) {
  const evidence = places[0];
  const document = graph.documents[evidence.d];
  const card = make("article", { class: "evidence" }, markedQuote(evidence, titles));
  const missing = titles.filter((_, position) => evidence.o & (position + 1));
  if (missing.length) {
    const where = evidence.s ? ` “${evidence.s}”` : " the text around it";
    card.append(
      make("p", { class: "outside" }, ...missing.flatMap((name, i) => [i ? " and " : "", nameOf(name, "strong")]),
        ` ${missing.length > 1 ? "are" : "is"} not in this sentence; named in:${where}`)
    );
  }
  const source = make("p", { class: "source" }, link(document.title, document.url));
  const place = [document.journal, document.date].filter(Boolean).join(", ");
  if (place) source.append(` (${place})`);
  card.append(source);
  if (document.page) {
    card.append(make("p", { class: "source" }, link("Find this sentence on the web page", sentenceLink(document.page, evidence.q))));
  }
  card.append(
    make(
      "dl",
      { class: "facts" },
      ...fact("Section", evidence.s || "(no heading)"),
      ...fact("Said as", graph.certainties[evidence.c]),
      ...fact("Read by", `${evidence.x}, confidence ${evidence.f.toFixed(2)}`),
      ...fact("Characters", charactersOf(evidence)),
      ...places.slice(1).flatMap((other) => fact("Copy", charactersOf(other)))
    )
  );
  return card;
}

/**
 * The address of a page with a text fragment (WICG), so that the browser scrolls to the sentence and marks it.
 * @param {string} page
 * @param {string} quote
 */
function sentenceLink(page, quote) {
  const words = quote.split(/\s+/).filter(Boolean);
  /** @param {string[]} some */
  const encode = (some) => encodeURIComponent(some.join(" ")).replace(/-/g, "%2D");
  const text = words.length <= 12 ? encode(words) : `${encode(words.slice(0, 5))},${encode(words.slice(-5))}`;
  return `${page}${page.includes("#") ? "" : "#"}:~:text=${text}`;
}

/** @param {string} term @param {string | Node} value */
function fact(term, value) {
  return [make("dt", { text: term }), make("dd", {}, typeof value === "string" ? nameOf(value) : value)];
}

/**
 * All about one statement.
 * @param {number} index
 * @returns {Node[]}
 */
function associationView(index) {
  const association = graph.associations[index];
  const [subject, object] = [graph.concepts[association.s], graph.concepts[association.o]];
  const predicate = graph.predicates[association.p];
  const kind = kindOf(association);
  const title = make(
    "h2",
    { class: "statement", attributes: { tabindex: "-1" } },
    conceptButton(association.s, "mark-1"),
    make("span", { class: `predicate predicate-${kind}`, text: ` ${association.n ? predicate.denied : predicate.forward} ` }),
    conceptButton(association.o, "mark-2")
  );
  const facts = [
    ...fact("Belief", beliefBar(association.b)),
    ...fact("Said", KINDS.find((each) => each.kind === kind)?.word.toLowerCase() ?? kind),
    ...(association.n ? fact("Certainty", graph.certainties[association.c]) : []),
    ...association.q.flatMap(([role, value]) => fact(sentenceCase(role), value)),
    ...fact("Predicate", predicate.curie),
  ];
  const works = worksBehind(association.e);
  /** @type {Node[]} */
  const view = [
    backButton(),
    title,
    make("dl", { class: "facts" }, ...facts),
    make("h3", { text: `${plural(association.e.length, "sentence")} from ${plural(works, "work")}` }),
    ...evidenceCards(association.e, [subject.label, object.label]),
  ];
  const others = graph.associations
    .map((_, other) => other)
    .filter((other) => other !== index && sameEnds(graph.associations[other], association));
  if (association.x.length) {
    view.push(make("h3", { class: "conflict", text: "Said otherwise elsewhere" }), statementList(association.x));
  }
  const rest = others.filter((other) => !association.x.includes(other));
  if (rest.length) view.push(make("h3", { text: "Also between these two" }), statementList(rest));
  return view;
}

/** @param {Association} a @param {Association} b */
function sameEnds(a, b) {
  return (a.s === b.s && a.o === b.o) || (a.s === b.o && a.o === b.s);
}

/** @param {number[]} indices */
function statementList(indices) {
  return make("ul", { class: "rows" }, ...indices.map((index) => make("li", {}, statementButton(index, inWords(graph.associations[index])))));
}

/** A row that opens the sentences behind a statement. @param {number} index @param {string} text */
function statementButton(index, text) {
  const association = graph.associations[index];
  const qualifiers = association.q.map(([role, value]) => `${role}: ${value}`).join("; ");
  return make(
    "button",
    {
      class: "row",
      attributes: { type: "button", "data-statement": association.key },
      click: () => update({ association: index, outcome: -1 }),
    },
    shapeBeside(index),
    make("span", { class: "row-name" }, nameOf(text), qualifiers ? make("small", { text: ` ${qualifiers}` }) : null),
    badge(kindOf(association)),
    make("span", { class: "row-count", text: String(association.e.length), attributes: { title: plural(association.e.length, "sentence") } })
  );
}

/** The shape of the concept at the other end, where a concept is chosen. @param {number} index */
function shapeBeside(index) {
  const association = graph.associations[index];
  if (state.association >= 0 || state.concept < 0) return null;
  const other = association.s === state.concept ? association.o : association.s;
  return /** @type {any} */ (shapeIcon(styleOf(graph.concepts[other])));
}

/**
 * All about one numeric result.
 * @param {number} index
 * @returns {Node[]}
 */
function outcomeView(index) {
  const outcome = graph.outcomes[index];
  const measure = outcome.measure >= 0 ? graph.concepts[outcome.measure].label : outcome.statistic;
  const facts = [
    ...outcome.about.flatMap((concept) => fact("Of", conceptButton(concept))),
    ...(outcome.population >= 0 ? fact("In", conceptButton(outcome.population)) : []),
    ...(outcome.trial >= 0 ? fact("Trial", conceptButton(outcome.trial)) : []),
    ...outcome.versus.flatMap((concept) => fact("Against", conceptButton(concept))),
    ...(outcome.statistic ? fact("Statistic", outcome.statistic) : []),
    ...outcome.details.flatMap(([term, words]) => fact(term, words)),
    ...fact("As written", outcome.text),
  ];
  return [
    backButton(),
    make("h2", { class: "statement", attributes: { tabindex: "-1" } }, nameOf(`${sentenceCase(measure)}: ${resultInWords(outcome)}`)),
    make("dl", { class: "facts" }, ...facts),
    make("h3", { text: plural(outcome.e.length, "sentence") }),
    ...evidenceCards(outcome.e, [measure, outcome.text]),
    ...(outcome.others.length ? [make("h3", { class: "conflict", text: "Another value elsewhere" }), outcomeRows(outcome.others, -1)] : []),
    ...otherOutcomes(index),
  ];
}

/** The other numeric results of the graph. @param {number} index @returns {Node[]} */
function otherOutcomes(index) {
  const told = new Set([index, ...graph.outcomes[index].others]);
  const others = graph.outcomes.map((_, other) => other).filter((other) => !told.has(other));
  return others.length ? [make("h3", { text: "Other numeric results" }), outcomeRows(others, -1)] : [];
}

/** @param {string} text */
function sentenceCase(text) {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
