"""Speakers named by the layout: "NAME: …" before the words, "— Name" behind them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.marks import Quotation
from onrecord.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = r"(?:[A-Z][\w.'’-]*)(?:[ ](?:de|von|van|al|bin|of|the|and|[A-Z][\w.'’-]*|\([^)]{1,30}\))){0,5}"
BEFORE = re.compile(rf"(?:^|\n|[-–—―] ?)\s*(?:[Mm]ore from |[Ff]rom )?(?P<name>{NAME})(?P<colon>:)\s*$")
SHOUTED = re.compile(r"\s*(?P<name>[A-Z][A-Z.'’ -]{1,40})(?P<colon>:)\s")
SIGNATURE = re.compile(rf"\s*(?P<dash>[—–―]|--|-\s)\s*(?P<name>{NAME})(?:,[^\n“\"]{{0,80}})?\.?\s*(?=\n|$)")


def turns(text: str, paragraphs: Sequence[Span], marks: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """The quotations of a text, with the turns of a transcript that uses no marks among them.

    One paragraph that begins with a name in capitals may be anything (a heading, a dateline); two are a transcript.
    """
    named = [n for n, span in enumerate(paragraphs) if label(text, span) is not None]
    if len(named) < 2:
        return tuple(marks)
    spoken = set(named)
    kept = [q for q in marks if q.paragraph not in spoken]
    whole = [Quotation(paragraphs[n], paragraphs[n], n) for n in named]
    return tuple(sorted([*kept, *whole], key=lambda q: q.span))


def label(text: str, span: Span) -> tuple[Span, Span] | None:
    """The name in capitals that opens a turn of a transcript, and the colon behind it."""
    m = SHOUTED.match(text, span.start, min(span.end, span.start + 60))
    if m is None:
        return None
    return Span(*m.span("name")), Span(*m.span("colon"))


def named(text: str, span: Span) -> tuple[Span, Span] | None:
    """The name and the colon that stand alone before a quotation, at the head of a line or behind a dash."""
    start = max(0, text.rfind("\n", 0, span.start) + 1, span.start - 90)
    m = BEFORE.search(text, start, span.start)
    if m is None or (m.start() == start and start > 0 and text[start - 1] != "\n" and m.group()[:1].isalpha()):
        return None
    return Span(*m.span("name")), Span(*m.span("colon"))


def signature(text: str, span: Span) -> tuple[Span, Span] | None:
    """The dash and the name that sign a quotation, at the end of its paragraph or on the line below."""
    m = SIGNATURE.match(text, span.end, span.end + 200)
    if m is None or text.count("\n", span.end, m.start("dash")) > 2:
        return None
    return Span(*m.span("dash")), Span(*m.span("name"))
