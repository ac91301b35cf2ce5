"""The types that the stages hand to each other. Imports nothing of ours.

Two families live here. *Findings* (`Source`, `Timex`, `Attribution`, `Resolution`, `Subject`, `Statement`) are what the
stages find, tied to the text by spans. *Items* (`Quote`, `Said`, `Fact`, `Entry`, `SubjectItem`) are what is committed
in a `Record`, each under its permalink; docs/the-record.md explains them field by field.

Every span is [start, end) in code points of `Source.text`, exactly as it stands in the file after its front matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal, Protocol, get_args

import msgspec

# ---------------------------------------------------------------------------------------------------------- vocabulary

AttributionKind = Literal["direct", "mixed", "indirect"]
"""direct: all in quotation marks; mixed: the publisher's sentence with quoted words in it; indirect: no marks."""

Stance = Literal["said", "asked", "denied", "alleged", "admitted", "promised", "believed"]
"""What the cue makes of the content. `said` is the plain case."""

Status = Literal["reported", "said", "alleged", "denied"]
"""How a fact stands: in the publisher's own voice, said by somebody, alleged, denied."""

AnswerKind = Literal["denied", "responded", "declined", "unreached", "uncharged"]
"""How an allegation is answered in its source. denied: the accused, or somebody who speaks for them, denies this;
responded: they speak of the same incident, but not of this in particular; declined: they declined to comment;
unreached: they did not answer, or could not be reached; uncharged: the source says that they have not been charged."""

ANSWER_ORDER: dict[AnswerKind, int] = {kind: at for at, kind in enumerate(get_args(AnswerKind))}
"""Which answers come first where one item has several: as they are named above, denials first."""

ChargeState = Literal["charged", "changed", "dropped", "pleaded", "acquitted", "convicted", "sentenced"]
"""What may become of a criminal charge, in the order in which it may come."""

SubjectKind = Literal["person", "organisation", "place"]

Private = Literal["unlisted", "unnamed"]
"""unlisted: a person's page is in no list and no search; unnamed: the name stands nowhere."""

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]

Precision = Literal["time", "day", "week", "month", "quarter", "season", "year", "decade", "century", "range", "none"]

Basis = Literal["stated", "derived", "none"]
"""stated: the phrase alone gives the date; derived: only with an anchor (publication date, an event); none: undated."""


LETTERS = {"person": "p", "organisation": "o", "place": "l", "quote": "q", "said": "s", "fact": "f", "entry": "e"}
"""The letter that an item's id begins with, by what the item was born as."""


class Frozen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of all types here: immutable, slotted, compared by value."""


class Span(Frozen, frozen=True, array_like=True, order=True):
    """[start, end) in code points of the source's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words under the span."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


# ------------------------------------------------------------------------------------------------------------ findings


class Reference(Frozen, frozen=True, omit_defaults=True):
    """Another publication: what a digest sums up."""

    title: str
    publisher: str
    url: str | None = None
    published: date | None = None


class Metadata(Frozen, frozen=True, omit_defaults=True):
    """The front matter of a source. `published` is None where it is not known; it is never guessed.

    `as_of` is the day that the text's relative dates count from, where that is not the day of publication: a digest
    written years later may tell the events as of the day of the report that it sums up.
    """

    slug: str
    title: str
    publisher: str
    url: str | None = None
    author: tuple[str, ...] = ()
    published: date | None = None
    as_of: date | None = None
    accessed: date | None = None
    language: str = "en"
    rights: str = "all rights reserved"
    description: str | None = None
    digest_of: Reference | None = None
    licence: str | None = None

    @property
    def anchor(self) -> date | None:
        """The day that relative dates count from, None where it is not known."""
        return self.as_of or self.published

    @property
    def open(self) -> bool:
        """Whether the text itself may be published."""
        return self.rights == "open"


class Source(Frozen, frozen=True):
    """One text with its front matter. `paragraphs` leave out blank lines and `furniture`."""

    meta: Metadata
    text: str
    paragraphs: tuple[Span, ...]
    furniture: tuple[Span, ...] = ()
    headings: tuple[Span, ...] = ()  # those of the paragraphs that are titles or section headings, not prose


class Timex(Frozen, frozen=True):
    """A date, time, duration or set found in the text.

    `value` and `mod` are TIMEX3 (ISO 8601 with TimeML's letters: 2020-W34, 2020-SU, PRESENT_REF, P2D, mod=MID).
    `edtf` is ISO 8601-2 for what can stand on a timeline, else None. `earliest` and `latest` bound it (None: open).
    `anchor` says in words what a derived value rests on ("publication date", or an event's phrase).
    """

    span: Span
    type: TimexType
    value: str
    mod: str | None = None
    edtf: str | None = None
    earliest: date | None = None
    latest: date | None = None
    precision: Precision = "none"
    basis: Basis = "none"
    anchor: str | None = None
    anchor_span: Span | None = None


class Attribution(Frozen, frozen=True):
    """Somebody's words or thoughts, as the text gives them: source, cue and content (PolNeAR's three parts).

    `content` may be in pieces ("A," he said. "B."). `quoted` are the words inside quotation marks, marks left out, one
    span for each pair of marks. `source` is the mention in the text that names the speaker: empty where this sentence
    has none (the last speaker goes on, or nobody is named); then `carried` is the mention that it goes back to.
    `rivals` are further mentions that could as well be the speaker. `confidence` is the system's own probability that
    the speaker is right; `sure` whether it clears the bar that the method page states. `via` are the mentions of those
    who report it ("according to the Times"), nearest first; `to` of those it was told to ("told The Hill").
    """

    kind: AttributionKind
    content: tuple[Span, ...]
    quoted: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    cue_lemma: str | None = None
    stance: Stance = "said"
    source: tuple[Span, ...] = ()
    carried: tuple[Span, ...] = ()
    rivals: tuple[Span, ...] = ()
    via: tuple[Span, ...] = ()
    to: tuple[Span, ...] = ()
    where: Span | None = None
    when: Span | None = None
    confidence: float = 1.0
    sure: bool = True
    doubts: tuple[str, ...] = ()  # codes: carried-speaker, pronoun, rivals, no-speaker, unclosed-quotation, …

    @property
    def span(self) -> Span:
        """From the first to the last code point of the content."""
        return Span(self.content[0].start, self.content[-1].end)

    @property
    def speaker(self) -> tuple[Span, ...]:
        """The mention to resolve: the source, or the one carried on."""
        return self.source or self.carried


class Resolution(Frozen, frozen=True):
    """Who a mention is. `subject` is an index into the list of subjects, None where it can't be told.

    `name` is how to name the speaker by itself: a subject's name, or a role of an organisation ("New York Police
    Department spokeswoman", with `subject` the organisation and `role` "spokeswoman"), or the mention's own words.
    `candidates` has two or more subjects where the text allows each; then `subject` is None.
    """

    name: str
    subject: int | None = None
    role: str | None = None
    candidates: tuple[int, ...] = ()
    sure: bool = True


class Subject(Frozen, frozen=True):
    """A person, organisation or place under one full name, with every name, role and mention that the text gives."""

    kind: SubjectKind
    name: str
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()
    gender: Literal["female", "male", "unknown"] = "unknown"


class Cast(Protocol):
    """Who is who in the text: what `subjects.resolve` gives."""

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """All subjects; an index into them is what a resolution holds."""

    def who(self, mention: Sequence[Span]) -> Resolution:
        """Who a mention means."""

    def at(self, i: int) -> Resolution | None:
        """Who the name, pronoun or description at token `i` means."""


class Statement(Frozen, frozen=True):
    """A fact before it has a permalink: one statement that can be read by itself.

    `text` is made of the source's words and, in [brackets], of resolved names and dates. `span` is the clause that
    proves it, `head` the span of its main predicate. `by` is who says so, nearest the event last ("The Hill < The New
    York Times < Derrick Ingram" is (NYT, Ingram); the publisher is not repeated). `charge` is the state of a criminal
    charge that it tells, `answers` the index of the statement with the state before.
    """

    text: str
    span: Span
    head: Span
    status: Status
    by: tuple[Resolution, ...] = ()
    subjects: tuple[int, ...] = ()
    when: Timex | None = None
    where: int | None = None
    answers: int | None = None
    charge: Charge | None = None
    event: bool = False  # something that happened at a time: goes to the timeline
    reporting: bool = False  # the act of reporting itself ("told The Hill on Wednesday")
    doubts: tuple[str, ...] = ()


class Response(Frozen, frozen=True):
    """How an allegation is answered. Statements and attributions are named by their indices.

    `claim` or `speech` is the allegation: a statement, or an attribution whose words no statement tells. `span` are the
    words of the answer, `by` is who gives it; `statement` or `attribution` is what tells it, if anything does.
    """

    kind: AnswerKind
    by: Resolution
    span: Span
    claim: int | None = None
    speech: int | None = None
    statement: int | None = None
    attribution: int | None = None


class Happening(Frozen, frozen=True):
    """Something that happened, as the timeline tells it.

    `statements` are the indices of those that tell it: the one whose words are shown first. An act of speech that no
    statement tells has the index of its `attribution`, and in `act` the span of its own words ("told The Hill on
    Wednesday").
    """

    span: Span
    statements: tuple[int, ...] = ()
    attribution: int | None = None
    act: Span | None = None


# --------------------------------------------------------------------------------------------------------------- items


class Charge(Frozen, frozen=True, omit_defaults=True):
    """A state of a criminal charge, and the words for what it is of (after the change, if it was changed)."""

    state: ChargeState
    of: str = ""


class When(Frozen, frozen=True, omit_defaults=True):
    """A date as the site shows it. `edtf` None is "date not known"; `phrase` are the words that it rests on."""

    phrase: str = ""
    span: Span | None = None
    edtf: str | None = None
    timex: str | None = None
    earliest: date | None = None
    latest: date | None = None
    precision: Precision = "none"
    basis: Basis = "none"
    anchor: str | None = None


class Speaker(Frozen, frozen=True, omit_defaults=True):
    """Who says it. `name` stands alone; `mention` are the text's own words for them; `subject` is a subject's id.

    `candidates` are subjects of which each could be meant; `rivals` name others in the text who could be the speaker as
    well. With either, nobody is chosen.
    """

    name: str
    subject: str | None = None
    role: str | None = None
    mention: str = ""
    span: Span | None = None
    candidates: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    sure: bool = True


class Answer(Frozen, frozen=True, omit_defaults=True, kw_only=True):
    """An answer to an allegation, in the same source. `item` is the id of the fact, quotation or indirect speech."""

    kind: AnswerKind
    by: Speaker
    span: Span
    item: str | None = None


class Quote(Frozen, frozen=True, omit_defaults=True, kw_only=True):
    """Words given as somebody's, inside quotation marks. `text` is cut with […] where rights ask for it."""

    id: str
    text: str
    span: Span
    kind: AttributionKind
    stance: Stance = "said"
    speaker: Speaker | None = None
    cue: str | None = None
    content: tuple[Span, ...] = ()
    via: tuple[Speaker, ...] = ()
    to: tuple[Speaker, ...] = ()
    when: When | None = None
    where: str | None = None
    confidence: float = 1.0
    responses: tuple[Answer, ...] = ()
    doubts: tuple[str, ...] = ()
    context: str = ""  # hashes by which a later build knows the item again (permalinks.py)


class Said(Frozen, frozen=True, omit_defaults=True, kw_only=True):
    """Indirect speech: who, by which cue, over which span; `text` only where rights allow the words."""

    id: str
    span: Span
    text: str | None = None
    stance: Stance = "said"
    speaker: Speaker | None = None
    cue: str | None = None
    content: tuple[Span, ...] = ()
    via: tuple[Speaker, ...] = ()
    to: tuple[Speaker, ...] = ()
    when: When | None = None
    confidence: float = 1.0
    responses: tuple[Answer, ...] = ()
    doubts: tuple[str, ...] = ()
    context: str = ""  # hashes by which a later build knows the item again (permalinks.py)


class Fact(Frozen, frozen=True, omit_defaults=True, kw_only=True):
    """One reported statement that stands on its own.

    `answers`: the id of the fact that this one denies or whose charge it follows. `responses`: how an allegation is
    answered in its source, denials of it first.
    """

    id: str
    text: str
    span: Span
    status: Status
    by: tuple[Speaker, ...] = ()
    subjects: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    when: When | None = None
    answers: str | None = None
    responses: tuple[Answer, ...] = ()
    charge: Charge | None = None
    doubts: tuple[str, ...] = ()
    context: str = ""  # hashes by which a later build knows the item again (permalinks.py)


class Entry(Frozen, frozen=True, omit_defaults=True, kw_only=True):
    """A timeline entry: something that happened, with its date, or undated. `facts` are the ids that tell it."""

    id: str
    text: str
    span: Span
    status: Status
    when: When
    facts: tuple[str, ...] = ()
    by: tuple[Speaker, ...] = ()
    subjects: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    context: str = ""  # hashes by which a later build knows the item again (permalinks.py)


class SubjectItem(Frozen, frozen=True, omit_defaults=True, kw_only=True):
    """A person, organisation or place with its page."""

    id: str
    kind: SubjectKind
    name: str
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()
    private: Private | None = None  # an editor's word alone


class Withdrawn(Frozen, frozen=True, omit_defaults=True, kw_only=True):
    """An item that is no longer on the record. Its page stays."""

    id: str
    kind: str
    reason: str
    on: date | None = None
    successors: tuple[str, ...] = ()


class Change(Frozen, frozen=True, omit_defaults=True, kw_only=True):
    """One change of one item: which field, what it was, what it is."""

    id: str
    field: str
    before: str = ""
    after: str = ""
    on: date | None = None


class Counts(Frozen, frozen=True, omit_defaults=True):
    """What was found and left out, so that nothing disappears in silence."""

    paragraphs: int = 0
    furniture: int = 0
    statements_left_out: int = 0


class Text(Frozen, frozen=True):
    """What proves that a span belongs to a text, without the text."""

    sha256: str
    characters: int
    words: int


class Record(Frozen, frozen=True, omit_defaults=True, kw_only=True):
    """The record of one source: `sources/<slug>.record.yml`."""

    version: Literal[1] = 1
    source: Metadata
    text: Text
    counts: Counts = Counts()
    subjects: tuple[SubjectItem, ...] = ()
    quotes: tuple[Quote, ...] = ()
    said: tuple[Said, ...] = ()
    facts: tuple[Fact, ...] = ()
    timeline: tuple[Entry, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()
    changes: tuple[Change, ...] = ()
