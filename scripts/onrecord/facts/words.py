"""The word tables that facts are made with, and what this stage asks of the stages before it."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Protocol

import msgspec

from onrecord import lexicon, model

if TYPE_CHECKING:
    from spacy.tokens import Token


class Cast(model.Cast, Protocol):
    """Who is who in the text, with what else this stage asks."""

    def name_span(self, i: int) -> tuple[int, int] | None:
        """The tokens [start, end) of the name at token `i`."""

    def article(self, subject: int) -> bool:
        """Whether a subject's full name takes "the" in running text."""

    def quoted(self, i: int) -> bool:
        """Whether token `i` stands inside quotation marks."""


words = partial(lexicon.words, "facts")
"""The words of one section of `facts.yml`."""


def kind(cast: Cast, i: int) -> model.SubjectKind | None:
    """What token `i` stands for: a person, an organisation or a place of the text; None where for none of them."""
    who = cast.at(i)
    return None if who is None or who.subject is None else cast.subjects[who.subject].kind


class Human(msgspec.Struct, frozen=True):
    """A row of `titles.yml`, as far as facts need it: nouns for people."""

    words: tuple[str, ...]


@cache
def humans() -> frozenset[str]:
    """Nouns for a person by office, work or kinship."""
    return frozenset(word for row in lexicon.table("titles", Human)["roles"] for word in row.words)


def human(noun: Token) -> bool:
    """Whether a noun is for a person by office, work or kinship."""
    return noun.lemma_ in humans() or noun.lower_ in humans()


@cache
def kinds() -> frozenset[str]:
    """Nouns for what kind of person, body or place somebody or something is."""
    return words("kinds of people") | words("kinds of bodies")


@cache
def light() -> dict[str, frozenset[str]]:
    """Light verbs with the objects that make them tell what was done."""
    pairs = (word.split("=") for word in words("light"))
    return {verb: frozenset(objects.split()) for verb, objects in pairs}


POLLS = frozenset({"poll", "survey"})
PER_CENT = frozenset({"percent", "%", "point", "points"})
"""What the numbers of polls and votes are counted in."""
STATIONS = ("arrested", "charged", "changed", "dropped", "pleaded", "acquitted", "convicted", "sentenced")
"""What may become of a criminal charge, in order."""
