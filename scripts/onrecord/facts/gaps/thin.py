"""Whether a statement has too little to hold on to: no name, no role, no date, or a poll without the poll."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.facts.clauses import finite, mark_of
from onrecord.facts.links import station
from onrecord.facts.words import PER_CENT, POLLS, Cast, human, kind, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from onrecord.facts.clauses import Clause
    from onrecord.facts.look import Look


def thin(look: Look) -> Iterator[str]:
    """Whether a statement has too little to hold on to."""
    clause, draft, how, context = look.clause, look.draft, look.how, look.context
    if clause.form == "apposition":
        yield from _role(clause, look.cast)
    if not clause.nominal and any(_post_of_nothing(look, t) for t in look.tokens):
        yield "of what"
    doer = clause.doer
    if doer is not None and doer.lemma_.lower() in words("takings") and not _owned(doer):
        yield "of whom"
    if any(_asked_for(look, t) for t in clause.kept if t.i in draft.dropped and t.head.i not in draft.dropped):
        yield "cut short"
    if clause.tensed.tag_ == "MD" and any(_first(look, t) for t in clause.verb.lefts):
        yield "cut short"
    day = any(t.edtf and t.precision == "day" for t in draft.timexes)
    if not (draft.subjects or how.by or day):
        yield "nobody named"
    bearers = any(look.cast.subjects[k].kind != "place" for k in draft.subjects)
    if not (how.by or clause.nominal or day or bearers or any(_bearer(look, t) for t in look.tokens)):
        yield "only places named"
    if clause.form == "adverbial" and how.by and how.status == "said" and not draft.timexes:
        yield "beside a saying"
    if clause.form == "relative" and how.status != "alleged" and not _of_name(look):
        yield "beside a noun"
    if how.by and not _about(look) and not any(context.central(t) for t in draft.nouns):
        yield "of nothing in particular"
    if not how.by and _polled(clause, look.doc):
        yield "number of which poll"
    if not how.by and not clause.nominal and clause.verb.lemma_ != "be" and not _held(look):
        yield "one name"
    short = how.status == "denied" or (station(clause.verb) is not None and draft.subjects)  # "Oakley was acquitted"
    if not short and not _rich(look):
        yield "thin"


def _post_of_nothing(look: Look, token: Token) -> bool:
    """Whether it is "as chairman" of what the statement does not say."""
    posts = words("posts") | {"ambassador", "envoy"}
    if token.dep_ != "pobj" or token.head.lower_ != "as" or token.lower_ not in posts:
        return False
    if look.clause.verb.lemma_ not in words("leaving") | {"serve", "appoint", "name", "elect", "act", "swear"}:
        return False
    if token.lower_ in words("of a state") and look.context.abroad and not look.placed:
        # "as foreign minister", of which country?
        return not any(t.ent_type_ in {"GPE", "NORP"} for t in token.subtree)
    under = {t for one in token.rights if one.lower_ in {"under", "from", "until"} for t in one.subtree}
    around = [t for t in token.subtree if t != token and t.i in look.inside and t not in under]
    return not any(t.pos_ == "PROPN" or t.tag_ == "PRP$" or t.lower_ == "of" for t in around)


def _owned(noun: Token) -> bool:
    """Whether a noun says whose it is."""
    return any(t.dep_ in {"poss", "compound", "nmod", "prep", "relcl", "acl"} for t in noun.children)


def _asked_for(look: Look, token: Token) -> bool:
    """Whether what was left off to make a statement fit is missed: "signed an order | that ends the lease", "kept in
    touch | with them". What went along with an act that has its object ("searched the mill with dogs") is not."""
    comma = token.left_edge.i > 0 and token.left_edge.nbor(-1).text == ","
    if token.dep_ in {"relcl", "acl"}:
        return True
    if token.dep_ == "advcl":
        if look.clause.tensed.tag_ == "MD" and mark_of(token) in WAITING:
            return True  # "will march on Oslo | once Dunmore is taken"
        return not finite(token) and not comma
    if token.dep_ in {"npadvmod", "advmod"} or (token.dep_ == "prep" and look.timely(token)):
        return look.clause.tensed.tag_ != "VBD"  # "has liked her | in the past"
    if token.dep_ != "prep" or comma or token.lower_ == "along":
        return False
    head = token.head
    if head.pos_ not in {"VERB", "AUX"}:
        return head.pos_ == "ADJ" or not any(t.dep_ in {"det", "poss", "compound"} for t in head.lefts)
    return not any(t.i in look.inside and t.dep_ in OBJECTS for t in head.rights)


def _first(look: Look, token: Token) -> bool:
    """Whether what will be is to be only after something that was left off: "once it is mended, the mill will open"."""
    if token.i in look.inside:
        return False
    then = token.lower_ == "then" and token.i > look.clause.tensed.i
    return then or (token.dep_ == "advcl" and mark_of(token) in WAITING)


WAITING = frozenset({"after", "once", "when", "until", "before"})
"""Conjunctions of what has to happen first."""
OBJECTS = frozenset({"dobj", "attr", "oprd", "agent", "prep", "xcomp", "ccomp", "acomp"})
"""What makes a predicate whole without a further phrase."""


def _held(look: Look) -> bool:
    """Whether a statement in the publisher's voice has more to hold on to than one name: a date, a place, a second
    name, a number, quoted words, or a station of a charge."""
    if len(set(look.draft.subjects)) > 1 or look.dated or "“" in look.draft.text:
        return True
    numbered = any(t.pos_ == "NUM" for t in look.tokens)
    others = (t for t in look.tokens if t.pos_ == "PROPN")
    named = any(look.cast.name_span(t.i) is None and look.cast.name_span(t.head.i) is None for t in others)
    return numbered or named or station(look.clause.verb) is not None


def _polled(clause: Clause, doc: Doc) -> bool:
    """Whether a clause gives the result of a poll without the poll: "Oakley leads Reed by 3 points"."""
    verb = clause.verb
    share = any(t.lower_ in PER_CENT for t in clause.kept)
    if not (verb.lemma_ in {"lead", "trail"} or (share and verb.lemma_ in words("polling"))):
        return False
    if any(t.lemma_.lower() in POLLS for t in clause.kept):
        return False
    start = max(0, verb.sent.start - 400)
    return any(t.lemma_.lower() in POLLS or t.lower_ in {"voters", "polling"} for t in doc[start : verb.sent.end])


def _of_name(look: Look) -> bool:
    """Whether a statement begins with a name: "a shirt that read …" tells of nothing that can be found again."""
    if not look.draft.text or not look.draft.tokens:
        return False
    return look.draft.text.startswith("[") or any(look.cast.name_span(i) is not None for i in look.draft.first)


def _about(look: Look) -> bool:
    """Whether what somebody says is of somebody or something in particular: it has a name, a number or a date."""
    if look.draft.subjects or look.dated:
        return True
    marked = "“" in look.draft.text or any(t.like_num for t in look.tokens)
    numbered = marked and len(look.draft.text.split()) >= 8
    return numbered or any(t.pos_ == "PROPN" for t in look.tokens)


def _rich(look: Look) -> bool:
    """Whether a statement says enough to be one: seven words, or a date, a number, two names, quoted words."""
    draft = look.draft
    if len(draft.text.split()) >= 7 or "“" in draft.text or len(set(draft.subjects)) > 1 or draft.timexes:
        bare = not look.clause.nominal and not draft.timexes and "“" not in draft.text and not look.placed
        spoken = bare and look.how.status == "said"
        return len(draft.text.split()) >= (7 if spoken else 6 if bare else 4)
    return any(t.pos_ == "NUM" for t in look.tokens)


def _bearer(look: Look, token: Token) -> bool:
    """Whether a word belongs to a name that is no place's."""
    named = token.pos_ == "PROPN" or look.cast.name_span(token.i) is not None
    dated = token.i in look.context.covering
    return named and not dated and kind(look.cast, token.i) != "place"


def _person(token: Token, cast: Cast) -> bool:
    """Whether a word is part of a person's name."""
    return cast.name_span(token.i) is not None and kind(cast, token.i) == "person"


def _role(clause: Clause, cast: Cast) -> Iterator[str]:
    """What speaks against an apposition's saying what its name's bearer is; each by itself may be outweighed."""
    who = cast.at(clause.lead.i) if clause.lead is not None else None
    if who is None or who.subject is None or not who.sure:
        yield "no role: whose"
        return
    noun, subject = clause.verb, cast.subjects[who.subject]
    if noun.lower_ in {"man", "woman", "boy", "girl", "person", "native", "resident", "father", "mother"}:
        yield "no role: somebody"
    if subject.kind == "person" and " " not in subject.name:
        yield "no role: one name"
    if human(noun) and subject.kind != "person":
        yield "no role: no person"
    if _passing(noun):
        yield "no role: of a time"
    if any(_person(t, cast) and t.dep_ in {"appos", "conj", "dobj", "npadvmod"} for t in clause.kept) or _series(noun):
        yield "no role: a list"  # "secretary Dana Oakley, adviser Paul Reed"; "Oakley, his wife, Dana, and the …"
    whose = any(t.pos_ == "PROPN" or t.text[0].isupper() for t in clause.kept)
    if not whose and (any(t.lower_ == "the" for t in noun.lefts) or noun.lower_ in words("posts")):
        yield "no role: of whom"  # "the store worker" of the story; "a vice president for public affairs"
    article = any(t.dep_ in {"det", "poss"} for t in noun.lefts)
    office = any(t.dep_ == "prep" and t.i == noun.i + 1 for t in noun.rights)
    if not (article or office):
        yield "no role: bare"
    if not any(noun.text in role for role in subject.roles):
        yield "no role: otherwise"  # the cast has read it otherwise


def _passing(noun: Token) -> bool:
    """Whether it is said with when somebody was it."""
    if any(t.lower_ == "ago" for t in noun.doc[noun.right_edge.i + 1 : noun.right_edge.i + 4]):
        return True
    return any(t.lower_ in {"since", "then", "once"} or t.ent_type_ == "DATE" for t in noun.subtree)


def _series(noun: Token) -> bool:
    """Whether an owned noun is one of several people: "Oakley, his wife, Dana, and the …"."""
    listed = noun.doc[noun.right_edge.i + 1 : noun.right_edge.i + 3]
    named = len(listed) > 1 and listed[0].text == "," and listed[1].pos_ == "PROPN"
    return any(t.tag_ == "PRP$" for t in noun.lefts) and (named or any(t.dep_ == "conj" for t in noun.children))
