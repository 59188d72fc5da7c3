"use strict";
// The editor of ./yasgui, bound to this server alone: one endpoint, prefixes from here, no address bar for others.
const settings = JSON.parse(document.getElementById("settings").textContent);
const endpoint = new URL(settings.endpoint, location.href).href;
const yasgui = new Yasgui(document.getElementById("editor"), {
  requestConfig: { endpoint, method: "POST" },
  copyEndpointOnNewTab: false,
  populateFromUrl: (tab) => ({ ...tab, requestConfig: { ...tab.requestConfig, endpoint } }),
  autofocus: false,
  persistenceId: "biomedkg",
  endpointCatalogueOptions: { getData: () => [], keys: [], renderItem: () => {} },
  yasqe: { prefixCcApi: settings.prefixes, value: settings.start },
});

function openQuery(name) {
  const query = settings.queries.find((each) => each.name === name);
  if (!query) return;
  const id = Object.keys(yasgui._tabs).find((each) => yasgui.getTab(each).getName() === name);
  if (id) {
    yasgui.selectTabId(id);
    return;
  }
  yasgui.addTab(true, { name, yasqe: { value: query.sparql }, requestConfig: { endpoint } });
}

for (const link of document.querySelectorAll("[data-query]")) {
  link.addEventListener("click", (event) => { event.preventDefault(); openQuery(link.dataset.query); });
}
if (settings.chosen) openQuery(settings.chosen);
