"""Which item is which: what is told by words, what by surroundings, and what is left to a person."""

from __future__ import annotations

import pytest

from onrecord import permalinks
from onrecord.matching import Trace, match
from onrecord.model import SubjectItem, SubjectKind
from onrecord.renames import match_subjects

LONG = "the pier was closed because its northern crane had lost a bolt during the storm"


def traces(*rows: str) -> list[Trace]:
    """One trace a row: `speaker: words | words before | words after`, in the order of their text."""
    found = []
    for number, row in enumerate(rows):
        said, before, after = [*row.split("|"), "", ""][:3]
        who, _, text = said.rpartition(": ")
        words = permalinks.words(text)
        own, first, last = [tuple(map(permalinks.hashed, permalinks.words(side))) for side in (text, before, after)]
        start = 100 * number
        found.append(Trace("quote", " ".join(words), words, own, first, last, who=who, start=start, end=start + 50))
    return found


PAIRS = [
    ("the same words", ["a: we warned them twice"], ["a: we warned them twice"], {0: 0}),
    ("a typo", [f"a: {LONG}"], [f"a: {LONG.replace('northern', 'nothern')}"], {0: 0}),
    ("half of it is left", [f"a: {LONG} | harbour friday"], [f"a: {LONG[:45]} | harbour friday"], {0: 0}),
    ("a few words of it elsewhere", [f"a: {LONG}| harbour"], ["b: its crane | ferry"], {}),
    ("it is a few words of another", ["a: a bolt | harbour"], [f"a: {LONG} of the year | ferry lund"], {}),
    ("two swapped", ["a: we warned them twice", "b: nobody told us of it"],
     ["b: nobody told us of it", "a: we warned them twice"], {0: 1, 1: 0}),
    ("equal words, told by the speaker", ["a: no comment | x | y", "b: no comment | x | y"],
     ["b: no comment | x | y", "a: no comment | x | y"], {0: 1, 1: 0}),
    ("equal words, told by the surroundings", ["a: no comment | harbour crane", "a: no comment | ferry island"],
     ["a: no comment | ferry island", "a: no comment | harbour crane"], {0: 1, 1: 0}),
    ("of two that are nearly the same, one is gone",
     [f"a: {LONG} | harbour friday", f"a: {LONG.replace('bolt', 'screw')} | ferry monday"],
     [f"a: {LONG.replace('bolt', 'screw')} | ferry monday"], {1: 0}),
    ("nearly the same words, told by the surroundings",
     [f"a: {LONG} | harbour friday crane | storm night"],
     [f"b: {LONG.replace('bolt', 'screw')} | harbour friday crane | storm night",
      f"a: {LONG.replace('storm', 'gale')}"], {0: 0}),
    ("two became one, the greater part is it",
     [f"a: {LONG} | harbour", "a: so be it | | lund"], [f"a: {LONG} so be it | harbour | lund"], {0: 0}),
    ("two of one length became one: neither is it",
     ["a: every captain knew the harbour", "a: nobody inspected those bolts"],
     ["a: every captain knew the harbour nobody inspected those bolts"], {}),
]  # fmt: skip


@pytest.mark.parametrize(("why", "old", "new", "expected"), PAIRS)
def test_pairs(why: str, old: list[str], new: list[str], expected: dict[int, int]) -> None:
    pairs, _ = match(traces(*old), traces(*new))
    assert {pair.old: pair.new for pair in pairs} == expected, why


LISTED = [
    ("nothing changed", [f"a: {LONG} | harbour"], [f"a: {LONG} | harbour"], False),
    ("its twin is gone", [f"a: {LONG} | harbour", f"a: {LONG} | ferry"], [f"a: {LONG} | harbour"], True),
    ("it got a twin", [f"a: {LONG} | harbour"], [f"a: {LONG} | harbour", f"b: {LONG} | ferry"], True),
    ("few words in other surroundings", ["a: no comment | harbour crane"], ["a: no comment | ferry crane lund"], True),
]  # fmt: skip


@pytest.mark.parametrize(("why", "old", "new", "listed"), LISTED)
def test_what_a_person_should_look_at(why: str, old: list[str], new: list[str], listed: bool) -> None:
    pairs, _ = match(traces(*old), traces(*new))
    assert [not pair.sure for pair in pairs if pair.old == 0] == [listed], why


def test_what_cannot_be_told_is_left_with_its_candidates() -> None:
    row = f"a: {LONG}"
    pairs, doubtful = match(traces(row), traces(row.replace("bolt", "screw"), row.replace("bolt", "cable")))
    assert not pairs
    assert {one for doubt in doubtful for one in doubt.new} == {0, 1}


NAMES: list[tuple[SubjectKind, str, str, bool]] = [
    ("person", "Jon Vell", "John Vell", True),
    ("person", "Ada Vell", "Ada Veil", False),
    ("person", "Ada Vell", "Eva Vell", False),
    ("person", "Katharina Sund", "Katarina Sund", True),
    ("place", "North Ostrand", "South Ostrand", False),
    ("place", "Austria", "Australia", False),
    ("place", "Iran", "Iraq", False),
    ("organisation", "Lund Ferry Line", "Lund Ferries Line", False),
    ("organisation", "Harbour Authority", "Habour Authority", True),
]


@pytest.mark.parametrize(("kind", "was", "now", "same"), NAMES)
def test_a_name_is_mended_word_by_word(kind: SubjectKind, was: str, now: str, same: bool) -> None:
    old, new = (SubjectItem(id=name, kind=kind, name=name) for name in (was, now))
    assert bool(match_subjects([old], [new], [])) is same
