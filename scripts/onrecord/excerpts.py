"""How much of a text may be shown where its rights are not open.

People's quoted words up to 60 words each; the publisher's own prose in runs of at most 12 words. Facts are free,
expression is not: the two limits are the project's own rule of thumb, stricter than most courts, and they are held when
a record is made and measured again over everything that was built (`audit.py`).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

MAX_QUOTE_WORDS = 60
MAX_PROSE_RUN = 12

SLACK = 1
"""How many words less a cut quotation takes: what follows it on a page may happen to be the text's own next word."""

LABELS = (
    "in",
    "on",
    "who",
    "where",
    "when",
    "source",
    "date",
    "evidence",
    "reported",
    "said",
    "alleged",
    "denied",
    "no",
)
"""Words with which labels of the site begin that may follow a statement: with one of them, a run may grow too long."""

CUT = "[…]"

_LINE = re.compile(r"[^\n]+")
_MARK = re.compile(r"[\"“”]|''|``")
_WORD = re.compile(r"\w+(?:[’'.-]\w+)*")

_IOTA = "\u0345"
"""The only mark (a Greek accent) that becomes a letter when letters are made small."""


def words(text: str) -> list[str]:
    """The words of a text in small letters, for comparing wordings: marks, blanks and letters' case don't count."""
    text = text.replace("’", "'")
    small = text.casefold()
    if len(small) == len(text) and _IOTA not in text:  # each letter became one letter: the words end where they did
        return _WORD.findall(small)
    return [word.casefold() for word in _WORD.findall(text)]


def quotation(text: str) -> str:
    """A quotation as it may be shown: whole up to 60 words, else its beginning with the sign that it was cut."""
    found = list(_WORD.finditer(text))
    if len(found) <= MAX_QUOTE_WORDS:
        return text
    return f"{text[: found[MAX_QUOTE_WORDS - SLACK - 1].end()]} {CUT}"


def prose(text: str) -> str | None:
    """A piece of the publisher's own prose as it may be shown, None where it is too long."""
    return text if len(words(text)) <= MAX_PROSE_RUN else None


def quoted_regions(text: str) -> list[tuple[int, int]]:
    """What stands between double quotation marks, line by line: [start, end) in code points.

    A mark that is still open at the end of its line runs to that end, as a quotation that goes on in the next paragraph
    does.
    """
    regions = []
    for line in _LINE.finditer(text):
        start = None
        for mark in _MARK.finditer(text, line.start(), line.end()):
            if start is None and mark.group() != "”":
                start = mark.end()
            elif start is not None and mark.group() != "“":
                regions.append((start, mark.start()))
                start = None
        if start is not None:
            regions.append((start, line.end()))
    return regions


class Prose:
    """The publisher's own prose of one text, to be asked whether too long a run of it stands somewhere.

    What stands in quotation marks is somebody else's, and `aside` (spans of furniture and headings) is no prose: no run
    goes across either.
    """

    def __init__(self, text: str, aside: Iterable[tuple[int, int]] = ()) -> None:
        self.shingles: set[tuple[str, ...]] = set()
        at = 0
        for start, end in [*sorted([*quoted_regions(text), *aside]), (len(text), len(text))]:
            self._add(words(text[at : max(at, start)]))
            at = max(at, end)

    def _add(self, run: list[str]) -> None:
        size = MAX_PROSE_RUN + 1
        self.shingles.update(tuple(run[i : i + size]) for i in range(len(run) - size + 1))

    def longest(self, shown: list[str]) -> tuple[int, int]:
        """Length and start of the longest run of this prose in the words shown; (0, 0) where none is too long."""
        return longest(self.shingles, MAX_PROSE_RUN + 1, shown)

    def allows(self, *shown: str) -> bool:
        """Whether these strings may be shown next to each other, in this order."""
        return self.longest(words(" ".join(shown))) == (0, 0)


def longest(table: Container[tuple[str, ...]], size: int, shown: list[str]) -> tuple[int, int]:
    """Length and start of the longest run of `shown` in which every `size` words in a row stand in the table."""
    best = (0, 0)
    run = 0
    for i in range(len(shown) - size + 1):
        run = run + 1 if tuple(shown[i : i + size]) in table else 0
        if run and run + size - 1 > best[0]:
            best = (run + size - 1, i - run + 1)
    return best
