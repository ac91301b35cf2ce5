"""The word tables that facts are made with, and what this stage asks of the stages before it."""

from __future__ import annotations

from functools import cache, partial
from typing import Protocol

import msgspec

from onrecord import lexicon, model


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


class Human(msgspec.Struct, frozen=True):
    """A row of `titles.yml`, as far as facts need it: nouns for people."""

    words: tuple[str, ...]


@cache
def humans() -> frozenset[str]:
    """Nouns for a person by office, work or kinship."""
    return frozenset(word for row in lexicon.table("titles", Human)["roles"] for word in row.words)


@cache
def light() -> dict[str, frozenset[str]]:
    """Light verbs with the objects that make them tell what was done."""
    pairs = (word.split("=") for word in words("light"))
    return {verb: frozenset(objects.split()) for verb, objects in pairs}


STATIONS = ("arrested", "charged", "changed", "dropped", "pleaded", "acquitted", "convicted", "sentenced")
"""What may become of a criminal charge, in order."""
