"""The numbers that a text gives, in figures or in words: “three” and “3” are one number, “two dozen” is 24.

Number words are those of the table of time expressions; those that are no exact number stand for themselves.
"""

from __future__ import annotations

import re
from functools import cache, partial
from typing import TYPE_CHECKING

import msgspec

from onrecord import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOKEN = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|[^\W\d_]+|[^\w\s-]")  # marks, too: no number goes on past one
_SCALES = (12, 100, 1_000, 1_000_000, 1_000_000_000, 1_000_000_000_000)
"""What multiplies the number before it: two dozen, 3.5 million."""


class _Counted(msgspec.Struct, frozen=True):
    """A row of `times.yml`, as far as it is needed here."""

    words: tuple[str, ...] = ()
    value: int | float | str | None = None


listed = partial(lexicon.words, "changes")
"""The words of one section of `changes.yml`."""


@cache
def values(*, ordinals: bool = False) -> dict[str, float]:
    """Words for exact numbers with their values."""
    table, vague = lexicon.table("times", _Counted), listed("VAGUE")
    rows = [row for section in ("NUMBER", "PAIR", *(["ORDINAL"] if ordinals else [])) for row in table[section]]
    exact = [(word, row.value) for row in rows for word in row.words if word not in vague]
    return {word: float(value) for word, value in exact if isinstance(value, int | float)}


def numbers(text: str) -> tuple[str, ...]:
    """Every number of a text in its order, as figures without separators; vague ones (“dozens”) as they are written.

    An ordinal counts as its number: “third” is “3”. “No one” and “one another” are no numbers.
    """
    tokens = [token.casefold() for token in _TOKEN.findall(text)]
    found, at = [], 0
    while at < len(tokens):
        value, end = number(tokens, at, ordinals=True)
        if value is not None:
            found.append(f"{value:.12g}")
        elif tokens[at] in listed("VAGUE"):
            found.append(tokens[at])
        at = max(end, at + 1)
    return tuple(found)


def number(tokens: Sequence[str], start: int, *, ordinals: bool = False) -> tuple[float | None, int]:
    """The number that begins at a token, None where none does, and the token behind it.

    Tokens are in lower case: figures, words, and marks, over which no number goes on.
    """
    beside = (tokens[start - 1] if start else "", tokens[start + 1] if start + 1 < len(tokens) else "")
    if tokens[start] == "one" and (beside[0] == "no" or beside[1] == "another"):
        return None, start + 1
    whole = part = 0.0  # what is closed by thousand or million, and what is still counted on
    last: float | None = None
    at = start
    while at < len(tokens):
        joined = tokens[at] == "and" and last in _SCALES[1:] and at + 1 < len(tokens)  # two hundred and five
        token = tokens[at + 1] if joined else tokens[at]
        value = float(token.replace(",", "")) if token[0].isdigit() else values(ordinals=ordinals).get(token)
        if value is None or not _follows(last, value, joined=joined, figures=token[0].isdigit()):
            break
        if value in _SCALES and last is not None and value > last:
            part *= value
        else:
            part += value
        if value >= 1_000 and value in _SCALES:
            whole, part = whole + part, 0.0
        at, last = at + (2 if joined else 1), value
    return (None, start + 1) if last is None else (whole + part, at)


def _follows(last: float | None, value: float, *, joined: bool, figures: bool) -> bool:
    """Whether a number word goes on the number before it: twenty one, two hundred; not two three, nor 5 10."""
    if last is None:
        return True
    if figures:
        return False
    if last in _SCALES[1:] and value < last:
        return value < 100 or not joined
    if value in _SCALES[1:]:
        return True
    return (value == 12 and last < 12) or (20 <= last < 100 and last % 10 == 0 and value < 10)
