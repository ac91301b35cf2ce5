/* What a script can add; every page works without it. Copying of links and citations, and the timeline's filters. */
(() => {
  "use strict";

  /* "/" leads to the search from every page, as on many sites. */
  document.addEventListener("keydown", (event) => {
    const link = document.querySelector(".md-tabs a[href$='search.html'], .md-nav a[href$='search.html']");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || !link) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    location.href = link.href;
  });

  const copied = { copy: "Copy", done: "Copied", all: "everything", status: "Status", person: "Person" };

  for (const element of document.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) break;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "or-copy";
    button.textContent = copied.copy;
    const what = element.closest("dd")?.previousElementSibling?.textContent ?? "";
    button.setAttribute("aria-label", `${copied.copy}: ${what}`);
    button.addEventListener("click", async () => {
      const own = element.matches("a") ? element.href : element.textContent;
      await navigator.clipboard.writeText(own);
      button.textContent = copied.done;
      setTimeout(() => { button.textContent = copied.copy; }, 2000);
    });
    element.after(button);
  }

  const place = document.querySelector("[data-filters]");
  const items = [...document.querySelectorAll("li[data-status], svg [data-status]")];
  if (!place || items.length < 2) return;

  const names = new Map();
  for (const link of document.querySelectorAll(".or-entries a[href*='people/p']")) {
    names.set(link.getAttribute("href").replace(/^.*people\/|\.html.*$/g, ""), link.textContent);
  }
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
    count.textContent = `${document.querySelectorAll("li[data-status]:not(.or-hidden)").length} / ` +
      `${document.querySelectorAll("li[data-status]").length}`;
  };

  const choice = (key, label, options) => {
    if (options.length < 2) return;
    const element = document.createElement("label");
    const select = document.createElement("select");
    element.append(`${label}: `, select);
    for (const [value, text] of [["", copied.all], ...options]) select.add(new Option(text, value));
    select.addEventListener("change", () => { chosen[key] = select.value; show(); });
    place.append(element);
  };

  const words = new Map([...document.querySelectorAll("li[data-status] .or-status")].map(
    (badge) => [badge.closest("li").dataset.status, badge.textContent]));
  const people = new Set(items.flatMap((item) => item.dataset.people.split(" ").filter(Boolean)));
  choice("status", copied.status, [...words]);
  choice("people", copied.person, [...people].map((id) => [id, place.dataset[`p${id}`] ?? names.get(id)]).filter(([, name]) => name));
  const count = document.createElement("span");
  count.setAttribute("role", "status");
  place.append(count);
  place.hidden = false;
})();
