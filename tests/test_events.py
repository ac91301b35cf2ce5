"""What comes onto the timeline: events, each once, and acts of speech."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord import assemble, extract, lexicon
from onrecord.model import Metadata, Record, Source
from onrecord.text import layout


def read(text: str) -> Record:
    """What is found in a text, as if it told of a dispute: what the judge would leave out, isn't tested here."""
    lines = layout(text)
    meta = Metadata(slug="t", title="T", publisher="The Courier", published=date(2031, 5, 6), rights="open")
    source = Source(meta, text, lines.paragraphs, headings=lines.headings)
    return assemble.assemble(source, extract.find(source, disputed=True))


NO_EVENT = [
    "Dana Oakley never sold a horse to the mill in Oslo.",
    "No one was arrested at Oakley Industries.",
    "“No one has ever been arrested in Oslo,” Dana Oakley said.",
    "“Officers arrested people in Oslo without a warrant,” Dana Oakley said.",
    "Dana Oakley often sold horses to Bo Marn in Oslo.",
    "Dana Oakley has not been charged in Oslo.",
    "Neither Dana Oakley nor Bo Marn was arrested in Oslo.",
    "Dana Oakley was selling horses to Bo Marn in Oslo.",
]


@pytest.mark.parametrize("text", NO_EVENT)
def test_what_is_no_event(text: str) -> None:
    assert read(text).timeline == ()


EVENTS = [
    ("Dana Oakley sold a horse to Bo Marn in Oslo.", None),
    ("Dana Oakley was selling horses to Bo Marn on Friday.", "2031-05-02"),
    ("Dana Oakley sold a mill to Bo Marn in the spring of 2029.", "2029-21"),
    ("On Friday, Dana Oakley did not allow Bo Marn to enter Oslo.", "2031-05-02"),
]


@pytest.mark.parametrize(("text", "edtf"), EVENTS, ids=[row[0] for row in EVENTS])
def test_what_is_an_event(text: str, edtf: str | None) -> None:
    assert [entry.when.edtf for entry in read(text).timeline] == [edtf]


ONE = [
    "Police arrested Ada Vell in Ostrand on Friday. Vell was arrested on Friday after a chase through Ostrand.",
    "Ada Vell met Bo Marn in Ostrand on Friday. Ida Kern said that Vell met Marn on Friday.",
]
TWO = [
    "Police arrested Ada Vell in Ostrand on Friday. Police arrested Bo Marn in Ostrand on Friday.",  # whom
    "Police arrested Ada Vell in Ostrand on Friday. Police arrested Ada Vell in Calder on Friday.",  # where
    "Police arrested Ada Vell in Ostrand on Friday. Police arrested Ada Vell in Ostrand on Thursday.",  # when
    "Ada Vell sold a mill on Friday. Ada Vell sold a horse on Friday.",  # what
    "Ada Vell met Bo Marn on Friday. Ada Vell left Bo Marn on Friday.",  # what was done
    "Ada Vell sold three horses to Bo Marn on Friday. Ada Vell sold two horses to Bo Marn on Friday.",  # how many
    "Police said Ada Vell attacked Bo Marn on Friday. Ada Vell attacked Bo Marn in Ostrand on Friday.",  # alleged
]


@pytest.mark.parametrize("text", ONE)
def test_an_event_told_twice_is_one_entry(text: str) -> None:
    record = read(text)
    (entry,) = record.timeline
    assert entry.facts == tuple(fact.id for fact in record.facts)
    assert len(entry.facts) == 2


@pytest.mark.parametrize("text", TWO)
def test_where_anything_is_open_both_stand(text: str) -> None:
    assert [len(entry.facts) for entry in read(text).timeline] == [1, 1]


def test_an_act_of_speech_is_an_event_of_its_own() -> None:
    act = read("Dana Oakley said in a statement on Friday that the sale was “a small matter for both of us.”").timeline
    assert [entry.when.edtf for entry in act] == ["2031-05-02"]
    assert "a small matter" in act[0].text


ROWS = [row for rows in lexicon.table("events", lexicon.Words).values() for row in rows]


@pytest.mark.parametrize("row", ROWS, ids=[row.words[0] for row in ROWS])
def test_rows(row: lexicon.Words) -> None:
    assert read(row.example).timeline == ()
