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
from onrecord.facts.context import first_person
from onrecord.facts.words import light, words
from onrecord.lexicon import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from onrecord.facts.look import Look

Kind = Literal["side", "step", "voiced", "spoken", "once", "nominal", "told"]
"""What a statement is, as far as the judge asks: an allegation or a denial; a step of a charge; words in quotation
marks, or that something was said on some day; what else somebody said; what happens but once; what somebody is; or what
else happened."""
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
BELOW = frozenset({"prep", "relcl", "acl", "compound", "amod", "poss", "nmod", "nummod", "appos"})
"""What may tell which one a noun means."""
HERE = frozenset({"here", "now", "today", "so", "this", "these", "such", "there", "then", "ago", "recently"})
"""Words that point to where and when somebody speaks."""


class Bars(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a statement needs to be told, in hundredths of a logit, by its kind; None where it is told in any case.
    `doubted_…`: what it needs where something speaks against it."""

    side: int | None
    voiced: int | None
    spoken: int
    once: int | None
    nominal: int
    told: int
    doubted_spoken: int
    doubted_nominal: int
    doubted_told: int


class Model(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What statements need in most texts (`plain`) and in a text that tells of an accusation and what became of it
    (`disputed`), and the weights of their features, all in hundredths of a logit."""

    about: str
    plain: Bars
    disputed: Bars
    weights: tuple[int, ...]


@cache
def model() -> Model:
    """The trained weights."""
    return msgspec.json.decode((FOLDER / "facts.json").read_bytes(), type=Model)


def holds(places: Sequence[int], kind: Kind, against: Sequence[str], *, disputed: bool = False) -> bool:
    """Whether a statement with these features is likely enough to hold up. `disputed`: its text tells of an
    accusation and what became of it."""
    needed = bar(model().disputed if disputed else model().plain, kind, bool(against))
    return needed is None or sum(model().weights[k] for k in places) >= needed


def bar(bars: Bars, kind: Kind, doubted: bool) -> int | None:
    """What a statement needs to be told; None where it is told in any case. `doubted`: something speaks against it.

    Where nothing does, each step of a charge is told: without the last one, the first would wrong somebody.
    """
    if doubted and kind == "nominal":
        return bars.doubted_nominal
    if doubted:
        return bars.doubted_spoken if kind in {"side", "voiced", "spoken"} else bars.doubted_told
    needed = {"side": bars.side, "step": None, "voiced": bars.voiced, "spoken": bars.spoken, "once": bars.once}
    return needed.get(kind, bars.nominal if kind == "nominal" else bars.told)


def features(look: Look, against: Sequence[str]) -> tuple[int, ...]:
    """The places of a statement's features in the list of weights. `against` are the misgivings about it.

    Each feature counts by itself and with the kind of statement, and apart for statements that nothing speaks against:
    most of the others are bad, and what they have in common would weigh on these.
    """
    kind: str = "is" if look.clause.nominal else look.how.status
    kind = kind if against else f"clean {kind}"
    found: dict[int, None] = {}
    for name in _names(look, against):
        shared = name if against else f"clean {name}"
        found[crc32(shared.encode()) % SIZE] = None
        found[crc32(f"{kind}|{name}".encode()) % SIZE] = None
    return tuple(found)


def _names(look: Look, against: Sequence[str]) -> Iterator[str]:
    yield "all"
    yield f"against#{min(len(set(against)), 6)}"
    for one in dict.fromkeys(against):
        yield f"m={one}"
        yield f"m={one.split(' ')[0]}…"
    yield from _predicate(look)
    yield from _subject(look)
    yield from _objects(look)
    yield from _words_in_it(look)
    yield from _told_before(look)
    yield from _left_off(look)
    yield from _sentence(look)
    yield from _vouching(look)


def _step(n: int) -> str:
    return str(next((s for s in STEPS if n <= s), STEPS[-1] + 1))


def _predicate(look: Look) -> Iterator[str]:
    """The verb, its tense, and the tables that it stands in."""
    verb, clause = look.clause.verb, look.clause
    helpers = clause.auxiliaries
    tense = verb.tag_ + "/" + " ".join(t.lemma_.lower() for t in helpers)
    yield f"form={clause.form}"
    yield f"v={verb.lemma_}"
    yield f"v={verb.lemma_}/{look.dated}"
    yield f"tense={tense}"
    precision = min((str(t.precision) for t in look.draft.timexes if t.edtf), default="no")
    yield f"dated={precision}/{look.placed}"
    yield f"tense={tense}/{look.dated}"
    yield f"neg={negated(verb)}"
    yield f"prt={next((t.lower_ for t in verb.children if t.dep_ == 'prt'), '')}"
    for table in TABLES:
        if verb.lemma_ in words(table):
            yield f"vt={table}"
            yield f"vt={table}/{look.dated}"
    if verb.lemma_ in light():
        yield "vt=light"
    yield f"dep={verb.dep_}"
    yield f"mark={mark_of(verb)}"


def _opening(noun: Token, *more: str) -> str:
    """The article or owner that opens a noun phrase, or (`more`) another such word; empty where there is none."""
    return next((t.lower_ for t in noun.lefts if t.dep_ in {"det", "poss", *more}), "")


def _below(look: Look, token: Token) -> set[str]:
    """How what may tell which one is meant hangs on a word of the statement."""
    return {t.dep_ for t in token.children if t.i in look.inside} & BELOW


def _who(look: Look, token: Token) -> str:
    """What kind of subject of the text a word stands for."""
    who = look.cast.at(token.i)
    if who is None or who.subject is None:
        return "none"
    return look.cast.subjects[who.subject].kind + ("" if who.sure else "?")


def _subject(look: Look) -> Iterator[str]:
    """Who or what it is about, and how that is named."""
    doer = look.clause.doer
    if doer is None:
        yield "s=0"
        return
    kind = _who(look, doer)
    article = _opening(doer)
    shape = "put in" if look.draft.text.startswith("[") else "name" if doer.pos_ == "PROPN" else "noun"
    yield f"s={kind}/{shape}"
    yield f"s={kind}/{doer.tag_}"
    yield f"sd={article}/{doer.tag_}"
    yield f"se={doer.ent_type_}"
    if doer.pos_ != "PROPN":
        yield f"sl={doer.lemma_.lower()}"
    full = look.cast.name_span(doer.i)
    yield f"sn={min(full[1] - full[0], 4) if full else 0}/{shape}"
    yield f"sv={kind}/{look.clause.verb.lemma_}"


def _objects(look: Look) -> Iterator[str]:
    """What stands behind the verb: objects and phrases."""
    verb, found = look.clause.verb, []
    for token in verb.rights:
        if token.i not in look.inside:
            continue
        if token.dep_ in OBJECTS:
            article = _opening(token, "nummod")
            below = " ".join(sorted(_below(look, token)))
            found.append(token.dep_)
            yield f"o={token.dep_}/{token.tag_}"
            yield f"oa={token.dep_}/{article}/{below}"
            yield f"ol={token.lemma_.lower()}"
            yield f"vo={verb.lemma_}/{token.lemma_.lower()}"
            yield f"ow={_who(look, token)}/{token.dep_}"
            for table in NOUNS:
                if token.lemma_ in words(table):
                    yield f"ot={table}/{look.dated}"
        elif token.dep_ in {"prep", "agent"}:
            found.append("prep")
            inner = next((t for t in token.children if t.dep_ == "pobj"), None)
            yield f"p={token.lower_}"
            yield f"vp={verb.lemma_}/{token.lower_}"
            if inner is not None:
                yield f"pp={token.lower_}/{inner.pos_}/{_who(look, inner)}"
    yield "frame=" + " ".join(sorted(found))
    yield f"vf={verb.lemma_}/" + " ".join(sorted(set(found)))


def _words_in_it(look: Look) -> Iterator[str]:
    """The words of the statement itself."""
    text, tokens = look.draft.text, look.tokens
    yield f"n={_step(len(text.split()))}"
    yield f"brackets={min(text.count('['), 4)}"
    yield f"names={min(len(set(look.draft.subjects)), 4)}"
    yield f"proper={_step(sum(t.pos_ == 'PROPN' for t in tokens))}"
    yield f"numbers={min(sum(t.like_num for t in tokens), 3)}"
    said = sum(look.cast.quoted(t.i) for t in tokens)
    yield f"quoted={4 * said // max(1, len(tokens))}"
    yield f"last={tokens[-1].dep_}/{tokens[-1].pos_}"
    yield f"first={tokens[0].pos_}/{text[0] == '['}"
    yield f"completed={min(len(look.draft.completed), 2)}"
    for token in tokens:
        if token.pos_ in {"ADJ", "ADV"} or token.tag_ in {"PRP", "PRP$", "DT", "MD", "IN", "CC", "WDT", "WP"}:
            yield f"w={token.tag_}/{token.lower_}"
        if token.pos_ == "ADJ":
            yield f"adj={token.lower_ in words('plain adjectives')}/{look.cast.quoted(token.i)}"
        if token.pos_ == "NOUN" and token.dep_ not in OBJECTS:
            yield f"nl={token.lemma_.lower()}"
        if token.pos_ == "NOUN":
            article = _opening(token)
            tied = bool(_below(look, token))
            yield f"na={article}/{token.tag_}/{tied}"
        if token.ent_type_:
            yield f"e={token.ent_type_}"
        if token.dep_ in CLAUSAL and token != look.clause.verb:
            yield f"c={token.dep_}/{token.tag_}"


def _told_before(look: Look) -> Iterator[str]:
    """What goes back to words before: nouns with "the" and pronouns that a name was put in for."""
    start = look.clause.verb.sent.start
    for token in look.tokens:
        if token.pos_ != "NOUN" or not any(t.lower_ in {"the", "both", "these", "those"} for t in token.lefts):
            continue
        tied = bool(_below(look, token))
        before = look.context.told(token, start)
        yield f"the={before}/{tied}/{token.i in look.draft.completed}"
        yield f"the={token.lemma_.lower()}"
    for token in look.clause.kept:
        if token.tag_ not in {"PRP", "PRP$"} or token.i in look.inside:
            continue
        who = look.cast.at(token.i)
        if who is not None and who.subject is not None:
            yield f"pronoun={token.tag_}/{token.lower_}/{look.context.since(token, who.subject)}"


def _left_off(look: Look) -> Iterator[str]:
    """What the clause has in the text that the statement has not."""
    missing = [t for t in look.clause.verb.subtree if t.i not in look.inside and not t.is_punct and not t.is_space]
    yield f"off={_step(len(missing))}"
    yield f"dropped={_step(len(look.draft.dropped))}"
    for token in look.clause.verb.children:
        if token.i not in look.inside and not token.is_punct:
            yield f"offd={token.dep_}/{token.lower_ if token.dep_ in {'prep', 'advmod', 'cc'} else token.pos_}"
            if token.dep_ == "advcl":
                yield f"offm={mark_of(token)}/{token.tag_}"
    for i in look.draft.dropped:
        yield f"drop={look.doc[i].dep_}/{look.doc[i].head.pos_}"


def _sentence(look: Look) -> Iterator[str]:
    """The sentence that it was cut from."""
    sentence = look.clause.verb.sent
    root = sentence.root
    yield f"at={_step(look.clause.verb.i - sentence.start)}/{look.clause.form}"
    yield f"root={root == look.clause.verb}/{root.lemma_ in words('reporting')}/{root.pos_}"
    opens = next((t for t in sentence if t.is_alpha), sentence[0])
    yield f"opens={opens.lower_ if opens.tag_ in {'CC', 'RB', 'IN'} else opens.pos_}"
    yield f"we={any(first_person(t) and not look.cast.quoted(t.i) for t in sentence)}"
    yield f"head={look.clause.verb.head.lemma_ if look.clause.verb.dep_ in {'advcl', 'ccomp', 'conj', 'relcl'} else ''}"
    yield f"personal={look.context.personal}"
    yield f"here={any(t.lower_ in HERE for t in look.tokens)}"


def _vouching(look: Look) -> Iterator[str]:
    """Who says so."""
    yield f"by={len(look.how.by)}/{look.how.status}"
    yield f"doubts={len(look.how.doubts)}"
    for who in look.how.by:
        kind = look.cast.subjects[who.subject].kind if who.subject is not None else "none"
        yield f"who={kind}/{who.sure}"
