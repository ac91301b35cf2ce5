"""Source → record. READ THIS FIRST: the whole way from a text to what is found in it, one line a stage.

Each stage lives in a module of its own, knows nothing of the others, and gets the results of those before it as
arguments. What they share are the types of `model.py` and the parse of `language.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from onrecord import anchors, assemble, events, facts, language, quotes, responses, subjects, times
from onrecord.excerpts import MAX_PROSE_RUN
from onrecord.model import Attribution, Happening, Record, Response, Source, Span, Statement, Timex

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Findings(msgspec.Struct, frozen=True):
    """Everything that the stages find in one text; see `assemble.Findings`."""

    attributions: tuple[Attribution, ...]
    timexes: tuple[Timex, ...]
    cast: subjects.Cast
    statements: tuple[Statement, ...]
    responses: tuple[Response, ...]
    happenings: tuple[Happening, ...]
    left_out: int
    sequence: tuple[tuple[Span, Span], ...] = ()


def extract(source: Source) -> Record:
    """The record of one source, with provisional ids: `permalinks.carry` gives the ones that last.

    Raises OnrecordError where spaCy or its English model is not installed.
    """
    return assemble.assemble(source, find(source))


def find(
    source: Source, considered: list[facts.Candidate | facts.Left] | None = None, *, disputed: bool | None = None
) -> Findings:
    """What the stages find in one source. `considered`, if given, gathers every clause that was tried for a fact;
    `disputed`: see `facts.statements`."""
    headings = frozenset(source.headings)
    prose = tuple(span for span in source.paragraphs if span not in headings)
    doc = language.parse(source.text, source.paragraphs)
    heard = (found for found in quotes.attributions(doc, prose) if quotes.has_known_cue(found))
    said = tuple(found for found in heard if not responses.silent(doc, found))
    dates = times.timexes(source.text, source.meta.anchor, doc, skip=source.furniture)
    cast = subjects.resolve(doc, prose, said)
    statements, left_out = facts.statements(
        doc,
        source.paragraphs,
        said,
        dates,
        cast,
        dated=_dated(doc, dates, source),
        headings=source.headings,
        max_run=None if source.meta.open else MAX_PROSE_RUN,
        published=source.meta.anchor,
        considered=considered,
        disputed=disputed,
    )
    weighed = responses.weighed(doc, said, cast)
    return Findings(
        attributions=weighed,
        timexes=dates,
        cast=cast,
        statements=statements,
        responses=responses.responses(doc, statements, weighed, cast),
        happenings=events.happenings(doc, statements, weighed, dates, cast),
        left_out=left_out,
        sequence=anchors.sequence(doc),
    )


def _dated(doc: Doc, timexes: Sequence[Timex], source: Source) -> dict[int, Timex]:
    """The date of each predicate (by the index of its token) that words of its own sentence give.

    What `anchors` dates by tense alone, or by the date of the story, is a fair guess for measuring and no date to
    publish: on the timeline such an event is undated.
    """
    events = [token for token in doc if token.pos_ == "VERB" or (token.pos_ == "AUX" and token.dep_ == "ROOT")]
    spans = [Span(token.idx, token.idx + len(token)) for token in events]
    found = anchors.anchor_all(doc, spans, timexes, source.meta.anchor, source.headings)
    return {
        token.i: timex
        for token, span, timex in zip(events, spans, found, strict=True)
        if timex is not None
        and not timex.span.overlaps(span)
        and token.sent.start_char <= timex.span.start < token.sent.end_char
    }


def attributions(text: str, paragraphs: Sequence[Span]) -> tuple[Attribution, ...]:
    """Who said what in a text: the attribution stage alone, for measuring it."""
    return quotes.attributions(language.parse(text, paragraphs), paragraphs)
