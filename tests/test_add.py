"""`onrecord add`: what is read from a raw file, what is set aside, and what is said to be missing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from onrecord import add, text
from onrecord.errors import OnrecordError
from onrecord.model import Source

PAGE = """<!doctype html><html><head><title>Ferry strike ends | The Courier</title>
<meta property="og:title" content="Ferry strike ends after a week"><meta property="og:site_name" content="The Courier">
<link rel="canonical" href="https://courier.example/ferry">{date}</head><body><nav><a>Home</a> <a>News</a></nav>
<article><h1>Ferry strike ends after a week</h1><p>By Lena Harbour</p>
<p>The ferry strike ended on Monday after a week, the harbour board said. “We are glad,” said the chair, Anna Lind.</p>
<p>Crews went back to work the next morning. They had walked out over pay on March 3.</p>
<p>The board and the union will meet again in April to talk about the rota, which both call outdated and unsafe.</p>
</article><footer><p>Copyright 2019 Courier Media. All rights reserved.</p></footer></body></html>"""

ARTICLE = """Ferry strike ends after a week

By Lena Harbour and Tom Quay
Published: March 10, 2025

The ferry strike ended on Monday, the harbour board said.

Tags ferry strike

Copyright 2019 Courier Media. All rights reserved.

Load more
"""


def written(tmp_path: Path, draft: add.Draft) -> Source:
    path = tmp_path / f"{draft.slug}.md"
    path.write_text(draft.content, "utf-8")
    return text.read(path)


def test_a_saved_page(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE.format(date='<meta property="article:published_time" content="2025-03-10T08:00">'), "utf-8")
    source = written(tmp_path, add.draft(path))
    assert source.meta.title == "Ferry strike ends after a week"
    assert source.meta.publisher == "The Courier"
    assert source.meta.author == ("Lena Harbour",)
    assert source.meta.published == date(2025, 3, 10)
    assert source.meta.url == "https://courier.example/ferry"
    assert not source.meta.open
    assert "“We are glad,” said the chair" in source.text
    assert "Copyright" not in source.text


def test_a_date_is_not_guessed_from_a_copyright_line(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE.format(date=""), "utf-8")
    draft = add.draft(path)
    assert "published:" not in draft.content
    assert any("no day of publication" in warning for warning in draft.warnings)


def test_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, "utf-8")
    draft = add.draft(path, publisher="The Courier", rights="open")
    assert draft.slug == "the-courier-2025-03-10-ferry-strike-ends-after-a-week"
    assert draft.furniture == (
        "Published: March 10, 2025",
        "Tags ferry strike",
        "Copyright 2019 Courier Media. All rights reserved.",
        "Load more",
    )
    source = written(tmp_path, draft)
    assert source.meta.author == ("Lena Harbour", "Tom Quay")
    assert source.meta.published == date(2025, 3, 10)
    assert source.meta.open
    assert source.text.strip() == ARTICLE.strip()


def test_what_the_caller_gives_goes_first(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, "utf-8")
    draft = add.draft(path, publisher="P", title="T", published=date(2024, 1, 2), url="https://p.example/t", slug="x")
    assert draft.slug == "x"
    assert written(tmp_path, draft).meta.published == date(2024, 1, 2)
    assert draft.warnings == ()


@pytest.mark.parametrize(
    ("content", "options", "message"),
    [
        (ARTICLE, {}, "--publisher"),
        ("The ferry stopped on Monday, the board said.\n", {"publisher": "P"}, "--title"),
        ("Load more\n", {"publisher": "P", "title": "T"}, "no article is found"),
        ("<html><body></body></html>", {"publisher": "P", "title": "T"}, "no article is found"),
        (ARTICLE, {"publisher": "P", "slug": "../../etc/passwd"}, "can't be a part of a link"),
        (ARTICLE, {"publisher": "P", "url": "javascript:alert(1)"}, "no web address"),
    ],
)
def test_what_can_not_be_added(tmp_path: Path, content: str, options: dict[str, str], message: str) -> None:
    path = tmp_path / "article.txt"
    path.write_text(content, "utf-8")
    with pytest.raises(OnrecordError, match=message):
        add.draft(path, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("publisher", "title", "slug"),
    [
        ("Le Café", "Grève: «non»", "le-cafe-greve-non"),
        ("新聞", "日本語", "source"),
        ("../../etc", "passwd", "etc-passwd"),
    ],
)
def test_slugs(publisher: str, title: str, slug: str) -> None:
    assert add.make_slug(publisher, None, title) == slug
