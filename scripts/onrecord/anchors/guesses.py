"""Likely dates: what is more often right than wrong, for events that nothing sure dates.

For measuring, and for ordering; what is published is sure or undated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.anchors.syntax import (
    auxiliaries,
    is_background,
    is_future,
    is_infinitive,
    is_loose,
    is_negated,
    is_past,
    is_progressive,
    lemmas,
    verb_above,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from onrecord.anchors.dater import Dater
    from onrecord.model import Timex

LEAD_SENTENCES = 2


class Guesses:
    """The likely dates of one text, on top of what `Dater` knows for sure."""

    def __init__(self, dater: Dater) -> None:
        self.dater = dater

    def date(self, token: Token) -> Timex | None:
        """The date that is more likely right than wrong, for an event that nothing sure dates."""
        if any(c.dep_ == "advmod" and c.lower_ == "when" for c in token.children) and not is_background(token):
            return self._beside(token) or self.dater.tell(token)
        if is_background(token) or is_negated(token) or is_loose(token):
            return None
        dependent = is_infinitive(token) or (token.tag_ in ("VBG", "VBN") and not auxiliaries(token))
        if dependent and token.pos_ == "VERB" and (when := self._dependent(token)) is not None:
            return when
        if (when := self._beside(token)) is not None:
            return when
        rank = self.dater.lead_rank(token)
        if token.pos_ not in ("VERB", "AUX"):
            return self._noun(token)
        if is_future(token):
            return self.dater.tell(token) if rank < LEAD_SENTENCES + 2 or token.dep_ == "ccomp" else None
        if dependent:
            return self.dater.tell(token) if token.dep_ in ("advcl", "relcl", "acomp") or rank < LEAD_SENTENCES else None
        if is_past(token) or is_progressive(token) or token.dep_ == "ccomp":
            return self.dater.tell(token) if token.dep_ != "relcl" else None
        return None

    def _noun(self, token: Token) -> Timex | None:
        """A noun: the date of the nearest verb above it, else the story's."""
        verb = verb_above(token)
        if verb is None:
            return self.dater.tell(token) if self.dater.lead_rank(token) < 1 else None
        if is_background(verb):
            return None
        return self.dater.date_of(verb) or (self.dater.tell(token) if token.dep_ in ("dobj", "nsubj", "nsubjpass", "pobj") else None)

    def _dependent(self, token: Token) -> Timex | None:
        """An infinitive or participle: the date of the nearest verb above it."""
        if token.head.lemma_.lower() in lemmas("ENABLING") and token.dep_ in ("xcomp", "ccomp"):
            return None
        verb = verb_above(token)
        return self.dater.date_of(verb) if verb is not None else None

    def _beside(self, token: Token) -> Timex | None:
        """The nearest date in the same sentence."""
        sentence = self.dater.sentences[self.dater.sentence_of[token.i]]
        near = [
            (min(abs(t.span.start - token.idx), abs(token.idx - t.span.end)), n)
            for n, t in enumerate(self.dater.timexes)
            if t.edtf and t.type != "SET" and sentence.start_char <= t.span.start < sentence.end_char
        ]
        return self.dater.timexes[min(near)[1]] if near else None

