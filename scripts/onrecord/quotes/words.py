"""The word tables of this stage, by lemma."""

from __future__ import annotations

from functools import cache
from typing import Literal

from onrecord.lexicon import table
from onrecord.model import Frozen, Stance

Sense = Literal["speech", "thought", "wish", "show", "judge", "ask", "order"]


class Cue(Frozen, frozen=True):
    """A row of `speech.yml`: a word that gives words or thoughts to somebody."""

    lemma: str
    sense: Sense
    example: str
    stance: Stance = "said"


@cache
def cues(section: str) -> dict[str, Cue]:
    """The rows of one section of `speech.yml` (verbs, nouns, adjectives) by lemma."""
    return {row.lemma: row for row in table("speech", Cue)[section]}
