"""YAML as this project reads and writes it: plain data, every value with its line.

Reading takes mappings, lists and scalars, and refuses what a file of data has no use for and a hostile one has: aliases
(a "bomb" grows them to gigabytes), tags, keys given twice, nesting without end. Scalars follow YAML 1.2's core schema,
so that `no`, `on` and `12:30` are words; dates stay words, too, and become dates where a type asks for one.

Writing is done here instead of by PyYAML, for two reasons: one value stands on one line, so that a review shows which
value changed, and the bytes do not depend on PyYAML's version or on whether its C half is there.
"""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

import yaml

from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from collections.abc import Iterator

Data: TypeAlias = "dict[str, Data] | list[Data] | str | int | float | bool | None"
Way: TypeAlias = tuple[str | int, ...]
"""The way to a value from the top: keys of mappings and indexes of lists."""

LARGEST = 64 * 1024 * 1024
DEEPEST = 32

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""PyYAML's loader of plain data: its C half where that is there, which is some four times as fast."""

# ------------------------------------------------------------------------------------------------------------- reading


class Lines(dict[Way, int]):
    """The line (counted from 1) on which each value of a file starts, by its way from the top."""

    def of(self, way: Way) -> int:
        """The line of a value, or of the nearest value around it where it is absent."""
        while way and way not in self:
            way = way[:-1]
        return self.get(way, 1)


def read(path: Path, *, words: bool = False) -> tuple[Data, Lines]:
    """Read a file of data; see `parse`. Raises OnrecordError where it can't be read."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise OnrecordError(f"the file can't be read: {error.strerror}", path=path) from error
    return parse(content, path, words=words)


def parse(content: bytes, name: Path | str, *, words: bool = False) -> tuple[Data, Lines]:
    """The data in a YAML file and the line of each value. An empty file is None.

    `words` leaves every scalar as the words that stand there (`2020` is "2020"), for files that people write by hand.
    Raises OnrecordError with file and line where it is not YAML, or is more than plain data.
    """
    if len(content) > LARGEST:
        raise OnrecordError(f"the file has {len(content):,} bytes; the most is {LARGEST:,}", path=name)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise OnrecordError("the file is not UTF-8", path=name, line=line, todo="save it as UTF-8") from error
    reader = _Reader(name, words)
    try:
        return reader.document(yaml.parse(text, Loader=LOADER)), reader.lines
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise OnrecordError(f"not YAML: {what}", path=name, line=mark.line + 1 if mark is not None else None) from error


_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""Controls and halves of characters: an escape can bring them into a file that is UTF-8 itself."""

_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(?:[0-9]{1,40}\.[0-9]{0,40}|\.[0-9]{1,40}|[0-9]{1,40}(?=[eE]))(?:[eE][-+]?[0-9]{1,3})?")
_CONSTANTS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


def _scalar(value: str) -> Data:
    if value in _CONSTANTS:
        return _CONSTANTS[value]
    if _INTEGER.fullmatch(value):
        return int(value)
    if _FLOAT.fullmatch(value):
        return float(value)
    return value


class _Reader:
    """Builds data from YAML's events, one pass, and notes the lines."""

    def __init__(self, name: Path | str, words: bool) -> None:
        self.name = name
        self.words = words
        self.lines = Lines()

    def document(self, events: Iterator[Any]) -> Data:
        value: Data = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.refuse(event, "a second document (a line of '---')", "keep one document in a file")
                value = self.value(next(events), events, ())
        return value

    def value(self, event: Any, events: Iterator[Any], way: Way) -> Data:
        if isinstance(event, yaml.AliasEvent):
            self.refuse(event, f"an alias (*{event.anchor})", "write the value out")
        if event.anchor is not None:
            self.refuse(event, f"an anchor (&{event.anchor})", "write the value out where it is needed")
        if event.tag is not None and event.tag != "!":
            self.refuse(event, f"a tag ({event.tag})", "leave the tag out")
        if len(way) > DEEPEST:
            self.refuse(event, f"more than {DEEPEST} levels of nesting", "")
        self.lines[way] = self.line(event)
        if isinstance(event, yaml.ScalarEvent):
            plain = event.implicit[0] and event.style in (None, "")
            if self.words:
                if bad := _NO_TEXT.search(event.value):
                    self.refuse(event, f"a character that no text has (U+{ord(bad.group()):04X})", "take it out")
                return None if plain and event.value in ("", "~", "null") else str(event.value)
            return _scalar(event.value) if plain else str(event.value)
        return self.list(events, way) if isinstance(event, yaml.SequenceStartEvent) else self.mapping(events, way)

    def list(self, events: Iterator[Any], way: Way) -> list[Data]:
        values: list[Data] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            values.append(self.value(event, events, (*way, len(values))))
        return values

    def mapping(self, events: Iterator[Any], way: Way) -> dict[str, Data]:
        values: dict[str, Data] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self.refuse(event, "a key that is no single word", "")
            key, line = event.value, self.line(event)
            if key in values:
                first = self.lines.of((*way, key))
                self.refuse(event, f"“{key}” a second time (first on line {first})", "keep one of them")
            values[key] = self.value(next(events), events, (*way, key))
            self.lines[*way, key] = line
        return values

    @staticmethod
    def line(event: Any) -> int:
        return int(event.start_mark.line) + 1

    def refuse(self, event: Any, what: str, todo: str) -> NoReturn:
        raise OnrecordError(f"the file has {what}: plain data only", path=self.name, line=self.line(event), todo=todo)


# ------------------------------------------------------------------------------------------------------------- writing


def write(data: dict[str, Any], *, comment: str = "") -> str:
    """Write a mapping as YAML, one value a line; None is left out. Lists of scalars and of spans stand in one line.

    `data` holds dicts, lists, tuples, str, int, float, bool, date and None.
    """
    head = "".join(f"# {line}\n" for line in comment.splitlines())
    lines = list(_mapping(data, ""))
    return head + "\n".join(lines) + "\n" if lines else head + "{}\n"


def _mapping(data: dict[str, Any], indent: str) -> Iterator[str]:
    for key, value in data.items():
        if value is None:
            continue
        name = indent + _string(key)
        if isinstance(value, dict) and value:
            yield f"{name}:"
            yield from _mapping(value, indent + "  ")
        elif isinstance(value, (list, tuple)) and value and isinstance(value[0], dict):
            yield f"{name}:"
            for row in value:
                yield from _row(row, indent + "  ")
        else:
            yield f"{name}: {_flow(value)}"


def _row(row: dict[str, Any], indent: str) -> Iterator[str]:
    """A mapping in a list: its first line carries the dash."""
    lines = _mapping(row, indent + "  ")
    first = next(lines, None)
    yield f"{indent}- {'{}' if first is None else first[len(indent) + 2 :]}"
    yield from lines


def _flow(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_flow(one) for one in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_string(k)}: {_flow(v)}" for k, v in value.items() if v is not None) + "}"
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _float(value)
    if isinstance(value, (int, date)):
        return str(value)
    raise TypeError(f"no YAML for {type(value).__name__}")


def _float(value: float) -> str:
    shown = repr(value)
    if "e" in shown and "." not in shown:
        shown = shown.replace("e", ".0e")  # YAML 1.1 takes 1e-05 for a word
    return shown


_PLAIN = re.compile(r"[A-Za-zÀ-ɏ“‘…($€£][^\x00-\x1f\x7f-\xa0\[\]{},:?#\\\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]*")
_NOT_WORDS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null"])
_NOT_PRINTED = re.compile("[\x7f-\xa0\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def _string(value: str) -> str:
    """A string as it is where nothing in it means something to YAML, else in double quotation marks."""
    if _PLAIN.fullmatch(value) and not value.endswith(" ") and value.lower() not in _NOT_WORDS:
        return value
    return _NOT_PRINTED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))
