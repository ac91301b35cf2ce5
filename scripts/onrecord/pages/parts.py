"""Long lists in parts, by year or by letter, so that no page grows with the number of sources.

A list that fits one page is one page. A longer one gets a page for each part (more where a part is long), in a chain to
leaf through, and its own page leads to the parts.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, Generic, TypeVar

from onrecord.pages.words import Words

T = TypeVar("T")

Key = tuple[str, str]
"""A part's name in an address, and as readers see it."""


@dataclass(frozen=True, slots=True)
class Sheet(Generic[T]):
    """One page of a list: its path under docs/record/, the part that it belongs to ("" where there are none)."""

    path: str
    part: str
    items: list[T]


@dataclass(frozen=True, slots=True)
class Part:
    """A part as the list's own page shows it: where it begins, its name, how much is in it, and that out of 100."""

    path: str
    name: str
    count: int
    share: float


def chunks(items: Sequence[T], most: int) -> list[list[T]]:
    """The items in runs of at most so many; one empty run where there are none."""
    return [list(items[at : at + most]) for at in range(0, max(1, len(items)), most)]


def weighed(items: Iterable[tuple[T, int]], most: int) -> list[list[T]]:
    """The items, each given with its weight, in runs of at most so much; one run where there are none.

    What is heavier than that has a run of its own.
    """
    found: list[list[T]] = [[]]
    weight = 0
    for item, more in items:
        if found[-1] and weight + more > most:
            found.append([])
            weight = 0
        found[-1].append(item)
        weight += more
    return found


def paged(stem: str, items: Sequence[T], most: int) -> list[Sheet[T]]:
    """A list on as many pages as it takes, the first one at `stem`."""
    return [Sheet(numbered(stem, number), "", run) for number, run in enumerate(chunks(items, most), 1)]


def sheets(folder: str, items: Sequence[T], key: Callable[[T], Key], most: int) -> list[Sheet[T]]:
    """A list in `folder`, in parts where it does not fit one page. Parts stand in the order of their first items."""
    if len(items) <= most:
        return [Sheet(f"{folder}/index.md", "", list(items))]
    parts: dict[Key, list[T]] = {}
    for item in items:
        parts.setdefault(key(item), []).append(item)
    return [
        Sheet(numbered(f"{folder}/{slug}", number), name, run)
        for (slug, name), found in parts.items()
        for number, run in enumerate(chunks(found, most), 1)
    ]


def together(stem: str, most: int, **sections: Sequence[Any]) -> list[tuple[str, dict[str, list[Any]]]]:
    """Several lists of one page, one after the other, on as many pages as they take: path → what is left of each."""
    every = [(name, item) for name, items in sections.items() for item in items]
    return [
        (sheet.path, {name: [item for of, item in sheet.items if of == name] for name in sections})
        for sheet in paged(stem, every, most)
    ]


def summary(found: Iterable[Sheet[T]]) -> list[Part]:
    """The parts of a list that is in parts."""
    runs = [(name, list(run)) for name, run in groupby(found, key=lambda sheet: sheet.part)]
    counts = [sum(len(sheet.items) for sheet in run) for _, run in runs]
    most = max(counts, default=1)
    return [
        Part(run[0].path, name, number, 100 * number / most) for (name, run), number in zip(runs, counts, strict=True)
    ]


def numbered(stem: str, number: int) -> str:
    """Path of a list's page by number, from 1."""
    return f"{stem}.md" if number == 1 else f"{stem}-{number}.md"


def year(day: date | None, words: Words) -> Key:
    """The part of a day."""
    return (f"year-{day.year:04d}", f"{day.year}") if day else ("year-none", words.plain("part_no_year"))


def letter(name: str, words: Words) -> Key:
    """The part of a name: its first letter without accents, of any script."""
    for char in unicodedata.normalize("NFKD", name).upper():
        if char.isalpha():
            return (f"letter-{char.lower()}" if char.isascii() else f"letter-{ord(char):x}", char)
    return ("letter-none", words.plain("part_no_letter"))


@dataclass(frozen=True, slots=True)
class Chain:
    """A page's place among the pages of its list: what comes before and after it, and the part that it belongs to."""

    path: str
    part: str = ""
    number: int = 1
    pages: int = 1
    before: str = ""
    after: str = ""


def chained(pages: Sequence[tuple[str, str]]) -> list[Chain]:
    """The chain of pages of which path and part are given."""
    paths = ["", *(path for path, _ in pages), ""]
    return [Chain(path, part, at, len(pages), paths[at - 1], paths[at + 1]) for at, (path, part) in enumerate(pages, 1)]
