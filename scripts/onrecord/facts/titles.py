"""What stands before a name and says what its bearer is: "Oakley spokesman Paul Reed"."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.facts.clauses import Clause
from onrecord.facts.words import humans, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span as DocSpan
    from spacy.tokens import Token

    from onrecord.facts.words import Cast

PARTS = frozenset({"NOUN", "PROPN", "ADJ"})
LOWERED = frozenset({"vice", "deputy", "assistant", "associate", "former", "ex", "one", "senior", "regional", "local"})
"""Words that make one of several out of the only holder of an office."""
BEFORE = frozenset({"DET", "ADP", "CCONJ", "SCONJ", "VERB", "AUX", "PRON"})
"""What may open a sentence before a role."""
PAST = frozenset({"then", "late", "longtime", "onetime"})


def titles(sentence: DocSpan, cast: Cast) -> Iterator[Clause]:
    """Each full name of a person with an office or work right before it, as a clause."""
    seen: set[int] = set()
    for token in sentence:
        span = cast.name_span(token.i)
        if span is None or span[0] in seen:
            continue
        seen.add(span[0])
        who = cast.at(token.i)
        if who is None or not who.sure or who.subject is None or cast.subjects[who.subject].kind != "person":
            continue
        noun = token.doc[span[0] - 1] if span[0] > sentence.start else token
        if span[1] < len(token.doc) and token.doc[span[1]].pos_ == "PROPN":
            continue  # the name goes on
        if token.doc[span[0]].text not in cast.subjects[who.subject].name.split():
            continue  # the name begins with a part of the title
        if span[1] - span[0] < 2 or cast.quoted(token.i) or cast.quoted(noun.i) or noun.tag_ not in {"NN", "NNP"}:
            continue
        role = _role(noun, sentence, cast)
        if role and any(noun.text in one for one in cast.subjects[who.subject].roles):
            yield Clause("title", noun, role, lead=token.doc[span[1] - 1], copula=_copula(noun, role))


def _role(noun: Token, sentence: DocSpan, cast: Cast) -> list[Token]:
    """The words of a role up to its noun; empty where the noun is none, or stands alone."""
    if noun.lower_ not in humans() or noun.text.endswith("."):
        return []
    first = noun.i
    while first > sentence.start and _belongs(noun.doc[first - 1]):
        first -= 1
    role = list(noun.doc[first : noun.i + 1])
    owned = any(t.tag_ == "POS" for t in role)
    if owned and first > sentence.start and noun.doc[first - 1].lower_ == "the":
        role.insert(0, noun.doc[first - 1])
    if role[0].text in {"-", "’s", "'s", "’"} or any(t.ent_type_ in {"DATE", "TIME", "CARDINAL"} for t in role):
        return []
    before = noun.doc[first - 1] if first > sentence.start else None
    if before is not None and before.lower_ in PAST:
        return []
    if any(t.lower_ in PAST for t in role) or len(role) < 2 or (first > sentence.start and _open(noun.doc[first - 1])):
        return []
    return [] if _mixed(role) else role


def _mixed(role: list[Token]) -> bool:
    """Whether words stand before a name inside a role that are not its own: "in a way Oakley Mills President"."""
    plain = [t for t in role[:-1] if t.pos_ == "NOUN" and t.text[0].islower() and t.nbor().text != "-"]
    return role[-1].text[0].isupper() and bool(plain)


def _belongs(token: Token) -> bool:
    """Whether a word may be one of those before a role's noun."""
    if token.lower_ in words("half roles"):
        return True  # whatever the tagger takes it for: without it, the role is another
    return token.pos_ in PARTS or token.tag_ in {"POS", "PRP$", "NNP", "NN", "JJ"} or token.text == "-"


def _open(token: Token) -> bool:
    """Whether the word before shows that the role begins further left, or is another's: "actor and singer"."""
    if token.text == "," or token.dep_ == "cc":
        before = token.nbor(-1) if token.i else token
        if token.dep_ == "cc" and token.nbor().pos_ == "PROPN":
            return True  # "Oakley and Reed Institute president"
        return before.text == "," or (before.pos_ in {"ADJ", "NOUN"} and before.text[0].islower())
    if token.is_sent_start and token.is_alpha and token.pos_ not in BEFORE:
        return True
    inner = token.dep_ == "prep" and token.head.pos_ == "PROPN" and 0 < token.i - token.head.i < 5
    return token.text in {"&", "/"} or token.lower_ in {"of", "for"} or inner  # "Council on Oakley Mills president"


def _copula(noun: Token, role: list[Token]) -> str:
    """What has to be put in between the name and the role: "is", with an article where the role has no owner."""
    if any(t.tag_ in {"POS", "PRP$"} for t in role):
        return "is"
    called = " ".join(t.lower_ for t in role[-2:])
    if called == "vice president":
        sole = len(role) == len(called.split())  # of the country; a firm has several
    else:
        one = noun.lower_ in words("sole offices") or called in words("sole offices")
        sole = one and not any(a.lower_ in LOWERED and b.lower_ != "presidential" for a, b in pairwise(role))
    if sole:
        return "is the"
    return "is an" if _vowel(role[0].text) else "is a"


def _vowel(word: str) -> bool:
    """Whether "an" stands before a word; one in capitals is spelled out where its letters can't be read as a word."""
    if word.isupper() and len(word) > 1 and word[1] not in "AEIOU":
        return word[0] in "AEFHILMNORSX"  # spelled out, as in "an FBI agent"
    return word[0].lower() in "aeio" or (
        word[0].lower() == "u" and not word.lower().startswith(("uni", "u.", "us", "eu"))
    )
