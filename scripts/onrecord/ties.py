"""Which answers an editor ties to an allegation, and which they untie: what `answered_by` and the like do to an item.

`denied_by` and `answered_by` name facts, quotations or indirect speech that answer the item; `not_answered_by` takes
an answer off again, by its id or by the name of who gives it.
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from onrecord.model import ANSWER_ORDER, Answer, AnswerKind, Fact, Quote, Said, Speaker

Answering: TypeAlias = Fact | Quote | Said
"""What can answer, and what can be answered."""

LETTERS = frozenset("fqs")
"""The letters of the ids of what can answer."""

MISSING = "missing-denial"
"""The doubt that an answer settles."""


def speaker(item: Answering) -> Speaker | None:
    """Who gives an answer: the speaker, of a fact whoever says so nearest the event; None where nobody does."""
    return (item.by[-1] if item.by else None) if isinstance(item, Fact) else item.speaker


def denies(item: Answering) -> bool:
    """Whether an item tells a denial."""
    return (item.status if isinstance(item, Fact) else item.stance) == "denied"


def tied(claim: Answering, answer: Answering, kind: AnswerKind, by: Speaker) -> Answering:
    """The claim with one answer more, or with that answer in another way."""
    others = tuple(one for one in claim.responses if one.item != answer.id)
    given = (*others, Answer(kind=kind, by=by, span=answer.span, item=answer.id))
    return _answered(claim, given)


def untied(claim: Answering, names: frozenset[str]) -> Answering:
    """The claim without the answers of these ids, subjects or names; the same object where there were none."""
    kept = tuple(one for one in claim.responses if names.isdisjoint({one.item, one.by.subject, one.by.name}))
    return claim if len(kept) == len(claim.responses) else _answered(claim, kept)


def _answered(claim: Answering, given: tuple[Answer, ...]) -> Answering:
    ordered = tuple(sorted(given, key=lambda one: (ANSWER_ORDER[one.kind], one.span, one.item or "")))
    heard = any(one.kind != "uncharged" for one in ordered)
    doubts = tuple(doubt for doubt in claim.doubts if not (heard and doubt == MISSING))
    return msgspec.structs.replace(claim, responses=ordered, doubts=doubts)


def in_words(claim: Answering) -> str:
    """The answers as a correction's row tells them: who gives each, and how."""
    return "; ".join(f"{one.by.name} ({one.kind})" for one in claim.responses)
