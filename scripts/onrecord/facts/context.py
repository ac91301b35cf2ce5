"""What the whole text says about the nouns in it: whose they are, how they are called in full, how often they come."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from onrecord.facts.clauses import SUBJECTS
from onrecord.facts.words import Cast, humans, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from onrecord.model import Span, Timex


NEAR = 600
"""How many tokens back a fuller mention of a noun is looked for."""


class Context:
    """One text, its cast and its dates, asked for what a noun with "the" goes back to."""

    def __init__(self, doc: Doc, cast: Cast, timexes: Sequence[Timex]) -> None:
        self.doc = doc
        self.cast = cast
        self.timexes = self._by_token(timexes)
        self.ending: dict[int, list[tuple[int, Timex]]] = {}  # last token → (first token, timex)
        self.covering: dict[int, list[int]] = {}  # token → first tokens of the timexes that it is a part of
        for start, (end, timex) in self.timexes.items():
            self.ending.setdefault(end, []).append((start, timex))
            for i in range(start, end + 1):
                self.covering.setdefault(i, []).append(start)
        self._in_order = sorted((timex for _, timex in self.timexes.values()), key=lambda timex: timex.span)
        self._ends = [timex.span.end for timex in self._in_order]  # in order, too: date phrases do not overlap
        self.topics = _counts(doc)
        self.topical = (
            max(5, sorted(self.topics.values(), reverse=True)[min(9, len(self.topics) - 1)]) if self.topics else 5
        )
        self._nouns: dict[str, list[int]] = {}  # lemma → where it stands as a noun, in order
        for token in doc:
            if token.pos_ == "NOUN":
                self._nouns.setdefault(token.lemma_.lower(), []).append(token.i)
        self._charging = [t.i for t in doc if t.pos_ == "VERB" and t.lemma_.lower() in words("charged")]
        self.owners = self._owners()
        self.compounds = _compounds(doc)

    def dated_between(self, span: Span) -> Iterator[Timex]:
        """The date phrases that a span overlaps."""
        for timex in self._in_order[bisect_right(self._ends, span.start) :]:
            if timex.span.start >= span.end:
                return
            yield timex

    def _owners(self) -> dict[str, set[int]]:
        """For each noun the subjects that the text says it is of ("his arrest"); -1 for one that is not known."""
        found: dict[str, set[int]] = {}
        for token in self.doc:
            if token.pos_ != "NOUN":
                continue
            for child in token.lefts:
                if child.dep_ == "poss" or (child.dep_ == "compound" and child.pos_ == "PROPN"):
                    who = self.cast.at(child.i)
                    known = who is not None and who.sure and who.role is None and who.subject is not None
                    found.setdefault(token.lemma_.lower(), set()).add(who.subject if known else -1)  # type: ignore[union-attr,arg-type]
        return found

    def _by_token(self, timexes: Sequence[Timex]) -> dict[int, tuple[int, Timex]]:
        """First token → (last token, timex)."""
        found: dict[int, tuple[int, Timex]] = {}
        for timex in timexes:
            span = self.doc.char_span(timex.span.start, timex.span.end, alignment_mode="expand")
            if span is not None and len(span):
                found[span.start] = (span.end - 1, timex)
        return found

    def fuller(self, noun: Token) -> tuple[str, str, int | None] | None:
        """What the last fuller mention of a noun says before and after it; None where there is none near.

        "The technology" is "facial recognition technology", "the inquiry" the "inquiry into the mill".
        """
        lemma = noun.lemma_.lower()
        charge = lemma in words("charges")
        if any(t.dep_ == "compound" for t in noun.lefts):
            return self._brought(noun, named=True) if charge else None
        known = self._nouns.get(lemma, [])
        for k in range(bisect_left(known, noun.i) - 1, -1, -1):
            i = known[k]
            if i <= noun.i - NEAR:
                break
            other = self.doc[i]
            if other.tag_ != noun.tag_ and not charge:
                continue
            before = [t for t in other.lefts if t.dep_ == "compound" and t.pos_ == "NOUN"]
            if before:
                start = before[0].left_edge.i
                phrase = self.doc[start:i]
                plain = all(t.is_alpha or t.text == "-" for t in phrase) and not any(t.is_title for t in phrase)
                if not plain or len(phrase) > 4:
                    return None
                if not charge:
                    return (
                        (phrase.text, "", None)
                        if len(self.compounds[lemma]) == 1 and (len(phrase) > 1 or lemma in humans())
                        else None
                    )
                owner = self._owner(other)
                return (
                    "",
                    f"of {phrase.text}" + (f" against {self.cast.subjects[owner].name}" if owner is not None else ""),
                    owner,
                )
            if any(t.dep_ == "poss" for t in other.lefts):
                owners = self.owners.get(lemma, set()) if lemma not in words("offices") else set()
                if len(owners) == 1 and min(owners) >= 0 and not charge:
                    return f"{self.cast.subjects[min(owners)].name}’s", "", min(owners)
                return None
            if any(t.lower_ in {"a", "an"} or t.pos_ == "PROPN" for t in other.lefts):
                return None
        if charge:
            return self._brought(noun, named=False)
        only = self.compounds.get(lemma, set())
        if len(only) == 1 and " " in min(only) and not charge:
            return min(only), "", None  # the one way in which the text ever says it in full
        return None

    def _brought(self, charge: Token, named: bool) -> tuple[str, str, int | None] | None:
        """What the last verb of charging before says of a charge: "was charged with theft" makes "the charge" one "of
        theft against" its subject. `named`: the charge says itself what it is of."""
        known = self._charging
        for k in range(bisect_left(known, charge.i) - 1, -1, -1):
            verb = self.doc[known[k]]
            if verb.i <= charge.i - NEAR:
                break
            passive = next((t for t in verb.children if t.dep_ in {"nsubjpass", "dobj"}), None)
            who = self.cast.at(passive.i) if passive is not None else None
            if who is None or not who.sure or who.subject is None or who.role is not None:
                return None
            of = next((t for p in verb.rights if p.lower_ == "with" for t in p.children if t.dep_ == "pobj"), None)
            plain = of is not None and of.left_edge.i >= of.i - 2 and not any(t.is_title for t in of.subtree)
            words_ = self.doc[of.left_edge.i : of.i + 1].text if of is not None and plain else ""
            theirs = f"against {self.cast.subjects[who.subject].name}"
            return "", f"of {words_} {theirs}" if words_ and not named else theirs, who.subject
        return None

    def _owner(self, charge: Token) -> int | None:
        """Whom a charge is against: the subject of the verb that it is the object of."""
        verb = charge.head
        while verb.dep_ in {"pobj", "prep", "conj"} and verb.pos_ not in {"VERB", "AUX"}:
            verb = verb.head
        for child in verb.children:
            who = self.cast.at(child.i) if child.dep_ in SUBJECTS else None
            if who is not None and who.sure and who.subject is not None and who.role is None:
                return who.subject
        return None


def _counts(doc: Doc) -> dict[str, int]:
    """How often each noun stands in the text: one that comes again and again is what the text is about.

    Nouns that stand with several owners ("the Oakley campaign", "her campaign") are left out: which one is open.
    """
    counts: dict[str, int] = {}
    for token in doc:
        if token.pos_ == "NOUN":
            several = any(t.dep_ == "poss" or (t.dep_ == "compound" and t.pos_ == "PROPN") for t in token.lefts)
            counts[token.lemma_.lower()] = counts.get(token.lemma_.lower(), 0) + (-3 if several else 1)
    return counts


def _compounds(doc: Doc) -> dict[str, set[str]]:
    """For each noun the nouns that stand before it as one word with it: "facial recognition technology"."""
    found: dict[str, set[str]] = {}
    for token in doc:
        if token.pos_ == "NOUN":
            before = [t for t in token.lefts if t.dep_ == "compound"]
            if before:
                phrase = doc[before[0].left_edge.i : token.i].text.lower()
                found.setdefault(token.lemma_.lower(), set()).add(phrase)
    return found
