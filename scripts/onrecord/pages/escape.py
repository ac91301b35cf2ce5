"""One function for each place that a string from a text can enter. Every one takes any string and cannot raise.

Texts are hostile: a name can hold HTML, Markdown, a snippet's marker, a formula or a character that turns the line
around. Nothing here judges what a string means; it only keeps it a string in the place where it goes.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any
from urllib.parse import quote, urlsplit

from markupsafe import Markup

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ufdd0-\ufdef]")
_TURNING = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SPACE = re.compile(r"\s+")
# What Markdown, its extensions and HTML leave alone wherever it stands. Letters and digits of all scripts come on top.
_PLAIN = frozenset(" ,;?/%'’‘“”„‚«»‹›…–—·•§°£€¥©®™")
# Plain inside a word or a sentence, but a mark at a line's start or beside something else: kept between letters alone.
_INNER = frozenset(".-:")
_IN_VALUE = frozenset(" .,:;/-’‘“”–—…")


def line(text: str) -> str:
    """One line: control characters out, every run of white space one blank."""
    return _SPACE.sub(" ", _CONTROLS.sub("", text)).strip()


def md(text: str) -> Markup:
    """For running text in Markdown, and for text in HTML inside it: what could be markup becomes a character reference.

    Character references are the one escape that Python-Markdown, its extensions, Zensical and raw HTML all read alike.
    """
    return text if isinstance(text, Markup) else _references(str(text))


@lru_cache(maxsize=65536)
def _references(text: str) -> Markup:
    """`md` of a plain string. Names and sources stand on many pages, so that most calls are repeats."""
    text = line(text)
    out: list[str] = []
    for at, char in enumerate(text):
        if (
            char in _PLAIN
            or (char.isalnum() and char != "_")
            or (
                char in _INNER
                and at
                and text[at - 1].isalnum()
                and _harmless(char, text[at - 1], text[at + 1 : at + 2])
            )
        ):
            out.append(char)
        elif char.isascii():
            out.append(f"&#{ord(char)};")
        else:
            out.append(char)
    return Markup("".join(out))


def _harmless(char: str, before: str, after: str) -> bool:
    """Whether a full stop, hyphen or colon is plain: "U.S.", "end. Then", "second-degree" (but not "1. " or "- ")."""
    if char == ".":
        return after.isalnum() or not before.isdigit()
    return after.isalnum() or (char == ":" and after == " ")


def attr(text: str) -> Markup:
    """For the value of an HTML attribute between quotation marks, also where Markdown reads the tag."""
    return _value(str(text))


@lru_cache(maxsize=65536)
def _value(text: str) -> Markup:
    text = line(text)
    return Markup("".join(char if char.isalnum() or char in _IN_VALUE else f"&#{ord(char)};" for char in text))


def html(text: str) -> Markup:
    """For text between tags in a file that is HTML or SVG alone."""
    return Markup(line(str(text)).translate(_ENTITIES))


_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})


def xml(text: str) -> Markup:
    """For text or an attribute in XML: as `html`; the characters that XML 1.0 forbids are gone already."""
    return html(text)


def label(text: str, limit: int = 0) -> str:
    """Plain text that is safe even where a theme prints it raw, between tags or in an attribute: titles, descriptions.

    Marks that open a tag or end an attribute give way to their look-alikes; the exact words stand on the page itself.
    Characters that turn the writing direction are dropped, for here nothing isolates them. `limit` (in characters, 0
    for none) cuts at a word.
    """
    text = _TURNING.sub("", line(str(text)))
    text = text.translate({ord("<"): "‹", ord(">"): "›", ord('"'): "”", ord("`"): "’"})
    text = re.sub(r"&(?=[#\w])", "+", text) if re.search(r"&#?\w+;", text) else text
    return cut(text, limit)


def cut(text: str, limit: int) -> str:
    """The text, cut at a word with an ellipsis where it is longer than `limit` characters (0: never)."""
    if not limit or len(text) <= limit:
        return text
    head = text[: limit - 1]
    whole = head.rsplit(" ", 1)[0] if " " in head else head
    while whole and unicodedata.combining(text[len(whole)]):  # never part a letter from its accents
        whole = whole[:-1]
    return whole.rstrip(" ,;:–—-") + "…"


def yaml_text(value: str) -> str:
    """A string as a YAML scalar on one line (double-quoted, as JSON; what YAML calls unprintable, escaped)."""
    text = encode_basestring(value)
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else (f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}")
        for char in text
    )


def yaml(value: Any) -> str:
    """A tree of dicts, lists, strings, numbers and truth values in YAML's flow style, which is all on one line."""
    if isinstance(value, str):
        return yaml_text(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{yaml_text(str(key))}: {yaml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(yaml(item) for item in value) + "]"
    return json.dumps(value)


def front_matter(**fields: Any) -> str:
    """Front matter of a page, with its two fences. A field that is None or empty is left out."""
    rows = [f"{key}: {yaml(value)}" for key, value in fields.items() if value not in (None, "", [], {}, ())]
    return "\n".join(["---", *rows, "---", ""])


def script_json(value: Any) -> str:
    """JSON for a `<script>` element: nothing in it can end the element or open a comment."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=False)
    return (
        text.replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )


def cell(value: object) -> str:
    """A cell of a CSV file that a spreadsheet will not run as a formula (OWASP, "CSV Injection")."""
    text = line("" if value is None else str(value))
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


@lru_cache(maxsize=4096)
def link(url: str | None) -> str:
    """A web address that is safe to link to, or "" where it is none: http and https only, nothing left unencoded."""
    try:
        parts = urlsplit(line(url or ""))
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
        return ""
    return quote(parts.geturl(), safe="/:?#@!$&*+,;=%~-._[]").replace("[", "%5B").replace("]", "%5D")


def fragment(words: str) -> str:
    """A piece of a text directive (`#:~:text=`): everything but letters, digits and a few is percent-encoded.

    `&`, `,` and `-` have a meaning of their own there (WICG, URL Fragment Text Directives) and are encoded too.
    """
    return quote(line(words), safe="").replace("-", "%2D")
