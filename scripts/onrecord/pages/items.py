"""One page, with its data and citation files, for every quotation, indirect speech, fact, event and subject."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import islice
from typing import Any

from markupsafe import Markup

from onrecord.model import Entry, Fact, Metadata, Quote, Reference, Said
from onrecord.pages import cite, data, dates, embed, meta, parts, timeline, titles
from onrecord.pages.environment import DESCRIPTION, Renderer, matter
from onrecord.pages.escape import attr, cut, link, md
from onrecord.pages.graph import FOLDERS, Graph, Placed, Subject
from onrecord.pages.page import Page
from onrecord.pages.passage import passage
from onrecord.pages.settings import Site
from onrecord.pages.words import Words

MORE = 3
"""How many other quotations of the same speaker a quotation's page shows."""

OF_ONE = 60
"""Quotations, facts and events of one subject on a page; who has more, has more pages."""

SOURCES_OF_ONE = 20

Row = tuple[Markup, Markup]


def citation(placed: Placed, site: Site, words: Words) -> cite.Citation:
    """The citation of an item."""
    source = placed.source
    url, original = site.permalink(placed.path), link(source.url) or None
    issued = dates.day(source.published, words)
    note = f"In: “{source.title}”, {source.publisher}, {issued}." + (f" {original}" if original and url else "")
    return cite.Citation(
        id=placed.id,
        title=titles.title(placed, words),
        article=source.title,
        container=source.publisher,
        authors=source.author,
        issued=source.published,
        url=url,
        original=original,
        note=note,
        language=source.language,
    )


def item_pages(renderer: Renderer, marked: Mapping[str, Mapping[str, str]]) -> None:
    """Pages and files of all items. `marked` has, by slug of an open source, the page on which each item is marked."""
    graph = renderer.graph
    days = timeline.addresses(timeline.dated(graph, renderer.words))
    for placed in (*graph.quotes, *graph.said, *graph.facts, *graph.entries):
        cited = citation(placed, renderer.site, renderer.words)
        _files(renderer, placed, cited)
        page = Page(placed.path, graph, renderer.words)
        rows = _rows(placed, page, days, marked.get(placed.source.slug, {}))
        original = _original(placed, page)
        values = {
            "placed": placed,
            "rows": rows,
            "files": {"rows": _cite_rows(placed, page, cited, original, renderer), "original": original},
            "same": graph.same(placed),
            "changes": graph.history(placed.id),
            "entries": graph.nearby(placed, "entry") if placed.kind != "entry" else [],
        }
        if isinstance(placed.item, Quote | Said):
            _quote_page(renderer, placed, page, cited, values)
        else:
            _fact_page(renderer, placed, page, cited, values)


def _quote_page(renderer: Renderer, placed: Placed, page: Page, cited: cite.Citation, values: dict[str, Any]) -> None:
    graph, words = renderer.graph, renderer.words
    item = placed.item
    assert isinstance(item, Quote | Said)
    speaker = graph.speaker(placed) if titles.certain(item.speaker) else None
    if item.speaker is None:
        heading = words("heading_quote_none")
    elif not titles.certain(item.speaker):
        heading = words("heading_quote_unsure")
    else:
        name = Markup("<bdi>{}</bdi>").format(md(item.speaker.name))
        heading = words(f"heading_quote_{item.stance}", who=name)
    shown = {placed.id, *(p.id for p in graph.same(placed))}
    others = (p for p in graph.quotes_after(placed, speaker) if p.id not in shown) if speaker else ()
    disputes = list({t.root.id: t for fact in graph.claims(placed) if (t := graph.thread(fact))}.values())
    told = {id_ for t in disputes for id_ in _told(t)}
    renderer.page(
        "quote.md.j2",
        placed.path,
        _matter(renderer, placed, cited),
        heading=heading,
        folder=FOLDERS[placed.kind],
        disputes=disputes,
        facts=[fact for fact in graph.nearby(placed, "fact") if fact.id not in told],
        more=list(islice(others, MORE)),
        speaker=speaker,
        **values,
    )


def _fact_page(renderer: Renderer, placed: Placed, page: Page, cited: cite.Citation, values: dict[str, Any]) -> None:
    graph = renderer.graph
    thread = graph.thread(placed) if placed.kind == "fact" else _entry_thread(placed, graph)
    heading = _plain_lead(placed, renderer.words) + page.statement(placed.item.text or "")
    if placed.kind == "entry":
        facts = graph.entry_facts(placed)
        values["entries"] = []
    else:
        facts = graph.nearby(placed, "fact")
        told = graph.fact_entries(placed)
        values["entries"] = told + [e for e in values["entries"] if e not in told]
        if thread and (thread.replies or thread.updates):
            facts = [fact for fact in facts if fact.id not in _told(thread)]
    renderer.page(
        "fact.md.j2",
        placed.path,
        _matter(renderer, placed, cited),
        heading=heading,
        thread=thread,
        threads=_answered(placed, thread, graph),
        facts=facts,
        quotes=graph.nearby(placed, "quote"),
        clashes=graph.clashes(placed),
        **values,
    )


def _entry_thread(placed: Placed, graph: Graph) -> Any:
    """The dispute or charge that a timeline entry tells of, if one of its facts is part of one."""
    threads = [graph.thread(fact) for fact in graph.entry_facts(placed)]
    return next((t for t in threads if t.root.item.status == "alleged" or t.replies or t.updates), None)  # type: ignore[union-attr]


def _answered(placed: Placed, thread: Any, graph: Graph) -> list[Any]:
    """The further disputes on which an item has a say: what it answers beside the one that its page shows first."""
    if placed.kind == "entry":
        return []
    roots = {t.root.id: t for one in graph.answered_by(placed) if one.kind == "fact" and (t := graph.thread(one))}
    return [t for id_, t in roots.items() if thread is None or id_ != thread.root.id]


def _told(thread: Any) -> set[str]:
    """The ids of all that a dispute shows."""
    replies = (reply.placed for reply in thread.replies if reply.placed is not None)
    return {p.id for p in (thread.root, *replies, *thread.updates)}


def _plain_lead(placed: Placed, words: Words) -> Markup:
    """The attribution before a heading's statement, without links."""
    item = placed.item
    if not isinstance(item, Fact | Entry) or item.status == "reported":
        return Markup("")
    lead = md(titles.attributed(item.status, item.by, placed, words))
    return Markup(f'<span class="or-lead">{lead}:</span> ')


def _matter(renderer: Renderer, placed: Placed, cited: cite.Citation) -> dict[str, Any]:
    words, graph = renderer.words, renderer.graph
    item, source = placed.item, placed.source
    short = titles.title(placed, words, 80)
    if placed.kind == "entry" and item.when and item.when.edtf:
        short = words.plain("title_entry", date=dates.in_words(item.when, words), title=short)
    answer = titles.answers_in_short(graph.alleges(placed), graph.replies(placed), words)
    description = _description(placed, answer, words)
    people = [s.name for s in graph.subjects_of(placed) if s.kind == "person" and not s.private]
    speaker = graph.speaker(placed)
    if speaker and not speaker.private and titles.certain(placed.by[-1]):
        people = [speaker.name, *people]
    year = item.when.edtf[:4] if item.when and item.when.edtf else ""
    facets = {
        "kind": words.plain(f"search_kind_{placed.kind}"),
        "person": list(dict.fromkeys(people)),
        "status": words.plain(f"status_{Page('', graph, words).status_of(placed)}") if placed.kind != "quote" else "",
        "year": year if year.isdigit() else "",
    }
    name = placed.id
    oembed = [["application/json+oembed", f"{name}.json", words.plain("row_embed")]] if renderer.site.url else []
    return matter(
        placed.kind,
        short,
        description,
        meta=meta.citation_tags(cited),
        jsonld=meta.item(placed, graph, renderer.site),
        facets={key: value for key, value in facets.items() if value},
        source=source.publisher,
        words=titles.title(placed, words, 200),
        date=dates.in_words(item.when, words) if item.when and item.when.edtf else "",
        note=answer,
        links=[["application/json", f"{name}.json", words.plain("json")], *oembed],
    )


def _description(placed: Placed, answer: str, words: Words) -> str:
    """What previews and search engines show: the item, who reported it, and the answer to an allegation, uncut."""
    source = placed.source
    reported = {"publisher": source.publisher, "date": dates.day(source.published, words)}
    rest = words.plain("description_item", title="", **reported)
    longest = DESCRIPTION - len(f"{rest} {answer}") if answer else DESCRIPTION - 100
    lead = len(titles.title(placed, words)) - len(placed.item.text or "")
    title = titles.title(placed, words, min(200, max(40, longest - lead)))
    told = words.plain("description_item", title=title, **reported)
    if answer and len(told) + len(answer) >= DESCRIPTION:  # a speaker's name of two lines, or a publisher's
        told = cut(told, max(1, DESCRIPTION - len(answer) - 1))
    return f"{told} {answer}".strip()


def _files(renderer: Renderer, placed: Placed, cited: cite.Citation) -> None:
    """The item's data, which with a published address is its oEmbed description too, and its card."""
    graph, site, words = renderer.graph, renderer.site, renderer.words

    def described() -> str:
        tree = embed.oembed(placed, graph, site, words) if site.url else {}
        return data.dump({**tree, **data.item_json(placed, graph, site, words, cite.csl(cited))})

    renderer.files[placed.path.removesuffix(".md") + ".json"] = described
    renderer.files[embed.path(placed)] = lambda: embed.card(placed, graph, site, words)


def _rows(placed: Placed, page: Page, days: dict[str, str], places: Mapping[str, str]) -> list[Row]:
    """Particulars of an item: name and value, empty where there is none."""
    t, item, source = page.t, placed.item, placed.source
    rows: list[Row] = []
    if isinstance(item, Quote | Said):
        rows.append((t("row_speaker"), page.who(item.speaker)))
        rows.append((t("row_said_when"), page.when_row(placed, days)))
        rows.append((t("row_where"), md(item.where or "") if isinstance(item, Quote) else Markup("")))
        rows.append((t("row_to"), Markup(", ").join(page.who(s) for s in item.to)))
        rows.append((t("row_via"), Markup(", ").join(page.who(s) for s in item.via)))
    else:
        rows.append((t("row_by"), page.chain(placed)))
        rows.append((t("row_when"), page.when_row(placed, days)))
        names = page.graph.subjects_of(placed)
        rows.append((t("row_subjects"), Markup(", ").join(page.name(s) for s in names)))
    rows.append((t("row_source"), _source(source, page)))
    rows.append((t("row_evidence"), _evidence(placed, page, places)))
    rows.append((t("row_doubts"), md(" ".join(doubts(item.doubts, t)))))
    return rows


def _source(source: Metadata, page: Page) -> Markup:
    """The source with publisher and day; of a digest, what it sums up."""
    row = page.cited(source, source.title)
    reference = source.digest_of
    if reference is None:
        return row
    return page.t("digest_note", title=row, publisher=reference.publisher, date=page.day(reference.published))


def doubts(codes: tuple[str, ...], words: Words) -> list[str]:
    """The record's codes of doubt as sentences."""
    known = [f"doubt_{code}" for code in codes]
    return [
        words.plain(key) if key in words else words.plain("doubt_other", code=code)
        for key, code in zip(known, codes, strict=True)
    ]


def _evidence(placed: Placed, page: Page, places: Mapping[str, str]) -> Markup:
    span = page.t("evidence_span", start=placed.item.span.start, end=placed.item.span.end)
    if placed.id not in places:
        return span
    marked = page.link(f"{places[placed.id]}#{placed.id}", page.t.plain("evidence_marked"))
    return Markup(f"{span}; {marked}")


def _original(placed: Placed, page: Page) -> Markup:
    """The link to the words in the original, or to the original; nothing where it has no address."""
    item, source = placed.item, placed.source
    original: Metadata | Reference = source if link(source.url) or not source.digest_of else source.digest_of
    quotes = page.graph.record(source).quotes
    address = passage(original.url, item, quotes) if isinstance(item, Quote) else link(original.url)
    key = "passage_link" if ":~:text=" in address else "source_link"
    return page.external(address, page.t(key, publisher=original.publisher)) if address else Markup("")


def _cite_rows(placed: Placed, page: Page, cited: cite.Citation, original: Markup, renderer: Renderer) -> list[Row]:
    """Permanent link, link into the original, citation, files."""
    t, source = page.t, placed.source
    permalink = cited.url or placed.id + ".html"
    copy = f'data-copy="{attr(t.plain("copy"))}" data-copied="{attr(t.plain("copied"))}"'
    own = Markup(f"[{md(permalink)}]({page.to(placed.path)}){{: .or-permalink {copy} }}")
    text = cite.plain(cited, dates.day(source.published, t))
    files = [
        page.download(f"{placed.id}{ending}", kind, content, t.plain(name))
        for name, ending, kind, content in (
            ("bibtex", ".bib", "application/x-bibtex", cite.bibtex(cited)),
            ("ris", ".ris", "application/x-research-info-systems", cite.ris(cited)),
            ("csl", ".csl.json", "application/vnd.citationstyles.csl+json", data.compact([cite.csl(cited)])),
        )
    ]
    files.append(page.file(placed.path.removesuffix(".md") + ".json", t.plain("json")))
    card = page.file(embed.path(placed), t.plain("embed_card"))
    code = embed.frame(placed, page.graph, renderer.site, t)
    if code:
        card = Markup(f'{card} <code class="or-code" {copy}>{md(code)}</code>')
    return [
        (t("row_permalink"), own),
        (t("row_passage"), original or t("no_address")),
        (t("row_citation"), Markup(f'<span class="or-citation" {copy}>{md(text)}</span>')),
        (t("row_files"), Markup(" · ").join(files)),
        (t("row_embed"), card),
    ]


# ------------------------------------------------------------------------------------------------------------ subjects


def subject_pages(renderer: Renderer) -> None:
    """A page for every person, organisation and place; one that leads there for every other id of it."""
    for subject in renderer.graph.subjects:
        _subject_page(renderer, subject)
        for other in subject.ids[1:]:
            path = f"{FOLDERS[subject.kind]}/{other}.md"
            title = renderer.words.plain("moved_title", name=subject.name)
            front = matter(subject.kind, title, title, robots="noindex")
            renderer.page("moved.md.j2", path, front, subject=subject)


def _subject_page(renderer: Renderer, subject: Subject) -> None:
    graph, words = renderer.graph, renderer.words
    page = Page(subject.path, graph, words)
    about = graph.about(subject, "fact")
    others: defaultdict[str, list[Placed]] = defaultdict(list)
    reported: list[Placed] = []
    for fact in about:
        if not fact.by:
            reported.append(fact)
        elif graph.speaker(fact) is not subject:
            others[titles.speaker_name(fact.by[-1], words)].append(fact)
    rows = [
        (words("row_names"), Markup(", ").join(Markup("<bdi>{}</bdi>").format(md(a)) for a in subject.aliases)),
        (words("row_source"), _sources(subject, page)),
    ]
    description = words.plain("description_subject", name=subject.name, publishers=_publishers(subject))
    kind = words.plain(f"search_kind_{subject.kind}")
    facets: dict[str, Any] = {"kind": kind, "person": [subject.name] if subject.kind == "person" else []}
    private = subject.kind == "person" and (subject.private or not (subject.roles or graph.said_by(subject)))
    if subject.private:
        facets = {}  # no search finds the page
    if subject.private == "unnamed":
        front = matter(subject.kind, words.plain("unnamed"), words.plain("unnamed_lead"), robots="noindex")
        renderer.page("unnamed.md.j2", subject.path, front, folder=FOLDERS[subject.kind])
        return
    said = [p for p in graph.said_by(subject) if titles.certain(p.item.speaker)]  # type: ignore[union-attr]
    entries = [e for e in graph.about(subject, "entry") if graph.first_of(e)]
    pages = parts.together(
        subject.path.removesuffix(".md"),
        OF_ONE,
        said=[p for p in said if p.kind == "said" or graph.first_of(p)],
        entries=sorted(entries, key=lambda e: dates.order(e.item.when)),
        reported=[fact for fact in reported if graph.first_of(fact)],
        claimed=[fact for fact in graph.claimed_by(subject) if graph.first_of(fact)],
        others=[(who, fact) for who, facts in others.items() for fact in facts if graph.first_of(fact)],
    )
    for place, (path, found) in zip(parts.chained([(path, "") for path, _ in pages]), pages, strict=True):
        others_here: defaultdict[str, list[Placed]] = defaultdict(list)
        for who, fact in found.pop("others"):
            others_here[who].append(fact)
        first = place.number == 1
        title = subject.name if first else words.plain("page_title", name=subject.name, page=place.number)
        front = matter(
            subject.kind,
            title,
            description,
            jsonld=meta.subject_page(subject, renderer.site) if first else None,
            robots="noindex" if private or not first else None,
            facets={key: value for key, value in facets.items() if value} if first else None,
        )
        renderer.page(
            "subject.md.j2",
            path,
            front,
            subject=subject,
            folder=FOLDERS[subject.kind],
            rows=rows if first else [],
            others=list(others_here.items()),
            chain=place,
            **found,
        )


def _sources(subject: Subject, page: Page) -> Markup:
    """The sources that name a subject; of many, the first ones and how many more there are."""
    links = [page.link(f"sources/{s.slug}.md", s.title) for s in subject.sources[:SOURCES_OF_ONE]]
    more = len(subject.sources) - len(links)
    return Markup(", ").join([*links, *([page.t("n_more", n=more)] if more else [])])


def _publishers(subject: Subject) -> str:
    return ", ".join(dict.fromkeys(source.publisher for source in subject.sources))


# ----------------------------------------------------------------------------------------------------------- withdrawn


def withdrawn_pages(renderer: Renderer) -> None:
    """A page for every withdrawn item, with reason, day and successors, and none of its words."""
    graph, words = renderer.graph, renderer.words
    for gone in graph.withdrawn:
        item = gone.item
        page = Page(gone.path, graph, words)
        successors = [graph.items[id_] for id_ in item.successors if id_ in graph.items]
        subjects = [s for s in map(graph.subject, item.successors) if s is not None]
        links = [page.link(p.path, page.short(p)) for p in successors] + [page.name(s) for s in subjects]
        rows = [
            (words("withdrawn_reason"), md(item.reason)),
            (words("withdrawn_on"), page.day(item.on) if item.on else Markup("")),
            (words("withdrawn_successors"), Markup(", ").join(links)),
            (words("row_source"), page.link(f"sources/{gone.source.slug}.md", gone.source.title)),
        ]
        title = words.plain("withdrawn_title", id=item.id)
        front = matter("withdrawn", title, words.plain("withdrawn_lead"), robots="noindex")
        changes = [c for c in graph.history(item.id) if not (c.before or c.after)]
        renderer.page("withdrawn.md.j2", gone.path, front, rows=rows, changes=changes)
