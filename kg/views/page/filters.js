"use strict";
// The legend, which is also the filters.

/** Draw the legend with its boxes and counts. */
function buildFilters() {
  const panel = byId("filters");
  const had = panel.contains(document.activeElement) ? document.activeElement?.id : "";
  /** @type {Map<string, number>} */
  const byType = new Map();
  graph.concepts.forEach((concept, index) => {
    if (associationsAt[index].length) byType.set(concept.type, (byType.get(concept.type) ?? 0) + 1);
  });
  /** @type {Map<string, number>} */
  const byGroup = new Map();
  /** @type {Map<string, number>} */
  const byKind = new Map();
  for (const association of graph.associations) {
    const group = graph.groups[graph.predicates[association.p].group];
    byGroup.set(group, (byGroup.get(group) ?? 0) + 1);
    byKind.set(kindOf(association), (byKind.get(kindOf(association)) ?? 0) + 1);
  }
  const alone = associationsAt.filter((each) => !each.length).length;
  panel.replaceChildren(
    make("button", { class: "close", text: "Close", attributes: { type: "button" }, click: () => toggleFilters(false) }),
    group("Statements", KINDS.map((kind) =>
      box("kind", kind.kind, kind.word, byKind.get(kind.kind) ?? 0, lineIcon(kind.kind), state.kindsOff, "kindsOff", kind.hint)
    )),
    beliefSlider(),
    group("Concepts", graph.types.filter((style) => byType.has(style.type)).map((style) =>
      box("type", style.type, style.plural, byType.get(style.type) ?? 0, shapeIcon(style), state.typesOff, "typesOff", style.family)
    )),
    predicateBoxes(byGroup),
    ...documentBoxes(),
    graph.concepts.some((concept) => concept.g >= 0) ? communityBox() : "",
    alone ? isolatedBox(alone) : "",
    make("button", {
      class: "reset",
      text: "Reset filters",
      attributes: { type: "button", id: "reset" },
      click: () => {
        const { typesOff, groupsOff, predicatesOff, kindsOff, documentsOff, since, until, belief, isolated } = startState();
        update({ typesOff, groupsOff, predicatesOff, kindsOff, documentsOff, since, until, belief, isolated, hidden: new Set() });
        buildFilters();
      },
    })
  );
  if (had) document.getElementById(had)?.focus();
}

/** @param {string} legend @param {Node[]} boxes */
function group(legend, boxes) {
  return make("fieldset", {}, make("legend", { text: legend }), ...boxes);
}

/**
 * One line of the legend with its box.
 * @param {string} prefix @param {string} value @param {string} text @param {number} count
 * @param {Node | null} icon @param {Set<string>} off @param {SetName} part @param {string} hint
 */
function box(prefix, value, text, count, icon, off, part, hint) {
  const id = `${prefix}-${value.replace(/[^a-z0-9]+/gi, "-")}`;
  const input = /** @type {HTMLInputElement} */ (make("input", { attributes: { type: "checkbox", id } }));
  input.checked = !off.has(value);
  input.addEventListener("change", () => {
    const next = new Set(state[part]);
    if (input.checked) next.delete(value);
    else next.add(value);
    update({ [part]: next });
  });
  return make("label", { class: "choice", attributes: hint ? { title: hint } : {} }, input, icon, make("span", { text }), make("span", { class: "count", text: count.toLocaleString("en") }));
}

/** Boxes for the groups of predicates, each opening on those of its predicates. @param {Map<string, number>} byGroup */
function predicateBoxes(byGroup) {
  /** @type {Map<number, number>} */
  const byPredicate = new Map();
  for (const { p } of graph.associations) byPredicate.set(p, (byPredicate.get(p) ?? 0) + 1);
  const boxes = graph.groups.filter((name) => byGroup.has(name)).flatMap((name) => {
    const inGroup = [...byPredicate.keys()].filter((p) => graph.groups[graph.predicates[p].group] === name).sort((a, b) => a - b);
    const single = inGroup.map((p) => {
      const { curie, forward } = graph.predicates[p];
      return box("predicate", curie, forward, byPredicate.get(p) ?? 0, null, state.predicatesOff, "predicatesOff", curie);
    });
    const details = make("details", { class: "single" }, make("summary", { text: plural(inGroup.length, "predicate") }), ...single);
    /** @type {HTMLDetailsElement} */ (details).open = inGroup.some((p) => state.predicatesOff.has(graph.predicates[p].curie));
    return [box("group", name, name, byGroup.get(name) ?? 0, null, state.groupsOff, "groupsOff", ""), details];
  });
  return group("What is said", boxes);
}

function beliefSlider() {
  const input = /** @type {HTMLInputElement} */ (
    make("input", { attributes: { type: "range", min: "0", max: "1", step: "0.05", id: "belief", "aria-label": "Belief at least" } })
  );
  input.value = String(state.belief);
  const value = make("output", { text: state.belief.toFixed(2), attributes: { for: "belief" } });
  input.addEventListener("input", () => {
    value.textContent = Number(input.value).toFixed(2);
    update({ belief: Number(input.value) });
  });
  return make("fieldset", {}, make("legend", { text: "Belief at least" }), make("div", { class: "slider" }, input, value));
}

/** @param {number} alone */
function isolatedBox(alone) {
  const input = /** @type {HTMLInputElement} */ (make("input", { attributes: { type: "checkbox", id: "isolated" } }));
  input.checked = state.isolated;
  input.addEventListener("change", () => update({ isolated: input.checked }));
  return make(
    "fieldset",
    {},
    make("legend", { text: "Without a statement" }),
    make("label", { class: "choice" }, input, make("span", { text: "Show concepts that no statement names" }), make("span", { class: "count", text: alone.toLocaleString("en") }))
  );
}

/** Open or close the legend on a small screen. @param {boolean} open */
function toggleFilters(open) {
  byId("filters").classList.toggle("open", open);
  byId("open-filters").setAttribute("aria-expanded", String(open));
  if (open) byId("filters").querySelector("button")?.focus();
  else byId("open-filters").focus();
}

/** Say what part of the graph is shown, with the ways to more of it. */
function showScope() {
  const scope = byId("scope");
  /** @type {(Node | string)[]} */
  const parts = [];
  if (state.focus >= 0) {
    const select = /** @type {HTMLSelectElement} */ (make("select", { attributes: { "aria-label": "Steps" } },
      ...[1, 2, 3, 4].map((steps) => make("option", { text: plural(steps, "step"), attributes: { value: String(steps) } }))));
    if (state.hops > 4) select.append(make("option", { text: plural(state.hops, "step"), attributes: { value: String(state.hops) } }));
    select.value = String(state.hops);
    select.addEventListener("change", () => update({ hops: Number(select.value) }));
    parts.push(make("span", {}, "Around ", nameOf(graph.concepts[state.focus].label, "strong"), " within "), select,
      make("button", { text: "Show all", attributes: { type: "button", id: "show-all" }, click: () => update({ focus: -1 }) }));
  }
  if (isGrouped()) parts.push(...groupScope());
  if (shownNow.matching > state.limit) {
    const next = Math.min(Math.max(500, state.limit), shownNow.matching - state.limit);
    parts.push(
      make("span", { text: `${state.limit.toLocaleString("en")} of ${shownNow.matching.toLocaleString("en")} concepts, the best connected` }),
      make("button", { text: `Show ${next.toLocaleString("en")} more`, attributes: { type: "button", id: "show-more" }, click: () => update({ limit: state.limit + next }) })
    );
  }
  if (state.hidden.size) {
    parts.push(make("span", { text: `${plural(state.hidden.size, "concept")} hidden` }),
      make("button", { text: "Show hidden", attributes: { type: "button", id: "show-hidden" }, click: () => update({ hidden: new Set() }) }));
  }
  if (!parts.length) {
    const hidden = shownNow.alone && !state.isolated ? `; ${plural(shownNow.alone, "concept")} without a statement not drawn` : "";
    parts.push(make("span", { text: `${plural(shownNow.concepts.length, "concept")}, ${plural(shownNow.associations.length, "statement")}${hidden}` }));
  }
  scope.replaceChildren(...parts);
}
