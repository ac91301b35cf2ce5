"""An article of a corpus as a source, for measuring: its day is read off the file's name."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from lxml import etree

from onrecord import text
from onrecord.model import Metadata, Source

DAY = re.compile(r"_(\d{4})-(\d\d)-(\d\d)_")


def source(path: Path, rights: str) -> Source:
    """The article in a plain text or a TimeML file.

    The first line of a plain text is its title, and its name may hold its day (paper_2031-05-14_title.txt).
    """
    if path.suffix == ".tml":
        body, published = _timeml(path)
    else:
        body, day = path.read_text("utf-8"), DAY.search(path.name)
        published = date(*map(int, day.groups())) if day else None
    title = next((line.strip() for line in body.split("\n") if line.strip()), path.stem)
    lines = text.layout(body, title=title)
    meta = Metadata(slug="article", title=title, publisher=path.name.split("_")[0], published=published, rights=rights)
    return Source(meta=meta, text=body, paragraphs=lines.paragraphs, furniture=lines.furniture, headings=lines.headings)


def _timeml(path: Path) -> tuple[str, date | None]:
    """The words of a TimeML file without their marks, and its day."""
    root = etree.fromstring(path.read_bytes())
    words = "".join(root.find("TEXT").itertext())
    value = root.find("DCT/TIMEX3").get("value", "")[:10]
    return words, date.fromisoformat(value) if len(value) == len("2031-05-14") else None
