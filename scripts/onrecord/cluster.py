"""Work spread over the machines of a Dask cluster: the optional extra `dask`.

The texts travel with their tasks, so the machines need not share a disk; each needs Onrecord in the same version, which
is checked for every task.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from onrecord import cache
from onrecord.errors import OnrecordError

Task = TypeVar("Task")
Result = TypeVar("Result")

AHEAD = 4
"""Tasks a thread of the cluster that are on the way at once."""

_ONE_AT_A_TIME = threading.Lock()  # the language model is not made for several threads of one process


def run(
    tasks: Iterable[Task], work: Callable[[Task], Result], given_up: Callable[[Task, str], Result], address: str
) -> Iterator[Result]:
    """Do `work` on every task on the cluster whose scheduler is at `address`; results in the order of the tasks.

    A task whose worker is lost is done again by another one; after several lost workers `given_up(task, why)` is its
    result. Raises OnrecordError where Dask is not installed, the cluster can't be reached or is lost, or a worker has
    another version of Onrecord.
    """
    try:
        import distributed
    except ImportError as error:
        raise OnrecordError(
            "Dask is not installed", todo="python -m pip install 'dask[distributed]', or leave --dask out"
        ) from error
    try:
        client: Any = distributed.Client(address, timeout=10, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise OnrecordError(f"there is no Dask cluster at {address}: {error}") from error
    with client:
        yield from _results(distributed, client, tasks, work, given_up)


def _results(
    distributed: Any,
    client: Any,
    tasks: Iterable[Task],
    work: Callable[[Task], Result],
    given_up: Callable[[Task, str], Result],
) -> Iterator[Result]:
    waiting: deque[tuple[Any, Task]] = deque()
    reader = cache.code_fingerprint()
    more = iter(tasks)

    def result() -> Result:
        future, task = waiting.popleft()
        try:
            return future.result()  # type: ignore[no-any-return]
        except distributed.KilledWorker:
            return given_up(task, "every process that read it died")
        except (distributed.core.CommClosedError, distributed.client.FutureCancelledError, OSError) as error:
            raise OnrecordError(
                f"the Dask cluster was lost: {error}", todo="run the same command again; it goes on where it stopped"
            ) from error

    for task in more:
        waiting.append((client.submit(_on_worker, work, reader, task, pure=False), task))
        if len(waiting) >= AHEAD * max(2, sum(client.nthreads().values())):
            yield result()
    while waiting:
        yield result()


def _on_worker(work: Callable[[Task], Result], reader: str, task: Task) -> Result:
    """Runs on the cluster's machines."""
    if cache.code_fingerprint() != reader:
        raise OnrecordError(
            "a worker of the cluster has another version of Onrecord, its tables or its language model",
            todo="install the same version on every machine",
        )
    with _ONE_AT_A_TIME:
        return work(task)
