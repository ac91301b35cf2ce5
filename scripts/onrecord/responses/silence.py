"""Who said nothing, or was not charged; and who calls an allegation untrue without saying it over again."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from onrecord.model import AnswerKind
from onrecord.responses.words import NEGATIONS, base, families, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from onrecord.model import Attribution


ABOUT = frozenset({"on", "about", "regarding", "concerning", "over"})
"""Prepositions before what is spoken of."""


def silent(doc: Doc, found: Attribution) -> bool:
    """Whether an attribution only says that somebody said nothing: its content is no indirect speech."""
    cue = [doc.char_span(span.start, span.end, alignment_mode="expand") for span in found.cue]
    return any(silence(token) is not None for span in cue if span is not None for token in span)


def silence(verb: Token) -> AnswerKind | None:
    """Whether a verb says that nothing was said ("declined to comment"), or that nobody was charged."""
    lemma = verb.lemma_.lower()
    if lemma not in _silent_words():
        return None
    below = {t.lemma_.lower() for t in verb.subtree if t.i > verb.i}
    if lemma in words("declining"):
        spoken = any(t.dep_ in {"xcomp", "dobj"} and t.lemma_.lower() in words("comments") for t in verb.rights)
        return "declined" if spoken else None
    negated = any(t.dep_ == "neg" for t in verb.children) or _nobody(verb)
    passive = any(t.dep_ == "auxpass" for t in verb.children)
    if lemma in words("unanswered") and negated and below & words("requests"):
        return "unreached"
    if lemma in words("unreached") and (negated or lemma == "unavailable") and passive:
        return "unreached"
    if lemma == "be" and "comment" in below:
        said = {t.lemma_.lower() for t in verb.rights if t.dep_ == "acomp"} & words("unreached")
        return "unreached" if said and (negated or "unavailable" in said) else None
    if lemma in words("uncharged") and negated and passive:
        now = any(t.lemma_ == "have" for t in verb.children if t.dep_ == "aux")
        return "uncharged" if now or any(t.lemma_ == "be" for t in verb.children) else None
    return None


@cache
def _silent_words() -> frozenset[str]:
    """The verbs with which `silence` is told."""
    sections = ("declining", "unanswered", "unreached", "uncharged")
    return frozenset(word for section in sections for word in words(section)) | {"be"}


class Rebuttal(NamedTuple):
    """A verb of denying with a noun for its object ("rejected the allegations", "a claim that Vell disputes").

    `doer` is the noun of who denies, `object` what is denied. `same`: what is denied stands before it in its own
    sentence ("…, which she denies").
    """

    verb: Token
    doer: Token
    object: Token
    same: bool


def rebuttal(verb: Token) -> Rebuttal | None:
    """What a verb denies, if it denies a wrong or an allegation as such."""
    if verb.lemma_.lower() not in words("denying") or _negated(verb):
        return None
    if verb.pos_ != "VERB" and not any(t.dep_ == "nsubj" for t in verb.lefts):
        return None
    passive = any(t.dep_ == "auxpass" for t in verb.children)
    doer = _agent(verb) if passive else _subject(verb)
    if doer is None:
        return None
    clause = _clause(verb)
    relative = {t.dep_ for t in clause.lefts if t.tag_ in {"WDT", "IN"} and t.lower_ in {"which", "that"}}
    if (
        clause.dep_ in {"relcl", "acl"}
        and doer.tag_ not in {"WDT", "WP"}
        and not any(t.dep_ == "dobj" for t in verb.rights)
    ):
        object_ = clause.head
        same = base(object_) in words("sweeping") or "dobj" in relative
        return Rebuttal(verb, doer, object_, True) if same else None
    before = next((t for t in verb.lefts if t.dep_ == "dobj" and base(t) in words("sweeping")), None)
    if before is not None and not passive:  # "… stole a horse, a charge Vell denied", as the parser reads it
        return Rebuttal(verb, doer, before, True)
    denied = _subject(verb) if passive else next((t for t in verb.rights if t.dep_ == "dobj"), None)
    if denied is None:
        return None
    below = {base(t) for t in denied.subtree if t.pos_ != "PROPN"}
    if base(denied) in words("sweeping") or not below.isdisjoint(families()):
        return Rebuttal(verb, doer, denied, False)
    return None


def _clause(verb: Token) -> Token:
    """The first of the verbs that are joined by "and" with this one."""
    while verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        verb = verb.head
    return verb


def _subject(verb: Token) -> Token | None:
    """The subject of a verb, or of the one that it is joined to."""
    for one in dict.fromkeys((verb, _clause(verb))):
        found = next((t for t in one.lefts if t.dep_ in {"nsubj", "nsubjpass"}), None)
        if found is not None:
            return found
    return None


def _agent(verb: Token) -> Token | None:
    """Who does it, of a verb in the passive: "were denied by Vell"."""
    by = next((t for t in verb.rights if t.dep_ == "agent"), None)
    return next((t for t in by.children if t.dep_ == "pobj"), None) if by is not None else None


def _negated(verb: Token) -> bool:
    return any(t.dep_ == "neg" or t.lower_ in NEGATIONS for t in verb.lefts)


def topic(verb: Token) -> list[Token]:
    """What somebody said nothing about: the words behind "on" and "about" of "declined to comment on the fire"."""
    spoken = [t for t in verb.subtree if t.i > verb.i and t.lemma_.lower() in words("comments") | words("requests")]
    preps = [c for t in (verb, *spoken) for c in t.rights if c.dep_ == "prep" and c.lower_ in ABOUT]
    objects = [c for t in preps for c in t.rights if c.dep_ in {"pobj", "pcomp"}]
    objects += [c for t in spoken for c in t.rights if c.dep_ in {"dobj", "ccomp"}]  # "to discuss the fire"
    return [below for t in objects for below in t.subtree if t.lemma_.lower() not in words("requests")]


def _nobody(verb: Token) -> bool:
    """Whether the subject of a verb is nobody: "neither Vell nor her lawyer", "no one"."""
    doers = [t for t in verb.lefts if t.dep_ in {"nsubj", "nsubjpass"}]
    return any(t.lower_ in NEGATIONS for doer in doers for t in (doer, *doer.lefts))
