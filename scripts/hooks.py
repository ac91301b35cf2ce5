"""MkDocs' hook: `mkdocs build` and `mkdocs serve` bring the record up to date first."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord import build, project

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page


def on_pre_build(config: MkDocsConfig) -> None:
    """Write records and pages, unless `onrecord build` has just done so."""
    if not os.environ.get(build.PREPARED):
        build.prepare(project.find(Path(config.config_file_path).parent))


def on_pre_page(page: Page, config: MkDocsConfig, files: Files) -> Page:
    """Take the clock out: MkDocs gives every page the day of the build, and its sitemap the time of it."""
    page.update_date = "1970-01-01"
    return page


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> LiveReloadServer:
    """Watch the texts, too."""
    server.watch(str(project.find(Path(config.config_file_path).parent).sources))
    return server
