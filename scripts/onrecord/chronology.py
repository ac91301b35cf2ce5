"""The order of timeline entries within a day: the text's, unless its words give another ("fled after police came")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.model import Entry, Span


def in_order(entries: Sequence[Entry], heads: Mapping[str, Span], sequence: Sequence[tuple[Span, Span]]) -> list[Entry]:
    """The entries, those of one date among themselves by `sequence`, else as they come.

    `heads` gives the predicate of each entry, by its id; `sequence` pairs of predicates, the earlier event first. Each
    date's entries keep the places that they have together. Where pairs contradict each other the text's order counts.
    """
    comes_before: dict[Span, set[Span]] = {}
    for earlier, later in sequence:
        comes_before.setdefault(later, set()).add(earlier)
    places: dict[str, list[int]] = {}
    for place, entry in enumerate(entries):
        if entry.when.edtf is not None:
            places.setdefault(entry.when.edtf, []).append(place)
    ordered = list(entries)
    for group in places.values():
        day = [heads.get(entries[place].id) for place in group]
        for place, taken in zip(group, _order(day, comes_before), strict=True):
            ordered[place] = entries[group[taken]]
    return ordered


def _order(heads: Sequence[Span | None], comes_before: Mapping[Span, set[Span]]) -> list[int]:
    """The numbers of one day's predicates: always the first that waits for no other; in a circle the first of all."""
    number = {head: i for i, head in enumerate(heads) if head is not None}
    waits = {i: {number[e] for e in comes_before.get(head, ()) if e in number} for head, i in number.items()}
    found: list[int] = []
    taken: set[int] = set()

    def take(one: int, waiting: frozenset[int]) -> None:
        if one in taken or one in waiting:
            return
        for other in sorted(waits.get(one, ())):
            take(other, waiting | {one})
        taken.add(one)
        found.append(one)

    for one in range(len(heads)):
        take(one, frozenset())
    return found
