"""The real article that the first record is about, against what a careful editor takes from it.

The article can't be shipped; these tests skip where it is not beside the project. Nothing in the code knows it.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from onrecord import add, build, extract, text
from onrecord.model import Quote, Record
from onrecord.project import Project

FOLDER = "articles/the-hill-2020-08-19"


@cache
def read(folder: Path) -> tuple[Record, dict[str, Any]]:
    """The article's record, by way of `onrecord add`, and the editor's expectations."""
    import tempfile

    meta = yaml.safe_load((folder / "meta.yml").read_text("utf-8"))
    draft = add.draft(
        folder / "article.txt",
        title=meta["title"],
        publisher=meta["publisher"],
        published=date.fromisoformat(str(meta["published"])),
        url=meta["url"],
        rights=meta["rights"],
    )
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / f"{draft.slug}.md"
        path.write_text(draft.content, "utf-8")
        return extract.extract(text.read(path)), yaml.safe_load((folder / "expected.yml").read_text("utf-8"))


@pytest.fixture
def record(shared: Path) -> Record:
    return read(shared / FOLDER)[0]


@pytest.fixture
def expected(shared: Path) -> dict[str, Any]:
    return read(shared / FOLDER)[1]


def plain(words: str) -> str:
    """Words alone, for comparing."""
    return " ".join(re.findall(r"\w+", words.casefold()))


def found(record: Record, words: str) -> Quote | None:
    """The quotation with these words; a long one is cut on the record, so its beginning counts."""
    want = plain(words)
    return next(
        (
            q
            for q in record.quotes
            if plain(q.text) == want or (q.text.endswith("[…]") and want.startswith(plain(q.text)))
        ),
        None,
    )


def test_all_quotations_are_found_and_none_is_invented(record: Record, expected: dict[str, Any]) -> None:
    assert [row["text"] for row in expected["quotes"] if found(record, row["text"]) is None] == []
    assert len(record.quotes) == len(expected["quotes"])


def test_no_heading_is_taken_for_speech(record: Record, expected: dict[str, Any]) -> None:
    assert [words for words in expected["not_quotes"] if found(record, words)] == []


def test_every_speaker_is_right(record: Record, expected: dict[str, Any]) -> None:
    wrong = []
    for row in expected["quotes"]:
        quote = found(record, row["text"])
        name = quote.speaker.name if quote and quote.speaker else None
        if name != row["speaker"]:
            wrong.append((row["text"][:40], name, row["speaker"]))
    assert wrong == []


def test_an_ambiguous_speaker_is_flagged_not_given_away(record: Record, expected: dict[str, Any]) -> None:
    row = next(row for row in expected["quotes"] if "ambiguous" in row.get("note", ""))
    quote = found(record, row["text"])
    assert quote is not None and quote.speaker is not None
    assert not quote.speaker.sure
    assert quote.speaker.subject is None
    assert "unsure-speaker" in quote.doubts
    assert quote.speaker.rivals


def test_no_furniture_is_in_the_record(record: Record, expected: dict[str, Any]) -> None:
    words = plain(repr(record))
    assert [line for line in expected["furniture"] if plain(line) in words] == []


def test_subjects(record: Record, expected: dict[str, Any]) -> None:
    names = {kind: {s.name for s in record.subjects if s.kind == kind} for kind in ("person", "organisation", "place")}
    assert {row["name"] for row in expected["people"]} == names["person"]
    assert {row["name"] for row in expected["organisations"]} <= names["organisation"]
    assert set(expected["places"]) == names["place"]


def test_dates_of_the_timeline(record: Record, expected: dict[str, Any]) -> None:
    values = [entry.when.edtf for entry in record.timeline]
    assert [str(row["when"]) for row in expected["timeline"] if str(row["when"]) not in values] == []


def test_what_is_no_date_stays_none(record: Record, expected: dict[str, Any]) -> None:
    phrases = [plain(entry.when.phrase) for entry in record.timeline]
    phrases += [plain(fact.when.phrase) for fact in record.facts if fact.when]
    for row in expected["must_not_date"]:
        assert plain(row) not in phrases
    assert not any((entry.when.edtf or "").startswith("2023") for entry in record.timeline)


STATUS = {"claimed": ("said", "alleged")}
"""Statuses of the editor's list that the record has under another name."""


def test_the_editors_facts_are_there_with_status_and_source(record: Record, expected: dict[str, Any]) -> None:
    missing = []
    for row in expected["facts"]:
        words = set(plain(row["what"]).split()) - {"the", "a", "of", "to", "was", "from", "on", "in"}
        wanted = STATUS.get(row["status"], (row["status"],))
        if not any(
            len(words & set(plain(fact.text).split())) >= 0.7 * len(words)
            and fact.status in wanted
            and ("by" not in row or any(row["by"] in by.name for by in fact.by))
            for fact in record.facts
        ):
            missing.append(row["what"])
    assert missing == []


def test_the_denial_answers_the_allegation(record: Record) -> None:
    denial = next(fact for fact in record.facts if fact.status == "denied")
    answered = {fact.id: fact for fact in record.facts}[denial.answers or ""]
    assert answered.status == "alleged"
    assert answered.when is not None
    assert answered.when.edtf == "2020-06-11/2020-06-20"


def test_the_whole_site_of_a_text_that_is_not_open(project: Project, shared: Path) -> None:
    """The audit finds no excerpt that is too long, and no page furniture, on any page."""
    meta = yaml.safe_load((shared / FOLDER / "meta.yml").read_text("utf-8"))
    draft = add.draft(
        shared / FOLDER / "article.txt",
        publisher=meta["publisher"],
        published=date.fromisoformat(str(meta["published"])),
        url=meta["url"],
    )
    (project.sources / f"{draft.slug}.md").write_text(draft.content, "utf-8")
    build.render(project, build.prepare(project))
    furniture = read(shared / FOLDER)[1]["furniture"]
    for page in sorted(project.site.rglob("*.html")):
        words = page.read_text("utf-8")
        assert [line for line in furniture if line in words] == [], page
