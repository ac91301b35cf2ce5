"""Reads `sources/<slug>.edits.yml`: an editor's corrections, checked with file and line before anything is applied.

What can be written there is explained, with examples, in docs/editors.md. Every value is read as the words that stand
there, so that `date: 2020` and `name: No` need no quotation marks.
"""

from __future__ import annotations

import difflib
from datetime import date
from typing import TYPE_CHECKING, Any, NoReturn, get_args

from onrecord import edtf, ties, yamlfile
from onrecord.errors import OnrecordError
from onrecord.model import AttributionKind, Frozen, Private, Span, Stance, Status, SubjectKind

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

SUFFIX = ".edits.yml"


class Part(Frozen, frozen=True):
    """A subject to be split off another: its name, and the items whose references go to it."""

    name: str
    items: tuple[str, ...]


class Edit(Frozen, frozen=True, kw_only=True):
    """What an editor says about one item; fields that are None say nothing.

    `was` are the item's words when the edit was written (a subject's name), or their beginning before "…". `on` is the
    day of a correction that the item's page shall name; without it the correction is silent. `ok` are doubts that the
    editor has looked into. `denied_by` and `answered_by` are ids of what answers the item, `not_answered_by` ids or
    names of what does not; `answers` are ids of what an added item answers.
    """

    id: str
    was: str | None = None
    on: date | None = None
    note: str | None = None
    hide: str | None = None
    speaker: str | None = None
    status: str | None = None
    date: str | None = None
    place: str | None = None
    title: str | None = None
    name: str | None = None
    kind: str | None = None
    aliases: tuple[str, ...] | None = None
    roles: tuple[str, ...] | None = None
    private: str | None = None
    merge: tuple[str, ...] = ()
    split: tuple[Part, ...] = ()
    same_as: str | None = None
    another: str | None = None
    ok: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    answered_by: tuple[str, ...] = ()
    not_answered_by: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()


class Addition(Frozen, frozen=True, kw_only=True):
    """An item that the machine missed. `evidence` are words of the text, `at` their span if they stand in it twice."""

    kind: str
    words: str
    line: int
    evidence: str
    at: Span | None = None
    edit: Edit


class Edits(Frozen, frozen=True, kw_only=True):
    """One edits file. `lines` has the line of each value by its way: (id,), (id, field), ("add", number, field)."""

    path: str
    lines: dict[yamlfile.Way, int]
    items: tuple[Edit, ...] = ()
    additions: tuple[Addition, ...] = ()
    title: str | None = None
    hide: str | None = None  # why the whole source is taken off
    on: date | None = None

    def line(self, *way: str | int) -> int:
        """The line of a value, or of the nearest one around it."""
        return yamlfile.Lines(self.lines).of(way)


_ALWAYS = ("was", "on", "note", "hide", "ok")
_LINKS = ("same_as", "another")
TIES = ("denied_by", "answered_by", "not_answered_by")
"""Fields that tie an answer to an allegation, or untie it."""

FIELDS = {
    "q": (*_ALWAYS, *_LINKS, *TIES, "speaker", "status", "date", "place"),
    "s": (*_ALWAYS, *_LINKS, *TIES, "speaker", "status", "date"),
    "f": (*_ALWAYS, *_LINKS, *TIES, "speaker", "status", "date", "place", "title"),
    "e": (*_ALWAYS, *_LINKS, "speaker", "status", "date", "place", "title"),
    "p": (*_ALWAYS, *_LINKS, "name", "kind", "aliases", "roles", "merge", "split"),
}
FIELDS |= {"o": FIELDS["p"], "l": FIELDS["p"]}
FIELDS["p"] = (*FIELDS["p"], "private")
"""What can be said about an item, by the letter of its id."""

_ADDED = {"quote": "q", "fact": "f", "entry": "e"}
_LISTS = ("aliases", "roles", "merge", "ok", *TIES, "answers")


def load(path: Path) -> Edits:
    """Read and check an edits file. Raises OnrecordError with file and line where it is not one."""
    data, lines = yamlfile.read(path, words=True)
    return _Reader(str(path), lines).edits(data)


def loads(content: bytes, name: str) -> Edits:
    """Edits from the bytes of a file; `name` is the file to name in an error. Raises as `load` does."""
    data, lines = yamlfile.parse(content, name, words=True)
    return _Reader(name, lines).edits(data)


def near(word: str, known: Collection[str]) -> str:
    """“, did you mean …?” where a known word is close, else nothing."""
    found = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return f"; did you mean “{found[0]}”?" if found else ""


class _Reader:
    """Turns data into edits, and says in which line it can't."""

    def __init__(self, path: str, lines: yamlfile.Lines) -> None:
        self.path, self.lines = path, lines

    def wrong(self, way: yamlfile.Way, what: str, todo: str = "") -> NoReturn:
        raise OnrecordError(what, path=self.path, line=self.lines.of(way), todo=todo or "see docs/editors.md")

    def edits(self, data: Any) -> Edits:
        top = self.mapping(data or {}, ())
        self.known(top, ("source", "add"), (), others=lambda key: key[:1] in FIELDS and key[1:2] == "-")
        source = self.mapping(top.get("source") or {}, ("source",))
        self.known(source, ("title", "hide", "on"), ("source",))
        items = [self.edit(key, value, (key,), FIELDS[key[0]]) for key, value in top.items() if key[1:2] == "-"]
        added = [self.addition(row, ("add", i)) for i, row in enumerate(self.sequence(top.get("add") or [], ("add",)))]
        return Edits(
            path=self.path,
            lines=dict(self.lines),
            items=tuple(items),
            additions=tuple(added),
            title=self.text(source, "title", ("source",)),
            hide=self.text(source, "hide", ("source",)),
            on=self.day(source, ("source",)) if "on" in source else None,
        )

    def known(self, data: dict[str, Any], fields: Collection[str], way: yamlfile.Way, others: Any = None) -> None:
        for key in data:
            if key not in fields and not (others and others(key)):
                what = "an item's id" if others else "anything that can be said here"
                hint = near(key, fields) or f"; there are: {', '.join(sorted(fields))}"
                self.wrong((*way, key), f"“{key}” is not {what}{hint}")

    def edit(self, name: str, value: Any, way: yamlfile.Way, fields: Collection[str]) -> Edit:
        data = self.mapping(value, way)
        self.known(data, fields, way)
        said = {key: self.text(data, key, way) for key in fields if key in data and key not in (*_LISTS, "split", "on")}
        for key in _LISTS:
            if key in data:
                said[key] = self.words(data[key], (*way, key))  # type: ignore[assignment]
        if "split" in data:
            rows = enumerate(self.sequence(data["split"], (*way, "split")))
            said["split"] = tuple(self.part(row, (*way, "split", i)) for i, row in rows)  # type: ignore[assignment]
        if "on" in data:
            said["on"] = self.day(data, way)  # type: ignore[assignment]
        edit = Edit(id=name, **said)  # type: ignore[arg-type]
        self.values(edit, name[:1], way)
        return edit

    def values(self, edit: Edit, letter: str, way: yamlfile.Way) -> None:
        """Check what only some words can stand for."""
        if edit.status is not None:
            self.one_of(edit.status, get_args(Stance if letter in "qs" else Status), (*way, "status"))
        if edit.kind is not None:
            self.one_of(edit.kind, get_args(SubjectKind), (*way, "kind"))
        if edit.private is not None:
            self.one_of(edit.private, get_args(Private), (*way, "private"))
        for field in ("denied_by", "answered_by", "answers"):
            for i, one in enumerate(getattr(edit, field)):
                if one == edit.id:
                    self.wrong((*way, field, i), "an item can't answer itself", "write the id of its answer")
                if one[:1] not in ties.LETTERS or one[1:2] != "-":
                    what = f"“{one}” is not the id of a quotation, of indirect speech or of a fact"
                    self.wrong((*way, field, i), what, f"{field}: [q-…]")
        if edit.date is not None and edit.date != "unknown":
            try:
                edtf.parse(edit.date)
            except ValueError as error:
                self.wrong((*way, "date"), str(error), "write an EDTF date, or: unknown")

    def one_of(self, value: str, known: Collection[str], way: yamlfile.Way) -> None:
        if value not in known:
            self.wrong(way, f"{way[-1]} can't be “{value}”{near(value, known)}", f"write one of: {', '.join(known)}")

    def addition(self, value: Any, way: yamlfile.Way) -> Addition:
        data = self.mapping(value, way)
        kinds = [kind for kind in _ADDED if kind in data]
        if len(kinds) != 1:
            self.wrong(way, f"an addition is one of {', '.join(_ADDED)}, and says its words", "- quote: the words")
        kind = kinds[0]
        letter = _ADDED[kind]
        more = ("kind",) if kind == "quote" else ("evidence",)
        fields = set(FIELDS[letter]) - {"was", "same_as", "another", "title"}
        fields |= {"answers"} if letter in ties.LETTERS else set()
        self.known(data, {*fields, *more, kind, "at"}, way)
        words = self.text(data, kind, way) or ""
        if "kind" in data:
            self.one_of(self.text(data, "kind", way) or "", get_args(AttributionKind)[:2], (*way, "kind"))
        if kind != "quote" and not data.get("evidence"):
            self.wrong(way, f"the {kind} has no evidence", "evidence: the words of the text that prove it")
        if kind == "entry" and "date" not in data:
            self.wrong(way, "a timeline entry needs a date", "date: 2020-08-07, or: unknown")
        rest = {key: one for key, one in data.items() if key in fields}
        edit = self.edit(f"{letter}-", rest, way, fields)
        if "kind" in data:
            edit = _with_kind(edit, str(data["kind"]))
        return Addition(
            kind=kind,
            words=words,
            line=self.lines.of(way),
            evidence=(self.text(data, "evidence", way) or "") if kind != "quote" else words,
            at=self.span(data["at"], (*way, "at")) if "at" in data else None,
            edit=edit,
        )

    def part(self, value: Any, way: yamlfile.Way) -> Part:
        data = self.mapping(value, way)
        self.known(data, ("name", "items"), way)
        name = self.text(data, "name", way)
        items = self.words(data.get("items"), (*way, "items")) if "items" in data else ()
        if not name or not items:
            self.wrong(way, "a part needs a name and the items that are about it", "- {name: Ada Vell, items: [q-…]}")
        return Part(name, items)

    def span(self, value: Any, way: yamlfile.Way) -> Span:
        ends = self.words(value, way)
        numbers = [int(end) for end in ends if end.isdecimal() and len(end) <= 9]
        if len(ends) != 2 or len(numbers) != 2 or numbers[0] >= numbers[1]:
            self.wrong(way, "a span is [start, end) in characters of the text", "at: [120, 154]")
        return Span(*numbers)

    def day(self, data: dict[str, Any], way: yamlfile.Way) -> date:
        try:
            return date.fromisoformat(self.text(data, "on", way) or "")
        except ValueError:
            self.wrong((*way, "on"), f"“{data['on']}” is no day", "write the day of the correction as YYYY-MM-DD")

    def mapping(self, value: Any, way: yamlfile.Way) -> dict[str, Any]:
        if not isinstance(value, dict):
            self.wrong(way, "there must be lines of the form “field: value” here")
        return value

    def sequence(self, value: Any, way: yamlfile.Way) -> list[Any]:
        if not isinstance(value, list):
            self.wrong(way, "there must be a list here, each line with a dash")
        return value

    def words(self, value: Any, way: yamlfile.Way) -> tuple[str, ...]:
        one = [value] if isinstance(value, str) else value
        if not isinstance(one, list) or not all(isinstance(word, str) and word for word in one):
            self.wrong(way, "there must be a list of words here: [one, another]")
        return tuple(one)

    def text(self, data: dict[str, Any], key: str, way: yamlfile.Way) -> str | None:
        value = data.get(key)
        if key not in data:
            return None
        if not isinstance(value, str) or not value.strip():
            self.wrong((*way, key), f"“{key}” says nothing", "write a value, or leave the line out")
        return value.strip()


def _with_kind(edit: Edit, kind: str) -> Edit:
    import msgspec

    return msgspec.structs.replace(edit, kind=kind)
