"""The search index of a built site: Pagefind, which a browser loads piece by piece and only on the search page."""

from __future__ import annotations

import base64
import contextlib
import gzip
import hashlib
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cbor2

from onrecord.errors import OnrecordError

WAITING = 64
"""Pages that Pagefind may have before it: it reads them while we do other things."""


def index(site: Path) -> None:
    """Write `site/pagefind/`: an index of every page that says it is to be found (`data-pagefind-body`).

    Raises OnrecordError with Pagefind's own message where it fails or is not installed.
    """
    with indexing(site) as pagefind:
        for path in sorted(site.rglob("*.html")):
            pagefind.add(path, path.read_bytes())


@contextlib.contextmanager
def indexing(site: Path) -> Iterator[Pagefind]:
    """An index of the pages that are added in the `with`, in their order; it is written when that is left well.

    Pages can be added while others are still being made. Raises as `index` does.
    """
    pagefind = Pagefind(site)
    try:
        yield pagefind
        pagefind.complete()
        made = pagefind.files()
    finally:
        pagefind.end()
    for name, content in _settled(made).items():
        path = site / FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


class Pagefind:
    """Pagefind's service: a process that is sent messages and answers each.

    A message is JSON in base64 with a comma behind it: `{"message_id": 1, "payload": {"type": …}}`, as Pagefind's own
    packages for Node and Python send them. Its Python package is not used for that: it waits a tenth of a second for
    each page.
    """

    def __init__(self, site: Path) -> None:
        from pagefind.service import get_executable

        self._site, self._asked, self._answered, self._part = site, 0, 0, b""
        self._complete = False
        program = get_executable()
        if program is None:
            raise self._failed("its program is not installed")
        self._process = subprocess.Popen(
            [program, "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._ask({"type": "NewIndex", "config": {"keep_index_url": True}})
        self._index = self._answer()["index_id"]

    def add(self, path: Path, page: bytes) -> None:
        """Let it read a page of the site, if that is to be found. Raises OnrecordError with what it said of others."""
        if b"data-pagefind-body" not in page:
            return
        name, found = path.relative_to(self._site).as_posix(), _findable(page).decode()
        self._ask({"type": "AddFile", "index_id": self._index, "file_path": name, "url": None, "file_contents": found})
        while self._asked - self._answered > WAITING:
            self._answer()

    def complete(self) -> None:
        """Let it put the index together, while we do other things; no page can be added from here on."""
        if not self._complete:
            self._ask({"type": "GetFiles", "index_id": self._index})
            self._complete = True

    def files(self) -> dict[str, bytes]:
        """The files of the index: name below its folder → content. Waits for them, and raises OnrecordError as `add`.

        Pagefind is not let write them itself: it answers before what it wrote is on the disk, and when it ends then,
        files are left empty (seen in 1.5.2, where the machine is busy).
        """
        found: dict[str, bytes] = {}
        while self._answered < self._asked:
            for file in self._answer().get("files", ()):
                found[file["path"]] = base64.b64decode(file["content"])
        return found

    def end(self) -> None:
        """Let it end, and wait for that."""
        with contextlib.suppress(BrokenPipeError):
            self._process.communicate()

    def _ask(self, payload: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        self._asked += 1
        message = json.dumps({"message_id": self._asked, "payload": payload})
        try:
            self._process.stdin.write(base64.b64encode(message.encode()) + b",")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise self._failed("it ended before its time") from None

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        parts = [self._part]
        while b"," not in parts[-1]:
            parts.append(self._process.stdout.read1(1 << 20))  # type: ignore[attr-defined]  # it is a BufferedReader
            if not parts[-1]:
                raise self._failed("it ended before its time")
        answer, _, self._part = b"".join(parts).partition(b",")
        self._answered += 1
        payload: dict[str, Any] = json.loads(base64.b64decode(answer))["payload"]
        if payload["type"] == "Error":
            raise self._failed(str(payload["message"]))
        return payload

    def _failed(self, why: str) -> OnrecordError:
        return OnrecordError(
            f"the search index could not be made; Pagefind says:\n{why}",
            path=self._site,
            todo="run scripts/setup once, or: python -m pip install -r requirements.txt",
        )


FOLDER = "pagefind"
"""Of the search index, in the site."""

_BODY = re.compile(rb"<\w+ (?:[^<>]* )?data-pagefind-body\b")
_ROOT = re.compile(rb"<html\b[^<>]*>")


def _findable(page: bytes) -> bytes:
    """A page without what stands before its findable part: head and navigation, which Pagefind would read for nothing.

    As it is where they hold something for Pagefind, or where its title may have to be looked for in them.
    """
    body, root = _BODY.search(page), _ROOT.search(page)
    if body is None or root is None or b"data-pagefind-" in page[: body.start()]:
        return page
    if b'data-pagefind-meta="title"' not in page:
        return page
    return root[0] + b"<body>" + page[body.start() :]


_MAGIC = b"pagefind_dcd"
"""What Pagefind's packed files begin with, once they are unpacked."""


def _settled(made: dict[str, bytes]) -> dict[str, bytes]:
    """Pagefind's files in one order, so that the same site has the same bytes, without those that no page asks for.

    It lists filters, and the values of each filter, in the order of a hash table, which changes from run to run (seen
    in 1.5.2), and names files after their bytes. A filter's file is [name, [[value, pages], …]]; the fourth part of the
    `pf_meta` file lists [name, file] of each filter; `pagefind-entry.json` names the `pf_meta` file of each language.
    """
    found = {name: content for name, content in made.items() if name not in _UNUSED}
    entry = json.loads(found["pagefind-entry.json"])
    for language in entry["languages"].values():
        meta = _unpacked(found.pop(f"pagefind.{language['hash']}.pf_meta"))
        meta[3] = sorted([name, _settled_filter(found, file)] for name, file in meta[3])
        packed = _packed(meta)
        language["hash"] = _named(language["hash"], packed)
        found[f"pagefind.{language['hash']}.pf_meta"] = packed
    entry_text = json.dumps(entry, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return {**found, "pagefind-entry.json": entry_text.encode()}


_UNUSED = frozenset(
    [
        "pagefind-ui.js",
        "pagefind-ui.css",
        "pagefind-modular-ui.js",
        "pagefind-modular-ui.css",
        "pagefind-component-ui.js",
        "pagefind-component-ui.css",
        "pagefind-highlight.js",
    ]
)
"""Pagefind's own search box: the search page brings its own."""


def _settled_filter(found: dict[str, bytes], file: str) -> str:
    name, values = _unpacked(found.pop(f"filter/{file}.pf_filter"))
    packed = _packed([name, sorted(values)])
    new = _named(file, packed)
    found[f"filter/{new}.pf_filter"] = packed
    return new


def _unpacked(content: bytes) -> Any:
    return cbor2.loads(gzip.decompress(content).removeprefix(_MAGIC))


def _packed(value: Any) -> bytes:
    return gzip.compress(_MAGIC + cbor2.dumps(value), mtime=0)


def _named(old: str, content: bytes) -> str:
    """A name after the bytes, as long as the old one and with its language in front."""
    language, _, digest = old.partition("_")
    return f"{language}_{hashlib.sha256(content).hexdigest()[: len(digest)]}"
