"""What stands before a name and says what its bearer is: "Oakley spokesman Paul Reed"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.facts import copula
from onrecord.facts.clauses import Clause
from onrecord.facts.closed import COURTESIES
from onrecord.facts.words import humans, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span as DocSpan
    from spacy.tokens import Token

    from onrecord.facts.words import Cast

PARTS = frozenset({"NOUN", "PROPN", "ADJ"})
BEFORE = frozenset({"DET", "ADP", "CCONJ", "SCONJ", "VERB", "AUX", "PRON"})
"""What may open a sentence before a role."""
PAST = frozenset(
    {"then", "late", "longtime", "onetime", "disgraced", "ousted", "deposed", "toppled", "slain", "wartime"}
)


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
            yield Clause("title", noun, role, lead=token.doc[span[1] - 1], copula=copula.before_name(noun, role))


def _role(noun: Token, sentence: DocSpan, cast: Cast) -> list[Token]:
    """The words of a role up to its noun; empty where the noun is none, or stands alone."""
    if noun.lower_ not in humans() or noun.text.endswith("."):
        return []
    first = noun.i
    while first > sentence.start and _belongs(noun.doc[first - 1]):
        first -= 1
    role = list(noun.doc[first : noun.i + 1])
    if len(role) > 1 and role[-2].text.rstrip(".") in COURTESIES:
        return []  # "Mr Justice Oakley"
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
    return [] if _mixed(role) or _of_work(noun, role, before) or _rank(noun, role) else role


def _rank(noun: Token, role: list[Token]) -> bool:
    """Whether a rank stands without its service: "chairman of the Joint Chiefs General Dana Oakley"."""
    served = any(t.lower_ in words("services of ranks") for t in role[:-1])
    return noun.lower_ in words("ranks") and not served


def _of_work(noun: Token, role: list[Token], before: Token | None) -> bool:
    """Whether the words before a maker of works may be a work's: "“The Calder Mill” author Dana Oakley"."""
    named = any(t.text.istitle() for t in role[:-1])
    article = before is not None and before.text == "The" and not before.is_sent_start
    quoted = before is not None and before.is_quote
    return noun.lower_ in words("makers of works") and named and (article or quoted)


def _mixed(role: list[Token]) -> bool:
    """Whether words stand before a name inside a role that are not its own: "in a way Oakley Mills President"."""
    plain = [t for t in role[:-1] if t.pos_ == "NOUN" and t.text[0].islower() and t.nbor().text != "-"]
    if role[-1].text[0].isupper():
        return bool(plain)
    return any(_opens_another(t.nbor()) for t in plain)


def _opens_another(word: Token) -> bool:
    """Whether a role begins with a word behind one in small letters: "the mill CPA spokesman", "mill Head coach"."""
    letters = word.text.isupper() and len(word) > 1 and word.lower_ not in words("letters")
    return letters or (word.text.istitle() and word.lower_ in copula.RANKS)


def _belongs(token: Token) -> bool:
    """Whether a word may be one of those before a role's noun."""
    if token.lower_ in words("half roles"):
        return True  # whatever the tagger takes it for: without it, the role is another
    if token.pos_ in PARTS or token.tag_ in {"POS", "PRP$", "NNP", "NN", "JJ"} or token.text == "-":
        return True
    return token.text.istitle() and not token.is_sent_start and token.nbor(-1).text.istitle()  # "Black Lives Matter"


def _open(token: Token) -> bool:
    """Whether the word before shows that the role begins further left, or is another's: "actor and singer"."""
    if token.text == "," or token.dep_ == "cc":
        before = token.nbor(-1) if token.i else token
        if token.dep_ == "cc" and (token.nbor().pos_ == "PROPN" or len(token.nbor()) == 1):
            return True  # "Oakley and Reed Institute president"
        return before.text == "," or (before.pos_ in {"ADJ", "NOUN"} and before.text[0].islower())
    if token.is_sent_start and token.is_alpha and token.pos_ not in BEFORE:
        return True
    inner = token.dep_ == "prep" and token.head.pos_ == "PROPN" and 0 < token.i - token.head.i < 5
    if token.lower_ == "the" and token.i > 1 and token.nbor(-1).pos_ == "ADP":
        inner = token.nbor(-2).pos_ == "PROPN" and token.nbor().pos_ == "PROPN"  # the film "Calder by the Mill"
    return token.text in {"&", "/"} or token.lower_ in {"of", "for"} or inner  # "Council on Oakley Mills president"
