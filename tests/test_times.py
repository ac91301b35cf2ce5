"""Dates, times, durations and sets: one line a case.

A case is a text with the phrase in [brackets], the TIMEX3 value and the EDTF value ("" where it has no place on a
timeline).
Where not said otherwise the text was published on Wednesday, 12 May 2021, which lies in ISO week 19.
"""

from __future__ import annotations

import itertools
import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.language import parse
from onrecord.model import Span, Timex
from onrecord.times import timexes
from onrecord.times.period import Period, add_months, containing, of_day, weekday_near

PUBLISHED = date(2021, 5, 12)

ABSOLUTE = [
    ("The mill burned on [August 7, 2020].", "2020-08-07", "2020-08-07"),
    ("The mill burned on [Aug. 7, 2020].", "2020-08-07", "2020-08-07"),
    ("The mill burned on [7 August 2020].", "2020-08-07", "2020-08-07"),
    ("The mill burned on [the 7th of August, 2020].", "2020-08-07", "2020-08-07"),
    ("The mill burned on [Friday, August 7, 2020].", "2020-08-07", "2020-08-07"),
    ("The mill burned on [Friday, 7 August 2020].", "2020-08-07", "2020-08-07"),
    ("The log is dated [2020-08-07].", "2020-08-07", "2020-08-07"),
    ("The log is dated [8/7/2020].", "2020-08-07", "2020-08-07"),
    ("The log is dated [27/8/2020].", "2020-08-27", "2020-08-27"),
    ("They were married on [February 29, 2020].", "2020-02-29", "2020-02-29"),
    ("It opened in [August 2020].", "2020-08", "2020-08"),
    ("It opened in [August of 2020].", "2020-08", "2020-08"),
    ("It opened in [Aug. 2020].", "2020-08", "2020-08"),
    ("It opened in [2011].", "2011", "2011"),
    ("It opened in [1847].", "1847", "1847"),
    ("It opened in [the year 1847].", "1847", "1847"),
    ("It opened in [nineteen ninety-six].", "1996", "1996"),
    ("It opened in [the year two thousand].", "2000", "2000"),
    ("Wages fell in [the 1980s].", "198", "198X"),
    ("Wages fell in [the '80s].", "198", "198X"),
    ("Wages fell in [the nineties].", "199", "199X"),
    ("The chapel is from [the 19th century].", "18", "18XX"),
    ("The chapel is from [the nineteenth century].", "18", "18XX"),
    ("Sales rose in [the third quarter of 2019].", "2019-Q3", "2019-35"),
    ("Sales rose in [the first half of 2019].", "2019-H1", "2019-40"),
    ("Sales rose in [the second half of 2019].", "2019-H2", "2019-41"),
    ("They met in [the summer of 2015].", "2015-SU", "2015-22"),
    ("They met in [spring 2018].", "2018-SP", "2018-21"),
    ("They met in [the fall of 2010].", "2010-FA", "2010-23"),
    ("They met in [winter 2012].", "2012-WI", "2012-24"),
    ("The ferry leaves at [6 p.m. EST Nov. 3].", "2021-11-03T18:00", "2021-11-03"),
    ("The office was shut on [Christmas Eve 2019].", "2019-12-24", "2019-12-24"),
    ("The office was shut on [Thanksgiving Day 2020].", "2020-11-26", "2020-11-26"),
    ("The law took effect on [Jan. 1, 2000].", "2000-01-01", "2000-01-01"),
    ("The treaty of [28 June 1919] ended it.", "1919-06-28", "1919-06-28"),
    ("It will be opened on [December 31, 2199].", "2199-12-31", "2199-12-31"),
]

PARTS = [
    ("It burned in [early August 2020].", "2020-08", "2020-08-01/2020-08-10"),
    ("It burned in [mid-August 2020].", "2020-08", "2020-08-11/2020-08-20"),
    ("It burned in [late August 2020].", "2020-08", "2020-08-21/2020-08-31"),
    ("It burned in [late February 2020].", "2020-02", "2020-02-21/2020-02-29"),
    ("It burned in [late February 2019].", "2019-02", "2019-02-21/2019-02-28"),
    ("It burned in [early 2019].", "2019", "2019-01-01/2019-04-30"),
    ("It burned in [mid-2019].", "2019", "2019-05-01/2019-08-31"),
    ("It burned in [late 2019].", "2019", "2019-09-01/2019-12-31"),
    ("Wages fell in [the early 1980s].", "198", "1980-01-01/1983-12-31"),
    ("Wages fell in [the mid-1980s].", "198", "1984-01-01/1986-12-31"),
    ("Wages fell in [the late 1980s].", "198", "1987-01-01/1989-12-31"),
    ("It closed at [the end of 2019].", "2019", "2019-09-01/2019-12-31"),
    ("It closed at [the beginning of August 2020].", "2020-08", "2020-08-01/2020-08-10"),
    ("They met [earlier this month].", "2021-05", "2021-05"),
    ("They met [earlier this week].", "2021-W19", "2021-05-09/2021-05-12"),
    ("They met [earlier this year].", "2021", "2021"),
    ("They will meet [later this month].", "2021-05", "2021-05"),
    ("They met [late last week].", "2021-W18", "2021-05-06/2021-05-09"),
    ("They met [early this week].", "2021-W19", "2021-05-10/2021-05-11"),
    ("It was built [around 1920].", "1920", "1920~"),
    ("It was sold [about two years ago].", "2019", "2019~"),
]

RELATIVE = [
    ("The ferry stays in port [today].", "2021-05-12", "2021-05-12"),
    ("The pilot was found [yesterday].", "2021-05-11", "2021-05-11"),
    ("The vote is [tomorrow].", "2021-05-13", "2021-05-13"),
    ("The vote is [tomorrow morning].", "2021-05-13TMO", "2021-05-13"),
    ("It rained [last night].", "2021-05-11TNI", "2021-05-11"),
    ("It rained [this morning].", "2021-05-12TMO", "2021-05-12"),
    ("The band plays [tonight].", "2021-05-12TNI", "2021-05-12"),
    ("He resigned [last week].", "2021-W18", "2021-05-02/2021-05-09"),
    ("He resigned [this week].", "2021-W19", "2021-05-09/2021-05-16"),
    ("He will resign [next week].", "2021-W20", "2021-05-16/2021-05-23"),
    ("He resigned [last month].", "2021-04", "2021-04"),
    ("He resigned [last year].", "2020", "2020"),
    ("He will resign [next year].", "2022", "2022"),
    ("Sales fell [last quarter].", "2021-Q1", "2021-33"),
    ("They met [last May].", "2020-05", "2020-05"),
    ("They met [last October].", "2020-10", "2020-10"),
    ("They will meet [next March].", "2022-03", "2022-03"),
    ("They met in [July last year].", "2020-07", "2020-07"),
    ("They met [last summer].", "2020-SU", "2020-22"),
    ("They will meet [this fall].", "2021-FA", "2021-23"),
    ("They met [two weeks ago].", "2021-W17", "2021-04-25/2021-05-02"),
    ("They met [three days ago].", "2021-05-09", "2021-05-09"),
    ("They met [a month ago].", "2021-04", "2021-04"),
    ("They met [ten years ago].", "2011", "2011"),
    ("They met [a hundred and fifty years ago].", "1871", "1871"),
    ("They met [20 and 50 years ago].", "PAST_REF", ""),
    ("They met [a decade ago].", "2011", "2011~"),
    ("They met over [the weekend].", "2021-W18-WE", "2021-05-08/2021-05-09"),
    ("They will meet [this weekend].", "2021-W19-WE", "2021-05-15/2021-05-16"),
    ("They met [last weekend].", "2021-W18-WE", "2021-05-08/2021-05-09"),
    ("It sank on [May 3, 2019]. Two died [the following day].", "2019-05-03 2019-05-04", "2019-05-03 2019-05-04"),
    ("The ship sank on [May 3, 2019]. Divers came [two days later].", "2019-05-03 2019-05-05", "2019-05-03 2019-05-05"),
    ("It sank on [May 3, 2019]. A storm came [a week earlier].", "2019-05-03 2019-04-26", "2019-05-03 2019-04-26"),
    ("It closed in [May 2019] and reopened [the following year].", "2019-05 2020", "2019-05 2020"),
    ("It closed in [2019]. It had been sold [that year].", "2019 2019", "2019 2019"),
]  # fmt: skip

WEEKDAYS = [
    ("The mayor resigned on [Monday].", "2021-05-10", "2021-05-10"),
    ("The mayor resigned [Wednesday].", "2021-05-12", "2021-05-12"),
    ("The mayor resigned on [Thursday].", "2021-05-06", "2021-05-06"),
    ("The mayor will resign on [Thursday].", "2021-05-13", "2021-05-13"),
    ("The board is to meet [Friday].", "2021-05-14", "2021-05-14"),
    ("The board is scheduled to meet on [Friday].", "2021-05-14", "2021-05-14"),
    ("The permit had been set to lapse on [Friday].", "2021-05-07", "2021-05-07"),
    ("The vote was put off until [Friday].", "2021-05-14", "../2021-05-14"),
    ("He said on [Friday] that the dam will hold.", "2021-05-07", "2021-05-07"),
    ("[Friday]'s storm felled trees.", "2021-05-07", "2021-05-07"),
    ("They met [last Wednesday].", "2021-05-05", "2021-05-05"),
    ("They will meet [next Wednesday].", "2021-05-19", "2021-05-19"),
    ("The shop was robbed [Monday night].", "2021-05-10TNI", "2021-05-10"),
    ("The truce began at [noon Monday].", "2021-05-10T12:00", "2021-05-10"),
    ("The ferry left at [10 p.m. Monday].", "2021-05-10T22:00", "2021-05-10"),
    ("The crew arrives as soon as [Thursday].", "2021-05-13", "2021-05-13"),
]

YEARLESS = [
    ("The mill burned on [April 3].", "2021-04-03", "2021-04-03"),
    ("The mill burned on [Dec. 3].", "2020-12-03", "2020-12-03"),
    ("The dividend is payable [July 1].", "2021-07-01", "2021-07-01"),
    ("The mill burned on [3 April].", "2021-04-03", "2021-04-03"),
    ("The mill burned in [March].", "2021-03", "2021-03"),
    ("The mill burned in [November].", "2020-11", "2020-11"),
    ("The mill will close in [November].", "2021-11", "2021-11"),
    ("The mill will close in [May].", "2021-05", "2021-05"),
    ("The mill burned in [mid-April].", "2021-04", "2021-04-11/2021-04-20"),
    ("Sales rose in [the first quarter].", "2021-Q1", "2021-33"),
    ("Sales rose in [the fourth quarter].", "2020-Q4", "2020-36"),
    ("The pool opened on [Easter Sunday].", "2021-04-04", "2021-04-04"),
    ("The mill closed [last Christmas].", "2020-12-25", "2020-12-25"),
    ("The fair was held on [the Fourth of July 2019].", "2019-07-04", "2019-07-04"),
]

# fmt: off
RANGES = [
    ("It ran from [May 3, 2019] to [May 9, 2019].", "2019-05-03 2019-05-09", " ".join(["2019-05-03/2019-05-09"] * 2)),
    ("The fair ran [June 3]-[5].", "2021-06-03 2021-06-05", "2021-06-03/2021-06-05 2021-06-03/2021-06-05"),
    ("It was shut between [2011] and [2014].", "2011 2014", "2011/2014 2011/2014"),
    ("He ruled from [1911] to [1914].", "1911 1914", "1911/1914 1911/1914"),
    ("He has run it since [2011].", "2011", "2011/.."),
    ("It has been shut since [March 3, 2020].", "2020-03-03", "2020-03-03/.."),
    ("It stood until [1911].", "1911", "../1911"),
    ("It was held in the [1998-99] season.", "1998", "1998/1999"),
]
# fmt: on

LENGTHS = [
    ("The strike lasted [two weeks].", "P2W", ""),
    ("The strike lasted [nearly three years].", "P3Y", ""),
    ("He got a [10-year] sentence.", "P10Y", ""),
    ("The talks took [several days].", "PXD", ""),
    ("The talks took [2 1/2 years].", "P2Y6M", ""),
    ("The talks took [two and a half hours].", "PT2H30M", ""),
    ("The talks took [half an hour].", "PT30M", ""),
    ("The talks took [twenty-four hours].", "PT24H", ""),
    ("Prices doubled over [the past five years].", "P5Y", ""),
    ("Prices may double in [the next few months].", "PXM", ""),
    ("The ferry runs [daily].", "P1D", ""),
    ("The board meets [every month].", "P1M", ""),
    ("The board meets [every two weeks].", "P2W", ""),
    ("The board meets [each Thursday].", "XXXX-WXX-4", ""),
    ("The mill is [now] a museum.", "PRESENT_REF", ""),
    ("The union [recently] split.", "PAST_REF", ""),
    ("Nobody knows [the future].", "FUTURE_REF", ""),
    ("He came [the day after] officers surrounded the house.", "P1D", ""),
    ("He came [three days after] the raid.", "P3D", ""),
    ("The train came [three days later] than planned.", "P3D", ""),
]  # fmt: skip


def read(case: str, published: date | None) -> tuple[str, list[Span], tuple[Timex, ...]]:
    """The text without its brackets, the spans that they mark, and what is found."""
    text, spans = "", []
    for i, piece in enumerate(case.replace("]", "[").split("[")):
        if i % 2:
            spans.append(Span(len(text), len(text) + len(piece)))
        text += piece
    return text, spans, timexes(text, published)


@pytest.mark.parametrize(
    ("case", "value", "edtf"), ABSOLUTE + PARTS + RELATIVE + WEEKDAYS + YEARLESS + RANGES + LENGTHS
)
def test_case(case: str, value: str, edtf: str) -> None:
    text, spans, found = read(case, PUBLISHED)
    assert [t.value for t in found] == value.split()
    assert [t.edtf or "" for t in found] == (edtf.split() or [""])
    got = [t.span.of(text) for t in found]
    marked = [s.of(text) for s in spans]
    assert [g.split()[-1] for g in got] == [m.split()[-1] for m in marked]


NOTHING = [
    "He was charged with second-degree assault.",
    "She may leave, and they may march on the capital.",
    "The march on Fenwick drew crowds.",
    "Prices fall when the wind is fair.",
    "The 12-year-old was found.",
    "He is 47 years old.",
    "Aldmoor won 3-2 after losing 21-17.",
    "She paid $2019 for the boat.",
    "Some 2,000 people came.",
    "About 1900 people came.",
    "He finished second in the first race.",
    "The Daily Sun and the Evening Star closed.",
    "He drives a Corvane 1980 and a Ford 2000.",
    "Copyright 2023 Fenwick Media.",
    "The odds are 3 to 1.",
    "Room 1984 was empty.",
    "April Marsh spoke to June Foley and Augusta May.",
    "The fall of the wall changed them.",
    "They had a quarter of the votes.",
    "He came in third.",
    "Her spring coat was torn.",
    "The report, on page 1998, was long.",
    "It measured 2.1990 metres.",
    "Route 2020 was closed.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_nothing(text: str) -> None:
    assert [t.span.of(text) for t in timexes(text, PUBLISHED)] == []


PUBLISHED_ON = [
    ("He resigned on [Sunday].", date(2021, 1, 3), "2021-01-03"),
    ("He resigned on [Monday].", date(2021, 1, 3), "2020-12-28"),
    ("He resigned [yesterday].", date(2021, 1, 1), "2020-12-31"),
    ("He resigned [last week].", date(2021, 1, 3), "2020-W52"),
    ("He resigned [this week].", date(2021, 1, 3), "2020-W53"),
    ("He resigned [last month].", date(2021, 1, 15), "2020-12"),
    ("He will resign [next month].", date(2020, 12, 15), "2021-01"),
    ("He resigned [a year ago].", date(2020, 2, 29), "2019"),
    ("He resigned [yesterday].", date(2020, 3, 1), "2020-02-29"),
    ("He will resign [tomorrow].", date(2019, 2, 28), "2019-03-01"),
    ("He resigned on [Dec. 30].", date(2021, 1, 2), "2020-12-30"),
    ("He will resign on [Jan. 2].", date(2020, 12, 30), "2021-01-02"),
    ("He was hurt on [Feb. 29].", date(2020, 3, 4), "2020-02-29"),
    ("Sales fell [last quarter].", date(2021, 1, 4), "2020-Q4"),
    ("They met [last winter].", date(2021, 5, 12), "2020-WI"),
    ("They met [this winter].", date(2021, 1, 12), "2020-WI"),
    ("He will resign [next week].", date(2020, 12, 28), "2021-W01"),
    ("They met over [the weekend].", date(2021, 5, 10), "2021-W18-WE"),
]


@pytest.mark.parametrize(("case", "published", "value"), PUBLISHED_ON)
def test_published_on(case: str, published: date, value: str) -> None:
    _, spans, found = read(case, published)
    assert [t.value for t in found] == [value]
    assert found[0].span.end == spans[0].end


UNDATED = ["last week", "yesterday", "on Monday", "this year", "in March", "on Aug. 7", "two weeks ago", "last summer",
           "in the third quarter", "earlier this month", "tonight", "next year", "on Christmas Day"]  # fmt: skip


@pytest.mark.parametrize("phrase", UNDATED)
def test_without_publication_date_relative_phrases_stay_unresolved(phrase: str) -> None:
    found = timexes(f"The mill burned {phrase}.", None)
    assert len(found) == 1
    assert found[0].edtf is None
    assert found[0].earliest is None
    assert found[0].basis == "none"


def test_without_publication_date_absolute_dates_are_kept() -> None:
    found = timexes("The mill burned on Aug. 7, 2020, and a guard died two days later.", None)
    assert [(t.edtf, t.basis, t.anchor) for t in found] == [
        ("2020-08-07", "stated", None),
        ("2020-08-09", "derived", "Aug. 7, 2020"),
    ]


def test_bounds_and_anchor_of_what_the_publication_day_bounds() -> None:
    (found,) = timexes("They met earlier this month.", PUBLISHED)
    assert (found.earliest, found.latest, found.precision) == (date(2021, 5, 1), PUBLISHED, "month")
    assert (found.basis, found.anchor) == ("derived", "publication date")
    (found,) = timexes("They will meet later this month.", PUBLISHED)
    assert (found.earliest, found.latest) == (PUBLISHED, date(2021, 5, 31))


def test_the_parse_tells_a_tense_that_no_word_beside_the_phrase_tells() -> None:
    text = "The pilot forgave them on Oct. 3."
    assert [t.value for t in timexes(text, PUBLISHED)] == ["2021-10-03"]
    assert [t.value for t in timexes(text, PUBLISHED, parse(text, []))] == ["2020-10-03"]


def test_modifier_is_kept() -> None:
    assert [t.mod for t in timexes("It burned in mid-June 2019, late 2020 and around 1920.", PUBLISHED)] == [
        "MID",
        "END",
        "APPROX",
    ]


def test_furniture_is_left_out() -> None:
    text = "The mill burned on Monday.\n\nPosted 11 May 2021"
    skip = [Span(text.index("Posted"), len(text))]
    assert [t.span.of(text) for t in timexes(text, PUBLISHED, skip=skip)] == ["Monday"]


def test_history_goes_on_from_the_date_before() -> None:
    text = (
        "The siege began on 3 March 1745. On 9 March the walls fell. The town was sacked on 12 April 1745. Relief came "
        "on 1 May 1745. The king left on 2 June 1745 and died on 20 July."
    )
    assert [t.value for t in timexes(text, PUBLISHED)][-1] == "1745-07-20"
    assert "1745-03-09" in [t.value for t in timexes(text, PUBLISHED)]


# ---------------------------------------------------------------------------------------------------------- properties

DAYS = st.dates(min_value=date(1850, 1, 1), max_value=date(2150, 12, 31))
PIECE_WORDS = re.split(
    r"\|",
    "Monday|last|week|two|days|ago|on|in|May|March|7|2020|the|end|of|mid|-|year|earlier|quarter|third|first|1980s|,|."
    "|Q3|H1|3Q19|9/11|2014/15|ended|GMT|1730|weekends|Mondays|every|other|overnight|century|centuries|turn|before|after|from"
    "|\n\n|later|a|since|until|to|and|Christmas|Eve|p.m.|5|10:30|'96|’80s|“|now|next|few|half|year's|every|é|🙂|½|9999",
)
PIECES = st.sampled_from(PIECE_WORDS)


@given(st.lists(PIECES, max_size=25), st.one_of(st.none(), DAYS))
@settings(deadline=None, max_examples=300)
def test_spans_are_in_order_and_bounds_hold(pieces: list[str], published: date | None) -> None:
    text = " ".join(pieces)
    found = timexes(text, published)
    assert found == timexes(text, published)
    for this in found:
        assert 0 <= this.span.start < this.span.end <= len(text)
        assert this.span.of(text) == this.span.of(text).strip()
        assert (this.edtf is None) == (this.precision == "none") == (this.basis == "none")
        if this.earliest and this.latest:
            assert this.earliest <= this.latest
        if this.basis == "derived":
            assert this.anchor
    for before, after in itertools.pairwise(found):
        assert before.span.end <= after.span.start


@given(st.text(max_size=200), st.one_of(st.none(), DAYS))
@settings(deadline=None, max_examples=200)
def test_any_text_is_read(text: str, published: date | None) -> None:
    for found in timexes(text, published):
        assert found.span.of(text)


@given(DAYS)
def test_every_day_reads_back(day: date) -> None:
    for text in (f"on {day:%B} {day.day}, {day.year}.", f"on {day.day} {day:%B} {day.year}.", f"on {day.isoformat()}."):
        (found,) = timexes(text, None)
        assert (found.value, found.edtf, found.earliest, found.latest) == (str(day), str(day), day, day)


@given(
    DAYS,
    st.sampled_from(["day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade"]),
    st.integers(-40, 40),
)
def test_stretches_tile_the_calendar(day: date, grain: str, count: int) -> None:
    here = containing(day, grain)  # type: ignore[arg-type]
    assert here.first <= here.last
    if grain != "weekend":
        assert here.holds(day)
        after = here.shift(1)
        assert after is not None and after.first == here.last + timedelta(days=1)
    there = here.shift(count)
    assert there is not None and there.shift(-count) == here


@given(DAYS, st.integers(0, 6))
def test_weekdays_before_and_after(day: date, weekday: int) -> None:
    before, after = weekday_near(day, weekday, -1), weekday_near(day, weekday, 1)
    assert before is not None and after is not None
    assert before.first.weekday() == after.first.weekday() == weekday
    assert timedelta(0) <= day - before.first < timedelta(7)
    assert timedelta(0) < after.first - day <= timedelta(7)


def test_the_ends_of_the_calendar() -> None:
    assert of_day(2019, 2, 29) is None
    assert Period("day", date.max).shift(1) is None
    assert Period("year", date(9999, 1, 1)).last == date.max
    assert add_months(date(2020, 1, 31), 1) == date(2020, 2, 29)
    assert add_months(date(1, 1, 1), -1) is None


def test_hostile_text_takes_linear_time() -> None:
    for piece in ("“", "the ", "2 ", "a year ", "early ", "May ", "last ", "two-", "'"):
        timexes(piece * 20_000, PUBLISHED)
