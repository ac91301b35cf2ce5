"""The timeline's entries by date: in groups, on pages, and as a drawing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from onrecord.model import Entry
from onrecord.pages import dates, drawing, parts, titles
from onrecord.pages.graph import Graph, Placed
from onrecord.pages.page import Page
from onrecord.pages.settings import built
from onrecord.pages.words import Words

A_PAGE = 50
"""Entries on one page of the timeline."""


@dataclass(frozen=True, slots=True)
class Group:
    """The entries of one date. `start` is the first one's number in the whole timeline, `path` the page they are on.

    `part` is the year, where the timeline is in parts. A date with more entries than a page holds is in several groups.
    """

    path: str
    part: str
    anchor: str
    edtf: str
    name: str
    start: int
    entries: list[Placed]
    quotes: list[Placed]

    @property
    def address(self) -> str:
        """Path and anchor of the group."""
        return f"{self.path}#{self.anchor}"


def dated(graph: Graph, words: Words) -> list[Group]:
    """Entries with a date, in order. What two sources tell stands once."""
    entries = [(when.edtf, p) for p in graph.entries if graph.first_of(p) and (when := p.item.when) and when.edtf]
    entries.sort(key=lambda pair: (*dates.order(pair[1].item.when), pair[0]))
    quotes: defaultdict[str, list[Placed]] = defaultdict(list)
    for quote in graph.quotes:
        if quote.item.when and quote.item.when.edtf and not graph.alleges(quote):  # there it would lack its answer
            quotes[quote.item.when.edtf].append(quote)
    found: list[Group] = []
    for sheet in parts.sheets("timeline", list(enumerate(entries, 1)), lambda one: _year(one[1][1], words), A_PAGE):
        here: dict[str, Group] = {}
        names: set[str] = set()
        for number, (edtf, entry) in sheet.items:
            if edtf not in here:
                name = dates.in_words(entry.item.when, words)
                name = name[:1].upper() + name[1:]
                here[edtf] = Group(sheet.path, sheet.part, _anchor(edtf, names), edtf, name, number, [], quotes[edtf])
            here[edtf].entries.append(entry)
        found += here.values()
    return found


def _year(entry: Placed, words: Words) -> parts.Key:
    """The part of the timeline that an entry stands in: the year of its first day."""
    first = dates.order(entry.item.when)[0]
    return parts.year(None if first == date.max else first, words)


def addresses(groups: Sequence[Group]) -> dict[str, str]:
    """EDTF value → where the timeline has that date; where one date fills several pages, the first."""
    return {group.edtf: group.address for group in reversed(groups)}


def undated(graph: Graph) -> list[Placed]:
    """Entries without a date, in the order of their texts."""
    return [p for p in graph.entries if graph.first_of(p) and not (p.item.when and p.item.when.edtf)]


def _anchor(edtf: str, taken: set[str]) -> str:
    """An anchor of letters, digits and hyphens that no other date has."""
    name = "day-" + re.sub(r"[^A-Za-z0-9]+", "-", edtf).strip("-").lower()
    while name in taken:
        name += "-"
    taken.add(name)
    return name


def drawn(groups: Sequence[Group], graph: Graph, words: Words, here: str) -> Markup:
    """The groups as a drawing on the page `here`; each mark leads to its entry in the timeline's list."""
    page = Page(here, graph, words)
    marks = []
    for group in groups:
        base = "" if here == group.path else built(page.to(group.path))
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
