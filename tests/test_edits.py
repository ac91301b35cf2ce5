"""Editors' corrections: what can be written, what is refused and in which line, what is stale and what is not."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from onrecord import edits, history, permalinks, record
from onrecord.errors import OnrecordError
from onrecord.model import (
    Answer,
    Change,
    Entry,
    Fact,
    Metadata,
    Quote,
    Record,
    Said,
    Span,
    Speaker,
    SubjectItem,
    When,
    Withdrawn,
)

TEXT = """\
The harbour of Ostrand was shut on Friday, Ada Vell said. “No ship will leave,” Vell said.
“We told them twice,” the chairman said. The chairman, Bo Marn, denied that he was careless.
"""

NAME = "sources/ostrand.edits.yml"


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def made(**how: Any) -> Record:
    """A record with ids that are easy to read in a test."""
    found = Record(
        source=Metadata(slug="ostrand", title="Harbour", publisher="The Quay Post", rights=how.get("rights", "open")),
        text=record.fingerprint(TEXT),
        subjects=(
            SubjectItem(
                id="p-00000001", kind="person", name="Ada Vell", aliases=("Vell",), mentions=(span("Ada Vell"),)
            ),
            SubjectItem(id="p-00000002", kind="person", name="Bo Marn", roles=("chairman",)),
            SubjectItem(id="p-00000003", kind="person", name="Mr. Marn"),
            SubjectItem(id="l-00000004", kind="place", name="Ostrand"),
        ),
        quotes=(
            Quote(
                id="q-00000001",
                text="No ship will leave,",
                span=span("No ship will leave,"),
                kind="direct",
                speaker=Speaker("Ada Vell", subject="p-00000001", mention="Vell", span=Span(80, 84)),
            ),
            Quote(
                id="q-00000002",
                text="We told them twice,",
                span=span("We told them twice,"),
                kind="direct",
                speaker=Speaker(
                    "the chairman", mention="the chairman", candidates=("p-00000002", "p-00000003"), sure=False
                ),
                doubts=("rivals", "unsure-speaker"),
            ),
        ),
        said=(Said(id="s-00000001", span=span("he was careless"), context="abcdefgh///"),),
        facts=(
            Fact(
                id="f-00000001",
                text="The harbour of Ostrand was shut on Friday.",
                span=span("The harbour of Ostrand was shut on Friday"),
                status="reported",
                subjects=("p-00000001",),
            ),
            Fact(id="f-00000002", text="He denied it.", span=span("denied"), status="denied", answers="f-00000001"),
        ),
        timeline=(
            Entry(
                id="e-00000001",
                text="The harbour of Ostrand was shut.",
                span=span("The harbour"),
                status="reported",
                when=When("on Friday", span("on Friday")),
                facts=("f-00000001",),
                doubts=("undated",),
            ),
        ),
    )
    return found


def applied(
    yaml: str, text: str | None = TEXT, found: Record | None = None
) -> tuple[Record, tuple[edits.Problem, ...]]:
    return edits.apply(found or made(), edits.loads(yaml.encode(), NAME), text)


def item(found: Record, id_: str) -> Any:
    return next((one for one in history.items(found) if one.id == id_), None)


SAID = [
    ("q-00000002: {was: We told them twice, speaker: p-00000002}", "q-00000002", "speaker.name", "Bo Marn"),
    ("q-00000002: {was: We told them twice, speaker: p-00000002}", "q-00000002", "speaker.sure", True),
    ("q-00000002: {was: We told them twice, speaker: Vell}", "q-00000002", "speaker.subject", "p-00000001"),
    ("q-00000002: {was: We told them twice, speaker: A sailor}", "q-00000002", "speaker.subject", None),
    ("q-00000002: {was: We told them twice, speaker: A sailor}", "q-00000002", "speaker.mention", "the chairman"),
    ("q-00000002: {was: We told them twice, speaker: unknown}", "q-00000002", "speaker", None),
    ("q-00000002: {was: We told them twice, speaker: Bo Marn}", "q-00000002", "doubts", ()),
    ("q-00000002: {was: We told …, ok: [rivals]}", "q-00000002", "doubts", ("unsure-speaker",)),
    ("q-00000001: {was: no ship will leave, status: promised}", "q-00000001", "stance", "promised"),
    ("q-00000001: {was: “No ship will leave”, place: on the pier}", "q-00000001", "where", "on the pier"),
    ("q-00000001: {was: No ship will leave, date: 2031-05-02}", "q-00000001", "when.earliest", date(2031, 5, 2)),
    ("s-00000001: {was: abcdefgh, speaker: Bo Marn}", "s-00000001", "speaker.subject", "p-00000002"),
    ("f-00000002: {was: He denied it., status: said}", "f-00000002", "status", "said"),
    ("f-00000002: {was: He denied it., title: Bo Marn denied it.}", "f-00000002", "text", "Bo Marn denied it."),
    ("f-00000002: {was: He denied it., place: Ostrand}", "f-00000002", "places", ("l-00000004",)),
    ("f-00000002: {was: He denied it., speaker: Bo Marn}", "f-00000002", "by", (Speaker("Bo Marn", "p-00000002"),)),
    ("e-00000001: {was: The harbour …, date: 2031-05-02~}", "e-00000001", "when.edtf", "2031-05-02~"),
    ("e-00000001: {was: The harbour …, date: 2031-05-02~}", "e-00000001", "when.phrase", "on Friday"),
    ("e-00000001: {was: The harbour …, date: 2031}", "e-00000001", "when.precision", "year"),
    ("e-00000001: {was: The harbour …, date: unknown}", "e-00000001", "doubts", ()),
    ("p-00000002: {was: Bo Marn, roles: [chairman of the union]}", "p-00000002", "roles", ("chairman of the union",)),
    ("p-00000002: {was: Bo Marn, kind: organisation}", "p-00000002", "kind", "organisation"),
    ("p-00000001: {was: Ada Vell, name: Ada M. Vell}", "q-00000001", "speaker.name", "Ada M. Vell"),
    ("p-00000002: {was: Bo Marn, merge: [p-00000003]}", "p-00000003", "", None),
    ("p-00000002: {was: Bo Marn, merge: p-00000003}", "p-00000002", "aliases", ("Mr. Marn",)),
    ("p-00000002: {was: Bo Marn, merge: p-00000003}", "q-00000002", "speaker.candidates", ("p-00000002",)),
    ("f-00000001: {was: The harbour …, denied_by: q-00000001}", "f-00000001", "responses.0.kind", "denied"),
    ("f-00000001: {was: The harbour …, denied_by: q-00000001}", "f-00000001", "responses.0.by.name", "Ada Vell"),
    ("f-00000001: {was: The harbour …, answered_by: q-00000001}", "f-00000001", "responses.0.kind", "responded"),
    ("f-00000001: {was: The harbour …, answered_by: q-00000001}", "f-00000001", "responses.0.item", "q-00000001"),
    ("q-00000001: {was: No ship …, denied_by: q-00000002}", "q-00000001", "responses.0.by.mention", "the chairman"),
    ("f-00000001: {was: The harbour …, not_answered_by: f-00000002}", "f-00000002", "answers", None),
]  # fmt: skip


@pytest.mark.parametrize(("yaml", "id_", "way", "expected"), SAID)
def test_what_an_edit_does(yaml: str, id_: str, way: str, expected: object) -> None:
    found, problems = applied(yaml)
    assert problems == ()
    value = item(found, id_)
    for name in way.split(".") if way else ():
        value = value[int(name)] if name.isdecimal() else getattr(value, name)
    assert value == expected


def alleged() -> Record:
    """An allegation with an answer of the machine's, and one without, told on the timeline."""
    marn = Speaker("Bo Marn", subject="p-00000002")
    given = Answer(kind="denied", by=marn, span=span("he was careless"), item="s-00000001")
    claim = Fact(id="f-00000001", text="Bo Marn was careless.", span=span("careless"), status="alleged",
                 subjects=("p-00000002",), responses=(given,))  # fmt: skip
    bare = msgspec.structs.replace(claim, id="f-00000003", responses=(), doubts=("missing-denial",))
    denial = Fact(id="f-00000002", text="Bo Marn denied it.", span=span("denied"), status="denied", by=(marn,))
    entry = Entry(id="e-00000001", text=bare.text, span=bare.span, status="alleged", when=When(), facts=(bare.id,),
                  doubts=("missing-denial",))  # fmt: skip
    return msgspec.structs.replace(made(), facts=(claim, denial, bare), timeline=(entry,))


def test_an_answer_can_be_tied_and_untied_by_hand() -> None:
    found, problems = applied("f-00000003: {was: Bo Marn was careless, denied_by: [f-00000002]}", found=alleged())
    assert problems == ()
    claim, denial = item(found, "f-00000003"), item(found, "f-00000002")
    assert [(one.kind, one.by.name, one.item) for one in claim.responses] == [("denied", "Bo Marn", "f-00000002")]
    assert (claim.doubts, item(found, "e-00000001").doubts, denial.answers) == ((), (), "f-00000003")
    for name in ("s-00000001", "Bo Marn"):
        found, problems = applied(f"f-00000001: {{was: Bo Marn …, not_answered_by: {name}}}", found=alleged())
        assert (item(found, "f-00000001").responses, problems) == ((), ())


def test_an_answer_that_an_editor_tied_goes_with_its_item_and_its_speaker() -> None:
    tie = "f-00000003: {was: Bo Marn was careless, denied_by: [q-00000002]}\n"
    speaker = "q-00000002: {was: We told them twice, speaker: p-00000002}\n"
    found, problems = applied(tie + speaker, found=alleged())
    assert (item(found, "f-00000003").responses[0].by.subject, problems) == ("p-00000002", ())
    found, (problem,) = applied(tie + "q-00000002: {was: We told them twice, hide: retracted}\n", found=alleged())
    assert item(found, "f-00000003").responses == ()
    assert (problem.code, problem.line, "q-00000002" in problem.message) == ("edit-of-withdrawn", 1, True)


def test_an_added_quotation_can_answer() -> None:
    yaml = "add:\n- quote: We told them twice\n  speaker: Bo Marn\n  status: denied\n  answers: [f-00000003]\n"
    found, problems = applied(yaml, found=alleged())
    assert [one.kind for one in item(found, "f-00000003").responses] == ["denied"]
    assert problems == ()


def test_a_dated_tie_is_told_on_the_page() -> None:
    found, _ = applied("f-00000001: {was: Bo …, not_answered_by: Bo Marn, on: 2031-05-07}", found=alleged())
    assert found.changes == (
        Change(id="f-00000001", field="answers", before="Bo Marn (denied)", after="", on=date(2031, 5, 7)),
    )


def test_without_edits_nothing_changes() -> None:
    assert applied("") == (made(), ())
    assert applied("# nothing yet\n") == (made(), ())


def test_what_is_hidden_leaves_a_reason_and_no_words() -> None:
    found, (problem,) = applied("f-00000001:\n  was: The harbour of Ostrand was shut on Friday.\n  hide: retracted\n")
    assert (problem.code, "told by e-00000001, too" in problem.message) == ("also-told", True)
    assert item(found, "f-00000001") is None
    assert [(one.id, one.kind, one.reason) for one in found.withdrawn] == [("f-00000001", "fact", "retracted")]
    assert item(found, "e-00000001").facts == ()
    assert item(found, "f-00000002").answers is None


def told_twice() -> Record:
    """A quotation in two pieces, a fact that tells the first, and its entry on the timeline."""
    vell = Speaker("Ada Vell", subject="p-00000001", mention="Vell", span=span("Vell said.\n"))
    first = msgspec.structs.replace(made().quotes[0], speaker=vell, doubts=("unsure-speaker",))
    second = msgspec.structs.replace(made().quotes[1], speaker=vell)
    by = (Speaker("Ada Vell", subject="p-00000001"),)
    fact = Fact(
        id="f-00000001", text="“No ship will leave”.", span=first.span, status="said", by=by, doubts=("undated",)
    )
    entry = Entry(id="e-00000001", text=fact.text, span=fact.span, status="said", when=When(), facts=(fact.id,), by=by)
    return msgspec.structs.replace(made(), quotes=(first, second), facts=(fact,), timeline=(entry,))


def test_a_corrected_speaker_is_corrected_wherever_the_same_mention_or_words_stand() -> None:
    found, problems = applied("q-00000001: {was: No ship will leave, speaker: Bo Marn}", TEXT, told_twice())
    assert problems == ()
    assert [quote.speaker.name for quote in found.quotes if quote.speaker] == ["Bo Marn", "Bo Marn"]
    assert (found.facts[0].by[0].name, found.timeline[0].by[0].name) == ("Bo Marn", "Bo Marn")


def test_an_item_with_an_edit_of_its_own_does_not_follow() -> None:
    own = "q-00000001: {was: No ship will leave, speaker: Bo Marn}\nq-00000002: {was: We told them twice, note: right}"
    found, _ = applied(own, TEXT, told_twice())
    assert [quote.speaker.name for quote in found.quotes if quote.speaker] == ["Bo Marn", "Ada Vell"]


def test_words_that_still_name_the_corrected_speaker_are_reported() -> None:
    fact = msgspec.structs.replace(told_twice().facts[0], text="[Ada Vell] said no ship will leave.")
    record_ = msgspec.structs.replace(told_twice(), facts=(fact,), timeline=())
    _, (problem,) = applied("q-00000001: {was: No ship will leave, speaker: Bo Marn}", TEXT, record_)
    assert (problem.code, problem.level, "f-00000001" in problem.message) == ("also-told", "error", True)


def test_an_entry_changes_with_its_fact() -> None:
    yaml = "f-00000001: {was: No ship will leave, status: denied, ok: [undated], place: Ostrand}"
    found, problems = applied(yaml, TEXT, told_twice())
    assert problems == ()
    assert (found.timeline[0].status, found.timeline[0].places) == ("denied", ("l-00000004",))
    found, _ = applied("f-00000001: {was: No ship will leave, hide: retracted}", TEXT, told_twice())
    assert found.timeline == ()
    assert {one.id for one in found.withdrawn} == {"f-00000001", "e-00000001"}


def test_a_hidden_subject_is_no_link_any_more() -> None:
    found, _ = applied("p-00000001: {was: Ada Vell, hide: a private person}")
    assert item(found, "q-00000001").speaker.subject is None
    assert item(found, "f-00000001").subjects == ()


def test_a_dated_correction_is_public_and_another_is_not() -> None:
    found, _ = applied("q-00000002: {was: We told them twice, speaker: Bo Marn, on: 2031-06-01}")
    (change,) = found.changes
    assert (change.field, change.before, change.after, change.on) == (
        "speaker",
        "the chairman",
        "Bo Marn",
        date(2031, 6, 1),
    )
    assert applied("q-00000002: {was: We told them twice, speaker: Bo Marn}")[0].changes == ()


def test_a_split_subject_takes_the_items_named() -> None:
    found, problems = applied(
        "p-00000001:\n  was: Ada Vell\n  split:\n    - {name: Ada Vell of Lund, items: [q-00000001]}\n"
    )
    assert problems == ()
    twin = found.subjects[-1]
    assert twin.name == "Ada Vell of Lund"
    assert item(found, "q-00000001").speaker == Speaker("Ada Vell of Lund", twin.id, mention="Vell", span=Span(80, 84))
    assert item(found, "f-00000001").subjects == ("p-00000001",)


def test_a_withdrawn_link_can_be_given_back() -> None:
    old = permalinks.carry(made(), None, text=TEXT)[0]
    text = TEXT.replace("No ship will leave", "Nobody may go to sea")
    new = made()
    quote = Quote(id="q-00000009", text="Nobody may go to sea,", span=Span(59, 80), kind="direct")
    now, _ = permalinks.carry(_with_quotes(new, (quote,)), old, text=text)
    lost = next(one.id for one in now.withdrawn if one.kind == "quote")
    mine = now.quotes[0].id
    found, problems = applied(f"{mine}: {{was: Nobody may go to sea, same_as: {lost}}}", text, now)
    assert problems == ()
    assert item(found, lost).text == "Nobody may go to sea,"
    assert [one.successors for one in found.withdrawn if one.id == mine] == [(lost,)]
    assert lost not in {one.id for one in found.withdrawn}


def _with_quotes(found: Record, quotes: tuple[Quote, ...]) -> Record:
    return msgspec.structs.replace(found, quotes=quotes)


def test_a_link_carried_over_wrongly_can_be_parted() -> None:
    found, _ = applied("q-00000001: {was: No ship will leave, another: these are other words}")
    (gone,) = found.withdrawn
    assert (gone.id, gone.reason) == ("q-00000001", "these are other words")
    assert gone.successors == (found.quotes[0].id,)
    assert applied("q-00000001: {was: No ship will leave, another: these are other words}")[0] == found


STALE = [
    "q-00000001: {was: A ship will leave, speaker: Bo Marn}",
    "q-00000001: {was: No ship will ever …, speaker: Bo Marn}",
]


@pytest.mark.parametrize("yaml", STALE)
def test_a_stale_edit_is_reported_and_not_applied(yaml: str) -> None:
    found, (problem,) = applied(yaml)
    assert (problem.code, problem.level, problem.path, problem.line) == ("stale-edit", "error", NAME, 1)
    assert 'was: "No ship will leave,"' in problem.todo
    quote = item(found, "q-00000001")
    assert (quote.speaker.name, quote.speaker.sure, quote.doubts) == ("Ada Vell", False, ("stale-edit",))


def test_what_is_hidden_stays_hidden_when_the_words_change() -> None:
    found, (problem,) = applied("q-00000001: {was: A ship will leave, hide: private}")
    assert (problem.code, problem.level) == ("stale-edit", "error")
    assert item(found, "q-00000001") is None


PROBLEMS = [
    ("\nq-00000007: {was: No ship, hide: x}", "edit-of-unknown", 2, "did you mean “q-0000000"),
    ("q-00000001: {speaker: Bo Marn}", "edit-without-was", 1, "does not say which words"),
    ("q-00000001: {was: No ship will leave, speaker: p-00000009}", "unknown-subject", 1, "there is no p-00000009"),
    ("q-00000001: {was: No ship will leave, ok: [rivals]}", "nothing-to-settle", 1, "has no doubt “rivals”"),
    ("p-00000001: {was: Ada Vell, merge: [p-00000009]}", "edit-of-unknown", 1, "no subject p-00000009"),
    ("q-00000001: {was: No ship will leave, same_as: q-00000009}", "edit-of-unknown", 1, "is not a withdrawn id"),
    ("f-00000001:\n  was: The …\n  denied_by: [q-00000009]", "edit-of-unknown", 3, "no item q-00000009"),
    ("f-00000001: {was: The …, not_answered_by: [Bo]}", "nothing-to-settle", 1, "has no answer “Bo”"),
    ("f-00000001: {was: The …, answered_by: [s-00000001]}", "no-speaker", 1, "nobody is named as its speaker"),
    ("add:\n- quote: A pilot came aboard", "no-evidence", 2, "does not stand in the text"),
    ("add:\n- quote: chairman", "ambiguous-evidence", 2, "2 times"),
    ("add:\n- quote: the harbour\n  at: [1, 9]", "no-evidence", 2, "does not stand at [1, 9]"),
]


@pytest.mark.parametrize(("yaml", "code", "line", "message"), PROBLEMS)
def test_a_problem_names_its_line(yaml: str, code: str, line: int, message: str) -> None:
    _, problems = applied(yaml)
    assert [(one.code, one.line) for one in problems] == [(code, line)]
    assert message in problems[0].message


ADDED = [
    ("add:\n- quote: he was careless\n  speaker: Bo Marn\n  kind: mixed", "quotes", "he was careless"),
    ('add:\n- quote: "\\"No ship will leave,\\" Vell said"', "quotes", "“No ship will leave,” Vell said"),
    ("add:\n- fact: The harbour is shut.\n  evidence: harbour of Ostrand was shut", "facts", "The harbour is shut."),
    ("add:\n- entry: It shut.\n  evidence: was shut on Friday\n  date: 2031-05-02", "timeline", "It shut."),
]


@pytest.mark.parametrize(("yaml", "field", "text"), ADDED)
def test_an_addition_is_proved_by_the_text(yaml: str, field: str, text: str) -> None:
    found, problems = applied(yaml)
    assert problems == ()
    new = [one for one in getattr(found, field) if one not in getattr(made(), field)]
    assert [one.text for one in new] == [text]
    assert applied(yaml)[0] == found, "the same id in every build"


def test_an_addition_without_the_text_needs_its_span() -> None:
    yaml = "add:\n- quote: he was careless\n"
    _, (problem,) = applied(yaml, None)
    assert problem.code == "evidence-unchecked"
    where = span("he was careless")
    found, problems = applied(f"{yaml}  at: [{where.start}, {where.end}]\n", None)
    assert problems == ()
    assert found.quotes[-1].span == where
    _, (note,) = applied(yaml, TEXT, made(rights="all rights reserved"))
    assert (note.code, note.level) == ("span-missing", "note")
    assert f"at: [{where.start}, {where.end}]" in note.todo


def test_an_item_that_was_added_and_is_found_later_keeps_the_link_that_was_given() -> None:
    yaml = "add:\n- quote: he was careless\n"
    mine = applied(yaml)[0].quotes[-1].id
    machine = Quote(id="q-00000005", text="he was careless", span=span("he was careless"), kind="mixed")
    found, _ = applied(yaml, TEXT, _with_quotes(made(), (*made().quotes, machine)))
    assert mine in {one.id for one in found.quotes}
    assert [one.successors for one in found.withdrawn if one.id == "q-00000005"] == [(mine,)]


def test_an_edit_of_what_is_gone_says_where_it_went() -> None:
    gone = Withdrawn(id="q-00000008", kind="quote", reason="no longer in the text", successors=("q-00000001",))
    found, (problem,) = applied(
        "q-00000008: {was: Some words, hide: private}", TEXT, msgspec.structs.replace(made(), withdrawn=(gone,))
    )
    assert (problem.code, problem.level) == ("edit-of-withdrawn", "error")
    assert "q-00000001" in problem.message
    assert found.quotes == made().quotes


def test_the_words_of_what_was_withdrawn_can_be_taken_off_its_page() -> None:
    gone = Withdrawn(id="q-00000008", kind="quote", reason="no longer in the text")
    change = Change(id="q-00000008", field="text", before="Some words", after="Other words")
    found = msgspec.structs.replace(made(), withdrawn=(gone,), changes=(change,))
    shown, problems = applied("q-00000008: {hide: by order of a court, on: 2031-06-01}", TEXT, found)
    assert problems == ()
    assert shown.changes == ()
    assert shown.withdrawn == (msgspec.structs.replace(gone, reason="by order of a court", on=date(2031, 6, 1)),)


def left(*, successors: tuple[str, ...] = ()) -> Record:
    """A record whose item, once changed, left the text."""
    gone = Withdrawn(id="q-00000008", kind="quote", reason="no longer in the text", successors=successors)
    change = Change(id="q-00000008", field="text", before="Some words", after="Other words")
    return msgspec.structs.replace(made(), withdrawn=(gone,), changes=(change,))


HIDE_LEFT = [
    ("Other words", (), "edit-of-withdrawn", "note"),
    ("Other words", ("q-00000001",), "edit-of-withdrawn", "error"),
    ("No ship will leave", (), "also-told", "error"),
]


@pytest.mark.parametrize(("was", "successors", "code", "level"), HIDE_LEFT)
def test_what_is_hidden_stays_hidden_when_it_left_the_text(
    was: str, successors: tuple[str, ...], code: str, level: str
) -> None:
    shown, (problem,) = applied(f"q-00000008: {{was: {was}, hide: private}}", TEXT, left(successors=successors))
    assert (problem.code, problem.level) == (code, level)
    assert shown.changes == ()
    assert [one.reason for one in shown.withdrawn] == ["private"]


HIDDEN_TEXT = [
    ("q-00000001: {was: x, hide: private}", "No ship will leave,", "███████ ███████ ███"),
    ("add:\n- quote: he was careless\n  hide: private", "he was careless", "███████ ███████"),
    ("q-00000001: {was: x, speaker: Bo Marn}", "", ""),
    ("p-00000001: {was: x, hide: private}", "", ""),
]


@pytest.mark.parametrize(("yaml", "words", "shown"), HIDDEN_TEXT)
def test_the_text_is_shown_without_what_is_hidden(yaml: str, words: str, shown: str) -> None:
    public = edits.public(TEXT, made(), edits.loads(yaml.encode(), NAME))
    assert public == TEXT.replace(words, shown)
    assert len(public) == len(TEXT)


def test_a_source_that_is_hidden_shows_no_text() -> None:
    assert edits.public(TEXT, made(), edits.loads(b"source: {hide: gone}", NAME)) is None


ABSENT = [
    ("p-00000001: {was: Ada Vell, merge: [p-00000001]}", "edit-of-unknown", "can't be merged with itself"),
    ("p-00000001: {was: Ada Vell, split: [{name: Ida Vell, items: [q-00000008]}]}", "edit-of-withdrawn",
     "q-00000008 is no longer on the record (no longer in the text)"),
    ("p-00000001: {was: Ada Vell, merge: [p-0000000x]}", "edit-of-unknown", "same_as: p-0000000x"),
    ("p-00000001: {was: Ada Vell, split: [{name: Ida Vell, items: [q-00000009]}]}", "edit-of-unknown",
     "there is no item q-00000009"),
]  # fmt: skip


@pytest.mark.parametrize(("yaml", "code", "message"), ABSENT)
def test_what_a_subject_edit_names_may_be_gone(yaml: str, code: str, message: str) -> None:
    _, (problem,) = edits.apply(left(), edits.loads(yaml.encode(), NAME), TEXT, known={"p-0000000x"})
    assert problem.code == code
    assert message in problem.message + problem.todo
    assert "mean “q-00000008”" not in problem.message or "q-00000009" in yaml


GIVEN = [
    ("p-00000001: {was: %s, split: [{name: Ida Vell, items: [q-00000001]}]}", "Ada Vell"),
    ("q-00000001: {was: %s, another: a second ship}", "No ship will leave"),
]


@pytest.mark.parametrize(("yaml", "was"), GIVEN)
def test_an_id_that_an_edit_gave_keeps_its_page_when_the_edit_does_not_fit(yaml: str, was: str) -> None:
    before = permalinks.ids(made())
    (given,) = permalinks.ids(applied(yaml % was)[0]) - before
    stale, _ = applied(yaml % "Something else")
    edited = yaml[:10]
    assert [(one.id, one.successors) for one in stale.withdrawn] == [(given, (edited,))]
    gone = Withdrawn(id=edited, kind="person" if edited[0] == "p" else "quote", reason="no longer in the text")
    left = msgspec.structs.replace(made(), subjects=made().subjects[1:], quotes=(), withdrawn=(gone,))
    lost, problems = applied(yaml % was, TEXT, left)
    assert [one.id for one in lost.withdrawn] == [edited, given]
    assert [one.code for one in problems] == ["edit-of-withdrawn"]


def test_a_subject_that_is_gone_leads_to_the_one_that_was_merged_into_it() -> None:
    gone = Withdrawn(id="p-00000001", kind="person", reason="no longer in the text")
    left = msgspec.structs.replace(made(), subjects=made().subjects[1:], withdrawn=(gone,))
    found, (problem,) = applied("p-00000001: {was: Ada Vell, merge: [p-00000002]}", TEXT, left)
    assert found.withdrawn[0].successors == ("p-00000002",)
    assert (problem.code, problem.level) == ("edit-of-withdrawn", "error")


def test_an_addition_whose_words_are_gone_keeps_its_page() -> None:
    yaml = "add:\n- quote: he was careless\n"
    mine = applied(yaml)[0].quotes[-1].id
    for text, reason in ((TEXT.replace("careless", "late"), edits.UNPROVED), (None, edits.UNCHECKED)):
        found, (problem,) = applied(yaml, text)
        assert (problem.level, problem.line) == ("error", 2)
        assert [(one.id, one.reason) for one in found.withdrawn] == [(mine, reason)]
    found, problems = applied(yaml + "  hide: private\n", TEXT.replace("careless", "late"))
    assert problems == ()
    assert [(one.id, one.reason) for one in found.withdrawn] == [(mine, "private")]


def test_words_that_are_nearly_in_the_text_are_pointed_at() -> None:
    _, (problem,) = applied("add:\n- quote: We told it them twice")
    assert f"[{span('We told them twice').start}, {span('We told them twice').end}]: “We told them twice”" in (
        problem.message
    )
    _, (problem,) = applied("add:\n- quote: We told it them twice", TEXT, made(rights="closed"))
    assert "We told them twice" not in problem.message
    assert "something like it does at [" in problem.message


def test_a_whole_source_can_be_taken_off() -> None:
    found, _ = applied("source: {hide: withdrawn by its publisher, on: 2031-06-01}")
    assert list(history.items(found)) == []
    assert {one.id for one in found.withdrawn} == {one.id for one in history.items(made())}
    assert {(one.reason, one.on) for one in found.withdrawn} == {("withdrawn by its publisher", date(2031, 6, 1))}


WRONG = [
    ("x: 1", 1, "“x” is not an item's id"),
    ("q-1:\n  speakr: Bo", 2, "did you mean “speaker”"),
    ("q-1:\n  name: Bo", 2, "“name” is not anything that can be said here"),
    ("\n\nf-1:\n  status: denyed", 4, "status can't be “denyed”; did you mean “denied”"),
    ("q-1:\n  status: reported", 2, "status can't be “reported”"),
    ("e-1:\n  was: x\n  date: Aug. 7", 3, "“Aug. 7” is no EDTF date"),
    ("e-1:\n  date: 2031-02-30", 2, "no day of the calendar"),
    ("e-1:\n  date: 2031-05/2030", 2, "ends before it begins"),
    ("q-1:\n  on: tomorrow", 2, "“tomorrow” is no day"),
    ("q-1:\n  speaker:", 2, "“speaker” says nothing"),
    ("q-1: [1]", 1, "“field: value”"),
    ("add: {quote: x}", 1, "there must be a list here"),
    ("add:\n- fact: x", 2, "the fact has no evidence"),
    ("add:\n- entry: x\n  evidence: y", 2, "a timeline entry needs a date"),
    ("add:\n- speaker: x", 2, "an addition is one of quote, fact, entry"),
    ("add:\n- quote: x\n  at: [5, 2]", 3, "a span is [start, end)"),
    ("p-1:\n  split:\n  - name: x", 3, "a part needs a name and the items"),
    ("q-1: {hide: a}\nq-1: {hide: b}", 2, "“q-1” a second time (first on line 1)"),
    ("f-1:\n  was: x\n  denied_by: [q-1, f-1]", 3, "an item can't answer itself"),
    ("f-1:\n  answered_by: [Bo Marn]", 2, "“Bo Marn” is not the id of a quotation"),
    ("e-1: {denied_by: [q-1]}", 1, "“denied_by” is not anything that can be said here"),
    ("f-1: {answers: [q-1]}", 1, "“answers” is not anything that can be said here"),
    ("source:\n  titel: x", 2, "did you mean “title”"),
]


@pytest.mark.parametrize(("yaml", "line", "message"), WRONG)
def test_what_is_wrong_is_refused_with_its_line(yaml: str, line: int, message: str) -> None:
    with pytest.raises(OnrecordError) as caught:
        edits.loads(yaml.encode(), NAME)
    assert message in caught.value.what
    assert (caught.value.path, caught.value.line) == (NAME, line)


def test_words_need_no_quotation_marks() -> None:
    found, _ = applied("p-00000002: {was: Bo Marn, name: No, roles: [on, 12:30]}\nsource: {title: 2020}")
    assert (item(found, "p-00000002").name, item(found, "p-00000002").roles) == ("No", ("on", "12:30"))
    assert found.source.title == "2020"
