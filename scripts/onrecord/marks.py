"""Quotation marks: which ones open, which ones close, and what stands between them.

The scanner reads one paragraph after the other, so an odd number of marks can never lose more than its own paragraph.
It knows curly, straight, guillemet and doubled single marks (``, ''), single marks inside of double ones and as marks
of their own, feet and inches, apostrophes, and the convention that a quotation over several paragraphs opens each of
them with a mark and closes the last one alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from onrecord import language
from onrecord.model import Frozen, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc

OPENING, CLOSING = "“«„‟", "”»"
MARK = re.compile(r"``|''|[\"“”„‟«»‘’'`]")
SINGLE = frozenset("‘’'`")
BEFORE_OPENING = "([{-–—―/:;,“‘\"'«…"
ELISION = re.compile(r"(?:em|til|tis|twas|cause|bout|round|n|\d0s|\d\d)\b", re.IGNORECASE)
MAX_GAP = 8
"""A quotation with marks only at its two ends is followed over at most so many paragraphs."""


class Quotation(Frozen, frozen=True):
    """What stands in one pair of marks. `span` has the marks, `inner` leaves them out.

    `closed` is False where the paragraph ends before the mark that closes it. `continues` says that the quotation of
    the paragraph before was left open and this one goes on with it. `single`: single marks, outside of double ones.
    """

    span: Span
    inner: Span
    paragraph: int
    closed: bool = True
    continues: bool = False
    single: bool = False


def quotations(text: str, paragraphs: Sequence[Span]) -> tuple[Quotation, ...]:
    """Find the outermost quotations of a text, in text order, none of them overlapping."""
    found: list[Quotation] = []
    open_since: int | None = None  # the paragraph in which the last quotation was left open
    for number, paragraph in enumerate(paragraphs):
        line = _Line(text, paragraph)
        here = list(_pairs(line, number))
        if open_since is not None and number - open_since <= MAX_GAP:
            orphan = _orphan(line, here)
            if orphan is not None:
                found += _between(paragraphs, open_since + 1, number)
                span = Span(paragraph.start, orphan)
                inner = Span(paragraph.start, orphan - 1)
                here = [Quotation(span, inner, number, True, True)] + [q for q in here if q.span.start >= orphan]
            elif here and open_since == number - 1 and here[0].span.start == paragraph.start and not here[0].single:
                q = here[0]
                here[0] = Quotation(q.span, q.inner, number, q.closed, True)
        if here:
            open_since = number if not here[-1].closed else None
        found += here
    return tuple(found)


def quoted(doc: Doc, paragraphs: Sequence[Span] | None = None) -> list[bool]:
    """For each token whether it stands inside double quotation marks, the opening mark with it.

    Where the first mark of a paragraph can only close one that was lost, all before it is somebody's words. Without
    `paragraphs`, blank lines part them.
    """
    text = language.text(doc)
    found = [False] * len(doc)
    starts = [token.idx for token in doc]
    for span in _spoken(text, list(_parted(text)) if paragraphs is None else paragraphs):
        first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
        found[first:last] = [True] * (last - first)
    return found


def _parted(text: str) -> Iterator[Span]:
    """What stands between blank lines."""
    start = 0
    for blank in re.finditer(r"\n\s*\n", text):
        yield Span(start, blank.start())
        start = blank.end()
    yield Span(start, len(text))


def _spoken(text: str, paragraphs: Sequence[Span]) -> Iterator[Span]:
    """What stands inside double quotation marks."""
    for paragraph in paragraphs:
        doubles = (m for m in MARK.finditer(text, paragraph.start, paragraph.end) if m.group() not in SINGLE)
        first = next(doubles, None)
        if first is not None and first.group() == '"' and _only_closes(text, paragraph, first):
            yield Span(paragraph.start, first.start())
    for one in quotations(text, paragraphs):
        if not one.single:
            yield Span(one.span.start, one.inner.end)


def _between(paragraphs: Sequence[Span], first: int, stop: int) -> list[Quotation]:
    """Whole paragraphs inside a quotation that has marks only at its two ends."""
    return [Quotation(p, p, n, False, True) for n, p in enumerate(paragraphs[first:stop], first)]


def _orphan(line: _Line, found: list[Quotation]) -> int | None:
    """The end of a mark that closes without one that opens, before anything else in the paragraph is quoted."""
    stop = next((q.span.start for q in found if q.closed), line.paragraph.end)
    for k, m in enumerate(line.marks):
        if m.start() > stop:
            return None
        if m.group() not in SINGLE:
            return m.end() if line.closes[k] and not line.opens[k] else None
    return None


class _Line:
    """The marks of one paragraph, with what each of them looks like."""

    def __init__(self, text: str, paragraph: Span) -> None:
        self.text, self.paragraph = text, paragraph
        self.marks = list(MARK.finditer(text, paragraph.start, paragraph.end))
        self.opens = [self._opens(m) for m in self.marks]
        self.closes = [self._closes(m) for m in self.marks]
        self.next_double = self._next_doubles()
        self.has_end = self._ends()

    def _opens(self, m: re.Match[str]) -> bool:
        """Whether a mark looks like one that opens: something follows it at once, and no word stands before it."""
        before = self.text[m.start() - 1] if m.start() > self.paragraph.start else " "
        after = self.text[m.end()] if m.end() < self.paragraph.end else " "
        return not after.isspace() and (before.isspace() or before in BEFORE_OPENING)

    def _closes(self, m: re.Match[str]) -> bool:
        """Whether a mark looks like one that closes: something stands right before it, and no word follows at once."""
        before = self.text[m.start() - 1] if m.start() > self.paragraph.start else " "
        after = self.text[m.end()] if m.end() < self.paragraph.end else " "
        return not before.isspace() and not after.isalnum()

    def _next_doubles(self) -> list[int]:
        """For each mark the index of the next double mark after it, or the number of marks."""
        out, following = [], len(self.marks)
        for k in range(len(self.marks) - 1, -1, -1):
            out.append(following)
            if self.marks[k].group() not in SINGLE:
                following = k
        return out[::-1]

    def _ends(self) -> list[bool]:
        """For each mark whether a single mark that closes comes after it, before one that opens and before a double."""
        out, end = [], False
        for k in range(len(self.marks) - 1, -1, -1):
            out.append(end)
            mark = self.marks[k].group()
            if mark not in SINGLE or mark == "‘":
                end = False
            elif self.closes[k]:
                end = True
        return out[::-1]

    def measures(self, k: int) -> bool:
        """6'2" and 30'': a mark right after a digit, where nothing is open, is a measure."""
        start = self.marks[k].start()
        return start > self.paragraph.start and self.text[start - 1].isdigit()

    def may_open(self, k: int) -> bool:
        """Whether double mark `k` opens a quotation where none is open."""
        mark = self.marks[k].group()
        if mark in CLOSING or mark == "''":
            return self.opens[k] or (mark == "''" and not self.closes[k])
        return mark in OPENING or not (self.measures(k) or _only_closes(self.text, self.paragraph, self.marks[k]))

    def reopens(self, k: int) -> bool:
        """Whether double mark `k` opens although one is open already: the one that should close was forgotten."""
        following = self.next_double[k]
        return self.opens[k] and not self.closes[k] and following < len(self.marks) and self.closes[following]

    def opens_single(self, k: int) -> bool:
        """‘so’ or 'so', and neither ’em nor the ’90s."""
        m = self.marks[k]
        if m.group() == "’" or not self.opens[k] or not self.has_end[k]:
            return False
        return not ELISION.match(self.text, m.end())

    def closes_single(self, k: int) -> bool:
        """A single mark that closes, told from an apostrophe after a plural ("the voters’ wish")."""
        m = self.marks[k]
        if m.group() == "‘" or not self.closes[k]:
            return False
        before, after = self.text[m.start() - 1], self.text[m.end() : m.end() + 2]
        if before not in "sS" or not (after[:1] == " " and after[1:2].islower()):
            return True
        return k + 1 >= len(self.marks) or self.marks[k + 1].group() not in "’'" or not self.closes[k + 1]


def _only_closes(text: str, paragraph: Span, mark: re.Match[str]) -> bool:
    """Whether a mark stands right behind a stop and before a blank: where none is open, its partner was lost."""
    behind = mark.start() > paragraph.start and text[mark.start() - 1] in ",.?!…"
    return behind and text[mark.end() : mark.end() + 1].isspace()


def _pairs(line: _Line, number: int) -> Iterator[Quotation]:
    """Pair the double marks of one paragraph; single marks count where no double ones are open."""
    opened: int | None = None
    single: int | None = None
    for k, m in enumerate(line.marks):
        mark = m.group()
        if mark in SINGLE:
            if opened is not None:
                continue
            if single is None:
                single = k if line.opens_single(k) else None
            elif line.closes_single(k):
                yield _quotation(line.marks[single], m, number, single=True)
                single = None
        elif opened is None:
            if line.may_open(k):
                opened, single = k, None
        elif mark in OPENING or mark == "``":
            continue  # a mark that opens inside an open quotation: nested, or a slip of the typist
        elif line.reopens(k):
            yield _cut(line.text, line.marks[opened], m, number)
            opened = k
        else:
            yield _quotation(line.marks[opened], m, number)
            opened = None
    if opened is not None:
        start, end = line.marks[opened], line.paragraph.end
        yield Quotation(Span(start.start(), end), Span(start.end(), end), number, closed=False)


def _cut(text: str, opened: re.Match[str], m: re.Match[str], number: int) -> Quotation:
    """A quotation whose closing mark was forgotten: it ends where the next one opens."""
    end = m.start()
    while end > opened.end() and text[end - 1].isspace():
        end -= 1
    return Quotation(Span(opened.start(), end), Span(opened.end(), end), number)


def _quotation(opened: re.Match[str], closed: re.Match[str], number: int, single: bool = False) -> Quotation:
    span = Span(opened.start(), closed.end())
    return Quotation(span, Span(opened.end(), max(opened.end(), closed.start())), number, single=single)
