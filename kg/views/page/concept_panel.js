"use strict";
// The side panel: what was read, one concept, one statement with its sentences, or one numeric result.

/** Show what the state asks for. @param {boolean} move whether the keyboard follows */
function showPanel(move) {
  const panel = byId("panel");
  const asked = questionById(state.asked);
  /** @type {Node[]} */
  let content;
  if (state.association >= 0) content = associationView(state.association);
  else if (state.outcome >= 0) content = outcomeView(state.outcome);
  else if (state.concept >= 0) content = conceptView(state.concept);
  else if (state.connect) content = pathView();
  else if (state.added >= 0) content = addedView(state.added);
  else if (asked) content = answerView(asked);
  else content = startView();
  panel.replaceChildren(...content);
  panel.scrollTop = 0;
  const chosen = state.association >= 0 || state.outcome >= 0 || state.concept >= 0 || state.connect || state.added >= 0 || asked !== undefined;
  document.body.classList.toggle("chosen", chosen);
  if (move && chosen) panel.querySelector("h2")?.focus({ preventScroll: true });
}

/** A concept's name that opens the concept. @param {number} index @param {string} [className] */
function conceptButton(index, className = "") {
  return make(
    "button",
    { class: `concept ${className}`, attributes: { type: "button" }, click: () => chooseConcept(index) },
    shapeIcon(styleOf(graph.concepts[index])),
    nameOf(graph.concepts[index].label)
  );
}

/** Back from a statement to where it was chosen, and from there to the start. */
function backButton() {
  const inside = state.association >= 0 || state.outcome >= 0;
  const asked = state.connect || state.added >= 0 || state.asked !== "";
  /** @type {Partial<PageState>} */
  let change = state.asked ? unasked() : NOTHING_CHOSEN;
  let text = "‹ Start";
  if (inside && state.concept >= 0) {
    text = `‹ ${graph.concepts[state.concept].label}`;
    change = { association: -1, outcome: -1 };
  } else if (asked && (inside || state.concept >= 0)) {
    text = state.connect ? "‹ Connection" : state.asked ? "‹ The question" : "‹ What this text added";
    change = { association: -1, outcome: -1, concept: -1 };
  }
  return make("button", { class: "back", text, attributes: { type: "button", dir: "auto" }, click: () => update(change) });
}

/** @param {Source} source @param {HTMLElement} [control] */
function documentItem(source, control) {
  const place = [source.authors[0] ? source.authors[0] + (source.authors.length > 1 ? " et al." : "") : "", source.journal, source.date]
    .filter(Boolean)
    .join(", ");
  return make(
    "li",
    {},
    link(source.title, source.url),
    make("small", {}, nameOf([place, source.work || source.source].filter(Boolean).join(" · "))),
    control ?? null
  );
}

/**
 * All about one concept.
 * @param {number} index
 * @returns {Node[]}
 */
function conceptView(index) {
  const concept = graph.concepts[index];
  const style = styleOf(concept);
  const identifier = make("p", { class: "identifier" }, link(concept.id, concept.url));
  identifier.append(make("span", { class: "type" }, shapeIcon(style), concept.type));
  if (!concept.grounded) {
    identifier.append(make("span", { class: "badge badge-own", text: "not in any ontology", attributes: { title: "No public identifier was found for this name." } }));
  }
  /** @type {Node[]} */
  const view = [
    backButton(),
    make("h2", { attributes: { tabindex: "-1" } }, nameOf(concept.label)),
    identifier,
    focusControls(index),
  ];
  if (concept.names.length) view.push(wordList("Also called", concept.names));
  if (concept.parents.length) view.push(buttonList("Is a kind of", concept.parents));
  const kinds = kindsOf.get(index) ?? [];
  if (kinds.length) view.push(buttonList("Kinds", kinds));
  const outcomes = outcomesAt.get(index) ?? [];
  if (outcomes.length) view.push(make("h3", { text: plural(outcomes.length, "numeric result") }), outcomeRows(outcomes, index));
  view.push(...statementGroups(index));
  if (concept.exact.length) {
    const others = concept.exact.map(([curie, url]) => make("li", {}, link(curie, url)));
    view.push(make("div", { class: "named" }, make("h3", { text: "Same as" }), make("ul", { class: "words" }, ...others)));
  }
  if (concept.documents.length) {
    view.push(
      make("h3", { text: `Named in ${plural(concept.documents.length, "text")}` }),
      make("ul", { class: "documents" }, ...concept.documents.map((each) => documentItem(graph.documents[each])))
    );
  }
  return view;
}

/** Statements of a concept by predicate, read from its side. @param {number} index @returns {Node[]} */
function statementGroups(index) {
  /** @type {Map<string, {words: string, statements: number[]}>} */
  const groups = new Map();
  for (const each of associationsAt[index]) {
    const association = graph.associations[each];
    const predicate = graph.predicates[association.p];
    const outward = association.s === index;
    const words = outward ? predicate.forward : predicate.inverse;
    const key = `${String(predicate.group).padStart(3, "0")} ${outward ? 0 : 1} ${words}`;
    const group = groups.get(key) ?? { words, statements: [] };
    group.statements.push(each);
    groups.set(key, group);
  }
  if (!groups.size) return [make("p", { class: "help", text: "No statement names this concept." })];
  const ordered = [...groups.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
  return ordered.flatMap((group) => {
    group.statements.sort((a, b) => graph.associations[b].b - graph.associations[a].b || a - b);
    return [
      make("h3", {}, nameOf(group.words), make("span", { class: "count", text: String(group.statements.length) })),
      make("ul", { class: "rows" }, ...group.statements.map((each) => {
        const association = graph.associations[each];
        const other = association.s === index ? association.o : association.s;
        const row = make("li", {}, statementButton(each, graph.concepts[other].label));
        if (!passes(association)) row.classList.add("filtered");
        return row;
      })),
    ];
  });
}

/** @param {number[]} indices @param {number} concept */
function outcomeRows(indices, concept) {
  const rows = indices.map((index) => {
    const outcome = graph.outcomes[index];
    const others = [...new Set([...outcome.about, outcome.population, outcome.trial])]
      .filter((each) => each >= 0 && each !== concept)
      .map((each) => graph.concepts[each].label);
    const against = outcome.versus.map((each) => graph.concepts[each].label).join(", ");
    const told = outcome.details.map(([term, words]) => (term === "p value" ? `p ${words}` : `${term.toLowerCase()} ${words}`));
    const notes = [...(others.length ? [others.join(" · ")] : []), ...(against ? [`against ${against}`] : []), ...told].join(" · ");
    const measure = outcome.measure >= 0 ? graph.concepts[outcome.measure].label : outcome.statistic;
    return make("li", {}, make(
      "button",
      { class: "row outcome", attributes: { type: "button" }, click: () => update({ outcome: index, association: -1 }) },
      make("span", { class: "row-name" }, nameOf(sentenceCase(measure)), make("small", {}, " ", nameOf(notes))),
      make("strong", { class: "value", text: resultInWords(outcome) })
    ));
  });
  return make("ul", { class: "rows" }, ...rows);
}

/** Buttons that narrow the picture to the surroundings of a concept, or widen it again. @param {number} index */
function focusControls(index) {
  const focused = state.focus === index;
  return make(
    "p",
    { class: "controls" },
    make("button", {
      text: focused ? "Show all" : "Show only its surroundings",
      attributes: { type: "button" },
      click: () => update({ focus: focused ? -1 : index, view: "graph" }),
    }),
    ...[
      { text: "Expand", hint: "Draw all its neighbours", act: () => expand(index) },
      { text: "Collapse", hint: "Take out what hangs on it alone", act: () => collapse(index) },
      { text: "Hide", hint: "Take it out of the picture", act: () => hide(index) },
      state.pins.has(index)
        ? { text: "Unpin", hint: "Let it return to its place", act: () => pin(index, null) }
        : { text: "Pin", hint: "Keep it where it stands; dragging pins, too", act: () => pinHere(index) },
      { text: "Connect with…", hint: "Find how it is connected with another concept", act: () => askPath(index) },
    ].map(({ text, hint, act }) => make("button", { text, attributes: { type: "button", title: hint }, click: act }))
  );
}

/** Ask how a concept is connected with another. @param {number} from */
function askPath(from) {
  update({ ...NOTHING_CHOSEN, connect: true, from });
  byId(from < 0 ? "path-from" : "path-to").focus();
}

/** @param {string} heading @param {string[]} words */
function wordList(heading, words) {
  const most = 12;
  const list = make("ul", { class: "words" }, ...words.slice(0, most).map((word) => make("li", {}, nameOf(word))));
  const block = make("div", { class: "named" }, make("h3", { text: heading }), list);
  if (words.length > most) {
    const more = make("button", {
      class: "more",
      text: `${words.length - most} more`,
      attributes: { type: "button" },
      click: () => {
        list.append(...words.slice(most).map((word) => make("li", {}, nameOf(word))));
        more.remove();
      },
    });
    block.append(more);
  }
  return block;
}

/** @param {string} heading @param {number[]} concepts */
function buttonList(heading, concepts) {
  return make("div", { class: "named" }, make("h3", { text: heading }), make("ul", { class: "words" }, ...concepts.map((each) => make("li", {}, conceptButton(each)))));
}
