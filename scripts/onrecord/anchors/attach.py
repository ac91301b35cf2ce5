"""Which phrase of time belongs to which word: by syntax, from the phrase up to the verb that it dates.

A phrase that only compares ("the worst since 1987", "fewer than in 2008") dates nothing. One that stands inside the
object of a verb such as "follow" ("followed a raid in April") dates that object, not the verb.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.anchors.syntax import counted_event, fineness, is_done, is_reporting, lemmas, token_index

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from spacy.tokens import Doc, Token

    from onrecord.model import Timex

CLIMB = frozenset({"pobj", "prep", "npadvmod", "pcomp", "compound", "amod", "nummod", "poss", "nmod", "appos", "advmod",
                   "quantmod", "det", "dep", "case", "conj", "dobj", "attr"})  # fmt: skip
"""Relations between a phrase of time and what it is attached to."""
BREAKS = frozenset(",;:()—–")
BEFOREHAND = frozenset({"before", "ahead", "prior", "until"})
"""Prepositions that put a verb before the event of a noun: the noun's date is not the verb's."""
COMPARED = 3  # tokens between "than" and the phrase that it compares with
SUPERLATIVE = 8  # tokens between a superlative and its "since"


class Attachments:
    """The phrases of a text by the tokens that they date."""

    def __init__(self, doc: Doc, timexes: Sequence[Timex], published: date | None) -> None:
        self.doc = doc
        self.published = published
        self.timexes = timexes
        self.of_token = token_index(doc, timexes)
        self.counted_from: dict[int, int] = {}  # verbs that a phrase counts from, and the phrase
        self.attached: dict[int, list[int]] = {}
        self.compares = [self._compares(tokens) for tokens in self.of_token]
        for number in range(len(self.timexes)):
            self._attach(number)

    def own(self, token: Token) -> Timex | None:
        """The phrase attached to the token, or to a noun in its clause; the day before the month before the year."""
        number = self.number(token)
        return None if number is None else self.timexes[number]

    def number(self, token: Token) -> int | None:
        """The number of the token's own phrase; see `own`."""
        numbers = [n for n in self.attached.get(token.i, ()) if self._usable(n, token)]
        if not numbers:
            return None
        return min(numbers, key=lambda n: self._rank(self.timexes[n], token))

    def _rank(self, timex: Timex, token: Token) -> tuple[bool, bool, int, int]:
        return timex.edtf is None, timex.type == "DURATION", fineness(timex), abs(timex.span.start - token.idx)

    def counts(self, number: int) -> Token | None:
        """The "after" or "before" that a length of time is counted by."""
        tokens = self.of_token[number]
        if not tokens or self.timexes[number].edtf is not None:
            return None
        for token in self.doc[tokens[-1].i : tokens[-1].i + 2]:
            if token.lower_ in ("after", "before", "following"):
                return token
        return None

    def _attach(self, number: int) -> None:
        """Note the tokens that a phrase is attached to: climb from it to the first verb, by way of event nouns."""
        tokens = self.of_token[number]
        if not tokens or self.compares[number]:
            return
        word = self.counts(number)
        complement = counted_event(word, self.timexes[number]) if word is not None else None
        if complement is not None and complement.pos_ == "VERB":
            self.counted_from.setdefault(complement.i, number)
        root = max(tokens, key=lambda t: len(list(t.subtree)))
        token = next((t for t in tokens if t.head not in tokens), root)
        while token.head.i != token.i:
            if token.pos_ == "VERB" and token not in tokens:
                break
            if token.dep_ not in CLIMB and token not in tokens:
                break
            if token.dep_ == "dobj" and token not in tokens and token.head.lemma_.lower() in lemmas("FOLLOWING"):
                break
            if token.lower_ in BEFOREHAND and token.dep_ in ("prep", "advmod") and not self._holds(token, tokens):
                break
            token = token.head
            if token.pos_ in ("VERB", "AUX"):
                self.attached.setdefault(self._governor(token, number).i, []).append(number)
                break
            self.attached.setdefault(token.i, []).append(number)

    def _holds(self, preposition: Token, tokens: Sequence[Token]) -> bool:
        """Whether the phrase itself is what a preposition governs: "before Friday", not "before a vote on Friday"."""
        return any(c.dep_ == "pobj" and c in tokens for c in preposition.children)

    def _governor(self, verb: Token, number: int) -> Token:
        """The verb that a phrase beside `verb` dates: not the one it counts from ("the day after they came")."""
        word = self.counts(number)
        if word is not None and word.dep_ == "mark" and word.head.i == verb.i and verb.dep_ in ("advcl", "ccomp"):
            return verb.head
        return verb

    def _usable(self, number: int, token: Token) -> bool:
        timex = self.timexes[number]
        if timex.type == "SET":
            return False
        if timex.edtf is None:
            return timex.mod in ("BEFORE", "AFTER") or (timex.type == "DURATION" and self.counts(number) is not None)
        if self.published and timex.earliest and timex.earliest > self.published and is_done(token):
            return False  # "has ordered ten trams for 2024"
        return not (is_reporting(token) and self._belongs_below(number, token))

    def _belongs_below(self, number: int, token: Token) -> bool:
        """Whether a phrase attached to a verb of reporting stands in what is reported."""
        tokens = self.of_token[number]
        below = next((t for t in token.children if t.dep_ == "ccomp"), None)
        if below is None or not tokens:
            return False
        return below.left_edge.i <= tokens[0].i <= below.right_edge.i

    def _compares(self, tokens: Sequence[Token]) -> bool:
        """Whether a phrase is only what something is compared with: "than in 2008", "the lowest since 2003"."""
        if not tokens:
            return False
        first, opening = tokens[0], tokens[0].sent.start
        before = self.doc[max(opening, first.i - COMPARED) : first.i]
        if any(t.lower_ == "than" for t in before):
            return True
        since = next((t for t in [first, *reversed(before)] if t.lower_ == "since"), None)
        if since is None:
            return False
        reach = self.doc[max(opening, since.i - SUPERLATIVE) : since.i]
        clause = next((t.i for t in reversed(reach) if t.text in BREAKS), reach.start)
        return any(t.tag_ in ("JJS", "RBS") or t.lower_ in ("first", "only") for t in reach if t.i >= clause)
