"use strict";
// Filters by text and by year of publication: the years are also a time line.

const MOST_DOCUMENTS = 40;

/** Boxes for the documents and the years, nothing where there is but one. @returns {Node[]} */
function documentBoxes() {
  if (graph.documents.length < 2) return [];
  const counts = graph.documents.map(() => 0);
  for (const association of graph.associations) {
    for (const document of new Set(association.e.map((index) => documentOf(index)))) counts[document] += 1;
  }
  const order = counts.map((_, index) => index).sort((a, b) => counts[b] - counts[a] || a - b);
  const boxes = order.slice(0, MOST_DOCUMENTS).map((index) => {
    const { source, title } = graph.documents[index];
    return box("text", source, title, counts[index], null, state.documentsOff, "documentsOff", source);
  });
  if (order.length > MOST_DOCUMENTS) {
    boxes.push(make("p", { class: "help", text: `the ${MOST_DOCUMENTS} of ${order.length} texts that say most` }));
  }
  return [timeLine(counts), group("Texts", boxes)].filter((each) => each !== null);
}

/** Statements by year of publication, and the years that count. @param {number[]} counts statements by document */
function timeLine(counts) {
  /** @type {Map<number, number>} */
  const byYear = new Map();
  graph.documents.forEach(({ year }, index) => {
    if (year) byYear.set(year, (byYear.get(year) ?? 0) + counts[index]);
  });
  const years = [...byYear.keys()].sort((a, b) => a - b);
  if (years.length < 2) return null;
  const most = Math.max(...byYear.values());
  const bars = years.map((year) => {
    const inside = (!state.since || year >= state.since) && (!state.until || year <= state.until);
    const alone = state.since === year && state.until === year;
    const bar = make("span", { class: "bar" });
    bar.style.height = `${Math.max(2, Math.round((36 * (byYear.get(year) ?? 0)) / most))}px`;
    return make("button", {
      class: inside ? "year" : "year outside-years",
      attributes: {
        type: "button",
        id: `year-${year}`,
        "aria-pressed": String(alone),
        "aria-label": `${year}: ${plural(byYear.get(year) ?? 0, "statement")}`,
        title: `${year}: ${plural(byYear.get(year) ?? 0, "statement")}; choose for this year alone`,
      },
      click: () => chooseYears(alone ? 0 : year, alone ? 0 : year),
    }, bar, make("span", { text: years.length > 8 ? `’${String(year).slice(2)}` : String(year) }));
  });
  return make("fieldset", {}, make("legend", { text: "Year of publication" }),
    make("div", { class: "years" }, ...bars),
    make("div", { class: "span-of-years" }, yearSelect("since", "from", years), yearSelect("until", "to", years)));
}

/** @param {"since" | "until"} part @param {string} label @param {number[]} years */
function yearSelect(part, label, years) {
  const select = /** @type {HTMLSelectElement} */ (make("select", { attributes: { id: part } },
    make("option", { text: "any", attributes: { value: "0" } }),
    ...years.map((year) => make("option", { text: String(year), attributes: { value: String(year) } }))));
  select.value = String(state[part]);
  select.addEventListener("change", () => {
    const year = Number(select.value);
    if (part === "since") chooseYears(year, state.until);
    else chooseYears(state.since, year);
  });
  return make("label", {}, `${label} `, select);
}

/** @param {number} since @param {number} until */
function chooseYears(since, until) {
  update({ since, until });
  buildFilters();
}
