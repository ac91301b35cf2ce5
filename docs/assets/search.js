/* The search page. Nothing is loaded before somebody comes here; the index itself comes piece by piece (Pagefind). */
(async () => {
  "use strict";

  const place = document.getElementById("or-search");
  if (!place) return;

  const words = place.dataset; // the page's own words: docs/search.md
  const facets = { kind: words.kind, person: words.person, status: words.status, year: words.year };
  const A_PAGE = 10;

  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };

  const given = new URLSearchParams(location.search);
  const input = make("input", { type: "search", name: "q", autocomplete: "off", "aria-label": words.label, placeholder: words.label });
  const form = make("form", { role: "search", class: "or-search-form" }, input);
  const status = make("p", { role: "status", class: "or-meta" }, words.start);
  const list = make("ol", { class: "or-results" });
  const more = make("button", { type: "button", class: "or-copy or-next", hidden: "" }, words.more);
  const selects = {};
  place.prepend(form, status, list, more); // at once, so that nothing on the page moves when the index is there
  place.classList.add("or-ready");
  let go = () => {}; // what is asked before the index is there is answered when it is
  form.addEventListener("submit", (event) => { event.preventDefault(); go(); });
  input.value = given.get("q") ?? "";
  if (!input.value) input.focus();

  let pagefind;
  try {
    pagefind = await import(new URL(place.dataset.bundle, document.baseURI));
    await pagefind.options({ excerptLength: 28 });
    await pagefind.init();
  } catch {
    form.remove();
    status.textContent = words.off;
    return;
  }

  const available = await pagefind.filters();
  for (const [name, label] of Object.entries(facets)) {
    const values = Object.entries(available[name] ?? {});
    if (values.length < 2) continue;
    const select = make("select", { name }, new Option(words.all, ""));
    for (const [value] of values) select.add(new Option(value, value));
    select.value = given.get(name) ?? "";
    if (select.selectedIndex < 0) select.selectedIndex = 0;
    selects[name] = select;
    form.append(make("label", {}, `${label} `, select));
  }

  /* Pagefind gives an excerpt as HTML. It is read in a document where nothing runs, and only its text and marks are taken. */
  const excerpt = (html) => [...new DOMParser().parseFromString(html, "text/html").body.childNodes].map(
    (node) => (node.nodeName === "MARK" ? make("mark", {}, node.textContent) : node.textContent));

  /* A quotation, fact or event is shown whole, with the words that were found marked; other pages by an excerpt. */
  const marked = (text, pieces) => {
    const found = new Set(pieces.filter((piece) => piece.nodeName).flatMap((mark) => mark.textContent.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []));
    return text.split(/([\p{L}\p{N}]+)/u).map((word) => (found.has(word.toLowerCase()) ? make("mark", {}, word) : word));
  };

  const show = async (result) => {
    const { url, meta, excerpt: html } = await result.data();
    const pieces = excerpt(html);
    const item = make("li", {});
    item.append(make("p", { class: "or-meta" }, [meta.kind, meta.date, meta.source].filter(Boolean).join(" · ")));
    item.append(make("p", { class: "or-result", dir: "auto" }, make("a", { href: url }, ...marked(meta.words ?? meta.title, pieces))));
    if (meta.note) item.append(make("p", { class: "or-note" }, meta.note));
    if (!meta.words) item.append(make("p", { class: "or-excerpt" }, ...pieces));
    return item;
  };

  let turn = 0;
  let results = [];
  let shown = 0;

  const next = async () => {
    const now = turn;
    const items = await Promise.all(results.slice(shown, shown + A_PAGE).map(show));
    if (now !== turn) return;
    list.append(...items);
    shown += items.length;
    more.hidden = shown >= results.length;
  };

  const search = async () => {
    const now = ++turn;
    const filters = {};
    for (const [name, select] of Object.entries(selects)) if (select.value) filters[name] = select.value;
    const text = input.value.trim().replace(/[“”„«»]/g, '"'); // as phones write them; Pagefind knows the straight ones
    const address = new URL(location);
    address.search = new URLSearchParams({ ...(text && { q: text }), ...filters }).toString();
    if (location.protocol.startsWith("http")) history.replaceState(null, "", address);
    const found = text || Object.keys(filters).length ? await pagefind.search(text || null, { filters }) : null;
    if (now !== turn) return;
    results = found?.results ?? [];
    shown = 0;
    list.replaceChildren();
    status.textContent = !found ? words.start : !results.length ? words.none
      : results.length === 1 ? words.one : words.many.replace("{n}", results.length);
    await next();
  };

  let timer;
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(search, 150); });
  go = search;
  form.addEventListener("change", search);
  more.addEventListener("click", async () => {
    const first = shown;
    await next();
    list.children[first]?.querySelector("a")?.focus();
  });

  if (input.value || Object.values(selects).some((select) => select.value)) await search();
})();
