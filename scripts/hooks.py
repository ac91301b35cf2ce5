"""MkDocs' hook: `mkdocs build` and `mkdocs serve` bring the record up to date first."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from mkdocs.exceptions import Abort
from mkdocs.structure.files import Files

from onrecord import conversion, rendering

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

PAGES = "record/"
"""The folder of the generated pages, under docs/."""


def on_pre_build(config: MkDocsConfig) -> None:
    """Write records and pages; where `onrecord build` leads, wait until it has."""
    if os.environ.get(rendering.LED):
        if sys.stdin.readline().strip() != rendering.GO:
            raise Abort("the build that leads this one has ended")
        return
    from onrecord import build, project

    build.prepare(project.find(Path(config.config_file_path).parent))
    _forget(Path(config.docs_dir), Path(config.site_dir))


def _forget(docs: Path, site: Path) -> None:
    """Take out of a served site what `--dirty` would leave as it was: it compares each page with its own file alone.

    That is the home page, which includes a generated part, and the pages of items that are gone.
    """
    from onrecord.pages import HOME

    home, part = site / "index.html", docs / PAGES / HOME
    if home.exists() and part.exists() and part.stat().st_mtime > home.stat().st_mtime:
        home.unlink()
    for path in sorted((site / PAGES).rglob("*")):
        made = docs / path.relative_to(site)
        if path.is_file() and not made.exists() and not made.with_suffix(".md").exists():
            path.unlink()


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Keep the record's files that are no pages from being read and copied: they are handed over when all is made."""
    return Files([file for file in files if file.is_documentation_page() or not file.src_uri.startswith(PAGES)])


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Let the pages be converted ahead of MkDocs, on all cores; a preview reads the few that changed."""
    if os.environ.get(rendering.LED):
        conversion.start(nav, files, config)
    return nav


def on_post_build(config: MkDocsConfig) -> None:
    """Hand those files over; where `onrecord build` leads, it does so itself."""
    if not os.environ.get(rendering.LED):
        from onrecord import publish

        publish.hand_over(Path(config.docs_dir, PAGES), Path(config.site_dir, PAGES))


def on_pre_page(page: Page, config: MkDocsConfig, files: Files) -> Page:
    """Take the clock out: MkDocs gives every page the day of the build, and its sitemap the time of it."""
    page.update_date = "1970-01-01"
    return page


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Tell the build that leads which page comes next."""
    if made := os.environ.get(rendering.LED):
        _list(made).write(f"{page.file.dest_uri}\n")
    return output


@cache
def _list(path: str) -> TextIO:
    """The list of the pages that are made, open until MkDocs ends."""
    return Path(path).open("a", encoding="utf-8", buffering=1)


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> LiveReloadServer:
    """Watch the texts, too."""
    from onrecord import project

    server.watch(str(project.find(Path(config.config_file_path).parent).sources))
    return server
