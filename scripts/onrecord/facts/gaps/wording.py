"""What in the words of a statement is not fit to be read alone."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord import language
from onrecord.facts.clauses import mark_of, passive, subject_of
from onrecord.facts.links import station
from onrecord.facts.look import unrelated
from onrecord.facts.words import PER_CENT, POLLS, humans, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from onrecord.facts.look import Look
    from onrecord.model import Timex

PARTS = frozenset({"of", "in", "for", "and", "at", "on", "by", "with", "from", "to", "but", "as", "so"})
"""Words that no name begins with."""
AROUND = frozenset(
    {"in", "on", "by", "at", "after", "during", "along", "near", "outside", "upon", "following", "inside"}
)
"""Prepositions of where, when and by whom: of what somebody was convicted, they don't say."""
ADVERBS = frozenset(
    [
        "still",
        "again",
        "even",
        "anymore",
        "earlier",
        "once",
        "already",
        "just",
        "instead",
        "alone",
        "eventually",
        "finally",
        "ultimately",
        "soon",
        "shortly",
    ]
)
"""Adverbs that compare with what was told before."""
AGED = re.compile(r"\bthe [\w-]+-year-old\b(?! (?:son|daughter|boy|girl|brother|sister) of\b)", re.IGNORECASE)
"""Somebody called by an age is one of whom the text has told: "the 26-year-old’s past"."""
SOMEBODY = frozenset({"people", "arrest", "man", "woman", "person", "boy", "girl", "teenager", "suspect", "individual"})
PART_IN = frozenset({"involvement", "role", "part", "complicity", "participation", "responsibility", "knowledge"})
HALF_A_YEAR = 180
"""Days."""
FIRST_DAYS = 10
"""Up to this day of January, what is printed may have been written in the year before."""


def worded(look: Look) -> Iterator[str]:
    """What in the words themselves is not fit to be read alone."""
    verb = look.clause.verb
    if look.draft.supplied:
        yield "date from elsewhere"
    if look.how.by and any(_beside(look, t) for t in look.tokens):
        yield "cut"
    if any(_turn_of_year(look, t) for t in look.draft.timexes):
        yield "of which year"
    if look.clause.form == "coordinate" and look.clause.lead is not None and _below_speech(look):
        yield "who did it is open"
    if verb.lemma_ == "tweet" and look.quoted:
        yield "cut"  # a tweet quotes others, mark within mark
    if verb.lemma_ in words("figures") and not look.clause.nominal and not _placed(verb):
        yield "figure of speech"
    if any(look.cast.subjects[k].name.split(" ")[0].lower() in PARTS for k in look.draft.subjects):
        yield "name"
    filled = look.draft.text.endswith("].")
    if "-]" in look.draft.text or any(
        t.dep_ == "prep" and not filled and not any(c.i in look.inside for c in t.children)
        for t in look.tokens
        if t == look.tokens[-1]
    ):
        yield "cut"
    if AGED.search(look.draft.text):
        yield "points elsewhere"
    if any(_objectless(look, t) for t in look.tokens):
        yield "cut"
    if any(
        (a.text == "," and b.dep_ == "aux") or (b.text == "," and a.lower_ == "to") for a, b in pairwise(look.tokens)
    ):
        yield "cut"
    doer = look.clause.subject
    if doer is not None and _renamed(look, doer):
        yield "name left off"
    if doer is not None and any(t.lower_ in {"like", "unlike"} and t.i in look.inside for t in doer.rights):
        yield "comparison"
    if doer is not None and doer.text.isupper() and len(doer) > 5 and doer.i - doer.sent.start < 3:
        yield "dateline"
    if any(b.dep_ == "appos" and a.pos_ == b.pos_ == "PROPN" and b.i > a.i + 2 for a, b in pairwise(look.tokens)):
        yield "cut"
    yield from _pointing(look)
    for noun in verb.rights:
        if noun.dep_ == "attr" and unrelated(noun):
            yield "of whom"
        if noun.dep_ in {"dobj", "attr"} and noun.lemma_ in words("empty nouns") and not look.clause.nominal:
            yield "says nothing"
    yield from _misdated(look)
    yield from _of_what(look)
    share = any(t.lower_ in PER_CENT for t in look.tokens)
    whole = look.placed or any(t.lower_.startswith("nation") for t in look.tokens)
    if share and not whole and (verb.lemma_ in words("polling") or any(t.lemma_ in POLLS for t in look.tokens)):
        yield "poll of whom"


def _turn_of_year(look: Look, timex: Timex) -> bool:
    """Whether "this year", of what has happened, may be the year before: in the first days of January."""
    published, phrase = look.context.published, timex.span.of(language.text(look.doc)).lower()
    first = published is not None and published.month == 1 and published.day <= FIRST_DAYS
    return first and phrase == "this year" and look.clause.tensed.tag_ != "MD"


def _pointing(look: Look) -> Iterator[str]:
    """Words that point to what was told elsewhere, or to nothing."""
    for token in look.tokens:
        if token.lower_ in {"at", "in"} and any(look.short(t) for t in token.children if t.dep_ == "pobj"):
            yield "name"
        said = look.cast.quoted(token.i) or token.i in look.context.covering
        counted = token.lower_ == "once" and token.i > look.clause.verb.i  # "was arrested once"
        if token.lower_ in ADVERBS and token.pos_ == "ADV" and not said and not counted:
            yield "points elsewhere"
        if token.lower_ in {"'s", "’s"} and token.tag_ != "POS" and token.pos_ in {"AUX", "VERB", "PART"}:
            yield "contraction"
        bare = token.dep_ in {"dobj", "pobj", "nsubj", "attr", "nsubjpass"} and token.tag_ == "DT"
        if bare and token.lower_ in {"that", "this", "these", "those"}:
            yield "points elsewhere"
        if token.lower_ == "across" and any(not list(t.lefts) and t.pos_ == "NOUN" for t in token.rights):
            yield "points elsewhere"  # "across town"
        if token.lower_ == "alone" or (token.tag_ in {"JJR", "RBR"} and _unequal(look, token)):
            yield "comparison"
        if token.lower_ == "point" and token.dep_ == "pobj" and any(t.lower_ in {"one", "some"} for t in token.lefts):
            yield "points elsewhere"
        if token.lower_ in {"response", "return", "exchange", "reply", "contrast", "turn"} and _bare_in(token):
            yield "points elsewhere"
        if token.lower_ in {"earlier", "prior"} and token.dep_ == "amod" and token.i not in look.context.covering:
            yield "points elsewhere"
        if token.lower_ == "nearby" or _enough(token):
            yield "points elsewhere"
        if token.lower_ == "one" and token.dep_ in {"dobj", "pobj", "nsubj", "nsubjpass"} and _partial(token):
            yield "which one"
        if token.lower_ in {"they", "them", "their"} and look.cast.quoted(token.i):
            yield "pronoun in a quotation"


def _misdated(look: Look) -> Iterator[str]:
    """Dates that a reader can't rely on."""
    if any("~" in (t.edtf or "") for t in look.draft.timexes):
        yield "date too vague"
    if any(_far(look, t) for t in look.draft.timexes):
        yield "date of which year"
    if _of_habit(look):
        yield "date of a habit"
    if sum(1 for t in look.draft.timexes if t.basis == "derived") > 1:
        yield "two dates"


def _of_what(look: Look) -> Iterator[str]:
    """What a charge, a denial or a condition leaves open."""
    verb = look.clause.verb
    if verb.lemma_ == "accuse" and not _accused_of(look):
        yield "of what"
    if _charged_bare(look) or _denied_bare(look):
        yield "of what"
    if any(t.lemma_ == "stake" and not _in_what(look, t) for t in look.tokens):
        yield "of what"
    if verb.lemma_ == "find" and any(t.lower_ == "guilty" and not any(t.rights) for t in verb.rights):
        yield "of what"
    held = station(verb) is not None or verb.lemma_ in {"release", "free", "make"}
    if held and not look.clause.nominal and _unnamed(look):
        yield "nobody named"
    if any(t.lower_ == "only" and t.head == verb for t in look.tokens) and any(
        t.dep_ in {"advcl", "prep"} and t.i > verb.i and t.i not in look.inside for t in verb.rights
    ):
        yield "cut short"  # "would only return | after signing"


def _in_what(look: Look, stake: Token) -> bool:
    """Whether a stake says in what."""
    for token in stake.children:
        named = token.dep_ in {"poss", "compound"} and token.lower_ not in PER_CENT
        if token.i in look.inside and (named or (token.lower_ in {"in", "of"} and not look.timely(token))):
            return True
    return False


def _far(look: Look, timex: Timex) -> bool:
    """Whether a day without its year lies so far back that it may be of another year than was read."""
    published, phrase = look.context.published, timex.span.of(language.text(look.doc))
    if published is None or timex.latest is None or timex.precision != "day":
        return False
    if re.search(r"\d{4}", phrase):
        return False
    return (published - timex.latest).days > HALF_A_YEAR


def _of_habit(look: Look) -> bool:
    """Whether what is so in general got a date that is over: "the profits come in the fourth quarter [2030]"."""
    first, published = look.clause.tensed, look.context.published
    if look.clause.nominal or first.tag_ not in {"VBZ", "VBP"} or published is None:
        return False
    if first.lemma_ == "have" or look.clause.verb.tag_ == "VBG":
        return False
    return any(t.basis == "derived" and t.latest is not None and t.latest < published for t in look.draft.timexes)


def _accused_of(look: Look) -> bool:
    """Whether an accusation says of what, in more than a word."""
    of = [t for one in look.clause.verb.rights if one.lower_ in {"of", "with"} for t in one.children]
    return any(t.pos_ != "VERB" or any(c.dep_ in {"dobj", "prep", "xcomp", "ccomp"} for c in t.rights) for t in of)


def _objectless(look: Look, token: Token) -> bool:
    """Whether a verb that needs an object stands without: "made an offer to buy, through a subsidiary"."""
    if token.tag_ not in {"VB", "VBD", "VBZ", "VBP", "VBG"} or token.lemma_ not in words("wanting an object"):
        return False
    if token.dep_ in {"relcl", "amod", "compound", "aux"} or any(t.dep_ in {"auxpass", "prt"} for t in token.children):
        return False
    if any(t.dep_ in {"dobj", "ccomp", "xcomp", "attr", "oprd", "pobj"} for t in token.children):
        return False
    to = token.dep_ in {"acl", "xcomp", "advcl"} and any(t.tag_ == "TO" for t in token.lefts)
    noun = token.head if to else None
    return noun is None or noun.pos_ == "VERB" or noun.lemma_ in words("acts") | words("plans") | {"bid", "right"}


def _placed(verb: Token) -> bool:
    """Whether it is "placed on leave", "under arrest"."""
    states = {"leave", "probation", "parole", "arrest", "custody", "hold", "lockdown", "receivership"}
    return verb.lemma_ == "place" and any(t.lemma_ in states for p in verb.rights if p.dep_ == "prep" for t in p.rights)


def _bare_in(token: Token) -> bool:
    """Whether it is "in response" to something that is not said."""
    return token.dep_ == "pobj" and token.head.lower_ == "in" and not any(token.rights) and not any(token.lefts)


def _enough(token: Token) -> bool:
    """Whether "enough" does not say for what: "has not done enough"."""
    if token.lower_ != "enough" or token.dep_ not in {"dobj", "advmod"}:
        return False
    after = [*token.rights, *(t for t in token.head.rights if t.i > token.i)]
    return not any(t.dep_ in {"xcomp", "advcl", "prep", "relcl", "acl", "ccomp"} for t in after)


def _partial(token: Token) -> bool:
    """Whether "one" is one of several: "one of the mayor's rivals"."""
    return any(t.lower_ == "of" for t in token.rights)


def _charged_bare(look: Look) -> bool:
    """Whether a step of a charge does not say for what: "Oakley was indicted"."""
    verb = look.clause.verb
    if (
        station(verb) is None
        or look.clause.nominal
        or look.how.status not in {"reported", "said"}
        or look.cast.quoted(verb.i)
    ):
        return False
    of_a_charge = any(t.lemma_ in words("charges") and t.pos_ == "NOUN" for t in look.tokens)
    below = (t for t in verb.rights if t.i in look.inside and t.dep_ in {"prep", "agent", "xcomp", "advcl"})
    bound = {"with" if any(c.dep_ == "pcomp" for c in t.rights) else t.lower_ for t in below}
    bare = AROUND | {"to"} if verb.lemma_ == "sentence" else AROUND
    told = look.dated and verb.lemma_ not in {"charge", "indict"}
    return not of_a_charge and bound <= bare and not told


def _denied_bare(look: Look) -> bool:
    """Whether a denial does not say of what: "denied involvement", "denied all charges"."""
    if look.how.status != "denied":
        return False
    nouns = [t for t in look.clause.verb.rights if t.dep_ == "dobj" and t.pos_ == "NOUN" and t.i in look.inside]
    whose = {"compound", "poss"}  # "denied Oakley's involvement", in what?
    return any(
        not any(
            t.dep_ in {"prep", "acl", "ccomp"} | (set() if noun.lemma_ in PART_IN else whose) and t.i in look.inside
            for t in noun.children
        )
        for noun in nouns
    )


def _unnamed(look: Look) -> bool:
    """Whether it is told of somebody without a name that he was arrested, or charged, with nothing that says who."""
    doer = look.clause.subject
    if doer is None or not passive(look.clause.verb):
        return False
    told = any(t.dep_ in {"relcl", "acl", "appos"} or (t.pos_ == "PROPN" and not t.like_num) for t in doer.subtree)
    known = any(t.lower_ in {"the", "his", "her", "their"} for t in doer.lefts)
    return doer.lemma_ in humans() | SOMEBODY and not (told or known)


def _beside(look: Look, token: Token) -> bool:
    """Whether "as she vowed" stands in what she said: these are the publisher's words."""
    if token.dep_ != "advcl" or mark_of(token) != "as":
        return False
    doer = subject_of(token)
    who = look.cast.at(doer.i) if doer is not None else None
    return who is not None and any(one.subject == who.subject is not None for one in look.how.by)


def _below_speech(look: Look) -> bool:
    """Whether a second predicate stands below a clause of speech: the speaker could be who did it, as well."""
    first = look.clause.verb.head
    while first.dep_ == "conj":
        first = first.head
    return first.dep_ == "ccomp"


def _unequal(look: Look, token: Token) -> bool:
    """Whether a comparison in somebody's own words lacks what it compares with."""
    inner = token.dep_ in {"amod", "compound"} and token.head.dep_ != "attr"
    return look.cast.quoted(token.i) and not inner and not any(t.lower_ == "than" for t in look.tokens)


def _renamed(look: Look, doer: Token) -> bool:
    """Whether the name beside the subject was left off ("the governor, Dana Oakley"), or it is a long list."""
    names = [t for t in doer.rights if t.dep_ == "appos" and t.pos_ == "PROPN" and t.i not in look.inside]
    listed = [t for t in doer.subtree if t.dep_ == "conj" and t.pos_ == "PROPN"]
    return (bool(names) and doer.pos_ == "NOUN") or len(listed) > 1
