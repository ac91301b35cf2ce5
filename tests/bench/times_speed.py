"""How fast dates are found: `python tests/bench/times_speed.py FOLDER_OR_FILE…` prints words a second, without a parse.

The files are read as plain text; each is read once to warm up and then three times, the best of which counts.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from onrecord.times import timexes  # noqa: E402


def main(paths: list[str]) -> None:
    """Read the texts and print the speed."""
    files = [f for p in paths for f in (sorted(Path(p).rglob("*.txt")) if Path(p).is_dir() else [Path(p)])]
    texts = [f.read_text("utf-8") for f in files]
    words = sum(len(text.split()) for text in texts)
    published = date(2020, 8, 19)
    best = float("inf")
    for _ in range(4):
        start = perf_counter()
        found = sum(len(timexes(text, published)) for text in texts)
        best = min(best, perf_counter() - start)
    print(f"{len(texts)} texts, {words} words, {found} phrases of time: {words / best:,.0f} words a second")


if __name__ == "__main__":
    main(sys.argv[1:])
