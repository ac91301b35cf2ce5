"""Whatever a text contains, it stays a text: attacks through the real way from file to browser, and random texts."""

# ruff: noqa: E501
from __future__ import annotations

import csv
import functools
import html.parser
import http.server
import json
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import attacks
import invariants
from conftest import ROOT
from onrecord import build, editfile, extract, files, pages, permalinks, record, rendering, text, verify
from onrecord.errors import OnrecordError
from onrecord.model import Record
from onrecord.pages import Site
from onrecord.project import Project
from test_build import TEXT, source

pytestmark = pytest.mark.xdist_group("hostile")

HERE = "http://127.0.0.1:{port}"


class Sentinel(http.server.BaseHTTPRequestHandler):
    """A server that must never be asked for anything."""

    asked: list[str] = []  # noqa: RUF012

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(404)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves the site."""

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


def serving(handler: object) -> http.server.ThreadingHTTPServer:
    """A server on a free port, in a thread of its own."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)  # type: ignore[arg-type]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture(scope="module")
def leak() -> Iterator[str]:
    server = serving(Sentinel)
    yield HERE.format(port=server.server_address[1])
    server.shutdown()


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory, leak: str) -> Project:
    """A site built, the whole real way, from sources and edits that attack it."""
    project, _ = attacks.attacked(tmp_path_factory.mktemp("attacked") / 'it\'s a <b> & "c"', leak)
    done = subprocess.run(
        [sys.executable, "-m", "onrecord", "build"],
        cwd=project.root,
        env={**rendering.environment(), "SITE_URL": "https://record.example/"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return project


class Tags(html.parser.HTMLParser):
    """The tags of a page, with the text inside scripts."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "script":
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "script":
            self.scripts[-1] += data


def tags(path: Path) -> Tags:
    """A page's tags."""
    found = Tags()
    found.feed(path.read_text("utf-8"))
    return found


def test_no_tag_attribute_or_address_comes_from_a_text(attacked: Project, leak: str) -> None:
    made = sorted(attacked.site.rglob("*.html"))
    assert len(made) > 100
    for path in made:
        page = tags(path)
        kinds = [attributes.get("type") for tag, attributes in page.tags if tag == "script"]
        for kind, script in zip(kinds, page.scripts, strict=True):
            if kind == "application/ld+json":
                json.loads(script)
            else:
                assert "pwned" not in script, path
        for tag, attributes in page.tags:
            assert not [name for name in attributes if name.startswith("on")], (path.name, tag, attributes)
            assert "srcdoc" not in attributes
            assert tag not in ("embed", "object"), path.name
            assert tag != "base" or "href" not in attributes, path.name
            for name in ("href", "src", "action", "data", "poster"):
                address = (attributes.get(name) or "").strip().lower()
                assert not address.startswith(("javascript:", "vbscript:", "data:text")), (path.name, address)
                assert leak not in address, (path.name, tag, address)
        assert "site_description" not in path.read_text("utf-8"), f"{path.name} holds mkdocs.yml"
        assert "root:x:0" not in path.read_text("utf-8")


def test_data_files_are_what_they_say(attacked: Project) -> None:
    seen = set()
    for path in sorted(attacked.site.rglob("*")):
        seen.add(path.suffix)
        if path.suffix == ".json":
            json.loads(path.read_text("utf-8"))
        elif path.suffix == ".jsonl":
            [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        elif path.suffix == ".csv":
            with path.open(encoding="utf-8", newline="") as file:
                rows = list(csv.reader(file))
            assert {len(row) for row in rows} == {len(rows[0])}, path
            assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")], path
        elif path.suffix in (".xml", ".svg"):
            tree = ET.fromstring(path.read_bytes())
            assert not [node.tag for node in tree.iter() if str(node.tag).endswith(("script", "foreignObject"))], path
        elif path.suffix in (".sqlite", ".db"):
            with sqlite3.connect(path) as database:
                assert database.execute("pragma integrity_check").fetchone() == ("ok",)
    assert {".html", ".json", ".csv"} <= seen
    for path in sorted(attacked.sources.glob("*.yml")):
        yaml.safe_load(path.read_bytes())
    assert not list(attacked.root.rglob("pwned"))


def test_the_words_are_still_there_letter_for_letter(attacked: Project) -> None:
    source = text.read(attacked.sources / "attack-0.md")
    quotes = record.load(attacked.sources / "attack-0.record.yml").quotes
    assert any("<script>pwned()</script>" in quote.text for quote in quotes)
    assert all(quote.text == quote.span.of(source.text) for quote in quotes)


def test_no_script_runs_and_nothing_leaves_in_a_real_browser(attacked: Project, leak: str, tmp_path: Path) -> None:
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if not browser or not driver:
        pytest.skip("Chromium and its driver are not installed")
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for flag in (
        "headless", "no-sandbox", "disable-gpu", "no-first-run", "disable-background-networking",
        "disable-component-update", "disable-sync", "disable-dev-shm-usage", f"user-data-dir={tmp_path}",
    ):  # fmt: skip
        options.add_argument(f"--{flag}")
    options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
    server = serving(functools.partial(Quiet, directory=str(attacked.site)))
    base = HERE.format(port=server.server_address[1])
    window = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    watch = "window.ran = 0; window.pwned = () => { window.ran += 1 }; window.alert = window.pwned;"
    window.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": watch})
    try:
        for path in _sample(attacked.site):
            window.get(f"{base}/{path}")
            window.execute_script("for (const e of document.querySelectorAll('summary,[tabindex]')) e.focus()")
            assert window.execute_script("return window.ran") == 0, path
        shown = list(_quoted(attacked))
        assert len(shown) > 20
        for path, words in shown:
            window.get(f"{base}/{path}")
            assert words in " ".join(
                window.execute_script("return document.querySelector('article').innerText").split()
            )
            assert window.execute_script("return window.ran") == 0, path
        asked = _asked(window.get_log("performance"))
    finally:
        window.quit()
        server.shutdown()
    assert len(asked) > 30
    assert [address for address in asked if not address.startswith((base, "data:", "blob:", "chrome:"))] == []
    assert Sentinel.asked == []


def _sample(site: Path) -> list[str]:
    """Every kind of page for every attack, as far as a minute goes: sources and lists all, items by turns."""
    lists = sorted(
        path for path in site.rglob("*.html") if path.name in ("index.html", "disputed.html", "changes.html")
    )
    sources = sorted((site / "record" / "sources").glob("attack-*.html"))
    items = sorted(path for path in (site / "record").glob("*/?-*.html"))
    chosen = [*lists, *sources, *random.Random(7).sample(items, min(40, len(items)))]
    return [path.relative_to(site).as_posix() for path in chosen]


def _quoted(project: Project) -> Iterator[tuple[str, str]]:
    """The page of one quotation of each source, and the words that a reader must see there, letter for letter."""
    for path in sorted(project.sources.glob("attack-*.record.yml")):
        for quote in record.load(path).quotes[1:2]:
            page = f"record/quotes/{quote.id}.html"
            if "<blockquote" in (project.site / page).read_text("utf-8"):  # others were taken off or withdrawn
                yield page, " ".join(quote.text.split())


def _asked(log: list[dict[str, str]]) -> list[str]:
    messages = [json.loads(entry["message"])["message"] for entry in log]
    return [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]


# ------------------------------------------------------------------------------------------------------ names and files

BAD_NAMES = [
    "..",
    "../x",
    "a/../b",
    "A",
    "a b",
    "a\u202eb",
    "-a",
    "a--b",
    "a\n",
    "é",
    "",
    "con:",
    "a.b",
    "{{x}}",
    "x" * 0,
]


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_file_name_that_is_no_slug_is_refused(name: str) -> None:
    content = b"---\ntitle: A\npublisher: B\n---\nA ferry sank.\n"
    with pytest.raises(OnrecordError, match="can't be a part of a link"):
        text.read(Path("sources") / f"{name}.md" if "/" not in name else Path(f"{name}.md".replace("/", "⁄")), content)


@pytest.mark.parametrize("name", ["../../x", "a/b", "..", ".hidden", "a\\b", "", "q 1", "a\u0000b"])
def test_an_id_that_would_leave_the_folder_is_refused(name: str) -> None:
    found = invariants.check_record(invariants.source("“We had no choice,” said Anna Lind.\n"))
    quote = found.quotes[0]
    bad = Record(
        source=found.source, text=found.text, quotes=(type(quote)(id=name, text="x", span=quote.span, kind="direct"),)
    )
    with pytest.raises(OnrecordError, match="can't be part of an address"):
        pages.pages([bad], Site(name="x"))


def test_links_that_lead_out_of_the_project_are_refused(project: Project, tmp_path: Path) -> None:
    """Files under sources/ are data, whoever sends them: a link may not read a file elsewhere, or write one."""
    source(project)
    build.prepare(project)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "secret.md").write_text(TEXT, "utf-8")
    for name, target in (
        ("secret.md", elsewhere / "secret.md"),
        ("the-ferry-stops.edits.yml", elsewhere / "secret.md"),
        ("new.record.yml", elsewhere / "not-there.sh"),
        ("folder", elsewhere),
    ):
        link = project.sources / name
        link.symlink_to(target)
        with pytest.raises(OnrecordError, match="link to a place outside of the project"):
            build.prepare(project)
        link.unlink()
    assert sorted(path.name for path in elsewhere.iterdir()) == ["secret.md"]
    shutil.rmtree(project.pages)
    project.pages.symlink_to(elsewhere)
    with pytest.raises(OnrecordError, match="this is a link"):
        build.prepare(project)
    assert sorted(path.name for path in elsewhere.iterdir()) == ["secret.md"]


BAD_EDITS = [
    ("a huge number", "add:\n- quote: We had\n  at: ['" + "1" * 6000 + "', '" + "2" * 6000 + "']\n", "a span is"),
    ("numbers of another script", "add:\n- quote: We had\n  at: ['٣٣٣٣٣٣٣٣٣٣٣', '٤']\n", "a span is"),
    ("a day out of range", "q-1: {was: a, on: 99999-01-01}\n", "is no day"),
    ("a date out of range", "q-1: {was: a, date: 99999999999999999999}\n", "EDTF"),
    ("an anchor", "q-1: &a {was: a}\nq-2: *a\n", "an anchor"),
    ("a tag", "q-1: !!python/object/apply:os.system ['true']\n", "a tag"),
    ("depth", "q-1: " + "{a: " * 500 + "}" * 500 + "\n", "nesting"),
    ("a path as id", "../../x: {was: a}\n", "is not an item's id"),
    ("a key twice", "q-1: {was: a}\nq-1: {was: b}\n", "a second time"),
    ("half a character", 'q-1: {was: "\\ud800"}\n', "character"),
    ("a zero", 'q-1: {was: "a\\0"}\n', "U\\+0000"),
]


@pytest.mark.parametrize(("edits", "message"), [row[1:] for row in BAD_EDITS], ids=[row[0] for row in BAD_EDITS])
def test_hostile_edits_are_refused(edits: str, message: str) -> None:
    with pytest.raises(OnrecordError, match=message):
        editfile.loads(edits.encode(), "a.edits.yml")


BAD_YAML = [
    ("a bomb", "a: &a [x, x]\nb: &b [*a, *a]\ntitle: *b\n", "an anchor"),
    ("a tag", "title: !!python/object/apply:os.system ['true']\n", "a tag"),
    ("depth", "title: " + "[" * 5000 + "]" * 5000 + "\n", "nesting"),
    ("half a character", 'title: "\\ud800"\npublisher: B\n', "character"),
    ("a zero", 'title: "a\\0b"\npublisher: B\n', "U+0000"),
    ("a merge", "<<: {title: A}\npublisher: B\n", "unknown key"),
    ("a script as address", "title: A\npublisher: B\nurl: javascript:alert(1)\n", "no web address"),
    ("an address with marks", 'title: A\npublisher: B\nurl: "https://a.example/\\"><b>"\n', "no web address"),
    ("a list as title", "title: [A]\npublisher: B\n", "line of text"),
    ("a huge year", "title: A\npublisher: B\npublished: 99999999999-01-01\n", "is no day"),
    ("a slug of its own", "title: A\npublisher: B\nslug: ../x\n", "unknown key"),
]


@pytest.mark.parametrize(("head", "message"), [row[1:] for row in BAD_YAML], ids=[row[0] for row in BAD_YAML])
def test_hostile_front_matter_is_refused(head: str, message: str) -> None:
    with pytest.raises(OnrecordError, match=message.replace("+", r"\+")):
        text.read(Path("a.md"), f"---\n{head}---\nA ferry sank.\n".encode())


SETTINGS = [
    ("a script in the last line", "copyright: 2031 <script>pwned()</script>", "copyright: only text and the tags"),
    ("a tag's event", 'copyright: \'<a href="https://a.example" onclick="pwned()">A</a>\'', "copyright: only text"),
    ("a tag that is never closed", "copyright: '<img src=x onerror=pwned() '", "copyright: only text"),
    ("a comment", "copyright: <!-- --><b>2031</b>", "copyright: only text"),
    ("a scheme behind a reference", "copyright: '<a href=\"javas&#99;ript:pwned()\">A</a>'", "a link leads to no web"),
    ("a scheme behind a blank", "copyright: '<a href=\" data:text/html,x\">A</a>'", "a link leads to no web address"),
    ("a script in extra", "extra:\n  consent:\n    description: <svg onload=pwned()>", "extra.consent.description"),
    ("a script as contact", "extra: {contact: 'javascript:pwned()'}", "extra.contact: a link that runs a script"),
    ("a mailbox without mailto:", "extra: {contact: desk@courier.example}", "write https://… or mailto:name@host"),
    ("a mailbox with marks", "extra: {contact: 'mailto:a@b\">'}", "is no web address"),
    (
        "a script from the environment",
        "extra: {contact: !ENV [HOSTILE, '']}",
        "extra.contact: a link that runs a script",
    ),
    ("a script as profile", "extra: {social: [{icon: a, link: 'java\tscript:pwned()'}]}", "extra.social.link"),
    (
        "a script in the navigation",
        'nav: [{About: [{Press: "\\u0001java\\nscript:pwned()"}]}]',
        "nav.About.Press: a link",
    ),
    ("marks in the site's address", "site_url: 'https://record.example/\"><b>'", "site_url: "),
    ("a script as the site's address", "site_url: javascript:pwned()//https://record.example", "site_url: "),
    ("a repository that is no address", "repo_url: git@git.example:a/b", "repo_url: "),
    ("a language that is a path", "theme: {language: ../../../etc/passwd}", "theme.language: "),
]


@pytest.mark.parametrize(("setting", "message"), [row[1:] for row in SETTINGS], ids=[row[0] for row in SETTINGS])
def test_hostile_settings_are_refused(setting: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(f"use_directory_urls: false\n{setting}\n", "utf-8")
    with pytest.raises(OnrecordError) as caught:
        pages.settings.read(tmp_path / "mkdocs.yml", {"HOSTILE": "javascript:pwned()"})
    assert message in str(caught.value)
    assert re.search(r"mkdocs\.yml:[2-4]: ", str(caught.value))


FINE = [
    "site_name: 'JavaScript: what “R&D” < \"told\" the board'",
    "site_description: 'Data: <what> we know'",
    "site_url: https://zürich.example/akten",
    "repo_url: https://git.example/NAME/NAME",
    "extra: {contact: 'mailto:desk@courier.example?subject=Correction', social: [{link: 'https://a.example/@b'}]}",
    'copyright: \'Copyright &copy; 2031 <a href="https://courier.example/?a=b" rel="license">The Courier</a>, <em>all</em>\'',
    "copyright: '<a href=\"reading.html\">How to read</a><br/>'",
    "extra: {alternate: [{name: Deutsch, link: /de/, lang: de}]}",
    "a: &a [1]\nb: {c: *a}\nd: &d {e: *d}",
    "nav: [{'Data: all': record/data.md}]",
]


@pytest.mark.parametrize("setting", FINE)
def test_an_owner_s_settings_are_read(setting: str, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(f"use_directory_urls: false\n{setting}\n", "utf-8")
    found = pages.settings.read(tmp_path / "mkdocs.yml", {})
    assert found.language == "en"
    assert (found.url or "https://zürich.example/akten") == "https://zürich.example/akten"


# --------------------------------------------------------------------------------------------------------- random texts

PIECES = [
    "“", "”", '"', "'", "‘", "’", "(", ")", "[", "—", "…", ".", ",", ":", "?", "\n\n", "\n", "  ", "said", "told", "denied",
    "according to", "he", "She", "they", "it", "Anna Lind", "Mr. Quay", "the Harbour Board", "police", "was charged with",
    "fraud", "on Monday", "last week", "in mid-March 2030", "two days later", "1999", "5 p.m.", "12", "alleged", "that",
    "not", "and", "who", "the ferry", "sank", "ANNA:", "Copyright 2031", "\u202e", "\u200b", "\u2028", "é", "漢字", "🙂",
    "<b>", "{{ x }}", "|", "#", "*", "---", "\ufeff", "\u0085", "0" * 30, "e\u0301",
]  # fmt: skip

news = st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)
noise = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)
FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


@FEW
@given(st.one_of(news, noise), st.sampled_from(["open", "all rights reserved"]))
@example('He told the Courier " " last week, according to them.', "open")
@example("x" + "7" * 5000 + " p.m. 7/" + "7" * 4400, "open")
def test_any_text_gives_a_true_record_and_pages(content: str, rights: str) -> None:
    source = invariants.read(
        f"---\ntitle: A\npublisher: B\npublished: 2031-03-12\nrights: {rights}\n---\n{content}".encode()
    )
    if source is None:
        return
    invariants.check_layout(source)
    found = invariants.check_record(source)
    assert extract.extract(source) == found
    invariants.check_pages(found, source)


@FEW
@given(news, news, st.data())
def test_any_edit_of_a_text_keeps_a_true_record(before: str, after: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(before)))
    texts = [before, before[:cut] + after + before[cut:]]
    old = None
    for content in texts:
        source = invariants.source(content)
        if not source.paragraphs:
            return
        old, _ = permalinks.carry(extract.extract(source), old, text=source.text, taken=set(), today=None)
        invariants.check_spans(msgless(old), source)
        invariants.check_references(old)
    assert old is not None
    pages.pages([old], Site(name="Any"))


def msgless(found: Record) -> Record:
    """The record without what speaks of the text as it was before."""
    return type(found)(
        source=found.source, text=found.text, subjects=found.subjects, quotes=found.quotes, said=found.said,
        facts=found.facts, timeline=found.timeline,
    )  # fmt: skip


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.one_of(st.binary(max_size=200), news.map(str.encode)), st.sampled_from([".md", ".txt", ".html"]))
def test_any_bytes_are_read_or_refused(data: bytes, suffix: str) -> None:
    for head in (b"", b"---\ntitle: A\npublisher: B\n---\n", b"---\n", b"<html><body><p>"):
        source = invariants.read(head + data, suffix)
        if source is not None:
            invariants.check_layout(source)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.lists(st.sampled_from([*PIECES, ":", "- ", "q-1", "hide", "add", "{", "}", "&a", "*a", "!x"]))
        .map("".join)
        .map(lambda s: s.encode()),
    )
)
def test_any_edits_and_records_are_read_or_refused(data: bytes) -> None:
    for read in (editfile.loads, record.loads):
        try:
            read(data, "a.yml")
        except OnrecordError as error:
            assert str(error).startswith("a.yml")


# ---------------------------------------------------------------------------------------------------------- linear time

ROWS = [
    "“", '"', "'", "(", "[({", "January 3, ", "7", "12 ", "1990-1995 ", "twenty-", " ", "\n", "a\n\n", "x", "Anna Lind, ",
    "A. ", "Mr. ", "he said ", "He accused her of ", '"a," he said. ', "‘a “b ", "ANNA: ", "two days ago ", "🙂\u200d", "<",
]  # fmt: skip


@pytest.fixture(scope="module")
def news_speed() -> float:
    """Seconds of processor time a character of a plain article."""
    sys.path.insert(0, str(ROOT / "tests" / "bench"))
    import invent

    content = invent.article(1, 1200)[1]
    extract.extract(invariants.source(content))
    return _seconds(content) / len(content)


def _seconds(content: str) -> float:
    started = time.process_time()
    found = extract.extract(invariants.source(content))
    pages.pages([found], Site(name="x"))
    return time.process_time() - started


@pytest.mark.parametrize("row", ROWS, ids=[ascii(row) for row in ROWS])
def test_time_is_linear_in_the_text(row: str, news_speed: float) -> None:
    """Texts up to ANY_TEXT cost at most some ten times news a character, and four times as much text four times that."""
    content = "A ferry sank.\n\n" + row * (3_200 // len(row))
    small, large = _seconds(content[:800]) + 0.02, _seconds(content)
    assert large < 4 * 3 * small + 0.2, f"{small:.2f} s for 800 characters, {large:.2f} s for 3,200"
    assert large / len(content) < 20 * news_speed + 1e-4


def _names(size: int) -> str:
    """A text in which everybody is named once."""
    letters = random.Random(size)
    syllables = [a + b for a in "bdfgklmnprstv" for b in "aeiou"]
    made = ("".join(letters.choices(syllables, k=3)).capitalize() for _ in range(size))
    return "".join(f"{first} {last} was charged with fraud. " for first, last in zip(made, made, strict=True))[:size]


LONGER = [
    "according to the man ", "“The ferry sank,” said Anna Lind.\n\n", "The ferry stopped on Monday, Mr. Lind said. ",
    "Tom Quay denied stealing the ferry on 3 May 2030. ", "Heading\n\nThe board of Northport met in June 1998.\n\n", "",
]  # fmt: skip


@pytest.mark.parametrize("row", LONGER, ids=[ascii(row) or "names" for row in LONGER])
def test_the_whole_way_is_linear(row: str) -> None:
    """Four times as much of what gives items costs four times as much: reading, matching, pages, proof."""
    content = "A ferry sank.\n\n" + (row * (10_000 // len(row)) if row else _names(10_000))
    _whole_way(content[:400])
    small, large = _whole_way(content[:2_500]), _whole_way(content)
    assert large < 8 * small + 0.2, f"{small:.2f} s for 2,500 characters, {large:.2f} s for 10,000"


def _whole_way(content: str) -> float:
    source = invariants.source(content, rights="all rights reserved")
    started = time.process_time()
    found = extract.extract(source)
    kept, _ = permalinks.carry(found, None, text=content, taken=set(), today=None)
    edited = extract.extract(invariants.source(content.replace("e ", "e  ").replace("Lind", "Lindt")))
    permalinks.carry(edited, kept, text=content, taken=set(), today=None)
    record.loads(record.dump(kept).encode(), "a.record.yml")
    pages.pages([kept], Site(name="x"), {"a": source})
    assert verify.verify(kept, content).holds
    return time.process_time() - started


@pytest.mark.parametrize("row", ROWS, ids=[ascii(row) for row in ROWS])
def test_a_megabyte_is_refused_or_costs_no_more_than_news(row: str) -> None:
    """What costs more than news a character is marks and single letters: refused when long. The rest is words."""
    content = row * (900_000 // len(row))
    started = time.process_time()
    try:
        text.check_prose(content, Path("a.md"))
        size = sum(map(len, content.split()))
        assert not size or size / len(content.split()) >= 2.5
        text.layout(content)
    except OnrecordError as error:
        assert "no prose" in str(error)
    assert time.process_time() - started < 5


@pytest.mark.parametrize("row", ["x", " ", "\n", "7"])
def test_an_endless_line_is_read(row: str) -> None:
    content = "A ferry sank.\n\n" + row * 900_000
    started = time.process_time()
    invariants.check_record(invariants.source(content))
    assert time.process_time() - started < 40


def test_a_megabyte_of_furniture_or_headings_is_sorted_in_time() -> None:
    for line in ("Share on Facebook\n", "Heading\n", "Copyright 2031\n", "By Anna Lind\n\n", "\n \n"):
        started = time.process_time()
        text.layout(line * (900_000 // len(line)), "Heading")
        assert time.process_time() - started < 20, line


def test_unfinished_files_of_other_names_are_left(tmp_path: Path) -> None:
    (tmp_path / ".onrecord-unfinished-mine").write_text("x")
    files.sweep(tmp_path)
    assert (tmp_path / ".onrecord-unfinished-mine").exists()
