"""Split a corpus by what was read of it: `python tests/bench/times_split.py CORPUS.jsonl` writes three files beside it.

CORPUS.read.jsonl holds the five sixths whose errors were read while the rules were written, CORPUS.later.jsonl the
twelfth whose errors were read once the rules stood, CORPUS.unread.jsonl the twelfth that nobody has read. A text's part
is fixed by the MD5 hash of its id, so that it stays in its part whatever else the corpus holds.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

PARTS = ("read", "later", "unread")


def part(name: str) -> str:
    """The part that the text of this id belongs to."""
    number = int(hashlib.md5(name.encode(), usedforsecurity=False).hexdigest(), 16)
    if number % 6:
        return "read"
    return "later" if number // 6 % 2 == 0 else "unread"


def main(corpus: str) -> None:
    """Write the three parts of a corpus beside it."""
    path = Path(corpus)
    lines = [line for line in path.read_text("utf-8").split("\n") if line.strip()]
    for name in PARTS:
        chosen = [line for line in lines if part(json.loads(line)["id"]) == name]
        path.with_suffix(f".{name}.jsonl").write_text("".join(f"{line}\n" for line in chosen), "utf-8")
        print(f"{path.with_suffix(f'.{name}.jsonl')}: {len(chosen)} texts")


if __name__ == "__main__":
    main(sys.argv[1])
