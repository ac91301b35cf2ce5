"""Lighthouse on ten kinds of page of a built site, phone and desktop: the median of five, as a table in Markdown.

    python tests/bench/lighthouse.py                  # site/, five runs: some 25 minutes on two cores
    python tests/bench/lighthouse.py --runs 1 --pages quote,home --report FOLDER

It needs Chromium and Node; `npx` fetches Lighthouse in the version below, unless LIGHTHOUSE names the command. The site
is served as hosts of plain files serve it: compressed with gzip, over HTTP/1.1 that keeps its connections. Of each kind
the heaviest page is measured. The exit status is 1 where a median is below what the project asks for.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

VERSION = "12.8.2"
CATEGORIES = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
"""Lighthouse's categories, and the least that a median may be."""

PACKED = {".html", ".css", ".js", ".json", ".svg", ".xml", ".atom", ".md", ".txt", ".csv", ".jsonl", ".ris", ".bib"}
"""What hosts compress."""


class Host(http.server.SimpleHTTPRequestHandler):
    """A host of plain files: gzip, kept connections, its own page where there is none."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with the file, compressed where that helps, or with 404.html."""
        root = Path(str(self.directory))
        name = unquote(urlsplit(self.path).path).lstrip("/")
        file = root / name / "index.html" if (root / name).is_dir() else root / name
        self.send_response(200 if file.is_file() else 404)
        file = file if file.is_file() else root / "404.html"
        content = file.read_bytes()
        self.send_header("Content-Type", self.guess_type(str(file)))
        if file.suffix in PACKED:
            content = gzip.compress(content, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The site on a free port: its address, with a slash at its end."""
    handler = functools.partial(Host, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def kinds(site: Path) -> dict[str, str]:
    """The ten kinds of page, each with its heaviest page's address. Pages that ask not to be found are left out."""

    def heaviest(folder: str, prefix: str = "") -> str:
        found = [
            (len(content), path.relative_to(site).as_posix())
            for path in sorted((site / "record" / folder).glob(f"{prefix}*.html"))
            if path.name != "index.html" and b'name="robots"' not in (content := path.read_bytes())
        ]
        if not found:
            raise SystemExit(f"{site} has no page under record/{folder}: build a site first (onrecord build)")
        return max(found)[1]

    return {
        "home": "index.html",
        "timeline": "record/timeline/index.html",
        "quotes": "record/quotes/index.html",
        "quote": heaviest("quotes", "q-"),
        "fact": heaviest("facts", "f-"),
        "person": heaviest("people", "p-"),
        "source": heaviest("sources"),
        "disputed": "record/disputed.html",
        "search": "search.html",
        "404": "404.html",
    }


def command() -> list[str]:
    """How Lighthouse is called here."""
    given = os.environ.get("LIGHTHOUSE")
    if given:
        return given.split()
    if shutil.which("npx") is None:
        raise SystemExit("Node is not installed (Debian: apt install nodejs npm)")
    return ["npx", "--yes", f"lighthouse@{VERSION}"]


def run(url: str, desktop: bool, report: Path | None) -> dict[str, Any]:
    """One run of Lighthouse: its whole report."""
    chrome = shutil.which("chromium") or shutil.which("google-chrome")
    if chrome is None:
        raise SystemExit("Chromium is not installed (Debian: apt install chromium)")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "report.json"
        called = [
            *(*command(), url, "--quiet", "--output=json", f"--output-path={out}"),
            f"--only-categories={','.join(CATEGORIES)}",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage",
            *(["--preset=desktop"] if desktop else []),
        ]
        done = subprocess.run(
            called, env={**os.environ, "CHROME_PATH": chrome}, capture_output=True, text=True, check=False
        )
        if not out.exists():
            raise SystemExit(f"Lighthouse failed on {url}:\n{done.stdout}{done.stderr}")
        found: dict[str, Any] = json.loads(out.read_text("utf-8"))
        if report:
            shutil.copy(out, report)
    return found


def failed(found: dict[str, Any]) -> list[str]:
    """The audits that cost points, but for those that only measure time, with the nodes that they name."""
    lines = []
    for category in found["categories"].values():
        for reference in category["auditRefs"]:
            audit = found["audits"][reference["id"]]
            timed = category["id"] == "performance"
            if reference["weight"] and audit["score"] is not None and audit["score"] < (0.9 if timed else 1):
                items = (audit.get("details") or {}).get("items") or []
                nodes = [str(item.get("node", {}).get("snippet", "")) for item in items[:3] if isinstance(item, dict)]
                lines.append(f"{category['id']}: {audit['id']} {audit.get('displayValue', '')} {' '.join(nodes)}")
    return lines


def measure(site: Path, pages: dict[str, str], runs: int, report: Path | None) -> int:
    """Print the table. 0 where every median is good enough, else 1."""
    good = True
    print("| page | " + " | ".join(f"{name}, phone / desktop" for name in CATEGORIES) + " | KB |")
    print("|---|" + "---|" * (len(CATEGORIES) + 1), flush=True)
    with served(site) as root:
        for kind, page in pages.items():
            scores: dict[str, list[str]] = {name: [] for name in CATEGORIES}
            weight = 0.0
            for form in ("phone", "desktop"):
                file = report / f"{kind}-{form}.json" if report else None
                found = [run(root + page, form == "desktop", file) for _ in range(runs)]
                for name, least in CATEGORIES.items():
                    score = statistics.median(one["categories"][name]["score"] * 100 for one in found)
                    scores[name].append(f"{score:.0f}")
                    good &= score >= least
                weight = found[-1]["audits"]["total-byte-weight"]["numericValue"] / 1000
                for line in failed(found[-1]):
                    print(f"{kind}, {form}: {line}", file=sys.stderr)
            print(
                f"| {kind} | " + " | ".join(" / ".join(s) for s in scores.values()) + f" | {weight:.0f} |", flush=True
            )
    return 0 if good else 1


def main() -> int:
    """Measure what the command line asks for."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("site", nargs="?", type=Path, default=Path("site"))
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--pages", default="", help="kinds of page, such as quote,home; all ten otherwise")
    options.add_argument("--report", type=Path, help="a folder that Lighthouse's own reports are kept in")
    given = options.parse_args()
    found = kinds(given.site)
    chosen = {kind: found[kind] for kind in given.pages.split(",")} if given.pages else found
    if given.report:
        given.report.mkdir(parents=True, exist_ok=True)
    return measure(given.site, chosen, given.runs, given.report)


if __name__ == "__main__":
    raise SystemExit(main())
