"use strict";
// What the reader has chosen: kept in the address behind the #, so that a link opens the same picture.

/**
 * @typedef {object} PageState
 * @property {"graph" | "table"} view
 * @property {number} concept index of the chosen concept, -1 for none
 * @property {number} association index of the chosen statement, -1 for none
 * @property {number} outcome index of the chosen numeric result, -1 for none
 * @property {number} added index of the document whose contribution is shown, -1 for none
 * @property {string} asked the question that the panel answers, empty for none
 * @property {boolean} connect whether the panel asks how two concepts are connected
 * @property {number} from index of the concept where a path starts, -1 for none
 * @property {number} to index of the concept where it ends, -1 for none
 * @property {number} focus index of the concept whose surroundings are shown, -1 for the whole graph
 * @property {number} hops how far around the focus
 * @property {number} limit how many concepts are drawn
 * @property {Set<string>} typesOff entity types left out
 * @property {Set<string>} groupsOff predicate groups left out
 * @property {Set<string>} predicatesOff single predicates left out, by CURIE
 * @property {Set<string>} kindsOff kinds of statement left out
 * @property {Set<string>} documentsOff documents left out, by source
 * @property {number} since the first year of publication that counts, 0 for any
 * @property {number} until the last year, 0 for any
 * @property {number} belief the least belief shown, 0 to 1
 * @property {boolean} isolated whether concepts without a statement are drawn
 * @property {boolean} communities whether communities are outlined
 * @property {boolean} grouped whether each community is drawn as one shape
 * @property {Set<number>} opened numbers of the communities that are drawn whole all the same
 * @property {Set<number>} expanded concepts whose neighbours are drawn wherever they are
 * @property {Set<number>} hidden concepts taken out of the picture
 * @property {Map<number, {x: number, y: number}>} pins places given by hand
 */

/** Sets of words in the state and their names in the address. @type {[SetName, string][]} */
const SETS = [
  ["typesOff", "without"],
  ["groupsOff", "withoutgroups"],
  ["predicatesOff", "withoutpredicates"],
  ["kindsOff", "withoutkinds"],
  ["documentsOff", "withouttexts"],
];
/** @typedef {"typesOff" | "groupsOff" | "predicatesOff" | "kindsOff" | "documentsOff"} SetName */

/** What the panel shows one of: a change to one puts the others away. */
const NOTHING_CHOSEN = { concept: -1, association: -1, outcome: -1, added: -1, asked: "", connect: false, from: -1, to: -1 };

/** @type {PageState} */
const state = startState();
/** States before the present one, the latest last. @type {PageState[]} */
const before = [];
const MOST_UNDONE = 100;

/** @type {((changed: Set<string>) => void)[]} */
const listeners = [];

/** @returns {PageState} */
function startState() {
  return {
    ...NOTHING_CHOSEN,
    view: "graph",
    concept: conceptById.get(graph.start.focus) ?? -1,
    focus: conceptById.get(graph.start.focus) ?? -1,
    hops: graph.start.hops,
    limit: graph.start.limit,
    typesOff: new Set(),
    groupsOff: new Set(),
    predicatesOff: new Set(),
    kindsOff: new Set(),
    documentsOff: new Set(),
    since: 0,
    until: 0,
    belief: 0,
    isolated: false,
    communities: false,
    grouped: graph.start.grouped,
    opened: new Set(),
    expanded: new Set(),
    hidden: new Set(),
    pins: new Map(),
  };
}

/**
 * Change the state, write it to the address and tell everyone what changed. Sets and maps are replaced, never
 * changed in place, so that the states before stay what they were.
 * @param {Partial<PageState>} change
 */
function update(change) {
  before.push({ ...state });
  if (before.length > MOST_UNDONE) before.shift();
  apply(change);
}

/** Return to the state before the last change. */
function undo() {
  const last = before.pop();
  if (last) apply(last);
}

/** @param {Partial<PageState>} change */
function apply(change) {
  const names = /** @type {(keyof PageState)[]} */ (Object.keys(change));
  const changed = new Set(names.filter((name) => state[name] !== change[name]));
  Object.assign(state, change);
  writeFragment([...Object.keys(NOTHING_CHOSEN), "focus", "view"].some((name) => changed.has(/** @type {any} */ (name))));
  for (const listener of listeners) listener(changed);
}

/** Write what differs from the start into the address. @param {boolean} step whether Back returns to before */
function writeFragment(step) {
  const start = startState();
  const parts = new URLSearchParams();
  /** @param {number} index */
  const id = (index) => (index < 0 ? "" : graph.concepts[index].id);
  if (state.view !== start.view) parts.set("view", state.view);
  if (state.concept >= 0) parts.set("concept", id(state.concept));
  if (state.association >= 0) parts.set("statement", graph.associations[state.association].key);
  if (state.outcome >= 0) parts.set("result", String(state.outcome));
  if (state.added >= 0) parts.set("added", graph.documents[state.added].source);
  if (state.asked) parts.set("ask", state.asked);
  if (state.connect) parts.set("connect", "1");
  if (state.from >= 0) parts.set("from", id(state.from));
  if (state.to >= 0) parts.set("to", id(state.to));
  if (state.focus !== start.focus) parts.set("focus", id(state.focus));
  for (const name of /** @type {const} */ (["hops", "limit", "since", "until", "belief"])) {
    if (state[name] !== start[name]) parts.set(name, String(state[name]));
  }
  for (const [name, key] of SETS) for (const value of [...state[name]].sort()) parts.append(key, value);
  if (state.isolated) parts.set("isolated", "1");
  if (state.communities) parts.set("communities", "1");
  if (state.grouped !== start.grouped) parts.set("grouped", state.grouped ? "1" : "0");
  for (const number of state.opened) parts.append("opened", String(number));
  for (const index of state.expanded) parts.append("expanded", id(index));
  for (const index of state.hidden) parts.append("hidden", id(index));
  for (const [index, { x, y }] of state.pins) {
    parts.append("pin", `${(x / stretch.x).toFixed(1)},${(y / stretch.y).toFixed(1)},${id(index)}`);
  }
  const fragment = `#${parts}`;
  if (fragment === (location.hash || "#")) return;
  try {
    if (step) history.pushState(null, "", fragment);
    else history.replaceState(null, "", fragment);
  } catch {
    // A page inside a frame without an address of its own (a notebook) has no history to write.
  }
}

/** Read the state from the address. What is not there, or names nothing here, is as at the start. */
function readFragment() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const fresh = startState();
  /** @param {string | null} name */
  const concept = (name) => conceptById.get(name ?? "") ?? -1;
  if (location.hash.length > 1) fresh.concept = concept(parts.get("concept"));
  fresh.view = parts.get("view") === "table" ? "table" : "graph";
  fresh.association = associationByKey.get(parts.get("statement") ?? "") ?? -1;
  fresh.outcome = wholeNumber(parts.get("result"), -1, 0, graph.outcomes.length - 1);
  fresh.added = graph.documents.findIndex((each) => each.source === parts.get("added"));
  fresh.asked = questionById(parts.get("ask") ?? "")?.id ?? "";
  fresh.connect = parts.get("connect") === "1";
  fresh.from = concept(parts.get("from"));
  fresh.to = concept(parts.get("to"));
  if (parts.has("focus")) fresh.focus = concept(parts.get("focus"));
  fresh.hops = wholeNumber(parts.get("hops"), fresh.hops, 1, 9);
  fresh.limit = wholeNumber(parts.get("limit"), fresh.limit, 1, graph.concepts.length);
  fresh.since = wholeNumber(parts.get("since"), 0, 1000, 9999);
  fresh.until = wholeNumber(parts.get("until"), 0, 1000, 9999);
  for (const [name, key] of SETS) fresh[name] = new Set(parts.getAll(key));
  fresh.belief = Math.min(1, Math.max(0, Number(parts.get("belief")) || 0));
  fresh.isolated = parts.get("isolated") === "1";
  fresh.communities = parts.get("communities") === "1";
  if (parts.has("grouped")) fresh.grouped = parts.get("grouped") === "1";
  fresh.opened = new Set(parts.getAll("opened").map((each) => wholeNumber(each, -1, 0, graph.concepts.length)).filter((each) => each >= 0));
  fresh.expanded = new Set(parts.getAll("expanded").map(concept).filter((index) => index >= 0));
  fresh.hidden = new Set(parts.getAll("hidden").map(concept).filter((index) => index >= 0));
  for (const pin of parts.getAll("pin")) {
    const [, x, y, name] = /^(-?\d{1,6}(?:\.\d)?),(-?\d{1,6}(?:\.\d)?),(.+)$/.exec(pin) ?? [];
    if (concept(name) >= 0) fresh.pins.set(concept(name), { x: Math.round(Number(x) * stretch.x), y: Math.round(Number(y) * stretch.y) });
  }
  Object.assign(state, fresh);
}

/** @param {string | null} text @param {number} otherwise @param {number} least @param {number} most */
function wholeNumber(text, otherwise, least, most) {
  return text !== null && /^\d{1,7}$/.test(text) && Number(text) >= least && Number(text) <= most
    ? Number(text)
    : otherwise;
}
