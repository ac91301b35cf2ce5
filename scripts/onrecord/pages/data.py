"""The record as data: JSON, JSON Lines, CSV, SQLite and W3C Web Annotations. Same records, same bytes."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from onrecord.model import Entry, Fact, Quote, Record, Said, When
from onrecord.pages.escape import cell, link
from onrecord.pages.graph import Graph, Item, Placed, Reply
from onrecord.pages.settings import Site
from onrecord.pages.titles import reply_title, title
from onrecord.pages.words import Words

COLUMNS = {
    "quotes": ("id", "text", "speaker", "speaker_certain", "role", "cue", "stance", "kind", "via", "to"),
    "facts": ("id", "text", "status", "by", "answers", "subjects", "places"),
    "timeline": ("id", "text", "status", "by", "facts", "subjects", "places"),
}
"""Columns of each table, before those that all have: date, source and link. The data page is the dictionary."""

COMMON = (
    "edtf",
    "earliest",
    "latest",
    "precision",
    "basis",
    "phrase",
    "source",
    "publisher",
    "published",
    "url",
    "link",
)


def dump(value: Any) -> str:
    """JSON for people and machines: two spaces, one line end at the end."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n"


def compact(value: Any) -> str:
    """JSON on one line."""
    return msgspec.json.encode(value).decode()


def item_json(placed: Placed, graph: Graph, site: Site, words: Words, csl: dict[str, Any]) -> dict[str, Any]:
    """One item with its source, its answers, its links and its citation."""
    tree: dict[str, Any] = {
        "kind": placed.kind,
        "title": title(placed, words),
        "url": site.permalink(placed.path),
        "item": placed.item,
        "source": placed.source,
        "citation": csl,
    }
    if graph.alleges(placed):
        tree["answers"] = [_reply(reply, words) for reply in graph.replies(placed)]
        if all(reply.kind == "uncharged" for reply in graph.replies(placed)):
            tree["note"] = words.plain("note_no_response")
    if isinstance(placed.item, Fact):
        thread = graph.thread(placed)
        tree["thread"] = {
            "root": thread.root.id,
            "answers": [_reply(reply, words) for reply in thread.replies],
            "updates": [p.id for p in thread.updates],
        }
    return tree


def _reply(reply: Reply, words: Words) -> dict[str, Any]:
    """An answer: its kind (see the schema), whose it is, the item that tells it, and the line that pages show."""
    placed = reply.placed
    return {
        "kind": reply.kind,
        "by": reply.by.name,
        "item": placed.id if placed else None,
        "source": reply.source.slug,
        "shown": reply_title(reply, words),
    }


def everything(graph: Graph, site: Site) -> dict[str, Any]:
    """All records, in one tree."""
    return {
        "site": {"name": site.name, "url": site.url},
        "records": graph.records,
    }


def tables(graph: Graph, site: Site) -> dict[str, tuple[tuple[str, ...], list[list[str]]]]:
    """Header and rows of each table."""
    found = {}
    for name, placed in (("quotes", graph.quotes), ("facts", graph.facts), ("timeline", graph.entries)):
        columns = (*COLUMNS[name], *COMMON)
        found[name] = (columns, [[values.get(c, "") for c in columns] for values in (_row(p, site) for p in placed)])
    rows = [
        [s.id, s.kind, s.name, "; ".join(s.aliases), "; ".join(s.roles), "; ".join(o.slug for o in s.sources)]
        for s in graph.subjects
        if not s.private
    ]
    found["subjects"] = (("id", "kind", "name", "aliases", "roles", "sources"), rows)
    return found


def _row(placed: Placed, site: Site) -> dict[str, str]:
    item, source = placed.item, placed.source
    row = {"id": item.id, "text": item.text or "", **_when(item.when)}
    row |= {"source": source.slug, "publisher": source.publisher, "url": link(source.url)}
    row |= {"published": source.published.isoformat() if source.published else ""}
    row |= {"link": site.permalink(placed.path) or placed.path}
    if isinstance(item, Fact | Entry):
        row |= {"status": item.status, "by": " < ".join(s.name for s in item.by)}
        row |= {"subjects": "; ".join(item.subjects), "places": "; ".join(item.places)}
        row["answers"] = item.answers or "" if isinstance(item, Fact) else ""
        row["facts"] = "; ".join(item.facts) if isinstance(item, Entry) else ""
    else:
        row |= _said(item)
    return row


def _said(item: Quote | Said) -> dict[str, str]:
    speaker = item.speaker
    return {
        "speaker": speaker.name if speaker else "",
        "speaker_certain": "yes" if speaker and speaker.sure and not speaker.candidates else "no",
        "role": (speaker.role or "") if speaker else "",
        "cue": item.cue or "",
        "stance": item.stance,
        "kind": item.kind if isinstance(item, Quote) else "indirect",
        "via": "; ".join(s.name for s in item.via),
        "to": "; ".join(s.name for s in item.to),
    }


def _when(when: When | None) -> dict[str, str]:
    if when is None:
        return {}
    return {
        "edtf": when.edtf or "",
        "earliest": when.earliest.isoformat() if when.earliest else "",
        "latest": when.latest.isoformat() if when.latest else "",
        "precision": when.precision,
        "basis": when.basis,
        "phrase": when.phrase,
    }


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """RFC 4180, in UTF-8, with cells that no spreadsheet takes for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([cell(value) for value in row] for row in rows)
    return out.getvalue()


def json_lines(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """One JSON object a line."""
    lines = (compact(dict(zip(columns, row, strict=True))) + "\n" for row in rows)
    return "".join(_BREAKS.sub(lambda found: f"\\u{ord(found[0]):04x}", line) for line in lines)


_BREAKS = re.compile("[\x85\u2028\u2029]")
"""What Unicode calls the end of a line, and JSON does not: programs that read by lines would cut there."""


def sqlite(found: dict[str, tuple[tuple[str, ...], list[list[str]]]]) -> bytes:
    """The tables as a SQLite database. Same tables and same SQLite, same bytes."""
    database = sqlite3.connect(":memory:")
    with database:
        for name, (columns, rows) in found.items():
            fields = ", ".join(f'"{c}" TEXT{" PRIMARY KEY" if c == "id" else ""}' for c in columns)
            database.execute(f'CREATE TABLE "{name}" ({fields}) WITHOUT ROWID')
            marks = ", ".join("?" * len(columns))
            database.executemany(f'INSERT OR IGNORE INTO "{name}" VALUES ({marks})', rows)
    data = database.serialize()
    database.close()
    return data


def annotation_page(record: Record, site: Site, paths: dict[str, str]) -> dict[str, Any]:
    """A page of W3C Web Annotations: each item on its span, in code points of the text with this hash.

    `exact` is given for quotations alone, and neither prefix nor suffix: chained, they would rebuild the article.
    """
    found = []
    items: list[Item] = [*record.quotes, *record.facts, *record.timeline]
    for item in items:
        selector: list[dict[str, Any]] = [
            {"type": "TextPositionSelector", "start": item.span.start, "end": item.span.end}
        ]
        if isinstance(item, Quote) and "[…]" not in item.text:
            selector.append({"type": "TextQuoteSelector", "exact": item.text})
        page = site.permalink(paths[item.id]) or paths[item.id]
        found.append(
            {
                "id": f"{page}#annotation",
                "type": "Annotation",
                "motivation": "identifying",
                "body": page,
                "target": {
                    "source": link(record.source.url) or f"urn:sha256:{record.text.sha256}",
                    "selector": selector,
                },
            }
        )
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": site.permalink(f"sources/{record.source.slug}.annotations.json")
        or f"{record.source.slug}.annotations.json",
        "type": "AnnotationPage",
        "items": found,
    }
