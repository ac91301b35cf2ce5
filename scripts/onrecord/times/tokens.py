"""The text as tokens, and as a string with one character for each token: its set of classes (see patterns.py)."""

from __future__ import annotations

import re

from onrecord.times.words import CAPITALISED, Value, figures, neighbours, words

TOKEN = re.compile(
    r"(?P<figure>\d{4}-\d\d?-\d\d?(?!\d)|\d\d?/\d\d?/\d{2,4}(?!\d)|\d\d?[:.]\d\d(?:[ap]\.?m\b\.?)|\d\d?:\d\d(?::\d\d)?(?!\d)"
    r"|\d\d?[ap]\.?m\b\.?|\d{1,3}(?:,\d{3})+(?!\d)|\d+\.\d+|\d+/\d+|['’‘`]\d\d['’]?s?\b|\d+['’]s\b(?=\W)|\d+(?:st|nd|rd|th|s)?(?![A-Za-z])|[¼½¾])"
    r"|(?P<word>[ap]\.\s?m\b\.?|[A-Z]\.(?:[A-Z]\.)+|[^\W\d_]+\.?)"
    r"|(?P<gap>\n\s*\n)"
    r"|(?P<sign>['’]s\b|\d|[^\w\s]|\w)"
)
"""What a token is. Words come with the full stop after them, which is given back where it is not an abbreviation's."""

FIGURE_START = frozenset("0123456789¼½¾'’‘`")

OTHER, GAP = "\ue000", "\ue001"
"""The characters of a token of no class, and of the edge of a paragraph."""


class Tokens:
    """The tokens of a text: parallel lists, and `letters`, one character a token."""

    def __init__(self, text: str, alphabet: Alphabet) -> None:
        self.text = text
        self.start: list[int] = []
        self.end: list[int] = []
        self.lower: list[str] = []
        letters: list[str] = []
        letter, known = alphabet.letter, alphabet.known
        for m in TOKEN.finditer(text):
            kind, raw, at, to = m.lastgroup, m[0], m.start(), m.end()
            if kind == "gap":
                lower, code = "\n", GAP
            elif kind == "word":
                lower = raw.lower()
                if lower[-1] == "." and lower not in known and lower[1] != ".":
                    stop = to - 1
                    lower = lower[:-1]
                    self.start.append(at)
                    self.end.append(stop)
                    self.lower.append(lower)
                    letters.append(letter(lower, raw[0]))
                    at, lower, raw = stop, ".", "."
                code = letter(lower, raw[0])
            else:
                lower = "'s" if raw == "’s" else raw
                code = letter(lower, raw[0])
            self.start.append(at)
            self.end.append(to)
            self.lower.append(lower)
            letters.append(code)
        self.letters = "".join(letters)

    def __len__(self) -> int:
        return len(self.start)

    def raw(self, index: int) -> str:
        """The token as it stands in the text."""
        return self.text[self.start[index] : self.end[index]]

    def value(self, index: int, name: str) -> Value:
        """What the token stands for as a word of a class. Raises KeyError where it is not of the class."""
        lower = self.lower[index]
        known = words().get(lower)
        return known[name] if known and name in known else figures(lower)[name]

    def has(self, index: int, name: str) -> bool:
        """Whether the token is of the class; False beyond the text's ends."""
        if not 0 <= index < len(self.lower):
            return False
        lower = self.lower[index]
        return name in words().get(lower, {}) or (lower[:1] in FIGURE_START and name in figures(lower))

    def ends_sentence(self, index: int) -> bool:
        """Whether a sentence ends with the token: not with the full stop of an abbreviation ("Gov.", "Ala.,")."""
        word = self.lower[index]
        if word != ".":
            return word in ("?", "!", "\n")
        after = index + 1
        if after >= len(self.lower):
            return True
        if self.lower[after] in (",", ";", ":") or self.text[self.start[after]].islower():
            return False
        before = self.word(index - 1)
        return not (len(before) == 1 and before.isalpha()) and before not in neighbours("ABBREVIATION")

    def sentence_between(self, start: int, end: int) -> bool:
        """Whether the end of a sentence lies between two tokens."""
        return any(self.ends_sentence(i) for i in range(start, min(end, len(self.lower))))

    def gap_between(self, start: int, end: int) -> bool:
        """Whether the edge of a paragraph lies between two tokens."""
        return GAP in self.letters[start:end]

    def word(self, index: int) -> str:
        """The token in lower case; empty beyond the text's ends."""
        return self.lower[index] if 0 <= index < len(self.lower) else ""


class Alphabet:
    """Gives every set of classes its character. `literals` are words that patterns name: classes of their own."""

    def __init__(self, literals: set[str]) -> None:
        self.literals = literals
        self.sets: dict[frozenset[str], str] = {frozenset(): OTHER}
        self.known = words()
        self._letters: dict[tuple[str, bool], str] = {}
        for word in sorted(set(self.known) | literals):
            for first in (word[0], word[0].upper()):
                self.letter(word, first)
        for sample in _SAMPLES:
            self.letter(sample, sample[0])

    def classes(self) -> dict[str, str]:
        """For each class the characters of the sets that hold it."""
        out: dict[str, str] = {}
        for names, char in self.sets.items():
            for name in names:
                out[name] = out.get(name, "") + char
        return out

    def letter(self, lower: str, first: str) -> str:
        """The character of a token, given in lower case and with its first character as it stands in the text."""
        key = (lower, first.isupper())
        found = self._letters.get(key)
        if found is None:
            found = self._char(lower, key[1])
            if lower in self.known or lower in self.literals:
                self._letters[key] = found
        return found

    def _char(self, lower: str, capital: bool) -> str:
        names = set(self.known.get(lower, ()))
        if not capital:
            names -= CAPITALISED
        if lower[0] in FIGURE_START and lower not in self.literals:
            names |= set(figures(lower))
        if lower in self.literals:
            names.add(lower)
        return self.sets.setdefault(frozenset(names), chr(0xE002 + len(self.sets)))


_SAMPLES = (
    "1",
    "2",
    "24",
    "25",
    "31",
    "32",
    "05",
    "00",
    "25",
    "99",
    "100",
    "999",
    "1000",
    "1999",
    "2199",
    "2200",
    "9999",
    "10000",
    "1,000",
    "1.5",
    "1/2",
    "1st",
    "1980s",
    "80s",
    "'80s",
    "'96",
    "10:30",
    "5pm",
    "5:30pm",
    "2020-01-02",
    "1/2/2003",
    "2014/15",
)
"""Figures of every kind, so that each set of classes has its character before patterns are compiled."""
