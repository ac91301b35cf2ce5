"""The search index of a built site: Pagefind, which a browser loads piece by piece and only on the search page."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cbor2

from onrecord.errors import OnrecordError


def index(site: Path) -> None:
    """Write `site/pagefind/`: an index of every page that says it is to be found (`data-pagefind-body`).

    Raises OnrecordError with Pagefind's own message where it fails or is not installed.
    """
    with indexing(site):
        pass


@contextlib.contextmanager
def indexing(site: Path) -> Iterator[None]:
    """`index` beside what is done in the `with`; the index is there when that is left. Raises as `index` does."""
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
        command = [sys.executable, "-m", "pagefind", "--site", str(site), "--quiet", "--keep-index-url"]
        running = subprocess.Popen(command, stdout=said, stderr=said)
        try:
            yield
        except BaseException:
            running.kill()
            raise
        finally:
            running.wait()
        said.seek(0)
        _finish(site, running.returncode, said.read())


def _finish(site: Path, status: int, said: str) -> None:
    if status != 0:
        raise OnrecordError(
            f"the search index could not be made; Pagefind says:\n{said.strip()}",
            path=site,
            todo="run scripts/setup once, or: python -m pip install -r requirements.txt",
        )
    for name in ("pagefind-ui.js", "pagefind-ui.css", "pagefind-modular-ui.js", "pagefind-modular-ui.css",
                 "pagefind-component-ui.js", "pagefind-component-ui.css", "pagefind-highlight.js"):  # fmt: skip
        (site / FOLDER / name).unlink(missing_ok=True)  # the search page brings its own
    _settle(site / FOLDER)


FOLDER = "pagefind"
"""Of the search index, in the site."""

_MAGIC = b"pagefind_dcd"
"""What Pagefind's packed files begin with, once they are unpacked."""


def _settle(folder: Path) -> None:
    """Put what Pagefind writes in the order of a hash table into one order, so that the same site has the same bytes.

    It lists filters, and the values of each filter, in an order that changes from run to run (seen in 1.5.2), and names
    files after their bytes. A filter's file is [name, [[value, pages], …]]; the fourth part of the `pf_meta` file lists
    [name, file] of each filter; `pagefind-entry.json` names the `pf_meta` file of each language.
    """
    entry_file = folder / "pagefind-entry.json"
    entry = json.loads(entry_file.read_bytes())
    for language in entry["languages"].values():
        old = folder / f"pagefind.{language['hash']}.pf_meta"
        meta = _unpacked(old)
        meta[3] = sorted([name, _settled_filter(folder, file)] for name, file in meta[3])
        old.unlink()
        packed = _packed(meta)
        language["hash"] = _named(language["hash"], packed)
        (folder / f"pagefind.{language['hash']}.pf_meta").write_bytes(packed)
    entry_file.write_text(json.dumps(entry, ensure_ascii=False, separators=(",", ":"), sort_keys=True), "utf-8")


def _settled_filter(folder: Path, file: str) -> str:
    old = folder / "filter" / f"{file}.pf_filter"
    name, values = _unpacked(old)
    packed = _packed([name, sorted(values)])
    old.unlink()
    new = _named(file, packed)
    (folder / "filter" / f"{new}.pf_filter").write_bytes(packed)
    return new


def _unpacked(path: Path) -> Any:
    return cbor2.loads(gzip.decompress(path.read_bytes()).removeprefix(_MAGIC))


def _packed(value: Any) -> bytes:
    return gzip.compress(_MAGIC + cbor2.dumps(value), mtime=0)


def _named(old: str, content: bytes) -> str:
    """A name after the bytes, as long as the old one and with its language in front."""
    language, _, digest = old.partition("_")
    return f"{language}_{hashlib.sha256(content).hexdigest()[: len(digest)]}"
