"""Leaves of Material's stylesheets what the pages of a site can use: an eighth of them, on every first visit.

Material styles many things that a record has none of: search boxes, tabs, admonitions, blogs. A rule stays if each of
its classes, ids, attributes and elements stands in some page, or as a word in some script, which may put it there.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Sequence, Set
from pathlib import Path
from typing import Any

import tinycss2

_USED = re.compile(r"var\((--[\w-]+)")
_GROUPS = frozenset(["media", "supports", "layer", "container"])
_TAG = re.compile(rb"""<([a-z][a-z0-9]*+)((?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>""")
_ATTRIBUTE = re.compile(rb"""([\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|[^\s"'>]+))?""")


def trim(site: Path, pages: Set[bytes] | None = None) -> None:
    """Rewrite the stylesheets under `site/assets/stylesheets/`, Material's, for the pages and scripts of `site`.

    `pages` are the `tags` of all its pages, where they have been read already. Material's scripts
    (`site/assets/javascripts/`) go where no page loads them; the template decides that.
    """
    if pages is None:
        pages = {tag for path in site.rglob("*.html") for tag in tags(path.read_bytes())}
    words = known(site, pages)
    for path in sorted((site / "assets" / "stylesheets").rglob("*.css")):
        path.write_text(kept(path.read_text("utf-8"), words), "utf-8")
        path.with_name(path.name + ".map").unlink(missing_ok=True)  # it maps what was there before
    if "/javascripts/bundle" not in words:
        shutil.rmtree(site / "assets" / "javascripts", ignore_errors=True)


def tags(page: bytes) -> set[bytes]:
    """The opening tags of a page, each once, with their attributes."""
    return {found[0] for found in _TAG.finditer(page)}


def known(site: Path, pages: Set[bytes]) -> set[str]:
    """What pages have: elements (`p`), classes (`.md-nav`), ids (`#cite`), attributes (`[dir`); words of all scripts.

    Variables that the site's own stylesheets use are among them (`--md-text-font`), and `/javascripts/bundle` where a
    page loads Material's script.
    """
    words: set[str] = set()
    for tag in pages:
        found = _TAG.fullmatch(tag)
        assert found  # what `tags` gives are whole matches
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
    lean = "".join(_rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), words))
    used: set[str] = set()
    while used != (used := {*_USED.findall(lean), *words}):
        rules = tinycss2.parse_stylesheet(lean, skip_comments=True, skip_whitespace=True)
        lean = "".join(_with_used_variables(rules, used))
    return lean


def _rules(rules: Iterable[Any], words: set[str]) -> Iterator[str]:
    """Those of tinycss2's rules that can meet something, as written; of a list of selectors, those that can."""
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [_written(one) for one in _parted(rule.prelude) if _can_meet(one, words)]
            if selectors:
                yield f"{','.join(selectors)}{{{_written(rule.content)}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword in _GROUPS and rule.content is not None:
            inner = "".join(_rules(_inner(rule), words))
            if inner:
                yield f"@{rule.at_keyword}{_spaced(rule)}{{{inner}}}"
        else:  # fonts, keyframes, imports; and what is no CSS, which a browser passes over as well
            yield rule.serialize()


def _with_used_variables(rules: Iterable[Any], used: set[str]) -> Iterator[str]:
    """The rules without declarations of variables that are not used, and without rules that then declare nothing."""
    for rule in rules:
        if rule.type == "qualified-rule":
            body = "".join(
                _written(piece)
                for piece in _parted(rule.content, ";", keep=True)
                if not (name := _declared(piece)).startswith("--") or name in used
            )
            if body.strip():
                yield f"{_written(rule.prelude)}{{{body}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword in _GROUPS and rule.content is not None:
            inner = "".join(_with_used_variables(_inner(rule), used))
            if inner:
                yield f"@{rule.at_keyword}{_spaced(rule)}{{{inner}}}"
        else:
            yield rule.serialize()


def _inner(rule: Any) -> list[Any]:
    found: list[Any] = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
    return found


def _written(tokens: Sequence[Any]) -> str:
    return str(tinycss2.serialize(tokens)).strip()


def _spaced(rule: Any) -> str:
    prelude = _written(rule.prelude)
    return f" {prelude}" if prelude else ""


def _parted(tokens: Sequence[Any], mark: str = ",", *, keep: bool = False) -> list[list[Any]]:
    """Tokens parted at a mark of their own level (those within brackets are inside of one token); `keep` keeps it."""
    found: list[list[Any]] = [[]]
    for token in tokens:
        at = token.type == "literal" and token.value == mark
        if not at or keep:
            found[-1].append(token)
        if at:
            found.append([])
    return found


def _declared(piece: Sequence[Any]) -> str:
    """What a declaration declares: `color`, `--md-text-font`; "" where there is none."""
    return next((str(token.value) for token in piece if token.type == "ident"), "")


def _can_meet(selector: Sequence[Any], words: set[str]) -> bool:
    """Whether each class, id, attribute and element of a selector is known; pseudo-classes may always hold."""
    before = ""
    for token in selector:
        if token.type == "ident" and before != ":":
            if (before if before == "." else "") + token.value not in words:
                return False
        elif token.type == "hash" and "#" + token.value not in words:
            return False
        elif token.type == "[] block":
            name = next((str(part.value) for part in token.content if part.type == "ident"), "")
            if "[" + name not in words:
                return False
        before = token.value if token.type == "literal" else ""
    return True
