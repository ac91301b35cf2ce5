"""Predict the dates of events: `python tests/bench/event_dates.py CORPUS.jsonl OUT.jsonl`.

CORPUS.jsonl has one document a line: {"id", "text", "dct", "sentences": [[start, end]], "events": [{"start", "end"}]}.
OUT.jsonl gets {"id", "anchors": [{"start", "end", "date"}]}: a date as far as it is known ("2020-08"), null where there
is none.
"""

from __future__ import annotations

import json
import re
import sys
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from onrecord.anchors import anchor_all  # noqa: E402
from onrecord.language import parse  # noqa: E402
from onrecord.model import Span, Timex  # noqa: E402
from onrecord.times import timexes  # noqa: E402

CALENDAR = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def day_of(when: Timex | None) -> str | None:
    """The date in the corpus's form: year, month or day; that of the beginning where it is a range of days."""
    if when is None or when.edtf is None:
        return None
    value = when.value.split("T")[0]
    if CALENDAR.fullmatch(value):
        return value
    first, last = when.earliest or when.latest, when.latest or when.earliest
    if first is None or last is None:
        return None
    return f"{first:%Y-%m}" if (first.year, first.month) == (last.year, last.month) else f"{first:%Y}"


def predict(document: dict[str, Any]) -> dict[str, object]:
    """One line of the output."""
    text = document["text"]
    published = date.fromisoformat(document["dct"]) if document.get("dct") else None
    sentences = [Span(*s) for s in document["sentences"]]
    first = sentences[0].of(text).rstrip() if sentences else ""
    headings = [] if first.endswith((".", "?", "!", "''", "”")) else sentences[:1]
    doc = parse(text, sentences)
    events = [Span(e["start"], e["end"]) for e in document["events"]]
    found = anchor_all(doc, events, timexes(text, published, doc), published, headings, likely=True)
    return {
        "id": document["id"],
        "anchors": [{"start": e.start, "end": e.end, "date": day_of(w)} for e, w in zip(events, found, strict=True)],
    }


def main(corpus: str, out: str) -> None:
    """Read the corpus, write the predictions."""
    with Path(corpus).open(encoding="utf-8") as lines, Path(out).open("w", encoding="utf-8") as target:
        for line in lines:
            if line.strip():
                target.write(json.dumps(predict(json.loads(line)), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:3])
