"""What each clause of a text can be made into, with all that speaks against it."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from typing import TYPE_CHECKING

import msgspec

from onrecord import language
from onrecord.facts import judge
from onrecord.facts.adjuncts import anaphoric
from onrecord.facts.asserted import asserted, dated_or_addressed, misgivings, reports
from onrecord.facts.attributed import Attributed
from onrecord.facts.clauses import Clause, Form, clauses, finite, fuller, passive, subject_of
from onrecord.facts.compose import compose
from onrecord.facts.context import Context
from onrecord.facts.gaps import lacking
from onrecord.facts.links import Made, station, withheld
from onrecord.facts.look import Look
from onrecord.facts.pieces import Draft, Refused
from onrecord.facts.standing import Standing, standing
from onrecord.facts.titles import titles
from onrecord.facts.words import Cast, human, kind, words
from onrecord.model import Span, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence, Set
    from datetime import date

    from spacy.tokens import Doc
    from spacy.tokens import Span as DocSpan

    from onrecord.model import Attribution, Timex


class Left(msgspec.Struct, frozen=True):
    """A clause of which no statement can be made."""

    reason: str


class Candidate(msgspec.Struct, frozen=True):
    """A statement that could be made, what speaks against it, and its features (see `judge.py`)."""

    made: Made
    form: Form
    kind: judge.Kind
    against: tuple[str, ...]
    features: tuple[int, ...]


def candidates(
    doc: Doc,
    paragraphs: Sequence[Span],
    attributions: Sequence[Attribution],
    timexes: Sequence[Timex],
    cast: Cast,
    dated: Mapping[int, Timex],
    max_run: int | None,
    headings: Sequence[Span],
    published: date | None,
) -> Iterator[Candidate | Left]:
    """What each clause of a text can be made into, in order; the parameters are those of `statements`."""
    attributed = Attributed(attributions, cast)
    context = Context(doc, cast, timexes, published)
    aside = frozenset(headings)
    for sentence in doc.sents:
        if not _prose(sentence, paragraphs, aside):
            continue
        for clause in (*clauses(doc, sentence), *titles(sentence, cast)):
            if asserted(clause, attributed):
                continue
            try:
                yield _candidate(clause, context, attributed, dated, max_run)
            except Refused as reason:
                yield Left(str(reason))


def _prose(sentence: DocSpan, paragraphs: Sequence[Span], headings: Set[Span]) -> bool:
    """Whether a sentence is one of the text's own, whole ones: no heading, no caption, no question."""
    start = next((t.idx for t in sentence if not t.is_space), sentence.start_char)
    k = bisect_right(paragraphs, Span(start, 2**40)) - 1
    if k < 0 or start >= paragraphs[k].end or paragraphs[k] in headings:
        return False
    inner = [t for t in sentence if not t.is_space and not t.is_quote]
    if len(inner) < 4 or inner[-1].text not in {".", "!", ")"}:
        return False
    if any(t.is_lower and t.tag_ in {"VBD", "VBZ", "VBP", "MD"} and len(t) > 1 for t in inner):
        return True
    long = [t for t in inner if t.is_alpha and len(t) > 3]
    return sum(t.text[0].isupper() for t in long) < 0.75 * len(long)


def _candidate(
    clause: Clause, context: Context, attributed: Attributed, dated: Mapping[int, Timex], max_run: int | None
) -> Candidate:
    """A clause as a statement, with all that speaks against it.

    Raises Refused where none can be made.
    """
    how = standing(clause, attributed)
    if how is None:
        raise Refused("nobody vouches")
    report = reports(clause)
    if report and how.status != "denied" and not dated_or_addressed(clause, context.timexes):
        raise Refused("only that it was said")
    if report and _thought(clause, context.cast):
        raise Refused("only that it was thought")
    when = dated.get(clause.verb.i)
    if when is not None and context.to_come(clause, when):
        dated = {}
    short = _weighed(clause, how, context, attributed, dated, max_run)
    more = fuller(clause)
    if more is None:
        return short
    try:
        long = _weighed(more, how, context, attributed, dated, max_run)
    except Refused:
        return short
    return long if set(long.against) <= set(short.against) - {"cut short"} else short


def _weighed(
    clause: Clause,
    how: Standing,
    context: Context,
    attributed: Attributed,
    dated: Mapping[int, Timex],
    max_run: int | None,
) -> Candidate:
    """The statement of a clause, as it is, with all that speaks against it.

    Raises Refused where none can be made.
    """
    draft = compose(context, clause, max_run, dated.get(clause.verb.i))
    if _torn(draft, context):
        raise Refused("torn date")
    if any(DAMAGED.search(unicodedata.normalize("NFC", one)) for one in (draft.text, *(b.name for b in how.by))):
        raise Refused("damaged letters")
    if DOUBLED.search(draft.text):
        raise Refused("twice the same word")
    if LEFT_OVER.match(draft.text):
        raise Refused("cut")
    if clause.nominal and _mismatched(clause, context.cast):
        raise Refused("apposition of another")
    if not clause.nominal and any(_ahead(clause, t, context) for t in draft.timexes):
        raise Refused("a date to come, told as past")
    look = Look(clause, draft, how, context)
    doubts = (*misgivings(clause, attributed, denial=how.status == "denied"), *lacking(look))
    against = tuple(dict.fromkeys(doubts))
    if not OVER.isdisjoint(against):
        raise Refused("past office")
    if how.status == "alleged" and ("pronoun of two" in against or _of_themselves(clause, how, context.cast)):
        raise Refused("accused of two")
    made = Made(_made(clause, draft, how, context, dated), clause.verb, draft.tokens)
    return Candidate(
        made=made,
        form=clause.form,
        kind=_kind(look, made.statement.when is not None),
        against=against,
        features=judge.features(look, against),
    )


def _of_themselves(clause: Clause, how: Standing, cast: Cast) -> bool:
    """Whether somebody would say of themselves that they allegedly did it: then the pronoun is another's."""
    if not any(t.lower_ in {"allegedly", "reportedly"} for t in clause.kept):
        return False
    doer = clause.doer
    who = cast.at(doer.i) if doer is not None and doer.tag_ == "PRP" else None
    return who is not None and any(one.subject == who.subject for one in how.by)


def _kind(look: Look, dated: bool) -> judge.Kind:
    """What the judge has to know of a statement; `dated`: it has a date."""
    clause, status = look.clause, look.how.status
    if status == "said":
        return "voiced" if look.quoted else "spoken"
    if status in {"alleged", "denied"}:
        return "side"
    if reports(clause) and dated:
        return "voiced"
    if clause.nominal:
        return "nominal"
    if station(clause.verb) is not None or withheld(clause.verb):
        return "step"
    return "once" if _once(clause, dated) else "told"


def _once(clause: Clause, dated: bool) -> bool:
    """Whether what is told is the only one of its kind: "the first to …", a state "since 2031", or what is done but
    once and has its date."""
    verb = clause.verb
    if dated and verb.lemma_ in words("once"):
        return True
    if dated and any(t.dep_ == "prep" and t.lower_ == "since" for t in verb.rights):
        return True
    ranked = (t for t in verb.rights if t.dep_ == "attr" and any(c.lower_ == "first" for c in t.lefts))
    return any(c.dep_ in {"relcl", "acl"} and any(a.tag_ == "TO" for a in c.lefts) for t in ranked for c in t.rights)


OVER = frozenset({"long ago", "past term"})
"""Reasons against "is": whoever held the office then may not hold it now."""
ASIDES = frozenset({"like", "unlike", "including", "except", "besides", "as"})
"""Prepositions between two names: an apposition behind the second may be the first one's."""
LEFT_OVER = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day (?!\[\w+ \d|night|morning|evening|afternoon)")
"""A day that was left over from the clause of speech above: "said on Friday | she had left"."""
DAMAGED = re.compile(
    r"[<>]|[ÃÂ][^\w\s]|Ã[^A-Za-z\s]|â€|\ufffd|[a-z]- (?!and\b|or\b|to\b|nor\b|through\b)[A-Za-z]"
    r"|[,;:%]-\w|[a-z]\.-(?![a-z\d])|^-[A-Za-z]|\bhttps?:|\bwww\."
)
"""Marks of a wire's own code, letters that were read in the wrong encoding before we got the text, words torn at the
end of a line, hyphens between sentences, addresses of pages."""
DOUBLED = re.compile(
    r"\[([^\]]+)\] \1\b|\b(\w+) \[\2\]|\b(\w+)[’']s [^\[]*\[of \3\]|(?<!-)\b([A-Z][a-z]{4,}) \4\b(?!-)"
    r"|\b([A-Z]\w+ [A-Z]\w+) \5\b"
)
"""A name beside itself: put in where it stood, or written twice by the source."""


def _mismatched(clause: Clause, cast: Cast) -> bool:
    """Whether a person is told to be a company, or a body to be a man: the parse tied the words to another name. So it
    may have behind "like": "Oakley, like Reed, an engineer"."""
    aside = clause.lead.head if clause.lead is not None and clause.lead.dep_ == "pobj" else None
    if aside is not None and aside.lower_ in ASIDES and aside.head.pos_ == "PROPN":
        return True
    what = kind(cast, clause.lead.i) if clause.lead is not None else None
    if what == "person":
        return clause.verb.lemma_ in words("kinds of bodies") | words("groups") or _bereft(clause)
    if what == "organisation" and clause.verb.lemma_ in words("kinds of places"):
        return True  # "at Oakley High School in Dunmore, a village in the north"
    return what is not None and human(clause.verb)


def _bereft(clause: Clause) -> bool:
    """Whether the words of an apposition look like the subject of the verb behind them, which has no other: "hearings
    into the death of Oakley, the mill's director sought a promise"."""
    last = clause.kept[-1] if clause.kept else clause.verb
    after = last.i + 1
    verb = clause.verb.doc[after] if clause.form == "apposition" and after < clause.verb.sent.end else None
    if verb is not None and verb.dep_ in {"aux", "auxpass"}:
        verb = verb.head
    return verb is not None and finite(verb) and subject_of(verb) is None and verb.dep_ != "conj"


def _thought(clause: Clause, cast: Cast) -> bool:
    """Whether a report tells what somebody thinks or learns, not what they say."""
    lemma = clause.verb.lemma_
    person = clause.doer is not None and kind(cast, clause.doer.i) == "person"
    return lemma in words("inward") or lemma in words("unclaimed") - words("events") or (lemma == "find" and person)


def _torn(draft: Draft, context: Context) -> bool:
    """Whether a part of a date phrase was left out: of "the day after they came", "the day" says something else."""
    kept = set(draft.tokens)
    for start in {start for i in kept for start in context.covering.get(i, ())}:
        inside = [i in kept for i in range(start, context.timexes[start][0] + 1) if not context.doc[i].is_punct]
        if any(inside) and not all(inside):
            return True
    return False


def _made(clause: Clause, draft: Draft, how: Standing, context: Context, dated: Mapping[int, Timex]) -> Statement:
    """Put the parts of a statement together."""
    doc, cast = context.doc, context.cast
    first, last = draft.tokens[0], draft.tokens[-1]
    subjects = [k for k in draft.subjects if cast.subjects[k].kind != "place"]
    subjects += [who.subject for who in how.by if who.subject is not None]
    places = [k for k in draft.subjects if cast.subjects[k].kind == "place"]
    when = _when(clause, draft, context, dated)
    report = reports(clause)
    event = not clause.nominal and clause.verb.lemma_ not in words("stative") and _past(clause)
    return Statement(
        text=draft.text,
        span=Span(doc[first].idx, doc[last].idx + len(doc[last].text)),
        head=Span(clause.verb.idx, clause.verb.idx + len(clause.verb.text)),
        status=how.status,
        by=how.by,
        subjects=tuple(dict.fromkeys(subjects)),
        when=when,
        where=places[0] if places else None,
        event=event or (report and _past(clause)),
        reporting=report and how.status != "denied",
        doubts=how.doubts,
    )


def _when(clause: Clause, draft: Draft, context: Context, dated: Mapping[int, Timex]) -> Timex | None:
    """The date of a predicate: by the stage that dates events, else by a phrase that hangs on it."""
    doc = context.doc
    given = dated.get(clause.verb.i)
    if given is not None and given.earliest == context.published and not context.phrase(given):
        given = None  # told without a date, and so taken for news of the day
    if _many_times(clause) or (given is not None and _elsewhere(clause, given, doc)):
        given = None
    first = doc.char_span(given.span.start, given.span.end, alignment_mode="expand") if given is not None else None
    if first is not None and len(first) and context.cast.name_span(first.start) is not None:
        given = None  # the "today" of a name
    if given is not None and given.span.of(language.text(doc)).lower() == "later" and station(clause.verb) is None:
        given = None  # later than what, only the steps of a charge tell
    vague = given is not None and anaphoric(given.span.of(language.text(doc))) and not _on_event(given, context)
    shown = [t for t in draft.timexes if t.edtf is not None]
    if given is not None and shown and all(t.span != given.span for t in shown):
        given = None  # of two dates of the sentence, the one that the statement gives
    if given is not None and given.edtf is not None and not vague:
        span = doc.char_span(given.span.start, given.span.end, alignment_mode="expand")
        inside = span is not None and span.start in {t.i for t in clause.kept} - {t.i for t in clause.more}
        noun = span is not None and (span.root.dep_ in {"nummod", "compound", "amod", "poss", "nmod"} or _on_noun(span))
        if (not inside and clause.form != "adverbial" and not noun) or (inside and _dates(clause, given, doc)):
            return given
    return next(
        (t for t in draft.timexes if t.edtf is not None and not t.edtf.startswith("..") and _dates(clause, t, doc)),
        None,
    )


def _ahead(clause: Clause, timex: Timex, context: Context) -> bool:
    """Whether what is told as past stands with a day after the text's own: its year was read wrongly."""
    opens = timex.span.start < clause.verb.idx  # "announced the mill will close in May" may look ahead
    late = (opens and context.after_text(clause, timex)) or (passive(clause.verb) and context.to_come(clause, timex))
    return late and _dates(clause, timex, context.doc)


def _many_times(clause: Clause) -> bool:
    """Whether what was done was done more than once: "has been arrested more than a dozen times"."""
    return any(t.dep_ == "npadvmod" and t.lower_ in {"times", "occasions"} for t in clause.verb.rights)


def _elsewhere(clause: Clause, timex: Timex, doc: Doc) -> bool:
    """Whether a date phrase stands in an aside of the sentence that is no part of the clause ("an officer who served
    during the war"), or counts from several things at once ("during protests")."""
    anchor = timex.anchor_span
    from_ = doc.char_span(anchor.start, anchor.end, alignment_mode="expand") if anchor is not None else None
    if from_ is not None and len(from_) and from_.root.tag_ in {"NNS", "NNPS"}:
        return True
    span = doc.char_span(timex.span.start, timex.span.end, alignment_mode="expand")
    if span is None or not len(span) or span.root.sent.start != clause.verb.sent.start:
        return False
    if span.start in {t.i for t in clause.kept}:
        return False
    above = [span.root, *span.root.ancestors]
    under = above[: above.index(clause.verb)] if clause.verb in above else []
    return any(t.dep_ in {"relcl", "appos", "acl"} for t in under)


def _on_noun(span: DocSpan) -> bool:
    """Whether a date phrase hangs on a noun, not on a verb: "the contest in 2012"."""
    node = span.root
    for _ in range(6):
        if node.pos_ in {"VERB", "AUX"} or node.head == node:
            return False
        if node.i not in range(span.start, span.end) and node.pos_ in {"NOUN", "PROPN"}:
            return True
        node = node.head
    return False


def _on_event(timex: Timex, context: Context) -> bool:
    """Whether "the day after" counts from an event that the text dates, not from the nearest other date phrase."""
    anchor = timex.anchor_span
    return anchor is not None and not any(one.span != timex.span for one in context.dated_between(anchor))


HAPPENED = ("happenings", "gatherings", "harms")
"""Tables of nouns that may have a date of their own."""


def _dates(clause: Clause, timex: Timex, doc: Doc) -> bool:
    """Whether a date phrase says when the predicate took place: it hangs on it directly or over prepositions."""
    span = doc.char_span(timex.span.start, timex.span.end, alignment_mode="expand")
    if span is None or not len(span):
        return False
    before = doc[span.start - 1] if span.start else None
    after = doc[span.end] if span.end < len(doc) else None
    since = any(t.lower_ == "since" for t in [*([before] if before is not None else []), *span.root.ancestors])
    if since and not (timex.edtf or "").endswith(".."):
        return False  # "announced its first loss since early 1985", "has met six times since the vote in 2006"
    if any(t.lemma_ == "compare" or t.lower_ == "than" for t in span.root.ancestors if t != clause.verb):
        return False  # "rose by 3 crowns compared to 2015"
    if any(t.lower_ == "ahead" for t in span.root.ancestors):
        return False  # "agreed to talks ahead of a strike on Tuesday"
    if timex.precision == "decade" and after is not None and after.lower_ in {"and", "or", "to", "-", "–"}:
        return False  # "in the 1960s and ’70s"
    if before is not None and after is not None and before.pos_ == "DET" and after.pos_ in {"NOUN", "PROPN", "ADJ"}:
        return False  # "in the October 1998 death of a miller"
    node = span.root
    for _ in range(6):
        if node == clause.verb or node.head == clause.verb:
            return node == clause.verb or node.dep_ in {
                "npadvmod",
                "advmod",
                "prep",
                "pobj",
                "tmod",
                "nummod",
                "dobj",
                "xcomp",
            }
        if node.dep_ not in {"pobj", "prep", "npadvmod", "advmod", "pcomp", "xcomp"}:
            return False
        if node.pos_ == "NOUN" and node.dep_ == "npadvmod" and node.i not in range(span.start, span.end):
            return False  # "a rise from the vote in 2012"
        if node.dep_ == "pcomp" and node.head.lower_ in {"before", "after", "until", "without"}:
            return False  # "taught before founding a mill in 2011"
        outside = node.pos_ == "NOUN" and node.i not in range(span.start, span.end)
        own = outside and any(node.lemma_ in words(table) for table in HAPPENED)
        if own and not (node.head.head == clause.verb and node.head.lower_ in {"during", "at", "in", "on"}):
            return False  # "was jailed for throwing a stone at protests in 2014"
        node = node.head
    return False


def _past(clause: Clause) -> bool:
    """Whether a clause tells what has happened."""
    return clause.tensed.tag_ == "VBD" or clause.perfect
