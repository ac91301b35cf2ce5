"""The invented records that the tests of the pages share."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import msgspec

from onrecord import yamlfile
from onrecord.model import Metadata, Record, Source, Span

RECORDS = Path(__file__).parent / "records"


def record(name: str) -> Record:
    """`records/<name>.record.yml`, checked. In a record with a text (`<name>.txt`), "@words" stands for their span."""
    path = RECORDS / f"{name}.record.yml"
    tree, _ = yamlfile.parse(path.read_bytes(), path)
    path = RECORDS / f"{name}.txt"
    if path.exists():
        text = path.read_text("utf-8")
        tree = _placed(tree, text)
        tree["text"] = {
            "sha256": hashlib.sha256(text.encode("utf-8")).hexdigest(),
            "characters": len(text),
            "words": len(text.split()),
        }
    return msgspec.convert(tree, Record)


def source(name: str) -> Source:
    """The source that `records/<name>.txt` is the text of."""
    text = (RECORDS / f"{name}.txt").read_text("utf-8")
    meta: Metadata = record(name).source
    paragraphs: list[Span] = []
    at = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            paragraphs.append(Span(at, at + len(line.rstrip("\n"))))
        at += len(line)
    return Source(meta=meta, text=text, paragraphs=tuple(paragraphs), headings=(paragraphs[0],))


def _placed(tree: Any, text: str, words: str = "") -> Any:
    """The tree with every "@words" (or "@" beside `text`) under `span` as the span of these words."""
    if isinstance(tree, list):
        return [_placed(item, text) for item in tree]
    if not isinstance(tree, dict):
        return tree
    found = {key: _placed(value, text) for key, value in tree.items()}
    if isinstance(found.get("span"), str):
        words = found["span"][1:] or found["text"]
        start = text.index(words)
        found["span"] = [start, start + len(words)]
    return found
