"""What must not be published: measured over everything that was built, before it takes the old site's place.

Two families of rules. *Rights*: of a source that is not open, no run of more than 12 words of the publisher's own prose
and no more than 60 words of a quotation stand anywhere in the site or in the committed record; page furniture stands
nowhere. *Living people*: an allegation names who makes it, wherever it is shown, and shows the denial or says that the
source records none; nobody is called guilty by a label. docs/reading.md tells readers the same.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml import html

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
    found = [*people(records), *allegations(site, records), *rights(site, records, sources, committed)]
    if found:
        lines = "\n".join(f"  {one}" for one in found[:40])
        more = f"\n  … and {len(found) - 40} more" if len(found) > 40 else ""
        things = "one thing" if len(found) == 1 else f"{len(found)} things"
        raise OnrecordError(
            f"the audit found {things} that must not be published:\n{lines}{more}",
            todo="the site that was there is unchanged; correct the item in its edits file, or report this as a fault",
        )


# -------------------------------------------------------------------------------------------------------------- rights


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

    def _add(self, record: Record, source: Source) -> None:
        slug = record.source.slug
        for span in source.furniture:
            if len(words := excerpts.words(span.of(source.text))) >= 5:
                self.furniture[tuple(words[:5])] = slug
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
            ("page furniture", self.furniture, 5),
        ):
            length, start = excerpts.longest(table, size, shown)
            if length:
                slug = table[tuple(shown[start : start + size])]
                words = " ".join(shown[start : start + length])
                yield Finding(rule, f"{length} words in a row of “{slug}”: “{words}”", name)


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
    for path in [*sorted(site.rglob("*")), *committed]:
        if path.is_file():
            name = path.relative_to(site).as_posix() if path.is_relative_to(site) else str(path)
            for shown in _shown(path):
                yield from protected.findings(name, excerpts.words(shown))


def _shown(path: Path) -> Iterator[str]:
    """The texts that a built file shows to somebody or something."""
    data = path.read_bytes()
    if data[:2] == b"\x1f\x8b":  # the search index is in such files
        data = gzip.decompress(data)
    elif path.suffix not in _TEXTUAL and not data.startswith(b"SQLite"):
        return
    content = data.decode("utf-8", "ignore")
    if path.suffix == ".html":
        yield from _page(content)
    elif path.suffix in (".json", ".jsonl"):
        for line in [content] if path.suffix == ".json" else content.split("\n"):
            yield from _strings(json.loads(line)) if line else ()
    else:
        yield content


def _page(content: str) -> Iterator[str]:
    """The text of a page, then the longer values of its attributes (descriptions, link fragments)."""
    if not content.strip():
        return
    page = html.document_fromstring(content)
    yield " ".join(page.itertext())
    for element in page.iter():
        for value in element.attrib.values():
            if len(value) > _LONG:
                yield unquote(value)


_LONG = 40
"""Characters. Twelve words and more are never shorter."""


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
    silence = silence or words("en").plain("note_no_response")
    alleged = _alleged(records)
    if not alleged:
        return
    for path in sorted(site.rglob("*")):
        if path.suffix in (".html", ".xml") and path.is_file():
            shown = [_plain(text) for text in _shown(path)]
            name = path.relative_to(site).as_posix()
            for text in shown[:1]:  # what a reader sees; attributes repeat it
                for one in alleged:
                    if one.words in text:
                        yield from one.missing(name, text, _plain(silence))


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
