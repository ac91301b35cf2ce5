"""What the whole text says about the nouns in it: whose they are, how they are called in full, how often they come."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from onrecord.facts.clauses import SUBJECTS, helpers_of, passive, subject_of, tensed
from onrecord.facts.links import withheld
from onrecord.facts.words import Cast, humans, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from spacy.tokens import Doc, Token

    from onrecord.facts.clauses import Clause
    from onrecord.model import Span, Timex


AMERICAN = frozenset(
    {"U.S.", "US", "U.S", "U.S.A.", "USA", "United", "States", "America", "American", "Americans", "Washington",
     "Republican", "Republicans", "Democrat", "Democrats", "Democratic"}
)  # fmt: skip
"""What is of the United States: an office that each country has goes there without the country's name."""
NEAR = 600
"""How many tokens back a fuller mention of a noun is looked for."""


COMING = frozenset(
    {
        "plan",
        "schedule",
        "set",
        "expect",
        "agree",
        "announce",
        "say",
        "tell",
        "decide",
        "postpone",
        "delay",
        "move",
        "extend",
        "call",
        "propose",
        "ask",
        "request",
        "order",
        "rule",
        "vote",
        "approve",
    }
)
"""Verbs in the past tense that go with a day to come: "was postponed to June"."""
FIRST = frozenset({"i", "we", "my", "our", "me", "us"})
MUCH = 200
"""A word of the first person in so many words is much."""
CENTRAL = 5
"""How often a text names the event that it is about, at least."""


class Context:
    """One text, its cast and its dates, asked for what a noun with "the" goes back to."""

    def __init__(self, doc: Doc, cast: Cast, timexes: Sequence[Timex], published: date | None = None) -> None:
        self.doc = doc
        self.published = published
        self.cast = cast
        self.timexes = self._by_token(timexes)
        self.ending: dict[int, list[tuple[int, Timex]]] = {}  # last token → (first token, timex)
        self.covering: dict[int, list[int]] = {}  # token → first tokens of the timexes that it is a part of
        for start, (end, timex) in self.timexes.items():
            self.ending.setdefault(end, []).append((start, timex))
            for i in range(start, end + 1):
                self.covering.setdefault(i, []).append(start)
        self._in_order = sorted((timex for _, timex in self.timexes.values()), key=lambda timex: timex.span)
        self._ends = [timex.span.end for timex in self._in_order]  # in order, too: date phrases do not overlap
        self.topics = _counts(doc)
        self._nouns: dict[str, list[int]] = {}  # lemma → where it stands as a noun, in order
        for token in doc:
            if token.pos_ == "NOUN":
                self._nouns.setdefault(token.lemma_.lower(), []).append(token.i)
        self._charging = [t.i for t in doc if t.pos_ == "VERB" and t.lemma_.lower() in words("charged")]
        arrests = (t.i for t in doc if t.pos_ == "VERB" and t.lemma_.lower() in words("arrested"))
        self._seizing = sorted({*self._charging, *arrests})  # an arrest is for "the trespassing charge", too
        self.personal = self._personal()
        self.owners = self._owners()
        self.compounds = _compounds(doc)

    def dated_between(self, span: Span) -> Iterator[Timex]:
        """The date phrases that a span overlaps."""
        for timex in self._in_order[bisect_right(self._ends, span.start) :]:
            if timex.span.start >= span.end:
                return
            yield timex

    def _personal(self) -> str:
        """How much the writer speaks of himself, outside quotation marks: "no", "some" or "much", as in a column."""
        count = sum(first_person(t) and not self.cast.quoted(t.i) for t in self.doc)
        return "no" if not count else "some" if count * MUCH < len(self.doc) else "much"

    @cached_property
    def dead(self) -> frozenset[int]:
        """The people of whom the text tells that they died."""
        return frozenset(self._people(_victim))

    @cached_property
    def gone(self) -> frozenset[int]:
        """The people of whom the text tells that they left an office."""
        return frozenset(self._people(_leaver))

    def _people(self, of: Callable[[Token], Token | None]) -> Iterator[int]:
        """The subjects, if they are people, whom a word of the text tells something `of`."""
        for token in self.doc:
            noun = of(token)
            who = self.cast.at(noun.i) if noun is not None else None
            if who is not None and who.subject is not None and self.cast.subjects[who.subject].kind == "person":
                yield who.subject

    @cached_property
    def abroad(self) -> bool:
        """Whether the text speaks of another country more than of the United States."""
        places = [t.text for t in self.doc if t.ent_type_ in {"GPE", "NORP"} and t.text[0].isupper()]
        home = sum(text in AMERICAN for text in places)
        other = Counter(text[:4] for text in places if text not in AMERICAN)  # "Norway", "Norwegian"
        return bool(other) and max(other.values()) > home

    @cached_property
    def statehouse(self) -> bool:
        """Whether the text tells of a state's own legislature, so that "the House" may be that."""
        return any(
            t.lower_ in {"legislature", "lawmakers", "legislators", "house", "senate"}
            and t.i
            and t.nbor(-1).lower_ == "state"
            for t in self.doc
        )

    def phrase(self, timex: Timex) -> bool:
        """Whether a date stands in the text; else it was inferred for an event."""
        return any(one.span == timex.span for one in self._in_order)

    @cached_property
    def congress(self) -> bool:
        """Whether the text tells of the politics of the United States."""
        return any(t.text in {"Congress", "Sen.", "Republican", "Republicans", "Democrats"} for t in self.doc)

    def places(self, noun: Token) -> list[int]:
        """Where a noun stands in the text."""
        return self._nouns.get(noun.lemma_.lower(), [])

    def _owners(self) -> dict[str, set[int]]:
        """For each noun the subjects that the text says it is of ("his arrest"); -1 for one that is not known."""
        found: dict[str, set[int]] = {}
        for token in self.doc:
            if token.pos_ != "NOUN":
                continue
            for child in token.lefts:
                if child.dep_ == "poss" or (child.dep_ == "compound" and child.pos_ == "PROPN"):
                    who = self.cast.at(child.i)
                    known = who is not None and who.sure and who.role is None and who.subject is not None
                    found.setdefault(token.lemma_.lower(), set()).add(who.subject if known else -1)  # type: ignore[union-attr,arg-type]
        return found

    def _by_token(self, timexes: Sequence[Timex]) -> dict[int, tuple[int, Timex]]:
        """First token → (last token, timex)."""
        found: dict[int, tuple[int, Timex]] = {}
        for timex in timexes:
            span = self.doc.char_span(timex.span.start, timex.span.end, alignment_mode="expand")
            if span is not None and len(span) and self.cast.name_span(span.start) is None:  # "Russia Today"
                found[span.start] = (span.end - 1, timex)
        return found

    def told(self, noun: Token, start: int) -> bool:
        """Whether the text has used a noun before token `start`."""
        return any(i < start for i in self.places(noun)[:1])

    def since(self, token: Token, subject: int) -> str:
        """How far before a pronoun its subject was named, in sentences, and whether somebody else was since."""
        sentence, steps, other = token.sent, 0, False
        low, high = sentence.start, token.i
        while steps < 4:
            for i in range(high - 1, low - 1, -1):
                who = self.cast.at(i) if self.cast.name_span(i) is not None else None
                if who is not None and who.subject == subject:
                    return f"{steps}/{other}"
                kinds = self.cast.subjects
                rival = who is not None and who.subject is not None and kinds[who.subject].kind == kinds[subject].kind
                other = other or rival
            if low == 0:
                break
            high, low, steps = low, self.doc[low - 1].sent.start, steps + 1
        return f"far/{other}"

    def after_text(self, clause: Clause, timex: Timex) -> bool:
        """Whether a past clause would stand with a day after the text's own."""
        if self.published is None or timex.earliest is None:
            return False
        if timex.basis != "derived" and timex.precision != "day":
            return False
        return clause.tensed.tag_ == "VBD" and timex.earliest > self.published

    def to_come(self, clause: Clause, timex: Timex) -> bool:
        """Whether such a day was read wrongly: the verb is none that looks ahead ("planned to")."""
        return clause.verb.lemma_ not in COMING and self.after_text(clause, timex)

    def central(self, noun: Token) -> bool:
        """Whether the text comes back to one event all the time, so that "the operation" needs no more."""
        counts = sorted(self.topics.values(), reverse=True)
        count = self.topics.get(noun.lemma_, 0)
        if noun.tag_ != "NN" or count < CENTRAL or count != counts[0]:
            return False
        if noun.lemma_ not in words("harms"):
            return True
        verb = next((t for t in noun.ancestors if t.pos_ in {"VERB", "AUX"}), noun)
        return any(t.i in self.covering for t in verb.subtree)  # "the shooting" of whom? with its day, that is told

    def fuller(self, noun: Token) -> tuple[str, str, int | None] | None:
        """What the last fuller mention of a noun says before and after it; None where there is none near.

        "The technology" is "facial recognition technology", "the inquiry" the "inquiry into the mill".
        """
        lemma = noun.lemma_.lower()
        charge = lemma in words("charges")
        if any(t.lower_ == "same" for t in noun.lefts):
            return None  # the same as one that was told of otherwise
        if any(t.dep_ == "compound" for t in noun.lefts):
            return self._brought(noun, named=True) if charge else None
        known = self._nouns.get(lemma, [])
        for k in range(bisect_left(known, noun.i) - 1, -1, -1):
            i = known[k]
            if i <= noun.i - NEAR:
                break
            other = self.doc[i]
            if other.tag_ != noun.tag_ and not charge:
                continue
            before = [t for t in other.lefts if t.dep_ == "compound" and t.pos_ == "NOUN"]
            if before:
                start = before[0].left_edge.i
                phrase = self.doc[start:i]
                plain = all(t.is_alpha or t.text == "-" for t in phrase) and not any(t.is_title for t in phrase)
                if not plain or len(phrase) > 4:
                    return None
                if not charge:
                    if lemma in words("bodies of whom"):
                        return None  # "the training company" is as open as "the company"
                    return (
                        (phrase.text, "", None)
                        if len(self.compounds[lemma]) == 1 and (len(phrase) > 1 or _introduced(other))
                        else None
                    )
                owner = self._owner(other)
                return (
                    "",
                    f"of {phrase.text}" + (f" against {self.cast.subjects[owner].name}" if owner is not None else ""),
                    owner,
                )
            if any(t.dep_ == "poss" for t in other.lefts):
                owners = self.owners.get(lemma, set()) if lemma not in words("offices") else set()
                if len(owners) == 1 and min(owners) >= 0 and not charge:
                    owner = min(owners)
                    the = "the " if self.cast.article(owner) else ""
                    return f"{the}{self.cast.subjects[owner].name}’s", "", owner
                return None
            if any(t.lower_ in {"a", "an"} or t.pos_ == "PROPN" for t in other.lefts):
                return None
        if charge:
            return self._brought(noun, named=False)
        only = self.compounds.get(lemma, set())
        if len(only) == 1 and not charge and (" " in min(only) or self._single(noun, min(only))):
            return min(only), "", None  # the one way in which the text ever says it in full
        return None

    def capital(self, word: Token) -> bool:
        """Whether the text has a word with a capital inside a sentence, too: then it belongs to a name."""
        return word.text in self._capitals

    @cached_property
    def _capitals(self) -> frozenset[str]:
        return frozenset(t.text for t in self.doc if t.text[0].isupper() and not t.is_sent_start)

    @cached_property
    def families(self) -> Counter[str]:
        """How many people of the text have a name of several words that begins with a word."""
        people = (one.name for one in self.cast.subjects if one.kind == "person" and " " in one.name)
        return Counter(name.split(" ")[0] for name in people)

    def _single(self, noun: Token, name: str) -> bool:
        """Whether the text knows only one of a kind, by a name: "the Oslo fire", and no other fire."""
        if noun.tag_ != "NN" or not name[0].isupper() or noun.lemma_.lower() in humans() | words("offices"):
            return False
        same = [t for t in self.doc if t.lemma_ == noun.lemma_ and t.pos_ == "NOUN"]
        named = [t for t in same if any(c.dep_ == "compound" for c in t.lefts)]
        open_ = [
            t for t in same if t.tag_ == "NNS" or any(c.lower_ in {"a", "an", "another", "second"} for c in t.lefts)
        ]
        return named[0].i < noun.i and named[0].tag_ == "NN" and len(open_) <= 1

    def _brought(self, charge: Token, named: bool) -> tuple[str, str, int | None] | None:
        """What the last verb of charging before says of a charge: "was charged with theft" makes "the charge" one "of
        theft against" its subject. `named`: the charge says itself what it is of."""
        known = self._seizing if named else self._charging
        for k in range(bisect_left(known, charge.i) - 1, -1, -1):
            verb = self.doc[known[k]]
            if verb.i <= charge.i - NEAR:
                break
            passive = next((t for t in verb.children if t.dep_ in {"nsubjpass", "dobj"}), None)
            who = self.cast.at(passive.i) if passive is not None else None
            if who is None or not who.sure or who.subject is None or who.role is not None:
                return None
            if not _brought(verb) or self._arrested_since(verb, charge, who.subject):
                return None
            of = next((t for p in verb.rights if p.lower_ == "with" for t in p.children if t.dep_ == "pobj"), None)
            plain = of is not None and of.left_edge.i >= of.i - 2 and not any(t.is_title for t in of.subtree)
            words_ = self.doc[of.left_edge.i : of.i + 1].text if of is not None and plain else ""
            theirs = f"against {self.cast.subjects[who.subject].name}"
            return "", f"of {words_} {theirs}" if words_ and not named else theirs, who.subject
        return None

    def _arrested_since(self, verb: Token, charge: Token, subject: int) -> bool:
        """Whether somebody else was arrested between a verb of charging and "the charges": they may be theirs."""
        for token in self.doc[verb.i + 1 : charge.i]:
            if token.lemma_ not in words("arrested"):
                continue
            whom = next((t for t in token.children if t.dep_ in {"nsubjpass", "dobj"}), None)
            who = self.cast.at(whom.i) if whom is not None else None
            if whom is not None and (who is None or who.subject != subject):
                return True
        return False

    def _owner(self, charge: Token) -> int | None:
        """Whom a charge is against: the subject of the verb that it is the object of."""
        verb = charge.head
        while verb.dep_ in {"pobj", "prep", "conj"} and verb.pos_ not in {"VERB", "AUX"}:
            verb = verb.head
        for child in verb.children:
            who = self.cast.at(child.i) if child.dep_ in SUBJECTS else None
            if who is not None and who.sure and who.subject is not None and who.role is None:
                return who.subject
        return None


def _victim(token: Token) -> Token | None:
    """Who died, by a word that tells it: "died", "was killed", "the late …", "the funeral of"."""
    victim = None
    away = token.lemma_ == "pass" and any(t.dep_ == "prt" and t.lower_ == "away" for t in token.rights)
    dead = any(t.dep_ == "acomp" and t.lower_ == "dead" for t in token.rights)
    if away or dead or token.lemma_ in {"die", "drown"}:
        victim = subject_of(token) if _happened(token) else None
    elif token.lemma_ in words("killing"):
        itself = any(t.lower_.endswith("self") for t in token.rights)
        victim = _undergoer(token, itself) if _happened(token) else None
    elif token.lower_ == "late" and token.dep_ == "amod":
        victim = token.head
    elif token.pos_ == "NOUN" and token.lemma_ in words("deaths"):
        victim = _possessor(token) or _behind_of(token)
    if victim is not None and victim.lower_ in {"who", "whom"}:
        return next((t.head for t in (token, *token.ancestors) if t.dep_ == "relcl"), victim)
    return victim


def _leaver(token: Token) -> Token | None:
    """Who left an office, by a word that tells it: "resigned", "was sacked", "her resignation"."""
    if token.pos_ == "NOUN" and token.lemma_ in words("departures"):
        return _possessor(token) or (_behind_of(token) if _came_about(token) else None)
    if token.pos_ != "VERB" or not _happened(token):
        return None
    if token.lemma_ in words("left office"):
        return subject_of(token)
    return _undergoer(token) if token.lemma_ in words("put out") else None


def _undergoer(verb: Token, itself: bool = False) -> Token | None:
    """To whom something was done: the object, or the subject of a passive verb, and of one that is done to oneself."""
    if itself or passive(verb):
        return subject_of(verb)
    return next((t for t in verb.rights if t.dep_ == "dobj"), None)


def _came_about(departure: Token) -> bool:
    """Whether a departure is told to have happened: "accepted her resignation", "after her dismissal"."""
    above = departure.head
    if departure.dep_ == "dobj":
        return above.lemma_ in {"accept", "announce", "confirm"}
    return above.lower_ in {"after", "since"}


def _possessor(noun: Token) -> Token | None:
    """Whose something is: "Oakley's"."""
    return next((t for t in noun.lefts if t.dep_ == "poss"), None)


def _behind_of(noun: Token) -> Token | None:
    """Of whom something is: "of Oakley"."""
    return next((t for p in noun.rights if p.lower_ == "of" for t in p.children if t.dep_ == "pobj"), None)


def first_person(token: Token) -> bool:
    """Whether a word is of the first person; "US" is a country."""
    return token.lower_ in FIRST and token.text != "US"


def _introduced(noun: Token) -> bool:
    """Whether a text speaks here of one person for the first time: "a police officer"."""
    return noun.lemma_ in humans() and noun.tag_ == "NN" and any(t.lower_ in {"a", "an"} for t in noun.lefts)


def _counts(doc: Doc) -> dict[str, int]:
    """How often each noun for something that happened stands in the text: what the text is about comes again and again.

    Nouns that stand with several owners ("the Oakley trial", "her trial") are left out: which one is open.
    """
    counts: dict[str, int] = {}
    for token in doc:
        if token.pos_ == "NOUN" and token.lemma_ in words("happenings"):
            several = any(t.dep_ == "poss" or (t.dep_ == "compound" and t.pos_ == "PROPN") for t in token.lefts)
            counts[token.lemma_] = counts.get(token.lemma_, 0) + (-3 if several else 1)
    return counts


def _compounds(doc: Doc) -> dict[str, set[str]]:
    """For each noun the nouns that stand before it as one word with it: "facial recognition technology"."""
    found: dict[str, set[str]] = {}
    for token in doc:
        if token.pos_ == "NOUN":
            before = [t for t in token.lefts if t.dep_ == "compound"]
            if before:
                phrase = " ".join(doc[before[0].left_edge.i : token.i].text.split())
                phrase = phrase if before[-1].pos_ == "PROPN" else phrase.lower()
                found.setdefault(token.lemma_.lower(), set()).add(phrase)
    return found


def _happened(verb: Token) -> bool:
    """Whether a verb tells in the past tense what was so: not what might be, and not what was not."""
    if any(t.tag_ == "MD" for t in helpers_of(verb)) or any(t.dep_ == "neg" for t in verb.children):
        return False
    return verb.tag_ in {"VBD", "VBN"} or (verb.lemma_ == "be" and tensed(verb).tag_ in {"VBD", "VBZ"})


def _brought(verb: Token) -> bool:
    """Whether a charge was brought: not where a jury "declined to indict", or somebody "was not charged"."""
    return not withheld(verb.head) and not any(t.dep_ == "neg" for t in verb.children)
