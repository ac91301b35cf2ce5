"""Who said what: quotations, indirect speech and thought, with the cue and the mention of the speaker.

marks.py     quotation marks → quotations
tree.py      spaCy's parse → plain lists
frames.py    every pair of a predicate and a clause that could be cue and content
judge.py     how likely a pair is an attribution
direct.py    quotations → their cues
speakers.py  cue → the mention that names the speaker
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import msgspec

from onrecord.model import Attribution, Span
from onrecord.quotes.direct import Placed, Voice, place
from onrecord.quotes.frames import Candidate, candidates
from onrecord.quotes.judge import chosen
from onrecord.quotes.marks import Quotation, quotations
from onrecord.quotes.speakers import mention, speaker
from onrecord.quotes.tree import Tree
from onrecord.quotes.words import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc


def attributions(doc: Doc, paragraphs: Sequence[Span]) -> tuple[Attribution, ...]:
    """Find all attributions of a text, in text order.

    `doc` is the parse of the whole text (`language.parse`), `paragraphs` are its paragraphs; what lies outside of them
    (page furniture) is not read. Spans are code points of the text.
    """
    marks = quotations(doc.text, paragraphs)
    tree = Tree(doc, paragraphs, marks)
    placed = place(tree, marks)
    found = _spoken(tree, marks, placed)
    taken = {p.index for p in placed}
    used = {p.voice.cue for p in placed if p.voice}
    for candidate, _ in chosen(tree, taken):
        if candidate.cue not in used:
            framed = _framed(tree, marks, candidate, taken)
            if framed is not None:
                found.append(framed)
    found = _carry(found, paragraphs)
    return tuple(sorted(found, key=lambda a: (a.content, a.cue)))


def _carry(found: list[Attribution], paragraphs: Sequence[Span]) -> list[Attribution]:
    """Quotations that fill a paragraph without naming a speaker go on with the last one of the paragraph before."""
    starts = [p.start for p in paragraphs]
    last: dict[int, Attribution] = {}
    out = []
    for a in sorted(found, key=lambda a: (a.content, a.cue)):
        number = bisect_right(starts, a.content[0].start) - 1
        before = last.get(number - 1)
        if not a.speaker and not a.cue and before is not None:
            doubts = tuple(d for d in a.doubts if d != "no-speaker")
            a = msgspec.structs.replace(a, carried=before.speaker, doubts=doubts)
        if a.speaker:
            last[number] = a
        out.append(a)
    return out


def _spoken(tree: Tree, marks: Sequence[Quotation], placed: Sequence[Placed]) -> list[Attribution]:
    """Direct speech: one attribution for each voice and paragraph."""
    groups: dict[tuple[Voice | int, int], list[Placed]] = {}
    for p in placed:
        groups.setdefault((p.voice or p.index, marks[p.index].paragraph), []).append(p)
    return [_direct(tree, marks, group) for group in groups.values()]


def _direct(tree: Tree, marks: Sequence[Quotation], group: Sequence[Placed]) -> Attribution:
    voice, how = group[0].voice, {p.how for p in group}
    doubts = () if all(marks[p.index].closed for p in group) else ("unclosed-quotation",)
    content = tuple(p.content for p in group)
    quoted = tuple(marks[p.index].inner for p in group)
    if voice is None:
        return Attribution("direct", content, quoted, doubts=(*doubts, "no-speaker"), sure=False, confidence=0.2)
    carried = how <= {"carried"}
    lemma = tree.lemma[voice.cue] if voice.cue >= 0 else None
    row = cues("verbs").get(lemma) if lemma else None
    return Attribution(
        "direct",
        content,
        quoted,
        cue=() if carried else voice.cues,
        cue_lemma=None if carried else lemma,
        stance=row.stance if row else "said",
        source=() if carried else voice.source,
        carried=voice.source if carried else (),
        doubts=doubts,
    )


def _framed(tree: Tree, marks: Sequence[Quotation], candidate: Candidate, taken: set[int]) -> Attribution | None:
    """Indirect and mixed speech: what a frame of the syntax gives."""
    pieces = _without(tree, candidate.pieces, taken)
    if not pieces:
        return None
    content = tuple(tree.span(a, b) for a, b in pieces)
    inside = sorted({tree.quoted[i] for a, b in pieces for i in range(a, b + 1) if tree.quoted[i] >= 0})
    quoted = tuple(marks[n].inner for n in inside)
    heads = speaker(tree, candidate.cue)
    lemma = tree.lemma[candidate.cue]
    row = cues("verbs").get(lemma) or cues("nouns").get(lemma) or cues("adjectives").get(lemma)
    return Attribution(
        "mixed" if quoted else "indirect",
        content,
        quoted,
        cue=(tree.span(candidate.cue, candidate.cue),),
        cue_lemma=lemma,
        stance=row.stance if row else "said",
        source=tuple(sorted(mention(tree, h, candidate.cue) for h in heads)),
    )


def _without(tree: Tree, pieces: tuple[tuple[int, int], ...], taken: set[int]) -> tuple[tuple[int, int], ...]:
    """Cut direct speech out of the pieces of a content, and widen them over quotations that they only touch."""
    out = []
    for first, last in pieces:
        while last >= first and (tree.quoted[last] in taken or tree.pos[last] in ("PUNCT", "SPACE")):
            last -= 1
        while first <= last and (tree.quoted[first] in taken or tree.pos[first] in ("PUNCT", "SPACE")):
            first += 1
        if first > last:
            continue
        while first > 0 and tree.quoted[first] >= 0 and tree.quoted[first - 1] == tree.quoted[first]:
            first -= 1
        while last + 1 < tree.size and tree.quoted[last] >= 0 and tree.quoted[last + 1] == tree.quoted[last]:
            last += 1
        out.append((first, last))
    return tuple(out)


__all__ = ["attributions", "candidates"]
