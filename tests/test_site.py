"""The site itself: built by MkDocs from the invented records, and walked in a real browser where one is installed."""

from __future__ import annotations

import functools
import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

import invented
from conftest import ROOT
from onrecord import publish, search
from onrecord.pages import Site, pages

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")

PAGES = [
    "index.html",
    "record/timeline/index.html",
    "record/quotes/index.html",
    "record/quotes/q-7r1w4b.html",
    "record/quotes/q-4z9t6g.html",
    "record/facts/index.html",
    "record/facts/f-1b7q4m.html",
    "record/timeline/e-3p7y1f.html",
    "record/people/index.html",
    "record/people/p-3k7w2m.html",
    "record/sources/quay-radio.html",
    "record/disputed.html",
    "record/data.html",
    "record/about.html",
    "record/changes.html",
    "record/quotes/q-3w7f2y.html",
    "reading.html",
    "search.html?q=silo",
    "404.html",
]

pytestmark = pytest.mark.xdist_group("site")


def make(root: Path, *names: str, url: str) -> Path:
    """Build the site of the named records with MkDocs, strictly."""
    (root / "docs").mkdir()
    for name in ("index.md", "reading.md", "search.md", "record.schema.json"):
        shutil.copy(ROOT / "docs" / name, root / "docs")
    shutil.copytree(ROOT / "docs" / "assets", root / "docs" / "assets")
    shutil.copytree(ROOT / "scripts" / "onrecord" / "theme", root / "scripts" / "onrecord" / "theme")
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    settings = re.sub(r"^hooks:\n(?:  .*\n)+", "", settings, flags=re.M)  # the hook would read sources/
    (root / "mkdocs.yml").write_text(settings, "utf-8")
    texts = {name: invented.source(name) for name in names if (invented.RECORDS / f"{name}.txt").exists()}
    tree = pages([invented.record(name) for name in names], Site(name="Harbour record", url=url), texts)
    publish.publish(tree, root / "docs" / "record")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=root,
        env={**os.environ, "SITE_URL": url, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    search.index(root / "site")
    return root / "site"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("site"), "harbour-gazette", "quay-radio", url="https://record.example/")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("hostile"), "hostile", "harbour-gazette", url="https://record.example/")


class Links(HTMLParser):
    """Ids, links, resources and tags of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if found.get("id"):
            self.ids.append(str(found["id"]))
        self.links += [str(found[name]) for name in ("href", "src") if found.get(name) is not None]


def html_pages(site: Path) -> list[Path]:
    """The pages that MkDocs made; cards to embed are files of their own kind."""
    return [path for path in sorted(site.rglob("*.html")) if path.parent.name != "embed"]


def read(path: Path) -> Links:
    links = Links()
    links.feed(path.read_text("utf-8"))
    return links


# ------------------------------------------------------------------------------------------------------ what is written


def test_every_link_and_anchor_inside_the_site_leads_somewhere(site: Path) -> None:
    found = {path: read(path) for path in site.rglob("*.html")}
    for path, page in found.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or path.name == "404.html":
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), f"{path.relative_to(site)} → {link}"
            if parts.fragment and target.suffix == ".html":
                assert unquote(parts.fragment) in found[target].ids, f"{path.relative_to(site)} → {link}"


def test_ids_are_unique_on_a_page(site: Path) -> None:
    for path in site.rglob("*.html"):
        ids = read(path).ids
        assert len(ids) == len(set(ids)), (path.name, sorted({i for i in ids if ids.count(i) > 1}))


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    for path in site.rglob("*.html"):
        for tag, attrs in read(path).tags:
            if tag in ("script", "img", "iframe", "source", "video") or (
                tag == "link" and attrs.get("rel") not in ("canonical", "alternate describedby")
            ):
                address = attrs.get("src") or attrs.get("href") or ""
                assert not urlsplit(address).netloc, f"{path.name}: {address}"


def test_every_page_has_a_title_a_description_a_contact_and_one_heading(site: Path) -> None:
    titles: dict[str, str] = {}
    for path in html_pages(site):
        text = path.read_text("utf-8")
        page = read(path)
        assert [tag for tag, _ in page.tags].count("h1") == 1, path
        assert any("correction" in link for link in page.links), path
        metas = {
            attrs.get("name") or attrs.get("property"): attrs.get("content")
            for tag, attrs in page.tags
            if tag == "meta"
        }
        assert metas.get("og:title") and metas.get("og:description"), path
        title = re.search(r"<title>(.*?)</title>", text)
        assert title, path
        if path.name != "404.html" and not metas.get("robots"):
            other = titles.setdefault(title[1], str(path))
            assert other == str(path) or "timeline" in other + str(path), (title[1], other, str(path))


def test_metadata_of_an_item(site: Path) -> None:
    tags = read(site / "record/facts/f-1b7q4m.html").tags
    metas = {attrs.get("name") or attrs.get("property"): attrs.get("content") for tag, attrs in tags if tag == "meta"}
    assert metas["z:itemType"] == "newspaperArticle"
    assert str(metas["citation_title"]).startswith("Westmark Port Authority alleges: ")
    assert metas["citation_public_url"] == metas["og:url"] == "https://record.example/record/facts/f-1b7q4m.html"
    assert "Denial by Tomas Verne" in str(metas["og:description"]) and "Denial" in str(metas["description"])
    picture = site / str(metas["og:image"]).removeprefix("https://record.example/")
    assert picture.read_bytes().startswith(b"\x89PNG")
    text = (site / "record/facts/f-1b7q4m.html").read_text("utf-8")
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)
    assert data and json.loads(data[1])["@type"] == "Claim"


def test_hostile_strings_make_no_element_and_no_handler(hostile: Path, site: Path) -> None:
    known = {tag for path in site.rglob("*.html") for tag, _ in read(path).tags}
    for path in hostile.rglob("*.html"):
        page = read(path)
        assert {tag for tag, _ in page.tags} <= known, path.name
        for tag, attrs in page.tags:
            assert not any(name.startswith("on") for name in attrs), (path.name, tag, attrs)
            assert not str(attrs.get("href") or "").lower().startswith(("javascript:", "data:")), path.name
        text = path.read_text("utf-8")
        for script in re.findall(r"<script[^>]*>(.*?)</script>", text, re.S):
            assert "<script" not in script, path.name


def test_links_work_from_a_folder(site: Path) -> None:
    for path in site.rglob("*.html"):
        for link in read(path).links if path.name != "404.html" else []:
            address = urlsplit(link)
            if not address.scheme:
                assert not address.path.startswith("/") and not address.path.endswith("/"), (path.name, link)


# --------------------------------------------------------------------------------------------------------- in a browser


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a site without saying so."""

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[str]:
    handler = functools.partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/"
        running.shutdown()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    if CHROMIUM is None or DRIVER is None:
        pytest.skip("Chromium with its driver is not installed (Debian: apt install chromium chromium-driver)")
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for argument in (
        *("headless", "no-sandbox", "disable-gpu", "no-first-run", "disable-dev-shm-usage", "disable-sync"),
        *("disable-background-networking", "disable-component-update", f"user-data-dir={tmp_path_factory.mktemp('c')}"),
    ):
        options.add_argument(f"--{argument}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    yield driver
    driver.quit()


def view(browser: Any, width: int, dark: bool = False, script: bool = True) -> None:
    """Set the width in pixels, the colours, and whether scripts run."""
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600},
    )
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not script})


def complaints(browser: Any) -> list[str]:
    """What the console says, and every request that left the machine, since the last look."""
    said = [entry["message"] for entry in browser.get_log("browser") if "favicon" not in entry["message"]]
    for entry in browser.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            url = message["params"]["request"]["url"]
            if urlsplit(url).scheme in ("http", "https") and urlsplit(url).hostname != "127.0.0.1":
                said.append(f"request to {url}")
    return said


@pytest.mark.parametrize("width", [390, 1280])
def test_pages_fit_and_the_console_is_silent(browser: Any, server: str, width: int) -> None:
    view(browser, width)
    for page in PAGES:
        if page == "404.html":
            continue
        browser.get(server + page)
        wide = browser.execute_script("return document.documentElement.scrollWidth")
        assert wide <= width, f"{page} is {wide} pixels wide"
    assert complaints(browser) == []


@pytest.mark.parametrize(("width", "dark"), [(390, False), (1280, True)])
def test_no_barrier_that_axe_finds(browser: Any, server: str, width: int, dark: bool) -> None:
    axe = files("axe_core_python").joinpath("axe.min.js").read_text("utf-8")
    view(browser, width, dark)
    for page in PAGES:
        if page in ("record/facts/index.html", "record/people/index.html", "record/changes.html", "record/about.html"):
            continue  # made of the same pieces as pages that are checked
        browser.get(server + page)
        browser.execute_script(axe)
        found = browser.execute_async_script("axe.run().then(arguments[arguments.length - 1])")
        rules = [(v["id"], [node["html"][:160] for node in v["nodes"]][:3]) for v in found["violations"]]
        assert rules == [], (page, rules)


def test_a_reader_goes_from_the_story_to_the_speaker(browser: Any, server: str) -> None:
    from selenium.webdriver.common.by import By

    view(browser, 1280)
    browser.get(server)
    browser.find_element(By.LINK_TEXT, "The whole timeline").click()
    assert browser.find_element(By.TAG_NAME, "h1").text == "Timeline"
    mark = browser.find_element(By.CSS_SELECTOR, "svg.or-drawing a[href='#e-9v4g8n']")
    browser.execute_script("arguments[0].dispatchEvent(new MouseEvent('click', {bubbles: true}))", mark)
    entry = browser.find_element(By.ID, "e-9v4g8n")
    entry.find_element(By.CSS_SELECTOR, "a.or-claim").click()
    assert "Denial by Tomas Verne" in browser.find_element(By.TAG_NAME, "h1").text
    browser.find_element(By.CSS_SELECTOR, ".or-quotation .or-more a").click()
    assert browser.find_element(By.TAG_NAME, "h1").text == "Tomas Verne said, denying"
    assert "I never touched that silo." in browser.find_element(By.TAG_NAME, "blockquote").text
    browser.find_element(By.LINK_TEXT, "Tomas Verne").click()
    assert browser.find_element(By.TAG_NAME, "h1").text == "Tomas Verne"
    assert complaints(browser) == []


def test_a_journalist_copies_the_citation(browser: Any, server: str) -> None:
    from selenium.webdriver.common.by import By

    view(browser, 1280)
    browser.execute_cdp_cmd(
        "Browser.grantPermissions", {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
    )
    browser.get(server + "record/quotes/q-5h8k3d.html")
    buttons = browser.find_elements(By.CSS_SELECTOR, "button.or-copy")
    assert [b.accessible_name for b in buttons] == ["Copy: Permanent link", "Copy: Citation", "Copy: To embed"]
    buttons[1].click()
    text = browser.execute_async_script("navigator.clipboard.readText().then(arguments[0])")
    assert text.startswith("Tomas Verne: “I never touched that silo.” In: “Port inspector") and "19 May 2021" in text
    passage = browser.find_element(By.PARTIAL_LINK_TEXT, "Show these words").get_attribute("href")
    assert passage.endswith("#:~:text=I%20never%20touched%20that%20silo")


def test_a_reader_searches_and_finds_the_quotation(browser: Any, server: str) -> None:
    from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
    from selenium.webdriver.support.ui import Select, WebDriverWait

    view(browser, 1280)
    browser.get(server + "record/facts/index.html")
    names = browser.execute_script("return performance.getEntriesByType('resource').map(e => e.name)")
    assert not any("pagefind" in name or "search" in name for name in names)
    browser.find_element(By.TAG_NAME, "body").send_keys("/")
    wait = WebDriverWait(browser, 10, ignored_exceptions=[NoSuchElementException, StaleElementReferenceException])
    field = wait.until(lambda b: b.find_element(By.CSS_SELECTOR, "input[type=search]"))
    field.send_keys("thirty years of clean books", Keys.ENTER)
    wait.until(
        lambda b: "Salma Adeyemi: “We load the ships" in b.find_element(By.CSS_SELECTOR, ".or-results li a").text
    )
    field.clear()
    field.send_keys("opened a silo")
    Select(browser.find_element(By.CSS_SELECTOR, "select[name=kind]")).select_by_visible_text("Fact")
    found = wait.until(
        # the words, not the elements: results that load later replace them
        lambda b: [words for e in b.find_elements(By.CSS_SELECTOR, ".or-results li") if "alleges" in (words := e.text)]
    )[0]
    assert "Westmark Port Authority alleges: " in found and "Denial by Tomas Verne" in found
    assert complaints(browser) == []


def test_a_withdrawn_item_and_a_wrong_address_lead_on(browser: Any, server: str) -> None:
    from selenium.webdriver.common.by import By

    view(browser, 390)
    browser.get(server + "record/quotes/q-3w7f2y.html")
    assert "The source corrected the article" in browser.find_element(By.TAG_NAME, "article").text
    browser.find_element(By.PARTIAL_LINK_TEXT, "I never touched that silo").click()
    assert browser.find_element(By.TAG_NAME, "h1").text == "Tomas Verne said, denying"
    browser.get(server + "404.html")
    assert browser.find_element(By.TAG_NAME, "h1").text == "There is no page here"
    assert len(browser.find_elements(By.CSS_SELECTOR, "article a")) >= 5


def test_print_leaves_the_frame_away_and_keeps_the_words(browser: Any, server: str) -> None:
    from selenium.webdriver.common.by import By

    view(browser, 1280)
    browser.get(server + "record/facts/f-1b7q4m.html")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        for hidden in (".md-header", ".md-tabs", "button.or-copy"):
            assert not browser.find_element(By.CSS_SELECTOR, hidden).is_displayed(), hidden
        text = browser.find_element(By.TAG_NAME, "article").text
        assert "denied touching the silo" in text and "f-1b7q4m.html" in text
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_filters_of_the_timeline(browser: Any, server: str) -> None:
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.ui import Select

    view(browser, 1280)
    browser.get(server + "record/timeline/index.html")
    status, person = [Select(e) for e in browser.find_elements(By.CSS_SELECTOR, ".or-filters select")]
    status.select_by_visible_text("Contested")
    shown = [
        e.get_attribute("id") for e in browser.find_elements(By.CSS_SELECTOR, "li[data-status]") if e.is_displayed()
    ]
    assert shown == ["e-3p7y1f"]
    status.select_by_index(0)
    person.select_by_visible_text("Salma Adeyemi")
    shown = [
        e.get_attribute("id") for e in browser.find_elements(By.CSS_SELECTOR, "li[data-status]") if e.is_displayed()
    ]
    assert shown == ["e-2x6j1q"]


def test_without_a_script_everything_is_there(browser: Any, server: str) -> None:
    from selenium.webdriver.common.by import By

    view(browser, 390, script=False)
    try:
        browser.get(server + "record/timeline/index.html")
        assert browser.find_element(By.CSS_SELECTOR, "svg.or-drawing a").is_displayed()
        assert not browser.find_element(By.CSS_SELECTOR, ".or-filters").is_displayed()
        browser.get(server + "record/facts/f-1b7q4m.html")
        assert "denied touching the silo" in browser.find_element(By.TAG_NAME, "article").text
        assert browser.find_element(By.CSS_SELECTOR, "a.or-permalink").is_displayed()
    finally:
        view(browser, 1280)


def test_no_string_of_a_text_runs(browser: Any, hostile: Path) -> None:
    view(browser, 390)
    for path in sorted(hostile.rglob("*.html")):
        browser.get(path.as_uri())
        assert browser.execute_script("return window.owned === undefined"), path.name
        assert browser.execute_script("return document.documentElement.scrollWidth") <= 390, path.name


def test_a_first_visit_is_light(browser: Any, site: Path, server: str) -> None:
    """120 KB for an item page, as a server sends it that compresses (gzip, as hosts of static sites do)."""
    import gzip

    view(browser, 390)
    browser.execute_cdp_cmd("Network.clearBrowserCache", {})
    browser.get(server + "record/facts/f-1b7q4m.html")
    names = browser.execute_script("return performance.getEntriesByType('resource').map(e => e.name)")
    total = 0
    for name in {browser.current_url, *names}:
        path = site / unquote(urlsplit(name).path).lstrip("/")
        total += len(gzip.compress(path.read_bytes())) if path.is_file() else 0
    assert 10_000 < total <= 120_000, total
