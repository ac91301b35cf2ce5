"""Ties the states of a criminal charge together: each to the one before it, whatever order the text tells them in."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from onrecord.facts.words import STATIONS, Cast, words
from onrecord.model import Charge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from onrecord.model import Statement

OF = {"charged": {"with"}, "changed": {"to"}, "pleaded": {"to"}, "acquitted": {"of"}, "convicted": {"of"}}
"""The preposition before what a charge is of, by the state that the verb tells."""

LONGEST = 8
"""Words of what a charge is of; more are no name of an offence."""


class Made(msgspec.Struct):
    """A statement with the source tokens that it is made of."""

    statement: Statement
    verb: Token
    tokens: tuple[int, ...]


class State(msgspec.Struct):
    """A statement that tells a state of somebody's charge. `of` are the lemmas of what the charge is of."""

    k: int
    rank: int
    person: int
    charge: Charge
    of: frozenset[str]


def link(doc: Doc, made: Sequence[Made], cast: Cast) -> tuple[Statement, ...]:
    """The statements with `charge` and `answers` filled in: `answers` is the state before."""
    found = [one.statement for one in made]
    states = [state for k, one in enumerate(made) if (state := _state(doc, one, k, cast)) is not None]
    for state in states:
        found[state.k] = msgspec.structs.replace(found[state.k], charge=state.charge)
    for case in _cases(states):
        case.sort(key=lambda state: _order(state, case, made))
        for before, after in pairwise(case):
            found[after.k] = msgspec.structs.replace(found[after.k], answers=before.k)
    return tuple(found)


def station(verb: Token) -> int | None:
    """Which station of a charge a verb tells, None for none. "Has not been charged" is none."""
    lemma = verb.lemma_.lower()
    if any(t.dep_ == "neg" or t.lower_ == "never" for t in verb.children):
        return None
    objects = [t for t in verb.children if t.dep_ in {"dobj", "nsubjpass", "nsubj"}]
    charge = any(t.lemma_ in words("charges") for t in objects)
    if lemma == "face" and any(t.lemma_ in words("charges") and t.dep_ == "dobj" for t in objects):
        return STATIONS.index("charged")
    of = any(t.lower_ == "of" for t in verb.children)
    for k, name in enumerate(STATIONS):
        if lemma in words(name):
            needs = name in {"changed", "dropped"}
            return k if (charge or not needs) and (of or lemma != "clear") else None
    return None


def charge_station(verb: Token) -> int | None:
    """Which station of a charge a verb tells, None for none and for an arrest: it may come without a charge."""
    rank = station(verb)
    return None if rank is None or STATIONS[rank] == "arrested" else rank


def withheld(verb: Token) -> bool:
    """Whether a verb tells that a charge was not brought: "a jury declined to indict Oakley"."""
    return verb.lemma_ in {"decline", "refuse"} and any(
        t.dep_ == "xcomp" and t.lemma_ in words("charged") for t in verb.rights
    )


def _state(doc: Doc, one: Made, k: int, cast: Cast) -> State | None:
    """The state of a charge that a statement tells; None for none, or where it is open whose charge it is."""
    rank = charge_station(one.verb)
    if rank is None or one.statement.status == "denied":
        return None
    person = _charged(one, cast)
    if person is None:
        return None
    offence = _offence(one.verb, STATIONS[rank])
    own = offence or [doc[i] for i in one.tokens if doc[i].lemma_.lower() in words("offences")]
    if any(t.lemma_.lower() in words("charges") for t in offence):  # "pleaded innocent to the charges"
        offence = []
    of = " ".join(doc[offence[0].i : offence[-1].i + 1].text.split()) if offence else ""
    lemmas = frozenset(t.lemma_.lower() for t in own if t.pos_ in {"NOUN", "PROPN", "VERB"})
    if STATIONS[rank] == "changed":  # what was changed is of the charge before, too
        lemmas |= {word.strip("[]").lower() for word in one.statement.text.split()} & words("offences")
    state = Charge(state=STATIONS[rank], of=of if len(of.split()) <= LONGEST else "")  # type: ignore[arg-type]
    return State(k, rank, person, state, lemmas)


def _charged(one: Made, cast: Cast) -> int | None:
    """Whose charge it is: the one who is charged or faces, pleads; else the only person that the statement is about."""
    verb = one.verb
    passive = [t for t in verb.children if t.dep_ == "nsubjpass"]
    active = [t for t in verb.children if t.dep_ == ("nsubj" if verb.lemma_ in {"face", "plead"} else "dobj")]
    for token in passive or active:
        who = cast.at(token.i)
        if who is not None and who.sure and who.subject is not None and cast.subjects[who.subject].kind == "person":
            return who.subject
    said = {who.subject for who in one.statement.by}
    people = [i for i in one.statement.subjects if cast.subjects[i].kind == "person" and i not in said]
    return people[0] if len(people) == 1 else None


def _offence(verb: Token, state: str) -> list[Token]:
    """The words for what a charge is of: "theft" in "charged with theft in March", "faces theft charges"."""
    for prep in verb.rights:
        if prep.dep_ in {"prep", "dative"} and prep.lower_ in OF.get(state, set()):
            noun = next((t for t in prep.children if t.dep_ in {"pobj", "pcomp"}), None)
            return _phrase(noun) if noun is not None else []
        if prep.dep_ in {"acomp", "oprd", "advmod"}:  # "pleaded guilty to theft"
            for inner in prep.rights:
                noun = next((t for t in inner.children if t.dep_ == "pobj"), None)
                if inner.lower_ in OF.get(state, set()) and noun is not None:
                    return _phrase(noun)
    charge = next((t for t in verb.children if t.lemma_ in words("charges")), None)
    if charge is None:
        return []
    before = [t for t in charge.lefts if t.dep_ in {"compound", "amod", "nmod"} and t.lower_ not in {"criminal"}]
    if before and any(t.pos_ in {"NOUN", "PROPN"} for t in before):
        return [t for t in charge.doc[before[0].left_edge.i : charge.i] if not t.is_punct or t.text == "-"]
    for prep in charge.rights:
        noun = next((t for t in prep.children if t.dep_ == "pobj"), None)
        if prep.lower_ == "of" and noun is not None:
            return _phrase(noun)
    return []


def _phrase(noun: Token) -> list[Token]:
    """A noun with what stands before it, without an article: the name of an offence."""
    start = next((t.i for t in noun.doc[noun.left_edge.i : noun.i + 1] if t.pos_ not in {"DET", "PUNCT"}), noun.i)
    return list(noun.doc[start : noun.i + 1])


def _cases(states: Sequence[State]) -> Iterator[list[State]]:
    """The states of one charge each: of one person, and of offences that share a word.

    A change ties what it names to what was charged. Where the text names no offence, the state goes with the one told
    last before it.
    """
    for person in dict.fromkeys(state.person for state in states):
        cases: list[list[State]] = []
        named = [state for state in states if state.person == person and state.of]
        for state in sorted(named, key=lambda state: state.charge.state != "changed"):
            mine = [case for case in cases if any(state.of & other.of for other in case)]
            for case in mine[1:]:
                mine[0].extend(case)
                cases.remove(case)
            if mine:
                mine[0].append(state)
            else:
                cases.append([state])
        _join_changed(cases)
        for state in states:
            if state.person == person and not state.of:
                if state.charge.state == "charged":  # it may be another charge
                    cases.append([state])
                else:
                    _nearest(state, cases)
        yield from cases


def _join_changed(cases: list[list[State]]) -> None:
    """A change whose first offence is not named belongs to the only case that has a charge and no change."""
    for case in [case for case in cases if all(state.charge.state != "charged" for state in case)]:
        rest = [one for one in cases if one is not case and any(state.charge.state == "charged" for state in one)]
        if len(rest) == 1 and any(state.charge.state == "changed" for state in case):
            rest[0].extend(case)
            cases.remove(case)


def _nearest(state: State, cases: list[list[State]]) -> None:
    """Put a state without an offence to the case told last before it, or else to the first after it."""
    if not cases:
        cases.append([state])
        return
    told = sorted((other.k > state.k, abs(other.k - state.k), n) for n, case in enumerate(cases) for other in case)
    cases[told[0][2]].append(state)


def _days(state: State, made: Sequence[Made]) -> str:
    """The first day of a state for sorting; empty where it is not known."""
    when = made[state.k].statement.when
    return when.earliest.isoformat() if when is not None and when.earliest is not None else ""


def _order(state: State, case: Sequence[State], made: Sequence[Made]) -> tuple[str, int, int]:
    """By date where all are dated, else in the order in which such states come."""
    dated = all(_days(other, made) for other in case)
    return (_days(state, made) if dated else "", state.rank, state.k)
