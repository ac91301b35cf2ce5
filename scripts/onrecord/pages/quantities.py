"""Quantities in a statement: figures and number words with what they count, for finding sources that contradict."""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import NamedTuple

from onrecord import lexicon, numbers

_TOKEN = re.compile(r"[$€£]|\d[\d,]*(?:\.\d+)?|%|[^\W\d_]+")
_DATED = re.compile(
    r"\[[^\[\]]*\d[^\[\]]*\]"  # a date that was put in
    r"|\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s+\d{1,2}\b(?:,\s*\d{4}\b)?"
    r"|\b\d{1,2}\s+(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]*\b(?:\s+\d{4}\b)?"
    r"|\b\d{1,2}(?::\d\d)?\s*[ap]\.?m\b|\b(?:1[5-9]|20)\d\d\b(?![,.]\d)"
)
_SHARES = (("%",), ("percent",), ("per", "cent"))

_NEXT = 3
"""Words behind a number among which what it counts is looked for."""


class Quantity(NamedTuple):
    """A value with its unit ("%", a sign of money or "") and the words that follow, cut to five letters."""

    value: float
    unit: str
    counts: frozenset[str]


words = partial(lexicon.words, "quantities")
"""The words of one section of `quantities.yml`."""


def number_words() -> frozenset[str]:
    """The words for numbers."""
    return frozenset(numbers.values())


@lru_cache(maxsize=16384)
def quantities(text: str) -> tuple[Quantity, ...]:
    """The exact quantities of a statement, in order. Dates, years and what is only about so many are left out."""
    tokens = [t.casefold() for t in _TOKEN.findall(without_dates(text))]
    found: list[Quantity] = []
    i = 0
    while i < len(tokens):
        value, end = _value(tokens, i)
        if value is None:
            i += 1
            continue
        before = tokens[i - 1] if i else ""
        unit = before if before in ("$", "€", "£") else ""
        share = next((len(sign) for sign in _SHARES if tuple(tokens[end : end + len(sign)]) == sign), 0)
        if share or tokens[end : end + 1] == ["dollars"]:
            unit = "%" if share else "$"
        behind = tokens[end + share : end + share + _NEXT]
        exact = (tokens[i - 2] if unit in ("$", "€", "£") and i > 1 else before) not in words("about")
        if exact:
            counted = frozenset(word[:5] for word in behind if len(word) > 3 and word.isalpha())
            found.append(Quantity(value, unit, counted))
        i = end
    return tuple(found)


def _value(tokens: list[str], start: int) -> tuple[float | None, int]:
    """The value of the number that begins at a token, and where it ends: "2.5 million", "twenty one", "two dozen"."""
    value, end = numbers.number(tokens, start)
    return (None if tokens[end : end + 1] and tokens[end] in words("vague") else value), end


def without_dates(text: str) -> str:
    """A statement without the dates in it, as far as their form shows them."""
    return _DATED.sub(" ", text)


def contradict(one: str, other: str) -> bool:
    """Whether two statements of the same give another number of the same thing: "three people", "4 people".

    A number that only one of them gives contradicts nothing, nor does one that is about so many.
    """
    mine, others = quantities(one), quantities(other)
    for a in mine:
        same = [b for b in others if a.unit == b.unit and (a.counts & b.counts or (a.unit and not a.counts | b.counts))]
        if same and not any(a.value == b.value for b in same) and not any(a.value == b.value for b in others):
            return True
    return False
