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

from onrecord import assemble, extract, text
from onrecord.anchors import anchor, anchor_all, sequence
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


COMPARED = [
    ("The index fell to its [lowest] level since 2003.", ""),
    ("The index fell on Monday, [reaching] its lowest level since 2003.", "2021-05-10"),
    ("It is so.|It stays so.|They live there.|It [lost] more jobs than in 2008.", ""),
    ("It is so.|It stays so.|They live there.|It was the worst one-day [drop] since October 1987.", ""),
    ("The two sides [met] before talks in March 2019.", "2021-05-12"),
    ("The firm must [pay] before Friday.", "2021-05-14"),
    ("The firm has [ordered] ten trams for 2024.", "2021-05-12"),
]

TIED = [
    ("In March, the board rejected the plan and [forced] the chairman out.", "2021-03"),
    ("A guard was [hurt] when a wall fell on Monday.", "2021-05-10"),
    ("The club [began] to lose members in 2019.", "2019"),
    ("On Monday, two days after officers [searched] the farm, the owner fled.", "2021-05-08"),
    ("The owner was arrested on Monday, three months after he [fled].", "2021-02"),
    ("The owner was arrested in March, two years after he [fled].", "2019"),
    ("“We [opened] the bridge yesterday,” the mayor said on Sunday.", "2021-05-08"),
    ("The mayor said on Sunday: “The crane [came] today.”", "2021-05-09"),
    ("“We [opened] the bridge yesterday,” the mayor said.", "2021-05-11"),
    ("Officers searched the farm on May 3.|They live there.|They knew it.|A [search] is no arrest.", ""),
]

LIKELY = [
    ("OSLO, May 11 (Reuters) –|Two trams [collided] in the fog.", "2021-05-11"),
    ("The mayor spoke on Sunday.|The firm [says] that the bridge is safe.", "2021-05-12"),
    ("The bridge is currently under [construction] and opens in 2024.", "2021-05-12"),
    (
        "It is so.|It stays so.|They live there.|The trams will land on Friday. They will then [go] to Oslo.",
        "2021-05-14",
    ),
    ("The mayor said on Sunday that the ferry sank. It stays so. She [added] that it was old.", "2021-05-09"),
    ("The two firms signed a contract on Monday.|They live there.|The [deal] pleased both.", "2021-05-10"),
    ("The move comes a week after the firm [sold] its mill.", "2021-05-05"),
    ("Three years after it first [offered] a ferry, the firm has cancelled it.", "2018"),
    ("The council will [take] the pier from a firm that lost money in 2019.", "2021-05-12"),
    ("It is so.|It stays so.|They live there.|The firm expects [sales] to rise.", ""),
    ("It is so.|It stays so.|They live there.|The original [talks] were about a pier.", ""),
    ("It is so.|It stays so.|They live there.|It had [sold] its mills.", ""),
    ("It is so.|It stays so.|They live there.|It did not [sell] its mills.", ""),
]

SEQUENCE = [
    ("Anna fled after police searched the farm.", "searched fled"),
    ("Anna fled before police searched the farm.", "fled searched"),
    ("Before the council met, the mayor signed the contract.", "signed met"),
    ("After winning the vote, Anna resigned.", "winning resigned"),
    ("Police arrested Anna. She had sold the mill.", "sold arrested"),
    ("Police arrested Anna. Earlier that day, she sold the mill.", "sold arrested"),
    ("Police arrested Anna. She sold the mill.", ""),
]


def read(case: str) -> tuple[Doc, Span, list[Span], tuple[Timex, ...]]:
    """The parse, the event, the paragraphs and the phrases of time."""
    text = case.replace("|", "\n\n")
    event = Span(text.index("["), text.index("]") - 1)
    text = text.replace("[", "").replace("]", "")
    paragraphs = [Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    doc = parse(text, paragraphs)
    return doc, event, paragraphs, timexes(text, PUBLISHED, doc)


@pytest.mark.parametrize(("case", "edtf"), ATTACHED + REPORTED + COUNTED + TENSE + COMPARED + TIED)
def test_case(case: str, edtf: str) -> None:
    doc, event, _, found = read(case)
    when = anchor(doc, event, found, PUBLISHED)
    assert ((when.edtf or "") if when else "") == edtf


@pytest.mark.parametrize(("case", "edtf"), LIKELY)
def test_likely(case: str, edtf: str) -> None:
    doc, event, _, found = read(case)
    when = anchor(doc, event, found, PUBLISHED, likely=True)
    assert ((when.edtf or "") if when else "") == edtf


@pytest.mark.parametrize(("text", "pairs"), SEQUENCE)
def test_sequence(text: str, pairs: str) -> None:
    doc = parse(text, [Span(0, len(text))])
    assert " ".join(f"{a.of(text)} {b.of(text)}" for a, b in sequence(doc)) == pairs


DAYS = [
    ("Anna Holt fled on Monday after Mark Venn searched her farm on Monday.", ["Venn", "Holt fled"]),
    (
        "Police arrested Anna Holt on Monday. Earlier on Monday, Anna Holt had sold the Brack Mill.",
        ["Earlier", "Police"],
    ),
    ("Police arrested Anna Holt on Monday. She sold the Brack Mill on Monday.", ["Police", "sold"]),
    ("Anna Holt sold the Brack Mill on Monday. She had been arrested in Tolo on Sunday.", ["sold", "arrested"]),
]


@pytest.mark.parametrize(("body", "order"), DAYS)
def test_a_day_keeps_the_order_that_the_text_gives(body: str, order: list[str], tmp_path: Path) -> None:
    source = tmp_path / "day.md"
    front = "title: A day\npublisher: The Paper\npublished: 2021-05-12\nurl: https://example.org/a\nrights: open"
    source.write_text(f"---\n{front}\nlanguage: en\n---\n\n{body}\n", "utf-8")
    read_in = text.read(source)
    # Read as if it told of a dispute: which plain statements the judge would leave out isn't tested here.
    record = assemble.assemble(read_in, extract.find(read_in, disputed=True))
    told = [entry.text for entry in record.timeline]
    assert len(told) == len(order)
    assert all(words in entry for words, entry in zip(order, told, strict=True)), told


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
