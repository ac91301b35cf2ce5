"""All records of a site as one: who is who across sources, which items belong together, and where each has its page.

Nothing here knows Markdown. `Graph` is built once from the records and only read after that.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rapidfuzz import fuzz

from onrecord.model import (
    Answer,
    AnswerKind,
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
    Withdrawn,
)
from onrecord.pages import charges
from onrecord.pages.neighbours import Neighbours
from onrecord.pages.quantities import contradict, number_words, without_dates

Item = Quote | Said | Fact | Entry

FOLDERS = {
    "quote": "quotes",
    "said": "said",
    "fact": "facts",
    "entry": "timeline",
    "person": "people",
    "organisation": "organisations",
    "place": "places",
}
"""Folder of each kind's pages. A kind that a withdrawn item names and that is not here goes to `withdrawn/`."""

SAME_QUOTE = 90.0
"""Likeness (rapidfuzz ratio of the words) from which two quotations of one speaker in two sources are one."""

SAME_EVENT = 0.5
"""The share of the words that tell what happened which two entries of one day with the same people must have in common
to be one event, of those of the shorter one."""

CLASH = 85.0
"""Likeness from which two entries with the same people and dates that exclude each other contradict one another."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An item with its kind, the source that it stands in, and the path of its page under docs/record/."""

    kind: str
    item: Item
    source: Metadata

    @property
    def id(self) -> str:
        return self.item.id

    @property
    def path(self) -> str:
        return f"{FOLDERS[self.kind]}/{self.item.id}.md"

    @property
    def by(self) -> tuple[Speaker, ...]:
        """Who says so, the one who claims it last."""
        if isinstance(self.item, Fact | Entry):
            return self.item.by
        return (*reversed(self.item.via), self.item.speaker) if self.item.speaker else ()


@dataclass(frozen=True, slots=True)
class Subject:
    """A person, organisation or place, merged over all sources. `ids` are all its ids; the first has the page."""

    ids: tuple[str, ...]
    kind: str
    name: str
    aliases: tuple[str, ...]
    roles: tuple[str, ...]
    sources: tuple[Metadata, ...]
    private: str | None = None

    @property
    def id(self) -> str:
        return self.ids[0]

    @property
    def path(self) -> str:
        return f"{FOLDERS[self.kind]}/{self.id}.md"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to an allegation: how, by whom, in which source, and the item that tells it, if one may be shown."""

    kind: AnswerKind
    by: Speaker
    source: Metadata
    placed: Placed | None = None


@dataclass(frozen=True, slots=True)
class Thread:
    """A fact with what answers it, denials of it first, and later states of a charge, latest first."""

    root: Placed
    replies: tuple[Reply, ...]
    updates: tuple[Placed, ...]

    @property
    def contested(self) -> bool:
        """Whether somebody denies it."""
        return any(reply.kind == "denied" for reply in self.replies)

    @property
    def answered(self) -> bool:
        """Whether the accused, or somebody for them, was heard or asked."""
        return any(reply.kind != "uncharged" for reply in self.replies)


@dataclass(frozen=True, slots=True)
class Gone:
    """A withdrawn item, with the source that it stood in."""

    item: Withdrawn
    source: Metadata

    @property
    def path(self) -> str:
        return f"{FOLDERS.get(self.item.kind, 'withdrawn')}/{self.item.id}.md"


class Graph:
    """The records of a site, joined. Order is that of publication, then of the text; never that of a set or hash."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.records = sorted(records, key=lambda r: (r.source.published or date.max, r.source.slug))
        self.sources = [record.source for record in self.records]
        self._record = {record.source.slug: record for record in self.records}
        self.subjects, self._canon = _merge_subjects(self.records)
        self.quotes = _place("quote", ((r, r.quotes) for r in self.records))
        self.said = _place("said", ((r, [s for s in r.said if s.text]) for r in self.records))
        self.facts = _place("fact", ((r, r.facts) for r in self.records))
        self.entries = _place("entry", ((r, r.timeline) for r in self.records))
        here = {one.id for r in self.records for one in r.subjects}  # a subject may have gone from one source only
        self.withdrawn = [Gone(one, r.source) for r in self.records for one in r.withdrawn if one.id not in here]
        self.changes = sorted(
            ((r.source, change) for r in self.records for change in r.changes),
            key=lambda pair: (pair[1].on or date.min, pair[0].slug, pair[1].id, pair[1].field),
            reverse=True,
        )
        self.items = {p.id: p for p in (*self.quotes, *self.said, *self.facts, *self.entries)}
        self._answers: defaultdict[str, list[Placed]] = defaultdict(list)
        for fact in self.facts:
            if isinstance(fact.item, Fact) and fact.item.answers:
                self._answers[fact.item.answers].append(fact)
        self._history: defaultdict[str, list[Change]] = defaultdict(list)
        for _, change in self.changes:
            self._history[change.id].append(change)
        self._near: dict[tuple[str, frozenset[str]], Neighbours[Placed]] = {}
        self._clashes: dict[str, list[Placed]] = {}
        self._replied: dict[str, tuple[Reply, ...]] = {}
        self._answering: defaultdict[str, list[Placed]] = defaultdict(list)
        for placed in (*self.facts, *self.quotes, *self.said):
            for answer in _responses(placed.item):
                if answer.item:
                    self._answering[answer.item].append(placed)
        self._index()
        speakers = {p.id: s for p in self.quotes if (s := self.speaker(p)) is not None}
        self._same_quotes = self._group(
            (p for p in self.quotes if p.id in speakers), lambda p: speakers[p.id].id, _same_words
        )
        self._same_entries = self._group(
            (p for p in self.entries if p.item.when and p.item.when.edtf and self._who[p.id]),
            lambda p: (p.item.when and p.item.when.edtf, self._who[p.id]),
            self._one_event,
        )
        self._same_facts = _told_alike(self.facts)
        self._cases: dict[str, list[Placed]] = charges.cases(self.facts, self._person)

    def _index(self) -> None:
        """What the questions below would otherwise search all items for."""
        self._here: defaultdict[tuple[str, str], list[Placed]] = defaultdict(list)
        self._blocks: defaultdict[tuple[str, str, int], list[int]] = defaultdict(list)
        self._of: defaultdict[tuple[str, str], list[Placed]] = defaultdict(list)
        self._told: defaultdict[str, list[Placed]] = defaultdict(list)
        self._number: dict[str, int] = {}  # an item's place among those of its speaker
        self._who: dict[str, frozenset[str]] = {}
        self._with: defaultdict[tuple[str, frozenset[str]], list[Placed]] = defaultdict(list)
        for placed in self.items.values():
            here = self._here[placed.kind, placed.source.slug]
            for block in _blocks(placed.item.span):
                self._blocks[placed.kind, placed.source.slug, block].append(len(here))
            here.append(placed)
            for subject in self.subjects_of(placed):
                self._of[placed.kind, subject.id].append(placed)
            speaker = self.speaker(placed)
            if speaker is not None:
                by = self._of["by " + placed.kind, speaker.id]
                self._number[placed.id] = len(by)
                by.append(placed)
        for placed in (*self.facts, *self.entries, *self.said):
            subjects = self.subjects_of(placed)
            people = frozenset(s.id for s in subjects if s.kind == "person")
            who = people or frozenset(s.id for s in subjects if s.kind == "organisation")
            if placed.kind == "said":
                who = frozenset(s.id for s in (self.speaker(placed),) if s is not None)
            self._who[placed.id] = who
            self._with[placed.kind, who].append(placed)
        for entry in self.entries:
            for fact in entry.item.facts if isinstance(entry.item, Entry) else ():
                self._told[fact].append(entry)

    # -- subjects ------------------------------------------------------------------------------------------------

    def subject(self, id_: str | None) -> Subject | None:
        """The subject under any of its ids."""
        return self._canon.get(id_) if id_ else None

    def _person(self, id_: str) -> str:
        """The one id of a person, "" for others."""
        subject = self.subject(id_)
        return subject.id if subject is not None and subject.kind == "person" else ""

    def speaker(self, placed: Placed) -> Subject | None:
        """Who is quoted or claims it, where that is certain and has a page."""
        return self.subject(placed.by[-1].subject) if placed.by else None

    def said_by(self, subject: Subject) -> list[Placed]:
        """Quotations and indirect speech of a subject."""
        return self._of["by quote", subject.id] + self._of["by said", subject.id]

    def quotes_after(self, placed: Placed, speaker: Subject) -> Iterator[Placed]:
        """The other quotations of a speaker: those after this one, then, from the first, those before it."""
        quotes = self._of["by quote", speaker.id]
        start = self._number[placed.id] + 1 if placed.kind == "quote" else 0
        return (quotes[number % len(quotes)] for number in range(start, start + len(quotes)))

    def claimed_by(self, subject: Subject) -> list[Placed]:
        """Facts that rest on a subject's word."""
        return self._of["by fact", subject.id]

    def about(self, subject: Subject, kind: str) -> list[Placed]:
        """The facts ("fact") or entries ("entry") that a subject takes part in or that happened in a place."""
        return self._of[kind, subject.id]

    def subjects_of(self, placed: Placed) -> list[Subject]:
        """Subjects and places of a fact or entry, each once, in the record's order."""
        found = [self.subject(id_) for id_ in (*_subjects(placed.item), *_places(placed.item))]
        return [s for at, s in enumerate(found) if s is not None and s not in found[:at]]

    def of_kind(self, kind: str) -> list[Subject]:
        """All subjects of a kind that lists show, by name."""
        return sorted(
            (s for s in self.subjects if s.kind == kind and not s.private), key=lambda s: (s.name.casefold(), s.id)
        )

    def of_source(self, source: Metadata, kind: str) -> list[Placed]:
        """The items of a kind that stand in a source."""
        return self._here[kind, source.slug]

    # -- items ---------------------------------------------------------------------------------------------------

    def record(self, source: Metadata) -> Record:
        """The record of a source."""
        return self._record[source.slug]

    def history(self, id_: str) -> list[Change]:
        """What changed on an item, latest first."""
        return self._history[id_]

    def thread(self, placed: Placed) -> Thread:
        """The fact with its answers; for an answer, the thread of what it answers; for a charge, its whole history."""
        root, seen = placed, {placed.id}
        while isinstance(root.item, Fact) and root.item.answers in self.items and root.item.answers not in seen:
            seen.add(root.item.answers)
            root = self.items[root.item.answers]
        case = self._cases.get(placed.id) or self._cases.get(root.id)
        if case:
            replies = dict.fromkeys(reply for fact in case for reply in self._replies(fact))
            return Thread(case[0], tuple(replies), _states(case))
        updates: list[Placed] = []
        queue, seen = [root.id], {root.id}
        while queue:
            for answer in self._answers[queue.pop(0)]:
                if answer.id not in seen and _status(answer.item) != "denied":
                    seen.add(answer.id)
                    updates.append(answer)
                    queue.append(answer.id)
        return Thread(root, self._replies(root), tuple(reversed(updates)))

    def replies(self, placed: Placed) -> tuple[Reply, ...]:
        """The answers to what an item alleges, denials of it first: its own, those of the facts that it tells, and
        those to the same allegation in other sources."""
        found = [*self._replies(placed)]
        found += [reply for fact in self.claims(placed) for reply in self._replies(fact)]
        told: dict[object, Reply] = {}
        for reply in sorted(found, key=lambda reply: reply.kind != "denied"):
            told.setdefault(reply.placed.id if reply.placed else (reply.kind, reply.by.name), reply)
        return tuple(told.values())

    def _replies(self, placed: Placed) -> tuple[Reply, ...]:
        if placed.id not in self._replied:
            own = [self._reply(answer, placed.source) for answer in _responses(placed.item)]
            told = {reply.placed.id for reply in own if reply.placed}
            own += [
                Reply("denied", denial.by[-1] if denial.by else Speaker(""), denial.source, denial)
                for denial in self._answers[placed.id]
                if _status(denial.item) == "denied" and denial.id not in told
            ]
            for same in self._retold(placed):
                own += [self._reply(answer, same.source) for answer in _responses(same.item)]
            self._replied[placed.id] = tuple(own)
        return self._replied[placed.id]

    def _reply(self, answer: Answer, source: Metadata) -> Reply:
        return Reply(answer.kind, answer.by, source, self.items.get(answer.item) if answer.item else None)

    def _retold(self, placed: Placed) -> list[Placed]:
        """The same allegation as other sources tell it."""
        who = self._who.get(placed.id, frozenset())
        if not _accuses(placed.item) or not who:
            return []
        spoken = placed.kind == "said"  # its date is the day on which it was said
        return [p for p in self._others(placed) if _accuses(p.item) and (spoken or not _dates_exclude(placed, p))
                and _alike(placed, p, CLASH)]  # fmt: skip

    def answered_by(self, placed: Placed) -> list[Placed]:
        """What an item answers, whether it denies it or speaks of the same matter."""
        return self._answering[placed.id]

    def alleges(self, placed: Placed) -> bool:
        """Whether an item is an allegation: by its status, or because its words, quoted, are those of one."""
        if isinstance(placed.item, Fact | Entry):
            return placed.item.status == "alleged"
        return placed.item.stance == "alleged" or bool(placed.item.responses) or bool(self.claims(placed))

    def claims(self, placed: Placed) -> list[Placed]:
        """The facts that an item tells: itself, those of an entry, the allegations in a quotation's words."""
        if isinstance(placed.item, Fact):
            return [placed]
        if isinstance(placed.item, Entry):
            return self.entry_facts(placed)
        return [fact for fact in self.nearby(placed, "fact") if _status(fact.item) == "alleged"]

    def threads(self) -> list[Thread]:
        """What is disputed or charged: every allegation and every fact that another answers, contested ones first."""
        roots = [self.thread(p) for p in self.facts if not (isinstance(p.item, Fact) and p.item.answers in self.items)]
        shown = {
            t.root.id: t for t in roots if _status(t.root.item) == "alleged" or t.replies or t.updates or _charge(t)
        }
        return sorted(shown.values(), key=lambda t: (not t.contested, not t.answered))

    def denied_words(self) -> list[Placed]:
        """Quotations and indirect speech that somebody denies, where no fact tells the allegation."""
        speech = sorted([*self.said, *self.quotes], key=lambda p: (p.source.slug, p.item.span, p.id))
        found: dict[str, Placed] = {}
        for placed in speech:
            again = any(same.id in found for same in self._retold(placed))  # as another source told it
            if placed.item.text and not again and not self.claims(placed) and self._is_denied(placed):
                found[placed.id] = placed
        return list(found.values())

    def _is_denied(self, placed: Placed) -> bool:
        return any(reply.kind == "denied" for reply in self.replies(placed))

    def lone_denials(self) -> list[Placed]:
        """Denials whose allegation the record does not hold."""
        return [
            p
            for p in self.facts
            if isinstance(p.item, Fact)
            and p.item.status == "denied"
            and p.item.answers not in self.items
            and not self._answering[p.id]
        ]

    def entry_facts(self, entry: Placed) -> list[Placed]:
        """The facts that tell a timeline entry."""
        ids = entry.item.facts if isinstance(entry.item, Entry) else ()
        return [self.items[id_] for id_ in ids if id_ in self.items]

    def fact_entries(self, fact: Placed) -> list[Placed]:
        """The timeline entries that a fact tells."""
        return self._told[fact.id]

    def open_since(self, thread: Thread) -> date | None:
        """The day up to which no outcome of a charge is on the record; None where there is one, or no charge."""
        told = [p for p in (thread.root, *thread.updates) if isinstance(p.item, Fact) and p.item.charge is not None]
        if not told or any(
            isinstance(p.item, Fact) and p.item.charge and p.item.charge.state in charges.ENDED for p in told
        ):
            return None
        return max((day for p in told if (day := p.source.anchor) is not None), default=None)

    def nearby(self, placed: Placed, kind: str) -> list[Placed]:
        """Items of a kind in the same source whose span overlaps this one's: what else the same words prove."""
        here, span = self._here[kind, placed.source.slug], placed.item.span
        near = {at for block in _blocks(span) for at in self._blocks.get((kind, placed.source.slug, block), ())}
        return [p for p in (here[at] for at in sorted(near)) if p.id != placed.id and p.item.span.overlaps(span)]

    def same(self, placed: Placed) -> list[Placed]:
        """The same quotation, event or fact as other sources give it, without the item itself."""
        return [p for p in self._alike(placed) if p.id != placed.id]

    def first_of(self, placed: Placed) -> bool:
        """Whether lists show this one; the same thing told by a later source stands with the first."""
        group = self._alike(placed)
        return not group or group[0].id == placed.id

    def _alike(self, placed: Placed) -> list[Placed]:
        """The same as several sources have it, first to last; nothing where only one does."""
        groups = {"quote": self._same_quotes, "fact": self._same_facts}.get(placed.kind, self._same_entries)
        return groups.get(placed.id, [])

    def clashes(self, placed: Placed) -> list[Placed]:
        """What other sources tell of the same, but with a date that excludes this one's or with other numbers."""
        subjects = self._who.get(placed.id, frozenset())
        if placed.id not in self._clashes:
            told = [p for p in self._others(placed) if _clash(placed, p)] if subjects else []
            told += [p for p in self._cases.get(placed.id, ()) if p not in told and charges.clash(placed, p)]
            self._clashes[placed.id] = told
        return self._clashes[placed.id]

    def _others(self, placed: Placed) -> list[Placed]:
        """What other sources tell of the same people, as far as it may be alike."""
        key = (placed.kind, self._who.get(placed.id, frozenset()))
        if key not in self._near:
            self._near[key] = Neighbours(self._with[key], _words)
        return [p for p in self._near[key].of(placed) if p.source.slug != placed.source.slug]

    def _one_event(self, one: Placed, other: Placed) -> bool:
        """Whether two sources tell the same event of one day and the same people: in enough of the same words.

        An allegation or denial is one with its like alone: it must not look as if more sources stood for it.
        """
        both = {_status(one.item), _status(other.item)}
        if len(both) > 1 and not both <= {"reported", "said"}:
            return False
        mine, others = self._telling(one), self._telling(other)
        return len(mine & others) >= SAME_EVENT * max(1, min(len(mine), len(others)))

    def _telling(self, placed: Placed) -> frozenset[str]:
        """The words that tell what happened, cut to five letters: without names, dates and small words."""
        names = {
            word for s in self.subjects_of(placed) for name in (s.name, *s.aliases) for word in _bare(name).split()
        }
        phrase = placed.item.when.phrase if placed.item.when else ""
        text = without_dates(
            re.sub(
                r"\[[^\[\]]*\]",
                " ",
                (placed.item.text or "").replace(phrase, " ") if phrase else placed.item.text or "",
            )
        )
        return frozenset(word[:5] for word in _bare(text).split() if len(word) > 3 and word not in names)

    # -- what is the same ----------------------------------------------------------------------------------------

    def _group(
        self,
        placed: Iterable[Placed],
        key: Callable[[Placed], object],
        same: Callable[[Placed, Placed], bool],
    ) -> dict[str, list[Placed]]:
        """Groups of what two or more sources have alike, at most one item of each source in a group; by item's id."""
        if len(self.records) < 2:
            return {}
        alike: defaultdict[object, list[Placed]] = defaultdict(list)
        for one in placed:
            alike[key(one)].append(one)
        groups: dict[str, list[Placed]] = {}
        for of_one_key in alike.values():
            near, seen = Neighbours(of_one_key, _words), set[str]()
            for one in of_one_key:
                for other in near.of(one):
                    group = groups.get(other.id, [other])
                    if other.id in seen and all(p.source.slug != one.source.slug for p in group) and same(other, one):
                        group.append(one)
                        groups[other.id] = groups[one.id] = group
                        break
                seen.add(one.id)
        return groups


def _told_alike(facts: Iterable[Placed]) -> dict[str, list[Placed]]:
    """Facts that several sources tell in the same words, on the same people's word, by each one's id."""
    alike: defaultdict[tuple[object, ...], dict[str, Placed]] = defaultdict(dict)
    for one in facts:
        by = tuple(speaker.name for speaker in one.by)
        alike[_bare(one.item.text or ""), _status(one.item), by].setdefault(one.source.slug, one)
    groups = (list(found.values()) for found in alike.values() if len(found) > 1)
    return {one.id: group for group in groups for one in group}


_BLOCK = 1000


def _blocks(span: Span) -> range:
    """The blocks of so many code points that a span lies in: what overlaps it lies in one of them, too."""
    return range(span.start // _BLOCK, span.end // _BLOCK + 1)


def _same_words(one: Placed, other: Placed) -> bool:
    """Whether two quotations of one speaker are the same, whole or in part."""
    a, b = (_bare(p.item.text or "") for p in (one, other))
    if len(a.split()) < 3 or len(b.split()) < 3:
        return a == b
    return a in b or b in a or fuzz.ratio(a, b, score_cutoff=SAME_QUOTE) > 0


def _alike(one: Placed, other: Placed, floor: float) -> bool:
    """Whether two statements use the same words, in any order."""
    a, b = (_bare(p.item.text or "") for p in (one, other))
    return fuzz.token_set_ratio(a, b, score_cutoff=floor) > 0


def _clash(one: Placed, other: Placed) -> bool:
    """Whether two items of the same people or organisations tell the same, but not with the same date or numbers."""
    texts = [without_dates(_undated(p)) for p in (one, other)]
    spoken = one.kind == "said"  # people say a thing on several days
    if not ((not spoken and _dates_exclude(one, other)) or contradict(*texts)):
        return False
    bare = [
        " ".join(w for w in _bare(text).split() if not w[0].isdigit() and w not in number_words()) for text in texts
    ]
    return fuzz.token_set_ratio(*bare, score_cutoff=CLASH) > 0


def _dates_exclude(one: Placed, other: Placed) -> bool:
    """Whether two items have dates that cannot both be right."""
    a, b = one.item.when, other.item.when
    return bool(
        a and b and a.earliest and a.latest and b.earliest and b.latest
        and (a.latest < b.earliest or b.latest < a.earliest)
    )  # fmt: skip


def _undated(placed: Placed) -> str:
    """An item's words without the phrase of its date."""
    text, phrase = placed.item.text or "", placed.item.when.phrase if placed.item.when else ""
    return text.replace(phrase, " ") if phrase else text


def _states(case: Sequence[Placed]) -> tuple[Placed, ...]:
    """The later states of a charge, latest first; one that two sources or sentences tell alike stands once."""
    seen: set[object] = set()
    found = []
    for placed in case:
        charge = placed.item.charge if isinstance(placed.item, Fact) else None
        key = (charge, placed.item.when.edtf if placed.item.when else None)
        if key not in seen:
            seen.add(key)
            found.append(placed)
    return tuple(reversed(found[1:]))


def _charge(thread: Thread) -> bool:
    return isinstance(thread.root.item, Fact) and thread.root.item.charge is not None


def _responses(item: Item) -> tuple[Answer, ...]:
    return () if isinstance(item, Entry) else item.responses


def _words(placed: Placed) -> list[str]:
    return _bare(placed.item.text or "").split()


@lru_cache(maxsize=65536)
def _bare(text: str) -> str:
    """Words alone, folded, for comparing."""
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold().replace("’", "'")).split())


def _status(item: Item) -> str:
    return item.status if isinstance(item, Fact | Entry) else "said"


def _accuses(item: Item) -> bool:
    """Whether an item is an allegation by its own status."""
    return (item.status if isinstance(item, Fact | Entry) else item.stance) == "alleged"


def _subjects(item: Item) -> tuple[str, ...]:
    return item.subjects if isinstance(item, Fact | Entry) else ()


def _places(item: Item) -> tuple[str, ...]:
    return item.places if isinstance(item, Fact | Entry) else ()


def _place(kind: str, groups: Iterable[tuple[Record, Sequence[Item]]]) -> list[Placed]:
    seen: dict[str, Placed] = {}
    for record, items in groups:
        for item in items:
            seen.setdefault(item.id, Placed(kind, item, record.source))
    return list(seen.values())


def _merge_subjects(records: Sequence[Record]) -> tuple[list[Subject], dict[str, Subject]]:
    """Subjects over all records. One id is one subject; so is one full name of one kind (a person's: of two words)."""
    groups: list[list[tuple[SubjectItem, Metadata]]] = []
    by_id: dict[str, list[tuple[SubjectItem, Metadata]]] = {}
    by_name: dict[tuple[str, str], list[tuple[SubjectItem, Metadata]]] = {}
    for record in records:
        for item in record.subjects:
            full = (item.kind != "person" or len(item.name.split()) > 1) and item.private != "unnamed"
            name = (item.kind, item.name.casefold())
            group = by_id.get(item.id) or (by_name.get(name) if full else None)
            if group is None:
                group = []
                groups.append(group)
            group.append((item, record.source))
            by_id[item.id] = group
            if full:
                by_name.setdefault(name, group)
    subjects = [_subject(group) for group in groups]
    return subjects, {id_: subject for subject in subjects for id_ in subject.ids}


def _subject(group: Sequence[tuple[SubjectItem, Metadata]]) -> Subject:
    first = group[0][0]
    return Subject(
        ids=tuple(dict.fromkeys(item.id for item, _ in group)),
        kind=first.kind,
        name=first.name,
        aliases=tuple(dict.fromkeys(a for item, _ in group for a in item.aliases if a != first.name)),
        roles=tuple(dict.fromkeys(role for item, _ in group for role in item.roles)),
        sources=tuple({source.slug: source for _, source in group}.values()),
        private=max((item.private for item, _ in group if item.private), default=None),  # unnamed before unlisted
    )
