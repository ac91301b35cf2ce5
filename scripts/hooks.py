"""MkDocs' hook: `mkdocs build` and `mkdocs serve` bring the record up to date first."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord import build, pages, project

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer


def on_pre_build(config: MkDocsConfig) -> None:
    """Write records and pages, unless `onrecord build` has just done so."""
    if not os.environ.get(build.PREPARED):
        build.prepare(project.find(Path(config.config_file_path).parent))
    _forget(Path(config.docs_dir), Path(config.site_dir))


def _forget(docs: Path, site: Path) -> None:
    """Take out of a served site what `--dirty` would leave as it was: it compares each page with its own file alone.

    That is the home page, which includes a generated part, and the pages and files of items that are gone.
    """
    home, part = site / "index.html", docs / "record" / pages.HOME
    if home.exists() and part.exists() and part.stat().st_mtime > home.stat().st_mtime:
        home.unlink()
    for path in sorted((site / "record").rglob("*")):
        made = docs / path.relative_to(site)
        if path.is_file() and not made.exists() and not made.with_suffix(".md").exists():
            path.unlink()


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> LiveReloadServer:
    """Watch the texts, too."""
    server.watch(str(project.find(Path(config.config_file_path).parent).sources))
    return server
