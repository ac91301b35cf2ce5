"""Which candidates are attributions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.quotes.frames import Candidate, candidates
from onrecord.quotes.speakers import VERBAL
from onrecord.quotes.words import cues

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from onrecord.quotes.tree import Tree

GOOD = frozenset("ccomp above-ccomp above-parataxis noun-acl adj-ccomp according".split())


def chosen(tree: Tree, taken: Set[int]) -> Iterator[Candidate]:
    """The candidates that are attributions; `taken` are quotations that are direct speech: nothing inside counts."""
    for i in range(tree.size):
        if tree.paragraph[i] < 0 or tree.quoted[i] in taken:
            continue
        section = "verbs" if tree.pos[i] in VERBAL else "nouns" if tree.pos[i] == "NOUN" else "adjectives"
        if tree.lower[i] != "according" and tree.lemma[i] not in cues(section):
            continue
        for c in candidates(tree, i):
            if c.frame in GOOD:
                yield c
                break
