"""How allegations are answered: who denies them, who speaks of the same matter, who said nothing.

A denial by the accused, or by somebody who speaks for them, stands beside every allegation of the same matter. It is
shown in its own words. What it denies is not stretched: `denied` is said only where it names the same wrong or act, or
sweepingly what was alleged just before; to other allegations of the matter it is a response, and called that.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

import msgspec

from onrecord.model import ANSWER_ORDER, AnswerKind, Cast, Response, Span
from onrecord.responses.matching import Claim, Reply, answered
from onrecord.responses.reading import Reading
from onrecord.responses.silence import silent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from onrecord.model import Attribution, Statement

__all__ = ["responses", "silent", "weighed"]

FAR = 120
"""Sentences between an allegation and its answer, at most. An article has fewer; a book of them is not one matter."""

MOST = 8
"""Answers that are kept of one allegation, denials first. An article gives it two or three."""


def responses(
    doc: Doc, statements: Sequence[Statement], attributions: Sequence[Attribution], cast: Cast
) -> tuple[Response, ...]:
    """The answers to the allegations of one text, those that deny first, then in the text's order.

    `statements` and `attributions` are those of `doc`; a response names them by their indices.
    """
    reading = Reading(doc, statements, attributions, cast)
    claims = sorted(reading.claims(), key=lambda claim: (claim.place, claim.order))
    if not claims:
        return ()
    places = [claim.place for claim in claims]
    found: dict[tuple[int, int | None, int | None, Span], Response] = {}
    for reply in chain(reading.replies(), reading.silences()):
        first = bisect_left(places, reply.place - FAR)
        around = claims[first : bisect_right(places, reply.place + FAR)]
        for at, kind in answered(reply, around):
            key = (first + at, reply.statement, reply.attribution, reply.span)
            found.setdefault(key, _response(claims[first + at], reply, kind))
    return _kept(found)


def weighed(doc: Doc, attributions: Sequence[Attribution], cast: Cast) -> tuple[Attribution, ...]:
    """Attributions in which only those are alleged that accuse somebody: who claims victory has said so."""
    reading = Reading(doc, (), attributions, cast)
    return tuple(
        msgspec.structs.replace(one, stance="said")
        if reading.pleads(one) or (one.stance == "alleged" and not reading.accuses(one))
        else one
        for one in attributions
    )


def _kept(found: dict[tuple[int, int | None, int | None, Span], Response]) -> tuple[Response, ...]:
    """The answers in order, of each allegation the first ones."""
    keys = sorted(found, key=lambda key: (key[0], ANSWER_ORDER[found[key].kind], key[3]))
    kept: Counter[int] = Counter()
    for key in keys:
        kept[key[0]] += 1
        if kept[key[0]] > MOST:
            del found[key]
    return tuple(found[key] for key in keys if key in found)


def _response(claim: Claim, reply: Reply, kind: AnswerKind) -> Response:
    return Response(
        kind=kind,
        by=reply.by,
        span=reply.span,
        claim=claim.statement,
        speech=claim.attribution,
        statement=reply.statement,
        attribution=reply.attribution,
    )
