"""The search index of a built site: Pagefind, which a browser loads piece by piece and only on the search page."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from onrecord.errors import OnrecordError


def index(site: Path) -> None:
    """Write `site/pagefind/`: an index of every page that says it is to be found (`data-pagefind-body`).

    Raises OnrecordError with Pagefind's own message where it fails or is not installed.
    """
    done = subprocess.run(
        [sys.executable, "-m", "pagefind", "--site", str(site), "--quiet", "--keep-index-url"],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise OnrecordError(
            f"the search index could not be made; Pagefind says:\n{(done.stderr + done.stdout).strip()}",
            path=site,
            todo="run scripts/setup once, or: python -m pip install -r requirements.txt",
        )
    for name in ("pagefind-ui.js", "pagefind-ui.css", "pagefind-modular-ui.js", "pagefind-modular-ui.css",
                 "pagefind-component-ui.js", "pagefind-component-ui.css", "pagefind-highlight.js"):  # fmt: skip
        (site / "pagefind" / name).unlink(missing_ok=True)  # the search page brings its own
