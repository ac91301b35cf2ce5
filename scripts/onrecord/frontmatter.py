"""The front matter of a source: YAML between two lines of three hyphens, checked key by key with its line."""

from __future__ import annotations

import difflib
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from onrecord import yamlfile
from onrecord.errors import OnrecordError
from onrecord.model import Metadata, Reference

KEYS = tuple(field.name for field in msgspec.structs.fields(Metadata) if field.name != "slug")
_REFERENCE_KEYS = tuple(field.name for field in msgspec.structs.fields(Reference))
_DATES = ("published", "as_of", "accessed")
_LIMIT = 20_000  # characters of front matter; more is no front matter


def read(content: str, path: Path) -> tuple[dict[str, Any], int]:
    """The checked front matter, and the offset at which the text begins (code points of `content`).

    Raises OnrecordError with the line where it is missing, no YAML, or a key or value is wrong.
    """
    lines = content.split("\n")
    if lines[0].rstrip() != "---":
        raise OnrecordError(
            "the front matter is missing",
            path=path,
            line=1,
            todo="begin the file with ---, the keys title and publisher, and --- again; onrecord add does it for you",
        )
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        raise OnrecordError("the front matter does not end", path=path, line=1, todo="close it with a line of ---")
    block = "\n".join(lines[1:end])
    if len(block) > _LIMIT:
        raise OnrecordError("the front matter is longer than 20,000 characters", path=path, line=1)
    # A line feed in front stands for the line of hyphens, so that errors name the line in the file.
    data, lines_of = yamlfile.parse(b"\n" + block.encode("utf-8", "surrogatepass"), path, words=True)
    if not isinstance(data, dict) or not data:
        raise OnrecordError("the front matter holds no keys", path=path, line=2, todo="write lines such as title: …")
    where = {key: lines_of.of((key,)) for key in data}
    return _check(data, where, path), sum(len(line) + 1 for line in lines[: end + 1])


def _check(data: dict[str, Any], where: dict[str, int], path: Path) -> dict[str, Any]:
    for key in data:
        if key not in KEYS:
            raise OnrecordError(f"unknown key “{key}”", path=path, line=where[key], todo=_did_you_mean(key, KEYS))
    for key in ("title", "publisher"):
        if not str(data.get(key) or "").strip():
            raise OnrecordError(f"the {key} is missing", path=path, line=where.get(key, 1), todo=f"add a line {key}: …")
    checked: dict[str, Any] = {}
    for key, value in data.items():
        if value is not None:
            checked[key] = _value(key, value, path, where[key])
    return checked


def _value(key: str, value: Any, path: Path, line: int) -> Any:
    if key in _DATES:
        return _date(key, value, path, line)
    if key == "author":
        names = value if isinstance(value, list) else [value]
        return tuple(_string(key, name, path, line) for name in names)
    if key == "digest_of":
        return _reference(value, path, line)
    text = _string(key, value, path, line)
    if key == "url":
        return web_address(text, path, line)
    if key == "language" and text.split("-")[0] != "en":
        raise OnrecordError(
            f"the language is “{text}”; only English (en) is read", path=path, line=line, todo="leave this text out"
        )
    return text


def _string(key: str, value: Any, path: Path, line: int) -> str:
    if not isinstance(value, str):
        raise OnrecordError(f"{key} must be a line of text", path=path, line=line, todo=f'write {key}: "…"')
    text = " ".join(str(value).split())
    if not text:
        raise OnrecordError(f"{key} is empty", path=path, line=line, todo="fill it in, or take the line out")
    return text


def _date(key: str, value: Any, path: Path, line: int) -> date:
    try:
        return date.fromisoformat(str(value).strip())
    except ValueError as error:
        raise OnrecordError(
            f"{key}: “{value}” is no day ({error})",
            path=path,
            line=line,
            todo="write the day as year-month-day, such as 2031-03-09; leave the line out if it is not known",
        ) from error


def web_address(text: str, path: Path, line: int) -> str:
    """A checked http(s) address. Raises OnrecordError for anything else, `javascript:` included."""
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and not any(c in text for c in " <>\"'`\\")
    except ValueError:
        good = False
    if not good:
        raise OnrecordError(
            f"“{text}” is no web address", path=path, line=line, todo="write it in full, beginning with https://"
        )
    return text


def _reference(value: Any, path: Path, line: int) -> Reference:
    if not isinstance(value, dict):
        raise OnrecordError("digest_of must have keys of its own", path=path, line=line, todo="title, publisher, url")
    for key in value:
        if key not in _REFERENCE_KEYS:
            raise OnrecordError(
                f"unknown key “{key}” in digest_of", path=path, line=line, todo=_did_you_mean(str(key), _REFERENCE_KEYS)
            )
    for key in ("title", "publisher"):
        if key not in value:
            raise OnrecordError(f"digest_of has no {key}", path=path, line=line)
    return Reference(
        title=_string("title", value["title"], path, line),
        publisher=_string("publisher", value["publisher"], path, line),
        url=web_address(_string("url", value["url"], path, line), path, line) if value.get("url") else None,
        published=_date("published", value["published"], path, line) if value.get("published") else None,
    )


def _did_you_mean(key: str, known: tuple[str, ...]) -> str:
    close = difflib.get_close_matches(key.lower().replace("-", "_"), known, n=1, cutoff=0.5)
    return f"did you mean “{close[0]}”?" if close else "known keys: " + ", ".join(known)


def write(meta: dict[str, Any]) -> str:
    """Front matter as a block of YAML with its lines of hyphens. Values that are None are left out."""
    kept = {key: value for key, value in meta.items() if value not in (None, "", ())}
    return f"---\n{yamlfile.write(kept)}---\n"
