"""The order of timeline entries within a day: the text's, unless its words give another ("fled after police came")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.model import Entry, Span


def in_order(entries: Sequence[Entry], heads: Mapping[str, Span], sequence: Sequence[tuple[Span, Span]]) -> list[Entry]:
    """The entries, those of one date among themselves by `sequence`, else as they come.

    `heads` gives the predicate of each entry, by its id; `sequence` pairs of predicates, the earlier event first. Each
    date's entries keep the places that they have together. Where pairs contradict each other the text's order holds.
    """
    places: dict[str, list[int]] = {}
    for place, entry in enumerate(entries):
        if entry.when.edtf is not None:
            places.setdefault(entry.when.edtf, []).append(place)
    ordered = list(entries)
    for group in places.values():
        day = _day([entries[place] for place in group], heads, sequence)
        for place, entry in zip(group, day, strict=True):
            ordered[place] = entry
    return ordered


def _day(entries: list[Entry], heads: Mapping[str, Span], sequence: Sequence[tuple[Span, Span]]) -> list[Entry]:
    """Take the first entry that no other one left comes before, again and again."""
    by_head = {heads[entry.id]: entry.id for entry in entries if entry.id in heads}
    before: dict[str, set[str]] = {}
    for earlier, later in sequence:
        if earlier in by_head and later in by_head:
            before.setdefault(by_head[later], set()).add(by_head[earlier])
    left, found = list(entries), []
    while left:
        waiting = {entry.id for entry in left if entry.id}
        free = next((entry for entry in left if not before.get(entry.id, set()) & waiting), left[0])
        left.remove(free)
        found.append(free)
    return found
