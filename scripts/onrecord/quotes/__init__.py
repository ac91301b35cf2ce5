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

from onrecord import language
from onrecord.marks import Quotation, quotations
from onrecord.model import Attribution, Span
from onrecord.quotes import confidence
from onrecord.quotes.chains import carried, reported, rivalled
from onrecord.quotes.details import cue_span, hearers, moment, stance, venue
from onrecord.quotes.direct import Placed, Voice, place
from onrecord.quotes.judge import chosen
from onrecord.quotes.speakers import mention, speaker
from onrecord.quotes.transcripts import turns
from onrecord.quotes.tree import Tree
from onrecord.quotes.utterances import is_headline, is_said
from onrecord.quotes.words import SECTIONS, cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from onrecord.quotes.frames import Candidate


Pieces = tuple[tuple[int, int], ...]
"""First and last token of each piece of a content."""

SHORT = 12
"""So many tokens at the most are a bare "he said on Monday"."""


def attributions(doc: Doc, paragraphs: Sequence[Span]) -> tuple[Attribution, ...]:
    """Find all attributions of a text, in text order.

    `doc` is the parse of the whole text (`language.parse`), `paragraphs` are its paragraphs; what lies outside of them
    (page furniture) is not read. Spans are code points of the text.
    """
    text = language.text(doc)
    marks = turns(text, paragraphs, quotations(text, paragraphs))
    tree = Tree(doc, paragraphs, marks)
    placed = place(tree, marks)
    found = _spoken(tree, marks, placed)
    taken = {p.number for p in placed} | {n for n, q in enumerate(marks) if is_headline(text, q)}
    used = {p.voice.cue for p in placed if p.voice}
    reporters: list[Attribution] = []
    for candidate, _ in chosen(tree, taken):
        if candidate.cue not in used:
            pieces = _without(tree, candidate.pieces, taken)
            if pieces:
                framed = _framed(tree, marks, candidate, pieces)
                (reporters if _only_reports(tree, pieces, candidate, used) else found).append(framed)
    ordered = sorted(found, key=lambda a: (a.content, a.cue))
    return tuple(rivalled(tree, reported(carried(ordered, paragraphs), reporters)))


def _only_reports(tree: Tree, pieces: Pieces, candidate: Candidate, used: set[int]) -> bool:
    """Whether nothing but the "he said" of direct speech is left of a content: "…," he said, according to the Post."""
    if pieces == candidate.pieces:
        return False
    return any(first <= cue <= last and last - first < SHORT for first, last in pieces for cue in used)


def _spoken(tree: Tree, marks: Sequence[Quotation], placed: Sequence[Placed]) -> list[Attribution]:
    """Direct speech: one attribution for each voice and paragraph."""
    groups: dict[tuple[Voice | int, int], list[Placed]] = {}
    for p in placed:
        groups.setdefault((p.voice or p.number, marks[p.number].paragraph), []).append(p)
    return [_direct(tree, marks, group) for group in groups.values()]


def _direct(tree: Tree, marks: Sequence[Quotation], group: Sequence[Placed]) -> Attribution:
    voice = group[0].voice
    doubts = () if all(marks[p.number].closed for p in group) else ("unclosed-quotation",)
    content = tuple(p.content for p in group)
    quoted = tuple(_words(marks[p.number], p) for p in group)
    if voice is None:
        sure = confidence.PLACES["none"]
        return Attribution("direct", content, quoted, confidence=sure, sure=False, doubts=(*doubts, "no-speaker"))
    cue, goes_on = voice.cue, all(p.how == "carried" for p in group)
    heads = speaker(tree, cue) if cue >= 0 else ()
    share = min(confidence.of_place(tree, p.how, cue, heads) for p in group) if voice.source else 0.1
    if not voice.source:
        doubts = (*doubts, "no-speaker")
    elif goes_on:
        doubts = (*doubts, "carried-speaker")
    spoken = cue >= 0 and not goes_on
    contents = frozenset(i for span in content for i in tree.tokens(span))
    return Attribution(
        "direct",
        content,
        quoted,
        cue=() if goes_on else ((cue_span(tree, cue),) if cue >= 0 else voice.cues),
        cue_lemma=tree.lemma[cue] if spoken else None,
        stance=stance(tree, cue) if spoken else "said",
        source=() if goes_on else voice.source,
        carried=voice.source if goes_on else (),
        to=hearers(tree, cue, heads, contents) if spoken else (),
        where=venue(tree, cue) if spoken else None,
        when=moment(tree, cue, contents) if spoken else None,
        confidence=share,
        sure=share >= confidence.BAR,
        doubts=doubts,
    )


def _words(quotation: Quotation, placed: Placed) -> Span:
    """What is said inside the marks: without the marks, and without the name that opens a transcript's turn."""
    return Span(max(quotation.inner.start, placed.content.start), quotation.inner.end)


def _framed(tree: Tree, marks: Sequence[Quotation], candidate: Candidate, pieces: Pieces) -> Attribution:
    """Indirect and mixed speech: what a frame of the syntax gives."""
    cue = candidate.cue
    content = tuple(tree.span(a, b) for a, b in pieces)
    tokens = frozenset(i for a, b in pieces for i in range(a, b + 1))
    inside = sorted({tree.quoted[i] for i in tokens if tree.quoted[i] >= 0})
    quoted = tuple(marks[n].inner for n in inside if is_said(tree.text, marks[n], tree.lemma[cue], tree.pos[cue]))
    heads = speaker(tree, cue)
    share = confidence.of_cue(tree, cue, heads)
    return Attribution(
        "mixed" if quoted else "indirect",
        content,
        quoted,
        cue=(cue_span(tree, cue),),
        cue_lemma=tree.lemma[cue],
        stance=stance(tree, cue),
        source=tuple(sorted(mention(tree, h, cue) for h in heads)),
        to=hearers(tree, cue, heads, tokens),
        where=venue(tree, cue),
        when=moment(tree, cue, tokens),
        confidence=share,
        sure=share >= confidence.BAR,
        doubts=() if heads else ("no-speaker",),
    )


def _without(tree: Tree, pieces: Pieces, taken: set[int]) -> Pieces:
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


__all__ = ["attributions"]


def has_known_cue(found: Attribution) -> bool:
    """Whether an attribution stands in quotation marks, or its cue is a word of the tables or "according to".

    The judge also takes verbs that it does not know where the syntax is that of an attribution (now and then "laid
    siege to"): good for finding all, not good enough to be published as somebody's words.
    """
    lemma = found.cue_lemma or ""
    return found.kind != "indirect" or lemma == "accord" or any(lemma in cues(section) for section in SECTIONS.values())
