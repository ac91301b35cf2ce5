"""What of a clause may be left off: it says less then, and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.facts.clauses import TIMELY, mark_of, negated
from onrecord.facts.words import words

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from onrecord.facts.clauses import Clause

LOOSE = frozenset(
    {"during", "amid", "despite", "following", "throughout", "alongside", "along", "after", "before", "via", "with"}
)
"""Prepositions whose phrases may be left off where a statement is too long: it says less then, and nothing else."""
BOUND = frozenset(
    [
        "charge",
        "call",
        "provide",
        "deal",
        "agree",
        "compare",
        "associate",
        "replace",
        "meet",
        "fill",
        "cover",
        "begin",
        "start",
        "end",
        "help",
        "spend",
        "put",
        "place",
        "send",
        "base",
        "impose",
        "focus",
    ]
)


def anaphoric(phrase: str) -> bool:
    """Whether a date phrase looks back to another date of the text: "that day", "the week before"."""
    if re.search(r"\b(?:years?|months?|weeks?|days?|hours?) earlier\b", phrase, re.IGNORECASE):
        return True
    return bool(re.search(r"\b(?:that|same|following|previous|before|after|the day|later)\b", phrase, re.IGNORECASE))


def adjunct(clause: Clause, doc: Doc, blame: int, undated: bool) -> set[int]:
    """The phrase around a word that can be left off: a time or place that is no part of what the verb asks for."""
    verb = clause.verb
    if blame < 0 or clause.nominal or (undated and verb.lemma_ in words("stative")):
        return set()  # "was at 53 that year" is not "was at 53"
    node = doc[blame]
    while node.head != node and node.head != verb:
        node = node.head
    if node.head != verb or node == verb:
        return set()
    if negated(verb) and not any(t.dep_ == "prep" and t.lower_ in {"during", "in", "on", "at"} for t in verb.lefts):
        return set()  # "has not spoken since May" is not "has not spoken"
    full = any(t.dep_ in {"dobj", "auxpass"} for t in verb.children)
    timely = node.dep_ == "npadvmod" or (node.dep_ == "advmod" and node.ent_type_ in {"DATE", "TIME"})
    loose = node.dep_ == "prep" and (
        node.lower_ in LOOSE or (full and node.lower_ in {"in", "on", "at", "near", "outside"})
    )
    if not timely and not (loose and verb.lemma_ not in BOUND) and node.dep_ != "advcl":
        return set()
    if node.dep_ == "advcl" and mark_of(node) not in TIMELY and node.tag_ != "VBG":
        return set()  # "called for him to leave"
    if loose and node.lower_ not in LOOSE and verb.lemma_ in words("stative") | words("polling") and not timely:
        return set()  # "leads by 3 points in the state"
    return {t.i for t in node.subtree}


def droppable(clause: Clause) -> list[set[int]]:
    """What may be left off, in order: participles behind a comma, then loose phrases from the end."""
    verb = clause.verb
    if clause.nominal or any(t.dep_ == "neg" for t in verb.children):
        return []
    options: list[set[int]] = []
    for child in sorted(verb.children, key=lambda t: -t.i):
        tokens = {t.i for t in child.subtree}
        if child.dep_ == "advcl" and child.i > verb.i:
            options.insert(0, tokens)
        for noun in child.subtree:
            relative = next((t for t in noun.rights if t.dep_ == "relcl"), None)
            if relative is not None and any(t.lower_ in {"a", "an"} for t in noun.lefts):
                options.append({t.i for t in relative.subtree})
        if child.dep_ == "prep" and child.lower_ in LOOSE and not (child.lower_ == "with" and verb.lemma_ in BOUND):
            options.append(tokens)
    inner = [t for content in verb.children if content.dep_ == "ccomp" for t in content.children]
    options += [{t.i for t in one.subtree} for one in inner if one.dep_ == "prep" and one.lower_ in LOOSE]
    last = max((t.i for t in clause.kept if not t.is_punct), default=-1)
    for token in clause.kept:
        place = token.dep_ == "prep" and token.lower_ in {"in", "at", "on"} and token.head.pos_ == "NOUN"
        if place and token.i > verb.i and token.right_edge.i >= last:
            options.append({t.i for t in token.subtree})
            break
    doer = clause.subject
    names = [t for t in doer.rights if t.dep_ == "appos" and t.pos_ == "PROPN"] if doer is not None else []
    if doer is not None and any(t.left_edge.i == doer.i + 1 for t in names):
        before = {t.i for left in doer.lefts if left.dep_ == "compound" for t in left.subtree}
        if before:
            options.append(before)  # "Dunmore Mayor Dana Oakley": Mayor Dana Oakley
    return options
