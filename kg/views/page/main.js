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
  const structure = ["focus", "hops", "limit", "typesOff", "groupsOff", "kindsOff", "belief", "isolated"];
  if (structure.some((name) => changed.has(name))) {
    redraw(changed.has("focus") || changed.has("hops") || changed.has("limit") || changed.has("isolated"));
  } else if (changed.has("concept") || changed.has("association")) {
    restyle();
  }
  showScope();
  if (table) showTable();
  if (["concept", "association", "outcome", "focus"].some((name) => changed.has(name))) {
    const inPanel = byId("panel").contains(document.activeElement);
    showPanel(inPanel);
    if (!table) setTimeout(bringIntoView, 50); // after the canvas has taken its new size
  }
  if (changed.has("view") && !table) requestAnimationFrame(() => network.redraw());
}

const EVERYTHING = new Set(["view", "concept", "focus"]);

function start() {
  const read = plural(graph.documents.length, "text");
  const sentences = plural(new Set(graph.evidence.map((each) => [each.d, ...each.at].join(" "))).size, "sentence");
  byId("counts").textContent = [
    `${read} read`,
    plural(graph.concepts.length, "concept"),
    plural(graph.associations.length, "statement"),
    ...(graph.outcomes.length ? [plural(graph.outcomes.length, "numeric result")] : []),
    `${sentences} behind them`,
  ].join(" · ");
  readFragment();
  startDrawing();
  startSearch();
  buildFilters();
  listeners.push(show);
  show(EVERYTHING);
  showPanel(false);

  byId("view-graph").addEventListener("click", () => update({ view: "graph" }));
  byId("view-table").addEventListener("click", () => update({ view: "table" }));
  byId("open-filters").addEventListener("click", () => toggleFilters(!byId("filters").classList.contains("open")));
  byId("zoom-in").addEventListener("click", () => zoomBy(1.4));
  byId("zoom-out").addEventListener("click", () => zoomBy(1 / 1.4));
  byId("zoom-fit").addEventListener("click", () => fitAll());
  byId("canvas").addEventListener("keydown", moveByKey);
  byId("skip").addEventListener("click", (event) => {
    event.preventDefault(); // the address behind the # keeps the state
    byId("panel").focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (byId("filters").classList.contains("open")) toggleFilters(false);
    else if (state.association >= 0 || state.outcome >= 0) update({ association: -1, outcome: -1 });
    else if (state.concept >= 0) update({ concept: -1 });
  });
  window.addEventListener("popstate", () => {
    readFragment();
    buildFilters();
    show(EVERYTHING);
  });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    buildFilters();
    restyle();
    showPanel(false);
  });
}

/** Arrow keys move the picture, plus and minus zoom, 0 fits all. @param {KeyboardEvent} event */
function moveByKey(event) {
  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const step = steps[/** @type {keyof typeof steps} */ (event.key)];
  if (step) {
    const place = network.getViewPosition();
    const far = 80 / network.getScale();
    network.moveTo({ position: { x: place.x + step[0] * far, y: place.y + step[1] * far }, animation: false });
  } else if (event.key === "+" || event.key === "=") zoomBy(1.25);
  else if (event.key === "-") zoomBy(0.8);
  else if (event.key === "0") fitAll();
  else return;
  event.preventDefault();
}

start();
