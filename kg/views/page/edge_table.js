"use strict";
// All statements that pass the filters as a table that sorts, searches and shows the first sentence of each.

const ROWS = 200;

/** @type {{title: string, text: (association: Association) => string | number, numeric?: boolean}[]} */
const COLUMNS = [
  { title: "Subject", text: (each) => graph.concepts[each.s].label },
  { title: "Statement", text: (each) => graph.predicates[each.p].forward },
  { title: "Object", text: (each) => graph.concepts[each.o].label },
  { title: "First sentence", text: (each) => (each.e.length ? evidenceAt(each.e[0]).q : "") },
  { title: "Said as", text: (each) => KINDS.findIndex((kind) => kind.kind === kindOf(each)) },
  { title: "Belief", text: (each) => each.b, numeric: true },
  { title: "Sentences", text: (each) => each.e.length, numeric: true },
];

const tableState = { column: 5, down: true, words: "", rows: ROWS };

/** Draw the table for what passes the filters now. */
function showTable() {
  if (state.view !== "table") return;
  const section = byId("table");
  const had = document.activeElement?.id === "table-search";
  const rows = sortedRows();
  const search = /** @type {HTMLInputElement} */ (make("input", {
    attributes: { type: "search", id: "table-search", placeholder: "Words in names or sentences", "aria-label": "Show only statements with these words" },
  }));
  search.value = tableState.words;
  search.addEventListener("input", () => {
    tableState.words = search.value;
    tableState.rows = ROWS;
    showTable();
  });
  const bar = make("div", { class: "table-bar" }, search, make("span", { text: plural(rows.length, "statement"), attributes: { role: "status" } }));
  if (state.focus >= 0) {
    bar.append(make("span", {}, "around ", nameOf(graph.concepts[state.focus].label, "strong")),
      make("button", { text: "Show all", attributes: { type: "button" }, click: () => update({ focus: -1 }) }));
  }
  const table = make("table", {},
    make("thead", {}, make("tr", {}, ...COLUMNS.map(headerCell))),
    make("tbody", {}, ...rows.slice(0, tableState.rows).map(tableRow)));
  section.replaceChildren(bar, make("div", { class: "table-scroll", attributes: { tabindex: "0" } }, table));
  if (rows.length > tableState.rows) {
    const next = Math.min(ROWS, rows.length - tableState.rows);
    section.append(make("button", { class: "more", text: `Show ${next} more`, attributes: { type: "button" }, click: () => {
      tableState.rows += ROWS;
      showTable();
    } }));
  }
  if (had) {
    const again = /** @type {HTMLInputElement} */ (byId("table-search"));
    again.focus();
    again.setSelectionRange(again.value.length, again.value.length);
  }
}

/** Indices of the statements in the order of the table. */
function sortedRows() {
  const words = fold(tableState.words);
  const depth = state.focus >= 0 ? around(state.focus, state.hops) : null;
  const column = COLUMNS[tableState.column];
  return graph.associations
    .map((association, index) => ({ association, index }))
    .filter(({ association }) => passes(association) && (!depth || (depth.has(association.s) && depth.has(association.o))))
    .filter(({ association }) => !words || fold(rowWords(association)).includes(words))
    .map((row) => ({ ...row, value: column.text(row.association) }))
    .sort((a, b) => (tableState.down ? -1 : 1) * compare(a.value, b.value) || a.index - b.index)
    .map((row) => row.index);
}

/** @param {string | number} a @param {string | number} b */
function compare(a, b) {
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "en");
}

/** @param {Association} association */
function rowWords(association) {
  const names = [association.s, association.o].flatMap((each) => [graph.concepts[each].label, ...graph.concepts[each].names]);
  return [...names, graph.predicates[association.p].forward, ...association.e.map((each) => evidenceAt(each).q)].join(" ");
}

/** @param {typeof COLUMNS[number]} column @param {number} index */
function headerCell(column, index) {
  const sorted = tableState.column === index;
  const cell = make("th", { attributes: { scope: "col", "aria-sort": sorted ? (tableState.down ? "descending" : "ascending") : "none" } });
  cell.append(make("button", {
    text: column.title,
    attributes: { type: "button", id: `sort-${index}` },
    click: () => {
      tableState.down = sorted ? !tableState.down : column.numeric === true;
      tableState.column = index;
      showTable();
      byId(`sort-${index}`).focus();
    },
  }));
  return cell;
}

/** @param {number} index */
function tableRow(index) {
  const association = graph.associations[index];
  const kind = kindOf(association);
  const first = association.e.length ? evidenceAt(association.e[0]) : null;
  const ends = /** @type {[string, string]} */ ([graph.concepts[association.s].label, graph.concepts[association.o].label]);
  return make("tr", { class: index === state.association ? "current" : "" },
    make("td", {}, conceptButton(association.s)),
    make("td", {}, make("button", {
      class: `statement-link predicate-${kind}`,
      text: association.n ? graph.predicates[association.p].denied : graph.predicates[association.p].forward,
      attributes: { type: "button", title: "Show the sentences behind this", "data-statement": association.key },
      click: () => update({ association: index, concept: -1, outcome: -1 }),
    })),
    make("td", {}, conceptButton(association.o)),
    make("td", { class: "quote" }, first ? markedQuote(first, ends) : ""),
    make("td", { attributes: { "data-label": "Said as" } }, badge(kind) ?? "asserted"),
    make("td", { attributes: { "data-label": "Belief" } }, beliefBar(association.b)),
    make("td", { class: "number", text: String(association.e.length), attributes: { "data-label": "Sentences" } }));
}
