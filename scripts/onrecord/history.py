"""What changed on an item from one record to the next, in words for its page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from onrecord.model import Change, Entry, Fact, Quote, Record, Said, Speaker, SubjectItem, When
from onrecord.numbers import listed, numbers

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

Item: TypeAlias = SubjectItem | Quote | Said | Fact | Entry

_CUT = "[…]"


def changes(old: Record, new: Record, on: date | None) -> tuple[Change, ...]:
    """What is said otherwise about each item that both records have, in the new record's order."""
    before = {item.id: shown(item) for item in items(old)}
    found = []
    for item in items(new):
        was, now = before.get(item.id), shown(item)
        if was is None:
            continue
        found += [
            Change(id=item.id, field=field, before=was.get(field, ""), after=now.get(field, ""), on=on)
            for field in dict.fromkeys([*was, *now])
            if was.get(field, "") != now.get(field, "")
        ]
    return tuple(_readable(change) for change in found)


def _readable(change: Change) -> Change:
    """A change of words that the record does not hold is told without them."""
    return msgspec.structs.replace(change, before="", after="") if change.field == "wording" else change


def items(record: Record) -> Iterable[Item]:
    """All items of a record in its order."""
    for group in (record.subjects, record.quotes, record.said, record.facts, record.timeline):
        yield from group


def shown(item: Item) -> dict[str, str]:
    """What a page says about an item, field by field; fields that are empty are left out."""
    if isinstance(item, SubjectItem):
        return {"name": item.name, "kind": item.kind}
    whole = bool(item.text) and _CUT not in (item.text or "")
    fields: dict[str, str | None] = {
        "text": item.text,
        "wording": None if whole else item.context.split("/")[0],
        "date": _date(item.when),
    }
    if isinstance(item, (Quote, Said)):
        fields |= {
            "speaker": item.speaker.name if item.speaker else "not known",
            "status": item.stance,
            "via": _chain(item.via),
            "kind": item.kind if isinstance(item, Quote) else None,
            "place": item.where if isinstance(item, Quote) else None,
        }
    else:
        fields |= {"status": item.status, "by": _chain(item.by)}
    return {field: value for field, value in fields.items() if value}


def _chain(speakers: tuple[Speaker, ...]) -> str:
    return " < ".join(speaker.name for speaker in speakers)


def _date(when: When | None) -> str | None:
    return None if when is None else when.edtf or "not known"


def joined(old: tuple[Change, ...], more: tuple[Change, ...]) -> tuple[Change, ...]:
    """The history with what is new: steps of one dated day are one change, and one that was taken back is none."""
    found: dict[int, Change] = dict(enumerate(old))
    steps: dict[tuple[str, str, date | None], deque[int]] = defaultdict(deque)
    for number, one in found.items():
        steps[one.id, one.field, one.on].append(number)
    for number, change in enumerate(more, len(old)):
        same = steps[change.id, change.field, change.on]
        if change.on is None or not same or change.field == "wording":
            found[number] = change
            same.append(number)
        elif found[same[0]].before == change.after:
            del found[same.popleft()]
        else:
            found[same[0]] = msgspec.structs.replace(found[same[0]], after=change.after)
    return tuple(found.values())


_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_OWNED = re.compile(r"[’'](?:s|d|m|ll|re|ve)?$")
_ENDS = frozenset(".!?…:;—–")
_MARKS = '“"‘([”’)]'
_STATED = frozenset({"wording", "doubts", "also"})
"""Fields whose change is one of wording, or of what the machine thinks of its reading."""


def material(change: Change, names: Collection[str] = ()) -> bool:
    """Whether a change is more than of wording: another speaker, status or date, number, name or "not".

    `names` are words of names (lower case) that are known to be some, wherever they stand; a word with a capital that
    opens a sentence may be a name or not, and is taken for one if nothing speaks against it.
    """
    if change.field != "text":
        return change.field not in _STATED
    was, now = _Wording(change.before, change.after, names), _Wording(change.after, change.before, names)
    return was.telling() != now.telling() or _opposite(was.words, now.words) or was.swapped(now)


SHORTEST = 4
"""Letters of a word whose opposite is looked for."""


class _Wording:
    """One of two wordings of an item: its words, and which of them are names."""

    def __init__(self, text: str, other: str, known: Collection[str]) -> None:
        self.text, self.known = text, known
        self.lower = {word for word in _WORD.findall(f"{text} {other}") if word[0].islower()}
        self.stems = {word.rstrip("s") for word in self.lower}
        self.words: list[str] = []
        self.named: list[bool] = []
        for found in _WORD.finditer(text):
            word = _OWNED.sub("", found[0])
            self.words.append(word.casefold())
            self.named.append(self.is_name(word, found.start(), found.end()))

    def telling(self) -> tuple[Counter[str], int, set[str]]:
        """Its numbers, how often it says "not", and its names."""
        nots = sum(word in listed("NOT") or word.endswith(("n't", "n’t")) for word in self.words)
        return Counter(numbers(self.text)), nots, set(self.names())

    def names(self) -> list[str]:
        return [word for word, named in zip(self.words, self.named, strict=True) if named]

    def is_name(self, word: str, start: int, end: int) -> bool:
        folded = word.casefold()
        if len(word) < 2 or not word[0].isupper() or folded in listed("NOT") or numbers(word):
            return False
        before = self.text[:start].rstrip()
        opens = not before.rstrip(_MARKS) or before[-1] in _ENDS or before[-1] in _MARKS
        if folded in self.known:
            return True
        if not opens:
            return folded not in self.lower
        rest = self.text[end:].lstrip(" ")
        if folded in listed("OPENING") or rest[:1].isupper():
            return folded not in listed("OPENING")
        adverb = folded.endswith("ly") and rest.startswith(",")
        return not (adverb or folded.endswith("ing") or folded.rstrip("s") in self.stems)

    def swapped(self, other: _Wording) -> bool:
        """Whether only names or numbers changed their places: who sued whom."""
        if len(self.words) != len(other.words) or self.words == other.words:
            return numbers(self.text) != numbers(other.text) and self.words == other.words
        plain = [[w for w, named in zip(one.words, one.named, strict=True) if not named] for one in (self, other)]
        return plain[0] == plain[1] and self.names() != other.names()


def _opposite(was: Iterable[str], now: Iterable[str]) -> bool:
    """Whether a word took the place of its opposite: lawful, unlawful."""
    before, after = Counter(was), Counter(now)
    gone, come = before - after, after - before
    return any(
        prefix + word in longer
        for shorter, longer in ((gone, come), (come, gone))
        for word in shorter
        if len(word) >= SHORTEST
        for prefix in listed("OPPOSITE")
    )
