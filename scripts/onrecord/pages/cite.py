"""An item as a citation: plain text, BibTeX, RIS and CSL-JSON.

Written here and not by a library: the four are a dozen lines each, and what libraries do well (reading them) is what
the tests use libraries for. What is cited is the item in its source; `url` is the permalink on this site where it has
one, and the original's address stands in the note.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from onrecord.pages.escape import line


@dataclass(frozen=True, slots=True)
class Citation:
    """What all formats are made of. `title` is attributed; `container` is the publisher; `note` names the original."""

    id: str
    title: str
    article: str
    container: str
    authors: tuple[str, ...]
    issued: date | None
    url: str | None
    original: str | None
    note: str
    language: str


def plain(citation: Citation, issued: str) -> str:
    """One paragraph. `issued` is the date in words."""
    parts = [
        citation.title if citation.title[-1:] in ".?!”" else citation.title + ".",
        f"In: “{citation.article}”, {citation.container}, {issued}.",
        citation.original or "",
        f"{citation.url}" if citation.url else "",
    ]
    return line(" ".join(part for part in parts if part))


_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "%": r"\%",
        "_": r"\_",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
    }
)


def bibtex(citation: Citation) -> str:
    """A BibTeX entry in UTF-8, for biber and today's BibTeX styles. Double braces keep capitals as they are."""
    fields = {
        "title": "{" + line(citation.title).translate(_LATEX) + "}",
        "author": " and ".join("{" + line(a).translate(_LATEX) + "}" for a in citation.authors),
        "journal": line(citation.container).translate(_LATEX),
        "year": f"{citation.issued.year:04d}" if citation.issued else "",
        "month": str(citation.issued.month) if citation.issued else "",
        "day": str(citation.issued.day) if citation.issued else "",
        "url": citation.url or citation.original or "",
        "note": line(citation.note).translate(_LATEX),
        "langid": citation.language,
    }
    rows = "".join(f"  {key} = {{{value}}},\n" for key, value in fields.items() if value)
    return f"@article{{{citation.id},\n{rows}}}\n"


def ris(citation: Citation) -> str:
    """A RIS record of type NEWS, with the line ends that RIS asks for."""
    rows = [("TY", "NEWS"), ("ID", citation.id), ("TI", line(citation.title))]
    rows += [("AU", line(author)) for author in citation.authors]
    rows += [("T2", line(citation.container))]
    if citation.issued:
        rows += [("PY", f"{citation.issued.year:04d}"), ("DA", citation.issued.strftime("%Y/%m/%d/"))]
    rows += [("UR", url) for url in (citation.url or citation.original,) if url]
    rows += [("N1", line(citation.note)), ("LA", citation.language), ("ER", "")]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in rows)


def csl(citation: Citation) -> dict[str, Any]:
    """A CSL-JSON item. CSL takes no EDTF: `issued` is the day of publication as date-parts."""
    item: dict[str, Any] = {
        "id": citation.id,
        "type": "article-newspaper",
        "title": line(citation.title),
        "container-title": line(citation.container),
        "language": citation.language,
        "note": line(citation.note),
    }
    if citation.authors:
        item["author"] = [{"literal": line(author)} for author in citation.authors]
    if citation.issued:
        item["issued"] = {"date-parts": [[citation.issued.year, citation.issued.month, citation.issued.day]]}
    if citation.url or citation.original:
        item["URL"] = citation.url or citation.original
    return item
