"""Makes a clause into a sentence that stands alone, of the text's own words and, in [brackets], of resolved names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.facts.adjuncts import adjunct, droppable
from onrecord.facts.pieces import WORD, Draft, Refused
from onrecord.facts.writing import Writing

if TYPE_CHECKING:
    from onrecord.facts.clauses import Clause
    from onrecord.facts.context import Context
    from onrecord.model import Timex

MAX_WORDS = 25


def compose(context: Context, clause: Clause, max_run: int | None, when: Timex | None = None) -> Draft:
    """The statement of a clause: at most 25 words, no run of the text's own prose longer than `max_run` words.

    `when` is the date of the predicate: it is put in where the text's own words for it can't stand.
    Raises Refused where that can't be.
    """
    dropped: set[int] = set()
    options = droppable(clause)
    spelled = False
    undated = False
    while True:
        try:
            draft = Writing(context, clause, dropped, spelled, when if undated else None).draft()
        except Refused as refusal:
            phrase = adjunct(clause, context.doc, refusal.blame, str(refusal) == "date unknown")
            if not phrase or phrase <= dropped:
                raise
            dropped |= phrase
            undated = undated or str(refusal) == "date unknown"
            continue
        too_long = len(WORD.findall(draft.text)) > MAX_WORDS
        if not too_long and (max_run is None or draft.run <= max_run):
            return draft
        if too_long and undated and when is not None:
            when = None
            continue
        if not too_long and not spelled:
            spelled = True
            continue
        if not options:
            raise Refused("too long" if too_long else "runs too long")
        dropped |= options.pop(0)
        spelled = False
