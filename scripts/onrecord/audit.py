"""What must not be published: measured over everything that was built, before it takes the old site's place.

Two families of rules. *Rights*: of a source that is not open, no run of more than 12 words of the publisher's own prose
and no more than 60 words of a quotation stand anywhere in the site, in the committed record or in an edits file; page
furniture stands nowhere. *Living people*: an allegation names who makes it, wherever it is shown, and shows the denial
or says that the source records none; nobody is called guilty by a label. docs/reading.md tells readers the same.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml import etree, html

from onrecord import excerpts, fairness
from onrecord.errors import OnrecordError
from onrecord.fairness import Finding, Shown, Where
from onrecord.model import Record, Source, Span
from onrecord.pages.words import words

_ANY = "string-length() > 20"

csv.field_size_limit(1 << 30)  # whatever a site holds is read

_START = 4096
"""Bytes at the start of a file in which a zero byte tells that it is no text."""

_TEXTUAL = frozenset(
    [".html", ".json", ".jsonl", ".xml", ".csv", ".txt", ".md", ".bib", ".ris", ".svg", ".js", ".yml", ".atom"]
)


def check(site: Path, records: Sequence[Record], sources: Mapping[str, Source], committed: Sequence[Path] = ()) -> None:
    """Audit a built site and the committed records.

    `sources` are the texts that are at hand, by slug. Raises OnrecordError that names the findings, file by file.
    """
    found = Audit(records, sources)
    found.look([(path, _name(path, site)) for path in [*tree(site), *committed]])
    found.check()


class Audit:
    """An audit that is given the files as they are made. One that is looked at again is judged by its last state."""

    def __init__(
        self,
        records: Sequence[Record],
        sources: Mapping[str, Source],
        machine: Sequence[Record] = (),
        where: Callable[[str, str], Where] | None = None,
        withheld: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self._people = list(fairness.people(records, machine, where))
        self._found: dict[str, list[Finding]] = {}
        self._alleged = fairness.Allegations(records, words("en").plain("note_no_response"))
        self._withheld = fairness.Withheld(withheld or {})
        self._protected = _Protected(records, sources)

    def look(self, paths: Iterable[tuple[Path, str]]) -> None:
        """Look at files, each with the name under which a finding is told."""
        for path, name in paths:
            self.look_at(path, name, path.read_bytes())

    def look_at(self, path: Path, name: str, data: bytes) -> None:
        """Look at a file of which the bytes are known."""
        texts = read(path, data) if self._protected or self._alleged or self._withheld else []

        def line(key: str) -> int | None:
            return _line(path, key)

        committed = path.name.endswith(
            (".record.yml", ".edits.yml")
        )  # these keep names, as the text: nobody hosts them
        self._found[name] = [
            *self._alleged.findings(name, texts, line),
            *(self._withheld.findings(name, texts, line) if self._withheld and not committed else ()),
            *(one for shown in texts for one in self._protected.findings(name, shown.words)),
        ]

    def check(self) -> None:
        """Raises OnrecordError that names the findings, file by file, where there are any."""
        found = [*self._people, *(one for name in sorted(self._found) for one in self._found[name])]
        if not found:
            return
        lines = "\n".join(f"  {one}" for one in found[:40])
        more = f"\n  … and {len(found) - 40} more" if len(found) > 40 else ""
        things = "one thing" if len(found) == 1 else f"{len(found)} things"
        raise OnrecordError(
            f"the audit found {things} that must not be published:\n{lines}{more}",
            todo="the site that was there is unchanged; correct the item in its edits file, or report this as a fault",
        )


# -------------------------------------------------------------------------------------------------------------- rights

_GRAM = 4
"""Words of which what is looked for is known again at a glance, before it is compared whole."""

_STRIDE = 10
"""Of how many places in a page one is looked at: no run of 13 words can lie between two of them unseen."""

_FURNITURE = 5
"""Words by which page furniture is known again: the first of each piece."""


class _Protected:
    """The wordings of all sources that are not open, as shingles of the shortest run that is too long."""

    def __init__(self, records: Sequence[Record], sources: Mapping[str, Source]) -> None:
        self.prose: dict[tuple[str, ...], str] = {}
        self.quoted: dict[tuple[str, ...], str] = {}
        self.furniture: dict[tuple[str, ...], str] = {}
        for record in records:
            source = sources.get(record.source.slug)
            if source is not None:
                self._add(record, source)
        self.grams = {
            shingle[at : at + _GRAM]
            for table in (self.prose, self.quoted)
            for shingle in table
            for at in range(_STRIDE)
        }
        self.firsts = {shingle[0] for shingle in self.furniture}

    def _add(self, record: Record, source: Source) -> None:
        slug = record.source.slug
        for span in source.furniture:
            if len(words := excerpts.words(span.of(source.text))) >= _FURNITURE:
                self.furniture[tuple(words[:_FURNITURE])] = slug
        if source.meta.open:
            return
        aside = [(span.start, span.end) for span in (*source.furniture, *source.headings)]
        aside += [(quote.span.start, quote.span.end) for quote in record.quotes if _in_marks(source.text, quote.span)]
        self.prose.update(dict.fromkeys(excerpts.Prose(source.text, aside).shingles, slug))
        for quote in record.quotes:
            _shingle(self.quoted, excerpts.words(quote.span.of(source.text)), excerpts.MAX_QUOTE_WORDS + 1, slug)

    def __bool__(self) -> bool:
        return bool(self.prose or self.quoted or self.furniture)

    def findings(self, name: str, shown: list[str]) -> Iterator[Finding]:
        """What of the protected wordings stands in `shown`, the longest run of each kind."""
        for rule, table, size in (
            ("rights: prose", self.prose, excerpts.MAX_PROSE_RUN + 1),
            ("rights: quotation", self.quoted, excerpts.MAX_QUOTE_WORDS + 1),
            ("page furniture", self.furniture, _FURNITURE),
        ):
            if len(shown) < size or not self._glimpsed(table, size, shown):
                continue
            length, start = excerpts.longest(table, size, shown)
            if length:
                slug = table[tuple(shown[start : start + size])]
                words = " ".join(shown[start : start + length])
                yield Finding(rule, f"{length} words in a row of “{slug}”: “{words}”", name)

    def _glimpsed(self, table: Container[tuple[str, ...]], size: int, shown: list[str]) -> bool:
        """Whether a shingle of the table stands in `shown`; most pages hold none, and are told from a tenth of them."""
        if table is self.furniture:
            return not self.firsts.isdisjoint(shown)
        seen = [at for at in range(0, len(shown) - _GRAM + 1, _STRIDE) if tuple(shown[at : at + _GRAM]) in self.grams]
        return any(tuple(shown[i : i + size]) in table for at in seen for i in range(max(0, at - _STRIDE + 1), at + 1))


def _in_marks(text: str, span: Span) -> bool:
    """Whether quotation marks open right before a span; what an editor quotes without them is the publisher's prose."""
    return text[: span.start].rstrip()[-1:] in _MARKS


_MARKS = frozenset("\"“”„«»'‘’‚‹›`")


def _shingle(table: dict[tuple[str, ...], str], words: list[str], size: int, slug: str) -> None:
    for i in range(len(words) - size + 1):
        table.setdefault(tuple(words[i : i + size]), slug)


def rights(
    site: Path, records: Sequence[Record], sources: Mapping[str, Source], committed: Sequence[Path] = ()
) -> Iterator[Finding]:
    """Every run of protected words in the files of `site` and in the committed records."""
    protected = _Protected(records, sources)
    if not protected:
        return
    for path in [*tree(site), *committed]:
        for shown in read(path):
            yield from protected.findings(_name(path, site), shown.words)


def tree(site: Path) -> list[Path]:
    """All files of a built site, in the order of their names."""
    return sorted(Path(entry.path) for entry in _entries(site))


def _entries(folder: str | Path) -> Iterator[os.DirEntry[str]]:
    if not Path(folder).is_dir():
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _entries(entry.path)
            else:
                yield entry


def _name(path: Path, site: Path) -> str:
    return path.relative_to(site).as_posix() if path.is_relative_to(site) else str(path)


# ----------------------------------------------------------------------------------------------- what a file shows


def read(path: Path, data: bytes | None = None) -> list[Shown]:
    """The texts that a built file shows to somebody or something, each with its role.

    A file that shows no text (a picture) has none. `data` are its bytes where they are known.
    """
    data = path.read_bytes() if data is None else data
    if data[:2] == b"\x1f\x8b":  # the search index is in such files: a fragment is what a search result is made of
        data = gzip.decompress(data)
        content = data.decode("utf-8", "ignore")
        whole = Shown(excerpts.words(content))
        return [whole, Shown(excerpts.words(_result(content)), "page")] if path.suffix == ".pf_fragment" else [whole]
    if path.suffix not in _TEXTUAL and not data.startswith(b"SQLite") and b"\0" in data[:_START]:
        return []  # a picture, a typeface
    if path.suffix == ".html":
        return _page(data)
    content = data.decode("utf-8", "ignore")
    if path.suffix in (".json", ".jsonl"):
        lines = [content] if path.suffix == ".json" else content.split("\n")
        return [found for text in lines if text for found in _data(json.loads(text), path.name)]
    whole = Shown(excerpts.words(content))
    if path.suffix in (".atom", ".xml"):
        return [whole, *(Shown(excerpts.words(entry), "page") for entry in content.split("<entry>")[1:])]
    if path.suffix == ".csv":
        rows = csv.reader(io.StringIO(content, newline=""))
        return [Shown(excerpts.words(" \n ".join(row)), "title") for row in rows]
    if path.suffix in (".bib", ".ris", ".svg"):
        return [Shown(whole.words, "title")]
    return [whole]


def _result(fragment: str) -> str:
    """What a search result shows: address, words and title of its page; not the anchors, which name other items."""
    start = fragment.find("{")
    tree = json.loads(fragment[start:]) if start >= 0 else {}
    return " \n ".join([tree.get("url", ""), tree.get("content", ""), *_strings(tree.get("meta", {}))])


def _data(tree: Any, name: str) -> list[Shown]:
    """The texts of a JSON file; the data of an item, and each entry of a feed, together."""
    strings = [unquote(text) if "%" in text else text for text in _strings(tree)]
    found = _long(strings)
    if name.endswith(".feed.json"):
        items = tree.get("items", ())
        return [*found, *(Shown(excerpts.words(" \n ".join(_strings(item))), "page") for item in items)]
    if isinstance(tree, dict) and "item" in tree and "title" in tree:
        return [*found, Shown(excerpts.words(" \n ".join(_strings(tree))), "description")]
    if name.endswith(".jsonl"):
        return [Shown(excerpts.words(" \n ".join(strings)), "title")]
    if name.endswith((".csl.json", ".oembed.json")):
        return [Shown(one.words, "title") for one in found]
    return found


def _page(data: bytes) -> list[Shown]:
    """What a reader sees of a page; its title and what it says of itself; the longer values of other attributes."""
    if not data.strip():
        return []
    page = html.document_fromstring(data, parser=_PARSER)
    more = [*dict.fromkeys(_VALUES(page)), *(comment.text for comment in page.iter(etree.Comment))]
    said, heads = _descriptions(page), _heads(page)
    described = dict.fromkeys(said)
    found = [Shown(excerpts.words(text), "description") for text in described]
    found += [Shown(excerpts.words(text), "title") for text in dict.fromkeys(heads) if text not in described]
    spoken = dict.fromkeys(_SPOKEN(page))
    found += [Shown(excerpts.words(text), "title") for text in spoken]
    more = [text for text in [*more, *_SCRIPTS(page)] if text not in spoken and text not in heads]
    for element in [*page.iter("head"), *page.iter("script", "style"), *_HIDDEN(page)]:
        element.drop_tree()
    shown = [word for text in _TEXTS(page) for word in _words(text)]
    return [Shown(shown, "page"), *found, *_long(unquote(text) if "%" in text else text for text in more)]


def _descriptions(page: Any) -> list[str]:
    """What a page says of itself in a sentence."""
    return [
        one.get("content", "")
        for one in page.iter("meta")
        if one.get("name") in ("description", "twitter:description") or one.get("property") == "og:description"
    ]


def _heads(page: Any) -> list[str]:
    """The title of a page, and what else it says of itself to machines."""
    found = [one.get("content", "") for one in page.iter("meta") if {"name", "property"} & {*one.attrib}]
    found += [one.text or "" for head in page.iter("head") for one in head.iterchildren("title")]
    return found + [one.text or "" for one in page.iter("script") if one.get("type") == "application/ld+json"]


def _long(texts: Iterable[str]) -> list[Shown]:
    """The words of those texts that have enough of them for any rule."""
    return [Shown(found) for text in texts if len(found := excerpts.words(text)) >= _FURNITURE]


_SPOKEN = etree.XPath(f"//@alt[{_ANY}] | //@title[{_ANY}] | //@aria-label[{_ANY}]", smart_strings=False)
"""What a picture shows, a pointer brings up, and a screen reader says instead of the words."""

_SCRIPTS = etree.XPath("//script/text()", smart_strings=False)

_LONG = 40
"""Characters up to which the value of an attribute is a name, a class or an address on the site, and shows nothing."""

_PARSER = html.HTMLParser(encoding="utf-8")
_TEXTS = etree.XPath("//text()[normalize-space()]", smart_strings=False)
_VALUES = etree.XPath(f"//@*[string-length() > {_LONG}]", smart_strings=False)
_HIDDEN = etree.XPath("//*[@hidden]")


@lru_cache(maxsize=65536)
def _words(text: str) -> tuple[str, ...]:
    """`excerpts.words` of a stretch between two tags: navigation, labels and names stand on every page."""
    return tuple(excerpts.words(text))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list) and all(isinstance(one, str) for one in value):
        yield " ".join(value)  # a text in pieces is a text
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)


# ------------------------------------------------------------------------------------------------------- living people


def allegations(site: Path, records: Sequence[Record], silence: str | None = None) -> Iterator[Finding]:
    """Pages, feeds, cards and search results that show an allegation without who makes it, or without its answer.

    The answer is what the record ties to it, in its own words, or the sentence that none is recorded (`silence`; the
    site's own words have it).
    """
    alleged = fairness.Allegations(records, silence or words("en").plain("note_no_response"))
    if alleged:
        for path in tree(site):
            yield from alleged.findings(_name(path, site), read(path), lambda key, path=path: _line(path, key))  # type: ignore[misc]


def _line(path: Path, key: str) -> int | None:
    """The first line of a file that holds these words, as far as they stand in one."""
    data = path.read_bytes()
    if data[:2] == b"\x1f\x8b":
        return None
    for number, line in enumerate(data.decode("utf-8", "ignore").splitlines(), 1):
        if key in fairness.plain(re.sub(r"<[^>]*>", "", line) if path.suffix == ".html" else line):
            return number
    return None
