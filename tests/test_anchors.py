"""Which date an event gets: one line a case.

A case is a text of one or more paragraphs (parted by "|"), with the event in [brackets], and the EDTF value of its date
("" for none). The text was published on Wednesday, 12 May 2021.
"""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from onrecord.anchors import anchor, anchor_all
from onrecord.language import parse
from onrecord.model import Span, Timex
from onrecord.times import timexes

if TYPE_CHECKING:
    from spacy.tokens import Doc

PUBLISHED = date(2021, 5, 12)
SHARED = Path(os.environ.get("ONRECORD_SHARED") or Path(__file__).resolve().parents[1].parent / "shared")

ATTACHED = [
    ("The mill [burned] on Monday.", "2021-05-10"),
    ("On Monday the mill [burned].", "2021-05-10"),
    ("The mill [burned] in March.", "2021-03"),
    ("The mill was [sold] in 2011.", "2011"),
    ("The mill has [run] at a loss since 2011.", "2011/.."),
    ("The firm [built] the mill between 1911 and 1914.", "1911/1914"),
    ("Three guards were [hurt] in the raid on Monday.", "2021-05-10"),
    ("The union [met] last week and the council will vote on Friday.", "2021-05-02/2021-05-09"),
    ("The union met last week and the council will [vote] on Friday.", "2021-05-14"),
    ("The board will [meet] on Friday.", "2021-05-14"),
    ("The mayor did not [come] on Monday.", "2021-05-10"),
    ("Crews [arrived] in mid-April.", "2021-04-11/2021-04-20"),
    ("She was [pressed] earlier this week about the fire.", "2021-05-09/2021-05-12"),
]

REPORTED = [
    ("The dean [said] on Monday that the hall had burned.", "2021-05-10"),
    ("The dean said on Monday that the hall had [burned].", ""),
    ("The dean said that the hall [burned] on Monday.", "2021-05-10"),
    ("The dean [told] a paper on Monday that the hall burned in March.", "2021-05-10"),
    ("The dean told a paper on Monday that the hall [burned] in March.", "2021-03"),
    ("It is so.|It stays so.|They live there.|The dean [said] the hall is old.", ""),
    ("The firm [announced] a new ferry.", "2021-05-12"),
    ("The firm has [announced] a new ferry.", "2021-05-12"),
]

COUNTED = [
    (
        "Officers surrounded the farm on May 3. The owner [came] out the day after officers surrounded the farm.",
        "2021-05-04",
    ),
    (
        "Officers surrounded the farm on May 3. The owner came out the day after officers [surrounded] the farm.",
        "2021-05-03",
    ),
    ("Officers searched the farm on May 3. A barn [burned] two days before officers searched the farm.", "2021-05-01"),
    ("Officers searched the farm on May 3. The owner [fled] the day before.", "2021-05-02"),
    ("The owner [fled] the day after officers came.", ""),
    ("A guard was hurt on Friday. He later [died].", "2021-05-07/2021-05-12"),
    ("A storm hit the coast on May 3. During the storm, a pier [collapsed].", "2021-05-03"),
    ("The report comes weeks after a union [sued] the firm.", ""),
]

TENSE = [
    ("It was sold.|They knew it.|He spoke of it.|The firm had [sold] its mills.", ""),
    ("The firm may [sell] its mills.", ""),
    ("The firm will [sell] its mills.", ""),
    ("If the firm [sold] its mills, they would close.", ""),
    ("The firm did not [sell] its mills.", ""),
    ("No one has ever been [arrested] there.", ""),
    ("The widow [owned] four mills.", ""),
    ("The firm plans to [sell] its mills.", ""),
    ("The firm previously [sold] its mills.", ""),
    ("The crane [lifts] forty tons.", ""),
    ("The mill has [closed] for good.", "2021-05-12"),
    ("It is so.|It stays so.|They live there.|“The man [struck] the guard and ran,” an officer said.", ""),
]


def read(case: str) -> tuple[Doc, Span, list[Span], tuple[Timex, ...]]:
    """The parse, the event, the paragraphs and the phrases of time."""
    text = case.replace("|", "\n\n")
    event = Span(text.index("["), text.index("]") - 1)
    text = text.replace("[", "").replace("]", "")
    paragraphs = [Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    doc = parse(text, paragraphs)
    return doc, event, paragraphs, timexes(text, PUBLISHED, doc)


@pytest.mark.parametrize(("case", "edtf"), ATTACHED + REPORTED + COUNTED + TENSE)
def test_case(case: str, edtf: str) -> None:
    doc, event, _, found = read(case)
    when = anchor(doc, event, found, PUBLISHED)
    assert ((when.edtf or "") if when else "") == edtf


def test_a_heading_tells_the_news() -> None:
    doc, event, paragraphs, found = read("Council [buys] old mill|The council bought the old mill on Monday.")
    when = anchor(doc, event, found, PUBLISHED, paragraphs[:1])
    assert when is not None and when.edtf == "2021-05-10"


def test_what_is_known_of_an_undated_event_is_kept() -> None:
    doc, event, _, found = read("The report comes weeks after a union [sued] the firm.")
    when = anchor(doc, event, found, PUBLISHED)
    assert when is not None and when.edtf is None
    assert when.span.of(doc.text) == "weeks"


def test_without_publication_date_nothing_rests_on_it() -> None:
    doc, event, _, _ = read("The mill has [closed] for good.")
    assert anchor(doc, event, (), None) is None
    doc, event, _, _ = read("The mill [burned] on Monday.")
    when = anchor(doc, event, timexes(doc.text, None, doc), None)
    assert when is None or when.edtf is None
    doc, event, _, _ = read("The mill [burned] on May 3, 2019.")
    when = anchor(doc, event, timexes(doc.text, None, doc), None)
    assert when is not None and when.edtf == "2019-05-03"


def test_likely_dates_are_a_superset_of_the_sure_ones() -> None:
    text = "The mill burned on Monday. Guards came. The owner says that a lamp fell. He may rebuild it. He sold boats."
    doc = parse(text, [Span(0, len(text))])
    found = timexes(text, PUBLISHED, doc)
    events = [Span(t.idx, t.idx + len(t)) for t in doc if t.pos_ == "VERB"]
    sure = anchor_all(doc, events, found, PUBLISHED)
    likely = anchor_all(doc, events, found, PUBLISHED, likely=True)
    assert len(sure) == len(likely) == len(events)
    assert all(b is not None for a, b in zip(sure, likely, strict=True) if a is not None)
    assert anchor_all(doc, events, found, PUBLISHED) == sure


# ------------------------------------------------------------------------------------------------------- a real article

ARTICLE = [
    ("has been using the technology since", "using", "2011/.."),
    ("assault that occurred during a demonstration", "occurred", "2020-06-11/2020-06-20"),
    ("after it surrounded", "surrounded", "2020-08-07"),
    ("had been hosting a livestream", "hosting", "2020-08-07"),
    ("allowed the police to enter", "allowed", "2020-08-07"),
    ("also turned himself", "turned", "2020-08-08"),
    ("had initially faced", "faced", "2020-08"),
    ("was later downgraded", "downgraded", "2020-08-08/2020-08-19"),
    ("said in a statement earlier this month", "said", "2020-08"),
    ("was pressed earlier this week", "pressed", "2020-08-16/2020-08-19"),
    ("told The Hill on", "told", "2020-08-19"),
    ("said in a complaint", "said", ""),
    ("also obtained a screen", "obtained", ""),
    ("been arrested solely", "arrested", ""),
]


@pytest.fixture(scope="module")
def article() -> tuple[Doc, tuple[Timex, ...], list[Span]]:
    path = SHARED / "articles" / "the-hill-2020-08-19" / "article.txt"
    if not path.exists():
        pytest.skip(f"{path} is not here")
    text = path.read_text("utf-8")
    end = text.index("\nTags ")
    paragraphs = [Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text) if m.start() < end]
    doc = parse(text, paragraphs)
    return doc, timexes(text, date(2020, 8, 19), doc, [Span(end, len(text))]), paragraphs


@pytest.mark.parametrize(("place", "word", "edtf"), ARTICLE)
def test_article(article: tuple[Doc, tuple[Timex, ...], list[Span]], place: str, word: str, edtf: str) -> None:
    doc, found, paragraphs = article
    start = doc.text.index(place) + place.index(word)
    when = anchor(doc, Span(start, start + len(word)), found, date(2020, 8, 19), paragraphs[:1])
    assert ((when.edtf or "") if when else "") == edtf


def test_article_dates_nothing_that_is_none(article: tuple[Doc, tuple[Timex, ...], list[Span]]) -> None:
    doc, found, _ = article
    phrases = [t.span.of(doc.text) for t in found]
    assert not any("second" in p or "2023" in p for p in phrases)
