"""The words of time, from `lexicon/times.yml`, and the classes that figures fall into."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from onrecord.lexicon import table
from onrecord.model import Frozen

Value = int | float | str


class Word(Frozen, frozen=True):
    """A row of the table: tokens in lower case, what they stand for, an example and the values found in it."""

    words: tuple[str, ...]
    example: str
    gives: str | tuple[str, ...]
    value: Value | None = None


CAPITALISED = frozenset({"MONTH", "WEEKDAY", "WEEKDAYS"})
"""Classes whose words count only with a capital: "may" and "march" are verbs, "Sun" is not."""


@cache
def words() -> dict[str, dict[str, Value]]:
    """For each word its classes, and what it stands for in each."""
    out: dict[str, dict[str, Value]] = {}
    for name, rows in table("times", Word).items():
        for row in rows:
            for word in row.words:
                out.setdefault(word, {})[name] = row.value if row.value is not None else word
    for name, days in table("known_days", KnownDay).items():
        for day in days:
            for word in day.words:
                out.setdefault(word, {})[name] = day.gives
    return out


class KnownDay(Frozen, frozen=True):
    """A day that is known by its month and day alone ("the Sept. 11 attacks"): the nouns that tell, and the date.

    `published` is the day that the example was published on, where it is another than the usual.
    """

    words: tuple[str, ...]
    example: str
    gives: str
    published: str | None = None


@cache
def known_days() -> dict[tuple[str, str], str]:
    """For month and day ("09-11") and a noun the date that is meant."""
    return {
        (row.gives[5:], word): row.gives for row in table("known_days", KnownDay)["KNOWN_EVENT"] for word in row.words
    }


LONGEST_FIGURE = 20
"""Characters. A longer row of digits counts nothing that a text could mean, and is no number to reckon with."""


@cache
def neighbours(section: str) -> frozenset[str]:
    """The words of a section of `lexicon/neighbours.yml`, which tell whether what they stand by is a phrase of time."""
    return frozenset(word for row in table("neighbours", Word)[section] for word in row.words)


@lru_cache(maxsize=4096)
def figures(word: str) -> dict[str, Value]:
    """The classes of a token that begins with a figure, an apostrophe or a fraction, and its value in each."""
    if len(word) > LONGEST_FIGURE:
        return {}
    if m := re.fullmatch(r"(\d{4})-(\d\d?)-(\d\d?)", word):
        return {"ISO_DATE": word}
    if re.fullmatch(r"\d\d?/\d\d?/(?:\d{4}|\d\d)", word):
        return {"SLASH_DATE": word}
    if m := re.fullmatch(r"(\d\d?)[:.](\d\d)(?::\d\d)?([ap])\.?m\.?", word) or re.fullmatch(
        r"(\d\d?)()([ap])\.?m\.?", word
    ):
        return {"CLOCK_AMPM": clock(int(m[1]), int(m[2] or 0), m[3], bool(m[2]))}
    if m := re.fullmatch(r"(\d\d?):(\d\d)(?::\d\d)?", word):
        return {"CLOCK": clock(int(m[1]), int(m[2]), "", True)} if int(m[1]) < 25 and int(m[2]) < 60 else {}
    if (m := re.fullmatch(r"(\d{4})/(\d\d|\d{4})", word)) and str(int(m[1]) + 1).endswith(m[2]):
        return {"YEAR_PAIR": int(m[1])}
    if m := re.fullmatch(r"(\d+)/(\d+)|([¼½¾])", word):
        part = {"¼": 0.25, "½": 0.5, "¾": 0.75}[m[3]] if m[3] else int(m[1]) / max(1, int(m[2]))
        return {"FRACTION": part} if part < 1 else {}
    if m := re.fullmatch(r"(\d+)(?:st|nd|rd|th)", word):
        return {"ORDINAL": int(m[1])} if len(m[1]) < 3 else {}
    if m := re.fullmatch(r"['’‘`]?(\d\d|\d{3}0)['’]?s", word):
        return {"DECADE_YEARS": m[1]}
    if m := re.fullmatch(r"['’‘`](\d\d)", word):
        return {"SHORT_YEAR": m[1]}
    if m := re.fullmatch(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?", word):
        return _number(word)
    return {}


def _number(word: str) -> dict[str, Value]:
    figure = float(word.replace(",", ""))
    number = int(figure)
    found: dict[str, Value] = {"NUMBER": number if figure == number else figure}
    if not word.isdigit() or len(word) > 4:
        return found
    if 1 <= number <= 31 and len(word) <= 2:
        found["DAY"] = number
    if number <= 24 and len(word) <= 2:
        found["HOUR"] = number
    if len(word) == 2:
        found["YY"] = word
    if len(word) == 4 and 1000 <= number <= 2199:
        found["YEAR"] = number
    return found


def clock(hour: int, minute: int, half: str, minutes: bool) -> str:
    """A time of day as TIMEX3 has it, without the T; `half` is "a", "p" or empty. "" where there is no such time."""
    if hour > 24 or minute > 59 or (half and not 1 <= hour <= 12):
        return ""
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02d}:{minute:02d}"
