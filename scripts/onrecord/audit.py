"""What must not be published: measured over everything that was built, before it takes the old site's place.

Two families of rules. *Rights*: of a source that is not open, no run of more than 12 words of the publisher's own prose
and no more than 60 words of a quotation stand anywhere in the site or in the committed record; page furniture stands
nowhere. *Living people*: an allegation names who makes it, wherever it is shown, and shows the denial or says that the
source records none; nobody is called guilty by a label. docs/reading.md tells readers the same.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import time
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml import etree, html

from onrecord import excerpts
from onrecord.errors import OnrecordError
from onrecord.model import Fact, Frozen, Record, Source
from onrecord.pages.words import words

_TEXTUAL = frozenset([".html", ".json", ".jsonl", ".xml", ".csv", ".txt", ".md", ".bib", ".ris", ".svg", ".js", ".yml"])


class Finding(Frozen, frozen=True):
    """One thing that must not go out: the rule, the file, its line where it can be told, and the words."""

    rule: str
    message: str
    path: str
    line: int | None = None

    def __str__(self) -> str:
        return f"{self.path}{f':{self.line}' if self.line else ''}: {self.message} [{self.rule}]"


def check(site: Path, records: Sequence[Record], sources: Mapping[str, Source], committed: Sequence[Path] = ()) -> None:
    """Audit a built site and the committed records.

    `sources` are the texts that are at hand, by slug. Raises OnrecordError that names the findings, file by file.
    """
    found = Audit(records, sources)
    found.look([(path, _name(path, site)) for path in [*tree(site), *committed]])
    found.check()


class Audit:
    """An audit that is given the files as they are made. One that is looked at again is judged by its last state."""

    def __init__(self, records: Sequence[Record], sources: Mapping[str, Source]) -> None:
        self._people = list(people(records))
        self._found: dict[str, list[Finding]] = {}
        self._alleged = _Allegations(records, words("en").plain("note_no_response"))
        self._protected = _Protected(records, sources)

    def look(self, paths: Iterable[tuple[Path, str]]) -> None:
        """Look at files, each with the name under which a finding is told."""
        for path, name in paths:
            shows = path.suffix in _SHOWN and bool(self._alleged)
            texts = read(path) if self._protected or shows else []
            self._found[name] = [
                *(self._alleged.findings(name, texts) if shows else ()),
                *(one for shown in texts for one in self._protected.findings(name, shown)),
            ]

    def follow(self, site: Path, ended: Callable[[float], bool]) -> list[tuple[Path, str]]:
        """Look at the pages of a site while another process makes it. Returns what is left for `look` then.

        `ended` waits for that process for so many seconds at most, and says whether it has ended.
        """
        known: dict[str, tuple[int, int]] = {}

        def new() -> Iterator[tuple[Path, str]]:
            for entry in _entries(site):
                stat = entry.stat()
                if stat.st_size and known.get(entry.path) != (stat.st_mtime_ns, stat.st_size):
                    known[entry.path] = (stat.st_mtime_ns, stat.st_size)  # before it is read: what grows is read again
                    yield Path(entry.path), _name(Path(entry.path), site)

        pause, later = 0.0, list[tuple[Path, str]]()
        while not ended(pause):
            started = time.monotonic()
            for path, name in new():
                if path.suffix == ".html":
                    self.look([(path, name)])
                else:
                    later.append((path, name))  # half of a page can be read; half of a data file can't
            pause = max(0.4, 2 * (time.monotonic() - started))
        return [*later, *new()]

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
        aside += [(quote.span.start, quote.span.end) for quote in record.quotes]
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
            if not self._glimpsed(table, size, shown):
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
            yield from protected.findings(_name(path, site), shown)


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


def read(path: Path) -> list[list[str]]:
    """The texts that a built file shows to somebody or something, as words; of a page, what a reader sees comes first.

    A file that shows no text (a picture) has none.
    """
    data = path.read_bytes()
    if data[:2] == b"\x1f\x8b":  # the search index is in such files
        data = gzip.decompress(data)
    elif path.suffix not in _TEXTUAL and not data.startswith(b"SQLite"):
        return []
    if path.suffix == ".html":
        return _page(data)
    content = data.decode("utf-8", "ignore")
    if path.suffix in (".json", ".jsonl"):
        lines = [content] if path.suffix == ".json" else content.split("\n")
        return _long(text for line in lines if line for text in _strings(json.loads(line)))
    return [excerpts.words(content)]


def _page(data: bytes) -> list[list[str]]:
    """The text of a page, then the longer values of its attributes (descriptions, link fragments) and its comments."""
    if not data.strip():
        return []
    page = html.document_fromstring(data, parser=_PARSER)
    shown = [word for text in _TEXTS(page) for word in _words(text)]
    more = [*dict.fromkeys(_VALUES(page)), *(comment.text for comment in _COMMENTS(page))]
    return [shown, *_long(unquote(text) if "%" in text else text for text in more)]


def _long(texts: Iterable[str]) -> list[list[str]]:
    """The words of those texts that have enough of them for any rule."""
    return [found for text in texts if len(found := excerpts.words(text)) >= _FURNITURE]


_LONG = 40
"""Characters up to which the value of an attribute is a name, a class or an address on the site, and shows nothing."""

_PARSER = html.HTMLParser(encoding="utf-8")
_TEXTS = etree.XPath("//text()[normalize-space()]", smart_strings=False)
_VALUES = etree.XPath(f"//@*[string-length() > {_LONG}]", smart_strings=False)
_COMMENTS = etree.XPath("//comment()")


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
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)


# ------------------------------------------------------------------------------------------------------- living people

_LABEL = re.compile(
    r"\b(?:[Aa]ccused|[Aa]lleged|[Ss]uspected|[Cc]onvicted|[Cc]onfessed)\s+"
    r"(?:[a-z-]+\s+){0,2}(?:killer|murderer|attacker|rapist|thief|terrorist|shooter|gunman|fraudster|abuser|"
    r"assailant|robber|trafficker|predator)s?\s+(?=[A-Z])"
)
_VERDICT = re.compile(r"\b(?:is|was|are|were|be|been)\s+(?:\w+\s+)?(?:guilty|a murderer|a criminal|a rapist|a thief)\b")


def people(records: Sequence[Record]) -> Iterator[Finding]:
    """What the records say of living people against the rules."""
    for record in records:
        name = f"sources/{record.source.slug}.record.yml"
        for fact in record.facts:
            for rule, message in _fact_rules(fact):
                yield Finding(rule, f"{fact.id}: {message}: “{fact.text}”", name)


def _fact_rules(fact: Fact) -> Iterator[tuple[str, str]]:
    if fact.status == "alleged" and not any(by.name.strip() for by in fact.by):
        yield "people: allegation", "an allegation that names nobody who makes it"
    if _LABEL.search(fact.text):
        yield "people: label", "a label before a name; say who accuses whom of what"
    if fact.status == "reported" and _VERDICT.search(fact.text):
        yield "people: verdict", "a verdict in the publisher's own voice"


def allegations(site: Path, records: Sequence[Record], silence: str | None = None) -> Iterator[Finding]:
    """Pages, feeds and cards that show an allegation without saying who makes it, or without its answer.

    The answer is the denial in its own words, or the sentence that none is recorded (`silence`; the site's own words
    have it).
    """
    alleged = _Allegations(records, silence or words("en").plain("note_no_response"))
    if alleged:
        for path in tree(site):
            if path.suffix in _SHOWN:
                yield from alleged.findings(_name(path, site), read(path))


_SHOWN = (".html", ".xml")


class _Allegations:
    """All allegations, to be found in pages by a few words of theirs."""

    def __init__(self, records: Sequence[Record], silence: str) -> None:
        self.silence = _plain(silence)
        self.short: list[_Alleged] = []
        self.grams: dict[tuple[str, ...], list[_Alleged]] = {}
        known = [(one, one.words.split()) for one in _alleged(records)]
        self.stride = min([_STRIDE, *(len(said) - _GRAM + 1 for _, said in known if len(said) >= _GRAM)])
        for one, said in known:
            if len(said) < _GRAM:
                self.short.append(one)
                continue
            for at in range(self.stride):
                self.grams.setdefault(tuple(said[at : at + _GRAM]), []).append(one)

    def __bool__(self) -> bool:
        return bool(self.short or self.grams)

    def findings(self, name: str, texts: Sequence[list[str]]) -> Iterator[Finding]:
        """What a page does wrong by them: in what a reader sees, for attributes repeat it."""
        for shown in texts[:1]:
            places = range(0, len(shown) - _GRAM + 1, self.stride)
            seen = {one.id: one for at in places for one in self.grams.get(tuple(shown[at : at + _GRAM]), ())}
            if seen or self.short:
                text = " ".join(shown)
                for one in [*seen.values(), *self.short]:
                    if one.words in text:
                        yield from one.missing(name, text, self.silence)


class _Alleged(Frozen, frozen=True):
    """An allegation as it is looked for in pages: letters and digits alone."""

    id: str
    words: str
    by: tuple[str, ...]
    answers: tuple[str, ...]

    def missing(self, name: str, text: str, silence: str) -> Iterator[Finding]:
        if not any(by in text for by in self.by):
            yield Finding("people: allegation", f"{self.id} is shown without who alleges it", name)
        if not any(answer in text for answer in self.answers or (silence,)):
            what = "its denial" if self.answers else "the word that no response is recorded"
            yield Finding("people: answer", f"{self.id} is shown without {what}", name)


def _alleged(records: Sequence[Record]) -> list[_Alleged]:
    denials: dict[str, list[str]] = {}
    for fact in (fact for record in records for fact in record.facts):
        if fact.answers and fact.status == "denied":
            denials.setdefault(fact.answers, []).append(_plain(fact.text))
    return [
        _Alleged(
            id=fact.id,
            words=_plain(fact.text),
            by=tuple(_plain(by.name) for by in fact.by),
            answers=tuple(denials.get(fact.id, ())),
        )
        for record in records
        for fact in record.facts
        if fact.status == "alleged"
    ]


def _plain(text: str) -> str:
    return " ".join(excerpts.words(text))
