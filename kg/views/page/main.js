"use strict";
// The page put together.

/** Show the graph or the table, and what the state asks for in it. @param {Set<string>} changed */
function show(changed) {
  const table = state.view === "table";
  byId("stage").hidden = table;
  byId("table").hidden = !table;
  document.body.classList.toggle("as-table", table);
  byId("view-graph").setAttribute("aria-pressed", String(!table));
  byId("view-table").setAttribute("aria-pressed", String(table));
  const structure = ["focus", "hops", "limit", ...SETS.map(([name]) => name), "since", "until", "belief", "isolated",
    "expanded", "hidden", "pins", "from", "to", "grouped", "opened"];
  const choice = Object.keys(NOTHING_CHOSEN).some((name) => changed.has(name));
  if (structure.some((name) => changed.has(name)) || (choice && (isGrouped() || drawsChoice()))) {
    redraw(["focus", "asked", "hops", "limit", "isolated", "grouped"].some((name) => changed.has(name)));
  } else if (choice || changed.has("communities")) {
    restyle();
  }
  showScope();
  if (table) showTable();
  showUndo();
  // A question, undo or a path changed the filters: the boxes follow. A box that was used has already changed.
  const filters = [...SETS.map(([name]) => name), "since", "until", "belief", "isolated", "communities", "grouped", "opened"];
  if (filters.some((name) => changed.has(name)) && !byId("filters").contains(document.activeElement)) buildFilters();
  if ([...Object.keys(NOTHING_CHOSEN), "focus", "pins"].some((name) => changed.has(name))) {
    const inPanel = byId("panel").contains(document.activeElement);
    showPanel(inPanel);
    announce();
    if (!table && !changed.has("pins")) setTimeout(bringIntoView, 50); // after the canvas has taken its new size
  }
  if ((changed.has("view") || changed.has("communities")) && !table) requestAnimationFrame(() => picture.repaint());
}

/** Whether what is drawn must change for the choice to be in it. */
function drawsChoice() {
  return state.focus < 0 && chosenConcepts().some((index) => !picture.has(index));
}

const EVERYTHING = new Set(["view", "concept", "focus"]);

function start() {
  const read = plural(graph.documents.length, "text");
  byId("counts").textContent = [
    `${read} read`,
    plural(graph.concepts.length, "concept"),
    plural(graph.associations.length, "statement"),
    ...(graph.outcomes.length ? [plural(graph.outcomes.length, "numeric result")] : []),
    `${plural(graph.sentences, "sentence")} behind them`,
  ].join(" · ");
  startDrawing();
  readFragment();
  startSearch();
  startTools();
  listeners.push(show);
  show(EVERYTHING);
  buildFilters();
  showPanel(false);

  byId("view-graph").addEventListener("click", () => update({ view: "graph" }));
  byId("view-table").addEventListener("click", () => update({ view: "table" }));
  byId("open-filters").addEventListener("click", () => toggleFilters(!byId("filters").classList.contains("open")));
  byId("zoom-in").addEventListener("click", () => zoomBy(1.4));
  byId("zoom-out").addEventListener("click", () => zoomBy(1 / 1.4));
  byId("zoom-fit").addEventListener("click", () => fitAll());
  byId("canvas").addEventListener("keydown", keyInPicture);
  byId("skip").addEventListener("click", (event) => {
    event.preventDefault(); // the address behind the # keeps the state
    byId("panel").focus();
  });
  document.addEventListener("keydown", keyAnywhere);
  window.addEventListener("popstate", () => {
    readFragment();
    show(EVERYTHING);
    buildFilters();
  });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    showTheme();
    recolour();
  });
}

start();
