"""What a statement lacks in the publisher's voice, or in somebody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.facts.clauses import finite, passive
from onrecord.facts.gaps.held import bare, coloured, contest, goal, unheld
from onrecord.facts.links import station, withheld
from onrecord.facts.words import POLLS, humans, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from onrecord.facts.look import Look
    from onrecord.model import Resolution

LEAVING = frozenset({"leave", "resign", "retire", "quit", "step"})
SPOKEN = 9
"""So many words at least have a statement that is nothing but somebody's words."""
GOVERNING = frozenset({"government", "ministry", "opposition", "cabinet", "coalition"})
"""What every country has."""
FEW = 4
"""Up to so many words in quotation marks are a turn of phrase, not what somebody said."""


def reported(look: Look) -> Iterator[str]:
    """What a statement in the publisher's voice lacks."""
    clause, verb = look.clause, look.clause.verb
    if not _headed(look):
        yield "subject without a name"
    helpers = clause.auxiliaries
    now = verb.tag_ == "VBG" and bool(helpers) and helpers[0].tag_ in {"VBZ", "VBP"}
    if now and not look.dated and not look.placed and verb.lemma_ not in words("lasting acts"):
        yield "going on when"
    if not look.draft.subjects and not _somewhere(look):
        yield "nobody named"
    if (
        any(t.tag_ == "MD" and not look.cast.quoted(t.i) for t in look.tokens)
        and not look.how.by
        and verb.lemma_ not in words("reporting")
    ):
        yield "modal"
    if verb.lemma_ == "be" and look.quoted:
        yield "whose words"
    acomp = next((t for t in verb.rights if t.dep_ == "acomp"), None)
    if verb.lemma_ == "be" and acomp is not None and acomp.lower_ not in words("lasting conditions") and not look.dated:
        yield "state of when"
    if verb.lemma_ in words("replying") and look.quoted:
        yield "circumstance"  # "responded “only one mill”", to what?
    if verb.lemma_ == "manage" and any(t.dep_ == "xcomp" for t in verb.rights):
        yield "figure of speech"
    if verb.lemma_ in {"win", "lose", "beat", "defeat"} and not look.dated and not contest(look):
        yield "of which vote"
    if verb.lemma_ in words("motion") and not goal(look):
        yield "where"
    if any(
        t.tag_ in {"JJR", "RBR"}
        and t.dep_ in {"advmod", "acomp"}
        and t.head.pos_ != "NUM"
        and t.i not in look.context.covering
        for t in look.tokens
    ):
        yield "comparison"
    if not look.dated and any(t.lemma_.lower() in POLLS for t in look.tokens):
        yield "poll of when"
    if _opens_with_act(look):
        yield "circumstance"
    if verb.lemma_ in words("intentions") and any(t.dep_ == "xcomp" for t in verb.rights):
        yield "modal"
    if verb.lemma_ in LEAVING and not any(t.dep_ in {"dobj", "prep"} and not look.timely(t) for t in verb.rights):
        yield "where"
    if verb.lemma_ in {"kill", "injure", "wound", "hurt"} and not _struck(look):
        yield "where"
    yield from coloured(look)
    yield from bare(look)
    yield from unheld(look)


def said(look: Look) -> Iterator[str]:
    """What a statement of somebody lacks."""
    verb = look.clause.verb
    if look.cast.quoted(verb.i) and not look.dated and len(look.tokens) < SPOKEN:
        yield "words of a quotation"
    if _phrase_only(look):
        yield "turn of phrase"
    if not _headed(look):
        yield "subject without a name"
    yield from bare(look)
    if verb.lemma_ in {"kill", "injure", "wound", "hurt", "die"} and not (look.dated or look.placed or _struck(look)):
        yield "where"
    tensed = look.clause.tensed
    past = tensed.tag_ == "VBD"
    if past:
        yield from unheld(look)
    if tensed.lower_ in {"would", "’d", "'d"} and tensed.tag_ == "MD" and not look.cast.quoted(tensed.i):
        yield "backshifted"  # "said that she would sell": by itself, it reads as if on a condition
    if past and verb.lemma_ in {"be", "have"} and any(t.precision == "day" for t in look.draft.timexes):
        yield "date of the saying"  # "said it was a lie on Monday": said on Monday
    if any(not _named(look, who) or _of_which_state(who) for who in look.how.by):
        yield "speaker without a name"
    if _counted(look):
        yield "counted where"


def _counted(look: Look) -> bool:
    """Whether numbers are told of what has no name and no place: "prices rose by 3 per cent", where?"""
    if look.quoted:
        return False
    numbered = any(t.like_num and t.lower_ != "one" and t.i not in look.context.covering for t in look.tokens)
    named = any(t.pos_ == "PROPN" and t.i not in look.context.covering for t in look.tokens)
    return numbered and not named and not look.draft.subjects


def _somewhere(look: Look) -> bool:
    """Whether a day and a name behind the verb hold what nobody with a name did: "protesters blocked Interstate 9"."""
    day = any(t.precision == "day" and t.edtf for t in look.draft.timexes)
    after = (t for t in look.tokens if t.i > look.clause.verb.i and t.i not in look.context.covering)
    return day and any(t.pos_ == "PROPN" for t in after)


def _struck(look: Look) -> bool:
    """Whether a statement of who was killed or hurt says by whom, where or how; "killed Reed" says whom."""
    verb = look.clause.verb
    if not passive(verb):
        return True
    return any(t.i in look.inside and t.dep_ in {"prep", "agent", "advcl"} and not look.timely(t) for t in verb.rights)


def _named(look: Look, who: Resolution) -> bool:
    """Whether a speaker has a name, a person a full one, or vouches by an office."""
    if who.subject is None:
        return _office(look, who.name)
    one = look.cast.subjects[who.subject]
    if one.kind != "person" or who.role is not None:
        return True
    parts = one.name.lower().split(" ")
    return len(parts) > 1 and not all(part in humans() or part in words("many bodies") for part in parts)


def _says_nothing(token: Token) -> bool:
    """Whether a word before "aides" or "members" leaves open whose they are: a number, "campaign"."""
    return token.dep_ in {"punct", "nummod", "quantmod"} or (
        token.dep_ == "compound" and token.lower_ in words("bodies of whom")
    )


def _of_which_state(who: Resolution) -> bool:
    """Whether a speaker is a government's, and the name does not say which: "Defence Ministry spokesman"."""
    parts = {word.lower() for word in who.name.split(" ")}
    return bool(parts & GOVERNING) and parts <= GOVERNING | humans() | words("many bodies") | {"the", "a", "an", "of"}


def _opens_with_act(look: Look) -> bool:
    """Whether the statement opens with a clause of its own: "after watching them fail"."""
    doer = look.clause.doer
    left = doer.left_edge.i if doer is not None else look.clause.verb.i
    return any(t.pos_ in {"VERB", "AUX"} and t.i < left and _near(look, t) for t in look.tokens)


def _near(look: Look, token: Token) -> bool:
    """Whether a word belongs to the clause itself, not to the subject that stands elsewhere."""
    return token in look.clause.kept


def _office(look: Look, name: str) -> bool:
    """Whether a speaker without a name vouches by an office."""
    parts = name.split(" ")
    last = parts[-1].lower()
    if last in POLLS and parts[0].lower() in {"a", "an"} and len(parts) <= 3:
        return False
    vouches = last in words("vouchers") or {last, last.removesuffix("s")} & words("documents")
    return bool(vouches) or any(word[0].isupper() for word in name.split(" ")[1:])


def _phrase_only(look: Look) -> bool:
    """Whether the predicate is a few words in quotation marks: "was “a big deal”"."""
    after = [t for t in look.tokens if t.i > look.clause.verb.i and not t.is_punct]
    quoted = [t for t in after if look.cast.quoted(t.i)]
    if look.cast.quoted(look.clause.verb.i):
        return False
    return bool(quoted) and len(quoted) <= FEW and quoted[-1] == after[-1] and not finite(quoted[-1])


def _headed(look: Look) -> bool:
    """Whether the subject is somebody or something with a name, or a date ties the statement."""
    doer = look.clause.doer
    if doer is None:
        return False
    if any(t.lower_ in {"many", "some", "several", "few", "most", "other", "more", "about"} for t in doer.lefts):
        return False
    if station(look.clause.verb) is not None or withheld(look.clause.verb):
        return True  # whoever brought the charge: it is told of the accused
    posts = words("posts") | words("posts before a name") | words("relations")
    if doer.tag_ == "NNS" and doer.lemma_ in posts and all(_says_nothing(t) for t in doer.children):
        return False  # "leaders", "aides": whose
    who = look.cast.at(doer.i)
    first = look.draft.first
    led = (look.clause.lead is not None or doer.pos_ == "NOUN") and look.draft.text.startswith("[")
    named = led or (bool(first) and look.cast.name_span(first[-1]) is not None)
    if named:
        return True
    tied = look.dated and _acting(look, doer) and (look.placed or any(t.pos_ == "PROPN" for t in doer.subtree))
    if any(t.lower_ in {"a", "an"} for t in doer.lefts) and not tied:
        return False
    if (
        doer.i in look.draft.completed
        or any(t.lower_ == "no" for t in doer.lefts)
        or doer.lower_ in {"nobody", "police"}
    ):
        return True
    if look.context.central(doer) or any(_known(look, t) for t in doer.subtree if t.dep_ == "pobj"):
        return True
    if who is not None and who.subject is not None:
        return True
    if doer.pos_ == "PROPN":
        return True
    acting = _acting(look, doer)
    if not acting and any(t.dep_ == "dobj" for t in look.clause.verb.rights):
        return False  # "attacks placed fears at the centre"
    return look.dated or look.placed


def _acting(look: Look, noun: Token) -> bool:
    """Whether a noun is for people, or for what acts as they do: an office, a body, something written."""
    kinds = ("kinds of people", "kinds of bodies", "offices", "documents", "vouchers")
    return noun.lemma_ in humans() or any(noun.lemma_ in words(k) or noun.lower_ in words(k) for k in kinds)


def _known(look: Look, noun: Token) -> bool:
    """Whether a noun was given its fuller words: "use of the [facial recognition] technology"."""
    return noun.i in look.draft.completed
