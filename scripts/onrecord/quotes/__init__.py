"""Who said what: quotations, indirect speech and thought, with the cue and the mention of the speaker.

    marks.py     quotation marks → quotations
    tree.py      spaCy's parse → plain lists
    frames.py    every pair of a predicate and a clause that could be cue and content
    judge.py     how likely a pair is an attribution
    direct.py    quotations → their cues
    speakers.py  cue → the mention that names the speaker
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.model import Attribution, Span
from onrecord.quotes.direct import Placed, place
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
    used = {p.cue for p in placed if p.cue >= 0}
    for candidate, _ in chosen(tree, taken):
        if candidate.cue not in used:
            found.append(_framed(tree, marks, candidate))
    return tuple(sorted(found, key=lambda a: (a.content, a.cue)))


def _spoken(tree: Tree, marks: Sequence[Quotation], placed: Sequence[Placed]) -> list[Attribution]:
    """Direct speech: one attribution for each cue and paragraph."""
    groups: dict[tuple[int, int], list[Placed]] = {}
    for p in placed:
        paragraph = marks[p.index].paragraph
        key = (p.cue if p.cue >= 0 else -1 - p.index, paragraph)
        groups.setdefault(key, []).append(p)
    out = []
    for (cue, _), group in groups.items():
        content = tuple(tree.span(p.first, p.last) for p in group)
        quoted = tuple(marks[p.index].inner for p in group)
        doubts = () if all(marks[p.index].closed for p in group) else ("unclosed-quotation",)
        if cue < 0:
            out.append(Attribution("direct", content, quoted, doubts=(*doubts, "no-speaker"), sure=False, confidence=0.2))
            continue
        heads = speaker(tree, cue)
        source = tuple(sorted(mention(tree, h) for h in heads))
        carried = all(p.how == "carried" for p in group)
        out.append(
            Attribution(
                "direct",
                content,
                quoted,
                cue=() if carried else (tree.span(cue, cue),),
                cue_lemma=None if carried else tree.lemma[cue],
                source=() if carried else source,
                carried=source if carried else (),
                doubts=doubts,
            )
        )
    return out


def _framed(tree: Tree, marks: Sequence[Quotation], candidate: Candidate) -> Attribution:
    """Indirect and mixed speech: what a frame of the syntax gives."""
    content = tuple(tree.span(a, b) for a, b in candidate.pieces)
    inside = sorted({tree.quoted[i] for a, b in candidate.pieces for i in range(a, b + 1) if tree.quoted[i] >= 0})
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
        source=tuple(sorted(mention(tree, h) for h in heads)),
    )


__all__ = ["attributions", "candidates"]
