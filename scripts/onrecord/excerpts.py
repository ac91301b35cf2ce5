"""How much of a text may be shown where its rights are not open.

People's quoted words up to 60 words each; the publisher's own prose in runs of at most 12 words. Facts are free,
expression is not: the two limits are the project's own rule of thumb, stricter than most courts, and they are held when
a record is made and measured again over everything that was built (`audit.py`).
"""

from __future__ import annotations

import re

MAX_QUOTE_WORDS = 60
MAX_PROSE_RUN = 12

CUT = "[…]"

_WORD = re.compile(r"\w+(?:[’'.-]\w+)*")


def words(text: str) -> list[str]:
    """The words of a text in small letters, for comparing wordings: marks, blanks and letters' case don't count."""
    return [match.group().casefold().replace("’", "'") for match in _WORD.finditer(text)]


def quotation(text: str) -> str:
    """A quotation as it may be shown: whole up to 60 words, else its first 60 with the sign that it was cut."""
    found = list(_WORD.finditer(text))
    if len(found) <= MAX_QUOTE_WORDS:
        return text
    return f"{text[: found[MAX_QUOTE_WORDS - 1].end()]} {CUT}"


def prose(text: str) -> str | None:
    """A piece of the publisher's own prose as it may be shown, None where it is too long."""
    return text if len(words(text)) <= MAX_PROSE_RUN else None
