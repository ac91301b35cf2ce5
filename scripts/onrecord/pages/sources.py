"""A page for every source: what it is, what was found in it and, where its rights are open, the text itself, marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from onrecord.model import Metadata, Source, Span
from onrecord.pages import dates, meta, titles
from onrecord.pages.environment import Renderer, matter
from onrecord.pages.escape import attr, html, link, md
from onrecord.pages.graph import Placed
from onrecord.pages.page import Page


def source_pages(renderer: Renderer, texts: Mapping[str, Source]) -> None:
    """One page for each source. `texts` holds only sources whose rights are open."""
    graph, words = renderer.graph, renderer.words
    for source in graph.sources:
        path = f"sources/{source.slug}.md"
        page = Page(path, graph, words)
        text = texts.get(source.slug)
        day = dates.day(source.published, words)
        description = words.plain("description_source", title=source.title, publisher=source.publisher, date=day)
        front = matter(
            "source",
            f"{source.title} ({source.publisher})",
            source.description or description,
            jsonld=meta.source_page(source),
            facets={"kind": words.plain("search_kind_source")},
        )
        renderer.page(
            "source.md.j2",
            path,
            front,
            source=source,
            record=graph.record(source),
            rows=_rows(source, page),
            text=_text(text, page) if text is not None else "",
            quotes=[] if text is not None else graph.of_source(source, "quote"),
            facts=graph.of_source(source, "fact"),
        )


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


def _text(source: Source, page: Page) -> Markup:
    """The text as HTML: quotations and dates are links to their pages, each fact has a numbered link at its end.

    Links can't lie inside each other: where a date stands in a quotation, the quotation's link is parted. The first
    part of each item carries its id, so that the item's page can lead back.
    """
    own = [p for kind in ("quote", "said", "fact", "entry") for p in page.graph.of_source(source.meta, kind)]
    marks = _marks(own)
    facts = [p for p in own if p.kind == "fact"]
    numbers = {fact.id: number for number, fact in enumerate(facts, 1)}
    seen: set[str] = {mark.placed.id for mark in marks if mark.kind == "q"}
    loose = [p for p in own if p.id not in seen]
    parts = ['<div class="or-text" dir="auto">']
    for paragraph in source.paragraphs:
        tag = "h3" if paragraph in source.headings else "p"
        parts.append(f"<{tag}>{_paragraph(source.text, paragraph, marks, facts, numbers, loose, page)}</{tag}>")
    return Markup("\n".join([*parts, "</div>"]))


def _marks(own: list[Placed]) -> list[_Mark]:
    quotes = [_Mark(p.item.span, p, "q") for p in own if p.kind == "quote"]
    dates_ = [
        _Mark(p.item.when.span, p, "d")
        for p in own
        if p.kind == "entry" and p.item.when is not None and p.item.when.span is not None
    ]
    return sorted(quotes, key=lambda m: m.span) + sorted(dates_, key=lambda m: m.span)


def _paragraph(
    text: str,
    paragraph: Span,
    marks: list[_Mark],
    facts: list[Placed],
    numbers: dict[str, int],
    loose: list[Placed],
    page: Page,
) -> str:
    inside = [m for m in marks if m.span.overlaps(paragraph)]
    ends = [f for f in facts if paragraph.start < f.item.span.end <= paragraph.end]
    starts = [p for p in loose if paragraph.start <= p.item.span.start < paragraph.end]
    edges = {paragraph.start, paragraph.end, *(f.item.span.end for f in ends), *(p.item.span.start for p in starts)}
    edges |= {edge for m in inside for edge in (m.span.start, m.span.end) if paragraph.start < edge < paragraph.end}
    cuts = sorted(edges)
    out: list[str] = []
    for start, end in pairwise(cuts):
        out += [f'<span id="{attr(p.id)}"></span>' for p in starts if p.item.span.start == start]
        out.append(_stretch(text, Span(start, end), inside, page))
        out += [_fact_link(fact, numbers[fact.id], page) for fact in ends if fact.item.span.end == end]
    return "".join(out)


def _stretch(text: str, span: Span, marks: list[_Mark], page: Page) -> str:
    """One stretch between edges, under the narrowest mark that covers it."""
    raw = span.of(text)
    words = Markup(" " if raw[:1].isspace() else "") + html(raw) + Markup(" " if raw[-1:].isspace() else "")
    covering = [m for m in marks if m.span.covers(span)]
    if not covering or not raw.strip():
        return words
    mark = min(covering, key=lambda m: m.span.end - m.span.start)
    first = mark.kind == "q" and mark.span.start == span.start
    name = f' id="{attr(mark.placed.id)}"' if first else ""
    href = page.to(mark.placed.path).removesuffix(".md") + ".html"
    hint = attr(titles.title(mark.placed, page.t, 80))
    return f'<a class="or-{mark.kind}"{name} href="{attr(href)}" title="{hint}">{words}</a>'


def _fact_link(fact: Placed, number: int, page: Page) -> str:
    href = page.to(fact.path).removesuffix(".md") + ".html"
    hint = attr(page.t.plain("mark_fact_link", title=titles.title(fact, page.t, 120)))
    return f'<sup><a class="or-f" href="{attr(href)}" title="{hint}" aria-label="{number}. {hint}">{number}</a></sup>'
