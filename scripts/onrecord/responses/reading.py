"""One text, asked for its claims and for what may answer them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from onrecord.model import Cast, Resolution, Span
from onrecord.responses.matching import Claim, Reply
from onrecord.responses.silence import Rebuttal, rebuttal, silence, silent, topic
from onrecord.responses.words import Told, base, families, told, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc, Token

    from onrecord.model import Attribution, Statement, Subject


ANSWERING = frozenset({"said", "denied", "promised", "believed", "admitted"})
"""Stances in which somebody may answer an allegation: "assured the council that the claims were false"."""


class Reading:
    """One text's claims and replies. Statements and attributions are named by their indices."""

    def __init__(
        self, doc: Doc, statements: Sequence[Statement], attributions: Sequence[Attribution], cast: Cast
    ) -> None:
        self.doc, self.statements, self.attributions, self.cast = doc, statements, attributions, cast
        self.heads = {statement.head.start: k for k, statement in enumerate(statements)}
        self._starts = sorted(self.heads)
        self._sentences = [sentence.start for sentence in doc.sents]
        self._clients: dict[int, set[int]] = {}

    # ------------------------------------------------------------------------------------------------------- claims

    def claims(self) -> Iterator[Claim]:
        """Allegations, and what else somebody may deny."""
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
            told=told(tokens),
            order=tokens[0].i if tokens else 0,
            span=statement.span,
            alleged=statement.status == "alleged",
            claimants=frozenset(map(self._claimant, statement.by)),
            accused=frozenset(people or subjects),
            places=frozenset([statement.where] if statement.where is not None else ()),
            days=(when.earliest, when.latest) if when and when.earliest and when.latest else None,
            apart=self._apart(tokens),
            charge=statement.charge is not None,
            wrong=statement.charge is not None or _wrong(self._under(statement.head)),
            place=self._place(tokens),
            statement=k,
        )

    def _speech(self, k: int, found: Attribution) -> Claim:
        """The claim of an attribution that no statement tells."""
        tokens = self._tokens(found.content)
        speaker = self.cast.who(found.speaker) if found.speaker else None
        said = {speaker.subject} if speaker else set()
        accused = self._accused(found, tokens) - said
        return Claim(
            told=told(tokens),
            order=tokens[0].i if tokens else 0,
            span=found.span,
            alleged=found.stance == "alleged",
            wrong=_wrong(tokens),
            vague=bool(found.rivals) or (speaker is not None and not speaker.sure),
            claimants=frozenset([self._claimant(speaker)] if speaker else ()),
            accused=frozenset(accused),
            places=frozenset(),
            days=None,
            apart=self._apart(tokens),
            charge=False,
            place=self._place(tokens),
            attribution=k,
        )

    def pleads(self, found: Attribution) -> bool:
        """Whether somebody only pleads, guilty or not: who does so asks for nothing."""
        if found.stance != "asked":
            return False
        return any(t.lower_ in words("pleas") for t in self._tokens(found.content)[:2])

    def accuses(self, found: Attribution) -> bool:
        """Whether an attribution accuses anybody: of a wrong, or somebody else of something.

        Who claims victory, or to be rich, accuses nobody; nor does a firm that charges a fee.
        """
        tokens = self._tokens(found.content)
        if found.cue_lemma not in words("claims of one’s own") or _wrong(tokens):
            return True
        speaker = self.cast.who(found.speaker) if found.speaker else None
        clause = any(t.dep_ in {"nsubj", "nsubjpass"} for t in tokens)
        doers = self._subjects((one for t in tokens for one in _doers(t)), maybe=True)
        return clause and bool(doers - {speaker.subject if speaker else None})

    def _accused(self, found: Attribution, tokens: Sequence[Token]) -> set[int]:
        """Who an attribution accuses: the object of its cue ("accused Vell of"), else who does what its content tells.

        Where neither has a name, everybody whom it names may be meant, people first.
        """
        cue = self._tokens(found.cue)
        objects = [c for t in cue for c in t.children if c.dep_ in {"dobj", "nsubjpass"}]
        meant = self._subjects((one for t in objects for one in _joined(t)), maybe=True)
        if not meant:
            meant = self._subjects((one for t in tokens for one in _doers(t)), maybe=True)
        everybody = self._subjects([*tokens, *objects])
        people = {i for i in everybody if self.cast.subjects[i].kind == "person"}
        return meant or people or everybody

    def _claimant(self, who: Resolution) -> str:
        """A claimant for comparing: the subject, else the last word of the name in small letters."""
        if who.subject is not None:
            return f"#{who.subject}"
        return next((w.lower() for w in who.name.split() if w.islower() or w == who.name.split()[0]), "")

    def _apart(self, tokens: Sequence[Token]) -> bool:
        """Whether the sentence says that it turns to another matter."""
        return bool(tokens) and any(t.lower_ in words("apart") for t in tokens[0].sent)

    # ------------------------------------------------------------------------------------------------------ replies

    def replies(self) -> Iterator[Reply]:
        """Denials, and the words of people and organisations on themselves."""
        told_by: set[int] = set()  # tokens of the cues of denials
        for k, found in enumerate(self.attributions):
            if found.stance not in ANSWERING or not found.speaker or found.rivals or not found.sure:
                continue
            if (found.cue_lemma or "") in words("declining") or silent(self.doc, found):
                continue
            by = self.cast.who(found.speaker)
            for_, spokesman = self._speaks_for(found.speaker, by, denies=found.stance == "denied")
            if by.sure and for_:
                yield self._reply(k, found, by, for_, spokesman)
                told_by |= {t.i for t in self._tokens(found.cue)} if found.stance == "denied" else set()
        for token in self.doc:
            one = rebuttal(token)
            if one is not None and (one.same or token.i not in told_by):
                yield from self._rebuttal(one)
                told_by.add(token.i)
        for k, statement in enumerate(self.statements):
            if statement.status == "denied" and statement.by[-1].subject is not None:
                head = self._under(statement.head)
                if head and head[0].i not in told_by:
                    yield self._denial_told(k, statement)

    def _reply(self, k: int, found: Attribution, by: Resolution, for_: frozenset[int], spokesman: bool) -> Reply:
        tokens = self._tokens(found.content)
        return Reply(
            by=by,
            for_=for_,
            span=found.span,
            order=tokens[0].i if tokens else 0,
            told=told(tokens),
            denies=found.stance == "denied",
            place=self._place(tokens),
            own=by.subject is not None and any(self._did(t, by.subject) for t in tokens),
            spokesman=spokesman,
            statement=self._denial(found) if found.stance == "denied" else self._content(found),
            attribution=k,
        )

    def _did(self, token: Token, subject: int) -> bool:
        """Whether a token is the subject of what somebody did or was, and means that somebody."""
        past = token.head.tag_ in {"VBD", "VBN"} and not any(t.tag_ == "MD" for t in token.head.lefts)
        return token.dep_ in {"nsubj", "nsubjpass"} and past and subject in self._subjects([token])

    def _rebuttal(self, one: Rebuttal) -> Iterator[Reply]:
        """The reply of "rejected the allegations", "a claim that Vell disputes"."""
        left = min(t.i for t in one.doer.subtree)
        mention = (Span(self.doc[left].idx, one.doer.idx + len(one.doer)),)
        by = self.cast.at(one.doer.i) or self.cast.who(mention)
        for_, spokesman = self._speaks_for(mention, by, denies=True)
        if not by.sure or not for_:
            return
        tokens = [one.object] if one.same else list(one.object.subtree)
        first, last = min(left, one.verb.i), max(one.verb.i, *(t.i for t in (tokens if not one.same else [one.verb])))
        yield Reply(
            by=by,
            for_=for_,
            span=Span(self.doc[first].idx, self.doc[last].idx + len(self.doc[last])),
            order=(one.object if one.same else one.verb).i,
            told=told(tokens),
            denies=True,
            place=self._place([one.verb]),
            spokesman=spokesman,
            same=one.same,
            statement=self.heads.get(one.verb.idx),
        )

    def _denial_told(self, k: int, statement: Statement) -> Reply:
        """The reply of a statement that tells a denial."""
        rest = [t for t in self._under(statement.span) if t.idx > statement.head.start]
        return Reply(
            by=statement.by[-1],
            for_=frozenset({who.subject for who in statement.by[-1:] if who.subject is not None}),
            span=statement.span,
            order=rest[0].i if rest else 0,
            told=told(rest),
            denies=True,
            place=self._place(rest),
            statement=k,
        )

    def _denial(self, found: Attribution) -> int | None:
        """The statement that tells a denial: its head is the cue."""
        cue = {t.idx for t in self._tokens(found.cue)}
        return next((k for start, k in self.heads.items() if start in cue), None)

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

    # ---------------------------------------------------------------------------------------------- who speaks for whom

    def _speaks_for(self, mention: Sequence[Span], by: Resolution, *, denies: bool) -> tuple[frozenset[int], bool]:
        """For whom somebody speaks, and whether on another's behalf.

        For themselves; for those whose lawyer, spokesman, office or campaign they are called; an organisation that
        denies something, for its people, too, and somebody for what bears their name.
        """
        found = {by.subject} if by.subject is not None else set()
        tokens = self._tokens(mention)
        spokesman = by.role is not None and not words("representatives").isdisjoint(by.role.lower().split())
        agents = [t for t in _heads(tokens) if t.lemma_.lower() in words("representatives") | words("camps")]
        if agents:
            found |= self._subjects(below for t in agents for below in t.subtree if below in tokens)
            spokesman = True
        if by.subject is not None:
            if by.subject not in self._clients:
                self._clients[by.subject] = self._represented(self.cast.subjects[by.subject])
            found |= self._clients[by.subject]
            spokesman |= bool(self._clients[by.subject])
        if denies:
            found |= {k for one in sorted(found) for k in self._namesakes(self.cast.subjects[one])}
            found |= {k for one in sorted(found) for k in self._people_of(self.cast.subjects[one])}
        return frozenset(found), spokesman

    def _represented(self, subject: Subject) -> set[int]:
        """Whom a subject represents: by a role ("Bo Marn’s lawyer"), or by its own name ("the Marn campaign")."""
        titles = [role for role in subject.roles if not words("representatives").isdisjoint(role.lower().split())]
        if subject.kind == "organisation" and not words("camps").isdisjoint(subject.name.lower().split()):
            titles.append(subject.name)
        return {
            k
            for k, other in enumerate(self.cast.subjects)
            if titles and other.kind != "place" and other is not subject
            for title in titles
            if any(_names(title, name) for name in (other.name, *other.aliases))
        }

    def _namesakes(self, person: Subject) -> Iterator[int]:
        """The organisations that bear somebody's name: "Marn University"."""
        last = person.name.split()[-1]
        for k, other in enumerate(self.cast.subjects):
            if person.kind == "person" and other.kind == "organisation" and other.name.split()[0] == last:
                yield k

    def _people_of(self, subject: Subject) -> Iterator[int]:
        """The people whose role names an organisation, or somebody's campaign or office: "Marn campaign manager"."""
        for k, other in enumerate(self.cast.subjects):
            for role in other.roles if other.kind == "person" and other is not subject else ():
                named = any(_names(role, name) for name in (subject.name, *subject.aliases))
                if named and (subject.kind == "organisation" or not words("camps").isdisjoint(role.lower().split())):
                    yield k

    # ------------------------------------------------------------------------------------------------------ silence

    def silences(self) -> Iterator[Reply]:
        """Who declined to comment, did not answer, or has not been charged."""
        for token in self.doc:
            kind = silence(token)
            doer = next((t for t in token.lefts if t.dep_ in {"nsubj", "nsubjpass"}), None) if kind else None
            if kind is None or doer is None:
                continue
            last = max((t for t in doer.subtree if t.i < token.i and not t.is_punct), key=lambda t: t.i, default=doer)
            mention = (Span(doer.left_edge.idx, last.idx + len(last.text)),)
            by = self.cast.at(doer.i) or self.cast.who(mention)
            for_, _ = self._speaks_for(mention, by, denies=False)
            if not by.sure or not for_:
                continue
            edge = max((t for t in token.subtree if not t.is_punct), key=lambda t: t.i)
            span = Span(doer.left_edge.idx, edge.idx + len(edge.text))
            about = topic(token)
            yield Reply(
                by=by,
                for_=for_,
                span=span,
                order=token.i,
                told=Told(),
                denies=False,
                place=self._place([token]),
                silence=kind,
                topic=told(about) if about and kind != "uncharged" else None,
                statement=self.heads.get(token.idx),
            )

    # ------------------------------------------------------------------------------------------------------- tokens

    def _place(self, tokens: Sequence[Token]) -> int:
        """The place of a stretch of text in the row of sentences."""
        return bisect_right(self._sentences, tokens[0].i) if tokens else 0

    def _tokens(self, spans: Iterable[Span]) -> list[Token]:
        """The tokens of a stretch of text that is in several pieces."""
        return [t for span in spans for t in self._under(span)]

    def _under(self, span: Span) -> list[Token]:
        found = self.doc.char_span(span.start, span.end, alignment_mode="expand")
        return list(found) if found is not None else []

    def _subjects(self, tokens: Iterable[Token], *, maybe: bool = False) -> set[int]:
        """The people and organisations that tokens mean for certain; with `maybe`, each of those whom they may mean."""
        found = [who for t in tokens if (who := self.cast.at(t.i)) is not None]
        meant = {who.subject for who in found if who.sure and who.subject is not None}
        if maybe:
            meant |= {k for who in found for k in who.candidates}
        return {k for k in meant if self.cast.subjects[k].kind != "place"}


def _joined(noun: Token) -> list[Token]:
    """A noun with those that "and" joins to it, and whose it is: "Vell’s campaign"."""
    nouns = [noun, *noun.conjuncts]
    return nouns + [t for one in nouns for t in one.lefts if t.dep_ in {"poss", "compound"}]


def _doers(token: Token) -> list[Token]:
    """Who does what a token tells: the subject of a verb, the "by" of the passive or of a noun, whose deed it is."""
    if token.dep_ == "nsubj" and token.head.pos_ in {"VERB", "AUX"}:
        return _joined(token)
    if token.dep_ in {"agent", "prep"} and token.lower_ == "by":
        return [one for t in token.children if t.dep_ == "pobj" for one in _joined(t)]
    deed = token.dep_ == "poss" and base(token.head) in families()  # "Vell’s theft"
    return [token] if deed else []


def _wrong(tokens: Sequence[Token]) -> bool:
    """Whether a stretch of text tells a wrong: with its topmost words, or those that they join or govern."""
    tops = _tops(tokens)
    below = [t for top in tops for t in top.children if t.dep_ in {"conj", "dobj", "xcomp", "pcomp", "pobj", "ccomp"}]
    return any(base(t) in families() for t in [*tops, *below, *(c for t in below for c in t.children)])


def _tops(tokens: Sequence[Token]) -> list[Token]:
    """The topmost words of a stretch of text: those that hang on none of the others."""
    inside = {t.i for t in tokens}
    return [t for t in tokens if t.head.i not in inside or t.head == t]


def _heads(tokens: Sequence[Token]) -> list[Token]:
    """The noun that a mention hangs on, with what is said of it beside it: "Ida Kern, a lawyer", "lawyer Ida Kern"."""
    inside, tops = {t.i for t in tokens}, _tops(tokens)
    return tops + [t for top in tops for t in top.children if t.dep_ in {"appos", "compound", "nmod"} and t.i in inside]


def _names(role: str, name: str) -> bool:
    """Whether a role names somebody: "lawyer for Bo Marn", "Marn’s lawyer"."""
    return f" {name.lower()} " in f" {role.lower().replace('’s', ' ').replace(chr(39) + 's', ' ')} "
