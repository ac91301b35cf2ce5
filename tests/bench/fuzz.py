"""Coverage-guided fuzzing of the way from a file to its pages, with atheris (not a dependency; it needs Linux and CPython ≤ 3.13):

    python -m pip install atheris
    python tests/bench/fuzz.py CORPUS_FOLDER -max_total_time=3600 -timeout=60 -rss_limit_mb=6000

CORPUS_FOLDER keeps what reaches new code; it starts with the seeds below. What follows it are libFuzzer's options. A find
is written to a file `crash-…` or `timeout-…`; `python tests/bench/fuzz.py crash-…` runs it again. Finds become cases in
tests/test_hostile.py.
"""

# ruff: noqa: E501
from __future__ import annotations

import sys
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

with atheris.instrument_imports(include=["onrecord"]):
    import invariants
    from onrecord import extract, frontmatter, text  # noqa: F401

HEAD = b"---\ntitle: The ferry stops\npublisher: The Courier\npublished: 2031-03-12\n---\n"
OPEN = HEAD.replace(b"---\n", b"---\nrights: open\n", 1)

SEEDS = [
    "The ferry stopped on Monday, the Harbour Board said.\n\n“We had no choice,” said Anna Lind, the chair. “It is old.”\n",
    '"I never saw it," he told the Courier last week. Tom Quay denied that he had been asked "twice" in mid-March 2030.\n',
    "ANNA LIND: Who asked?\n\nTOM QUAY: I did. \"They 'never' said so,\" she added.\n\nRelated stories\n\nCopyright 2031\n",
    "On 3 May 1998, between 1990 and 1995, in the early 1980s, two days later, by Friday, at 5 p.m. on Labor Day, Q3 2004.\n",
    "According to Mr. Quay, the board's lawyer, Lind was charged with fraud. “She pleaded not guilty — (in 2029),” wrote Bo.\n",
    "He said: “A (b ‘c “d”’) …\n\n“e\n\n“f.”\n",
]

PIECES = [
    *['“', '”', '‘', '’', '"', "'", '``', "''", '«', '»', '(', ')', '[', ']', '—', '–', '-', ',', '.', ':', ';', '?', '!', '…', '\n\n', '\n', '\t'],
    *["said", "told", "asked", "denied", "alleged", "according", "to", "reportedly", "claims", "that", "Mr.", "Mrs.", "Dr.", "Anna", "Lind", "Tom", "Quay", "the", "Harbour", "Board", "police", "he", "she", "they", "who", "his", "her", "it", "we", "I", "not", "n’t", "was", "were", "had", "been", "will", "charged", "with", "arrested", "guilty", "sued", "accused", "of", "on", "in", "at", "by", "since", "until", "before", "after", "Monday", "Tuesday", "yesterday", "today", "last", "next", "week", "month", "year", "decade", "ago", "later", "January", "May", "mid-March", "early", "1990s", "2031", "2031-03-12", "3", "12", "100,000", "5:30", "p.m.", "1/2/03", "first", "half", "quarter", "Christmas"],
    "\u202e", "\u200b", "\u00a0", "\u2028", "é", "e\u0301", "漢", "🙂", "\U0010ffff", "0" * 30, "<b>", "{{ 7 }}", "---", "|",
]  # fmt: skip


def one_input(data: bytes) -> None:
    """Read and extract what the fuzzer made: raw bytes as a file, or a text put together from pieces of news.

    The first byte says which, whether the text is open, and whether its pages are made, too.
    """
    if not data:
        return
    kind, rest, head = data[0] % 4, data[1:], OPEN if data[0] & 4 else HEAD
    if kind == 0:
        given = invariants.read(rest)
    elif kind == 1:
        given = invariants.read(head + rest)
    elif kind == 2:
        given = invariants.read(rest, ".txt")
    else:
        given = invariants.read(head + _composed(rest).encode("utf-8", "replace"))
    if given is not None and len(given.text) < 4_000:
        invariants.check_layout(given)
        found = invariants.check_record(given)
        if data[0] & 8:
            invariants.check_pages(found, given)


def _composed(data: bytes) -> str:
    """Each byte picks a piece; the highest bit leaves out the blank behind it."""
    return "".join(PIECES[byte % 128 % len(PIECES)] + ("" if byte >= 128 else " ") for byte in data)


def main() -> None:
    """Fuzz, with the seeds in the corpus folder."""
    if len(sys.argv) > 1 and Path(sys.argv[1]).is_dir():
        for i, seed in enumerate(SEEDS):
            for kind in (1, 2, 13):
                Path(sys.argv[1], f"seed-{i}-{kind}").write_bytes(bytes([kind]) + seed.encode())
    invariants.check_record(invariants.source(SEEDS[0]))  # load the model before the clock runs
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
