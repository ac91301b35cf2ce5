"""Where a word and a clause could be cue and content: every candidate that the syntax offers, good or bad.

A candidate is a predicate (verb, noun, adjective, "according to") with one of the clauses or phrases that hang on it,
or that it hangs on. `judge.py` says how likely each is an attribution. The frames follow the labels of spaCy's English
models (CLEAR style).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onrecord.quotes.speakers import NOMINAL, VERBAL
from onrecord.quotes.words import cue_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.quotes.tree import Tree

CLAUSAL = frozenset({"ccomp", "xcomp", "advcl", "parataxis", "conj", "intj", "dep"})
PHRASAL = frozenset({"dobj", "oprd", "nsubjpass", "acomp", "attr", "dative", "npadvmod", "nsubj", "advmod"})
NOUN_CONTENT = frozenset({"acl", "ccomp", "relcl", "xcomp", "appos", "advcl"})
ADJECTIVE_CONTENT = frozenset({"ccomp", "xcomp", "advcl", "acl"})
CLAUSE_ABOVE = frozenset({"ccomp", "parataxis", "advcl", "conj", "relcl", "acl", "dep", "xcomp", "pcomp", "csubj"})
SENTENCE_DEPTH = 6
MAX_CONTENT = 500
FINITE = frozenset({"VBD", "VBZ", "VBP"})
COMMAS = frozenset({",", ",''", "--", "—", "–", "―", "''", "”", '"'})
STOPS = frozenset({".", "!", "?"})
REACH = 80


class Candidate(NamedTuple):
    """`cue` and `content` are tokens; `pieces` are first and last token of each piece of the content."""

    cue: int
    frame: str
    content: int
    pieces: tuple[tuple[int, int], ...]
    link: int = -1  # a preposition between the two


def candidates(tree: Tree, cue: int) -> Iterator[Candidate]:
    """Every content that the syntax offers for a predicate."""
    pos = tree.pos[cue]
    if tree.lower[cue] == "according":
        yield from _according(tree, cue)
    elif pos in VERBAL:
        yield from _verb(tree, cue)
    elif pos == "NOUN" or pos == "PROPN":
        yield from _noun(tree, cue)
    elif pos == "ADJ":
        yield from _adjective(tree, cue)


def _down(tree: Tree, cue: int, content: int, frame: str, link: int = -1) -> Iterator[Candidate]:
    pieces = trim(tree, ((tree.left[content], tree.right[content]),), cue)
    if pieces:
        yield Candidate(cue, frame, content, pieces, link)


def _verb(tree: Tree, cue: int) -> Iterator[Candidate]:
    first = -1
    for c in tree.children[cue]:
        dep = tree.dep[c]
        if dep in CLAUSAL or dep in PHRASAL:
            yield from _down(tree, cue, c, dep)
        elif dep == "prep" or dep == "agent":
            yield from _prepositional(tree, cue, c, "prep")
        if dep in ("dobj", "ccomp", "prep", "oprd", "xcomp", "advcl", "advmod") and c > cue:
            if first >= 0 and dep != "advmod":
                pieces = trim(tree, ((tree.left[first], tree.right[c]),), cue)
                if pieces:
                    yield Candidate(cue, f"{tree.dep[first]}+{dep}", first, pieces, c)
            elif dep == "dobj":
                first = c
    if tree.dep[cue] == "relcl":
        antecedent = tree.head[cue]
        pieces = trim(tree, ((tree.left[antecedent], tree.left[cue] - 1),), cue)
        if pieces:
            yield Candidate(cue, "gap", antecedent, pieces)
    yield from _above(tree, cue)
    yield from _beside(tree, cue)


def _prepositional(tree: Tree, cue: int, preposition: int, frame: str) -> Iterator[Candidate]:
    for c in tree.children[preposition]:
        if tree.dep[c] in ("pobj", "pcomp"):
            yield from _down(tree, cue, c, f"{frame}-{tree.dep[c]}", preposition)
        elif tree.dep[c] == "prep":
            yield from _prepositional(tree, cue, c, frame)


def _above(tree: Tree, cue: int) -> Iterator[Candidate]:
    """The clause that a trailing or inserted "she said", "as he put it" stands in."""
    head = tree.head[cue]
    if head == cue or tree.dep[cue] not in CLAUSE_ABOVE:
        return
    left, right = tree.left[cue], tree.right[cue]
    last = _turn_end(tree, right + 1, tree.right[head])
    pieces = trim(tree, ((tree.left[head], left - 1), (right + 1, last)), cue)
    if pieces:
        yield Candidate(cue, f"above-{tree.dep[cue]}", head, pieces)


def _turn_end(tree: Tree, first: int, last: int) -> int:
    """Where what was said ends: before a coordinate clause that says who says more ("…, and she said that …")."""
    for i in range(first, last + 1):
        row = cue_row(tree.lemma[i], "VERB") if tree.dep[i] == "conj" and tree.tag[i] in FINITE else None
        subject = tree.child(i, "nsubj") if row is not None and row.sense == "speech" and tree.quoted[i] < 0 else -1
        if subject >= first:
            begin = tree.left[subject]
            return begin - 2 if begin - 1 >= first and tree.pos[begin - 1] == "CCONJ" else begin - 1
    return last


def _beside(tree: Tree, cue: int) -> Iterator[Candidate]:
    """What stands before a trailing or inserted ", she said", and behind a leading "she said", whatever the parse says.

    Long sentences with quotations often come out of the parser in pieces; a clause that is cut off from its cue is
    found by its place.
    """
    if tree.tag[cue] not in FINITE:
        return
    first, last = clause(tree, cue)
    subject = tree.child(cue, "nsubj")
    left = min(tree.left[subject], cue) if subject >= 0 else cue
    while left > first and tree.tag[left - 1] == "RB":
        left -= 1
    trailing = left - 1 > first and tree.lower[left - 1] in COMMAS
    if trailing:
        pieces: tuple[tuple[int, int], ...] = ((first, left - 1),)
        stop = _phrase_end(tree, cue, last)
        if stop < last:
            pieces = (*pieces, (stop, _turn_end(tree, stop, last)))
        trimmed = trim(tree, pieces, cue)
        if trimmed:
            yield Candidate(cue, "trail", trimmed[0][1], trimmed)
    elif left <= cue < last:
        trimmed = trim(tree, ((cue + 1, last),), cue)
        if trimmed:
            yield Candidate(cue, "lead", trimmed[0][0], trimmed)


def _phrase_end(tree: Tree, cue: int, last: int) -> int:
    """The comma behind an inserted "she said on Monday,", or the end of the sentence."""
    for i in range(cue + 1, min(last, cue + 12)):
        if tree.lower[i] in COMMAS:
            return i
    return last


def clause(tree: Tree, i: int) -> tuple[int, int]:
    """First and last token of the sentence around a token, by its punctuation outside of quotations."""
    first = last = i
    paragraph, low, high = tree.paragraph[i], max(0, i - REACH), min(tree.size - 1, i + REACH)
    while first > low and tree.paragraph[first - 1] == paragraph and not _stops(tree, first - 1):
        first -= 1
    while last < high and tree.paragraph[last + 1] == paragraph and not _stops(tree, last):
        last += 1
    return first, last


def _stops(tree: Tree, i: int) -> bool:
    """Whether a sentence ends with a token: a full stop, or a quotation that ends with one."""
    if tree.word[i] in STOPS:
        return tree.quoted[i] < 0
    quotation = tree.quoted[i]
    return (
        quotation >= 0
        and i > 0
        and (i + 1 == tree.size or tree.quoted[i + 1] != quotation)
        and tree.word[i - 1] in STOPS
        and i + 1 < tree.size
        and (tree.word[i + 1][:1].isupper() or tree.quoted[i + 1] >= 0)
    )


def _noun(tree: Tree, cue: int) -> Iterator[Candidate]:
    for c in tree.children[cue]:
        if tree.dep[c] in NOUN_CONTENT:
            yield from _down(tree, cue, c, f"noun-{tree.dep[c]}")
        elif tree.dep[c] == "prep":
            yield from _prepositional(tree, cue, c, "noun")
    head = tree.head[cue]
    if tree.dep[cue] in ("nsubj", "dobj") and tree.pos[head] in VERBAL:
        for c in tree.children[head]:
            if (c > head and tree.dep[c] in ("ccomp", "xcomp", "advcl")) or (tree.dep[c] == "attr" and c > head):
                yield from _down(tree, cue, c, f"noun-{tree.dep[cue]}-{tree.dep[c]}")


def _adjective(tree: Tree, cue: int) -> Iterator[Candidate]:
    for c in tree.children[cue]:
        if tree.dep[c] in ADJECTIVE_CONTENT:
            yield from _down(tree, cue, c, f"adj-{tree.dep[c]}")
        elif tree.dep[c] == "prep":
            yield from _prepositional(tree, cue, c, "adj")
    head = tree.head[cue]
    if tree.dep[cue] in ("acomp", "oprd") and tree.pos[head] in VERBAL:
        for c in tree.children[head]:
            if c > cue and tree.dep[c] in ("ccomp", "xcomp", "advcl"):
                yield from _down(tree, cue, c, f"adj-be-{tree.dep[c]}")
            elif c > cue and tree.dep[c] == "prep":
                yield from _prepositional(tree, cue, c, "adj-be")


def _according(tree: Tree, cue: int) -> Iterator[Candidate]:
    """The rest of the sentence, where the phrase stands at its edge; else the clause that it stands in."""
    head = tree.head[cue]
    if head == cue:
        return
    for _ in range(SENTENCE_DEPTH):
        if tree.pos[head] in VERBAL or tree.head[head] == head:
            break
        head = tree.head[head]
    pieces = trim(tree, ((tree.left[head], tree.left[cue] - 1), (tree.right[cue] + 1, tree.right[head])), cue)
    if pieces:
        yield Candidate(cue, "according", head, pieces)


def trim(tree: Tree, pieces: tuple[tuple[int, int], ...], cue: int) -> tuple[tuple[int, int], ...]:
    """Leave out pieces that are empty or stand in another paragraph, and punctuation at their edges."""
    out = []
    for first, last in pieces:
        while first <= last and (
            tree.pos[first] in ("PUNCT", "SPACE") or tree.paragraph[first] != tree.paragraph[cue] or first == cue
        ):
            first += 1
        while last >= first and (
            tree.pos[last] in ("PUNCT", "SPACE") or tree.paragraph[last] != tree.paragraph[cue] or last == cue
        ):
            last -= 1
        if first <= last < first + MAX_CONTENT:
            out.append((first, last))
    return tuple(out)


__all__ = ["NOMINAL", "Candidate", "candidates", "trim"]
