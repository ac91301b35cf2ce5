"""Phrases of time as news of all kinds writes them: one line a case.

A case is a text with its phrases in [brackets], and for each the TIMEX3 value and the EDTF value ("-" where it has no
place on a timeline). Where not said otherwise the text was published on Wednesday, 12 May 2021.
"""

from __future__ import annotations

from datetime import date
from time import process_time

import pytest

from onrecord.model import Span, Timex
from onrecord.times import timexes

PUBLISHED = date(2021, 5, 12)

# fmt: off
BUSINESS = [
    ("Sales rose in [Q3 2019].", "2019-Q3", "2019-35"),
    ("Sales rose in [3Q19] and in [1H20].", "2019-Q3 2020-H1", "2019-35 2020-40"),
    ("Sales rose in [Q1].", "2021-Q1", "2021-33"),
    ("Sales rose in [FY2018].", "2018", "2018"),
    ("It cut [its first-half] profit forecast.", "2021-H1", "2021-40"),
    ("Profit rose in [the year] to [March].", "P1Y 2021-03", "2020-04/2021-03 2021-03"),
    ("Profit rose in [the year] ended [March 31, 2020].", "P1Y 2020-03-31", "2019-04/2020-03 2020-03-31"),
    ("Profit rose in [the three months] to [June 30].", "P3M 2020-06-30", "2020-04/2020-06 2020-06-30"),
    ("Profit rose in [the six months] to [the end of March].", "P6M 2021-03", "2020-10/2021-03 2021-03-21/2021-03-31"),
    ("Net fell in [the fiscal third quarter] ended [Feb. 28].", "2020-Q3 2021-02-28", "2020-12/2021-02 2021-02-28"),
    ("Net fell in [the quarter] ended [July 31].", "2020-Q2 2020-07-31", "2020-05/2020-07 2020-07-31"),
    ("It expects a loss in [the year] ending [June 30].", "P1Y 2021-06-30", "2020-07/2021-06 2021-06-30"),
    ("Sales fell in [the first nine months] of [2020].", "P9M 2020", "2020-01/2020-09 2020"),
    ("Sales fell in [the last three months] of [last year].", "P3M 2020", "2020-10/2020-12 2020"),
    ("Wages rose [weekly] for [a quarter-century].", "P1W P25Y", "- -"),
    ("The pier closed [a quarter of a century ago].", "1996", "1996~"),
    ("For [the full year 2020], sales fell.", "2020", "2020"),
]

SPORT_AND_CULTURE = [
    ("They won the cup in [2014/15] and again in [2016-17].", "2014 2016", "2014/2015 2016/2017"),
    ("They won the cup in [2009/2010].", "2009", "2009/2010"),
    ("The regiment served in [1914-18].", "1914", "1914/1918"),
    ("The match kicks off at [3pm on Saturday 15 May].", "2021-05-15T15:00", "2021-05-15"),
    ("The exhibition opens [Friday].", "2021-05-14", "2021-05-14"),
    ("The fair runs [3] to [11 January].", "2021-01-03 2021-01-11", " ".join(["2021-01-03/2021-01-11"] * 2)),
    ("The fair runs [Tuesday] to [Thursday].", "2021-05-11 2021-05-13", " ".join(["2021-05-11/2021-05-13"] * 2)),
    ("The games are on [June 3], [4] and [5].", "2021-06-03 2021-06-04 2021-06-05", "2021-06-03 2021-06-04 2021-06-05"),
    ("[The June 3]-[5] tournament was called off.", "2021-06-03 2021-06-05", " ".join(["2021-06-03/2021-06-05"] * 2)),
    ("They were big in the [mid-90s] and [the ‘80s].", "199 198", "1994-01-01/1996-12-31 198X"),
    ("It was built in [the 18th] and [19th centuries].", "17 18", "17XX 18XX"),
    ("It was built at [the turn of the 20th century].", "1900", "1900~"),
    ("It was built at [the turn of the century].", "XXXX", "-"),
    ("The yard was shut on [Cyber Monday 2019].", "2019-12-02", "2019-12-02"),
    ("The yard was shut on [Giving Tuesday 2019].", "2019-12-03", "2019-12-03"),
]

ROWS = [
    ("It ran from [January] to [March 2016].", "2016-01 2016-03", " ".join(["2016-01/2016-03"] * 2)),
    ("It ran from [November] to [February 2016].", "2015-11 2016-02", " ".join(["2015-11/2016-02"] * 2)),
    ("It ran in [May], [June] and [July 2019].", "2019-05 2019-06 2019-07", "2019-05 2019-06 2019-07"),
    ("It ran [May 30]-[June 2, 2019].", "2019-05-30 2019-06-02", " ".join(["2019-05-30/2019-06-02"] * 2)),
    ("It ran [30 May] to [2 June 2019].", "2019-05-30 2019-06-02", " ".join(["2019-05-30/2019-06-02"] * 2)),
    ("It ran on [May 1]-[3, 2016].", "2016-05-01 2016-05-03", " ".join(["2016-05-01/2016-05-03"] * 2)),
    ("It ran in [the summer] and [fall of 2015].", "2015-SU 2015-FA", "2015-22 2015-23"),
    ("It ran [last summer] and [fall].", "2020-SU 2020-FA", "2020-22 2020-23"),
    ("It fell in [the first] and [second quarters of 2019].", "2019-Q1 2019-Q2", "2019-33 2019-34"),
    ("They sang in [the 1960s] and [70s].", "196 197", "196X 197X"),
    ("It rained in [July], [August] and [September].", "2020-07 2020-08 2020-09", "2020-07 2020-08 2020-09"),
    ("The dam burst on [June 16, 2019]. He recalled [June 16] well.", "2019-06-16 2019-06-16", "2019-06-16 2019-06-16"),
]

POLITICS = [
    ("The rivals met ahead of [Friday]'s debate.", "2021-05-14", "2021-05-14"),
    ("Two members will miss [Friday]'s vote.", "2021-05-14", "2021-05-14"),
    ("He lost [Friday]'s vote.", "2021-05-07", "2021-05-07"),
    ("The outcome of [Friday]'s meeting was unclear.", "2021-05-07", "2021-05-07"),
    ("He could win the state on [Friday].", "2021-05-14", "2021-05-14"),
    ("The deal that he reached on [Friday] could fail.", "2021-05-07", "2021-05-07"),
    ("She will be in Fenwick on [Friday], aides said.", "2021-05-14", "2021-05-14"),
    ("The scandal forced him to resign [Friday].", "2021-05-07", "2021-05-07"),
    ("He was going to speak on [Friday].", "2021-05-07", "2021-05-07"),
    ("In a [June] poll he led by four points.", "2021-06", "2021-06"),
    ("She plans to leave by [the fall].", "2021-FA", "2021-23"),
    ("He was in third place in [late summer].", "2020-SU", "2020-08-01/2020-08-31"),
    ("The 1600 block was shut after the [1828] election.", "1828", "1828"),
    ("“Throughout [2014] we tried.”", "2014", "2014"),
    ("She hopes to be there [this Friday].", "2021-05-14", "2021-05-14"),
    ("She was there [this Friday].", "2021-05-07", "2021-05-07"),
    ("The council votes [Friday].", "2021-05-14", "2021-05-14"),
    ("The votes [Friday] were close.", "2021-05-07", "2021-05-07"),
    ("Voters head to the polls on [Friday].", "2021-05-14", "2021-05-14"),
    ("The ban takes effect [Friday].", "2021-05-14", "2021-05-14"),
    ("The debate is [Friday].", "2021-05-14", "2021-05-14"),
    ("The union announced an “all-day, all-night” march for [Friday].", "2021-05-14", "2021-05-14"),
    ("She speaks at a rally on [Friday].", "2021-05-07", "2021-05-07"),
    ("They need every vote in [August].", "2021-08", "2021-08"),
    ("They need every vote between [now] and [November].", "PRESENT_REF 2021-11", "- 2021-11"),
    ("He has led since [September].", "2020-09", "2020-09/.."),
    ("In [August], close to the home of Ms. Marsh, Gov. Fenwick named a judge.", "2020-08", "2020-08"),
    ("The party lost in [1972], and by [that November] it was broke.", "1972 1972-11", "1972 1972-11"),
    ("She won nine states on [Super Tuesday 2020].", "2020-03-03", "2020-03-03"),
    ("She had served since before [9/11].", "2001-09-11", "2001-09-11"),
    ("Two clerks were charged over [the Jan. 6] riot.", "2021-01-06", "2021-01-06"),
]

CRIME_AND_WEATHER = [
    ("He was held in [the early hours of Tuesday].", "2021-05-11", "2021-05-11"),
    ("The shop was robbed [the night before last].", "2021-05-10TNI", "2021-05-10"),
    ("The shop was robbed [the day before yesterday].", "2021-05-10", "2021-05-10"),
    ("She was last seen [a week ago Tuesday].", "2021-05-04", "2021-05-04"),
    ("The hearing is [two weeks from Friday].", "2021-05-28", "2021-05-28"),
    ("The storm hit [overnight Saturday].", "2021-05-08TNI", "2021-05-08"),
    ("He fled, and was found [later in the evening].", "2021-05-12TEV", "2021-05-12"),
    ("The vigil is at [7 p.m. Sunday].", "2021-05-16T19:00", "2021-05-16"),
    ("Calling hours are [2]-[4 p.m. Friday].", "2021-05-14T14:00 2021-05-14T16:00", "2021-05-14 2021-05-14"),
    ("It was [Friday the 13th].", "2020-11-13", "2020-11-13"),
    ("The pond froze in [the first half of January 2019].", "2019-01", "2019-01-01/2019-01-15"),
    ("It snowed in [the last week of April].", "2021-W17", "2021-04-24/2021-04-30"),
    ("It snowed on [the last day of April].", "2021-04-30", "2021-04-30"),
    ("It snowed [the week of March 8].", "2021-W10", "2021-03-07/2021-03-14"),
    ("It rained in [the week ending May 7].", "2021-W18", "2021-05-01/2021-05-07"),
    ("The feast is on [the third Thursday of November 2019].", "2019-11-21", "2019-11-21"),
    ("He came on [the 3rd of this month].", "2021-05-03", "2021-05-03"),
]

CLOCKS = [
    ("At [2:30 p.m.] (12:30 UTC) on [Wednesday, 5 May 2021].", "2021-05-05T14:30 2021-05-05", "2021-05-05 2021-05-05"),
    ("It sat from [8 a.m. Monday] until [Tuesday].", "2021-05-10T08:00 2021-05-11", "2021-05-10 ../2021-05-11"),
    ("It sank at [1730 GMT].", "2021-05-12T17:30", "2021-05-12"),
    ("It sank at [11:20 a.m.] (0920 GMT) [Friday].", "2021-05-07T11:20 2021-05-07", "2021-05-07 2021-05-07"),
    ("He will leave at [7 in the evening] (EDT [Thursday]).", "2021-05-13T19:00 2021-05-13", "2021-05-13 2021-05-13"),
    ("Polls will close at [9 p.m. Eastern on Tuesday].", "2021-05-18T21:00", "2021-05-18"),
    ("First published [Tue 11 May 2021] [17.42 BST].", "2021-05-11 2021-05-11T17:42", "2021-05-11 2021-05-11"),
    ("Published [5:04 p.m. ET, Aug. 6].", "2021-08-06T17:04", "2021-08-06"),
    ("Published: [10:04 EDT, 11 May 2021].", "2021-05-11T10:04", "2021-05-11"),
]

AGAIN_AND_AGAIN = [
    ("They meet [every other Tuesday].", "XXXX-WXX-2", "-"),
    ("They meet on [Mondays] and [Friday nights].", "XXXX-WXX-1 XXXX-WXX-5TNI", "- -"),
    ("They meet [every March], [each spring] and [every night].", "XXXX-03 XXXX-SP XXXX-XX-XXTNI", "- - -"),
    ("They meet on [weekends], never on [weekdays].", "XXXX-WXX-WE XXXX-WXX-WD", "- -"),
    ("They meet [every two to three years].", "P2Y", "-"),
    ("They meet [several times a year].", "P1Y", "-"),
    ("They meet [every third week].", "P3W", "-"),
]

LENGTHS = [
    ("It was a [decades-long] feud, then a [yearlong] truce.", "PXDE P1Y", "- -"),
    ("He left [five or six weeks ago].", "2021-W14", "2021-04-04/2021-04-11"),
    ("He left, and came back [an hour and a half later].", "PT1H30M", "-"),
    ("It burned in [2011]. [Two days later] it rained.", "2011 P2D", "2011 -"),
    ("Her [late-2007] run failed, and [two to three weeks later] she left.", "2007 P2W", "2007-09-01/2007-12-31 -"),
    ("It stayed for [four days], [five days] at most.", "P4D P5D", "- -"),
    ("It took [a minute and a half].", "PT1M30S", "-"),
    ("It took [three-quarters of an hour].", "PT45M", "-"),
    ("It fell over [the past two and a half years].", "P2Y6M", "-"),
    ("It fell over [the last seven or eight years].", "P7Y", "-"),
    ("It fell in [the past four-plus months].", "P4M", "-"),
    ("The search will last [six weeks].", "P6W", "-"),
    ("[Days later] he came back.", "PXD", "-"),
    ("He left [long ago], or at least [not that long ago].", "PAST_REF PAST_REF", "- -"),
    ("He was silent until [recent days].", "PXD", "-"),
    ("The dam burst in [August 2019]. [Two years later] it was mended.", "2019-08 2021", "2019-08 2021"),
    ("It opened on [August 8, 2011]. [Three years after] it was due, it closed.", "2011-08-08 P3Y", "2011-08-08 -"),
    ("[August 8, 2011] [Three years after] it was due, it opened.", "2011-08-08 P3Y", "2011-08-08 -"),
    ("He wept. [Now] the town weeps, too.", "PRESENT_REF", "-"),
]

TOKENISED = [
    ("It burned on [Tuesday , May 4 , 2021] , at [10 p.m.] .", "2021-05-04 2021-05-04T22:00", "2021-05-04 2021-05-04"),
    ("It fell in [the third quarter of 2019] , a [two-year] low .", "2019-Q3 P2Y", "2019-35 -"),
    ("[The year 's end] came .", "2021", "2021-09-01/2021-12-31"),
]
# fmt: on

ALL = (
    ROWS + BUSINESS + SPORT_AND_CULTURE + POLITICS + CRIME_AND_WEATHER + CLOCKS + AGAIN_AND_AGAIN + LENGTHS + TOKENISED
)


def read(case: str, published: date | None) -> tuple[str, list[Span], tuple[Timex, ...]]:
    """The text without its brackets, the spans that they mark, and what is found."""
    text, spans = "", []
    for i, piece in enumerate(case.replace("]", "[").split("[")):
        if i % 2:
            spans.append(Span(len(text), len(text) + len(piece)))
        text += piece
    return text, spans, timexes(text, published)


@pytest.mark.parametrize(("case", "values", "edtf"), ALL)
def test_case(case: str, values: str, edtf: str) -> None:
    text, spans, found = read(case, PUBLISHED)
    assert [t.value for t in found] == values.split()
    assert [t.edtf or "-" for t in found] == edtf.split()
    assert [t.span.of(text).removeprefix("a ") for t in found] == [s.of(text).removeprefix("a ") for s in spans]


NOTHING = [
    "She reads the Sunday Gazette and USA Today.",
    "He is a host of ''Today'' and of Friday Night Live.",
    "The march recalled Bloody Sunday.",
    "He saw the film Fahrenheit 9/11.",
    "The flu was of the kind H1N1, and he had an H1-B visa.",
    "Aldmoor led by a touchdown in the first quarter.",
    "He scored in the first half.",
    "It is early days.",
    "Some 2047 voters were asked.",
    "She is in her late 80s.",
    "Highs will be in the low 60s.",
    "Her approval sank into the mid-60s.",
    "Now, about the pier.",
    "The Liberty Now party lost.",
    "Back to the Future is a film.",
    "The soon-to-open pier is long.",
    "She works for 21st Century Marsh.",
    "They wrote #Vote2016 on it.",
    "It was the third quarter in a row.",
    "That was the last day that he worked.",
    "It was the 11th-hour deal of a last-minute man.",
    "An 18-month-old boy and a then-30-year-old painter fell.",
    "The count stood at 6 to 2, then 3 to 11.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_nothing(text: str) -> None:
    assert [t.span.of(text) for t in timexes(text, PUBLISHED)] == []


WHICH = [
    ("He resigned last month.", "2021-04"),
    ("The past year was hard.", "2020"),
    ("The previous month was dry.", "2021-04"),
    ("Sales fell in the preceding year.", "2020"),
    ("The trial begins next month.", "2021-06"),
    ("They will decide in the coming week.", "2021-W20"),
    ("The road was closed in May 2019 and the bridge the following month.", "2019-05 2019-06"),
    ("The upcoming season starts next year.", "2022"),
    ("Rents rose this year.", "2021"),
    ("The current year has been dry.", "2021"),
]
"""Words that lead to the one before, the one after, or stay with the present one."""


@pytest.mark.parametrize(("text", "values"), WHICH)
def test_which_one(text: str, values: str) -> None:
    assert [t.value for t in timexes(text, PUBLISHED)] == values.split()


PUBLISHED_ON = [
    ("The rivals prepare for [Super Tuesday].", date(2016, 2, 20), "2016-03-01"),
    ("The rivals prepare for Super Tuesday.", date(2018, 2, 20), ""),
    ("She was at the [Sept. 11] memorial.", date(2021, 5, 12), "2001-09-11"),
    ("She was at the [Sept. 11] memorial.", date(1999, 5, 12), "1998-09-11"),
    ("The party needs to win in [November].", date(2016, 7, 20), "2016-11"),
    ("The mayor spoke of the flood in [June].", date(2016, 2, 25), "2015-06"),
    ("They met in the [2040s].", date(2016, 2, 25), "204"),
]


@pytest.mark.parametrize(("case", "published", "value"), PUBLISHED_ON)
def test_published_on(case: str, published: date, value: str) -> None:
    found = timexes(case.replace("[", "").replace("]", ""), published)
    assert [t.value for t in found] == value.split()


RELATIVE = ["the day before yesterday", "a week ago Tuesday", "on Friday the 13th", "in Q3", "in the last week of May",
            "in the year to March", "overnight Saturday", "the week before last", "the week of June 3",
            "on the third Thursday of November", "at 1730 GMT"]  # fmt: skip


@pytest.mark.parametrize("phrase", RELATIVE)
def test_without_publication_date_relative_phrases_stay_unresolved(phrase: str) -> None:
    found = timexes(f"The mill burned {phrase}.", None)
    assert found
    assert all((t.edtf, t.earliest, t.latest, t.basis) == (None, None, None, "none") for t in found)


def test_a_narrative_that_comes_to_the_present_is_told_from_publication() -> None:
    text = (
        "The siege began on 3 March 1745. The town was sacked on 12 April 1745. Relief came on 1 May 1745. The king "
        "left on 2 June 1745. The stone was set on 5 May 2021, and the mayor spoke on Monday."
    )
    assert timexes(text, PUBLISHED)[-1].value == "2021-05-10"


def test_stretch_that_ends_on_a_day_has_its_days() -> None:
    (stretch, end) = timexes("Profit rose in the year to March 2020.", PUBLISHED)
    assert (stretch.type, stretch.earliest, stretch.latest) == ("DURATION", date(2019, 4, 1), date(2020, 3, 31))
    assert (stretch.precision, stretch.basis) == ("range", "stated")
    assert stretch.span.end < end.span.start


STRETCHES = [
    ("Profit rose in the year to March.", "derived"),
    ("Profit rose in the six months ended June 30, 2020.", "stated"),
    ("Profit rose in the first nine months of 2020.", "stated"),
    ("Profit rose in the first nine months of last year.", "derived"),
]


@pytest.mark.parametrize(("text", "basis"), STRETCHES)
def test_stretches_say_what_they_rest_on(text: str, basis: str) -> None:
    stretch = timexes(text, PUBLISHED)[0]
    assert (stretch.basis, stretch.anchor) == (basis, "publication date" if basis == "derived" else None)


HOSTILE = ["3 to 4 ", "Q3 ", "the week of ", "the 18th and ", "the quarter ended ", "June 3, ", "5-6 p.m. ", "now ",
           "9/11 ", "May, ", "a quarter of a ", "every other ", "the first week of ", "2014/15 ", "Dr. "]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    times = []
    for count in (500, 2_000):
        best = float("inf")
        for _ in range(2):
            start = process_time()
            timexes(piece * count, PUBLISHED)
            best = min(best, process_time() - start)
        times.append(best)
    assert times[1] < 12 * times[0] + 0.05
