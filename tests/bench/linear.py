"""Whether time and memory grow in step with the length of a text, the whole way from a file to its pages:

    python tests/bench/linear.py [--sizes 40000,200000,1000000] [--rows "news;months"] [--without "news;months"] [--json]

Each row is one piece of text said again and again ("news": invented articles, no two alike), up to each size in
characters; a process of its own for each takes it from the file's bytes over the record (matched with the record of the
text with words exchanged, written, read and proved again) to all pages and data files. Printed are microseconds of
processor time a character, stage by stage, how many times as much as news of the same size that is, how many times as
much as the row's own first size, and the peak of memory. Rows of marks are refused beyond 20,000 characters: `refused`.
"""

# ruff: noqa: E501
from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests" / "bench")]

import invent  # noqa: E402

ROWS = {
    # marks
    **{f"only {mark}": mark for mark in "“”\"'‘’«()[]—-–,.:;?!…/*_<>|#&@$%7xé"},
    "pairs “”": "“” ", "pairs \"'": "\"'", "brackets ([{": "[({", "(a) ": "(a) ", "‘a “b ": "‘a “b ", '"a ': '"a ', "“a": "“a ", "a” ": "a” ",
    '"a," he said. ': '"a," he said. ', "commas": "ferry, ", "semicolons": "ferry; ", "colons": "ferry: ", "dashes": "ferry — ", "hyphens": "ferry-",
    "slashes": "ferry/", "dots": "ferry. ", "ellipses": "ferry… ", "questions": "ferry? ", "“ferry ": "“ferry ", "“ferry” ": "“ferry” ",
    "“ferry,” he ": "“The ferry sank,” he said. ", "’s": "Anna’s ", "n’t": "didn’t ",
    # dates and numbers
    "months": "May ", "days": "Monday ", "full dates": "January 3, 2030, ", "years": "1998 ", "ranges": "1990-1995 ", "decades": "1990s ",
    "two days ago": "two days ago ", "two days later": "two days later ", "later": "The ferry sank later. ", "later, dated": "The ferry sank on 3 May 2030 and later it burned. ",
    "until": "from May until June ", "during": "during the storm he sank ", "numbers": "1234 ", "number words": "twenty-", "money": "$12 million ", "shares": "12 per cent ",
    "times": "5:30 p.m. ", "slash dates": "1/2/03 ", "the same day": "the same day ", "after the sale": "After the sale he left. ", "every": "every Monday ",
    # people
    "names": "Anna Lind ", "names,": "Anna Lind, ", "names and": "Anna Lind and ", "titles": "Mr. ", "initials": "A. ", "Mr. Lind": "Mr. Lind left. ", "he": "he ", "he left": "He left. ",
    "who": "who ", "which": "which he said ", "her": "her ", "chairs": "Anna Lind, the chair of the board, ", "caps": "POLICE ", "of the": "of the ", "the Ministry of": "the Ministry of ",
    "Titlecase": "Harbour Board ", "new names": "",
    # speech
    "said": "said ", "he said": "he said ", "said that": "said that he ", "He said.": "He said. ", "according to": "according to the man ", "told": "Lind told Quay ", "ANNA:": "ANNA: ",
    "quotations": "“The ferry sank,” said Anna Lind.\n\n", "long quotation": "“ferry ", "attributions": "The ferry stopped on Monday, Mr. Lind said. ", "Anna said.": "Anna said.\n\n",
    "denied": "Tom Quay denied stealing the ferry on 3 May 2030. ", "accused": "He accused her of ", "charged": "was charged with ", "was charged": "Anna Lind was charged with fraud. ",
    "alleged": "Police allege that Quay stole it. ", "not guilty": "She pleaded not guilty. ", "asked": "“Who?” she asked. ", "that that": "that ", "and": "and ",
    # lines and layout
    "blanks": "ferry" + " " * 40, "lines": "ferry\n", "paragraphs": "The ferry sank.\n\n", "headings": "Heading\n\nThe board of Northport met in June 1998.\n\n", "furniture": "Share on Facebook\n",
    "copyright": "Copyright 2031\n", "bylines": "By Anna Lind\n\n", "one word": "ferry", "one line": "ferry ", "addresses": "http://a.example/b ", "e-mail": "a@b.example ", "markup": "<b>ferry</b> ",
    "markdown": "**ferry** ", "emoji": "ferry 🙂\u200d ", "accents": "e\u0301a\u0301 ", "turning": "ferry \u202e ", "Arabic": "سفينة ", "Chinese": "渡轮", "zero width": "fer\u200bry ", "news": "",
}  # fmt: skip

HEAD = "---\ntitle: A\npublisher: The Courier\npublished: 2031-03-12\nrights: open\n---\n"

SAID_AGAIN = {"ferry": "barge", "Lind": "Lund", "Quay": "Pier", "board": "bench"}
"""Exchanged in the text that it is matched with: no longer than before, so that it is not too long."""


def text(row: str, size: int) -> str:
    """So many characters of a row."""
    if row == "news":
        found, seed = "", 0
        while len(found) < size:
            seed += 1
            found += invent.article(seed, 600)[1] + "\n"
        return found[:size]
    piece = ROWS[row]
    if row == "new names":
        piece = "".join(
            f"{a}{b} {c}{d} left. " for a in invent.FIRST for b in "abcdefgh" for c in invent.LAST for d in "klmnopqr"
        )
    return "A ferry sank.\n\n" + (piece * (size // len(piece) + 1))[:size]


def stages(row: str, size: int) -> Iterator[tuple[str, Callable[[], Any]]]:
    """What is done with a text, one thing after another."""
    from onrecord import extract, pages, permalinks, record, verify
    from onrecord import text as reading

    made: dict[str, Any] = {}
    content = text(row, size)[: size - len(HEAD)]

    def read(words: str) -> Any:
        return reading.read(Path("a.md"), (HEAD + words).encode())

    def edited() -> Any:
        changed = content
        for before, after in SAID_AGAIN.items():
            changed = changed.replace(f" {before}", f" {after}", max(1, changed.count(before) // 7))
        return read(changed)

    def keep(key: str, make: Callable[[], Any]) -> Callable[[], Any]:
        return lambda: made.__setitem__(key, make())

    yield "read", keep("source", lambda: read(content))
    yield "extract", keep("found", lambda: extract.extract(made["source"]))
    yield "again", keep("edited", lambda: extract.extract(edited()))
    yield (
        "carry",
        keep(
            "kept", lambda: permalinks.carry(made["found"], None, text=made["source"].text, taken=set(), today=None)[0]
        ),
    )
    yield "match", lambda: permalinks.carry(made["edited"], made["kept"], text=content, taken=set(), today=None)
    yield "file", lambda: record.loads(record.dump(made["kept"]).encode(), "a.record.yml")
    yield "prove", lambda: verify.verify(made["kept"], made["source"].text).holds or 1 / 0
    yield "pages", lambda: sum(len(one() if callable(one) else one) for one in _planned(pages, made).values())


def _planned(pages: Any, made: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = pages.planned(
        [made["kept"]], pages.Site(name="x", url="https://record.example/"), {"a": made["source"]}
    )
    return found


def measured(row: str, size: int) -> dict[str, float]:
    """Microseconds of processor time a character for each stage, and the peak of memory in MB; empty where refused."""
    from onrecord.errors import OnrecordError

    found: dict[str, float] = {}
    for name, run in stages(row, size):
        started = time.process_time()
        try:
            run()
        except OnrecordError:
            return {}
        found[name] = (time.process_time() - started) / size * 1e6
    found["all"] = sum(found.values()) - found.pop("again")
    found["MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", default="40000,200000,1000000")
    parser.add_argument("--rows", default="")
    parser.add_argument("--without", default="", help="rows to leave out")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    sizes = [int(size) for size in given.sizes.split(",")]
    rows = given.rows.split(";") if given.rows else ["news", *(row for row in [*ROWS][::-1] if row != "news")]
    from onrecord import language

    language.parse("The model is loaded once.", ())
    context = multiprocessing.get_context("fork")
    news: dict[int, float] = {}
    for row in rows:
        if row in given.without.split(";"):
            continue
        first = 0.0
        for size in sizes:
            with context.Pool(1) as pool:
                found = pool.apply(measured, (row, size))
            if row == "news":
                news[size] = found["all"]
            if not found:
                print(f"{row:16} {size:8} refused", flush=True)
                break
            first = first or found["all"]
            times = {"of news": found["all"] / news[size] if size in news else 0, "of first": found["all"] / first}
            if given.json:
                print(json.dumps({"row": row, "size": size, **found, **times}), flush=True)
            else:
                told = " ".join(
                    f"{name} {value:.{2 if name.startswith('of') else 0}f}" for name, value in (found | times).items()
                )
                print(f"{row:16} {size:8} {told}", flush=True)


if __name__ == "__main__":
    main()
