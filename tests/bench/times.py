"""Predict temporal expressions for a corpus: `python tests/bench/times.py CORPUS.jsonl OUT.jsonl`.

CORPUS.jsonl has one document a line: {"id", "text", "dct": "YYYY-MM-DD" or null}. OUT.jsonl gets
{"id", "timexes": [{"start", "end", "type", "value"}]} for each, offsets in code points of the text.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from onrecord.times import timexes  # noqa: E402


def predict(document: dict[str, str]) -> dict[str, object]:
    """One line of the output."""
    published = date.fromisoformat(document["dct"][:10]) if document.get("dct") else None
    found = timexes(document["text"], published)
    return {
        "id": document["id"],
        "timexes": [{"start": t.span.start, "end": t.span.end, "type": t.type, "value": t.value} for t in found],
    }


def main(corpus: str, out: str) -> None:
    """Read the corpus, write the predictions."""
    with Path(corpus).open(encoding="utf-8") as lines, Path(out).open("w", encoding="utf-8") as target:
        for line in lines:
            if line.strip():
                target.write(json.dumps(predict(json.loads(line)), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:3])
