"""Train the judge of facts: facts_train.py FOLDER … [--cross N] [--out FILE]

The FOLDERs hold the plain texts (`*.txt`) or TimeML files (`*.tml`) that the statements of `facts_read.tsv` were read
beside. A row of that sheet names a file by the SHA-256 of its bytes, the place and the form of a clause, the statement
by its CRC-32, and what the readers said: G holds up, M they wavered, B it does not, with why (I incomplete, J a
judgement or a figure of speech, C cut or parsed wrongly, T sense changed, N wrong name or speaker, D wrong date, S says
nothing). No words of any text are in it. Statements that are made otherwise today are passed over and counted.

Logistic regression with L2 on hashed features, by accelerated gradient descent; M counts as half. To measure, every
article is judged by a model that has not seen it (N folds). The result is `lexicon/facts.json`. Same folder, same file.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import msgspec
import numpy as np
import numpy.typing as npt

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))
sys.path.insert(0, str(Path(__file__).parent))

from articles import source  # noqa: E402

from onrecord import extract  # noqa: E402
from onrecord.facts import Candidate, Left, judge, tells_of_dispute  # noqa: E402
from onrecord.facts.judge import SIZE, Bars, Kind, Model, bar  # noqa: E402
from onrecord.lexicon import FOLDER  # noqa: E402

SHEET = Path(__file__).with_name("facts_read.tsv")
PENALTY, STEPS = 20.0, 200
WORTH = {"G": 1.0, "M": 0.5, "B": 0.0}
PLAIN = Bars(
    side=150,
    voiced=145,
    spoken=190,
    once=225,
    nominal=220,
    told=235,
    doubted_spoken=225,
    doubted_nominal=180,
    doubted_told=240,
)
BARS = Model(
    "Weights of the judge of facts; made by tests/bench/facts_train.py, see scripts/onrecord/facts/judge.py",
    plain=PLAIN,
    disputed=Bars(
        side=None,
        voiced=None,
        spoken=30,
        once=None,
        nominal=190,
        told=175,
        doubted_spoken=220,
        doubted_nominal=200,
        doubted_told=300,
    ),
    weights=(0,) * SIZE,
)
"""The model without its weights."""

Floats = npt.NDArray[np.float64]


class Read(NamedTuple):
    """A statement that was read: the article it is of, its form, and how good readers found it (0 to 1)."""

    article: str
    form: str
    kind: Kind
    doubted: bool
    disputed: bool
    features: tuple[int, ...]
    worth: float

    def holds(self, score: float) -> bool:
        """Whether it would be published."""
        needed = bar(BARS.disputed if self.disputed else BARS.plain, self.kind, self.doubted)
        return needed is None or score >= needed


def sheet(path: Path = SHEET) -> dict[tuple[str, int, str, int], list[str]]:
    """The verdicts of each statement that was read."""
    found: dict[tuple[str, int, str, int], list[str]] = defaultdict(list)
    for line in path.read_text("utf-8").splitlines():
        article, head, form, words, verdict = line.split("\t")
        found[article, int(head), form, int(words, 16)].append(verdict)
    return found


def examples(folders: list[Path]) -> tuple[list[Read], int]:
    """What the articles of the sheet give today, with its verdicts, and how many verdicts fit no statement any more."""
    verdicts = sheet()
    articles = {key[0] for key in verdicts}
    rows, met = [], set()
    paths = [path for folder in folders for path in sorted(folder.iterdir()) if path.suffix in {".txt", ".tml"}]
    for path in paths:
        name = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        if name not in articles:
            continue
        tried: list[Candidate | Left] = []
        extract.find(source(path, "open"), tried)
        made = [one for one in tried if isinstance(one, Candidate)]
        disputed = tells_of_dispute(made)
        for one in made:
            statement = one.made.statement
            key = (name, statement.head.start, one.form, crc32(statement.text.encode()))
            if key in verdicts and key not in met:
                met.add(key)
                worth = float(np.mean([WORTH[v[0]] for v in verdicts[key]]))
                rows.append(Read(name, one.form, one.kind, bool(one.against), disputed, one.features, worth))
    return rows, len(verdicts) - len(met)


def fit(rows: list[Read]) -> Floats:
    """The weights that tell good statements from bad ones best: Nesterov's method, steps of one over the curvature."""
    places = np.concatenate([row.features for row in rows])
    lengths = np.array([len(row.features) for row in rows])
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    worth = np.array([row.worth for row in rows])

    def back(residue: Floats) -> Floats:
        return np.bincount(places, weights=np.repeat(residue, lengths), minlength=SIZE).astype(np.float64)

    def forth(weights: Floats) -> Floats:
        return np.asarray(np.add.reduceat(weights[places], starts), dtype=np.float64)

    direction, norm = np.ones(SIZE), 1.0
    for _ in range(20):  # the largest curvature, by power iteration
        direction = back(forth(direction))
        norm = float(np.linalg.norm(direction))
        direction /= norm
    curvature = 0.26 * norm + PENALTY
    weights = ahead = np.zeros(SIZE)
    momentum = 1.0
    for _ in range(STEPS):
        residue = 1 / (1 + np.exp(-forth(ahead))) - worth
        step = ahead - (back(residue) + PENALTY * ahead) / curvature
        grown = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead, weights, momentum = step + (momentum - 1) / grown * (step - weights), step, grown
    return weights


def shipped(rows: list[Read]) -> Floats:
    """The weights in whole hundredths of a logit."""
    return np.asarray(np.round(100 * fit(rows)), dtype=np.float64)


def scores(rows: list[Read], weights: Floats) -> Floats:
    """The score of each statement by weights in whole hundredths of a logit, as they are shipped."""
    return np.array([weights[list(row.features)].sum() for row in rows])


def crossed(rows: list[Read], folds: int) -> Floats:
    """The score of each statement by a model that has not seen its article."""
    order = sorted({row.article for row in rows})
    fold = {article: k % folds for k, article in enumerate(order)}
    found = np.zeros(len(rows))
    for k in range(folds):
        mine = [i for i, row in enumerate(rows) if fold[row.article] == k]
        found[mine] = scores([rows[i] for i in mine], shipped([r for r in rows if fold[r.article] != k]))
    return found


def table(rows: list[Read], found: Floats) -> None:
    """Print what would be published, and how good readers found it."""
    worth = np.array([row.worth for row in rows])
    nominal = np.array([row.form in {"apposition", "title"} for row in rows])
    kept = np.array([row.holds(float(score)) for row, score in zip(rows, found, strict=True)])
    print(f"{len(rows)} statements read, {np.mean(worth == 1):.3f} hold up; of those published by the threshold:")
    for name, group in (("all", nominal | True), ("who somebody is", nominal), ("done or said", ~nominal)):
        mine = group & kept
        good, bad = (worth[mine] > WORTH["M"]).mean(), (worth[mine] < WORTH["M"]).mean()
        print(f"{name:16} {mine.sum():5}  hold up {good:.3f}  wavering {1 - good - bad:.3f}  bad {bad:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--cross", type=int, default=8, metavar="N")
    parser.add_argument("--out", type=Path, default=FOLDER / "facts.json")
    options = parser.parse_args()
    try:
        judge.model()
    except (OSError, msgspec.DecodeError):  # none yet, or one of another form
        (FOLDER / "facts.json").write_bytes(msgspec.json.encode(BARS))
    rows, gone = examples(options.folders)
    if not rows:
        sys.exit("None of the articles that were read is in these folders.")
    print(f"{gone} verdicts are of statements that are made otherwise today")
    found = crossed(rows, options.cross)
    table(rows, found)
    weights = shipped(rows).astype(int)
    model = msgspec.structs.replace(BARS, weights=tuple(weights.tolist()))
    options.out.write_bytes(msgspec.json.encode(model) + b"\n")
    print(f"{int((weights != 0).sum())} weights, written to {options.out}")


if __name__ == "__main__":
    main()
