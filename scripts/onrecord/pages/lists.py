"""The pages that lead to the items: home, timeline, lists, what is disputed, changes, how it was made, data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from onrecord.model import Entry, Metadata, Quote
from onrecord.pages import data, dates, drawing, feeds, titles
from onrecord.pages.environment import HOME, Renderer, matter
from onrecord.pages.graph import FOLDERS, Graph, Placed, Subject, Thread
from onrecord.pages.items import day_anchors, doubts
from onrecord.pages.page import Page
from onrecord.pages.words import Words

A_PAGE = 60
"""Items on one page of a list. Longer pages cost a phone more than a further click costs its reader."""

HOME_EVENTS = 12
HOME_DISPUTES = 2
HOME_QUOTES = 4
HOME_PEOPLE = 8


@dataclass(frozen=True, slots=True)
class Group:
    """The entries of one date. `start` is the first one's number in the whole timeline."""

    anchor: str
    name: str
    start: int
    entries: list[Placed]
    quotes: list[Placed]


def list_pages(renderer: Renderer) -> None:
    """All pages that are not of one item, subject or source."""
    graph, words = renderer.graph, renderer.words
    groups, undated = timeline(graph, words)
    _home(renderer, groups, undated)
    _simple(renderer, "timeline", "timeline/index.md", groups=groups, undated=undated,
            drawing=_drawing(renderer, groups, "timeline/index.md"))  # fmt: skip
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
    _simple(renderer, "about", "about.md", sources=_sources(graph), doubtful=_doubtful(graph, words))
    _data(renderer)


def timeline(graph: Graph, words: Words) -> tuple[list[Group], list[Placed]]:
    """Entries by date, in order, and those without one. What two sources tell stands once."""
    anchors = day_anchors(graph)
    shown = [e for e in graph.entries if graph.first_of(e)]
    dated = [e for e in shown if e.item.when and e.item.when.edtf]
    dated.sort(key=lambda e: (*dates.order(e.item.when), e.item.when.edtf or ""))  # type: ignore[union-attr]
    groups: list[Group] = []
    for number, entry in enumerate(dated, 1):
        edtf = entry.item.when.edtf or ""  # type: ignore[union-attr]
        if not groups or groups[-1].anchor != anchors[edtf]:
            quotes = [q for q in graph.quotes if isinstance(q.item, Quote) and q.item.when and q.item.when.edtf == edtf]
            name = dates.in_words(entry.item.when, words)
            groups.append(Group(anchors[edtf], name[:1].upper() + name[1:], number, [], quotes))
        groups[-1].entries.append(entry)
    return groups, [e for e in shown if e not in dated]


def _drawing(renderer: Renderer, groups: Sequence[Group], here: str) -> Markup:
    """The timeline as a drawing; its marks lead to the entries in the list of the timeline page."""
    words = renderer.words
    page = Page(here, renderer.graph, words)
    base = "" if here == "timeline/index.md" else page.to("timeline/index.md").removesuffix(".md") + ".html"
    marks = []
    for group in groups:
        for number, entry in enumerate(group.entries, group.start):
            item = entry.item
            assert isinstance(item, Entry)
            first, last = item.when.earliest, item.when.latest
            if first is None and last is None:
                continue
            marks.append(
                drawing.Mark(
                    number=number,
                    id=entry.id,
                    href=f"{base}#{entry.id}",
                    label=f"{group.name}: {titles.title(entry, words)}",
                    status=page.status_of(entry),
                    first=first,
                    last=last,
                    people=tuple(page.people_of(entry).split()),
                    vague=item.when.basis == "derived" or item.when.precision == "range",
                    tick=_tick(item, words),
                )
            )
    return Markup(drawing.svg(marks, words, words.plain("timeline_drawing", n=len(marks))))


def _tick(entry: Entry, words: Words) -> str:
    """The short date under the axis, as exact as the entry's date and no more."""
    first = re.match(r"\d{4}(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?(?![\d-])", entry.when.edtf or "")
    if first is None or first[1] is None:
        return ""
    month = words.plain(f"month_short_{int(first[1])}")
    return words.plain("tick_day", day=int(first[2]), month=month) if first[2] else month


def _home(renderer: Renderer, groups: Sequence[Group], undated: Sequence[Placed]) -> None:
    graph = renderer.graph
    disputed = [t for t in graph.threads() if _disputed(t)]
    renderer.page(
        "home.md.j2",
        HOME,
        None,
        groups=_latest(groups, HOME_EVENTS),
        drawing=_drawing(renderer, groups, "../index.md"),
        undated=len(undated),
        threads=disputed[:HOME_DISPUTES],
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
    front = matter("list", words.plain(name), description, hide=hide)
    renderer.page(template or f"{name}.md.j2", path, front, **values)


def _paged(renderer: Renderer, name: str, placed: Sequence[Placed]) -> None:
    pages = max(1, -(-len(placed) // A_PAGE))
    for number in range(1, pages + 1):
        part = placed[(number - 1) * A_PAGE : number * A_PAGE]
        path = Page("", renderer.graph, renderer.words).numbered(name, number)
        groups = [(s, [p for p in part if p.source.slug == s.slug]) for s in renderer.graph.sources]
        groups = [(source, found) for source, found in groups if found]
        _simple(renderer, name, path, groups=groups, number=number, pages=pages)


def _sources(graph: Graph) -> list[tuple[Metadata, Any]]:
    return [(source, graph.record(source)) for source in graph.sources]


def _doubtful(graph: Graph, words: Words) -> list[tuple[Placed, str]]:
    return [(p, " ".join(doubts(p.item.doubts, words))) for p in graph.items.values() if p.item.doubts]


def _data(renderer: Renderer) -> None:
    graph, site, words = renderer.graph, renderer.site, renderer.words
    found = data.tables(graph, site)
    files = [("record.json", words("data_all")), ("record.sqlite", words("data_sqlite"))]
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
