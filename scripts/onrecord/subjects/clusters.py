"""Puts the names of a text together that name the same person, organisation or place."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import islice
from typing import TYPE_CHECKING, Generic, TypeVar

import msgspec

from onrecord.subjects.closed import PARTICLES
from onrecord.subjects.names import Name, apposed, join
from onrecord.subjects.words import Gender, Words, words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from spacy.tokens import Doc

    from onrecord.model import SubjectKind

SMALL = frozenset({"of", "the", "for", "and", "on", "in", "to", "&", "-"})
NICKNAMES = {
    "Bill": "William", "Will": "William", "Bob": "Robert", "Rob": "Robert", "Joe": "Joseph", "Jim": "James",
    "Jimmy": "James", "Mike": "Michael", "Tom": "Thomas", "Dick": "Richard", "Rick": "Richard", "Dan": "Daniel",
    "Dave": "David", "Steve": "Stephen", "Chris": "Christopher", "Tony": "Anthony", "Ed": "Edward", "Ted": "Theodore",
    "Ben": "Benjamin", "Sam": "Samuel", "Ron": "Ronald", "Don": "Donald", "Ken": "Kenneth", "Greg": "Gregory",
    "Jeff": "Jeffrey", "Matt": "Matthew", "Nick": "Nicholas", "Pat": "Patrick", "Tim": "Timothy", "Andy": "Andrew",
    "Liz": "Elizabeth", "Beth": "Elizabeth", "Kate": "Katherine", "Kathy": "Katherine", "Sue": "Susan",
    "Debbie": "Deborah", "Jen": "Jennifer", "Cathy": "Catherine", "Maggie": "Margaret", "Peggy": "Margaret",
}  # fmt: skip
"""First names that a text may use for the full one."""


class Cluster(msgspec.Struct, eq=False):
    """What one name names: every mention with its evidence, under the fullest form."""

    kind: SubjectKind
    names: list[Name]
    gender: Gender = "unknown"
    acronyms: list[str] = msgspec.field(default_factory=list)
    settled: Name | None = None  # the fullest name, once no more names come in

    @property
    def fullest(self) -> Name:
        """The mention with the most words that starts as most of the long ones do; of those, the first.

        A surname of two words ("Peña Nieto") is none of the long ones beside the full name that ends in it.
        """
        if self.settled is not None:
            return self.settled
        plain = [_plain(name.words) for name in self.names]
        long = {parts for parts in plain if len(parts) > 1}
        tails = {parts[k:] for parts in long for k in range(1, len(parts) - 1)}
        firsts = Counter(parts[0] for parts in plain if parts in long and not {parts, _small(parts)} & tails)
        usual = max(firsts, key=firsts.__getitem__) if firsts else ""  # of equals, the one that came first
        keys = [
            (self.kind != "person" or parts[:1] == (usual,), len(parts), -name.start)
            for name, parts in zip(self.names, plain, strict=True)
        ]
        return self.names[keys.index(max(keys))]

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the fullest name."""
        return self.fullest.words

    @property
    def roles(self) -> list[str]:
        """What titles and appositions call the bearer, each once."""
        nothing = words().relations | words().peoples
        return list(dict.fromkeys(role for name in self.names for role in name.roles if role not in nothing))


def cluster(doc: Doc, names: list[Name]) -> list[Cluster]:
    """Names as clusters, in the order of their first mention. What cannot be told is left out."""
    table = words()
    groups: dict[tuple[str, ...], list[Name]] = {}
    lasts = {name.words[-1] for name in names if len(name.words) > 1 and name.words[1] != "-"}
    _part_generations(names, table)
    for name in names:
        if name.words[1:2] == ("-",) and len(name.words) == 3 and {name.words[0], name.words[2]} <= lasts:
            continue  # "the Oakley-Marn ticket" is of two people
        groups.setdefault(_key(name, table), []).append(name)
    clusters = [_group(group) for group in groups.values()]
    found = [one for one in clusters if one is not None]
    found = _join_people(
        doc, found, [group for group, one in zip(groups.values(), clusters, strict=True) if one is None]
    )
    found = _join_acronyms(doc, found, table)
    found = _join_short(found)
    found = [one for one in found if not _only_where(doc, one, table)]
    _take_particles(doc, found)
    for one in found:
        one.names.sort(key=lambda name: name.start)
        one.gender = _gender(one)
        one.settled = one.fullest
    return sorted(found, key=lambda one: one.names[0].start)


def _plain(parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(part for part in parts if part != "The")


def _key(name: Name, table: Words) -> tuple[str, ...]:
    """Names with the same key are the same name: "Dana J. Oakley Jr." and "Dana Oakley", "the U.S." and "America"."""
    text = name.text.removeprefix("The ")
    if text in table.place_same:
        return (table.place_same[text],)
    parts = [part.replace("’", "'") for part in _plain(name.words)]
    if parts and parts[-1] in table.suffixes:
        generation = parts.pop().rstrip(".")
        parts += [generation] if name.apart else []
    if len(parts) == 3 and len(parts[1].rstrip(".")) == 1 and parts[1][0].isupper():
        parts.pop(1)
    return tuple(parts)


def _part_generations(names: Sequence[Name], table: Words) -> None:
    """Tell "Dana Oakley Sr." from "Dana Oakley", where a text has both: they are two people.

    "Jr." alone tells nobody from anybody: most texts write it at the first mention only.
    """
    borne: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for name in names:
        last = name.words[-1]
        borne[_key(name, table)].add(last.rstrip(".") if last in table.suffixes else "")
    for name in names:
        others = borne[_key(name, table)] - {name.words[-1].rstrip(".")}
        elder = name.words[-1].rstrip(".") == "Sr"
        name.apart = elder and bool(others)


def _group(group: list[Name]) -> Cluster | None:
    """The mentions under one key: their evidence taken together. None where nothing speaks for any kind."""
    total = Name(0, 0, group[0].words)
    for name in group:
        for one, weight in name.scores.items():
            total.weigh(one, weight / (1 if weight >= 2 or weight < 0 else 1 + 0.2 * len(group)))
    kind = total.kind()
    if kind is None or total.scores[kind] < (0.9 if len(group[0].words) > 1 else 1.5):
        return None
    return Cluster(kind, list(group))


def _join_people(doc: Doc, clusters: list[Cluster], rest: list[list[Name]]) -> list[Cluster]:
    """Give surnames and first names to the people that the text has named in full, whatever their label says."""
    people = [one for one in clusters if one.kind == "person" and len(_key(one.fullest, words())) > 1]
    people = _join_described(_join_nicknames(people))
    kept = list(people)
    taken = {id(name) for person in people for name in person.names}
    index = _People(people)
    for one in clusters:
        if any(id(name) in taken for name in one.names):
            continue
        owners = _owners(doc, index, one)
        if any(_set_apart(doc, owner, one) for owner in owners):
            owners = []
        if all(_other_gender(owner, one.names) for owner in owners):
            kept.append(one)
            continue
        if (own := _namesake(doc, owners, one)) is not None:
            kept.append(own)
            gone = {id(name) for name in own.names}
            one.names = [name for name in one.names if id(name) not in gone]
        _give(doc, owners if own is None else [*owners, own], one.names)
        index.renamed(owners)
    for group in rest:
        if owners := _owners(doc, index, Cluster("person", group)):
            _give(doc, owners, group)
            index.renamed(owners)
    return kept


class _People:
    """People by the words of their full names, so that nobody need be compared with everybody."""

    def __init__(self, people: list[Cluster]) -> None:
        self.people = people
        self.place = {id(person): k for k, person in enumerate(people)}
        self.keys: list[tuple[str, ...]] = [()] * len(people)
        self.ends: dict[tuple[str, ...], set[int]] = defaultdict(set)  # and the same in small letters
        self.firsts: dict[str, dict[int, None]] = defaultdict(dict)
        self.renamed(people)

    def renamed(self, people: Iterable[Cluster]) -> None:
        """Look again at people who got more names. What the index has of their old names is checked when asked."""
        for person in people:
            k = self.place[id(person)]
            key = _key(person.fullest, words())
            if key == self.keys[k]:
                continue
            self.keys[k] = key
            if key:
                self.firsts[key[0]][k] = None
            for at in range(1, len(key)):
                self.ends[key[at:]].add(k)
                self.ends[tuple(part.lower() for part in key[at:])].add(k)

    def named(self, parts: tuple[str, ...], *, first: bool) -> list[int]:
        """Whose full name ends (with `first`, for a single word: or begins) with these words."""
        lowered = tuple(part.lower() if part.isupper() else part for part in parts)
        size = len(parts)
        found = self.ends.get(parts, set()) | self.ends.get(lowered, set())
        if first and size == 1:
            found |= self.firsts.get(parts[0], {}).keys()
        return [k for k in sorted(found) if self._fits(self.keys[k], parts, lowered, first=first and size == 1)]

    @staticmethod
    def _fits(full: tuple[str, ...], parts: tuple[str, ...], lowered: tuple[str, ...], *, first: bool) -> bool:
        end = full[-len(parts) :]
        ends = end == parts or tuple(part.lower() for part in end) == lowered
        return len(parts) < len(full) and (ends or (first and full[:1] == parts))


def _join_nicknames(people: list[Cluster]) -> list[Cluster]:
    """One person under "Bill" and "William" with the same surname."""
    seen: dict[tuple[str, str], Cluster] = {}
    kept: list[Cluster] = []
    for person in people:
        parts = _key(person.fullest, words())
        key = (NICKNAMES.get(parts[0], parts[0]), parts[-1])
        if key in seen:
            seen[key].names.extend(person.names)
        else:
            seen[key] = person
            kept.append(person)
    return kept


def _join_described(people: list[Cluster]) -> list[Cluster]:
    """ "Crooked Dana Oakley" is Dana Oakley: a word before a full name that is no first name is not part of it."""
    table = words()
    index = _People(people)
    full = dict(zip(index.keys, people, strict=True))
    ends = {parts[k:]: person for parts, person in full.items() for k in range(1, len(parts) - 1)}
    kept: list[Cluster] = []
    for number, person in enumerate(people):
        parts = index.keys[number]
        whole = full.get(parts[1:]) if len(parts) > 2 and parts[0] not in table.first else None
        if whole is not None and parts[1] in table.first:
            _drop_first(person, parts[0])
            whole.names.extend(person.names)
            index.renamed([person, whole])
        elif (one := _nicknamed(parts, index, table)) is not None and one is not person:
            one.names.extend(person.names)
            index.renamed([one])
        elif (one := _behind_place(parts, index, table)) is not None and one is not person:
            _drop_first(person, parts[0])
            one.names.extend(person.names)
            index.renamed([one])
        elif parts[0] not in table.first and (whole := ends.get(parts) or ends.get(_small(parts))) is not None:
            whole.names.extend(person.names)  # "Mr. Peña Nieto" after "Enrique Peña Nieto"
            index.renamed([whole])
        else:
            kept.append(person)
    return kept


def _drop_first(person: Cluster, word: str) -> None:
    """Take a word away from the names that begin with it and go on."""
    for name in person.names:
        if len(name.words) > 1 and name.words[0] == word:
            name.start, name.words = name.start + 1, name.words[1:]


def _behind_place(parts: tuple[str, ...], people: _People, table: Words) -> Cluster | None:
    """Whose surname stands behind a heading that is a place's name: "Norway Oakley fell ill", after "Dana Oakley"."""
    if len(parts) < 2 or parts[0] not in table.places or parts[0] in table.first:
        return None
    found = [k for k in people.named(parts[1:], first=False) if people.keys[k] != parts]
    return people.people[found[0]] if len(found) == 1 else None


def _small(parts: tuple[str, ...]) -> tuple[str, ...]:
    """A surname with its particle as inside a sentence: "De Oakley" may open one."""
    first = parts[0].lower()
    return (first, *parts[1:]) if first in PARTICLES else parts


def _nicknamed(parts: tuple[str, ...], people: _People, table: Words) -> Cluster | None:
    """Whose "Crooked Dana" or "Dana O" this is, where one person of the text has that first name."""
    if len(parts) != 2:
        return None
    first = parts[1] if parts[0] not in table.first and parts[1] in table.first else None
    if len(parts[1].rstrip(".")) == 1:
        first = parts[0]
    if first is None:
        return None
    keys = people.keys
    named = (k for k in people.firsts.get(first, ()) if keys[k][0] == first and len(keys[k]) > 1 and keys[k] != parts)
    whole = list(islice(named, 2))
    return people.people[whole[0]] if len(whole) == 1 else None


def _set_apart(doc: Doc, owner: Cluster, one: Cluster) -> bool:
    """Whether a surname alone stands beside its owner's full name, as somebody else's: "Oakley, a brother of Dana
    Oakley, sold the mill"."""
    starts = {name.start for name in owner.names if len(name.words) > 1}
    first = _key(owner.fullest, words())[0]
    for name in one.names:
        behind = [t.text for t in doc[name.end : name.end + 3]]
        if len(behind) == 3 and behind[0] in {"'s", "’s"} and behind[2] == first:
            return True  # "Oakley's daughter Dana" is not Dana Oakley's
        noun = apposed(doc, name.end)
        if noun is not None and any(token.i in starts for token in noun.subtree):
            return True
    return False


def _owners(doc: Doc, people: _People, one: Cluster) -> list[Cluster]:
    """The people whose full name ends (or, for a person's single name, begins) with these words."""
    parts = _plain(_key(one.fullest, words()))
    name = one.fullest
    if one.kind != "person" and name.scores.get(one.kind, 0) >= 3.5 and len(parts) > 1:
        return []
    table = words()
    strong = one.kind != "person" and (name.text in table.places or name.text in table.org_known)
    if strong and not any(n.title or (n.start and doc[n.start - 1].lower_ in PARTICLES) for n in one.names):
        # "Washington" beside "Dana Washington": the place, unless the text never uses it as one.
        return []
    ends = people.named(parts, first=False)
    if not ends and (one.kind == "person" or any(n.title for n in one.names)):
        # "Mr. Ban" after "Ban Ki-moon"; "Mr. Dana" is not Dana Oakley, nor a firm "Oakley" one "Oakley Dana"
        firsts = people.named(parts, first=True)
        ends = [k for k in firsts if not name.title or people.keys[k][0] not in table.first]
    return [people.people[k] for k in ends]


def _other_gender(owner: Cluster, bare: list[Name]) -> bool:
    """Whether the titles before a bare surname ("Mr.") say that it is not this person's."""
    genders = {name.gender for name in bare if name.title} - {"unknown"}
    return bool(genders) and _gender(owner) not in {*genders, "unknown"}


def _namesake(doc: Doc, owners: list[Cluster], one: Cluster) -> Cluster | None:
    """Somebody else of the same surname, never named in full: "Mr. Oakley" beside "Dana Oakley, his wife".

    The mentions with a title that fits nobody, by gender or by the office that nobody holds.
    """
    if one.kind != "person":
        return None
    genders = {_gender(owner) for owner in owners}
    other = [name for name in one.names if name.title and name.gender not in {"unknown", *genders}]
    if not other or "unknown" in genders:
        return None
    roles = owners[0].roles
    taken = {id(name) for name in other}
    office = [n for n in one.names if id(n) not in taken and n.title and _of_another(doc, n, roles)]
    return Cluster("person", [*other, *office])


def _give(doc: Doc, owners: list[Cluster], bare: list[Name]) -> None:
    """Give mentions of a surname alone to its owner.

    Two people of one surname: a title decides ("Mrs."); else the text means the same one throughout, as newspapers do,
    and says by its pronouns and by how often it names each in full who that is. Where that leaves it open, the mention
    is kept with both (`rivals`).
    """
    open_ones = _fitting(owners, bare)
    if not open_ones:
        return
    votes = [_vote(doc, name) for name in open_ones]
    tally = Counter(votes)
    counts = [tally[_gender(owner)] for owner in owners]
    order = sorted(range(len(owners)), key=lambda k: (-counts[k], owners[k].names[0].start))
    first, second = order[0], order[1]
    sure = (
        counts[first] >= 2 and counts[first] >= 3 * counts[second] and _introduced_first(owners[first], owners[second])
    )
    ballot, roles = _Ballot(owners[first]), dict.fromkeys(owners[first].roles)
    for name, vote in zip(open_ones, votes, strict=True):
        against = vote not in {"unknown", ballot.gender}
        if not sure or against or _of_another(doc, name, roles):
            name.rivals = tuple(owners[k].names[0].start for k in (first, second))
        owners[first].names.append(name)
        ballot.count(name)
        roles.update(dict.fromkeys(name.roles))


def _fitting(owners: list[Cluster], bare: list[Name]) -> list[Name]:
    """Give the mentions to their owner that only one has the gender for; those that are left."""
    ballots = [_Ballot(owner) for owner in owners]
    genders = Counter(ballot.gender for ballot in ballots)
    offices = _offices(owners[0])
    left = []
    for name in bare:
        if len(owners) == 1 and _other_office(name, offices):
            name.rivals = (owners[0].names[0].start,)  # "Secretary Oakley", where the text names only the president
        number = len(owners) if name.gender == "unknown" else genders[name.gender] + genders["unknown"]
        if number != 1 and len(owners) > 1:
            left.append(name)
            continue
        k = 0
        if len(owners) > 1:
            k = next(k for k, ballot in enumerate(ballots) if ballot.gender in {name.gender, "unknown"})
        owners[k].names.append(name)
        before = ballots[k].gender
        ballots[k].count(name)
        genders[before] -= 1
        genders[ballots[k].gender] += 1
    return left


class _Ballot:
    """The gender of a cluster, kept while it gets more names."""

    def __init__(self, one: Cluster) -> None:
        self.person = one.kind == "person"
        self.votes = Counter(name.gender for name in one.names)

    def count(self, name: Name) -> None:
        self.votes[name.gender] += 1

    @property
    def gender(self) -> Gender:
        female, male = self.votes["female"], self.votes["male"]
        if not self.person or not female + male:
            return "unknown"
        return "female" if female >= male else "male"


def _introduced_first(one: Cluster, other: Cluster) -> bool:
    """Whether the text names somebody in full before the other, or more often."""
    full = [sum(len(_plain(name.words)) > 1 for name in person.names) for person in (one, other)]
    return one.names[0].start <= other.names[0].start or full[0] > full[1]


REIGNS = frozenset({"administration", "administrations", "presidency", "era", "years", "cabinet", "white"})


def _of_another(doc: Doc, name: Name, roles: Iterable[str]) -> bool:
    """Whether a title or "the … administration" speaks of an office that the owner is not said to hold (`roles`)."""
    courtesy = words().titles.get(name.title)
    if name.title and courtesy is not None and courtesy.role and name.title not in " ".join(roles):
        return True
    after = doc[name.end].lower_ if name.end < len(doc) else ""
    return (after in REIGNS or after == "and") and "President" not in " ".join(roles)


def _offices(owner: Cluster) -> frozenset[str] | None:
    """The words of the offices that somebody is said to hold; None where nothing is said."""
    held = {word.lower().rstrip(".") for role in owner.roles for word in role.replace("-", " ").split()}
    titles = words().titles
    titled = any(name.title and name.title in titles and titles[name.title].role for name in owner.names)
    return frozenset(held) if titled or held & HIGH else None


HIGH = frozenset({"president", "secretary", "senator", "governor", "mayor"})
"""Offices whose bearer is not called by another one."""


def _other_office(name: Name, offices: frozenset[str] | None) -> bool:
    """Whether a title before a surname is an office that its owner (who holds `offices`) is not said to hold."""
    courtesy = words().titles.get(name.title)
    if not name.title or courtesy is None or not courtesy.role or offices is None:
        return False
    return name.title.lower().rstrip(".") not in offices


def _vote(doc: Doc, name: Name) -> Gender:
    """The gender of the first pronoun after a surname, before anybody else is named."""
    for token in doc[name.end : min(len(doc), name.end + 25)]:
        if token.lower_ in {"she", "her", "hers"}:
            return "female"
        if token.lower_ in {"he", "him", "his"}:
            return "male"
        if token.ent_type_ == "PERSON":
            break
    return "unknown"


def _gender(one: Cluster) -> Gender:
    """The gender that titles, role nouns and first names agree on; titles count before first names."""
    return _Ballot(one).gender


def _initials(parts: Iterable[str]) -> set[str]:
    """The acronyms that a name could have: with and without its small words."""
    plain = _plain(parts)
    return {
        "".join(p[0] for p in plain if p not in SMALL).upper(),
        "".join(p[0] for p in plain if p != "-").upper(),
        "".join(p[0] for p in plain if p not in SMALL and p not in {"U.S.", "National"}).upper(),
    }


def _join_acronyms(doc: Doc, clusters: list[Cluster], table: Words) -> list[Cluster]:
    """Join "NYPD" with the name whose acronym it is: by brackets, else by the letters."""
    by_start = {name.start: one for one in clusters for name in one.names}
    gone: set[int] = set()
    for one in clusters:
        if one.kind == "person":
            continue
        for name in list(one.names):
            if len(name.words) < 2 or name.end + 2 > len(doc) or doc[name.end].text != "(":
                continue
            inner = by_start.get(name.end + 1)
            if inner is None and name.end + 2 < len(doc) and doc[name.end + 1].lower_ == "the":
                inner = by_start.get(name.end + 2)
            if inner is not None and inner is not one and _acronym(inner.names[0].text):
                one.names.extend(inner.names)
                gone.add(id(inner))
    index = _Index(clusters, lambda one: _initials(one.words) if len(_plain(one.words)) > 1 else ())
    for short in clusters:
        text = short.names[0].text.removeprefix("The ")
        if id(short) in gone or not _acronym(text) or text in table.places or text in table.place_same:
            continue  # "US" is no "University of Sodra"
        full = [
            one
            for one in index.under([text.replace(".", "")])
            if one is not short and id(one) not in gone and one.kind != "person"
        ]
        if len(full) == 1:
            full[0].names.extend(short.names)
            index.changed(full[0])
            gone.add(id(short))
    return [one for one in clusters if id(one) not in gone]


Key = TypeVar("Key")


class _Index(Generic[Key]):
    """Clusters by keys of theirs, which may change while names come in."""

    def __init__(self, clusters: Sequence[Cluster], keys: Callable[[Cluster], Collection[Key]]) -> None:
        self.clusters = clusters
        self.place = {id(one): k for k, one in enumerate(clusters)}
        self.keys = keys
        self.now: dict[int, Collection[Key]] = {}
        self.by_key: dict[Key, set[int]] = defaultdict(set)
        for one in clusters:
            self.changed(one)

    def changed(self, one: Cluster) -> None:
        """Look again at a cluster that got more names."""
        k = self.place[id(one)]
        self.now[k] = self.keys(one)
        for key in self.now[k]:
            self.by_key[key].add(k)

    def under(self, keys: Iterable[Key]) -> list[Cluster]:
        """The clusters that have one of these keys, in their order."""
        found = {k for key in keys for k in self.by_key.get(key, ()) if key in self.now[k]}
        return [self.clusters[k] for k in sorted(found)]


def _only_where(doc: Doc, one: Cluster, table: Words) -> bool:
    """Whether a site is only named as the place where others speak: "on Instagram"."""
    if one.fullest.text not in table.platforms:
        return False
    heads = [doc[name.end - 1] for name in one.names]
    return all(t.dep_ in {"compound", "nmod"} or (t.dep_ == "pobj" and t.head.lower_ in {"on", "via"}) for t in heads)


def _take_particles(doc: Doc, clusters: list[Cluster]) -> None:
    """ "Blasio" after "Bill de Blasio" takes in the "de" before it."""
    for one in clusters:
        if one.kind != "person" or not any(word in PARTICLES for word in one.words):
            continue
        for name in one.names:
            while (
                name.start > 0 and doc[name.start - 1].lower_ in PARTICLES and doc[name.start - 1].lower_ in one.words
            ):
                name.start -= 1
                name.words = (doc[name.start].text, *name.words)


def _acronym(text: str) -> bool:
    letters = text.replace(".", "").replace("&", "")
    return letters.isupper() and letters.isalpha() and 2 <= len(letters) <= 8


def _join_short(clusters: list[Cluster]) -> list[Cluster]:
    """Join "the Gazette" with "The Calder Gazette", "Justice Department" with "Department of Justice"."""
    organisations = [one for one in clusters if one.kind == "organisation"]
    gone: set[int] = set()
    index = _Index(organisations, lambda one: _short_forms(_plain(one.words)))
    for short in sorted(organisations, key=lambda one: len(_plain(one.words))):
        parts = _plain(short.words)
        longer = [one for one in index.under([parts]) if one is not short and id(one) not in gone]
        longer = [one for one in longer if _shortens(parts, one)]
        if len(longer) > 1:  # the one named last before
            before = [one for one in longer if min(n.start for n in one.names) < short.names[0].start]
            longer = before if len(before) == 1 else []
        if len(longer) == 1:
            longer[0].names.extend(short.names)
            index.changed(longer[0])
            gone.add(id(short))
    return [one for one in clusters if id(one) not in gone]


def _short_forms(full: tuple[str, ...]) -> set[tuple[str, ...]]:
    """The short forms that `_shortens` may take for a name's: its beginnings and ends, "Justice Department"."""
    found = {part for at in range(1, len(full)) for part in (full[at:], full[:at])}
    if "of" in full:
        k = full.index("of")
        found |= {(word, full[k - 1]) for word in [part for part in full[k + 1 :] if part != "the"][:1]}
    return found


def _shortens(parts: tuple[str, ...], one: Cluster) -> bool:
    """Whether the words are a short form of the cluster's full name."""
    full = _plain(one.words)
    if len(parts) >= len(full):
        return False
    table = words()
    if len(parts) == 1 and parts[0] in table.org_known and parts[0] not in table.papers:
        return False
    if full[-len(parts) :] == parts:
        head = parts[0] in table.org_heads or parts[0] in table.papers
        whole = len(parts) > 1 and not _complete(full[: -len(parts)], parts, table)
        return whole or (len(parts) == 1 and head and any(name.the for name in one.names))
    if len(parts) == 2 and parts[1] in table.org_heads and "of" in full:
        k = full.index("of")
        rest = tuple(p for p in full[k + 1 :] if p != "the")
        if full[k - 1] == parts[1] and parts[0] in rest[:1]:
            return True
    if " ".join(parts) in table.org_known and full[len(parts)] not in table.org_heads:
        return False  # "the White House Reporters" are another body
    return full[: len(parts)] == parts and (
        (len(parts) > 1 and (len(full) == len(parts) + 1 or full[len(parts)] in {"for", "of", "on"}))
        or full[1] in {"News", "Inc.", "Inc", "Corp.", "Co.", "Corp"}
    )


WHOLE = frozenset({"University", "College", "Bank", "Institute", "Church"})
"""A name that begins so is whole: "the Royal Bank of Calder" is not the Bank of Calder."""


def _complete(before: tuple[str, ...], parts: tuple[str, ...], table: Words) -> bool:
    """Whether the words at the end of a longer name, of which `before` is the rest, are another's whole name: one of
    two that are joined by "and", one of those known ("the Oakley White House"), "University of …"."""
    if before[-1] in {"and", "&"} or (parts[0] in WHOLE and parts[1] == "of"):
        return True
    return " ".join(parts) in table.org_known and join(before) not in table.places
