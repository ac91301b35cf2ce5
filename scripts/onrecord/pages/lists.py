"""The pages that lead to the items: home, timeline, lists, what is disputed, changes, how it was made, data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from onrecord.model import Metadata, Quote, Record
from onrecord.pages import data, feeds, parts, timeline, titles
from onrecord.pages.environment import HOME, Renderer, matter
from onrecord.pages.graph import FOLDERS, Graph, Placed, Subject, Thread
from onrecord.pages.items import doubts
from onrecord.pages.settings import Site
from onrecord.pages.timeline import Group
from onrecord.pages.words import Words

A_PAGE = 60
"""Items on one page of a list. Longer pages cost a phone more than a further click costs its reader."""

NAMES = 150
"""Names (of people, sources and so on) on one page: they are shorter."""

DISPUTES = 25
CHANGES = 100

MOST_DOUBTFUL = 100
"""Uncertain items that one page lists; the others say on their own pages that they are uncertain."""

HOME_EVENTS = 16
HOME_DISPUTES = 2
HOME_QUOTES = 4
HOME_PEOPLE = 8
HOME_SOURCES = 12
MOST_ANNOTATIONS = 40
"""Files of annotations that the data page lists one by one; each source's page has its own."""


def list_pages(renderer: Renderer) -> None:
    """All pages that are not of one item, subject or source."""
    graph, words = renderer.graph, renderer.words

    def published(placed: Placed) -> parts.Key:
        return parts.year(placed.source.published, words)

    groups, undated = timeline.dated(graph, words), timeline.undated(graph)
    threads = graph.threads()
    disputed, spoken = [t for t in threads if _disputed(t)], graph.denied_words()
    _home(renderer, groups, undated, disputed, spoken)
    _timeline(renderer, groups, undated)
    quotes = [q for q in graph.quotes if graph.first_of(q)]
    _in_parts(renderer, "quotes", _by_source, parts.sheets("quotes", quotes, published, A_PAGE))
    _in_parts(renderer, "facts", _by_source, parts.sheets("facts", graph.facts, published, A_PAGE))
    disputes: dict[str, Sequence[Any]] = {
        "threads": disputed,
        "spoken": spoken,
        "charges": [t for t in threads if not _disputed(t)],
        "lone": graph.lone_denials(),
    }
    _together(renderer, "disputed", DISPUTES, disputes)
    for kind in ("person", "organisation", "place"):
        _subjects(renderer, kind)
    sources = parts.sheets("sources", _sources(graph), lambda pair: parts.year(pair[0].published, words), NAMES)
    _in_parts(renderer, "sources", lambda found: {"sources": found}, sources)
    _together(renderer, "changes", CHANGES, {"changes": graph.changes, "withdrawn": graph.withdrawn})
    doubtful = _doubtful(graph, words)
    shown, more = doubtful[:MOST_DOUBTFUL], max(0, len(doubtful) - MOST_DOUBTFUL)
    _simple(renderer, "about", "about.md", totals=_totals(graph), doubtful=shown, doubtful_more=more)
    _data(renderer)


def _timeline(renderer: Renderer, groups: Sequence[Group], undated: Sequence[Placed]) -> None:
    """The dated entries, by year where they are many, then those without a date: on pages of their own if need be."""
    here: dict[str, list[Group]] = {}
    for group in groups:
        here.setdefault(group.path, []).append(group)
    dated = [parts.Sheet(path, found[0].part, found) for path, found in here.items()]
    dated = dated or [parts.Sheet("timeline/index.md", "", [])]
    apart = len(dated) > 1 or len(undated) > timeline.A_PAGE
    loose = parts.paged("timeline/undated", undated, timeline.A_PAGE) if apart and undated else []
    name = renderer.words.plain("timeline_undated")
    if len(dated) > 1:
        entries = [parts.Sheet(s.path, s.part, [e for group in s.items for e in group.entries]) for s in dated]
        _overview(renderer, "timeline", parts.summary([*entries, *(parts.Sheet(s.path, name, s.items) for s in loose)]))
    chain = parts.chained([(s.path, s.part) for s in dated] + [(s.path, name) for s in loose])
    for place, sheet in zip(chain, dated, strict=False):
        _simple(
            renderer,
            "timeline",
            place.path,
            chain=place,
            groups=sheet.items,
            undated=undated if not apart else [],
            elsewhere=len(undated) if apart and len(dated) == 1 else 0,
            drawing=timeline.drawn(sheet.items, renderer.graph, renderer.words, place.path),
        )
    for place, rest in zip(chain[len(dated) :], loose, strict=True):
        values: dict[str, Any] = {"groups": [], "undated": rest.items, "elsewhere": 0, "drawing": ""}
        _simple(renderer, "timeline", place.path, chain=place, **values)


def _overview(renderer: Renderer, name: str, found: Sequence[parts.Part], **values: Any) -> None:
    """The page of a list that is in parts: it leads to them."""
    _simple(renderer, name, f"{name}/index.md", template="parts.md.j2", folder=name, parts=found, **values)


def _in_parts(
    renderer: Renderer,
    name: str,
    values: Callable[[list[Any]], dict[str, Any]],
    sheets: Sequence[parts.Sheet[Any]],
    template: str = "",
) -> None:
    """A list on its pages; `values` makes what the template asks for of the items of one page."""
    if len(sheets) > 1:
        _overview(renderer, name, parts.summary(sheets))
    for place, sheet in zip(parts.chained([(s.path, s.part) for s in sheets]), sheets, strict=True):
        _simple(renderer, name, place.path, template=template, chain=place, **values(sheet.items))


def _by_source(placed: Sequence[Placed]) -> dict[str, Any]:
    """Items under their sources, for a page of a list."""
    found: dict[str, tuple[Metadata, list[Placed]]] = {}
    for one in placed:
        found.setdefault(one.source.slug, (one.source, []))[1].append(one)
    return {"groups": list(found.values())}


def _subjects(renderer: Renderer, kind: str) -> None:
    """The list of people, organisations or places."""
    graph, words, name = renderer.graph, renderer.words, FOLDERS[kind]
    sheets = parts.sheets(name, graph.of_kind(kind), lambda subject: parts.letter(subject.name, words), NAMES)

    def values(found: list[Subject]) -> dict[str, Any]:
        rows = [(s, len(graph.said_by(s)), len(graph.about(s, "fact"))) for s in found]
        return {"subjects": rows, "folder": name}

    _in_parts(renderer, name, values, sheets, template="subjects.md.j2")


def _together(renderer: Renderer, name: str, most: int, sections: Mapping[str, Sequence[Any]]) -> None:
    """Several lists of one page, one after the other, on as many pages as they take."""
    pages = parts.together(name, most, **sections)
    for place, (path, values) in zip(parts.chained([(path, "") for path, _ in pages]), pages, strict=True):
        _simple(renderer, name, path, "", chain=place, **values)


def _home(
    renderer: Renderer,
    groups: Sequence[Group],
    undated: Sequence[Placed],
    disputed: Sequence[Thread],
    spoken: Sequence[Placed],
) -> None:
    """The home page: of everything the latest or the first, with what there is of it."""
    graph = renderer.graph
    latest = _latest(groups, HOME_EVENTS)
    renderer.page(
        "home.md.j2",
        HOME,
        None,
        groups=latest,
        drawing=timeline.drawn(latest, graph, renderer.words, "../index.md"),
        undated=len(undated),
        earlier=sum(len(group.entries) for group in groups) - sum(len(group.entries) for group in latest),
        threads=disputed[:HOME_DISPUTES],
        spoken=spoken[: HOME_DISPUTES - len(disputed[:HOME_DISPUTES])],
        disputes=len(disputed) + len(spoken),
        quotes=_pulled(graph),
        people=_leading(graph),
        sources=graph.sources[-HOME_SOURCES:],
        publishers=", ".join(dict.fromkeys(source.publisher for source in graph.sources)),
    )


def _latest(groups: Sequence[Group], most: int) -> list[Group]:
    """The last groups with no more than `most` entries together (at least one group)."""
    found: list[Group] = []
    count = 0
    for group in reversed(groups):
        if found and count + len(group.entries) > most:
            break
        found.append(group)
        count += len(group.entries)
    return found[::-1]


def _pulled(graph: Graph) -> list[Placed]:
    """For the home page: of each certain speaker in turn, the longest quotation."""
    best: dict[str, Placed] = {}
    for placed in graph.quotes:
        speaker = placed.item.speaker if isinstance(placed.item, Quote) else None
        if speaker is None or not titles.certain(speaker) or not graph.first_of(placed):
            continue
        subject = graph.subject(speaker.subject)
        key = subject.id if subject else speaker.name
        if key not in best or len(placed.item.text or "") > len(best[key].item.text or ""):
            best[key] = placed
    return list(best.values())[:HOME_QUOTES]


def _leading(graph: Graph) -> list[Subject]:
    """People by how much is on the record of them."""
    people = graph.of_kind("person")
    weight = {s.id: len(graph.said_by(s)) + len(graph.about(s, "fact")) + len(graph.about(s, "entry")) for s in people}
    return sorted(people, key=lambda s: -weight[s.id])[:HOME_PEOPLE]


def _disputed(thread: Thread) -> bool:
    return thread.contested or getattr(thread.root.item, "status", "") == "alleged"


def _simple(renderer: Renderer, name: str, path: str, template: str = "", **values: Any) -> None:
    words = renderer.words
    lead = f"{name}_lead"
    description = words.plain(lead) if lead in words else renderer.site.description
    hide = ["toc"] if name in ("about", "data", "changes") else ["navigation", "toc"]
    title = words.plain(name)
    chain = values.get("chain")
    if chain and chain.part:
        title = words.plain("part_title", name=title, part=chain.part)
    if chain and chain.number > 1:
        title = words.plain("page_title", name=title, page=chain.number)
    front = matter("list", title, description, hide=hide)
    renderer.page(template or f"{name}.md.j2", path, front, **values)


def _sources(graph: Graph) -> list[tuple[Metadata, Any]]:
    return [(source, graph.record(source)) for source in graph.sources]


def _totals(graph: Graph) -> dict[str, int]:
    """What was found in all sources together; empty where there is none. Each source's page has its own."""
    records = graph.records
    if not records:
        return {}
    return {
        "sources": len(records),
        "paragraphs": sum(record.counts.paragraphs for record in records),
        "quotes": sum(len(record.quotes) for record in records),
        "said": sum(len(record.said) for record in records),
        "facts": sum(len(record.facts) for record in records),
        "entries": sum(len(record.timeline) for record in records),
        "furniture": sum(record.counts.furniture for record in records),
        "left_out": sum(record.counts.statements_left_out for record in records),
    }


def _doubtful(graph: Graph, words: Words) -> list[tuple[Placed, str]]:
    return [(p, " ".join(doubts(p.item.doubts, words))) for p in graph.items.values() if p.item.doubts]


def _data(renderer: Renderer) -> None:
    graph, site, words = renderer.graph, renderer.site, renderer.words
    found = data.tables(graph, site)
    files = [("record.json", words("data_all")), ("record.sqlite", words("data_sqlite"))]
    files.insert(1, ("../record.schema.json", words("data_schema")))
    made = renderer.files
    made["record.json"] = lambda: data.dump(data.everything(graph, site))
    made["record.sqlite"] = lambda: data.sqlite(found)
    for name, (columns, rows) in found.items():
        what = words.plain(f"table_{name}")
        made[f"{name}.csv"] = partial(data.csv_text, columns, rows)
        made[f"{name}.jsonl"] = partial(data.json_lines, columns, rows)
        files += [(f"{name}.csv", words("data_csv", what=what)), (f"{name}.jsonl", words("data_jsonl", what=what))]
    paths = {placed.id: placed.path for placed in graph.items.values()}
    for record in graph.records:
        path = f"sources/{record.source.slug}.annotations.json"
        made[path] = partial(_annotations, record, site, paths)
        if len(graph.records) <= MOST_ANNOTATIONS:
            files.append((path, words("data_annotations", title=record.source.title)))
    made |= feeds.files(graph, site, words)
    files += [("changes.atom", words("feed_atom")), ("changes.feed.json", words("feed_json"))]
    dictionary = [(name, columns) for name, (columns, _) in found.items()]
    more = len(graph.records) > MOST_ANNOTATIONS
    _simple(renderer, "data", "data.md", files=files, dictionary=dictionary, annotations_elsewhere=more)


def _annotations(record: Record, site: Site, paths: dict[str, str]) -> str:
    return data.dump(data.annotation_page(record, site, paths))
