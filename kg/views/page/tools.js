"use strict";
// The tools of the heading: saving, sharing, undo, light and dark, help.

/** What can be saved. @type {{text: string, act: () => void}[]} */
const SAVED = [
  { text: "Picture (PNG)", act: () => asPng((blob) => blob && save(blob, "png")) },
  { text: "Picture (SVG)", act: () => saveText(asSvg(), "svg", "image/svg+xml") },
  { text: "Statements shown (CSV)", act: () => saveText(`\ufeff${asCsv(statementsShown())}`, "csv", "text/csv") },
  { text: "Statements shown (Turtle)", act: () => saveText(asTurtle(statementsShown()), "ttl", "text/turtle") },
  { text: "Statements shown (GraphML)", act: () => saveText(asGraphml(statementsShown()), "graphml", "application/xml") },
  { text: "Print", act: () => window.print() },
];

/** @param {string} text @param {string} ending @param {string} type */
function saveText(text, ending, type) {
  save(new Blob([text], { type: `${type};charset=utf-8` }), ending);
}

/** Hand a file to the browser's downloads. @param {Blob} blob @param {string} ending */
function save(blob, ending) {
  const name = graph.title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 60) || "graph";
  const address = URL.createObjectURL(blob);
  make("a", { attributes: { href: address, download: `${name}.${ending}` } }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

/** Copy the address of what is shown; where that is not allowed, show it to be copied. */
async function share() {
  const field = /** @type {HTMLInputElement} */ (byId("address"));
  field.value = location.href;
  let copied = false;
  try {
    await navigator.clipboard.writeText(location.href);
    copied = true;
  } catch {
    // Not allowed here: the reader copies it by hand.
  }
  byId("share-said").textContent = copied ? "Copied. The address opens this page as you see it now:" : "This address opens the page as you see it now; copy it:";
  /** @type {HTMLDialogElement} */ (byId("share-dialog")).showModal();
  field.select();
}

/** Change between the reader's usual, light and dark. */
function changeTheme() {
  const root = document.documentElement;
  const next = { "": isDark() ? "light" : "dark", light: "dark", dark: "light" }[root.dataset.theme ?? ""];
  root.dataset.theme = next;
  showTheme();
  recolour();
}

/** Write on the switch what it changes to. */
function showTheme() {
  byId("theme").textContent = isDark() ? "Light" : "Dark";
  byId("theme").setAttribute("aria-label", isDark() ? "Change to a light page" : "Change to a dark page");
}

/** Draw anew what carries colours of its own. */
function recolour() {
  buildFilters();
  restyle();
  showPanel(false);
}

/** Whether there is something to undo. */
function showUndo() {
  /** @type {HTMLButtonElement} */ (byId("undo")).disabled = !before.length;
}

function startTools() {
  const menu = byId("save-menu");
  menu.append(...SAVED.map(({ text, act }) => make("button", { text, attributes: { type: "button" }, click: () => {
    /** @type {HTMLDetailsElement} */ (byId("save")).open = false;
    act();
  } })));
  byId("share").addEventListener("click", share);
  byId("theme").addEventListener("click", changeTheme);
  byId("undo").addEventListener("click", undo);
  byId("connect").addEventListener("click", () => askPath(state.concept));
  byId("help").addEventListener("click", () => /** @type {HTMLDialogElement} */ (byId("help-dialog")).showModal());
  for (const button of document.querySelectorAll("dialog .close")) {
    button.addEventListener("click", () => /** @type {HTMLDialogElement} */ (button.closest("dialog")).close());
  }
  byId("save").addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    /** @type {HTMLDetailsElement} */ (byId("save")).open = false;
    byId("save").querySelector("summary")?.focus();
  });
  document.addEventListener("click", (event) => {
    if (!byId("save").contains(/** @type {Node} */ (event.target))) /** @type {HTMLDetailsElement} */ (byId("save")).open = false;
  });
  showTheme();
}
