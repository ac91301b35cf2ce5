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
    charges = _Charges(cast)
    for k, one in enumerate(made):
        answers = _denied(doc, made, k) if one.statement.status == "denied" else charges.earlier(one)
        charges.note(k, one)
        if answers is not None:
            found[k] = msgspec.structs.replace(found[k], answers=answers)
    return tuple(found)


def _denied(doc: Doc, made: Sequence[Made], k: int) -> int | None:
    """The allegation that a denial answers: of the same wrong, about the denier; the nearest."""
    denier = made[k].statement.by[-1].subject if made[k].statement.by else None
    wrongs = _stems(doc, made[k])
    best: tuple[int, int] | None = None
    for j in range(max(0, k - NEAR), min(len(made), k + NEAR + 1)):
        other = made[j]
        if j == k or other.statement.status == "denied" or other.statement.reporting:
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


class _Charges:
    """The stations of people's charges that statements told so far: the last statement for each."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.last: dict[tuple[int, int], int] = {}  # (subject, station) → number of the statement

    def note(self, k: int, one: Made) -> None:
        """Remember a statement; its number is greater than all before."""
        here = station(one.verb)
        if here is not None and one.statement.status != "denied":
            self.last.update(((subject, here), k) for subject in one.statement.subjects)

    def earlier(self, one: Made) -> int | None:
        """The last statement that tells the station of the same person's charge before this one."""
        here = station(one.verb)
        if here is None or here == 0:
            return None
        before = [
            number
            for number in range(here + 1)
            # an arrest is no state of a charge: what follows it does not replace it
            if number != STATIONS.index("arrested") and (number != here or here == STATIONS.index("changed"))
        ]
        people = [subject for subject in one.statement.subjects if self.cast.subjects[subject].kind == "person"]
        found = [self.last[key] for subject in people for number in before if (key := (subject, number)) in self.last]
        return max(found, default=None)
