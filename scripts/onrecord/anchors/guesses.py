"""Likely dates: what is more often right than wrong, for events that nothing sure dates.

For measuring, and for ordering; what is published is sure or undated. What is negated, background ("had sold") or a
loose form ("built by") keeps no date here, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.anchors.syntax import (
    auxiliaries,
    is_background,
    is_bygone,
    is_coordinated,
    is_definite,
    is_fronted,
    is_future,
    is_infinitive,
    is_loose,
    is_negated,
    is_past,
    is_perfect,
    is_progressive,
    is_reporting,
    lemmas,
    path_to_shared,
    verb_above,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from onrecord.anchors.dater import Dater
    from onrecord.model import Timex

LEAD_SENTENCES = 2
SUBJECTS_AND_OBJECTS = ("dobj", "nsubj", "nsubjpass", "pobj")
CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "xcomp", "conj", "pcomp", "csubj", "parataxis"})
NEAR_BELOW = frozenset({"xcomp", "advcl", "acl"})
"""Clauses that lend their date to the clause above them."""


class Guesses:
    """The likely dates of one text, on top of what `Dater` knows for sure."""

    def __init__(self, dater: Dater) -> None:
        self.dater = dater

    def date(self, token: Token) -> Timex | None:
        """The date that is more likely right than wrong, for an event that nothing sure dates."""
        if any(c.dep_ == "advmod" and c.lower_ == "when" for c in token.children) and not is_background(token):
            return self._beside(token) or self.dater.tell(token)
        if is_negated(token):
            return None
        if self._is_now(token):
            return self.dater.on_publication(token)
        if is_background(token):
            return None
        if token.dep_ == "ROOT" and token.tag_ in ("VBZ", "VBP"):
            return self.dater.on_publication(token)
        if self._is_of_noun(token) and (when := self._dependent(token)) is not None:
            return when
        if is_loose(token):
            return None
        dependent = is_infinitive(token) or (token.tag_ in ("VBG", "VBN") and not auxiliaries(token))
        if dependent and token.pos_ == "VERB" and (when := self._dependent(token)) is not None:
            return when
        if (when := self._kin(token)) is not None:
            return when
        if (when := self._beside(token)) is not None:
            return when
        if token.pos_ not in ("VERB", "AUX"):
            return self._noun(token)
        return self._dependent_form(token) if dependent else self._finite(token)

    def _is_of_noun(self, token: Token) -> bool:
        """Whether a clause says what its noun is: "the decision to sell", "the first time that it has sold"."""
        noun = token.head.lemma_.lower()
        if token.dep_ == "acl" and is_infinitive(token):
            return noun in lemmas("RESOLVE")
        return token.dep_ == "relcl" and noun == "time"

    def tied(self, token: Token) -> Timex | None:
        """The date of the event before that words tie this one to: "then …", "… and …"."""
        if token.pos_ != "VERB" or is_negated(token) or is_background(token):
            return None
        return self._then(token) or self._coordinated(token)

    def _is_now(self, token: Token) -> bool:
        """Whether an adverb puts the event at the time of writing ("currently under construction")."""
        clause = token if token.pos_ in ("VERB", "AUX") else verb_above(token)
        if clause is None or is_past(clause) or is_future(clause):
            return False
        near = {token.i, token.head.i} if clause.i != token.i else {token.i}
        return any(c.lower_ in lemmas("NOW") for t in (clause, token.head) if t.i in near for c in t.children)

    def _then(self, token: Token) -> Timex | None:
        """ "Then": the date of the event told last, which this one follows."""
        if not any(c.dep_ == "advmod" and c.lower_ == "then" for c in token.children):
            return None
        if token.dep_ == "conj" and (when := self.dater.date_of(token.head)) is not None:
            return when
        return self.dater.told_before(token)

    def _coordinated(self, token: Token) -> Timex | None:
        """A verb that goes on with another: its date; with a subject of its own, that of a fronted phrase."""
        if token.dep_ != "conj" or token.pos_ != "VERB" or is_reporting(token.head):
            return None
        if is_coordinated(token):
            return self.dater.date_of(token.head)
        when = self.dater.phrases.own(token.head)
        same = is_past(token) and is_past(token.head)
        return when if when is not None and when.edtf and same and is_fronted(when, token.head) else None

    def _finite(self, token: Token) -> Timex | None:
        if is_future(token):
            if (when := self._future_flow(token)) is not None:
                return when
            near = self.dater.lead_rank(token) < LEAD_SENTENCES + 2
            return self.dater.tell(token) if near or token.dep_ == "ccomp" else None
        if is_past(token) or is_progressive(token) or token.dep_ == "ccomp":
            return self.dater.tell(token) if token.dep_ != "relcl" else None
        return None

    def _future_flow(self, token: Token) -> Timex | None:
        """What is to come goes on at the day of what was told to come just before."""
        when = self.dater.told_before(token)
        return when if when is not None and when in self.dater.timexes and self.dater.is_ahead(when) else None

    def _dependent_form(self, token: Token) -> Timex | None:
        if is_future(token):
            return self._finite(token)
        lead = self.dater.lead_rank(token) < LEAD_SENTENCES
        return self.dater.tell(token) if token.dep_ in ("advcl", "relcl", "acomp") or lead else None

    def _noun(self, token: Token) -> Timex | None:
        """A noun: the date of the nearest verb above it; in the lead the story's."""
        verb = verb_above(token)
        lead = self.dater.lead_rank(token)
        if verb is None:
            return self.dater.tell(token) if lead < 1 else None
        if is_background(verb) or self._is_wished(token, verb) or is_bygone(token):
            return None
        if (when := self.dater.date_of(verb) or self.dater.same(token)) is not None:
            return when
        timeless = lead >= LEAD_SENTENCES and is_perfect(verb)  # "delays of the project have cost …"
        return self.dater.tell(token) if token.dep_ in SUBJECTS_AND_OBJECTS and not timeless else None

    def _is_wished(self, token: Token, verb: Token) -> bool:
        """Whether a noun is what somebody only plans or expects ("expects sales to rise", "wants a loan")."""
        if token.dep_ == "nsubj" and verb.dep_ in ("xcomp", "ccomp"):
            verb = verb.head
        elif token.dep_ != "dobj":
            return False
        return verb.lemma_.lower() in lemmas("IRREALIS") and not is_reporting(verb)

    def _kin(self, token: Token) -> Timex | None:
        """The date of the last event of the same kind: "the deal", after a contract was signed on Monday."""
        if token.pos_ != "NOUN" or not is_definite(token):
            return None
        return self.dater.last_of_kind(token)

    def _dependent(self, token: Token) -> Timex | None:
        """An infinitive or participle: the date of the nearest verb above it."""
        if token.head.lemma_.lower() in lemmas("ENABLING") and token.dep_ in ("xcomp", "ccomp"):
            return None
        verb = verb_above(token)
        return self.dater.date_of(verb) if verb is not None else None

    def _beside(self, token: Token) -> Timex | None:
        """The nearest date of the sentence: of those that a clause above tells, then, for what is to come, of all."""
        sentence = self.dater.sentences[self.dater.sentence_of[token.i]]
        near = [
            (not self._reaches(n, token), min(abs(t.span.start - token.idx), abs(token.idx - t.span.end)), n)
            for n, t in enumerate(self.dater.timexes)
            if t.edtf
            and t.type != "SET"
            and sentence.start_char <= t.span.start < sentence.end_char
            and not self.dater.phrases.compares[n]
        ]
        if not near:
            return None
        far, _, number = min(near)
        when = self.dater.timexes[number]
        if far and self._to_come(token):
            return when if self.dater.is_ahead(when) and not self._describes(number, token) else None
        return when if not far or (token.pos_ not in ("VERB", "AUX") and self.dater.is_past(when)) else None

    def _describes(self, number: int, token: Token) -> bool:
        """Whether a phrase stands in a clause about a noun of the event ("will show the ship that sails in May")."""
        tokens = self.dater.phrases.of_token[number]
        return bool(tokens) and token.is_ancestor(tokens[0]) and "relcl" in path_to_shared(tokens[0], token)

    def _to_come(self, token: Token) -> bool:
        """Whether an event is told as one of the future."""
        verb: Token | None = token
        while verb is not None and (verb.pos_ not in ("VERB", "AUX") or (is_infinitive(verb) and not is_future(verb))):
            if verb.head.lemma_.lower() in lemmas("IRREALIS"):
                return True
            verb = verb_above(verb)
        return verb is not None and is_future(verb)

    def _reaches(self, number: int, token: Token) -> bool:
        """Whether a phrase may date an event that it is not attached to: from a clause above, or one just below.

        The date of a clause that is only told in the same sentence ("the firm, which closed in May, hired …") is not
        that of the event.
        """
        tokens = self.dater.phrases.of_token[number]
        if not tokens:
            return False
        below = [dep for dep in path_to_shared(tokens[0], token) if dep in CLAUSES]
        if token.is_ancestor(tokens[0]):
            return token.pos_ not in ("VERB", "AUX") or (len(below) <= 1 and set(below) <= NEAR_BELOW)
        return set(below) <= {"xcomp"}
