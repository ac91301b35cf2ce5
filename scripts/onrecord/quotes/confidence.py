"""How sure the speaker is: shares of right speakers, measured on annotated articles by the way that led to them.

The numbers are the shares on PolNeAR's training articles, rounded down; `docs/method/attribution.md` says how they
were counted. They rank the ways, and the bar parts those that may be published without a person's look.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.quotes.speakers import VERBAL

if TYPE_CHECKING:
    from onrecord.quotes.tree import Tree

BAR = 0.9
"""From here on a speaker counts as sure."""

PLACES = {
    "after": 0.97,
    "before": 0.94,
    "leading": 0.88,
    "split": 0.97,
    "same": 0.97,
    "sentence": 0.85,
    "sign": 0.97,
    "name": 0.97,
    "next": 0.95,
    "intro": 0.9,
    "carried": 0.8,
    "colon": 0.66,
    "none": 0.1,
}
"""Direct speech: where the voice was found (see `direct.py`)."""

INHERITED = {"advcl": 0.86, "conj": 0.79, "prep": 0.95, "acl": 0.75, "xcomp": 0.76, "pcomp": 0.85}
"""Verbs without a subject of their own, by what they are in the sentence."""

CLAIMED = {"according": 0.95, "subject": 0.97, "noun": 0.87, "adjective": 0.91, "passive": 0.76, "other": 0.6}
CARRIED = 0.8
"""What is left of the certainty where a speaker goes on from another paragraph."""


def of_cue(tree: Tree, cue: int, heads: tuple[int, ...]) -> float:
    """How likely the speaker that the syntax gives a cue is right."""
    if not heads:
        return PLACES["none"]
    if tree.lower[cue] == "according":
        return CLAIMED["according"]
    if tree.pos[cue] in VERBAL:
        if any(tree.head[h] == cue and tree.dep[h] == "nsubj" for h in heads):
            return CLAIMED["subject"]
        if tree.child(cue, "nsubjpass") >= 0:
            return CLAIMED["passive"]
        return INHERITED.get(tree.dep[cue], CLAIMED["other"])
    return CLAIMED["adjective"] if tree.pos[cue] == "ADJ" else CLAIMED["noun"]


def of_place(tree: Tree, how: str, cue: int, heads: tuple[int, ...]) -> float:
    """How likely the speaker of direct speech is right."""
    share = PLACES[how]
    if cue >= 0 and how in ("after", "before", "leading", "same", "sentence", "split", "next"):
        share = min(share, of_cue(tree, cue, heads))
    return share
