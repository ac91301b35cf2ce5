"""Predict attributions for a folder of plain texts: `python tests/bench/attribution.py FOLDER OUT.jsonl`.

FOLDER holds *.txt files, or a folder `text` that does. OUT.jsonl gets one line a text: {"id", "attributions":
[{"source", "cue", "content", "kind", "sure"}]}, each part a list of [start, end) in code points, or null.
`--sure` writes only what the system is sure of.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from onrecord import extract, text  # noqa: E402
from onrecord.model import Attribution, Span  # noqa: E402


def predict(body: str) -> tuple[Attribution, ...]:
    """All attributions of a text."""
    return extract.attributions(body, text.layout(body).paragraphs)


def line(found: Attribution) -> dict[str, object]:
    """One attribution as the scorer reads it; the source of speech that goes on is the mention it goes back to."""
    return {
        "source": spans(found.speaker),
        "cue": spans(found.cue),
        "content": spans(found.content),
        "kind": found.kind,
        "sure": found.sure,
    }


def spans(given: Sequence[Span]) -> list[list[int]] | None:
    return [[span.start, span.end] for span in given] or None


def main(folder: str, out: str, *options: str) -> None:
    """Read the texts, write the predictions."""
    place = Path(folder)
    with Path(out).open("w", encoding="utf-8") as target:
        for path in sorted((place / "text" if (place / "text").is_dir() else place).glob("*.txt")):
            found = predict(path.read_bytes().decode("utf-8"))
            kept = [line(one) for one in found if one.sure or "--sure" not in options]
            target.write(json.dumps({"id": path.stem, "attributions": kept}) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
