/* What a script can add; every page works without it: colours to choose, copying of links and citations, the filters. */
(() => {
  "use strict";

  const root = document.documentElement;

  /* Colours: as the system has them, light, dark. The choice is kept on this device; theme/partials reads it early. */
  const colours = document.querySelector("[data-colours][type=button]");
  if (colours) {
    const order = ["system", "light", "dark"];
    const name = () => {
      const words = `${colours.dataset.colours}: ${colours.dataset[root.dataset.colours ?? "system"]}`;
      colours.title = words;
      colours.setAttribute("aria-label", words);
    };
    colours.addEventListener("click", () => {
      root.dataset.colours = order[(order.indexOf(root.dataset.colours) + 1) % order.length];
      try { localStorage.setItem("colours", root.dataset.colours); } catch { /* kept for this page alone */ }
      name();
    });
    name();
    colours.hidden = false;
  }

  /* Where the navigation is wider than a phone, its lit section is brought into sight. */
  for (const line of document.querySelectorAll(".md-tabs__list")) {
    const lit = line.querySelector(".md-tabs__item--active");
    if (lit) line.scrollLeft = lit.offsetLeft - line.clientWidth / 2 + lit.clientWidth / 2;
  }

  /* "/" leads to the search from every page, as on many sites. */
  document.addEventListener("keydown", (event) => {
    const link = document.querySelector(".or-header a[href$='search.html']");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || !link) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    location.href = link.href;
  });

  /* Copying. A button after each [data-copy], and those that stand under the words of an item (.or-actions). */
  const spoken = document.createElement("span");
  spoken.className = "or-unseen";
  spoken.setAttribute("role", "status");

  const copier = (element, label, done, name) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "or-copy";
    button.textContent = label;
    if (name) button.setAttribute("aria-label", name);
    button.addEventListener("click", async () => {
      const words = element.textContent; // a permanent link is its own text; without the site's address it is relative
      await navigator.clipboard.writeText(element.matches("a") && !/^https?:/.test(words) ? element.href : words);
      button.textContent = spoken.textContent = done;
      setTimeout(() => { button.textContent = label; spoken.textContent = ""; }, 2000);
    });
    return button;
  };

  if (navigator.clipboard) {
    document.body.append(spoken);
    for (const element of document.querySelectorAll("[data-copy]")) {
      const { copy, copied } = element.dataset;
      const what = element.closest("dd")?.previousElementSibling?.textContent ?? "";
      element.after(copier(element, copy, copied, `${copy}: ${what}`));
    }
    for (const place of document.querySelectorAll(".or-actions")) {
      const { citation, link, copied } = place.dataset;
      const words = document.querySelector(".or-citation");
      const address = document.querySelector("a.or-permalink");
      if (words && address) place.prepend(copier(words, citation, copied), copier(address, link, copied));
    }
  }

  /* The timeline's filters. */
  const place = document.querySelector("[data-filters]");
  const items = [...document.querySelectorAll("li[data-status], svg [data-status]")];
  if (!place || items.length < 2) return;

  const names = JSON.parse(place.dataset.names);
  const chosen = { status: "", people: "" };

  const show = () => {
    for (const item of items) {
      const fits = (!chosen.status || item.dataset.status === chosen.status) &&
        (!chosen.people || item.dataset.people.split(" ").includes(chosen.people));
      item.classList.toggle(item.matches("li") ? "or-hidden" : "or-faint", !fits);
    }
    for (const day of document.querySelectorAll(".or-day")) {
      day.classList.toggle("or-hidden", !day.querySelector("li:not(.or-hidden)"));
    }
    count.textContent = place.dataset.result
      .replace("{n}", document.querySelectorAll("li[data-status]:not(.or-hidden)").length)
      .replace("{all}", document.querySelectorAll("li[data-status]").length);
  };

  const choice = (key, label, options) => {
    if (options.length < 2) return;
    const element = document.createElement("label");
    const select = document.createElement("select");
    element.append(`${label}: `, select);
    for (const [value, text] of [["", place.dataset.all], ...options]) select.add(new Option(text, value));
    select.addEventListener("change", () => { chosen[key] = select.value; show(); });
    place.append(element);
  };

  const words = new Map([...document.querySelectorAll("li[data-status]")].map(
    (item) => [item.dataset.status, item.querySelector(".or-status").textContent]));
  choice("status", place.dataset.status, [...words]);
  choice("people", place.dataset.person, Object.entries(names));
  const count = document.createElement("span");
  count.setAttribute("role", "status");
  place.append(count);
  place.hidden = false;
})();
