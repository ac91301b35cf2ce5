"""Words about living people: what the audit asks of the records and of everything that was built from them.

An allegation names who makes it, wherever it is shown: page, title, description, feed entry, card, search result.
Where it is shown whole, its answer stands with it, or the sentence that none is recorded. Nobody is called guilty by a
label, and no accusation becomes anybody's property. Somebody whose name is withheld is named nowhere. docs/reading.md
tells readers the same.
"""

from __future__ import annotations

import re
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

from onrecord import excerpts, lexicon
from onrecord.model import Entry, Fact, Frozen, Quote, Record, Said, SubjectItem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

Item = Fact | Entry | Quote | Said

Where = tuple[str, int | None]
"""A file and a line in it."""


class Finding(Frozen, frozen=True):
    """One thing that must not go out: the rule, the file, its line where it can be told, and the words."""

    rule: str
    message: str
    path: str
    line: int | None = None

    def __str__(self) -> str:
        return f"{self.path}{f':{self.line}' if self.line else ''}: {self.message} [{self.rule}]"


class Shown(NamedTuple):
    """Something that a built file shows, as words in small letters.

    `role`: "page", what a reader sees of a page, a card, a feed's entry or a search result, and "description": there an
    allegation is attributed and answered; "title": there it is attributed; "other": what only the rules of rights read.
    """

    words: list[str]
    role: str = "other"


words = partial(lexicon.words, "people")
"""The words of one section of `people.yml`."""


# ------------------------------------------------------------------------------------------------- what a record says

_CONVICTED = frozenset({"convicted", "sentenced"})


@cache
def _label() -> re.Pattern[str]:
    """A label before a name: "accused attacker Tom Quay"."""
    supposed, labels = ("|".join(sorted(words(section))) for section in ("supposed", "labels"))
    return re.compile(rf"\b(?i:{supposed})\s+(?:[a-z-]+\s+){{0,2}}(?i:{labels})s?\s+(?=[A-Z])")


@cache
def _verdict() -> re.Pattern[str]:
    """A verdict: "is a thief", "was guilty"."""
    labels = "|".join(sorted(words("labels")))
    return re.compile(rf"\b(?:is|was|are|were|be|been)\s+(?:\w+\s+)?(?:guilty|an? (?:\w+ )?(?:{labels}))\b")


def labelled(text: str) -> bool:
    """Whether a statement puts a label before a name."""
    return bool(_label().search(text))


def verdict(text: str) -> bool:
    """Whether a statement calls somebody guilty, or what only a guilty one is. "Pleaded not guilty" does not."""
    return bool(_verdict().search(re.sub(r"\b(?:not|never)\s+guilty\b", "", text)))


def accusing(role: str) -> bool:
    """Whether a role or name is an accusation: "alleged arsonist", "the thief", but not "criminal court"."""
    return not words("labels").isdisjoint(re.findall(r"[a-z-]+", _OF_LAW.sub("", role.casefold())))


_OF_LAW = re.compile(
    r"\b(?:anti-?|counter-?)?(?:criminal|terrorist)s?[ -](?=appeal|bar\b|bureau|case|code|court|defen[cs]e|division"
    r"|inquir|intelligence|investigat|justice|law|matter|police|procedure|prosecut|psycholog|records|screening|trial|tribunal)"
)
"""Where the word says what a court or a lawyer deals with."""


def people(
    records: Sequence[Record], machine: Sequence[Record] = (), where: Callable[[str, str], Where] | None = None
) -> Iterator[Finding]:
    """What the records, as they are shown, say of living people against the rules.

    `machine` are the records without the editors' corrections: what those changed is read more strictly. `where` gives
    for a source's slug and an item's id the file and line to mend (else the record, without a line).
    """
    bare = {one.source.slug: one for one in machine}
    for record in records:
        slug = record.source.slug
        for id_, rule, message in _broken(record, bare.get(slug), strict=bool(machine)):
            path, line = where(slug, id_) if where else (f"sources/{slug}.record.yml", None)
            yield Finding(rule, message, path, line)


def _broken(record: Record, machine: Record | None, *, strict: bool) -> Iterator[tuple[str, str, str]]:
    """The rules that a record breaks: the id of the item, the rule, and what is wrong.

    With `strict`, an editor wrote what `machine`, the record without corrections, does not hold.
    """
    names = [subject.name for subject in record.subjects if subject.kind == "person"]
    subjects = {one.id: one for one in machine.subjects} if machine else {}
    items = {one.id: one for one in _items(machine)} if machine else {}
    for subject in record.subjects:
        rules = [*_subject_rules(subject), *(_new_names(subject, subjects.get(subject.id)) if strict else ())]
        for rule, message in dict.fromkeys(rules):
            yield subject.id, rule, f"{subject.id}: {message}: “{subject.name}”"
    for item in _items(record):
        old = items.get(item.id)
        rules = [*_item_rules(item), *(_edit_rules(item, old, names) if strict and _edited(item, old) else ())]
        for rule, message in dict.fromkeys(rules):
            yield item.id, rule, f"{item.id}: {message}: “{item.text}”"
    if machine is None:
        return
    for id_, rule, message in (*_reasons(record, machine, names), *_told_beside(record, items)):
        yield id_, rule, f"{id_}: {message}"
    title = record.source.title
    if title != machine.source.title and (labelled(title) or verdict(title) or _accuses(title, names)):
        yield "source", "people: label", f"the title calls somebody guilty: “{title}”"


def _items(record: Record) -> tuple[Item, ...]:
    return (*record.facts, *record.timeline, *record.quotes, *record.said)


def _item_rules(item: Item) -> Iterator[tuple[str, str]]:
    if not isinstance(item, Fact | Entry):
        return  # people's own words, or told as theirs
    if item.status == "alleged" and not any(by.name.strip() for by in item.by):
        yield "people: allegation", "an allegation that names nobody who makes it"
    if labelled(item.text):
        yield "people: label", "a label before a name; say who accuses whom of what"
    convicted = isinstance(item, Fact) and item.charge is not None and item.charge.state in _CONVICTED
    if item.status == "reported" and verdict(item.text) and not convicted:
        yield "people: verdict", "a verdict in the publisher's own voice"


def _subject_rules(subject: SubjectItem) -> Iterator[tuple[str, str]]:
    for words_ in (*subject.roles, *subject.aliases, subject.name):
        if accusing(words_) and " " in words_ and subject.kind != "place":
            yield "people: label", f"an accusation is no role or name: “{words_}”"


def _new_names(subject: SubjectItem, before: SubjectItem | None) -> Iterator[tuple[str, str]]:
    """What an editor's own names and roles may not tell: that somebody did a wrong."""
    old = {before.name, *before.aliases, *before.roles} if before is not None else set()
    for words_ in (*subject.roles, *subject.aliases, subject.name):
        if words_ not in old and _tells_deed(words_):
            yield "people: label", f"an accusation is no role or name: “{words_}”"


def _reasons(record: Record, machine: Record, names: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """An editor's reasons for taking an item off that accuse somebody: each with the item's id and the rule."""
    given = {one.id: one.reason for one in machine.withdrawn}
    for gone in record.withdrawn:
        if gone.reason != given.get(gone.id) and (_accuses(gone.reason, names) or labelled(gone.reason)):
            yield gone.id, "people: allegation", f"a reason that accuses somebody: “{gone.reason}”"


def _told_beside(record: Record, known: Mapping[str, Item]) -> Iterator[tuple[str, str, str]]:
    """An editor's names of speakers and of places that accuse: each with its item's id and the rule.

    `known` are the items without the corrections.
    """
    for item in _items(record):
        before = known.get(item.id)
        was = _speakers(before) if before is not None else []
        told = _speakers(item)
        where = item.where if isinstance(item, Quote) else None
        if where and where != getattr(before, "where", None):
            told.append(where)
        for words_ in told:
            wrong = _tells_deed(words_) or (accusing(words_) and " " in words_)
            if words_ not in was and wrong:
                yield item.id, "people: label", f"an accusation is no name and no place: “{words_}”"


def _speakers(item: Item) -> list[str]:
    """The names of those who say what an item tells."""
    by = item.by if isinstance(item, Fact | Entry) else (item.speaker,)
    return [one.name for one in by if one is not None]


def _tells_deed(text: str) -> bool:
    return not _done().isdisjoint(_said(text))


@cache
def _done() -> frozenset[str]:
    """The verbs among the wrongs: "who stole …" is no role, while "fraud investigator" is."""
    return frozenset(lexicon.table("people", lexicon.Words)["deeds"][0].words)


def _said(text: str) -> list[str]:
    return re.findall(r"[a-z-]+", text.casefold())


def _accuses(text: str, names: Sequence[str]) -> bool:
    """Whether a text tells a wrong of somebody by name, and not how far a charge has come."""
    said = _said(text)
    at = [k for k, word in enumerate(said) if word in words("deeds") and said[k + 1 : k + 2] != ["charge"]]
    reach = {k: REACH if said[k] in _done() else FAR for k in at}
    bare = [k for k in at if words("proceedings").isdisjoint(said[max(0, k - reach[k]) : k + 3])]
    return bool(bare) and _names_one(text, names)


def _names_one(text: str, names: Sequence[str]) -> bool:
    """Whether a text has somebody's name, or the last word of it."""
    return any(part in text for name in names for part in (name, name.split()[-1]))


REACH = 6
"""Words before a wrong in which a word says how far a charge of it has come: "was charged after she stole it"."""
FAR = 12
"""The same where the wrong is a noun: "was charged with one count of conspiracy to commit wire and mail fraud"."""


def _edited(item: Item, before: Item | None) -> bool:
    """Whether an editor changed the words or the standing of a fact or entry, or added it."""
    if not isinstance(item, Fact | Entry):
        return False
    if not isinstance(before, Fact | Entry):
        return True
    return (item.text, item.status, item.by) != (before.text, before.status, before.by)


def _edit_rules(item: Item, before: Item | None, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What an editor's own sentence may not do: tell a wrong of somebody with a name as if nobody had to say so."""
    if not isinstance(item, Fact | Entry) or item.by:
        return
    was = isinstance(before, Fact | Entry) and before.status == "alleged"
    wrong = not words("deeds").isdisjoint(_said(item.text))
    if item.status == "reported" and (_accuses(item.text, names) or (was and wrong and _names_one(item.text, names))):
        yield "people: allegation", "an accusation without who makes it; add speaker: and status: alleged"


# --------------------------------------------------------------------------------------------- what was built from it

KEY = 8
"""Words by which an allegation is known again where titles and descriptions cut it short."""

GRAM = 4
"""Words by which an allegation is looked for in a page at a glance."""

STRIDE = KEY - GRAM + 1
"""Of how many places in a page one is looked at: the key of an allegation lies over one of them."""


class Alleged(Frozen, frozen=True):
    """An allegation as it is looked for in what was built: letters and digits alone."""

    id: str
    words: tuple[str, ...]
    by: tuple[str, ...]
    answers: tuple[str, ...]
    denied: bool
    speech: bool  # a quotation or indirect speech: looked for on its own page, card, data and search result

    def missing(self, text: str, role: str, silence: str) -> Iterator[tuple[str, str]]:
        """The rules that a text with this allegation breaks."""
        if not any(by in text for by in self.by) and not (self.speech and not self.by):
            yield "people: allegation", f"{self.id} is shown without who alleges it"
        if role != "title" and not any(answer in text for answer in self.answers or (silence,)):
            what = "its answer" if self.answers else "the word that no response is recorded"
            what = "its denial" if self.denied else what
            yield "people: answer", f"{self.id} is shown without {what}"


class Allegations:
    """All allegations of the records, to be found in what was built, by a few words of theirs."""

    def __init__(self, records: Sequence[Record], silence: str) -> None:
        self.silence = plain(silence)
        self.short: list[Alleged] = []
        self.grams: dict[tuple[str, ...], list[Alleged]] = {}
        known = list(_alleged(records))
        self.stride = min([STRIDE, *(len(one.words) - GRAM + 1 for one in known if len(one.words) >= GRAM)])
        for one in known:
            if len(one.words) < GRAM:
                self.short.append(one)
                continue
            for at in range(self.stride):
                self.grams.setdefault(one.words[at : at + GRAM], []).append(one)

    def __bool__(self) -> bool:
        return bool(self.short or self.grams)

    def findings(
        self, name: str, texts: Sequence[Shown], line: Callable[[str], int | None] | None = None
    ) -> Iterator[Finding]:
        """What a file does wrong by them. `line` finds words in the file."""
        found: dict[tuple[str, str], Finding] = {}
        for shown in texts:
            if shown.role == "other":
                continue
            for one, text in self._in(shown, name):
                for rule, message in one.missing(text, shown.role, self.silence):
                    at = line(" ".join(one.words[:KEY])) if line and (rule, message) not in found else None
                    found.setdefault((rule, message), Finding(rule, message, name, at))
        yield from found.values()

    def _in(self, shown: Shown, name: str) -> Iterator[tuple[Alleged, str]]:
        """The allegations that a text shows, whole or cut short."""
        heard = shown.words
        stride = self.stride if shown.role == "page" else 1
        places = range(0, len(heard) - GRAM + 1, stride)
        seen = {one.id: one for at in places for one in self.grams.get(tuple(heard[at : at + GRAM]), ())}
        if not seen and not self.short:
            return
        text = f" {' '.join(heard)} "
        for one in [*seen.values(), *self.short]:
            words_ = one.words[:KEY]  # a page that cuts it short shows it as well
            own = not one.speech or one.id in name or plain(one.id) in text
            if own and f" {' '.join(words_)} " in text:
                yield one, text


def _alleged(records: Sequence[Record]) -> Iterator[Alleged]:
    told: dict[str, Item] = {item.id: item for record in records for item in _items(record)}
    denials: dict[str, list[str]] = {}
    for item in told.values():
        if isinstance(item, Fact) and item.answers and item.status == "denied":
            denials.setdefault(item.answers, []).append(_key(item.text))
    claimed = {record.source.slug: [fact for fact in record.facts if fact.status == "alleged"] for record in records}
    for slug, item in ((record.source.slug, item) for record in records for item in _items(record)):
        if not item.text or not plain(item.text):
            continue
        if isinstance(item, Entry):
            claims = [told[id_] for id_ in item.facts if id_ in told]
            by, alleged = item.by, item.status == "alleged"
        elif isinstance(item, Fact):
            claims, by, alleged = [item], item.by, item.status == "alleged"
        else:
            claims = [item, *(fact for fact in claimed[slug] if fact.span.overlaps(item.span))]
            by = (item.speaker,) if item.speaker else ()
            alleged = item.stance == "alleged" and bool(by)
            by = tuple(who for who in by if who.sure and not who.candidates)  # else the page says that it is open
        if alleged:
            yield _as_alleged(item, claims, tuple(plain(one.name) for one in by), told, denials)


def _as_alleged(
    item: Item, claims: Sequence[Item], by: tuple[str, ...], told: Mapping[str, Item], denials: Mapping[str, list[str]]
) -> Alleged:
    given = [one for claim in claims if not isinstance(claim, Entry) for one in claim.responses]
    answers = [text for claim in claims for text in denials.get(claim.id, ())]
    for one in given:
        teller = told.get(one.item or "")
        if one.kind != "uncharged":
            answers.append(_key(teller.text) if teller is not None and teller.text else plain(one.by.name))
    return Alleged(
        id=item.id,
        words=tuple(plain(item.text or "").split()),
        by=by,
        answers=tuple(dict.fromkeys(answer for answer in answers if answer)),
        denied=any(claim.id in denials for claim in claims) or any(one.kind == "denied" for one in given),
        speech=isinstance(item, Quote | Said),
    )


def _key(text: str) -> str:
    """The first words of an answer, by which it is known where it is cut."""
    return " ".join(plain(text).split()[:KEY])


def plain(text: str) -> str:
    """Letters and digits alone, in small letters."""
    return " ".join(excerpts.words(text))


# ------------------------------------------------------------------------------------------------------ names withheld


class Withheld:
    """The names that are to stand nowhere, by their words."""

    def __init__(self, names: Mapping[str, Sequence[str]]) -> None:
        self.names = {tuple(excerpts.words(name)): id_ for id_, all_ in names.items() for name in all_}
        self.names.pop((), None)
        self.firsts = {name[0] for name in self.names}
        self.lengths = sorted({len(name) for name in self.names})

    def __bool__(self) -> bool:
        return bool(self.names)

    def findings(
        self, name: str, texts: Sequence[Shown], line: Callable[[str], int | None] | None = None
    ) -> Iterator[Finding]:
        """Files that name somebody whose name is withheld."""
        for shown in texts:
            if self.firsts.isdisjoint(shown.words):
                continue
            for at, word in enumerate(shown.words):
                for length in self.lengths if word in self.firsts else ():
                    id_ = self.names.get(tuple(shown.words[at : at + length]))
                    if id_ is not None:
                        message = f"the name of {id_} is shown, which an edit withholds (private: unnamed)"
                        yield Finding(
                            "people: private",
                            message,
                            name,
                            line(" ".join(shown.words[at : at + length])) if line else None,
                        )
                        return
