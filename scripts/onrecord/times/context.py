"""What a phrase is resolved against: the publication day, the tense around it, and the dates named before it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from onrecord.model import Basis, Span
from onrecord.times.period import Period
from onrecord.times.rules import Sense
from onrecord.times.tense import tense_at, tense_of_parse
from onrecord.times.tokens import Tokens

if TYPE_CHECKING:
    from datetime import date

    from spacy.tokens import Doc

Tense = Literal["past", "present", "future"]

RECENT = 45
"""Days. Dates so near to publication are told from there, even in a narrative of the past."""
WEEK = 7
FAR = 40
"""Tokens. So far from a date, a look back at other times may be over."""


@dataclass(slots=True)
class Named:
    """A stretch that the text named: its index among the tokens, and the span."""

    period: Period
    token: int
    span: Span
    explicit: bool
    compared: bool = False  # a stretch that others are compared with ("the year-ago quarter"), not the one told of


@dataclass(slots=True)
class Context:
    """The state while a text is read from its start to its end.

    `narrative` is set where the text tells of years long before its publication: dates without a year then take it
    from the date before them, and not from the publication day.
    """

    tokens: Tokens
    published: date | None
    narrative: bool = False
    doc: Doc | None = None
    named: list[Named] = field(default_factory=list)
    blocked: int = -1  # the last phrase that dates an event in a way this stage can't resolve
    fresh: int = 2**31  # the first token of a date of the publication's own days, of the first `asked` of those named
    asked: int = 0
    told: tuple[int, date] | None = None  # a day to come in the text that a stretch before it ends on, and its token

    @property
    def today(self) -> Period | None:
        """The publication day."""
        return None if self.published is None else Period("day", self.published)

    def tense(self, start: int, end: int, infinitive: bool = True, far: bool = False) -> Tense | None:
        """The tense of the verb nearest to the tokens [start, end); where no word tells it, the parse does.

        `infinitive` is whether "to" with a verb looks ahead; `far` whether words further off are asked last.
        """
        found = tense_at(self.tokens, start, end, infinitive)
        if found is None and self.doc is not None:
            found = tense_of_parse(self.doc, self.tokens.start[start], self.tokens.end[end - 1])
        return tense_at(self.tokens, start, end, infinitive, far=True) if far and found is None else found

    def last(self, before: int, reach: int = 120, grains: tuple[str, ...] = ()) -> Named | None:
        """The stretch named last before a token, at most `reach` tokens back, of one of the grains (default: any)."""
        for named in reversed(self.named):
            if named.token >= before:
                continue
            if before - named.token > reach:
                return None
            if not grains or named.period.grain in grains:
                return named
        return None

    def told_before(self, before: int, grains: tuple[str, ...] = ()) -> Named | None:
        """In a narrative of the past the date before a token, from which one without a year or a week goes on.

        None in other texts, and where the narrative has come to the last weeks before publication.
        """
        if not self.narrative or self.published is None:
            return None
        last = self.last(before, reach=10_000, grains=grains)
        if last is None or last.period.grain in ("decade", "century"):
            return None
        if (grains or before - last.token > FAR) and self._fresh(last.token):
            return None
        return last if (self.published - last.period.first).days > RECENT else None

    def _fresh(self, token: int) -> bool:
        """Whether the text told of the days of its publication before it came to the date at a token: then it is news
        with a look back, and what follows may be of these days again."""
        assert self.published is not None
        for one in self.named[self.asked :]:
            self.asked += 1
            if not one.explicit and abs((self.published - one.period.first).days) <= WEEK:
                self.fresh = min(self.fresh, one.token)
        return self.fresh < token

    def same_day(self, day: date) -> Named | None:
        """The day of the same month and number that the text named before with its year."""
        for named in reversed(self.named):
            first = named.period.first
            if named.explicit and named.period.grain == "day" and (first.month, first.day) == (day.month, day.day):
                return named
        return None

    def quarter(self, before: int, reach: int = 400) -> Named | None:
        """The quarter that the text tells of: the last named, but for those that it is compared with."""
        for named in reversed(self.named):
            if named.token < before and named.period.grain == "quarter" and not named.compared:
                return named if before - named.token <= reach else None
        return None

    def note(self, sense: Sense, token: int, span: Span) -> None:
        """Remember a resolved phrase."""
        if sense.opaque:
            self.blocked = token
        if sense.period is not None and sense.type != "SET" and not sense.aside:
            self.named.append(Named(sense.period, token, span, sense.basis == "stated", sense.compared))

    def stated(self, period: Period | None, **more: object) -> Sense | None:
        """A stretch that the phrase alone gives."""
        return _sense(period, "stated", None, more)

    def derived(self, period: Period | None, **more: object) -> Sense | None:
        """A stretch that the phrase gives with the publication date."""
        return _sense(period, "derived", "publication date", more)

    def from_text(self, period: Period | None, anchor: Named, **more: object) -> Sense | None:
        """A stretch that the phrase gives with another phrase of the text."""
        text = " ".join(anchor.span.of(self.tokens.text).split())
        return _sense(period, "derived", text, {"anchor_span": anchor.span, **more})


def _sense(period: Period | None, basis: Basis, anchor: str | None, more: dict[str, object]) -> Sense | None:
    if period is None:
        return None
    value = str(more.pop("value", period.value))
    return Sense(value, period=period, basis=basis, anchor=anchor, **more)  # type: ignore[arg-type]
