"""Whether a noun leaves open which one is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.facts.adjuncts import LOOSE
from onrecord.facts.clauses import TIMELY, mark_of
from onrecord.facts.words import humans, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from onrecord.facts.look import Look

EMPTY_ = frozenset({"own", "new", "first", "last", "recent", "latest", "previous", "public", "big", "entire"})


def indefinite(look: Look) -> Iterator[str]:
    """Whether a noun leaves open which one is meant, or a phrase that said so was left off."""
    if any(_narrows(look, look.doc[i]) for i in look.draft.dropped):
        yield "phrase left off"
    if _in_time(look):
        yield "time left off"
    doer = look.clause.subject
    if doer is not None and _somebody(look, doer):
        yield "which " + doer.lower_
    for token in look.tokens:
        if token.pos_ not in {"NOUN", "PROPN"} or token not in look.clause.kept:
            continue
        common = token.pos_ == "NOUN" or token.text.islower()
        if common and _owned(look, token) and not _bound(look, token):
            yield "which " + token.lower_
        if common and _definite(look, token) and not _bound(look, token):
            yield "which " + token.lower_


def _somebody(look: Look, noun: Token) -> bool:
    """Whether the subject is somebody told of elsewhere: "the suspected thief", "the Larch player"."""
    if noun.tag_ != "NN" or noun.lemma_ not in humans() or noun.i in look.draft.completed or noun not in look.tokens:
        return False
    if not any(t.lower_ == "the" and t.i in look.inside for t in noun.lefts) or look.cast.at(noun.i) is not None:
        return False
    return not any(t.dep_ in {"prep", "relcl", "acl", "appos", "poss"} and t.i in look.inside for t in noun.children)


def _narrows(look: Look, token: Token) -> bool:
    """Whether a word that was left off opened a phrase that says which."""
    noun = token.head.pos_ in {"NOUN", "PROPN"} and token.head.i in look.inside
    return token.dep_ == "prep" and noun and token.lower_ not in LOOSE | {"in", "at"}


def _in_time(look: Look) -> bool:
    """Whether a state is told without the clause that says when it was."""
    verb = look.clause.verb
    helpers = look.clause.auxiliaries
    if verb.tag_ == "VBG" and helpers and helpers[0].tag_ == "VBD":  # "was talking | when he told"
        return any(t.dep_ == "advcl" and mark_of(t) == "when" and t.i not in look.inside for t in verb.rights)
    phrases = (t for t in verb.rights if t.lower_ == "for" and _lasts(t))
    if look.clause.perfect and verb.tag_ == "VBN" and any(t.i not in look.inside for t in phrases):
        return True  # "has run the mill | for years"
    told_with = look.clause.form == "adverbial" and mark_of(verb) == "when"
    if told_with and not look.dated and look.how.status in {"reported", "alleged"}:
        told = {t.i for t in verb.subtree}  # "war began in 2013 when the mayor accused …"
        return any(
            s not in told and t.basis == "stated" and t.edtf and s in range(verb.sent.start, verb.sent.end)
            for s, (_, t) in look.context.timexes.items()
        )
    if verb.lemma_ not in words("stative") or look.dated:
        return False
    inner = (t for t in verb.children if t.dep_ == "advcl")
    charged = any(t.lemma_ in words("charges") for t in verb.rights)  # a charge is dated by its history
    lasting = charged or verb.lemma_ in {"work", "serve", "live"}
    return not lasting and any(mark_of(t) in TIMELY - {"because"} and t.i not in look.inside for t in inner)


def _lasts(preposition: Token) -> bool:
    """Whether a phrase says how long."""
    return any(t.lemma_ in {"day", "week", "month", "year", "decade", "hour"} for t in preposition.rights)


def _owned(look: Look, noun: Token) -> bool:
    """Whether a noun for an act stands with an owner: "her victory"."""
    owners = [t for t in noun.lefts if t.dep_ == "poss"]
    if noun.lemma_ in {"company", "business", "employer"} and any(t.i not in look.inside for t in owners):
        return True  # a name was put in for "his"
    return bool(owners) and (noun.lemma_ in words("acts") or noun.lower_ in words("plans"))


def _definite(look: Look, noun: Token) -> bool:
    """Whether a noun stands with "the" and is none that there is one of."""
    article = next((t for t in noun.lefts if t.dep_ == "det"), None)
    if article is None or article.lower_ not in {"the", "both"} or article.i not in look.inside:
        return False
    full = " ".join(t.lower_ for t in look.doc[article.i + 1 : noun.i + 1])
    known = noun.lower_ in words("unique") or full in words("unique") or noun.lemma_ in words("unique")
    timely = any(article.i in range(s, look.context.timexes[s][0] + 1) for s in look.context.covering.get(noun.i, ()))
    put = any(p == article.i for p in look.draft.completed)
    return not (known or timely or put or noun.lemma_ in humans())


def _bound(look: Look, noun: Token) -> bool:
    """Whether a noun's own words tie it to a name, a number, a date or something that there is one of."""
    if noun.i in look.draft.completed or (look.context.central(noun) and not _owned(look, noun)):
        return True
    if any(t.lower_ == "of" and t.i in look.inside for t in noun.rights) and not _owned(look, noun):
        return True  # its own noun is asked for itself
    place = noun.lemma_ in words("kinds of places")
    told = {t for one in noun.rights if one.dep_ == "relcl" or (place and one.dep_ == "acl") for t in one.subtree}
    verb = look.clause.verb
    for token in noun.subtree:
        if token == noun or token.i not in look.inside or token in told:
            continue
        if noun.i < verb.i < token.i and noun.head == verb:
            continue  # "the decision was made to …": no phrase of the noun's
        if noun.lemma_ in words("bodies with names") and token.head == noun and token.ent_type_ in {"GPE", "NORP"}:
            continue  # "the Calder consortium": it has a name
        if (
            token.pos_ == "PROPN"
            and not token.text.islower()
            and not (_owned(look, noun) and _owner(look, token, noun))
        ):
            return True
        if token.i in look.context.covering or token.lower_ in words("unique"):
            return True
        if token.like_num and not (token.head == noun and token.dep_ == "nummod"):
            return True  # but "the five mills" are five that were told of
        if token.tag_ in {"PRP", "PRP$"} and not (_owned(look, noun) and _owner(look, token, noun)):
            return True
    return _owned(look, noun) and any(t.dep_ in {"compound", "amod"} and t.lower_ not in EMPTY_ for t in noun.lefts)


def _owner(look: Look, token: Token, noun: Token) -> bool:
    """Whether a word is part of the owner of a noun."""
    return any(t.dep_ == "poss" and token in set(t.subtree) for t in noun.lefts)
