"""Who vouches for a clause, and how it stands: reported, said, alleged or denied."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from onrecord.facts.asserted import reports
from onrecord.facts.attributed import Attributed, according
from onrecord.facts.clauses import Clause, near, negated
from onrecord.facts.words import Cast, human, humans, kind, kinds, words
from onrecord.model import Resolution

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

    from onrecord.model import Attribution, Status

LAW = frozenset(
    {
        "police",
        "authorities",
        "investigators",
        "prosecutor",
        "prosecutors",
        "sheriff",
        "attorney",
        "detective",
        "officer",
        "officers",
    }
)
NOBODY = frozenset(
    [
        "one",
        "some",
        "others",
        "many",
        "people",
        "someone",
        "those",
        "both",
        "all",
        "that",
        "this",
        "he",
        "she",
        "it",
        "they",
        "who",
        "we",
        "i",
        "you",
        "him",
        "her",
        "them",
    ]
)
"""Speakers that name nobody."""
OWNERS = frozenset({"its", "his", "her", "their", "our", "my", "your", "this"})
"""What opens the mention of a speaker who is somebody's, nobody knows whose."""


class Standing(msgspec.Struct, frozen=True):
    """How a clause stands. `by` is nearest the event last."""

    status: Status
    by: tuple[Resolution, ...] = ()
    doubts: tuple[str, ...] = ()


def standing(clause: Clause, attributed: Attributed) -> Standing | None:
    """Who vouches for a clause, and how it stands. None where an allegation names nobody, or a speaker is unknown."""
    covering = [one for one in attributed.over(clause.verb) if not according(one)]
    by: list[Resolution] = attributed.according(clause.verb) if not clause.nominal else []
    if any(who.subject is None and _pointed(who, attributed, clause) for who in by):
        return None  # "according to the data": which?
    doubts: list[str] = ["unsure-speaker"] if any(not who.sure for who in by) else []
    alleged = False
    for one in covering:
        chain = [attributed.cast.who((span,)) for span in reversed(one.via)]
        if not one.speaker:
            return None
        speaker = attributed.cast.who(one.speaker)
        pointed = _pointed(speaker, attributed, clause)
        if speaker.subject is None and (not _nominal(one, clause.verb.doc) or pointed):
            return None
        place = speaker.subject is not None and attributed.cast.subjects[speaker.subject].kind == "place"
        if place and one.cue_lemma in {"show", "prove", "demonstrate", "suggest", "indicate"}:
            return None  # "Oslo showed that": no speaker
        if _taken_back(one, clause.verb.doc) or _claimed_deed(one, clause):
            return None
        if one.rivals or not one.sure or not speaker.sure:
            doubts.append("unsure-speaker")
        by += [who for who in [*chain, speaker] if who not in by]
        paper = speaker.subject is None and speaker.name.split(" ")[-1].lower() in words("papers")
        alleged = alleged or one.stance == "alleged" or paper or _in_papers(one, clause)
    if _denies(clause.verb) and reports(clause) and clause.doer is not None:
        denier = _denier(clause, attributed)
        if denier is None or not denier.sure:
            return None
        return Standing("denied", (*by, *([denier] if denier not in by else [])), tuple(doubts))
    if clause.verb.lemma_ == "accuse" and clause.doer is not None and clause.verb.tag_ != "VBN":
        accuser = attributed.cast.at(clause.doer.i)
        if accuser is None or not accuser.sure:
            return None
        by += [accuser] if accuser not in by else []
    if len(by) > 2 or any(not who.name or who.name.lower() in NOBODY for who in by):
        return None
    if any(who.name.split(" ")[0].lower() in OWNERS for who in by):
        return None
    alleged = alleged or _accuses(clause, by, attributed.cast)
    alleged = alleged or any(_alleges(t, clause.verb) for t in clause.kept) or _alleged_around(clause, covering)
    if alleged and _accuser_unnamed(clause, by):
        return None
    if alleged:
        return Standing("alleged", tuple(by), tuple(dict.fromkeys(doubts))) if by else None
    return Standing("said" if by else "reported", tuple(by), tuple(dict.fromkeys(doubts)))


def _cue(one: Attribution, doc: Doc) -> DocSpan | None:
    """The words that tell that somebody spoke; None where there are none."""
    return doc.char_span(one.cue[0].start, one.cue[-1].end, alignment_mode="expand") if one.cue else None


def _taken_back(one: Attribution, doc: Doc) -> bool:
    """Whether somebody is told not to make a claim, or to give it up: "agreed not to repeat claims that …"."""
    cue = _cue(one, doc)
    if cue is None or cue.root.dep_ not in {"dobj", "pobj", "ccomp", "xcomp"}:
        return False
    before = doc[cue.start - 1] if cue.start else cue.root
    if before.pos_ == "VERB" and any(t.dep_ == "neg" for t in before.children):
        return True  # whatever "claims" was taken for
    verb = next((t for t in cue.root.ancestors if t.pos_ == "VERB"), None)
    if verb is None:
        return False
    given_up = cue.root.pos_ == "NOUN" and verb.lemma_ in {"withdraw", "retract", "drop", "reject", "dismiss"}
    return given_up or any(t.dep_ == "neg" for t in verb.children)


def _claimed_deed(one: Attribution, clause: Clause) -> bool:
    """Whether what is claimed is a deed of the speaker's, of which the text itself then tells: "claimed several
    attacks, including a bombing that killed nine"."""
    cue = _cue(one, clause.verb.doc)
    if one.cue_lemma != "claim" or clause.form != "relative" or cue is None or cue.root.pos_ != "VERB":
        return False
    return not any(t.dep_ in {"ccomp", "xcomp"} for t in cue.root.rights)


def _accuser_unnamed(clause: Clause, by: Sequence[Resolution]) -> bool:
    """Whether somebody "was accused", one does not learn by whom: not by who tells it, unless that is the law."""
    if clause.verb.lemma_ != "accuse" or clause.verb.tag_ != "VBN":
        return False
    named = any(t.dep_ == "agent" for t in clause.verb.rights)
    return not named and not _by_the_law(by)


def _by_the_law(by: Sequence[Resolution]) -> bool:
    """Whether police, prosecutors or the like say so."""
    return any(word.lower() in LAW for who in by for word in who.name.split())


def _pointed(who: Resolution, attributed: Attributed, clause: Clause) -> bool:
    """Whether a speaker without a name is one that was told of elsewhere: "the data", "campaign aides"."""
    parts = who.name.lower().split(" ")
    if len(parts) == 2 and parts[0] in words("bodies of whom"):
        return True
    return parts[0] == "the" and not attributed.sole_paper(who.name, clause.verb.doc)


def _nominal(one: Attribution, doc: Doc) -> bool:
    """Whether a speaker without a name is a noun phrase for people or for something written."""
    span = doc.char_span(one.speaker[0].start, one.speaker[0].end, alignment_mode="expand")
    return (
        span is not None
        and len(span) > 0
        and span.root.pos_ in {"NOUN", "PROPN"}
        and (span.root.pos_ == "PROPN" or _speaking(span.root))
        and not any(t.text.isupper() and len(t) > 5 for t in span)
        and not (
            span.root.tag_ == "NN"
            and not any(t.dep_ in {"det", "poss", "nummod", "compound"} for t in span.root.lefts)
            and span.root.lower_ != "police"
        )
    )


def _speaking(noun: Token) -> bool:
    """Whether a noun is for people, for a body or for something written: "a study", not "a plan"."""
    lemma = noun.lemma_.lower()
    return (
        lemma in humans()
        or noun.lower_ in humans() | words("vouchers") | words("posts") | kinds()
        or lemma in words("posts") | kinds() | words("documents") | words("offices")
        or lemma.endswith(("er", "or", "ist", "man", "woman"))
    )


def _denier(clause: Clause, attributed: Attributed) -> Resolution | None:
    """Who denies: the subject, who stands beside it ("her lawyer, Dana Oakley,"), or whom the stage of speech found."""
    doer = clause.doer
    if doer is None:
        return None
    beside = (t for t in doer.rights if t.dep_ == "appos" and t.pos_ == "PROPN")
    known = (attributed.cast.at(t.i) for t in (doer, *beside))
    found = next((who for who in known if who is not None), None)
    if found is not None:
        return found
    spoken = (one for t in clause.verb.rights if t.dep_ in {"ccomp", "xcomp"} for one in attributed.over(t))
    said = next((one for one in spoken if one.stance == "denied" and one.speaker and not one.rivals), None)
    who = attributed.cast.who(said.speaker) if said is not None and said.speaker else None
    if who is None or who.name.split(" ")[0].lower() in OWNERS:
        return None
    return who


def _denies(verb: Token) -> bool:
    """Whether a verb denies that something is so, not something to somebody."""
    if verb.lemma_ not in words("denying"):
        return False
    content = any(t.dep_ in {"ccomp", "xcomp"} for t in verb.children)
    nouns = [t for t in verb.children if t.dep_ in {"dobj", "dative"}]
    return content or (len(nouns) == 1 and (nouns[0].lemma_ in words("denied") or nouns[0].tag_ == "PRP"))


def _accuses(clause: Clause, by: Sequence[Resolution], cast: Cast) -> bool:
    """Whether police or prosecutors say of somebody with a name that they did a wrong: that is an allegation."""
    if not _by_the_law(by) or negated(clause.verb):  # "did not steal the crowns"
        return False
    wrong = any(t.lemma_.lower() in words("offences") for t in clause.kept)
    return wrong and clause.doer is not None and kind(cast, clause.doer.i) == "person"


def _alleges(token: Token, verb: Token | None = None) -> bool:
    """Whether a word makes an allegation of the clause of `verb`: "tweets accusing her" tell of one and make none."""
    inner = token.pos_ == "VERB" and token != verb and token.dep_ not in {"amod", "xcomp"}
    if token.dep_ == "amod" and (token.head.pos_ == "PROPN" or human(token.head)) and token.lemma_ != "accuse":
        return False  # "access to suspected thief Dana Oakley": who is suspected, is not what is said
    if token.lower_ == "apparent" and not (token.head.pos_ == "PROPN" or human(token.head)):
        return False  # "an apparent strike": the word is a hedge, and stays
    if token.dep_ == "amod" and verb is not None and verb.pos_ in {"VERB", "AUX"} and not _near_verb(token.head, verb):
        return False  # "would stay out of an inquiry into alleged theft"
    return not inner and (token.lower_ in words("allegations") or token.lemma_ in words("allegations"))


def _near_verb(noun: Token, verb: Token) -> bool:
    """Whether a noun is a verb's own subject or object, or stands behind its preposition."""
    return noun.head == verb or (noun.dep_ == "pobj" and noun.head.head == verb)


def _in_papers(one: Attribution, clause: Clause) -> bool:
    """Whether it was said in a complaint or the like: then it is an allegation."""
    doc = clause.verb.doc
    for span in one.cue:
        for token in doc.char_span(span.start, span.end, alignment_mode="expand") or ():
            if token.lemma_ in words("papers"):
                return True
            for child in token.children:
                within = child.dep_ == "prep" and child.lower_ == "in"
                if within and any(t.lemma_ in words("papers") for t in child.children):
                    return True
    return False


def _alleged_around(clause: Clause, covering: Sequence[Attribution]) -> bool:
    """Whether the clause that says so speaks of what is alleged: "said during the alleged incident that …"."""
    if not covering:
        return False
    head = clause.verb.head
    if clause.form in {"coordinate"}:
        head = head.head
    return head != clause.verb and any(_alleges(t) for t in near(head) if t != clause.verb)
