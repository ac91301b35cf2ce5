"""Markdown converted on all cores. MkDocs goes through the pages one by one, in one process.

Processes that are forked from MkDocs, and so know its files and settings, convert the pages ahead of it. MkDocs does
all else as ever; where it would read and convert a page, it takes what one of them made of it. A page that none of them
made (it raised an error, its process died), or whose Markdown a hook has changed, MkDocs converts itself: so its words
about a page stay its own, and what goes wrong costs time alone.
"""

from __future__ import annotations

import gc
import logging
import logging.handlers
import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, NamedTuple

from mkdocs.plugins import BasePlugin
from mkdocs.structure.pages import Page

from onrecord.workers import cores

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.toc import TableOfContents

PART = 8
"""Pages that a process takes at a time."""

MOST = 8
"""Processes at most: what MkDocs does with a page by itself takes a quarter of its time, so that more do not help."""

PARTS = 1024
"""Parts at most: so many numbers of four bytes fit into any pipe before somebody reads it (4 KB)."""


class Converted(NamedTuple):
    """What a page was, and what became of it: the attributes of MkDocs' `Page` after `render`, and what was said.

    `links` are its `links_to_anchors`; files are named by their places under docs/.
    """

    markdown: str
    meta: Any
    content: str
    toc: TableOfContents
    anchors: set[str]
    links: list[tuple[str, dict[str, str]]]
    said: list[logging.LogRecord]


def start(nav: Navigation, files: Files, config: MkDocsConfig) -> None:
    """Convert the pages that are not in the navigation, from now on, on all cores.

    To be called when MkDocs knows all pages and has read none. Does nothing where that can't be: with one core, where
    processes are not forked (all but Linux), and where a plugin or hook may want to see each page being read.
    """
    jobs = min(cores(), MOST)
    can_fork = sys.platform == "linux" and threading.active_count() == 1
    plugins = [one for one in config.plugins.values() if isinstance(one, BasePlugin)]  # hooks are among them
    if jobs < 2 or not can_fork or plugins or config.plugins.events["page_read_source"]:
        return
    shown = {id(page) for page in nav.pages}  # they have titles, and know each other
    found = [file for file in files.documentation_pages() if id(file.page) not in shown]
    if len(found) > PART:
        ahead = _Ahead(found, files, config, jobs)
        for number, file in enumerate(found):
            _Page(file, config, ahead, number)  # it makes itself the file's page


class _Page(Page):
    """A page that is converted elsewhere."""

    def __init__(self, file: File, config: MkDocsConfig, ahead: _Ahead, number: int) -> None:
        super().__init__(None, file, config)
        self._ahead, self._number = ahead, number
        self._found: Converted | None = None

    def read_source(self, config: MkDocsConfig) -> None:
        self._found = self._ahead.take(self._number)
        if self._found is None:
            super().read_source(config)
        else:
            self.markdown, self.meta = self._found.markdown, self._found.meta

    def render(self, config: MkDocsConfig, files: Files) -> None:
        found, self._found = self._found, None
        if found is None or found.markdown != self.markdown:
            super().render(config, files)
            return
        self.content, self.toc, self.present_anchor_ids = found.content, found.toc, found.anchors
        self.links_to_anchors = {_known(files, name): links for name, links in found.links}
        for record in found.said:
            logging.getLogger(record.name).handle(record)


def _known(files: Files, name: str) -> File:
    file = files.get_file_from_path(name)
    assert file is not None  # the process that converted the page had it from the same files
    return file


class _Ahead:
    """The processes, and what they have made that nobody has taken yet."""

    def __init__(self, pages: Sequence[File], files: Files, config: MkDocsConfig, jobs: int) -> None:
        size = max(PART, -(-len(pages) // PARTS))
        parts = [range(at, min(at + size, len(pages))) for at in range(0, len(pages), size)]
        tasks, ours = os.pipe()
        os.write(ours, b"".join(number.to_bytes(4, "big") for number in range(len(parts))))
        os.close(ours)
        context = multiprocessing.get_context("fork")
        self._made: dict[int, Converted | None] = {}
        self._pipes: list[Connection] = []
        gc.freeze()  # what both have in common stays where it is in memory, and is kept once
        for _ in range(min(jobs, len(parts))):
            pipe, theirs = context.Pipe(duplex=False)
            self._pipes.append(pipe)
            # a daemon: it ends with MkDocs, at the latest when it finds that nobody reads its pipe
            context.Process(target=self._serve, args=(theirs, tasks, parts, pages, files, config), daemon=True).start()
            theirs.close()
        os.close(tasks)

    def take(self, number: int) -> Converted | None:
        """What was made of a page; waits for it. None where nothing was."""
        while number not in self._made and self._pipes:
            for pipe in wait(self._pipes):
                assert isinstance(pipe, Connection)
                try:
                    self._made.update(pickle.loads(pipe.recv_bytes()))
                except (EOFError, OSError):  # it is done, or dead
                    pipe.close()
                    self._pipes.remove(pipe)
        return self._made.pop(number, None)

    def _serve(
        self,
        pipe: Connection,
        tasks: int,
        parts: Sequence[range],
        pages: Sequence[File],
        files: Files,
        config: MkDocsConfig,
    ) -> None:
        """What a process does: take parts, until there are no more or nobody waits for them."""
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends it without a word: MkDocs says it
        for ours in self._pipes:  # MkDocs' ends: as long as somebody holds one, nobody is told that MkDocs has ended
            ours.close()
        said = _Listener()
        while number := os.read(tasks, 4):
            made = {n: _convert(pages[n], files, config, said) for n in parts[int.from_bytes(number, "big")]}
            try:
                pipe.send_bytes(pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
            except BrokenPipeError:
                return


def _convert(file: File, files: Files, config: MkDocsConfig, said: _Listener) -> Converted | None:
    """Read and convert a page as MkDocs does. None where that raises an error, or where its title is in its text."""
    page = Page(None, file, config)
    said.heard = []
    try:
        page.read_source(config)
        page.render(config, files)
    except Exception:
        return None  # MkDocs comes upon the same error, and says it
    finally:
        file.page = None  # here, nobody asks for it again
    if "title" not in page.meta:
        return None
    assert page.markdown is not None
    assert page.content is not None
    links = [(to.src_uri, found) for to, found in (page.links_to_anchors or {}).items()]
    return Converted(
        page.markdown, page.meta, page.content, page.toc, page.present_anchor_ids or set(), links, said.heard
    )


class _Listener(logging.handlers.QueueHandler):
    """In the place of all handlers of this process: keeps what is said, for MkDocs to say and to count."""

    def __init__(self) -> None:
        super().__init__(None)  # type: ignore[arg-type]  # there is no queue: `enqueue` is ours
        self.heard: list[logging.LogRecord] = []
        for logger in _loggers():
            logger.handlers[:] = [self] if logger is logging.root or not logger.propagate else []

    def enqueue(self, record: logging.LogRecord) -> None:
        self.heard.append(record)


def _loggers() -> Iterator[logging.Logger]:
    yield logging.root
    for name in list(logging.root.manager.loggerDict):
        yield logging.getLogger(name)
