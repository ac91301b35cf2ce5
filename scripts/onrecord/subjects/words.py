"""The word tables that names are read with: first names, titles, roles, organisations, places."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from onrecord import lexicon
from onrecord.model import SubjectKind

Gender = Literal["female", "male", "unknown"]


class FirstNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of `first_names.yml`; the section says the gender."""

    names: tuple[str, ...]
    example: str


class Title(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of `titles.yml`. `role`: the title says what somebody is; `speaks`: for an organisation."""

    words: tuple[str, ...]
    example: str
    gender: Gender = "unknown"
    role: bool = False
    speaks: bool = False


class Organisation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of `organisations.yml`: head nouns or whole names, and the words that the text goes on with."""

    example: str
    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    of: tuple[str, ...] = ()


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of `places.yml`: names, or nouns that end or start a name."""

    example: str
    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


class NotName(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of `not_names.yml`: capitalised words that name no person, organisation or place."""

    words: tuple[str, ...]
    example: str


class Words(msgspec.Struct, frozen=True):
    """All tables, turned for looking up one word."""

    first: dict[str, Gender]
    surnames: frozenset[str]
    titles: dict[str, Title]
    title_parts: frozenset[str]
    roles: dict[str, Title]
    suffixes: frozenset[str]
    org_heads: dict[str, tuple[str, ...]]
    org_known: dict[str, tuple[str, ...]]
    org_nouns: frozenset[str]
    services: dict[str, tuple[str, ...]]
    papers: frozenset[str]
    platforms: frozenset[str]
    places: frozenset[str]
    place_same: dict[str, str]
    place_heads: frozenset[str]
    place_starts: frozenset[str]
    place_nouns: frozenset[str]
    abbreviations: frozenset[str]
    peoples: frozenset[str]
    calendar: frozenset[str]
    things: frozenset[str]
    folk: frozenset[str]
    endings: frozenset[str]
    teams: frozenset[str]
    relations: frozenset[str]


@cache
def words() -> Words:
    """Load the tables once a process."""
    first = lexicon.table("first_names", FirstNames)
    titles = lexicon.table("titles", Title)
    organisations = lexicon.table("organisations", Organisation)
    places = lexicon.table("places", Place)
    others = lexicon.table("not_names", NotName)
    genders: dict[str, Gender] = {"female": "female", "male": "male", "either": "unknown"}
    first_names: dict[str, Gender] = {}
    for section, gender in genders.items():
        for names in first[section]:
            for name in names.names:
                first_names[name] = gender if name not in first_names else "unknown"
    same = {name: row.names[0] for row in places["same"] for name in row.names}
    return Words(
        first=first_names,
        surnames=frozenset(name for row in first["surnames"] for name in row.names),
        titles={word: title for title in titles["titles"] for word in title.words},
        title_parts=frozenset(word for row in titles["parts"] for word in row.words),
        roles={word: role for role in titles["roles"] for word in role.words},
        suffixes=frozenset(word for row in titles["suffixes"] for word in row.words),
        org_heads={word: row.called for row in organisations["heads"] for word in row.words},
        org_known={name: row.called for row in organisations["known"] for name in row.names},
        org_nouns=frozenset(word for row in organisations["nouns"] for word in row.words),
        services={word: row.of for row in organisations["services"] for word in row.words},
        papers=frozenset(word for row in organisations["papers"] for word in row.words),
        platforms=frozenset(name for row in organisations["platforms"] for name in row.names),
        places=frozenset(
            [n for part in ("countries", "states", "cities", "regions") for row in places[part] for n in row.names]
            + list(same)
        ),
        place_same=same,
        place_heads=frozenset(word for row in places["heads"] for word in row.words),
        place_starts=frozenset(word for row in places["starts"] for word in row.words),
        place_nouns=frozenset(word for row in places["nouns"] for word in row.words),
        abbreviations=frozenset(name for row in places["abbreviations"] for name in row.names),
        peoples=frozenset(word for row in others["peoples"] for word in row.words),
        calendar=frozenset(word for row in others["calendar"] for word in row.words),
        things=frozenset(word for row in others["things"] for word in row.words),
        folk=frozenset(word for row in others["folk"] for word in row.words),
        endings=frozenset(word for row in others["endings"] for word in row.words),
        teams=frozenset(word for row in others["teams"] for word in row.words),
        relations=frozenset(word for row in others["relations"] for word in row.words),
    )


KINDS: tuple[SubjectKind, ...] = ("person", "organisation", "place")
