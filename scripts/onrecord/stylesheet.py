"""Leaves of Material's stylesheets what the pages of a site can use: an eighth of them, on every first visit.

Material styles many things that a record has none of: search boxes, tabs, admonitions, blogs. A rule stays if each of
its classes, ids, attributes and elements stands in some page, or as a word in some script, which may put it there.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

_PIECE = re.compile(r"""[^{}"';]+|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[{};]""", re.S)
_NAMED = re.compile(r"[.#\[]?-?[A-Za-z_][\w-]*")
_USED = re.compile(r"var\((--[\w-]+)")
_VARIABLE = re.compile(r"""(?<=[{;])(--[\w-]+):(?:"[^"]*"|'[^']*'|[^;{}"'])*(?:;|(?=\}))""")
_GROUPS = ("@media", "@supports", "@layer", "@container")
_DROPPED = re.compile(
    r"""::?[\w-]+(?:\((?:[^()]|\([^()]*\))*\))?"""  # pseudo-classes, what is inside of them included
    r"""|(?<=\[)([\w-]+)[^\]]*"""  # the values of attributes
)
_TAG = re.compile(rb"""<([a-z][a-z0-9]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>""")
_ATTRIBUTE = re.compile(rb"""([\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|[^\s"'>]+))?""")


def trim(site: Path) -> None:
    """Rewrite the stylesheets under `site/assets/stylesheets/`, Material's, for the pages and scripts of `site`.

    Material's scripts (`site/assets/javascripts/`) go where no page loads them; the template decides that.
    """
    words = known(site)
    for path in sorted((site / "assets" / "stylesheets").rglob("*.css")):
        path.write_text(kept(path.read_text("utf-8"), words), "utf-8")
        path.with_name(path.name + ".map").unlink(missing_ok=True)  # it maps what was there before
    if "/javascripts/bundle" not in words:
        shutil.rmtree(site / "assets" / "javascripts", ignore_errors=True)


def known(site: Path) -> set[str]:
    """What pages have: elements (`p`), classes (`.md-nav`), ids (`#cite`), attributes (`[dir`); words of all scripts.

    Variables that the site's own stylesheets use are among them (`--md-text-font`), and `/javascripts/bundle` where a
    page loads Material's script.
    """
    tags: set[bytes] = set()
    for path in site.rglob("*.html"):
        tags.update(found[0] for found in _TAG.finditer(path.read_bytes()))
    words: set[str] = set()
    for tag in tags:
        found = _TAG.fullmatch(tag)
        assert found  # `tags` holds whole matches
        words.add(found[1].decode())
        for name, *values in _ATTRIBUTE.findall(found[2]):
            words.add("[" + name.decode())
            mark = {b"class": ".", b"id": "#"}.get(name)
            if name == b"src" and any(b"/javascripts/bundle" in value for value in values):
                words.add("/javascripts/bundle")
            words.update(mark + word.decode() for value in values for word in value.split() if mark)
    for path in (site / "assets").glob("*.js"):
        for word in re.findall(r"[\w-]+", path.read_text("utf-8")):
            words.update((word, "." + word, "#" + word, "[" + word))
    for path in (site / "assets").glob("*.css"):
        words.update(_USED.findall(path.read_text("utf-8")))
    return words


def kept(css: str, words: set[str]) -> str:
    """The rules of a stylesheet that can meet something of `words`; variables that nothing uses go, too."""
    lean = "".join(_rules(css, words))
    used: set[str] = set()
    while used != (used := {*_USED.findall(lean), *words}):
        lean = _VARIABLE.sub(lambda found: found[0] if found[1] in used else "", lean)
    return re.sub(r"[^{}]+\{\}", "", lean)


def _rules(css: str, words: set[str]) -> Iterator[str]:
    for prelude, body in _blocks(css):
        if body is None:
            yield prelude
        elif prelude.startswith(_GROUPS):
            inner = "".join(_rules(body, words))
            if inner:
                yield f"{prelude}{{{inner}}}"
        elif prelude.startswith("@"):
            yield f"{prelude}{{{body}}}"
        else:
            selectors = [one for one in _selectors(prelude) if _can_meet(one, words)]
            if selectors:
                yield f"{','.join(selectors)}{{{body}}}"


def _blocks(css: str) -> Iterator[tuple[str, str | None]]:
    """Each rule of one level: what stands before its braces, and what within; None for one that ends in a semicolon."""
    prelude, body, depth = "", "", 0
    for piece in _PIECE.findall(re.sub(r"/\*.*?\*/", "", css, flags=re.S)):
        if depth == 0 and piece == ";":
            yield prelude.strip() + ";", None
            prelude = ""
        elif depth == 0 and piece != "{":
            prelude += piece
        else:
            depth += {"{": 1, "}": -1}.get(piece, 0)
            if depth == 0:
                yield prelude.strip(), body
                prelude, body = "", ""
            elif body or piece != "{" or depth > 1:
                body += piece


def _selectors(prelude: str) -> list[str]:
    """A list of selectors, parted at the commas that are not within parentheses."""
    found, depth, start = [], 0, 0
    for mark in re.finditer(r"[(),]", prelude):
        depth += {"(": 1, ")": -1}.get(mark[0], 0)
        if mark[0] == "," and depth == 0:
            found.append(prelude[start : mark.start()].strip())
            start = mark.end()
    return [*found, prelude[start:].strip()]


def _can_meet(selector: str, words: set[str]) -> bool:
    bare = _DROPPED.sub(r"\1", selector)
    if "\\" in bare or "(" in bare:
        return True  # more than is understood here
    return all(name in words for name in _NAMED.findall(bare))
