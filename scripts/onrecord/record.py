"""Records as files: `sources/<slug>.record.yml` to `model.Record` and back.

The file is committed and reviewed, so it is written with one value a line, in the order of the types' fields, without
what equals its default. The same record gives the same bytes.
"""

from __future__ import annotations

import hashlib
import re
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from onrecord import files, yamlfile
from onrecord.errors import OnrecordError
from onrecord.model import Record, Text

if TYPE_CHECKING:
    from pathlib import Path

SUFFIX = ".record.yml"

SCHEMA_ID = "https://json-schema.org/draft/2020-12/schema"

_COMMENT = """\
Written by `onrecord build`; not for editing by hand: the next build would undo it.
Corrections go into {slug}.edits.yml, under the ids that stand here (docs/editors.md)."""


def load(path: Path) -> Record:
    """Read a record.

    Raises OnrecordError with file and line where it is not YAML, or not what `model.Record` says.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise OnrecordError(f"the record can't be read: {error.strerror}", path=path) from error
    return loads(content, path)


def loads(content: bytes, name: Path | str) -> Record:
    """A record from the bytes of its file; `name` is the file to name in an error. Raises as `load` does."""
    data, lines = yamlfile.parse(content, name)
    try:
        return msgspec.convert(data, Record)
    except msgspec.ValidationError as error:
        what, way = _place(str(error))
        raise OnrecordError(
            f"not a record: {what}" + (f" (at {'.'.join(map(str, way))})" if way else ""),
            path=name,
            line=lines.of(way),
            todo="restore the file from git; it is the machine's, and corrections go into the edits file",
        ) from error


def _place(message: str) -> tuple[str, yamlfile.Way]:
    """Take msgspec's "Expected `str`, got `int` - at `$.quotes[3].id`" apart."""
    what, _, at = message.partition(" - at `$")
    parts = re.findall(r"\.(\w+)|\[(\d+)\]", at)
    return what, tuple(key or int(index) for key, index in parts)


def dump(record: Record) -> str:
    """The record's file, whole."""
    data: dict[str, Any] = msgspec.to_builtins(record, builtin_types=(date,))
    return yamlfile.write({"version": record.version, **data}, comment=_COMMENT.format(slug=record.source.slug))


def save(record: Record, path: Path) -> bool:
    """Write a record whole. False where the file holds these bytes already; then it is not touched."""
    return files.replace(path, dump(record).encode("utf-8"))


def fingerprint(text: str) -> Text:
    """What proves later that a span belongs to this text: SHA-256 of its UTF-8, code points, words (by white space)."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Text(sha256=digest, characters=len(text), words=len(text.split()))


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a record."""
    (top,), components = msgspec.json.schema_components((Record,), ref_template="#/$defs/{name}")
    return {
        "$schema": SCHEMA_ID,
        "title": "The record of one news text",
        **top,
        "$defs": {name: components[name] for name in sorted(components)},
    }


def schema_json() -> str:
    """The schema as the bytes that docs/record.schema.json holds."""
    return msgspec.json.format(msgspec.json.encode(schema()), indent=2).decode() + "\n"


if __name__ == "__main__":
    print(schema_json(), end="")
