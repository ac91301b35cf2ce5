"""What the pages need to know of the site that they are part of."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from onrecord.errors import OnrecordError
from onrecord.model import Frozen


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

    Raises OnrecordError where the file can't be read.
    """
    loader: Any = type("_Loader", (getattr(yaml, "CSafeLoader", yaml.SafeLoader),), {"environ": environ})
    loader.add_constructor("!ENV", _from_environment)
    loader.add_multi_constructor("", lambda *_: None)
    try:
        found = yaml.load(path.read_text("utf-8"), Loader=loader) or {}
        extra = found.get("extra") or {}
        if found.get("use_directory_urls", True):
            raise OnrecordError(
                "permanent links end in .html, but MkDocs would make folders",
                path=path,
                todo="set use_directory_urls: false",
            )
        return Site(
            name=str(found.get("site_name") or "On the record"),
            url=str(found["site_url"]) if found.get("site_url") else None,
            description=str(found.get("site_description") or ""),
            contact=str(extra.get("contact") or found.get("repo_url") or ""),
            language=str(found.get("theme", {}).get("language") or "en"),
        )
    except (OSError, yaml.YAMLError, AttributeError) as error:
        raise OnrecordError(f"the site's settings can't be read: {error}", path=path) from error


def _from_environment(loader: Any, node: yaml.Node) -> object:
    """`!ENV NAME` or `!ENV [NAME, …, default]`, as MkDocs reads it."""
    if isinstance(node, yaml.ScalarNode):
        return loader.environ.get(node.value)
    names = [str(loader.construct_object(child)) for child in node.value]
    for name in names:
        if name in loader.environ:
            return loader.environ[name]
    return names[-1] if len(names) > 1 else None
