"""Links that last: what keeps an id, what loses it, and that none is ever given twice."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import history, permalinks, record
from onrecord.errors import OnrecordError
from onrecord.model import Entry, Fact, Metadata, Quote, Record, Said, Span, Speaker, SubjectItem, When

BENCH = Path(__file__).parent / "bench" / "permalinks.py"
TODAY = date(2031, 5, 6)

TEXT = """\
The harbour of Ostrand was shut on Friday after a crane fell on the northern pier, the port authority said.

“No ship will leave before the pier has been inspected,” said Ada Vell, who heads the authority.

Fishermen had warned of the crane since 2029, according to their union. “We told them twice,” said Bo Marn, its head.

“It was an accident,” Vell said. She denied that anyone had been careless.

The ferry to Lund carried 340 passengers a day last year.
"""


def read(text: str, *, rights: str = "open", who: str = "Ada Vell", slug: str = "ostrand") -> Record:
    """A small reading of its own: what is in marks is a quote, every other sentence a fact."""
    quotes = [
        Quote(
            id=f"q-{i}",
            text=found[1],
            span=Span(*found.span(1)),
            kind="direct",
            speaker=Speaker(who, subject="p-1") if "Vell" in text[found.end() : found.end() + 20] else None,
        )
        for i, found in enumerate(re.finditer(r"“([^”]*)”", text), 1)
    ]
    facts = [
        Fact(id=f"f-{i}", text=found[0], span=Span(*found.span()), status="reported", subjects=("p-1",))
        for i, found in enumerate(re.finditer(r"[A-Z][^.“”]+\.(?=\s)", text), 1)
    ]
    return Record(
        source=Metadata(slug=slug, title="Harbour", publisher="The Quay Post", rights=rights),
        text=record.fingerprint(text),
        subjects=(SubjectItem(id="p-1", kind="person", name=who, aliases=("Vell",)),),
        quotes=tuple(quotes),
        said=tuple(Said(id=f"s-{f.id}", span=f.span) for f in facts if "said" in f.text or "denied" in f.text),
        facts=tuple(facts),
        timeline=tuple(
            Entry(id=f"e-{f.id}", text=f.text, span=f.span, status="reported", when=When("Friday"), facts=(f.id,))
            for f in facts
            if "Friday" in f.text or "Thursday" in f.text
        ),
    )


def carried(text: str, old: Record | None = None, **how: str) -> Record:
    return permalinks.carry(read(text, **how), old, text=text, today=TODAY)[0]


def id_of(found: Record, words: str) -> str:
    items: list[Quote | Fact] = [*found.quotes, *found.facts]
    return next(item.id for item in items if words in item.text)


def test_an_id_is_a_letter_and_eight_signs() -> None:
    for name in permalinks.ids(carried(TEXT)):
        assert re.fullmatch(r"[qsfepol]-[0-9a-hjkmnp-tv-z]{8}", name)


def test_the_same_text_gives_the_same_ids() -> None:
    assert carried(TEXT) == carried(TEXT)


def test_another_source_gives_other_ids() -> None:
    one, other = carried(TEXT), carried(TEXT, slug="lund")
    shared = permalinks.ids(one) & permalinks.ids(other)
    assert shared == {subject.id for subject in one.subjects}, "only who has the same name is the same"


def test_carrying_a_record_over_to_itself_changes_nothing() -> None:
    first = carried(TEXT)
    again, events = permalinks.carry(read(TEXT), first, text=TEXT, today=TODAY)
    assert again == first
    assert record.dump(again) == record.dump(first)
    assert events == []


KEPT = [
    ("a typo is mended", "inspected", "inspcted", "No ship"),
    ("words change", "before the pier has been inspected", "until the whole pier has been checked", "No ship"),
    ("marks are restyled and a word changes", "We told them twice", "We told them three times", "We told them"),
    ("a quotation is trimmed", "leave before the pier has been inspected", "leave before the pier", "No ship"),
    ("a number changes", "340 passengers", "430 passengers", "The ferry"),
    ("a not comes in", "It was an accident", "It was not an accident", "accident"),
    ("the date moves", "on Friday", "on Thursday", "The harbour"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "was", "now", "words"), KEPT)
@pytest.mark.parametrize("rights", ["open", "all rights reserved"])
def test_an_item_keeps_its_link(why: str, was: str, now: str, words: str, rights: str) -> None:
    old = carried(TEXT, rights=rights)
    new = carried(TEXT.replace(was, now), old, rights=rights)
    assert id_of(new, words) == id_of(old, words), why
    assert any(change.id == id_of(old, words) and change.on == TODAY for change in new.changes), "the change is shown"
    assert not new.withdrawn


def test_a_change_says_what_it_was() -> None:
    old = carried(TEXT)
    new = carried(TEXT.replace("340", "430"), old)
    (change,) = new.changes
    assert (change.field, "340" in change.before, "430" in change.after) == ("text", True, True)
    assert history.material(change)


def test_moved_paragraphs_keep_their_links() -> None:
    old = carried(TEXT)
    blocks = TEXT.strip().split("\n\n")
    new = carried("\n\n".join(reversed(blocks)) + "\n", old)
    assert permalinks.ids(new) == permalinks.ids(old)
    assert not new.changes


def test_what_is_removed_is_withdrawn_and_stays_so() -> None:
    old = carried(TEXT)
    gone = id_of(old, "The ferry")
    new = carried(TEXT.replace("The ferry to Lund carried 340 passengers a day last year.\n", ""), old)
    (one,) = new.withdrawn
    assert (one.id, one.kind, one.reason, one.on) == (gone, "fact", "no longer in the text", TODAY)
    back = carried(TEXT, new)
    assert id_of(back, "The ferry") != gone, "an id is never given again"
    assert back.withdrawn[0].successors == (id_of(back, "The ferry"),), "but the old link leads on"
    assert carried(TEXT, back) == back


def test_a_lookalike_does_not_take_a_link() -> None:
    old = carried(TEXT)
    new = carried(TEXT.replace("The ferry to Lund carried 340 passengers a day last year.", "The ferry is old."), old)
    assert id_of(new, "The ferry") != id_of(old, "The ferry")


def test_of_two_equal_quotations_each_keeps_its_own() -> None:
    twice = TEXT + "\n“We told them twice,” said a sailor of the Lund ferry, who saw the crane fall from his deck.\n"
    old = carried(twice)
    first, second = [quote.id for quote in old.quotes if "twice" in quote.text]
    assert first != second
    new = carried("A storm came on Thursday night.\n\n" + twice, old)
    assert [quote.id for quote in new.quotes if "twice" in quote.text] == [first, second]
    less = carried(TEXT, old)
    assert id_of(less, "twice") == first
    assert [one.id for one in less.withdrawn if one.kind == "quote"] == [second]


def test_what_a_person_should_look_at_says_so_until_it_is_settled() -> None:
    old = carried(TEXT)
    text = TEXT.replace(
        "had warned of the crane since 2029, according to their union", "had long complained of it, as their union says"
    )
    new, events = permalinks.carry(read(text), old, text=text)
    items: list[Quote | Said | Fact | Entry] = [*new.quotes, *new.said, *new.facts, *new.timeline]
    doubted = {item.id for item in items if permalinks.CARRIED in item.doubts}
    assert {event.id for event in events if not event.sure} == doubted
    assert doubted
    assert carried(text, new) == new, "the doubt stays, build after build"


def test_references_lead_to_the_final_ids() -> None:
    found = carried(TEXT)
    known = permalinks.ids(found)
    assert all(set(fact.subjects) <= known for fact in found.facts)
    assert {one for entry in found.timeline for one in entry.facts} <= {fact.id for fact in found.facts}
    assert {quote.speaker.subject for quote in found.quotes if quote.speaker} == {found.subjects[0].id}


RENAMED = [
    ("Ada Vell", "Ada M. Vell", True),
    ("Jon Vell", "John Vell", True),
    ("Vell", "Ada Vell", True),
    ("Ada Vell", "Eva Vell", False),
    ("Ada Vell", "Bo Marn", False),
]


@pytest.mark.parametrize(("was", "now", "same"), RENAMED)
def test_a_subject_keeps_its_link_where_the_names_allow_it(was: str, now: str, same: bool) -> None:
    old = carried(TEXT, who=was)
    source = read(TEXT, who=now)
    alone = msgspec.structs.replace(source.subjects[0], aliases=())
    new, _ = permalinks.carry(msgspec.structs.replace(source, subjects=(alone,)), old, text=TEXT)
    assert (new.subjects[0].id == old.subjects[0].id) is same
    assert any(change.field == "name" for change in new.changes) is same


def test_a_name_that_another_source_shares_is_not_taken_along() -> None:
    old = carried(TEXT)
    new, _ = permalinks.carry(read(TEXT, who="Ada M. Vell"), old, text=TEXT, taken=[old.subjects[0].id])
    assert new.subjects[0].id != old.subjects[0].id


def test_a_closed_record_tells_nothing_of_its_text() -> None:
    found = carried(TEXT, rights="all rights reserved")
    for item in found.said:
        assert item.text is None
        assert re.fullmatch(r"[0-9a-z/]*", item.context)
        assert not any(word in item.context for word in ("harbour", "denied", "careless"))


def test_an_intermediate_step_of_one_day_is_not_history() -> None:
    old = carried(TEXT)
    step = carried(TEXT.replace("340", "350"), old)
    (change,) = carried(TEXT.replace("340", "360"), step).changes
    assert ("340" in change.before, "360" in change.after) == (True, True)
    assert carried(TEXT, step).changes == ()


def test_steps_without_a_day_are_all_kept() -> None:
    old = permalinks.carry(read(TEXT), None, text=TEXT)[0]
    for number in ("350", "360"):
        text = TEXT.replace("340", number)
        old = permalinks.carry(read(text), old, text=text)[0]
    assert len(old.changes) == 2


DAYS = [
    ("2031-05-06", {}, date(2031, 5, 6)),
    ("2031-05-06", {"SOURCE_DATE_EPOCH": "0"}, date(2031, 5, 6)),
    (None, {"SOURCE_DATE_EPOCH": "86400"}, date(1970, 1, 2)),
    (None, {}, None),
]


@pytest.mark.parametrize(("on", "environ", "expected"), DAYS)
def test_the_day_is_given_or_left_out(on: str | None, environ: dict[str, str], expected: date | None) -> None:
    assert permalinks.day(on, environ) == expected


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(OnrecordError, match="--on 2031-02-30 is no date"):
        permalinks.day("2031-02-30", {})


words = st.sampled_from(
    ["crane", "pier", "harbour", "ship", "union", "not", "no", "340", "Vell", "Marn", "the", "fell"]
)
sentences = st.lists(words, min_size=1, max_size=9).map(lambda w: "The " + " ".join(w) + ".")
quoted = st.lists(words, min_size=1, max_size=9).map(lambda w: "“" + " ".join(w) + "” Vell said.")
texts = st.lists(sentences | quoted, max_size=12).map(lambda s: "\n\n".join(s) + "\n")


@settings(max_examples=150, deadline=None)
@given(st.lists(texts, min_size=2, max_size=5))
def test_through_any_edits_no_id_is_lost_or_given_twice(versions: list[str]) -> None:
    old: Record | None = None
    ever: set[str] = set()
    owner: dict[str, str] = {}
    for text in versions:
        new = carried(text, old)
        present = [item.id for item in history.items(new)]
        gone = [one.id for one in new.withdrawn]
        assert len(present) == len(set(present))
        assert not set(present) & set(gone)
        assert ever <= {*present, *gone}, "every id ever given is on the record or withdrawn"
        if old is not None:
            assert not {one.id for one in old.withdrawn} & set(present), "a withdrawn id came back"
        for item in history.items(new):
            kind = type(item).__name__
            assert owner.setdefault(item.id, kind) == kind
        for one in new.withdrawn:
            assert set(one.successors) <= {*present, *gone}
        assert carried(text, new) == new
        assert record.loads(record.dump(new).encode(), "x") == new
        ever |= {*present, *gone}
        old = new


@settings(max_examples=100, deadline=None)
@given(texts, texts)
def test_taken_ids_are_not_minted(text: str, other: str) -> None:
    taken = permalinks.ids(carried(text))
    new, _ = permalinks.carry(read(other), None, text=other, taken=taken)
    assert not (permalinks.ids(new) - {subject.id for subject in new.subjects}) & taken


def test_more_than_a_thousand_equal_items_are_carried_in_time() -> None:
    text = "“No.” Vell said.\n" * 1500
    old = carried(text)
    new = carried("A storm came.\n" + text + "“Yes.” Vell said.\n", old)
    assert len(permalinks.ids(old) - {item.id for item in history.items(new)}) < 5


def test_links_survive_editors(tmp_path: Path) -> None:
    blocks = TEXT.strip().split("\n\n")
    for i in range(4):
        (tmp_path / f"{i}.txt").write_text("\n\n".join(blocks[i:] + blocks[:i]) + "\n", "utf-8")
    run = [sys.executable, str(BENCH), str(tmp_path), "--cut", "--seeds", "3"]
    done = [subprocess.run(run, capture_output=True, text=True, check=False).stdout for _ in range(2)]
    assert done[0] == done[1], "the same seeds, the same numbers"
    assert re.fullmatch(r"survive [\d.]+ wrong [\d.]+ taken [\d.]+", done[0].splitlines()[-1])
