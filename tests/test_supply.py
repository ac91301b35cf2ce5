"""What comes from elsewhere: dependencies with their licences, and nothing at all while a site is built."""

# ruff: noqa: E501
from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from conftest import ROOT
from onrecord import rendering, search
from onrecord.project import Project
from test_build import run, source, tree

sys.path.insert(0, str(ROOT / "scripts"))
import licences

FREE = {
    "MIT", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "ISC", "PSF-2.0", "MPL-2.0", "Unlicense", "Zlib",
    "CC0-1.0", "CNRI-Python", "MPL-1.1", "LGPL-2.1-or-later", "GPL-2.0-only", "MIT-0", "Python-2.0", "HPND",
}  # fmt: skip
"""Licences that a package may have; GPL only where another one may be chosen."""

NO_NETWORK = '''\
"""Refuses every connection, and writes down that one was tried."""
import os, socket
def refused(*arguments, **named):
    with open(os.environ["TRIED"], "a") as file:
        file.write(repr(arguments[1:] or arguments) + "\\n")
    raise OSError("there is no network here")
socket.socket.connect = socket.socket.connect_ex = refused
socket.getaddrinfo = socket.gethostbyname = refused
'''


def test_the_page_of_licences_is_current() -> None:
    page = licences.rows(licences.PAGE.read_text("utf-8"))
    locked = {**licences.locked("requirements-dev.txt"), **licences.locked("requirements.txt")}
    assert {name: row[0] for name, row in page.items()} == locked, "run: python scripts/licences.py"
    for name, (_, terms, _) in page.items():
        found = licences.licence(name)
        assert found is None or found == terms, f"{name}: run: python scripts/licences.py"


def test_every_licence_is_a_free_one() -> None:
    for name, (_, terms, _) in licences.rows(licences.PAGE.read_text("utf-8")).items():
        assert set(re.split(r" (?:OR|AND|WITH) ", re.sub(r"[()]", "", terms))) <= FREE, f"{name}: {terms}"


@pytest.mark.parametrize("lock", licences.LOCKS)
def test_every_dependency_is_locked_with_its_hash(lock: str) -> None:
    entries = re.split(r"\n(?=[A-Za-z0-9])", (ROOT / lock).read_text("utf-8").strip())
    for entry in entries:
        assert re.match(r"[A-Za-z0-9._-]+(\[.*\])?==\S+", entry), entry.split("\n")[0]
        assert "--hash=sha256:" in entry, entry.split("\n")[0]
    assert "://" not in (ROOT / lock).read_text("utf-8")


HOSTS = {
    "schema.org", "www.w3.org", "jsonfeed.org", "json-schema.org", "json.schemastore.org", "www.sitemaps.org", "purl.org",  # formats' names
    "thehill.com",  # the report that the shipped digest is of
    "github.com", "zensical.org",  # where to read on
    "127.0.0.1", "192.0.2.1",
}  # fmt: skip
"""The only hosts that may be named, besides those that are reserved for examples: none that anything is fetched from."""


def test_no_host_is_named_that_anything_could_be_fetched_from() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("this is no git checkout")
    for name in filter(None, listed.stdout.decode().split("\0")):
        path = ROOT / name
        found = re.findall(rb"https?://([\w-]+\.[\w.-]*\w)", path.read_bytes()) if path.is_file() else []
        hosts = {host.decode().lower() for host in found}
        strange = {host for host in hosts - HOSTS if not re.search(r"(?:^|\.)example(?:\.(?:org|com|net))?$", host)}
        assert not strange, f"{name}: {sorted(strange)}"


def test_every_direct_dependency_is_in_the_lock() -> None:
    import tomllib

    about = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*about["dependencies"], *about["optional-dependencies"]["extract"]]
    for lock, needed in (
        ("requirements.txt", wanted),
        ("requirements-dev.txt", [one for group in about["optional-dependencies"].values() for one in group]),
    ):
        names = {name.lower().replace("_", "-") for name in licences.locked(lock)}
        for one in needed:
            assert re.split(r"[^A-Za-z0-9._-]", one)[0].lower().replace("_", "-") in names, f"{one} is not in {lock}"


def test_a_build_asks_for_nothing(project: Project, tmp_path: Path) -> None:
    """Python may open no connection, and where the system can do that, no process has a network at all."""
    source(project)
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(NO_NETWORK, "utf-8")
    tried = tmp_path / "tried.txt"
    environment = {
        **rendering.environment(),
        "PYTHONPATH": os.pathsep.join([str(tmp_path / "guard"), rendering.environment()["PYTHONPATH"]]),
        "TRIED": str(tried),
    }
    apart = ["unshare", "-rn"]
    if not shutil.which("unshare") or subprocess.run([*apart, "true"], capture_output=True, check=False).returncode:
        apart = []

    def command(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*apart, sys.executable, *words],
            cwd=project.root, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip

    proof = command("-c", "import urllib.request; urllib.request.urlopen('http://192.0.2.1/')")
    assert "there is no network here" in proof.stderr
    assert tried.read_text()
    tried.unlink()
    done = command("-m", "onrecord", "build")
    assert done.returncode == 0, done.stderr
    assert (project.site / "index.html").exists()
    assert not tried.exists(), tried.read_text()


def shown(site: Path, name: str) -> tuple[str, str, set[str], set[str]]:
    """A page's title, the words of its article, where its links lead (with anchors), and the anchors that it has."""
    page = html.document_fromstring((site / name).read_bytes())
    [article] = page.xpath("//article")
    links = set()
    for address in page.xpath("//a[not(@class='md-skip')]/@href"):
        parts = urlsplit(address)
        if not parts.scheme and not parts.netloc:
            target = os.path.normpath(Path(name).parent / unquote(parts.path)) if parts.path else name
            address = f"{target}#{unquote(parts.fragment)}"
        links.add(address)
    return page.findtext(".//title"), " ".join(article.text_content().split()), links, set(page.xpath("//@id"))


def test_the_same_tree_renders_in_zensical(project: Project) -> None:
    """MkDocs' successor makes the same pages with the same links of the same Markdown."""
    pytest.importorskip("zensical", reason="the optional extra zensical is not installed")
    source(project)
    assert run(project, "build").returncode == 0
    ours = project.root / "ours"
    project.site.rename(ours)
    done = subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--clean"],
        cwd=project.root, env=rendering.environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "error" not in (done.stdout + done.stderr).lower(), done.stdout + done.stderr
    made = {name for name in tree(ours) if name.endswith(".html") and "/embed/" not in name and "pagefind" not in name}
    theirs = {name for name in tree(project.site) if name.endswith(".html")}
    assert made - {"404.html"} <= theirs
    pages = {name: shown(project.site, name) for name in sorted(made - {"404.html"})}
    for name, there in pages.items():
        here = shown(ours, name)
        assert there[:2] == here[:2], name
        assert there[2] == here[2], (name, sorted(here[2] ^ there[2]))
        for target, _, anchor in (link.partition("#") for link in there[2] if "://" not in link):
            assert not anchor or target not in pages or anchor in pages[target][3], (name, target, anchor)
    assert len(pages) > 20
    for name in theirs - {"404.html"}:
        text = (project.site / name).read_text("utf-8")
        assert "md-search" not in text, f"{name} has a search box that finds nothing"
        assert "/javascripts/" not in text, f"{name} loads a script of the theme"
    search.index(project.site)
    assert (project.site / "search.html").exists() and list((project.site / "pagefind" / "index").iterdir())
