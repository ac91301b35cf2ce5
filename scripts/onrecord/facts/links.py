"""Ties statements together: a denial to the allegation that it answers, a later state of a charge to the earlier."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from onrecord.facts.words import STATIONS, Cast, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from onrecord.model import Statement

NEAR = 12
"""How many statements apart a denial and what it denies may stand."""


class Made(msgspec.Struct):
    """A statement with the source tokens that it is made of."""

    statement: Statement
    verb: Token
    tokens: tuple[int, ...]


def link(doc: Doc, made: Sequence[Made], cast: Cast) -> tuple[Statement, ...]:
    """The statements with `answers` filled in."""
    found = [one.statement for one in made]
    for k, one in enumerate(made):
        answers = _denied(doc, made, k) if one.statement.status == "denied" else _earlier(doc, made, k, cast)
        if answers is not None:
            found[k] = msgspec.structs.replace(found[k], answers=answers)
    return tuple(found)


def _denied(doc: Doc, made: Sequence[Made], k: int) -> int | None:
    """The allegation that a denial answers: of the same wrong, about the denier; the nearest."""
    denier = made[k].statement.by[-1].subject if made[k].statement.by else None
    wrongs = _stems(doc, made[k])
    best: tuple[int, int] | None = None
    for j, other in enumerate(made):
        if j == k or abs(j - k) > NEAR or other.statement.status in {"denied"} or other.statement.reporting:
            continue
        about = denier is not None and denier in other.statement.subjects and not _says(other, denier)
        if not about and not (other.statement.status == "alleged" and wrongs & _stems(doc, other)):
            continue
        shared = wrongs & _stems(doc, other)
        if not shared and other.statement.status != "alleged":
            continue
        rank = (0 if shared and other.statement.status == "alleged" else 1 if shared else 2, abs(j - k))
        if best is None or (rank[0] * 100 + rank[1]) < best[0]:
            best = (rank[0] * 100 + rank[1], j)
    return best[1] if best is not None else None


def _says(one: Made, subject: int) -> bool:
    """Whether a statement is the subject's own word."""
    return any(who.subject == subject for who in one.statement.by)


def _stems(doc: Doc, one: Made) -> set[str]:
    """The wrongs that a statement speaks of, cut so that "assault" and "assaulting" meet."""
    return {doc[i].lemma_.lower()[:6] for i in one.tokens if doc[i].lemma_.lower() in words("offences")}


def station(verb: Token) -> int | None:
    """Which station of a charge a verb tells, None for none."""
    lemma = verb.lemma_.lower()
    objects = [t for t in verb.children if t.dep_ in {"dobj", "nsubjpass", "nsubj"}]
    charge = any(t.lemma_ in words("charges") for t in objects)
    if lemma == "face" and any(t.lemma_ in words("charges") and t.dep_ == "dobj" for t in objects):
        return STATIONS.index("charged")
    for k, name in enumerate(STATIONS):
        if lemma in words(name):
            needs = name in {"changed", "dropped"}
            return k if charge or not needs else None
    return None


def _earlier(doc: Doc, made: Sequence[Made], k: int, cast: Cast) -> int | None:
    """The statement before that tells the station of the same person's charge before this one."""
    here = station(made[k].verb)
    if here is None or here == 0:
        return None
    people = {s for s in made[k].statement.subjects if cast.subjects[s].kind == "person"}
    for j in range(k - 1, -1, -1):
        before = station(made[j].verb)
        if before is None or before > here or made[j].statement.status == "denied":
            continue
        if before == STATIONS.index("arrested"):  # no state of a charge: what follows it does not replace it
            continue
        if before == here and here != STATIONS.index("changed"):
            continue
        if people & set(made[j].statement.subjects):
            return j
    return None
