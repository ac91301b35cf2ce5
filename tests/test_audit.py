"""What must not be published is found, wherever in the site it stands."""

from __future__ import annotations

import gzip
import json
import random
import sys
from collections import Counter
from pathlib import Path

import msgspec
import pytest

from onrecord import audit, excerpts, fairness
from onrecord.errors import OnrecordError
from onrecord.model import Fact, Metadata, Quote, Record, Source, Span, Speaker, Text

SAID = "We had no choice but to stop"
PROSE = "The old ferry between the mainland and the island stopped for good on a grey Monday, harbour officials said."
TEXT = f"{PROSE} “{SAID},” said the chair.\n\nSee all the videos of the harbour today\n"
THIRTEEN = "ferry between the mainland and the island stopped for good on a grey"


def source(rights: str = "all rights reserved") -> Source:
    furniture = TEXT.index("See all")
    return Source(
        meta=Metadata(slug="ferry", title="A ferry", publisher="The Courier", rights=rights),
        text=TEXT,
        paragraphs=(Span(0, TEXT.index("\n")),),
        furniture=(Span(furniture, len(TEXT) - 1),),
    )


def record(*facts: Fact, rights: str = "all rights reserved") -> Record:
    start = TEXT.index(SAID)
    quote = Quote(id="q-1", text=SAID, span=Span(start, start + len(SAID)), kind="direct")
    return Record(source=source(rights).meta, text=Text(sha256="", characters=0, words=0), quotes=(quote,), facts=facts)


def findings(site: Path, rights: str = "all rights reserved") -> list[fairness.Finding]:
    return list(audit.rights(site, [record(rights=rights)], {"ferry": source(rights)}))


PLACES = [
    ("page.html", f"<p>The <b>{THIRTEEN}</b></p>"),
    ("title.html", f'<a title="{THIRTEEN}">x</a>'),
    ("fragment.html", '<a href="https://c.example/#:~:text=' + THIRTEEN.replace(" ", "%20") + '">x</a>'),
    ("split.html", "<p>" + THIRTEEN.replace(" ", "</i> <i>") + "</p>"),
    ("entities.html", f"<p>{THIRTEEN.replace('grey', 'gr&#101;y')}</p>"),
    ("shouted.html", f"<p>{THIRTEEN.upper().replace(' ', ', ')}!</p>"),
    ("data.json", json.dumps({"a": [{"b": THIRTEEN}]})),
    ("data.jsonl", json.dumps({"a": "x"}) + "\n" + json.dumps({"a": THIRTEEN}) + "\n"),
    ("pieces.json", json.dumps({"words": THIRTEEN.split()})),
    ("address.json", json.dumps({"at": "https://c.example/#:~:text=" + THIRTEEN.replace(" ", "%20")})),
    ("script.html", f"<script>let hidden = '{THIRTEEN}'</script>"),
    ("plain", THIRTEEN),
    ("data.vtt", THIRTEEN),
    ("feed.xml", f"<summary>{THIRTEEN}</summary>"),
    ("data.csv", f'a,"{THIRTEEN}"\n'),
    ("card.svg", f"<svg><text>{THIRTEEN}</text></svg>"),
]


@pytest.mark.parametrize(("name", "content"), PLACES, ids=[name for name, _ in PLACES])
def test_thirteen_words_of_prose_are_found_everywhere(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    found = findings(tmp_path)
    assert [one.rule for one in found] == ["rights: prose"]
    assert found[0].path == name
    assert "13 words" in found[0].message
    assert findings(tmp_path, rights="open") == []


def test_what_an_editor_calls_a_quotation_is_prose_without_marks(tmp_path: Path) -> None:
    start = TEXT.index(THIRTEEN)
    added = Quote(id="q-2", text=THIRTEEN, span=Span(start, start + len(THIRTEEN)), kind="direct")
    made = msgspec.structs.replace(record(), quotes=(*record().quotes, added))
    (tmp_path / "page.html").write_text(f"<p>“{THIRTEEN}”</p>", "utf-8")
    assert [one.rule for one in audit.rights(tmp_path, [made], {"ferry": source()})] == ["rights: prose"]


def test_the_search_index_is_read(tmp_path: Path) -> None:
    (tmp_path / "index.pf_fragment").write_bytes(gzip.compress(THIRTEEN.encode()))
    assert [one.rule for one in findings(tmp_path)] == ["rights: prose"]


def test_twelve_words_a_quotation_and_a_title_may_be_shown(tmp_path: Path) -> None:
    twelve = THIRTEEN.rsplit(" ", 1)[0]
    (tmp_path / "page.html").write_text(f"<p>{twelve}</p><p>officials said. “{SAID},” said</p>", "utf-8")
    assert findings(tmp_path) == []


def test_furniture_is_found_in_open_texts_too(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>See all the videos of the harbour today</p>", "utf-8")
    assert [one.rule for one in findings(tmp_path, rights="open")] == ["page furniture"]


def test_the_longest_run_is_named(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(f"<p>{THIRTEEN} and more</p><p>{PROSE}</p>", "utf-8")
    assert f"{len(excerpts.words(PROSE))} words" in findings(tmp_path)[0].message


def test_looking_at_a_tenth_of_a_page_misses_nothing(tmp_path: Path) -> None:
    """The glance that spares most pages the whole comparison finds what the whole comparison finds."""
    protected = audit._Protected([record()], {"ferry": source()})
    prose, pick = excerpts.words(PROSE), random.Random(1)
    found = Counter[bool]()
    for _ in range(3000):
        start = pick.randrange(len(prose) - 8)
        run = prose[start : start + pick.randrange(8, 16)]
        before, after = (pick.choices(prose, k=pick.randrange(25)) for _ in range(2))
        shown = [*before, *run, *after]
        whole = excerpts.longest(protected.prose, excerpts.MAX_PROSE_RUN + 1, shown)[0] > 0
        assert protected._glimpsed(protected.prose, excerpts.MAX_PROSE_RUN + 1, shown) == whole, shown
        found[whole] += 1
    assert min(found.values()) > 500


BY = (Speaker(name="Harbour Board"),)
RULES = [
    (Fact(id="f", text="Quay hid a fault.", span=Span(0, 1), status="alleged"), ["people: allegation"]),
    (Fact(id="f", text="Quay hid a fault.", span=Span(0, 1), status="alleged", by=BY), []),
    (Fact(id="f", text="Accused attacker Tom Quay left.", span=Span(0, 1), status="reported"), ["people: label"]),
    (Fact(id="f", text="Tom Quay is a thief.", span=Span(0, 1), status="reported"), ["people: verdict"]),
    (Fact(id="f", text="Quay was accused of theft.", span=Span(0, 1), status="alleged", by=BY), []),
    (Fact(id="f", text="Quay pleaded not guilty.", span=Span(0, 1), status="reported"), []),
]


@pytest.mark.parametrize(("fact", "rules"), RULES, ids=[fact.text for fact, _ in RULES])
def test_words_about_living_people(fact: Fact, rules: list[str]) -> None:
    assert [one.rule for one in fairness.people([record(fact)])] == rules


def test_findings_stop_the_build(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(f"<p>{THIRTEEN}</p>", "utf-8")
    with pytest.raises(OnrecordError, match=r"page\.html: 13 words in a row of “ferry”"):
        audit.check(tmp_path, [record()], {"ferry": source()})


@pytest.mark.parametrize(
    ("length", "shown"), [(60, "w" + " w" * 59), (61, "w" + " w" * 58 + " […]"), (1, "w"), (0, "")]
)
def test_a_quotation_is_cut_after_sixty_words(length: int, shown: str) -> None:
    assert excerpts.quotation(" ".join(["w"] * length)) == shown


CLAIM = Fact(id="f-1", text="Quay hid a fault.", span=Span(0, 1), status="alleged", by=BY)
DENIAL = Fact(id="f-2", text="Quay denied that.", span=Span(0, 1), status="denied", by=BY, answers="f-1")
SHOWN = [
    ("nothing of it", "<p>The ferry stopped.</p>", (CLAIM,), []),
    ("no name", "<p>Quay hid a fault. No response is recorded in this source.</p>", (CLAIM,), ["people: allegation"]),
    ("no answer", "<p>The Harbour Board alleges: Quay hid a fault.</p>", (CLAIM,), ["people: answer"]),
    ("both", "<p>Harbour Board: Quay hid a fault. No response is recorded in this source.</p>", (CLAIM,), []),
    (
        "silence where there is a denial",
        "<p>Harbour Board: Quay hid a fault. No response is recorded in this source.</p>",
        (CLAIM, DENIAL),
        ["people: answer"],
    ),
    ("its denial", "<p>Harbour Board: Quay hid a fault.</p><p>Quay denied that.</p>", (CLAIM, DENIAL), []),
]


@pytest.mark.parametrize(("page", "facts", "rules"), [row[1:] for row in SHOWN], ids=[row[0] for row in SHOWN])
def test_a_page_with_an_allegation(tmp_path: Path, page: str, facts: tuple[Fact, ...], rules: list[str]) -> None:
    (tmp_path / "page.html").write_text(page, "utf-8")
    assert [one.rule for one in audit.allegations(tmp_path, [record(*facts)])] == rules


WORDS = [
    ("The ferry’s Captain said: “U.S. law”", ["the", "ferry's", "captain", "said", "u.s", "law"]),
    ("STRASSE Straße", ["strasse", "strasse"]),
    ("İzmir", ["i̇zmir"]),  # one letter becomes a letter and a dot above, which is no letter
    ("ΑΥΤΌΣ", ["αυτόσ"]),
    ("a\u0345b", ["a", "b"]),  # an accent that would become a letter
]


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_words_end_where_they_do_in_the_text(text: str, expected: list[str]) -> None:
    assert excerpts.words(text) == expected


def test_no_letter_parts_or_joins_words_when_it_is_made_small() -> None:
    changed = [char for char in map(chr, range(sys.maxunicode + 1)) if char.casefold() != char]
    for char in changed:
        text = f"a{char}b {char} a.{char}"
        assert excerpts.words(text) == [word.casefold() for word in excerpts._WORD.findall(text)], hex(ord(char))
