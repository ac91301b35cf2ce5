"""Which item of an edited text is which item of the text before.

Made for links that last: it must follow an item through typos, trimming and moving, and it must not hand one item's
link to another. It works on traces: what a committed record tells of an item, without the text that it came from.

How it goes. Items whose words are the same and stand nowhere else are the same item, if there are enough words to tell.
The rest is decided in rounds: each pair of items of one kind gets a score from its words, from the words around it
(hashed) and from its neighbours that are decided already; a pair is taken where each of the two is the other's
best by a margin. Each round knows more neighbours than the one before and asks for less. Mutual best with a margin was
preferred to an optimal assignment: the assignment maximises a sum, and buys it with single pairs that are wrong.

A link that leads to another item is worse than one that ends at a page that points on. So a best score is not enough:
against a twin, a rival whose words are as good, the surroundings must decide; of two that became one, neither goes on
unless the other is a small part; a few words of an item are not the item. What is left is withdrawn, and names what it
may have become. And what is taken on thin evidence, or had a twin that came or went, is listed for a person.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict, deque
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Literal

import msgspec
from rapidfuzz import fuzz

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence


class Trace(msgspec.Struct, frozen=True, dict=True):
    """What matching knows of one item.

    `words` are normalised words; where a record may not hold them there are none, and `hashed` are of the telling ones
    only. `before` and `after` are hashes of words near by. `digest` stands for all of its words in order. `who` names
    the speaker, `rest` other properties that seldom change (status, date). `start` and `end` are code points of its
    own text.
    """

    kind: str
    digest: str
    words: tuple[str, ...]
    hashed: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    who: str = ""
    rest: tuple[str, ...] = ()
    start: int = 0
    end: int = 0

    # An item is compared with many others, so these are made once. Nothing but the fields makes two traces equal.

    @cached_property
    def counts(self) -> Counter[str]:
        """How often it has each word."""
        return Counter(self.words)

    @cached_property
    def codes(self) -> Counter[str]:
        """How often it has each hash."""
        return Counter(self.hashed)

    @cached_property
    def telling(self) -> Counter[str]:
        """How often it has each hash of a telling word."""
        return Counter(_telling(self))

    @cached_property
    def information(self) -> float:
        """How many telling words it has."""
        return sum(map(weight, self.words)) if self.words else float(len(self.hashed))


How = Literal["exact", "likeness"]


class Pair(msgspec.Struct, frozen=True):
    """An old and a new item (indexes) that are one. `sure` is whether no person needs to look at it."""

    old: int
    new: int
    how: How
    score: float
    sure: bool


class Doubtful(msgspec.Struct, frozen=True):
    """An old item that may be each of several new ones, or none, and was given to none of them."""

    old: int
    new: tuple[int, ...]


ROUNDS = ((0.82, 0.12, 0.12), (0.66, 0.08, 0.10), (0.52, 0.02, 0.04), (0.46, 0.02, 0.04))
"""Round by round: the floor of the score, its margin over the same old item's next new one, and its margin over the
same new item's next old one. The second is the dearer: there a wrong choice leads one item's link to another item;
of two pieces of one old item either is the item. Measured by tests/bench/permalinks.py."""

FEW, SPEAKS = 0.5, 5.0
"""In rounds whose floor is below the first, both items must have so many telling words."""

TRIMMED, GROWN = 0.25, 0.35
"""An item may lose words while so much of it is left, and get words while it is so much of the whole."""

LONG, LEFT, HALF, LONG_WORDS, LONG_PART = 5.0, 0.3, 0.48, 0.66, 0.72
"""So many telling words are not shared by chance: if they are so great a part of the longer, and of the shorter, the
words are alike at least so, and more if they are nearly all of the shorter."""

LEAST_WORDS, HERE, LEAST_HERE = 0.44, 0.7, 0.35
"""The least likeness of the words themselves, and where surroundings and place are as good as the second, the third:
the same place alone does not make it the same item."""

ENOUGH, AROUND, USUAL, PLACE, WHO, REST = 3.0, 0.25, 0.04, 0.11, 0.05, 0.02
"""How many telling words an item needs to speak for itself; what the words around, the place among the neighbours,
the speaker, and the status and date are worth."""

TWIN, ALIKE, BESIDE, APART, CLEAR, FAR, SAME = 0.6, 0.1, 0.6, 0.25, 0.9, 0.6, 0.1
"""A rival is a twin from this likeness of its words on, if they are not less alike by more than ALIKE. Surroundings
and place (worth BESIDE of it) must tell twins apart by APART, and by more the less the words are below CLEAR; by FAR
where the twin has the very words, by SAME where both have them."""

BETTER = 20.0
"""How much further ahead the surroundings must be for all that the rival's words are more alike: words and surroundings
that contradict each other decide nothing."""

WORD, SAME_WORD = 2.0, 0.4
"""With fewer telling words than the first (“unhappy”, said twice, and one is gone), SAME is so much."""

RIVAL = 0.42
"""From this score on a pair is another's rival, in every round."""

BRIEF, ALONG, AWAY = 3.5, 0.15, 0.5
"""With fewer telling words than the first, surroundings below the second and a place below the third say nothing."""

THIN, THERE, SEVERAL = 2.1, 0.2, 3
"""The very words are the same item if they are so many telling words, or so much of their surroundings came along, or,
when all else is decided, if they are so many words."""

PIECE = 0.75
"""A new item is a piece of an old one from this part of its letters on."""

MERGED, WHOLLY, BY = 0.8, 0.8, 6
"""Of two that became one, neither is it if the one has so great a part of what the other has; they stood so near."""

TELLING = 8.0
"""Telling words by which an item that moved is told, if they are the very words."""

NEARLY, COMMON = 0.6, 200
"""The part of the words of either that twins share; words that stand in more items than the second tell nothing."""

REPEATS = 8
"""A round is repeated while it finds pairs, so often at the most: each pair may decide its neighbours."""

SHORTLIST = 16
"""For each old item, so many new ones are compared closely."""


def match(old: Sequence[Trace], new: Sequence[Trace]) -> tuple[list[Pair], list[Doubtful]]:
    """Pair the items of two records, each at most once; time is about linear in their number."""
    state = _State(old, new)
    state.take_exact()
    state.take_rounds()
    state.take_same(equal=False)
    state.take_rounds()
    state.take_words()
    doubtful = state.doubtful(ROUNDS[-1][0])
    pairs = sorted(state.pairs.values(), key=lambda pair: pair.old)
    doubted = state.doubted()
    return [msgspec.structs.replace(pair, sure=pair.sure and pair.old not in doubted) for pair in pairs], doubtful


def weight(word: str) -> float:
    """How much a word tells: little if it is short, as the commonest words of English are."""
    return 1.0 if len(word) > 4 or word.isdecimal() else 0.6 if len(word) == 4 else 0.25


def tells(word: str) -> bool:
    """Whether a word around an item counts, and one of its own where a record may not hold them: not the short ones."""
    return len(word) >= 4 or word.isdecimal()


def _telling(trace: Trace) -> tuple[str, ...]:
    """Hashes of the telling words."""
    if not trace.words:
        return trace.hashed
    return tuple(code for word, code in zip(trace.words, trace.hashed, strict=True) if tells(word))


def _overlap(one: Trace, other: Trace, size: Callable[[str], float] = weight) -> tuple[float, float, float]:
    """How much of the words both have, the one, and the other, each word by its size.

    Where the words of one are not known, hashes of telling words are compared, each as one: which word it is nobody
    knows, but it is none of the short ones.
    """
    if not (one.words and other.words):
        a, b = one.telling, other.telling
        return float((a & b).total()), float(a.total()), float(b.total())
    a, b = one.counts, other.counts
    both = sum(size(word) * min(count, b[word]) for word, count in a.items() if word in b)
    return both, sum(size(word) * count for word, count in a.items()), sum(size(w) * c for w, c in b.items())


def likeness(one: Trace, other: Trace) -> float:
    """How alike the words are, 0 to 1: shared words, the same letters, or the one a part of the other."""
    if one.digest == other.digest:
        return 1.0
    both, first, second = _overlap(one, other)
    if not first or not second:
        return 0.0
    part = both / min(first, second) if min(first, second) >= 3 else 0.0
    shared = 2 * both / (first + second)
    if both >= LONG and both >= LEFT * max(first, second) and part >= HALF:
        shared = max(shared, LONG_WORDS if part < 0.75 else LONG_PART)
    letters = 0.0
    a, b = one.words, other.words
    if a and b and (shared > 0.2 or max(len(a), len(b)) <= 3):
        letters = max(0.0, fuzz.ratio(" ".join(a[:200]), " ".join(b[:200])) / 50 - 1)
        if part < 1 and min(len(a), len(b)) >= 4:
            alike = max(0.0, fuzz.partial_ratio(" ".join(a[:200]), " ".join(b[:200])) / 25 - 3)
            letters = max(letters, 0.92 * alike * _whole(first, second))
    if part > 0.8:
        letters = max(letters, part * _whole(first, second))
        if _whole(first, second) == 0.0:
            return 0.0
    return max(shared, letters)


def _common(one: Trace, other: Trace) -> float:
    """Which part of the shorter's words both have."""
    least = min(len(one.hashed), len(other.hashed))
    return (one.codes & other.codes).total() / least if least else float(one.digest == other.digest)


def _letters(one: Trace, other: Trace) -> float:
    """How many letters the words of both have; hashed words count as one letter each."""
    return _overlap(one, other, len)[0]


def _overlapping(one: Trace, other: Trace) -> bool:
    """Whether two items of one text share some of it: one is said within the other."""
    return one.start < other.end and other.start < one.end


def _within(one: Trace, other: Trace) -> float:
    """Which part of the one's letters the other has as well."""
    both, whole, _ = _overlap(one, other, len)
    return both / whole if whole else 0.0


def _whole(old: float, new: float) -> float:
    """What it is worth that one is a part of the other, by how much of the other it is; 0 if it is too little."""
    part = min(old, new) / max(old, new)
    return min(0.95, 0.4 + 0.8 * part) if part >= (TRIMMED if new < old else GROWN) else 0.0


def _side(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    if not one or not other:
        return 1.0 if one == other else 0.0
    shared = sum((Counter(one) & Counter(other)).values())
    return shared / max(len(one), len(other))


def surroundings(one: Trace, other: Trace) -> float:
    """How alike the words around are, 0 to 1. One side counts more than the other: an edit mostly touches one."""
    sides = sorted((_side(one.before, other.before), _side(one.after, other.after)))
    return 0.3 * sides[0] + 0.7 * sides[1]


class _State:
    """What is decided so far, and what may still be paired."""

    def __init__(self, old: Sequence[Trace], new: Sequence[Trace]) -> None:
        self.old, self.new = old, new
        self.pairs: dict[int, Pair] = {}
        self.image: dict[int, int] = {}  # new → old
        self.order_old, self.rank_old = _order(old)
        self.order_new, self.rank_new = _order(new)
        self.twins_old, self.twins_new = _twins(old, new)
        self.compared: dict[tuple[int, int], tuple[float, float]] = {}
        self.sharing: dict[int, list[int]] = {}
        self.index: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, trace in enumerate(new):
            for word in {*trace.hashed, trace.digest}:
                self.index[trace.kind, word].append(number)

    def take(self, old: int, new: int, how: How, score: float, *, sure: bool) -> None:
        self.pairs[old] = Pair(old, new, how, score, sure)
        self.image[new] = old

    def take_exact(self) -> None:
        """Pair what has the same words in the same surroundings, then what has the same words as one other only."""
        self.take_same(equal=True)
        self.take_words(alone=True)

    def take_same(self, *, equal: bool) -> None:
        """Pair what has the same words in the same surroundings; with `equal`, only where as many are left as were.

        Where one of several is gone, its neighbours may tell which. If they don't, nobody could, and any is right.
        """
        olds = _grouped(self.old, around=True, done=self.pairs)
        news = _grouped(self.new, around=True, done=self.image)
        for key, numbers in olds.items():
            others = news.get(key, [])
            if len(numbers) == len(others) or not equal:
                self.take_twins(numbers, others)

    def take_twins(self, olds: list[int], news: list[int]) -> None:
        """Pair what has the same words in the same surroundings: by the speaker, else in the order of the text."""
        sure = len(olds) == len(news)
        left = list(news)
        for named in (True, False):
            waiting: dict[str, deque[int]] = defaultdict(deque)
            for other in left:
                waiting[self.new[other].who if named else ""].append(other)
            for one in olds:
                mine = waiting[self.old[one].who if named else ""]
                if one not in self.pairs and mine:
                    self.take(one, mine.popleft(), "exact", 1.0, sure=sure and (named or len(olds) == 1))
            left = [other for other in left if other not in self.image]

    def take_words(self, *, alone: bool = False) -> None:
        """Pair what has the same words as one other item only, of those that are left, if they are words enough.

        `alone` leaves what may be a copy, while the original was edited: the neighbours decide, once they are known.
        """
        olds = _grouped(self.old, done=self.pairs)
        news = _grouped(self.new, done=self.image)
        for key, numbers in olds.items():
            others = news.get(key, [])
            if len(numbers) == len(others) == 1 and not (alone and self.copied(numbers[0])):
                was = self.old[numbers[0]]
                several = not alone and len(was.words) >= SEVERAL
                if several or was.information >= THIN or self.alike(numbers[0], others[0])[1] >= THERE:
                    self.take(numbers[0], others[0], "exact", 1.0, sure=self.certain(numbers[0], others[0]))

    def copied(self, one: int) -> bool:
        """Whether more items are now nearly the same as this one than were before: some of them are copies."""
        before, after = self.twins_old[one]
        return after > before + 1

    def take_rounds(self) -> None:
        """Round after round, each as often as it finds something."""
        for floor, among_new, among_old in ROUNDS:
            for _ in range(REPEATS):
                if not self.take_likely(floor, among_new, among_old):
                    break

    def take_likely(self, floor: float, among_new: float, among_old: float) -> bool:
        """One round: take every pair that is mutually best by the margins. False where there was none."""
        scores = self.scores(min(RIVAL, floor - max(among_new, among_old)))
        rows: dict[int, list[tuple[float, int]]] = defaultdict(list)
        columns: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for (one, other), score in scores.items():
            rows[one].append((score, -other))
            columns[other].append((score, -one))
        found = []
        for (one, other), score in scores.items():
            if score < floor:
                continue
            clear = self.clear_among_new(one, other, score, rows[one], among_new)
            clear = clear and self.clear_among_old(one, other, score, columns[other], among_old)
            telling = floor >= FEW or min(self.old[one].information, self.new[other].information) >= SPEAKS
            if clear and telling and self.agreed(one, other, rows[one], columns[other]):
                found.append((one, other, score))
        for one, other, score in found:
            same = self.old[one].digest == self.new[other].digest
            self.take(one, other, "exact" if same else "likeness", min(1.0, score), sure=self.certain(one, other))
        return bool(found)

    def clear_among_new(self, one: int, other: int, score: float, row: list[tuple[float, int]], margin: float) -> bool:
        """Whether a new item is an old one's best by the margin. Of two pieces of one item either is it."""
        this = (score, -other)
        return all(
            _beats(this, rival, margin) or (0 <= score - rival[0] < margin and self.pieces(one, other, -rival[1]))
            for rival in row
            if rival != this
        )

    def clear_among_old(
        self, one: int, other: int, score: float, column: list[tuple[float, int]], margin: float
    ) -> bool:
        """Whether an old item is a new one's best by the margin. Of two that became one the greater is it."""
        this = (score, -one)
        return all(
            _beats(this, rival, margin) or (score - rival[0] < margin and self.absorbed(-rival[1], one, other))
            for rival in column
            if rival != this
        )

    def pieces(self, one: int, *parts: int) -> bool:
        """Whether an old item was parted: all of these new ones are pieces of it, and no two are twins."""
        news = [self.new[part] for part in parts]
        return all(_within(new, self.old[one]) >= PIECE for new in news) and all(
            _common(a, b) < TWIN for a, b in combinations(news, 2)
        )

    def absorbed(self, one: int, by: int, other: int) -> bool:
        """Whether two old items became one new one, and the first is the smaller part of it."""
        small, great, new = self.old[one], self.old[by], self.new[other]
        if one == by or small.digest == great.digest or _within(small, new) < PIECE or _common(small, great) >= TWIN:
            return False
        return _letters(small, new) < MERGED * _letters(great, new)

    def agreed(self, one: int, other: int, row: list[tuple[float, int]], column: list[tuple[float, int]]) -> bool:
        """Whether words and surroundings say the same, against every twin: a rival whose words are as good."""
        rivals = [(one, -number) for _, number in row if -number != other]
        rivals += [(-number, other) for _, number in column if -number != one]
        told = all(self.beats((one, other), rival) for rival in rivals)
        return told and not self.merged(one, other) and not self.anyones(one, other) and not self.piece(one, other)

    def anyones(self, one: int, other: int) -> bool:
        """Whether these are a few words out of their surroundings, and changed, or such as another had, too."""
        a, b = self.old[one], self.new[other]
        if min(a.information, b.information) >= BRIEF or self.alike(one, other)[1] >= ALONG:
            return False
        if a.digest != b.digest and self.place(one, other) < AWAY:
            return True
        rivals = (n for n, trace in enumerate(self.old) if n not in self.pairs and n != one and trace.kind == a.kind)
        return any(likeness(self.old[rival], b) >= TWIN for rival in rivals)

    def piece(self, one: int, other: int) -> bool:
        """Whether the new item is a piece of another old one, whose other piece stands beside it."""
        new, rank = self.new[other], self.rank_new[other]
        for beside in self.order_new[max(0, rank - 2) : rank + 3]:
            rival = self.image.get(beside)
            parted = rival is not None and self.old[rival].kind == new.kind and self.pieces(rival, other, beside)
            if rival is not None and parted and _within(new, self.old[rival]) > _within(new, self.old[one]):
                return True
        return False

    def merged(self, one: int, other: int) -> bool:
        """Whether a new item is made of this old one and, about as much, of another that stood beside it."""
        if self.alike(one, other)[0] >= CLEAR:
            return False
        new = self.new[other]
        mine = _letters(self.old[one], new)
        rank = self.rank_old[one]
        for rival in self.order_old[max(0, rank - BY) : rank + BY + 1]:
            beside = self.old[rival]
            if rival != one and rival not in self.pairs and beside.kind == new.kind:
                equal = _letters(beside, new) >= MERGED * mine and _within(beside, new) >= WHOLLY
                if equal and _common(beside, self.old[one]) < TWIN:
                    return True
        return False

    def beats(self, mine: tuple[int, int], rival: tuple[int, int]) -> bool:
        """Whether a pair is to be told from a rival that has the same old or the same new item."""
        (words, around), (theirs, around_theirs) = self.alike(*mine), self.alike(*rival)
        (a, b), (c, d) = ((self.old[one], self.new[other]) for one, other in (mine, rival))
        if theirs < max(TWIN, words - ALIKE) or (a is c and _common(b, d) < TWIN):
            return True  # less alike, or another piece of the same item
        if b is d and _common(a, c) < TWIN:  # two that became one: who has more of it
            return _letters(a, b) >= _letters(c, d)
        if _overlapping(a, c) if b is d else _overlapping(b, d):  # one within the other: who has more of the words
            return _letters(a, b) > _letters(c, d)
        ahead = around - around_theirs + BESIDE * (self.place(*mine) - self.place(*rival))
        exact, other = a.digest == b.digest, c.digest == d.digest
        if exact != other:
            return ahead >= (-APART if exact else FAR)
        if exact:
            return ahead >= (SAME if a.information >= WORD else SAME_WORD)
        return ahead >= APART + BETTER * max(0.0, theirs - words) + max(0.0, CLEAR - words)

    def certain(self, one: int, other: int) -> bool:
        """Whether no person needs to look: many words are the same, or a good part of them in the same surroundings."""
        a, b = self.old[one], self.new[other]
        words, around = self.alike(one, other)
        enough = min(a.information, b.information)
        near = around >= 0.9 or (around >= 0.5 and enough >= 4)
        return (words >= 0.9 and (enough >= 12 or near)) or (words >= 0.6 and around >= 0.5 and enough >= 4)

    def doubted(self) -> set[int]:
        """Old items whose pair a person should look at, once all are decided.

        Those that changed their place and their words, or that are too short to be told by their words; and those
        that had a twin which is gone, or have one that is new: which of the two went or came, nobody knows.
        """
        if [trace.digest for trace in self.old] == [trace.digest for trace in self.new]:
            return set()
        before, after = [a for a, _ in self.twins_old], [b for _, b in self.twins_new]
        in_order = [one for one in self.order_old if one in self.pairs]
        stayed = {in_order[n] for n in _rising([self.rank_new[self.pairs[one].new] for one in in_order])}
        found = set()
        for one, pair in self.pairs.items():
            told = pair.how == "exact" and self.old[one].information >= TELLING
            if (not told and one not in stayed) or before[one] != after[pair.new]:
                found.add(one)
        return found

    def scores(self, least: float) -> dict[tuple[int, int], float]:
        found = {}
        for one in range(len(self.old)):
            if one not in self.pairs:
                for other in self.shortlist(one):
                    score = self.score(one, other)
                    if score >= least:
                        found[one, other] = score
        return found

    def shortlist(self, one: int) -> list[int]:
        """New items of the same kind that share telling words with an old one, or stand where it stood."""
        known = self.sharing[one] if one in self.sharing else self.shared(one)
        left = self.sharing[one] = [other for other in known if other not in self.image]
        best = left[:SHORTLIST]
        return sorted({*best, *self.gap(one)})

    def shared(self, one: int) -> list[int]:
        """Unpaired new items that share telling words with an old one, those that share most first."""
        trace = self.old[one]
        shared: defaultdict[int, float] = defaultdict(float)
        for word in dict.fromkeys((*trace.hashed, trace.digest)):
            postings = self.index.get((trace.kind, word), [])
            if len(postings) <= COMMON:
                for other in postings:
                    if other not in self.image:
                        shared[other] += 1 + 1 / len(postings) if word != trace.digest else 8
        return sorted(shared, key=lambda other: (-shared[other], other))

    def gap(self, one: int) -> list[int]:
        """Unpaired new items of the same kind next to the image of the nearest paired neighbours."""
        found = []
        for step in (-1, 1):
            anchor = self.neighbour(one, step)
            if anchor is not None:
                rank = self.rank_new[anchor]
                near = self.order_new[max(0, rank - 4) : rank + 5]
                found += [n for n in near if n not in self.image and self.new[n].kind == self.old[one].kind]
        return found

    def neighbour(self, one: int, step: int) -> int | None:
        """The new item that the nearest paired old neighbour (at most 4 away) became."""
        rank = self.rank_old[one]
        for away in range(1, 5):
            if 0 <= rank + step * away < len(self.order_old):
                pair = self.pairs.get(self.order_old[rank + step * away])
                if pair is not None:
                    return pair.new
        return None

    def place(self, one: int, other: int) -> float:
        """Whether the neighbours say that it is the same place, 0 to 1; 0.5 where nothing is known."""
        said = []
        for step in (-1, 1):
            anchor = self.neighbour(one, step)
            if anchor is not None:
                away = (self.rank_new[anchor] - self.rank_new[other]) * step
                said.append(1.0 if 0 < away <= 3 else 0.6 if 0 < away <= 6 else 0.2 if away >= -3 else 0.0)
        if not said:
            return 0.5
        return 0.3 * min(said) + 0.7 * max(said) if len(said) == 2 else said[0]

    def alike(self, one: int, other: int) -> tuple[float, float]:
        """How alike the words are, and the words around: no round changes that, so it is asked once for each pair."""
        pair = (one, other)
        if pair not in self.compared:
            a, b = self.old[one], self.new[other]
            self.compared[pair] = likeness(a, b), surroundings(a, b)
        return self.compared[pair]

    def score(self, one: int, other: int) -> float:
        a, b = self.old[one], self.new[other]
        (words, around), place = self.alike(one, other), self.place(one, other)
        if words < (LEAST_HERE if around >= HERE and place >= HERE else LEAST_WORDS):
            return 0.0
        trust = 1 - math.exp(-min(a.information, b.information) / ENOUGH)  # few words tell little by themselves
        score = words * (trust + (1 - trust) * max(around, 0.8 * place))
        score += AROUND * (around - USUAL) + PLACE * (place - 0.5)
        if a.who and b.who:
            score += WHO if a.who == b.who else -WHO
        return score if a.rest == b.rest else score - REST

    def doubtful(self, floor: float) -> list[Doubtful]:
        """Old items left over that a new one left over is like."""
        rows = defaultdict(list)
        for (one, other), score in sorted(self.scores(floor).items()):
            rows[one].append((score, other))
        return [
            Doubtful(one, tuple(other for _, other in sorted(row, key=lambda r: (-r[0], r[1]))[:4]))
            for one, row in rows.items()
        ]


def _order(traces: Sequence[Trace]) -> tuple[list[int], dict[int, int]]:
    order = sorted(range(len(traces)), key=lambda n: (traces[n].start, -traces[n].end, traces[n].kind, n))
    return order, {number: rank for rank, number in enumerate(order)}


def _grouped(
    traces: Sequence[Trace], *, around: bool = False, done: Collection[int] = ()
) -> dict[tuple[str, ...], list[int]]:
    """Numbers of the traces that have the same words (and the same words around), in the order of the text."""
    found: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number in _order(traces)[0]:
        if number in done:
            continue
        one = traces[number]
        found[(one.kind, one.digest, *(("/", *one.before, "/", *one.after) if around else ()))].append(number)
    return found


def _twins(old: Sequence[Trace], new: Sequence[Trace]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """For each item, how many others of its kind have nearly the same words: before, and after."""
    traces = [*old, *new]
    sizes = [len({*trace.hashed} or {trace.digest}) for trace in traces]
    bags = list(zip(_told_by(traces), sizes, strict=True))
    times = Counter(bags[: len(old)]), Counter(bags[len(old) :])
    distinct = list(dict.fromkeys(bags))
    found = {one: [t[one] if len(one[0]) >= NEARLY * one[1] else 0 for t in times] for one in distinct}
    for a, b in _alike(distinct):
        one, other = distinct[a], distinct[b]
        if len(one[0] & other[0]) >= NEARLY * max(one[1], other[1]):
            for side in (0, 1):
                found[one][side] += times[side][other]
                found[other][side] += times[side][one]
    counts = [(found[bag][0], found[bag][1]) for bag in bags]
    itself = [len(one[0]) >= NEARLY * one[1] for one in bags]
    return (
        [(n - itself[i], m) for i, (n, m) in enumerate(counts[: len(old)])],
        [(n, m - itself[i + len(old)]) for i, (n, m) in enumerate(counts[len(old) :])],
    )


def _told_by(traces: Sequence[Trace]) -> list[frozenset[tuple[str, str]]]:
    """Each item's words, with its kind, that are not common."""
    bags = [frozenset((trace.kind, word) for word in {*trace.hashed} or {trace.digest}) for trace in traces]
    count = Counter(word for bag in bags for word in bag)
    return [frozenset(word for word in bag if count[word] <= COMMON) for bag in bags]


def _alike(bags: Sequence[tuple[frozenset[tuple[str, str]], int]]) -> set[tuple[int, int]]:
    """Pairs of bags of words, each with the number of all its words, that may share NEARLY all of them.

    Every pair that does is among them: two sets that share r words share two of them within what is left of each when
    its r - 2 commonest words are set aside (the prefix filter of set similarity joins: Chaudhuri, Ganti and Kaushik
    2006, lengthened by one word as in Wang, Li and Feng 2012). Two words together are rare, so few others are met.
    """
    count = Counter(word for bag, _ in bags for word in bag)
    index: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for number, (bag, size) in enumerate(bags):
        shared = math.ceil(NEARLY * size - 1e-9)
        rare = sorted(bag, key=lambda word: (count[word], word))[: max(0, len(bag) - shared + min(2, shared))]
        if len(bag) >= shared:
            for words in combinations(rare, min(2, shared)):
                index[words].append(number)
    return {pair for numbers in index.values() if len(numbers) > 1 for pair in combinations(numbers, 2)}


def _rising(numbers: Sequence[int]) -> set[int]:
    """The places of a longest rising subsequence: what kept its order."""
    tops: list[int] = []  # the least number that ends a rising run of each length
    ends: list[int] = []  # and its place
    before: list[int] = []
    for place, number in enumerate(numbers):
        length = bisect_left(tops, number)
        before.append(ends[length - 1] if length else -1)
        tops[length : length + 1] = [number]
        ends[length : length + 1] = [place]
    found = set()
    place = ends[-1] if ends else -1
    while place >= 0:
        found.add(place)
        place = before[place]
    return found


def _beats(this: tuple[float, int], other: tuple[float, int], margin: float) -> bool:
    """Whether a candidate (score, minus its number) beats another by the margin; of equals, the first does."""
    return this[0] - other[0] >= margin and this > other
