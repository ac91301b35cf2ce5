"""What the pages need to know of the site that they are part of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Any

import yaml

from onrecord import yamlfile
from onrecord.errors import OnrecordError
from onrecord.model import Frozen
from onrecord.pages.escape import link


class Site(Frozen, frozen=True):
    """Settings of the site, as mkdocs.yml has them.

    `url` is the address that the site is published under, with a slash at its end, or None while it has none: then
    permalinks are relative. `contact` is where to write for a correction (a web address or an e-mail address, or the
    repository's); "" where the site names none, and says so.
    """

    name: str
    url: str | None = None
    description: str = ""
    contact: str = ""
    language: str = "en"

    def permalink(self, path: str) -> str | None:
        """Absolute address of a page, from its path under docs/record/."""
        return None if not self.url else f"{self.url.rstrip('/')}/record/{built(path)}"


def built(path: str) -> str:
    """What MkDocs makes of a page's path (without directory URLs, so that links work from file://, too)."""
    return path.removesuffix(".md") + ".html" if path.endswith(".md") else path


def read(path: Path, environ: Mapping[str, str]) -> Site:
    """The settings from mkdocs.yml. `!ENV` is looked up in `environ`; other tags, which concern MkDocs alone, are left.

    Raises OnrecordError where the file can't be read, or where a value would bring a script or a broken address to all
    pages: a value is text, whoever wrote it or set it in the environment; themes print most of them as they are.
    """
    kind: Any = type("_Loader", (yamlfile.LOADER,), {"environ": environ})
    kind.add_constructor("!ENV", _from_environment)
    kind.add_multi_constructor("", lambda *_: None)
    try:
        loader = kind(path.read_text("utf-8"))
        node = loader.get_single_node()
        found = (loader.construct_document(node) if node is not None else None) or {}
        extra = found.get("extra") or {}
        if found.get("use_directory_urls", True):
            raise OnrecordError(
                "permanent links end in .html, but MkDocs would make folders",
                path=path,
                todo="set use_directory_urls: false",
            )
        for key, line, value in _strings(node, loader, "", set()):
            if problem := _problem(key, value):
                raise OnrecordError(f"{key}: {problem[0]}", path=path, line=line, todo=problem[1])
        return Site(
            name=str(found.get("site_name") or "On the record"),
            url=str(found["site_url"]) if found.get("site_url") else None,
            description=str(found.get("site_description") or ""),
            contact=str(extra.get("contact") or found.get("repo_url") or ""),
            language=str(found.get("theme", {}).get("language") or "en"),
        )
    except (OSError, UnicodeError, yaml.YAMLError, AttributeError) as error:
        raise OnrecordError(f"the site's settings can't be read: {error}", path=path) from error


_PROSE = frozenset(["site_name", "site_description", "site_author", "copyright"])
_ADDRESSES = frozenset(["site_url", "repo_url", "extra.homepage", "extra.contact", "extra.social.link"])
_MAILBOXES = frozenset(["extra.contact", "extra.social.link"])
_UNFIT = re.compile(r"""[\s"<>\\^`{|}]""")
"""What RFC 3986 has in no address; letters of all scripts may stand, for browsers take them."""
_MAIL = re.compile(r"""mailto:[^\s"'<>`\\]+@[^\s"'<>`\\]+""")
_SCRIPTS = re.compile(r"(?:javascript|vbscript|livescript):|data:\w*/", re.IGNORECASE)
_IGNORED = re.compile(r"[^\w:/]")
"""Browsers overlook blanks and controls in a scheme."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*")
_MARKUP = re.compile(
    r"""(?:[^<>]|</?(?:a|abbr|b|br|cite|code|em|i|p|small|span|strong|sub|sup)"""
    r"""(?:\s+(?:class|href|lang|rel|target|title)="[^"<>]*")*\s*/?>)*"""
)
"""Text, and the tags of a line of text, written out in full: no parser, which would mend what is broken as it likes."""
_HREF = re.compile(r'\shref="([^"]*)"')


def _problem(key: str, value: str) -> tuple[str, str] | None:
    """What is wrong with a setting, and what to do. `key` is its path with dots, places in lists left out."""
    if key not in _PROSE and _SCRIPTS.match(_IGNORED.sub("", unescape(value))):
        return "a link that runs a script or holds a page is no address", "use an https:// address"
    mail = key in _MAILBOXES and _MAIL.fullmatch(value)
    if key in _ADDRESSES and value and not mail and (not link(value) or _UNFIT.search(value)):
        more = " or mailto:name@host" if key in _MAILBOXES else ""
        return f"{value!r} is no web address", f"write https://…{more}, with %20 for a blank"
    if key == "theme.language" and not _LANGUAGE.fullmatch(value):
        return f"{value!r} is no language", "use its code, such as en"
    if key == "copyright" or key.startswith("extra."):
        if not _MARKUP.fullmatch(value):
            return (
                "only text and the tags of text are allowed here",
                'write <a href="https://…">…</a>, <em> or <strong>, with double quotation marks; "<" alone as &lt;',
            )
        if any(_problem("", href) or not _linked(href) for href in _HREF.findall(value)):
            return "a link leads to no web address", 'write href="https://…"'
    return None


def _linked(href: str) -> bool:
    """Whether a link in a setting leads to a web page, to a mailbox, or to a page of the site."""
    address = unescape(href)
    return bool(link(address) or _MAIL.fullmatch(address) or re.fullmatch(r"[\w./#?=&%-]*", address))


def _strings(
    node: yaml.Node | None, loader: Any, key: str, seen: set[tuple[int, str]]
) -> Iterator[tuple[str, int, str]]:
    """Every value that is a string, with its key and its line in the file; those from the environment as it is now.

    `seen` is what keeps aliases, which may lead around in a circle, from being walked twice.
    """
    if node is None or (id(node), key) in seen or key.count(".") > _DEEPEST:
        return
    seen.add((id(node), key))
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            yield from _strings(value, loader, f"{key}.{name.value}".lstrip("."), seen)
    elif node.tag == "!ENV" or isinstance(node, yaml.ScalarNode):
        value = loader.construct_object(node, deep=True)
        if isinstance(value, str):
            yield key, node.start_mark.line + 1, value
    else:
        for value in node.value:
            yield from _strings(value, loader, key, seen)


_DEEPEST = 12
"""Keys within keys; no setting has as many."""


def _from_environment(loader: Any, node: yaml.Node) -> object:
    """`!ENV NAME` or `!ENV [NAME, …, default]`, as MkDocs reads it."""
    if isinstance(node, yaml.ScalarNode):
        return loader.environ.get(node.value)
    names = [str(loader.construct_object(child)) for child in node.value]
    for name in names:
        if name in loader.environ:
            return loader.environ[name]
    return names[-1] if len(names) > 1 else None
