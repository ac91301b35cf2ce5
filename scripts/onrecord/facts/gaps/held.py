"""Whether what was done is held by a date, a place or a verb for what is done but once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.facts.clauses import passive
from onrecord.facts.links import station
from onrecord.facts.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from onrecord.facts.look import Look

PARTIES = frozenset({"gop", "republican", "democratic"})
SHARES = frozenset({"plurality", "majority", "share", "vote", "delegate", "percent", "point", "seat", "state", "slot"})
"""What is won in votes."""


def bare(look: Look) -> Iterator[str]:
    """Whether the object is "a bill" with nothing that says which."""
    for noun in look.clause.verb.rights:
        if noun.dep_ != "dobj" or noun.pos_ != "NOUN" or noun.tag_ != "NN" or noun.i not in look.inside:
            continue
        article = any(t.lower_ in {"a", "an"} for t in noun.lefts)
        more = any(
            t.dep_ in {"prep", "relcl", "acl", "compound", "amod", "poss", "nmod"} and t.i in look.inside
            for t in noun.children
        )
        papers = any(noun.lemma_ in words(kind) for kind in ("offices", "documents", "acts", "plans", "papers"))
        other = any(t.pos_ == "PROPN" and t.i > look.clause.verb.i for t in look.tokens)
        tied = (look.dated or look.placed or other) and not papers
        if article and not more and not tied and not (look.dated and look.placed):
            yield "which " + noun.lower_


def unheld(look: Look) -> Iterator[str]:
    """Whether what was done has neither a date nor a verb for what is done but once, or for long."""
    verb = look.clause.verb
    helpers = look.clause.auxiliaries
    during = any(look.context.central(t) for t in look.tokens if t.pos_ == "NOUN")
    if not look.dated and not during and verb.tag_ == "VBG" and helpers and helpers[0].tag_ == "VBD":
        yield "no date"
    if verb.lemma_ == "plead" and not look.dated and not any(t.lower_ in {"to", "in"} for t in verb.rights):
        yield "of what"
    if not look.dated and not look.placed and any(t.lemma_.lower() in SHARES and t.dep_ == "dobj" for t in verb.rights):
        yield "of which vote"
    race = any(t.dep_ == "dobj" and t.lemma_ in words("contests") and t.i in look.inside for t in verb.rights)
    if verb.lemma_ in {"win", "lose"} and race and not any(t.i in look.context.covering for t in look.tokens):
        yield "of which vote"
    undergone = passive(verb)
    paid = (t for one in verb.rights if one.dep_ == "dobj" for t in one.subtree)
    if not look.dated and verb.tag_ in {"VBD", "VBN"} and any(t.tag_ == "$" for t in paid):
        yield "no date"
    if undergone and verb.lemma_ == "join":
        yield "where"
    gathering = any(t.dep_ == "dobj" and t.lemma_ in words("gatherings") for t in verb.rights)
    if verb.lemma_ == "attend" and gathering and not look.dated:
        yield "no date"
    told = any(t.dep_ in {"attr", "oprd", "prep", "xcomp"} and not look.timely(t) for t in verb.rights)
    if undergone and verb.lemma_ in {"elect", "name", "appoint", "nominate"} and not told:
        yield "what to"
    states = any(t.dep_ in {"attr", "acomp"} for t in verb.rights)
    if look.dated or (verb.lemma_ == "be" and states) or during:
        return
    if not helpers and verb.tag_ in {"VBZ", "VBP"} and verb.lemma_ not in {"lead", "trail", "face"}:
        return
    if undergone and verb.lemma_ in {"pay", "ask", "call"}:
        yield "no date"
    itself = any(t.lower_.endswith("self") for t in verb.rights)
    if (
        verb.lemma_ in words("once")
        or (verb.lemma_ in words("lasting acts") and verb.tag_ == "VBG")
        or (verb.lemma_ == "turn" and itself)
    ):
        return
    if verb.lemma_ in words("judging"):
        why = any(t.dep_ in {"prep", "prt"} and t.lower_ in {"for", "of", "over", "as"} for t in verb.rights)
        if not why:
            yield "no date"
        return
    yield "no date"


def _of_charge(look: Look, token: Token) -> bool:
    """Whether a word is part of what a charge is of: "second-degree assault charges"."""
    node = token.head
    while node.dep_ in {"compound", "amod", "nmod", "pobj", "prep", "npadvmod"} and node.head != node:
        node = node.head
    return node.lemma_ in words("charges") or token.head.lemma_ in words("offences")


def contest(look: Look) -> bool:
    """Whether a statement says what was won or lost: "the Oslo primary", "her sister"."""
    lost = [t for t in look.clause.verb.rights if t.dep_ == "dobj" and t.pos_ == "NOUN"]
    named = (t for one in look.tokens if one.pos_ in {"NOUN", "PROPN"} for t in one.lefts if one.i > look.clause.verb.i)
    return (
        bool(lost)
        and any(t.pos_ == "PROPN" and t.lower_ not in PARTIES for t in [*named, *(c for t in lost for c in t.lefts)])
    ) or any(t.tag_ == "PRP$" for one in lost for t in one.lefts)


def goal(look: Look) -> bool:
    """Whether a verb of motion has a name behind it."""
    return any(t.pos_ == "PROPN" and t.i > look.clause.verb.i for t in look.tokens)


def coloured(look: Look) -> Iterator[str]:
    """Whether an adjective colours what is told: any that is not known to be plain."""
    for token in look.tokens:
        if token.tag_ not in {"JJ", "JJS", "VBN", "VBG"} or token.dep_ != "amod" or look.cast.quoted(token.i):
            continue
        if station(look.clause.verb) is not None or _of_charge(look, token):
            continue
        if (
            any(0 <= i < len(look.doc) and look.doc[i].text == "-" for i in (token.i - 1, token.i + 1))
            or token.text == "-"
        ):
            continue  # a piece of a word with hyphens
        if token.text[0].isupper() or token.like_num or token.i in look.context.covering:
            continue
        word = token.lower_.rsplit("-", 1)[-1]
        if word.endswith(("ial", "ional", "ical", "ean", "ian", "ural", "ental")):
            continue
        if word in words("plain adjectives") or token.lower_ in words("plain adjectives"):
            continue
        if word.endswith(("year", "old", "member", "page")):
            continue
        if f"{token.lower_} {token.head.lower_}" in words("fixed phrases"):
            continue
        yield "adjective " + token.lower_
