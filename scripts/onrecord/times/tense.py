"""The tense around a phrase, told from the words beside it, without a parse.

A weekday or a month without a year is looked for before or after the publication day by the tense of its verb. News
puts the verb close by, so the nearest cue in the same sentence decides; cues before the phrase are stronger.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

from onrecord.lexicon import table
from onrecord.model import Frozen

if TYPE_CHECKING:
    from onrecord.times.tokens import Tokens

Tense = Literal["past", "present", "future"]

REACH_BACK, REACH_ON = 14, 10
STOPS = frozenset({".", "?", "!", "\n", ";", "”", "''"})


class Cue(Frozen, frozen=True):
    """Words that tell the tense; `example` has a weekday that the tense resolves to `gives` (published 2021-05-12)."""

    words: tuple[str, ...]
    example: str
    gives: str


@cache
def cues() -> dict[str, str]:
    """For each cue word its section in `lexicon/tense.yml`."""
    return {word: name for name, rows in table("tense", Cue).items() for row in rows for word in row.words}


def tense_at(tokens: Tokens, start: int, end: int) -> Tense | None:
    """The tense nearest to the tokens [start, end) in their sentence; None where no cue stands there."""
    known = cues()
    best: tuple[float, Tense] | None = None
    for i in range(start - 1, max(-1, start - 1 - REACH_BACK), -1):
        if tokens.lower[i] in STOPS:
            break
        if (tense := _tense(tokens, i, known)) is not None:
            best = (start - i, tense)
            break
    for i in range(end, min(len(tokens), end + REACH_ON)):
        if tokens.lower[i] in STOPS:
            break
        if (tense := _tense(tokens, i, known)) is not None:
            distance = (i - end + 1) * 1.5 + 0.5
            if best is None or distance < best[0]:
                best = (distance, tense)
            break
    return best[1] if best else None


def _tense(tokens: Tokens, i: int, known: dict[str, str]) -> Tense | None:
    word = tokens.lower[i]
    section = known.get(word)
    before = known.get(tokens.lower[i - 1]) if i else None
    if section == "FUTURE":
        return "future"
    if section == "TO":  # "to meet Friday", but "to Monday's low"
        following = tokens.word(i + 1)
        if (
            following.isalpha()
            and not tokens.raw(i + 1)[0].isupper()
            and known.get(following) in (None, "PRESENT", "BE")
        ):
            return "future" if following not in NOUN_MARKERS else None
        return None
    if section == "PAST":
        return None if tokens.word(i - 1) in PASSIVE else "past"
    if section == "PRESENT":
        return "present"
    if section is None and len(word) > 4 and word.endswith("ed") and word.isalpha():
        return None if before in ("FUTURE", "BE") or tokens.word(i - 1) in PASSIVE else "past"
    return None


PASSIVE = frozenset({"is", "are", "be", "being"})
"""Before a participle: not past ("the case is heard")."""

NOUN_MARKERS = frozenset(
    "the a an his her its their our my your this that these those some any all each every no more less about on at in".split()
)
