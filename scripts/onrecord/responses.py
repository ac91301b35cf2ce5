"""How allegations are answered: who denies them, who speaks of the same matter, who said nothing.

A denial by the accused, or by somebody who speaks for them, stands beside every allegation of the same matter. It is
shown in its own words. What it denies is not stretched: `denied` is said only where it names the same wrong or act, or
sweepingly what was alleged just before; to other allegations of the matter it is a response, and called that.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cache, partial
from typing import TYPE_CHECKING

import msgspec

from onrecord import lexicon
from onrecord.model import AnswerKind, Cast, Resolution, Response, Span, Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from spacy.tokens import Doc, Token

    from onrecord.model import Attribution, Statement

NEAR = 6
"""Statements between two of one matter, at most, where nothing but their claimant ties them together."""

FAR = 50
"""Statements between an allegation and its answer, at most. An article has fewer; a book of them is not one matter."""

MOST = 8
"""Answers that are kept of one allegation, denials first. An article gives it two or three."""

MONTH = 31
"""Days. Dates that are less exact than this make no two statements one occasion."""


words = partial(lexicon.words, "responses")
"""The words of one section of `responses.yml`."""


@cache
def _families() -> dict[str, int]:
    """Each word for a wrong with the number of its family."""
    return {word: k for k, row in enumerate(lexicon.table("responses", lexicon.Words)["wrongs"]) for word in row.words}


class Told(msgspec.Struct):
    """What a stretch of text tells: families of wrongs, verbs and nouns by lemma, and whether it holds a "not"."""

    wrongs: frozenset[int]
    verbs: frozenset[str]
    nouns: frozenset[str]
    negated: bool
    sweeping: bool
    rebuts: bool

    def act(self, other: Told) -> bool:
        """Whether both speak of the same wrong, or of the same act."""
        return bool(self.wrongs & other.wrongs or self.verbs & other.verbs)


class Claim(msgspec.Struct):
    """An allegation, or another statement that somebody may deny. Subjects are indices into the cast."""

    told: Told
    order: int  # of its first token
    alleged: bool
    claimants: frozenset[str]
    accused: frozenset[int]
    named: bool  # whether somebody with a name is accused at all
    places: frozenset[int]
    days: tuple[date, date] | None
    apart: bool
    charge: bool  # whether it tells that somebody was charged, which their denial does not deny
    place: int  # in the row of statements
    statement: int | None = None
    attribution: int | None = None


class Reply(msgspec.Struct):
    """Something that may answer claims: by whom, for whom, in which words."""

    by: Resolution
    for_: frozenset[int]
    span: Span
    order: int
    told: Told
    denies: bool
    place: int
    statement: int | None = None
    attribution: int | None = None


def responses(
    doc: Doc, statements: Sequence[Statement], attributions: Sequence[Attribution], cast: Cast
) -> tuple[Response, ...]:
    """The answers to the allegations of one text, those that deny first, then in the text's order.

    `statements` and `attributions` are those of `doc`; a response names them by their indices.
    """
    reading = _Reading(doc, statements, attributions, cast)
    claims = sorted(reading.claims(), key=lambda claim: claim.place)
    if not any(claim.alleged for claim in claims):
        claims = claims if any(one.stance == "denied" for one in attributions) else []
    if not claims:
        return ()
    places = [claim.place for claim in claims]
    found: dict[tuple[int, int | None, int | None, Span], Response] = {}
    for reply in reading.replies():
        first = bisect_left(places, reply.place - FAR)
        near = claims[first : bisect_right(places, reply.place + FAR)]
        for k, kind in ((first + at, kind) for at, kind in _answered(reply, near)):
            found.setdefault((k, reply.statement, reply.attribution, reply.span), _response(claims[k], reply, kind))
    for kind, reply in reading.silences():
        first = bisect_left(places, reply.place - FAR)
        near = claims[first : bisect_right(places, reply.place + FAR)]
        for k in (first + at for at in _concerned(reply, near)):
            found.setdefault((k, reply.statement, None, reply.span), _response(claims[k], reply, kind))
    order = {"denied": 0, "responded": 1, "declined": 2, "unreached": 3, "uncharged": 4}
    keys = sorted(found, key=lambda key: (key[0], order[found[key].kind], key[3]))
    kept: Counter[int] = Counter()
    for key in keys:
        kept[key[0]] += 1
        if kept[key[0]] > MOST:
            del found[key]
    return tuple(found[key] for key in keys if key in found)


def _response(claim: Claim, reply: Reply, kind: AnswerKind) -> Response:
    return Response(
        kind=kind,
        by=reply.by,
        span=reply.span,
        claim=claim.statement,
        speech=claim.attribution,
        statement=reply.statement,
        attribution=reply.attribution,
    )


# ------------------------------------------------------------------------------------------------- what answers what


def _answered(reply: Reply, claims: Sequence[Claim]) -> Iterator[tuple[int, AnswerKind]]:
    """The claims that a reply answers, by their places, and how."""
    mine = [k for k, claim in enumerate(claims) if _against(reply, claim)]
    denied = [k for k in mine if _denies(reply, claims[k])]
    if (reply.denies or reply.told.rebuts) and reply.told.sweeping and not denied:
        denied = _just_before(reply, mine, claims)
    if not reply.denies:
        spoken = [k for k in mine if claims[k].alleged and k not in denied and _speaks_of(reply.told, claims[k].told)]
    else:
        spoken = [k for k in mine if claims[k].alleged and not denied and reply.told.nouns & claims[k].told.nouns]
    told = denied or (spoken if reply.denies else [])
    for k in mine:
        if k in denied:
            yield k, "responded" if claims[k].charge else "denied"
        elif claims[k].alleged and (k in spoken or any(_one_matter(claims[k], claims[other]) for other in told)):
            yield k, "responded"


def _against(reply: Reply, claim: Claim) -> bool:
    """Whether a claim is of those for whom the reply speaks; one that accuses nobody by name may be."""
    if claim.statement is not None and claim.statement == reply.statement:
        return False
    if claim.attribution is not None and claim.attribution == reply.attribution:
        return False
    if claim.claimants & {f"#{k}" for k in reply.for_} or (not claim.alleged and not reply.denies):
        return False
    return bool(claim.accused & reply.for_) or (not claim.named and claim.alleged and reply.denies)


def _denies(reply: Reply, claim: Claim) -> bool:
    """Whether a reply denies the very thing: the same wrong or act, with "denied" or with "not"."""
    return (reply.denies or reply.told.negated) and reply.told.act(claim.told)


def _just_before(reply: Reply, mine: Sequence[int], claims: Sequence[Claim]) -> list[int]:
    """For "denied the allegations": the last allegation by name before it, with the others of that matter."""
    before = [k for k in mine if claims[k].alleged and claims[k].accused and claims[k].order < reply.order]
    if not before:
        before = [k for k in mine if claims[k].alleged and claims[k].accused][:1]
    if not before:
        return []
    last = max(before, key=lambda k: claims[k].order)
    return [k for k in before if k == last or _one_matter(claims[k], claims[last])]


def _speaks_of(one: Told, claim: Told) -> bool:
    """Whether words that deny nothing by their cue speak of what was alleged: of the act, or of two things in it."""
    shared = one.nouns & claim.nouns
    return one.act(claim) or len(shared) > 1 or (one.negated and bool(shared))


def _concerned(reply: Reply, claims: Sequence[Claim]) -> Iterator[int]:
    """The allegations that silence concerns: all of those against the silent, and of the same matters."""
    own = [k for k, claim in enumerate(claims) if claim.alleged and claim.accused & reply.for_]
    for k, claim in enumerate(claims):
        if k in own or (claim.alleged and not claim.named and any(_one_matter(claim, claims[o]) for o in own)):
            yield k


def _one_matter(one: Claim, other: Claim) -> bool:
    """Whether two claims are of the same matter: nothing speaks against it, and an occasion or a claimant ties them."""
    if one.accused and other.accused and not one.accused & other.accused:
        return False
    days = _same_days(one, other)
    if days is False:
        return False
    occasion = days is True and (one.accused & other.accused or one.claimants & other.claimants)
    if occasion or one.told.wrongs & other.told.wrongs or one.places & other.places:
        return True
    first, second = sorted((one, other), key=lambda claim: claim.order)
    close = second.place - first.place <= NEAR and not second.apart and (days is None and second.days is None)
    return close and bool(one.claimants & other.claimants)


def _same_days(one: Claim, other: Claim) -> bool | None:
    """Whether two claims are dated alike: None where a date is missing or says too little."""
    if one.days is None or other.days is None:
        return None
    if one.days[1] < other.days[0] or other.days[1] < one.days[0]:
        return False
    exact = all((claim.days[1] - claim.days[0]).days < MONTH for claim in (one, other) if claim.days)
    return True if exact else None


# ------------------------------------------------------------------------------------------------- what the text has


class _Reading:
    """One text, asked for its claims and for what may answer them."""

    def __init__(
        self, doc: Doc, statements: Sequence[Statement], attributions: Sequence[Attribution], cast: Cast
    ) -> None:
        self.doc, self.statements, self.attributions, self.cast = doc, statements, attributions, cast
        self.heads = {statement.head.start: k for k, statement in enumerate(statements)}
        self._starts = sorted(self.heads)
        self._places = [statement.span.start for statement in statements]
        self._clients: dict[int, set[int]] = {}

    # -- claims

    def claims(self) -> Iterator[Claim]:
        """Allegations, and what else somebody may deny. None where nothing is alleged and nothing denied."""
        for k, statement in enumerate(self.statements):
            if statement.status != "denied" and not statement.reporting:
                yield self._claim(k, statement)
        for k, found in enumerate(self.attributions):
            if found.stance in {"said", "alleged"} and not self._inside(found):
                yield self._speech(k, found)

    def _claim(self, k: int, statement: Statement) -> Claim:
        claimants = {who.subject for who in statement.by}
        subjects = [i for i in statement.subjects if i not in claimants and self.cast.subjects[i].kind != "place"]
        people = [i for i in subjects if self.cast.subjects[i].kind == "person"]
        tokens = self._under(statement.span)
        when = statement.when
        return Claim(
            told=_told(tokens),
            order=tokens[0].i if tokens else 0,
            alleged=statement.status == "alleged",
            claimants=frozenset(map(self._claimant, statement.by)),
            accused=frozenset(people or subjects),
            named=bool(people or subjects),
            places=frozenset([statement.where] if statement.where is not None else ()),
            days=(when.earliest, when.latest) if when and when.earliest and when.latest else None,
            apart=self._apart(tokens),
            charge=statement.charge is not None,
            place=k,
            statement=k,
        )

    def _speech(self, k: int, found: Attribution) -> Claim:
        """The claim of an attribution that no statement tells."""
        tokens = [t for span in found.content for t in self._under(span)]
        cue = [t for span in found.cue for t in self._under(span)]
        objects = [c for t in cue for c in t.children if c.dep_ in {"dobj", "nsubjpass"}]
        speaker = self.cast.who(found.speaker) if found.speaker else None
        said = {speaker.subject} if speaker else set()
        subjects = self._subjects([*tokens, *objects]) - said
        people = frozenset(i for i in subjects if self.cast.subjects[i].kind == "person")
        accused = people or frozenset(subjects)
        return Claim(
            told=_told(tokens),
            order=tokens[0].i if tokens else 0,
            alleged=found.stance == "alleged",
            claimants=frozenset([self._claimant(speaker)] if speaker else ()),
            accused=accused,
            named=bool(accused),
            places=frozenset(),
            days=None,
            apart=self._apart(tokens),
            charge=False,
            place=bisect_left(self._places, found.span.start),
            attribution=k,
        )

    def _claimant(self, who: Resolution) -> str:
        """A claimant for comparing: the subject, else the last word of the name in small letters."""
        if who.subject is not None:
            return f"#{who.subject}"
        return next((w.lower() for w in who.name.split() if w.islower() or w == who.name.split()[0]), "")

    def _apart(self, tokens: Sequence[Token]) -> bool:
        """Whether the sentence says that it turns to another matter."""
        return bool(tokens) and any(t.lower_ in words("apart") for t in tokens[0].sent)

    # -- replies

    def replies(self) -> Iterator[Reply]:
        """Denials, and the words of people and organisations on themselves."""
        for k, found in enumerate(self.attributions):
            lemma = found.cue_lemma or ""
            if found.stance not in {"said", "denied"} or not found.speaker or found.rivals or not found.sure:
                continue
            if lemma in words("declining") or self._silent(found):
                continue
            by = self.cast.who(found.speaker)
            for_ = self._speaks_for(found.speaker, by)
            if by.sure and for_:
                yield self._reply(k, found, by, for_)
        covered = {one.statement for one in self._denials()}
        for k, statement in enumerate(self.statements):
            if statement.status == "denied" and k not in covered and statement.by[-1].subject is not None:
                rest = [t for t in self._under(statement.span) if t.idx > statement.head.start]
                yield Reply(
                    by=statement.by[-1],
                    for_=frozenset([statement.by[-1].subject]),
                    span=statement.span,
                    order=rest[0].i if rest else 0,
                    told=_told(rest),
                    denies=True,
                    place=k,
                    statement=k,
                )

    def _denials(self) -> Iterator[Response]:
        """Denials among the statements that an attribution stands for."""
        for k, found in enumerate(self.attributions):
            if found.stance == "denied" and (statement := self._denial(found)) is not None:
                yield Response(kind="denied", by=Resolution(""), span=found.span, statement=statement, attribution=k)

    def _denial(self, found: Attribution) -> int | None:
        """The statement that tells a denial: its head is the cue."""
        cue = {t.idx for span in found.cue for t in self._under(span)}
        return next((k for start, k in self.heads.items() if start in cue), None)

    def _reply(self, k: int, found: Attribution, by: Resolution, for_: frozenset[int]) -> Reply:
        tokens = [t for span in found.content for t in self._under(span)]
        told = _told(tokens)
        statement = self._denial(found) if found.stance == "denied" else self._content(found)
        order = tokens[0].i if tokens else 0
        place = bisect_left(self._places, found.span.start)
        return Reply(by, for_, found.span, order, told, found.stance == "denied", place, statement, k)

    def _content(self, found: Attribution) -> int | None:
        """The one statement that tells the content of an attribution, if it is told by one."""
        inside = self._inside(found)
        return inside[0] if len(inside) == 1 else None

    def _inside(self, found: Attribution) -> list[int]:
        """The statements whose predicate stands in the content of an attribution."""
        starts = self._starts
        return [
            self.heads[start]
            for span in found.content
            for start in starts[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        ]

    def _speaks_for(self, mention: Sequence[Span], by: Resolution) -> frozenset[int]:
        """For whom somebody speaks: for themselves, and for those whose lawyer or spokesman they are called."""
        found = {by.subject} if by.subject is not None else set()
        tokens = [t for span in mention for t in self._under(span)]
        if any(t.lemma_.lower() in words("representatives") for t in tokens):
            found |= self._subjects(tokens)
        if by.subject is not None:
            if by.subject not in self._clients:
                self._clients[by.subject] = self._represented(self.cast.subjects[by.subject])
            found |= self._clients[by.subject]
        return frozenset(found)

    def _represented(self, subject: Subject) -> set[int]:
        """Whom a subject represents by one of the roles that the text gives: "Bo Marn’s lawyer"."""
        roles = [role for role in subject.roles if set(role.lower().split()) & words("representatives")]
        if not roles:
            return set()
        return {
            k
            for k, other in enumerate(self.cast.subjects)
            if other.kind != "place" and other is not subject
            for role in roles
            if any(_names(role, name) for name in (other.name, *other.aliases))
        }

    # -- silence

    def silences(self) -> Iterator[tuple[AnswerKind, Reply]]:
        """Who declined to comment, did not answer, or has not been charged."""
        for token in self.doc:
            kind = _silence(token)
            doer = next((t for t in token.lefts if t.dep_ in {"nsubj", "nsubjpass"}), None) if kind else None
            if kind is None or doer is None:
                continue
            last = max((t for t in doer.subtree if t.i < token.i and not t.is_punct), key=lambda t: t.i, default=doer)
            mention = (Span(doer.left_edge.idx, last.idx + len(last.text)),)
            by = self.cast.at(doer.i) or self.cast.who(mention)
            for_ = self._speaks_for(mention, by)
            if not by.sure or not for_:
                continue
            edge = max((t for t in token.subtree if not t.is_punct), key=lambda t: t.i)
            span = Span(doer.left_edge.idx, edge.idx + len(edge.text))
            told = Told(frozenset(), frozenset(), frozenset(), True, False, False)
            statement = self.heads.get(token.idx)
            place = bisect_left(self._places, token.idx)
            yield kind, Reply(by, for_, span, token.i, told, False, place, statement)

    def _silent(self, found: Attribution) -> bool:
        """Whether an attribution only says that nothing was said."""
        return any(_silence(t) is not None for span in found.cue for t in self._under(span))

    # -- tokens

    def _under(self, span: Span) -> list[Token]:
        found = self.doc.char_span(span.start, span.end, alignment_mode="expand")
        return list(found) if found is not None else []

    def _subjects(self, tokens: Iterable[Token]) -> set[int]:
        """The people and organisations that tokens mean for certain."""
        found = (self.cast.at(t.i) for t in tokens)
        sure = {who.subject for who in found if who is not None and who.sure and who.subject is not None}
        return {k for k in sure if self.cast.subjects[k].kind != "place"}


def silent(doc: Doc, found: Attribution) -> bool:
    """Whether an attribution only says that somebody said nothing: its content is no indirect speech."""
    cue = [doc.char_span(span.start, span.end, alignment_mode="expand") for span in found.cue]
    return any(_silence(token) is not None for span in cue if span is not None for token in span)


def _silence(verb: Token) -> AnswerKind | None:
    """Whether a verb says that nothing was said ("declined to comment"), or that nobody was charged."""
    lemma = verb.lemma_.lower()
    if lemma not in _silent_words():
        return None
    below = {t.lemma_.lower() for t in verb.subtree if t.i > verb.i}
    if lemma in words("declining"):
        spoken = any(t.dep_ in {"xcomp", "dobj"} and t.lemma_.lower() in words("comments") for t in verb.rights)
        return "declined" if spoken else None
    negated = any(t.dep_ == "neg" for t in verb.children)
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
    """The verbs with which `_silence` is told."""
    sections = ("declining", "unanswered", "unreached", "uncharged")
    return frozenset(word for section in sections for word in words(section)) | {"be"}


def _told(tokens: Sequence[Token]) -> Told:
    """What a stretch of text speaks of."""
    lemmas = [_base(t) for t in tokens]
    named = {t.i for t in tokens if t.pos_ == "PROPN"}
    plain = [(t, lemma) for t, lemma in zip(tokens, lemmas, strict=True) if t.i not in named]
    return Told(
        wrongs=frozenset(_families()[lemma] for _, lemma in plain if lemma in _families()),
        verbs=frozenset(lemma for t, lemma in plain if t.pos_ == "VERB" and lemma not in words("empty")),
        nouns=frozenset(lemma for t, lemma in plain if t.pos_ == "NOUN" and lemma not in words("empty")),
        negated=any(t.dep_ == "neg" or t.lower_ in {"never", "no", "nothing", "nobody", "none"} for t in tokens),
        sweeping=any(lemma in words("sweeping") for lemma in lemmas if lemma not in {"it", "that", "this", "them"})
        or (len(tokens) < 3 and bool(set(lemmas) & words("sweeping"))),
        rebuts=any(lemma in words("rebuttals") for lemma in lemmas),
    )


def _base(token: Token) -> str:
    """A token's lemma; of a noun in -ing that of the verb, where the tables have it ("denied smuggling")."""
    lemma = token.lemma_.lower()
    if token.pos_ != "VERB" and lemma.endswith("ing"):
        stem = lemma[:-3]
        known = (form for form in (stem, stem + "e", stem[:-1]) if form in _families())
        return next(known, lemma)
    return lemma


def _names(role: str, name: str) -> bool:
    """Whether a role names somebody: "lawyer for Bo Marn", "Marn’s lawyer"."""
    return f" {name.lower()} " in f" {role.lower().replace('’s', ' ').replace(chr(39) + 's', ' ')} "
