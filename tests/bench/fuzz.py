"""Coverage-guided fuzzing of the way from a file to its pages, with atheris (not a dependency; it needs Linux and CPython ≤ 3.13):

    python -m pip install atheris
    python tests/bench/fuzz.py CORPUS_FOLDER -max_total_time=3600 -timeout=60 -rss_limit_mb=6000 -max_len=600

CORPUS_FOLDER keeps what reaches new code; it starts with the examples of all word tables. What follows it are libFuzzer's
options; an empty folder, short seeds and a small `-max_len` are what makes many texts a second: the first pass over a folder
of long ones takes as long as thousands of short ones. `-len_control=0` tries long texts from the start. A find is written to
a file `crash-…` or `timeout-…`; `python tests/bench/fuzz.py crash-…` runs it again. Finds become cases in
tests/test_hostile.py.
"""

# ruff: noqa: E501
from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

with atheris.instrument_imports(include=["onrecord"]):
    import invariants
    from onrecord import extract, frontmatter, lexicon, text, yamlfile  # noqa: F401

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

MARKS = [
    *['“', '”', '‘', '’', '"', "'", '``', "''", '«', '»', '(', ')', '[', ']', '—', '–', '-', ',', '.', ':', ';', '?', '!', '…', '\n\n', '\n', '\t'],
    *["said", "told", "asked", "denied", "alleged", "according", "to", "reportedly", "claims", "that", "Mr.", "Mrs.", "Dr.", "Anna", "Lind", "Tom", "Quay", "the", "Harbour", "Board", "police", "he", "she", "they", "who", "his", "her", "it", "we", "I", "not", "n’t", "was", "were", "had", "been", "will", "charged", "with", "arrested", "guilty", "sued", "accused", "of", "on", "in", "at", "by", "since", "until", "before", "after", "Monday", "Tuesday", "yesterday", "today", "last", "next", "week", "month", "year", "decade", "ago", "later", "January", "May", "mid-March", "early", "1990s", "2031", "2031-03-12", "3", "12", "100,000", "5:30", "p.m.", "1/2/03", "first", "half", "quarter", "Christmas"],
    "\u202e", "\u200b", "\u00a0", "\u2028", "é", "e\u0301", "漢", "🙂", "\U0010ffff", "0" * 30, "<b>", "{{ 7 }}", "---", "|",
]  # fmt: skip


def _strings(value: object) -> Iterator[str]:
    """Every string in a table of words, keys left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)


EXAMPLES = sorted({one for path in lexicon.FOLDER.glob("*.yml") for one in _strings(yamlfile.read(path)[0])})
"""Words and sentences of all tables: every rule has one that it is for."""

SPLIT = re.compile(r"\n+|[\w’'-]+|[^\w\s]")
PIECES = list(dict.fromkeys([*MARKS, *(piece for one in [*SEEDS, *EXAMPLES] for piece in SPLIT.findall(one))]))
NUMBER = {piece: number for number, piece in enumerate(PIECES)}


def one_input(data: bytes) -> None:
    """Read and extract what the fuzzer made: raw bytes as a file, or a text put together from pieces of news.

    The first byte says which, whether the text is open, and whether its pages are made, too (one text in four of those
    that chance makes, as pages take longer than all else together).
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
        given = invariants.read(head + composed(rest).encode("utf-8", "replace"))
    if given is not None and len(given.text) < 4_000:
        invariants.check_layout(given)
        found = invariants.check_record(given)
        if data[0] & 24 == 24:
            invariants.check_pages(found, given)


def composed(data: bytes) -> str:
    """Two bytes pick a piece; their highest bit leaves out the blank behind it. So a byte exchanged is a word exchanged."""
    picked = [int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data) - 1, 2)]
    return "".join(PIECES[one % 32768 % len(PIECES)] + ("" if one >= 32768 else " ") for one in picked)


def taken_apart(sentence: str) -> bytes:
    """A sentence in the form that `composed` reads."""
    found = list(SPLIT.finditer(sentence))
    bits = (NUMBER[one[0]] + (0 if sentence[one.end() : one.end() + 1].isspace() else 32768) for one in found)
    return b"".join(bit.to_bytes(2, "big") for bit in bits)


def seeds() -> Iterator[bytes]:
    """The seeds as files, every example of a table that is a sentence as pieces; each with its pages and without."""
    for seed in SEEDS:
        for kind in (1, 2, 29):
            yield bytes([kind]) + seed.encode()
    for example in [*SEEDS, *(one for one in EXAMPLES if len(one.split()) > 3)]:
        yield bytes([3 + 4 * (len(example) % 2)]) + taken_apart(example)
        if len(example) % 5 == 0:
            yield bytes([27]) + taken_apart(example)


def dictionary() -> str:
    """The pieces in the form of libFuzzer's dictionaries: what is put into raw bytes, too."""
    words = (piece.encode("utf-8", "replace") for piece in PIECES)
    return "".join('"' + "".join(f"\\x{byte:02x}" for byte in word) + '"\n' for word in words if len(word) < 60)


def main() -> None:
    """Fuzz, with the seeds in the corpus folder."""
    options = list(sys.argv)
    if len(options) > 1 and Path(options[1]).is_dir():
        for i, seed in enumerate(seeds()):
            Path(options[1], f"seed-{i}").write_bytes(seed)
    words = os.memfd_create("words")  # a file without a name: libFuzzer ends the process, nothing could be tidied up
    os.write(words, dictionary().encode())
    invariants.check_record(invariants.source(SEEDS[0]))  # load the model before the clock runs
    atheris.Setup([*options, f"-dict=/proc/self/fd/{words}"], one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
