"""What stands before a phrase of time: which part is meant, whether it is exact, and whether an end is open."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from onrecord.lexicon import table
from onrecord.model import Frozen

if TYPE_CHECKING:
    from onrecord.times.rules import Sense
    from onrecord.times.tokens import Tokens

CLOCK_ONLY = frozenset({"over", "under", "within", "just", "only", "some", "at"})
"""Modifiers of counts that are prepositions before dates."""


class Modifier(Frozen, frozen=True):
    """Words before a phrase, and an example with the EDTF value of its phrase."""

    words: tuple[str, ...]
    example: str
    edtf: str


@cache
def modifiers() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """By their last word: the words of each modifier and its name, the longest first."""
    out: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, rows in table("modifiers", Modifier).items():
        for row in rows:
            for words in row.words:
                parts = tuple(words.split())
                out.setdefault(parts[-1], []).append((parts, name))
    return {last: tuple(sorted(rows, key=lambda r: -len(r[0]))) for last, rows in out.items()}


def modified(sense: Sense, tokens: Tokens, start: int) -> tuple[Sense, int]:
    """The sense with the modifier before token `start` put to it, and where the phrase now starts."""
    known = modifiers()
    skip = start
    if tokens.word(start - 1) == "the" and tokens.word(start - 2) in ("of", "in"):
        skip = start - 1  # "at the end of the 1990s"
    for at in dict.fromkeys((start, skip)):
        for words, name in known.get(tokens.word(at - 1), ()):
            if at >= len(words) and tuple(tokens.lower[at - len(words) : at]) == words:
                if not _fits(sense, words, name, tokens, at):
                    continue
                return _put(sense, name), at - len(words)
    return sense, start


def _fits(sense: Sense, words: tuple[str, ...], name: str, tokens: Tokens, start: int) -> bool:
    if sense.type == "SET" or sense.value.endswith("_REF"):
        return False
    if sense.type == "DURATION":
        if words[-1] == "over" and tokens.word(start) in (
            "the",
            "his",
            "her",
            "their",
            "its",
            "our",
            "my",
            "recent",
            "coming",
        ):
            return False  # "over the past two years" is no more than two years
        return name not in ("START", "MID", "END", "earlier", "later")
    if name in ("earlier", "later"):
        return sense.period is not None and sense.period.grain not in ("decade", "century")
    if name in ("LESS_THAN", "MORE_THAN", "EQUAL_OR_MORE", "EQUAL_OR_LESS"):
        return (
            words[0] not in CLOCK_ONLY
            and sense.period is not None
            and sense.anchor is not None
            and words[0] not in ("up",)
        )
    if name == "APPROX":
        return words[0] not in ("some", "about") or sense.anchor is not None or sense.period is not None
    return True


def _put(sense: Sense, name: str) -> Sense:
    if name in ("earlier", "later"):
        return replace(sense, bound=name)
    if name in ("LESS_THAN", "MORE_THAN", "EQUAL_OR_MORE", "EQUAL_OR_LESS") and sense.type == "DATE":
        return replace(sense, mod="APPROX")
    return replace(sense, mod=name)


def opening(tokens: Tokens, start: int) -> str | None:
    """ "after" where the words before the phrase open its end ("since 2011"), "before" where they open its start."""
    word = tokens.word(start - 1)
    if word == "early" or word == "late":
        word = tokens.word(start - 2)
    if word in ("since",):
        return "after"
    if word in ("until", "till", "through"):
        return "before"
    return None
