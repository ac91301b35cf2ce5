"""What a statement lacks that tells with "is" what somebody is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.facts.clauses import helpers_of
from onrecord.facts.closed import ORDINALS
from onrecord.facts.look import unrelated
from onrecord.facts.words import humans, kind, kinds, words
from onrecord.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from onrecord.facts.look import Look

SPOUSES = frozenset({"wife", "husband", "partner", "girlfriend", "boyfriend", "fiancé", "fiancée", "fiance", "fiancee"})
FORMER = frozenset({"former", "ex", "retired", "onetime", "late", "past", "then"})
"""Words with which a role is over: that may be told with "is"."""
LONG = 500
"""Days after which an office may have passed to somebody else."""


def apposed(look: Look) -> Iterator[str]:
    """What an apposition lacks, told with "is"."""
    lead, noun = look.clause.lead, look.clause.verb
    if lead is None:
        yield "subject without a name"
        return
    place = kind(look.cast, lead.i) == "place"
    article = any(t.lower_ == "the" for t in noun.lefts)
    if article and (place or noun.lemma_ in kinds()):
        yield "which " + noun.lower_
    coming = any(t.tag_ == "MD" for t in lead.head.lefts)
    if not coming and lead.head.lemma_ in words("leaving") and lead.dep_ in {"nsubj", "nsubjpass", "dobj"}:
        yield "long ago"
    counted = any(t.lower_ in ORDINALS - {"first", "last"} for t in noun.lefts)
    if noun.lower_ in words("passing roles") and (look.clause.form == "title" or counted):
        yield "of when"
    if any(t.lower_ == "under" for t in noun.rights) or _until(noun) or _past_term(look, noun) or _dead(look, lead):
        yield "past term"
    if unrelated(noun):
        yield "of whom"
    if _listed(look, noun):
        yield "cut"
    if any(_open_body(look, t) for t in look.tokens):
        yield "of what"
    post = noun.lower_ in words("posts") | words("posts before a name")
    if look.clause.form == "title" and post and not _of_body(look):
        yield "of what"
    if any(
        t.dep_ == "relcl" and t.tag_ == "VBG" and helpers_of(t)[:1] and helpers_of(t)[0].tag_ == "VBD"
        for t in noun.rights
    ):
        yield "long ago"  # "an activist who was campaigning"
    if noun.lemma_ == "secretary" and any(t.lower_ in {"a", "an"} for t in noun.lefts):
        yield "long ago"  # of several, one after the other
    if any(t.lower_ == "own" for t in noun.subtree):
        yield "of whom"
    office = noun.lemma_ in {"secretary", "ambassador", "appointee", "nominee"}
    if office and any(t.lower_ in {"a", "an"} for t in noun.lefts) and any(look.person(t) for t in noun.lefts):
        yield "long ago"  # "an Oakley energy secretary": when Oakley was in office
    if _old(look) or _at_the_time(look):
        yield "long ago"
    if not any(t.lower_ in FORMER for t in look.clause.kept) and (_left(look, lead) or _was(look, noun)):
        yield "past term"
    if noun.lemma_ in words("kin") and any(look.one_name(t) for t in look.tokens):
        yield "name"  # "a brother of Willy"
    if any(t.dep_ == "relcl" and _no_where(look, t) for t in noun.rights):
        yield "where"
    if _of_which_state(look, noun):
        yield "of which state"
    if _begins_before(look, lead):
        yield "name"


def _until(noun: Token) -> bool:
    """Whether the words tell until when somebody was it: ", president of the mill until last year"."""
    after = noun.doc[noun.right_edge.i + 1 : noun.right_edge.i + 3]
    return any(t.lower_ in {"until", "till"} for t in (*noun.subtree, *after))


def _listed(look: Look, noun: Token) -> bool:
    """Whether the last word goes on with what was left off: "chairman of its mills | , rivers and roads group"."""
    last = look.tokens[-1] if look.tokens else noun
    after = last.nbor() if look.clause.form == "apposition" and last.i + 1 < len(look.doc) else None
    if after is not None and after.lower_ in {"for", "of", "on", "behind"} and last.lower_ in humans():
        return True  # "co-head of research and director | for Oslo at Larch Foods"
    return last.pos_ == "NOUN" and any(
        t.dep_ in {"conj", "appos"} and t.pos_ in {"NOUN", "ADJ"} and t.i not in look.inside and t.text.islower()
        for t in last.rights
    )


def _no_where(look: Look, verb: Token) -> bool:
    """Whether somebody is told to have come or escaped, from or to where is not said."""
    if verb.i not in look.inside or verb.lemma_ not in words("motion") | {"escape", "flee", "survive"}:
        return False
    return not any(t.dep_ == "dobj" or look.person(t) or t.ent_type_ in {"GPE", "LOC", "FAC"} for t in verb.subtree)


def _left(look: Look, lead: Token) -> bool:
    """Whether the text tells that somebody left an office."""
    who = look.cast.at(lead.i)
    return who is not None and who.subject in look.context.gone


def _was(look: Look, noun: Token) -> bool:
    """Whether the text speaks of somebody who had the same work, and does not say who that is: "Ex-trooper jailed"."""
    for i in look.context.places(noun):
        before = look.doc[i - 2 : i] if i > 1 else look.doc[:i]
        ex = len(before) == 2 and before[0].lower_ == "ex" and before[1].text == "-"
        after = look.doc[i + 1] if i + 1 < len(look.doc) else None
        if ex and (after is None or look.cast.name_span(after.i) is None):
            return True
    return False


def _of_which_state(look: Look, noun: Token) -> bool:
    """Whether an office that each country has is told without the country, in a text that is about another one."""
    role = [t for t in look.clause.kept if t.i <= noun.right_edge.i]
    lowered = [t.lower_.strip(".") for t in role]
    if look.placed or _of_country(look, role):
        return False
    house = not {"house", "senate"}.isdisjoint(lowered) and "white" not in lowered and not look.context.congress
    if house and look.context.statehouse:
        return True
    national = any(t in words("of a state") for t in lowered) or "attorney general" in " ".join(lowered)
    bare = look.clause.form == "title" and all(t in _bodies() for t in lowered)
    return look.context.abroad and (house or national or bare)


def _bodies() -> frozenset[str]:
    """Words of offices that each country has."""
    return words("many bodies") | words("posts") | {"court", "commission", "election", "electoral", "judge", "of"}


def _of_country(look: Look, role: list[Token]) -> bool:
    """Whether a role names a country or a place, or a people: "Norwegian", but not "Socialist" or "pro-Norwegian"."""
    behind = {t.i + 1 for t in look.clause.kept if t.text == "-"}
    for token in role:
        if token.lower_ in words("parties"):
            continue
        if token.ent_type_ in {"GPE", "NORP", "LOC"} and token.i not in behind:
            return True
        people = token.pos_ == "ADJ" and token.text.istitle() and not token.is_sent_start
        if people and token.lower_ not in _bodies():
            return True
    return False


def _open_body(look: Look, token: Token) -> bool:
    """Whether it is "the campaign", "the agency", and which one is not said."""
    if token.dep_ != "pobj" or token.lemma_ not in words("bodies of whom") or token.i in look.draft.completed:
        return False
    article = any(t.lower_ == "the" for t in token.lefts)
    bound = any(t.dep_ in {"poss", "compound", "nmod", "relcl", "acl", "appos"} for t in token.children)
    return article and not bound and not any(t.pos_ == "PROPN" for t in token.subtree)


def _at_the_time(look: Look) -> bool:
    """Whether the sentence tells what was so "at the time", once."""
    words_ = [t.lower_ for t in look.clause.verb.sent]
    return any(words_[k : k + 3] == ["at", "the", "time"] for k in range(len(words_)))


def _begins_before(look: Look, lead: Token) -> bool:
    """Whether a name goes back beyond where it was found: "the 5th Street Mill", "the pro-Calder Gazette"."""
    span = look.cast.name_span(lead.i)
    if span is None or span[0] == 0:
        return False
    before = look.doc[span[0] - 1]
    if any(t.i < span[0] and t.text[-1] in ".-–" and t.is_punct for t in look.tokens):
        return True  # "The Gazette.- Dana Oakley, a lawyer"
    return (before.text in {"-", "–"} and not before.whitespace_) or (before.like_num and before.head.i >= span[0])


def _of_body(look: Look) -> bool:
    """Whether what stands before a name says of what somebody is the president: not "City Council president"."""
    role = [t.lower_.strip(".") for t in look.clause.kept]
    if role == ["vice", "president"]:
        return True
    named = (t for t in look.clause.kept[:-1] if t.text[0].isupper())
    names = (t for t in named if not (t.is_sent_start and t.pos_ != "PROPN" and not t.ent_type_))
    chambers = {"senate", "house"} if "state" in role else frozenset()  # the state Senate: of which state?
    return any(t.lower_.strip(".") not in words("many bodies") | chambers for t in names)


def _past_term(look: Look, noun: Token) -> bool:
    """Whether an office is told with its time: "in the Oakley administration", "of the 2008 campaign"."""
    year = look.context.published.year if look.context.published is not None else 9999
    for token in noun.subtree:
        if token.i not in look.inside:
            continue
        if token.lemma_.lower() in words("terms") and token.dep_ == "pobj":
            return True
        of_year = token.head.lemma_.lower() in words("contests") or token.head.lower_ == "in"
        if token.shape_ == "dddd" and int(token.text) < year and of_year:
            return True
    return False


def _dead(look: Look, lead: Token) -> bool:
    """Whether the text tells that somebody died."""
    married = look.clause.verb.lemma_ in SPOUSES  # nobody is to the dead
    others = (t for t in look.tokens if married and t.dep_ in {"pobj", "poss"})
    people = (look.cast.at(t.i) for t in (lead, *others))
    return any(who is not None and who.subject in look.context.dead for who in people)


def _old(look: Look) -> bool:
    """Whether the sentence tells of a time long before the text was written."""
    published = look.context.published
    if published is None:
        return False
    sentence = look.clause.verb.sent
    if sentence.root.lemma_ in words("reporting"):
        return False  # whoever speaks to the publisher, holds the office now
    span = Span(sentence.start_char, sentence.end_char)
    dates = (t.latest for t in look.context.dated_between(span))
    return any(day is not None and (published - day).days > LONG for day in dates)
