"""Facts: sentences cut into single statements, each with who vouches for it.

`statements` is the whole stage. What can't be made into a statement that stands alone is left out and counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.facts import judge
from onrecord.facts.candidates import Candidate, Left, candidates
from onrecord.facts.links import link
from onrecord.facts.words import Cast

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from spacy.tokens import Doc

    from onrecord.facts.links import Made
    from onrecord.model import Attribution, Span, Statement, Timex

__all__ = ["Candidate", "Cast", "Left", "statements"]

NEAR = 8
"""Among so many statements before, the same words are not told again."""


def statements(
    doc: Doc,
    paragraphs: Sequence[Span],
    attributions: Sequence[Attribution],
    timexes: Sequence[Timex],
    cast: Cast,
    *,
    dated: Mapping[int, Timex] | None = None,
    max_run: int | None = None,
    headings: Sequence[Span] = (),
    considered: list[Candidate | Left] | None = None,
    published: date | None = None,
) -> tuple[tuple[Statement, ...], int]:
    """The facts of a text in its order, and how many statements were left out because they can't stand alone.

    `dated` maps the token index of a predicate to its date; `max_run` is the longest run of words, outside quotation
    marks, that a statement may share with the text (None: any). `considered`, if given, gathers what was made of every
    clause. `published` is the day from which relative dates count: what happened, can't have happened after it.
    """
    found: list[Made] = []
    left_out = 0
    for one in candidates(doc, paragraphs, attributions, timexes, cast, dated or {}, max_run, headings, published):
        if considered is not None:
            considered.append(one)
        if isinstance(one, Left) or not judge.holds(one.features, one.kind, one.against):
            left_out += 1
        elif one.made.statement.text not in {made.statement.text for made in found[-NEAR:]}:
            found.append(one.made)
    return link(doc, found, cast), left_out
