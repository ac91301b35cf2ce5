"""How fast, how large: `python tests/bench/speed.py [FOLDER] [--json] [--sizes 10,100,1000]`.

Ratios of times measured in one run, for absolute times hold on no other machine:

    extraction_ratio  the whole extraction of a text against spaCy's bare parse of it (at most 1.6)
    build_share       what the build adds to plain MkDocs on the same Markdown: pages, audit, downloads, search (0.25)
    rebuild_ratio     after one edit, up to MkDocs, against a full build up to MkDocs, at 200 sources (0.35)
    reload_seconds    from saving a text to the preview showing it, at 20 sources; the median of three (3 s)
    peak_mb           the most memory that the largest build up to MkDocs takes
    growth            what a further source costs from the middle to the largest size, against from the smallest to the
                      middle one: 1 where time is linear

The texts are invented (invent.py); with FOLDER, extraction is measured on its .txt files instead.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import invent

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from onrecord import build, extract, language, rendering, text  # noqa: E402
from onrecord.model import Metadata, Source  # noqa: E402
from onrecord.project import Project  # noqa: E402

BARS = {"extraction_ratio": 1.6, "build_share": 0.25, "rebuild_ratio": 0.35, "reload_seconds": 3.0, "growth": 1.5}


def say(line: str) -> None:
    """Progress goes to standard error."""
    print(line, file=sys.stderr, flush=True)


def project(folder: Path, sources: int, words: int) -> Project:
    """A project of invented sources, all closed, so that the audit has work."""
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    shutil.copytree(ROOT / "docs", folder / "docs", ignore=shutil.ignore_patterns("record"))
    shutil.copytree(ROOT / "scripts", folder / "scripts", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    (folder / "sources").mkdir()
    for i in range(sources):
        (folder / "sources" / f"article-{i}.md").write_text(invent.source(i, words, "all rights reserved"), "utf-8")
    return Project(folder)


class Took(NamedTuple):
    """Seconds that a command took: on the clock, and of processors (its own and its children's)."""

    wall: float
    cpu: float


def timed(command: list[str], cwd: Path) -> Took:
    """Run a command. Its own message is shown where it fails."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, cwd=cwd, env=rendering.environment(), capture_output=True, text=True, check=False)
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return Took(wall, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)


def prepared(root: Path) -> dict[str, Any]:
    """Bring records and pages up to date in a process of its own: seconds, megabytes at most, texts read."""
    done = subprocess.run(
        [sys.executable, __file__, "--prepare", str(root)],
        env=rendering.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def prepare(root: Path) -> None:
    """What `prepared` runs."""
    read: list[str] = []
    started = time.perf_counter()
    build.prepare(Project(root), say=lambda line: read.append(line) if line.startswith("reading") else None)
    seconds = time.perf_counter() - started
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << (20 if sys.platform == "darwin" else 10))
    print(json.dumps({"seconds": seconds, "mb": most, "read": len(read)}))


# --------------------------------------------------------------------------------------------------------- extraction


def extraction(folder: Path | None) -> dict[str, float]:
    """Whole extraction against the bare parse of the same texts: the best of three rounds each, taken in turn."""
    sources = _texts(folder)
    words = sum(len(source.text.split()) for source in sources)
    parse = language.model()
    stages: dict[str, Callable[[Source], object]] = {
        "parse": lambda source: parse(source.text),
        "extract": extract.extract,
    }
    best = dict.fromkeys(stages, float("inf"))
    extract.extract(sources[0])  # what is loaded once is not counted
    for _ in range(3):
        for name, stage in stages.items():
            started = time.perf_counter()
            for source in sources:
                stage(source)
            best[name] = min(best[name], time.perf_counter() - started)
    return {
        "extraction_ratio": best["extract"] / best["parse"],
        "words a second, parsed": words / best["parse"],
        "words a second, extracted": words / best["extract"],
    }


def _texts(folder: Path | None) -> list[Source]:
    if folder is not None:
        contents = [path.read_text("utf-8") for path in sorted(folder.rglob("*.txt"))[:60]]
    else:
        contents = [invent.article(seed, 500)[1] for seed in range(40)]
    return [_source(content) for content in contents]


def _source(content: str) -> Source:
    found = text.layout(content)
    return Source(Metadata("a", "A", "The Courier"), content, found.paragraphs, found.furniture, found.headings)


# --------------------------------------------------------------------------------------------------------------- build


def share(folder: Path, rounds: int = 5) -> dict[str, float]:
    """A build from known records against MkDocs alone on the same Markdown, in turn; the median of the rounds' ratios.

    MkDocs alone is `mkdocs build --strict` on a copy of the
    docs with the same Markdown, theme and settings, but without the hook and without the files that are no pages. No
    pages and no site are there when either begins; what the last round left is put aside and not deleted between the
    rounds, for a disk that has just deleted thousands of files is slow to make new ones.
    """
    at = project(folder / "whole", 40, 400)
    prepared(at.root)
    alone = folder / "alone"
    _plain(at, alone)
    ratios: dict[str, list[float]] = {"wall": [], "cpu": []}
    plain_seconds = []
    for number in range(rounds):
        at.pages.rename(folder / f"pages-{number}")
        whole = timed([sys.executable, "-m", "onrecord", "build"], at.root)
        plain = timed([sys.executable, "-m", "mkdocs", "build", "--strict"], alone)
        for made in (at.site, alone / "site"):
            made.rename(folder / f"{made.parent.name}-{number}")
        ratios["wall"].append(whole.wall / plain.wall - 1)
        ratios["cpu"].append(whole.cpu / plain.cpu - 1)
        plain_seconds.append(plain.wall)
        say(
            f"  round {number + 1}: {ratios['wall'][-1]:.2f} in time, {ratios['cpu'][-1]:.2f} in work of the processors"
        )
    return {
        "build_share": statistics.median(ratios["wall"]),
        "the same in processor time, over all processors": statistics.median(ratios["cpu"]),
        "seconds of MkDocs alone": statistics.median(plain_seconds),
        "pages of that site": len(list((folder / "whole-0").rglob("*.html"))),
    }


def _plain(at: Project, alone: Path) -> None:
    """The same Markdown for MkDocs alone."""
    alone.mkdir()
    settings = (at.root / "mkdocs.yml").read_text("utf-8")
    (alone / "mkdocs.yml").write_text(re.sub(r"^hooks:\n(?:  .*\n)+", "", settings, flags=re.M), "utf-8")
    below = f"{at.pages}{os.sep}"
    shutil.copytree(
        at.docs,
        alone / "docs",
        ignore=lambda where, names: [
            n for n in names if f"{where}{os.sep}{n}".startswith(below) and "." in n[1:] and not n.endswith(".md")
        ],
    )
    shutil.copytree(at.root / "scripts", alone / "scripts")


def rebuild(folder: Path) -> dict[str, float]:
    """After one edited text against from nothing, at 200 sources, both up to MkDocs."""
    at = project(folder, 200, 250)
    full = prepared(at.root)
    edited = at.sources / "article-7.md"
    edited.write_text(edited.read_text("utf-8") + "\n“It floats,” said Ruth Pike, a painter.\n", "utf-8")
    again = prepared(at.root)
    assert full["read"] == 200
    assert again["read"] == 1, "a rebuild after one edit must read one text"
    return {"rebuild_ratio": again["seconds"] / full["seconds"], "seconds of the full one": full["seconds"]}


def growth(folder: Path, sizes: list[int]) -> dict[str, float]:
    """Full builds up to MkDocs at three sizes: what one more source costs in time and memory."""
    rows = []
    for size in sizes:
        at = project(folder / str(size), size, 100)
        rows.append(prepared(at.root))
        say(f"  {size} sources: {rows[-1]['seconds']:.1f} s, {rows[-1]['mb']:.0f} MB")
        shutil.rmtree(at.root)
    small, middle, large = sizes
    seconds = [row["seconds"] for row in rows]
    return {
        "growth": ((seconds[2] - seconds[1]) / (large - middle)) / ((seconds[1] - seconds[0]) / (middle - small)),
        "peak_mb": rows[2]["mb"],
        "KB a further source": 1024 * (rows[2]["mb"] - rows[1]["mb"]) / (large - middle),
        "seconds at the largest": seconds[2],
    }


# ------------------------------------------------------------------------------------------------------------- preview


def reload(folder: Path) -> dict[str, float]:
    """From saving a text to the preview serving its new words, at 20 sources."""
    at = project(folder, 20, 400)
    prepared(at.root)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "onrecord", "serve", "--address", f"127.0.0.1:{port}"]
    running = subprocess.Popen(
        command, cwd=at.root, env=rendering.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}/record/sources/article-3.html"
    try:
        _until(address, "article", 120)
        times = [_edit(at.sources / "article-3.md", address, f"Sea wall {i} holds") for i in range(4)]
    finally:
        running.terminate()
        running.wait()
    return {"reload_seconds": statistics.median(times[1:]), "of the first edit (loads spaCy)": times[0]}


def _edit(path: Path, address: str, title: str) -> float:
    lines = path.read_text("utf-8").split("\n")
    lines[1] = f"title: {title}"
    time.sleep(1.5)  # an editor pauses between two edits
    started = time.perf_counter()
    path.write_text("\n".join(lines), "utf-8")
    _until(address, title, 60)
    return time.perf_counter() - started


def _until(address: str, words: str, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=30) as page:
                if words in page.read().decode("utf-8"):
                    return
        except OSError:
            pass
        time.sleep(0.02)
    raise SystemExit(f"{address} does not show “{words}” after {seconds:.0f} s")


# ---------------------------------------------------------------------------------------------------------------- main


def start() -> dict[str, float]:
    """What the command costs before it does anything: against a bare interpreter."""
    bare = min(timed([sys.executable, "-c", ""], ROOT).wall for _ in range(5))
    ours = min(timed([sys.executable, "-m", "onrecord", "--help"], ROOT).wall for _ in range(5))
    return {"seconds of onrecord --help, without Python’s own": ours - bare}


def main() -> None:
    """Measure, and print a table or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, help="measure extraction on these .txt files")
    parser.add_argument("--json", action="store_true", help="the six numbers as JSON")
    parser.add_argument("--sizes", default="10,100,1000", help="numbers of sources for growth")
    parser.add_argument("--prepare", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.prepare:
        prepare(Path(given.prepare))
        return
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder)
        sizes = [int(size) for size in given.sizes.split(",")]
        for name, measure in (
            ("start-up", start),
            ("extraction", lambda: extraction(given.folder)),
            ("share of a build", lambda: share(at / "share")),
            ("rebuild", lambda: rebuild(at / "rebuild")),
            ("preview", lambda: reload(at / "reload")),
            ("growth", lambda: growth(at / "growth", sizes)),
        ):
            say(name)
            found |= measure()
    if given.json:
        keys = ("extraction_ratio", "build_share", "rebuild_ratio", "reload_seconds", "peak_mb", "growth")
        print(json.dumps({key: round(found[key], 3) for key in keys}))
        return
    for name, value in found.items():
        bar = f"   (at most {BARS[name]})" if name in BARS else ""
        print(f"{name:52}{value:10,.2f}{bar}")


if __name__ == "__main__":
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    main()
