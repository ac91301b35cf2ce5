"""Which of two events came first, where words of the text say so: "after", "before", "had sold", "earlier that day".

For the order within a day: what is told later in the text came later, unless it says otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.anchors.syntax import is_background, is_mainline, is_past, lemmas
from onrecord.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

NEAR = 2  # sentences that a past perfect looks back over


def sequence(doc: Doc) -> tuple[tuple[Span, Span], ...]:
    """Pairs of predicates, the earlier event first, as the spans of their tokens; only what words say."""
    return tuple(dict.fromkeys((_span(a), _span(b)) for a, b in (*_clauses(doc), *_looking_back(doc)) if a.i != b.i))


def _span(token: Token) -> Span:
    return Span(token.idx, token.idx + len(token))


def _clauses(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """ "Fled after police came", "signed before the council met", "after winning"."""
    for token in doc:
        if token.pos_ != "VERB":
            continue
        if token.dep_ == "advcl" and token.head.pos_ in ("VERB", "AUX"):
            words, main = [c.lower_ for c in token.children if c.dep_ in ("mark", "advmod")], token.head
        elif token.dep_ == "pcomp" and token.head.head.pos_ in ("VERB", "AUX"):
            words, main = [token.head.lower_], token.head.head
        else:
            continue
        if "after" in words or "once" in words:
            yield token, main
        elif "before" in words or "until" in words:
            yield main, token
        elif is_background(token) and is_past(main) and not is_background(main):
            yield token, main  # "when police came, she had fled" is told by the main clause


def _looking_back(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """ "Had sold", "earlier that day": before the events told in the sentences before, and in the main clause."""
    told: list[list[Token]] = []
    for sentence in doc.sents:
        verbs = [t for t in sentence if t.pos_ == "VERB"]
        back = [t for t in verbs if _is_earlier(t)]
        here = [t for t in verbs if is_mainline(t) and t not in back]
        for verb in back:
            for later in (t for one in [*told[-NEAR:], here] for t in one):
                if not verb.is_ancestor(later):
                    yield verb, later
        told.append(here)


def _is_earlier(verb: Token) -> bool:
    """Whether a verb of a main clause, or of a clause about a noun, goes back behind what was told."""
    if verb.dep_ not in ("ROOT", "conj", "relcl", "ccomp"):
        return False
    earlier = (t for c in verb.children for t in (c, *c.children))
    return is_background(verb) or (
        is_past(verb) and any(t.dep_ == "advmod" and t.lower_ in lemmas("BEFORE") for t in earlier)
    )
