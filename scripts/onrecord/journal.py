"""An output that grows line by line, and the journal that says how far it is good.

The output is `records.jsonl`; its journal `records.jsonl.journal` has a line of JSON for the run and one for each text:

    {"reader": "…", "published": null}
    {"text": "1998/03/ferry.txt", "sha256": "…", "end": 5183}
    {"text": "1998/03/noise.bin.txt", "sha256": "…", "end": 5183, "error": "…: these bytes are no UTF-8 text"}

`end` is the size of the output when the text was done. A line goes to the output first and to the journal second, so
that after a crash at any moment the journal speaks of whole lines only; what stands behind them is cut off.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord import files
from onrecord.errors import OnrecordError
from onrecord.model import Frozen

SUFFIX = ".journal"

_SYNC_EVERY = 5.0  # seconds: what a loss of power can cost; a crash of the process costs nothing


class Head(Frozen, frozen=True):
    """What every line of an output must have in common: the code and tables that read, and the day given to texts."""

    reader: str
    published: str | None = None


class Journal:
    """One run's output and journal. Use it as a context; `knows` texts in order, `cut`, then `add` in order.

    Raises OnrecordError where the output is not this run's to go on with, or another process is writing it.
    """

    def __init__(self, output: Path, head: Head) -> None:
        self.output = output
        self.path = output.with_name(output.name + SUFFIX)
        self.head = head
        self.read = self.failed = 0
        self._end = 0  # of the output, and of the journal, as far as they are good
        self._journal_end = 0
        self._synced = time.monotonic()

    def __enter__(self) -> Journal:
        if self.output.exists() and not self.path.exists():
            raise OnrecordError(
                "the file is there already, and no journal says how far it is good",
                path=self.output,
                todo="give another name with -o, or delete the file",
            )
        try:
            self.output.parent.mkdir(parents=True, exist_ok=True)
            self._log = os.fdopen(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o666), "r+b")
        except OSError as error:
            raise OnrecordError(f"the file can't be written: {error.strerror}", path=self.path) from error
        with contextlib.ExitStack() as opened:
            opened.callback(self._log.close)
            if not files.try_lock(self._log.fileno()):
                raise OnrecordError("another run is writing this file", path=self.output, todo="wait for it to end")
            self._out = os.fdopen(os.open(self.output, os.O_RDWR | os.O_CREAT, 0o666), "r+b")
            opened.callback(self._out.close)
            self._begin()
            self._known = self._entries()
            self._next = next(self._known, None)
            self._opened = opened.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._sync()
        self._opened.close()

    def _begin(self) -> None:
        """Check the first line of the journal, or write it."""
        head = {"reader": self.head.reader, "published": self.head.published}
        line = self._log.readline()
        if line.endswith(b"\n"):
            if _parsed(line) != head:
                raise OnrecordError(
                    "another version of Onrecord, or one with another --published, began this file",
                    path=self.output,
                    todo=f"delete it and {self.path.name} to begin anew, or give another name with -o",
                )
        else:
            self._log.seek(0)
            self._log.truncate()
            line = json.dumps(head).encode() + b"\n"
            self._log.write(line)
            self._sync()
        self._journal_end = len(line)

    def _entries(self) -> Iterator[tuple[dict[str, Any], int]]:
        """The journal's good lines, each with its end in the journal, as far as the output has what they speak of."""
        size = self._out.seek(0, os.SEEK_END)
        at, end = self._journal_end, 0
        while True:
            self._log.seek(at)
            line = self._log.readline()
            entry = _parsed(line) if line.endswith(b"\n") else None
            if entry is None or not _whole(entry) or not end <= entry["end"] <= size:
                return
            end = entry["end"]
            at += len(line)
            yield entry, at

    def knows(self, name: str, digest: str) -> bool:
        """Whether the next text of the journal is this one, with these bytes; then it is done, and counted."""
        if self._next is None or (self._next[0]["text"], self._next[0]["sha256"]) != (name, digest):
            return False
        entry, self._journal_end = self._next
        self._end = entry["end"]
        self._count("error" in entry)
        self._next = next(self._known, None)
        return True

    def cut(self) -> None:
        """Drop what stands behind the last text that was known: from here on, `add` writes."""
        self._next = None
        for file, end in ((self._out, self._end), (self._log, self._journal_end)):
            file.seek(end)
            file.truncate()

    def add(self, name: str, digest: str, line: bytes, error: str = "") -> None:
        """Write one text's line (empty where it has an error) and its entry in the journal."""
        self._out.write(line)
        self._out.flush()
        self._end += len(line)
        entry = {"text": name, "sha256": digest, "end": self._end, **({"error": error} if error else {})}
        self._log.write(json.dumps(entry).encode() + b"\n")
        self._log.flush()
        self._count(bool(error))
        if time.monotonic() - self._synced > _SYNC_EVERY:
            self._sync()

    def finish(self) -> None:
        """Say that there are no more texts: what an earlier run has of texts that are gone is dropped."""
        if self._next is not None:
            self.cut()

    def _count(self, failed: bool) -> None:
        self.failed += failed
        self.read += not failed

    def _sync(self) -> None:
        for file in (self._out, self._log):
            file.flush()
            os.fsync(file.fileno())
        self._synced = time.monotonic()


def _parsed(line: bytes) -> dict[str, Any] | None:
    try:
        entry = json.loads(line)
    except ValueError:  # zeros that a loss of power left
        return None
    return entry if isinstance(entry, dict) else None


def _whole(entry: dict[str, Any]) -> bool:
    """Whether an entry says what one must, and not something else that a fault of the disk made of it."""
    kinds = {"text": str, "sha256": str, "end": int}
    return all(type(entry.get(key)) is kind for key, kind in kinds.items())
