"""Where things are in a checkout."""

from __future__ import annotations

from pathlib import Path

from onrecord.errors import OnrecordError
from onrecord.model import Frozen


class Project(Frozen, frozen=True):
    """A folder with `mkdocs.yml` and `sources/`."""

    root: Path

    @property
    def sources(self) -> Path:
        """The texts, their records and the editors' corrections."""
        return self.root / "sources"

    @property
    def docs(self) -> Path:
        """The pages of the site: those written by hand, and below them the generated ones."""
        return self.root / "docs"

    @property
    def pages(self) -> Path:
        """The generated Markdown pages and data files; not committed."""
        return self.docs / "record"

    @property
    def site(self) -> Path:
        """What is hosted."""
        return self.root / "site"

    @property
    def cache(self) -> Path:
        """What a rebuild need not make again; can be deleted at any time."""
        return self.root / ".cache"


def find(start: Path) -> Project:
    """The project that `start` lies in.

    Raises OnrecordError where no folder above it has a `mkdocs.yml`.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / "mkdocs.yml").is_file():
            return Project(folder)
    raise OnrecordError(
        "this is not an Onrecord project: there is no mkdocs.yml here or above", path=start, todo="cd into the checkout"
    )
