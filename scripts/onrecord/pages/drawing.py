"""The timeline as a drawing: one SVG, made at build time, fluid without a script.

Positions across are percentages and sizes are pixels, so that the same drawing serves a phone and a wide screen with
text of one size. Time runs evenly except where long gaps are folded; a fold is drawn as a break in the axis.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.pages.escape import attr
from onrecord.pages.words import Words

FOLD = 0.4
"""A gap that takes more than this share of the axis is folded (if it is longer than `FOLD_DAYS`), the rest redrawn."""
FOLD_DAYS = 20
FOLD_WIDTH = 6.0
"""Width of a folded gap, in percent."""
EDGE = 5.0
"""Room at both ends, in percent: half a mark on a narrow phone."""
NEAR = 8.5
"""Marks nearer than this, in percent, go to different lanes: 28 pixels on a phone, above WCAG's target size of 24."""
LANE = 34
"""Height of a lane in pixels."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One entry. `first` and `last` are its first and last possible day; None: open at that end, never both.

    `tick` is the short date under the axis, without the year ("7 Aug", "Aug"); "" where the year is all that is known.
    `vague` says that the day lies somewhere in the range and is not known better.
    """

    number: int
    id: str
    href: str
    label: str
    status: str
    first: date | None
    last: date | None
    people: tuple[str, ...] = ()
    vague: bool = False
    tick: str = ""


class Axis:
    """Days to percent across, with long gaps folded."""

    def __init__(self, days: Sequence[int]) -> None:
        self.days = sorted(set(days))
        gaps = [b - a for a, b in zip(self.days, self.days[1:], strict=False)]
        folded: set[int] = set()
        while True:
            rest = sum(gap for at, gap in enumerate(gaps) if at not in folded)
            long = [at for at, gap in enumerate(gaps) if at not in folded and gap > FOLD_DAYS and gap > FOLD * rest]
            if not long or len(gaps) - len(folded) <= 1:
                break
            folded.add(max(long, key=lambda at: gaps[at]))
        rest = sum(gap for at, gap in enumerate(gaps) if at not in folded)
        room = 100 - 2 * EDGE - FOLD_WIDTH * len(folded)
        self.at = [EDGE]
        for at, gap in enumerate(gaps):
            self.at.append(self.at[-1] + (FOLD_WIDTH if at in folded else room * gap / rest))
        self.folds = [(self.at[at], self.at[at + 1], gaps[at]) for at in sorted(folded)]

    def x(self, day: int) -> float:
        """Percent across of the start of a day, straight between the known days."""
        if len(self.days) < 2 or day <= self.days[0]:
            return self.at[0]
        for at in range(len(self.days) - 1):
            if day <= self.days[at + 1]:
                share = (day - self.days[at]) / (self.days[at + 1] - self.days[at])
                return self.at[at] + share * (self.at[at + 1] - self.at[at])
        return self.at[-1]


@dataclass(frozen=True, slots=True)
class _Place:
    mark: Mark
    left: float
    right: float
    lane: int

    @property
    def centre(self) -> float:
        if self.mark.first is None:
            return self.right
        if self.mark.last is None:
            return self.left
        return (self.left + self.right) / 2


def svg(marks: Sequence[Mark], words: Words, name: str) -> str:
    """The drawing of the marks, in their order; "" where there are none. `name` is its accessible name."""
    if not marks:
        return ""
    days = [d for m in marks for d in _days(m)]
    axis = Axis([*days, max(days) + 1] if len(set(days)) == 1 else days)
    places = _lanes([(mark, *_ends(mark, axis)) for mark in marks])
    height = (max(place.lane for place in places) + 1) * LANE
    rows = [
        f'<svg class="or-drawing" width="100%" height="{height + 52}" role="list" aria-label="{attr(name)}">',
        _axis(axis, places, height, words),
        *(_mark(place) for place in places),
        "</svg>",
    ]
    return "\n".join(rows)


def _days(mark: Mark) -> list[int]:
    """First day and the day after the last."""
    return [d for d in (mark.first and mark.first.toordinal(), mark.last and mark.last.toordinal() + 1) if d]


def _ends(mark: Mark, axis: Axis) -> tuple[float, float]:
    left = axis.x(mark.first.toordinal()) if mark.first else 0.0
    right = axis.x(mark.last.toordinal() + 1) if mark.last else 100.0
    return left, right


def _lanes(spans: Sequence[tuple[Mark, float, float]]) -> list[_Place]:
    """Each mark in the lowest lane where nothing is near; marks keep their order."""
    lanes: list[list[tuple[float, float]]] = []
    places: list[_Place] = []
    for mark, left, right in spans:
        bare = _Place(mark, left, right, 0)
        low, high = (bare.centre, bare.centre)
        if mark.first is None or mark.last is None or mark.last > mark.first:
            low, high = min(left, low), max(right, high)
        free = [at for at, lane in enumerate(lanes) if all(high + NEAR <= a or b + NEAR <= low for a, b in lane)]
        if not free:
            free.append(len(lanes))
            lanes.append([])
        lanes[free[0]].append((low, high))
        places.append(_Place(mark, left, right, free[0]))
    return places


def _mark(place: _Place) -> str:
    """A link in a list item: the range as a line, the mark in its status's shape, its number."""
    mark, y = place.mark, place.lane * LANE + LANE // 2
    data = f' data-status="{attr(mark.status)}" data-people="{attr(" ".join(mark.people))}"'
    name = f"{mark.number}. {attr(mark.label)}"
    parts = [f'<g role="listitem"{data}><a href="{attr(mark.href)}"><title>{name}</title>']
    ranged = mark.first is None or mark.last is None or mark.last > mark.first
    if ranged:
        open_ = " or-open" if mark.first is None or mark.last is None else ""
        parts.append(
            f'<line class="or-range{open_}{" or-vague" if mark.vague else ""}" x1="{place.left:.2f}%" y1="{y}" '
            f'x2="{place.right:.2f}%" y2="{y}"/>'
        )
        for x, end in ((place.left, mark.first), (place.right, mark.last)):
            if end is not None:
                parts.append(f'<line class="or-end" x1="{x:.2f}%" y1="{y - 6}" x2="{x:.2f}%" y2="{y + 6}"/>')
        if mark.last is None:
            parts.append(f'<svg x="100%" y="{y}" overflow="visible"><path class="or-end" d="M-9 -5L-2 0L-9 5"/></svg>')
        if mark.first is None:
            parts.append(f'<svg x="0%" y="{y}" overflow="visible"><path class="or-end" d="M9 -5L2 0L9 5"/></svg>')
    parts.append(
        f'<svg x="{place.centre:.2f}%" y="{y}" overflow="visible" class="or-mark or-{attr(mark.status)}">'
        f"{_SHAPES[mark.status]}"
        f'<text y="4">{mark.number}</text></svg></a></g>'
    )
    return "".join(parts)


_SHAPES = {
    "reported": '<circle r="12"/>',
    "said": '<rect x="-11.5" y="-11.5" width="23" height="23" rx="4"/>',
    "alleged": '<path d="M0 -15L15 0L0 15L-15 0Z"/>',
    "contested": '<path d="M0 -15L15 0L0 15L-15 0Z"/><path class="or-half" d="M0 -15L0 -10L10 0L0 10L0 15L15 0Z"/>',
    "denied": '<circle r="12"/><path class="or-slash" d="M-13 13L-6.5 6.5M6.5 -6.5L13 -13"/>',
}


def _axis(axis: Axis, places: Sequence[_Place], height: int, words: Words) -> str:
    """The line, its breaks and the dates under it. Hidden from screen readers: every mark says its own date."""
    y = height + 8
    parts = ['<g class="or-axis" aria-hidden="true">', f'<line x1="0" y1="{y}" x2="100%" y2="{y}"/>']
    for left, right, gap in axis.folds:
        middle = (left + right) / 2
        parts.append(
            f'<svg x="{middle:.2f}%" y="{y}" overflow="visible"><title>{attr(_gap(gap, words))}</title>'
            '<path class="or-gap" d="M-6 0H6"/><path class="or-break" d="M-6 7L-2 -7M2 7L6 -7"/></svg>'
        )
        parts.append(f'<line class="or-fold" x1="{middle:.2f}%" y1="0" x2="{middle:.2f}%" y2="{height}"/>')
    parts += _ticks(places, y)
    return "".join([*parts, "</g>"])


def _ticks(places: Sequence[_Place], y: int) -> list[str]:
    """Dates of the marks' first days. Those that only a wide screen has room for carry a class of their own."""
    texts: dict[date, str] = {}
    at: dict[date, float] = {}
    for place in places:
        mark = place.mark
        if mark.first and len(texts.get(mark.first, "")) <= len(mark.tick):
            texts[mark.first] = mark.tick
            at[mark.first] = place.centre if mark.first == mark.last else place.left
    spots = [(at[first], first) for first in sorted(texts)]
    shown: list[tuple[float, date, str]] = []
    for name, room in (("", 21.0), (" or-wide", 9.0)):
        for x, first in spots:
            if x <= 100 - room / 4 and all(abs(x - other) >= room for other, _, _ in shown):
                shown.append((x, first, name))
    parts: list[str] = []
    year = 0
    for x, first, name in sorted(shown):
        rows = [texts[first]] if texts[first] else []
        rows += [str(first.year)] if first.year != year or not rows else []
        parts.append(f'<line class="or-tick{name}" x1="{x:.2f}%" y1="{y - 4}" x2="{x:.2f}%" y2="{y + 4}"/>')
        for row, text in enumerate(rows):
            parts.append(f'<text class="or-date{name}" x="{x:.2f}%" y="{y + 20 + 16 * row}">{attr(text)}</text>')
        year = year if name else first.year
    return parts


def _gap(days: int, words: Words) -> str:
    """The length of a folded gap in the largest unit that it fills twice."""
    for unit, length in (("years", 365.25), ("months", 30.44), ("weeks", 7.0)):
        if days >= 2 * length:
            return words.plain(f"gap_{unit}", n=round(days / length))
    return words.plain("gap_days", n=days)
