"use strict";
// Type-ahead after the ARIA combobox pattern; without it the forms work as they are.
for (const field of document.querySelectorAll("#q, [data-suggest]")) {
  const opens = field.dataset.suggest !== "name";
  const list = document.createElement("ul");
  list.id = `${field.id}-list`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  const holder = document.createElement("span");
  holder.className = "combobox";
  field.replaceWith(holder);
  holder.append(field, list);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-expanded", "false");
  field.setAttribute("aria-controls", list.id);
  let hits = [];
  let chosen = -1;
  let asked = 0;
  let timer = 0;

  function close() {
    list.hidden = true;
    chosen = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  function choose(number) {
    chosen = number;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === chosen)));
    if (chosen < 0) {
      field.removeAttribute("aria-activedescendant");
    } else {
      field.setAttribute("aria-activedescendant", list.children[chosen].id);
      list.children[chosen].scrollIntoView({ block: "nearest" });
    }
  }

  function take(number) {
    if (opens) {
      location.href = hits[number].path;
    } else {
      field.value = hits[number].label;
      close();
    }
  }

  function show() {
    list.replaceChildren(...hits.map((hit, i) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${i}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      const label = document.createElement("bdi");
      label.textContent = hit.label;
      const more = document.createElement("span");
      more.className = "hint";
      more.textContent = [hit.type, hit.name && `“${hit.name}”`, hit.near && "similar spelling"].filter(Boolean).join(" · ");
      item.append(label, more);
      item.addEventListener("mousedown", (event) => { event.preventDefault(); take(i); });
      return item;
    }));
    chosen = -1;
    field.removeAttribute("aria-activedescendant");
    list.hidden = hits.length === 0;
    field.setAttribute("aria-expanded", String(hits.length > 0));
  }

  async function ask() {
    const mine = ++asked;
    const text = field.value.trim();
    let found = [];
    if (text) {
      try {
        const answer = await fetch(`/suggest?q=${encodeURIComponent(text)}`);
        found = answer.ok ? await answer.json() : [];
      } catch {
        found = [];
      }
    }
    if (mine === asked) {
      hits = found;
      if (document.activeElement === field) show();
    }
  }

  // what the reader has chosen from or closed is not changed by an answer that comes late
  function settle() {
    clearTimeout(timer);
    asked += 1;
  }

  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 80); });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      settle();
      close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !list.hidden) {
      event.preventDefault();
      settle();
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(((chosen + 1 + step + hits.length + 1) % (hits.length + 1)) - 1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      take(chosen);
    }
  });
}
