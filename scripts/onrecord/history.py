"""What changed on an item from one record to the next, in words for its page."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

from onrecord.model import Change, Entry, Fact, Quote, Record, Said, Speaker, SubjectItem, When

if TYPE_CHECKING:
    from collections.abc import Iterable
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


_NUMBER = re.compile(r"\d[\d.,]*")
_NOT = re.compile(r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot)\b|n[’']t\b", re.IGNORECASE)
_NAME = re.compile(r"(?<![.!?]\s)(?<!^)(?<![“\"‘])\b[A-Z][\w’'-]+")


def material(change: Change) -> bool:
    """Whether a change is more than of wording: another speaker, status or date, number, name or "not"."""
    if change.field != "text":
        return change.field != "wording"

    def telling(text: str) -> list[Any]:
        return [sorted(_NUMBER.findall(text)), len(_NOT.findall(text)), sorted(set(_NAME.findall(text)))]

    return telling(change.before) != telling(change.after)
