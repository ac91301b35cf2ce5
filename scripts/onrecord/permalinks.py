"""Links that last: the ids of the old record carried over to the new one, minted, or withdrawn.

An id is a letter for the kind it was born as and eight of 32 signs. It is opaque: it tells nothing, so it stays when
everything else about the item changes. It is minted once, from the item's words, without a clock or chance; an id that
was ever given stays in the record, at its item or under `withdrawn`, and is never given again.

A record may have to do without its text, so what is needed to know an item again is kept with it as hashes
(`context`): of its words in order, and of some telling words near by, in no order and cut to ten bits each (a thousand
words share a hash with fifty others), so that the text can't be put together from them.

Dates. There is no clock in the build. The day of a change is `today`, which the caller is given (`--on`, else
SOURCE_DATE_EPOCH; see `day`); without it a change stands undated.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

import msgspec

from onrecord import history
from onrecord.errors import OnrecordError
from onrecord.matching import Doubtful, Pair, Trace, match, tells
from onrecord.model import LETTERS, Answer, Entry, Fact, Quote, Record, Said, Speaker, SubjectItem, Withdrawn
from onrecord.renames import match_subjects

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence

    from onrecord.model import Span

Item: TypeAlias = Quote | Said | Fact | Entry

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base32 in lower case: no i, l, o, u, which are taken for 1, 0 and v."""

LISTS = {"quotes": "quote", "said": "said", "facts": "fact", "timeline": "entry"}

CARRIED = "carried"
"""The doubt of an item that was known again, but not so surely that nobody should look."""

AMBIGUOUS = "ambiguous"
"""The doubt of a new item that may be an old one which was withdrawn, because it could be more than one."""

Action = Literal["carried", "minted", "withdrawn", "ambiguous", "renamed"]


class Event(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing that happened to an id in this build; an id that went on with the same words is none.

    `before` and `after` are the item's words or name, as far as the record holds them. `sure` is False where a person
    should look (the item has a doubt then, too). `others` are ids that it could have been.
    """

    action: Action
    id: str
    kind: str
    before: str = ""
    after: str = ""
    score: float = 1.0
    sure: bool = True
    others: tuple[str, ...] = ()


def day(on: str | None, environ: Mapping[str, str]) -> date | None:
    """The day to write beside changes: what was asked for (YYYY-MM-DD), else SOURCE_DATE_EPOCH, else none.

    Raises OnrecordError where either is no date.
    """
    epoch = environ.get("SOURCE_DATE_EPOCH")
    try:
        if on:
            return date.fromisoformat(on)
        return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else None
    except (ValueError, OverflowError, OSError) as error:
        what = f"--on {on}" if on else f"SOURCE_DATE_EPOCH={epoch}"
        raise OnrecordError(f"{what} is no date", todo="write --on YYYY-MM-DD") from error


def ids(record: Record) -> set[str]:
    """Every id that a record has ever given."""
    return {item.id for item in (*history.items(record), *record.withdrawn)}


# --------------------------------------------------------------------------------------------------------------- words

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile(r"[’'ʼ`]")
_CUT = "[…]"
_NEAR = 8
_OWN = 40


def words(text: str) -> tuple[str, ...]:
    """A text's words as they are compared: no case, marks, dashes or apostrophes."""
    return tuple(_WORD.findall(_APOSTROPHE.sub("", text).casefold()))


def _code(content: str, length: int) -> str:
    number = int.from_bytes(hashlib.blake2b(content.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
    signs = []
    for _ in range(length):
        number, rest = divmod(number, 32)
        signs.append(ALPHABET[rest])
    return "".join(signs)


@lru_cache(maxsize=1 << 16)
def hashed(word: str) -> str:
    """A word's hash of ten bits."""
    return _code(word, 2)


class _Text:
    """A text's telling words with their places."""

    def __init__(self, text: str) -> None:
        self.text = text
        found = [(m.start(), m[0].casefold()) for m in _WORD.finditer(text)]
        telling = [(start, word) for start, word in found if tells(word)]
        self.starts = [start for start, _ in telling]
        self.hashes = [hashed(word) for _, word in telling]

    def context(self, item: Item) -> str:
        """The `context` of an item: digest/own words/words before/words after; own only where the record has no words.

        Hashes of words are sorted: their order would tell more than matching needs.
        """
        own = words(item.text) if item.text and _CUT not in item.text else self.own(item)
        bag = () if item.text and _CUT not in item.text else [word for word in own if tells(word)][:_OWN]
        first, last = bisect_left(self.starts, item.span.start), bisect_left(self.starts, item.span.end)
        before = self.hashes[max(0, first - _NEAR) : first]
        after = self.hashes[last : last + _NEAR]
        parts = [sorted(map(hashed, bag)), sorted(before), sorted(after)]
        return "/".join([_code(" ".join(own), 8), *("".join(part) for part in parts)])

    def own(self, item: Item) -> tuple[str, ...]:
        """The words under an item's spans."""
        spans: Sequence[Span] = (item.span,)
        if isinstance(item, Said) and item.content:
            spans = item.content
        return words(" ".join(span.of(self.text) for span in spans))


def context(item: Item, text: str) -> str:
    """The hashes by which an item of a text is known again; see `_Text.context`."""
    return _text(text).context(item)


@lru_cache(maxsize=4)
def _text(text: str) -> _Text:
    return _Text(text)


def _pairs(codes: str) -> tuple[str, ...]:
    return tuple(codes[i : i + 2] for i in range(0, len(codes), 2))


def trace(item: Item, kind: str) -> Trace:
    """What matching is told of an item; it needs its `context`."""
    digest, own, before, after = (item.context.split("/") + [""] * 4)[:4]
    plain = words(item.text) if item.text and _CUT not in item.text else ()
    return Trace(
        kind=kind,
        digest=digest,
        words=plain,
        hashed=tuple(map(hashed, plain)) if plain else _pairs(own),
        before=_pairs(before),
        after=_pairs(after),
        who=_who(item),
        rest=_rest(item),
        start=item.span.start,
        end=item.span.end,
    )


def _who(item: Item) -> str:
    """The last word of the speaker's name: names get fuller, surnames stay."""
    speakers = (item.speaker,) if isinstance(item, (Quote, Said)) else item.by[-1:]
    name = words(speakers[0].name) if speakers and speakers[0] else ()
    return name[-1] if name else ""


def _rest(item: Item) -> tuple[str, ...]:
    edtf = item.when.edtf if item.when else None
    status = item.stance if isinstance(item, (Quote, Said)) else item.status
    return (status, edtf or "")


# --------------------------------------------------------------------------------------------------------------- carry


def carry(
    new: Record, old: Record | None, *, text: str, taken: Container[str] = (), today: date | None = None
) -> tuple[Record, list[Event]]:
    """Give the items of a new record their ids: those of the old record where they are the same items, else new ones.

    `new` has provisional ids, unique in it; references between its items use them and are rewritten. `text` is the
    new record's text. `taken` are the ids of all other sources, which are not minted again here. `today` is the day to
    write beside changes and withdrawals. What changed on an item is added to `changes`; what is gone, to `withdrawn`.
    Carrying a record over to itself changes nothing.
    """
    read = _text(text)
    new = _with(new, lambda item: msgspec.structs.replace(item, context=read.context(item)))
    return _Carry(new, old, taken, today).run()


class _Carry:
    """One record's ids on their way from the old record to the new."""

    def __init__(self, new: Record, old: Record | None, taken: Container[str], today: date | None) -> None:
        self.new, self.today, self.taken = new, today, taken
        self.before = old
        self.old = old or msgspec.structs.replace(
            new, subjects=(), quotes=(), said=(), facts=(), timeline=(), withdrawn=(), changes=()
        )
        self.used = ids(self.old)  # by this source
        self.gone = {gone.id for gone in self.old.withdrawn}
        self.final: dict[str, str] = {}  # provisional → final
        self.events: list[Event] = []
        self.doubts: dict[str, tuple[str, ...]] = {}
        self.successors: dict[str, tuple[str, ...]] = {}  # ids of the old record → provisional ids of the new one

    def run(self) -> tuple[Record, list[Event]]:
        kinds, olds, news = _listed(self.old)[0], _listed(self.old)[1], _listed(self.new)[1]
        traces = [trace(item, kind) for item, kind in zip(olds, kinds, strict=True)]
        pairs, doubtful = match(traces, [trace(i, k) for k, i in zip(*_listed(self.new), strict=True)])
        for pair in pairs:
            self.keep(olds[pair.old], news[pair.new], pair, kinds[pair.old])
        self.keep_subjects([(olds[pair.old], news[pair.new]) for pair in pairs])
        self.doubt(doubtful, olds, news)
        self.mint()
        record = self.rewritten()
        changes = history.changes(self.old, record, self.today) if self.before else ()
        record = msgspec.structs.replace(
            record,
            withdrawn=self.withdrawn(record),
            changes=history.joined(self.old.changes, changes),
        )
        return record, sorted(self.events, key=lambda event: (event.action, event.id))

    def keep(self, was: Item, now: Item, pair: Pair, kind: str) -> None:
        self.final[now.id] = was.id
        kept = tuple(doubt for doubt in was.doubts if doubt in (CARRIED, AMBIGUOUS))
        self.doubts[now.id] = kept
        if not pair.sure and CARRIED not in kept:
            self.doubts[now.id] = (*kept, CARRIED)
        if pair.how == "likeness" or not pair.sure:
            self.events.append(
                Event("carried", was.id, kind, was.text or "", now.text or "", round(pair.score, 3), pair.sure)
            )

    def keep_subjects(self, items: list[tuple[Item, Item]]) -> None:
        for was, now in match_subjects(self.old.subjects, self.new.subjects, items):
            if was.name != now.name:
                if was.id in self.taken:  # another source's subject has this id, too, and that one was not renamed
                    self.successors[was.id] = (now.id,)
                    continue
                self.events.append(Event("renamed", was.id, was.kind, was.name, now.name, sure=False))
            self.final[now.id] = was.id

    def doubt(self, doubtful: list[Doubtful], olds: list[Item], news: list[Item]) -> None:
        for one in doubtful:
            others = tuple(news[number].id for number in one.new)
            self.successors[olds[one.old].id] = others
            for other in others:
                if other not in self.final:
                    self.doubts[other] = (AMBIGUOUS,)

    def mint(self) -> None:
        """Give every item without an old id a new one, from its words and how many had them before."""
        slug, seen = self.new.source.slug, set(self.final)
        count: dict[tuple[str, str], int] = {}
        for kind, item in zip(*_listed(self.new), strict=True):
            key = (kind, item.context.split("/")[0])
            count[key] = count.get(key, 0) + 1
            if item.id not in seen:
                self.born(item.id, kind, item.text or "", slug, *key, str(count[key]))
        for subject in self.new.subjects:
            if subject.id not in seen:
                self.born(subject.id, subject.kind, subject.name, *_subject_key(subject, slug))

    def born(self, provisional: str, kind: str, shown: str, *key: str) -> None:
        # A subject's id may be another source's, too: the same name of the same kind is one subject until an editor
        # splits it.
        name = minted(kind, *key, used=self.used, taken=self.taken if kind in LISTS.values() else ())
        self.used.add(name)
        self.final[provisional] = name
        first = minted(kind, *key, used=())
        if first != name and first in self.gone:  # the same words came back: the old link leads on
            self.successors[first] = (provisional,)
        if self.before is not None:
            self.events.append(
                Event("minted", name, kind, after=shown, sure=AMBIGUOUS not in self.doubts.get(provisional, ()))
            )

    def rewritten(self) -> Record:
        final, doubts = self.final, self.doubts

        def item(one: Item) -> Item:
            added = [doubt for doubt in doubts.get(one.id, ()) if doubt not in one.doubts]
            return msgspec.structs.replace(one, id=final[one.id], doubts=(*one.doubts, *added))

        record = referring(self.new, final)
        subjects = tuple(msgspec.structs.replace(subject, id=final[subject.id]) for subject in record.subjects)
        return msgspec.structs.replace(_with(record, item), subjects=subjects)

    def withdrawn(self, record: Record) -> tuple[Withdrawn, ...]:
        """What was withdrawn before, and what is now, with reason and successors."""
        present = ids(record)
        spoken = {"quote": _by_digest(record.quotes), "said": _by_digest(record.said)}
        same = self.old.text.sha256 == record.text.sha256
        reason = "no longer found in the text, which did not change" if same else "no longer in the text"
        found = []
        for gone in self.old.withdrawn:
            more = self.finals(gone.id, gone.successors)
            found.append(msgspec.structs.replace(gone, successors=more) if more != gone.successors else gone)
        kinds, olds = _listed(self.old)
        all_old: list[tuple[str, Item | SubjectItem]] = [*zip(kinds, olds, strict=True)]
        all_old += [(subject.kind, subject) for subject in self.old.subjects]
        for kind, item in all_old:
            if item.id not in present:
                successors = self.finals(item.id, ()) or _took_over(item, spoken)
                found.append(Withdrawn(id=item.id, kind=kind, reason=reason, on=self.today, successors=successors))
                shown = item.name if isinstance(item, SubjectItem) else item.text or ""
                action: Action = "ambiguous" if len(successors) > 1 and item.id in self.successors else "withdrawn"
                self.events.append(Event(action, item.id, kind, shown, sure=action != "ambiguous", others=successors))
        return tuple(found)

    def finals(self, gone: str, known: tuple[str, ...]) -> tuple[str, ...]:
        more = (self.final[one] for one in self.successors.get(gone, ()))
        return tuple(dict.fromkeys([*known, *more]))


def _by_digest(items: Iterable[Item]) -> dict[str, list[str]]:
    """The first three ids of the items that have the same words, by their digest."""
    found: dict[str, list[str]] = {}
    for item in items:
        same = found.setdefault(item.context.split("/")[0], [])
        same += [item.id] if len(same) < 3 else []
    return found


def _took_over(item: Item | SubjectItem, spoken: Mapping[str, Mapping[str, list[str]]]) -> tuple[str, ...]:
    """Items of another kind that hold the withdrawn one's words now: speech that lost its marks, or got some."""
    if not isinstance(item, (Quote, Said)) or not item.context:
        return ()
    others = spoken["said" if isinstance(item, Quote) else "quote"]
    return tuple(others.get(item.context.split("/")[0], ()))


def _subject_key(subject: SubjectItem, slug: str) -> tuple[str, ...]:
    """By kind and name. A person of one name could be anybody: that id is this source's own."""
    name = " ".join(words(subject.name)) or subject.name
    if subject.kind == "person" and len(words(subject.name)) < 2:
        return (slug, "subject", subject.kind, name)
    return ("subject", subject.kind, name)


def minted(kind: str, *key: str, used: Collection[str], taken: Container[str] = ()) -> str:
    """The id for a key, or the next one that is neither used nor taken."""
    attempt = 0
    while True:
        name = f"{LETTERS[kind]}-{_code(chr(0).join((*key, str(attempt))), 8)}"
        if name not in used and name not in taken:
            return name
        attempt += 1


# ---------------------------------------------------------------------------------------------------------- references


def _listed(record: Record) -> tuple[list[str], list[Item]]:
    """Kinds and items of a record, subjects left out."""
    lists: dict[str, tuple[Item, ...]] = {name: getattr(record, name) for name in LISTS}
    kinds = [kind for name, kind in LISTS.items() for _ in lists[name]]
    return kinds, [item for items in lists.values() for item in items]


def _with(record: Record, change: Callable[[Item], Item]) -> Record:
    return msgspec.structs.replace(record, **{name: tuple(map(change, getattr(record, name))) for name in LISTS})


def referring(record: Record, final: Mapping[str, str]) -> Record:
    """The record with its references between items put through `final`; the items' own ids stay."""

    def many(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(final.get(name, name) for name in names))

    def speaker(who: Speaker) -> Speaker:
        subject = final.get(who.subject, who.subject) if who.subject else who.subject
        return msgspec.structs.replace(who, subject=subject, candidates=many(who.candidates))

    def answer(one: Answer) -> Answer:
        item = final.get(one.item, one.item) if one.item else one.item
        return msgspec.structs.replace(one, by=speaker(one.by), item=item)

    def item(one: Item) -> Item:
        if isinstance(one, (Quote, Said)):
            return msgspec.structs.replace(
                one,
                responses=tuple(map(answer, one.responses)),
                speaker=speaker(one.speaker) if one.speaker else None,
                via=tuple(map(speaker, one.via)),
                to=tuple(map(speaker, one.to)),
            )
        shared = {"by": tuple(map(speaker, one.by)), "subjects": many(one.subjects), "places": many(one.places)}
        if isinstance(one, Fact):
            answers = final.get(one.answers, one.answers) if one.answers else one.answers
            return msgspec.structs.replace(one, answers=answers, responses=tuple(map(answer, one.responses)), **shared)
        return msgspec.structs.replace(one, facts=many(one.facts), **shared)

    return _with(record, item)
