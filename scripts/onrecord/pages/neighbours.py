"""What may be alike among many statements, without comparing each with each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")

FEW = 60
"""Up to so many, each is compared with each."""

COMMON = 60
"""A word that more of them have is no sign of likeness: names of the subject, "said", "the"."""


class Neighbours(Generic[T]):
    """Items by their words. Of more than a few, only those are near each other that share a word which is not common.

    What is alike by any measure of words (more than four fifths of the shorter one) shares such a word, unless it is
    made of common words alone. The work for one item is bounded, however many there are.
    """

    def __init__(self, items: Sequence[T], words: Callable[[T], Iterable[str]]) -> None:
        self._items = items
        self._words = words
        self._having: defaultdict[str, list[int]] = defaultdict(list)
        if len(items) > FEW:
            for number, item in enumerate(items):
                for word in set(words(item)):
                    self._having[word].append(number)

    def of(self, item: T) -> Sequence[T]:
        """The items that `item` is to be compared with, in their order; `item` itself may be among them."""
        if not self._having:
            return self._items
        having = (self._having.get(word, ()) for word in set(self._words(item)))
        return [
            self._items[number] for number in sorted({n for found in having if len(found) <= COMMON for n in found})
        ]
