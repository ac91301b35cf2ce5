"""The search index of a built site: Pagefind, which a browser loads piece by piece and only on the search page."""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
import sys
from pathlib import Path

from onrecord.errors import OnrecordError


def index(site: Path) -> None:
    """Write `site/pagefind/`: an index of every page that says it is to be found (`data-pagefind-body`).

    Raises OnrecordError with Pagefind's own message where it fails or is not installed.
    """
    done = subprocess.run(
        [sys.executable, "-m", "pagefind", "--site", str(site), "--quiet", "--keep-index-url"],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise OnrecordError(
            f"the search index could not be made; Pagefind says:\n{(done.stderr + done.stdout).strip()}",
            path=site,
            todo="run scripts/setup once, or: python -m pip install -r requirements.txt",
        )
    for path in (site / "pagefind").glob("pagefind-*"):
        if path.name not in ("pagefind-entry.json", "pagefind-worker.js"):
            path.unlink()  # user interfaces: the search page brings its own
    _settle(site / "pagefind")


_MAGIC = b"pagefind_dcd"
"""What stands before the CBOR in each of Pagefind's files, all of them gzipped."""


def _settle(folder: Path) -> None:
    """Put in order what Pagefind writes in the order of a hash table: the values of each filter, and the filters.

    Without this no two builds of one site are the same. Files are named by their content, so those that change get new
    names, and what refers to them is changed along: filter ← language's index (`.pf_meta`) ← `pagefind-entry.json`.
    """
    entry = json.loads((folder / "pagefind-entry.json").read_text("utf-8"))
    for language, about in entry["languages"].items():
        meta = folder / f"pagefind.{about['hash']}.pf_meta"
        content = _read(meta)
        names: list[bytes] = []
        for path in sorted((folder / "filter").glob(f"{language}_*.pf_filter")):
            name, values = _array(_read(path))
            settled = _join([name, _join(sorted(_array(values)))])
            new = f"{language}_{hashlib.sha256(settled).hexdigest()[:7]}"
            old = path.name.removesuffix(".pf_filter")
            if content.count(old.encode()) == 1 and len(new) == len(old):
                path.unlink()
                _write(path.with_name(f"{new}.pf_filter"), settled)
                content = content.replace(old.encode(), new.encode())
                names.append(new.encode())
        parts = _array(content)
        parts = [_join(sorted(_array(part))) if names and all(n in part for n in names) else part for part in parts]
        settled = _join(parts)
        about["hash"] = f"{language}_{hashlib.sha256(settled).hexdigest()[:10]}"
        meta.unlink()
        _write(folder / f"pagefind.{about['hash']}.pf_meta", settled)
    text = json.dumps(entry, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    (folder / "pagefind-entry.json").write_text(text, "utf-8")


def _read(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()).removeprefix(_MAGIC)


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(gzip.compress(_MAGIC + content, mtime=0))


def _head(data: bytes, at: int) -> tuple[int, int, int]:
    """Major type, argument and end of the head of a CBOR item (RFC 8949, section 3)."""
    kind, info = data[at] >> 5, data[at] & 31
    if info < 24:
        return kind, info, at + 1
    size = 1 << (info - 24)
    return kind, int.from_bytes(data[at + 1 : at + 1 + size], "big"), at + 1 + size


def _end(data: bytes, at: int) -> int:
    """Where the CBOR item at `at` ends. Items are integers, strings and arrays; Pagefind writes no others."""
    kind, argument, at = _head(data, at)
    if kind in (2, 3):
        return at + argument
    if kind == 4:
        for _ in range(argument):
            at = _end(data, at)
    return at


def _array(data: bytes) -> list[bytes]:
    """The items of an array, each as it is encoded."""
    _, count, at = _head(data, 0)
    items: list[bytes] = []
    for _ in range(count):
        end = _end(data, at)
        items.append(data[at:end])
        at = end
    return items


def _join(items: list[bytes]) -> bytes:
    """An array of encoded items."""
    count = len(items)
    if count < 24:
        return bytes([0x80 | count]) + b"".join(items)
    size = 1 if count < 0x100 else 2 if count < 0x10000 else 4
    return bytes([0x98 + size.bit_length() - 1]) + count.to_bytes(size, "big") + b"".join(items)
