"""Reads the verbs of a text in order and dates them; see the package for the order of the rules."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING

import msgspec

from onrecord import language, marks
from onrecord.anchors.attach import Attachments
from onrecord.anchors.counting import counted
from onrecord.anchors.guesses import Guesses
from onrecord.anchors.syntax import (
    auxiliaries,
    counted_event,
    fineness,
    heads_news,
    holds,
    is_background,
    is_conditional,
    is_coordinated,
    is_definite,
    is_fronted,
    is_future,
    is_mainline,
    is_negated,
    is_past,
    is_perfect,
    is_present,
    is_progressive,
    is_prose,
    is_reporting,
    is_when,
    kinds,
    lemmas,
    participants,
    speaker,
    stem,
    with_phrase,
)
from onrecord.model import Span, Timex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc, Token

PUBLICATION = "publication date"
LEAD_SENTENCES = 2
PRONOUNS = frozenset({"he", "she", "they", "it"})
LONGEST_QUOTATION = 300  # tokens that are searched for its ends, either way
BLANK_LINE = 2  # line feeds between paragraphs
NEAR = 3  # sentences that the flow of a narrative carries a date over


class _Covered:
    """The offsets that lie in any of some spans, looked up rather than searched for."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._ends = list(accumulate((span.end for span in ordered), max))

    def __contains__(self, offset: int) -> bool:
        before = bisect_right(self._starts, offset)
        return before > 0 and offset < self._ends[before - 1]


class Dater:
    """The state while a text is read: which phrase belongs to which token, and which dates are known so far."""

    def __init__(
        self,
        doc: Doc,
        timexes: Sequence[Timex],
        published: date | None,
        headings: Sequence[Span],
        likely: bool,
    ) -> None:
        self.likely = likely
        self.doc = doc
        self.published = published
        self.timexes = list(timexes)
        self.in_timex = _Covered(t.span for t in self.timexes)
        self.phrases = Attachments(doc, self.timexes, published)
        self.sentences = list(doc.sents)
        self.sentence_of = [i for i, s in enumerate(self.sentences) for _ in s]
        titles = _Covered(headings)
        self.heading = {i for i, s in enumerate(self.sentences) if s.start_char in titles}
        self.body = [i for i, s in enumerate(self.sentences) if i not in self.heading and is_prose(s)]
        self.rank = {sentence: n for n, sentence in enumerate(self.body)}
        self.quoted = marks.quoted(doc)
        self.known: dict[int, Timex | None] = {}
        self.by_lemma: dict[str, list[tuple[Timex, set[str | int]]]] = {}
        self.held: dict[str, Timex] = {}  # what was held, given, released on a day: "in the livestream"
        self.told: dict[str, Timex] = {}  # the date of each lemma in the body
        self.flow: list[Timex] = []  # the dates of events told so far
        self.flow_in: dict[int, list[int]] = {}  # their places in it, by sentence
        self.furthest = -1  # the sentence of the one that stands last in the text
        self.day_told: Timex | None = None  # the last of them that is a day which the text names
        self.last_past = -1  # the sentence of the last of them that is past
        self.kin: dict[int, list[tuple[int, Timex]]] = {}  # (token, date) of the events of each kind that phrases date
        self.speech: list[tuple[int, str, Timex]] = []  # (sentence, speaker, date) of what was said so far
        self.mainline: dict[int, list[Timex]] = {}  # by sentence, without asides ("the firm, founded in 1911, …")
        self.teller: dict[Timex, Token] = {}  # the event that a date was first told of
        self.story = self._story()
        self.guesses = Guesses(self) if likely else None

    # -------------------------------------------------------------------------------------------------- the whole text

    def dates(self, events: Sequence[Span]) -> tuple[Timex | None, ...]:
        """Read all verbs in order, then answer for the events asked for."""
        wanted = [self._head(event) for event in events]
        nouns = {t.i for t in wanted if t is not None and t.pos_ not in ("VERB", "AUX")}
        order = [t for t in self.doc if t.pos_ == "VERB" or (t.pos_ == "AUX" and t.dep_ == "ROOT") or t.i in nouns]
        for token in order:
            self._learn(token)
        headings = [t for t in order if self._is_heading(t)]
        for token in (t for t in order if not self._is_heading(t)):
            when = self.date_of(token)
            if when is not None and when.edtf and not is_reporting(token):
                self.told.setdefault(stem(token), when)
        for token in headings:
            self.date_of(token)
        return tuple(self.date_of(t) if t is not None else None for t in wanted)

    def _head(self, event: Span) -> Token | None:
        span = self.doc.char_span(event.start, event.end, alignment_mode="expand")
        return None if span is None or not len(span) else span.root

    def _learn(self, token: Token) -> None:
        """Note dates that phrases give to events, under their lemmas."""
        when = self.phrases.own(token)
        if when is None and token.dep_ in ("nsubj", "nsubjpass", "dobj") and not is_reporting(token.head):
            when = self.phrases.own(token.head)
        if when is not None and when.edtf and (self.likely or ".." not in when.edtf) and not is_reporting(token):
            self.by_lemma.setdefault(stem(token), []).append((when, participants(token)))
            for kind in kinds().get(token.lemma_.lower(), ()):
                self.kin.setdefault(kind, []).append((token.i, when))

    def _story(self) -> Timex | None:
        """The date of the news: that of the lead's main clause, else the publication day."""
        for sentence in self.body[: LEAD_SENTENCES + 1]:
            root = self.sentences[sentence].root
            chain = [root, *(t for t in root.children if t.dep_ in ("ccomp", "xcomp") and t.pos_ == "VERB")]
            for token in chain:
                when = self.phrases.own(token)
                if when is None or when.precision not in ("day", "time") or not self.is_past(when):
                    continue
                if self.published and when.latest and (self.published - when.latest).days <= 7:
                    return when
        return self._dateline() or self.on_publication(None)

    def _dateline(self) -> Timex | None:
        """The day of a dateline ("OSLO, May 11 (Reuters)"), which the news of the lead happened on."""
        if not self.body or self.published is None:
            return None
        start = self.sentences[self.body[0]].start_char
        for when in self.timexes:
            if when.span.start >= start:
                break
            day = when.earliest if when.precision == "day" else None
            if day is not None and 0 < (self.published - day).days <= 2:
                return when
        return None

    def is_past(self, when: Timex) -> bool:
        return self.published is None or (when.earliest is not None and when.earliest <= self.published)

    def is_ahead(self, when: Timex) -> bool:
        """Whether a date lies, or at least may lie, after publication."""
        return self.published is None or when.latest is None or when.latest >= self.published

    def on_publication(self, token: Token | None) -> Timex | None:
        """The publication day, as the date of a token."""
        if self.published is None:
            return None
        span = Span(token.idx, token.idx + len(token)) if token is not None else Span(0, 0)
        day = self.published
        return Timex(span, "DATE", day.isoformat(), None, day.isoformat(), day, day, "day", "derived", PUBLICATION)

    def tell(self, token: Token) -> Timex | None:
        """The date of the story, for an event that tells it."""
        if self.story is None or self.story.span.end == 0:
            return self.on_publication(token)
        return self.story

    # -------------------------------------------------------------------------------------------------- a single event

    def date_of(self, token: Token) -> Timex | None:
        if token.i not in self.known:
            self.known[token.i] = None  # breaks circles
            when = self._find(token)
            self.known[token.i] = when
            if when is not None and when.edtf and is_reporting(token) and (who := speaker(token)) is not None:
                self.speech.append((self.sentence_of[token.i], who, when))
            retold = token.i in self.phrases.counted_from  # "the day after they came": no new step of the story
            if when is not None and when.edtf and not retold and not is_reporting(token):
                self.flow_in.setdefault(self.sentence_of[token.i], []).append(len(self.flow))
                self.flow.append(when)
                self.furthest = max(self.furthest, self.sentence_of[token.i])
                if when.precision in ("day", "time") and when.span.end:
                    self.day_told = when
                if self.is_past(when):
                    self.last_past = self.sentence_of[token.i]
                if is_mainline(token):
                    self.mainline.setdefault(self.sentence_of[token.i], []).append(when)
                self.teller.setdefault(when, token)
                if token.lemma_.lower() in lemmas("LIGHT"):
                    for noun in token.children:
                        if noun.dep_ in ("dobj", "nsubjpass") and noun.pos_ == "NOUN":
                            self.held[noun.lemma_.lower()] = when
        return self.known[token.i]

    def _told_in(self, sentence: int) -> Iterator[Timex]:
        """The dates of the events told so far in a sentence."""
        return (self.flow[place] for place in self.flow_in.get(sentence, ()))

    def _find(self, token: Token) -> Timex | None:
        own = self.phrases.own(token)
        if own is not None and own.edtf:
            return self._as_spoken(token, self._in_the_day(own))
        if own is not None and (when := self._counted(token, own)) is not None:
            return when
        if own is None and (when := self._counted_back(token)) is not None:
            return when
        if own is not None and not self.likely:
            return own  # counted from an event without a date: the phrase is all that is known
        if own is None and token.i in self.phrases.counted_from and not self.likely:
            return self.same(token) or self._alike(token) or self.timexes[self.phrases.counted_from[token.i]]
        if (when := self._later(token)) is not None:
            return when
        if own is None and (when := self._shared(token)) is not None:
            return when
        if (when := self._during(token)) is not None:
            return when
        if own is None and self.guesses is not None and (when := self.guesses.tied(token)) is not None:
            return when
        sure = self._verb(token) if token.pos_ in ("VERB", "AUX") else self._noun(token)
        if sure is None and self.guesses is not None:
            sure = self.guesses.date(token)
        return sure or own

    def _as_spoken(self, token: Token, when: Timex) -> Timex:
        """ "Today" inside quotation marks is the day that somebody spoke, where a phrase gives that."""
        phrase = when.span.of(language.text(self.doc)).lower()
        if self.published is None or when.earliest is None or when.latest is None:
            return when
        if not self.quoted[token.i] or phrase not in lemmas("DEICTIC"):
            return when
        said = next((w for verb in self._tellers(token) if (w := self.phrases.own(verb)) is not None and w.edtf), None)
        if said is None or said.earliest is None or said.earliest != said.latest:
            return when
        shift = said.earliest - self.published
        day, words = when.earliest + shift, " ".join(said.span.of(language.text(self.doc)).split())
        return msgspec.structs.replace(
            when, value=day.isoformat(), edtf=day.isoformat(), earliest=day, latest=when.latest + shift,
            anchor=words, anchor_span=said.span,
        )  # fmt: skip

    def _tellers(self, token: Token) -> list[Token]:
        """The verbs of reporting beside the quotation that a token stands in, else those of the sentence before."""
        first = last = token.i
        while first > max(0, token.i - LONGEST_QUOTATION) and self.quoted[first - 1]:
            first -= 1
        while last + 1 < min(len(self.doc), token.i + LONGEST_QUOTATION) and self.quoted[last + 1]:
            last += 1
        start, end = self.doc[first].sent.start, self.doc[last].sent.end
        beside = [t for t in self.doc[start:end] if is_reporting(t) and not self.quoted[t.i]]
        sentence = self.sentence_of[start]
        if beside or not self._in_paragraph(sentence):
            return beside
        return [t for t in self.sentences[sentence - 1] if is_reporting(t) and not self.quoted[t.i]]

    def _shared(self, token: Token) -> Timex | None:
        """The date of a phrase that grammar gives to another verb, but logic to this one, too.

        "Began to fall in May": that of what began. "In May, they closed the mill and sold it": the fronted phrase
        holds for both. "A guard was hurt when a wall fell on Monday": what happened when something else did.
        """
        if token.pos_ != "VERB" or is_reporting(token) or is_negated(token):
            return None
        if token.lemma_.lower() in lemmas("PHASE"):
            inner = (self.phrases.own(c) for c in token.children if c.dep_ == "xcomp")
            return next((when for when in inner if when is not None and when.edtf), None)
        if is_coordinated(token):
            when = self.phrases.own(token.head)
            if when is None or not when.edtf:
                return None
            return when if is_fronted(when, token.head) or self.likely else None
        if not is_past(token):
            return None
        clauses = (c for c in token.children if c.dep_ == "advcl" and is_past(c) and is_when(c))
        dates = (self.phrases.own(c) for c in clauses)
        return next((when for when in dates if when is not None and when.edtf), None)

    def _in_the_day(self, when: Timex) -> Timex:
        """ "Earlier in the day" without a day before it in the text: the day of the story."""
        phrase = when.span.of(language.text(self.doc)).lower()
        if (
            phrase.endswith("in the day")
            and when.anchor == PUBLICATION
            and self.story is not None
            and self.story.span.end
        ):
            return with_phrase(self.story, when.span)
        return when

    # ---------------------------------------------------------------------------------------------------- other events

    def _counted(self, token: Token, phrase: Timex) -> Timex | None:
        """A date counted from another event: "the day after officers came", "two weeks before the vote"."""
        number = self.timexes.index(phrase)
        word = self.phrases.counts(number)
        back = phrase.mod == "BEFORE" or (word is not None and word.lower_ == "before")
        base = self._base(token, phrase, word)
        when = counted(base, phrase, back) if base is not None else None
        if when is None or base is None:
            return None
        text, span = self._event(base, counted_event(word, phrase) if word is not None else None)
        return msgspec.structs.replace(when, anchor=text, anchor_span=span)

    def _counted_back(self, token: Token) -> Timex | None:
        """The event that a date is counted from: "fled on Monday, two days after officers came" came on Saturday."""
        number = self.phrases.counted_from.get(token.i)
        word = self.phrases.counts(number) if number is not None else None
        if number is None or word is None or token.head.pos_ not in ("VERB", "AUX"):
            return None
        base = self.phrases.own(token.head)
        if base is None or not base.edtf:
            base = self._told_or_now(token.head) if self.likely else None
        when = counted(base, self.timexes[number], word.lower_ != "before") if base is not None else None
        if when is None or base is None:
            return None
        text, span = self._event(base, token.head)
        return msgspec.structs.replace(when, anchor=text, anchor_span=span)

    def _told_or_now(self, token: Token) -> Timex | None:
        return self.on_publication(token) if is_present(token) else self.date_of(token)

    def _event(self, base: Timex, named: Token | None) -> tuple[str, Span]:
        """What a date counts from, in words and as a span: the event that the phrase names or that was told before.

        Where no event is known, it is the date phrase itself.
        """
        phrase = " ".join(base.span.of(language.text(self.doc)).split())
        event = named if named is not None else self.teller.get(base)
        if event is None:
            return phrase, base.span
        return f"{event.text} ({phrase})", Span(event.idx, event.idx + len(event))

    def _base(self, token: Token, phrase: Timex, word: Token | None) -> Timex | None:
        """The date of the event that a phrase counts from: the one it names, else the one told before."""
        complement = counted_event(word, phrase) if word is not None else None
        if complement is not None and complement.i != token.i:
            found = self.phrases.own(complement)
            if found is None or not found.edtf:
                known = [when for when in (self._alike(complement), self.same(complement)) if when is not None]
                found = min(known, key=fineness, default=None)
            return found
        return self.day_told

    def same(self, token: Token) -> Timex | None:
        """The date of the same event told elsewhere: one lemma, one date, and for a verb a participant in common.

        A general noun ("the raid") takes the last event told.
        """
        known = self.by_lemma.get(stem(token), [])
        anybody = token.pos_ not in ("VERB", "AUX")
        taking_part = participants(token) if known and not anybody else set()
        told = [when for when, words in known if anybody or words & taking_part]
        if token.pos_ == "NOUN" and token.lemma_.lower() in lemmas("EVENT_NOUN"):
            latest = [when for when in self._told_in(self.last_past) if self.is_past(when)]
            finest = min(reversed(latest), key=fineness, default=None)
            if finest is None or not all(holds(when, finest) for when in told):
                return told[-1] if told else None
            return finest
        return told[0] if told and len({d.edtf for d in told}) == 1 else None

    def _alike(self, token: Token) -> Timex | None:
        """The date of an event told with the same lemma: the finest, if the others hold it."""
        told = [when for when, _ in self.by_lemma.get(stem(token), [])]
        if not told:
            return None
        finest = min(told, key=fineness)
        return finest if all(holds(when, finest) for when in told) else None

    def _later(self, token: Token) -> Timex | None:
        """ "Later": after the last event told, not after publication."""
        adverb = next((c for c in token.children if c.lower_ in lemmas("LATER")), None)
        if adverb is None or self.published is None or not is_past(token) or self._inside_timex(adverb):
            return None
        sentence = self.sentence_of[token.i]
        recent = (self.flow_in.get(s, ()) for s in range(sentence - NEAR, self.furthest + 1))
        told = (self.flow[place] for place in sorted(place for places in recent for place in places))
        before = [w for w in told if w.earliest and w.earliest < self.published]
        if not before:
            return None
        base = max(before, key=lambda w: w.earliest or date.min)
        first, last = base.earliest or self.published, self.published
        edtf = f"{first}/{last}" if first != last else f"{first}"
        span = Span(adverb.idx, adverb.idx + len(adverb))
        text, event = self._event(base, None)
        return Timex(span, "DATE", edtf, "AFTER", edtf, first, last, "range", "derived", text, event)

    def _inside_timex(self, token: Token) -> bool:
        return token.idx in self.in_timex

    def _during(self, token: Token) -> Timex | None:
        """ "During the raid", "in the livestream": the date of that event.

        "Said during the raid that …" dates what is said, not the saying.
        """
        holder = token
        if token.dep_ == "ccomp" and is_reporting(token.head) and token.head.i < token.i:
            holder = token.head
        elif is_reporting(token) and any(c.dep_ == "ccomp" and c.i > token.i for c in token.children):
            return None
        for child in holder.children:
            if child.dep_ != "prep" or child.lower_ not in ("during", "amid", "in", "at"):
                continue
            for noun in child.children:
                if noun.dep_ != "pobj" or noun.pos_ != "NOUN":
                    continue
                if (when := self.held.get(noun.lemma_.lower())) is not None:
                    return self._by_event(when, child, noun)
                if child.lower_ in ("during", "amid") and (when := self._part_of(noun)) is not None:
                    return self._by_event(when, child, noun)
        return None

    def _by_event(self, when: Timex, preposition: Token, noun: Token) -> Timex:
        """The date of an event that a phrase names ("during the raid"): it rests on that phrase."""
        text = " ".join(when.span.of(language.text(self.doc)).split())
        end = noun.right_edge if noun.right_edge.i - noun.i <= 4 else noun
        span = Span(preposition.idx, end.idx + len(end))
        event = Span(noun.idx, noun.idx + len(noun))
        return msgspec.structs.replace(
            when, span=span, basis="derived", anchor=f"{noun.text} ({text})", anchor_span=event
        )

    def _part_of(self, noun: Token) -> Timex | None:
        """The date of "the raid", or of "part of the raid"."""
        if noun.lemma_.lower() in lemmas("EVENT_NOUN"):
            return self.same(noun)
        inner = (n for c in noun.children if c.lower_ == "of" for n in c.children if n.dep_ == "pobj")
        return next((self.same(n) for n in inner if n.lemma_.lower() in lemmas("EVENT_NOUN")), None)

    # ------------------------------------------------------------------------------------------------- verbs and nouns

    def _verb(self, token: Token) -> Timex | None:
        """The date of a verb without a phrase of its own, by tense, aspect and place in the text."""
        if self._is_heading(token):
            told = self.told.get(stem(token)) if self.likely else self.same(token)
            return told or (self.tell(token) if self.likely or heads_news(token) else None)
        if is_negated(token) or is_future(token) or is_conditional(token):
            return None
        if is_background(token):
            return self.same(token)
        if token.tag_ == "VB" or (token.tag_ in ("VBG", "VBN") and not auxiliaries(token)):
            return self._dependent(token)
        if is_reporting(token):
            return self._reporting(token)
        if (when := self.same(token)) is not None and token.lemma_ not in lemmas("STATIVE"):
            return when
        if token.lemma_.lower() in lemmas("STATIVE") or token.pos_ == "AUX":
            return None
        return self._told(token)

    def _told(self, token: Token) -> Timex | None:
        """An event in the past, the perfect or the progressive: the story's, if it is told as its news."""
        if token.dep_ in ("relcl", "ccomp", "advcl") and self.lead_rank(token) >= LEAD_SENTENCES:
            if token.dep_ == "advcl" and is_past(token) and token.head.pos_ == "VERB":
                return self.date_of(token.head)
            return None
        lead = self.lead_rank(token) < LEAD_SENTENCES
        if is_perfect(token):
            return self.tell(token) if lead and token.dep_ != "relcl" else None
        if is_progressive(token):
            return self.tell(token)
        if is_past(token):
            if token.dep_ == "relcl":
                return None
            if token.dep_ == "ccomp" and is_reporting(token.head):
                return None
            return self._flowing(token)
        return None

    def _flowing(self, token: Token) -> Timex | None:
        """A simple past: it goes on where the sentence before it was; in the lead, with the story."""
        if self.quoted[token.i] and not self.likely:
            return None
        sentence = self.sentence_of[token.i]
        here = [w for w in self._told_in(sentence) if w.precision in ("day", "time")]
        main = self.mainline.get(sentence, []) if self.likely else []
        goes_on = self.likely and self._in_paragraph(sentence)
        before = [w for w in self.mainline.get(sentence - 1, ()) if goes_on or w.precision in ("day", "time")]
        recent = [w for w in here or main or before if self.is_past(w)]
        if recent:
            return recent[-1]
        return self.tell(token) if self.likely or self.lead_rank(token) < LEAD_SENTENCES else None

    def _in_paragraph(self, sentence: int) -> bool:
        """Whether a sentence goes on in the paragraph of the one before it."""
        if sentence == 0:
            return False
        text = language.text(self.doc)[self.sentences[sentence - 1].start_char : self.sentences[sentence].start_char]
        return text[len(text.rstrip()) :].count("\n") < BLANK_LINE

    def _reporting(self, token: Token) -> Timex | None:
        """The act of reporting is the present news, unless it lies further back."""
        if any(c.lower_ in lemmas("BEFORE") for c in token.children if c.dep_ == "advmod"):
            return None
        if token.dep_ in ("advcl", "relcl", "acl"):
            return None
        if is_present(token):
            return self.on_publication(token) if self.likely or self.lead_rank(token) < LEAD_SENTENCES else None
        shared = next((w for c in token.children if c.dep_ == "xcomp" and (w := self.phrases.own(c)) and w.edtf), None)
        if (
            shared is not None
        ):  # "denied striking anyone earlier this month": the parser gives the phrase to the inner verb
            return shared
        if self.likely and (when := self._goes_on(token)) is not None:
            return when
        if not self.likely and self.lead_rank(token) >= LEAD_SENTENCES:
            return None
        return self._comment(token)

    def _goes_on(self, token: Token) -> Timex | None:
        """The date of a speaker's words just before: "the mayor said on Sunday … He added"."""
        who = speaker(token)
        if who is None:
            return None
        sentence = self.sentence_of[token.i]
        for told, name, when in reversed(self.speech):
            if sentence - told > NEAR:
                return None
            if (who == name or who in PRONOUNS) and when.precision in ("day", "time"):
                return when
        return None

    def _comment(self, token: Token) -> Timex | None:
        """The date of words on the story: its own day, or that of publication, where it lies further back."""
        when = self.tell(token)
        if when is None or self.published is None or when.earliest is None:
            return when
        return when if (self.published - when.earliest).days <= 1 else self.on_publication(token)

    def _dependent(self, token: Token) -> Timex | None:
        """An infinitive or participle: the date of its clause, unless that clause says that it may not happen."""
        head = token.head
        if token.dep_ in ("relcl", "acl") and token.tag_ == "VBN":
            return self.same(token)
        if head.i == token.i:
            return self.tell(token) if self.lead_rank(token) < 1 else None
        if head.lemma_.lower() in lemmas("IRREALIS") | lemmas("ENABLING") and token.dep_ in (
            "xcomp",
            "ccomp",
            "advcl",
            "acl",
        ):
            return None
        if head.pos_ in ("VERB", "AUX") and token.dep_ in ("xcomp", "advcl", "conj", "ccomp"):
            if token.tag_ == "VB" and self.lead_rank(token) >= LEAD_SENTENCES and token.dep_ == "advcl":
                return None
            return self.date_of(head)
        return None

    def _noun(self, token: Token) -> Timex | None:
        """A noun that names an event: dated elsewhere, or by the verb that it completes."""
        if self._is_heading(token):
            return self.told.get(stem(token)) or self.tell(token)
        head = token.head
        if token.dep_ in ("nsubj", "nsubjpass", "dobj") and not is_reporting(head):
            when = self.phrases.own(head)
            if when is not None and when.edtf:
                return when
        if is_definite(token) and (when := self.same(token)) is not None:
            return when
        if token.dep_ in ("dobj", "nsubjpass", "pobj", "nsubj", "attr"):
            verb = head if head.pos_ == "VERB" else head.head
            if verb.pos_ == "VERB" and verb.lemma_.lower() in lemmas("LIGHT"):
                return self.date_of(verb)
        return None

    def last_of_kind(self, token: Token) -> Timex | None:
        """The date that a phrase gives to the last event of the same kind before."""
        of_kind = (one for kind in kinds().get(token.lemma_.lower(), ()) for one in self.kin.get(kind, ()))
        told = [one for one in of_kind if one[0] < token.i]
        return max(told, key=lambda one: one[0])[1] if told else None

    def told_before(self, token: Token) -> Timex | None:
        """The date of the event told last, in this sentence or the one before."""
        sentence = self.sentence_of[token.i]
        told = self.mainline.get(sentence) or self.mainline.get(sentence - 1)
        return told[-1] if told else None

    def _is_heading(self, token: Token) -> bool:
        return self.sentence_of[token.i] in self.heading

    def lead_rank(self, token: Token) -> int:
        return self.rank.get(self.sentence_of[token.i], 999)
