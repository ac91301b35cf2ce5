"""Cuts sentences into clauses by the parse: each with its predicate, its subject, and the words that belong to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from onrecord.facts import copula
from onrecord.facts.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

Form = Literal["main", "coordinate", "relative", "adverbial", "content", "apposition", "title"]

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
TIMELY = frozenset({"after", "before", "when", "while", "since", "because", "as", "although", "though", "where"})
"""Conjunctions whose clause is asserted along with the main one."""
CLAUSAL = frozenset({"ccomp", "xcomp", "advcl", "relcl", "acl", "conj", "parataxis", "csubj", "pcomp"})


class Clause(msgspec.Struct):
    """A clause that may become a fact.

    `kept` are its own tokens in order. `lead` is the subject where it stands elsewhere in the sentence (a coordinate
    or relative clause, an apposition, what stands before a name); `helpers` are auxiliaries that stand elsewhere;
    `copula` is what has to be put in ("is"); `more` is what of `kept` is another clause that it goes on with.
    """

    form: Form
    verb: Token
    kept: list[Token]
    subject: Token | None = None
    lead: Token | None = None
    helpers: list[Token] = msgspec.field(default_factory=list)
    copula: str = ""
    more: list[Token] = msgspec.field(default_factory=list)

    @property
    def auxiliaries(self) -> list[Token]:
        """The auxiliaries of its verb, wherever they stand."""
        return self.helpers or helpers_of(self.verb)

    @property
    def tensed(self) -> Token:
        """The word that has its tense: the first auxiliary, or the verb itself."""
        return (self.auxiliaries or [self.verb])[0]

    @property
    def perfect(self) -> bool:
        """Whether it has "have" as its first auxiliary."""
        return self.tensed != self.verb and self.tensed.lemma_ in {"have", "’ve"}

    @property
    def nominal(self) -> bool:
        """Whether it says what somebody is, without a verb: an apposition, or the words before a name."""
        return self.form in {"apposition", "title"}

    @property
    def doer(self) -> Token | None:
        """The head of the subject, wherever it stands."""
        return self.subject if self.subject is not None else self.lead


def subject_of(verb: Token) -> Token | None:
    """The head of a verb's own subject."""
    return next((t for t in verb.lefts if t.dep_ in SUBJECTS), None)


def helpers_of(verb: Token) -> list[Token]:
    """A verb's auxiliaries."""
    return [t for t in verb.lefts if t.dep_ in {"aux", "auxpass"}]


def passive(verb: Token) -> bool:
    """Whether a verb tells what was done to its subject: "was sold"."""
    return any(t.dep_ == "auxpass" for t in verb.lefts)


def tensed(verb: Token) -> Token:
    """The word that has the tense of a verb in the sentence: its first auxiliary, or itself."""
    return (helpers_of(verb) or [verb])[0]


def finite(verb: Token) -> bool:
    """Whether a verb has a tense: by its own form or that of its first auxiliary."""
    helpers = helpers_of(verb)
    if helpers:
        return helpers[0].tag_ in FINITE or helpers[0].tag_ == "MD"
    return verb.tag_ in FINITE


def negated(verb: Token) -> bool:
    """Whether "not", "never" or "no" stands in a verb's own clause."""
    return any(
        t.dep_ == "neg" or t.lower_ in {"never", "no", "nobody", "nothing", "neither", "hardly"} for t in near(verb)
    )


def near(verb: Token) -> Iterator[Token]:
    """A verb's dependents without those of clauses below it."""
    stack = [verb]
    while stack:
        token = stack.pop()
        yield token
        stack.extend(c for c in token.children if c.dep_ not in CLAUSAL or c.pos_ not in {"VERB", "AUX"})


def mark_of(verb: Token) -> str:
    """The conjunction that opens a clause ("after", "that", "if"), in small letters; empty where there is none."""
    for token in verb.lefts:
        if token.dep_ == "mark" or (token.dep_ == "advmod" and token.tag_ == "WRB"):
            return token.lower_
    return ""


def fuller(clause: Clause) -> Clause | None:
    """The clause with what its sentence goes on with: the participle or the clause with "after" or "because" behind it.

    None where there is no such thing. `_keep` leaves these out, for they are facts of their own, or bring in what can't
    be resolved; but where they fit, they say what a reader would ask: "released a letter, urging …".
    """
    verb = clause.verb
    if clause.nominal or negated(verb):
        return None
    inside = {t.i for t in clause.kept}
    more: list[Token] = []
    for child in verb.rights:
        if clause.form == "content" and child.lemma_ in words("reporting"):
            continue  # "said she won, vowing to …": who vowed?
        if child.dep_ == "advcl" and child.i not in inside and _goes_on(child):
            marks = [t for t in child.lefts if t.dep_ == "mark" or t.tag_ == "WRB"]
            more += [t for t in {*_keep(child, child), *marks} if t.i not in inside]
    if not more:
        return None
    return msgspec.structs.replace(clause, kept=sorted((*clause.kept, *more), key=lambda t: t.i), more=more)


def _goes_on(verb: Token) -> bool:
    """Whether a clause below another says what came of it, when, or why: it is told along with it."""
    if finite(verb):
        return mark_of(verb) in {"after", "before", "when", "because", "since", "where"}
    return verb.tag_ == "VBG" and not helpers_of(verb)


def clauses(doc: Doc, sentence: DocSpan) -> Iterator[Clause]:
    """The clauses of a sentence that have a tense, and its appositions to names."""
    for token in sentence:
        if token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"aux", "auxpass", "amod", "compound"}:
            clause = _clause(token)
            if clause is not None:
                yield clause
        elif (
            token.dep_ == "appos"
            and token.i > 0
            and token.pos_ == "NOUN"
            and token.head.pos_ == "PROPN"
            and token.i > token.head.i
            and not (token.i + 1 < len(doc) and not token.whitespace_ and doc[token.i + 1].text in {"-", "–"})
        ):
            yield Clause("apposition", token, _keep(token, token), lead=token.head, copula=copula.apposed(token))


def _clause(verb: Token) -> Clause | None:
    """The clause of one verb, None where it has no tense or no subject of its own or to share."""
    dep, subject = verb.dep_, subject_of(verb)
    if dep == "relcl":
        return _relative(verb, subject)
    if dep == "conj":
        return _coordinate(verb, subject)
    if subject is None or not finite(verb) or subject.i > verb.i:
        return None
    if dep == "advcl":
        kept = [t for t in _keep(verb, verb) if t.i >= subject.left_edge.i]
        return Clause("adverbial", verb, kept, subject) if mark_of(verb) in TIMELY else None
    if dep in {"ccomp", "parataxis"}:
        kept = _keep(verb, verb)
        return Clause("content", verb, kept[1:] if kept[0].lower_ == "that" and kept[0] != subject else kept, subject)
    return Clause("main", verb, _keep(verb, verb), subject) if dep == "ROOT" else None


def _relative(verb: Token, subject: Token | None) -> Clause | None:
    """A relative clause with its antecedent for subject: "Oakley, who sold the mill"."""
    if subject is None or not finite(verb):
        return None
    if subject.tag_ not in {"WP", "WDT"}:
        complement = mark_of(verb) == "that" and subject.i < verb.i  # "a complaint that the mill withheld wages"
        return Clause("content", verb, _keep(verb, verb), subject) if complement else None
    kept = [t for t in _keep(verb, verb) if t != subject]
    return Clause("relative", verb, kept, lead=verb.head)


def _coordinate(verb: Token, subject: Token | None) -> Clause | None:
    """A clause joined by "and" or "but": with its own subject, or with that of the clause before it."""
    first, hops = verb.head, 0
    while first.dep_ == "conj" and subject_of(first) is None and hops < 8:
        first, hops = first.head, hops + 1
    if first.pos_ not in {"VERB", "AUX"}:
        return None
    kept = _keep(verb, verb)
    if subject is not None:
        return Clause("coordinate", verb, kept, subject) if finite(verb) and subject.i < verb.i else None
    shared = subject_of(first)
    if not adjoins(verb):
        return None
    if shared is None or any(t.lower_ in {"or", "nor"} for t in verb.head.children if t.dep_ == "cc"):
        return None
    helpers: list[Token] = []
    if not finite(verb):
        helpers = helpers_of(first)
        if verb.tag_ not in {"VBN", "VBG"} or not helpers or helpers[0].tag_ == "MD" or verb.tag_ != first.tag_:
            return None
        if any(t.dep_ == "neg" for t in first.children):
            return None
    elif not helpers_of(first) and {first.tag_, verb.tag_} == {"VBZ", "VBD"}:
        return None  # "wants the rules that cost jobs, ruined farms": hung too high
    elif helpers_of(first) and verb.tag_ == "VBD" and not helpers_of(verb) and first.tag_ == "VBN":
        return None  # "was seen and heard": past tense or participle, the tagger can't say
    if shared.tag_ in {"WP", "WDT"}:
        if first.dep_ != "relcl":
            return None
        shared = first.head
    return Clause("coordinate", verb, kept, lead=shared, helpers=helpers)


def adjoins(verb: Token) -> bool:
    """Whether "and" or a comma stands right before a coordinate verb, adverbs and auxiliaries aside."""
    i = verb.i - 1
    while i > 0 and (verb.doc[i].head == verb and verb.doc[i].dep_ in {"advmod", "aux", "auxpass", "neg"}):
        i -= 1
    return verb.doc[i].dep_ == "cc" or verb.doc[i].text in {",", ";"} or subject_of(verb) is not None


# ------------------------------------------------------------------------------------------------------------ words


def _keep(top: Token, verb: Token) -> list[Token]:
    """The words of a clause: its subtree without the clauses that are facts of their own, and without asides."""
    kept: list[Token] = []
    stack = [top]
    fixed = verb.pos_ in {"VERB", "AUX"} and negated(verb)
    while stack:
        token = stack.pop()
        kept.append(token)
        for child in token.children:
            if not _dropped(child, verb, fixed):
                stack.append(child)
        if not stack:
            stack = _torn(kept)
    inside = {t.i for t in kept}
    return sorted((t for t in kept if t.dep_ != "cc" or _joins(t, inside)), key=lambda t: t.i)


def _torn(kept: list[Token]) -> list[Token]:
    """The missing parts of words with hyphens, which the parse takes for words of their own: "co-founder"."""
    doc, inside = kept[0].doc, {t.i for t in kept}
    found: set[int] = set()
    for i in inside:
        for mark, other in ((i - 1, i - 2), (i + 1, i + 2)):
            if 0 <= other < len(doc) and other not in inside and _joined(doc, mark):
                found |= {mark, other}
    return [doc[i] for i in sorted(found - inside)]


def _joined(doc: Doc, mark: int) -> bool:
    """Whether a token is a hyphen without a blank on either side."""
    return doc[mark].text in {"-", "–"} and not doc[mark - 1].whitespace_ and not doc[mark].whitespace_


def _joins(conjunction: Token, inside: set[int]) -> bool:
    """Whether what an "and" joins is still there."""
    following = (t for t in conjunction.doc[conjunction.i + 1 : conjunction.i + 4] if not t.is_space and not t.is_quote)
    return next((t.i in inside for t in following), False)


def _dropped(token: Token, verb: Token, fixed: bool) -> bool:
    """Whether a dependent is left out of the clause of `verb`. `fixed`: the clause is negated, so adjuncts stay."""
    dep, before = token.dep_, token.left_edge
    if token.is_space:
        return True
    comma = before.i > 0 and before.nbor(-1).text == ","
    after_comma = before.text == "(" or (before.i > 0 and before.nbor(-1).text in {",", "(", "—", "–", "-", "--", ";"})
    if token.head == verb:
        if token.lower_ in {"both", "either", "neither"} and dep in {"preconj", "advmod", "cc", "det"}:
            return True
        if _beyond(token, verb):
            return True
        if dep == "conj" and _clausal(token):
            return True
        if (dep == "mark" and token.lower_ in {"that", *TIMELY}) or dep == "intj":
            return True
        if dep == "advmod" and token.tag_ == "WRB" and verb.dep_ == "advcl":
            return True
        if dep == "advmod" and token.lower_ in {"also", "too", "however", "meanwhile", "though", "instead"}:
            return True
        if dep == "advmod" and token.lower_ == "then" and verb.lemma_ not in words("stative"):
            return True  # but "was then the mayor" is not "was the mayor"
        if _opens(token, verb) and (dep in {"advmod", "cc", "prep"}) and phrase(token) in words("openers"):
            return True
    if dep == "parataxis" or (dep == "ccomp" and token.i < verb.i and token.head == verb):
        return True
    if dep in {"prep", "advcl"} and token.lower_ == "according":
        return True
    if dep == "npadvmod" and token.head == verb and after_comma and token.i > verb.i:
        return True
    if dep == "prep" and token.lower_ == "for" and phrase(token) in {"for instance", "for example"}:
        return True
    if dep == "conj" and verb.dep_ == "appos":
        if token.head == verb and token.pos_ == "PROPN":
            return True  # "Oakley, a lawyer, and Reed": a second name, not a second role
        if any(t.lower_ in {"other", "others"} for t in (token, *token.lefts)):
            return True  # "according to Oakley, a lawyer, and other people"
    if dep == "appos":
        listed = token.pos_ == "PROPN" and token.head.pos_ == "PROPN" and comma
        closes = token.nbor().text if (token.i + 1) < len(token.doc) else "."
        named = (
            token.pos_ == "PROPN"
            and token.head.pos_ == "NOUN"
            and comma
            and token.right_edge == token
            and closes in {",", "."}
        )
        return after_comma and not listed and not named  # "her opponent, Dana Oakley,": without the name, who?
    if dep in {"relcl", "acl"} and after_comma:
        return True
    if dep == "prep" and comma and verb.dep_ == "appos":
        return True  # "said Oakley, a lawyer, of the verdict"
    if dep == "advcl" and after_comma and token.tag_ == "VBG" and token.i > verb.i and not fixed:
        return True
    if dep == "advcl" and token.head == verb and not fixed:
        participle = token.tag_ in {"VBG", "VBN"} and not any(t.lower_ == "to" for t in token.lefts)
        return (after_comma and (participle or finite(token))) or (mark_of(token) in TIMELY and finite(token))
    return False


def _seam(verb: Token) -> tuple[int, int] | None:
    """Where a second clause is joined to that of a verb: the last conjunction before it, and its own verb."""
    second = next((t.i for t in verb.rights if t.dep_ == "conj" and _clausal(t)), None)
    if second is None:
        return None
    joining = [t.i for t in verb.children if t.dep_ in {"cc", "preconj"} and t.i < second]
    return (joining[-1], second) if joining else None


def _beyond(token: Token, verb: Token) -> bool:
    """Whether a word is the conjunction before a second clause, or opens a phrase between the two, which belongs to
    that clause: "sold it and, in May, bought it back"."""
    seam = _seam(verb)
    if seam is None:
        return False
    first, second = seam
    if token.dep_ in {"cc", "preconj"}:
        return token.i == first
    return token.dep_ in {"prep", "npadvmod", "advmod", "advcl"} and first < token.i < second


def _clausal(token: Token) -> bool:
    """Whether a conjunct of a verb is a clause, not a second noun or adjective of its predicate."""
    return token.pos_ in {"VERB", "AUX"} or subject_of(token) is not None


def _opens(token: Token, verb: Token) -> bool:
    """Whether a word stands before the subject of its clause."""
    subject = subject_of(verb)
    return subject is not None and token.i < subject.left_edge.i


def phrase(token: Token) -> str:
    """The words below a token, in small letters."""
    return " ".join(t.lower_ for t in token.subtree if not t.is_punct and not t.is_space)
