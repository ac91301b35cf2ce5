"""The only writer of `docs/record/`: pages and data files onto the disk, only where bytes change."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from onrecord import files
from onrecord.errors import OnrecordError


def publish(content: Mapping[str, str | bytes], folder: Path) -> int:
    """Make `folder` hold exactly `content` (POSIX path below the folder → content). Returns how many files changed.

    Files that are not in `content` are removed: the folder is the machine's. Nothing is written where any path would
    leave the folder (OnrecordError), so a bad path costs nothing.
    """
    for name in content:
        parts = PurePosixPath(name).parts
        if not parts or name.startswith("/") or "\\" in name or any(part in ("..", ".") for part in parts):
            raise OnrecordError(f"a page would be written outside the folder of pages: {name}", path=folder)
    changed = 0
    for name, data in sorted(content.items()):
        path = folder / name
        if path.is_dir():
            raise OnrecordError("a folder stands where a page belongs", path=path, todo="delete it, and build again")
        changed += files.replace(path, data.encode("utf-8") if isinstance(data, str) else data, durable=False)
    return changed + _remove_others(set(content), folder)


def _remove_others(keep: set[str], folder: Path) -> int:
    removed = 0
    if not folder.is_dir():
        return 0
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            with contextlib.suppress(OSError):  # not empty: it holds pages
                path.rmdir()
        elif path.relative_to(folder).as_posix() not in keep and path.name != files.LOCK:
            path.unlink()
            removed += 1
    return removed
