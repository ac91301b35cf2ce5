"""Records as files: the round trip, what is refused, and the published schema."""

from __future__ import annotations

import string
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import record, yamlfile
from onrecord.errors import OnrecordError
from onrecord.model import Entry, Fact, Metadata, Quote, Record, Span, Speaker, SubjectItem, Text, When

SCHEMA = Path(__file__).parent.parent / "docs" / "record.schema.json"


def sample() -> Record:
    return Record(
        source=Metadata(slug="harbour", title="Harbour: “shut”", publisher="The Quay Post", published=date(2024, 3, 1)),
        text=Text(sha256="0" * 64, characters=120, words=20),
        subjects=(SubjectItem(id="p-abcd", kind="person", name="Ada Vell", aliases=("Vell", "Ms. Vell, 40")),),
        quotes=(
            Quote(
                id="q-bcdf",
                text="No. The harbour is shut",
                span=Span(3, 26),
                kind="direct",
                speaker=Speaker("Ada Vell", subject="p-abcd", mention="Vell", span=Span(33, 37)),
                content=(Span(3, 10), Span(11, 26)),
                confidence=0.25,
            ),
        ),
        facts=(Fact(id="f-cdfg", text="yes", span=Span(3, 26), status="said"),),
        timeline=(
            Entry(
                id="e-dfgh",
                text="The harbour shut.",
                span=Span(3, 26),
                status="reported",
                when=When(phrase="Friday", span=Span(40, 46), edtf="2024-03-01", earliest=date(2024, 3, 1)),
                facts=("f-cdfg",),
            ),
        ),
    )


def test_a_record_comes_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "harbour.record.yml"
    assert record.save(sample(), path)
    assert record.load(path) == sample()
    assert not record.save(sample(), path), "the same bytes are not written again"


def test_a_record_is_written_for_review() -> None:
    shown = record.dump(sample())
    assert "    span: [3, 26]\n" in shown
    assert "    content: [[3, 10], [11, 26]]\n" in shown
    assert '      edtf: "2024-03-01"\n' in shown, "a word that looks like a date stays a word to every YAML reader"
    assert "  published: 2024-03-01\n" in shown
    assert '    aliases: [Vell, "Ms. Vell, 40"]\n' in shown
    assert yaml.safe_load(shown)["facts"][0]["text"] == "yes"


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
leaves = words | st.integers(-(10**15), 10**15) | st.booleans() | st.floats(allow_nan=False, allow_infinity=False)
spans = st.lists(st.lists(st.integers(0, 999), min_size=2, max_size=2), max_size=3)
keys = st.text(string.ascii_letters + "_-: #'\"[]{}", min_size=1, max_size=8)
mappings: st.SearchStrategy[dict[str, Any]] = st.recursive(
    st.dictionaries(keys, leaves | st.lists(words, max_size=3) | spans, max_size=4),
    lambda inner: st.dictionaries(keys, leaves | inner | st.lists(inner, min_size=1, max_size=3), max_size=4),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(mappings)
def test_whatever_is_written_is_read(data: dict[str, Any]) -> None:
    shown = yamlfile.write(data)
    assert yamlfile.parse(shown.encode(), "x.yml")[0] == data


@settings(max_examples=300, deadline=None)
@given(words)
def test_a_string_is_the_same_string_to_another_reader(value: str) -> None:
    shown = yamlfile.write({"a": value, "b": [value, value], "c": [{"d": value}]})
    assert yaml.safe_load(shown) == {"a": value, "b": [value, value], "c": [{"d": value}]}


BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"

REFUSED = [
    (BOMB, 1, "an anchor (&a)"),
    ("a: 1\nb: *x\n", 2, "an alias (*x)"),
    ("a: !!python/object/apply:os.system [ls]\n", 1, "a tag"),
    ("a: 1\nb: 2\na: 3\n", 3, "“a” a second time (first on line 1)"),
    ("a: 1\n---\nb: 2\n", 2, "a second document"),
    ("a: 1\n\tb: 2\n", 2, "not YAML"),
    ("a: " + "[" * 40 + "]" * 40, 1, "more than 32 levels"),
    ("? [1, 2]\n: 3\n", 1, "a key that is no single word"),
]


@pytest.mark.parametrize(("content", "line", "what"), REFUSED)
def test_what_is_no_plain_data_is_refused(content: str, line: int, what: str) -> None:
    with pytest.raises(OnrecordError) as caught:
        yamlfile.parse(content.encode(), "x.yml")
    assert what in caught.value.what
    assert caught.value.line == line


def test_bytes_that_are_not_text_are_refused_with_their_line() -> None:
    with pytest.raises(OnrecordError, match=r"x\.yml:2: the file is not UTF-8"):
        yamlfile.parse(b"a: 1\nb: \xff\n", "x.yml")


def test_nesting_without_end_ends() -> None:
    with pytest.raises(OnrecordError):
        yamlfile.parse(b"[" * 200_000, "x.yml")


WRONG = [
    ("kind: direct", "kind: shouted", "Invalid enum value 'shouted'"),
    ("span: [3, 26]", "span: [3, x]", "Expected `int`, got `str`"),
    ("id: q-bcdf", "id: 7", "Expected `str`, got `int`"),
]


@pytest.mark.parametrize(("good", "bad", "what"), WRONG)
def test_an_error_names_the_line(good: str, bad: str, what: str) -> None:
    shown = record.dump(sample())
    line = shown[: shown.index(good)].count("\n") + 1
    with pytest.raises(OnrecordError) as caught:
        record.loads(shown.replace(good, bad, 1).encode(), "harbour.record.yml")
    assert what in caught.value.what
    assert caught.value.line == line


def test_a_field_that_is_not_known_is_refused() -> None:
    with pytest.raises(OnrecordError, match="unknown field `colour`"):
        record.loads(record.dump(sample()).encode() + b"colour: red\n", "x.record.yml")


def test_records_hold_to_the_schema() -> None:
    validator = jsonschema.Draft202012Validator(record.schema())
    data = msgspec.json.decode(msgspec.json.encode(sample()))
    validator.validate(data)
    data["quotes"][0]["kind"] = "shouted"
    assert not validator.is_valid(data)


def test_the_published_schema_is_the_present_one() -> None:
    assert SCHEMA.read_text("utf-8") == record.schema_json(), "run: python -m onrecord.record > docs/record.schema.json"


def test_the_fingerprint_counts_code_points() -> None:
    shown = record.fingerprint("Zwölf 🚢 ships")
    assert (shown.characters, shown.words) == (13, 3)
    assert shown.sha256 == record.fingerprint("Zwölf 🚢 ships").sha256 != record.fingerprint("Zwölf ships").sha256
