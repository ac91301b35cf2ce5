"""Third-person pronouns: which of the people named before is meant.

A small set of rules in the tradition of Lappin and Leass (1994): recency, grammatical role, agreement in gender, who
can't be meant by the sentence's structure, and whether pronoun and name stand both inside or both outside quotation
marks. Where two candidates come close, neither is chosen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from onrecord.subjects.closed import SPEECH

if TYPE_CHECKING:
    from spacy.tokens import Token

    from onrecord.subjects.words import Gender

PRONOUNS: dict[str, Gender] = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip
"""Pronouns for one person, and the gender that they ask for."""

THINGS = frozenset({"it", "its", "itself"})
FIRST = frozenset({"i", "me", "my", "mine", "myself"})

MARGIN = 12.0
"""How far the best candidate must lead to be chosen; set by reading, see docs/method/subjects.md."""
FLOOR = 22.0
REACH = 6  # sentences
BY_DISTANCE = (56.0, 40.0, 28.0, 20.0, 14.0, 10.0, 6.0)
SUBJECTS = frozenset({"nsubj", "nsubjpass"})


class Ref(msgspec.Struct, frozen=True):
    """Somebody or something spoken of at a token. `subject` counts from 0; below 0: nobody with a name."""

    token: int
    subject: int
    sentence: int
    paragraph: int
    quoted: bool
    role: Literal["subject", "owner", "other"]
    gender: Gender
    named: bool = True  # by a name, if only one that several share
    thing: bool = False  # an organisation: "it" may mean it, "she" not


def role_of(token: Token) -> Literal["subject", "owner", "other"]:
    """The grammatical role of a mention by its head token."""
    if token.dep_ in SUBJECTS or (token.dep_ in {"conj", "appos"} and token.head.dep_ in SUBJECTS):
        return "subject"
    return "owner" if token.dep_ == "poss" else "other"


def rank(pronoun: Token, here: Ref, refs: list[Ref], doc_tokens: list[Token]) -> list[tuple[float, int]]:
    """Candidates for a pronoun as (score, subject), best first. `refs` are those before it, in order."""
    best: dict[int, float] = {}
    counts: dict[int, int] = {}
    seen = 0
    for ref in reversed(refs):
        distance = here.sentence - ref.sentence
        seen += 1
        if distance > REACH or seen > 80:
            break
        if ref.thing != here.thing or not _agrees(ref.gender, here.gender):
            continue
        counts[ref.subject] = counts.get(ref.subject, 0) + 1
        if distance == 0 and _barred(pronoun, doc_tokens[ref.token]):
            continue
        score = BY_DISTANCE[distance] if distance >= 0 else 45.0
        score += {"subject": 20.0, "owner": 2.0, "other": 0.0}[ref.role]
        if ref.quoted != here.quoted:
            score -= 25.0 if ref.quoted else 8.0
        score += 8.0 if ref.paragraph == here.paragraph else 0.0
        score -= 8.0 if ref.gender == "unknown" and not ref.thing else 0.0
        score -= 12.0 if not ref.named else 0.0
        best[ref.subject] = max(best.get(ref.subject, -1.0), score)
    ranked = [(score + min(8.0, 2.0 * counts[subject]), subject) for subject, score in best.items()]
    return sorted(ranked, key=lambda pair: (-pair[0], pair[1]))


def _agrees(one: Gender, other: Gender) -> bool:
    return one == other or "unknown" in (one, other)


def _barred(pronoun: Token, name: Token) -> bool:
    """Whether the sentence's structure keeps a pronoun from meaning a name before it."""
    reflexive = pronoun.lower_.endswith("self")
    if reflexive:
        return False
    verb = pronoun.head
    while verb.dep_ in {"prep", "dative"} and verb.pos_ == "ADP":
        verb = verb.head
    if pronoun.dep_ != "poss" and name.head == verb and name.dep_ in SUBJECTS:
        return True  # "Oakley praised him": somebody else
    if (
        pronoun.dep_ != "poss"
        and verb.dep_ == "relcl"
        and any(t.tag_ == "WP" and t.dep_ in SUBJECTS for t in verb.lefts)
    ) and (verb.head == name or (verb.head.dep_ == "appos" and verb.head.head == name)):
        return True  # "Oakley, who advised her": somebody else
    if pronoun.dep_ in SUBJECTS and pronoun.head.lemma_ in SPEECH:
        node = name
        for _ in range(12):
            if node.dep_ in {"ccomp", "parataxis"} and node.head == pronoun.head:
                return True  # "Oakley will win, she said": somebody else
            if node.head == node:
                break
            node = node.head
    if pronoun.dep_ in {"dobj", "pobj", "dative"} and name.dep_ == "conj" and name.head.head == verb:
        return name.head.dep_ in SUBJECTS
    return False
