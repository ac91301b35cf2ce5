"""Whether a clause asserts anything, and what speaks against a fact in one that does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.facts.attributed import Attributed, according
from onrecord.facts.clauses import (
    TIMELY,
    Clause,
    adjoins,
    finite,
    helpers_of,
    mark_of,
    near,
    passive,
    subject_of,
    tensed,
)
from onrecord.facts.links import station
from onrecord.facts.words import human, kinds, light, words

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from spacy.tokens import Doc, Token

    from onrecord.model import Attribution

UNSAID = frozenset({"asked", "believed"})
"""What was asked or thought, nobody has said."""

ALWAYS = frozenset({"when", "whenever", "once", "where", "wherever", "until", "till"})
"""Conjunctions that make a condition of a clause in the present tense."""

ENDLESS = 120
"""So many words into a sentence no parse can be trusted."""

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


PLAIN_JJS = frozenset(
    [
        "least",
        "latest",
        "largest",
        "smallest",
        "highest",
        "lowest",
        "oldest",
        "youngest",
        "longest",
        "shortest",
        "tallest",
        "eldest",
        "nearest",
        "closest",
        "fastest",
        "richest",
        "poorest",
        "earliest",
        "deadliest",
        "biggest",
        "most",
    ]
)
"""Superlatives that can be measured."""


def reports(clause: Clause) -> bool:
    """Whether a clause only tells that something was said, asked or thought."""
    verb = clause.verb
    if clause.nominal or verb.lemma_ not in words("reporting"):
        return False
    if verb.lemma_ in words("judging") and not any(t.dep_ in {"ccomp", "parataxis"} for t in verb.children):
        return not any(t.dep_ in {"dobj", "nsubjpass"} and t.tag_ not in {"PRP", "WP", "DT"} for t in verb.children)
    if verb.lemma_ == "point":
        return any(t.dep_ == "prt" for t in verb.children)
    if verb.lemma_ in {
        "find",
        "rule",
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
        return any(t.dep_ in {"ccomp", "parataxis"} for t in verb.children) or verb.dep_ == "parataxis"
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
    covering = [one for one in attributed.over(verb) if not according(one)]
    if any(one.stance in UNSAID or one.stance == "denied" or _unsaid(one, verb.doc) for one in covering):
        return "not asserted"
    if not covering and attributed.cast.quoted(verb.i):
        return "quotation without a speaker"
    if clause.nominal:
        if verb.sent.root.pos_ not in {"VERB", "AUX"}:
            return "no sentence"
        if covering or attributed.cast.quoted(verb.i):
            return "apposition in speech"
        return ""
    if clause.form == "adverbial" and mark_of(verb) == "since" and finite(verb) and covering:
        return "beside what was said"
    if clause.form == "adverbial" and len(attributed.over(verb)) > len(attributed.over(verb.head)):
        return "beside what was said"
    if clause.form == "adverbial" and covering and (attributed.cast.quoted(verb.i) or _aside_above(verb)):
        return "beside what was said"
    top = verb.sent.root
    told = top.lemma_ in words("reporting") and any(t.dep_ == "ccomp" and t.i > top.i for t in top.children)
    if clause.form == "adverbial" and not covering and told and verb.i > top.i:
        return "beside what was said"  # "said he was right, while she sold the mill": the speaker's, or the writer's
    if clause.form == "content" and verb.dep_ == "ccomp" and verb.head.dep_ == "relcl":
        return "gap"  # "the place where officials say …"
    aside = verb.left_edge.i > 0 and verb.left_edge.nbor(-1).text in {",", "—", "–", "-", "--", "("}
    if clause.form == "relative" and covering and aside and not attributed.cast.quoted(verb.i):
        return "aside in indirect speech"  # the speaker's, or the writer's
    late = verb.i - verb.sent.start
    if late > ENDLESS or (len(verb.sent) > 44 and late > 32 and clause.form not in {"relative", "adverbial"}):
        return "long sentence"
    if clause.form == "main" and mark_of(verb) == "that":
        return "no sentence"
    if clause.form == "content" and not covering:
        return "content of an unknown speaker"
    if any(t.dep_ == "conj" and t.pos_ in {"VERB", "AUX"} and not adjoins(t) for t in verb.children):
        return "parse"
    if clause.form == "coordinate" and (
        _crosses(clause, attributed) if clause.subject is not None else _open_level(clause, attributed)
    ):
        return "who did it is open"
    if _misread(clause):
        return "parse"
    said = _told(clause, covering, attributed)
    return _mood(clause, said) or _above(clause, attributed) or ("" if clause.kept else "empty")


def misgivings(clause: Clause, attributed: Attributed, *, denial: bool) -> Iterator[str]:
    """What speaks against a fact in a clause that asserts something: it judges, tells of no event, or of nobody.

    A `denial` was made, in whatever tense it is told: "denies taking the money".
    """
    verb = clause.verb
    if clause.nominal:
        if any(_judges(t) for t in clause.kept):
            yield "judgement"
        return
    covering = [one for one in attributed.over(verb) if not according(one)]
    said = _told(clause, covering, attributed)
    helpers = clause.auxiliaries
    if not any(t.i > verb.i and not t.is_punct for t in clause.kept) and not any(t.dep_ == "auxpass" for t in helpers):
        yield "bare"
    if _vague(clause):
        yield "vague subject"
    if not (said or denial or _past(clause) or _states(clause)):
        yield "present"
    yield from _judged(clause, attributed, said)
    if not (said or reports(clause) or _concrete(clause)):
        yield "no event"


def _vague(clause: Clause) -> bool:
    """Whether the subject is nobody in particular: a time, an adjective, "many"."""
    doer = clause.doer
    if doer is None or doer.ent_type_ in {"DATE", "TIME"}:
        return doer is not None
    if doer.tag_ in {"JJ", "JJR", "JJS", "RB", "DT", "VBG"} and doer.lower_ != "police":
        return True
    if any(t.lower_ == "no" for t in doer.lefts) or any(t.dep_ == "prep" for t in doer.children):
        return False
    return doer.lower_ in words("vague") or (doer.tag_ == "CD" and doer.dep_ != "nummod")


def _past(clause: Clause) -> bool:
    """Whether a clause tells of what was or has been."""
    verb = clause.verb
    if clause.tensed.tag_ == "VBD":
        return True
    since = any(t.dep_ == "prep" and t.lower_ == "since" for t in verb.rights)  # "has been using it since 2011"
    return clause.perfect and (verb.tag_ != "VBG" or since)


def _unsaid(one: Attribution, doc: Doc) -> bool:
    """Whether the words of an attribution were not said: its cue is negated, is what might be said, or is no saying
    of the speaker's ("learned that")."""
    if one.cue_lemma in words("unclaimed"):
        return True
    for span in one.cue:
        for token in doc.char_span(span.start, span.end, alignment_mode="expand") or ():
            if token.pos_ not in {"VERB", "AUX"}:
                continue
            aux = helpers_of(token)
            if any(t.dep_ == "neg" or t.lower_ in {"never", "nobody"} for t in token.children):
                return True
            if any(t.lower_ in words("modals") or t.lower_ in words("promises") for t in aux):
                return True
            to = any(t.tag_ == "TO" for t in aux) and token.head.lemma_ not in {"go", "continue"}
            if to or mark_of(token) in {"if", "unless", "whether"}:
                return True
    return False


def _told(clause: Clause, covering: Sequence[Attribution], attributed: Attributed) -> bool:
    """Whether a clause is indirect speech of somebody with a name: then it is a fact that they say so, whatever its
    tense and however they judge."""
    if clause.form not in {"content", "main", "coordinate"} or attributed.cast.quoted(clause.verb.i) or not covering:
        return False
    if any(one.kind == "direct" for one in covering):
        return False
    speakers = [attributed.cast.who(one.speaker) for one in covering if one.speaker]
    return len(speakers) == len(covering) and all(
        who.sure and (who.subject is not None or who.name.split(" ")[-1].lower() in words("vouchers"))
        for who in speakers
    )


def _concrete(clause: Clause) -> bool:
    """Whether the predicate tells what was done or happened: by a verb of the table, with its particle."""
    verb = clause.verb
    if verb.lemma_ == "be":
        if any(t.dep_ in {"attr", "acomp"} for t in verb.rights):
            return any(_plain_predicate(t) for t in verb.rights if t.dep_ in {"attr", "acomp"})
        return any(t.pos_ == "PROPN" for p in verb.rights if p.dep_ == "prep" for t in p.children)
    particle = next((t.lower_ for t in verb.children if t.dep_ == "prt" or t.lower_ in {"back", "off", "forth"}), "")
    objects = {t.lemma_.lower() for t in verb.rights if t.dep_ in {"dobj", "attr", "pobj"}}
    objects |= {t.lemma_.lower() for p in verb.rights if p.dep_ == "prep" for t in p.children if t.dep_ == "pobj"}
    names = [t for t in verb.rights if t.dep_ == "dobj" and t.pos_ == "PROPN"]  # "runs the nonprofit Larch Trust"
    objects |= {c.lemma_.lower() for t in names for c in t.lefts if c.dep_ in {"compound", "amod", "nmod"}}
    numbered = any(c.tag_ in {"CD", "$"} for t in verb.rights if t.dep_ in {"dobj", "attr"} for c in t.subtree)
    into = any(t.lower_ == "into" for t in verb.rights) and not any(t.lower_.endswith("self") for t in verb.rights)
    if verb.lemma_ == "turn" and into:
        return False
    if verb.lemma_ == "run" and any(t.lower_ in {"for", "against"} for t in verb.rights):
        return True
    if verb.lemma_ == "find" and any(t.lower_ in words("conditions of being") | {"guilty"} for t in verb.rights):
        return True  # "was found dead"
    key = f"{verb.lemma_} {particle}".strip()
    if verb.lemma_ in light() and key not in words("events"):
        return bool(objects & light()[verb.lemma_]) or (numbered and verb.lemma_ in {"make", "get", "put"})
    if key not in words("events") and not (key == verb.lemma_ and key in words("states")):
        return False
    inner = next((t for t in verb.children if t.dep_ == "xcomp" and t.pos_ == "VERB"), None)
    if inner is None or verb.lemma_ == "vote":
        return True
    return inner.lemma_ in words("events") | words("states")


def _plain_predicate(noun: Token) -> bool:
    """Whether what somebody or something "is" can be checked: an office, a kinship, a name, a number, a condition."""
    if noun.pos_ in {"ADJ", "ADV", "VERB"}:
        return noun.lower_ in words("conditions of being")
    if any(t.lower_ in {"only", "hardly", "no"} for t in noun.subtree if t.i < noun.i):
        return False
    of = [t for p in noun.rights if p.lower_ == "of" for t in p.children]
    named = any(t.pos_ == "PROPN" for t in [*noun.lefts, *of])
    if any(t.dep_ == "amod" and not _plain_modifier(t) for t in noun.lefts):
        return False
    person = human(noun) or noun.lemma_ in kinds()
    counted = any(t.like_num or t.pos_ == "NUM" for t in noun.subtree if t.i <= noun.i)
    return noun.pos_ == "PROPN" or named or person or counted


def _plain_modifier(word: Token) -> bool:
    """Whether an adjective before an office judges nobody: "former", "Peruvian", "second"."""
    return word.text[0].isupper() or word.like_num or word.pos_ == "NUM" or word.lower_ in words("plain adjectives")


def _crosses(clause: Clause, attributed: Attributed) -> bool:
    """Whether a second clause with a subject of its own stands on another level of speech than the first, or opens
    with a conjunction of its own."""
    first = clause.verb.head
    return len(attributed.over(first)) != len(attributed.over(clause.verb)) or mark_of(clause.verb) in TIMELY


def _aside_above(verb: Token) -> bool:
    """Whether a clause stands below a relative clause that is the writer's aside."""
    node = verb
    for _ in range(6):
        if node.dep_ == "relcl" and node.left_edge.i > 0 and node.left_edge.nbor(-1).text in {",", "—", "–", "-", "--"}:
            return True
        if node.head == node:
            return False
        node = node.head
    return False


def _misread(clause: Clause) -> bool:
    """Whether the parse of a clause can't be right: a second object clause beside it, "a" before a person's name, an
    object before its subject, a "'s" that may as well be an owner's."""
    verb, doer = clause.verb, clause.subject
    if (
        clause.form == "coordinate"
        and doer is None
        and verb.head.i + 1 < len(verb.doc)
        and verb.head.nbor().dep_ == "cc"
    ):
        return True  # "rose and fell in May": both in May
    if verb.dep_ == "ccomp" and any(
        t.dep_ == "ccomp" and t != verb and t.i > verb.head.i and finite(t) for t in verb.head.children
    ):
        return True
    if clause.form == "main" and verb.lemma_ == "be" and clause.kept and clause.kept[0].tag_ == "VBG":
        return not any(t.text == "," for t in verb.doc[clause.kept[0].i : verb.i])  # "Chasing them was Oakley"
    if doer is None:
        return False
    article = any(t.lower_ in {"a", "an"} and t.dep_ == "det" for t in doer.lefts)
    if article and doer.tag_ == "NNP" and any(t.dep_ == "compound" and t.tag_ == "NN" for t in doer.lefts):
        return True
    if any(t.dep_ == "dobj" and t.i < doer.i for t in verb.lefts):
        return True
    opening = next((t for t in clause.kept if not t.is_punct and not t.is_quote), verb)
    if clause.form == "content" and opening.i < doer.left_edge.i and mark_of(verb) != "that":
        return True  # "said on Friday he left": he said it on Friday
    if verb.lemma_ in {"win", "lose"} and not any(
        t.dep_ == "dobj" or t.lower_ in {"in", "to", "at"} for t in verb.rights
    ):
        return True
    if verb.lemma_ in {"schedule", "slate"} and not any(t.dep_ == "xcomp" for t in verb.children):
        return True
    if doer.tag_ == "NNS" and any(
        t.dep_ == "appos" and t.pos_ == "PROPN" and t.left_edge.i == doer.i + 1 for t in doer.rights
    ):
        return True  # "the candidates Oakley had backed"
    short = [t for t in [verb, *helpers_of(verb)] if t.lower_ in {"'s", "’s"}]
    return bool(short) and doer.pos_ in {"NOUN", "PROPN"}


def _open_level(clause: Clause, attributed: Attributed) -> bool:
    """Whether a second predicate could belong to the speaker's sentence or to the clause above: "Oakley said Reed was
    late and left"."""
    first = clause.verb.head
    while first.dep_ == "conj":
        first = first.head
    if clause.lead is not None and attributed.cast.quoted(clause.verb.i) != attributed.cast.quoted(clause.lead.i):
        return True
    if len(attributed.over(first)) != len(attributed.over(clause.verb)):
        return True
    if first.dep_ not in {"ccomp", "relcl", "advcl"} or attributed.cast.quoted(clause.verb.i):
        return False
    if first.dep_ == "ccomp" and tensed(first).tag_ in {"VBZ", "VBP"} and _past_or_would(clause.verb):
        return True  # "said she has no plans and would not name any": her word, or the writer's
    return first.head.tag_ == clause.verb.tag_ or first.dep_ != "ccomp"


def _past_or_would(verb: Token) -> bool:
    """Whether a verb stands in the past tense, or with "would"."""
    first = tensed(verb)
    return first.tag_ == "VBD" or (first != verb and first.lower_ in {"would", "could", "might"})


def _mood(clause: Clause, told: bool) -> str:
    """Why the mood or tense of a clause makes it no fact. `told`: it is somebody's indirect speech."""
    verb = clause.verb
    helpers = clause.auxiliaries
    if any(t.lower_ in words("modals") or t.lower_ in words("promises") for t in helpers):
        duty = any(t.lower_ in words("duties") for t in helpers)
        if not told or duty or any(t.lower_ in words("conditions") and t.tag_ == "IN" for t in verb.sent):
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
    if any(t.dep_ == "advcl" and mark_of(t) in {"if", "unless"} for t in verb.children):
        return "condition"
    if any(
        t.dep_ == "advcl" and any(c.lower_ in {"only", "just", "simply"} and c.i < t.i for c in t.lefts)
        for t in verb.children
    ):
        return "condition"  # "only because"
    if verb.lemma_ == "be" and _rhetorical(clause):
        return "rhetorical"
    if verb.sent[-1].text == "?" or any(t.text == "?" for t in verb.sent[-3:]):
        return "question"
    first = clause.tensed
    doer = clause.doer
    if first.tag_ != "VBD" and any(
        t.dep_ == "advcl" and mark_of(t) in ALWAYS for t in [*verb.children, *verb.head.children]
    ):
        return "condition"  # "when it rains, the mill stops"
    if clause.form == "adverbial" and mark_of(verb) == "as" and verb.lemma_ in {"be", "have", "do"}:
        return "comparison"
    if first.tag_ in {"VBZ", "VBP"} and verb.lemma_ in words("hearsay") and any(t.dep_ == "auxpass" for t in helpers):
        return "hearsay"
    if verb.lemma_ == "contribute" and len(verb.sent) < 25:
        return "credit line"
    if verb.lemma_ == "continue" and any(t.dep_ == "advcl" and t.lemma_ in {"say", "add"} for t in verb.children):
        return "bare"
    if doer is not None and not _agrees(doer, first):
        return "subject and verb disagree"
    if verb.lemma_ in words("participles") and not helpers:
        return "participle"
    if doer is not None and doer.lower_ in {"percent", "%"} and not any(t.dep_ == "prep" for t in doer.children):
        return "share of what"
    passive = any(t.dep_ == "auxpass" and t.lemma_ in {"be", "get"} for t in helpers)
    inward = (verb.lemma_ in words("inward") and not passive) or any(t.lemma_ in words("inward") for t in helpers)
    if inward and not (told and _named(clause)):
        return "inward"
    if doer is None or doer.lower_ in {"there", "it", "what", "who", "which", "that", "this", "whoever"} - {"it"}:
        return "no subject"
    return ""


def _rhetorical(clause: Clause) -> bool:
    """Whether "is" says next to nothing: "isn't the first", "one partner was Oakley"."""
    verb, doer = clause.verb, clause.doer
    attr = next((t for t in verb.rights if t.dep_ == "attr"), None)
    if (
        any(t.dep_ == "neg" for t in verb.children)
        and attr is not None
        and any(t.lower_ == "first" for t in attr.lefts)
    ):
        return True
    if doer is None or attr is None or attr.pos_ != "PROPN" or doer.pos_ != "NOUN":
        return False
    return any(t.lower_ in {"one", "a", "an", "another"} for t in doer.lefts) and not any(
        t.dep_ == "prep" for t in doer.rights
    )


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
    if verb.tag_ == "VBG" and clause.auxiliaries:
        return verb.lemma_ in words("events") and _named(clause)
    if verb.lemma_ == "be":
        attr = next((t for t in verb.rights if t.dep_ == "attr"), None)
        if any(t.dep_ == "acomp" and t.lower_ in words("lasting conditions") for t in verb.rights):
            return _named(clause)
        if attr is None or attr.pos_ not in {"NOUN", "PROPN", "NUM"} or not _named(clause):
            return False
        article = any(t.dep_ in {"det", "poss", "nummod", "quantmod"} for t in attr.lefts) or attr.tag_ != "NN"
        return article or any(t.dep_ == "prep" and t.lower_ == "of" for t in attr.rights)
    if passive(verb):
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


def _judged(clause: Clause, attributed: Attributed, told: bool) -> Iterator[str]:
    """Whether the predicate holds a word of judgement; in indirect speech (`told`), whether it is one."""
    verb = clause.verb
    for token in verb.rights:
        if (
            verb.lemma_ in {"be", "seem", "become", "remain"}
            and token.dep_ == "acomp"
            and (token.lower_ not in words("conditions of being") or any(t.dep_ == "ccomp" for t in token.children))
        ):
            yield "judgement"
    report = reports(clause)
    content = min((t.left_edge.i for t in verb.rights if t.dep_ in {"ccomp", "xcomp"}), default=len(verb.doc))
    before = [t for t in clause.lead.subtree if t.i < clause.lead.i] if clause.lead is not None else []
    for token in [*before, *clause.kept]:
        if report and (token.i > content or attributed.cast.quoted(token.i)):
            continue
        if token.tag_ == "RBS" or (token.tag_ == "JJS" and token.lower_ not in PLAIN_JJS):
            yield "judgement"
        if (
            token.tag_ == "JJR"
            and not attributed.cast.quoted(token.i)
            and (
                token.lower_ not in PLAIN_JJR
                or (token.dep_ in {"advmod", "acomp"} and token.lower_ in {"higher", "lower"})
            )
            and not any(t.lower_ == "than" for t in clause.kept)
        ):
            yield "comparison"
        if told and token != verb and not (token.dep_ == "attr" or token.head.dep_ == "attr"):
            continue
        if station(verb) is not None and token.i > verb.i:
            continue  # what a charge is of: "disorderly conduct"
        if _judges(token):
            yield "judgement"
        if token.tag_ == "RB" and token.lower_.endswith("ly") and token.lower_ not in words("plain adverbs"):
            yield "judgement"


def _judges(token: Token) -> bool:
    """Whether a word judges: "special", but not in "special agent"."""
    if token.dep_ in {"amod", "compound"} and f"{token.lower_} {token.head.lower_}" in words("fixed phrases"):
        return False
    return token.lower_ in words("judgements") or token.lemma_ in words("judgements")
