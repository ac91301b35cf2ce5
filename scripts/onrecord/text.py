"""From a file to a `Source`: front matter checked, page furniture set aside, paragraphs.

The text of a source is what follows its front matter, decoded from UTF-8 with a byte order mark taken off and line ends
read as one line feed, so that the same text has the same offsets on every system. Nothing else is changed: furniture is
set aside by its span, never cut out.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import msgspec

from onrecord import frontmatter, lexicon
from onrecord.errors import OnrecordError
from onrecord.model import Metadata, Source, Span

LIMIT = 1_000_000
"""The longest text that is read, in code points: about 160,000 words."""

ANY_TEXT = 20_000
"""Code points up to which a text is read whatever it is made of."""

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

_TAKEN = re.compile(r"index|year-(?:[0-9]{4}|none)(?:-[0-9]+)?")
"""Slugs whose page the list of the sources has."""
_TERMINAL = re.compile(r"[.!?…:;,][\"'”’»)\]]*\s*$|[\"”’»]\s*$")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class FurnitureLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of lexicon/furniture.yml."""

    pattern: str
    example: str
    ends: bool = False


class Layout(msgspec.Struct, frozen=True):
    """The lines of a text by what they are. Spans leave out blanks at both ends of a line."""

    paragraphs: tuple[Span, ...]
    furniture: tuple[Span, ...]
    headings: tuple[Span, ...]


def read(path: Path, data: bytes | None = None) -> Source:
    """Read and check one source; `data` are the file's bytes where the caller has them already.

    Raises OnrecordError, with file and line, where the file is no UTF-8 text, its front matter is missing or wrong, the
    text is empty, longer than LIMIT or no prose, or the name of the file is no slug.
    """
    slug = path.name.removesuffix(".md")
    if not SLUG.fullmatch(slug):
        raise OnrecordError(
            f"“{slug}” can't be a part of a link",
            path=path,
            todo="name the file with small letters a–z, digits and single hyphens, such as city-hall-2031.md",
        )
    if _TAKEN.fullmatch(slug):
        raise OnrecordError(
            f"“{slug}” is the name of a page of the list of sources",
            path=path,
            todo="name the file for what it is, such as city-hall-2031.md",
        )
    content = decode(path, data)
    meta, start = frontmatter.read(content, path)
    text = content[start:]
    if not text.strip():
        raise OnrecordError(
            "there is no text after the front matter", path=path, todo="paste the article below the second ---"
        )
    check_prose(text, path)
    found = layout(text, title=meta["title"])
    if not found.paragraphs:
        raise OnrecordError(
            "the text holds nothing but page furniture", path=path, todo="check that the article's own text is there"
        )
    return Source(
        meta=msgspec.convert({"slug": slug, **meta}, Metadata, strict=False),
        text=text,
        paragraphs=found.paragraphs,
        furniture=found.furniture,
        headings=found.headings,
    )


def load(path: Path) -> bytes:
    """The bytes of a file. Raises OnrecordError where it can't be read, or is far too long to be looked at."""
    try:
        if (size := path.stat().st_size) > 4 * LIMIT:
            raise _too_long(path, size, "bytes")
        return path.read_bytes()
    except OSError as error:
        raise OnrecordError(f"the file can't be read: {error.strerror}", path=path) from error


def decode(path: Path, data: bytes | None = None) -> str:
    """The characters of a file, line ends as one line feed. Raises OnrecordError where the bytes are no text."""
    data = load(path) if data is None else data
    if len(data) > 4 * LIMIT:
        raise _too_long(path, len(data), "bytes")
    try:
        content = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise OnrecordError(
            f"these bytes are no UTF-8 text (byte {error.start} is 0x{data[error.start]:02x})",
            path=path,
            line=line,
            todo="save the file as UTF-8",
        ) from error
    content = content.replace("\r\n", "\n").replace("\r", "\n")
    if bad := _CONTROL.search(content):
        raise OnrecordError(
            f"there is a control character (U+{ord(bad.group()):04X}) that no text has",
            path=path,
            line=content.count("\n", 0, bad.start()) + 1,
            todo="is this a text file? If so, take the character out",
        )
    if len(content) > LIMIT:
        raise _too_long(path, len(content), "characters")
    return content


def check_prose(text: str, path: Path) -> None:
    """Refuse a long text that is no prose: a megabyte of quotation marks would take the parser ten times its time.

    Of news, more than 85 of 100 characters (blanks left out) are letters and digits, and a word has more than four
    characters; the bars are far below. Raises OnrecordError.
    """
    if len(text) <= ANY_TEXT:
        return
    words = text.split()
    size = sum(map(len, words))
    share = sum(char.isalnum() for char in text) / max(size, 1)
    if share < 0.6:
        what = f"only {share:.0%} of its characters are letters or digits"
    elif size / len(words) < 2.5:
        what = f"its words have {size / len(words):.1f} characters on average"
    else:
        return
    raise OnrecordError(f"this is no prose: {what}", path=path, todo="is this the article's text?")


def _too_long(path: Path, size: int, unit: str) -> OnrecordError:
    return OnrecordError(
        f"the text is too long: {size:,} {unit}; the limit is {LIMIT:,} characters",
        path=path,
        todo="split it into several sources",
    )


def layout(text: str, title: str | None = None) -> Layout:
    """Sort the lines of a text into paragraphs, headings (which are paragraphs, too) and page furniture.

    `title` helps to tell the headline where the text repeats it.
    """
    lines = [
        Span(match.start(), match.start() + len(match.group().rstrip())) for match in re.finditer(r"[^\s][^\n]*", text)
    ]
    aside = _furniture(text, lines)
    paragraphs = [line for line in lines if line not in aside]
    return Layout(
        paragraphs=tuple(paragraphs),
        furniture=tuple(line for line in lines if line in aside),
        headings=tuple(_headings(text, paragraphs, title)),
    )


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], bool], ...]:
    rows = lexicon.table("furniture", FurnitureLine)["lines"]
    return tuple((re.compile(row.pattern, re.IGNORECASE), row.ends) for row in rows)


def furniture_kind(line: str) -> str | None:
    """Whether a line is furniture: "ends" where nothing of the article follows it, "line" elsewhere, None if it is not.

    A line of more than 400 characters is prose, whatever it says: no table is asked.
    """
    if len(line) > 400:
        return None
    for pattern, ends in _patterns():
        if pattern.fullmatch(line):
            return "ends" if ends else "line"
    return None


def _furniture(text: str, lines: list[Span]) -> frozenset[Span]:
    kinds = {line: furniture_kind(line.of(text)) for line in lines}
    last = max((i for i, line in enumerate(lines) if kinds[line] is None and _is_prose(line.of(text))), default=-1)
    aside = {line for line in lines if kinds[line]}
    ended = False
    for line in lines[last + 1 :]:
        ended = ended or kinds[line] == "ends"
        if ended:
            aside.add(line)
    return frozenset(aside)


def _is_prose(line: str) -> bool:
    """Whether a line holds a sentence: several words and a sentence's end."""
    return len(line.split()) >= 5 and bool(_TERMINAL.search(line))


def _headings(text: str, paragraphs: list[Span], title: str | None) -> list[Span]:
    """The headline, and lines inside the text that are short and end in no sentence's end, before a longer one."""
    headings = []
    for i, line in enumerate(paragraphs):
        words = line.of(text)
        following = any(_is_prose(later.of(text)) for later in paragraphs[i + 1 : i + 4])  # a byline may stand between
        limit = 200 if i == 0 else 80
        same = title is not None and words.casefold().strip() == title.casefold().strip()
        short = len(words) <= limit and not _TERMINAL.search(words) and following
        if (same and i == 0) or (short and not words.lstrip().startswith(('"', "“", "''"))):
            headings.append(line)
    return headings
