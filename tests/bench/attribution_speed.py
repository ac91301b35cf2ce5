"""Time of attribution against spaCy's parse of the same texts: `python tests/bench/attribution_speed.py FOLDER [BAR]`.

FOLDER holds *.txt files, or a folder `text` that does. Both run in this process, one text after the other; the first
text warms up. Prints the seconds, their ratio, and the memory that attribution holds on to from the second text to
the last (by tracemalloc, in a second pass). Exits with status 1 where the ratio is above BAR (0.25 if none is given).
"""

from __future__ import annotations

import gc
import sys
import time
import tracemalloc
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from onrecord import language, quotes, text  # noqa: E402


def main(folder: str, bar: str = "0.25") -> int:
    """Measure and print."""
    place = Path(folder)
    paths = sorted((place / "text" if (place / "text").is_dir() else place).glob("*.txt"))
    bodies = [path.read_bytes().decode("utf-8") for path in paths]
    parsing = attributing = 0.0
    docs = []
    for number, body in enumerate([bodies[0], *bodies]):
        paragraphs = text.layout(body).paragraphs
        begin = time.perf_counter()
        doc = language.parse(body, paragraphs)
        middle = time.perf_counter()
        quotes.attributions(doc, paragraphs)
        end = time.perf_counter()
        if number:
            parsing += middle - begin
            attributing += end - middle
            docs.append((doc, paragraphs))
    tracemalloc.start()
    quotes.attributions(*docs[0])
    gc.collect()
    first = tracemalloc.get_traced_memory()[0]
    for doc, paragraphs in docs:
        quotes.attributions(doc, paragraphs)
    gc.collect()
    held = tracemalloc.get_traced_memory()[0] - first
    ratio = attributing / parsing
    print(f"{len(bodies)} texts: parse {parsing:.1f} s, attribution {attributing:.1f} s, ratio {ratio:.3f}")
    print(f"memory held after {len(docs)} more texts: {held / 1024:.0f} KiB")
    return int(ratio > float(bar))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
