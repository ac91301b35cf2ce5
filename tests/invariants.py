"""What is true of every record, whatever the text: used on random, mutated and fuzzed texts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from onrecord import add, excerpts, extract, model, pages, permalinks, record, text, verify
from onrecord.errors import OnrecordError
from onrecord.model import Frozen, Metadata, Record, Source, Span
from onrecord.pages import Site


def source(content: str, rights: str = "open", title: str = "A title", published: str | None = "2031-03-12") -> Source:
    """A text as a source, as `text.read` makes one."""
    found = text.layout(content, title)
    given = {"slug": "a", "title": title, "publisher": "The Courier", "published": published, "rights": rights}
    return Source(
        meta=msgspec.convert(given, Metadata),
        text=content,
        paragraphs=found.paragraphs,
        furniture=found.furniture,
        headings=found.headings,
    )


def read(data: bytes, suffix: str = ".md") -> Source | None:
    """A file of these bytes, read; None where it is refused, which must be by an OnrecordError."""
    path = Path(f"a{suffix}")
    try:
        if suffix == ".md":
            return text.read(path, data)
        return add.as_source(path, data)
    except OnrecordError as error:
        assert str(error)
        return None


def check_layout(given: Source) -> None:
    """Paragraphs and furniture are in order, apart from each other, and leave out nothing but blanks."""
    lines = sorted([*given.paragraphs, *given.furniture])
    at = 0
    for span in lines:
        assert at <= span.start < span.end <= len(given.text)
        assert not given.text[at : span.start].strip()
        at = span.end
    assert not given.text[at:].strip()
    assert set(given.headings) <= set(given.paragraphs)


def check_record(given: Source) -> Record:
    """Extract a source and hold the record to what is true of all records."""
    found = extract.extract(given)
    check_spans(found, given)
    check_quotes(found, given)
    check_references(found)
    again = record.loads(record.dump(found).encode("utf-8"), "again.record.yml")
    assert again == found, "the record does not survive its file"
    assert msgspec.json.decode(msgspec.json.encode(found), type=Record) == found
    return found


def check_pages(found: Record, given: Source) -> None:
    """Carry a record's ids, twice, and make its pages."""
    kept, _ = permalinks.carry(found, None, text=given.text, taken=set(), today=None)
    again, _ = permalinks.carry(found, kept, text=given.text, taken=set(), today=None)
    assert again == kept, "a record carried over to itself is another"
    assert verify.verify(kept, given.text).holds
    for name, data in pages.pages([kept], Site(name="Any"), {given.meta.slug: given}).items():
        assert name
        assert isinstance(data, bytes) or data.encode("utf-8") is not None


def spans(value: object) -> Iterator[Span]:
    """Every span in a record."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, Frozen):
        for name in value.__struct_fields__:
            yield from spans(getattr(value, name))
    elif isinstance(value, tuple):
        for one in value:
            yield from spans(one)


def check_spans(found: Record, given: Source) -> None:
    """Every span lies in the text."""
    for span in spans(found):
        assert 0 <= span.start <= span.end <= len(given.text), span


def check_quotes(found: Record, given: Source) -> None:
    """A quotation stands in the text letter for letter, or is cut where rights ask for it."""
    for quote in found.quotes:
        words = quote.span.of(given.text)
        assert words.strip(), quote
        assert quote.text == (words if given.meta.open else excerpts.quotation(words)), quote
        if quote.speaker is not None and quote.speaker.span is not None and given.meta.open:
            assert quote.speaker.mention == quote.speaker.span.of(given.text), quote


def check_references(found: Record) -> None:
    """Every id is given once, and whatever is pointed at is there."""
    items: list[Any] = [*found.subjects, *found.quotes, *found.said, *found.facts, *found.timeline]
    ids = {item.id for item in items}
    assert len(ids) == len(items)
    for fact in found.facts:
        assert fact.text.strip()
        assert fact.answers is None or fact.answers in ids
        assert {*fact.subjects, *fact.places} <= ids
    for entry in found.timeline:
        assert set(entry.facts) <= ids
    for letter in model.LETTERS.values():
        assert all(not one.startswith(f"{letter}-0") for one in ids)
