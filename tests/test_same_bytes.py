"""The same project gives the same bytes: in any folder, on any day, in any place, whatever the order of files."""

# ruff: noqa: E501
from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT
from onrecord import record, rendering, yamlfile
from onrecord.project import Project
from test_build import TEXT, source, tree

pytestmark = pytest.mark.xdist_group("same bytes")

CLOSED = """---
title: The board sells the ferry
publisher: The Northport Gazette
published: 2031-03-20
rights: all rights reserved
---
The Harbour Board sold its only ferry to a yard in Eastmouth on Tuesday, said Edith Falk, who speaks for the board.

Falk said the yard paid $40,000. “It will sail again by the first half of 2032,” she told the Gazette on Wednesday.
"""
UNDATED = """---
title: What the crew says
publisher: The Island Post
---
“Nobody asked us,” Mira Voss, a mate, said last week. Police allege that Tom Quay took $12,000 from the board in May 2029.

Quay denied taking the money. “I have never seen it,” he told the Island Post, according to Anna Lind of the Harbour Board.
"""

CLOCK = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>
static long ahead(void) { const char *days = getenv("CLOCK_DAYS"); return days ? 86400L * atol(days) : 0; }
int clock_gettime(clockid_t id, struct timespec *now) {
  int (*real)(clockid_t, struct timespec *) = dlsym(RTLD_NEXT, "clock_gettime");
  int status = real(id, now);
  if (!status && id == CLOCK_REALTIME) now->tv_sec += ahead();
  return status;
}
int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  int (*real)(struct timeval *, void *) = dlsym(RTLD_NEXT, "gettimeofday");
  int status = real(now, zone);
  if (!status && now) now->tv_sec += ahead();
  return status;
}
time_t time(time_t *given) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (given) *given = now.tv_sec;
  return now.tv_sec;
}
"""
"""Every process of a build lives some days ahead: Python, MkDocs and Pagefind alike."""


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A library to preload that moves the clock by CLOCK_DAYS, where one can be made."""
    compiler = shutil.which("cc")
    if compiler is None or not sys.platform.startswith("linux"):
        pytest.skip("no C compiler to make another clock with")
    folder = tmp_path_factory.mktemp("clock")
    (folder / "clock.c").write_text(CLOCK, "utf-8")
    library = folder / "clock.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, folder / "clock.c", "-ldl"], check=True)
    return str(library)


def made(root: Path, names: list[str], **environment: str) -> dict[str, bytes]:
    """A project with three sources, made anew in a folder, edited and built twice; all its files but the cache."""
    root.mkdir(parents=True)
    for name in ("docs", "scripts"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("record", "__pycache__", "*.egg-info"))
    shutil.copy(ROOT / "mkdocs.yml", root)
    texts = {"the-ferry-stops": TEXT, "the-sale": CLOSED, "the-crew": UNDATED}
    project = Project(root)
    for name in names:  # files come into a folder in another order
        source(project, name, texts[name])
    _build(root, environment)
    committed = record.load(root / "sources" / "the-crew.record.yml")
    edits = {committed.quotes[0].id: {"note": "Heard again on the quay.", "on": "2031-04-01"}}
    (root / "sources" / "the-crew.edits.yml").write_text(yamlfile.write(edits), "utf-8")
    source(project, "the-ferry-stops", TEXT.replace("it is not safe", "it was never safe"))
    _build(root, environment)
    kept = tree(root)
    return {name: data for name, data in kept.items() if not name.startswith(".cache/") and "__pycache__" not in name}


def _build(root: Path, environment: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "onrecord", "build", "--on", "2031-04-02"],
        cwd=root,
        env={**rendering.environment(), "SITE_URL": "https://record.example/", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_two_folders_seeds_zones_locales_and_clocks_give_the_same_bytes(tmp_path: Path, clock: str) -> None:
    here = made(
        tmp_path / "a", ["the-ferry-stops", "the-sale", "the-crew"], PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8"
    )
    mask = os.umask(0o077)
    try:
        there = made(
            tmp_path / "another place" / "with a longer name" / "b",
            ["the-crew", "the-sale", "the-ferry-stops"],
            PYTHONHASHSEED="4242", TZ="Pacific/Kiritimati", LC_ALL="C", LANG="tr_TR.UTF-8", LANGUAGE="tr",
            PYTHONOPTIMIZE="1", LD_PRELOAD=clock, CLOCK_DAYS="403", COLUMNS="40", HOME=str(tmp_path),
        )  # fmt: skip
    finally:
        os.umask(mask)
    assert len(here) > 150
    assert {name.split("/")[0] for name in here} == {"docs", "mkdocs.yml", "scripts", "site", "sources"}
    assert [name for name in sorted(here.keys() | there.keys()) if here.get(name) != there.get(name)] == []


def test_the_other_clock_is_another(clock: str) -> None:
    """The test above would prove nothing with a clock that does not go."""
    ask = [sys.executable, "-c", "import datetime, time; print(datetime.date.today().year, time.gmtime().tm_year)"]
    now = subprocess.run(ask, capture_output=True, text=True, check=True).stdout
    later = {**os.environ, "LD_PRELOAD": clock, "CLOCK_DAYS": "4000"}
    assert int(now.split()[0]) < int(
        subprocess.run(ask, env=later, capture_output=True, text=True, check=True).stdout.split()[0]
    )
