"""Whether a pronoun or a surname could be read as somebody else than the one whose name was put in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.facts.closed import COURTESIES
from onrecord.facts.words import humans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from onrecord.facts.look import Look


def ambiguous(look: Look) -> Iterator[str]:
    """Whether a pronoun could be read as somebody else than the one whose name was put in."""
    for token in look.clause.kept:
        if token.tag_ not in {"PRP", "PRP$"} or token.lower_.endswith("self"):
            continue
        who = look.cast.at(token.i)
        if who is None or who.subject is None or token.i in look.inside:
            continue
        if look.named_once(who.subject):
            yield "name in part"
        if _open(look, token, who.subject):
            yield "pronoun of two"
    yield from of_two(look)
    doer = look.clause.doer
    if doer is not None:
        owners = [t for t in doer.lefts if t.dep_ == "poss"]
        alone = any(_surname(look, t) for t in (doer, *owners))
        if alone or (doer == look.clause.subject and any(_half_named(look, t) for t in doer.subtree)):
            yield "name in part"
    if look.how.status == "alleged" and _namesakes(look):
        yield "surname of two"


def of_two(look: Look) -> Iterator[str]:
    """Whether a name is that of two people of the text."""
    if any(_shared(look, t) or _family(look, t) for t in look.tokens):
        yield "surname of two"


def _half_named(look: Look, token: Token) -> bool:
    """Whether somebody stands with "Mr." and a surname alone, since the text has no first name."""
    if token.text.rstrip(".") not in COURTESIES or token.i + 1 >= len(look.doc):
        return False
    who = look.cast.at(token.i + 1)
    return who is None or who.subject is None or " " not in look.cast.subjects[who.subject].name


def _surname(look: Look, token: Token) -> bool:
    """Whether somebody stands with a surname alone, no title before it, and has no other name in all the text."""
    span = look.cast.name_span(token.i)
    before = look.doc[span[0] - 1] if span is not None and span[0] else None
    titled = before is not None and before.text[0].isupper() and before.i in look.inside  # "President Deering"
    return not titled and look.one_name(token)


def _namesakes(look: Look) -> bool:
    """Whether an allegation names one of two people of the text by a surname that both have."""
    last = [look.cast.subjects[k].name.split(" ")[-1] for k in look.draft.subjects]
    people = [one.name.split(" ")[-1] for one in look.cast.subjects if one.kind == "person"]
    return any(people.count(name) > 1 for name in last)


def _shared(look: Look, token: Token) -> bool:
    """Whether a surname before a noun ("the Oakley campaign") is that of two people of the text."""
    if token.dep_ not in {"compound", "poss", "nmod"} or not look.short(token):
        return False
    if look.clause.nominal and token.i and look.doc[token.i - 1].text.rstrip(".") in COURTESIES:
        return False  # "Mrs. Oakley's chief of staff": which of the two, that tells
    named = [one for one in look.cast.subjects if one.kind == "person" and one.name.split(" ")[-1] == token.text]
    return len(named) > 1


def _family(look: Look, token: Token) -> bool:
    """Whether a name stands for short by the word that two people of the text begin with: "Kim", of two Kims."""
    span = look.cast.name_span(token.i)
    if span is None or span[1] - span[0] > 1:
        return False
    return look.context.families[token.text] > 1


def _open(look: Look, token: Token, subject: int) -> bool:
    """Whether the words before a pronoun, from the sentence before on, name somebody else whom it fits."""
    one = look.cast.subjects[subject]
    start = token.sent.start
    if one.kind == "person" and _somebody_before(look, token, subject):
        return True
    inner = _others(look, start, token.i, subject)
    if _names(look, start, token.i, subject):
        leads = any(_is(look, t, subject) for t in _doers(look, start, token.i))
        below = one.kind != "person" and look.clause.form == "adverbial"  # "bid for Reed Mills when it was sold"
        return bool(inner) and (below or not leads)
    if inner:
        return True
    if one.kind != "person":
        return token.tag_ == "PRP$"
    before = _sentence_before(look, token)
    if before is None:
        return True
    low, high = before
    further = _sentence_before(look, look.doc[low])
    if not any(
        _is(look, t, subject) and t.pos_ == "PROPN" for t in look.doc[further[0] if further is not None else low : high]
    ):
        return True
    if token.tag_ == "PRP$" or token.dep_ not in {"nsubj", "nsubjpass"}:
        return bool(_others(look, low, high, subject)) or (token.tag_ == "PRP" and _lesser(look, subject))
    doers = _doers(look, low, high)
    return bool(_others(look, low, high, subject)) and not (bool(doers) and all(_is(look, t, subject) for t in doers))


def _lesser(look: Look, subject: int) -> bool:
    """Whether the text speaks more of somebody else of that gender: "The council confirmed him", of the main figure."""
    one = look.cast.subjects[subject]
    others = (o for k, o in enumerate(look.cast.subjects) if k != subject and o.kind == one.kind == "person")
    return any(o.gender in {one.gender, "unknown"} and len(o.mentions) > len(one.mentions) for o in others)


def _somebody_before(look: Look, token: Token, subject: int) -> bool:
    """Whether the pronoun follows somebody without a name who does something in its sentence: "a man was killed after
    he …", and the one whose name was put in does not stand between."""
    for one in reversed(look.doc[token.sent.start : token.i]):
        if _is(look, one, subject):
            return False
        if one.dep_ in {"nsubj", "nsubjpass"} and one.tag_ == "NN" and one.lemma_ in humans():
            return look.cast.at(one.i) is None and not any(t.pos_ == "PROPN" for t in one.subtree if t.dep_ == "appos")
    return False


def _sentence_before(look: Look, token: Token) -> tuple[int, int] | None:
    """The tokens of the sentence before, over blank ones."""
    high = token.sent.start
    while high > 0:
        sentence = look.doc[high - 1].sent
        if any(t.is_alpha for t in sentence):
            return sentence.start, high
        high = sentence.start
    return None


def _doers(look: Look, low: int, high: int) -> list[Token]:
    """The subjects of verbs in a stretch of text."""
    return [t for t in look.doc[low:high] if t.dep_ in {"nsubj", "nsubjpass"} and t.tag_ not in {"WP", "WDT"}]


def _is(look: Look, token: Token, subject: int) -> bool:
    who = look.cast.at(token.i)
    return who is not None and who.subject == subject


def _names(look: Look, low: int, high: int, subject: int) -> bool:
    """Whether a stretch of text speaks of a subject."""
    return any(_is(look, t, subject) for t in look.doc[low:high])


def _others(look: Look, low: int, high: int, subject: int) -> set[int]:
    """Whom else of the same kind and gender a stretch of text names."""
    one = look.cast.subjects[subject]
    found: set[int] = set()
    for token in look.doc[low:high]:
        who = look.cast.at(token.i)
        if who is None or who.subject is None or who.subject == subject:
            continue
        rival = look.cast.subjects[who.subject]
        fits = rival.gender == one.gender or "unknown" in {rival.gender, one.gender}
        if rival.kind == one.kind and (fits or one.kind != "person"):
            found.add(who.subject)
    return found
