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


class Word(Frozen, frozen=True):
    """A row of a plain list of words."""

    word: str
    example: str


SECTIONS = {"VERB": "verbs", "AUX": "verbs", "NOUN": "nouns", "PROPN": "nouns", "ADJ": "adjectives"}
"""The section of `speech.yml` for each part of speech."""


def cue_row(lemma: str, pos: str) -> Cue | None:
    """The row of a word, by its part of speech."""
    return cues(SECTIONS.get(pos, "verbs")).get(lemma)


@cache
def _venues() -> frozenset[str]:
    return frozenset(row.word for row in table("venues", Word)["venues"])


def is_venue(lemma: str) -> bool:
    """Whether a noun names an occasion or a paper in which things are said: interview, speech, complaint."""
    return lemma in _venues()


@cache
def _works() -> frozenset[str]:
    return frozenset(row.word for row in table("works", Word)["works"])


def is_work(word: str) -> bool:
    """Whether a word names a kind of work that has a title: book, song, report."""
    return word in _works()


def _forms(lemma: str) -> frozenset[str]:
    """The regular forms of a verb."""
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return frozenset({lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"})
    stem = lemma.removesuffix("e")
    return frozenset({lemma, lemma + "s", stem + "es", stem + "ed", stem + "ing"})


@cache
def speech_forms() -> frozenset[str]:
    """The forms of the verbs of speech that may stand right before a quotation without a comma."""
    spoken = [row.lemma for row in cues("verbs").values() if row.sense in ("speech", "ask")]
    return IRREGULAR.union(*map(_forms, spoken))


@cache
def _lemmas() -> dict[str, str]:
    return {form: lemma for lemma in cues("verbs") for form in _forms(lemma)}


def verb_lemma(lemma: str, lower: str, pos: str) -> str:
    """The lemma of a verb of the table, where the model's rules miss it ("texted" is no form of "texte")."""
    if pos != "VERB" or lemma in cues("verbs"):
        return lemma
    return _lemmas().get(lower, lemma)


@cache
def past_forms() -> frozenset[str]:
    """Forms that are verbs of speech even where the tagger takes them for something else."""
    return frozenset(form for form in speech_forms() if form.endswith("ed") or form in IRREGULAR)


IRREGULAR = frozenset(["said", "told", "wrote", "read", "spoke", "swore", "went", "sang", "thought"])
"""Past forms that the rule for regular verbs does not give."""
