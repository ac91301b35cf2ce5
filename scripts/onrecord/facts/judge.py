"""How likely a statement holds up to a careful reader: a logistic model over its form and what speaks against it.

The model is a list of whole numbers (hundredths of a logit) in `lexicon/facts.json`; a feature's place in the list is
the CRC-32 of its name, so the file holds no words. `tests/bench/facts_train.py` makes it from statements that were read
beside their articles. Sums of whole numbers are exact: the same text gives the same result on every machine.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal
from zlib import crc32

import msgspec

from onrecord.facts.clauses import CLAUSAL, mark_of, negated
from onrecord.facts.context import FIRST
from onrecord.facts.words import light, words
from onrecord.lexicon import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from onrecord.facts.clauses import Clause
    from onrecord.facts.context import Context
    from onrecord.facts.pieces import Draft
    from onrecord.facts.standing import Standing

Kind = Literal["spoken", "once", "nominal", "told"]
"""What a statement is, as far as the judge asks: somebody's word, a thing that happens but once or a step of a charge,
what somebody is, or what else happened."""
SIZE = 1 << 14
TABLES = (
    "events", "states", "stative", "once", "lasting acts", "judging", "motion", "figures", "inward", "reporting",
    "happenings", "denying", "charged", "arrested", "leaving",
)  # fmt: skip
"""Tables of verbs."""
NOUNS = (
    "acts",
    "plans",
    "papers",
    "documents",
    "offices",
    "posts",
    "empty nouns",
    "offences",
    "charges",
    "relations",
    "unique",
)
"""Tables of nouns."""
OBJECTS = frozenset({"dobj", "attr", "acomp", "oprd", "dative", "xcomp", "ccomp"})
STEPS = (2, 4, 6, 8, 11, 15, 20, 30, 45)
"""Lengths are told apart in these steps."""


class Model(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All in hundredths of a logit. `nominal`, `told` and `doubted` are what a statement needs at least: one that says
    what somebody is, one that tells what happened, and one that something speaks against."""

    about: str
    nominal: int
    told: int
    doubted: int
    weights: tuple[int, ...]


@cache
def model() -> Model:
    """The trained weights."""
    return msgspec.json.decode((FOLDER / "facts.json").read_bytes(), type=Model)


def holds(places: Sequence[int], kind: Kind, against: Sequence[str]) -> bool:
    """Whether a statement with these features is likely enough to hold up.

    Where nothing speaks against it, what somebody says is always told (the judge can't tell good from bad there, and
    without an allegation its denial would stand alone), and so is what happens but once.
    """
    found = model()
    if against:
        needed = found.doubted
    elif kind in {"spoken", "once"}:
        return True
    else:
        needed = found.nominal if kind == "nominal" else found.told
    return sum(found.weights[k] for k in places) >= needed


def features(clause: Clause, draft: Draft, how: Standing, context: Context, against: Sequence[str]) -> list[int]:
    """The places of a statement's features in the list of weights. `against` are the misgivings about it.

    Each feature counts by itself and with the kind of statement, and apart for statements that nothing speaks against:
    most of the others are bad, and what they have in common would weigh on these.
    """
    kind: str = "is" if clause.nominal else how.status
    kind = kind if against else f"clean {kind}"
    found: dict[int, None] = {}
    for name in _names(_View(clause, draft, how, context), against):
        shared = name if against else f"clean {name}"
        found[crc32(shared.encode()) % SIZE] = None
        found[crc32(f"{kind}|{name}".encode()) % SIZE] = None
    return list(found)


def _names(view: _View, against: Sequence[str]) -> Iterator[str]:
    yield "all"
    yield f"against#{min(len(set(against)), 6)}"
    for one in dict.fromkeys(against):
        yield f"m={one}"
        yield f"m={one.split(' ')[0]}…"
    yield from view.predicate()
    yield from view.subject()
    yield from view.objects()
    yield from view.words_in_it()
    yield from view.told_before()
    yield from view.left_off()
    yield from view.sentence()
    yield from view.vouching()


def _step(n: int) -> str:
    return str(next((s for s in STEPS if n <= s), STEPS[-1] + 1))


class _View:
    """One statement, asked for its features."""

    def __init__(self, clause: Clause, draft: Draft, how: Standing, context: Context) -> None:
        self.clause, self.draft, self.how, self.context = clause, draft, how, context
        self.doc, self.cast, self.verb = context.doc, context.cast, clause.verb
        self.inside = set(draft.tokens)
        self.tokens = [self.doc[i] for i in draft.tokens]
        shown = [t for t in draft.timexes if t.edtf]
        self.dated = min((str(t.precision) for t in shown), default="no")
        self.placed = any(self.cast.subjects[k].kind == "place" for k in draft.subjects)

    def predicate(self) -> Iterator[str]:
        """The verb, its tense, and the tables that it stands in."""
        verb, clause = self.verb, self.clause
        helpers = clause.auxiliaries
        tense = verb.tag_ + "/" + " ".join(t.lemma_.lower() for t in helpers)
        yield f"form={clause.form}"
        yield f"v={verb.lemma_}"
        yield f"v={verb.lemma_}/{self.dated != 'no'}"
        yield f"tense={tense}"
        yield f"dated={self.dated}/{self.placed}"
        yield f"tense={tense}/{self.dated != 'no'}"
        yield f"neg={negated(verb)}"
        yield f"prt={next((t.lower_ for t in verb.children if t.dep_ == 'prt'), '')}"
        for table in TABLES:
            if verb.lemma_ in words(table):
                yield f"vt={table}"
                yield f"vt={table}/{self.dated != 'no'}"
        if verb.lemma_ in light():
            yield "vt=light"
        yield f"dep={verb.dep_}"
        yield f"mark={mark_of(verb)}"

    def _who(self, token: Token) -> str:
        """What kind of subject of the text a word stands for."""
        who = self.cast.at(token.i)
        if who is None or who.subject is None:
            return "none"
        return self.cast.subjects[who.subject].kind + ("" if who.sure else "?")

    def subject(self) -> Iterator[str]:
        """Who or what it is about, and how that is named."""
        doer = self.clause.doer
        if doer is None:
            yield "s=0"
            return
        kind = self._who(doer)
        article = next((t.lower_ for t in doer.lefts if t.dep_ in {"det", "poss"}), "")
        shape = "put in" if self.draft.text.startswith("[") else "name" if doer.pos_ == "PROPN" else "noun"
        yield f"s={kind}/{shape}"
        yield f"s={kind}/{doer.tag_}"
        yield f"sd={article}/{doer.tag_}"
        yield f"se={doer.ent_type_}"
        if doer.pos_ != "PROPN":
            yield f"sl={doer.lemma_.lower()}"
        full = self.cast.name_span(doer.i)
        yield f"sn={min(full[1] - full[0], 4) if full else 0}/{shape}"
        yield f"sv={kind}/{self.verb.lemma_}"

    def objects(self) -> Iterator[str]:
        """What stands behind the verb: objects and phrases."""
        verb, found = self.verb, []
        for token in verb.rights:
            if token.i not in self.inside:
                continue
            if token.dep_ in OBJECTS:
                article = next((t.lower_ for t in token.lefts if t.dep_ in {"det", "poss", "nummod"}), "")
                below = " ".join(sorted({t.dep_ for t in token.children if t.i in self.inside} & BELOW))
                found.append(token.dep_)
                yield f"o={token.dep_}/{token.tag_}"
                yield f"oa={token.dep_}/{article}/{below}"
                yield f"ol={token.lemma_.lower()}"
                yield f"vo={verb.lemma_}/{token.lemma_.lower()}"
                yield f"ow={self._who(token)}/{token.dep_}"
                for table in NOUNS:
                    if token.lemma_ in words(table):
                        yield f"ot={table}/{self.dated != 'no'}"
            elif token.dep_ in {"prep", "agent"}:
                found.append("prep")
                inner = next((t for t in token.children if t.dep_ == "pobj"), None)
                yield f"p={token.lower_}"
                yield f"vp={verb.lemma_}/{token.lower_}"
                if inner is not None:
                    yield f"pp={token.lower_}/{inner.pos_}/{self._who(inner)}"
        yield "frame=" + " ".join(sorted(found))
        yield f"vf={verb.lemma_}/" + " ".join(sorted(set(found)))

    def words_in_it(self) -> Iterator[str]:
        """The words of the statement itself."""
        text, tokens = self.draft.text, self.tokens
        yield f"n={_step(len(text.split()))}"
        yield f"brackets={min(text.count('['), 4)}"
        yield f"names={min(len(set(self.draft.subjects)), 4)}"
        yield f"proper={_step(sum(t.pos_ == 'PROPN' for t in tokens))}"
        yield f"numbers={min(sum(t.like_num for t in tokens), 3)}"
        said = sum(self.cast.quoted(t.i) for t in tokens)
        yield f"quoted={4 * said // max(1, len(tokens))}"
        yield f"last={tokens[-1].dep_}/{tokens[-1].pos_}"
        yield f"first={tokens[0].pos_}/{text[0] == '['}"
        yield f"completed={min(len(self.draft.completed), 2)}"
        for token in tokens:
            if token.pos_ in {"ADJ", "ADV"} or token.tag_ in {"PRP", "PRP$", "DT", "MD", "IN", "CC", "WDT", "WP"}:
                yield f"w={token.tag_}/{token.lower_}"
            if token.pos_ == "ADJ":
                yield f"adj={token.lower_ in words('plain adjectives')}/{self.cast.quoted(token.i)}"
            if token.pos_ == "NOUN" and token.dep_ not in OBJECTS:
                yield f"nl={token.lemma_.lower()}"
            if token.pos_ == "NOUN":
                article = next((t.lower_ for t in token.lefts if t.dep_ in {"det", "poss"}), "")
                tied = any(t.i in self.inside and t.dep_ in BELOW for t in token.children)
                yield f"na={article}/{token.tag_}/{tied}"
            if token.ent_type_:
                yield f"e={token.ent_type_}"
            if token.dep_ in CLAUSAL and token != self.verb:
                yield f"c={token.dep_}/{token.tag_}"

    def told_before(self) -> Iterator[str]:
        """What goes back to words before: nouns with "the" and pronouns that a name was put in for."""
        start = self.verb.sent.start
        for token in self.tokens:
            if token.pos_ != "NOUN" or not any(t.lower_ in {"the", "both", "these", "those"} for t in token.lefts):
                continue
            tied = any(t.i in self.inside and t.dep_ in BELOW for t in token.children)
            before = self.context.told(token, start)
            yield f"the={before}/{tied}/{token.i in self.draft.completed}"
            yield f"the={token.lemma_.lower()}"
        for token in self.clause.kept:
            if token.tag_ not in {"PRP", "PRP$"} or token.i in self.inside:
                continue
            who = self.cast.at(token.i)
            if who is not None and who.subject is not None:
                yield f"pronoun={token.tag_}/{token.lower_}/{self.context.since(token, who.subject)}"

    def left_off(self) -> Iterator[str]:
        """What the clause has in the text that the statement has not."""
        missing = [t for t in self.verb.subtree if t.i not in self.inside and not t.is_punct and not t.is_space]
        yield f"off={_step(len(missing))}"
        yield f"dropped={_step(len(self.draft.dropped))}"
        for token in self.verb.children:
            if token.i not in self.inside and not token.is_punct:
                yield f"offd={token.dep_}/{token.lower_ if token.dep_ in {'prep', 'advmod', 'cc'} else token.pos_}"
                if token.dep_ == "advcl":
                    yield f"offm={mark_of(token)}/{token.tag_}"
        for i in self.draft.dropped:
            yield f"drop={self.doc[i].dep_}/{self.doc[i].head.pos_}"

    def sentence(self) -> Iterator[str]:
        """The sentence that it was cut from."""
        sentence = self.verb.sent
        root = sentence.root
        yield f"at={_step(self.verb.i - sentence.start)}/{self.clause.form}"
        yield f"root={root == self.verb}/{root.lemma_ in words('reporting')}/{root.pos_}"
        opens = next((t for t in sentence if t.is_alpha), sentence[0])
        yield f"opens={opens.lower_ if opens.tag_ in {'CC', 'RB', 'IN'} else opens.pos_}"
        yield f"we={any(t.lower_ in FIRST and not self.cast.quoted(t.i) for t in sentence)}"
        yield f"head={self.verb.head.lemma_ if self.verb.dep_ in {'advcl', 'ccomp', 'conj', 'relcl'} else ''}"
        yield f"personal={self.context.personal}"
        yield f"here={any(t.lower_ in HERE and t.i in self.inside for t in sentence)}"

    def vouching(self) -> Iterator[str]:
        """Who says so."""
        yield f"by={len(self.how.by)}/{self.how.status}"
        yield f"doubts={len(self.how.doubts)}"
        for who in self.how.by:
            kind = self.cast.subjects[who.subject].kind if who.subject is not None else "none"
            yield f"who={kind}/{who.sure}"


BELOW = frozenset({"prep", "relcl", "acl", "compound", "amod", "poss", "nmod", "nummod", "appos"})
"""What may tell which one a noun means."""
HERE = frozenset({"here", "now", "today", "so", "this", "these", "such", "there", "then", "ago", "recently"})
"""Words that point to where and when somebody speaks."""
