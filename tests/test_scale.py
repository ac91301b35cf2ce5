"""Pages of many sources, and of a long one: no page grows with number or length, and the work grows in step."""

from __future__ import annotations

import cProfile
import json
import posixpath
import pstats
import re
from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import msgspec
import pytest

from onrecord import text
from onrecord.model import (
    Change,
    Entry,
    Fact,
    Metadata,
    Quote,
    Record,
    Source,
    Span,
    Speaker,
    SubjectItem,
    Text,
    When,
    Withdrawn,
)
from onrecord.pages import HOME, Site, feeds, pages

SITE = Site(name="Harbour record", url="https://record.example/")
WORDS = ("anchor", "buoy", "crane", "dock", "eel", "ferry", "gull", "hull", "isle", "jetty", "keel", "lamp", "mast",
         "net", "oar", "pier", "quay", "rope", "sail", "tide")  # fmt: skip
MOST = 60_000
"""Characters of Markdown on one page: of what MkDocs makes of it, about half is Material's own and the same on all."""


def words(*numbers: int) -> str:
    """A sentence of its own for these numbers."""
    return " ".join(f"{WORDS[n % 20]} {WORDS[n // 20 % 20]}{n}" for n in numbers)


def record(n: int) -> Record:
    """The record of the n-th source: on two people whom all sources name, and on six whom no other does."""
    day = date(1990, 1, 1) + timedelta(days=45 * n)
    chair, union = Speaker(name="Mina Tarn", subject="p-mina"), Speaker(name="Dock Union", subject="o-union")
    subjects = [SubjectItem(id="p-mina", kind="person", name="Mina Tarn", roles=("chair",))]
    subjects += [SubjectItem(id="o-union", kind="organisation", name="Dock Union")]
    names = [f"{WORDS[(k + 6 * n) % 20].title()} {'abcdefghijklmnopqrst'[n % 20]}{n} Holt" for k in range(6)]
    subjects += [SubjectItem(id=f"p-{n}-{k}", kind="person", name=name) for k, name in enumerate(names)]
    span = [Span(1000 * k, 1000 * k + 60) for k in range(40)]

    def when(k: int) -> When:
        that = date(2020, 5, 5) if k < 2 else day + timedelta(days=k)  # what every source tells, on one day
        return When(edtf=that.isoformat(), earliest=that, latest=that, precision="day", phrase="on that day")

    facts = []
    for k in range(6):
        about = ("p-mina",) if k < 3 else (f"p-{n}-{k - 3}",)
        facts.append(Fact(id=f"f-{n}-{k}", text=words(n, k), span=span[k], status="reported", subjects=about))
    claim = Fact(id=f"f-{n}-6", text=words(n, 6), span=span[6], status="alleged", by=(union,), subjects=("p-mina",))
    denial = Fact(id=f"f-{n}-7", text=words(n, 7), span=span[7], status="denied", by=(chair,), answers=claim.id)
    entries = [
        Entry(id=f"e-{n}-{k}", text=words(n, 10 + k), span=span[10 + k], status="reported", when=when(k),
              subjects=("p-mina",)) for k in range(6)
    ]  # fmt: skip
    unknown = When(edtf=None, precision="none", phrase="later")
    entries.append(Entry(id=f"e-{n}-9", text=words(n, 19), span=span[19], status="reported", when=unknown))
    return Record(
        source=Metadata(slug=f"s-{n}", title=f"Report {n}", publisher="The Courier", published=day, rights="open"),
        text=Text(sha256="0" * 64, characters=40_000, words=8_000),
        subjects=tuple(subjects),
        quotes=tuple(
            Quote(id=f"q-{n}-{k}", text=words(n, 30 + k, 40 + k), span=span[20 + k], kind="direct", speaker=chair)
            for k in range(6)
        ),
        facts=(*facts, claim, denial),
        timeline=tuple(entries),
        withdrawn=(Withdrawn(id=f"q-{n}-gone", kind="quote", reason="not said", on=day),),
        changes=tuple(Change(id=f"q-{n}-{k}", field="speaker", before="A", after="B", on=day) for k in range(3)),
    )


def made(sources: int) -> tuple[dict[str, str | bytes], int]:
    """The pages of so many sources, and how many calls of functions they took: work that no clock disturbs."""
    profile = cProfile.Profile()
    profile.enable()
    tree = pages([record(n) for n in range(sources)], SITE)
    profile.disable()
    return tree, pstats.Stats(profile).total_calls  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def trees() -> list[tuple[dict[str, str | bytes], int]]:
    """Of 6, 18 and 30 sources."""
    return [made(sources) for sources in (6, 18, 30)]


def test_no_page_grows_with_the_number_of_sources(trees: list[tuple[dict[str, str | bytes], int]]) -> None:
    tree, _ = trees[-1]
    large = {path: len(text) for path, text in tree.items() if path.endswith(".md") and len(text) > MOST}
    assert large == {}
    [_, middle, most] = [
        max((len(text), path) for path, text in tree.items() if path.endswith(".md")) for tree, _ in trees
    ]
    assert most[0] <= 1.1 * middle[0], (middle, most)  # parts are of so many items, which are not all as long


def test_the_work_grows_in_step_with_the_sources(trees: list[tuple[dict[str, str | bytes], int]]) -> None:
    few, some, many = (calls for _, calls in trees)
    assert (many - some) / (some - few) < 1.15


def test_every_item_is_on_its_list_and_every_page_is_reached(trees: list[tuple[dict[str, str | bytes], int]]) -> None:
    tree, _ = trees[-1]
    text = {path: content for path, content in tree.items() if path.endswith(".md") and isinstance(content, str)}
    linked: set[str] = {HOME, "timeline/index.md", "quotes/index.md", "facts/index.md", "sources/index.md", "data.md"}
    linked |= {"people/index.md", "organisations/index.md", "places/index.md", "disputed.md", "changes.md", "about.md"}
    queue = list(linked)
    while queue:
        path = queue.pop()
        here = "" if path == HOME else posixpath.dirname(path)
        for target in re.findall(r"\]\(([^):#]+?)(?:#[^)]*)?\)", text[path]):
            found = posixpath.normpath(posixpath.join(here, target.removeprefix("record/") if path == HOME else target))
            if found in text and found not in linked:
                linked.add(found)
                queue.append(found)
    assert sorted(text.keys() - linked) == []
    lists = {
        name: "".join(content for path, content in text.items() if re.match(rf"{name}/(year|index)", path))
        for name in ("quotes", "facts")
    }
    for name, letter in (("quotes", "q"), ("facts", "f")):
        ids = {path for path in text if re.fullmatch(rf"{name}/{letter}-\d+-\d+\.md", path)}
        assert len(ids) >= 180
        assert {path for path in ids if posixpath.basename(path) not in lists[name]} == set()
    for path, content in text.items():  # no address stands for two pages, and every part says what it is
        if re.search(r"/(year|letter)-", path):
            assert re.search(r"^# .+: .+$", content, re.M), path


# ------------------------------------------------------------------------------------------------------ one long source


def long(items: int, rights: str) -> tuple[Record, Source]:
    """A source of so many quotations, facts, events and changes each, all of one person and many of one day."""
    tarn = Speaker(name="Mina Tarn", subject="p-mina")
    found: dict[str, list[Any]] = {"quotes": [], "facts": [], "timeline": [], "changes": []}
    body = ""
    for k in range(items):
        start, told, day = len(body), words(k, k + 7, k + 31), date(2031, 1, 1 + k % 2)
        body += f"“{told}” said Mina Tarn of {words(k + 3)} on that day, and {words(k + 5, k + 9)}.\n\n"
        end = len(body) - 2
        phrase = Span(body.index("that day", start), body.index("that day", start) + 8)
        when = When(phrase="that day", span=phrase, edtf=f"{day}", earliest=day, latest=day, precision="day")
        inside = Span(start + 1, start + 1 + len(told))
        found["quotes"].append(Quote(id=f"q-{k}", text=told, span=inside, kind="direct", speaker=tarn, when=when))
        alleged = {"status": "alleged", "by": (tarn,)} if k % 3 else {"status": "reported"}
        found["facts"].append(Fact(id=f"f-{k}", text=told, span=Span(start, end), subjects=("p-mina",), **alleged))
        entry = Entry(id=f"e-{k}", text=told, span=Span(phrase.start, end), status="reported", when=when)
        found["timeline"].append(entry)
        found["changes"].append(Change(id=f"q-{k}", field="speaker", before="A", after="B", on=day))
    layout = text.layout(body)
    meta = Metadata(
        slug="long", title="A long report", publisher="The Courier", published=date(2031, 3, 12), rights=rights
    )
    subject = SubjectItem(id="p-mina", kind="person", name="Mina Tarn")
    counted = Text(sha256="0" * 64, characters=len(body), words=len(body.split()))
    kept: dict[str, Any] = {key: tuple(value) for key, value in found.items()}
    made = Record(source=meta, text=counted, subjects=(subject,), **kept)
    return made, Source(
        meta=meta, text=body, paragraphs=layout.paragraphs, furniture=layout.furniture, headings=layout.headings
    )


def items_of(found: Record) -> list[Quote | Fact | Entry]:
    """Its items that are marked in the text."""
    return [*found.quotes, *found.facts, *found.timeline]


@pytest.mark.parametrize("rights", ["open", "all rights reserved"])
def test_no_page_or_feed_grows_with_the_length_of_a_source(rights: str) -> None:
    large: list[dict[str, int]] = []
    calls = []
    for items in (80, 160, 240):
        found, source = long(items, rights)
        profile = cProfile.Profile()
        profile.enable()
        tree = pages([found], SITE, {"long": source})
        profile.disable()
        calls.append(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]
        read = (".md", ".html", ".svg", ".atom", ".feed.json")
        large.append({path: len(content) for path, content in tree.items() if path.endswith(read)})
    assert max(large[2].values()) <= 65_000, max(large[2].items(), key=lambda pair: pair[1])
    assert max(large[2].values()) <= 1.1 * max(large[1].values())
    assert (calls[2] - calls[1]) / (calls[1] - calls[0]) < 1.15


def test_a_long_text_goes_on_and_every_item_leads_to_its_place_in_it() -> None:
    found, source = long(150, "open")
    tree = {
        path: content for path, content in pages([found], SITE, {"long": source}).items() if isinstance(content, str)
    }
    own = [f"sources/long{number}.md" for number in ("", *(f"--{at}" for at in range(2, 30)))]
    own = [path for path in own if path in tree]
    assert len(own) > 3
    assert (
        "".join(re.findall(r'<div class="or-text".*?</div>', "".join(tree[path] for path in own), re.S)).count("<p>")
        == 150
    )
    for item in items_of(found):
        folder = {"q": "quotes", "f": "facts", "e": "timeline"}[item.id[0]]
        [(target, anchor)] = re.findall(r"\]\(\.\./(sources/long[^)#]*)#([^)]*)\)", tree[f"{folder}/{item.id}.md"])
        assert anchor == item.id
        assert f'id="{item.id}"' in tree[target]
        assert sum(f'id="{item.id}"' in tree[path] for path in own) == 1
    for before, after in pairwise(own):
        assert f"]({posixpath.basename(after)})" in tree[before]
        assert f"]({posixpath.basename(before)})" in tree[after]
    starts = [int(number) for path in own for number in re.findall(r'<ol class="or-list" start="(\d+)"', tree[path])]
    counts = [len(re.findall(r"^<li ", tree[path], re.M)) for path in own]
    listed = [(at, count) for at, count in zip(own, counts, strict=True) if count]
    assert sum(counts) == 150
    assert starts == [
        1 + sum(counts[: own.index(path)]) for path, _ in listed if own.index(path) != own.index(listed[0][0])
    ]


def test_a_paragraph_longer_than_a_page_is_parted_and_marked() -> None:
    found, source = long(150, "open")
    body = source.text.replace("\n\n", "  ")
    one = msgspec.structs.replace(source, text=body, paragraphs=(Span(0, len(body)),), headings=())
    tree = {path: content for path, content in pages([found], SITE, {"long": one}).items() if isinstance(content, str)}
    own = [content for path, content in tree.items() if re.fullmatch(r"sources/long.*\.md", path)]
    assert max(map(len, own)) < 65_000
    assert all("".join(own).count(f'id="{item.id}"') == 1 for item in items_of(found))


def _changed(changes: int) -> Record:
    """A record with so many changes, one a day."""
    found, _ = long(3, "open")
    first = date(2031, 1, 1)
    made = (
        Change(id="q-1", field="date", before="", after=f"{k}", on=first + timedelta(days=k)) for k in range(changes)
    )
    return msgspec.structs.replace(found, changes=tuple(made))


def test_feeds_keep_the_latest_changes_and_archive_those_before() -> None:
    """RFC 5005: from the feed, archive by archive, a reader comes to every change once; a full archive stays."""
    name = "{http://www.w3.org/2005/Atom}"
    tree, later, few = (pages([_changed(changes)], SITE) for changes in (350, 450, 150))
    told: list[str] = []
    path, current = "changes.atom", ""
    while path:
        feed = ElementTree.fromstring(str(tree[path]))
        links = {link.get("rel"): posixpath.basename(link.get("href") or "") for link in feed.findall(f"{name}link")}
        assert links["self"] == path
        assert links.get("current", "") == current
        assert (feed.find("{http://purl.org/syndication/history/1.0}archive") is not None) == (path != "changes.atom")
        ids = [entry.findtext(f"{name}id") or "" for entry in feed.findall(f"{name}entry")]
        assert 0 < len(ids) < 2 * feeds.A_FILE
        told += ids
        current = "changes.atom"
        path = links.get("prev-archive", "")
    assert len(told) == len(set(told)) == 350
    told_again: list[str] = []
    path = "changes.feed.json"
    while path:
        data = json.loads(tree[path])
        told_again += [item["id"] for item in data["items"]]
        path = posixpath.basename(data.get("next_url", ""))
    assert told_again == told
    archived = {path for path in tree if path.startswith("changes-archive-")}
    assert len(archived) == 4
    assert archived < {path for path in later if path.startswith("changes-archive-")}
    assert not [path for path in few if path.startswith("changes-archive-")]
