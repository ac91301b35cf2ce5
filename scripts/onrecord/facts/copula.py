"""What has to be put in between a name and what its bearer is: "is", "is a" or "is the"."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.facts.words import humans, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

LOWERED = frozenset({"vice", "deputy", "assistant", "associate", "former", "ex", "one", "senior", "regional", "local"})
"""Words that make one of several out of the only holder of an office."""
DETERMINERS = frozenset({"det", "poss", "nummod", "predet"})
RANKS = frozenset({"chief", "head", "lead", "deputy", "vice"})
"""Words before a role that make one post of it."""
CHIEFS = frozenset({"ceo", "cfo", "coo", "cto", "founder", "co-founder", "owner", "co-owner", "executive"})
"""Those whom a body may have but one of, though many bodies have one."""


def apposed(noun: Token) -> str:
    """What an apposition needs: an article where the text left it out before what many are ("Oakley, lawyer for …").

    `noun` is its head. A post ("chairman of …") stands without, as in the text.
    """
    own = noun.lower_ in words("posts") | words("single posts") or any(t.lower_ in RANKS for t in noun.lefts)
    opened = noun.left_edge.tag_ in {"DT", "PRP$"} or any(t.dep_ in DETERMINERS for t in noun.lefts)
    told = opened or any(t.lower_ == "of" for t in noun.rights)
    if own or told or noun.tag_ != "NN" or noun.lower_ not in humans() - CHIEFS:
        return "is"
    return indefinite(noun.left_edge.text)


def before_name(noun: Token, role: Sequence[Token]) -> str:
    """What has to be put in between the name and the role: "is", with an article where the role has no owner and is not
    the name of one post ("[is] Oakley Mills research director")."""
    if any(t.tag_ in {"POS", "PRP$"} for t in role):
        return "is"
    called = " ".join(t.lower_ for t in role[-2:])
    if called == "vice president":
        others = role[: -len(called.split())]
        sole = all(t.ent_type_ in {"GPE", "NORP"} for t in others)  # of the country; a firm has several
    else:
        joined = "".join(t.lower_ for t in role[-3:])  # "secretary-general"
        one = not words("sole offices").isdisjoint({noun.lower_, called, joined})
        sole = one and not any(a.lower_ in LOWERED and b.lower_ not in {"presidential", "-"} for a, b in pairwise(role))
    if sole:
        return "is the"
    return "is" if _post(noun, role) else indefinite(role[0].text)


def _post(noun: Token, role: Sequence[Token]) -> bool:
    """Whether a role is the name of a post that may have but one holder, for all that the text says."""
    if noun.lower_ == "president" or any(t.lower_ in LOWERED - {"deputy"} | words("half roles") for t in role):
        return False  # a firm has several vice presidents
    if not any(t.text[0].isupper() for t in role[:-1]):
        return False  # "film director"
    ranked = any(t.lower_ in RANKS for t in role[:-1]) and noun.tag_ != "NNS"
    return noun.lower_ in words("single posts") or (ranked and noun.lower_ not in words("posts") - {"officer"})


def indefinite(word: str) -> str:
    """ "is a" or "is an", as the word behind it asks."""
    return "is an" if _vowel(word) else "is a"


def _vowel(word: str) -> bool:
    """Whether "an" stands before a word; one in capitals is spelled out where its letters can't be read as a word."""
    if word.isupper() and len(word) > 1 and word[1] not in "AEIOU":
        return word[0] in "AEFHILMNORSX"  # spelled out, as in "an FBI agent"
    return word[0].lower() in "aeio" or (
        word[0].lower() == "u" and not word.lower().startswith(("uni", "u.", "us", "eu"))
    )
