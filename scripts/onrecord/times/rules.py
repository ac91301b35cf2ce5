"""What a rule of the grammar is: patterns, and a function from what they matched to a `Sense`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from onrecord.model import Basis, Span, TimexType
from onrecord.times.patterns import compiled, expand, vocabulary
from onrecord.times.period import Period
from onrecord.times.tokens import Alphabet, Tokens
from onrecord.times.units import Count
from onrecord.times.words import Value

if TYPE_CHECKING:
    from onrecord.times.context import Context


@dataclass(frozen=True, slots=True)
class Sense:
    """What a phrase means: TIMEX3's type, value and mod, and the stretch of the calendar where there is one.

    `bound` is "earlier" or "later" where the publication day bounds the stretch ("earlier this month"). `anchor` says
    in words what a derived value rests on, `anchor_span` where in the text that stands. `days` are the first and last
    day where they are not those of `period` ("the year to March"). `end` is the token after the phrase where the rule
    looked further than the phrase goes ("3 to 11 January").
    """

    value: str
    type: TimexType = "DATE"
    mod: str | None = None
    period: Period | None = None
    basis: Basis = "none"
    anchor: str | None = None
    anchor_span: Span | None = None
    bound: str | None = None
    compared: bool = False  # a quarter that another is compared with ("a year earlier")
    opaque: bool = False  # may be a date that this stage can't know ("the day after the raid")
    aside: bool = False  # a day known by its name, from which the text does not count on
    days: tuple[date, date] | None = None
    end: int | None = None


class Match(NamedTuple):
    """One match of a pattern: tokens [start, end)."""

    tokens: Tokens
    found: re.Match[str]

    @property
    def start(self) -> int:
        return self.found.start()

    @property
    def end(self) -> int:
        return self.found.end()

    def group(self, label: str) -> str | None:
        """The group of this label that took part in the match, if one did."""
        found, number = self.found, 1
        while (name := f"{label}__{number}") in found.re.groupindex:
            if found.start(name) >= 0:
                return name
            number += 1
        return None

    def has(self, label: str) -> bool:
        """Whether the part of the pattern under this label was matched."""
        return self.group(label) is not None

    def at(self, label: str) -> int:
        """The index of the first token under the label. Raises KeyError where it was not matched."""
        if (name := self.group(label)) is None:
            raise KeyError(label)
        return self.found.start(name)

    def value(self, label: str, name: str) -> Value:
        """What the token under the label stands for in a class."""
        return self.tokens.value(self.at(label), name)

    def number(self, label: str, name: str) -> int:
        """The same for classes whose values are whole numbers."""
        return int(self.value(label, name))

    def words(self, label: str) -> list[str]:
        """The tokens under the label in lower case; none where it was not matched."""
        name = self.group(label)
        return self.tokens.lower[self.found.start(name) : self.found.end(name)] if name else []

    def text(self) -> list[str]:
        """All tokens in lower case."""
        return self.tokens.lower[self.start : self.end]


Build = Callable[[Match, "Context"], Sense | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and what it means. Of two rules that match equally long, the one declared first is taken."""

    name: str
    pattern: str
    build: Build
    order: int


RULES: list[Rule] = []

MODULES = (
    "absolute",
    "quarters",
    "numbered",
    "relative",
    "comparisons",
    "counts",
    "amounts",
    "sets",
)
"""The modules that declare rules, in the order in which their rules are tried."""

PIECES = {
    "digits": "NUMBER (-? NUMBER)? (-? NUMBER)? (-? NUMBER)?",
    "count": "half (a|an|-)? | a? NUMBER ((-|and)? NUMBER)? ((-|and)? NUMBER)? ((-|and)? NUMBER)? "
    "((-|and)? NUMBER)? (-? and -? a -? half | (and|-)? FRACTION)? | FRACTION"
    " | a? PAIR of? | (a|the)? (very|good|great)? VAGUE (of|more|hundred)? | a | an",
    "month": "MONTH",
    "of": "of | in | during",
}
"""Named pieces of patterns."""


def rule(*patterns: str) -> Callable[[Build], Build]:
    """Declare a rule of the grammar."""

    def declare(build: Build) -> Build:
        for pattern in patterns:
            RULES.append(Rule(build.__name__, expand(pattern, PIECES), build, len(RULES)))
        return build

    return declare


@dataclass(frozen=True, slots=True)
class Grammar:
    """The compiled rules and the alphabet that they are compiled over."""

    alphabet: Alphabet
    rules: tuple[tuple[re.Pattern[str], Rule], ...]


@cache
def grammar() -> Grammar:
    """Compile the rules, once a process."""
    for module in MODULES:
        import_module(f"onrecord.times.{module}")
    alphabet = Alphabet(vocabulary(r.pattern for r in RULES))
    letters = alphabet.classes()
    return Grammar(alphabet, tuple((compiled(r.pattern, letters), r) for r in RULES))


def count(tokens: list[str], m: Match, label: str) -> Count:
    """The number under a label: whole, with halves, or "X" where it is vague. One where there is none ("a").

    Two numbers are vague: "20 and 50 years ago".
    """
    start = m.at(label)
    total: float = 0.0
    group: float = 0.0
    seen = False
    for i, word in enumerate(tokens):
        at = start + i
        if m.tokens.has(at, "VAGUE"):
            return "X"
        if m.tokens.has(at, "PAIR"):
            return 2
        if word == "and" and 0 < group < 100 and m.tokens.has(at + 1, "NUMBER"):
            return "X"
        if m.tokens.has(at, "NUMBER"):
            number, seen = float(m.tokens.value(at, "NUMBER")), True
            if not word.isalpha() or number < 100:
                group += number
            elif number == 100:
                group = max(group, 1) * number
            else:
                total, group = total + max(group, 1) * number, 0
        elif m.tokens.has(at, "FRACTION"):
            group, seen = group + float(m.tokens.value(at, "FRACTION")), True
        elif word == "half":
            group, seen = group + 0.5, True
    found = total + group if seen else 1.0
    return int(found) if found == int(found) else found
