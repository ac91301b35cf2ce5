"""Whatever stands in a text, an edits file, a journal or a date: read or refused, the same way every time, and true.

What the whole way from a text to its pages makes of random texts is in tests/test_hostile.py; here are the functions
that it does not go through.
"""

# ruff: noqa: E501
from __future__ import annotations

import json
import tempfile
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import attacks
import invariants
from onrecord import (
    add,
    archive,
    diff,
    editfile,
    edits,
    edtf,
    excerpts,
    extract,
    frontmatter,
    history,
    journal,
    language,
    matching,
    pages,
    permalinks,
    record,
    review,
    text,
    verify,
    yamlfile,
)
from onrecord.errors import OnrecordError
from onrecord.model import Change, Record
from onrecord.pages import Site
from test_build import TEXT

SOME = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
MANY = settings(SOME, max_examples=300)

words = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.sampled_from([attack.format(leak="http://127.0.0.1:9").replace("\x01", "") for attack in attacks.ATTACKS]),
    st.sampled_from(["Anna Lind", "Tom Quay", "unknown", "2031-05~", "2030/2031", "p-1", "…", "Northport", "٢٠٣١"]),
)
lines = words.map(lambda value: " ".join(value.split()) or "x")


@cache
def machine() -> tuple[Record, str]:
    """A record with items of every kind, and its text."""
    source = text.read(
        Path("a.md"),
        TEXT.replace(
            "the crew.”",
            "the crew.” Mira Voss was arrested on 3 May 2030 in Northport. Police allege that Quay stole $12.",
        ).encode(),
    )
    return permalinks.carry(extract.extract(source), None, text=source.text, taken=set(), today=None)[0], source.text


@pytest.fixture(scope="module", autouse=True)
def loaded() -> None:
    """Load the model before Hypothesis draws: loading asks for random numbers."""
    machine()


# ---------------------------------------------------------------------------------------------------------------- edits


@st.composite
def corrections(draw: st.DrawFn) -> dict[str, object]:
    """Edits of the machine's record in the form that editors write, with any words for values."""
    found: dict[str, object] = {}
    items = list(history.items(machine()[0]))
    for item in draw(st.lists(st.sampled_from(items), max_size=4, unique_by=lambda one: one.id)):
        fields: dict[str, object] = {"was": edits.was_for(item)} if draw(st.booleans()) else {}
        for name in draw(st.lists(st.sampled_from(editfile.FIELDS[item.id[0]]), max_size=3, unique=True)):
            fields[name] = _value(draw, name, [one.id for one in items])
        found[item.id] = fields
    if draw(st.booleans()):
        found["source"] = {"title": draw(lines)}
    if draw(st.booleans()):
        evidence = draw(st.sampled_from(["the crew", "Tom Quay", "We had no choice", "nowhere to be found"]))
        found["add"] = [
            {"fact": draw(lines), "evidence": evidence, "speaker": draw(lines), "date": "2030-05"},
            {"quote": evidence},
        ]
    return found


def _value(draw: st.DrawFn, name: str, ids: list[str]) -> object:
    if name in ("aliases", "roles", "ok"):
        return draw(st.lists(lines, min_size=1, max_size=3))
    if name == "merge":
        return draw(st.lists(st.sampled_from(ids), min_size=1, max_size=2))
    if name == "split":
        return [{"name": draw(lines), "items": draw(st.lists(st.sampled_from(ids), min_size=1, max_size=2))}]
    known = {
        "on": ["2031-04-01"],
        "date": ["2031", "2030-02~", "../2029", "unknown", "٢٠٣١"],
        "status": ["said", "denied", "alleged", "reported"],
        "kind": ["person", "organisation", "place"],
        "speaker": [*ids, "Anna Lind", "unknown"],
        "same_as": ids,
    }
    return draw(
        st.one_of(st.sampled_from(known[name]), lines)
        if name in known and name != "on"
        else st.sampled_from(known["on"])
        if name == "on"
        else lines
    )


@SOME
@given(corrections())
def test_any_edits_are_laid_over_or_refused(given_edits: dict[str, object]) -> None:
    found, content = machine()
    try:
        read = editfile.loads(yamlfile.write(given_edits).encode(), "a.edits.yml")
    except OnrecordError as error:
        assert str(error).startswith("a.edits.yml")
        return
    shown, problems = edits.apply(found, read, content)
    assert edits.apply(found, read, content) == (shown, problems)
    assert record.loads(record.dump(shown).encode(), "a.record.yml") == shown
    invariants.check_spans(shown, invariants.source(content))
    listed = review.items([shown], problems)
    for form in ("text", "github", "json", "sarif"):
        told = review.write(listed, form)
        assert form not in ("json", "sarif") or json.loads(told) is not None
        assert form != "github" or all(line.startswith("::") for line in told.splitlines())
    differences = diff.compare([found], [shown])
    assert all(write(differences) is not None for write in (diff.as_text, diff.as_markdown, diff.as_json))
    assert diff.compare([shown], [shown]) == []
    made = pages.pages([shown], Site(name="Any", url="https://record.example/"))
    assert f"facts/{found.facts[0].id}.md" in made


def test_the_machine_s_record_is_proved_and_a_changed_one_is_not() -> None:
    found, content = machine()
    assert verify.verify(found, content).holds
    assert len(found.quotes) >= 3 and found.facts and found.timeline
    assert not verify.verify(found, content.replace("no choice", "my choice")).holds


def test_a_speaker_s_long_description_is_cut_and_still_proved() -> None:
    content = "“It broke,” said the deputy chief engineer of the old harbour works of Northport and Eastmouth.\n"
    source = invariants.source(content, rights="all rights reserved")
    found, _ = permalinks.carry(extract.extract(source), None, text=content, taken=set(), today=None)
    assert found.quotes[0].speaker is not None
    assert found.quotes[0].speaker.mention == "the deputy chief engineer of the old harbour …"
    assert verify.verify(found, content).holds
    assert not verify.verify(found, content.replace("chief", "first")).holds


# ---------------------------------------------------------------------------------------------------------------- words


@MANY
@given(st.text(max_size=300))
@example("x" * 1000 + " " + "“" * 300)
def test_tokens_are_the_text(content: str) -> None:
    assert "".join(token.text_with_ws for token in language.tokens(content)) == content


@MANY
@given(st.text(max_size=60).map(lambda value: (value + " ") * 30))
def test_a_quotation_is_cut_to_its_limit(content: str) -> None:
    shown = excerpts.quotation(content)
    assert len(excerpts.words(shown.removesuffix(excerpts.CUT))) <= excerpts.MAX_QUOTE_WORDS
    assert content.startswith(shown.removesuffix(excerpts.CUT).rstrip()) or shown == content
    assert all(0 <= start <= end <= len(content) for start, end in excerpts.quoted_regions(content))


@MANY
@given(st.text(st.sampled_from("0123456789X-/.~?% ٣W"), max_size=24))
@example("٢٠٣١-٠٢")
@example("9999-12/..")
def test_any_date_is_read_or_refused(value: str) -> None:
    try:
        found = edtf.parse(value)
    except ValueError as error:
        assert str(error)
        return
    assert value.isascii()
    assert found.earliest or found.latest
    assert not (found.earliest and found.latest) or found.earliest <= found.latest


@MANY
@given(words, words, st.none() | st.dates())
def test_any_article_has_a_file_name(publisher: str, title: str, day: date | None) -> None:
    slug = add.make_slug(publisher, day, title)
    assert text.SLUG.fullmatch(slug)
    assert len(slug) <= 60


@MANY
@given(words, words)
def test_front_matter_is_read_as_it_was_written(title: str, publisher: str) -> None:
    content = frontmatter.write({"title": title, "publisher": publisher}) + "A ferry sank.\n"
    try:
        meta, start = frontmatter.read(text.decode(Path("a.md"), content.encode()), Path("a.md"))
    except OnrecordError as error:
        assert str(error).startswith("a.md")
        return
    assert meta["title"] == " ".join(title.split())
    assert meta["publisher"] == " ".join(publisher.split())
    assert content[start:] == "A ferry sank.\n"


SHAPES = [
    ("paragraphs", "The ferry sank. Nobody was hurt, the board said.\n\n"),
    ("one line of sentences", "The ferry sank. Nobody was hurt, the board said. "),
    ("one sentence", "the ferry and "),
    ("one word", "ferry"),
    ("blanks", "x" + " " * 90),
    ("marks", "“"),
]


@pytest.mark.parametrize("piece", [row[1] for row in SHAPES], ids=[row[0] for row in SHAPES])
def test_a_long_text_is_cut_into_stretches(piece: str) -> None:
    """At paragraphs, else sentences, else words; none is longer than what is parsed at once, and few are short."""
    content = piece * (400_000 // len(piece))
    paragraphs = text.layout(content).paragraphs
    cuts = [0, *language.cuts(content, sorted({edge for one in paragraphs for edge in (one.start, one.end)}))]
    sizes = [end - start for start, end in pairwise([*cuts, len(content)])]
    assert all(language.STRETCH // 2 <= size <= language.STRETCH for size in sizes[:-1])
    assert 0 < sizes[-1] <= language.STRETCH
    for cut in cuts[1:]:
        assert "\n\n" not in piece or any(cut in (one.start, one.end) for one in paragraphs)
        assert ". " not in piece or content[:cut].rstrip().endswith(".")
        assert " " not in piece or content[cut - 1].isspace() or content[cut].isspace()


def test_stretches_make_one_parse(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text too long for one stretch is parsed as if it were not: same tokens, places, sentences and syntax."""
    piece = "The ferry between Northport and the island sank on Monday, Anna Lind of the Harbour Board said.\n\n"
    content = piece * 30
    paragraphs = text.layout(content).paragraphs
    whole = language.parse(content, paragraphs)
    monkeypatch.setattr(language, "STRETCH", 900)
    doc = language.parse(content, paragraphs)
    assert language.text(doc) == content
    assert len(list(doc.sents)) == 30
    for token, same in zip(doc, whole, strict=True):
        assert (token.text, token.idx, token.dep_, token.head.i, token.ent_type_, token.lemma_) == (
            (same.text, same.idx, same.dep_, same.head.i, same.ent_type_, same.lemma_)
        )


# -------------------------------------------------------------------------------------------------------------- archives


@SOME
@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/\0"), min_size=1, max_size=20),
    st.binary(max_size=120),
)
@example("a.html", b"<!DOCTYPE html>" + b"<div>" * 3_000 + b"A ferry sank.")
@example("a.html", b"<html><body>" + b"<p>A ferry sank.</p>" * 300)
@example("a.md", b"---\ntitle: [\n---\n")
def test_a_worker_never_fails(name: str, data: bytes) -> None:
    for head in (b"", TEXT[:80].encode(), b"<html><body><article><p>The ferry sank on Monday, the board said.</p>"):
        found = archive.Work()(archive.Task(name, head + data))
        assert bool(found.line) != bool(found.error)
        assert "\n" not in found.error
        assert "a fault of Onrecord's" not in found.error
        assert not found.line or msgspec.json.decode(found.line, type=Record)
        assert text.SLUG.fullmatch(archive.slug(name))


entries = st.fixed_dictionaries(
    {},
    optional={
        "text": st.sampled_from(["a.txt", "b.txt", 7, None]),
        "sha256": st.sampled_from(["0", "1", None]),
        "end": st.sampled_from([0, 3, 6, 9, 10**30, -5, "6", None, 1.5]),
        "error": st.sampled_from(["", "x", 5]),
    },
).map(lambda entry: json.dumps(entry).encode())


@SOME
@given(st.lists(st.one_of(entries, st.binary(max_size=12)), max_size=5), st.binary(max_size=10))
def test_any_journal_is_resumed_or_refused(tail: list[bytes], output: bytes) -> None:
    """What a crash or a fault of the disk left behind never gets into the records."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "records.jsonl")
        head = journal.Head(reader="r", published=None)
        with journal.Journal(path, head) as log:
            log.cut()
            log.add("a.txt", "0", b"aa\n")
        whole = path.read_bytes()
        beside = next(one for one in Path(folder).iterdir() if one != path)
        beside.write_bytes(beside.read_bytes() + b"\n".join(tail))
        path.write_bytes(whole + output)
        with journal.Journal(path, head) as log:
            known = [log.knows(name, "0") for name in ("a.txt", "b.txt")]
            log.cut()
            log.add("c.txt", "2", b"cc\n")
        assert known[0]
        assert path.read_bytes().startswith(b"aa\n")
        assert path.read_bytes().endswith(b"cc\n")


# -------------------------------------------------------------------------------------------------------------- matching

codes = st.lists(st.sampled_from(["0a", "1b", "2c", "3d"]), max_size=4).map(tuple)
traces = st.builds(
    matching.Trace,
    kind=st.sampled_from(["quote", "fact"]),
    digest=st.sampled_from(["d1", "d2", "d3", "d4"]),
    words=st.lists(st.sampled_from(["ferry", "sank", "the", "board", "12", "crew"]), max_size=6).map(tuple),
    hashed=codes,
    before=codes,
    after=codes,
    who=st.sampled_from(["", "lind", "quay"]),
    start=st.integers(0, 500),
    end=st.integers(0, 500),
)


@SOME
@given(st.lists(traces, max_size=12), st.lists(traces, max_size=12))
def test_matching_pairs_each_item_once(old: list[matching.Trace], new: list[matching.Trace]) -> None:
    pairs, doubtful = matching.match(old, new)
    assert matching.match(old, new) == (pairs, doubtful)
    assert len({pair.old for pair in pairs}) == len({pair.new for pair in pairs}) == len(pairs)
    assert all(old[pair.old].kind == new[pair.new].kind for pair in pairs)
    same, left = matching.match(old, old)
    assert left == [] and all(pair.how == "exact" for pair in same)


changes = st.lists(
    st.builds(
        Change,
        id=st.sampled_from(["q-1", "f-2"]),
        field=st.sampled_from(["text", "wording", "date"]),
        before=st.sampled_from(["a", "b", ""]),
        after=st.sampled_from(["a", "b", "c"]),
        on=st.sampled_from([None, date(2031, 4, 1), date(2031, 4, 2)]),
    ),
    max_size=8,
).map(tuple)


@MANY
@given(changes, changes)
def test_the_history_is_joined_step_by_step(old: tuple[Change, ...], more: tuple[Change, ...]) -> None:
    """The plain way, which compares every step with all before it, gives the same."""
    found = list(old)
    for change in more:
        same = (change.id, change.field, change.on)
        at = next((i for i, one in enumerate(found) if (one.id, one.field, one.on) == same), None)
        if change.on is None or at is None or change.field == "wording":
            found.append(change)
        elif found[at].before == change.after:
            del found[at]
        else:
            found[at] = msgspec.structs.replace(found[at], after=change.after)
    assert history.joined(old, more) == tuple(found)


@pytest.mark.parametrize("name", ["\udcff.txt", "a\nb.txt", "‮a.txt", "a" * 250 + ".txt", "=1+1.txt", "$(touch x).txt"])
def test_any_file_name_is_reported_and_read(name: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_text("The ferry stopped on Monday, the Harbour Board said.\n", "utf-8")
    said: list[str] = []
    archive.extract(
        tmp_path / "in", tmp_path / "out.jsonl", lambda tasks, work: map(work, tasks), archive.Work(), say=said.append
    )
    made = (tmp_path / "out.jsonl").read_bytes()
    assert made.count(b"\n") == (0 if "\udcff" in name else 1)
    assert bool(made) != any("not UTF-8" in line for line in said)
    assert all("\n" not in line for line in said)
