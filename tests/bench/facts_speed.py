"""What subjects and facts cost beside spaCy's parse of the same texts, in one process.

    python tests/bench/facts_speed.py FOLDER [N]

FOLDER holds plain texts (`*.txt`); the first N (default 40) are read. The goal is a ratio of at most 0.30.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))

from onrecord import facts, language, quotes, subjects, times
from onrecord.text import layout

GOAL = 0.30


def main(folder: Path, count: int) -> float:
    """Read the texts, print the seconds of each stage, and give the ratio of subjects and facts to the parse."""
    language.model()
    spent = dict.fromkeys(("parse", "quotes", "times", "subjects", "facts"), 0.0)
    texts = [path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))[:count]]
    for text in [texts[0], *texts]:  # the first once more: what is loaded on first use is not counted
        if text is texts[0]:
            spent = dict.fromkeys(spent, 0.0)
        lines = layout(text)
        clock = [time.perf_counter()]
        doc = language.parse(text, lines.paragraphs)
        clock.append(time.perf_counter())
        said = quotes.attributions(doc, lines.paragraphs)
        clock.append(time.perf_counter())
        dates = times.timexes(text, None, doc)
        clock.append(time.perf_counter())
        cast = subjects.resolve(doc, lines.paragraphs, said)
        clock.append(time.perf_counter())
        facts.statements(doc, lines.paragraphs, said, dates, cast, max_run=12, headings=lines.headings)
        clock.append(time.perf_counter())
        for stage, start, end in zip(spent, clock, clock[1:], strict=False):
            spent[stage] += end - start
    for stage, seconds in spent.items():
        print(f"{stage:9} {seconds:7.2f} s")
    ratio = (spent["subjects"] + spent["facts"]) / spent["parse"]
    print(f"subjects and facts / parse: {ratio:.2f} (goal: at most {GOAL:.2f})")
    return ratio


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 40) > GOAL)
