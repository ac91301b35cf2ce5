"""What one attribution says of another: who reports it, who goes on, and who else the speaker could be."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import msgspec

from onrecord.quotes.confidence import BAR, CARRIED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Attribution, Span
    from onrecord.quotes.tree import Tree

DEFINITE = frozenset({"the", "that", "this"})
NEAR = 3
"""A description is taken up from so many paragraphs back."""


def carried(found: Sequence[Attribution], paragraphs: Sequence[Span]) -> list[Attribution]:
    """Quotations that fill a paragraph without naming a speaker go on with the last one of the paragraph before."""
    starts = [p.start for p in paragraphs]
    last: dict[int, Attribution] = {}
    out = []
    for a in found:
        number = bisect_right(starts, a.content[0].start) - 1
        before = last.get(number - 1)
        if not a.speaker and not a.cue and before is not None:
            doubts = tuple(d for d in a.doubts if d != "no-speaker")
            confidence = round(before.confidence * CARRIED, 3)
            a = msgspec.structs.replace(
                a,
                carried=before.speaker,
                confidence=confidence,
                sure=confidence >= BAR,
                doubts=(*doubts, "carried-speaker"),
            )
        if a.speaker:
            last[number] = a
        out.append(a)
    return out


def reported(found: Sequence[Attribution], reporters: Sequence[Attribution]) -> list[Attribution]:
    """Attributions whose cue stands in the content of others: those others report them, nearest first.

    `reporters` are further ones that do nothing but report, and are not on the record themselves.
    """
    out = []
    outer = sorted([*found, *reporters], key=lambda a: (a.span.end - a.span.start, a.span, a.cue))
    by_place = _by_place(outer)
    for a in found:
        if not a.cue:
            out.append(a)
            continue
        place = a.cue[0]
        over = [
            b
            for b in by_place.get(place.start // BLOCK, ())
            if b is not a and b.speaker and b.speaker != a.speaker and any(c.covers(place) for c in b.content)
        ]
        via = tuple(dict.fromkeys(b.speaker[0] for b in over))
        out.append(msgspec.structs.replace(a, via=via) if via else a)
    return out


BLOCK = 256


def _by_place(found: Sequence[Attribution]) -> dict[int, list[Attribution]]:
    """Attributions by the stretches of text that their contents touch, so that a look-up is short."""
    places: dict[int, list[Attribution]] = {}
    for a in found:
        for block in sorted({b for c in a.content for b in range(c.start // BLOCK, c.end // BLOCK + 1)}):
            places.setdefault(block, []).append(a)
    return places


def rivalled(tree: Tree, found: Sequence[Attribution]) -> list[Attribution]:
    """Mark speakers who so far were only spoken of.

    "The officer," of whom a spokeswoman has just told, now speaks: the words could be the officer's, or the one who
    told of him is meant. Both are kept, and a person decides.
    """
    out: list[Attribution] = []
    spoken_of: dict[str, Attribution] = {}
    speaking: set[str] = set()
    for a in found:
        lemma, definite = _description(tree, a)
        teller = spoken_of.get(lemma) if definite and lemma not in speaking else None
        if teller is not None and a.quoted and _paragraph(tree, a) - _paragraph(tree, teller) <= NEAR:
            a = msgspec.structs.replace(
                a, rivals=teller.speaker[:1], confidence=0.5, sure=False, doubts=(*a.doubts, "rivals")
            )
        if lemma:
            speaking.add(lemma)
        if a.speaker:
            for content in a.content:
                for i in tree.tokens(content):
                    if tree.pos[i] == "NOUN":
                        spoken_of[tree.lemma[i]] = a
        out.append(a)
    return out


def _paragraph(tree: Tree, a: Attribution) -> int:
    return tree.paragraph[tree.tokens(a.content[0])[0]]


def _description(tree: Tree, a: Attribution) -> tuple[str, bool]:
    """The noun that a speaker is called by, and whether it is a bare description such as "the officer"."""
    if not a.source:
        return "", False
    tokens = tree.tokens(a.source[0])
    if not tokens:
        return "", False
    inside = set(tokens)
    head = next((i for i in tokens if tree.head[i] not in inside or tree.head[i] == i), tokens[-1])
    bare = len(tokens) == 2 and tree.lower[tokens[0]] in DEFINITE and tree.pos[head] == "NOUN"
    return tree.lemma[head], bare
