"""Who a text says a word to: its attributions, asked for what covers a word."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from onrecord.facts.words import Cast, words
from onrecord.model import Resolution, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from onrecord.model import Attribution


OTHERS = frozenset({"another", "second", "separate", "other", "earlier", "previous", "similar"})
"""Words that tell of a second one."""


class Attributed:
    """The attributions of a text, asked for what covers a word."""

    def __init__(self, attributions: Sequence[Attribution], cast: Cast) -> None:
        self.all = sorted(attributions, key=lambda a: (a.content[0], -a.content[-1].end))
        self.cast = cast
        self._pieces = sorted((span, k) for k, one in enumerate(self.all) for span in one.content)
        self._sole: dict[str, bool] = {}  # "lawsuit": whether the text has but one

    def over(self, token: Token) -> list[Attribution]:
        """The attributions whose content a word stands in, outermost first."""
        end = bisect_right(self._pieces, (Span(token.idx, 2**40), 0))
        found = {}
        for span, k in self._pieces[max(0, end - 40) : end]:
            if span.start <= token.idx < span.end:
                found[k] = span.end - span.start
        return [self.all[k] for k in sorted(found, key=lambda k: (-found[k], k))]

    def sole_paper(self, name: str, doc: Doc) -> bool:
        """Whether "the lawsuit" is the only one of its text: no second one is told of, and there are not several."""
        paper = name.lower().removeprefix("the ")
        if paper not in self._sole:
            same = (t for t in doc if t.lemma_.lower() == paper and t.pos_ == "NOUN")
            several = any(t.tag_ == "NNS" or any(c.lower_ in OTHERS for c in t.lefts) for t in same)
            self._sole[paper] = paper in words("papers") and not several
        return self._sole[paper]

    def according(self, verb: Token) -> list[Resolution]:
        """Those whom the sentence names with "according to", nearest the event last."""
        found: list[Resolution] = []
        node = verb
        for _ in range(8):
            for child in node.children:
                if child.lower_ == "according" and not _parted(verb, child):
                    found += [self._source(child)]
            if node.head == node or node.dep_ in {"relcl"}:
                break
            node = node.head
        return [who for who in reversed(found) if who.name]

    def _source(self, according: Token) -> Resolution:
        """Who stands after "according to"."""
        for to in according.children:
            for noun in to.children if to.lower_ == "to" else ():
                if noun.dep_ == "pobj":
                    words_ = [t for t in noun.subtree if not t.is_space]
                    end = next((t.i for t in words_ if t.i > noun.i and t.text in {",", ";"}), words_[-1].i + 1)
                    span = noun.doc[words_[0].i : end]
                    return self.cast.who((Span(span.start_char, span.end_char),))
        return Resolution(name="", sure=False)


def _parted(one: Token, other: Token) -> bool:
    """Whether a semicolon or colon stands between two words."""
    low, high = sorted((one.i, other.i))
    return any(t.text in {";", ":"} for t in one.doc[low:high])


def according(one: Attribution) -> bool:
    """Whether an attribution's cue is "according to": who that is, is read off the parse."""
    return one.cue_lemma in {"according", "accord"}
