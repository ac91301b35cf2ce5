"""MkDocs in a process of its own: started while the pages are still being made, for it takes a while to load itself.

`scripts/hooks.py` is the other end: it runs inside MkDocs. Of `docs/record/`, MkDocs gets the pages alone. The other
files, which are more than the pages, go over to the site as they are, without being read and written once more.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import chain, pairwise
from pathlib import Path
from types import TracebackType
from typing import Self

from onrecord.errors import OnrecordError

LED = "ONRECORD_LED"
"""Set in the environment of a MkDocs that a build has started: its hook waits for the word, and makes nothing.

The value is the file in which the hook lists the pages as it makes them.
"""

GO = "the pages are written"
"""The word, on MkDocs' standard input."""

PAUSE = 0.02
"""Seconds between two looks at what MkDocs has made."""


def _nothing() -> bool:
    return False


class MkDocs:
    """One run of `mkdocs build --strict` into a folder aside. Leaving its `with` ends it, whatever it is doing."""

    def __init__(self, root: Path, site: Path) -> None:
        self._settings, self._site = root / "mkdocs.yml", site
        site.parent.mkdir(parents=True, exist_ok=True)
        self._made = site.with_name(site.name + ".made")
        self._made.write_bytes(b"")
        self._said = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115  (see __exit__)
        # not --quiet: it silences warnings before --strict can count them
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
        self._process = subprocess.Popen(
            [*command, "--config-file", str(self._settings)],
            cwd=root,
            env={**environment(), LED: str(self._made)},
            stdin=subprocess.PIPE,
            stdout=self._said,
            stderr=self._said,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            self._process.terminate()
        self._process.communicate()
        self._said.close()
        self._made.unlink(missing_ok=True)

    def go(self) -> None:
        """Let it read the pages."""
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # it has ended before its time: `wait` says why
            self._process.stdin.write(GO + "\n")
            self._process.stdin.flush()

    def pages(self, meanwhile: Callable[[], bool] = _nothing) -> Iterator[Path]:
        """Each page as soon as it is whole, in MkDocs' own order; until MkDocs ends, well or not: `wait` says which.

        `meanwhile` is called while there is no new one; it does a little of other work, and says whether there was any.
        """
        # one is listed right before it is written: it is whole when the next one is listed, or MkDocs has ended
        for name, _ in pairwise(chain(self._listed(meanwhile), [""])):
            page = self._site / name
            if page.is_file():
                yield page

    def _listed(self, meanwhile: Callable[[], bool]) -> Iterator[str]:
        """The pages as the hook lists them, until MkDocs ends."""
        with self._made.open(encoding="utf-8") as made:
            part, ended = "", False
            while True:
                *names, part = (part + made.read()).split("\n")
                yield from names
                if not names:
                    if ended:
                        return
                    ended = self._ended(0 if meanwhile() else PAUSE)

    def _ended(self, seconds: float) -> bool:
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def wait(self) -> None:
        """Wait until the site is made. Raises OnrecordError with MkDocs' own words where it could not make it."""
        self._process.communicate()
        if self._process.returncode == 0:
            return
        self._said.seek(0)
        raise OnrecordError(
            f"MkDocs could not make the site; it says:\n{self._said.read().strip()}",
            path=self._settings,
            todo="the site that was there is unchanged; mend what MkDocs names, and build again",
        )


def environment() -> dict[str, str]:
    """The environment for MkDocs: this package importable, and Material's notice off."""
    here = str(Path(__file__).resolve().parents[1])
    path = os.pathsep.join(part for part in (here, os.environ.get("PYTHONPATH", "")) if part)
    return {**os.environ, "PYTHONPATH": path, "NO_MKDOCS_2_WARNING": "1"}
