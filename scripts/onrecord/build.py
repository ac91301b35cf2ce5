"""From the sources to the site: everything is read and checked, then everything is written.

read      every source; all that is wrong with them is said at once
extract   each text that changed (others come from the cache)
carry     permalinks of the committed records onto the new ones
edit      the editors' corrections laid over
publish   records and pages written, each file whole, only where bytes change
render    MkDocs makes the site in a folder aside; it takes the old one's place when it has passed the audit
"""

from __future__ import annotations

import os
import shutil
from collections import Counter, deque
from collections.abc import Callable, Container, Iterator
from datetime import date
from pathlib import Path

import msgspec

from onrecord import (
    audit,
    cache,
    edits,
    files,
    pages,
    permalinks,
    publish,
    record,
    rendering,
    search,
    stylesheet,
    text,
    withholding,
)
from onrecord.errors import OnrecordError
from onrecord.model import Record, Source
from onrecord.pages import settings
from onrecord.project import Project

Say = Callable[[str], None]


def silent(_: str) -> None:
    """Say nothing."""


class Input(msgspec.Struct, frozen=True):
    """What stands under `sources/`: the texts, and the committed records, those without a text included."""

    sources: tuple[Source, ...]
    committed: dict[str, Record]
    paths: dict[str, Path]  # slug → the file that a record of this slug is written to


class Prepared(msgspec.Struct, frozen=True):
    """The records as they are committed (the machine's), and as they are shown (the editors' corrections over them)."""

    machine: tuple[Record, ...]
    shown: tuple[Record, ...]
    changed: tuple[str, ...]  # slugs whose committed record is not what the text gives
    problems: tuple[edits.Problem, ...]  # edits that a person must see
    texts: dict[str, Source]  # the sources whose text is at hand, by slug
    committed: tuple[Record, ...]  # the records as they stood before
    edit_files: dict[str, Path]  # slug → its edits file, there or not
    withheld: dict[str, tuple[str, ...]] = {}  # id of somebody whose name is withheld → names that are to stand nowhere
    written: int = 0


def read(project: Project) -> Input:
    """Read and check every source and every committed record.

    Raises OnrecordError: one that names every file that is wrong.
    """
    found: dict[str, Path] = {}
    errors: list[OnrecordError] = list(_leading_out(project))
    if errors:
        raise errors[0]
    sources: list[Source] = []
    committed: dict[str, Record] = {}
    for path in sorted(project.sources.rglob("*.md")):
        if path.name == "README.md":
            continue
        slug = path.name.removesuffix(".md")
        try:
            if slug in found:
                raise OnrecordError(
                    f"two sources have the slug “{slug}”: the other is {found[slug]}", path=path, todo="rename one"
                )
            found[slug] = path
            sources.append(text.read(path))
        except OnrecordError as error:
            errors.append(error)
    for path in sorted(project.sources.rglob(f"*{record.SUFFIX}")):
        try:
            _check_record(path, committed, found)
        except OnrecordError as error:
            errors.append(error)
    if errors:
        raise errors[0] if len(errors) == 1 else OnrecordError("\n".join(str(error) for error in errors))
    if not sources and not committed:
        raise OnrecordError("there is no source", path=project.sources, todo="onrecord add FILE brings one in")
    return Input(
        sources=tuple(sources),
        committed=committed,
        paths={slug: path.with_name(slug + record.SUFFIX) for slug, path in found.items()},
    )


def _leading_out(project: Project) -> Iterator[OnrecordError]:
    """Links under `sources/` to what lies outside of the project: no text may be read there, and no record written."""
    inside = project.root.resolve()
    for at, folders, names in os.walk(project.sources):
        for path in (Path(at), *(Path(at, name) for name in sorted((*folders, *names)))):
            if path.is_symlink() and not path.resolve().is_relative_to(inside):
                yield OnrecordError(
                    "this is a link to a place outside of the project", path=path, todo="put a copy of the file here"
                )


def _check_record(path: Path, committed: dict[str, Record], found: dict[str, Path]) -> None:
    slug = path.name.removesuffix(record.SUFFIX)
    known = record.load(path)
    if known.source.slug != slug:
        raise OnrecordError(f"this is the record of “{known.source.slug}”", path=path, todo="rename the file back")
    if slug in committed:
        raise OnrecordError(
            f"a second record of “{slug}”", path=path, todo="delete the one that is not beside its text"
        )
    committed[slug] = known
    found.setdefault(slug, path)


def prepare(project: Project, *, keep: bool = False, on: str | None = None, say: Say = silent) -> Prepared:
    """Bring the records and the pages up to date with the texts.

    With `keep` the committed records stay as they are, and only pages are written; `changed` tells which records would
    change. `on` (YYYY-MM-DD) is the day to write beside changes of the record, else SOURCE_DATE_EPOCH's; there is no
    clock in the build.

    Raises OnrecordError where a text, a record or an edit is wrong; then nothing is written either.
    """
    with files.build_lock(project.cache):
        return _write(project, _known(project, on, say), keep, _nothing)


class _Known(msgspec.Struct, frozen=True):
    """What is known once every text is read, before anything is written."""

    given: Input
    machine: tuple[Record, ...]
    shown: tuple[Record, ...]
    problems: tuple[edits.Problem, ...]
    texts: dict[str, Source]
    edit_files: dict[str, Path]
    corrections: dict[str, edits.Edits]  # slug → what its edits file says, where there is one
    withheld: dict[str, tuple[str, ...]]  # id of somebody whose name is withheld → the names that are to stand nowhere


def _nothing() -> None:
    pass


def _known(project: Project, on: str | None, say: Say) -> _Known:
    given = read(project)
    machine = records(project, given, permalinks.day(on, os.environ), say)
    texts = {source.meta.slug: source for source in given.sources}
    edit_files = {slug: path.with_name(slug + edits.SUFFIX) for slug, path in given.paths.items()}
    slugs = (one.source.slug for one in machine)
    corrections = {slug: edits.load(edit_files[slug]) for slug in slugs if edit_files[slug].exists()}
    shown, problems = _edited(machine, corrections, texts)
    withheld = withholding.names(shown)
    shown = tuple(withholding.withhold(one, withheld) for one in shown)
    return _Known(given, machine, shown, problems, texts, edit_files, corrections, withheld)


def _write(project: Project, known: _Known, keep: bool, pages_written: Callable[[], None]) -> Prepared:
    public = _public(known)
    texts = {k: one for k, one in public.items() if not withholding.names_any(one.text, known.withheld)}
    content = pages.planned(known.shown, settings.read(project.root / "mkdocs.yml", os.environ), texts)
    committed = known.given.committed
    changed = tuple(r.source.slug for r in known.machine if committed.get(r.source.slug) != r)
    if not keep:
        for one in known.machine:
            if one.source.slug in changed:
                record.save(one, known.given.paths[one.source.slug])
    return Prepared(
        machine=known.machine,
        shown=known.shown,
        changed=changed,
        problems=known.problems,
        texts=known.texts,
        committed=tuple(committed.values()),
        edit_files=known.edit_files,
        withheld=known.withheld,
        written=publish.publish(content, project.pages, pages_written=pages_written),
    )


def _public(known: _Known) -> dict[str, Source]:
    """The texts without what editors took off the record."""
    found = dict(known.texts)
    for one in known.machine:
        slug = one.source.slug
        if slug in found and slug in known.corrections:
            shown = edits.public(found[slug].text, one, known.corrections[slug])
            if shown is None:
                del found[slug]
            else:
                found[slug] = msgspec.structs.replace(found[slug], text=shown)
    return found


def _edited(
    machine: tuple[Record, ...], corrections: dict[str, edits.Edits], texts: dict[str, Source]
) -> tuple[tuple[Record, ...], tuple[edits.Problem, ...]]:
    """The records with the editors' corrections over them, and what is wrong with those."""
    known = frozenset(item for one in machine for item in permalinks.ids(one))
    shown: list[Record] = []
    problems: list[edits.Problem] = []
    for one in machine:
        slug = one.source.slug
        if slug in corrections:
            source = texts.get(slug)
            one, more = edits.apply(one, corrections[slug], source.text if source else None, known=known)
            problems += more
        shown.append(one)
    return tuple(shown), tuple(problems)


def records(project: Project, given: Input, today: date | None, say: Say = silent) -> tuple[Record, ...]:
    """The record of every source under its permalinks; where the text is absent, the committed record as it is."""
    made: dict[str, Record] = dict(given.committed)
    holders = Counter(item for one in made.values() for item in permalinks.ids(one))
    for source in given.sources:
        slug = source.meta.slug
        found = _extracted(project, source, say)
        old = given.committed.get(slug)
        holders.subtract(permalinks.ids(old) if old else ())
        made[slug], _ = permalinks.carry(found, old, text=source.text, taken=_Held(holders), today=today)
        holders.update(permalinks.ids(made[slug]))
    return tuple(made[slug] for slug in sorted(made))


class _Held(Container[str]):
    """The ids that at least one of the other sources holds."""

    def __init__(self, holders: Counter[str]) -> None:
        self.holders = holders

    def __contains__(self, item: object) -> bool:
        return isinstance(item, str) and self.holders[item] > 0


def _extracted(project: Project, source: Source, say: Say) -> Record:
    found = cache.load(project.cache, source)
    if found is None:
        from onrecord import extract  # spaCy is loaded only where a text is read

        say(f"reading {source.meta.slug} ({len(source.text.split()):,} words)")
        found = extract.extract(source)
        cache.save(project.cache, source, found)
    return found


def render(project: Project, prepared: Prepared, say: Say = silent) -> None:
    """Make the site with MkDocs, audit it, and put it in the place of the old one.

    Raises OnrecordError where MkDocs fails (its own message with it) or where the audit finds what must not go out; the
    old site stays as it was.
    """
    with files.build_lock(project.cache), _mkdocs(project, say) as mkdocs:
        mkdocs.go()
        _render(project, prepared, mkdocs)


def build(project: Project, *, keep: bool = False, on: str | None = None, say: Say = silent) -> Prepared:
    """`prepare` and `render` in one, with no other build between them. Raises as they do.

    MkDocs runs beside us: it loads itself while we make the pages, and we write and audit what needs no rendering while
    it renders.
    """
    with files.build_lock(project.cache):
        known = _known(project, on, say)
        with _mkdocs(project, say) as mkdocs:
            prepared = _write(project, known, keep, mkdocs.go)
            _render(project, prepared, mkdocs)
        return prepared


def _aside(project: Project) -> Path:
    """Where a site is made, until it is known to be good."""
    return project.cache / "site"


def _mkdocs(project: Project, say: Say) -> rendering.MkDocs:
    shutil.rmtree(_aside(project), ignore_errors=True)
    say("rendering the site with MkDocs")
    return rendering.MkDocs(project.root, _aside(project))


def _render(project: Project, prepared: Prepared, mkdocs: rendering.MkDocs) -> None:
    aside, below = _aside(project), project.pages.relative_to(project.docs)
    found = audit.Audit(
        prepared.shown,
        prepared.texts,
        [withholding.withhold(one, prepared.withheld) for one in prepared.machine],
        lambda slug, id_: _where(prepared.edit_files[slug], slug, id_, project),
        {id_: [name for name in names if " " in name] for id_, names in prepared.withheld.items()},
    )
    committed = sorted(path for suffix in (record.SUFFIX, edits.SUFFIX) for path in project.sources.rglob(f"*{suffix}"))
    downloads = publish.downloads(project.pages)
    found.look((path, path.relative_to(project.docs).as_posix()) for path in downloads)
    found.look((path, str(path)) for path in committed)
    made = _Pages(aside, found)
    with search.indexing(aside) as index:
        for page in mkdocs.pages(meanwhile=made.look):
            index.add(page, page.read_bytes())  # first, for Pagefind has the longest way to go
            made.add(page)
        mkdocs.wait()
        made.add_others()
        index.complete()
        while made.look():
            pass
        stylesheet.trim(aside, made.tags)
        publish.hand_over(project.pages, aside / below)
    found.look((path, path.relative_to(aside).as_posix()) for path in audit.tree(aside / search.FOLDER))
    found.check()
    _swap(aside, project.site)


class _Pages:
    """The files of a site that is being made: each is audited, and of pages the tags are kept for the stylesheet."""

    def __init__(self, site: Path, found: audit.Audit) -> None:
        self.tags: set[bytes] = set()
        self._site, self._found = site, found
        self._seen: set[Path] = set()
        self._waiting: deque[Path] = deque()

    def add(self, page: Path) -> None:
        """A page that is made."""
        self._seen.add(page)
        self._waiting.append(page)

    def look(self) -> bool:
        """Look at one of them; whether there was one."""
        if not self._waiting:
            return False
        path = self._waiting.popleft()
        data = path.read_bytes()
        self._found.look_at(path, path.relative_to(self._site).as_posix(), data)
        if path.suffix == ".html":
            self.tags |= stylesheet.tags(data)
        return True

    def add_others(self) -> None:
        """The other files of the site: all are made."""
        self._waiting += [path for path in audit.tree(self._site) if path not in self._seen]


def _where(path: Path, slug: str, id_: str, project: Project) -> tuple[str, int | None]:
    """The file and line in which an item is corrected: its edits file if that says something of it, else the record."""
    if path.exists():
        told = edits.load(path)
        if (id_,) in told.lines or any(id_ == one.id for one in told.items):
            return _below(path, project), told.line(id_)
    other = path.with_name(slug + record.SUFFIX)
    if other.exists():
        for number, line in enumerate(other.read_text("utf-8").splitlines(), 1):
            if line.strip().removeprefix("- ") == f"id: {id_}":
                return _below(other, project), number
    return _below(path if path.exists() else other, project), None


def _below(path: Path, project: Project) -> str:
    return path.relative_to(project.root).as_posix() if path.is_relative_to(project.root) else str(path)


def _swap(new: Path, old: Path) -> None:
    """Put the new site in the place of the old one, in two renames."""
    before = old.with_name(".cache") / "site-before"
    shutil.rmtree(before, ignore_errors=True)
    if old.exists():
        old.rename(before)
    new.rename(old)
    shutil.rmtree(before, ignore_errors=True)
