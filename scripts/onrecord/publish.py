"""The only writer of `docs/record/`: pages and data files onto the disk, only where bytes change."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Mapping, Set
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from onrecord import files
from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from onrecord.pages import Content

PAGE = ".md"
"""How the name of what MkDocs makes a page of ends. All else goes over to the site as it is."""


def _nothing() -> None:
    pass


def publish(content: Mapping[str, Content], folder: Path, *, pages_written: Callable[[], None] = _nothing) -> int:
    """Make `folder` hold exactly `content` (POSIX path below the folder → content). Returns how many files changed.

    Files that are not in `content` are removed: the folder is the machine's. Nothing is written where any path would
    leave the folder (OnrecordError), so a bad path costs nothing. `pages_written` is called when every page stands, and
    before the files that are no pages are made and written: from then on a renderer may read.
    """
    for name in content:
        parts = PurePosixPath(name).parts
        if not parts or name.startswith("/") or "\\" in name or any(part in ("..", ".") for part in parts):
            raise OnrecordError(f"a page would be written outside the folder of pages: {name}", path=folder)
    if folder.is_symlink():
        raise OnrecordError(
            "this is a link: files would be written, and others removed, where it leads", path=folder, todo="delete it"
        )
    changed = _remove_others(content.keys(), folder)
    names = sorted(content)
    changed += _written(content, (name for name in names if name.endswith(PAGE)), folder)
    pages_written()
    return changed + _written(content, (name for name in names if not name.endswith(PAGE)), folder)


def _written(content: Mapping[str, Content], names: Iterable[str], folder: Path) -> int:
    try:
        return files.replace_all(folder, ((name, _bytes(content[name])) for name in names))
    except IsADirectoryError as error:
        raise OnrecordError(
            "a folder stands where a page belongs", path=Path(error.filename2), todo="delete it, and build again"
        ) from error


def _bytes(data: Content) -> bytes:
    data = data() if callable(data) else data
    return data.encode("utf-8") if isinstance(data, str) else data


def _remove_others(keep: Set[str], folder: Path) -> int:
    removed = 0
    for at, folders, names in os.walk(folder, topdown=False):
        below = Path(at).relative_to(folder).as_posix()
        prefix = "" if below == "." else f"{below}/"
        for name in sorted(names):
            if prefix + name not in keep and name != files.LOCK:
                Path(at, name).unlink()
                removed += 1
        for name in folders:
            if Path(at, name).is_symlink():
                Path(at, name).unlink()
                removed += 1
            else:
                with contextlib.suppress(OSError):  # not empty: it holds pages
                    Path(at, name).rmdir()
    return removed


def downloads(folder: Path) -> list[Path]:
    """The files of the folder of pages that are no pages, in the order of their paths below it."""
    found = [Path(at, name) for at, _, names in os.walk(folder) for name in names if not name.endswith(PAGE)]
    return sorted(path for path in found if not path.name.startswith("."))


def hand_over(folder: Path, site: Path) -> None:
    """Make the downloads of the folder of pages stand in the site as well; `site` is that folder's counterpart."""
    made: set[Path] = set()
    for path in downloads(folder):
        to = site / path.relative_to(folder)
        if to.parent not in made:
            to.parent.mkdir(parents=True, exist_ok=True)
            made.add(to.parent)
        files.link(path, to)
