"""The tense around a phrase, told from the words beside it, without a parse.

A weekday or a month without a year is looked for before or after the publication day by the tense of its verb. News
puts the verb close by, so the nearest cue in the same sentence decides; cues before the phrase are stronger.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

from onrecord.lexicon import table
from onrecord.model import Frozen
from onrecord.times.words import neighbours

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from onrecord.times.tokens import Tokens

Tense = Literal["past", "present", "future"]

REACH_BACK, REACH_ON, REACH_TO, REACH_SENTENCE = 14, 10, 5, 40
"""How many tokens back and on a cue counts; how far before its phrase "to" with a verb may stand; and how far cues are
looked for where none stands near."""

REACH_PLAN = 7
"""How many tokens before its day a verb of what is planned may stand."""

STOPS = frozenset({";", "”", "''"})


class Cue(Frozen, frozen=True):
    """Words that tell the tense; `example` has a weekday that the tense resolves to `gives` (published 2021-05-12)."""

    words: tuple[str, ...]
    example: str
    gives: str


@cache
def cues() -> dict[str, str]:
    """For each cue word its section in `lexicon/tense.yml`."""
    return {word: name for name, rows in table("tense", Cue).items() for row in rows for word in row.words}


def tense_at(tokens: Tokens, start: int, end: int, infinitive: bool = True, far: bool = False) -> Tense | None:
    """The tense nearest to the tokens [start, end) in their sentence; None where no cue stands there.

    `infinitive` is whether "to" with a verb looks ahead, `far` whether cues count that stand further off.
    """
    known = cues()
    reach_back, reach_on = (REACH_SENTENCE, REACH_SENTENCE) if far else (REACH_BACK, REACH_ON)
    while start and tokens.lower[start - 1] in PARTS:
        start -= 1
    best = _back(tokens, start, infinitive, reach_back)
    for i in range(end, min(len(tokens), end + reach_on)):
        if (
            tokens.lower[i] in STOPS
            or tokens.ends_sentence(i)
            or (best is not None and i == end and tokens.lower[i] == ",")
        ):
            break  # another clause: "will come on Friday, she said"
        if (tense := _tense(tokens, i, known, 0)) is not None:
            distance = (i - end + 1) * 1.5 + 0.5
            if best is None or distance < best[0]:
                best = (distance, tense)
            break
    return best[1] if best else None


def tense_before(tokens: Tokens, start: int) -> Tense | None:
    """The tense that a word before token `start` tells, in its sentence."""
    found = _back(tokens, start, infinitive=False, reach=REACH_BACK)
    return found[1] if found else None


def _back(tokens: Tokens, start: int, infinitive: bool, reach: int) -> tuple[float, Tense] | None:
    """The nearest cue before a token: how far it stands, and its tense."""
    known = cues()
    for i in range(start - 1, max(-1, start - 1 - reach), -1):
        if tokens.lower[i] in STOPS or tokens.ends_sentence(i):
            return None
        if (tense := _tense(tokens, i, known, start - i, infinitive)) is not None:
            return start - i, tense
    return None


def _tense(tokens: Tokens, i: int, known: dict[str, str], back: int, infinitive: bool = True) -> Tense | None:
    """What the token tells; `back` is how far it stands before the phrase, 0 after it."""
    word = tokens.lower[i]
    section = known.get(word)
    before = tokens.word(i - 1)
    if section == "FUTURE" and tokens.has(i, "MONTH") and tokens.raw(i)[0].isupper():
        return None  # the month of May
    match section:
        case "FUTURE":
            return "future"
        case "ABLE":  # "he could win on Tuesday", but not "the deal reached in July could fail"
            return "future" if back else None
        case "DUE":
            return _due(tokens, i, back)
        case "SCHEDULE":  # "the council votes Friday", but not "the votes Friday"
            told = 0 < back <= REACH_PLAN and before.isalpha() and before not in neighbours("NOT_VERB")
            return "future" if told and before not in ("of", "for", "with", "by", "to", "and", "two") else None
        case "PHRASE":
            return "future" if 0 < back <= REACH_PLAN and before != "to" and _plan_phrase(tokens, i + 1) else None
        case "PLAN":
            return "future" if tokens.word(i + 1) in ("to", "a", "an") else None
        case "UNTIL":
            denied = back == 1 and {"had", "not", "n't"} & set(
                tokens.lower[max(0, i - 6) : i] + tokens.lower[i + 2 : i + 9]
            )
            return "future" if back == 1 and not denied else None
        case "FOR":  # "announced a march for Friday"
            planned = neighbours("BEFORE_FOR") & set(tokens.lower[max(0, i - REACH_BACK) : i])
            return "future" if back == 1 and planned and tokens.has(i + 1, "WEEKDAY") else None
        case "TO":  # "to meet Friday", but not "to Monday's low", nor a purpose that stands far off
            if not infinitive or not 0 < back <= REACH_TO or not _base_verb(tokens, i + 1, known):
                return None
            if before == "going" and tokens.word(i - 2) in ("was", "were"):
                return "past"  # "was going to leave"
            if neighbours("BEFORE_TO") & set(tokens.lower[max(0, i - 4) : i]):
                return "past"  # "forced him to leave"
            return "past" if tokens.lower[max(0, i - 3) : i - 1] == ["had", "been"] else "future"
        case "PAST":
            return None if before in PASSIVE else "past"
        case "PRESENT":
            return "future" if 0 < back <= 2 and _planned_before(tokens, i) else "present"
        case None if (
            len(word) > 4 and word.endswith("ed") and word[:2] != "un" and word.isalpha() and tokens.raw(i).islower()
        ):
            return None if before in PASSIVE or known.get(before) == "FUTURE" else "past"
        case _:
            return None


def _plan_phrase(tokens: Tokens, start: int) -> bool:
    """Whether the words from a token on make a plan of the verb before them: "to the polls", "effect"."""
    return any(tuple(tokens.lower[start : start + len(words)]) == words for words in _plan_phrases())


@cache
def _plan_phrases() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(words.split()) for words in neighbours("PLAN_PHRASE"))


def _planned_before(tokens: Tokens, i: int) -> bool:
    """Whether the subject of "is" is something planned: "the funeral is Saturday"."""
    return tokens.word(i) in ("is", "are") and tokens.word(i - 1) in neighbours("PLANNED")


def _due(tokens: Tokens, i: int, back: int) -> Tense | None:
    """Scheduled, due, planned: ahead, but for "had been due" and for "they planned to"."""
    before, after = tokens.word(i - 1), tokens.word(i + 1)
    if before == "been" and tokens.word(i - 2) == "had":
        return "past"
    if before in ("has", "have", "had"):
        return "future"
    if after == "to" and tokens.lower[i].endswith("ed") and before not in neighbours("BEFORE_DUE"):
        return "past"
    return "future" if after in neighbours("AFTER_DUE") or back == 1 else None


def _base_verb(tokens: Tokens, i: int, known: dict[str, str]) -> bool:
    word = tokens.word(i)
    return (
        word.isalpha()
        and tokens.raw(i).islower()
        and known.get(word) in (None, "PRESENT", "BE")
        and word not in neighbours("NOT_VERB")
    )


PARTS = frozenset({"early", "late", "mid", "-", "the", "end", "beginning", "middle", "of"})
"""Words between the verb and the phrase that are no distance."""


PASSIVE = frozenset({"is", "are", "be", "being"})
"""Before a participle: not past ("the case is heard")."""


def tense_of_parse(doc: Doc, start: int, end: int) -> Tense | None:
    """The tense of the verb that governs the words at code points [start, end) of the parsed text."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return None
    token = span.root
    while token.head.i != token.i and token.pos_ not in ("VERB", "AUX"):
        token = token.head
    finite = next((c for c in token.children if c.dep_ in ("aux", "auxpass")), token)
    if finite.tag_ in ("MD", "TO"):
        return "future"
    if finite.tag_ == "VBD" or (finite.lemma_ == "have" and token.tag_ == "VBN"):
        return "past"
    return "present" if finite.tag_ in ("VBZ", "VBP") else None
