"""Findings become a record: spans, names and dates put together item by item, rights applied.

The ids given here are provisional (`q-1`, `p-3`: kind and place in the text); `permalinks.carry` replaces them by those
that last. Nothing is found here, and nothing is written.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Protocol

import msgspec

from onrecord import chronology, excerpts, fairness, record
from onrecord.model import (
    LETTERS,
    Answer,
    Attribution,
    Counts,
    Entry,
    Fact,
    Happening,
    Quote,
    Record,
    Resolution,
    Response,
    Said,
    Source,
    Span,
    Speaker,
    Statement,
    Subject,
    SubjectItem,
    Timex,
    When,
)

_NAME_WORDS = 8
"""How many words of a mention are shown where the text is not open: with a cue beside it, it stays below the limit."""

_ACT_QUOTE_WORDS = 12
"""How many of the words quoted are told with an act of speech on the timeline."""


PRONOUNS = frozenset(["he", "she", "they", "it", "him", "her", "them", "we", "i", "you", "who"])
"""Mentions that name nobody by themselves."""


class Cast(Protocol):
    """Who is who in a text: what `subjects.resolve` gives."""

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """All subjects, in the order in which the text brings them up."""

    def who(self, mention: Sequence[Span]) -> Resolution:
        """Who a mention is."""


class Findings(Protocol):
    """Everything that the stages found in one text."""

    @property
    def attributions(self) -> Sequence[Attribution]:
        """Who said what."""

    @property
    def timexes(self) -> Sequence[Timex]:
        """Dates, times and durations."""

    @property
    def cast(self) -> Cast:
        """Who is who."""

    @property
    def statements(self) -> Sequence[Statement]:
        """Facts, in the order of the text."""

    @property
    def responses(self) -> Sequence[Response]:
        """How allegations are answered."""

    @property
    def happenings(self) -> Sequence[Happening]:
        """What happened, in the order of the text."""

    @property
    def left_out(self) -> int:
        """How many statements could not be made to stand alone."""

    @property
    def sequence(self) -> Sequence[tuple[Span, Span]]:
        """Pairs of predicates whose order the text gives, the earlier event first."""


def assemble(source: Source, found: Findings) -> Record:
    """Put the findings of one text into a record with provisional ids."""
    return _Assembly(source, found).record()


class _Assembly:
    """One text's assembly: what the parts share is the source, the findings and the ids of subjects."""

    def __init__(self, source: Source, found: Findings) -> None:
        self.source = source
        self.text = source.text
        self.found = found
        self.timex_ends = [timex.span.end for timex in found.timexes]  # in order, without overlaps
        aside = [(span.start, span.end) for span in (*source.furniture, *source.headings)]
        aside += [(span.start, span.end) for one in found.attributions for span in one.quoted]
        self.prose = None if source.meta.open else excerpts.Prose(source.text, aside)
        self.ids = [f"{LETTERS[subject.kind]}-{i}" for i, subject in enumerate(found.cast.subjects, 1)]
        self.answers_of: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
        for place, one in enumerate(found.responses):
            for key, number in (("claim", one.claim), ("speech", one.speech), ("statement", one.statement)):
                if number is not None:
                    self.answers_of[key, number].append(place)

    def record(self) -> Record:
        facts = {i: self.fact(i, statement) for i, statement in enumerate(self.found.statements)}
        facts = {i: fact for i, fact in facts.items() if self.may_stand(fact)}
        self.told = {i: fact.id for i, fact in facts.items()}
        self.spoken = self.speech_ids()
        facts = {i: self.answered(i, fact) for i, fact in facts.items()}
        return Record(
            source=self.source.meta,
            text=record.fingerprint(self.text),
            counts=Counts(
                paragraphs=len(self.source.paragraphs),
                furniture=len(self.source.furniture),
                statements_left_out=self.found.left_out + len(self.found.statements) - len(facts),
            ),
            subjects=tuple(self.subject(i, subject) for i, subject in enumerate(self.found.cast.subjects)),
            quotes=self.quotes(),
            said=self.said(),
            facts=tuple(facts.values()),
            timeline=self.timeline(facts),
        )

    def subject(self, i: int, subject: Subject) -> SubjectItem:
        return SubjectItem(
            id=self.ids[i],
            kind=subject.kind,
            name=subject.name,
            aliases=subject.aliases,
            roles=tuple(
                role for role in subject.roles if self.allows(subject.name, role) and not fairness.accusing(role)
            ),
            mentions=subject.mentions,
        )

    def quotes(self) -> tuple[Quote, ...]:
        """One quote for each pair of marks with speech in it, however many attributions share its words."""
        shared = self.in_marks()
        return tuple(self.quote(i, quoted, shared[quoted]) for i, quoted in enumerate(sorted(shared), 1))

    def in_marks(self) -> dict[Span, list[int]]:
        """The attributions of each pair of marks, by their indices; a pair of marks around nothing is no speech."""
        shared: dict[Span, list[int]] = {}
        for k, found in enumerate(self.found.attributions):
            for quoted in found.quoted:
                if _has_words(quoted.of(self.text)):
                    shared.setdefault(quoted, []).append(k)
        return shared

    def indirectly(self) -> list[int]:
        """The attributions that become indirect speech, by their indices."""
        return [
            k
            for k, found in enumerate(self.found.attributions)
            if found.kind == "indirect"
            and any(_has_words(span.of(self.text)) for span in found.content)
            and (found.speaker or found.stance != "alleged")  # an allegation names who makes it
        ]

    def speech_ids(self) -> dict[int, str]:
        """The id of the quotation or indirect speech that shows an attribution, by its index."""
        shared = self.in_marks()
        found = {k: f"s-{i}" for i, k in enumerate(self.indirectly(), 1)}
        for i, quoted in reversed(list(enumerate(sorted(shared), 1))):
            found |= dict.fromkeys(shared[quoted], f"q-{i}")
        return found

    def quote(self, number: int, marked: Span, shared: Sequence[int]) -> Quote:
        """The closest attribution gives the speaker; further ones tell who reports it ("X said, according to Y")."""
        all_ = [self.found.attributions[k] for k in shared]
        found, *further = sorted(all_, key=lambda found: (found.kind != "direct", not found.speaker))
        quoted = _without_comma(marked, self.text)
        words = quoted.of(self.text)
        speaker, doubts = self.speaker(found)
        via = [self.mention((span,)) for span in found.via]
        via += [self.mention(other.speaker) for other in further if other.speaker and other.speaker != found.speaker]
        return Quote(
            id=f"q-{number}",
            text=words if self.source.meta.open else excerpts.quotation(words),
            span=quoted,
            kind=found.kind,
            stance=found.stance,
            speaker=speaker,
            cue=self.words(found.cue),
            content=found.content,
            via=tuple(via),
            to=tuple(self.mention((span,)) for span in found.to),
            when=self.when_said(found),
            where=found.where.of(self.text) if found.where and self.may_show(found.where) else None,
            confidence=round(found.confidence, 3),
            responses=self.responses(speech=shared),
            doubts=doubts,
        )

    def said(self) -> tuple[Said, ...]:
        return tuple(self.indirect(i, k) for i, k in enumerate(self.indirectly(), 1))

    def indirect(self, number: int, k: int) -> Said:
        found = self.found.attributions[k]
        speaker, doubts = self.speaker(found)
        words = " […] ".join(span.of(self.text) for span in found.content)
        return Said(
            id=f"s-{number}",
            span=found.span,
            text=words if self.may_tell(words, found, speaker) else None,
            stance=found.stance,
            speaker=speaker,
            cue=self.words(found.cue),
            content=found.content,
            via=tuple(self.mention((span,)) for span in found.via),
            to=tuple(self.mention((span,)) for span in found.to),
            when=self.when_said(found),
            confidence=round(found.confidence, 3),
            responses=self.responses(speech=(k,)),
            doubts=doubts,
        )

    def speaker(self, found: Attribution) -> tuple[Speaker | None, tuple[str, ...]]:
        """Who said it; with rivals, nobody is chosen: the candidates are named, and the doubt is written down."""
        if not found.speaker:
            return None, _add(found.doubts, "no-speaker")
        speaker = self.mention(found.speaker)
        doubts = found.doubts
        if found.rivals:
            others = [self.found.cast.who((span,)) for span in found.rivals]
            candidates = dict.fromkeys(
                [*([speaker.subject] if speaker.subject else []), *speaker.candidates]
                + [self.ids[other.subject] for other in others if other.subject is not None]
            )
            if len(candidates) > 1:
                speaker = Speaker(
                    name=speaker.mention,
                    mention=speaker.mention,
                    span=speaker.span,
                    candidates=tuple(candidates),
                    sure=False,
                )
            names = dict.fromkeys(self.name(other.name) for other in others if other.name != speaker.name)
            speaker = msgspec.structs.replace(speaker, rivals=tuple(names), sure=False)
        if speaker.subject is None and speaker.mention.lower() in PRONOUNS:
            doubts = _add(doubts, "unresolved-pronoun")
        if not speaker.sure or not found.sure:
            doubts = _add(doubts, "unsure-speaker")
            speaker = msgspec.structs.replace(speaker, sure=False)
        return speaker, doubts

    def mention(self, spans: Sequence[Span]) -> Speaker:
        """A mention in the text with what it resolves to."""
        who = self.found.cast.who(spans)
        span = Span(spans[0].start, spans[-1].end)
        words = span.of(self.text)
        return Speaker(
            name=self.name(who.name),
            subject=self.ids[who.subject] if who.subject is not None else None,
            role=who.role,
            mention=self.name(words),
            span=span,
            candidates=tuple(self.ids[i] for i in who.candidates),
            sure=who.sure,
        )

    def by(self, who: Resolution) -> Speaker:
        return Speaker(
            name=self.name(who.name),
            subject=self.ids[who.subject] if who.subject is not None else None,
            role=who.role,
            candidates=tuple(self.ids[i] for i in who.candidates),
            sure=who.sure,
        )

    def when_said(self, found: Attribution) -> When | None:
        if found.when is None:
            return None
        at = bisect_right(self.timex_ends, found.when.start)  # the first that does not end before it
        timex = self.found.timexes[at] if at < len(self.timex_ends) else None
        timex = timex if timex is not None and timex.span.overlaps(found.when) else None
        return self.when(timex) if timex is not None else When(phrase=self.phrase(found.when), span=found.when)

    def when(self, timex: Timex) -> When:
        return When(
            phrase=self.phrase(timex.span),
            span=timex.span,
            edtf=timex.edtf,
            timex=timex.value,
            earliest=timex.earliest,
            latest=timex.latest,
            precision=timex.precision,
            basis=timex.basis,
            anchor=timex.anchor,
        )

    def fact(self, i: int, statement: Statement) -> Fact:
        return Fact(
            id=f"f-{i + 1}",
            text=statement.text,
            span=statement.span,
            status=statement.status,
            by=tuple(self.by(who) for who in statement.by),
            subjects=tuple(self.ids[j] for j in statement.subjects),
            places=self.places(statement),
            when=self.when(statement.when) if statement.when else None,
            charge=statement.charge,
            doubts=statement.doubts,
        )

    def answered(self, i: int, fact: Fact) -> Fact:
        """A fact with what answers it and what it answers; an allegation without an answer says so."""
        answers = self.found.statements[i].answers
        if fact.status == "denied":
            told = (self.found.responses[place] for place in self.answers_of.get(("statement", i), ()))
            mine = [one for one in told if one.claim in self.told]
            mine.sort(key=lambda one: (one.kind != "denied", abs((one.claim or 0) - i)))
            answers = mine[0].claim if mine else None
        given = self.responses(claim=i)
        doubts = fact.doubts
        if fact.status == "alleged" and all(one.kind == "uncharged" for one in given):
            doubts = _add(doubts, "missing-denial")  # an editor is then asked to look for one
        return msgspec.structs.replace(
            fact, answers=self.told.get(answers) if answers is not None else None, responses=given, doubts=doubts
        )

    def responses(self, claim: int | None = None, speech: Sequence[int] = ()) -> tuple[Answer, ...]:
        """The answers to a statement or to the speech of attributions, each with the item that tells it."""
        keys = [("speech", number) for number in speech] + ([("claim", claim)] if claim is not None else [])
        places = sorted({place for key in keys for place in self.answers_of.get(key, ())})
        return tuple(
            Answer(kind=one.kind, by=self.by(one.by), span=one.span, item=self.teller(one))
            for one in (self.found.responses[place] for place in places)
        )

    def teller(self, one: Response) -> str | None:
        """The id of the item that tells an answer: the fact, or else the quotation or indirect speech."""
        fact = self.told.get(one.statement) if one.statement is not None else None
        return fact or (self.spoken.get(one.attribution) if one.attribution is not None else None)

    def places(self, statement: Statement) -> tuple[str, ...]:
        subjects = self.found.cast.subjects
        named = [j for j in statement.subjects if subjects[j].kind == "place"]
        if statement.where is not None and statement.where not in named:
            named.insert(0, statement.where)
        return tuple(self.ids[j] for j in named)

    def timeline(self, facts: Mapping[int, Fact]) -> tuple[Entry, ...]:
        """What happened, in the text's order, but within a day in the order that its words give ("after", "had sold").

        The pages sort by date and keep this order within a day.
        """
        told = [entry for one in self.found.happenings if (entry := self.entry(one, facts)) is not None]
        heads = {f"f-{i + 1}": self.found.statements[i].head for i in facts}
        entries = chronology.in_order(sorted(told, key=lambda entry: entry.span), heads, self.found.sequence)
        return tuple(msgspec.structs.replace(entry, id=f"e-{i}") for i, entry in enumerate(entries, 1))

    def entry(self, happening: Happening, facts: Mapping[int, Fact]) -> Entry | None:
        """The entry of an event, told in the words of the first of its facts; None where none of them may be shown."""
        if happening.attribution is not None:
            return self.act(self.found.attributions[happening.attribution], happening)
        told = [facts[i] for i in happening.statements if i in facts]
        if not told:
            return None
        fact = told[0]
        when = fact.when or When()
        return Entry(
            id=fact.id,
            text=fact.text,
            span=fact.span,
            status=fact.status,
            when=when,
            facts=tuple(one.id for one in told),
            by=fact.by,
            subjects=fact.subjects,
            places=tuple(dict.fromkeys(place for one in told for place in one.places)),
            doubts=_add(fact.doubts, "undated") if when.edtf is None else fact.doubts,
        )

    def act(self, found: Attribution, happening: Happening) -> Entry | None:
        """That somebody said something on a day.

        Made of the text's words for the act ("told The Hill on Wednesday") and of the words in marks, which are cut to
        stay short; the speaker's name stands in [brackets] where it is not the text's own.
        """
        speaker, doubts = self.speaker(found)
        if speaker is None or happening.act is None:
            return None
        words = happening.act.of(self.text)
        quoted = _cut_to(found.quoted[0].of(self.text), _ACT_QUOTE_WORDS)
        name = speaker.name if speaker.name == speaker.mention else f"[{_with_article(speaker)}]"
        return Entry(
            id="",
            text=f"{name[:1].upper()}{name[1:]} {words}: “{quoted}”",
            span=happening.span,
            status="reported" if found.stance == "said" else "denied",
            when=self.when_said(found) or When(),
            by=() if found.stance == "said" else (speaker,),
            subjects=(speaker.subject,) if speaker.subject else (),
            doubts=doubts,
        )

    # -- rights: what may stand next to each other on a page, where the text is not open ---------------------------

    def allows(self, *shown: str) -> bool:
        return self.prose is None or self.prose.allows(*shown)

    def may_stand(self, fact: Fact) -> bool:
        """Whether a fact can be shown with those who say so before it or behind it, or with a label behind it."""
        if fairness.labelled(fact.text) or (fact.status == "reported" and fairness.verdict(fact.text)):
            return False  # calls somebody guilty; the publisher may, the record does not
        by = " ".join(speaker.name for speaker in fact.by)
        behind = (by, *excerpts.LABELS)
        return self.allows(by, fact.text) and all(self.allows(fact.text, words) for words in behind)

    def may_tell(self, words: str, found: Attribution, speaker: Speaker | None) -> bool:
        """Whether indirect speech can be shown with its speaker and cue."""
        name, mention = (speaker.name, speaker.mention) if speaker else ("", "")
        cue = self.words(found.cue) or ""
        return self.source.meta.open or (
            excerpts.prose(words) is not None
            and all(
                self.allows(*order)
                for who in (name, mention)
                for order in ((who, cue, words), (words, who, cue), (words, cue, who), (who, words))
            )
        )

    def name(self, words: str) -> str:
        """A name or mention; a long one is cut where rights ask for it."""
        if self.source.meta.open or len(words.split()) <= _NAME_WORDS:
            return words
        return " ".join(words.split()[:_NAME_WORDS]) + " …"

    def words(self, spans: Sequence[Span]) -> str | None:
        return " … ".join(span.of(self.text) for span in spans) or None

    def phrase(self, span: Span) -> str:
        return span.of(self.text) if self.may_show(span) else ""

    def may_show(self, span: Span) -> bool:
        return self.source.meta.open or excerpts.prose(span.of(self.text)) is not None


def _without_comma(span: Span, text: str) -> Span:
    """The span without the comma that American usage puts inside the marks: it belongs to the sentence around."""
    end = span.end
    while end > span.start and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    return Span(span.start, end) if end > span.start else span


def _cut_to(words: str, most: int) -> str:
    parts = words.rstrip(",").split()
    return " ".join(parts[:most]) + (f" {excerpts.CUT}" if len(parts) > most else "")


def _with_article(speaker: Speaker) -> str:
    """The name with the article that the mention has: "A spokeswoman" stays "A … spokeswoman"."""
    first = speaker.mention.split(" ")[0].lower()
    if first in ("a", "an", "the") and not speaker.name.lower().startswith("the "):
        return f"{'The' if first == 'the' else 'A'} {speaker.name}"
    return speaker.name


def _has_words(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _add(doubts: tuple[str, ...], doubt: str) -> tuple[str, ...]:
    return doubts if doubt in doubts else (*doubts, doubt)
