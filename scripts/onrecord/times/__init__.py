"""Dates, times, durations and sets: from phrase and publication date to TIMEX3 and EDTF.

`timexes` reads a text once. The words come from `lexicon/times.yml`, the grammar is in the modules that rules.py names
(patterns over classes of words, see patterns.py), the arithmetic in period.py, EDTF in edtf.py.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from onrecord.model import Span, Timex
from onrecord.times.context import Context
from onrecord.times.edtf import extent
from onrecord.times.modifiers import modified
from onrecord.times.ranges import is_narrative, joined, second_day
from onrecord.times.rules import Match, Sense, grammar
from onrecord.times.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from spacy.tokens import Doc

__all__ = ["timexes"]

LEADING = frozenset({"in", "on", "over", "at", "of", "during", "for", "by", "before", "since", "(", ","})
"""Words that a pattern may begin with and that are not part of the phrase."""


def timexes(text: str, published: date | None, doc: Doc | None = None, skip: Sequence[Span] = ()) -> tuple[Timex, ...]:
    """Find and resolve what a text says about time: in the text's order, without overlaps.

    `published` is the publication day, None where it is not known: then only dates that the text itself gives are
    resolved. `doc` is the parse of the same text, for the tense of the verbs; without it the words beside a phrase
    tell the tense. Phrases that overlap a span of `skip` (page furniture) are left out.
    """
    rules = grammar()
    tokens = Tokens(text, rules.alphabet)
    context = Context(tokens, published, narrative=is_narrative(tokens, published), doc=doc)
    found = [hit for hit in _senses(tokens, context) if not any(hit[1].overlaps(s) for s in skip)]
    return joined(text, [_timex(sense, span, published) for sense, span in found])


def _senses(tokens: Tokens, context: Context) -> Iterator[tuple[Sense, Span]]:
    """The phrases with what they mean: at each place the longest match that means something.

    Where a phrase takes the beginning of another match away ("May 8, 2011 Three years after"), its rest is read anew.
    """
    candidates = [
        (_trimmed(tokens, m.start(), m.end()), -m.end(), rule.order, m, rule, pattern)
        for pattern, rule in grammar().rules
        for m in pattern.finditer(tokens.letters)
        if m.end() > m.start()
    ]
    heapify(candidates)
    done = 0
    while candidates:
        start, minus_end, order, m, rule, pattern = heappop(candidates)
        if start < done:
            if -minus_end > done and (later := pattern.search(tokens.letters, done, -minus_end)) and later.group():
                found = _trimmed(tokens, later.start(), later.end())
                heappush(candidates, (found, -later.end(), order, later, rule, pattern))
            continue
        match = Match(tokens, m)
        sense = rule.build(match, context)
        if sense is None:
            continue
        end = -minus_end if sense.end is None else sense.end
        yield _place(sense, tokens, context, start, end, done)
        done = end
        while (more := second_day(sense, tokens, done)) is not None:
            sense, first_token, done = more
            yield _place(sense, tokens, context, first_token, done, first_token)


def _trimmed(tokens: Tokens, start: int, end: int) -> int:
    """The match's first token that belongs to the phrase."""
    while start < end - 1 and tokens.lower[start] in LEADING:
        start += 1
    return start


def _place(sense: Sense, tokens: Tokens, context: Context, start: int, end: int, done: int) -> tuple[Sense, Span]:
    """Put the modifier to the sense, trim the span, and remember what was named."""
    at = start
    sense, start = modified(sense, tokens, start)
    if start < done:
        start = at
    span = Span(tokens.start[start], tokens.end[end - 1])
    context.note(sense, end - 1, span)
    return sense, span


def _timex(sense: Sense, span: Span, published: date | None) -> Timex:
    found = extent(sense, published)
    if found is None:
        return Timex(span, sense.type, sense.value, sense.mod)
    return Timex(
        span,
        sense.type,
        sense.value,
        sense.mod,
        found.edtf,
        found.earliest,
        found.latest,
        found.precision,
        sense.basis,
        sense.anchor,
        sense.anchor_span,
    )
