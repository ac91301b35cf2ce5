"""Definite descriptions: "the department", "the mayor", "a spokeswoman for the agency"."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from onrecord.subjects.words import Words, words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from spacy.tokens import Token

    from onrecord.subjects.clusters import Cluster

OFFICES = {
    "sen.": ("senator", "lawmaker"), "sen": ("senator", "lawmaker"), "senator": ("lawmaker",),
    "rep.": ("representative", "congressman", "congresswoman", "lawmaker"),
    "rep": ("representative", "congressman", "congresswoman", "lawmaker"),
    "congressman": ("lawmaker", "representative"), "congresswoman": ("lawmaker", "representative"),
    "gov.": ("governor",), "gov": ("governor",), "sgt.": ("sergeant",), "lt.": ("lieutenant",), "capt.": ("captain",),
    "col.": ("colonel",), "gen.": ("general",), "adm.": ("admiral",), "prof.": ("professor",), "dr.": ("doctor",),
    "det.": ("detective",), "prime": ("premier",), "rev.": ("reverend", "pastor"),
}  # fmt: skip
"""What else the bearer of a title may be called."""

OWN = frozenset(
    [
        "association",
        "society",
        "federation",
        "union",
        "league",
        "alliance",
        "coalition",
        "movement",
        "guild",
        "center",
        "centre",
        "forum",
        "club",
        "conference",
        "campaign",
        "university",
        "college",
        "school",
        "academy",
        "institute",
        "foundation",
        "fund",
        "trust",
        "charity",
        "commission",
        "committee",
        "subcommittee",
        "council",
        "board",
        "panel",
        "caucus",
        "tribunal",
        "senate",
        "house",
        "parliament",
        "assembly",
        "legislature",
        "cabinet",
        "army",
        "navy",
        "guard",
        "corps",
        "museum",
        "theater",
        "theatre",
        "library",
        "church",
        "diocese",
        "archdiocese",
        "synagogue",
        "mosque",
        "hospital",
        "clinic",
        "bureau",
        "ministry",
        "department",
        "service",
        "authority",
        "administration",
        "office",
        "network",
        "orchestra",
        "opera",
        "symphony",
        "gallery",
    ]
)
"""Nouns that mean an organisation only if they are part of its name."""

LOOSE = frozenset(
    [
        "company",
        "firm",
        "group",
        "organization",
        "organisation",
        "network",
        "paper",
        "newspaper",
        "union",
        "bank",
        "chain",
        "maker",
        "business",
        "team",
        "nonprofit",
        "charity",
        "outlet",
        "site",
        "website",
        "magazine",
        "station",
    ]
)
"""Nouns for an organisation that fit so many that only one named shortly before can be meant."""

NOT_ITS = frozenset(
    [
        "nominee",
        "candidate",
        "senator",
        "congressman",
        "congresswoman",
        "governor",
        "mayor",
        "supporter",
        "critic",
        "opponent",
        "donor",
        "voter",
        "rival",
        "ally",
        "surrogate",
        "lawmaker",
        "legislator",
        "delegate",
        "contender",
        "challenger",
        "incumbent",
        "frontrunner",
        "front-runner",
        "victim",
        "suspect",
        "defendant",
        "resident",
        "customer",
        "patient",
        "passenger",
        "neighbor",
        "friend",
        "fan",
        "star",
        "hero",
        "legend",
        "winner",
        "loser",
    ]
)
"""People who do not speak for an organisation that stands before them: "the party's nominee"."""

PLAIN = frozenset(["same", "own", "entire", "whole", "very", "then", "young", "old", "elderly", "new"])
"""Modifiers that pick nobody out."""


def called(one: Cluster) -> frozenset[str]:
    """The lower-case nouns by which a text may speak of an organisation once it is named."""
    table = words()
    found: set[str] = set(one.roles)
    for name in one.names:
        bare = name.text.removeprefix("The ")
        found.update(table.org_known.get(name.text, ()) or table.org_known.get(bare, ()))
        for k, word in enumerate(name.words):
            last = k == len(name.words) - 1 or name.words[k + 1] in {"of", "for", "on"}
            if last and word in table.org_heads:
                found.update(table.org_heads[word])
                found.add(word.lower())
    own = {word.lower() for name in one.names for word in name.words}
    police = "police" in own or any(name.text in {"NYPD", "LAPD"} for name in one.names)
    return frozenset(w for w in found if w not in OWN or w in own or (police and w == "department"))


def held(one: Cluster) -> frozenset[str]:
    """The lower-case words of the roles that a person holds, with what their titles may be called."""
    found: set[str] = set()
    for role in one.roles:
        for word in role.lower().replace(",", " ").split():
            found.add(word)
            found.update(OFFICES.get(word, ()))
    for name in one.names:
        if name.title:
            found.add(name.title.lower())
            found.update(OFFICES.get(name.title.lower(), ()))
    return frozenset(found)


def heads(one: Cluster) -> frozenset[str]:
    """The nouns among a person's roles that the person can be called by ("mayor", not "city")."""
    table = words()
    return frozenset(word for word in held(one) if word in table.roles)


def modifiers(noun: Token) -> list[Token]:
    """The words before a noun that belong to it, without articles."""
    return [t for t in noun.lefts if t.dep_ in {"compound", "amod", "nmod", "poss", "nummod"} and t.lower_ not in PLAIN]


def definite(noun: Token) -> bool:
    """Whether a singular noun stands with "the" and nothing after it picks out another one than the text has named."""
    if not any(t.lower_ == "the" and t.dep_ == "det" for t in noun.lefts):
        return False
    for child in noun.rights:
        if (
            child.dep_ == "prep"
            and child.lower_ in {"of", "for", "in", "at", "on", "from", "with"}
            and child.i == noun.i + 1
        ):
            return False
        if child.dep_ in {"relcl", "acl"} and noun.i + 1 < len(noun.doc) and noun.nbor().text not in {",", "—", "–"}:
            return False
        if child.dep_ == "appos":
            return False
    return True


Choice: TypeAlias = "Callable[[Collection[int]], Iterable[int]]"
"""Of subjects that a noun fits, in their order, those that may be meant."""


class Directory:
    """The subjects of a text by the nouns that they can be called by."""

    def __init__(self, clusters: Sequence[Cluster]) -> None:
        self.clusters = clusters
        self.called: dict[str, dict[int, None]] = {}  # noun → organisations
        self.roles: list[frozenset[str]] = []
        self.bearers: dict[str, dict[int, None]] = {}  # noun → people
        self.words: list[frozenset[str]] = []  # in small letters, of all names of each
        self.places: set[str] = set()
        self.served: dict[str, dict[int, None]] = {}
        for k, one in enumerate(clusters):
            self.words.append(frozenset(word.lower() for name in one.names for word in name.words))
            self.roles.append(heads(one) | held(one))
            if one.kind == "organisation":
                for noun in called(one):
                    self.called.setdefault(noun, {})[k] = None
            elif one.kind == "person":
                for noun in self.roles[k]:
                    self.bearers.setdefault(noun, {})[k] = None
            else:
                self.places.update(word for name in one.names for word in name.words)

    def organisations(self, noun: Token, recent: Choice) -> list[int]:
        """The organisations that a description may mean, by its noun and every modifier."""
        table = words()
        before = modifiers(noun)
        parts = [t for t in before if t.dep_ != "poss"]
        phrase = " ".join([t.lower_ for t in parts] + [noun.lower_])
        if phrase in table.services:
            return list(recent(self._serving(phrase, table)))
        if len(parts) < len(before):
            return []
        return [k for k in recent(self.called.get(noun.lower_, {})) if all(t.lower_ in self.words[k] for t in parts)]

    def _serving(self, phrase: str, table: Words) -> dict[int, None]:
        """The organisations whose names end as those do that a service is called by."""
        if phrase not in self.served:
            ends = tuple(table.services[phrase])
            self.served[phrase] = {
                k: None
                for k, one in enumerate(self.clusters)
                if one.kind == "organisation" and any(name.text.endswith(ends) for name in one.names)
            }
        return self.served[phrase]

    def people(self, noun: Token, recent: Choice) -> list[int]:
        """The people that a description may mean, by its noun and every modifier."""
        gender = words().roles[noun.lower_].gender if noun.lower_ in words().roles else "unknown"
        before = modifiers(noun)
        parts = [t for t in before if t.dep_ != "poss"]
        if len(parts) < len(before):
            return []
        from_place = bool(parts) and all(t.text in self.places for t in parts)
        found = []
        for k in recent(self.bearers.get(noun.lower_, {})):
            one, roles = self.clusters[k], self.roles[k]
            if gender != "unknown" and one.gender not in {gender, "unknown"}:
                continue
            if noun.lower_ == "president" and not parts and "vice" in roles:
                continue
            if from_place or all(t.lower_ in roles or t.text in one.words for t in parts):
                found.append(k)
        return found if not from_place or len(found) == 1 else []


def speaks(noun: Token, table: Words | None = None) -> bool:
    """Whether a noun is somebody who speaks for an organisation."""
    role = (table or words()).roles.get(noun.lower_)
    return role is not None and role.speaks
