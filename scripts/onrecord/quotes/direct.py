"""Quotations and the cues that they belong to.

A quotation that stands as a sentence of its own ("…," she said) is *direct*; one inside the publisher's sentence is a
*fragment* and belongs to whatever attribution covers it. For direct ones the cue is looked for right behind the
quotation, then right before it, then with its neighbours in the same paragraph, then in the paragraph before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onrecord.quotes.speakers import NOMINAL, VERBAL, speaker
from onrecord.quotes.words import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.quotes.marks import Quotation
    from onrecord.quotes.tree import Tree

UTTERING = frozenset({"speech", "ask", "order", "thought", "show"})
SENTENCE_END = frozenset({".", "!", "?", "...", "…"})
WINDOW = 60


class Placed(NamedTuple):
    """A quotation with its tokens, and the cue found for it (-1: none) and how it was found."""

    index: int
    first: int
    last: int
    cue: int
    how: str  # after, before, colon, same, next, carried, none


def place(tree: Tree, quotations: Sequence[Quotation]) -> list[Placed]:
    """Find the cue of every direct quotation; fragments are left out."""
    placed: list[Placed] = []
    ranges = [tree.tokens(q.span) for q in quotations]
    for n, quotation in enumerate(quotations):
        tokens = ranges[n]
        if not tokens or not is_utterance(tree, quotation):
            continue
        first, last = tokens[0], tokens[-1]
        cue, how = _after(tree, quotation, last), "after"
        if cue < 0:
            cue, how = _before(tree, quotation, first)
        placed.append(Placed(n, first, last, cue, how if cue >= 0 else "none"))
    return _fill(tree, quotations, placed)


def is_utterance(tree: Tree, quotation: Quotation) -> bool:
    """Whether a quotation stands as a sentence, not as a part of the publisher's own sentence."""
    inner = quotation.inner.of(tree.text).strip()
    letters = [ch for ch in inner if ch.isalnum()]
    if not letters:
        return False
    if quotation.continues:
        return True
    before = _text_before(tree, quotation)
    after = _text_after(tree, quotation)
    ends = inner[-1] in ".,!?…—-–;" or not quotation.closed
    if not before:
        if inner.rstrip()[-1] in ",?!" or not quotation.closed or not after:
            return True
        return ends or " " in inner
    last = before[-1]
    if last in ":,":
        return (inner[0].isupper() or not inner[0].isalnum() or last == ":") and (ends or len(inner.split()) > 3)
    if last in ".!?)]\"”'’–—-":
        return (inner[0].isupper() or not inner[0].isalpha()) and (ends or len(inner.split()) > 5)
    words = before.rsplit(None, 1)[-1].lower()
    if inner[0].isupper() and ends and len(inner.split()) > 3:
        return words in _saying()
    return False


def _saying() -> frozenset[str]:
    return frozenset({"said", "says", "saying", "tweeted", "wrote", "asked", "added", "replied", "read", "reads"})


def _text_before(tree: Tree, quotation: Quotation) -> str:
    """The publisher's words right before a quotation, in the same paragraph (at most a few)."""
    start = quotation.span.start
    low = max(0, start - 40)
    piece = tree.text[low:start]
    return piece[piece.rfind("\n") + 1 :].strip()


def _text_after(tree: Tree, quotation: Quotation) -> str:
    end = quotation.span.end
    piece = tree.text[end : end + 40]
    stop = piece.find("\n")
    return (piece if stop < 0 else piece[:stop]).strip()


def _is_cue(tree: Tree, i: int) -> bool:
    """Whether a token outside of quotations is a verb that utters."""
    if tree.quoted[i] >= 0:
        return False
    if tree.lower[i] == "according":
        return True
    row = cues("verbs").get(tree.lemma[i])
    if row is None or row.sense not in UTTERING:
        return False
    return tree.pos[i] in VERBAL or tree.tag[i].startswith("VB") or tree.lower[i] in _saying()


def _after(tree: Tree, quotation: Quotation, last: int) -> int:
    """The cue in the clause right behind a quotation: "…," said the mayor."""
    inner = quotation.inner.of(tree.text).rstrip()
    after = _text_after(tree, quotation)
    if not after or not quotation.closed:
        return -1
    lower = after[0].islower() or after[0] in ",—–-"
    if inner[-1:] not in ",?!—–-…" and not lower:
        return -1
    if inner[-1:] in "?!…" and not lower and not _starts_with_cue(tree, last + 1):
        return -1
    return _first_cue(tree, last + 1)


def _first_cue(tree: Tree, start: int) -> int:
    paragraph = tree.paragraph[start - 1]
    for i in range(start, min(start + WINDOW, tree.size)):
        if tree.paragraph[i] != paragraph or tree.quoted[i] >= 0 or tree.word[i] in SENTENCE_END:
            return -1
        if _is_cue(tree, i) and tree.tag[i] not in ("VB",) and not _modifies(tree, i):
            return i
    return -1


def _modifies(tree: Tree, i: int) -> bool:
    """Whether a verb stands inside the speaker's own noun phrase (the woman who said so, a man called Roe)."""
    return tree.dep[i] in ("relcl", "acl", "amod") and tree.child(i, "ccomp") < 0


def _starts_with_cue(tree: Tree, start: int) -> bool:
    cue = _first_cue(tree, start)
    if cue < 0:
        return False
    return all(
        tree.pos[i] in NOMINAL or tree.pos[i] in ("DET", "ADJ", "PUNCT", "ADP", "ADV", "PART", "AUX")
        for i in range(start, cue)
    ) and (cue - start < 12)


def _before(tree: Tree, quotation: Quotation, first: int) -> tuple[int, str]:
    """The cue in the sentence that leads up to a quotation: She said: "…" """
    before = _text_before(tree, quotation)
    if not before or before[-1] in ".!?\"”":
        return -1, "none"
    colon = before[-1] == ":"
    fallback = -1
    for i in range(first - 1, max(first - WINDOW, -1), -1):
        if tree.paragraph[i] != tree.paragraph[first] or tree.quoted[i] >= 0:
            break
        if tree.word[i] in SENTENCE_END:
            break
        if _is_cue(tree, i):
            return i, "before"
        if colon and fallback < 0 and tree.pos[i] in VERBAL and speaker(tree, i):
            fallback = i
    return fallback, "colon"


def _fill(tree: Tree, quotations: Sequence[Quotation], placed: list[Placed]) -> list[Placed]:
    """Give quotations without a cue of their own the cue of their neighbour."""
    out: list[Placed] = []
    for k, p in enumerate(placed):
        if p.cue >= 0:
            out.append(p)
            continue
        paragraph = quotations[p.index].paragraph
        back = out[-1] if out else None
        ahead = next((q for q in placed[k + 1 :] if q.cue >= 0), None)
        if back and back.cue >= 0 and quotations[back.index].paragraph == paragraph:
            out.append(p._replace(cue=back.cue, how="same"))
        elif ahead and quotations[ahead.index].paragraph == paragraph and ahead.how == "after":
            out.append(p._replace(cue=ahead.cue, how="next"))
        elif back and back.cue >= 0 and quotations[back.index].paragraph == paragraph - 1:
            out.append(p._replace(cue=back.cue, how="carried"))
        else:
            out.append(p)
    return out
