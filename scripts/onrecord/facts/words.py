"""The word tables that facts are made with, and what this stage asks of the stages before it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Protocol

import msgspec

from onrecord import lexicon
from onrecord.model import Resolution, Span, Subject


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of `facts.yml`: words that work alike."""

    words: tuple[str, ...]
    example: str


class Cast(Protocol):
    """Who is who in the text: what `subjects.resolve` gives."""

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """All subjects; an index into them is what a resolution holds."""

    def who(self, mention: Sequence[Span]) -> Resolution:
        """Who a mention means."""

    def at(self, i: int) -> Resolution | None:
        """Who the name, pronoun or description at token `i` means."""

    def name_span(self, i: int) -> tuple[int, int] | None:
        """The tokens [start, end) of the name at token `i`."""

    def article(self, subject: int) -> bool:
        """Whether a subject's full name takes "the" in running text."""

    def quoted(self, i: int) -> bool:
        """Whether token `i` stands inside quotation marks."""


@cache
def words(section: str) -> frozenset[str]:
    """The words of one section of `facts.yml`."""
    return frozenset(word for row in lexicon.table("facts", Row)[section] for word in row.words)


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
