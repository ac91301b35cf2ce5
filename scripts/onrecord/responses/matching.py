"""Which allegations a reply answers, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from onrecord.model import AnswerKind, Resolution, Span
from onrecord.responses.words import Told, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

NEAR = 6
"""Sentences between two of one matter, at most, where nothing but their claimant ties them together."""

BEFORE = 40
"""Sentences between an allegation and a denial of "the allegations" behind it, at most."""

AHEAD = 5
"""Sentences by which such a denial may stand before the allegation."""

NEXT = 3
"""Sentences behind an allegation in which words on it, or on who makes it, or of a lawyer answer it."""

SPOKEN = 10
"""Sentences behind an allegation in which its accused may speak of the same incident."""

MONTH = 31
"""Days. Dates that are less exact than this make no two statements one occasion."""


class Claim(msgspec.Struct):
    """An allegation, or another statement that somebody may deny. Subjects are indices into the cast."""

    told: Told
    order: int  # of its first token
    span: Span
    alleged: bool
    claimants: frozenset[str]
    accused: frozenset[int]  # none where nobody with a name is
    places: frozenset[int]
    days: tuple[date, date] | None
    apart: bool
    charge: bool  # whether it tells that somebody was charged, which their denial does not deny
    place: int  # in the row of sentences
    statement: int | None = None
    attribution: int | None = None
    wrong: bool = False  # whether what it alleges is a wrong, and not only said beside one
    vague: bool = False  # whether it is open who makes it: it may be the very one who answers


class Reply(msgspec.Struct):
    """Something that may answer claims: by whom, for whom, in which words.

    `own`: it tells what who replies did; `spokesman`: it is given on somebody else's behalf; `same`: what it denies is
    what stands before it in its own sentence; `silence`: how nothing was said, and `topic` is what it is kept on
    ("declined to comment on the fire").
    """

    by: Resolution
    for_: frozenset[int]
    span: Span
    order: int
    told: Told
    denies: bool
    place: int
    own: bool = False
    spokesman: bool = False
    same: bool = False
    silence: AnswerKind | None = None
    topic: Told | None = None
    statement: int | None = None
    attribution: int | None = None


class Answered(NamedTuple):
    """The place of a claim among those that a reply was compared with, and how it is answered."""

    claim: int
    kind: AnswerKind


def answered(reply: Reply, claims: Sequence[Claim]) -> Iterator[Answered]:
    """The claims that a reply answers, and how."""
    if reply.silence is not None:
        yield from (Answered(k, reply.silence) for k in _concerned(reply, claims))
    else:
        yield from _spoken_to(reply, claims)


def _spoken_to(reply: Reply, claims: Sequence[Claim]) -> Iterator[Answered]:
    """The claims that somebody's words answer, and how."""
    if reply.same:
        mine = [k for k, claim in enumerate(claims) if claim.place == reply.place and claim.order < reply.order]
        mine = [k for k in mine if not _own(reply, claims[k])]
        denied = mine[-1:]
    else:
        mine = [k for k, claim in enumerate(claims) if _against(reply, claim)]
        denied = [k for k in mine if _denies(reply, claims[k])]
        if (reply.denies or reply.told.rebuts) and reply.told.sweeping:
            last = _just_before(reply, mine, claims)
            denied += [k for k in last if k not in denied and (not denied or reply.place - claims[k].place <= 1)]
    spoken = [k for k in mine if claims[k].alleged and k not in denied and _speaks_of(reply, claims[k])]
    if reply.denies and denied:
        spoken = []
    told = denied or (spoken if reply.denies else [])
    for k in mine:
        if k in denied:
            yield Answered(k, "responded" if claims[k].charge else "denied")
            continue
        matter = k in spoken or _generally(reply, claims[k]) or any(_one_matter(claims[k], claims[o]) for o in told)
        if claims[k].alleged and matter:
            yield Answered(k, "responded")


def _concerned(reply: Reply, claims: Sequence[Claim]) -> Iterator[int]:
    """The allegations that silence concerns: all of those against the silent, and of the same matters.

    That nobody was charged concerns only what can be charged: a wrong.
    """
    alleged = [k for k, claim in enumerate(claims) if claim.alleged and not _own(reply, claim)]
    if reply.silence == "uncharged":
        alleged = [k for k in alleged if claims[k].wrong]
    own = [k for k in alleged if _accuses(reply, claims[k])]
    for k, claim in enumerate(claims):
        if reply.topic is not None and not _on_topic(reply.topic, claim):
            continue
        if k in own or (k in alleged and not claim.accused and any(_one_matter(claim, claims[o]) for o in own)):
            yield k


def _on_topic(topic: Told, claim: Claim) -> bool:
    """Whether what somebody did not comment on may be what was alleged: "on the case", or what both name."""
    general = topic.sweeping or not topic.nouns.isdisjoint(words("matters")) or not (topic.nouns or topic.verbs)
    return general or topic.act(claim.told) or bool(topic.nouns & claim.told.nouns)


def _own(reply: Reply, claim: Claim) -> bool:
    """Whether a claim is the reply itself, stands in it or around it, or is made by who replies."""
    if claim.statement is not None and claim.statement == reply.statement:
        return True
    if claim.attribution is not None and claim.attribution == reply.attribution:
        return True
    if claim.span.overlaps(reply.span) and not reply.same:
        return True
    return bool(claim.claimants & {f"#{k}" for k in reply.for_})


def _accuses(reply: Reply, claim: Claim) -> bool:
    return bool(claim.accused & reply.for_)


def _against(reply: Reply, claim: Claim) -> bool:
    """Whether a claim is of those for whom the reply speaks; one that accuses nobody by name may be."""
    if _own(reply, claim) or (not claim.alleged and not reply.denies):
        return False
    return _accuses(reply, claim) or (not claim.accused and claim.alleged and reply.denies)


def _denies(reply: Reply, claim: Claim) -> bool:
    """Whether a reply denies the very thing: the same wrong or act, with "denied" or with "not".

    Of what was only said, the wrong must be what the claim tells, and the act be done to the same thing.
    """
    if not reply.denies:
        return reply.told.denies(claim.told)
    if claim.alleged:
        return reply.told.act(claim.told)
    same = bool(reply.told.verbs & claim.told.verbs and reply.told.nouns & claim.told.nouns)
    return same or (claim.wrong and bool(reply.told.wrongs & claim.told.wrongs))


def _just_before(reply: Reply, mine: Sequence[int], claims: Sequence[Claim]) -> list[int]:
    """For "denied the allegations": the last allegation by name before it, with the others of that matter.

    Where none was made, it is what was said of a wrong in the sentence or two before.
    """
    reach = BEFORE if reply.denies and not reply.told.back else NEXT
    alleged = [k for k in mine if claims[k].alleged and claims[k].accused]
    before = [k for k in alleged if claims[k].order < reply.order and reply.place - claims[k].place <= reach]
    if not before:
        before = [k for k in alleged if 0 <= claims[k].place - reply.place <= AHEAD][:1]
    if not before:
        nobody = (k for k in mine if claims[k].alleged and not claims[k].accused and claims[k].order < reply.order)
        before = [k for k in nobody if reply.place - claims[k].place <= NEXT]
    if not before and reply.denies:
        wrong = (k for k in mine if claims[k].accused and claims[k].told.wrongs and claims[k].order < reply.order)
        before = [k for k in wrong if reply.place - claims[k].place <= NEXT - 1]
    if not before:
        return []
    last = max(before, key=lambda k: claims[k].order)
    return [k for k in before if k == last or _one_matter(claims[k], claims[last])]


def _generally(reply: Reply, claim: Claim) -> bool:
    """Whether a denial of "any wrongdoing" is meant for an allegation before it, too: one of no other day or matter."""
    near = 0 <= reply.place - claim.place <= BEFORE and claim.order < reply.order
    return reply.denies and reply.told.general and near and _accuses(reply, claim) and not claim.apart


def _speaks_of(reply: Reply, claim: Claim) -> bool:
    """Whether words that deny nothing by their cue speak of what was alleged.

    They stand just before it and say what the accused did not do. Or they name the wrong, the act and a thing in it, or
    two things. Or they stand just behind it, and speak of the allegation as such, for the accused, or of what the
    accused did.
    """
    shared = reply.told.nouns & claim.told.nouns
    if reply.denies:
        return bool(shared)
    behind = reply.place - claim.place
    if behind == -1 and reply.own and reply.told.unsaid and reply.by.subject in claim.accused and not claim.vague:
        return True  # "I never took it," he said. The prosecutor accused him of theft.
    if claim.vague or not (0 <= behind <= SPOKEN and claim.order < reply.order):
        return False
    if reply.told.wrongs & claim.told.wrongs and (shared or behind <= NEXT):
        return True
    if reply.told.verbs & claim.told.verbs and shared:
        return True
    if len(shared) > 1 or (reply.told.unsaid & (claim.told.nouns | claim.told.verbs)):
        return True
    if behind <= 1 and reply.own and reply.by.subject in claim.accused:
        return True
    if behind < NEXT and reply.told.rebuts:
        return True
    return behind <= NEXT and (reply.told.sweeping or reply.spokesman)


def _one_matter(one: Claim, other: Claim) -> bool:
    """Whether two claims are of the same matter: nothing speaks against it, and an occasion or a claimant ties them."""
    if one.accused and other.accused and not one.accused & other.accused:
        return False
    days = _same_days(one, other)
    if days is False:
        return False
    occasion = days is True and (one.accused & other.accused or one.claimants & other.claimants)
    if occasion or one.told.wrongs & other.told.wrongs or one.places & other.places:
        return True
    first, second = sorted((one, other), key=lambda claim: claim.order)
    close = second.place - first.place <= NEAR and not second.apart and (days is None and second.days is None)
    return close and bool(one.claimants & other.claimants)


def _same_days(one: Claim, other: Claim) -> bool | None:
    """Whether two claims are dated alike: None where a date is missing or says too little."""
    if one.days is None or other.days is None:
        return None
    if one.days[1] < other.days[0] or other.days[1] < one.days[0]:
        return False
    exact = all((claim.days[1] - claim.days[0]).days < MONTH for claim in (one, other) if claim.days)
    return True if exact else None
