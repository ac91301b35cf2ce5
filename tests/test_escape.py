"""Every string from a text stays a string in the place where it is put."""

from __future__ import annotations

import csv
import io
import json
from html.parser import HTMLParser
from urllib.parse import unquote

import markdown
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.pages import escape

HOSTILE = [
    "<script>alert(1)</script>",
    "*a* _b_ **c** `d` ~~e~~ ^f^",
    "[x](javascript:alert(1)) ![y](z) [^1] [a][b]",
    "# heading",
    "1. item",
    "12. item",
    "- item",
    "+ item",
    "> quote",
    "    code",
    "a\n\n    code\n\n# b",
    "| a | b |",
    '--8<-- "mkdocs.yml"',
    "{: onclick=alert(1) } {#x}",
    "{{ 7*7 }} {% raw %}",
    "&lt;b&gt; &amp; AT&T",
    "\x02wzxhzdk:0\x03 \x00",
    "a\u202eb\u202c",
    "https://a.example/?b=c&d=e <https://a.example>",
    "U.S. second-degree: 10:30, p.m.",
    "line\u2028sep\u2029par",
    "```\nfence\n```",
    "*[abbr]: x",
    "\\* \\\\",
    ":   definition",
    "===",
    "---",
]
EXTENSIONS = ["attr_list", "md_in_html", "tables", "toc", "pymdownx.superfences", "abbr", "footnotes", "def_list"]


class Reader(HTMLParser):
    """Tags and text of a fragment of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.text += data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


def render(source: str) -> Reader:
    return read(markdown.markdown(source, extensions=EXTENSIONS))


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_paragraph(text: str) -> None:
    found = render(str(escape.md(text)))
    assert found.text.strip() == escape.line(text)
    assert [tag for tag, _ in found.tags] == ["p"]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_markdown_is_the_text_and_nothing_else(text: str) -> None:
    found = render("A " + str(escape.md(text)) + " Z")
    assert escape.line(found.text) == escape.line("A " + escape.line(text) + " Z")
    assert [tag for tag, _ in found.tags] == ["p"]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="*_`[](){}<>!#-+=|~^:\\&\"' .1ab\n", max_size=40))
def test_markdown_marks(text: str) -> None:
    found = render(str(escape.md(text)) or "empty")
    assert found.text.strip() == (escape.line(text) or "empty")
    assert [tag for tag, _ in found.tags] == ["p"]


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_in_a_heading_a_link_and_a_block_of_html(text: str) -> None:
    words = escape.md(text)
    link = f'[{words}](a.md){{: aria-label="{escape.attr(text)}" }}'
    found = render(f'# {words} {{: .x }}\n\n<p class="y" markdown="span">{link}</p>')
    assert [tag for tag, _ in found.tags] == ["h1", "p", "a"]
    assert found.text.split() == escape.line(text).split() * 2
    attributes = dict(found.tags[2][1])
    assert attributes["href"] == "a.md"
    assert attributes["aria-label"] == escape.line(text)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("place", ['<div title="{}">x</div>', '<p markdown="span"><b title="{}">x</b></p>'])
def test_attribute(text: str, place: str) -> None:
    found = render(place.format(escape.attr(text)))
    values = [value for _, attrs in found.tags for name, value in attrs if name == "title"]
    assert values == [escape.line(text)]


@given(st.text())
def test_yaml_and_front_matter(text: str) -> None:
    found = yaml.safe_load(escape.front_matter(title=text or "x", onrecord={"deep": [text]}).strip("-\n"))
    clean = "".join(c for c in text if not 0xD800 <= ord(c) < 0xE000)
    if clean == text:
        assert found == {"title": text or "x", "onrecord": {"deep": [text]}}


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_script_json(text: str) -> None:
    found = escape.script_json({"a": text})
    assert json.loads(found) == {"a": text}
    assert not set(found) & set("<>&\u2028\u2029")


@pytest.mark.parametrize("text", HOSTILE)
def test_labels_are_safe_where_themes_print_them_raw(text: str) -> None:
    label = escape.label(text)
    found = read(f'<p title="{label}">{label}</p>')
    assert [tag for tag, _ in found.tags] == ["p"]
    assert found.text == label == dict(found.tags[0][1])["title"]
    assert "\u202e" not in label


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1"])
def test_cells_are_no_formulas(text: str) -> None:
    assert escape.cell(text)[0] == "'"
    row = io.StringIO()
    csv.writer(row).writerow([escape.cell(text), escape.cell("plain"), escape.cell(None)])
    assert next(csv.reader(io.StringIO(row.getvalue())))[1:] == ["plain", ""]


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://a.example/b?c=d&e=f#g", "https://a.example/b?c=d&e=f#g"),
        ("http://a.example/ü é", "http://a.example/%C3%BC%20%C3%A9"),
        ("https://a.example/a%20b", "https://a.example/a%20b"),
        ('https://a.example/"><script>', "https://a.example/%22%3E%3Cscript%3E"),
        ("https://a.example/(x)[y]'z", "https://a.example/%28x%29%5By%5D%27z"),
        ("javascript:alert(1)", ""),
        ("JaVaScRiPt:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//a.example/b", ""),
        ("https://", ""),
        ("http://[bad", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_links(url: str | None, safe: str) -> None:
    assert escape.link(url) == safe


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_text_directives(text: str) -> None:
    found = escape.fragment(text)
    assert unquote(found) == escape.line(text)
    assert not set(found) & set("&,-# ")


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("short", 10, "short"),
        ("one two three", 9, "one two…"),
        ("one, two", 5, "one…"),
        ("unbreakable", 5, "unbr…"),
        ("all of it", 0, "all of it"),
    ],
)
def test_cut(text: str, limit: int, short: str) -> None:
    assert escape.cut(text, limit) == short


def test_plain_text_stays_readable() -> None:
    text = "The U.S. charged Ann O’Hara-Lee (43) with second-degree theft at 10:30 p.m.; “no”, she said."
    assert str(escape.md(text)) == text.replace("(", "&#40;").replace(")", "&#41;")
