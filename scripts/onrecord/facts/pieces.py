"""The pieces of a statement, words of the text and words put in, and how they become a sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from onrecord.model import Timex

WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
MARKS = frozenset({"“", "”", '"', "``", "''"})
SINGLE = frozenset({"‘", "'", "’", "`"})


class Refused(Exception):  # noqa: N818  # not an error: most clauses of a text make no fact
    """Why a clause can't stand alone. `blame` is the token at fault: without its phrase it might."""

    def __init__(self, why: str, blame: int = -1) -> None:
        super().__init__(why)
        self.blame = blame


class Piece(msgspec.Struct):
    """A word of the text (`token` its index), or words put in (`token` below 0) for those up to token `over`."""

    text: str
    token: int = -1
    quoted: bool = False
    over: int = -1


class Draft(msgspec.Struct):
    """A composed statement: its text, the source tokens in it, and whom it names."""

    text: str
    tokens: tuple[int, ...]
    subjects: tuple[int, ...]
    timexes: tuple[Timex, ...]
    run: int
    nouns: tuple[Token, ...] = ()
    first: tuple[int, ...] = ()  # the tokens of the subject that stands elsewhere
    dropped: frozenset[int] = frozenset()  # the tokens that were left off to make it fit
    supplied: bool = False  # the date was put in, from elsewhere
    completed: frozenset[int] = frozenset()  # the nouns that words were put in for, and the articles before those


def blank(token: Token) -> bool:
    """Whether a token is space or a quotation mark."""
    return token.is_space or token.text in MARKS


def render(doc: Doc, pieces: Sequence[Piece]) -> str:
    """Pieces as a sentence: brackets around what was put in, quotation marks around what stands in them.

    Raises Refused where words are missing inside a quotation.
    """
    text, open_quote, last = "", False, -2
    for k, piece in enumerate(pieces):
        if piece.token >= 0 and open_quote and piece.quoted and last >= 0 and _gap(doc, last, piece.token):
            raise Refused("gap in a quotation")
        glue = k == 0 or _glued(doc, pieces, k)
        if open_quote and not piece.quoted:
            text, open_quote = text.rstrip() + "”", False
            glue = glue and piece.text[0] in ",.’'-)"
        words_ = piece.text if piece.token >= 0 else f"[{piece.text}]"
        start = ""
        if piece.quoted and not open_quote:
            start, open_quote, glue = "“", True, k == 0
        text += ("" if glue else " ") + start + words_
        last = max(piece.token, piece.over, last)
    text = text.rstrip(" ,.")
    text += "”" if open_quote else ""
    if '"' in text or text.count("“") != text.count("”"):
        raise Refused("quotation marks")
    return _capital(text) + "."


def _glued(doc: Doc, pieces: Sequence[Piece], k: int) -> bool:
    """Whether a piece follows the one before without a blank."""
    piece, before = pieces[k], pieces[k - 1]
    if piece.token < 0:
        return False
    if 0 <= before.token == piece.token - 1:
        return not doc[before.token].whitespace_
    return piece.text in {",", ".", "’s", "'s", "’", "'", "%", "n’t", "n't"}


def _gap(doc: Doc, last: int, here: int) -> bool:
    """Whether words of one quotation between two tokens are missing."""
    between = [doc[i] for i in range(last + 1, here)]
    if any(t.text in MARKS for t in between):
        return False
    return any(not t.is_punct and not t.is_space for t in between)


def _capital(text: str) -> str:
    for k, char in enumerate(text):
        if char.isalnum():
            return text[:k] + char.upper() + text[k + 1 :]
    return text


def longest(pieces: Sequence[Piece], doc: Doc) -> int:
    """The longest run of words, outside quotation marks, that stands in the text just so."""
    best = run = 0
    last = -2
    for piece in pieces:
        if piece.token < 0 or piece.quoted:
            run, last = 0, -2
            continue
        between = [doc[i] for i in range(last + 1, piece.token)] if last >= 0 else []
        if last < 0 or any(not t.is_punct and not t.is_space for t in between):
            run = 0
        if piece.text[0].isalnum() and not piece.text.startswith(("’", "'")):
            run += 1
        best, last = max(best, run), piece.token
    return best
