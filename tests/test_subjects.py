# ruff: noqa: E501  # a case is one line
"""People, organisations and places of a text, and who a mention means."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import language, lexicon, subjects
from onrecord.model import Attribution, Source, Span
from onrecord.subjects.words import FirstNames, NotName, Organisation, Place, Title
from onrecord.text import layout


@cache
def cast_of(text: str) -> subjects.Cast:
    paragraphs = layout(text).paragraphs
    return subjects.resolve(language.parse(text, paragraphs), paragraphs)


def span(text: str, words: str, nth: int = 1) -> Span:
    """The nth place where the words stand."""
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def found(text: str) -> list[str]:
    return [f"{one.kind}: {one.name}" for one in cast_of(text).subjects]


NAMES = [
    # people: titles, roles, appositions, ages
    ("Mayor Lena Harbeck opened the bridge.", ["person: Lena Harbeck"]),
    ("The sculptor Tomas Wrenfield moved to Oslo.", ["person: Tomas Wrenfield", "place: Oslo"]),
    ("Okorie Balten, the owner of Larch Foods, left.", ["person: Okorie Balten", "organisation: Larch Foods"]),
    ("Wendell Pryce-Jones, 41, said he was glad.", ["person: Wendell Pryce-Jones"]),
    ("Ludwig van der Molen said he was glad.", ["person: Ludwig van der Molen"]),
    ("Dana J. Oakley voted. Dana Oakley then left.", ["person: Dana J. Oakley"]),
    ("Secretary of State Joan Abelard flew to Lima.", ["person: Joan Abelard", "place: Lima"]),
    ("Dana King spoke. Ms. King left.", ["person: Dana King"]),
    ("Enrique Vega Nieto left. Mr. Vega Nieto won. Mr. Vega Nieto rose.", ["person: Enrique Vega Nieto"]),
    ("Tak Min-ho, the secretary of Larch Foods, spoke. Mr. Tak left.", ["person: Tak Min-ho", "organisation: Larch Foods"]),
    ("Michelle Balten, the first lady, spoke. Mr. Balten said he was glad.", ["person: Michelle Balten", "person: Balten"]),
    # organisations: head nouns, acronyms, prepositions inside
    ("The Calder Police Department (CPD) closed the road. The CPD gave no reason.", ["organisation: Calder Police Department"]),
    ("He founded Sailors in the Storm, a group that trains crews.", ["organisation: Sailors in the Storm"]),
    ("The Institute for Tidal Studies closed.", ["organisation: Institute for Tidal Studies"]),
    ("The Calder Gazette printed it. The Gazette later took it back.", ["organisation: The Calder Gazette"]),
    ("The Department of Fisheries sued. The Fisheries Department won.", ["organisation: Department of Fisheries"]),
    # places
    ("The storm hit Dunmore County and reached Nebraska.", ["place: Dunmore County", "place: Nebraska"]),
    ("He drove from the United States to Peru. The U.S. kept the car.", ["place: United States", "place: Peru"]),
    ("US Wheat Agency chief Dana Oakley spoke. The World Wheat Agency did not.", ["organisation: US Wheat Agency", "person: Dana Oakley", "organisation: World Wheat Agency"]),
    ("The Oslo Otters won in Lima.", ["organisation: Oslo Otters", "place: Lima"]),
    ("The North Calder RNC met in Lima.", ["organisation: North Calder RNC", "place: Lima"]),
    ("He fled Marn’s Norway in 2011.", ["place: Norway"]),
    ("Dana Oakley met Bo Marn. The Oakley-Marn ticket won.", ["person: Dana Oakley", "person: Bo Marn"]),
    ("They wore hats that said Make Peru Great Again.", []),
    ("He served in World War II.", []),
    ("The Dunmore County Sheriff’s Department shut the road.", ["organisation: Dunmore County Sheriff’s Department"]),
    ("Anna and Paul Oakley left. Anna Kern came later.", ["person: Anna Oakley", "person: Paul Oakley", "person: Anna Kern"]),
    ("The Oslo People’s Liberation Front left Lima.", ["organisation: Oslo People’s Liberation Front", "place: Lima"]),
    ("The Dana K. Oakley Institute for Tidal Studies closed.", ["organisation: Dana K. Oakley Institute for Tidal Studies"]),
    ("President Dana al-Oakley left.", ["person: Dana al-Oakley"]),
    ("St. Dana’s Episcopal Church burned in Lima.", ["organisation: St. Dana’s Episcopal Church", "place: Lima"]),
    ("Will Oakley win? Dana Oakley left.", ["person: Dana Oakley"]),
    ("New Yorkers voted.", []),
    ("She got a K-1 visa.", []),
    ("The Vermonters left.", []),
    ("Oslo Harbor Committeeman Bo Marn left.", ["place: Oslo Harbor", "person: Bo Marn"]),
    ("Team Oakley flew to Lima with Dana Oakley.", ["place: Lima", "person: Dana Oakley"]),
    # no subjects: days, peoples, laws, headlines
    ("The Norwegians voted on Tuesday.", []),
    ("The Clean Harbors Act passed in May.", []),
    ("She wrote it on Instagram.", []),
    # whole names, and parts of longer ones that are another's
    ("Larch Airways and Calder Airways left Lima. Calder Airways sued.", ["organisation: Larch Airways", "organisation: Calder Airways", "place: Lima"]),
    ("The University of Lima closed. The Norwegian University of Lima did not.", ["organisation: University of Lima", "organisation: Norwegian University of Lima"]),
    ("The White House said no. The White House Reporters Group left.", ["organisation: White House", "organisation: White House Reporters Group"]),
    ("Leila de Oakley left. De Oakley said she was glad.", ["person: Leila de Oakley"]),
    ("Marn Jong Ki sued. Marn, a half-brother of Marn Jong Ki, left.", ["person: Marn Jong Ki", "person: Marn"]),
    ("Minister for Finance and Trade Dana Oakley left.", ["person: Dana Oakley"]),
    ("Irishwoman Dana Oakley left.", ["person: Dana Oakley"]),
    ("She met Counsel Dana Oakley.", ["person: Dana Oakley"]),
    ("President Dana Oakley The flood reached Lima.", ["person: Dana Oakley", "place: Lima"]),
    ("Ching Lu Oakley, a miller, left.", ["person: Ching Lu Oakley"]),
    ("Dana Oakley left. Norway Oakley fell ill in May.", ["person: Dana Oakley"]),
    ("Dana Oakley-Reed left. Norway Oakley-Reed fell ill. Oakley-Reed is weak.", ["person: Dana Oakley-Reed"]),
    ("Det Supt Katie Oakley left.", ["person: Katie Oakley"]),
    ("The University of Sodra closed. The US sent a letter.", ["organisation: University of Sodra", "place: US"]),
    ("Envoy for Trade, Water and Transport Dana Oakley left.", ["person: Dana Oakley"]),
    ("The ambassador to Norway Marn Dunmore left Lima.", ["place: Norway", "person: Marn Dunmore", "place: Lima"]),
    ("It asked the question, Does Oakley know? Dana Oakley left.", ["person: Dana Oakley"]),
    ("The Harbor Unit of Tidal Studies said no.", ["organisation: Harbor Unit of Tidal Studies"]),
    ("Calder.- Dana Oakley, a miller, left.", ["person: Dana Oakley"]),
    ("The Mill and Bridge Initiative left Lima.", ["organisation: Mill and Bridge Initiative", "place: Lima"]),
    ("Dana Oakley left. Oakley's daughter Dana said that Oakley was ill.", ["person: Dana Oakley", "person: Oakley"]),
    ("The Calder Observatory for Human Rights left Lima.", ["organisation: Calder Observatory for Human Rights", "place: Lima"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NAMES, ids=[text for text, _ in NAMES])
def test_names(text: str, expected: list[str]) -> None:
    assert found(text) == expected


ROLES = [
    (
        "Dana Oakley, a former adviser to President Bo Marn, left.",
        "Dana Oakley",
        ("former adviser to President Bo Marn",),
    ),
    ("She beat rival Dana Oakley in 2011.", "Dana Oakley", ()),
    ("Republican Dana Oakley left.", "Dana Oakley", ()),
    ("Dana Oakley, the leader of the anti-harbour party, left.", "Dana Oakley", ("leader of the anti-harbour party",)),
    ("Dana Oakley, then a senior clerk, left.", "Dana Oakley", ("then senior clerk",)),
    ("They met Oakley & Sen. Bo Marn at noon.", "Bo Marn", ("Sen.",)),
]


@pytest.mark.parametrize(("text", "name", "roles"), ROLES, ids=[text for text, _, _ in ROLES])
def test_roles(text: str, name: str, roles: tuple[str, ...]) -> None:
    assert next(one.roles for one in cast_of(text).subjects if one.name == name) == roles


MENTIONS = [
    # (text, mention, which one, name, sure)
    ("Lena Harbeck spoke. “It is done,” she said.", "she", 1, "Lena Harbeck", True),
    ("Lena Harbeck spoke. Harbeck then left.", "Harbeck", 2, "Lena Harbeck", True),
    ("Lena Harbeck met Ruth Olander. Olander left when she was told.", "she", 1, "Ruth Olander", True),
    ("Mark Tolliver and Paul Deering met in May. He left early.", "He", 1, "He", False),
    ("Mark Tolliver praised him.", "him", 1, "him", False),
    ("In her speech, Lena Harbeck thanked Joan Reed.", "her", 1, "Lena Harbeck", True),
    ("Mayor Lena Harbeck opened the bridge. The mayor then left.", "The mayor", 1, "Lena Harbeck", True),
    ("The Calder Police Department closed the road. The department gave no reason.", "The department", 1, "Calder Police Department", True),
    ("The Calder Police Department closed the road. The agency gave no reason.", "The agency", 1, "Calder Police Department", True),
    ("The Calder Police Department closed the road. A spokeswoman for the department said why.", "A spokeswoman for the department", 1, "Calder Police Department spokeswoman", True),
    ("A Calder Police Department official said why.", "A Calder Police Department official", 1, "Calder Police Department official", True),
    ("A spokesman for Larch Foods said no. The representative gave no reason.", "The representative", 1, "Larch Foods representative", True),
    ("An officer fell. Two officers ran. The officer said nothing.", "The officer", 1, "the officer", False),
    ("A senior official said no.", "A senior official", 1, "A senior official", True),
    ("Two people familiar with the matter said no.", "Two people familiar with the matter", 1, "Two people familiar with the matter", True),
    ("Mrs. Reed came with Paul Reed and Joan Reed. Mrs. Reed spoke.", "Mrs. Reed", 2, "Joan Reed", True),
]  # fmt: skip


@pytest.mark.parametrize(("text", "mention", "nth", "name", "sure"), MENTIONS)
def test_who(text: str, mention: str, nth: int, name: str, sure: bool) -> None:
    who = cast_of(text).who([span(text, mention, nth)])
    assert (who.name, who.sure) == (name, sure)


def test_a_spokesperson_is_a_role_of_the_organisation() -> None:
    text = "A spokeswoman for Larch Foods said no."
    cast = cast_of(text)
    who = cast.who([span(text, "A spokeswoman for Larch Foods")])
    assert who.role == "spokeswoman"
    assert who.subject is not None
    assert cast.subjects[who.subject].name == "Larch Foods"


def test_the_first_person_is_the_speaker() -> None:
    text = "“I sold my mill,” Lena Harbeck said."
    paragraphs = layout(text).paragraphs
    said = Attribution(
        "direct",
        (span(text, "“I sold my mill,”"),),
        (span(text, "I sold my mill,"),),
        source=(span(text, "Lena Harbeck"),),
    )
    cast = subjects.resolve(language.parse(text, paragraphs), paragraphs, [said])
    assert cast.who([span(text, "my")]).name == "Lena Harbeck"


def test_nobody_is_not_sure() -> None:
    who = cast_of("It rained.").who([])
    assert not who.sure
    assert who.subject is None


def test_names_outside_the_paragraphs_are_not_read() -> None:
    text = "Lena Harbeck left.\n\nTags Paul Deering"
    first = layout(text).paragraphs[0]
    cast = subjects.resolve(language.parse(text, [first]), [first])
    assert [one.name for one in cast.subjects] == ["Lena Harbeck"]


# ----------------------------------------------------------------------------------------------------------- tables

GENDERS = {"female": "female", "male": "male", "either": "unknown", "surnames": "unknown"}


@pytest.mark.parametrize(
    ("section", "row"),
    [(section, row) for section, rows in lexicon.table("first_names", FirstNames).items() for row in rows],
)
def test_first_names(section: str, row: FirstNames) -> None:
    person = next(one for one in cast_of(row.example).subjects if one.kind == "person")
    assert person.name.split()[0] in row.names
    assert person.gender == GENDERS[section]


@pytest.mark.parametrize("row", [row for rows in lexicon.table("titles", Title).values() for row in rows])
def test_titles_make_people(row: Title) -> None:
    kinds = {one.kind for one in cast_of(row.example).subjects}
    assert kinds == ({"organisation"} if row.speaks else {"person"})


@pytest.mark.parametrize(
    ("section", "row"),
    [(section, row) for section, rows in lexicon.table("organisations", Organisation).items() for row in rows],
)
def test_organisations(section: str, row: Organisation) -> None:
    kinds = [one.kind for one in cast_of(row.example).subjects]
    assert kinds == (["person"] if section == "platforms" else ["organisation"])


@pytest.mark.parametrize("row", [row for rows in lexicon.table("places", Place).values() for row in rows])
def test_places(row: Place) -> None:
    assert [one.kind for one in cast_of(row.example).subjects] == ["place"]


@pytest.mark.parametrize("row", [row for rows in lexicon.table("not_names", NotName).values() for row in rows])
def test_what_names_nobody(row: NotName) -> None:
    assert not cast_of(row.example).subjects


# ---------------------------------------------------------------------------------------------------------- any text

SENTENCES = (
    "Lena Harbeck, the mayor of Dunmore, sold the mill in 2011.",
    "“I did not,” she said.",
    "The Calder Police Department (CPD) arrested Paul Deering on Monday.",
    "A spokesman for the department said he was released.",
    'Deering’s lawyer denied it "all" the time.',
    "“““ ”Ä ‘x’ — (and so on",
    "WASHINGTON - The U.S. left.",
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6), st.sampled_from([" ", "\n\n"]))
def test_spans_lie_in_the_text(sentences: list[str], glue: str) -> None:
    text = glue.join(sentences)
    cast = cast_of(text)
    for one in cast.subjects:
        assert one.mentions == tuple(sorted(set(one.mentions)))
        for mention in one.mentions:
            assert 0 <= mention.start < mention.end <= len(text)
            assert cast.who([mention]).subject is not None or cast.who([mention]).candidates
    assert cast_of.__wrapped__(text).subjects == cast.subjects


def test_hostile_text_does_not_hang() -> None:
    text = "“" * 3000 + " Ab" * 3000
    paragraphs = [Span(0, len(text))]
    doc = language.model().make_doc(text)
    doc[0].is_sent_start = True
    for token in doc[1:]:
        token.is_sent_start = False
    subjects.resolve(doc, paragraphs)


# -------------------------------------------------------------------------------------------------- the real article


@pytest.fixture
def article(shared: Path) -> tuple[Source, dict[str, Any]]:
    folder = shared / "articles" / "the-hill-2020-08-19"
    text = (folder / "article.txt").read_text("utf-8")
    expected = yaml.safe_load((folder / "expected.yml").read_text("utf-8"))
    lines = layout(text)
    from onrecord.model import Metadata

    meta = Metadata(slug="x", title="x", publisher="The Hill")
    return Source(meta, text, lines.paragraphs, lines.furniture, lines.headings), expected


def test_real_article(article: tuple[Source, dict[str, Any]]) -> None:
    """All people, organisations and places that an editor names, and no other person or place."""
    source, expected = article
    prose = tuple(p for p in source.paragraphs if p not in source.headings)
    cast = subjects.resolve(language.parse(source.text, source.paragraphs), prose)
    names = {
        kind: {one.name for one in cast.subjects if one.kind == kind} for kind in ("person", "organisation", "place")
    }
    assert names["person"] == {row["name"] for row in expected["people"]}
    assert names["place"] == set(expected["places"])
    organisations = {row["name"] for row in expected["organisations"]}
    assert organisations <= names["organisation"]
    roles = str(expected["people"])
    assert all(name in roles for name in names["organisation"] - organisations)


def test_a_mark_that_can_only_close_opens_nothing() -> None:
    """The quotation began in the paragraph before, as in texts whose paragraphs were lost."""
    text = 'We slept well," Dana Oakley said. Bo Marn left.'
    doc, cast = language.parse(text, [Span(0, len(text))]), cast_of(text)
    assert " ".join(token.text for token in doc if cast.quoted(token.i)) == "We slept well ,"


def test_a_mark_glued_to_what_follows_closes() -> None:
    text = 'She said they were "gifts".- Bo Marn sells mills. He said "no".'
    doc, cast = language.parse(text, [Span(0, len(text))]), cast_of(text)
    assert not any(cast.quoted(token.i) for token in doc if token.text in {"Marn", "sells", "mills"})


def test_what_stands_between_two_quotations_is_the_publishers() -> None:
    """A second mark without its opening one makes nobody's words of what the publisher says before it."""
    text = '"We slept," Dana Oakley said. She sold it. So we left," she said.'
    doc, cast = language.parse(text, [Span(0, len(text))]), cast_of(text)
    assert not any(cast.quoted(token.i) for token in doc if token.text in {"said", "sold", "it"})
