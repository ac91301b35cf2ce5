"""A raw article becomes a source: `onrecord add`.

Takes plain text and saved HTML pages. What can be read from the file is read (title, author, the day that a page's
metadata gives); what is needed and missing is said. A date is never guessed: not from a copyright line, not from the
text, not from the day the file was saved.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from onrecord import frontmatter, text
from onrecord.errors import OnrecordError
from onrecord.model import Metadata, Source, Span

_HTML = re.compile(r"\s*(<!doctype html|<html|<head|<body|<!--|<\?xml)", re.IGNORECASE)
_BYLINE = re.compile(r"by\s+((?-i:[A-Z])[\w.’'-]*(?:\s+[\w.’'-]+){1,5}(?:\s+and\s+[\w.’' -]+)?)", re.IGNORECASE)
_MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name}
_PUBLISHED = re.compile(
    r"(?:first )?(?:published|posted)(?: (?:on|at))?:?\s+(?:\w+day,?\s+)?"
    r"(?:(?P<iso>\d{4}-\d\d-\d\d)|(?P<month>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})"
    r"|(?P<day2>\d{1,2})\s+(?P<month2>[A-Za-z]{3,9})\.?,?\s+(?P<year2>\d{4}))\b.*",
    re.IGNORECASE,
)


class Draft(msgspec.Struct, frozen=True):
    """A source that is ready to be written: its slug, the file's content, what was set aside, and what is missing."""

    slug: str
    content: str
    furniture: tuple[str, ...]
    warnings: tuple[str, ...]


class _Article(msgspec.Struct):
    """What a raw file says of itself."""

    body: str
    title: str | None = None
    author: tuple[str, ...] = ()
    published: date | None = None
    publisher: str | None = None
    url: str | None = None


def draft(
    path: Path,
    *,
    title: str | None = None,
    publisher: str | None = None,
    published: date | None = None,
    url: str | None = None,
    author: tuple[str, ...] = (),
    rights: str | None = None,
    slug: str | None = None,
) -> Draft:
    """Turn a file into a source; what the caller gives goes before what the file says.

    Raises OnrecordError where the file is no text, no article is found in it, or title or publisher stay unknown.
    """
    raw = text.decode(path)
    article = _from_html(raw, path) if _HTML.match(raw) else _from_text(raw)
    title = title or article.title
    publisher = publisher or article.publisher
    published = published or article.published
    url = url or article.url
    if not title:
        raise OnrecordError("the title can't be read from the file", path=path, todo="give it with --title")
    if not publisher:
        raise OnrecordError("the publisher can't be read from the file", path=path, todo="give it with --publisher")
    if url:
        frontmatter.web_address(url, path, 1)
    meta: dict[str, Any] = {
        "title": title,
        "publisher": publisher,
        "author": list(author or article.author),
        "published": published,
        "url": url,
        "language": "en",
        "rights": rights or "all rights reserved",
    }
    if not meta["author"]:
        del meta["author"]
    if slug is not None and not text.SLUG.fullmatch(slug):
        raise OnrecordError(
            f"“{slug}” can't be a part of a link", todo="use small letters a–z, digits and single hyphens for --slug"
        )
    body = article.body.strip("\n") + "\n"
    text.check_prose(body, path)
    found = text.layout(body, title)
    if not any(span not in found.headings for span in found.paragraphs):
        raise OnrecordError("no article is found in the file", path=path, todo="save its text as a .txt file instead")
    return Draft(
        slug=slug or make_slug(publisher, published, title),
        content=frontmatter.write(meta) + body,
        furniture=tuple(span.of(body) for span in found.furniture),
        warnings=tuple(_missing(published, url, author or article.author)),
    )


def as_source(path: Path, data: bytes | None = None) -> Source:
    """A raw file as a source that is not kept: what the file does not say of itself is left open.

    `data` are its bytes where the caller has them already. Raises OnrecordError where the file is no text or holds no
    article.
    """
    raw = text.decode(path, data)
    article = _from_html(raw, path) if _HTML.match(raw) else _from_text(raw)
    text.check_prose(article.body, path)
    found = text.layout(article.body, article.title)
    if not found.paragraphs:
        raise OnrecordError("there is no text in the file", path=path)
    return Source(
        meta=Metadata(
            slug=make_slug(article.publisher or "", article.published, article.title or path.stem),
            title=article.title or path.stem,
            publisher=article.publisher or "publisher not known",
            url=article.url,
            author=article.author,
            published=article.published,
        ),
        text=article.body,
        paragraphs=found.paragraphs,
        furniture=found.furniture,
        headings=found.headings,
    )


def _missing(published: date | None, url: str | None, author: tuple[str, ...]) -> list[str]:
    warnings = []
    if published is None:
        warnings.append(
            "no day of publication is known: every relative date (“on Wednesday”) stays undated until you give one "
            "with --published YEAR-MONTH-DAY"
        )
    if url is None:
        warnings.append("no address is known: pages can't link to the original; give it with --url https://…")
    if not author:
        warnings.append("no author is known; add a line author: [NAME] if there is one")
    return warnings


def _from_html(raw: str, path: Path) -> _Article:
    """The article in a saved page, by trafilatura; its date from the page's metadata only."""
    import trafilatura

    found: Any = trafilatura.bare_extraction(
        raw,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    body = getattr(found, "text", None)
    if found is None or not body:
        raise OnrecordError("no article is found in the page", path=path, todo="save its text as a .txt file instead")
    title = found.title or None
    paragraphs = [line.strip() for line in body.split("\n") if line.strip()]
    if title and (not paragraphs or paragraphs[0].casefold() != title.casefold()):
        paragraphs.insert(0, title)
    paragraphs, byline = _take_byline(paragraphs)
    authors = tuple(name.strip() for name in (found.author or "").split(";") if name.strip())
    return _Article(
        body="\n\n".join(paragraphs),
        title=title,
        author=authors or byline,
        published=date.fromisoformat(found.date) if found.date and _states_date(raw) else None,
        publisher=found.sitename or None,
        url=_http(found.url),
    )


def _states_date(raw: str) -> bool:
    """Whether the page's own metadata gives a day: without it, a date would be guessed from words or a copyright."""
    return bool(
        re.search(
            r"article:published|datePublished|dateCreated|<time\b[^>]*\bdatetime|name=[\"']?(?:date|dc\.date|pubdate|"
            r"publish|parsely-pub-date|sailthru\.date|citation_(?:publication_)?date)",
            raw,
            re.IGNORECASE,
        )
    )


def _http(url: str | None) -> str | None:
    return url if url and url.startswith(("https://", "http://")) else None


def _from_text(raw: str) -> _Article:
    """Plain text: the headline is a first line that ends in no full stop; a byline and a dateline are read and kept."""
    lines = raw.strip("\n").split("\n")
    found = text.layout(raw)
    first = found.paragraphs[0] if found.paragraphs else Span(0, 0)
    title = first.of(raw).strip() if first in found.headings else None
    published = None
    for line in lines[:12]:
        if match := _PUBLISHED.fullmatch(line.strip()):
            published = _day(match)
            break
    _, byline = _take_byline([line.strip() for line in lines[:12]])
    return _Article(body=raw, title=title, author=byline, published=published)


def _day(match: re.Match[str]) -> date | None:
    found = match.groupdict()
    try:
        if found["iso"]:
            return date.fromisoformat(found["iso"])
        month = _MONTHS[(found["month"] or found["month2"])[:3].lower()]
        return date(int(found["year"] or found["year2"]), month, int(found["day"] or found["day2"]))
    except (KeyError, ValueError):
        return None


def _take_byline(paragraphs: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """A line "By NAME and NAME" near the top: who it names, and the lines without it."""
    for i, line in enumerate(paragraphs[:6]):
        match = _BYLINE.fullmatch(line) if len(line) < 120 else None
        if match:
            names = tuple(name.strip() for name in re.split(r",\s*|\s+and\s+", match.group(1)) if name.strip())
            return paragraphs[:i] + paragraphs[i + 1 :], names
    return paragraphs, ()


def make_slug(publisher: str, published: date | None, title: str) -> str:
    """The file name of a source: publisher, day and the first words of the title, in ASCII."""
    parts = [_ascii(publisher)[:30], published.isoformat() if published else "", _ascii(title)]
    slug = "-".join(part.strip("-") for part in parts if part)
    if len(slug) > 60:
        slug = slug[:60].rsplit("-", 1)[0]
    return slug.strip("-") or "source"


def _ascii(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
