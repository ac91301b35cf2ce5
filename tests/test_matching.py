"""Which item is which: what is told by words, what by surroundings, and what is left to a person."""

from __future__ import annotations

import random
from itertools import combinations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import matching, permalinks, renames
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
    ("it was parted: it goes on as one of its pieces, if they are little, too",
     ["a: the crane is old and the pier is older | harbour | lund"],
     ["a: the crane is old | harbour", "a: the pier is older | | lund"], {0: 1}),
    ("edited where it stood, and its old words stand elsewhere",
     [f"a: {LONG} | harbour friday | night", "b: nobody told us of it | ferry island"],
     [f"a: {LONG.replace('bolt', 'screw')} | harbour friday | night", "b: nobody told us of it | ferry island",
      f"c: {LONG} | museum opening | sunday"], {0: 0, 1: 1}),
    ("two that are nearly the same change places",
     [f"a: {LONG} | harbour friday", f"a: {LONG.replace('bolt', 'screw')} | ferry monday"],
     [f"a: {LONG.replace('bolt', 'screw')} | harbour friday", f"a: {LONG} | ferry monday"], {0: 1, 1: 0}),
    ("the words say the one, the surroundings the other: neither",
     [f"a: {LONG} | harbour friday", f"a: {LONG.replace('bolt', 'screw')} | ferry monday"],
     [f"a: {LONG.replace('bolt', 'screw')} indeed | harbour friday"], {}),
    ("a word said twice, and nothing tells which is gone", ["a: unhappy | harbour", "a: unhappy | ferry"],
     ["a: unhappy | museum"], {}),
    ("a word said twice, and the surroundings tell which is gone", ["a: unhappy | harbour", "a: unhappy | ferry"],
     ["a: unhappy | ferry"], {1: 0}),
    ("a few words out of their surroundings, and changed", ["a: on the northern pier | harbour | friday"],
     ["b: nobody told us of it | ferry", "c: on the northern ship | museum | sunday"], {}),
    ("a new one is a piece of another, whose other piece stands beside it",
     ["a: survey: ships stuck northern captains angry | | harbour",
      "a: seven ships stuck at the northern pier and the ferry to Lund left without its captain | harbour | lund"],
     ["a: ships stuck at the northern pier | | harbour",
      "a: and the ferry to Lund left without its captain | | lund"], {1: 1}),
    ("two of one length became one: neither is it",
     ["a: every captain knew the harbour", "a: nobody inspected those bolts"],
     ["a: every captain knew the harbour nobody inspected those bolts"], {}),
]  # fmt: skip


@pytest.mark.parametrize(("why", "old", "new", "expected"), PAIRS)
def test_pairs(why: str, old: list[str], new: list[str], expected: dict[int, int]) -> None:
    pairs, _ = match(traces(*old), traces(*new))
    assert {pair.old: pair.new for pair in pairs} == expected, why


def test_said_within_what_is_said_outer_goes_on_as_outer() -> None:
    inner, outer = "nobody had looked at the bolts", "the captain wrote that nobody had looked at the bolts"
    old, new = (
        [msgspec.structs.replace(one, end=150) for one in traces(f"a: {outer}{more} | harbour", f"a: {inner}{more}")]
        for more in ("", " of the northern crane")
    )
    pairs, _ = match(old, new)
    assert {pair.old: pair.new for pair in pairs} == {0: 0, 1: 1}


def test_what_has_no_words_in_the_record_is_known_by_those_that_tell() -> None:
    (old,) = traces("a: the captain wrote that nobody had looked at the bolts of the northern crane since June")
    shut = msgspec.structs.replace(old, words=(), hashed=matching._telling(old), digest="-")
    assert matching.likeness(shut, old) == 1.0
    half = traces("a: the captain wrote that nobody had looked at it")[0]
    assert matching.likeness(shut, half) > matching.LEAST_WORDS


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


def test_two_names_read_as_one_are_neither() -> None:
    old = [SubjectItem(id=name, kind="person", name=name) for name in ("Vell", "Bo Marn")]
    for name, expected in (("Ada Vell", ["Vell"]), ("Vell Bo Marn", []), ("Marn Vell", [])):
        pairs = match_subjects(old, [SubjectItem(id="new", kind="person", name=name)], [])
        assert [was.id for was, _ in pairs] == expected, name


@pytest.mark.parametrize(("kind", "was", "now", "same"), NAMES)
def test_a_name_is_mended_word_by_word(kind: SubjectKind, was: str, now: str, same: bool) -> None:
    old, new = (SubjectItem(id=name, kind=kind, name=name) for name in (was, now))
    assert bool(match_subjects([old], [new], [])) is same


@pytest.mark.parametrize(("was", "now", "same"), [("bo marsh", "bo mrshe", True), ("bo marsh", "bo mouth", False)])
def test_where_the_one_stood_a_short_name_may_lose_and_get_a_letter(was: str, now: str, same: bool) -> None:
    assert renames._mended(was, now, known=True) is same


# ---------------------------------------------------------------------------------------------------------------- twins


def bag(words: list[str], kind: str = "quote") -> Trace:
    return Trace(kind, " ".join(words), tuple(words), tuple(words), (), ())


WORDS = st.lists(st.sampled_from("abcdefgh"), max_size=8)


@given(st.lists(st.tuples(WORDS, st.sampled_from(["quote", "fact"])), max_size=25), st.sampled_from([2, 200]))
def test_twins_are_what_shares_nearly_all_words_that_are_not_common(
    rows: list[tuple[list[str], str]], most: int
) -> None:
    items = [bag(words, kind) for words, kind in rows]
    sets = [({*one.hashed} or {one.digest}, one.kind) for one in items]

    def shared(one: int, other: int) -> int:
        (a, kind), (b, other_kind) = sets[one], sets[other]
        told = {w for w in a & b if sum(w in c and k == kind for c, k in sets) <= most}
        return len(told) if kind == other_kind else 0

    expected = [0] * len(items)
    for one, other in combinations(range(len(items)), 2):
        common = shared(one, other)
        if common and common >= matching.NEARLY * max(len(sets[one][0]), len(sets[other][0])):
            expected[one] += 1
            expected[other] += 1
    before, matching.COMMON = matching.COMMON, most
    try:
        assert matching._twins(items, items[:0])[0] == [(count, 0) for count in expected]
        assert matching._twins(items[:0], items)[1] == [(0, count) for count in expected]
        itself = [matching.NEARLY * len(words) <= shared(n, n) for n, (words, _) in enumerate(sets)]
        both = [(count, count + one) for count, one in zip(expected, itself, strict=True)]
        assert most == 2 or matching._twins(items, items)[0] == both
    finally:
        matching.COMMON = before


def test_each_item_is_compared_with_few_others_however_long_the_text() -> None:
    chance = random.Random(3)
    words = [f"{number:x}" for number in range(1024)]
    items = [bag(chance.sample(words, 18)) for _ in range(4_000)]
    told = [(bag, 18) for bag in matching._told_by(items)]
    assert len(matching._alike(told)) < 15 * len(items)  # with a word in common each has a thousand
