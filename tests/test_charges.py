"""Charges and what became of them: in one text, over sources, and where sources contradict each other."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord import extract, lexicon
from onrecord.model import Charge, Fact, Metadata, Record, Source, Span, SubjectItem, Text, When
from onrecord.pages.graph import Graph
from onrecord.pages.quantities import contradict, quantities
from onrecord.text import layout


def read(text: str) -> Record:
    lines = layout(text)
    meta = Metadata(slug="t", title="T", publisher="The Courier", published=date(2031, 5, 6), rights="open")
    return extract.extract(Source(meta, text, lines.paragraphs, headings=lines.headings))


HISTORIES = [
    # (text, the states from the first to the last, as the record ties them)
    ("Bo Marn was charged with theft in March. Marn was acquitted of theft in April.", ["charged", "acquitted"]),
    ("Bo Marn was acquitted of theft in April. Marn was charged with theft in March.", ["charged", "acquitted"]),
    (
        "Bo Marn was charged with theft in March. The theft charge was reduced to trespassing in April. "
        "Marn was convicted of trespassing in May.",
        ["charged", "changed", "convicted"],
    ),
    ("Bo Marn faced theft charges in March. The charges were dropped in April.", ["charged", "dropped"]),
    ("Bo Marn pleaded guilty to theft in March. Marn was sentenced to 30 days in April.", ["pleaded", "sentenced"]),
]


@pytest.mark.parametrize(("text", "states"), HISTORIES, ids=[row[0] for row in HISTORIES])
def test_a_charge_has_a_history(text: str, states: list[str]) -> None:
    facts = {fact.id: fact for fact in read(text).facts if fact.charge}
    answered = {fact.answers for fact in facts.values()}
    last = next(fact for fact in facts.values() if fact.id not in answered)
    found: list[str] = []
    while True:
        assert last.charge is not None
        found.insert(0, last.charge.state)
        if last.answers is None:
            break
        last = facts[last.answers]
    assert found == states


APART = [
    "Bo Marn was charged with theft in March. Ada Vell was acquitted of theft in April.",
    "Bo Marn was charged with theft in March. Marn was convicted of arson in April.",
    "Bo Marn was charged with theft in March. Marn was not convicted of theft in April.",
    "Bo Marn was charged with theft in March. Marn was indicted in April in the death of Tom Reed.",
]


@pytest.mark.parametrize("text", APART)
def test_what_is_another_charge_follows_none(text: str) -> None:
    assert not [fact for fact in read(text).facts if fact.answers]


def test_what_a_charge_is_of() -> None:
    texts = ("Bo Marn was charged with aggravated theft in March.", "Bo Marn faced second-degree assault charges.")
    assert [fact.charge for text in texts for fact in read(text).facts] == [
        Charge("charged", "aggravated theft"),
        Charge("charged", "second-degree assault"),
    ]


# ------------------------------------------------------------------------------------------------------- over sources


def day(iso: str) -> When:
    at = date.fromisoformat(iso)
    return When(edtf=iso, earliest=at, latest=at, precision="day", basis="stated")


def source(slug: str, published: str, *facts: tuple[str, str, str, str]) -> Record:
    """A record of (state, of, day, words) about Bo Marn."""
    made = tuple(
        Fact(
            id=f"f-{slug}{k}",
            text=words,
            span=Span(k, k + 1),
            status="reported",
            subjects=(f"p-{slug}",),
            charge=Charge(state, of) if state else None,  # type: ignore[arg-type]
            when=day(at) if at else None,
        )
        for k, (state, of, at, words) in enumerate(facts)
    )
    meta = Metadata(slug=slug, title=slug, publisher=slug, published=date.fromisoformat(published), rights="open")
    subject = SubjectItem(id=f"p-{slug}", kind="person", name="Bo Marn")
    return Record(source=meta, text=Text(sha256="", characters=99, words=9), subjects=(subject,), facts=made)


CHARGED = ("charged", "theft", "2031-03-01", "Bo Marn was charged with theft.")
CLEARED = ("acquitted", "theft", "2031-05-05", "Bo Marn was acquitted of theft.")
REDUCED = ("changed", "petty theft", "2031-04-01", "The theft charge against Bo Marn was reduced to petty theft.")


def test_one_source_tells_how_the_charge_of_another_ended() -> None:
    graph = Graph([source("a", "2031-03-02", CHARGED), source("b", "2031-05-06", CLEARED)])
    for placed in graph.facts:
        thread = graph.thread(placed)
        assert [p.id for p in (*thread.updates, thread.root)] == ["f-b0", "f-a0"]
        assert graph.open_since(thread) is None
        assert graph.clashes(placed) == []


def test_three_sources_tell_one_charge() -> None:
    records = [
        source("c", "2031-05-06", CLEARED),
        source("b", "2031-04-02", REDUCED),
        source("a", "2031-03-02", CHARGED),
    ]
    graph = Graph(records)
    (thread,) = graph.threads()
    assert [p.id for p in (*thread.updates, thread.root)] == ["f-c0", "f-b0", "f-a0"]


def test_a_charge_without_an_outcome_says_until_when() -> None:
    graph = Graph([source("a", "2031-03-02", CHARGED), source("b", "2031-04-02", REDUCED)])
    assert graph.open_since(graph.thread(graph.facts[0])) == date(2031, 4, 2)


CLASHES = [
    # (first source, second source, whether they contradict each other)
    (CHARGED, ("charged", "theft", "2031-03-02", "Bo Marn was charged with theft."), True),
    (("charged", "second-degree assault", "", "a"), ("charged", "third-degree assault", "", "b"), True),
    (("charged", "assault", "", "a"), ("charged", "second-degree assault", "", "b"), False),
    (("charged", "theft", "", "a"), ("charged", "arson", "", "b"), False),
    (("dropped", "theft", "2031-05-05", "a"), ("convicted", "theft", "2031-05-05", "b"), True),
    (("convicted", "theft", "2031-04-05", "a"), ("acquitted", "theft", "2031-05-05", "b"), False),
    (CHARGED, CLEARED, False),
]


@pytest.mark.parametrize(("one", "other", "clash"), CLASHES, ids=[f"{a[:3]} {b[:3]}" for a, b, _ in CLASHES])
def test_charges_that_contradict(one: tuple[str, ...], other: tuple[str, ...], clash: bool) -> None:
    graph = Graph([source("a", "2031-05-06", one), source("b", "2031-05-06", other)])  # type: ignore[arg-type]
    assert bool(graph.clashes(graph.facts[0])) is clash
    assert bool(graph.clashes(graph.facts[1])) is clash


# ------------------------------------------------------------------------------------------------------------ numbers

CONTRADICT = [
    ("Three boats sank.", "3 boats sank.", False),
    ("Three boats sank.", "Four boats sank.", True),
    ("Three boats sank.", "4 fishing boats sank.", True),
    ("Dozens of boats sank.", "40 boats sank.", False),
    ("About 40 boats sank.", "43 boats sank.", False),
    ("More than 40 boats sank.", "43 boats sank.", False),
    ("Marn took 4,000 crowns.", "Marn took four thousand crowns.", False),
    ("Marn took $4 million.", "Marn took $4,000,000.", False),
    ("Marn took $4 million.", "Marn took $5 million.", True),
    ("Marn took €4 million.", "Marn took $5 million.", False),
    ("Marn won 40 percent of the vote.", "Marn won 40% of the vote.", False),
    ("Marn won 40 percent of the vote.", "Marn won 44 per cent of the vote.", True),
    ("Three boats sank on May 2.", "Three boats sank on May 3.", False),
    ("Three boats sank [May 2, 2031].", "Three boats sank.", False),
    ("Twenty-one boats sank.", "21 boats sank.", False),
    ("Two dozen boats sank.", "24 boats sank.", False),
    ("Three boats and two planes were lost.", "Two planes and three boats were lost.", False),
    ("Three boats sank.", "Boats sank.", False),
    ("Marn, 34, sold 3 boats.", "Marn, 34, sold three boats.", False),
]


@pytest.mark.parametrize(("one", "other", "clash"), CONTRADICT, ids=[f"{a} {b}" for a, b, _ in CONTRADICT])
def test_numbers_that_contradict(one: str, other: str, clash: bool) -> None:
    assert contradict(one, other) is clash
    assert contradict(other, one) is clash


ROWS = [
    (word, row)
    for rows in lexicon.table("quantities", lexicon.Words).values()
    for row in rows
    for word in row.words[:1]
]


@pytest.mark.parametrize(("word", "row"), ROWS, ids=[word for word, _ in ROWS])
def test_rows(word: str, row: lexicon.Words) -> None:
    assert quantities(row.example) == ()


TOLD = [
    # two sources of one event: words, whether they are one entry, whether they contradict each other
    ("Bo Marn sold three boats to a school.", "Bo Marn sold 3 boats to a school.", False),
    ("Bo Marn sold three boats to a school.", "Bo Marn sold four boats to a school.", True),
    ("Bo Marn sold dozens of boats to a school.", "Bo Marn sold 30 boats to a school.", False),
]


@pytest.mark.parametrize(("one", "other", "clash"), TOLD, ids=[b for _, b, _ in TOLD])
def test_two_sources_with_other_numbers(one: str, other: str, clash: bool) -> None:
    at = "2031-05-05"
    graph = Graph([source("a", "2031-05-06", ("", "", at, one)), source("b", "2031-05-06", ("", "", at, other))])
    assert bool(graph.clashes(graph.facts[0])) is clash
