"""Source → record. READ THIS FIRST: the whole way from a text to what is found in it, one line a stage.

Each stage lives in a module of its own, knows nothing of the others, and gets the results of those before it as
arguments. What they share are the types of `model.py` and the parse of `language.py`.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from onrecord import assemble, facts, language, quotes, subjects, times
from onrecord.excerpts import MAX_PROSE_RUN
from onrecord.model import Attribution, Record, Source, Span, Statement, Timex


class Findings(msgspec.Struct, frozen=True):
    """Everything that the stages find in one text; see `assemble.Findings`."""

    attributions: tuple[Attribution, ...]
    timexes: tuple[Timex, ...]
    cast: subjects.Cast
    statements: tuple[Statement, ...]
    left_out: int


def extract(source: Source) -> Record:
    """The record of one source, with provisional ids: `permalinks.carry` gives the ones that last.

    Raises OnrecordError where spaCy or its English model is not installed.
    """
    return assemble.assemble(source, find(source))


def find(source: Source) -> Findings:
    """What the stages find in one source."""
    prose = tuple(span for span in source.paragraphs if span not in set(source.headings))
    doc = language.parse(source.text, source.paragraphs)
    said = quotes.attributions(doc, prose)
    dates = times.timexes(source.text, source.meta.anchor, doc, skip=source.furniture)
    cast = subjects.resolve(doc, prose, said)
    statements, left_out = facts.statements(
        doc,
        source.paragraphs,
        said,
        dates,
        cast,
        headings=source.headings,
        max_run=None if source.meta.open else MAX_PROSE_RUN,
    )
    return Findings(attributions=said, timexes=dates, cast=cast, statements=statements, left_out=left_out)


def attributions(text: str, paragraphs: Sequence[Span]) -> tuple[Attribution, ...]:
    """Who said what in a text: the attribution stage alone, for measuring it."""
    return quotes.attributions(language.parse(text, paragraphs), paragraphs)
