"""What happened, for the timeline: which statements tell an event, which tell the same one, and who spoke on a day.

A timeline entry is an event. What is so in general, what is usual, what did not happen and how things are is none,
unless the text dates it. Two statements are one event only where nothing at all is open about it; else both stand.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING, Protocol

from onrecord import language, lexicon, model
from onrecord.model import Happening, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from onrecord.model import Attribution, Statement, Timex

ACT_WORDS = 10
"""How many words the act itself may have ("told The Hill on Wednesday"), to be told on the timeline."""

SAME = 20
"""How many events of one day and predicate a statement is compared with, and how many statements are one event."""

OWN = frozenset({"this", "that", "these", "those", "the", "his", "her", "its", "their", "our", "my", "your"})
"""Words before a noun by which it is one that the reader knows."""


class Cast(model.Cast, Protocol):
    """Who is who in the text, with what else this stage asks."""

    def quoted(self, i: int) -> bool:
        """Whether token `i` stands inside quotation marks."""


words = partial(lexicon.words, "events")
"""The words of one section of `events.yml`."""


def happenings(
    doc: Doc, statements: Sequence[Statement], attributions: Sequence[Attribution], timexes: Sequence[Timex], cast: Cast
) -> tuple[Happening, ...]:
    """The events of one text in its order. Statements and attributions are named by their indices."""
    told = list(_told(doc, statements, cast))
    found = [Happening(span=statements[group[0]].span, statements=tuple(group)) for group in told]
    within = _Within([statements[k] for group in told for k in group])
    ends = [timex.span.end for timex in timexes]
    for k, attribution in enumerate(attributions):
        when = _when(attribution, timexes, ends)
        act = _act(k, attribution, when, language.text(doc), cast)
        if act is not None and not within.tells(act.span, _edtf(when)):
            found.append(act)
    return tuple(sorted(found, key=lambda one: (one.span, one.statements)))


class _Within:
    """Statements on the timeline, asked whether one of them tells already what an act of speech tells."""

    def __init__(self, told: Sequence[Statement]) -> None:
        by_day: dict[str, list[Span]] = {}
        for one in sorted(told, key=lambda statement: statement.span):
            by_day.setdefault(_edtf(one.when), []).append(one.span)
        self.starts = {day: [span.start for span in spans] for day, spans in by_day.items()}
        self.ends = {day: list(accumulate((span.end for span in spans), max)) for day, spans in by_day.items()}

    def tells(self, span: Span, day: str) -> bool:
        """Whether a statement of the same day shares words with it."""
        before = bisect_left(self.starts.get(day, []), span.end)  # those that start before it ends
        return before > 0 and self.ends[day][before - 1] > span.start


# ----------------------------------------------------------------------------------------------------- what is an event


def _told(doc: Doc, statements: Sequence[Statement], cast: Cast) -> Iterator[list[int]]:
    """The statements that tell events, those that tell the same one together: the one to show first."""
    groups: list[list[int]] = []
    alike: dict[tuple[str, str], list[list[int]]] = {}  # day and predicate → groups
    for k, statement in enumerate(statements):
        head = _head(doc, statement)
        if not statement.event or head is None or not happened(head, statement, cast):
            continue
        near = alike.setdefault((_edtf(statement.when), head.lemma_), [])
        same = next((g for g in near[-SAME:] if all(_one_event(doc, statement, statements[j], cast) for j in g)), None)
        if same is None:
            groups.append([k])
            near.append(groups[-1])
        elif len(same) < SAME:
            same.append(k)
    for group in groups:
        yield sorted(group, key=lambda k: (statements[k].status != "reported", k))


def happened(head: Token, statement: Statement, cast: Cast) -> bool:
    """Whether a statement with this predicate tells something that happened once."""
    dated = _edtf(statement.when) != ""
    doer = _doer(head)
    if doer is not None and (doer.lower_ in words("anybody") or any(t.lower_ in {"no", "neither"} for t in doer.lefts)):
        return False
    if doer is not None and doer.lower_ == "one" and any(t.lower_ in {"no", "any", "every"} for t in doer.lefts):
        return False
    negated = _negated(head)
    if dated:
        return not negated or (doer is not None and cast.at(doer.i) is not None)
    near = {t.lower_ for t in head.children}
    if negated or near & words("habits") or (head.tag_ == "VBG" and any(t.dep_ == "aux" for t in head.lefts)):
        return False
    return not (cast.quoted(head.i) and (doer is None or not _definite(doer, cast)))


def _definite(noun: Token, cast: Cast) -> bool:
    """Whether a noun is one that the text has named or pointed out; "officers" or "software" alone are any."""
    who = cast.at(noun.i)
    if noun.pos_ == "PROPN" or (who is not None and who.sure) or noun.tag_ == "PRP":
        return True
    return any(t.lower_ in OWN or t.dep_ in {"poss", "nummod"} or t.pos_ == "PROPN" for t in noun.lefts)


def _head(doc: Doc, statement: Statement) -> Token | None:
    """The predicate's token."""
    span = doc.char_span(statement.head.start, statement.head.end, alignment_mode="expand")
    return span[0] if span is not None and len(span) else None


def _doer(head: Token) -> Token | None:
    """The subject of a predicate, or of the one that it is joined to."""
    for _ in range(4):
        found = next((t for t in head.lefts if t.dep_ in {"nsubj", "nsubjpass"}), None)
        if found is not None:
            return found
        if head.dep_ != "conj":
            return None
        head = head.head
    return None


# ------------------------------------------------------------------------------------------------- what is the same one


def _one_event(doc: Doc, one: Statement, other: Statement, cast: Cast) -> bool:
    """Whether two statements tell the same event for certain: day, predicate, who did it to whom, place, numbers."""
    if one.reporting or other.reporting or _edtf(one.when) != _edtf(other.when):
        return False
    if one.when is None or one.when.precision not in {"day", "time"} or not _may_join(one, other):
        return False
    if one.where is not None and other.where is not None and one.where != other.where:
        return False
    first, second = _head(doc, one), _head(doc, other)
    if first is None or second is None or first.lemma_ != second.lemma_ or _negated(first) != _negated(second):
        return False
    people, others = _people(one, cast), _people(other, cast)
    if not people or people != others:
        return False
    roles, more = _roles(first, cast), _roles(second, cast)
    if any(not roles[role] & more[role] for role in roles.keys() & more.keys()):
        return False
    if not roles.keys() & more.keys():
        return False
    numbers, figures = _numbers(doc, one), _numbers(doc, other)
    return not numbers or not figures or numbers == figures


def _may_join(one: Statement, other: Statement) -> bool:
    """Whether two statements may be one entry: nobody's allegation or denial becomes anything else by it."""
    if {one.status, other.status} <= {"reported", "said"}:
        return True
    return one.status == other.status and [who.name for who in one.by] == [who.name for who in other.by]


def _people(statement: Statement, cast: Cast) -> frozenset[int]:
    """The people who take part; organisations where there are none. Who only says so takes no part."""
    said = {who.subject for who in statement.by}
    subjects = [k for k in statement.subjects if k not in said]
    people = frozenset(k for k in subjects if cast.subjects[k].kind == "person")
    return people or frozenset(k for k in subjects if cast.subjects[k].kind == "organisation")


def _roles(head: Token, cast: Cast) -> dict[str, frozenset[str]]:
    """Who or what has which part in an event: agent, patient, and nouns by their prepositions. Dates are left out."""
    found: dict[str, frozenset[str]] = {}
    doer = _doer(head)
    passive = any(t.dep_ in {"nsubjpass", "auxpass"} for t in head.children)
    if doer is not None:
        found["patient" if passive else "agent"] = _name(doer, cast)
    for token in head.rights:
        if token.dep_ == "dobj":
            found["patient"] = _name(token, cast)
        elif token.dep_ in {"prep", "agent"}:
            for noun in token.children:
                if noun.dep_ == "pobj" and noun.ent_type_ not in {"DATE", "TIME"}:
                    found["agent" if token.dep_ == "agent" else token.lower_] = _name(noun, cast)
        elif token.dep_ in {"xcomp", "ccomp", "attr", "oprd", "acomp", "prt"}:
            found[token.dep_] = frozenset([token.lemma_.lower()])
    return found


def _name(noun: Token, cast: Cast) -> frozenset[str]:
    """A noun for comparing: the subject that it means, else its lemma."""
    who = cast.at(noun.i)
    if who is not None and who.sure and who.subject is not None and who.role is None:
        return frozenset([f"#{who.subject}"])
    return frozenset([noun.lemma_.lower()])


def _negated(head: Token) -> bool:
    return any(t.dep_ == "neg" for t in head.children)


def _numbers(doc: Doc, statement: Statement) -> frozenset[str]:
    """The numbers of a statement that are no part of its date."""
    span = doc.char_span(statement.span.start, statement.span.end, alignment_mode="expand")
    if span is None:
        return frozenset()
    return frozenset(t.lower_ for t in span if t.like_num and t.ent_type_ not in {"DATE", "TIME"})


# ------------------------------------------------------------------------------------------------------ acts of speech


def _act(k: int, found: Attribution, when: Timex | None, text: str, cast: Cast) -> Happening | None:
    """That somebody said something on a day: an event of its own, where speaker, day and words in marks are known."""
    if not found.quoted or not found.source or not found.cue or found.when is None or found.rivals or not found.sure:
        return None
    if found.stance not in ("said", "denied") or not _edtf(when) or not cast.who(found.source).sure:
        return None
    parts = sorted([found.cue[-1], found.when, *found.to[:1], *([found.where] if found.where else [])])
    act = Span(parts[0].start, parts[-1].end)
    in_order = found.source[-1].end <= act.start == found.cue[-1].start and act.end <= found.quoted[0].start
    if len(act.of(text).split()) > ACT_WORDS or not in_order:
        return None
    return Happening(span=Span(found.source[0].start, found.quoted[0].end), attribution=k, act=act)


def _when(found: Attribution, timexes: Sequence[Timex], ends: Sequence[int]) -> Timex | None:
    """The date at the words that say when something was said. `ends` are the ends of the timexes."""
    if found.when is None:
        return None
    at = bisect_right(ends, found.when.start)
    timex = timexes[at] if at < len(timexes) else None
    return timex if timex is not None and timex.span.overlaps(found.when) else None


def _edtf(timex: Timex | None) -> str:
    return (timex.edtf or "") if timex is not None else ""
