"""The pages of every source: what it is, what was found in it and, where its rights are open, the text itself, marked.

News fits one page. What is longer (a report, a transcript) goes on on further ones, cut between paragraphs, so that no
page grows with the length of a text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from onrecord.model import Metadata, Source, Span
from onrecord.pages import dates, meta, parts, titles
from onrecord.pages.environment import Renderer, matter
from onrecord.pages.escape import attr, html, link, md
from onrecord.pages.graph import Placed
from onrecord.pages.page import Page

TEXT_PAGE = 60_000
"""Characters of a marked text on a page: an article of 4,000 words with 150 items. A longer text is parted."""

ITEM = 1_000
"""Characters that a quotation or a fact takes on a page, about."""


@dataclass(frozen=True, slots=True)
class Marked:
    """An open text as HTML: what stands on each page, in paragraphs, and the page on which each item is marked."""

    pages: list[list[Markup]]
    places: dict[str, str]


def marked(renderer: Renderer, texts: Mapping[str, Source]) -> dict[str, Marked]:
    """The texts of the sources that are open, by slug."""
    found: dict[str, Marked] = {}
    for source in renderer.graph.sources:
        text = texts.get(source.slug)
        if text is not None:
            stem = _stem(source)
            paragraphs = list(_text(text, Page(f"{stem}.md", renderer.graph, renderer.words)))
            sheets = parts.weighed([(one, len(one[0])) for one in paragraphs], TEXT_PAGE)
            found[source.slug] = Marked(
                [[words for words, _ in sheet] for sheet in sheets],
                {id_: _numbered(stem, at) for at, sheet in enumerate(sheets, 1) for _, ids in sheet for id_ in ids},
            )
    return found


def _stem(source: Metadata) -> str:
    return f"sources/{source.slug}"


def _numbered(stem: str, number: int) -> str:
    """Path of a source's page by number. Two hyphens, which no slug has: `ferry-2` may be another source."""
    return f"{stem}.md" if number == 1 else f"{stem}--{number}.md"


def source_pages(renderer: Renderer, texts: Mapping[str, Marked]) -> None:
    """The pages of each source; `texts` are those of open sources, as `marked` makes them."""
    for source in renderer.graph.sources:
        _source_pages(renderer, source, texts.get(source.slug))


def _source_pages(renderer: Renderer, source: Metadata, text: Marked | None) -> None:
    graph, words = renderer.graph, renderer.words
    stem = _stem(source)
    sheets = _sheets(text, graph.of_source(source, "quote"), graph.of_source(source, "fact"))
    page = Page(f"{stem}.md", graph, words)
    day = dates.day(source.published, words)
    description = words.plain("description_source", title=source.title, publisher=source.publisher, date=day)
    chain = parts.chained([(_numbered(stem, number), "") for number in range(1, len(sheets) + 1)])
    for place, sheet in zip(chain, sheets, strict=True):
        first = place.number == 1
        name = f"{source.title} ({source.publisher})"
        front = matter(
            "source",
            name if first else words.plain("page_title", name=name, page=place.number),
            source.description or description,
            jsonld=meta.source_page(source) if first else None,
            facets={"kind": words.plain("search_kind_source")},
        )
        renderer.page(
            "source.md.j2",
            place.path,
            front,
            source=source,
            record=graph.record(source),
            rows=_rows(source, page) if first else [],
            chain=place,
            **sheet,
        )


def _sheets(text: Marked | None, quotes: Sequence[Placed], facts: Sequence[Placed]) -> list[dict[str, Any]]:
    """What stands on each page: a piece of the text, or else quotations, and facts with the number of the first."""
    units: list[tuple[tuple[str, Any], int]] = []
    if text is not None:
        units = [(("text", words), sum(map(len, words))) for words in text.pages]
    else:
        units = [(("quotes", quote), ITEM) for quote in quotes]
    units += [(("facts", (number, fact)), ITEM) for number, fact in enumerate(facts, 1)]
    found = []
    for sheet in parts.weighed(units, TEXT_PAGE):
        here: dict[str, list[Any]] = {"text": [], "quotes": [], "facts": []}
        for kind, unit in sheet:
            here[kind].append(unit)
        found.append(
            {
                "text": _framed([words for page in here["text"] for words in page]),
                "quotes": here["quotes"],
                "facts": [fact for _, fact in here["facts"]],
                "first_fact": here["facts"][0][0] if here["facts"] else 1,
            }
        )
    return found


def _framed(paragraphs: Sequence[Markup]) -> Markup:
    if not paragraphs:
        return Markup("")
    return Markup("\n".join(['<div class="or-text" dir="auto">', *paragraphs, "</div>"]))


def _rows(source: Metadata, page: Page) -> list[tuple[Markup, Markup]]:
    t = page.t
    record = page.graph.record(source)
    address = link(source.url)
    original = page.external(address, t("source_link", publisher=source.publisher))
    found = [
        t("count_quotes", n=len(record.quotes)),
        t("count_facts", n=len(record.facts)),
        t("count_entries", n=len(record.timeline)),
    ]
    file = page.file(f"sources/{source.slug}.annotations.json", t.plain("json"))
    return [
        (t("row_publisher"), md(source.publisher)),
        (t("row_author"), Markup(", ").join(md(name) for name in source.author)),
        (t("row_published"), page.day(source.published)),
        (t("row_accessed"), page.day(source.accessed) if source.accessed else Markup("")),
        (t("row_passage"), original if address else t("no_address")),
        (t("row_digest"), _digest(source, page)),
        (t("row_as_of"), page.day(source.as_of) if source.as_of else Markup("")),
        (t("row_rights"), md(source.rights)),
        (t("row_licence"), md(source.licence or "")),
        (t("row_found"), Markup(", ").join(found)),
        (t("row_evidence"), Markup("{} ({})").format(t("evidence_hash", hash=record.text.sha256), file)),
    ]


def _digest(source: Metadata, page: Page) -> Markup:
    """What a digest sums up, with its link."""
    reference = source.digest_of
    if reference is None:
        return Markup("")
    address = link(reference.url)
    title = page.external(address, md(reference.title)) if address else md(reference.title)
    day = page.day(reference.published) if reference.published else Markup("")
    return Markup(", ").join(part for part in (title, md(reference.publisher), day) if part)


# ------------------------------------------------------------------------------------------------------ the marked text


@dataclass(frozen=True, slots=True)
class _Mark:
    """A stretch of text that is a link: of a quotation or of a date's phrase."""

    span: Span
    placed: Placed
    kind: str


class _Marks:
    """What is marked in a text, looked up by place: a long text takes no more time a character than a short one."""

    def __init__(self, own: Sequence[Placed]) -> None:
        quotes = [_Mark(p.item.span, p, "q") for p in own if p.kind == "quote"]
        days = [
            _Mark(p.item.when.span, p, "d")
            for p in own
            if p.kind == "entry" and p.item.when is not None and p.item.when.span is not None
        ]
        self._marks = sorted([*quotes, *days], key=lambda mark: mark.span)
        self._at = 0
        self._open: list[_Mark] = []
        self.numbers = {fact.id: number for number, fact in enumerate((p for p in own if p.kind == "fact"), 1)}
        self.starts: defaultdict[int, list[Placed]] = defaultdict(list)
        self.ends: defaultdict[int, list[Placed]] = defaultdict(list)
        for one in own:
            self.starts[one.item.span.start].append(one)
            if one.kind == "fact":
                self.ends[one.item.span.end].append(one)
        edges = {edge for mark in self._marks for edge in (mark.span.start, mark.span.end)}
        self._edges = sorted(edges | self.starts.keys() | self.ends.keys())

    def edges(self, stretch: Span) -> list[int]:
        """Both ends of a stretch of the text and where marks begin and end within."""
        inside = self._edges[bisect_right(self._edges, stretch.start) : bisect_left(self._edges, stretch.end)]
        return [stretch.start, *inside, stretch.end]

    def narrowest(self, span: Span) -> _Mark | None:
        """The narrowest mark over a piece between two edges. Pieces must be asked for in the order of the text."""
        while self._at < len(self._marks) and self._marks[self._at].span.start <= span.start:
            self._open.append(self._marks[self._at])
            self._at += 1
        self._open = [mark for mark in self._open if mark.span.end > span.start]
        covering = [mark for mark in self._open if mark.span.covers(span)]
        return min(covering, key=lambda mark: (mark.span.end - mark.span.start, mark.kind != "q"), default=None)


def _text(source: Source, page: Page) -> Iterator[tuple[Markup, list[str]]]:
    """The paragraphs as HTML, each with the items that begin in it.

    Quotations and dates are links to their pages, each fact has a numbered link at its end. Links can't lie inside each
    other: where a date stands in a quotation, the quotation's link is parted. The first part of each item carries its
    id, so that the item's page can lead back.
    """
    marks = _Marks([p for kind in ("quote", "said", "fact", "entry") for p in page.graph.of_source(source.meta, kind)])
    headings = frozenset(source.headings)
    for paragraph in source.paragraphs:
        tag = "h3" if paragraph in headings else "p"
        for stretch in _stretches(source.text, paragraph):
            edges = marks.edges(stretch)
            words = "".join(_pieces(source.text, edges, marks, page))
            begun = [p.id for at in edges[:-1] for p in marks.starts.get(at, ())]
            yield Markup(f"<{tag}>{words}</{tag}>"), begun


LONGEST_PARAGRAPH = 8_000
"""Characters of a paragraph that are kept together; the longest ones of news have some 2,000."""

_SENTENCES = re.compile(r"[.?!]['\"”’)\]]*\s+")


def _stretches(text: str, paragraph: Span) -> Iterator[Span]:
    """A paragraph; one that fills a page by itself in stretches that end with a sentence, if it has any."""
    start = paragraph.start
    while paragraph.end - start > LONGEST_PARAGRAPH:
        low, high = start + LONGEST_PARAGRAPH // 2, start + LONGEST_PARAGRAPH
        end = max((found.end() for found in _SENTENCES.finditer(text, low, high)), default=high)
        yield Span(start, end)
        start = end
    yield Span(start, paragraph.end)


def _pieces(text: str, edges: list[int], marks: _Marks, page: Page) -> Iterator[str]:
    """A stretch of the text between its edges, under its marks."""
    for start, end in pairwise(edges):
        mark = marks.narrowest(Span(start, end))
        for placed in marks.starts.get(start, ()):
            if mark is None or mark.kind != "q" or mark.placed is not placed:
                yield f'<span id="{attr(placed.id)}"></span>'
        yield _piece(text, Span(start, end), mark, page)
        for fact in marks.ends.get(end, ()):
            yield _fact_link(fact, marks.numbers[fact.id], page)


def _piece(text: str, span: Span, mark: _Mark | None, page: Page) -> str:
    raw = span.of(text)
    words = Markup(" " if raw[:1].isspace() else "") + html(raw) + Markup(" " if raw[-1:].isspace() else "")
    if mark is None or not raw.strip():
        return words
    first = mark.kind == "q" and mark.span.start == span.start
    name = f' id="{attr(mark.placed.id)}"' if first else ""
    href = page.to(mark.placed.path).removesuffix(".md") + ".html"
    hint = attr(titles.title(mark.placed, page.t, 80))
    return f'<a class="or-{mark.kind}"{name} href="{attr(href)}" title="{hint}">{words}</a>'


def _fact_link(fact: Placed, number: int, page: Page) -> str:
    href = page.to(fact.path).removesuffix(".md") + ".html"
    hint = attr(page.t.plain("mark_fact_link", title=titles.title(fact, page.t, 120)))
    return f'<sup><a class="or-f" href="{attr(href)}" title="{hint}" aria-label="{number}. {hint}">{number}</a></sup>'
