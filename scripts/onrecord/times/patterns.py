"""A small language for patterns over words, compiled to regular expressions over classes of words.

Every token of the text becomes one character that stands for its set of classes, so a rule is matched by the regular
expression engine over a string that has one character a token. In a pattern

    the? ORDINAL:n -? quarter (of? YEAR:year)?

upper-case words are classes of the lexicon, lower-case words and signs stand for themselves, `:n` keeps the token (or
the bracket) under a name, `?`, `*`, `|` and brackets mean what they mean in regular expressions, and `<count>` puts in
a named piece of pattern. Classes that the patterns name are found by `vocabulary`.

`*` means at most REPEATED times: without an end, a text that is one long row of numbers would cost the square of its
length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

REPEATED = 12

PIECE = re.compile(r"\s*(?:<(\w+)>|([A-Z][A-Z_]*|[a-z]+|'s|[-,./’'&–—])(?::(\w+))?|(\()|(\)[?*]?)(?::(\w+))?|([?*|]))")


def expand(pattern: str, pieces: Mapping[str, str]) -> str:
    """Put the named pieces (`<count>`) into a pattern."""
    while "<" in pattern:
        pattern = re.sub(r"<(\w+)>", lambda m: f"({pieces[m[1]]})", pattern)
    return pattern


def vocabulary(patterns: Iterable[str]) -> set[str]:
    """The words and signs that patterns name as themselves: each is a class of its own."""
    found: set[str] = set()
    for pattern in patterns:
        found |= {m[2] for m in _pieces(pattern) if m[2] and not m[2].isupper()}
    return found


def compiled(pattern: str, letters: Mapping[str, str]) -> re.Pattern[str]:
    """The regular expression of a pattern; `letters` has, for each class, the characters whose sets hold the class.

    A label may stand in several branches: its groups are named label__1, label__2, …
    """
    out: list[str] = []
    opened: list[int] = []
    seen: dict[str, int] = {}

    def group(label: str) -> str:
        seen[label] = seen.get(label, 0) + 1
        return f"(?P<{label}__{seen[label]}>"

    for m in _pieces(pattern):
        _, atom, label, opening, closing, bracket_label, sign = m.groups()
        if opening:
            opened.append(len(out))
            out.append("(?:")
        elif closing:
            start = opened.pop()
            if bracket_label:
                out[start] = group(bracket_label)
            out.append(closing.replace("*", f"{{0,{REPEATED}}}"))
        elif sign:
            out.append(sign.replace("*", f"{{0,{REPEATED}}}"))
        else:
            chars = letters.get(atom, "")
            piece = f"[{re.escape(chars)}]" if chars else r"(?!)"
            out.append(f"{group(label)}{piece})" if label else piece)
    return re.compile("".join(out))


def _pieces(pattern: str) -> list[re.Match[str]]:
    pieces, at = [], 0
    pattern = pattern.rstrip()
    while at < len(pattern):
        m = PIECE.match(pattern, at)
        if m is None:
            raise ValueError(f"pattern not understood at {pattern[at:]!r}")
        pieces.append(m)
        at = m.end()
    return pieces
