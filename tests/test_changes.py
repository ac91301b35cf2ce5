"""What counts as more than a change of wording: a number, a name, a "not"."""

from __future__ import annotations

import pytest

from onrecord import history, lexicon, numbers
from onrecord.model import Change

NUMBERS = [
    ("Three boats and 3 men", ("3", "3")),
    ("a dozen, two dozen, dozens", ("12", "24", "dozens")),
    ("twenty-one of twenty one", ("21", "21")),
    ("the twenty-first, the 21st, the second", ("21", "21", "2")),
    ("two hundred and five; a hundred; 1,250.5", ("205", "100", "1250.5")),
    ("3.5 million, three hundred thousand and two", ("3500000", "300002")),
    ("two million three hundred thousand", ("2300000",)),
    ("nineteen eighty-four", ("19", "84")),
    ("between five and ten, one or two", ("5", "10", "1", "2")),
    ("No one told one another; one man did", ("1",)),
    ("5 10 and a couple of days", ("5", "10", "2")),
    ("hundreds of boats, half of them", ("hundreds", "half")),
    ("“None,” he said", ()),
    ("1990s, 5pm, 9/11, Co2", ("1990", "5", "9", "11", "2")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_the_numbers_of_a_text(text: str, expected: tuple[str, ...]) -> None:
    assert numbers.numbers(text) == expected


MORE = [
    ("Three boats sank.", "Four boats sank."),
    ("He sold three boats.", "He sold four boats."),
    ("It cost a dozen lives.", "It cost a score of lives, a hundred in all."),
    ("Dozens of boats sank.", "Hundreds of boats sank."),
    ("It was her second boat.", "It was her third boat."),
    ("She called him twice.", "She called him."),
    ("It cost 3.5 million crowns.", "It cost 3.6 million crowns."),
    ("It cost 3 million crowns.", "It cost 3 billion crowns."),
    ("Marn denied it.", "Vell denied it."),
    ("“Marn denied it,” she said.", "“Vell denied it,” she said."),
    ("It rained. Marn left.", "It rained. Vell left."),
    ("Ada Vell denied it.", "Ida Vell denied it."),
    ("Élise Marn denied it.", "Ada Marn denied it."),
    ("The boat left Ostrand.", "The boat left Lund."),
    ("Monday was quiet.", "Sunday was quiet."),
    ("Marn and others left.", "He and others left."),
    ("Vell sued Marn.", "Marn sued Vell."),
    ("Ada Vell owes Bo Marn a boat.", "Bo Marn owes Ada Vell a boat."),
    ("Of 3 boats 10 men were saved.", "Of 10 boats 3 men were saved."),
    ("The boat sank.", "The boat never sank."),
    ("The boat didn’t sink.", "The boat did sink."),
    ("They could barely see.", "They could see."),
    ("The order was lawful.", "The order was unlawful."),
    ("The claim was dishonest.", "The claim was honest."),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), MORE)
def test_more_than_wording(before: str, after: str) -> None:
    assert history.material(Change(id="q-1", field="text", before=before, after=after))
    assert history.material(Change(id="q-1", field="text", before=after, after=before))


WORDING = [
    ("The boats were lost.", "The vessels were lost."),
    ("Three boats sank.", "3 boats sank."),
    ("A dozen boats sank.", "12 boats sank."),
    ("It cost 2,500,000 crowns.", "It cost 2.5 million crowns."),
    ("Twenty-one boats sank.", "In all, 21 boats sank."),
    ("On Friday the boat sank.", "The boat sank on Friday."),
    ("Boats sank in the storm.", "In the storm the boats sank."),
    ("Officers found the boat.", "The boat was found by officers."),
    ("The boat of Marn sank.", "Marn’s boat sank."),
    ("Suddenly, the boat sank.", "The boat sank suddenly."),
    ("Speaking on Friday, Vell denied it.", "Vell denied it on Friday."),
    ("Then the boat sank.", "Later the boat sank."),
    ("Did it sink?", "Has it sunk?"),
    ("The boat didn't sink.", "The boat did not sink."),
    ("It can’t sink.", "It cannot sink."),
    ("I’m sure that the Mayor knew.", "I am sure that the mayor knew."),
    ("“It sank”, he said.", "“It sank,” he said."),
    ("We will form a group.", "We will form a big group."),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), WORDING)
def test_no_more_than_wording(before: str, after: str) -> None:
    assert not history.material(Change(id="q-1", field="text", before=before, after=after))
    assert not history.material(Change(id="q-1", field="text", before=after, after=before))


def test_a_known_name_is_one_wherever_it_stands() -> None:
    change = Change(id="q-1", field="text", before="Sterling fell.", after="Harding fell.")
    assert history.material(change, {"harding"})
    change = Change(id="q-1", field="text", before="Will denied it.", after="He denied it.")
    assert not history.material(change)
    assert history.material(change, {"will"})


FIELDS = [
    ("speaker", True), ("status", True), ("date", True), ("name", True), ("kind", True), ("roles", True),
    ("doubts", False), ("also", False), ("wording", False),
]  # fmt: skip


@pytest.mark.parametrize(("field", "expected"), FIELDS)
def test_fields_that_are_more_than_wording(field: str, expected: bool) -> None:
    assert history.material(Change(id="q-1", field=field, before="", after="x")) is expected


ROWS = [(section, row) for section, rows in lexicon.table("changes", lexicon.Words).items() for row in rows]


@pytest.mark.parametrize(("section", "row"), ROWS)
def test_every_row_says_what_its_words_do(section: str, row: lexicon.Words) -> None:
    words = row.example.casefold().rstrip(".?").split()
    if section == "OPPOSITE":
        assert any(word.startswith(tuple(row.words)) for word in words)
    else:
        assert set(words) & set(row.words)
    if section == "VAGUE":
        assert numbers.numbers(row.example)
    if section == "OPENING":
        opened = Change(id="q-1", field="text", before=row.example, after="the boat sank.")
        assert "sank" not in row.example or not history.material(opened)
