"""Pages converted on all cores: the same site, the same words of MkDocs, whatever becomes of the processes."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord import rendering, workers
from onrecord.errors import OnrecordError
from onrecord.project import Project

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or workers.cores() < 2, reason="processes are forked on Linux, with two cores at least"
)

PAGES = 120


def site(project: Project, **more: str) -> None:
    """Pages of boats that link to each other, and `more` of them."""
    for path in project.docs.rglob("*.md"):
        path.unlink()
    folder = project.pages / "boats"
    folder.mkdir(parents=True)
    for number in range(PAGES):
        others = "\n".join(f"- [Boat {other}](b-{other}.md#hull)" for other in range(number % 7, PAGES, 9))
        text = f"---\ntitle: Boat {number}\n---\n\n# Boat *{number}*\n\n{others}\n\n## Hull\n\nGreen & white.\n"
        (folder / f"b-{number}.md").write_text(text, "utf-8")
    for name, text in more.items():
        (folder / f"{name}.md").write_text(text, "utf-8")
    nav = (project.root / "mkdocs.yml").read_text("utf-8")
    before, _, after = nav.partition("nav:\n")
    rest = after[after.index("\n\n") :]
    (project.root / "mkdocs.yml").write_text(f"{before}nav:\n  - Home: record/boats/b-0.md\n{rest}", "utf-8")


def children(process: int) -> list[int]:
    """The processes that a process has started."""
    return [int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()]


def made(project: Project, *, kill: int = 0, cores: set[int] | None = None) -> tuple[dict[str, bytes], int]:
    """The site as MkDocs makes it, and how many processes converted pages; `kill` so many of them."""
    to = project.cache / f"site-{kill}-{len(cores or ())}"
    ours = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores or ours)
    try:
        running = rendering.MkDocs(project.root, to)
    finally:
        os.sched_setaffinity(0, ours)
    with running as mkdocs:
        mkdocs.go()
        found = 0
        for processes in _seen(mkdocs):
            found = max(found, len(processes))
            for process in processes[:kill]:
                os.kill(process, signal.SIGKILL)
            if found >= len(cores or ours):
                break
        mkdocs.wait()
    return {p.relative_to(to).as_posix(): p.read_bytes() for p in sorted(to.rglob("*")) if p.is_file()}, found


def _seen(mkdocs: rendering.MkDocs) -> Iterator[list[int]]:
    """The processes that convert, again and again until MkDocs ends."""
    process = mkdocs._process
    while process.poll() is None:
        yield children(process.pid)
        time.sleep(0.001)


def test_the_site_is_the_same_as_from_one_process(project: Project) -> None:
    site(project)
    alone, none = made(project, cores={min(os.sched_getaffinity(0))})
    together, some = made(project)
    assert none == 0
    assert some == workers.cores()
    assert together == alone
    assert len([name for name in alone if "boats/b-" in name]) == PAGES


@pytest.mark.parametrize("kill", [1, 99], ids=["one", "all"])
def test_processes_that_die_cost_nothing_but_time(project: Project, kill: int) -> None:
    site(project)
    assert made(project, kill=kill)[0] == made(project)[0]


def test_no_process_outlives_mkdocs(project: Project) -> None:
    site(project)
    with rendering.MkDocs(project.root, project.cache / "site") as mkdocs:
        mkdocs.go()
        started = next(processes for processes in _seen(mkdocs) if len(processes) == workers.cores())
        mkdocs._process.kill()
        for _ in range(3000):
            left = [process for process in started if Path(f"/proc/{process}").exists()]
            if not left:
                break
            time.sleep(0.01)
    assert left == []


WRONG = {
    "a link that leads nowhere": ("[Quay](quay.md)", "'record/boats/x.md' contains a link 'quay.md'"),
    "an anchor that is not there": ("[Keel](b-4.md#keel)", "'record/boats/b-4.md' does not contain an anchor '#keel'"),
    "an error of an extension": ('--8<-- "quay.md"', "Snippet at path 'quay.md' could not be found"),
}


@pytest.mark.parametrize(("text", "says"), WRONG.values(), ids=WRONG)
def test_what_mkdocs_says_of_a_page_it_says_once(project: Project, text: str, says: str) -> None:
    site(project, x=f"---\ntitle: A boat\n---\n\n# A boat\n\n{text}\n")
    with pytest.raises(OnrecordError, match="MkDocs could not make the site") as caught:
        made(project)
    told, _, _error = str(caught.value).partition("Traceback")  # MkDocs repeats an error at the end of it
    assert told.count(says) == 1, caught.value


def test_a_page_that_a_hook_changes_is_changed(project: Project) -> None:
    site(project)
    hook = project.root / "scripts" / "paint.py"
    hook.write_text("def on_page_markdown(markdown, **_):\n    return markdown.replace('Green', 'Red')\n", "utf-8")
    settings = project.root / "mkdocs.yml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("hooks:\n", "hooks:\n  - scripts/paint.py\n"), "utf-8")
    pages, _ = made(project)
    assert b"Red &amp; white" in pages["record/boats/b-7.html"]
    assert b"Green" not in pages["record/boats/b-7.html"]
