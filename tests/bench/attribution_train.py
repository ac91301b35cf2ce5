"""Train the judge of indirect speech: attribution_train.py FOLDER [--hold-out N] [--out FILE]

FOLDER holds text/*.txt and attributions/*.ann (brat standoff with Source, Cue and Content, as PolNeAR is published);
the first annotator of an article counts. With --hold-out 6 every sixth article is left out, to measure on. The result
is `lexicon/attribution.json`: weights of hashed features, no words. Same folder, same file.

Logistic regression, Adagrad over shuffled batches (fixed seed), L2, the mean of the second half of the epochs.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from onrecord import language, text  # noqa: E402
from onrecord.lexicon import FOLDER  # noqa: E402
from onrecord.marks import quotations  # noqa: E402
from onrecord.model import Span  # noqa: E402
from onrecord.quotes import judge  # noqa: E402
from onrecord.quotes.direct import place  # noqa: E402
from onrecord.quotes.frames import candidates  # noqa: E402
from onrecord.quotes.judge import SIZE, Model  # noqa: E402
from onrecord.quotes.tree import Tree  # noqa: E402
from onrecord.quotes.utterances import is_headline  # noqa: E402

THRESHOLD = -100
EPOCHS, RATE, PENALTY, BATCH = 8, 0.08, 0.1, 256
MATCH = 0.5

Characters = frozenset[int]


def read_annotations(path: Path) -> list[tuple[Characters, Characters]]:
    """Cue and content of each attribution of an .ann file, as the code points that they cover."""
    spans: dict[str, Characters] = {}
    events: list[list[list[str]]] = []
    for line in path.read_bytes().decode("utf-8").split("\n"):
        fields = line.split("\t")
        if re.fullmatch(r"T\d+", fields[0]):
            _, _, places = fields[1].partition(" ")
            ends = [[int(x) for x in piece.split()] for piece in places.split(";")]
            spans[fields[0]] = frozenset(i for start, end in ends for i in range(start, end))
        elif re.fullmatch(r"E\d+", fields[0]):
            events.append([role.split(":") for role in fields[1].split()])
    found = []
    for roles in events:
        cue = [spans[i] for role, i in roles if role == "Cue"]
        content = [spans[i] for role, i in roles if role.startswith("Content")]
        found.append((frozenset[int]().union(*cue), frozenset[int]().union(*content)))
    return found


def articles(folder: Path, hold_out: int) -> Iterator[tuple[str, list[tuple[Characters, Characters]]]]:
    """Text and annotations of each article to train on."""
    annotated: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        annotated.setdefault(path.stem.rpartition("_")[0], path)
    for number, path in enumerate(sorted((folder / "text").glob("*.txt"))):
        if path.stem in annotated and not (hold_out and number % hold_out == 0):
            yield path.read_bytes().decode("utf-8"), read_annotations(annotated[path.stem])


def examples(body: str, gold: list[tuple[Characters, Characters]]) -> Iterator[tuple[list[int], bool]]:
    """Features of each candidate of a text, and whether an annotator marked it.

    Of several candidates of one cue that match, the best alone counts, the others are left out.
    """
    paragraphs = text.layout(body).paragraphs
    marks = quotations(body, paragraphs)
    tree = Tree(language.parse(body, paragraphs), paragraphs, marks)
    placed = place(tree, marks)
    taken = {p.number for p in placed} | {n for n, q in enumerate(marks) if is_headline(body, q)}
    spoken = {p.voice.cue for p in placed if p.voice}
    letters = [i for i, char in enumerate(body) if char.isalnum()]
    kept = frozenset(letters)
    for i in judge.predicates(tree, taken):
        if i in spoken:
            continue
        base = tuple(judge.cue_features(tree, i))
        contents = [content & kept for cue, content in gold if tree.start[i] in cue]
        scored = []
        for c in candidates(tree, i):
            spans = [Span(tree.start[a], tree.end[b]) for a, b in c.pieces]
            covered = frozenset(k for span in spans for k in range(span.start, span.end)) & kept
            scored.append(
                (max((overlap(covered, one) for one in contents), default=0.0), judge.features(tree, c, base))
            )
        best = max((share for share, _ in scored), default=0.0)
        for share, found in scored:
            if share < MATCH or share == best:
                yield found, share >= MATCH


def overlap(one: Characters, two: Characters) -> float:
    """Intersection over union."""
    return len(one & two) / max(1, len(one | two))


def fit(rows: list[list[int]], labels: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Weights of the features; the last one is a place for the padding and stays zero."""
    width = max(map(len, rows))
    table = np.full((len(rows), width), SIZE, dtype=np.int32)
    for number, row in enumerate(rows):
        table[number, : len(row)] = row
    random = np.random.default_rng(0)
    weights, squares, mean = np.zeros(SIZE + 1), np.full(SIZE + 1, 0.01), np.zeros(SIZE + 1)
    for epoch in range(EPOCHS):
        order = random.permutation(len(rows))
        for start in range(0, len(rows), BATCH):
            batch = table[order[start : start + BATCH]]
            chance = 1 / (1 + np.exp(-np.clip(weights[batch].sum(1), -30, 30)))
            error = chance - labels[order[start : start + BATCH]]
            slope = np.bincount(batch.ravel(), np.repeat(error, width), SIZE + 1)
            seen = np.unique(batch)
            step = slope[seen] + PENALTY * weights[seen]
            squares[seen] += step * step
            weights[seen] -= RATE * step / np.sqrt(squares[seen])
            weights[SIZE] = 0
        if 2 * epoch >= EPOCHS:
            mean += weights
    return mean / (EPOCHS // 2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--hold-out", type=int, default=0)
    parser.add_argument("--out", type=Path, default=FOLDER / "attribution.json")
    given = parser.parse_args()
    rows, labels, count = [], [], 0
    for body, gold in articles(given.folder, given.hold_out):
        count += 1
        for found, right in examples(body, gold):
            rows.append(found)
            labels.append(float(right))
    weights = fit(rows, np.array(labels))
    about = (
        f"tests/bench/attribution_train.py on {count} articles, {len(rows)} candidates, {sum(labels):.0f} attributions"
    )
    trained = Model(about, THRESHOLD, tuple(round(100 * float(w)) for w in weights[:SIZE]))
    given.out.write_bytes(msgspec.json.encode(trained) + b"\n")
    print(about)


if __name__ == "__main__":
    main()
