"""The history of each criminal charge over all sources: which facts tell states of one charge, and in which order."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar, get_args

from onrecord.model import ChargeState, Fact, Metadata

RANK = {state: k for k, state in enumerate(get_args(ChargeState))}
"""The order in which states may come, where their dates do not tell it."""

ENDED = frozenset({"dropped", "acquitted", "convicted", "sentenced"})
"""States after which a charge is no longer open."""

FREED, GUILTY = frozenset({"dropped", "acquitted"}), frozenset({"convicted", "sentenced"})


class Told(Protocol):
    """A fact with the source that tells it."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def item(self) -> object:
        """The fact; other items have no charge."""

    @property
    def source(self) -> Metadata:
        """Its source."""


T = TypeVar("T", bound=Told)


def cases(facts: Sequence[T], person: Callable[[str], str]) -> dict[str, list[T]]:
    """Each fact that tells the state of a charge by its id, with all facts that tell the same charge, earliest first.

    `person` gives one id for all ids of a person, "" for whoever is none. Within a source, the record ties the states
    of a charge together (`answers`). Over sources, two are one charge where they are of the same people and what they
    are of shares a word, or is not said by one of them.
    """
    told = {p.id: p for p in facts if _fact(p).charge is not None}
    group = {id_: id_ for id_ in told}

    def root(id_: str) -> str:
        while group[id_] != id_:
            id_ = group[id_]
        return id_

    for id_, placed in told.items():
        before = _fact(placed).answers
        if before in told:
            group[root(id_)] = root(before)
    for one, other in _pairs(told, person):
        if _may_be_one(told[one], told[other]):
            group[root(other)] = root(one)
    found: defaultdict[str, list[T]] = defaultdict(list)
    for id_, placed in told.items():
        found[root(id_)].append(placed)
    return {placed.id: ordered for case in found.values() for ordered in [_ordered(case)] for placed in ordered}


def clash(one: Told, other: Told) -> bool:
    """Whether two sources contradict each other in the state of one charge, or in what it is of, or in its day.

    "Convicted" does not contradict an acquittal that came later: that is history.
    """
    if one.source.slug == other.source.slug:
        return False
    a, b = _fact(one).charge, _fact(other).charge
    if a is None or b is None:
        return False
    if {a.state, b.state} & FREED and {a.state, b.state} & GUILTY:
        freed, guilty = (one, other) if a.state in FREED else (other, one)
        return not _after(freed, guilty)
    if a.state != b.state:
        return False
    exclusive = _exclude(one, other)
    if a.state == "changed":
        return False
    mine, others = _words(a.of), _words(b.of)
    return exclusive or bool(mine and others and not mine <= others and not others <= mine)


def _fact(told: Told) -> Fact:
    assert isinstance(told.item, Fact)
    return told.item


def _pairs(told: dict[str, T], person: Callable[[str], str]) -> list[tuple[str, str]]:
    """Pairs of facts of two sources about the same people."""
    by_people: defaultdict[frozenset[str], list[str]] = defaultdict(list)
    for id_, placed in told.items():
        people = frozenset(person(s) for s in _fact(placed).subjects) - {""}
        if people:
            by_people[people].append(id_)
    return [
        (one, other)
        for ids in by_people.values()
        for k, one in enumerate(ids)
        for other in ids[k + 1 :]
        if told[one].source.slug != told[other].source.slug
    ]


def _may_be_one(one: Told, other: Told) -> bool:
    a, b = _fact(one).charge, _fact(other).charge
    if a is None or b is None:
        return False
    mine, others = _words(a.of), _words(b.of)
    if a.state == b.state == "charged" and not (mine and others):
        return _same_day(one, other)  # else it may be another charge
    return bool(mine & others) or not mine or not others


def _words(of: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"[^\W_]+", of.casefold()) if len(word) > 2)


def _ordered(case: Sequence[T]) -> list[T]:
    """By date where all are dated; else as such states come, then by the source's day and place in the text."""

    def first(placed: T) -> str:
        when = _fact(placed).when
        return when.earliest.isoformat() if when is not None and when.earliest is not None else ""

    dated = all(first(placed) for placed in case)

    def key(placed: T) -> tuple[str, int, str, int]:
        charge = _fact(placed).charge
        rank = RANK[charge.state] if charge else 0
        published = placed.source.published.isoformat() if placed.source.published else "9999"
        return (first(placed) if dated else "", rank, published, _fact(placed).span.start)

    return sorted(case, key=key)


def _after(one: Told, other: Told) -> bool:
    """Whether one is later for certain: by its date, else by the day on which its source told it."""
    a, b = _fact(one).when, _fact(other).when
    if a is not None and b is not None and a.earliest and b.latest:
        return a.earliest > b.latest
    return bool(one.source.published and other.source.published and one.source.published > other.source.published)


def _same_day(one: Told, other: Told) -> bool:
    a, b = _fact(one).when, _fact(other).when
    return a is not None and b is not None and a.edtf is not None and a.edtf == b.edtf


def _exclude(one: Told, other: Told) -> bool:
    a, b = _fact(one).when, _fact(other).when
    if a is None or b is None or not (a.earliest and a.latest and b.earliest and b.latest):
        return False
    return a.latest < b.earliest or b.latest < a.earliest
