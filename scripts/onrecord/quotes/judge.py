"""How likely a candidate is an attribution: a logistic model over what the syntax and the word tables say of it.

The model is a list of whole numbers (hundredths of a logit) in `lexicon/attribution.json`; a feature's place in the
list is the CRC-32 of its name, so the file holds no words. `tests/bench/attribution_train.py` makes it from
annotated articles. Sums of whole numbers are exact: the same text gives the same result on every machine.
"""

from __future__ import annotations

import math
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING
from zlib import crc32

import msgspec

from onrecord.lexicon import FOLDER
from onrecord.quotes.frames import Candidate, candidates
from onrecord.quotes.speakers import RELATIVE, speaker
from onrecord.quotes.words import cue_row

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from onrecord.quotes.tree import Tree

SIZE = 1 << 16
PREDICATES = frozenset({"VERB", "AUX", "NOUN", "ADJ", "PROPN"})


class Model(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`weights` and `threshold` in hundredths of a logit."""

    about: str
    threshold: int
    weights: tuple[int, ...]


@cache
def model() -> Model:
    """The trained weights."""
    return msgspec.json.decode((FOLDER / "attribution.json").read_bytes(), type=Model)


def chosen(tree: Tree, taken: Set[int]) -> list[tuple[Candidate, float]]:
    """The likeliest candidate of each predicate, where it clears the threshold, with its probability; likeliest first.

    `taken` are quotations that are direct speech: what stands inside them is not read. The same words are given to one
    cue only, the likelier; and a cue inside another's content must be likelier than one that stands free.
    """
    weights, threshold = model().weights, model().threshold
    best: list[tuple[int, Candidate]] = []
    for i in predicates(tree, taken):
        base = tuple(cue_features(tree, i))
        scored = [(sum(weights[f] for f in features(tree, c, base)), c) for c in candidates(tree, i) if _whole(tree, c)]
        top = max(scored, key=itemgetter(0), default=None)
        if top is not None and top[0] >= threshold - _leniency(tree, top[1]):
            best.append(top)
    out: list[tuple[Candidate, float]] = []
    owner: dict[int, list[int]] = {}
    for score, c in sorted(best, key=lambda pair: (-pair[0], pair[1].cue)):
        if _leniency(tree, c) != OWNED and not _stands(out, owner, c, score - threshold):
            continue
        for a, b in c.pieces:
            for i in range(a, b + 1):
                owner.setdefault(i, []).append(len(out))
        out.append((c, 1 / (1 + math.exp(-score / 100))))
    return out


def _whole(tree: Tree, c: Candidate) -> bool:
    """Whether a cue inside quotation marks has its content inside the same marks: words said give no others away."""
    marks = tree.quoted[c.cue]
    return marks < 0 or all(tree.quoted[i] == marks for a, b in c.pieces for i in range(a, b + 1))


def _stands(out: list[tuple[Candidate, float]], owner: dict[int, list[int]], c: Candidate, margin: int) -> bool:
    """Whether a candidate stands beside those chosen before; `owner` tells which of them hold a token.

    "According to" may hold another attribution whole: it reports it.
    """
    reports = {n for n in owner.get(c.cue, ()) if out[n][0].frame == "according"}
    if len(reports) > NESTED:
        return False
    rivals = {n for a, b in c.pieces for i in range(a, b + 1) for n in owner.get(i, ())} - reports
    if c.frame != "according" and any(_same(out[n][0], c) for n in rivals):
        return False
    return len(reports) == len(owner.get(c.cue, ())) or margin >= INSIDE


NESTED = 3
"""So many "according to" may hold one another: without a bound, a row of them would each hold all others."""

INSIDE = 200
"""What a cue inside another's content must have more, in hundredths of a logit."""

SERIOUS = 100
"""What a cue of denial, allegation, admission or promise may have less: to miss a denial is worse than to find one
more attribution."""

MARKED = 70
"""What a cue may have less whose content has words in quotation marks."""

OWNED = 300
"""What a noun or an adjective of the word table may have less where it has a speaker and a clause with "that": "the
company's denial that …", "she is adamant that …". Annotators mark these by half; a reader takes them all for speech."""


def _leniency(tree: Tree, c: Candidate) -> int:
    row = cue_row(tree.lemma[c.cue], tree.pos[c.cue])
    if row is None:
        return _marked(tree, c)
    clause = c.frame.startswith(("noun-acl", "noun-ccomp", "noun-relcl", "adj-"))
    if clause and tree.lower[c.pieces[0][0]] == "that" and speaker(tree, c.cue):
        return OWNED
    return SERIOUS if row.stance in ("denied", "alleged", "admitted", "promised") else _marked(tree, c)


def _marked(tree: Tree, c: Candidate) -> int:
    """Words in quotation marks are somebody's more often than not."""
    if tree.quoted[c.cue] >= 0:
        return 0
    return MARKED if any(tree.quoted[i] >= 0 for a, b in c.pieces for i in range(a, b + 1)) else 0


def _same(one: Candidate, two: Candidate) -> bool:
    """Whether two contents share more than half of their tokens."""
    first = {i for a, b in one.pieces for i in range(a, b + 1)}
    second = {i for a, b in two.pieces for i in range(a, b + 1)}
    return 2 * len(first & second) > len(first | second)


def predicates(tree: Tree, taken: Set[int]) -> Iterator[int]:
    """The words that could be cues."""
    for i in range(tree.size):
        if tree.pos[i] in PREDICATES and tree.paragraph[i] >= 0 and tree.quoted[i] not in taken:
            if tree.pos[i] == "AUX" and tree.dep[i] in ("aux", "auxpass"):
                continue
            yield i


def features(tree: Tree, c: Candidate, base: tuple[str, ...]) -> list[int]:
    """The places of a candidate's features in the list of weights."""
    frame = c.frame
    out = [crc32((frame + name).encode()) % SIZE for name in base]
    out += [crc32(name.encode()) % SIZE for name in base[:CUE_ALONE]]
    out += [crc32(name.encode()) % SIZE for name in content_features(tree, c)]
    return out


CUE_ALONE = 12
"""So many of the first features of a cue count by themselves, too, not with the frame alone."""


def cue_features(tree: Tree, i: int) -> Iterator[str]:
    """What is said of the predicate and its speaker."""
    lemma, pos = tree.lemma[i], tree.pos[i]
    row = cue_row(lemma, pos)
    children = tree.children[i]
    heads = speaker(tree, i)
    who = _who(tree, heads)
    deps = {tree.dep[c] for c in children}
    sense = row.sense if row else "-"
    yield "l=" + lemma
    yield "s=" + sense
    yield "w=" + who
    yield "t=" + tree.tag[i]
    yield "d=" + tree.dep[i]
    yield f"lw={lemma}/{who}"
    yield "neg" if "neg" in deps else "pos"
    yield "aux=" + next((tree.lower[c] for c in children if tree.dep[c] == "aux"), "")
    yield "pass" if "auxpass" in deps else "act"
    yield f"lh={tree.lemma[tree.head[i]]}/{tree.dep[i]}"
    yield "prt=" + next((tree.lower[c] for c in children if tree.dep[c] == "prt"), "")
    yield f"lt={lemma}/{tree.tag[i]}"
    yield "sw=" + sense + who
    yield "deps=" + " ".join(sorted(deps & {"dobj", "ccomp", "xcomp", "prep", "dative", "advcl", "oprd", "acomp"}))
    yield "q" if tree.quoted[i] >= 0 else "nq"
    yield "title" if tree.paragraph[i] == 0 else "body"
    yield "sub=" + next((tree.lower[c] for c in children if tree.dep[c] in ("mark", "advmod") and c < i), "")


def _who(tree: Tree, heads: tuple[int, ...]) -> str:
    """What kind of speaker: a pronoun by itself, else the entity type or the part of speech."""
    if not heads:
        return "none"
    h = heads[0]
    if tree.pos[h] == "PRON":
        return tree.lower[h]
    if tree.tag[h] in RELATIVE:
        return "rel"
    kind = tree.entity[h] or tree.tag[h]
    return kind + ("/rel" if len(heads) > 1 else "")


def content_features(tree: Tree, c: Candidate) -> Iterator[str]:
    """What is said of the content, and of it together with the cue."""
    frame, lemma, k = c.frame, tree.lemma[c.cue], c.content
    first, last = c.pieces[0][0], c.pieces[-1][1]
    size = sum(b - a + 1 for a, b in c.pieces)
    bucket = str(min(size, 4)) if size < 5 else "5" if size < 8 else "8" if size < 15 else "15" if size < 30 else "30"
    side = "L" if last < c.cue else "R" if first > c.cue else "M"
    mark = next((tree.lower[m] for m in tree.children[k] if tree.dep[m] == "mark"), "")
    link = tree.lower[c.link] if c.link >= 0 else ""
    has_subject = any(tree.dep[m] in ("nsubj", "nsubjpass", "expl") for m in tree.children[k])
    quoted = any(tree.quoted[i] >= 0 for i in range(first, min(last, first + 40) + 1))
    yield f"F={frame}"
    yield f"Fz={frame}/{bucket}"
    yield f"Fl={frame}/{side}"
    yield f"Fm={frame}/{mark}/{has_subject}"
    yield f"Flm={lemma}/{mark}{link}"
    yield f"Fk={frame}/{tree.tag[k]}"
    yield f"Fkl={frame}/{tree.lemma[k]}"
    yield f"kl={tree.lemma[k]}"
    yield f"lkl={lemma}/{tree.lemma[k]}"
    yield f"F1={frame}/{tree.lower[first]}"
    yield f"l1={lemma}/{tree.lower[first]}"
    yield f"Fp={frame}/{link}"
    yield f"Fq={frame}/{quoted}"
    yield f"lq={lemma}/{quoted}"
    yield f"gap={min(abs(first - c.cue), 9) if side == 'R' else 'L'}/{frame}"
    yield f"ek={frame}/{tree.entity[k]}"
    row = cue_row(lemma, tree.pos[c.cue])
    sense = row.sense if row else "-"
    yield f"sq={sense}/{quoted}/{side}/{bucket}"
    yield f"sF={sense}/{frame}/{tree.pos[k]}/{tree.pos[c.cue]}"
