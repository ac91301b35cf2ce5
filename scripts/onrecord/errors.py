"""The one error that an editor sees: what is wrong, where, and what to do about it."""

from __future__ import annotations

from pathlib import Path


class OnrecordError(Exception):
    """Something an editor can put right. The command line prints it and exits with status 2.

    `what` says what is wrong; `todo` what to do; `path` and `line` (counted from 1) where.
    """

    def __init__(self, what: str, *, path: Path | str | None = None, line: int | None = None, todo: str = "") -> None:
        self.what = what
        self.path = str(path) if path is not None else None
        self.line = line
        self.todo = todo
        super().__init__(str(self))

    def __str__(self) -> str:
        where = ""
        if self.path is not None:
            where = f"{self.path}:{self.line}: " if self.line else f"{self.path}: "
        return where + self.what + (f"\n  → {self.todo}" if self.todo else "")
