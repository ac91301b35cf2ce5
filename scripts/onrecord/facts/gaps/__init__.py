"""What a reader of a statement may lack: each a reason to doubt that it stands alone.

A statement without any is published on weaker evidence than one with some (`judge.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.facts.gaps.appositions import apposed
from onrecord.facts.gaps.definites import indefinite
from onrecord.facts.gaps.pronouns import ambiguous, of_two
from onrecord.facts.gaps.thin import thin
from onrecord.facts.gaps.voices import reported, said
from onrecord.facts.gaps.wording import worded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.facts.look import Look

__all__ = ["lacking"]


def lacking(look: Look) -> Iterator[str]:
    """What a reader of a statement may lack: each a reason to doubt that it stands alone."""
    yield from thin(look)
    yield from worded(look)
    if look.clause.nominal:
        yield from apposed(look)
        yield from of_two(look)
        return
    yield from ambiguous(look)
    if look.how.status == "denied":
        return
    yield from indefinite(look)
    if look.how.status == "reported":
        yield from reported(look)
    elif look.how.status == "said":
        yield from said(look)
