"""What a reader of a statement may lack: each a reason to doubt that it stands alone.

A statement without any is published on weaker evidence than one with some (`judge.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.facts.gaps.appositions import apposed
from onrecord.facts.gaps.definites import indefinite
from onrecord.facts.gaps.look import Look
from onrecord.facts.gaps.pronouns import ambiguous
from onrecord.facts.gaps.voices import reported, said
from onrecord.facts.gaps.wording import worded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.facts.clauses import Clause
    from onrecord.facts.context import Context
    from onrecord.facts.pieces import Draft
    from onrecord.facts.standing import Standing

__all__ = ["lacking"]


def lacking(clause: Clause, draft: Draft, how: Standing, context: Context) -> Iterator[str]:
    """What a reader of a statement may lack: each a reason to doubt that it stands alone."""
    look = Look(clause, draft, how, context)
    yield from worded(look)
    if clause.nominal:
        yield from apposed(look)
        return
    yield from ambiguous(look)
    if how.status == "denied":
        return
    yield from indefinite(look)
    if how.status == "reported":
        yield from reported(look)
    elif how.status == "said":
        yield from said(look)
