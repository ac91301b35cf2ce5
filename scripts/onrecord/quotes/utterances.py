"""Which quotations stand as speech, and which are titles, scare quotes or words inside the publisher's sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.quotes.words import cue_row, is_work, speech_forms

if TYPE_CHECKING:
    from onrecord.marks import Quotation

NEAR = 60
"""So many code points before and after a quotation are looked at."""

ENDS = ".,!?…—–-;"
BRACKETED = re.compile(r"\s*[(\[][^)\]]*[)\]][.\s]*")
BYLINE = re.compile(r"[,.]? ?[Bb]y (?:the )?[A-Z]")
SMALL = frozenset(
    ["a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "is", "it", "no", "nor", "of"]
)
SMALL |= frozenset(["of", "off", "on", "or", "per", "so", "the", "to", "up", "via", "vs", "with"])
WORD = re.compile(r"[^\W_][\w'’.-]*")


def before(text: str, quotation: Quotation) -> str:
    """The publisher's words right before a quotation, in the same paragraph."""
    start = quotation.span.start
    piece = text[max(0, start - NEAR) : start]
    return piece[piece.rfind("\n") + 1 :].strip()


def after(text: str, quotation: Quotation) -> str:
    """The publisher's words right behind a quotation, in the same paragraph."""
    piece = text[quotation.span.end : quotation.span.end + NEAR]
    return piece.partition("\n")[0].strip()


def is_utterance(text: str, quotation: Quotation) -> bool:
    """Whether a quotation stands as a sentence of its own, not as a part of the publisher's."""
    inner = quotation.inner.of(text).strip(" \t\u00a0’'‘")
    if not inner or not any(ch.isalnum() for ch in inner) or BRACKETED.fullmatch(inner):
        return False
    if quotation.continues:
        return True
    lead, words = before(text, quotation), WORD.findall(inner)
    ends = inner[-1] in ENDS or not quotation.closed
    capital = not inner[0].isalpha() or inner[0].isupper()
    if is_title(lead, inner, words) or is_headline(text, quotation):
        return False
    if not lead:
        return ends or not after(text, quotation) or len(words) > 5
    if lead[-1] == ":":
        return ends or len(words) > 1
    if not capital:
        return False
    if lead[-1] == ",":
        return ends or len(words) > 4
    if lead[-1] in ".!?)]\"”'’–—―-…":
        return ends or len(words) > 5
    return ends and len(words) > 1 and lead.split()[-1].lower() in speech_forms()


def is_headline(text: str, quotation: Quotation) -> bool:
    """Whether a quotation is the headline of a piece whose writer stands behind it: "…," by Ann Roe."""
    return BYLINE.match(after(text, quotation)) is not None


def is_said(text: str, quotation: Quotation, lemma: str, pos: str) -> bool:
    """Whether quoted words inside the publisher's sentence are the speaker's, not a title and not a scare quote.

    With a cue that the word table does not hold, only several words in a row are taken for somebody's own.
    """
    inner = quotation.inner.of(text).strip()
    words = WORD.findall(inner)
    if not words or _all_capitals(words, inner) or is_title(before(text, quotation), inner, words):
        return False
    return cue_row(lemma, pos) is not None or lemma == "accord" or len(words) > 2


def is_title(lead: str, inner: str, words: list[str]) -> bool:
    """A work's title: after the name of its kind ("her book, …"), or every weighty word with a capital letter."""
    last = WORD.findall(lead)[-1:]
    if last and lead[-1] != ":" and is_work(last[0].lower()):
        return inner[-1] not in "?!" or len(words) < 6
    return bool(lead) and _all_capitals(words, inner)


def _all_capitals(words: list[str], inner: str) -> bool:
    weighty = [w for w in words if w.lower() not in SMALL]
    capitals = sum(w[0].isupper() or w[0].isdigit() for w in weighty)
    return 2 <= len(words) <= 12 and capitals == len(weighty) > 1 and inner[-1:] not in ".?!…"
