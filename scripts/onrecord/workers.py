"""Work spread over processes of this machine: results in order, memory bounded, a worker that dies is replaced.

Not `concurrent.futures`: its pool breaks as a whole when one process is killed (a text that eats all memory), and it
takes in all tasks at once.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

AHEAD = 8
"""Tasks a worker that may be done ahead of the one whose turn it is."""

LIFETIME = 400
"""Tasks after which a worker is replaced by a fresh one: the language model keeps every new word for good."""

ATTEMPTS = 2
"""How many workers a task may kill before it is given up."""


def cores() -> int:
    """How many processes this one may keep busy."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run(
    tasks: Iterable[Task], work: Callable[[Task], Result], given_up: Callable[[Task, str], Result], jobs: int
) -> Iterator[Result]:
    """Do `work` on every task in `jobs` processes; yields the results in the order of the tasks.

    `work` is pickled: it is a function of a module, or holds plain data. A task that kills its worker is tried once
    more; then `given_up(task, why)` is its result. At most `AHEAD * jobs` tasks are held at a time.
    """
    pool = _Pool(work, given_up, jobs)
    try:
        yield from pool.run(iter(tasks))
    finally:
        pool.stop()


class _Worker(Generic[Task]):
    """One process with a pipe to it, and what it is at work on."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        context = multiprocessing.get_context("spawn")  # the same on every system, and safe with threads
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, work), daemon=True)
        self.process.start()
        theirs.close()
        self.done = 0
        self.task: tuple[int, Task] | None = None

    def give(self, number: int, task: Task) -> None:
        self.task = (number, task)
        self.pipe.send(task)

    def stop(self) -> None:
        self.pipe.close()
        self.process.terminate()
        self.process.join()


def _serve(pipe: Connection, work: Callable[[Any], Any]) -> None:
    """What a worker does until the other end of its pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    while True:
        try:
            pipe.send(work(pipe.recv()))
        except (EOFError, BrokenPipeError, ConnectionError):  # the parent has ended
            return


class _Pool(Generic[Task, Result]):
    def __init__(self, work: Callable[[Task], Result], given_up: Callable[[Task, str], Result], jobs: int) -> None:
        self.work, self.given_up, self.jobs = work, given_up, max(1, jobs)
        self.idle: list[_Worker[Task]] = []
        self.busy: dict[Connection, _Worker[Task]] = {}
        self.again: deque[tuple[int, Task]] = deque()
        self.deaths: dict[int, int] = {}
        self.done: dict[int, Result] = {}

    def run(self, tasks: Iterator[Task]) -> Iterator[Result]:
        turn = taken = 0
        more = True
        while more or self.again or self.busy:
            while len(self.busy) < self.jobs and (self.again or (more and taken - turn < AHEAD * self.jobs)):
                if self.again:
                    self._give(*self.again.popleft())
                    continue
                try:
                    task = next(tasks)
                except StopIteration:
                    more = False
                    continue
                self._give(taken, task)
                taken += 1
            for pipe in wait(list(self.busy)) if self.busy else []:
                self._take(pipe)  # type: ignore[arg-type]
            while turn in self.done:
                yield self.done.pop(turn)
                turn += 1

    def _give(self, number: int, task: Task) -> None:
        worker = self.idle.pop() if self.idle else _Worker[Task](self.work)
        self.busy[worker.pipe] = worker
        try:
            worker.give(number, task)
        except OSError:  # it died while idle
            self._died(worker)

    def _take(self, pipe: Connection) -> None:
        worker = self.busy[pipe]
        assert worker.task is not None
        try:
            self.done[worker.task[0]] = pipe.recv()
        except (EOFError, OSError):
            self._died(worker)
            return
        del self.busy[pipe]
        worker.done += 1
        if worker.done < LIFETIME:
            self.idle.append(worker)
        else:
            worker.stop()

    def _died(self, worker: _Worker[Task]) -> None:
        assert worker.task is not None
        number, task = worker.task
        del self.busy[worker.pipe]
        worker.process.join(5)
        status = worker.process.exitcode
        worker.stop()
        self.deaths[number] = self.deaths.get(number, 0) + 1
        if self.deaths[number] < ATTEMPTS:
            self.again.append((number, task))
        else:
            why = f"signal {-status}" if status is not None and status < 0 else f"exit status {status}"
            self.done[number] = self.given_up(task, f"the process that read it died twice ({why})")

    def stop(self) -> None:
        for worker in [*self.idle, *self.busy.values()]:
            worker.stop()
