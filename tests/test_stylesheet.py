"""What is left of a stylesheet when a site is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord import stylesheet

PAGE = """<!doctype html><html lang="en" class="no-js"><body dir=ltr>
<p class="lead or-x" id="top" title="a > b" data-kind='said'>1 < 2 <input type="checkbox" hidden></p></body></html>"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "assets" / "stylesheets").mkdir(parents=True)
    (tmp_path / "index.html").write_text(PAGE, "utf-8")
    (tmp_path / "assets" / "own.js").write_text('e.classList.add("put-there")', "utf-8")
    (tmp_path / "assets" / "own.css").write_text("p { color: var(--own) }", "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("css", "left"),
    [
        ("p{a:b}", "p{a:b}"),
        ("table{a:b}", ""),
        (".lead{a:b}", ".lead{a:b}"),
        (".lead.absent{a:b}", ""),
        (".absent,.lead,table td{a:b}", ".lead{a:b}"),
        ("p .put-there{a:b}", "p .put-there{a:b}"),
        ("#top:focus::before{a:b}", "#top:focus::before{a:b}"),
        ("#bottom{a:b}", ""),
        ("[dir=rtl] p{a:b}", "[dir=rtl] p{a:b}"),
        ("[data-kind='said']{a:b}", '[data-kind="said"]{a:b}'),
        ("[data-none]{a:b}", ""),
        ("p:not(.absent){a:b}", "p:not(.absent){a:b}"),
        ("p:is(.absent,:not(.x)),.gone{a:b}", "p:is(.absent,:not(.x)){a:b}"),
        (":root{--own:1;--used:2;--not:'};'}p{c:var(--used)}", ":root{--own:1;--used:2;}p{c:var(--used)}"),
        (":root{--one:1;--two:var(--one)}", ""),
        ("@media print{.absent{a:b}}", ""),
        ("@media print{p{a:b}.absent{a:b}}", "@media print{p{a:b}}"),
        ("@supports (a:b){@media print{p{a:b}}}", "@supports (a:b){@media print{p{a:b}}}"),
        ("@font-face{a:b}", "@font-face{a:b}"),
        ("@keyframes x{0%{a:b}to{a:c}}", "@keyframes x{0%{a:b}to{a:c}}"),
        ("@charset \"UTF-8\";p{a:url('data:x;{y}')}", '@charset "UTF-8";p{a:url("data:x;{y}")}'),
        ("/* p{ */p{a:b}", "p{a:b}"),
        (".\\31 0{a:b}", ""),
        (".le\\61 d{a:b}", ".lead{a:b}"),
    ],
)
def test_rules_that_can_meet_something_stay(site: Path, css: str, left: str) -> None:
    file = site / "assets" / "stylesheets" / "main.css"
    file.write_text(css, "utf-8")
    stylesheet.trim(site)
    assert file.read_text("utf-8") == left
    stylesheet.trim(site)
    assert file.read_text("utf-8") == left


@pytest.mark.parametrize("loaded", [True, False])
def test_scripts_of_the_theme_stay_where_a_page_loads_them(site: Path, loaded: bool) -> None:
    script = site / "assets" / "javascripts" / "bundle.1.min.js"
    script.parent.mkdir()
    script.write_text("0", "utf-8")
    if loaded:
        (site / "other.html").write_text('<script src="assets/javascripts/bundle.1.min.js"></script>', "utf-8")
    stylesheet.trim(site)
    assert script.exists() == loaded
