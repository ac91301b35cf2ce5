"""Whether a clause is asserted at all, by whom, and how it stands: reported, said, alleged or denied."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from onrecord.facts.clauses import Clause, adjoins, finite, helpers_of, mark_of, near, subject_of
from onrecord.facts.words import Cast, light, words
from onrecord.model import Resolution, Span

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from spacy.tokens import Doc, Token

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
UNSAID = frozenset({"asked", "promised", "believed"})


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


PLAIN_JJR = frozenset(
    [
        "more",
        "less",
        "higher",
        "lower",
        "upper",
        "inner",
        "outer",
        "older",
        "younger",
        "elder",
        "former",
        "later",
        "earlier",
    ]
)


class Standing(msgspec.Struct, frozen=True):
    """How a clause stands. `by` is nearest the event last."""

    status: Status
    by: tuple[Resolution, ...] = ()
    doubts: tuple[str, ...] = ()


class Attributed:
    """The attributions of a text, asked for what covers a word."""

    def __init__(self, attributions: Sequence[Attribution], cast: Cast) -> None:
        self.all = sorted(attributions, key=lambda a: (a.content[0], -a.content[-1].end))
        self.cast = cast
        self._pieces = sorted((span, k) for k, one in enumerate(self.all) for span in one.content)
        self._cues: dict[int, int] = {}  # offset → the first attribution whose cue has the letter there
        for k, one in enumerate(self.all):
            for span in one.cue:
                for offset in range(span.start, span.end):
                    self._cues.setdefault(offset, k)

    def over(self, token: Token) -> list[Attribution]:
        """The attributions whose content a word stands in, outermost first."""
        from bisect import bisect_right

        end = bisect_right(self._pieces, (Span(token.idx, 2**40), 0))
        found = {}
        for span, k in self._pieces[max(0, end - 40) : end]:
            if span.start <= token.idx < span.end:
                found[k] = span.end - span.start
        return [self.all[k] for k in sorted(found, key=lambda k: (-found[k], k))]

    def cued_by(self, token: Token) -> Attribution | None:
        """The attribution whose cue a word is part of."""
        found = [k for at in range(token.idx, token.idx + len(token.text)) if (k := self._cues.get(at)) is not None]
        return self.all[min(found)] if found else None

    def according(self, verb: Token) -> list[Resolution]:
        """Those whom the sentence names with "according to", nearest the event last."""
        found: list[Resolution] = []
        node = verb
        for _ in range(8):
            for child in node.children:
                if child.lower_ == "according" and not _parted(verb, child):
                    found += [self._source(child)]
            if node.head == node or node.dep_ in {"relcl"}:
                break
            node = node.head
        return [who for who in reversed(found) if who.name]

    def _source(self, according: Token) -> Resolution:
        """Who stands after "according to"."""
        for to in according.children:
            for noun in to.children if to.lower_ == "to" else ():
                if noun.dep_ == "pobj":
                    words_ = [t for t in noun.subtree if not t.is_space]
                    end = next((t.i for t in words_ if t.i > noun.i and t.text in {",", ";"}), words_[-1].i + 1)
                    span = noun.doc[words_[0].i : end]
                    return self.cast.who((Span(span.start_char, span.end_char),))
        return Resolution(name="", sure=False)


def _parted(one: Token, other: Token) -> bool:
    """Whether a semicolon or colon stands between two words."""
    low, high = sorted((one.i, other.i))
    return any(t.text in {";", ":"} for t in one.doc[low:high])


def reports(clause: Clause) -> bool:
    """Whether a clause only tells that something was said, asked or thought."""
    verb = clause.verb
    if clause.form == "apposition" or verb.lemma_ not in words("reporting"):
        return False
    if verb.lemma_ == "point":
        return any(t.dep_ == "prt" for t in verb.children)
    if verb.lemma_ in {
        "find",
        "call",
        "read",
        "post",
        "go",
        "continue",
        "reject",
        "dismiss",
        "know",
        "point",
        "project",
    }:
        content = {"ccomp", "parataxis"}
        return any(t.dep_ in content for t in verb.children) or verb.dep_ in content
    return True


def dated_or_addressed(clause: Clause, starts: Container[int]) -> bool:
    """Whether a report says when, to whom or where something was said, and what."""
    verb = clause.verb
    if any(t.dep_ in {"ccomp", "parataxis"} and t.i < verb.i for t in verb.children):
        return False  # what was said stands before it
    rights = list(verb.rights)
    content = min((t.left_edge.i for t in rights if t.dep_ == "ccomp"), default=len(verb.doc))
    asks = (
        {"ccomp", "xcomp", "pcomp"}
        if verb.lemma_ in {"tell", "ask", "speak", "talk"}
        else {"ccomp", "xcomp", "pcomp", "dobj"}
    )
    said = any(
        (t.dep_ in asks and (t.dep_ != "ccomp" or subject_of(t) is not None)) or t.lower_ == "about" for t in rights
    )
    when = any(
        t.i in starts
        for child in verb.children
        if child.dep_ not in {"ccomp", "nsubj", "nsubjpass"}
        for t in child.subtree
        if t.i < content
    )
    to = verb.lemma_ in {"tell", "ask", "inform", "warn", "remind", "assure", "notify"} and any(
        t.dep_ in {"dobj", "dative"} and t.pos_ == "PROPN" for t in rights
    )
    return said and (when or to)


def asserted(clause: Clause, attributed: Attributed) -> str:
    """Why a clause asserts no fact; empty where it does."""
    verb = clause.verb
    covering = [one for one in attributed.over(verb) if not _according(one)]
    if any(one.stance in UNSAID for one in covering) or any(one.stance == "denied" for one in covering):
        return "not asserted"
    if not covering and attributed.cast.quoted(verb.i):
        return "quotation without a speaker"
    if clause.form == "apposition":
        if verb.sent.root.pos_ not in {"VERB", "AUX"}:
            return "no sentence"
        return "apposition in speech" if covering or attributed.cast.quoted(verb.i) else ""
    aside = verb.left_edge.i > 0 and verb.left_edge.nbor(-1).text in {",", "—", "–", "-", "--", "("}
    if clause.form == "relative" and covering and aside and not attributed.cast.quoted(verb.i):
        return "aside in indirect speech"  # the speaker's, or the writer's
    start = verb.sent.start
    if len(verb.sent) > 44 and verb.i - start > 32 and clause.form not in {"relative", "adverbial"}:
        return "long sentence"
    if clause.form == "main" and mark_of(verb) == "that":
        return "no sentence"
    if clause.form == "content" and not covering:
        return "content of an unknown speaker"
    if any(t.dep_ == "conj" and t.pos_ in {"VERB", "AUX"} and not adjoins(t) for t in verb.children):
        return "parse"
    if clause.form == "coordinate" and clause.subject is None and _open_level(clause, attributed):
        return "who did it is open"
    return (
        _mood(clause)
        or _above(clause, attributed)
        or _judged(clause, attributed)
        or ("" if reports(clause) or _concrete(clause) else "no event")
    )


def _concrete(clause: Clause) -> bool:
    """Whether the predicate tells what was done or happened: by a verb of the table, with its particle."""
    verb = clause.verb
    if verb.lemma_ == "be":
        whole = any(t.dep_ in {"attr", "acomp"} for t in verb.rights)
        return whole or any(t.pos_ == "PROPN" for p in verb.rights if p.dep_ == "prep" for t in p.children)
    particle = next((t.lower_ for t in verb.children if t.dep_ == "prt" or t.lower_ in {"back", "off", "forth"}), "")
    objects = {t.lemma_.lower() for t in verb.rights if t.dep_ in {"dobj", "attr", "pobj"}}
    objects |= {t.lemma_.lower() for p in verb.rights if p.dep_ == "prep" for t in p.children if t.dep_ == "pobj"}
    numbered = any(c.tag_ in {"CD", "$"} for t in verb.rights if t.dep_ in {"dobj", "attr"} for c in t.subtree)
    into = any(t.lower_ == "into" for t in verb.rights) and not any(t.lower_.endswith("self") for t in verb.rights)
    if verb.lemma_ == "turn" and into:
        return False
    if verb.lemma_ == "run" and any(t.lower_ in {"for", "against"} for t in verb.rights):
        return True
    if verb.lemma_ in light():
        return bool(objects & light()[verb.lemma_]) or (numbered and verb.lemma_ in {"make", "have", "get", "put"})
    key = f"{verb.lemma_} {particle}".strip()
    if key not in words("events") and not (key == verb.lemma_ and key in words("states")):
        return False
    inner = next((t for t in verb.children if t.dep_ == "xcomp" and t.pos_ == "VERB"), None)
    if inner is None:
        return True
    return inner.lemma_ in words("events") | words("states")


def _open_level(clause: Clause, attributed: Attributed) -> bool:
    """Whether a second predicate could belong to the speaker's sentence or to the clause above: "Oakley said Reed was
    late and left"."""
    first = clause.verb.head
    while first.dep_ == "conj":
        first = first.head
    if len(attributed.over(first)) != len(attributed.over(clause.verb)):
        return True
    if first.dep_ not in {"ccomp", "relcl", "advcl"} or attributed.cast.quoted(clause.verb.i):
        return False
    return first.head.tag_ == clause.verb.tag_ or first.dep_ != "ccomp"


def _according(one: Attribution) -> bool:
    """Whether an attribution's cue is "according to": who that is, is read off the parse."""
    return one.cue_lemma in {"according", "accord"}


def _mood(clause: Clause) -> str:
    """Why the mood or tense of a clause makes it no fact."""
    verb = clause.verb
    helpers = clause.helpers or helpers_of(verb)
    if any(t.lower_ in words("modals") or t.lower_ in words("promises") for t in helpers):
        return "modal"
    if any(t.lower_ in words("conditions") and t.dep_ == "mark" for t in near(verb)):
        return "condition"
    if any(
        t.tag_ in {"WRB", "WP", "WDT", "WP$"} and t.dep_ not in {"nsubj", "nsubjpass"}
        for t in clause.kept
        if t.head == verb
    ):
        return "question"
    if clause.kept and clause.kept[0].tag_ in {"WRB", "WP", "WP$"}:
        return "question"
    if not any(t.i > verb.i and not t.is_punct for t in clause.kept) and not any(t.dep_ == "auxpass" for t in helpers):
        return "bare"
    if any(t.dep_ == "advcl" and mark_of(t) in {"if", "unless"} for t in verb.children):
        return "condition"
    if verb.sent[-1].text == "?" or any(t.text == "?" for t in verb.sent[-3:]):
        return "question"
    first = helpers[0] if helpers else verb
    doer = clause.doer
    if clause.form == "adverbial" and mark_of(verb) == "as" and verb.lemma_ in {"be", "have", "do"}:
        return "comparison"
    if first.tag_ in {"VBZ", "VBP"} and verb.lemma_ in words("hearsay") and any(t.dep_ == "auxpass" for t in helpers):
        return "hearsay"
    if verb.lemma_ == "contribute" and len(verb.sent) < 25:
        return "credit line"
    if doer is not None and not _agrees(doer, first):
        return "subject and verb disagree"
    if verb.lemma_ in words("participles") and not helpers:
        return "participle"
    if doer is not None and doer.lower_ in {"percent", "%"} and not any(t.dep_ == "prep" for t in doer.children):
        return "share of what"
    passive = any(t.dep_ == "auxpass" and t.lemma_ in {"be", "get"} for t in helpers)
    if (verb.lemma_ in words("inward") and not passive) or any(t.lemma_ in words("inward") for t in helpers):
        return "inward"
    if doer is not None and doer.tag_ in {"JJ", "JJR", "JJS", "RB", "DT", "VBG"} and doer.lower_ != "police":
        return "vague subject"
    nobody = doer is not None and any(t.lower_ == "no" for t in doer.lefts)
    if (
        doer is not None
        and doer.lower_ in words("vague")
        and not nobody
        and not any(t.dep_ == "prep" for t in doer.children)
    ):
        return "vague subject"
    if (
        doer is not None
        and doer.tag_ == "CD"
        and not nobody
        and doer.dep_ != "nummod"
        and not any(t.dep_ == "prep" for t in doer.children)
    ):
        return "vague subject"
    if doer is None or doer.lower_ in {"there", "it", "what", "who", "which", "that", "this", "whoever"} - {"it"}:
        return "no subject"
    if first.tag_ == "VBD" or (clause.helpers and first.tag_ == "VBD"):
        return ""
    since = any(t.dep_ == "prep" and t.lower_ == "since" for t in verb.rights)  # "has been using it since 2011"
    if first.lemma_ in {"have", "’ve"} and helpers and (verb.tag_ != "VBG" or since):
        return ""
    return "" if _states(clause) else "present"


def _agrees(doer: Token, verb: Token) -> bool:
    """Whether subject and verb agree in number, as far as their forms show it: else the parse is wrong."""
    if verb.tag_ not in {"VBD", "VBP", "VBZ"}:
        return True
    several = doer.tag_ in {"NNS", "NNPS"} or any(t.dep_ == "conj" for t in doer.children)
    word = verb.lower_
    if (
        doer.tag_ in {"NNP", "NN"}
        and not several
        and doer.lower_ not in {"police", "number", "majority", "couple", "pair", "people"}
    ):
        plural = word in {"were", "are", "have", "’re", "'re"} or (verb.tag_ == "VBP" and word not in {"had", "did"})
        return not plural or (doer.tag_ == "NNP" and doer.text.endswith("s"))
    if doer.tag_ == "NNS" and doer.lower_ not in {"police", "people", "headquarters", "news", "series", "politics"}:
        return word not in {"was", "is", "has", "’s"} and verb.tag_ != "VBZ"
    return True


def _states(clause: Clause) -> bool:
    """Whether a clause in the present tense states how things are: "Oakley Mills employs 200 people"."""
    verb = clause.verb
    if helpers_of(verb) and verb.tag_ == "VBG":
        return False
    if verb.lemma_ == "be":
        attr = next((t for t in verb.rights if t.dep_ == "attr"), None)
        if attr is None or attr.pos_ not in {"NOUN", "PROPN", "NUM"} or not _named(clause):
            return False
        article = any(t.dep_ in {"det", "poss", "nummod", "quantmod"} for t in attr.lefts) or attr.tag_ != "NN"
        return article or any(t.dep_ == "prep" and t.lower_ == "of" for t in attr.rights)
    if any(t.dep_ == "auxpass" for t in verb.lefts):
        return _named(clause)
    return verb.lemma_ in words("states") and _named(clause)


def _named(clause: Clause) -> bool:
    """Whether the subject is a name."""
    return clause.doer is not None and clause.doer.pos_ == "PROPN"


def _above(clause: Clause, attributed: Attributed) -> str:
    """Why what stands above a clause keeps it from being asserted: somebody's unknown thought, a condition."""
    token = clause.verb
    covered = len(attributed.over(token))
    for _ in range(12):
        head = token.head
        if head == token:
            return ""
        if token.dep_ in {"ccomp", "parataxis"} and clause.form != "content" and len(attributed.over(head)) >= covered:
            return "content of an unknown speaker"
        if token.dep_ in {"ccomp", "csubj"} and token == clause.verb and len(attributed.over(head)) >= covered:
            return "content of an unknown speaker"
        if token.dep_ == "advcl" and mark_of(token) in words("conditions"):
            return "condition"
        if mark_of(token) in {"if", "whether", "unless"}:
            return "condition"
        if token.dep_ in {"xcomp", "advcl", "acl", "relcl", "pcomp"} and token != clause.verb and not finite(token):
            return "inside an infinitive"
        if (
            token.dep_ in {"advcl", "relcl", "conj"}
            and any(t.lower_ in words("modals") or t.lower_ in words("promises") for t in helpers_of(head))
            and (token.dep_ != "conj" or not helpers_of(token))
        ):
            return "under a modal"
        if token.dep_ in {"csubj"}:
            return "inside a subject clause"
        token = head
    return ""


def _judged(clause: Clause, attributed: Attributed) -> str:
    """Whether the predicate holds a word of judgement."""
    kept = {t.i for t in clause.kept}
    verb = clause.verb
    for token in verb.rights:
        if (
            verb.lemma_ in {"be", "seem", "become", "remain"}
            and token.dep_ == "acomp"
            and token.lower_ not in words("conditions of being")
        ):
            return "judgement"
    report = reports(clause)
    content = min((t.left_edge.i for t in verb.rights if t.dep_ in {"ccomp", "xcomp"}), default=len(verb.doc))
    before = [t for t in clause.lead.subtree if t.i < clause.lead.i] if clause.lead is not None else []
    for token in [*before, *clause.kept]:
        if report and (token.i > content or attributed.cast.quoted(token.i)):
            continue
        if token.tag_ == "RBS":
            return "judgement"
        if (
            token.tag_ == "JJR"
            and not attributed.cast.quoted(token.i)
            and token.lower_ not in PLAIN_JJR
            and not any(t.lower_ == "than" for t in clause.kept)
        ):
            return "comparison"
        if token.lower_ in words("judgements") or token.lemma_ in words("judgements"):
            return "judgement"
        if token.tag_ == "RB" and token.lower_.endswith("ly") and token.lower_ not in words("plain adverbs"):
            return "judgement"
    return "" if kept else "empty"


def standing(clause: Clause, attributed: Attributed) -> Standing | None:
    """Who vouches for a clause, and how it stands. None where an allegation names nobody, or a speaker is unknown."""
    covering = [one for one in attributed.over(clause.verb) if not _according(one)]
    by: list[Resolution] = attributed.according(clause.verb) if clause.form != "apposition" else []
    doubts: list[str] = ["unsure-speaker"] if any(not who.sure for who in by) else []
    alleged = False
    for one in covering:
        chain = [attributed.cast.who((span,)) for span in reversed(one.via)]
        if not one.speaker:
            return None
        speaker = attributed.cast.who(one.speaker)
        if speaker.subject is None and (not _nominal(one, clause.verb.doc) or speaker.name.lower().startswith("the ")):
            return None
        if one.rivals or not one.sure or not speaker.sure:
            doubts.append("unsure-speaker")
        by += [who for who in [*chain, speaker] if who not in by]
        alleged = alleged or one.stance == "alleged" or _in_papers(one, clause)
    if _denies(clause.verb) and reports(clause) and clause.doer is not None:
        denier = attributed.cast.at(clause.doer.i)
        if denier is None or not denier.sure:
            return None
        return Standing("denied", (*by, *([denier] if denier not in by else [])), tuple(doubts))
    if len(by) > 2 or any(not who.name or who.name.lower() in NOBODY for who in by):
        return None
    if any(who.name.split(" ")[0].lower() in {"its", "his", "her", "their", "our", "my", "your", "this"} for who in by):
        return None
    alleged = alleged or _accuses(clause, by, attributed.cast)
    alleged = alleged or any(_alleges(t) for t in clause.kept) or _alleged_around(clause, covering)
    if alleged:
        return Standing("alleged", tuple(by), tuple(dict.fromkeys(doubts))) if by else None
    return Standing("said" if by else "reported", tuple(by), tuple(dict.fromkeys(doubts)))


def _nominal(one: Attribution, doc: Doc) -> bool:
    """Whether a speaker without a name is a noun phrase at all."""
    span = doc.char_span(one.speaker[0].start, one.speaker[0].end, alignment_mode="expand")
    return (
        span is not None
        and len(span) > 0
        and span.root.pos_ in {"NOUN", "PROPN"}
        and not any(t.text.isupper() and len(t) > 5 for t in span)
    )


def _denies(verb: Token) -> bool:
    """Whether a verb denies that something is so, not something to somebody."""
    if verb.lemma_ not in words("denying"):
        return False
    content = any(t.dep_ in {"ccomp", "xcomp"} for t in verb.children)
    nouns = [t for t in verb.children if t.dep_ in {"dobj", "dative"}]
    return content or (len(nouns) == 1 and (nouns[0].lemma_ in words("denied") or nouns[0].tag_ == "PRP"))


def _accuses(clause: Clause, by: Sequence[Resolution], cast: Cast) -> bool:
    """Whether police or prosecutors say of somebody with a name that they did a wrong: that is an allegation."""
    if not any(word.lower() in LAW for who in by for word in who.name.split()):
        return False
    wrong = any(t.lemma_.lower() in words("offences") for t in clause.kept)
    doer = cast.at(clause.doer.i) if clause.doer is not None else None
    return wrong and doer is not None and doer.subject is not None and cast.subjects[doer.subject].kind == "person"


def _alleges(token: Token) -> bool:
    return token.lower_ in words("allegations") or token.lemma_ in words("allegations")


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
