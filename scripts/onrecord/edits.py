"""The editor's corrections laid over a record: `apply` gives the record that is shown.

The committed record stays the machine's; corrections are laid over it in every build, so a rebuild can't lose them. An
edit holds on to its item by id, and says in `was` which words it was made for. Where those have changed since, the
edit is not applied to words that its editor has not seen: the item is marked as in doubt, and the edit is reported.
Only what was hidden stays hidden.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import msgspec
from rapidfuzz import fuzz

from onrecord import echoes, edtf, history, permalinks, ties
from onrecord.editfile import SUFFIX, Addition, Edit, Edits, load, loads, near
from onrecord.model import (
    AnswerKind,
    Change,
    Entry,
    Fact,
    Frozen,
    Quote,
    Record,
    Said,
    Span,
    Speaker,
    SubjectItem,
    When,
    Withdrawn,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

__all__ = ["SUFFIX", "Edits", "Problem", "apply", "load", "loads"]

Item: TypeAlias = SubjectItem | Quote | Said | Fact | Entry
Level = Literal["error", "warning", "note"]

STALE = "stale-edit"

UNPROVED = "an editor added it, and the words that it rests on are not found in the text"
SUSPENDED = "an editor's correction made it, which does not fit the text as it is now"
"""Why an id is withdrawn that only an edit gave, while that edit is not applied."""

UNCHECKED = "an editor added it, and the words that it rests on could not be looked up where this site was built"
"""Why an addition is withdrawn whose evidence is gone, or can't be looked up."""


class Problem(Frozen, frozen=True):
    """Something about an edit that a person must see. `todo` says what to write instead."""

    code: str
    message: str
    path: str
    line: int
    level: Level = "warning"
    id: str = ""
    todo: str = ""


def apply(
    record: Record, edits: Edits, text: str | None, *, known: Collection[str] = ()
) -> tuple[Record, tuple[Problem, ...]]:
    """Lay an editor's corrections over a record.

    `text` is the source's text, None where it is kept elsewhere: additions then need their span. `known` are ids of
    other records, for `same_as`. Problems come in the order of the file.
    """
    work = _Work(record, edits, text, known)
    for edit in edits.items:
        work.edit(edit)
    for addition in edits.additions:
        work.add(addition)
    work.tie_all()
    if edits.title:
        work.record = msgspec.structs.replace(
            work.record, source=msgspec.structs.replace(work.record.source, title=edits.title)
        )
    if edits.hide:
        work.hide_all(edits.hide, edits.on)
    return work.record, tuple(sorted(work.problems, key=lambda problem: problem.line))


def public(text: str, machine: Record, edits: Edits) -> str | None:
    """An open source's text as it may be shown: what is hidden is blacked out; None where the whole source is hidden.

    `machine` is the record before the corrections. Offsets stay what they are; spaces do not tell the length of words.
    A person, organisation or place that is hidden is no passage: its name stays where others are quoted with it.
    """
    if edits.hide:
        return None
    hidden = {edit.id for edit in edits.items if edit.hide}
    spans = [one.span for one in history.items(machine) if one.id in hidden and not isinstance(one, SubjectItem)]
    for addition in edits.additions:
        if addition.edit.hide:
            spans += [addition.at] if addition.at else _places(text, addition.evidence)
    signs = list(text)
    for span in spans:
        for at in range(span.start, min(span.end, len(signs))):
            if signs[at] != "\n":
                signs[at] = " " if (at - span.start) % BLACK == BLACK - 1 else "█"
    return "".join(signs)


BLACK = 8
"""Signs of what is blacked out stand together by seven, so that lines can break."""


def words_of(item: Item) -> str:
    """The words that `was` is compared with: the item's text, a subject's name, or the hash of words not held."""
    if isinstance(item, SubjectItem):
        return item.name
    return item.text or item.context.split("/")[0]


def was_for(item: Item) -> str:
    """What to write after `was:` for an item as it is now: its words, long ones cut after the twelfth."""
    words = words_of(item).split()
    return " ".join(words) if len(words) <= 12 else " ".join(words[:12]) + " …"


def _still(was: str, item: Item) -> bool:
    now = permalinks.words(words_of(item))
    cut = was.rstrip().endswith(("…", "..."))
    then = permalinks.words(was)
    return now[: len(then)] == then if cut else now == then


class _Work:
    """A record while it is edited."""

    def __init__(self, record: Record, edits: Edits, text: str | None, known: Collection[str]) -> None:
        self.record, self.edits, self.text, self.others = record, edits, text, known
        self.machine = record
        self.problems: list[Problem] = []
        self.tying: list[tuple[Edit, str]] = []  # edits that fit, each with the id that their item has by now
        self.now: dict[str, str] = {}  # ids that edits changed

    # ------------------------------------------------------------------------------------------------- one item

    def edit(self, edit: Edit) -> None:
        item = self.find(edit.id)
        if item is None:
            self.gone(edit)
            return
        if edit.was is None:
            self.report(edit, "edit-without-was", f"the edit of {edit.id} does not say which words it was made for",
                        f"add the line: was: {_quoted(was_for(item))}", level="warning")  # fmt: skip
        elif not _still(edit.was, item):
            self.stale(edit, item)
            return
        before = history.shown(item)
        if isinstance(item, SubjectItem):
            self.subject(edit, item)
        else:
            changed = self.changed(item, edit)
            self.replace(item, changed)
            self.follow(edit, item, changed)
        self.noted(edit, before)
        if edit.hide:
            self.hide(edit, item)
        else:
            self.links(edit, item)
            self.tying.append((edit, self.now.get(item.id, item.id)))

    def follow(self, edit: Edit, was: Item, now: Item) -> None:
        """Correct what tells the same: see echoes.py."""
        own = {one.id for one in self.edits.items}
        if edit.speaker and isinstance(was, (Quote, Said)) and isinstance(now, (Quote, Said)):
            self.record, left = echoes.respoken(self.record, was, now, own)
            for other in left:
                what = f"the speaker of {edit.id} was corrected, but {other} still names the old one"
                self.report(edit, "also-told", what, f"edit {other}, too: its title, or hide it", level="error")
        if isinstance(was, Fact) and isinstance(now, Fact):
            for entry in echoes.entries_of(self.record, was):
                if entry.id not in own:
                    self.replace(entry, self.changed(entry, msgspec.structs.replace(edit, id=entry.id, ok=())))
                    rest = tuple(doubt for doubt in self.item(entry).doubts if doubt not in edit.ok)
                    self.replace(entry, msgspec.structs.replace(self.item(entry), doubts=rest))

    def item(self, item: Entry) -> Entry:
        """An entry as it is by now."""
        return next(one for one in self.record.timeline if one.id == item.id)

    def hide(self, edit: Edit, item: Item) -> None:
        """Take an item off, and say which others tell the same words."""
        same = echoes.entries_of(self.record, item) if isinstance(item, Fact) else []
        self.withdraw(item, edit.hide or "", (), edit)
        if isinstance(item, SubjectItem):
            return
        own = {one.id for one in self.edits.items}
        for entry in same:
            if entry.id not in own:
                self.withdraw(entry, edit.hide or "", (), edit)
        others = [other for other in echoes.told_again(self.record, item) if other not in own]
        if others:
            what = f"{edit.id} is hidden, but its words are told by {', '.join(others)}, too"
            self.report(
                edit,
                "also-told",
                what,
                "hide these, too, or give each an edit of its own (a note will do)",
                level="warning",
            )

    def gone(self, edit: Edit) -> None:
        self.lead_on(edit)
        withdrawn = {one.id: one for one in self.record.withdrawn}
        if edit.id in withdrawn:
            self.suspended(edit, withdrawn[edit.id].kind, withdrawn[edit.id].successors)
        if edit.id in withdrawn and edit.hide:  # its page stays, without what it once said
            told = msgspec.structs.replace(withdrawn[edit.id], reason=edit.hide, on=edit.on or withdrawn[edit.id].on)
            self.record = msgspec.structs.replace(
                self.record,
                withdrawn=tuple(told if one.id == edit.id else one for one in self.record.withdrawn),
                changes=tuple(one for one in self.record.changes if one.id != edit.id),
            )
        if edit.id in withdrawn:
            one = withdrawn[edit.id]
            if edit.hide and not one.successors:
                self.still_told(edit)
                return
            more = f"; its words may now be {', '.join(one.successors)}" if one.successors else ""
            todo = "move the edit to that id, or delete it" if one.successors else "delete the edit if it is done with"
            if edit.hide:
                todo = "hide these, too; if they may stay, leave out the line “was” of this edit"
                if edit.was is None:
                    return
            what = f"{edit.id} is no longer on the record ({one.reason}){more}"
            self.report(edit, "edit-of-withdrawn", what, todo, level="error" if one.successors else "warning")
        else:
            ids = permalinks.ids(self.record)
            self.report(edit, "edit-of-unknown", f"there is no {edit.id} in this record{near(edit.id, ids)}",
                        "look the id up in the record, or on the item's page", level="error")  # fmt: skip

    def lead_on(self, edit: Edit) -> None:
        """A subject that others were merged into is gone: its page leads to those of them that are still here."""
        here = tuple(one for one in edit.merge if isinstance(self.find(one), SubjectItem))

        def led(one: Withdrawn) -> Withdrawn:
            more = tuple(dict.fromkeys([*one.successors, *here]))
            return msgspec.structs.replace(one, successors=more) if one.id == edit.id else one

        if here:
            gone = tuple(map(led, self.record.withdrawn))
            self.record = msgspec.structs.replace(self.record, withdrawn=gone)

    def suspended(self, edit: Edit, kind: str, successors: tuple[str, ...]) -> None:
        """Keep a page for each id that an edit gave which is not applied now: links may lead there."""
        slug, used = self.record.source.slug, self.ids()
        made = [permalinks.minted(kind, slug, "split", edit.id, part.name, used=used) for part in edit.split]
        if edit.another:
            made.append(permalinks.minted(kind, slug, "another", edit.id, used=used))
        gone = tuple(Withdrawn(id=one, kind=kind, reason=SUSPENDED, successors=successors) for one in made)
        self.record = msgspec.structs.replace(self.record, withdrawn=(*self.record.withdrawn, *gone))

    def still_told(self, edit: Edit) -> None:
        """A hidden item left the text by itself: say so, and whether its words came back under another id."""
        if edit.was is None:
            return
        own = {one.id for one in self.edits.items}
        back = [one.id for one in history.items(self.record) if one.id not in own and _still(edit.was, one)]
        if back:
            what = f"the words that {edit.id} hid are told by {', '.join(back)}"
            self.report(edit, "also-told", what, "hide these, too, or give each an edit of its own", level="error")
        else:
            what = f"{edit.id} is gone from the text; the edit still keeps what it said before off the pages"
            self.report(edit, "edit-of-withdrawn", what, "keep the edit as it is", level="note")

    def stale(self, edit: Edit, item: Item) -> None:
        """The item's words are others now: only hide it, else mark it as in doubt."""
        what = f"{edit.id} changed since it was edited: the edit says “{edit.was}”, the record now “{was_for(item)}”"
        todo = f"check the edit; if it still holds: was: {_quoted(was_for(item))}"
        if edit.hide:
            self.hide(edit, item)
            self.report(edit, STALE, what + "; it stays hidden", todo, field="was", level="error")
            return
        self.report(edit, STALE, what + "; the edit is not applied", todo, field="was", level="error")
        self.suspended(edit, _kind(item), (edit.id,))
        if isinstance(item, SubjectItem):
            return
        marked = msgspec.structs.replace(item, doubts=(*item.doubts, STALE))
        if edit.speaker and isinstance(marked, (Quote, Said)) and marked.speaker:
            marked = msgspec.structs.replace(marked, speaker=msgspec.structs.replace(marked.speaker, sure=False))
        self.replace(item, marked)

    def changed(self, item: Quote | Said | Fact | Entry, edit: Edit) -> Quote | Said | Fact | Entry:
        """The item as the edit wants it."""
        new: dict[str, Any] = {}
        settled = set(edit.ok)
        if edit.speaker:
            who = self.speaker(edit, edit.speaker, item)
            settled |= echoes.SPEAKER_DOUBTS
            if isinstance(item, (Quote, Said)):
                new["speaker"] = who
            else:
                new["by"] = (who,) if who else ()
        if edit.status:
            new["stance" if isinstance(item, (Quote, Said)) else "status"] = edit.status
            if isinstance(item, Fact) and edit.status in {"alleged", "denied"}:
                new["charge"] = None  # no step of a charge any more, but what somebody says
        if edit.date:
            new["when"] = _when(item.when, edit.date)
            settled.add("undated")
        if edit.place and isinstance(item, Quote):
            new["where"] = edit.place
        elif edit.place:
            new["places"] = (self.place(edit.place),)
        if edit.title:
            new["text"] = edit.title
        new["doubts"] = tuple(doubt for doubt in item.doubts if doubt not in settled)
        for doubt in edit.ok:
            if doubt not in item.doubts:
                what = f"{edit.id} has no doubt “{doubt}”{near(doubt, item.doubts)}"
                self.report(edit, "nothing-to-settle", what, "delete the line", field="ok", level="note")
        return msgspec.structs.replace(item, **new)

    def speaker(self, edit: Edit, said: str, item: Quote | Said | Fact | Entry) -> Speaker | None:
        """Who the editor names: a subject by id or by a name that one alone has, else a name; `unknown`: nobody."""
        if said == "unknown":
            return None
        old = item.speaker if isinstance(item, (Quote, Said)) else (item.by[0] if item.by else None)
        mention, span = (old.mention, old.span) if old else ("", None)
        by_id = [one for one in self.record.subjects if one.id == said]
        named = [one for one in self.record.subjects if one.name == said]
        called = [one for one in self.record.subjects if said in one.aliases]
        found = by_id or named or called
        if len(found) == 1:
            return Speaker(found[0].name, subject=found[0].id, mention=mention, span=span)
        if re.fullmatch(r"[pol]-[0-9a-z]{8}", said):
            hint = near(said, [one.id for one in self.record.subjects])
            self.report(edit, "unknown-subject", f"there is no {said} in this record{hint}",
                        "write a subject's id or name", field="speaker", level="error")  # fmt: skip
            return old
        if len(found) > 1:
            which = ", ".join(f"{one.id} ({one.name})" for one in found)
            self.report(
                edit, "ambiguous-name", f"“{said}” may be {which}", "write the id", field="speaker", level="error"
            )
            return msgspec.structs.replace(old, sure=False) if old else None
        return Speaker(said, mention=mention, span=span)

    def place(self, name: str) -> str:
        """The id of a place by id or name; a new place where there is none of that name."""
        for one in self.record.subjects:
            if one.kind == "place" and name in (one.id, one.name, *one.aliases):
                return one.id
        made = permalinks.minted("place", "subject", "place", " ".join(permalinks.words(name)), used=self.ids())
        place = SubjectItem(id=made, kind="place", name=name)
        self.record = msgspec.structs.replace(self.record, subjects=(*self.record.subjects, place))
        return made

    # ------------------------------------------------------------------------------------------------- subjects

    def subject(self, edit: Edit, item: SubjectItem) -> None:
        new: dict[str, Any] = {
            field: value
            for field in ("name", "kind", "aliases", "roles", "private")
            if (value := getattr(edit, field)) is not None
        }
        if edit.name and edit.aliases is None and item.name != edit.name and item.name not in item.aliases:
            new["aliases"] = item.aliases
        changed = msgspec.structs.replace(item, **new)
        self.replace(item, changed)
        if edit.name:
            self.renamed(item.id, item.name, edit.name)
        for other in edit.merge:
            self.merge(edit, item.id, other)
        for part in edit.split:
            made = permalinks.minted(item.kind, self.record.source.slug, "split", item.id, part.name, used=self.ids())
            for one in part.items:
                found = self.find(one)
                if found is None or isinstance(found, SubjectItem):
                    self.absent(edit, one, "item", "split")
                else:
                    self.replace(found, self.pointed(found, item, made, part.name))
            twin = SubjectItem(id=made, kind=changed.kind, name=part.name)
            self.record = msgspec.structs.replace(self.record, subjects=(*self.record.subjects, twin))

    def pointed(self, item: Quote | Said | Fact | Entry, was: SubjectItem, made: str, name: str) -> Any:
        """One item with its references to a subject sent to another."""
        alone = msgspec.structs.replace(self.record, subjects=(), quotes=(), said=(), facts=(), timeline=())
        field = _list_of(item)
        alone = msgspec.structs.replace(alone, **{field: (item,)})
        alone = permalinks.referring(alone, {was.id: made})
        return _speakers(getattr(alone, field)[0], made, was.name, name)

    def renamed(self, id_: str, was: str, name: str) -> None:
        """A subject's new name, wherever items name it as who speaks."""
        for field in permalinks.LISTS:
            items = tuple(_speakers(one, id_, was, name) for one in getattr(self.record, field))
            self.record = msgspec.structs.replace(self.record, **{field: items})

    def merge(self, edit: Edit, into: str, other_id: str) -> None:
        other, target = self.find(other_id), self.find(into)
        if other_id == into:
            what = f"{into} can't be merged with itself"
            self.report(edit, "edit-of-unknown", what, "write the id of another subject",
                        field="merge", level="error")  # fmt: skip
            return
        if not isinstance(other, SubjectItem) or not isinstance(target, SubjectItem):
            self.absent(edit, other_id, "subject", "merge")
            return
        names = dict.fromkeys([*target.aliases, other.name, *other.aliases])
        names.pop(target.name, None)
        joined = msgspec.structs.replace(
            target,
            aliases=tuple(names),
            roles=tuple(dict.fromkeys([*target.roles, *other.roles])),
            mentions=tuple(sorted({*target.mentions, *other.mentions})),
        )
        self.replace(target, joined)
        self.record = permalinks.referring(self.record, {other_id: into})
        self.renamed(into, other.name, target.name)
        self.withdraw(other, f"the same as {into}", (into,), edit)

    # ---------------------------------------------------------------------------------------------------- links

    def links(self, edit: Edit, item: Item) -> None:
        """`same_as` and `another`: the item under another id."""
        if edit.same_as:
            gone = {one.id for one in self.record.withdrawn}
            if edit.same_as not in gone and edit.same_as not in self.others:
                what = f"{edit.same_as} is not a withdrawn id{near(edit.same_as, gone)}"
                self.report(edit, "edit-of-unknown", what, "", field="same_as", level="error")
                return
            self.rename(item, edit.same_as, f"the same as {edit.same_as}", edit)
        elif edit.another:
            kind = _kind(item)
            made = permalinks.minted(kind, self.record.source.slug, "another", item.id, used=self.ids())
            self.rename(item, made, edit.another, edit)

    def rename(self, item: Item, to: str, reason: str, edit: Edit) -> None:
        current = self.find(item.id)
        if current is None:
            return
        settled: dict[str, Any] = {"id": to}
        if not isinstance(current, SubjectItem):
            settled["doubts"] = tuple(
                doubt for doubt in current.doubts if doubt not in (permalinks.CARRIED, permalinks.AMBIGUOUS)
            )
        self.replace(current, msgspec.structs.replace(current, **settled))
        self.record = permalinks.referring(self.record, {item.id: to})
        self.now[item.id] = to
        kept = tuple(one for one in self.record.withdrawn if one.id != to)
        gone = Withdrawn(id=item.id, kind=_kind(item), reason=reason, on=edit.on, successors=(to,))
        moved = tuple(
            msgspec.structs.replace(one, id=to) if one.id == item.id and not edit.another else one
            for one in self.record.changes
        )
        self.record = msgspec.structs.replace(self.record, withdrawn=(*kept, gone), changes=moved)

    def withdraw(self, item: Item, reason: str, successors: tuple[str, ...], edit: Edit) -> None:
        """Take an item off the record; nothing points to it any more."""
        record = _without(self.record, item.id)
        gone = Withdrawn(id=item.id, kind=_kind(item), reason=reason, on=edit.on, successors=successors)
        # What an item said before must not stand in the list of changes when it is taken off.
        changes = tuple(one for one in record.changes if one.id != item.id)
        self.record = msgspec.structs.replace(record, withdrawn=(*record.withdrawn, gone), changes=changes)

    def hide_all(self, reason: str, on: date | None) -> None:
        """Take the whole source off the record."""
        gone = tuple(
            Withdrawn(id=item.id, kind=_kind(item), reason=reason, on=on) for item in history.items(self.record)
        )
        self.record = msgspec.structs.replace(
            self.record,
            subjects=(),
            quotes=(),
            said=(),
            facts=(),
            timeline=(),
            changes=(),
            withdrawn=(*self.record.withdrawn, *gone),
        )

    # ------------------------------------------------------------------------------------------------- additions

    def add(self, addition: Addition) -> None:
        record, edit, before = self.record, addition.edit, len(self.problems)
        span = self.evidence(addition)
        key = " ".join(permalinks.words(addition.words))
        id_ = permalinks.minted(addition.kind, record.source.slug, "added", addition.kind, key, used=self.ids())
        if span is None:  # the link may have been given by now: its page says what became of it
            if edit.hide:
                del self.problems[before:]
            reason = edit.hide or (UNPROVED if self.text is not None else UNCHECKED)
            gone = Withdrawn(id=id_, kind=addition.kind, reason=reason, on=edit.on)
            self.record = msgspec.structs.replace(record, withdrawn=(*record.withdrawn, gone))
            return
        words = span.of(self.text) if self.text is not None else addition.evidence
        if addition.kind == "quote":
            item: Any = Quote(id=id_, text=words, span=span, kind=edit.kind or "direct")  # type: ignore[arg-type]
        elif addition.kind == "fact":
            status = edit.status or ("said" if edit.speaker else "reported")
            item = Fact(id=id_, text=addition.words, span=span, status=status)  # type: ignore[arg-type]
        else:
            status = edit.status or ("said" if edit.speaker else "reported")
            item = Entry(id=id_, text=addition.words, span=span, status=status, when=When())  # type: ignore[arg-type]
        field = _list_of(item)
        item = self.changed(item, msgspec.structs.replace(edit, id=id_, ok=()))
        twins = [one for one in getattr(record, field) if _same_place(one, item)]
        items = sorted([*getattr(self.record, field), item], key=lambda one: (one.span, one.id))
        self.record = msgspec.structs.replace(self.record, **{field: tuple(items)})
        for twin in twins:  # the machine finds it by now: the link that was given stays
            self.record = permalinks.referring(self.record, {twin.id: id_})
            self.withdraw(twin, f"the same as {id_}", (id_,), edit)
        if edit.hide:
            self.withdraw(item, edit.hide, (), edit)
        else:
            self.tying.append((edit, id_))

    def evidence(self, addition: Addition) -> Span | None:
        """Where the evidence stands in the text; None, and a problem, where it does not."""
        text, at, line = self.text, addition.at, addition.line
        shown = addition.evidence if len(addition.evidence) <= 80 else addition.evidence[:79] + "…"
        if text is None:
            if at is None or at.end > self.record.text.characters:
                self.tell("evidence-unchecked", f"“{shown}” can't be looked up: the text is not here", line, "error",
                          "add the span, from a build with the text: at: [start, end]")  # fmt: skip
                return None
            return at
        found = _places(text, addition.evidence)
        if at is not None:
            if at in found:
                return at
            where = f"; it does at {_spans(found)}" if found else ""
            self.tell("no-evidence", f"“{shown}” does not stand at [{at.start}, {at.end}]{where}", line, "error",
                      "mend the span or the words; nothing was added")  # fmt: skip
            return None
        if len(found) == 1:
            if not self.record.source.open:
                self.tell("span-missing", f"“{shown}” has no span, which a build without the text needs", line, "note",
                          f"add: at: [{found[0].start}, {found[0].end}]")  # fmt: skip
            return found[0]
        if found:
            self.tell("ambiguous-evidence", f"“{shown}” stands in the text {len(found)} times", line, "error",
                      f"say which: at: one of {_spans(found)}")  # fmt: skip
        else:
            self.tell("no-evidence", f"“{shown}” does not stand in the text{self.nearest(addition.evidence)}", line,
                      "error", "copy the words from the text, letter for letter; nothing was added")  # fmt: skip
        return None

    def nearest(self, words: str) -> str:
        """What stands in the text almost so, as an editor is told; of a text that is not open, only where."""
        found = fuzz.partial_ratio_alignment(words, self.text or "", score_cutoff=80)
        if found is None or self.text is None:
            return ""
        start, end = _whole_words(self.text, found.dest_start, found.dest_end)
        there = f": “{' '.join(self.text[start:end].split())}”" if self.record.source.open else ""
        return f"; something like it does at [{start}, {end}]{there}"

    # ------------------------------------------------------------------------------------------------------ answers

    def tie_all(self) -> None:
        """Tie answers to allegations, and untie them, when everything else is in its place."""
        for edit, id_ in self.tying:
            claim = self.find(id_)
            if not isinstance(claim, Fact | Quote | Said):
                continue
            before = ties.in_words(claim)
            self.untie(edit, claim)
            for field, kind in _TIED.items():
                for other in getattr(edit, field):
                    self.tie(edit, field, id_, other, kind)
            for other in edit.answers:
                self.tie(edit, "answers", other, id_, "denied" if ties.denies(claim) else "responded")
            self.tied_on(edit, id_, before)

    def tie(self, edit: Edit, field: str, claim_id: str, answer_id: str, kind: AnswerKind) -> None:
        claim_id, answer_id = self.now.get(claim_id, claim_id), self.now.get(answer_id, answer_id)
        claim, answer = self.answering(edit, claim_id, field), self.answering(edit, answer_id, field)
        if claim is None or answer is None:
            return
        by = ties.speaker(answer)
        if by is None:
            self.report(edit, "no-speaker", f"{answer_id} answers {claim_id}, but nobody is named as its speaker",
                        f"give {answer_id} a speaker", field=field, level="error")  # fmt: skip
            return
        now = ties.tied(claim, answer, kind, by)
        self.replace(claim, now)
        if isinstance(now, Fact):
            self.heard(now)
        if isinstance(answer, Fact) and answer.status == "denied" and answer.answers is None and isinstance(now, Fact):
            self.replace(answer, msgspec.structs.replace(answer, answers=claim_id))

    def answering(self, edit: Edit, id_: str, field: str) -> ties.Answering | None:
        """An item that can answer or be answered; None, and a problem, where it is not on the record."""
        item = self.find(id_)
        if isinstance(item, Fact | Quote | Said):
            return item
        self.absent(edit, id_, "item", field)
        return None

    def heard(self, fact: Fact) -> None:
        """An entry that tells an allegation has its doubt no longer than the fact."""
        for entry in echoes.entries_of(self.record, fact):
            rest = tuple(doubt for doubt in entry.doubts if doubt != ties.MISSING or doubt in fact.doubts)
            self.replace(entry, msgspec.structs.replace(entry, doubts=rest))

    def untie(self, edit: Edit, claim: Fact | Quote | Said) -> None:
        for name in edit.not_answered_by:
            current = self.find(claim.id)
            if not isinstance(current, Fact | Quote | Said):
                return
            now = ties.untied(current, frozenset([name, self.now.get(name, name)]))
            self.replace(current, now)
            denial = self.find(name)
            told = isinstance(denial, Fact) and denial.answers == claim.id
            if isinstance(denial, Fact) and told:
                self.replace(denial, msgspec.structs.replace(denial, answers=None))
            if now is current and not told:
                known = [one for given in claim.responses for one in (given.item, given.by.name) if one]
                what = f"{claim.id} has no answer “{name}”{near(name, known)}"
                self.report(edit, "nothing-to-settle", what, "delete the line", field="not_answered_by", level="note")

    def tied_on(self, edit: Edit, id_: str, before: str) -> None:
        """A dated correction of the answers is told on the item's page."""
        now = self.find(id_)
        if edit.on is None or not isinstance(now, Fact | Quote | Said) or ties.in_words(now) == before:
            return
        made = Change(id=id_, field="answers", before=before, after=ties.in_words(now), on=edit.on)
        self.record = msgspec.structs.replace(self.record, changes=(*self.record.changes, made))

    # -------------------------------------------------------------------------------------------------- bookkeeping

    def absent(self, edit: Edit, id_: str, what: str, field: str) -> None:
        """An id that an edit names beside its own is not there: withdrawn, or never given."""
        gone = {one.id: one for one in self.record.withdrawn}.get(id_)
        if gone is not None:
            more = f"; its words may now be {', '.join(gone.successors)}" if gone.successors else ""
            self.report(edit, "edit-of-withdrawn", f"{id_} is no longer on the record ({gone.reason}){more}",
                        f"take it out of “{field}”" + (", or write that id" if more else ""),
                        field=field, level="error" if more else "warning")  # fmt: skip
            return
        if id_ in self.others:
            self.report(edit, "edit-of-unknown", f"{id_} is in another source's record, not in this one",
                        f"to say that they are one, in an edit of {edit.id} alone: same_as: {id_}",
                        field=field, level="error")  # fmt: skip
            return
        hint = near(id_, [one for one in self.ids() if one != id_])
        self.report(edit, "edit-of-unknown", f"there is no {what} {id_} in this record{hint}",
                    f"write the id of a{'n' if what == 'item' else 'nother'} {what} of this record",
                    field=field, level="error")  # fmt: skip

    def noted(self, edit: Edit, before: dict[str, str]) -> None:
        """A dated correction becomes a change that the item's page shows."""
        item = self.find(edit.id)
        if edit.on is None or item is None:
            return
        now = history.shown(item)
        made = [
            Change(id=edit.id, field=field, before=before.get(field, ""), after=now.get(field, ""), on=edit.on)
            for field in dict.fromkeys([*before, *now])
            if before.get(field, "") != now.get(field, "")
        ]
        self.record = msgspec.structs.replace(self.record, changes=(*self.record.changes, *made))

    def ids(self) -> set[str]:
        return permalinks.ids(self.record) | permalinks.ids(self.machine)

    def find(self, id_: str) -> Item | None:
        return next((item for item in history.items(self.record) if item.id == id_), None)

    def replace(self, old: Item, new: Item) -> None:
        field = _list_of(old)
        items = tuple(new if one.id == old.id else one for one in getattr(self.record, field))
        self.record = msgspec.structs.replace(self.record, **{field: items})

    def report(self, edit: Edit, code: str, message: str, todo: str, *, field: str = "", level: Level) -> None:
        line = self.edits.line(edit.id, field) if field else self.edits.line(edit.id)
        self.problems.append(Problem(code, message, self.edits.path, line, level, edit.id, todo))

    def tell(self, code: str, message: str, line: int, level: Level, todo: str) -> None:
        self.problems.append(Problem(code, message, self.edits.path, line, level, "", todo))


_TIED: dict[str, AnswerKind] = {"denied_by": "denied", "answered_by": "responded"}
"""How an item that a field names answers."""


def _list_of(item: Item) -> str:
    return {SubjectItem: "subjects", Quote: "quotes", Said: "said", Fact: "facts", Entry: "timeline"}[type(item)]


def _kind(item: Item) -> str:
    return item.kind if isinstance(item, SubjectItem) else permalinks.LISTS[_list_of(item)]


def _when(old: When | None, said: str) -> When:
    """An editor's date in the place of the machine's; the phrase that it rests on stays."""
    base = When(phrase=old.phrase, span=old.span) if old else When()
    if said == "unknown":
        return base
    covers = edtf.parse(said)
    return msgspec.structs.replace(
        base,
        edtf=said,
        earliest=covers.earliest,
        latest=covers.latest,
        precision=covers.precision,
        basis="stated",
        anchor="an editor's correction",
    )


def _speakers(item: Any, id_: str, was: str, name: str) -> Any:
    """The item with speakers that are a subject under its old name put under the new one."""

    def one(who: Speaker) -> Speaker:
        return msgspec.structs.replace(who, name=name) if who.subject == id_ and who.name == was else who

    new: dict[str, Any] = {
        field: tuple(map(one, getattr(item, field))) for field in ("via", "to", "by") if hasattr(item, field)
    }
    if getattr(item, "speaker", None):
        new["speaker"] = one(item.speaker)
    if getattr(item, "responses", ()):
        new["responses"] = tuple(msgspec.structs.replace(answer, by=one(answer.by)) for answer in item.responses)
    return msgspec.structs.replace(item, **new)


def _without(record: Record, gone: str) -> Record:
    """The record without an item and without references to it."""

    def rest(ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(one for one in ids if one != gone)

    def who(speaker: Speaker) -> Speaker:
        subject = None if speaker.subject == gone else speaker.subject
        return msgspec.structs.replace(speaker, subject=subject, candidates=rest(speaker.candidates))

    def clean(item: Any) -> Any:
        new: dict[str, Any] = {f: tuple(map(who, getattr(item, f))) for f in ("via", "to", "by") if hasattr(item, f)}
        new |= {f: rest(getattr(item, f)) for f in ("subjects", "places", "facts") if hasattr(item, f)}
        if getattr(item, "speaker", None):
            new["speaker"] = who(item.speaker)
        if getattr(item, "answers", None) == gone:
            new["answers"] = None
        if getattr(item, "responses", ()):
            kept = (one for one in item.responses if one.item != gone)
            new["responses"] = tuple(msgspec.structs.replace(one, by=who(one.by)) for one in kept)
        return msgspec.structs.replace(item, **new)

    lists = {
        field: tuple(clean(item) for item in getattr(record, field) if item.id != gone) for field in permalinks.LISTS
    }
    subjects = tuple(one for one in record.subjects if one.id != gone)
    return msgspec.structs.replace(record, subjects=subjects, **lists)


def _same_place(one: Item, other: Item) -> bool:
    """Whether an item of the machine's is the one that an editor added: nearly the same span."""
    if isinstance(one, SubjectItem) or isinstance(other, SubjectItem):
        return False
    shared = min(one.span.end, other.span.end) - max(one.span.start, other.span.start)
    longer = max(one.span.end - one.span.start, other.span.end - other.span.start)
    if isinstance(one, (Fact, Entry)) and isinstance(other, (Fact, Entry)):
        return shared >= 0.9 * longer and permalinks.words(one.text) == permalinks.words(other.text)
    return shared >= 0.9 * longer


_ALIKE = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\xa0": " ", "–": "-", "—": "-", "\n": " "})


def _places(text: str, words: str) -> list[Span]:
    """Where words stand in a text: marks, dashes and single line ends may be written otherwise."""
    plain, sought = text.translate(_ALIKE), words.translate(_ALIKE)
    found: list[Span] = []
    at = plain.find(sought)
    while at >= 0 and len(found) < 20:
        found.append(Span(at, at + len(sought)))
        at = plain.find(sought, at + 1)
    return found


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of a piece of a text, moved to whole words, without marks around them."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not text[end - 1].isalnum():
        end -= 1
    return start, end


def _spans(spans: list[Span]) -> str:
    return ", ".join(f"[{span.start}, {span.end}]" for span in spans[:6])


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
