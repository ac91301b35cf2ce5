"""A folder of texts → one file of records: `onrecord extract FOLDER --jobs N -o records.jsonl`.

The texts are read one by one in the order of their paths, on as many processes as asked for (or on a Dask cluster), and
each record is written as one line as soon as all lines before it are. So memory does not grow with the folder, and the
bytes are the same however many processes there are.

Beside the output stands its journal, one line a text: path, hash, where its record ends, or why there is none. A run
that was cut off goes on where the journal ends. See docs/archives.md.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import TypeAlias

import msgspec

from onrecord import cache, journal, text
from onrecord.errors import OnrecordError
from onrecord.model import Record

SUFFIXES = frozenset([".md", ".txt", ".html", ".htm"])
"""The files of a folder that are taken for texts; `README.md` is not one."""

Say = Callable[[str], None]


class Task(msgspec.Struct, frozen=True):
    """One text to read: its path below the folder (POSIX), and its bytes, or why they could not be had."""

    name: str
    data: bytes = b""
    error: str = ""


class Result(msgspec.Struct, frozen=True):
    """What came of a text: the record as one line of JSON, or why there is none."""

    name: str
    line: bytes = b""
    error: str = ""


class Work(msgspec.Struct, frozen=True):
    """What a worker does with a task. Travels to other processes and machines, so it holds plain data alone."""

    published: str | None = None  # YYYY-MM-DD; the day of publication of texts without front matter

    def __call__(self, task: Task) -> Result:
        """Read one text. Never raises: an archive goes on after a text that can't be read, and reports it."""
        if task.error:
            return Result(task.name, error=task.error)
        try:
            return Result(task.name, line=msgspec.json.encode(self.record(task)) + b"\n")
        except OnrecordError as error:
            return Result(task.name, error=_in_one_line(str(error)))
        except Exception as error:
            at = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{PurePosixPath(at.filename).name}:{at.lineno}"
            return Result(task.name, error=f"{task.name}: a fault of Onrecord's: {type(error).__name__} at {where}")

    def record(self, task: Task) -> Record:
        """The record of one text. Raises OnrecordError where it can't be read."""
        from onrecord import add, extract

        path = Path(task.name)
        if text.decode(path, task.data).startswith("---\n"):
            source = text.read(path, task.data)
        else:
            source = add.as_source(path, task.data)
            meta = msgspec.structs.replace(source.meta, slug=slug(task.name))
            if self.published:
                meta = msgspec.convert({**msgspec.to_builtins(meta), "published": self.published}, type(meta))
            source = msgspec.structs.replace(source, meta=meta)
        return extract.extract(source)


Engine: TypeAlias = Callable[[Iterable[Task], Work], Iterator[Result]]
"""Does the work of all tasks, some at a time; results come in the order of the tasks."""


def given_up(task: Task, why: str) -> Result:
    """The result of a text that nobody could read to the end."""
    return Result(task.name, error=f"{task.name}: {why}")


class Outcome(msgspec.Struct, frozen=True):
    """How a run ended: texts with a record, texts that could not be read, and how many of both an earlier run did."""

    read: int
    failed: int
    resumed: int


def slug(name: str) -> str:
    """The slug of a text that has none of its own: words of its path, and eight hex digits that no other path has."""
    words = re.sub(r"[^a-z0-9]+", "-", PurePosixPath(name).with_suffix("").as_posix().lower()).strip("-")
    mark = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{words[:60].strip('-')}-{mark}".lstrip("-")


def texts(folder: Path) -> Iterator[Path]:
    """The texts below a folder, each folder's entries by name: the order that lines of the output have.

    Holds one folder's names at a time. Hidden files and folders are left out; links to folders are not followed.
    """
    with os.scandir(folder) as found:
        entries = sorted((entry for entry in found if not entry.name.startswith(".")), key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from texts(Path(entry.path))
        elif Path(entry.name).suffix.lower() in SUFFIXES and entry.name != "README.md" and entry.is_file():
            yield Path(entry.path)


def extract(folder: Path, output: Path, engine: Engine, work: Work, *, say: Say) -> Outcome:
    """Write the records of all texts below `folder` to `output`, one line a text, and its journal beside it.

    Where the journal is there, the run goes on behind the last text that it knows with unchanged bytes. Raises
    OnrecordError where the output is not this run's to write (another version of Onrecord began it, or there is no
    journal), or there is no text.
    """
    total = sum(1 for _ in texts(folder))
    if not total:
        raise OnrecordError(f"there is no text ({', '.join(sorted(SUFFIXES))}) in the folder", path=folder)
    head = journal.Head(reader=cache.code_fingerprint(), published=work.published)
    with journal.Journal(output, head) as log:
        tasks = _Tasks(folder, log)
        progress = _Progress(total, say)
        for result in engine(tasks, work):
            if result.error:
                say(f"could not be read: {result.error}")
            log.add(result.name, tasks.digests.pop(result.name), result.line, result.error)
            progress.step(log, tasks.skipped)
        log.finish()
        return Outcome(read=log.read, failed=log.failed, resumed=tasks.skipped)


class _Tasks:
    """The tasks of a run, without those that an earlier run did; digests of those on the way."""

    def __init__(self, folder: Path, log: journal.Journal) -> None:
        self.folder = folder
        self.log = log
        self.digests: dict[str, str] = {}
        self.skipped = 0

    def __iter__(self) -> Iterator[Task]:
        resuming = True
        for path in texts(self.folder):
            task = _load(path.relative_to(self.folder).as_posix(), path)
            name = task.name
            digest = hashlib.sha256(task.data or task.error.encode("utf-8", "surrogatepass")).hexdigest()
            if resuming and self.log.knows(name, digest):
                self.skipped += 1
                continue
            if resuming:
                self.log.cut()  # what the journal has from here on is of a folder that was another then
                resuming = False
            self.digests[name] = digest
            yield task


def _load(name: str, path: Path) -> Task:
    try:
        name.encode("utf-8")
        return Task(name, data=text.load(path))
    except UnicodeEncodeError:
        shown = name.encode("utf-8", "backslashreplace").decode("utf-8")
        return Task(shown, error=f"{shown}: the file's name is not UTF-8")
    except OnrecordError as error:
        return Task(name, error=_in_one_line(str(error).replace(str(path), name)))


def _in_one_line(message: str) -> str:
    return " ".join(message.split())


class _Progress:
    """What a run says on the way: now and then a line with an estimate."""

    def __init__(self, total: int, say: Say, every: float = 5.0) -> None:
        self.total, self.say, self.every = total, say, every
        self.started = self.said = time.monotonic()

    def step(self, log: journal.Journal, skipped: int) -> None:
        now = time.monotonic()
        finished = log.read + log.failed
        if now - self.said < self.every and finished < self.total:
            return
        self.said = now
        here = finished - skipped
        speed = here / max(now - self.started, 1e-9)
        left = (self.total - finished) / max(speed, 1e-9)
        failed = f", {log.failed:,} could not be read" if log.failed else ""
        self.say(
            f"{finished:,} of {self.total:,} texts ({100 * finished // self.total} %), {speed:.1f} a second, "
            f"about {_duration(left)} left{failed}"
        )


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
