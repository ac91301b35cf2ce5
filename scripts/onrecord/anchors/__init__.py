"""Which date an event gets: that of the words beside it, of the event that it is tied to, of the news, or none.

`anchor_all` reads every verb of the text once, in order. An event takes, in this order:

1. the date of a phrase attached to it by syntax, or to a noun in its clause ("the raid on Friday"): `attach.py`;
2. a date counted from another event ("the day after officers came", "later"), where that event is dated: `counting.py`;
3. the date of another verb's phrase that holds for it, too ("was hurt when a wall fell on Monday");
4. the date of the same event told elsewhere in the text, by its lemma;
5. the date of the clause that it depends on, where grammar makes them one ("agreed to sell");
6. the date of the story, which is that of the lead, of the dateline or of publication, where tense tells the news.

What is negated, only possible, yet to come, a state, or background ("had sold") gets no date by 4 to 6. Nothing is
guessed: what has no anchor gets none. `guesses.py` guesses, for measuring. `sequence` tells which of two events came
first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.anchors.dater import Dater
from onrecord.anchors.sequence import sequence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from spacy.tokens import Doc

    from onrecord.model import Span, Timex

__all__ = ["anchor", "anchor_all", "sequence"]


def anchor(
    doc: Doc,
    event: Span,
    timexes: Sequence[Timex],
    published: date | None,
    headings: Sequence[Span] = (),
    likely: bool = False,
) -> Timex | None:
    """The date of one event; see `anchor_all`, which is the cheaper way for several."""
    return anchor_all(doc, [event], timexes, published, headings, likely)[0]


def anchor_all(
    doc: Doc,
    events: Sequence[Span],
    timexes: Sequence[Timex],
    published: date | None,
    headings: Sequence[Span] = (),
    likely: bool = False,
) -> tuple[Timex | None, ...]:
    """The dates of events, in their order; None where the text gives none.

    `events` are spans of predicates: verbs, or nouns that name events. `timexes` is what `times.timexes` found in
    the same text. `headings` are titles: they tell the story's news. A result without `edtf` is undated, but its span
    holds the phrase that is known ("weeks after"). A result whose `anchor` is "publication date" and whose span
    is the event's own rests on tense alone.

    With `likely`, an event without a sure anchor takes the date that is more likely right than wrong (that of another
    phrase in its sentence, or of the news): for measuring, and for ordering. What is published is sure or undated.
    """
    return Dater(doc, timexes, published, headings, likely).dates(events)
