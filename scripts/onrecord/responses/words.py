"""What a stretch of text tells, as far as answers are known by it: wrongs, acts, things, and whether it says "not"."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

import msgspec

from onrecord import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

words = partial(lexicon.words, "responses")
"""The words of one section of `responses.yml`."""

NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "nothing", "nobody", "none", "neither"})

BACK = frozenset({"it", "that", "this", "them", "these", "those"})
"""Words by which a short sentence speaks of what was said before: "That is a lie"."""

SHORT = 9
"""Words that a sentence about "it" or "that" may have, to speak of nothing but what was said before."""

OPENING = 2
"""Words with which a longer one opens, and in which it may say that it speaks of what was said before."""


class Told(msgspec.Struct, frozen=True):
    """What a stretch of text tells.

    `wrongs` are families of wrongs, `verbs` and `nouns` lemmas; `unsaid` are the lemmas under a "not". `sweeping`: it
    speaks of allegations as such, `back`: only as "it" or "that"; `general`: of wrongs as such; `rebuts`: it calls
    something untrue.
    """

    wrongs: frozenset[int] = frozenset()
    verbs: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    unsaid: frozenset[str] = frozenset()
    sweeping: bool = False
    back: bool = False
    general: bool = False
    rebuts: bool = False

    def act(self, other: Told) -> bool:
        """Whether both speak of the same wrong, or of the same act."""
        return bool(self.wrongs & other.wrongs or self.verbs & other.verbs)

    def denies(self, other: Told) -> bool:
        """Whether this says with a "not" what the other tells: of the same wrong, or of the same act and thing."""
        if frozenset(families()[one] for one in self.unsaid if one in families()) & other.wrongs:
            return True
        return bool(self.unsaid & other.verbs and (self.unsaid & other.nouns or not self.nouns - other.nouns))


@cache
def families() -> dict[str, int]:
    """Each word for a wrong with the number of its family."""
    return {word: k for k, row in enumerate(lexicon.table("responses", lexicon.Words)["wrongs"]) for word in row.words}


def told(tokens: Sequence[Token]) -> Told:
    """What a stretch of text speaks of. Names count for nothing: they say who, not what."""
    plain = [(t, base(t)) for t in tokens if t.pos_ != "PROPN"]
    lemmas = {lemma for _, lemma in plain}
    things = {lemma for t, lemma in plain if t.pos_ not in {"VERB", "AUX", "SCONJ", "DET"}} - BACK
    unsaid = frozenset(_unsaid(tokens))
    length = sum(not t.is_punct for t in tokens)
    back = any(t.lower_ in BACK for t in (tokens if length <= SHORT else tokens[:OPENING]))
    back = back and not lemmas.isdisjoint(words("untrue") | words("rebuttals"))
    back |= all(t.lower_ in BACK and t.dep_ != "det" for t in tokens)
    named = not things.isdisjoint(words("sweeping"))
    return Told(
        wrongs=frozenset(families()[lemma] for lemma in lemmas if lemma in families()),
        verbs=frozenset(lemma for t, lemma in plain if t.pos_ == "VERB" and lemma not in words("empty")),
        nouns=frozenset(lemma for t, lemma in plain if t.pos_ == "NOUN" and lemma not in words("empty")),
        unsaid=unsaid,
        sweeping=named or back,
        back=back and not named,
        general=any(t.lower_ in words("wrongs as such") for t in tokens),
        rebuts=not lemmas.isdisjoint(words("rebuttals")) or not unsaid.isdisjoint(words("untrue")),
    )


def _unsaid(tokens: Sequence[Token]) -> Iterator[str]:
    """The lemmas that a "not" denies: its verb, what that verb governs, and the noun behind "no"."""
    within = {t.i for t in tokens}
    for token in tokens:
        if token.dep_ != "neg" and token.lower_ not in NEGATIONS:
            continue
        verb = token.head
        yield base(verb)
        if verb.pos_ not in {"VERB", "AUX"}:  # "no truth", "nothing wrong"
            verb = verb.head
        for below in verb.rights:
            if below.i in within and below.dep_ in {"dobj", "attr", "acomp", "xcomp", "oprd", "pobj"}:
                yield base(below)
                yield from (base(t) for t in below.rights if t.dep_ in {"dobj", "xcomp", "amod"})


def base(token: Token) -> str:
    """A token's lemma; of a noun in -ing that of the verb, where the tables have it ("denied smuggling")."""
    lemma = token.lemma_.lower()
    if token.pos_ != "VERB" and lemma.endswith("ing"):
        stem = lemma[:-3]
        known = (form for form in (stem, stem + "e", stem[:-1]) if form in families())
        return next(known, lemma)
    return lemma
