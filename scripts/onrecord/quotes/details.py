"""What stands around a cue: its own words, whom it was said to, where and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.quotes.speakers import VERBAL, mention
from onrecord.quotes.words import Sense, cue_row, is_venue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.model import Span, Stance
    from onrecord.quotes.tree import Tree

BESIDE = frozenset({"aux", "auxpass", "neg"})
UNSETTLED = frozenset({"denied", "alleged", "admitted", "promised"})
HEARERS: frozenset[Sense] = frozenset({"speech", "ask", "order"})
PLACING = frozenset(["in", "at", "on", "during", "by", "via", "through", "from"])


def cue_span(tree: Tree, cue: int) -> Span:
    """The cue with its auxiliaries, negation, adverbs beside it and particle: "has not yet said", "pointed out"."""
    first = last = cue
    if tree.lower[cue] == "according":
        return tree.span(cue, min(cue + 1, tree.size - 1))
    while (
        first > 0
        and tree.head[first - 1] == cue
        and (tree.dep[first - 1] in BESIDE or (tree.dep[first - 1] == "advmod" and tree.tag[first - 1] == "RB"))
    ):
        first -= 1
    if last + 1 < tree.size and tree.head[last + 1] == cue and tree.dep[last + 1] == "prt":
        last += 1
    return tree.span(first, last)


def stance(tree: Tree, cue: int) -> Stance:
    """What the cue makes of its content; a negated "denied" or "admitted" is no denial and no admission."""
    row = cue_row(tree.lemma[cue], tree.pos[cue])
    if row is None:
        return "said"
    if row.stance in UNSETTLED and tree.child(cue, "neg") >= 0:
        return "said"
    return row.stance


def hearers(tree: Tree, cue: int, heads: tuple[int, ...], contents: frozenset[int]) -> tuple[Span, ...]:
    """Whom it was said to: "told reporters", "wrote to the board", "in an interview with the Courier"."""
    row = cue_row(tree.lemma[cue], tree.pos[cue])
    if row is None or row.sense not in HEARERS or tree.pos[cue] not in VERBAL:
        return ()
    for c in tree.children[cue]:
        if c in contents or c in heads or c < cue:
            continue
        told = tree.dep[c] == "dative" or (tree.dep[c] == "dobj" and tree.lemma[cue] in TELLING)
        if told and tree.pos[c] in ("PROPN", "NOUN", "PRON"):
            return (mention(tree, c, cue),)
        if tree.dep[c] in ("prep", "dative") and tree.lower[c] == "to":
            hearer = tree.child(c, "pobj")
            if hearer >= 0 and hearer not in contents:
                return (mention(tree, hearer, cue),)
    for noun in _venues(tree, cue):
        for c in tree.children[noun]:
            if tree.lower[c] in ("with", "to"):
                hearer = tree.child(c, "pobj")
                if hearer >= 0:
                    return (mention(tree, hearer, cue),)
    return ()


TELLING = frozenset(["tell", "inform", "assure", "remind", "notify", "warn", "ask", "urge", "advise", "convince"])
"""Verbs whose object is the hearer, not the content."""


def _venues(tree: Tree, cue: int) -> Iterator[int]:
    for c in tree.children[cue]:
        if tree.dep[c] == "prep" and tree.lower[c] in PLACING:
            noun = tree.child(c, "pobj")
            if noun >= 0 and is_venue(tree.lemma[noun]):
                yield noun


def venue(tree: Tree, cue: int) -> Span | None:
    """Where it was said: "in a statement", "during the livestream"."""
    if tree.pos[cue] not in VERBAL:
        return None
    for noun in _venues(tree, cue):
        return mention(tree, noun, cue)
    return None


def moment(tree: Tree, cue: int, contents: frozenset[int]) -> Span | None:
    """When it was said: the date or time that hangs on the cue itself."""
    if tree.pos[cue] not in VERBAL:
        return None
    for c in tree.children[cue]:
        if c in contents:
            continue
        if tree.dep[c] in ("npadvmod", "advmod") and tree.entity[c] in ("DATE", "TIME"):
            return _entity(tree, c)
        if tree.dep[c] == "prep":
            noun = tree.child(c, "pobj")
            if noun >= 0 and noun not in contents:
                if tree.entity[noun] in ("DATE", "TIME"):
                    return _entity(tree, noun)
                found = _beneath(tree, noun)
                if found is not None:
                    return found
    return None


def _beneath(tree: Tree, noun: int) -> Span | None:
    """A date that hangs on the occasion: "in an interview on Friday", "in a statement earlier this month"."""
    if not is_venue(tree.lemma[noun]):
        return None
    for i in range(noun + 1, tree.right[noun] + 1):
        if tree.entity[i] in ("DATE", "TIME"):
            return _entity(tree, i)
    return None


def _entity(tree: Tree, i: int) -> Span:
    first = last = i
    kind = tree.entity[i]
    while first > 0 and tree.entity[first - 1] == kind and tree.quoted[first - 1] == tree.quoted[i]:
        first -= 1
    while last + 1 < tree.size and tree.entity[last + 1] == kind and tree.quoted[last + 1] == tree.quoted[i]:
        last += 1
    return tree.span(first, last)
