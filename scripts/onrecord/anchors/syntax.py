"""What the parse says about an event: tense, aspect, negation, reporting, quotation.

The words come from `lexicon/anchors.yml`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import msgspec

from onrecord.lexicon import table
from onrecord.model import Frozen, Span, Timex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token


class AnchorWords(Frozen, frozen=True):
    """Lemmas, an example whose event is in [brackets], and the date it gets."""

    words: tuple[str, ...]
    example: str
    gives: str


@cache
def lemmas(section: str) -> frozenset[str]:
    """The lemmas of a section of `lexicon/anchors.yml`."""
    return frozenset(word for row in table("anchors", AnchorWords)[section] for word in row.words)


@cache
def kinds() -> dict[str, frozenset[int]]:
    """For each lemma of `lexicon/event_kinds.yml` the kinds of event that it can name, by their numbers."""
    found: dict[str, set[int]] = {}
    for number, row in enumerate(table("event_kinds", AnchorWords)["KINDS"]):
        for word in row.words:
            found.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


# ----------------------------------------------------------------------------------------------------- tense and aspect


def auxiliaries(token: Token) -> set[str]:
    return {c.lemma_.lower() for c in token.children if c.dep_ in ("aux", "auxpass")}


def first_tag(token: Token) -> str:
    """The tag of the finite form: of the first auxiliary, else of the verb."""
    return next((c.tag_ for c in token.children if c.dep_ in ("aux", "auxpass")), token.tag_)


def finite(token: Token) -> Token:
    """The verb whose auxiliaries a coordinated verb shares ("has signed and sold")."""
    while token.dep_ == "conj" and token.head.pos_ == "VERB" and not auxiliaries(token):
        modal = token.tag_ == "VB" and any(c.tag_ == "MD" for c in token.head.children)
        if token.tag_ != token.head.tag_ and not modal:  # "will be closed and become"
            break
        token = token.head
    return token


def is_infinitive(token: Token) -> bool:
    return (token.tag_ == "VB" and not is_future(token)) or any(
        c.tag_ == "TO" for c in token.children if c.dep_ == "aux"
    )


def is_loose(token: Token) -> bool:
    """A form that is seldom an event at the time of its sentence: "built by", "after violating", "is aimed at"."""
    if token.pos_ not in ("VERB", "AUX"):
        return False
    if token.tag_ in ("VBG", "VBN") and not auxiliaries(token):
        apart = token.dep_ == "pcomp" and token.head.lower_ not in ("with", "by")
        return token.dep_ in ("acl", "csubj") or apart
    if is_infinitive(token) and "have" in auxiliaries(token):
        return True
    return (
        first_tag(finite(token)) in ("VBZ", "VBP")
        and token.dep_ in ("ROOT", "relcl")
        and not (is_reporting(token) or is_progressive(token) or is_perfect(token))
    )


def is_negated(token: Token) -> bool:
    """Whether the event did not happen: "not", "never", or a subject like "no one"."""
    nobody = ("no", "nobody", "none", "neither", "nothing")
    return any(
        c.dep_ == "neg"
        or (c.dep_ in ("nsubj", "nsubjpass") and (c.lower_ in nobody or any(d.lower_ == "no" for d in c.children)))
        for c in token.children
    )


def is_future(token: Token) -> bool:
    token = finite(token)
    return any(c.tag_ == "MD" for c in token.children if c.dep_ == "aux")


def is_conditional(token: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ in ("if", "unless", "whether") for c in token.children)


def is_background(token: Token) -> bool:
    """The past perfect, or a past with "previously"."""
    token = finite(token)
    if any(c.lower_ in ("had", "’d", "'d") and c.dep_ == "aux" for c in token.children):
        return True
    return any(c.dep_ == "advmod" and c.lower_ in lemmas("BEFORE") and c.lower_ != "initially" for c in token.children)


def is_perfect(token: Token) -> bool:
    return any(
        c.dep_ == "aux" and c.lower_ in ("has", "have", "’ve", "'ve", "’s", "'s") for c in finite(token).children
    ) and (finite(token).tag_ in ("VBN", "VBD"))


def is_progressive(token: Token) -> bool:
    token = finite(token)
    if token.tag_ == "VBG":
        return "be" in auxiliaries(token)
    return token.tag_ == "VBN" and any(c.lower_ == "being" and c.dep_ == "auxpass" for c in token.children)


def is_past(token: Token) -> bool:
    return first_tag(finite(token)) == "VBD"


def is_present(token: Token) -> bool:
    """The simple present."""
    return first_tag(finite(token)) in ("VBZ", "VBP") and not (is_perfect(token) or is_progressive(token))


def is_coordinated(token: Token) -> bool:
    """Whether a verb goes on with the subject and tense of the verb before it ("closed the mill and sold it")."""
    return (
        token.dep_ == "conj"
        and token.head.pos_ == "VERB"
        and token.tag_ == token.head.tag_
        and not any(c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass") for c in token.children)
    )


def is_mainline(token: Token) -> bool:
    """Whether a verb tells a step of the story: in a main clause, or in what somebody reports."""
    while token.dep_ in ("conj", "ccomp", "xcomp") and token.head.i != token.i:
        token = token.head
    return token.dep_ == "ROOT" and not is_background(token)


def is_definite(noun: Token) -> bool:
    """Whether a noun can stand for what was told before: "the raid", "its raids", "that raid"; not "a raid"."""
    first = [c for c in noun.children if c.dep_ in ("det", "poss", "nummod") and c.i < noun.i]
    if not first:
        return noun.tag_ in ("NN", "NNP")
    return all(c.lower_ not in ("a", "an", "another", "some", "any", "no", "each", "every") for c in first)


def is_fronted(phrase: Timex, verb: Token) -> bool:
    """Whether a phrase of time stands before a verb's subject: then it holds for what follows, too."""
    return any(c.idx >= phrase.span.end for c in verb.children if c.dep_ in ("nsubj", "nsubjpass"))


def is_bygone(noun: Token) -> bool:
    """Whether an adjective puts what a noun names before the news ("the original talks", "outstanding orders")."""
    return any(c.dep_ == "amod" and c.lower_ in lemmas("BYGONE") for c in noun.children)


def is_done(token: Token) -> bool:
    """What somebody has done, so not on a day to come: an active verb in the perfect, or in the past with an object."""
    passive = any(c.dep_ == "auxpass" for c in finite(token).children)
    if token.pos_ != "VERB" or passive or is_future(token):
        return False
    return is_perfect(token) or (is_past(token) and any(c.dep_ == "dobj" for c in token.children))


def is_when(token: Token) -> bool:
    """Whether a clause tells what happened at the same time: "when", "as", "while"."""
    return any(c.lower_ in ("when", "as", "while") and c.dep_ in ("mark", "advmod") for c in token.children)


def is_reporting(token: Token) -> bool:
    return token.pos_ == "VERB" and token.lemma_.lower() in lemmas("REPORTING")


# ---------------------------------------------------------------------------------------------------------- small parts


def heads_news(token: Token) -> bool:
    """Whether a verb of a heading is its main verb, in the present that headings tell the news in."""
    return token.dep_ in ("ROOT", "conj") and not is_past(token)


def holds(wide: Timex, narrow: Timex) -> bool:
    if None in (wide.earliest, wide.latest, narrow.earliest, narrow.latest):
        return False
    return wide.earliest <= narrow.earliest and narrow.latest <= wide.latest  # type: ignore[operator]


def participants(token: Token) -> set[str | int]:
    """What takes part in an event: the lemmas of the nouns and names, and the kinds of event that nouns name."""
    words = {t.lemma_.lower() for c in token.children for t in (c, *c.children) if t.pos_ in ("NOUN", "PROPN")}
    return words | {kind for word in words for kind in kinds().get(word, ())}


def speaker(token: Token) -> str | None:
    """The lemma of a verb's subject, or the pronoun; None where it has none of its own."""
    return next((c.lemma_.lower() for c in token.children if c.dep_ in ("nsubj", "nsubjpass")), None)


def verb_above(token: Token) -> Token | None:
    """The nearest verb that a token depends on."""
    while token.head.i != token.i:
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            return token
    return None


def path_to_shared(token: Token, other: Token) -> list[str]:
    """The relations from a token up to the nearest one that `other` is or depends on."""
    above = {other.i, *(t.i for t in other.ancestors)}
    path = []
    while token.i not in above and token.head.i != token.i:
        path.append(token.dep_)
        token = token.head
    return path


def token_index(doc: Doc, timexes: Sequence[Timex]) -> list[list[Token]]:
    """The tokens of each phrase."""
    out = []
    for timex in timexes:
        span = doc.char_span(timex.span.start, timex.span.end, alignment_mode="expand")
        out.append([t for t in span if not t.is_space] if span is not None else [])
    return out


def is_prose(sentence: object) -> bool:
    """Whether a sentence is more than a dateline or a caption: it has a verb."""
    return any(t.pos_ in ("VERB", "AUX") for t in sentence)  # type: ignore[attr-defined]


def fineness(timex: Timex) -> int:
    order = ("time", "day", "range", "week", "month", "quarter", "season", "year", "decade", "century", "none")
    return order.index(timex.precision)


def stem(token: Token) -> str:
    """One key for a verb and the nouns made of it: deliver, delivery; suspend, suspension."""
    lemma = token.lemma_.lower()
    for ending in ("ment", "sion", "tion", "ance", "ery", "ing", "er", "al", "y", "e"):
        if lemma.endswith(ending) and len(lemma) - len(ending) >= 4:
            lemma = lemma[: -len(ending)]
            break
    return lemma[:6]


def counted_event(word: Token, phrase: Timex) -> Token | None:
    """The event after "after" or "before": the verb of its clause, or its noun; None where the phrase ends there."""
    if word.i + 1 >= len(word.doc) or word.nbor().is_punct:
        return None
    if word.dep_ == "mark" and word.head.i > word.i:
        return word.head
    for child in word.children:
        if child.dep_ in ("pobj", "pcomp") and child.i > word.i:
            return child
    return None


def with_phrase(timex: Timex, span: Span) -> Timex:
    """The same date resting on other words."""
    return msgspec.structs.replace(timex, span=span)
