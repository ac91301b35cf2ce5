"""Which subject of an edited text is which subject of the text before: by name, else by a name that is almost the same.

A person whose name changed is the same person only if the names allow it: a fuller name, a mended spelling. That one
said what the other had said before is no proof: the correction may well have been of who said it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from heapq import nlargest
from itertools import product
from typing import TYPE_CHECKING, TypeAlias

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from onrecord.model import Entry, Fact, Quote, Said, SubjectItem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Item: TypeAlias = Quote | Said | Fact | Entry

CERTAIN = 92
"""From here on the names are the same even where the text was read as of another kind."""

ALIKE = 85
"""rapidfuzz's ratio (0 to 100) of two spellings of one name: Jon Smith and John Smith, but not Jane Smith."""


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
    votes = _votes(items)
    scores = {
        (was.id, now.id): score
        for was, now in _likely(left_old, left_new)
        if (score := _renamed(was, now, votes[was.id, now.id]))
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


def _renamed(was: SubjectItem, now: SubjectItem, votes: int) -> float:
    """How well one name may be the other's; 0 where it may not."""
    one, other = _name(was.name), _name(now.name)
    a, b = set(one.split()), set(other.split())
    if not a or not b:
        return 0.0
    ratio = fuzz.ratio(one, other)
    person = "person" in (was.kind, now.kind)
    part = a < b or b < a
    fuller = part and (not person or one.split()[-1] == other.split()[-1] or votes > 0)
    called = now.name in was.aliases or was.name in now.aliases
    mended = ratio >= ALIKE or OSA.distance(one, other) <= min(len(one), len(other)) // 5
    initials = not person or one[0] == other[0] or min(len(a), len(b)) == 1
    if was.kind != now.kind and not ((fuller or called) and votes > 0) and ratio < CERTAIN:
        return 0.0
    if (mended and initials) or fuller or called:
        return ratio / 100 + min(votes, 3) + (1 if called else 0)
    return 0.0


def _name(name: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in name.casefold()).split())
