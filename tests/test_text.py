"""Reading a source: front matter, furniture, paragraphs, and every way in which a file can be wrong."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import lexicon, text
from onrecord.errors import OnrecordError

FRONT = "---\ntitle: A ferry stops\npublisher: The Courier\n---\n"

BAD = [
    ("no front matter", "A ferry stopped.\n", 1, "front matter is missing"),
    ("front matter not closed", "---\ntitle: A\npublisher: B\nA ferry stopped.\n", 1, "does not end"),
    ("no YAML", "---\ntitle: A: b\n---\nA ferry.\n", 2, "not YAML"),
    ("a list", "---\n- title\n---\nA ferry.\n", 2, "holds no keys"),
    (
        "unknown key",
        "---\ntitle: A\npublisher: B\npublised: 2031-03-09\n---\nA ferry.\n",
        4,
        "did you mean “published”",
    ),
    ("key twice", "---\ntitle: A\ntitle: C\npublisher: B\n---\nA ferry.\n", 3, "a second time"),
    ("impossible date", "---\ntitle: A\npublisher: B\npublished: 2031-02-30\n---\nA ferry.\n", 4, "is no day"),
    ("no title", "---\npublisher: B\n---\nA ferry.\n", 1, "the title is missing"),
    ("no publisher", "---\ntitle: A\n---\nA ferry.\n", 1, "the publisher is missing"),
    ("a script as address", "---\ntitle: A\npublisher: B\nurl: javascript:alert(1)\n---\nA.\n", 4, "no web address"),
    ("a list as title", "---\ntitle: [A]\npublisher: B\n---\nA ferry.\n", 2, "must be a line of text"),
    ("an alias", "---\ntitle: &a A\npublisher: *a\n---\nA ferry.\n", 2, "an anchor"),
    ("an object", "---\ntitle: !!python/object:os.system x\npublisher: B\n---\nA.\n", 2, "a tag"),
    ("empty text", FRONT + "\n  \n", None, "no text after"),
    ("furniture alone", FRONT + "Load more\n", None, "nothing but page furniture"),
    ("a control character", FRONT + "A\x00 ferry.\n", 5, "control character"),
    ("another language", "---\ntitle: A\npublisher: B\nlanguage: fr\n---\nUn bac.\n", 4, "only English"),
]


@pytest.mark.parametrize(("content", "line", "message"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_a_bad_file_is_one_clear_error(tmp_path: Path, content: str, line: int | None, message: str) -> None:
    path = tmp_path / "a-ferry.md"
    path.write_text(content, "utf-8")
    with pytest.raises(OnrecordError) as caught:
        text.read(path)
    assert message in str(caught.value)
    assert caught.value.line == line
    assert caught.value.path == str(path)


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a-ferry.md"
    path.write_bytes(FRONT.encode() + b"A ferry \xff stopped.\n")
    with pytest.raises(OnrecordError, match=r"a-ferry\.md:5: these bytes are no UTF-8"):
        text.read(path)


def test_ten_megabytes_are_refused_with_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a-ferry.md"
    path.write_text(FRONT + "A ferry stopped. " * 600_000, "utf-8")
    with pytest.raises(OnrecordError, match="1,000,000 characters"):
        text.read(path)


@pytest.mark.parametrize("name", ["A Ferry.md", "..md", "-a.md", "ferry_1.md", "férry.md"])
def test_a_name_that_is_no_slug(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(FRONT + "A ferry stopped.\n", "utf-8")
    with pytest.raises(OnrecordError, match="can't be a part of a link"):
        text.read(path)


@pytest.mark.parametrize("name", ["index", "year-2031", "year-2031-2", "year-none", "year-none-3"])
def test_a_name_that_a_list_of_sources_has(tmp_path: Path, name: str) -> None:
    with pytest.raises(OnrecordError, match="a page of the list of sources"):
        text.read(tmp_path / f"{name}.md", f"{FRONT}A ferry sank.\n".encode())
    for fine in ("index-2031", "year-2031-in-words", "year-203", "the-year-2031"):
        assert text.read(tmp_path / f"{fine}.md", f"{FRONT}A ferry sank.\n".encode()).meta.slug == fine


def test_line_ends_and_a_byte_order_mark_do_not_move_offsets(tmp_path: Path) -> None:
    path = tmp_path / "a-ferry.md"
    body = "A ferry stopped.\n\nNobody was hurt.\n"
    spans = []
    for data in (FRONT + body, "\ufeff" + (FRONT + body).replace("\n", "\r\n"), (FRONT + body).replace("\n", "\r")):
        path.write_bytes(data.encode("utf-8"))
        source = text.read(path)
        assert source.text == body
        spans.append(source.paragraphs)
    assert spans[0] == spans[1] == spans[2]


@pytest.mark.parametrize("row", lexicon.table("furniture", text.FurnitureLine)["lines"], ids=lambda row: row.example)
def test_every_furniture_row_has_an_example_that_it_matches(row: text.FurnitureLine) -> None:
    assert re.compile(row.pattern, re.IGNORECASE).fullmatch(row.example)
    kind = text.furniture_kind(row.example)
    assert kind == "ends" if row.ends else kind is not None


PROSE = [
    "Tags were found on two of the seals.",
    "Copyright law has not kept up, the minister said.",
    "Most popular of all was the ferry to the island, which ran twice a day.",
    "“Load more sand,” the foreman shouted.",
    "Photo opportunities were rare.",
    "Related parties declined to comment.",
    "Share prices fell by 3 percent on Monday.",
    "Subscribe or lose it, the theatre told its patrons.",
    "See all of it before you judge, she said.",
    "Updated figures are due next week.",
]


@pytest.mark.parametrize("line", PROSE)
def test_prose_is_no_furniture(line: str) -> None:
    assert text.furniture_kind(line) is None


def test_the_tail_after_the_end_is_furniture_and_prose_before_it_is_not() -> None:
    body = (
        "A ferry stops\n\nThe ferry stopped on Monday, the harbour said.\n\nTags ferry\n\nJobs\n\nWeather and tides\n"
    )
    found = text.layout(body, "A ferry stops")
    assert [span.of(body) for span in found.furniture] == ["Tags ferry", "Jobs", "Weather and tides"]
    assert [span.of(body) for span in found.headings] == ["A ferry stops"]


@given(st.text(max_size=400))
def test_every_line_is_a_paragraph_or_furniture(body: str) -> None:
    found = text.layout(body)
    spans = sorted((*found.paragraphs, *found.furniture))
    assert "".join("".join(span.of(body).split()) for span in spans) == "".join(body.split())
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert set(found.headings) <= set(found.paragraphs)
