"""Items that tell the same words as another one: what a correction of the one means for the others.

A quotation in two pieces has one speaker; a fact may tell what a quotation says; a timeline entry tells a fact. Where
an editor corrects one of them, the others would stand there uncorrected. What follows for certain is put right with it;
what does not is reported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

from onrecord.model import Entry, Fact, Quote, Record, Said, Span, Speaker

if TYPE_CHECKING:
    from collections.abc import Collection

Speech: TypeAlias = Quote | Said

SPEAKER_DOUBTS = frozenset(
    ["unsure-speaker", "no-speaker", "pronoun", "carried-speaker", "rivals", "unresolved-pronoun"]
)
"""Doubts that an editor's word on the speaker settles."""


def respoken(record: Record, was: Speech, now: Speech, own: Collection[str]) -> tuple[Record, list[str]]:
    """The record after the speaker of one item was corrected, and ids of items that still name the old one.

    Who is named by the same mention in the text is the same person: items with that mention as their speaker follow,
    and so do facts and entries that tell the item's words by the old speaker. Items in `own` have edits of their own.
    """
    old, new = was.speaker, now.speaker
    left: list[str] = []

    def speech(item: Any) -> Any:
        same = old is not None and old.span is not None and item.speaker is not None and item.speaker.span == old.span
        if item.id in own or not same:
            return item
        return msgspec.structs.replace(item, speaker=new, doubts=_settled(item.doubts))

    def told(item: Any) -> Any:
        if item.id in own or not tells(item, was):
            return item
        if old is not None and any(_same(who, old) for who in item.by):
            by = tuple(one for who in item.by if (one := new if _same(who, old) else who) is not None)
            item = msgspec.structs.replace(item, by=by, doubts=_settled(item.doubts))
        if old is not None and old.name and old.name in item.text:
            left.append(item.id)
        return item

    changed = msgspec.structs.replace(
        record,
        quotes=tuple(map(speech, record.quotes)),
        said=tuple(map(speech, record.said)),
        facts=tuple(map(told, record.facts)),
        timeline=tuple(map(told, record.timeline)),
    )
    return changed, left


def entries_of(record: Record, fact: Fact) -> list[Entry]:
    """The timeline entries that tell this fact in its words; others may tell the same event in theirs."""
    return [entry for entry in record.timeline if fact.id in entry.facts and entry.text == fact.text]


def told_again(record: Record, item: Quote | Said | Fact | Entry) -> list[str]:
    """Ids of other items that tell an item's words."""
    others: list[Quote | Said | Fact | Entry] = [*record.quotes, *record.said, *record.facts, *record.timeline]
    return [other.id for other in others if other.id != item.id and tells(other, item)]


def tells(one: Quote | Said | Fact | Entry, other: Quote | Said | Fact | Entry) -> bool:
    """Whether one item's span holds at least half of the other's, or lies at least half in it."""
    shared = min(one.span.end, other.span.end) - max(one.span.start, other.span.start)
    return shared * 2 >= min(_length(one.span), _length(other.span)) > 0


def _length(span: Span) -> int:
    return span.end - span.start


def _same(one: Speaker, other: Speaker) -> bool:
    return (one.name, one.subject) == (other.name, other.subject)


def _settled(doubts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(doubt for doubt in doubts if doubt not in SPEAKER_DOUBTS)
