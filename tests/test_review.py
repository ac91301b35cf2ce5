"""What needs a person, what changed on the record, and what proves it: review, diff and verify."""

from __future__ import annotations

import json
import re
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import diff, editfile, edits, permalinks, record, review, verify
from onrecord.errors import OnrecordError
from onrecord.model import Change, Quote, Record, Span, Speaker, Withdrawn
from test_edits import NAME, TEXT, made, span

SARIF_LEVELS = {"error", "warning", "note", "none"}


def reviewed(yaml: str = "", found: Record | None = None) -> list[review.ReviewItem]:
    shown, problems = edits.apply(found or made(), edits.loads(yaml.encode(), NAME), TEXT)
    return review.items([shown], problems)


# -------------------------------------------------------------------------------------------------------------- review


def test_the_most_important_comes_first() -> None:
    codes = [one.code for one in reviewed("q-00000001: {was: Other words, speaker: Bo Marn}")]
    assert codes == ["stale-edit", "rivals", "unsure-speaker", "undated"]


def test_an_entry_says_what_settles_it_and_that_does() -> None:
    for one in reviewed():
        yaml = one.settle.replace("p-00000002 or p-00000003", "p-00000002").replace("an EDTF date, or: ", "")
        assert one.code not in {left.code for left in reviewed(yaml) if left.id == one.id}, one.settle


def test_two_candidates_are_named() -> None:
    (rivals,) = [one for one in reviewed() if one.code == "rivals"]
    assert "it may be Bo Marn (p-00000002) or Mr. Marn (p-00000003)" in rivals.message
    assert rivals.settle == 'q-00000002: {was: "We told them twice,", speaker: p-00000002 or p-00000003}'


def test_a_link_known_again_shows_what_it_was() -> None:
    quote = msgspec.structs.replace(made().quotes[0], doubts=(permalinks.CARRIED,))
    change = Change(id=quote.id, field="text", before="No boat will leave,", after=quote.text, on=date(2031, 1, 1))
    found = msgspec.structs.replace(made(), quotes=(quote,), changes=(change,), timeline=())
    (one,) = reviewed("", found)
    assert "it was “No boat will leave,”" in one.message
    assert reviewed(one.settle, found) == []


def test_a_problem_is_named_by_the_same_path_as_a_doubt() -> None:
    problem = edits.Problem("edit-of-unknown", "there is no q-1", "/somewhere/sources/pier.edits.yml", 2)
    (one,) = review.items([], [problem], files={"pier": "sources/pier.edits.yml"})
    assert (one.file, one.line, one.slug) == ("sources/pier.edits.yml", 2, "pier")


def test_levels() -> None:
    found = reviewed("q-00000001: {was: Other words, hide: x}")
    assert {one.level for one in found} == {"error", "warning", "note"}
    assert {one.level for one in review.at_least(found, "warning")} == {"error", "warning"}
    assert [one.code for one in review.at_least(found, "error")] == ["stale-edit"]


def test_a_doubt_that_nobody_thought_of_is_listed_all_the_same() -> None:
    fact = msgspec.structs.replace(made().facts[0], doubts=("two-suns",))
    found = msgspec.structs.replace(made(), facts=(fact,), quotes=(), timeline=())
    (one,) = reviewed("", found)
    assert (one.code, one.level) == ("two-suns", "warning")
    assert reviewed(one.settle, found) == []


def test_annotations_for_github() -> None:
    first = review.write(reviewed("q-00000001: {was: 'a%b, c', hide: x}"), "github").splitlines()[0]
    assert first.startswith("::error file=sources/ostrand.edits.yml,line=1,title=stale-edit::")
    assert "a%25b, c" in first
    assert "%0A" in first


def test_an_annotation_is_one_line_whatever_a_text_says() -> None:
    evil = msgspec.structs.replace(made().quotes[1], text="x\n::error file=a::b\r\n%0A")
    found = msgspec.structs.replace(made(), quotes=(evil,), timeline=())
    lines = review.write(reviewed("", found), "github").splitlines()
    assert len(lines) == len(reviewed("", found))
    assert all(line.startswith("::warning ") for line in lines)


def test_json_and_sarif() -> None:
    found = reviewed("q-00000001: {was: Other words, hide: x}")
    assert [one["code"] for one in json.loads(review.write(found, "json"))] == [one.code for one in found]
    log = json.loads(review.write(found, "sarif"))
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for one, result in zip(found, run["results"], strict=True):
        assert rules[result["ruleIndex"]] == result["ruleId"] == one.code
        assert result["level"] in SARIF_LEVELS
        place = result["locations"][0]["physicalLocation"]
        assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == (one.file, one.line)


def test_nothing_to_review() -> None:
    assert review.write([], "text") == "Nothing to review.\n"
    assert review.write([], "github") == ""
    assert json.loads(review.write([], "sarif"))["runs"][0]["results"] == []


# ---------------------------------------------------------------------------------------------------------------- diff


def changed(**fields: Any) -> Record:
    return msgspec.structs.replace(made(), **fields)


def quotes(*changes: dict[str, Any]) -> tuple[Quote, ...]:
    return tuple(msgspec.structs.replace(quote, **change) for quote, change in zip(made().quotes, changes, strict=True))


GONE = Withdrawn(id="q-00000001", kind="quote", reason="no longer in the text", successors=("q-00000002",))

DIFFERENCES: list[tuple[str, Record, list[tuple[str, str, bool]]]] = [
    ("nothing", made(), []),
    ("moved only", changed(quotes=quotes({"span": Span(1, 3)}, {"context": "x"})), []),
    ("a word", changed(quotes=quotes({"text": "No ship may leave,"}, {})), [("changed", "q-00000001", False)]),
    ("a not", changed(quotes=quotes({"text": "No ship will not leave,"}, {})), [("changed", "q-00000001", True)]),
    ("a number", changed(quotes=quotes({"text": "No 2 ships leave,"}, {})), [("changed", "q-00000001", True)]),
    ("speaker", changed(quotes=quotes({"speaker": Speaker("Bo Marn")}, {})), [("changed", "q-00000001", True)]),
    ("withdrawn", changed(quotes=made().quotes[1:], withdrawn=(GONE,)), [("withdrawn", "q-00000001", True)]),
    ("lost", changed(quotes=made().quotes[1:]), [("removed", "q-00000001", True)]),
]


@pytest.mark.parametrize(("why", "new", "expected"), DIFFERENCES)
def test_what_differs(why: str, new: Record, expected: list[tuple[str, str, bool]]) -> None:
    assert [(one.what, one.id, one.material) for one in diff.compare([made()], [new])] == expected, why


def test_all_of_a_new_source_is_added_and_all_of_a_lost_one_is_removed() -> None:
    assert {one.what for one in diff.compare([], [made()])} == {"added"}
    assert {one.what for one in diff.compare([made()], [])} == {"removed"}


def test_a_new_name_is_told_once_and_not_for_each_item_that_bears_it() -> None:
    subjects = (msgspec.structs.replace(made().subjects[0], name="Ida Vell"), *made().subjects[1:])
    speaker = Speaker("Ida Vell", subject="p-00000001", mention="Vell", span=Span(80, 84))
    new = changed(subjects=subjects, quotes=quotes({"speaker": speaker}, {}))
    (one,) = diff.compare([made()], [new])
    assert (one.id, one.telling, one.follow) == ("p-00000001", ("name",), 1)
    assert "and so in 1 item that names it" in diff.write([one], "text")
    assert "and so in 1 item that names it" in diff.write([one], "markdown")
    (_, other) = diff.compare(
        [made()], [changed(subjects=subjects, quotes=quotes({"text": "No", "speaker": speaker}, {}))]
    )
    assert (other.id, [field.field for field in other.fields]) == ("q-00000001", ["text"])


def test_what_changed_in_more_than_wording_comes_first() -> None:
    new = changed(quotes=quotes({"text": "No ship may leave,"}, {"text": "We told them thrice,"}))
    assert [one.material for one in diff.compare([made()], [new])] == [True, False]


def test_a_doubt_is_shown_and_is_no_change_of_what_is_said() -> None:
    new = changed(quotes=quotes({"doubts": ("carried",)}, {}))
    found = diff.compare([made()], [new])
    assert [one.material for one in found] == [False]
    assert "      doubts was " in diff.write(found, "text")


def test_the_notice_of_a_withdrawn_item_may_not_go() -> None:
    old = changed(quotes=made().quotes[1:], withdrawn=(GONE,))
    (one,) = diff.compare([old], [changed(quotes=made().quotes[1:])])
    assert (one.what, one.id, one.reason) == ("removed", "q-00000001", "its notice is gone")


def test_the_forms_of_a_diff() -> None:
    new = changed(quotes=quotes({"text": "No 2 ships leave,"}, {}))
    found = diff.compare([made()], [new])
    text = diff.write(found, "text")
    assert "  ~ q-00000001 quote changed: “No 2 ships leave,” — Ada Vell\n" in text
    assert "   !  text was No ship will leave,\n       now No 2 ships leave,\n" in text
    assert text.endswith("1 changed (1 in more than wording)\n")
    data = json.loads(diff.write(found, "json"))
    assert data["summary"] == {"removed": 0, "withdrawn": 0, "changed": 1, "restored": 0, "added": 0}
    assert data["differences"][0]["fields"][0]["before"] == "No ship will leave,"
    assert diff.write([], "text") == "nothing changed on the record\n"


EVIL = [
    "<img src=x onerror=alert(1)>",
    "@everyone see #1",
    "`a` ``b``",
    "x\n\n# Title",
    "[a](javascript:b)",
    "`",
    " x ",
]


@pytest.mark.parametrize("words", EVIL)
def test_a_comment_shows_words_as_they_are(words: str) -> None:
    shown = diff.literal(words)
    fence = re.match("`+", shown)
    assert fence is not None
    inside = shown[len(fence[0]) : -len(fence[0])]
    assert "\n" not in shown
    assert fence[0] not in re.findall("`+", inside)
    assert " ".join(inside.split()) == " ".join(words.split())


@given(st.text(max_size=60))
def test_a_code_span_can_not_be_left(words: str) -> None:
    shown = diff.literal(words)
    if shown:
        fence = re.match("`+", shown)
        assert fence is not None
        assert shown.endswith(fence[0])
        assert len(fence[0]) not in map(len, re.findall("`+", shown[len(fence[0]) : -len(fence[0])]))


def test_a_comment_is_not_longer_than_github_takes() -> None:
    many = tuple(msgspec.structs.replace(made().quotes[0], id=f"q-{i:08}", text="word " * 60) for i in range(1000))
    comment = diff.write(diff.compare([], [changed(quotes=many)]), "markdown")
    assert len(comment) < 65_536
    assert re.search(r"\d+ more: `onrecord diff` shows all", comment)
    assert comment.count("<details") == comment.count("</details>")


def test_old_records_are_read_from_git(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        who = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *who, *arguments], cwd=tmp_path, check=True, capture_output=True)

    git("init", "-q")
    path = tmp_path / "sources" / "deep" / "ostrand.record.yml"
    record.save(made(), path)
    git("add", "-A")
    git("commit", "-qm", "one")
    record.save(changed(quotes=made().quotes[1:]), path)
    assert diff.committed(tmp_path) == [made()]
    with pytest.raises(OnrecordError, match="no such revision: nowhere"):
        diff.committed(tmp_path, "nowhere")
    with pytest.raises(OnrecordError):
        diff.committed(tmp_path, "--output=x")


# -------------------------------------------------------------------------------------------------------------- verify


def fitting() -> Record:
    """A record that holds in every part."""
    facts = (msgspec.structs.replace(made().facts[1], text="[Bo Marn] denied that he was careless."),)
    quote = msgspec.structs.replace(made().quotes[0], speaker=Speaker("Vell", mention="Vell", span=span("Vell")))
    plain = changed(facts=(made().facts[0], facts[0]), quotes=(quote, made().quotes[1]), said=())
    return permalinks.carry(plain, None, text=TEXT)[0]


def test_a_record_that_fits_its_text_is_proved() -> None:
    proof = verify.verify(fitting(), TEXT)
    assert proof.failures == ()
    assert (proof.holds, proof.quotations, proof.spans > 5) == (True, 2, True)
    assert list(verify.report([proof]))[-1].endswith("2 quotations letter for letter; 0 failed")


def test_a_record_that_fits_itself_is_proved_without_its_text() -> None:
    assert verify.verify(fitting()).holds


BROKEN = [
    ("quotes", 0, {"text": "No ship will leave."}, "text"),
    ("quotes", 0, {"text": "No […] sail,"}, "text"),
    ("quotes", 0, {"span": Span(0, 9999)}, "span"),
    ("quotes", 0, {"context": "00000000///"}, "context"),
    ("quotes", 0, {"speaker": Speaker("Vell", mention="Marn", span=span("Vell"))}, "speaker"),
    ("quotes", 0, {"speaker": Speaker("Vell", subject="p-nobody")}, "speaker"),
    ("facts", 0, {"text": "The harbour of Ostrand was bombed on Friday."}, "text"),
    ("facts", 0, {"answers": "f-nothing"}, "answers"),
    ("facts", 0, {"subjects": ("p-nobody",)}, "subjects"),
    ("timeline", 0, {"facts": ("f-nothing",)}, "facts"),
    ("subjects", 0, {"mentions": (Span(5, 5),)}, "mentions"),
]


@pytest.mark.parametrize(("field", "number", "change", "expected"), BROKEN)
def test_what_does_not_hold_is_found(field: str, number: int, change: dict[str, Any], expected: str) -> None:
    found = fitting()
    items = list(getattr(found, field))
    items[number] = msgspec.structs.replace(items[number], **change)
    proof = verify.verify(msgspec.structs.replace(found, **{field: tuple(items)}), TEXT)
    assert expected in {one.field for one in proof.failures}
    assert not proof.holds


def test_cut_words_are_proved_piece_by_piece() -> None:
    found = fitting()
    quote = msgspec.structs.replace(found.quotes[0], text="No ship […] leave,", context="")
    proof = verify.verify(msgspec.structs.replace(found, quotes=(quote,)), TEXT)
    assert proof.failures == ()


def test_another_text_is_found_out() -> None:
    failures = verify.verify(fitting(), TEXT.replace("twice", "thrice")).failures
    assert ("", "text") in {(one.where, one.field) for one in failures}


def test_ids_given_twice_are_found() -> None:
    found = fitting()
    twice = msgspec.structs.replace(found, withdrawn=(Withdrawn(id=found.quotes[0].id, kind="quote", reason="x"),))
    assert [one.field for one in verify.verify(twice).failures] == ["id"]


def test_every_code_is_explained_to_editors() -> None:
    page = (Path(__file__).parent.parent / "docs" / "editors.md").read_text("utf-8")
    assert [code for code in review.RULES if f"`{code}`" not in page] == []


def test_every_field_of_an_edit_is_explained_to_editors() -> None:
    page = (Path(__file__).parent.parent / "docs" / "editors.md").read_text("utf-8")
    fields = {field for fields in editfile.FIELDS.values() for field in fields}
    assert [field for field in sorted(fields) if f"`{field}`" not in page] == []
