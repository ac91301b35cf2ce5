"""The whole way, with real MkDocs: what is written, what is not, and what stops a build."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord import build, publish, rendering, search, stylesheet
from onrecord.errors import OnrecordError
from onrecord.project import Project, find

TEXT = """---
title: The ferry stops
publisher: The Courier
published: 2031-03-12
url: https://courier.example/ferry
rights: open
---
The ferry stops

The ferry between Northport and the island stopped on Monday, the Harbour Board said.

“We had no choice,” said Anna Lind, the chair of the Harbour Board. “The engine is old, and it is not safe.”

Tom Quay, a captain, denied that he had been told of the fault. He said the board “never asked the crew.”
"""


def run(project: Project, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a project, as its user does."""
    scripts = str(Path(__file__).parents[1] / "scripts")
    return subprocess.run(
        [sys.executable, "-m", "onrecord", *words],
        cwd=project.root,
        env={**os.environ, "PYTHONPATH": scripts, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def source(project: Project, name: str = "the-ferry-stops", text: str = TEXT) -> Path:
    """Put a text under sources/."""
    path = project.sources / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_one_command_makes_record_pages_and_site(project: Project) -> None:
    source(project)
    done = run(project, "build")
    assert done.returncode == 0, done.stderr
    assert "3 quotations" in done.stderr
    record = (project.sources / "the-ferry-stops.record.yml").read_text("utf-8")
    assert "We had no choice" in record
    assert "Anna Lind" in record
    home = (project.site / "index.html").read_text("utf-8")
    assert "ferry" in home
    quotes = tree(project.site / "record" / "quotes")
    assert any("We had no choice" in page.decode("utf-8", "ignore") for page in quotes.values())


def test_a_second_build_changes_nothing(project: Project) -> None:
    source(project)
    first = build.prepare(project)
    before = tree(project.root)
    second = build.prepare(project)
    assert first.changed == ("the-ferry-stops",)
    assert second.changed == ()
    assert second.written == 0
    assert tree(project.root) == before


def test_a_text_that_stays_private_builds_from_its_record(project: Project) -> None:
    path = source(project, text=TEXT.replace("rights: open", "rights: all rights reserved"))
    build.prepare(project)
    pages = tree(project.pages)
    path.unlink()
    assert build.prepare(project).changed == ()
    assert tree(project.pages) == pages


BAD = [
    ("no front matter", {"a": "A ferry.\n"}, "a.md:1: the front matter is missing"),
    ("two errors", {"a": "A ferry.\n", "b": TEXT.replace("2031-03-12", "2031-13-12")}, "b.md:4: published"),
    ("one slug twice", {"a": TEXT, "more/a": TEXT}, "two sources have the slug “a”"),
    ("a slug that is none", {"A B": TEXT}, "can't be a part of a link"),
]


@pytest.mark.parametrize(("texts", "message"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_bad_input_is_said_and_nothing_is_written(project: Project, texts: dict[str, str], message: str) -> None:
    source(project)
    build.prepare(project)
    before = tree(project.root)
    for name, text in texts.items():
        source(project, name, text)
    with pytest.raises(OnrecordError) as caught:
        build.prepare(project)
    assert message in str(caught.value)
    for name in texts:
        (project.sources / f"{name}.md").unlink()
    assert tree(project.root) == before


def test_exit_status_and_message_of_a_bad_text(project: Project) -> None:
    source(project, text=TEXT.replace("2031-03-12", "tomorrow"))
    done = run(project, "build")
    assert done.returncode == 2
    assert "the-ferry-stops.md:4: published: “tomorrow” is no day" in done.stderr
    assert "Traceback" not in done.stderr
    assert not project.site.exists()
    assert not list(project.sources.glob("*.record.yml"))


def test_a_failure_of_mkdocs_keeps_the_old_site(project: Project) -> None:
    source(project)
    assert run(project, "build").returncode == 0
    before = tree(project.site)
    (project.root / "docs" / "broken.md").write_text("# Broken\n\n[no such page](nowhere.md)\n", "utf-8")
    done = run(project, "build")
    assert done.returncode == 2
    assert "MkDocs could not make the site" in done.stderr
    assert "nowhere.md" in done.stderr
    assert tree(project.site) == before


@pytest.mark.parametrize(
    ("broken", "says"), [("{{ nothing.here }}", "'nothing' is undefined"), ("{% if %}", "Expected an expression")]
)
def test_a_broken_template_is_named_with_its_line(project: Project, broken: str, says: str) -> None:
    source(project)
    template = project.root / "scripts" / "onrecord" / "templates" / "quote.md.j2"
    template.write_text(f"{template.read_text('utf-8')}\n{broken}\n", "utf-8")
    line = template.read_text("utf-8").rstrip("\n").count("\n") + 1
    done = run(project, "build", PYTHONPATH=str(project.root / "scripts"))
    assert done.returncode == 2
    assert f"scripts/onrecord/templates/quote.md.j2:{line}: the template can't be rendered" in done.stderr
    assert says in done.stderr
    assert not project.pages.exists()


def test_pages_are_read_while_mkdocs_makes_the_others(project: Project) -> None:
    """Each is whole when it is told of; index and stylesheet are the same as those of a finished site."""
    source(project)
    build.prepare(project)
    site = project.cache / "site"
    with rendering.MkDocs(project.root, site) as mkdocs, search.indexing(site) as index:
        mkdocs.go()
        read: dict[Path, bytes] = {}
        between: list[int] = []  # how many pages had been made when there was time for other work

        def meanwhile() -> bool:
            between.append(len(read))
            return len(between) < 100

        for page in mkdocs.pages(meanwhile):
            assert page not in read
            read[page] = page.read_bytes()
            index.add(page, read[page])
        mkdocs.wait()
    assert between[0] == 0
    assert len(between) >= 100
    assert {page: page.read_bytes() for page in read} == read
    assert {*site.rglob("*.html")} - {*read} == {site / "404.html"}
    css = next((site / "assets" / "stylesheets").glob("main.*.css"))
    whole = css.read_bytes()
    stylesheet.trim(site)
    alone, _ = css.read_text("utf-8"), css.write_bytes(whole)
    stylesheet.trim(
        site, {tag for page in (*read.values(), (site / "404.html").read_bytes()) for tag in stylesheet.tags(page)}
    )
    assert css.read_text("utf-8") == alone
    fragments = sorted(path.name for path in (site / search.FOLDER / "fragment").iterdir())
    search.index(site)
    assert sorted(path.name for path in (site / search.FOLDER / "fragment").iterdir()) == fragments


PAGE = """<!doctype html><html lang="en"><head><title>Ferry – The Quay</title><meta name="x" content="gull"></head>
<body><header {mark}><a href="index.html">Harbour</a></header><nav><a href="a.html">Anchor</a></nav>
<article>{before}<div data-pagefind-body><p hidden data-pagefind-meta="{meta}">Ferry</p>
<h1 id="ferry">The ferry</h1><p>It <b>stops</b> on Monday.</p><h2 id="why">Why</h2><p>It is old.</p></div></article>
<footer>Northport</footer></body></html>"""

KEPT = [  # what stands in the page, and whether Pagefind is given what stands before its findable part
    ({"mark": "", "before": "", "meta": "title"}, False),
    ({"mark": "data-pagefind-ignore", "before": "", "meta": "title"}, True),
    ({"mark": "", "before": "", "meta": "kind"}, True),
    ({"mark": "", "before": '<p data-pagefind-meta="day">Monday</p>', "meta": "title"}, True),
]


def test_pagefind_reads_of_a_page_what_can_be_found(tmp_path: Path) -> None:
    """What is left out of a page changes nothing of the index; a page that is not to be found is left out whole."""
    found = []
    for number, (fields, kept) in enumerate(KEPT):
        page = PAGE.format(**fields)
        assert (b"gull" in search._findable(page.encode())) == kept
        site = tmp_path / str(number)
        site.mkdir()
        (site / "index.html").write_text(page, "utf-8")
        (site / "a.html").write_text("<html><body><p>Anchors aweigh</p></body></html>", "utf-8")
        search.index(site)
        found.append({name: data for name, data in tree(site / search.FOLDER).items() if "/" in name})
    assert found[0] == found[1]
    assert found[0] != found[2]
    assert len([name for name in found[0] if name.startswith("fragment/")]) == 1


def test_a_search_index_that_cannot_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "index.html").write_text("<p data-pagefind-body>Ferry</p>", "utf-8")
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", "/bin/true")
    with pytest.raises(OnrecordError, match=r"Pagefind says:\nit ended before its time"):
        search.index(tmp_path)


def test_no_source_at_all(project: Project) -> None:
    with pytest.raises(OnrecordError, match="onrecord add"):
        build.prepare(project)


def test_not_a_project(tmp_path: Path) -> None:
    with pytest.raises(OnrecordError, match=r"no mkdocs\.yml"):
        find(tmp_path)


@pytest.mark.parametrize("name", ["../out.md", "/etc/x", "a/../../b", "a\\..\\b", ""])
def test_no_page_leaves_its_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(OnrecordError, match="outside the folder"):
        publish.publish({"a.md": "A", name: "B"}, tmp_path / "record")
    assert not (tmp_path / "record").exists()


def test_what_is_no_longer_a_page_is_removed(tmp_path: Path) -> None:
    folder = tmp_path / "record"
    assert publish.publish({"a.md": "A", "b/c.md": "C"}, folder) == 2
    assert publish.publish({"a.md": "A"}, folder) == 1
    assert tree(folder) == {"a.md": b"A"}
    assert not (folder / "b").exists()


def test_without_spacy_the_site_builds_from_the_record(project: Project, tmp_path: Path) -> None:
    path = source(project)
    build.prepare(project)
    path.unlink()
    barrier = tmp_path / "barrier" / "spacy"
    barrier.mkdir(parents=True)
    (barrier / "__init__.py").write_text("raise ImportError('no spaCy on this machine')\n", "utf-8")
    scripts = str(Path(__file__).parents[1] / "scripts")
    done = run(project, "build", PYTHONPATH=os.pathsep.join([str(barrier.parent), scripts]))
    assert done.returncode == 0, done.stderr
    assert "3 quotations" in done.stderr


def test_a_check_finds_what_was_not_committed_and_changes_nothing(project: Project) -> None:
    path = source(project)
    build.prepare(project)
    assert run(project, "build", "--check").returncode == 0
    path.write_text(TEXT.replace("We had no choice", "We had little choice"), "utf-8")
    before = tree(project.sources)
    done = run(project, "build", "--check")
    assert done.returncode == 1
    assert "not committed as the texts give them" in done.stderr
    assert "We had little choice" in done.stderr
    assert tree(project.sources) == before


def test_verify_proves_the_record_and_finds_a_changed_text(project: Project) -> None:
    path = source(project)
    build.prepare(project)
    assert run(project, "verify").returncode == 0
    path.write_text(TEXT.replace("Tom Quay", "Tim Quay"), "utf-8")
    done = run(project, "verify")
    assert done.returncode == 1
    assert "the-ferry-stops" in done.stdout


def test_verify_takes_the_text_that_is_kept_elsewhere(project: Project, tmp_path: Path) -> None:
    path = source(project)
    build.prepare(project)
    kept = tmp_path / path.name
    path.rename(kept)
    assert "3 quotations letter for letter" in run(project, "verify", "--text", str(kept)).stdout
    kept.write_text(TEXT.replace("no choice", "little choice"), "utf-8")
    assert run(project, "verify", "--text", str(kept)).returncode == 1
    done = run(project, "verify", "--text", str(kept.rename(tmp_path / "another.md")))
    assert done.returncode == 2
    assert "there is no record of “another”" in done.stderr
    assert "the-ferry-stops.md" in done.stderr


def test_what_is_hidden_is_in_nothing_that_is_built(project: Project) -> None:
    path = source(project)
    build.prepare(project)
    (line,) = (one for one in build.prepare(project).machine[0].quotes if one.text == "We had no choice")
    edits = path.with_suffix(".edits.yml")
    edits.write_text(f"{line.id}: {{was: We had no choice, hide: by request}}\n", "utf-8")
    build.prepare(project)
    assert [name for name, data in tree(project.pages).items() if b"no choice" in data] == []
    path.write_text(TEXT.replace("We had no choice", "We really had no choice"), "utf-8")
    build.prepare(project)
    path.write_text(TEXT.replace("“We had no choice,” said Anna Lind", "Anna Lind spoke"), "utf-8")
    build.prepare(project)
    assert [name for name, data in tree(project.pages).items() if b"no choice" in data] == []
    edits.write_text("source: {hide: by request}\n", "utf-8")
    build.prepare(project)
    assert [name for name, data in tree(project.pages).items() if b"the engine is old" in data.lower()] == []


def test_the_evidence_of_an_edit_is_audited_like_a_record(project: Project) -> None:
    path = source(project, text=TEXT.replace("rights: open", "rights: all rights reserved"))
    edits = path.with_suffix(".edits.yml")
    edit = "add:\n- fact: The ferry stopped.\n  evidence: {}\n"
    edits.write_text(
        edit.format("The ferry between Northport and the island stopped on Monday, the Harbour Board"), "utf-8"
    )
    done = run(project, "build")
    assert done.returncode == 2
    assert "sources/the-ferry-stops.edits.yml" in done.stderr
    assert "13 words" in done.stderr
    edits.write_text(edit.format("The ferry between Northport and the island stopped on Monday"), "utf-8")
    done = run(project, "build")
    assert done.returncode == 0, done.stderr


def test_a_build_says_which_edits_it_could_not_follow(project: Project) -> None:
    path = source(project)
    path.with_suffix(".edits.yml").write_text("add:\n- quote: the engine is young\n", "utf-8")
    done = run(project, "build")
    assert done.returncode == 0, done.stderr
    assert "sources/the-ferry-stops.edits.yml:2: “the engine is young” does not stand in the text" in done.stderr


def test_diff_shows_what_changed_since_the_commit(project: Project) -> None:
    path = source(project)
    build.prepare(project)
    git = ["git", "-c", "user.name=Lena Harbour", "-c", "user.email=lena@harbour.example"]
    for words in (["init", "-q"], ["add", "sources"], ["commit", "-q", "-m", "The record"]):
        subprocess.run([*git, *words], cwd=project.root, check=True)
    assert run(project, "diff").stdout.strip() == "nothing changed on the record"
    path.write_text(TEXT.replace("it is not safe", "it was never safe"), "utf-8")
    build.prepare(project)
    done = run(project, "diff", "--format", "markdown")
    assert done.returncode == 0, done.stderr
    assert "it was never safe" in done.stdout
    assert "it is not safe" in done.stdout


def test_review_lists_what_needs_a_person(project: Project) -> None:
    source(project, text=TEXT.replace("Tom Quay, a captain, denied", "He denied"))
    done = run(project, "review", "--format", "json")
    assert done.returncode == 0, done.stderr
    assert "the-ferry-stops.edits.yml" in done.stdout
