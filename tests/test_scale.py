"""Pages of many sources: none of them grows with the number of sources, and the work for them grows in step with it."""

from __future__ import annotations

import cProfile
import posixpath
import pstats
import re
from datetime import date, timedelta

import pytest

from onrecord.model import (
    Change,
    Entry,
    Fact,
    Metadata,
    Quote,
    Record,
    Span,
    Speaker,
    SubjectItem,
    Text,
    When,
    Withdrawn,
)
from onrecord.pages import HOME, Site, pages

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
