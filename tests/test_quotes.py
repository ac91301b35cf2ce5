"""Who said what: marks, cues, contents and speakers, in one-line cases of invented news."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import extract, quotes
from onrecord.language import parse
from onrecord.lexicon import table
from onrecord.marks import quotations
from onrecord.model import Attribution, Span
from onrecord.quotes.utterances import is_utterance
from onrecord.quotes.words import Cue, Word, cues
from onrecord.text import layout

ROOT = Path(__file__).parents[1]


def lines(text: str) -> tuple[Span, ...]:
    """The non-blank lines of a text."""
    out, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            out.append(Span(start, start + len(line)))
        start += len(line) + 1
    return tuple(out)


def found(text: str) -> tuple[Attribution, ...]:
    return quotes.attributions(parse(text, lines(text)), lines(text))


def words(text: str, spans: tuple[Span, ...]) -> str:
    return " | ".join(span.of(text) for span in spans)


# ------------------------------------------------------------------------------------------------------------- marks

MARKS = [
    ("“We won,” she said. “We did.”", ["We won,", "We did."]),
    ('"We won," she said.', ["We won,"]),
    ("''We won,'' she said.", ["We won,"]),
    ("``We won,'' she said.", ["We won,"]),
    ("«We won», she said.", ["We won"]),
    ("‘We won,’ she said.", ["We won,"]),
    ("'We won,' she said.", ["We won,"]),
    ("“He said ‘no’ to us,” she said.", ["He said ‘no’ to us,"]),
    ("\"He said 'no' to us,\" she said.", ["He said 'no' to us,"]),
    ("“The boys’ boat is gone,” she said.", ["The boys’ boat is gone,"]),
    ("‘The boys’ boat is gone,’ she said.", ["The boys’ boat is gone,"]),
    ("The boys’ boat is gone, and the girls’ too.", []),
    ("Rock ’n’ roll of the ’70s, ’twas loud.", []),
    ("It's the owners' fault, isn't it?", []),
    ('He is 6\'2" tall and called it "small."', ["small."]),
    ('A 30" screen and a 12" one.', []),
    ("“No mark closes this", ["No mark closes this"]),
    (
        '"The first was forgotten, he said. "The second is whole," he added.',
        ["The first was forgotten, he said.", "The second is whole,"],
    ),
    ("A mark that closes” alone.", []),
    ('“A curly one opens and a straight one closes" here.', ["A curly one opens and a straight one closes"]),
    ("”Typed the wrong way round,” she said.", ["Typed the wrong way round,"]),
    ("", []),
    ('"', []),
    ('""', [""]),
]


@pytest.mark.parametrize(("text", "expected"), MARKS)
def test_marks(text: str, expected: list[str]) -> None:
    got = [q.inner.of(text) for q in quotations(text, lines(text))]
    assert [g for g in got if g or "" in expected] == expected


def test_an_odd_number_of_marks_loses_no_more_than_its_paragraph() -> None:
    text = 'He read "half of it.\nShe said "all of it" twice.\n"And so on," he said.'
    got = [q.inner.of(text) for q in quotations(text, lines(text))]
    assert got == ["half of it.", "all of it", "And so on,"]


def test_a_quotation_over_several_paragraphs() -> None:
    text = '"One.\n"Two.\n"Three," she said.'
    got = quotations(text, lines(text))
    assert [(q.inner.of(text), q.closed, q.continues) for q in got] == [
        ("One.", False, False),
        ("Two.", False, True),
        ("Three,", True, True),
    ]


def test_a_quotation_with_marks_only_at_its_two_ends() -> None:
    text = "“One.\nTwo.\nThree,” she said. “Four.”"
    assert [q.inner.of(text) for q in quotations(text, lines(text))] == ["One.", "Two.", "Three,", "Four."]


UTTERANCES = [
    ('"We will rebuild the pier," she said.', True),
    ("Ms. Oduya said: “never again”", True),
    ('The book "Winter Roads" sold well.', False),
    ('He fixed the so-called "smart" gate.', False),
    ('They sang "Winter Roads" twice.', False),
    ('"(Applause.)"', False),
    ('"Pier To Reopen In May," by Ann Roe, was on the first page.', False),
]


@pytest.mark.parametrize(("text", "expected"), UTTERANCES)
def test_utterances(text: str, expected: bool) -> None:
    assert is_utterance(text, quotations(text, lines(text))[0]) is expected


# ------------------------------------------------------------------------------------------------- cues and speakers

# text, the words of each quotation or content (a piece each, parted by |), its speaker, its cue
SPEECH = [
    ('"The pier is closed," said Mara Oduya.', "The pier is closed,", "Mara Oduya", "said"),
    (
        '"The pier is closed," Mara Oduya, the harbor master, said on Monday.',
        "The pier is closed,",
        "Mara Oduya, the harbor master",
        "said",
    ),
    ('Mara Oduya said: "The pier is closed."', "The pier is closed.", "Mara Oduya", "said"),
    ('Mara Oduya said, "The pier is closed."', "The pier is closed.", "Mara Oduya", "said"),
    ('"The pier," Mara Oduya said, "is closed."', "The pier, | is closed.", "Mara Oduya", "said"),
    (
        '"The pier is closed," Mara Oduya said. "It will stay so."',
        "The pier is closed, | It will stay so.",
        "Mara Oduya",
        "said",
    ),
    ('"Who will pay for the pier?" asked the tall man.', "Who will pay for the pier?", "the tall man", "asked"),
    ('"Get off the pier!" the captain shouted.', "Get off the pier!", "the captain", "shouted"),
    ('"The pier is closed," she told the Courier.', "The pier is closed,", "she", "told"),
    ("“Nobody asked us.” — Tomas Hale", "Nobody asked us.", "Tomas Hale", "—"),
    (
        'The ministry wrote:\n"The pier will be rebuilt by May. It will be wider."',
        "The pier will be rebuilt by May. It will be wider.",
        "The ministry",
        "wrote",
    ),
    ('"The pier is closed," thundered the old fisherman.', "The pier is closed,", "the old fisherman", "thundered"),
    ("As Tomas Hale put it, “The pier was built of paper.”", "The pier was built of paper.", "Tomas Hale", "put"),
]


@pytest.mark.parametrize(("text", "content", "speaker", "cue"), SPEECH)
def test_direct_speech(text: str, content: str, speaker: str, cue: str) -> None:
    spoken = [a for a in found(text) if a.kind == "direct"]
    assert [(words(text, a.quoted), words(text, a.source), words(text, a.cue)) for a in spoken] == [
        (content, speaker, cue)
    ]


def test_a_transcript_without_marks() -> None:
    text = "HALE: We were never asked about the pier.\nODUYA: That is not so. I said he had a letter."
    got = [(words(text, a.content), words(text, a.source), a.kind) for a in found(text)]
    assert [(c.strip(), s, k) for c, s, k in got] == [
        ("We were never asked about the pier.", "HALE", "direct"),
        ("That is not so. I said he had a letter.", "ODUYA", "direct"),
    ]


def test_a_speaker_goes_on_in_the_next_paragraph() -> None:
    text = '"The pier is closed," the harbor master added.\n"It will stay so. Nobody is to walk on it."'
    first, second = (a for a in found(text) if a.kind == "direct")
    assert words(text, first.source) == "the harbor master"
    assert second.source == () and words(text, second.carried) == "the harbor master"
    assert "carried-speaker" in second.doubts and not second.sure


def test_nobody_is_made_up() -> None:
    text = "The day was long.\n“And who is to pay for all this?”"
    (only,) = found(text)
    assert only.speaker == () and "no-speaker" in only.doubts and not only.sure


def test_somebody_who_was_only_spoken_of_begins_to_speak() -> None:
    text = (
        "A spokeswoman for the port said that the diver tried to cut the rope.\n"
        "“He held on to the anchor and the boat tipped over,” the diver said."
    )
    quote = next(a for a in found(text) if a.kind == "direct")
    assert words(text, quote.source) == "the diver"
    assert words(text, quote.rivals) == "A spokeswoman for the port"
    assert "rivals" in quote.doubts and not quote.sure


# text, content, speaker, cue
INDIRECT = [
    ("The harbor master said that the pier was closed.", "that the pier was closed", "The harbor master", "said"),
    ("The pier was closed, the harbor master said.", "The pier was closed", "the harbor master", "said"),
    ("According to Mara Oduya, the pier was closed.", "the pier was closed", "Mara Oduya", "According to"),
    (
        "The pier was closed, according to two people in the harbor.",
        "The pier was closed",
        "two people in the harbor",
        "according to",
    ),
    ("Mr. Hale believes that the pier will fall.", "that the pier will fall", "Mr. Hale", "believes"),
    ("Mr. Hale denied that the pier was rotten.", "that the pier was rotten", "Mr. Hale", "denied"),
    ("Mr. Hale wants to close the pier.", "to close the pier", "Mr. Hale", "wants"),
    ("Mr. Hale has not said whether the pier is safe.", "whether the pier is safe", "Mr. Hale", "has not said"),
    ("Mr. Hale, who said the pier was safe, left the town.", "the pier was safe", "Mr. Hale | who", "said"),
]


@pytest.mark.parametrize(("text", "content", "speaker", "cue"), INDIRECT)
def test_indirect_speech(text: str, content: str, speaker: str, cue: str) -> None:
    got = [(words(text, a.content), words(text, a.source), words(text, a.cue)) for a in found(text)]
    assert (content, speaker, cue) in got


MIXED = [
    ("Ms. Oduya called the pier “a danger to every child.”", ["a danger to every child."], "Ms. Oduya"),
    (
        "The pier, she said, was “rotten to the core” and that “nobody looked after it.”",
        ["rotten to the core", "nobody looked after it."],
        "she",
    ),
    ("Ms. Oduya said that the pier was “rotten to the core.”", ["rotten to the core."], "Ms. Oduya"),
]


@pytest.mark.parametrize(("text", "quoted", "speaker"), MIXED)
def test_mixed_speech(text: str, quoted: list[str], speaker: str) -> None:
    got = [([q.of(text) for q in a.quoted], words(text, a.source)) for a in found(text) if a.kind == "mixed"]
    assert (quoted, speaker) in got


STANCES = [
    ("The firm denied that the tank had leaked.", "denied"),
    ("The firm did not deny that the tank had leaked.", "said"),
    ("Prosecutors allege that the clerk took the money.", "alleged"),
    ("The mayor admitted that the warning came late.", "admitted"),
    ("The party promised that rents would fall.", "promised"),
    ('"Who will pay?" the tenant asked.', "asked"),
    ("The mayor said that rents would fall.", "said"),
]


@pytest.mark.parametrize(("text", "stance"), STANCES)
def test_stance(text: str, stance: str) -> None:
    assert [a.stance for a in found(text)] == [stance]


def test_the_chain_place_and_time() -> None:
    text = "Ms. Oduya told the Courier on Wednesday that the pier was closed."
    (told,) = found(text)
    assert words(text, told.to) == "the Courier"
    assert told.when is not None and told.when.of(text) == "Wednesday"
    text = "“The pier is closed,” Ms. Oduya said in a statement."
    (said,) = found(text)
    assert said.where is not None and said.where.of(text) == "a statement"
    text = "“The pier is closed,” Ms. Oduya said, according to the Courier."
    (said,) = found(text)
    assert words(text, said.source) == "Ms. Oduya" and words(text, said.via) == "the Courier"
    text = "According to the Courier, Mr. Hale denied cutting the rope."
    denied = next(a for a in found(text) if a.cue_lemma == "deny")
    assert words(text, denied.via) == "the Courier" and words(text, denied.source) == "Mr. Hale"


# --------------------------------------------------------------------------------------------------------- word tables


@pytest.mark.parametrize("section", ["verbs", "nouns", "adjectives"])
def test_every_cue_has_an_example_that_works(section: str) -> None:
    failing = []
    for row in table("speech", Cue)[section]:
        if row.lemma not in {a.cue_lemma for a in found(row.example)}:
            failing.append((row.lemma, row.example))
    assert failing == []


@pytest.mark.parametrize("row", table("speech", Cue)["documents"], ids=lambda row: row.lemma)
def test_who_sends_a_document_says_what_it_says(row: Cue) -> None:
    assert "She" in [words(row.example, a.source) for a in found(row.example)]


@pytest.mark.parametrize("row", table("speech", Cue)["receiving"], ids=lambda row: row.lemma)
def test_who_is_accused_does_not_accuse(row: Cue) -> None:
    alleged = [a for a in found(row.example) if a.stance == "alleged"]
    assert all("mayor" not in words(row.example, (*a.source, *a.carried)) for a in alleged)


def test_cues_stand_in_the_table_once() -> None:
    for section, rows in table("speech", Cue).items():
        assert len(cues(section)) == len(rows), section


@pytest.mark.parametrize("row", table("works", Word)["works"], ids=lambda row: row.word)
def test_titles_of_works_are_no_speech(row: Word) -> None:
    title = quotations(row.example, lines(row.example))[0]
    assert not is_utterance(row.example, title)
    assert all(title.inner not in a.quoted for a in found(row.example))


@pytest.mark.parametrize("row", table("venues", Word)["venues"], ids=lambda row: row.word)
def test_venues_are_places_where_things_are_said(row: Word) -> None:
    assert any(a.where is not None and row.word in a.where.of(row.example) for a in found(row.example))


# ---------------------------------------------------------------------------------------------------------- any text

PIECES = [
    "“",
    "”",
    '"',
    "''",
    "'",
    "‘",
    "’",
    "\n",
    " ",
    "said",
    "Ann Roe",
    "the",
    "that",
    ",",
    ".",
    ":",
    "—",
    "6'2\"",
    "it rained",
    "HALE:",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join))
def test_spans_lie_in_the_text(text: str) -> None:
    paragraphs = lines(text)
    for a in quotes.attributions(parse(text, paragraphs), paragraphs):
        assert a.content
        for span in (*a.content, *a.quoted, *a.cue, *a.source, *a.carried, *a.rivals, *a.via, *a.to):
            assert 0 <= span.start <= span.end <= len(text)
        assert list(a.content) == sorted(a.content)
        assert 0 <= a.confidence <= 1


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_quotations_do_not_overlap(text: str) -> None:
    paragraphs = lines(text)
    got = quotations(text, paragraphs)
    for one, two in pairwise(got):
        assert one.span.end <= two.span.start
    for q in got:
        assert q.span.covers(q.inner) and paragraphs[q.paragraph].covers(q.span)


@pytest.mark.parametrize("piece", ['"', "“", "' a", " \"a ' 'a", "''", "“A,” he said. "])
def test_a_hostile_text_takes_no_longer_than_its_length(piece: str) -> None:
    text = piece * (300_000 // len(piece))
    quotations(text, lines(text))


# ------------------------------------------------------------------------------------------------------- real articles


def test_the_real_article(shared: Path) -> None:
    folder = shared / "articles" / "the-hill-2020-08-19"
    text = (folder / "article.txt").read_text("utf-8")
    expected = yaml.safe_load((folder / "expected.yml").read_text("utf-8"))
    got = {}
    for a in extract.attributions(text, layout(text).paragraphs):
        for q in a.quoted:
            got[q.of(text).strip(" ,.")] = a
    wanted = [quote["text"].strip(" ,.") for quote in expected["quotes"]]
    assert sorted(got) == sorted(wanted)
    unsure = next(a for q, a in got.items() if q.startswith("The individual placed"))
    assert not unsure.sure and unsure.rivals
    mentions = {q: words(text, a.speaker) for q, a in got.items()}
    for quote in expected["quotes"]:
        mention = mentions[quote["text"].strip(" ,.")].lower()
        name = quote["speaker"].lower()
        assert mention in ("he", "the mayor", "the representative") or any(
            word in mention for word in name.split() if word not in ("the", "new", "york")
        ), (mention, name)


def test_the_bars_on_annotated_articles(shared: Path, tmp_path: Path) -> None:
    """A third of the development articles, against the bars that the whole set has to clear."""
    dev, scorer = shared / "corpora" / "polnear" / "dev", shared / "bench" / "quotes" / "score.py"
    texts, out = tmp_path / "text", tmp_path / "out.jsonl"
    texts.mkdir()
    for path in sorted((dev / "text").glob("*.txt"))[::3]:
        shutil.copy(path, texts)
    bench = ROOT / "tests" / "bench" / "attribution.py"
    subprocess.run([sys.executable, str(bench), str(texts), str(out)], check=True)
    predicted = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert len(predicted) == 28 and all(line["attributions"] for line in predicted)
    command = [sys.executable, "-B", str(scorer), str(dev), str(out), "--json", "--only-predicted"]
    result = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    assert result["DIRECT"]["F1+src"] >= 0.90
    assert result["QUOTED"]["F1+src"] >= 0.86
    assert result["ALL"]["F1+src"] >= 0.60
    assert result["TOKENS"]["F1"] >= 0.78
