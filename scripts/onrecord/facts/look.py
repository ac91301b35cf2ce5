"""One statement, with what both the tests of `gaps` and the judge ask of it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from onrecord.facts.words import kind, words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from onrecord.facts.clauses import Clause
    from onrecord.facts.context import Context
    from onrecord.facts.pieces import Draft
    from onrecord.facts.standing import Standing


class Look:
    """A clause, the draft made of it, how it stands, and the text around it."""

    def __init__(self, clause: Clause, draft: Draft, how: Standing, context: Context) -> None:
        self.clause, self.draft, self.how, self.context = clause, draft, how, context
        self.doc, self.cast = context.doc, context.cast
        self.tokens = [self.doc[i] for i in draft.tokens]
        self.inside = set(draft.tokens)
        self.dated = any(t.edtf for t in draft.timexes)
        self.placed = any(self.cast.subjects[k].kind == "place" for k in draft.subjects)

    def short(self, token: Token) -> bool:
        """Whether a word is a person's name, cut to one word: behind "at", more likely a firm of that name."""
        span = self.cast.name_span(token.i)
        return self.person(token) and span is not None and span[1] - span[0] == 1

    @cached_property
    def quoted(self) -> bool:
        """Whether a word of it stands inside quotation marks."""
        return any(self.cast.quoted(t.i) for t in self.tokens)

    def one_name(self, token: Token) -> bool:
        """Whether a word names a person whom the whole text names with that one word only: "Deering", never "Paul"."""
        who = self.cast.at(token.i) if self.cast.name_span(token.i) is not None else None
        return who is not None and who.subject is not None and self.named_once(who.subject)

    def named_once(self, subject: int) -> bool:
        """Whether a subject is a person with a name of one word."""
        one = self.cast.subjects[subject]
        return one.kind == "person" and " " not in one.name

    def timely(self, token: Token) -> bool:
        """Whether a date phrase lies below a word."""
        return any(t.i in self.context.covering for t in token.subtree)

    def person(self, token: Token) -> bool:
        """Whether a word is the name of a person."""
        return token.pos_ == "PROPN" and kind(self.cast, token.i) == "person"


def unrelated(noun: Token) -> bool:
    """Whether a noun says what somebody is to another without that other: "a close friend"."""
    if noun.lemma_ not in words("relations") or any(t.dep_ == "prep" for t in noun.rights):
        return False
    return not any(t.pos_ == "PROPN" or t.dep_ == "poss" for t in noun.lefts)
