"""The command line. Exit status 0: done; 1: a check found something; 2: something is wrong, said with file and line."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click
import msgspec

from onrecord import __version__
from onrecord.errors import OnrecordError
from onrecord.model import Source
from onrecord.project import Project, find

if TYPE_CHECKING:
    from onrecord.build import Prepared
    from onrecord.review import ReviewItem

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Day(click.ParamType[date]):
    """A day as YEAR-MONTH-DAY."""

    name = "YEAR-MONTH-DAY"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"“{value}” is no day; write it like 2031-03-09", param, ctx)


def say(line: str = "") -> None:
    """Progress and remarks go to standard error, so that standard output holds results alone."""
    click.echo(line, err=True)


def told(command: Callable[..., None]) -> Callable[..., None]:
    """Turn an OnrecordError into its message and exit status 2."""

    @wraps(command)
    def run(*args: Any, **options: Any) -> None:
        try:
            command(*args, **options)
        except OnrecordError as error:
            here = f"{Path.cwd()}{os.sep}"
            say(click.style("onrecord: ", fg="red", bold=True) + str(error).replace(here, ""))
            sys.exit(2)

    return run


@click.group(context_settings=CONTEXT)
@click.version_option(__version__, prog_name="onrecord")
def main() -> None:
    """Put a news text on the record.

    A text goes in (`add`); quotations with their speakers, facts and dates come out, each on a page of its own with the
    words that prove it (`build`, `serve`); what the machine is not sure of is listed for an editor (`review`).
    """


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--title", help="The headline, where the file does not give it.")
@click.option("--publisher", help="Who published the text, such as 'The Courier'.")
@click.option("--published", type=Day(), help="The day of publication. Relative dates count from it.")
@click.option("--url", help="Where the text stands on the web.")
@click.option("--author", multiple=True, help="Who wrote it; give it again for each author.")
@click.option("--rights", help="'open' where the text itself may be published; everything else shows excerpts only.")
@click.option("--slug", help="The name of the source in links; made from publisher, day and title otherwise.")
@click.option("--force", is_flag=True, help="Replace a source of the same name.")
@told
def add(file: Path, slug: str | None, force: bool, **given: Any) -> None:
    """Make a source of an article: plain text or a saved web page.

    What the page itself says (title, author, day) is read from it; menus, tags, copyright lines and the like are set
    aside and listed; what is missing is said. The article lands in sources/, with front matter that you can edit.
    """
    from onrecord import add as adding
    from onrecord import files

    project = find(Path.cwd())
    draft = adding.draft(file, slug=slug, **given)
    path = project.sources / f"{draft.slug}.md"
    if path.exists() and not force:
        raise OnrecordError(
            "there is a source of this name already", path=path, todo="give another --slug, or --force to replace it"
        )
    files.replace(path, draft.content.encode("utf-8"))
    say(f"added {_shown(path)}")
    if draft.furniture:
        say(f"set aside as page furniture ({len(draft.furniture)} lines):")
        for line in draft.furniture:
            say(f"  · {line if len(line) <= 100 else line[:99] + '…'}")
    for warning in draft.warnings:
        say(click.style("note: ", fg="yellow") + warning)
    say("next: onrecord build")


@main.command()
@click.argument("path", metavar="FILE_OR_FOLDER", type=click.Path(exists=True, path_type=Path))
@click.option("--published", type=Day(), help="The day of publication, for texts without front matter.")
@click.option("--json", "as_json", is_flag=True, help="JSON instead of YAML, for one text.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="For a folder: where records go.")
@click.option("-j", "--jobs", type=click.IntRange(1), help="For a folder: how many processes; one a core otherwise.")
@click.option(
    "--dask", metavar="ADDRESS", help="For a folder: a Dask cluster's scheduler, such as tcp://10.0.0.1:8786."
)
@told
def extract(path: Path, published: date | None, as_json: bool, **folder: Any) -> None:
    """Print the record of one text, or write the records of a folder of texts; nothing under sources/ is touched.

    A text is a source, plain text or a saved page. A folder's records go to the file that -o names, one line of JSON a
    text; a run that was cut off goes on where it stopped. The exit status is 1 where some texts could not be read.
    """
    if path.is_dir():
        _extract_folder(path, published, **folder)
        return

    from onrecord import extract as extraction
    from onrecord import record

    found = extraction.extract(_source(path, published))
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2).decode("utf-8"))
    else:
        click.echo(record.dump(found), nl=False)


def _extract_folder(
    folder: Path, published: date | None, output: Path | None, jobs: int | None, dask: str | None
) -> None:
    from onrecord import archive, cluster, workers

    if output is None:
        raise OnrecordError(
            "a folder's records need a file to go to", path=folder, todo="name it with -o records.jsonl"
        )

    def engine(tasks: Iterable[archive.Task], work: archive.Work) -> Iterator[archive.Result]:
        if dask:
            return cluster.run(tasks, work, archive.given_up, dask)
        return workers.run(tasks, work, archive.given_up, jobs or workers.cores())

    work = archive.Work(published.isoformat() if published else None)
    done = archive.extract(folder, output, engine, work, say=say)
    resumed = f" ({_count(done.resumed, 'text')} by an earlier run)" if done.resumed else ""
    say(f"{_count(done.read, 'record')} in {_shown(output)}{resumed}")
    if done.failed:
        say(f"{_count(done.failed, 'text')} could not be read: see “error” in {_shown(output)}.journal")
        sys.exit(1)


def _source(file: Path, published: date | None) -> Source:
    from onrecord import add as adding
    from onrecord import text

    source = text.read(file) if text.decode(file).startswith("---\n") else adding.as_source(file)
    if published:
        meta = msgspec.structs.replace(source.meta, published=published, as_of=None)
        return msgspec.structs.replace(source, meta=meta)
    return source


@main.command()
@click.option(
    "--check", is_flag=True, help="Change no record; fail where the committed ones are not what the texts give."
)
@click.option(
    "--review-level",
    type=click.Choice(["error", "warning", "note", "none"]),
    default="error",
    show_default=True,
    help="With --check: open review items of this level or a graver one fail.",
)
@click.option("--on", metavar="YEAR-MONTH-DAY", help="The day to write beside changes of the record.")
@told
def build(check: bool, review_level: str, on: str | None) -> None:
    """Read the texts under sources/, write their records and pages, and make the site.

    The site is audited before it takes the old one's place. With --check, for CI: the exit status is 1 where a record
    would change that was not committed, or where review items are open that should not be.
    """
    from onrecord import build as building

    started = time.monotonic()
    project = find(Path.cwd())
    prepared = building.build(project, keep=check, on=on, say=say)
    _summary(prepared, project, time.monotonic() - started)
    if check and not _checked(prepared, review_level):
        sys.exit(1)


def _checked(prepared: Prepared, level: str) -> bool:
    """Say what a check finds; True where it finds nothing."""
    from onrecord import diff, review

    good = True
    if prepared.changed:
        good = False
        say(f"check: {_count(len(prepared.changed), 'record')} not committed as the texts give them:")
        say(diff.as_text(diff.compare(prepared.committed, prepared.machine)).rstrip())
        say("run onrecord build, read the change, and commit sources/*.record.yml")
    if level != "none":
        grave = review.at_least(_review(prepared), cast(review.Level, level))
        if grave:
            good = False
            say(f"check: {_count(len(grave), 'review item')} of level {level} or graver:")
            say(review.as_text(grave).rstrip())
    return good


def _review(prepared: Prepared) -> list[ReviewItem]:
    from onrecord import editfile, review

    root = Path.cwd()
    paths = {slug: os.path.relpath(path, root) for slug, path in prepared.edit_files.items()}
    loaded = {slug: editfile.load(path) for slug, path in prepared.edit_files.items() if path.exists()}

    def line(slug: str, item: str) -> int | None:
        known = loaded.get(slug)
        return known.lines.get((item,)) if known else None

    return review.items(prepared.shown, prepared.problems, files=paths, lines=line)


def _summary(prepared: Prepared, project: Project, seconds: float) -> None:
    from onrecord.pages import settings

    shown = prepared.shown
    quotes = sum(len(one.quotes) for one in shown)
    dated = sum(entry.when.edtf is not None for one in shown for entry in one.timeline)
    undated = sum(entry.when.edtf is None for one in shown for entry in one.timeline)
    people = sum(subject.kind == "person" for one in shown for subject in one.subjects)
    open_items = _review(prepared)
    for problem in (one for one in prepared.problems if one.level == "error"):
        at = f"{os.path.relpath(problem.path)}:{problem.line}: {problem.message}"
        say(click.style("edit: ", fg="red", bold=True) + at + (f"\n  → {problem.todo}" if problem.todo else ""))
    say()
    say(f"{_count(len(shown), 'source')}, built in {seconds:.1f} s")
    say(f"  {_count(quotes, 'quotation')}, {_count(sum(len(one.facts) for one in shown), 'fact')}")
    say(f"  {_count(dated, 'dated entry', 'dated entries')} on the timeline, {undated} undated")
    say(f"  {_count(people, 'person', 'people')} named")
    say(f"  {_count(len(open_items), 'item')} to review" + (": onrecord review" if open_items else ""))
    if not settings.read(project.root / "mkdocs.yml", os.environ).contact:
        say("  no address for corrections, and every page says so: set CONTACT, or extra.contact in mkdocs.yml")
    say(f"look at it: open {_shown(project.site / 'index.html')}, or run: onrecord serve")


@main.command()
@click.option("--format", "form", type=click.Choice(["text", "github", "json", "sarif"]), default="text")
@click.option("--level", type=click.Choice(["error", "warning", "note"]), default="note", show_default=True)
@told
def review(form: str, level: str) -> None:
    """List what needs a person, most important first, with the line of YAML that settles it.

    Unsure speakers, allegations without a response, undated events, corrections whose words have changed. Corrections
    go into sources/NAME.edits.yml; docs/editors.md says how. Nothing is written.
    """
    from onrecord import build as building
    from onrecord import review as reviewing

    prepared = building.prepare(find(Path.cwd()), keep=True, say=say)
    found = reviewing.at_least(_review(prepared), cast(reviewing.Level, level))
    click.echo(reviewing.write(found, cast(reviewing.Format, form)).rstrip("\n"))


@main.command()
@click.argument("revision", default="HEAD")
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text")
@told
def diff(revision: str, form: str) -> None:
    """Show what changed on the record since a commit (HEAD otherwise): added, changed, withdrawn, before and after.

    The records in the folder are compared as they are; run `onrecord build` first.
    """
    from onrecord import diff as differing
    from onrecord import record

    project = find(Path.cwd())
    old = differing.committed(project.root, revision)
    new = [record.load(path) for path in sorted(project.sources.rglob(f"*{record.SUFFIX}"))]
    click.echo(differing.write(differing.compare(old, new), cast(differing.Format, form)).rstrip("\n"))


@main.command()
@click.option(
    "--text",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The text (a source's file) of a record whose text is kept elsewhere.",
)
@told
def verify(file: Path | None) -> None:
    """Prove every quotation and span of the committed records against their texts. Exit status 1 where one fails."""
    from onrecord import record, text
    from onrecord import verify as proving

    project = find(Path.cwd())
    given = text.read(file) if file else None
    proofs = []
    if file is not None and given is not None:
        kept = sorted(path.name.removesuffix(record.SUFFIX) for path in project.sources.rglob(f"*{record.SUFFIX}"))
        if given.meta.slug not in kept:
            todo = f"name it as its record is named: {_some(kept, '.md')}" if kept else "run onrecord build"
            raise OnrecordError(f"there is no record of “{given.meta.slug}”", path=file, todo=todo)
    for path in sorted(project.sources.rglob(f"*{record.SUFFIX}")):
        found = record.load(path)
        beside = path.with_name(f"{found.source.slug}.md")
        if given is not None and given.meta.slug == found.source.slug:
            proofs.append(proving.verify(found, given.text))
        else:
            proofs.append(proving.verify(found, text.read(beside).text if beside.exists() else None))
    for line in proving.report(proofs):
        click.echo(line)
    if not all(proof.holds for proof in proofs):
        sys.exit(1)


def _some(names: list[str], ending: str) -> str:
    return ", ".join(name + ending for name in names[:5]) + (", …" if len(names) > 5 else "")


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


@main.command()
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where the preview listens.")
@told
def serve(address: str) -> None:
    """Preview the site; a text that is saved shows up by itself."""
    import subprocess

    from onrecord import rendering

    project = find(Path.cwd())
    _check_free(address)
    command = [sys.executable, "-m", "mkdocs", "serve", "--dirty", "--dev-addr", address]
    try:
        done = subprocess.run(command, cwd=project.root, env=rendering.environment(), check=False)
    except KeyboardInterrupt:
        return
    sys.exit(done.returncode)


def _check_free(address: str) -> None:
    """Raises OnrecordError where nothing can listen at the address, such as where another preview runs."""
    import socket

    host, _, port = address.rpartition(":")
    try:
        with socket.create_server((host, int(port))):
            return
    except (OSError, ValueError, OverflowError) as error:
        raise OnrecordError(
            f"the preview can't listen at {address}: {error}",
            todo="end the other preview, or give another address, such as --address 127.0.0.1:8001",
        ) from error


def _shown(path: Path) -> str:
    return os.path.relpath(path)
