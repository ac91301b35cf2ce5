"""Indirect speech as a sentence: when it makes one, and what is put in."""

from __future__ import annotations

import pytest

from onrecord.model import Said, Span, Speaker
from onrecord.pages import indirect

SENTENCES = [
    # (name, mention, cue, content, sentence)
    ("Ida Kern", "Prosecutor Ida Kern", "accused", "Marn of theft", "Prosecutor Ida Kern accused Marn of theft."),
    ("Bo Marn", "Marn", "denied", "stealing a boat", "[Bo] Marn denied stealing a boat."),
    ("Bo Marn", "he", "denied", "stealing a boat", "[Bo Marn] denied stealing a boat."),
    ("Bo Marn", "He", "has denied", "it", "[Bo Marn] has denied it."),
    ("Ada Vell", "the mayor", "says", "that the mill is open", "The mayor [Ada Vell] says that the mill is open."),
    ("Tove Brandt", "Marn’s lawyer, Tove Brandt,", "rejected", "the claim", "[Tove Brandt] rejected the claim."),
    ("residents", "residents", "complained", "that it rained,", "Residents complained that it rained."),
    # Where the parts make no sentence:
    ("Ada Vell", "Vell", "claims", "that the mill was open", None),  # a noun, perhaps
    ("Ada Vell", "Vell", "was accused", "of theft", None),
    ("Ada Vell", "Vell", "denying", "theft", None),
    ("Ada Vell", "Vell", "told", "that the mill was open", None),  # whom?
    ("Ada Vell", "Vell", "would deny", "it", None),
    ("Ada Vell", "Vell", "said … added", "that the mill was open", None),
]


def said(name: str, mention: str, cue: str, text: str, start: int = 40) -> Said:
    speaker = Speaker(name, mention=mention, span=Span(20, 20 + len(mention)))
    return Said(id="s-1", span=Span(start, start + len(text)), text=text, speaker=speaker, cue=cue)


@pytest.mark.parametrize(("name", "mention", "cue", "text", "expected"), SENTENCES)
def test_sentences(name: str, mention: str, cue: str, text: str, expected: str | None) -> None:
    assert indirect.sentence(said(name, mention, cue, text, 60)) == expected


def test_words_that_stand_before_their_speaker_make_none() -> None:
    assert indirect.sentence(said("Ada Vell", "Vell", "said", "the mill was open", start=1)) is None


def test_an_open_speaker_makes_none() -> None:
    item = said("Ada Vell", "Vell", "said", "that the mill was open", 60)
    for speaker in (None, Speaker("Ada Vell", mention="Vell", span=Span(20, 24), sure=False)):
        assert indirect.sentence(Said(id="s-1", span=item.span, text=item.text, speaker=speaker, cue="said")) is None
