"""Files replaced whole, and one build at a time, in processes that are really killed."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from onrecord import files
from onrecord.errors import OnrecordError

posix = pytest.mark.skipif(os.name != "posix", reason="kills with SIGKILL")
process = multiprocessing.get_context("spawn")


def test_bytes_that_are_there_are_not_written(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "er" / "a.yml"
    assert files.replace(path, b"one")
    before = path.stat().st_mtime_ns
    assert not files.replace(path, b"one")
    assert path.stat().st_mtime_ns == before
    assert files.replace(path, b"two", durable=False)
    assert path.read_bytes() == b"two"
    assert [one.name for one in path.parent.iterdir()] == ["a.yml"]


def test_a_failure_leaves_the_old_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.yml"
    files.replace(path, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        files.replace(path, b"new")
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["a.yml"]


@posix
def test_mode_and_link_are_kept(tmp_path: Path) -> None:
    real, link = tmp_path / "real.yml", tmp_path / "link.yml"
    files.replace(real, b"old")
    real.chmod(0o640)
    link.symlink_to(real)
    files.replace(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert real.stat().st_mode & 0o777 == 0o640


def _writes_on_and_on(folder: str, size: int) -> None:
    for turn in range(1_000_000):
        for name in ("a", "b", "c"):
            files.replace(Path(folder, name), b"%06d" % (turn % 1_000_000) * size, durable=turn % 2 == 0)


@posix
def test_a_build_killed_at_any_point_leaves_old_or_new(tmp_path: Path) -> None:
    for wait in range(12):
        build = process.Process(target=_writes_on_and_on, args=(str(tmp_path), 50_000))
        build.start()
        while not (tmp_path / "c").exists():
            time.sleep(0.005)
        time.sleep(0.0137 * wait)
        assert build.pid is not None
        os.kill(build.pid, signal.SIGKILL)
        build.join()
        for name in ("a", "b", "c"):
            content = (tmp_path / name).read_bytes()
            assert content == content[:6] * 50_000, "half a file"
        with files.build_lock(tmp_path, timeout=5):
            left = sorted(one.name for one in tmp_path.iterdir())
        assert left == [files.LOCK, "a", "b", "c"], "what the killed build left is swept"


def _dies_at_step(folder: Path, step: int) -> bool:
    """Replace three files in a process that ends at its nth call of the system's; whether it got to the end."""
    child = os.fork()
    if child == 0:
        left = step

        def hook(event: str, _: tuple[object, ...]) -> None:
            nonlocal left
            if event in ("open", "os.rename", "os.chmod", "os.remove", "os.mkdir", "os.truncate"):
                left -= 1
                if left < 0:
                    os._exit(9)

        sys.addaudithook(hook)
        with files.build_lock(folder):
            for name in ("a", "b", "c"):
                files.replace(folder / name, b"new" * 1000)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@posix
def test_a_build_killed_at_each_step_leaves_old_or_new_and_the_next_one_ends_it(tmp_path: Path) -> None:
    states = set()
    for step in range(200):
        for name in ("a", "b", "c"):
            files.replace(tmp_path / name, b"old" * 1000)
        done = _dies_at_step(tmp_path, step)
        content = [(tmp_path / name).read_bytes() for name in ("a", "b", "c")]
        assert set(content) <= {b"old" * 1000, b"new" * 1000}
        states.add(sum(one == b"new" * 1000 for one in content))
        with files.build_lock(tmp_path, timeout=5):
            pass
        assert sorted(one.name for one in tmp_path.iterdir()) == [files.LOCK, "a", "b", "c"]
        if done:
            break
    assert done
    assert step > 10, "it was killed at many points"
    assert states == {0, 1, 2, 3}


def _holds_the_lock(folder: str, ready: Any) -> None:
    with files.build_lock(Path(folder)):
        ready.set()
        time.sleep(60)


@posix
def test_a_lock_ends_with_its_process(tmp_path: Path) -> None:
    ready = process.Event()
    holder = process.Process(target=_holds_the_lock, args=(str(tmp_path), ready))
    holder.start()
    assert ready.wait(30)
    assert holder.pid is not None
    with pytest.raises(OnrecordError, match=rf"another build is writing here \(process {holder.pid}\)"):
        files.build_lock(tmp_path, timeout=0.2).__enter__()
    os.kill(holder.pid, signal.SIGKILL)
    holder.join()
    with files.build_lock(tmp_path, timeout=5):
        pass


def _counts(folder: str) -> None:
    path = Path(folder, "count")
    for _ in range(40):
        with files.build_lock(Path(folder)):
            count = int(path.read_bytes()) if path.exists() else 0
            files.replace(path, b"%d" % (count + 1), durable=False)


def test_two_builds_do_not_mix(tmp_path: Path) -> None:
    builds = [process.Process(target=_counts, args=(str(tmp_path),)) for _ in range(2)]
    for build in builds:
        build.start()
    for build in builds:
        build.join()
    assert (tmp_path / "count").read_bytes() == b"80"


def test_the_lock_lets_go_on_an_error(tmp_path: Path) -> None:
    with contextlib.suppress(ValueError), files.build_lock(tmp_path):
        raise ValueError
    with files.build_lock(tmp_path, timeout=0):
        pass
