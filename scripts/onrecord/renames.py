"""Which subject of an edited text is which subject of the text before: by name, else by a name that is almost the same.

A person whose name changed is the same person only if the names allow it: a fuller name, a mended spelling. That one
said what the other had said before is no proof: the correction may well have been of who said it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from heapq import nlargest
from itertools import product
from typing import TYPE_CHECKING, TypeAlias

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, Indel

from onrecord.model import Entry, Fact, Quote, Said, SubjectItem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence, Set

    from onrecord.model import Span

Item: TypeAlias = Quote | Said | Fact | Entry


MANY = 250_000
"""Up to so many pairs of subjects every one is compared with every other."""


def match_subjects(
    old: Sequence[SubjectItem], new: Sequence[SubjectItem], items: Sequence[tuple[Item, Item]]
) -> list[tuple[SubjectItem, SubjectItem]]:
    """Pair subjects, each at most once. `items` are pairs of items that are the same: their references are evidence."""
    found = _same_names(old, new)
    done_old, done_new = {was.id for was, _ in found}, {now.id for _, now in found}
    left_old = [one for one in old if one.id not in done_old]
    left_new = [one for one in new if one.id not in done_new]
    votes = _votes(items) + _places(old, new, items)
    last = {name.split()[-1] for one in old if (name := _name(one.name))}
    scores = {
        (was.id, now.id): score
        for was, now in _likely(left_old, left_new)
        if (score := _renamed(was, now, votes[was.id, now.id])) and not _glued(was, now, last)
    }
    olds, news = {one.id: one for one in left_old}, {one.id: one for one in left_new}
    best_old, best_new = _two_best(scores, 0), _two_best(scores, 1)
    for (was_id, now_id), score in scores.items():
        if all([score] == best[:1] and score not in best[1:] for best in (best_old[was_id], best_new[now_id])):
            found.append((olds[was_id], news[now_id]))
    return found


def _likely(old: Sequence[SubjectItem], new: Sequence[SubjectItem]) -> Iterator[tuple[SubjectItem, SubjectItem]]:
    """The pairs that are compared: all of them, or, of thousands, those with a word in common that few others have."""
    if len(old) * len(new) <= MANY:
        yield from product(old, new)
        return
    bearing: dict[str, list[int]] = defaultdict(list)
    for k, now in enumerate(new):
        for word in {word for name in (now.name, *now.aliases) for word in _name(name).split()}:
            bearing[word].append(k)
    for was in old:
        words = {word for name in (was.name, *was.aliases) for word in _name(name).split()}
        for k in sorted({k for word in words if len(bearing.get(word, ())) <= 200 for k in bearing.get(word, ())}):
            yield was, new[k]


def _two_best(scores: Mapping[tuple[str, str], float], side: int) -> dict[str, list[float]]:
    """For each old (side 0) or new subject (side 1) the two best of its scores."""
    found: dict[str, list[float]] = defaultdict(list)
    for pair, score in scores.items():
        found[pair[side]] = nlargest(2, [*found[pair[side]], score])
    return found


def _same_names(old: Sequence[SubjectItem], new: Sequence[SubjectItem]) -> list[tuple[SubjectItem, SubjectItem]]:
    """Same kind and name; then the same name of whatever kind, if only one has it."""
    found: list[tuple[SubjectItem, SubjectItem]] = []
    for key in (lambda one: (one.kind, one.name), lambda one: one.name):
        done_old, done_new = {was.id for was, _ in found}, {now.id for _, now in found}
        left_old = [one for one in old if one.id not in done_old]
        left_new = [one for one in new if one.id not in done_new]
        counts = Counter(map(key, left_old)), Counter(map(key, left_new))
        by_name = {key(one): one for one in left_new}
        found += [(one, by_name[key(one)]) for one in left_old if counts[0][key(one)] == counts[1][key(one)] == 1]
    return found


def _votes(items: Sequence[tuple[Item, Item]]) -> Counter[tuple[str, str]]:
    """How often the one subject stands where the other stood."""
    votes: Counter[tuple[str, str]] = Counter()
    for was, now in items:
        for one, other in zip(_references(was), _references(now), strict=False):
            votes[one, other] += 1
    return votes


def _references(item: Item) -> tuple[str, ...]:
    if isinstance(item, (Quote, Said)):
        return (item.speaker.subject,) if item.speaker and item.speaker.subject else ()
    return tuple(who.subject for who in item.by if who.subject) or item.subjects


def _places(
    old: Sequence[SubjectItem], new: Sequence[SubjectItem], items: Sequence[tuple[Item, Item]]
) -> Counter[tuple[str, str]]:
    """How often a mention of the one stands in an item just where a mention of the other stood, from either end."""
    votes: Counter[tuple[str, str]] = Counter()
    olds, news = _mentions(old), _mentions(new)
    for was, now in items:
        before = [(span, name) for span, name in _within(olds, was.span)]
        after = [(span, name) for span, name in _within(news, now.span)]
        starts = {span.start - now.span.start: name for span, name in after}
        ends = {now.span.end - span.end: name for span, name in after}
        for span, name in before:
            there = starts.get(span.start - was.span.start) or ends.get(was.span.end - span.end)
            if there:
                votes[name, there] += 1
    return votes


def _mentions(subjects: Sequence[SubjectItem]) -> list[tuple[Span, str]]:
    return sorted((span, one.id) for one in subjects for span in one.mentions)


def _within(mentions: list[tuple[Span, str]], span: Span) -> list[tuple[Span, str]]:
    first = bisect_left(mentions, span.start, key=lambda one: one[0].start)
    last = bisect_left(mentions, span.end, key=lambda one: one[0].start)
    return mentions[first:last]


def _renamed(was: SubjectItem, now: SubjectItem, votes: int) -> float:
    """How well one name may be the other's; 0 where it may not."""
    one, other = _name(was.name), _name(now.name)
    a, b = set(one.split()), set(other.split())
    if not a or not b:
        return 0.0
    kinds = {was.kind, now.kind}
    person = "person" in kinds
    part = a < b or b < a
    fuller = part and (not person or one.split()[-1] == other.split()[-1] or votes > 0)
    called = now.name in was.aliases or was.name in now.aliases
    mended = _mended(one, other, known=votes > 0 and kinds != {"place"})
    if len(kinds) > 1:  # read as of another kind now: more than the name must speak for it
        fuller = fuller and kinds != {"person", "place"}
        if not votes and len(one) < SHORT:
            return 0.0
        fuller, called = fuller and votes > 0, called and votes > 0
    if mended or fuller or called:
        return fuzz.ratio(one, other) / 100 + min(votes, 3) + (1 if called else 0)
    return 0.0


def _glued(was: SubjectItem, now: SubjectItem, last: Set[str]) -> bool:
    """Whether the longer name is this one and another's, read as one: of two that became one, neither goes on.

    `last` are the last words of all old names.
    """
    one, other = set(_name(was.name).split()), set(_name(now.name).split())
    return one < other and not last.isdisjoint(other - one)


SHORT, LONG = 5, 10
"""Letters of a word from which on one letter of it may have been mended, and two."""


def _mended(one: str, other: str, *, known: bool) -> bool:
    """Whether one spelling may be the other's, mended: Jon Smith, John Smith; but not Jane Smith, nor North for South.

    Word by word, since names that differ by a word are other names, and short ones by a letter (Iran, Iraq; Austria,
    Australia). `known` is whether the one stands where the other stood: then another letter may differ.
    """
    a, b = one.split(), other.split()
    if len(a) != len(b):
        return min(len(one), len(other)) >= SHORT and one.replace(" ", "") == other.replace(" ", "")
    same = any(x == y for x, y in zip(a, b, strict=True))
    for x, y in zip(a, b, strict=True):
        letters = min(len(x), len(y))
        least = letters >= SHORT or (same and letters >= SHORT - 2 and len(x) != len(y))
        may = (1 if least else 0) + (
            1 if letters >= LONG or (known and letters > (SHORT - 1 if same else SHORT)) else 0
        )
        replaced = letters <= SHORT and Indel.distance(x, y) > 2  # two letters became others, none went or came
        if x != y and (x[0] != y[0] or OSA.distance(x, y) > may or replaced):
            return False
    return True


def _name(name: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in name.casefold()).split())
