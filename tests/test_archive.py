"""A folder of texts on many processes and on a cluster: the same bytes as alone, whatever happens on the way."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec
import pytest

from onrecord import archive, cache, cluster, journal, workers
from onrecord.archive import Result, Task, Work
from onrecord.errors import OnrecordError
from onrecord.model import Record

SCRIPTS = Path(__file__).parents[1] / "scripts"

ARTICLE = """The ferry stops, day {0}

The ferry number {0} stopped on Monday, the Harbour Board said.

“We had no choice,” said Anna Lind, the chair of the board. “The engine is old.”
"""

Seen = list[str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Eight texts, three of which can't be read."""
    texts = tmp_path / "texts"
    for i in range(5):
        path = texts / f"year {i % 2}" / f"ferry {i}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(ARTICLE.format(i), "utf-8")
    (texts / "noise.txt").write_bytes(b"\xff\xfe\x00")
    (texts / "Bad Name.md").write_text("---\ntitle: A\npublisher: B\n---\nA ferry sank.\n", "utf-8")
    (texts / "long.txt").write_bytes(b"a" * 4_000_001)
    (texts / "picture.png").write_bytes(b"\x89PNG")
    return texts


def inside(seen: Seen) -> archive.Engine:
    """An engine that works in this process and notes what it did."""

    def run(tasks: Iterable[Task], work: Work) -> Iterator[Result]:
        for task in tasks:
            seen.append(task.name)
            yield work(task)

    return run


def pool(jobs: int, change: Callable[[Work], Callable[[Task], Result]] | None = None) -> archive.Engine:
    """The engine that the command uses, with something else for work where a test asks for it."""

    def run(tasks: Iterable[Task], work: Work) -> Iterator[Result]:
        return workers.run(tasks, change(work) if change else work, archive.given_up, jobs)

    return run


def quiet(_: str) -> None:
    """Say nothing."""


def test_any_number_of_processes_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    said: list[str] = []
    alone = archive.extract(folder, tmp_path / "1.jsonl", inside([]), Work(), say=said.append)
    many = archive.extract(folder, tmp_path / "2.jsonl", pool(2), Work(), say=said.append)
    assert alone == many == archive.Outcome(read=5, failed=3, resumed=0)
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()
    assert (tmp_path / "1.jsonl.journal").read_bytes() == (tmp_path / "2.jsonl.journal").read_bytes()
    lines = (tmp_path / "1.jsonl").read_bytes().splitlines()
    records = [msgspec.json.decode(line, type=Record) for line in lines]
    assert [record.source.title[-1] for record in records] == ["0", "2", "4", "1", "3"]
    assert len({record.source.slug for record in records}) == 5
    assert all(record.quotes for record in records)
    errors = " ".join(line for line in said if "could not be read" in line)
    assert "noise.txt:1: these bytes are no UTF-8" in errors
    assert "“Bad Name” can't be a part of a link" in errors
    assert "long.txt: the text is too long: 4,000,001 bytes" in errors
    assert any("8 of 8 texts (100 %)" in line for line in said)


@pytest.mark.parametrize("lost", [1, 30, 3000, 7000])
def test_a_run_that_was_cut_off_goes_on(folder: Path, tmp_path: Path, lost: int) -> None:
    out = tmp_path / "records.jsonl"
    archive.extract(folder, out, inside([]), Work(), say=quiet)
    whole, log = out.read_bytes(), out.with_name("records.jsonl.journal")
    entries = log.read_bytes()
    out.write_bytes(whole[:-lost])  # the last lines of the output did not get to the disk
    again: Seen = []
    archive.extract(folder, out, inside(again), Work(), say=quiet)
    assert out.read_bytes() == whole
    assert 0 < len(again) < 8
    log.write_bytes(entries[: -min(lost, 100)])  # nor those of the journal
    once_more: Seen = []
    done = archive.extract(folder, out, inside(once_more), Work(), say=quiet)
    assert out.read_bytes() == whole
    assert log.read_bytes() == entries
    assert (done.read, done.failed, done.resumed) == (5, 3, 8 - len(once_more))
    assert 0 < len(once_more) < 3


def test_a_finished_run_does_nothing_again(folder: Path, tmp_path: Path) -> None:
    archive.extract(folder, tmp_path / "r.jsonl", inside([]), Work(), say=quiet)
    seen: Seen = []
    assert archive.extract(folder, tmp_path / "r.jsonl", inside(seen), Work(), say=quiet).resumed == 8
    assert seen == []


def test_a_folder_that_changed_is_read_again_from_there(folder: Path, tmp_path: Path) -> None:
    archive.extract(folder, tmp_path / "r.jsonl", inside([]), Work(), say=quiet)
    (folder / "year 0" / "ferry 4.txt").write_text(ARTICLE.format(9), "utf-8")
    (folder / "year 1" / "ferry 3.txt").unlink()
    seen: Seen = []
    archive.extract(folder, tmp_path / "r.jsonl", inside(seen), Work(), say=quiet)
    archive.extract(folder, tmp_path / "new.jsonl", inside([]), Work(), say=quiet)
    assert seen == ["year 0/ferry 4.txt", "year 1/ferry 1.txt"]
    assert (tmp_path / "r.jsonl").read_bytes() == (tmp_path / "new.jsonl").read_bytes()
    (folder / "year 1" / "ferry 1.txt").unlink()
    archive.extract(folder, tmp_path / "r.jsonl", inside([]), Work(), say=quiet)
    assert len((tmp_path / "r.jsonl").read_bytes().splitlines()) == 3


def test_what_is_not_this_runs_is_left_alone(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "r.jsonl"
    out.write_text("mine\n")
    with pytest.raises(OnrecordError, match="there already"):
        archive.extract(folder, out, inside([]), Work(), say=quiet)
    assert out.read_text() == "mine\n"
    out.unlink()
    archive.extract(folder, out, inside([]), Work(), say=quiet)
    with pytest.raises(OnrecordError, match="began this file"):
        archive.extract(folder, out, inside([]), Work("2031-03-09"), say=quiet)
    with (
        journal.Journal(out, journal.Head(cache.code_fingerprint())),
        pytest.raises(OnrecordError, match="another run"),
    ):
        archive.extract(folder, out, inside([]), Work(), say=quiet)
    (tmp_path / "empty").mkdir()
    with pytest.raises(OnrecordError, match="no text"):
        archive.extract(tmp_path / "empty", out.with_name("y"), inside([]), Work(), say=quiet)


class Deadly(msgspec.Struct, frozen=True):
    """Work at which the process dies: always at one text, once at another."""

    work: Work
    marks: str

    def __call__(self, task: Task) -> Result:
        mark = Path(self.marks)
        if task.name.endswith("ferry 0.txt"):
            os.kill(os.getpid(), signal.SIGKILL)
        if task.name.endswith("ferry 2.txt") and not mark.exists():
            mark.touch()
            os._exit(3)
        return self.work(task)


def test_a_worker_that_dies_costs_nothing_but_the_text_that_kills_it(folder: Path, tmp_path: Path) -> None:
    def change(work: Work) -> Callable[[Task], Result]:
        return Deadly(work, str(tmp_path / "mark"))

    said: list[str] = []
    done = archive.extract(folder, tmp_path / "r.jsonl", pool(2, change), Work(), say=said.append)
    assert (done.read, done.failed) == (4, 4)
    assert any("ferry 0.txt: the process that read it died twice (signal 9)" in line for line in said)


class Doubled(msgspec.Struct, frozen=True):
    """Work that takes longest for the first tasks."""

    def __call__(self, task: int) -> int:
        time.sleep(0.05 if task % 5 == 0 else 0)
        return 2 * task


def test_results_come_in_order_and_tasks_are_taken_as_they_are_needed() -> None:
    taken = 0

    def tasks() -> Iterator[int]:
        nonlocal taken
        yield 0
        while taken < 199:
            taken += 1
            yield taken

    for turn, result in enumerate(workers.run(tasks(), Doubled(), lambda task, why: -1, 2)):
        assert result == 2 * turn
        assert taken <= turn + 2 * workers.AHEAD


def test_a_killed_command_goes_on(folder: Path, tmp_path: Path) -> None:
    for i in range(40):
        (folder / f"more {i}.txt").write_text(ARTICLE.format(i), "utf-8")
    command = [sys.executable, "-m", "onrecord", "extract", str(folder), "-j", "2", "-o", str(tmp_path / "r.jsonl")]
    environment = {**os.environ, "PYTHONPATH": str(SCRIPTS)}
    running = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    log = tmp_path / "r.jsonl.journal"
    deadline = time.monotonic() + 60
    while not (log.exists() and log.read_bytes().count(b"\n") > 6) and time.monotonic() < deadline:
        time.sleep(0.01)
    running.kill()
    running.wait()
    before = log.read_bytes().count(b"\n") - 1
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert "45 records" in done.stderr
    assert f"({before} texts by an earlier run)" in done.stderr
    archive.extract(folder, tmp_path / "alone.jsonl", inside([]), Work(), say=quiet)
    assert (tmp_path / "r.jsonl").read_bytes() == (tmp_path / "alone.jsonl").read_bytes()


class Slow(msgspec.Struct, frozen=True):
    """Work that lasts, so that a worker can be killed on the way."""

    work: Work

    def __call__(self, task: Task) -> Result:
        time.sleep(0.2)
        return self.work(task)


def test_a_cluster_that_loses_a_worker_gives_the_same_bytes(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    distributed = pytest.importorskip("distributed", reason="the optional extra dask is not installed")
    monkeypatch.setenv("PYTHONPATH", f"{SCRIPTS}{os.pathsep}{Path(__file__).parent}")
    for i in range(12):
        (folder / f"more {i}.txt").write_text(ARTICLE.format(i), "utf-8")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as local:
        processes = [worker.process.pid for worker in local.workers.values()]

        def engine(tasks: Iterable[Task], work: Work) -> Iterator[Result]:
            for i, result in enumerate(cluster.run(tasks, Slow(work), archive.given_up, local.scheduler_address)):
                if i == 3:
                    os.kill(processes[0], signal.SIGKILL)
                yield result

        done = archive.extract(folder, tmp_path / "cluster.jsonl", engine, Work(), say=quiet)
    assert (done.read, done.failed) == (17, 3)
    archive.extract(folder, tmp_path / "alone.jsonl", inside([]), Work(), say=quiet)
    assert (tmp_path / "cluster.jsonl").read_bytes() == (tmp_path / "alone.jsonl").read_bytes()


def test_no_cluster_there() -> None:
    pytest.importorskip("distributed", reason="the optional extra dask is not installed")
    with pytest.raises(OnrecordError, match="no Dask cluster"):
        next(cluster.run([1], Doubled(), lambda task, why: -1, "tcp://127.0.0.1:9"))


def test_a_folder_needs_an_output(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "onrecord", "extract", str(folder)],
        env={**os.environ, "PYTHONPATH": str(SCRIPTS)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "-o records.jsonl" in done.stderr


def test_journal_is_json_lines(folder: Path, tmp_path: Path) -> None:
    archive.extract(folder, tmp_path / "r.jsonl", inside([]), Work(), say=quiet)
    head, *entries = [json.loads(line) for line in (tmp_path / "r.jsonl.journal").read_text("utf-8").splitlines()]
    assert head["reader"] == cache.code_fingerprint()
    assert [entry["text"] for entry in entries if "error" in entry] == ["Bad Name.md", "long.txt", "noise.txt"]
    assert entries[-1]["end"] == (tmp_path / "r.jsonl").stat().st_size
