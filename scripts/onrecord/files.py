"""Files replaced whole, and one build at a time.

A build that is killed leaves each file as it was or as it should be, never half: what is written goes to a new file
beside the old one, is brought to the disk, and takes the old one's name in one step.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LOCK = ".onrecord.lock"
"""The name of the file that a build holds while it writes to a folder. Empty of meaning when no process holds it."""

UNFINISHED = ".onrecord-unfinished"
"""How the name of a file ends that is being written. What a killed build left is removed by `sweep`."""


def replace(path: Path, data: bytes, *, durable: bool = True) -> bool:
    """Make `path` hold `data`; True where bytes changed, False where it held them already (then nothing is written).

    The old file or the new one is there at every moment. `durable` waits until the bytes are on the disk, so that this
    holds through a loss of power too; leave it off for what a rebuild makes again. Folders that are missing are made.
    """
    target = Path(os.path.realpath(path))  # a symbolic link stays one
    try:
        if target.read_bytes() == data:
            return False
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}{UNFINISHED}")
    try:
        _write(unfinished, data, durable=durable)
        if target.exists():
            unfinished.chmod(target.stat().st_mode & 0o7777)
        unfinished.replace(target)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    if durable:
        _sync_folder(target.parent)
    return True


def replace_all(folder: Path, content: Iterable[tuple[str, bytes]]) -> int:
    """`replace`, not durable, for many files below one folder (POSIX path → bytes). Returns how many changed.

    What is there is asked for once a folder and not once a file: of thousands of small files, most of the time is the
    asking.
    """
    changed = 0
    base = Path(os.path.realpath(folder))
    known: dict[Path, dict[str, int]] = {}  # folder → the sizes of its files
    for name, data in content:
        path = base / name
        folder = path.parent
        if folder not in known:
            folder.mkdir(parents=True, exist_ok=True)
            known[folder] = {entry.name: entry.stat().st_size for entry in os.scandir(folder) if entry.is_file()}
        there = known[folder].get(path.name)
        if there == len(data) and path.read_bytes() == data:
            continue
        if there is not None and path.is_symlink():
            replace(path, data, durable=False)
        else:
            _put(path.with_name(f".{path.name}.{os.getpid()}{UNFINISHED}"), path, data)
        changed += 1
    return changed


def _put(unfinished: Path, path: Path, data: bytes) -> None:
    """Write a file whole under a name of its own, and give it its name."""
    try:
        _write(unfinished, data, durable=False)
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def link(path: Path, to: Path) -> None:
    """Make the file `path` stand at `to` as well, as it is: by a hard link where the disk allows it, else as a copy."""
    to.unlink(missing_ok=True)
    try:
        os.link(path, to)
    except OSError:
        shutil.copyfile(path, to)


def _write(path: Path, data: bytes, *, durable: bool) -> None:
    with path.open("wb") as file:
        file.write(data)
        if durable:
            file.flush()
            os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Bring a renamed entry of a folder to the disk; Windows has no such call, and does without."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep(folder: Path) -> list[Path]:
    """Remove what killed builds left unfinished in a folder (not below it). Call it only while holding its lock."""
    left = sorted(folder.glob(f".*{UNFINISHED}"))
    for path in left:
        path.unlink(missing_ok=True)
    return left


@contextlib.contextmanager
def build_lock(folder: Path, *, timeout: float = 60.0) -> Iterator[None]:
    """Hold a folder for one build. A second build waits up to `timeout` seconds for the first.

    The lock is the operating system's, on an open file: it ends with the process that holds it, however that ends, so
    there is no stale lock to clear away. The file itself stays; it says which process had the lock last.

    Raises OnrecordError where the other build goes on for longer than `timeout`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / LOCK
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _wait(descriptor, path, timeout)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0) if hasattr(os, "pwrite") else None
        sweep(folder)
        yield
    finally:
        os.close(descriptor)  # lets go of the lock


def _wait(descriptor: int, path: Path, timeout: float) -> None:
    until = time.monotonic() + timeout
    while not try_lock(descriptor):
        if time.monotonic() >= until:
            holder = path.read_text("utf-8", "replace").strip()
            raise OnrecordError(
                f"another build is writing here{f' (process {holder})' if holder else ''}",
                path=path.parent,
                todo="wait for it to end, or end it, then run this again",
            )
        time.sleep(0.05)


if sys.platform == "win32":
    import msvcrt

    def try_lock(descriptor: int) -> bool:
        """Lock an open file for this process, without waiting: whether it worked. Closing the file unlocks it."""
        try:
            os.lseek(descriptor, 1 << 30, os.SEEK_SET)  # a byte that nobody reads: Windows' locks stop readers, too
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def try_lock(descriptor: int) -> bool:
        """Lock an open file for this process, without waiting: whether it worked. Closing the file unlocks it."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
