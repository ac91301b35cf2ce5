"""Facts: sentences cut into single statements, each with who vouches for it.

`statements` is the whole stage. What can't be made into a statement that stands alone is left out and counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.facts import judge
from onrecord.facts.candidates import Candidate, Left, candidates
from onrecord.facts.links import charge_station, link
from onrecord.facts.words import Cast

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from spacy.tokens import Doc

    from onrecord.facts.links import Made
    from onrecord.model import Attribution, Span, Statement, Timex

__all__ = ["Candidate", "Cast", "Left", "statements", "tells_of_dispute"]

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
    disputed: bool | None = None,
) -> tuple[tuple[Statement, ...], int]:
    """The facts of a text in its order, and how many statements were left out because they can't stand alone.

    `dated` maps the token index of a predicate to its date; `max_run` is the longest run of words, outside quotation
    marks, that a statement may share with the text (None: any). `considered`, if given, gathers what was made of every
    clause. `published` is the day from which relative dates count: what happened, can't have happened after it.
    `disputed` is whether the text tells of an accusation and what became of it (see `judge.Model`; None: its statements
    tell).
    """
    tried = tuple(candidates(doc, paragraphs, attributions, timexes, cast, dated or {}, max_run, headings, published))
    if considered is not None:
        considered.extend(tried)
    made = [one for one in tried if isinstance(one, Candidate)]
    disputed = tells_of_dispute(made) if disputed is None else disputed
    found: list[Made] = []
    left_out = len(tried) - len(made)
    for one in made:
        if not judge.holds(one.features, one.kind, one.against, disputed=disputed):
            left_out += 1
        elif one.made.statement.text not in {before.statement.text for before in found[-NEAR:]}:
            found.append(one.made)
    return link(doc, found, cast), left_out


def tells_of_dispute(found: Sequence[Candidate]) -> bool:
    """Whether a text tells of an accusation that somebody answers, or that became a charge, in statements that nothing
    speaks against.

    How likely a statement is to hold up is then told less strictly: leaving out takes a side.
    """
    sound = [one.made for one in found if not one.against]
    statuses = {made.statement.status for made in sound}
    charged = any(charge_station(made.verb) is not None for made in sound)
    return "denied" in statuses or ("alleged" in statuses and charged)
