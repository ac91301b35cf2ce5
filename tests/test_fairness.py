"""Attacks on the rules for words about living people: each must fail the build, with file, line and rule."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from onrecord import audit, build, editfile, edits, extract, fairness, lexicon, withholding
from onrecord.errors import OnrecordError
from onrecord.model import Fact, Metadata, Record, Said, Source, Span, Speaker, SubjectItem
from onrecord.project import Project
from onrecord.text import layout

BODY = (
    "Police said Ada Vell punched a guard outside the mill in Ostrand on Friday. Vell denied punching anyone.\n\n"
    "The union of Ostrand reported in 2029 that Bo Marn sold 3 boats to Ida Kern. "
    "Marn sold the harbour of Ostrand in 2030.\n"
)


def record(text: str = BODY, rights: str = "open") -> Record:
    lines = layout(text)
    meta = Metadata(slug="t", title="A guard is hurt", publisher="The Courier", rights=rights)
    return extract.extract(Source(meta, text, lines.paragraphs, headings=lines.headings))


HEAD = "---\ntitle: {}\npublisher: The Courier\npublished: 2031-05-06\nlanguage: en\nrights: open\n---\n"

MACHINE = record()
CLAIM = next(fact for fact in MACHINE.facts if fact.status == "alleged")
SOLD = next(fact for fact in MACHINE.facts if "harbour" in fact.text)
VELL = next(subject for subject in MACHINE.subjects if subject.name == "Ada Vell")


def edited(yaml: str) -> Record:
    """The record with an edits file over it."""
    return edits.apply(MACHINE, editfile.loads(yaml.encode(), "sources/t.edits.yml"), BODY)[0]


# ------------------------------------------------------------------------------------------------- what an edit says

EDITS = [
    # (what is attacked, the edit, the rules that it breaks)
    ("nobody says so", f"{CLAIM.id}: {{speaker: unknown}}", {"people: allegation"}),
    ("no longer alleged", f"{CLAIM.id}: {{speaker: unknown, status: reported}}", {"people: allegation"}),
    ("a title that accuses", f"{SOLD.id}: {{title: Bo Marn stole the harbour.}}", {"people: allegation"}),
    ("a label", f"{SOLD.id}: {{title: Accused thief Bo Marn sold the harbour.}}", {"people: label"}),
    ("a verdict", f"{SOLD.id}: {{title: Bo Marn is guilty.}}", {"people: verdict", "people: allegation"}),
    ("a role", f"{VELL.id}: {{roles: [alleged attacker]}}", {"people: label"}),
    ("another name", f"{VELL.id}: {{aliases: [the attacker]}}", {"people: label"}),
    ("the source’s title", "source: {title: Convicted attacker Ada Vell is back}", {"people: label"}),
    ("an added fact", "add: [{fact: Bo Marn embezzled it., evidence: sold the harbour}]", {"people: allegation"}),
    ("a deed in the present", f"{SOLD.id}: {{title: Bo Marn steals boats.}}", {"people: allegation"}),
    ("a judgement", f"{SOLD.id}: {{title: Bo Marn is corrupt.}}", {"people: allegation"}),
    (
        "a word that excuses nothing",
        f"{SOLD.id}: {{title: 'Bo Marn stole the harbour of Ostrand and all of its boats, said the trial.'}}",
        {"people: allegation"},
    ),
    (
        "a charge in many words is no accusation",
        f"{SOLD.id}: {{title: Bo Marn was charged with one count of a plot to commit wire and mail fraud.}}",
        set(),
    ),
    ("a role that tells a deed", f"{VELL.id}: {{roles: [woman who stabbed a guard]}}", {"people: label"}),
    ("a name that tells a deed", f"{VELL.id}: {{name: Ada Vell who stabbed him}}", {"people: label"}),
    ("the source’s own title", "source: {title: Ada Vell stabbed a guard}", {"people: label"}),
    ("a reason", f"{SOLD.id}: {{hide: Bo Marn stole it}}", {"people: allegation"}),
    ("a speaker’s name", f"{SOLD.id}: {{speaker: the thief Bo Marn, status: said}}", {"people: label"}),
    (
        "an added entry",
        "add: [{entry: Bo Marn committed fraud., evidence: sold the harbour, date: unknown}]",
        {"people: allegation"},
    ),
]


@pytest.mark.parametrize(("yaml", "rules"), [row[1:] for row in EDITS], ids=[row[0] for row in EDITS])
def test_an_edit_that_breaks_a_rule(yaml: str, rules: set[str]) -> None:
    found = list(fairness.people([edited(yaml)], [MACHINE], lambda slug, id_: (f"sources/{slug}.edits.yml", 3)))
    assert {one.rule for one in found} == rules
    assert all(str(one).startswith("sources/t.edits.yml:3: ") for one in found)


FAIR = [
    f"{SOLD.id}: {{title: Bo Marn sold the harbour of Ostrand.}}",
    f"{SOLD.id}: {{title: Bo Marn was charged with fraud.}}",
    f"{SOLD.id}: {{title: Bo Marn pleaded not guilty.}}",
    f"{SOLD.id}: {{title: Bo Marn stole the harbour., speaker: Ida Kern, status: alleged}}",
    f"{CLAIM.id}: {{title: Ada Vell hit a guard.}}",
    f"{VELL.id}: {{roles: [critic of the mill]}}",
    f"{VELL.id}: {{roles: [fraud investigator]}}",
    f"{SOLD.id}: {{hide: Bo Marn asked for it}}",
    f"{SOLD.id}: {{title: The theft charge against Bo Marn was dropped.}}",
    f"{SOLD.id}: {{title: Bo Marn was cleared of all counts of theft.}}",
]


@pytest.mark.parametrize("yaml", FAIR)
def test_an_edit_that_breaks_none(yaml: str) -> None:
    assert list(fairness.people([edited(yaml)], [MACHINE])) == []


@pytest.mark.parametrize(
    ("words", "accuses"),
    [
        ("International Criminal Court", False),
        ("Larch Association of Criminal Defense Lawyers", False),
        ("counter-terrorist police", False),
        ("alleged arsonist", True),
        ("convicted criminal", True),
        ("criminal Dana Marn", True),
    ],
)
def test_what_accuses(words: str, accuses: bool) -> None:
    assert fairness.accusing(words) is accuses


def test_the_machine_leaves_out_what_would_break_a_rule() -> None:
    found = record("Accused thief Bo Marn sold 3 boats to Ida Kern in 2030. Bo Marn is a criminal.")
    assert found.facts == ()
    assert list(fairness.people([found])) == []


# ------------------------------------------------------------------------------------------------------ what was built

BY = Speaker(name="Harbour Board")
ALLEGED = Fact(
    id="f-1", text="Tom Quay hid a fault in the old crane for years.", span=Span(0, 1), status="alleged", by=(BY,)
)
DENIED = Fact(
    id="f-2",
    text="Tom Quay denied hiding any fault.",
    span=Span(2, 3),
    status="denied",
    by=(Speaker("Tom Quay"),),
    answers="f-1",
)
SAYS = "Harbour Board: Tom Quay hid a fault in the old crane for years."
BARE = "Tom Quay hid a fault in the old crane for years."
WHOLE = f"{SAYS} Tom Quay denied hiding any fault."


def page(head: str = "", body: str = "") -> str:
    return f"<!doctype html>\n<html><head>\n{head}\n</head>\n<body>\n<p>Hello</p>\n{body}\n</body></html>"


BUILT = [
    # (file, content, rules, line)
    ("a.html", page(f"<title>{BARE}</title>"), {"people: allegation"}, 3),
    ("a.html", page(f"<title>{SAYS}</title>"), set(), None),
    ("a.html", page("<title>Tom Quay hid a fault in the old crane…</title>"), {"people: allegation"}, 3),
    ("a.html", page(f'<meta property="og:title" content="{BARE}">'), {"people: allegation"}, None),
    ("a.html", page(f'<meta name="description" content="{SAYS}">'), {"people: answer"}, None),
    (
        "a.html",
        page(f'<meta property="og:description" content="{BARE} Tom Quay denied hiding any fault.">'),
        {"people: allegation"},
        None,
    ),
    ("a.html", page(f'<meta name="description" content="{WHOLE}">'), set(), None),
    (
        "a.html",
        page(f'<script type="application/ld+json">{{"@type": "Claim", "text": "{BARE}"}}</script>'),
        {"people: allegation"},
        3,
    ),
    ("a.html", page(body=f"<p>{BARE[:44]}…</p>"), {"people: allegation", "people: answer"}, None),
    ("a.html", page(body=f'<img src="a.png" alt="{BARE}">'), {"people: allegation"}, None),
    ("a.html", page(body=f'<a href="b.html" title="{BARE}">More</a>'), {"people: allegation"}, None),
    ("a.html", page(body=f'<a href="b.html" aria-label="{SAYS}">More</a>'), set(), None),
    ("drawing.svg", f"<svg><title>{BARE}</title></svg>", {"people: allegation"}, 1),
    ("facts.csv", f"id,text,by\nf-1,{BARE},\n", {"people: allegation"}, 2),
    ("facts.csv", f"id,text,by\nf-1,{BARE},Harbour Board\n", set(), None),
    ("facts.jsonl", json.dumps({"text": BARE}), {"people: allegation"}, 1),
    ("facts.jsonl", json.dumps({"text": BARE, "by": "Harbour Board"}), set(), None),
    ("a.html", page(body=f"<h1>{SAYS}</h1>"), {"people: answer"}, 7),
    ("a.html", page(body=f"<h1>{BARE}</h1><p>Tom Quay denied hiding any fault.</p>"), {"people: allegation"}, 7),
    ("a.html", page(body=f"<p>{SAYS}</p><div hidden>Tom Quay denied hiding any fault.</div>"), {"people: answer"}, 7),
    (
        "a.html",
        page("<meta name='x' content='Tom Quay denied hiding any fault.'>", f"<p>{SAYS}</p>"),
        {"people: answer"},
        7,
    ),
    ("a.html", page(body=f"<p>{WHOLE}</p>"), set(), None),
    ("embed/f-1.html", page(body=f"<p><b>Harbour Board alleges:</b> {BARE}</p>"), {"people: answer"}, 7),
    ("embed/f-1.oembed.json", json.dumps({"type": "rich", "title": BARE}), {"people: allegation"}, 1),
    ("facts/f-1.csl.json", json.dumps([{"id": "f-1", "title": BARE}]), {"people: allegation"}, 1),
    ("facts/f-1.bib", f"@article{{f-1,\n title = {{{BARE}}},\n}}\n", {"people: allegation"}, 2),
    ("facts/f-1.ris", f"TY - NEWS\nTI - {BARE}\n", {"people: allegation"}, 2),
    ("facts/f-1.json", json.dumps({"title": SAYS, "item": {"text": BARE}}), {"people: answer"}, 1),
    (
        "changes.atom",
        f"<feed>\n<entry><title>{SAYS}</title></entry>\n<entry>Tom Quay denied hiding any fault.</entry>\n</feed>",
        {"people: answer"},
        2,
    ),
    ("changes.atom", f"<feed>\n<entry><title>{WHOLE}</title></entry>\n</feed>", set(), None),
    ("changes.feed.json", json.dumps({"items": [{"title": SAYS}, {"title": DENIED.text}]}), {"people: answer"}, 1),
    (
        "pagefind/fragment/en_1.pf_fragment",
        gzip.compress(json.dumps({"content": SAYS}).encode()),
        {"people: answer"},
        None,
    ),
    ("pagefind/fragment/en_1.pf_fragment", gzip.compress(json.dumps({"content": WHOLE}).encode()), set(), None),
]


@pytest.mark.parametrize(
    ("name", "content", "rules", "line"), BUILT, ids=[f"{k} {row[0]}" for k, row in enumerate(BUILT)]
)
def test_what_was_built(tmp_path: Path, name: str, content: str | bytes, rules: set[str], line: int | None) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    meta = Metadata(slug="crane", title="A crane", publisher="The Courier")
    made = Record(source=meta, text=MACHINE.text, facts=(ALLEGED, DENIED))
    found = list(audit.allegations(tmp_path, [made]))
    assert {one.rule for one in found} == rules
    assert {one.path for one in found} <= {name}
    if line is not None:
        assert {one.line for one in found} == {line}


RESULTS = [
    ({"url": "/record/sources/crane.html", "anchors": [{"id": "s-1"}]}, set()),  # the text, whose marks bear ids
    ({"url": "/record/said/s-1.html"}, {"people: answer", "people: allegation"}),
]


@pytest.mark.parametrize(("more", "rules"), RESULTS)
def test_a_search_result_is_of_the_item_that_it_leads_to(tmp_path: Path, more: dict[str, Any], rules: set[str]) -> None:
    words = "that Tom Quay hid a fault in the old crane for years"
    (tmp_path / "en_1.pf_fragment").write_bytes(gzip.compress(json.dumps({"content": words, **more}).encode()))
    meta = Metadata(slug="crane", title="A crane", publisher="The Courier")
    said = Said(id="s-1", text=words, span=Span(0, 1), speaker=BY, stance="alleged")
    found = list(audit.allegations(tmp_path, [Record(source=meta, text=MACHINE.text, said=(said,))]))
    assert {one.rule for one in found} == rules


def test_findings_fail_the_build_with_file_line_and_rule(project: Project) -> None:
    head = (
        "---\ntitle: A guard is hurt\npublisher: The Courier\npublished: 2031-05-06\nlanguage: en\nrights: open\n---\n"
    )
    (project.sources / "mill.md").write_text(head + BODY, "utf-8")
    prepared = build.prepare(project)
    claim = next(fact.id for fact in prepared.shown[0].facts if fact.status == "alleged")
    vell = next(subject.id for subject in prepared.shown[0].subjects if subject.name == "Ada Vell")
    lines = ["# corrections", f"{vell}:", "  roles: [alleged attacker]", f"{claim}:", "  speaker: unknown"]
    (project.sources / "mill.edits.yml").write_text("\n".join(lines) + "\n", "utf-8")
    with pytest.raises(OnrecordError) as caught:
        build.build(project)
    told = str(caught.value)
    assert f"sources/mill.edits.yml:2: {vell}: an accusation is no role or name: “alleged attacker”" in told
    assert f"sources/mill.edits.yml:4: {claim}: an allegation that names nobody who makes it" in told
    assert "[people: label]" in told
    assert "[people: allegation]" in told
    assert not project.site.exists()


# ------------------------------------------------------------------------------------------------------ private people


def test_a_name_that_is_withheld_stands_nowhere(project: Project) -> None:
    head = HEAD.format("Lena Holt and the guard")
    (project.sources / "mill.md").write_text(
        head + BODY.replace("Ada Vell", "Lena Holt").replace("Vell", "Holt"), "utf-8"
    )
    (project.sources / "other.md").write_text(head + "Lena Holt sold 3 boats to Bo Marn in 2029.\n", "utf-8")
    vell = next(s.id for s in build.prepare(project).shown[0].subjects if s.name == "Lena Holt")
    (project.sources / "mill.edits.yml").write_text(f"{vell}: {{was: Lena Holt, private: unnamed}}\n", "utf-8")
    prepared = build.build(project)
    assert {s.name for one in prepared.shown for s in one.subjects if s.private} == {withholding.WITHHELD}
    for path in project.site.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            text = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
            assert b"Holt" not in text, path
    page = (project.site / "record" / "people" / f"{vell}.html").read_text("utf-8")
    assert "Name withheld" in page
    assert "noindex" in page
    assert vell not in (project.site / "record" / "people" / "index.html").read_text("utf-8")


def test_a_name_that_comes_through_fails_the_build(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<html><body>\n<p>Ada Vell left.</p></body></html>", "utf-8")
    found = audit.Audit([MACHINE], {}, withheld={"p-1": ["Ada Vell"]})
    found.look([(tmp_path / "page.html", "page.html")])
    with pytest.raises(OnrecordError, match=r"page\.html:2: the name of p-1 is shown.*\[people: private\]"):
        found.check()


def test_who_is_unlisted_has_a_page_that_nothing_lists(project: Project) -> None:
    head = (
        "---\ntitle: A guard is hurt\npublisher: The Courier\npublished: 2031-05-06\nlanguage: en\nrights: open\n---\n"
    )
    (project.sources / "mill.md").write_text(head + BODY, "utf-8")
    vell = next(s.id for s in build.prepare(project).shown[0].subjects if s.name == "Ada Vell")
    (project.sources / "mill.edits.yml").write_text(f"{vell}: {{was: Ada Vell, private: unlisted}}\n", "utf-8")
    build.prepare(project)
    page = (project.pages / "people" / f"{vell}.md").read_text("utf-8")
    assert "Ada Vell" in page
    assert "noindex" in page
    assert '"facets"' not in page
    for name in ("people/index.md", "subjects.csv"):
        assert vell not in (project.pages / name).read_text("utf-8")
    assert "Ada Vell" not in (project.pages / ".home.md").read_text("utf-8").partition("or-names")[2]


WRONG = [
    ("p-00000000: {private: maybe}", "private can't be “maybe”"),
    ("o-00000000: {private: unnamed}", "“private” is not anything that can be said here"),
    ("f-00000000: {private: unnamed}", "“private” is not anything that can be said here"),
]


@pytest.mark.parametrize(("yaml", "what"), WRONG)
def test_private_is_checked_when_it_is_read(yaml: str, what: str) -> None:
    with pytest.raises(OnrecordError, match=what):
        editfile.loads(yaml.encode(), "t.edits.yml")


NAMES = [
    # (who else is on the record, the names that are withheld)
    ((), {"Ada Vell", "Ada", "Vell"}),
    (("Tom Vell",), {"Ada Vell", "Ada"}),  # a parent's name is not taken away
]


@pytest.mark.parametrize(("others", "names"), NAMES)
def test_a_name_that_others_bear_stays(others: tuple[str, ...], names: set[str]) -> None:
    hidden = SubjectItem(id="p-1", kind="person", name="Ada Vell", private="unnamed")
    more = tuple(SubjectItem(id=f"p-{k}", kind="person", name=name) for k, name in enumerate(others, 2))
    made = Record(source=MACHINE.source, text=MACHINE.text, subjects=(hidden, *more))
    assert set(withholding.names([made])["p-1"]) == names


ROWS = [(section, row) for section, rows in lexicon.table("people", lexicon.Words).items() for row in rows]


@pytest.mark.parametrize(("section", "row"), ROWS, ids=[f"{section}: {row.words[0]}" for section, row in ROWS])
def test_rows(section: str, row: lexicon.Words) -> None:
    """Every row's example, written by an editor, breaks a rule, but for that of the proceedings."""
    subject = SubjectItem(id="p-1", kind="person", name="Dana Oakley")
    fact = Fact(id="f-1", text=row.example, span=Span(0, 1), status="reported")
    shown = Record(source=MACHINE.source, text=MACHINE.text, subjects=(subject,), facts=(fact,))
    machine = Record(source=MACHINE.source, text=MACHINE.text, subjects=(subject,))
    assert bool(list(fairness.people([shown], [machine]))) == (section != "proceedings")
