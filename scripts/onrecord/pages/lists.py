"""The pages that lead to the items: home, timeline, lists, what is disputed, changes, how it was made, data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from onrecord.model import Metadata, Quote
from onrecord.pages import data, feeds, timeline, titles
from onrecord.pages.environment import HOME, Renderer, matter
from onrecord.pages.graph import FOLDERS, Graph, Placed, Subject, Thread
from onrecord.pages.items import doubts
from onrecord.pages.page import numbered
from onrecord.pages.timeline import Group
from onrecord.pages.words import Words

A_PAGE = 60
"""Items on one page of a list. Longer pages cost a phone more than a further click costs its reader."""

MOST_DOUBTFUL = 100
"""Uncertain items that one page lists; the others say on their own pages that they are uncertain."""

HOME_EVENTS = 16
HOME_DISPUTES = 2
HOME_QUOTES = 4
HOME_PEOPLE = 8


def list_pages(renderer: Renderer) -> None:
    """All pages that are not of one item, subject or source."""
    graph, words = renderer.graph, renderer.words
    groups, undated = timeline.dated(graph, words), timeline.undated(graph)
    _home(renderer, groups, undated)
    _timeline(renderer, groups, undated)
    _paged(renderer, "quotes", [q for q in graph.quotes if graph.first_of(q)])
    _paged(renderer, "facts", graph.facts)
    threads = graph.threads()
    _simple(
        renderer,
        "disputed",
        "disputed.md",
        threads=[t for t in threads if _disputed(t)],
        charges=[t for t in threads if not _disputed(t)],
        lone=graph.lone_denials(),
    )
    for kind in ("person", "organisation", "place"):
        subjects = [(s, len(graph.said_by(s)), len(graph.about(s, "fact"))) for s in graph.of_kind(kind)]
        name = FOLDERS[kind]
        _simple(renderer, name, f"{name}/index.md", template="subjects.md.j2", subjects=subjects, folder=name)
    _simple(renderer, "sources", "sources/index.md", sources=_sources(graph))
    _simple(renderer, "changes", "changes.md", changes=graph.changes, withdrawn=graph.withdrawn)
    doubtful = _doubtful(graph, words)
    shown, more = doubtful[:MOST_DOUBTFUL], max(0, len(doubtful) - MOST_DOUBTFUL)
    _simple(renderer, "about", "about.md", totals=_totals(graph), doubtful=shown, doubtful_more=more)
    _data(renderer)


def _timeline(renderer: Renderer, groups: Sequence[Group], undated: Sequence[Placed]) -> None:
    paths = list(dict.fromkeys(group.path for group in groups)) or ["timeline/index.md"]
    for number, path in enumerate(paths, 1):
        here = [group for group in groups if group.path == path]
        last = number == len(paths)
        _simple(
            renderer,
            "timeline",
            path,
            groups=here,
            undated=undated if last else [],
            undated_elsewhere=len(undated) if not last else 0,
            last=paths[-1],
            drawing=timeline.drawn(here, renderer.graph, renderer.words, path),
            number=number,
            pages=len(paths),
        )


def _home(renderer: Renderer, groups: Sequence[Group], undated: Sequence[Placed]) -> None:
    graph = renderer.graph
    disputed = [t for t in graph.threads() if _disputed(t)]
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
        disputes=len(disputed),
        quotes=_pulled(graph),
        people=_leading(graph),
        sources=graph.sources,
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
    if values.get("number", 1) > 1:
        title = words.plain("page_title", name=title, page=values["number"])
    front = matter("list", title, description, hide=hide)
    renderer.page(template or f"{name}.md.j2", path, front, **values)


def _paged(renderer: Renderer, name: str, placed: Sequence[Placed]) -> None:
    pages = max(1, -(-len(placed) // A_PAGE))
    for number in range(1, pages + 1):
        part = placed[(number - 1) * A_PAGE : number * A_PAGE]
        path = numbered(name, number)
        groups = [(s, [p for p in part if p.source.slug == s.slug]) for s in renderer.graph.sources]
        groups = [(source, found) for source, found in groups if found]
        _simple(renderer, name, path, groups=groups, number=number, pages=pages)


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
    renderer.files["record.json"] = data.dump(data.everything(graph, site))
    renderer.files["record.sqlite"] = data.sqlite(found)
    for name, (columns, rows) in found.items():
        what = words.plain(f"table_{name}")
        renderer.files[f"{name}.csv"] = data.csv_text(columns, rows)
        renderer.files[f"{name}.jsonl"] = data.json_lines(columns, rows)
        files += [(f"{name}.csv", words("data_csv", what=what)), (f"{name}.jsonl", words("data_jsonl", what=what))]
    paths = {placed.id: placed.path for placed in graph.items.values()}
    for record in graph.records:
        path = f"sources/{record.source.slug}.annotations.json"
        renderer.files[path] = data.dump(data.annotation_page(record, site, paths))
        files.append((path, words("data_annotations", title=record.source.title)))
    renderer.files["changes.atom"] = feeds.atom(graph, site, words)
    renderer.files["changes.feed.json"] = data.dump(feeds.json_feed(graph, site, words))
    files += [("changes.atom", words("feed_atom")), ("changes.feed.json", words("feed_json"))]
    dictionary = [(name, columns) for name, (columns, _) in found.items()]
    _simple(renderer, "data", "data.md", files=files, dictionary=dictionary)
