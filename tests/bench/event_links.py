"""Dated events from TimeML's links: `python tests/bench/event_links.py FOLDER > CORPUS.jsonl`.

FOLDER holds .tml files with TLINKs (TimeBank, AQUAINT). An event that a link puts inside a calendar date (a day, month
or year; the finest, where there are several) has that date; all others are left out. All events of a text make one
timeline. The result is in the form that `event_dates.py` reads, so that `anchors.py score` can count it.
"""

from __future__ import annotations

import json
import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

CALENDAR = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
INSIDE = frozenset({"IS_INCLUDED", "SIMULTANEOUS", "IDENTITY", "DURING", "BEGINS", "ENDS", "BEGUN_BY", "ENDED_BY"})
"""Relations of an event to a time, seen from the event, that give it the time's date."""
TURNED = {"INCLUDES": "IS_INCLUDED", "IS_INCLUDED": "INCLUDES", "DURING": "DURING_INV", "DURING_INV": "DURING"}
"""What a relation of a time to an event is when it is seen from the event; the others of INSIDE stay what they are."""


def read(path: Path) -> dict[str, Any]:
    """One TimeML file as a document of the corpus."""
    root = ET.parse(path).getroot()
    times = {one.get("tid"): one.get("value") or "" for one in root.iter("TIMEX3")}
    instances = {one.get("eiid"): one.get("eventID") for one in root.iter("MAKEINSTANCE")}
    dates: dict[str | None, list[str]] = {}
    for link in root.iter("TLINK"):
        event, value = _placed(link, instances, times)
        if CALENDAR.fullmatch(value):
            dates.setdefault(event, []).append(value)
    text, spans = _text(root.find("TEXT"))
    published = root.find("./DCT/TIMEX3")
    return {
        "id": path.stem,
        "text": text,
        "dct": (published.get("value") or "")[:10] if published is not None else "",
        "sentences": [[m.start(), m.end()] for m in re.finditer(r"[^\n]+", text) if m.group().strip()],
        "events": [
            {"start": start, "end": end, "date": max(dates[event], key=len), "timelines": [["all", 0]]}
            for event, (start, end) in spans.items()
            if event in dates
        ],
    }


def _placed(link: ET.Element, instances: dict[str | None, str | None], times: dict[str | None, str]) -> Any:
    """The event of a link and the value of the time that it lies in; "" where it lies in none."""
    relation = link.get("relType", "")
    if link.get("eventInstanceID") and link.get("relatedToTime"):
        event, time = link.get("eventInstanceID"), link.get("relatedToTime")
    elif link.get("timeID") and link.get("relatedToEventInstance"):
        event, time = link.get("relatedToEventInstance"), link.get("timeID")
        relation = TURNED.get(relation, relation)
    else:
        return None, ""
    return instances.get(event), times.get(time, "").split("T")[0] if relation in INSIDE else ""


def _text(node: ET.Element | None) -> tuple[str, dict[str | None, tuple[int, int]]]:
    """The text of an element, and the spans of the events in it."""
    parts: list[str] = []
    spans: dict[str | None, tuple[int, int]] = {}
    length = 0

    def walk(one: ET.Element) -> None:
        nonlocal length
        start = length
        parts.append(one.text or "")
        length += len(parts[-1])
        for child in one:
            walk(child)
            parts.append(child.tail or "")
            length += len(parts[-1])
        if one.tag == "EVENT":
            spans[one.get("eid")] = (start, length)

    if node is not None:
        walk(node)
    return "".join(parts), spans


def main(folder: str) -> None:
    """Write the corpus, a document a line. Texts without a day of publication are left out."""
    for path in sorted(Path(folder).glob("*.tml")):
        document = read(path)
        if re.fullmatch(r"\d{4}-\d\d-\d\d", document["dct"]):
            print(json.dumps(document, ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1])
