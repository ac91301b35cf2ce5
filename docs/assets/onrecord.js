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

  for (const element of document.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) break;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "or-copy";
    button.textContent = element.dataset.copy;
    const what = element.closest("dd")?.previousElementSibling?.textContent ?? "";
    button.setAttribute("aria-label", `${element.dataset.copy}: ${what}`);
    button.addEventListener("click", async () => {
      const own = element.matches("a") ? element.href : element.textContent;
      await navigator.clipboard.writeText(own);
      button.textContent = element.dataset.copied;
      setTimeout(() => { button.textContent = element.dataset.copy; }, 2000);
    });
    element.after(button);
  }

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

  const words = new Map([...document.querySelectorAll("li[data-status] .or-status")].map(
    (badge) => [badge.closest("li").dataset.status, badge.textContent]));
  choice("status", place.dataset.status, [...words]);
  choice("people", place.dataset.person, Object.entries(names));
  const count = document.createElement("span");
  count.setAttribute("role", "status");
  place.append(count);
  place.hidden = false;
})();
