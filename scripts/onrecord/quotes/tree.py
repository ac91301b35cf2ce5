"""A parsed text as plain lists: what the search for cues, contents and speakers reads, many times a token.

spaCy makes a new Python object for every step along a dependency arc. The search takes some hundred steps for each
verb, so the parse is copied once into lists of integers and strings; attribution then costs a fraction of the parse.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from onrecord import language
from onrecord.model import Span
from onrecord.quotes.words import verb_lemma

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc

    from onrecord.marks import Quotation


MAX_DEPTH = 100
"""No sentence of prose is nested so deeply; a hostile one is not followed further."""


class Tree:
    """Tokens of one text by index: `word` (as written), `lower`, `lemma`, `pos`, `tag`, `dep`, `entity`, `head`.

    `start` and `end` are code points; `left` and `right` the first and last token of the subtree; `children` in text
    order; `sentence` the index of the sentence's first token; `paragraph` the index of the paragraph, -1 outside of
    all; `quoted` the index of the outermost quotation that the token stands in, -1 outside of all.
    """

    def __init__(self, doc: Doc, paragraphs: Sequence[Span], quotations: Sequence[Quotation]) -> None:
        self.text = language.text(doc)
        self.size = len(doc)
        self.word = [t.text for t in doc]
        self.lower = [w.lower() for w in self.word]
        self.pos = [t.pos_ for t in doc]
        self.lemma = [verb_lemma(t.lemma_.lower(), w, p) for t, w, p in zip(doc, self.lower, self.pos, strict=True)]
        self.tag = [t.tag_ for t in doc]
        self.dep = [t.dep_ for t in doc]
        self.entity = [t.ent_type_ for t in doc]
        self.start = [t.idx for t in doc]
        self.end = [s + len(w) for s, w in zip(self.start, self.word, strict=True)]
        self.head = [t.head.i for t in doc]
        self.left = [t.left_edge.i for t in doc]
        self.right = [t.right_edge.i for t in doc]
        self.children: list[list[int]] = [[] for _ in self.word]
        for i, h in enumerate(self.head):
            if h != i:
                self.children[h].append(i)
        self.sentence = self._sentences(doc)
        self.paragraph = [-1] * self.size
        for number, span in enumerate(paragraphs):
            for i in self.tokens(span):
                self.paragraph[i] = number
        self.quoted = [-1] * self.size
        for number, quotation in enumerate(quotations):
            for i in self.tokens(quotation.span):
                self.quoted[i] = number

    def _sentences(self, doc: Doc) -> list[int]:
        first, out = 0, []
        for t in doc:
            if t.is_sent_start:
                first = t.i
            out.append(first)
        return out

    def tokens(self, span: Span) -> range:
        """The tokens that begin inside the span."""
        return range(bisect_left(self.start, span.start), bisect_left(self.start, span.end))

    def span(self, first: int, last: int) -> Span:
        """The code points from token `first` to token `last`, both included."""
        return Span(self.start[first], self.end[last])

    def child(self, i: int, *deps: str) -> int:
        """The first child with one of the given labels, -1 if there is none."""
        for c in self.children[i]:
            if self.dep[c] in deps:
                return c
        return -1

    def ancestors(self, i: int) -> Iterator[int]:
        """The heads above a token, nearest first."""
        for _ in range(MAX_DEPTH):
            if self.head[i] == i:
                return
            i = self.head[i]
            yield i
