"""Every row of the word tables of times and anchors does what its example says."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from onrecord.anchors import anchor
from onrecord.anchors.syntax import AnchorWords
from onrecord.language import parse
from onrecord.lexicon import table
from onrecord.model import Span
from onrecord.times import timexes
from onrecord.times.feasts import Feast
from onrecord.times.modifiers import Modifier
from onrecord.times.tense import Cue
from onrecord.times.words import KnownDay, Word

PUBLISHED = date(2021, 5, 12)  # a Wednesday


def rows(name: str, kind: type) -> list[object]:
    return [
        pytest.param(row, id=f"{section}-{n}") for section, rs in table(name, kind).items() for n, row in enumerate(rs)
    ]


@pytest.mark.parametrize("row", rows("times", Word) + rows("neighbours", Word))
def test_word(row: Word) -> None:
    wanted = row.gives.split() if isinstance(row.gives, str) else list(row.gives)
    assert [t.value for t in timexes(row.example, PUBLISHED)] == wanted


@pytest.mark.parametrize("row", rows("holidays", Feast))
def test_holiday(row: Feast) -> None:
    assert [t.value for t in timexes(row.example, PUBLISHED)] == [row.gives]


@pytest.mark.parametrize("row", rows("tense", Cue))
def test_tense(row: Cue) -> None:
    assert [t.value for t in timexes(row.example, PUBLISHED)] == [row.gives]


@pytest.mark.parametrize("row", rows("known_days", KnownDay))
def test_known_day(row: KnownDay) -> None:
    published = date.fromisoformat(row.published) if row.published else PUBLISHED
    assert [t.value for t in timexes(row.example, published)] == [row.gives]
    before = timexes(row.example, date.fromisoformat(row.gives) - timedelta(days=1000))
    assert row.gives not in [t.value for t in before]


@pytest.mark.parametrize("row", rows("modifiers", Modifier))
def test_modifier(row: Modifier) -> None:
    found = timexes(row.example, PUBLISHED)
    assert [t.edtf or "" for t in found] == [row.edtf]
    assert found[0].mod or found[0].earliest


@pytest.mark.parametrize("row", rows("anchors", AnchorWords))
def test_anchor_word(row: AnchorWords) -> None:
    assert anchored(row, likely=False) == row.gives


@pytest.mark.parametrize("row", rows("event_kinds", AnchorWords))
def test_event_kind(row: AnchorWords) -> None:
    assert anchored(row, likely=True) == row.gives


def anchored(row: AnchorWords, likely: bool) -> str:
    """The date of the example's event, in a text that it is the second paragraph of."""
    start = row.example.index("[")
    text = row.example.replace("[", "").replace("]", "")
    event = Span(start, row.example.index("]") - 1)
    lead = "The town council met in the old hall."
    whole = f"{lead}\n\n{text}"
    shift = len(lead) + 2
    doc = parse(whole, [Span(0, len(lead)), Span(shift, len(whole))])
    shifted = Span(event.start + shift, event.end + shift)
    found = anchor(doc, shifted, timexes(whole, PUBLISHED), PUBLISHED, likely=likely)
    return (found.edtf or "") if found else ""
