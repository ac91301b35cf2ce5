"""What the pages need to know of the site that they are part of."""

from __future__ import annotations

from onrecord.model import Frozen


class Site(Frozen, frozen=True):
    """Settings of the site, as mkdocs.yml has them.

    `url` is the address that the site is published under, with a slash at its end, or None while it has none: then
    permalinks are relative. `contact` is where to write for a correction (a web address or an e-mail address).
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
