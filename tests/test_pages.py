"""Pages from invented records: what stands where, who is named, what leads where; and the whole tree as approved.

`python tests/test_pages.py` writes the tree anew; look at what changed (`git diff tests/pages`) before it is committed.
"""

from __future__ import annotations

import html
import json
import posixpath
import re
import shutil
import sqlite3
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import msgspec
import pytest
import rispy
import yaml
from bibtexparser.entrypoint import parse_string

import invented
from onrecord.errors import OnrecordError
from onrecord.model import Record, Reference, Said, Span, Speaker, SubjectItem, When, Withdrawn
from onrecord.pages import HOME, Site, dates, pages
from onrecord.pages.cite import Citation, bibtex
from onrecord.pages.passage import passage
from onrecord.pages.settings import read
from onrecord.pages.words import words

TREE = Path(__file__).parent / "pages"
SITE = Site(
    name="Harbour record",
    url="https://record.example/harbour/",
    contact="mailto:corrections@record.example",
)


def build(*names: str, site: Site = SITE) -> dict[str, str | bytes]:
    texts = {name: invented.source(name) for name in names if (invented.RECORDS / f"{name}.txt").exists()}
    return pages([invented.record(name) for name in names], site, texts)


@pytest.fixture(scope="module")
def tree() -> dict[str, str | bytes]:
    return build("harbour-gazette", "quay-radio")


def page(tree: dict[str, str | bytes], path: str) -> str:
    found = tree[path]
    assert isinstance(found, str)
    return found


def matter(tree: dict[str, str | bytes], path: str) -> dict[str, Any]:
    found = yaml.safe_load(page(tree, path).split("---\n")[1])
    assert isinstance(found, dict)
    return found


def downloads(text: str) -> dict[str, str]:
    """The files that a page holds in its links, by the names that a browser saves them under."""
    held = re.findall(r'<a download="([^"]+)" href="data:[^,"]+;charset=utf-8,([^"]*)">', text)
    return {html.unescape(name): unquote(content) for name, content in held}


def plain(text: str) -> str:
    """The words of a page without marks, for finding sentences in it."""
    text = re.sub(r"&#(\d+);", lambda m: chr(int(m[1])), re.sub(r"<[^>]*>|\{:[^}]*\}", "", text))
    return " ".join(re.sub(r"\]\([^)]*\)", "", text).replace("[", "").replace("]", "").split())


# ------------------------------------------------------------------------------------------------------- the whole tree


def approved() -> dict[str, str]:
    """The files of the tree that are text and worth reading."""
    found = build("harbour-gazette", "quay-radio")
    return {path: text for path, text in found.items() if isinstance(text, str)}


def test_tree_is_the_approved_one() -> None:
    now = approved()
    kept = {
        path.relative_to(TREE).as_posix(): path.read_bytes().decode("utf-8")
        for path in TREE.rglob("*")
        if path.is_file()
    }
    assert sorted(now) == sorted(kept), "python tests/test_pages.py writes the tree anew"
    for path, text in now.items():
        assert text == kept[path], path


def test_same_records_same_bytes_in_any_order() -> None:
    both = [invented.record("harbour-gazette"), invented.record("quay-radio")]
    assert pages(both, SITE) == pages(both[::-1], SITE)


def test_nothing_on_record() -> None:
    tree = pages([], SITE)
    assert "Nothing is on the record yet" in page(tree, HOME)
    assert "timeline/index.md" in tree and "disputed.md" in tree


def test_address_that_leaves_the_folder() -> None:
    record = invented.record("harbour-gazette")
    bad = msgspec.structs.replace(record, quotes=(msgspec.structs.replace(record.quotes[0], id="../../x"),))
    with pytest.raises(OnrecordError, match="can't be part of an address"):
        pages([bad], SITE)


# ------------------------------------------------------------------------------------------------------------- fairness


ALLEGED = [
    ("facts/f-1b7q4m.md", "Westmark Port Authority"),
    ("facts/f-4q1d7x.md", "Dockers’ Union"),
    ("facts/f-6s3f9z.md", "The Harbour Gazette"),
    ("timeline/e-3p7y1f.md", "Westmark Port Authority"),
]


@pytest.mark.parametrize(("path", "who"), ALLEGED)
def test_an_allegation_is_attributed_wherever_it_is_named(tree: dict[str, str | bytes], path: str, who: str) -> None:
    front = matter(tree, path)
    named = [front["title"], front["description"], front["onrecord"]["title"], front["onrecord"]["description"]]
    named += [content for name, content in front["onrecord"]["meta"] if name == "citation_title"]
    named.append(plain(page(tree, path).split("\n# ")[1].split("\n")[0]))
    named += downloads(page(tree, path)).values()
    for text in named:
        assert who in text.replace("\\", "") and re.search(r"alleges|[Aa]lleged", text), text


@pytest.mark.parametrize(("path", "answer"), [
    ("facts/f-1b7q4m.md", "Denial by Tomas Verne"),
    ("timeline/e-3p7y1f.md", "Denial by Tomas Verne"),
    ("facts/f-4q1d7x.md", "No response is recorded in this source."),
    ("facts/f-6s3f9z.md", "No response is recorded in this source."),
])  # fmt: skip
def test_an_allegation_is_answered_wherever_it_is_told(tree: dict[str, str | bytes], path: str, answer: str) -> None:
    assert answer in plain(page(tree, path))
    assert answer in matter(tree, path)["description"]


@pytest.mark.parametrize("path", [HOME, "disputed.md", "timeline/index.md", "facts/index.md", "people/p-3k7w2m.md"])
def test_lists_name_who_alleges_and_who_denies(tree: dict[str, str | bytes], path: str) -> None:
    text = plain(page(tree, path))
    claim = "Tomas Verne opened a silo at Silo Quay without a second signature."
    assert claim in text
    for found in re.finditer(re.escape(claim), text):
        assert "Alleged by Westmark Port Authority" in text[max(0, found.start() - 60) : found.start()]
    assert "Tomas Verne denied touching the silo" in text


def test_a_quotation_that_alleges_is_answered_too(tree: dict[str, str | bytes]) -> None:
    for path in ("quotes/q-2c6m9x.md", "quotes/index.md", HOME, "organisations/o-4t7y1z.md"):
        text = plain(page(tree, path))
        after = text[text.index("The inspector opened the silo at night") :]
        assert "Denial by Tomas Verne" in after, path
    assert "Denial by Tomas Verne" in matter(tree, "quotes/q-2c6m9x.md")["description"]
    assert "Denial by Tomas Verne" in page(tree, "embed/q-2c6m9x.html")


def test_both_sides_have_the_same_form(tree: dict[str, str | bytes]) -> None:
    sides = re.findall(r'<div class="or-side" markdown="block">\n(.*?)\n</div>', page(tree, "disputed.md"), re.S)
    assert [re.findall(r'<p class="(or-\w+)"', side) for side in sides[:2]] == [
        ["or-sidename", "or-badgeline", "or-lead", "or-words", "or-meta"]
    ] * 2


def test_a_charge_shows_its_latest_state_first(tree: dict[str, str | bytes]) -> None:
    for path in ("disputed.md", "facts/f-5g2v8p.md", "facts/f-7j4x1r.md"):
        text = plain(page(tree, path))
        part = text[text.index("What became of it") :]
        assert part.index("Latest") < part.index("was reduced to") < part.index("Before that") < part.index("charged")


def test_somebody_who_is_only_mentioned_is_not_for_search_engines(tree: dict[str, str | bytes]) -> None:
    assert "robots" not in matter(tree, "people/p-3k7w2m.md")["onrecord"]
    record = invented.record("harbour-gazette")
    witness = SubjectItem(id="p-w", kind="person", name="Ada Quiet")
    tree = pages([msgspec.structs.replace(record, subjects=(*record.subjects, witness))], SITE)
    assert matter(tree, "people/p-w.md")["onrecord"]["robots"] == "noindex"


def test_schema_org_gives_no_verdict(tree: dict[str, str | bytes]) -> None:
    kinds = {}
    for path in tree:
        if path.endswith(".md") and path != HOME and "jsonld" in matter(tree, path).get("onrecord", {}):
            data = json.loads(matter(tree, path)["onrecord"]["jsonld"])
            kinds[path] = data["@type"]
            assert "articleBody" not in json.dumps(data) and "birthDate" not in json.dumps(data)
    assert "ClaimReview" not in kinds.values()
    assert kinds["timeline/e-3p7y1f.md"] == "Claim"
    assert kinds["timeline/e-2x6j1q.md"] == "Event"
    assert kinds["quotes/q-5h8k3d.md"] == "Quotation"
    assert kinds["people/p-3k7w2m.md"] == "Person"
    assert kinds["sources/quay-radio.md"] == "NewsArticle"


# -------------------------------------------------------------------------------------------------- what is not certain


def test_an_uncertain_speaker_is_said_to_be_uncertain(tree: dict[str, str | bytes]) -> None:
    text = plain(page(tree, "quotes/q-4z9t6g.md"))
    assert "It is not certain who said this" in text
    assert "one of these: Tomas Verne, Marek Lund (the source’s words: “he”)" in text
    assert "Tomas Verne" not in matter(tree, "quotes/q-4z9t6g.md")["title"]
    for person in ("people/p-3k7w2m.md", "people/p-6f1c9j.md"):
        assert "quite a mess" not in page(tree, person)
    assert "The source does not name who said this" in plain(page(tree, "quotes/q-8v3n1s.md"))


def test_an_uncertain_claimant_is_said_to_be_uncertain() -> None:
    record = invented.record("harbour-gazette")
    fact = record.facts[0]
    by = (msgspec.structs.replace(fact.by[0], sure=False),)
    record = msgspec.structs.replace(record, facts=(msgspec.structs.replace(fact, by=by), *record.facts[1:]))
    tree = pages([record], SITE)
    lead = "Alleged by Westmark Port Authority (not certain): "
    assert matter(tree, f"facts/{fact.id}.md")["title"].startswith(lead)
    assert lead in plain(page(tree, "facts/index.md"))


def test_a_digest_leads_to_what_it_sums_up() -> None:
    record = invented.record("harbour-gazette")
    reference = Reference(
        title="Original", publisher="The Paper", url="https://p.example/x", published=date(2021, 5, 1)
    )
    source = msgspec.structs.replace(record.source, url=None, digest_of=reference)
    text = page(pages([msgspec.structs.replace(record, source=source)], SITE), "quotes/q-5h8k3d.md")
    assert "a digest of The Paper, 1 May 2021" in plain(text)
    assert "[Show these words at The Paper](https://p.example/x#:~:text=I%20never" in text


def test_an_undated_event_is_listed_and_not_drawn(tree: dict[str, str | bytes]) -> None:
    text = page(tree, "timeline/index.md")
    drawing, undated = text.split("</svg>\n</div>")[0], text.split("## Date not known")[1]
    assert "A storm closed Silo Quay" in undated and "weeks before the walkout" in undated
    assert "e-6b1p5u" not in drawing


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2020-08-07", "7 August 2020"),
        ("2020-08", "August 2020"),
        ("2020", "2020"),
        ("2011/..", "since 2011"),
        ("../2020-08-07", "until 7 August 2020"),
        ("2020-06-11/2020-06-20", "11–20 June 2020"),
        ("2020-07-30/2020-08-02", "30 July – 2 August 2020"),
        ("2019-12-30/2020-01-02", "30 December 2019 – 2 January 2020"),
        ("2019/2020", "2019 – 2020"),
        ("2020-08~", "about August 2020"),
        ("2020?", "perhaps 2020"),
        ("2020-22", "summer 2020"),
        ("2020-34", "quarter 2 of 2020"),
        ("202X", "the 2020s"),
        ("19XX", "the century from 1900"),
        ("2020-08-07T10:30", "7 August 2020, 10:30"),
        ("2020-08-XX", "August 2020"),
        (None, "date not known"),
        ("nonsense", "the phrase"),
        ("2020-99", "the phrase"),
    ],
)
def test_dates_in_words(edtf: str | None, said: str) -> None:
    assert dates.in_words(When(phrase="the phrase", edtf=edtf), words()) == said


def test_a_date_that_only_its_bounds_tell() -> None:
    when = When(edtf="odd", earliest=date(2020, 8, 1), latest=date(2020, 8, 3))
    assert dates.in_words(when, words()) == "1–3 August 2020"


# ------------------------------------------------------------------------------------------------- more than one source


def test_a_person_of_two_sources_is_one(tree: dict[str, str | bytes]) -> None:
    assert "Nobody on this quay" in page(tree, "people/p-9d4h6r.md")
    moved = page(tree, "people/p-5c8r2t.md")
    assert "p-9d4h6r.md" in moved and "noindex" in moved


def test_a_person_who_left_one_source_is_still_in_the_other() -> None:
    here = invented.record("harbour-gazette")
    who = next(one for one in here.subjects if one.kind == "person")
    gone = Withdrawn(id=who.id, kind="person", reason="no longer in the text")
    there = Record(source=msgspec.structs.replace(here.source, slug="another"), text=here.text, withdrawn=(gone,))
    built = pages([there, here], SITE)
    assert who.name in page(built, f"people/{who.id}.md")
    assert gone.reason not in page(built, f"people/{who.id}.md")


def test_a_quotation_of_two_sources_is_one_with_both_wordings(tree: dict[str, str | bytes]) -> None:
    for one, other in (("q-7r1w4b", "q-9f4j7a"), ("q-9f4j7a", "q-7r1w4b")):
        assert f"({other}.md)" in page(tree, f"quotes/{one}.md").split("## The same")[1]
    assert 'id="q-9f4j7a"' not in page(tree, "quotes/index.md")
    assert "Reported by 2 sources" in page(tree, "quotes/index.md")


def test_an_event_of_two_sources_is_one_entry(tree: dict[str, str | bytes]) -> None:
    text = page(tree, "timeline/index.md")
    assert 'id="e-2x6j1q"' in text and 'id="e-8d3s7b"' not in text
    assert "Reported by 2 sources" in text


def test_sources_that_contradict_each_other_are_shown_to() -> None:
    radio = invented.record("quay-radio")
    entry = radio.timeline[0]
    other = msgspec.structs.replace(entry.when, edtf="2021-05-17", earliest=date(2021, 5, 17), latest=date(2021, 5, 17))
    radio = msgspec.structs.replace(radio, timeline=(msgspec.structs.replace(entry, when=other),))
    text = plain(page(pages([invented.record("harbour-gazette"), radio], SITE), "timeline/index.md"))
    assert "The sources contradict each other: Quay Radio, 17 May 2021" in text


def test_numbers_that_contradict_each_other_are_shown_to() -> None:
    gazette, radio = invented.record("harbour-gazette"), invented.record("quay-radio")
    fact = msgspec.structs.replace(radio.facts[0], text="The Dockers’ Union counted 300 men on Silo Quay.", places=())
    other = msgspec.structs.replace(fact, id="f-n1", text="The Dockers’ Union counted 450 men on Silo Quay.")
    same = msgspec.structs.replace(fact, id="f-n2", text="The Dockers’ Union fed 450 men on the quay in the harbour.")
    gazette = msgspec.structs.replace(gazette, facts=(other, same), timeline=())
    tree = pages([gazette, msgspec.structs.replace(radio, facts=(fact,), timeline=())], SITE)
    clash = "The sources contradict each other: Quay Radio: The Dockers’ Union counted 300 men"
    assert clash in plain(page(tree, "facts/f-n1.md")) and clash in plain(page(tree, "facts/index.md"))
    assert "contradict" not in page(tree, "facts/f-n2.md").split("## Facts")[0]


# ----------------------------------------------------------------------------------------------------- links and rights


def test_every_link_of_markdown_and_html_leads_somewhere(tree: dict[str, str | bytes]) -> None:
    for path, text in tree.items():
        if not path.endswith(".md"):
            continue
        here = "" if path == HOME else str(Path(path).parent)
        assert isinstance(text, str)
        for target in re.findall(r"\]\(([^):#]+?)(?:#[^)]*)?\)", text) + re.findall(r'href="([^":#&]+)', text):
            if target == "data" or target.startswith(("http", "mailto")):  # "data:": a file in the link itself
                continue
            if path == HOME:
                assert target.startswith("record/"), target
                target = target.removeprefix("record/")
            found = posixpath.normpath(posixpath.join(here, target))
            page_of = found.removesuffix(".html") + ".md"
            assert found in tree or page_of in tree or found in ("../reading.md", "../record.schema.json"), (
                f"{path} → {target}"
            )


def test_passages_use_the_words_of_the_quotation_alone() -> None:
    record = invented.record("harbour-gazette")
    quotes = {quote.id: passage(record.source.url, quote, record.quotes) for quote in record.quotes}
    base = "https://gazette.example/news/2021/port-inspector?ref=front&page=1"
    assert quotes["q-5h8k3d"] == f"{base}#:~:text=I%20never%20touched%20that%20silo"
    assert quotes["q-7r1w4b"] == f"{base}#:~:text=We%20load%20the%20ships%20of,until%20the%20man%20is%20heard"
    assert quotes["q-4z9t6g"] == f"{base}#:~:text=quite%20a%20mess"
    cut = msgspec.structs.replace(record.quotes[0], text="one-two, three & four […] five")
    assert passage(base, cut) == f"{base}#:~:text=one%2Dtwo%2C%20three%20%26%20four"
    assert passage(base, msgspec.structs.replace(cut, text="too few")) == base
    assert passage("javascript:x", cut) == ""


def test_a_text_that_is_not_open_is_not_shown_whatever_is_handed_in() -> None:
    record = invented.record("quay-radio")
    closed = msgspec.structs.replace(
        record, source=msgspec.structs.replace(record.source, rights="all rights reserved")
    )
    source = msgspec.structs.replace(invented.source("quay-radio"), meta=closed.source)
    tree = pages([closed], SITE, {"quay-radio": source})
    assert not any("an hour after a meeting" in text for text in tree.values() if isinstance(text, str))


def test_an_open_text_is_marked_and_linked_both_ways(tree: dict[str, str | bytes]) -> None:
    text = page(tree, "sources/quay-radio.md")
    assert 'id="q-6k2d8e" href="../quotes/q-6k2d8e.html"' in text
    assert "or-text" in text and "an hour after a meeting between the cranes" in text
    for item in ("quotes/q-6k2d8e.md", "facts/f-8w5h2c.md", "timeline/e-8d3s7b.md"):
        anchor = Path(item).stem
        assert f"quay-radio.md#{anchor}" in page(tree, item)
        assert f'id="{anchor}"' in text


def test_a_withdrawn_item_keeps_its_page_without_its_words(tree: dict[str, str | bytes]) -> None:
    text = page(tree, "quotes/q-3w7f2y.md")
    assert "The source corrected the article" in text and "4 June 2021" in text and "q-5h8k3d.md" in text
    assert matter(tree, "quotes/q-3w7f2y.md")["onrecord"]["robots"] == "noindex"


def test_a_change_is_shown_on_the_item(tree: dict[str, str | bytes]) -> None:
    assert "“Marek Lund” became “Tomas Verne”" in plain(page(tree, "quotes/q-5h8k3d.md"))
    assert "“Marek Lund” became “Tomas Verne”" in plain(page(tree, "changes.md"))


# ------------------------------------------------------------------------------------------------------------- the rest


def test_data_says_what_the_records_say(tree: dict[str, str | bytes], tmp_path: Path) -> None:
    everything = json.loads(page(tree, "record.json"))
    again = [msgspec.convert(tree, Record) for tree in everything["records"]]
    assert again == [invented.record("harbour-gazette"), invented.record("quay-radio")]
    rows = [json.loads(line) for line in page(tree, "quotes.jsonl").splitlines()]
    path = tmp_path / "record.sqlite"
    path.write_bytes(tree["record.sqlite"])  # type: ignore[arg-type]
    database = sqlite3.connect(path)
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert {r[0] for r in database.execute("SELECT text FROM quotes")} == {row["text"] for row in rows}
    database.close()
    assert not any(column not in words() for column in (f"column_{key}" for key in rows[0]))


@pytest.mark.parametrize("names", [("harbour-gazette", "quay-radio"), ("hostile",)])
def test_citations_are_read_by_others(names: tuple[str, ...]) -> None:
    tree = build(*names)
    items = {path: files for path in tree if path.endswith(".md") and (files := downloads(page(tree, path)))}
    assert len(items) > 5
    for path, files in items.items():
        stem = Path(path).stem
        csl = json.loads(files[f"{stem}.csl.json"])[0]
        assert csl == json.loads(page(tree, path.replace(".md", ".json")))["citation"]
        [found] = rispy.loads(files[f"{stem}.ris"])
        assert found["type_of_reference"] == "NEWS"
        assert found["title"].split() == csl["title"].split()
        assert found["year"] == str(csl["issued"]["date-parts"][0][0])
        library = parse_string(files[f"{stem}.bib"])
        assert not library.failed_blocks
        [entry] = library.entries
        assert entry.key == csl["id"] == stem
        assert entry.fields_dict["url"].value == csl["URL"] == found["urls"][0]
        assert {"id", "type", "title", "container-title", "issued", "URL", "language", "note", "author"} >= set(csl)


def test_citations_escape_for_their_format() -> None:
    citation = Citation("q-1", "A & B_{x} 50% \\write18", "T", "P#1", (), date(2021, 5, 9), None, None, "n", "en")
    assert "{A \\& B\\_\\{x\\} 50\\% \\textbackslash{}write18}" in bibtex(citation)
    assert "P\\#1" in bibtex(citation)


def test_feeds_of_changes(tree: dict[str, str | bytes]) -> None:
    space = {"a": "http://www.w3.org/2005/Atom"}
    for found in (tree, build("hostile"), pages([], SITE), build("quay-radio", site=Site(name="No <address>"))):
        feed = ElementTree.fromstring(page(found, "changes.atom"))
        for one in (feed, *feed.findall("a:entry", space)):
            assert all(one.findtext(f"a:{name}", namespaces=space) for name in ("id", "title", "updated"))
        data = json.loads(page(found, "changes.feed.json"))
        assert data["version"] == "https://jsonfeed.org/version/1.1"
        ids = [item["id"] for item in data["items"]]
        assert ids == [entry.findtext("a:id", namespaces=space) for entry in feed.findall("a:entry", space)]
        assert len(ids) == len(set(ids))
    assert "“Marek Lund” became “Tomas Verne”" in page(tree, "changes.atom")


@pytest.mark.parametrize(("item", "who", "answer"), [
    ("f-1b7q4m", "Alleged by Westmark Port Authority:", "Denial by Tomas Verne:"),
    ("e-3p7y1f", "Alleged by Westmark Port Authority:", "Denial by Tomas Verne:"),
    ("f-4q1d7x", "Alleged by Dockers’ Union:", "No response is recorded in this source."),
])  # fmt: skip
def test_a_card_carries_who_alleges_it_and_the_answer(
    tree: dict[str, str | bytes], item: str, who: str, answer: str
) -> None:
    card = page(tree, f"embed/{item}.html")
    assert who in card and answer in card and "<script" not in card
    folder = "facts" if item.startswith("f-") else "timeline"
    described = json.loads(page(tree, f"{folder}/{item}.json"))
    assert {"version", "type", "html", "width", "height"} <= set(described)
    assert who in described["title"] and described["type"] == "rich" and described["version"] == "1.0"


def test_cards_of_hostile_strings_hold_text_alone() -> None:
    for path, text in build("hostile").items():
        if path.startswith("embed/") and path.endswith(".html"):
            assert isinstance(text, str)
            tags = set(re.findall(r"<(\w+)", text))
            assert tags <= {"html", "head", "meta", "title", "link", "base", "style", "body", "p", "b", "br", "a"}


def test_hostile_strings_reach_every_page_and_leave_none_as_markup() -> None:
    tree = build("hostile", "harbour-gazette")
    for path, text in tree.items():
        if path.endswith(".md") and isinstance(text, str):
            body = text if path == HOME else text.split("---\n", 2)[2]
            assert "<script" not in body and "--8<--" not in body and "onerror=" not in body, path
            assert "](javascript" not in body and 'href="javascript' not in body, path


def test_settings_of_the_site(tmp_path: Path) -> None:
    path = tmp_path / "mkdocs.yml"
    path.write_text(
        "site_name: A\nsite_url: !ENV [NOT_SET, URL, 'https://x.example/']\nx: !!python/name:a.b\n"
        "use_directory_urls: false\n",
        "utf-8",
    )
    assert read(path, {}) == Site(name="A", url="https://x.example/")
    assert read(path, {"URL": ""}).url is None
    with pytest.raises(OnrecordError):
        read(tmp_path / "none.yml", {})
    path.write_text("site_name: A\n", "utf-8")
    with pytest.raises(OnrecordError, match=r"permanent links end in \.html"):
        read(path, {})


def test_every_word_of_the_templates_is_in_the_table() -> None:
    for template in (Path(invented.__file__).parents[1] / "scripts/onrecord/templates").glob("*.j2"):
        for key in re.findall(r'\bt\("(\w+)"[,)]', template.read_text("utf-8")):
            assert key in words(), f"{template.name}: {key}"


def test_long_lists_are_parted_and_every_entry_is_on_one_page() -> None:
    record = invented.record("harbour-gazette")
    days = [date(2020, 1, 1) + timedelta(days=n) for n in range(200)]
    entries = tuple(
        msgspec.structs.replace(
            record.timeline[2], id=f"e-{n}", when=When(edtf=day.isoformat(), earliest=day, latest=day, precision="day")
        )
        for n, day in enumerate(days)
    )
    tree = pages([msgspec.structs.replace(record, timeline=(*entries, record.timeline[-1]))], SITE)
    sheets = [f"timeline/year-2020{number}.md" for number in ("", "-2", "-3", "-4")] + ["timeline/undated.md"]
    made = [path for path in tree if re.match(r"timeline/(year|undated|index)", path)]
    assert sorted(made) == sorted(["timeline/index.md", *sheets])
    ids = [found for path in sheets for found in re.findall(r'<li id="(e-\w+)"', page(tree, path))]
    assert ids == [*(entry.id for entry in entries), "e-6b1p5u"]
    assert len({matter(tree, path)["title"] for path in sheets}) == 5
    assert "[2020](year-2020.md)" in page(tree, "timeline/index.md")
    assert "[Next page](year-2020-2.md)" in page(tree, sheets[0])
    assert "[Next page](undated.md)" in page(tree, sheets[3])
    assert "year-2020-4.md#day-2020-07-18" in page(tree, "timeline/e-199.md")
    assert "184 earlier events are on it, too." in plain(page(tree, HOME))


@pytest.mark.parametrize(
    ("stance", "title"),
    [
        ("said", "Ada Vell: punching anyone"),
        ("denied", "Denial by Ada Vell: punching anyone"),
        ("alleged", "Alleged by Ada Vell: punching anyone"),
        ("promised", "Promised by Ada Vell: punching anyone"),
    ],
)
def test_indirect_speech_that_was_denied_is_not_told_as_said(stance: Any, title: str) -> None:
    who = Speaker(name="Ada Vell", subject="p-1")
    said = Said(id="s-1", text="punching anyone", span=Span(0, 1), stance=stance, speaker=who)
    subject = SubjectItem(id="p-1", kind="person", name="Ada Vell")
    gazette = invented.record("harbour-gazette")
    record = Record(source=gazette.source, text=gazette.text, subjects=(subject,), said=(said,))
    made = pages([record], SITE)
    assert title in str(made["said/s-1.md"])
    assert ("or-badgeline" in str(made["people/p-1.md"])) == (stance != "said")


if __name__ == "__main__":
    if TREE.exists():
        shutil.rmtree(TREE)
    for name, content in approved().items():
        file = TREE / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode("utf-8"))
    print(f"wrote {TREE}", file=sys.stderr)
