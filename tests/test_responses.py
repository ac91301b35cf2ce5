"""How allegations are answered: what is denied, what is said of the same matter, and silence."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord import assemble, extract, lexicon
from onrecord.model import Fact, Metadata, Quote, Record, Said, Source
from onrecord.text import layout


def read(text: str) -> Record:
    """What is found in a text, as if it told of a dispute: what the judge would leave out, isn't tested here."""
    lines = layout(text)
    meta = Metadata(slug="t", title="T", publisher="The Courier", published=date(2031, 5, 6), rights="open")
    source = Source(meta, text, lines.paragraphs, headings=lines.headings)
    return assemble.assemble(source, extract.find(source, disputed=True))


def answers(record: Record) -> list[tuple[str, str, str]]:
    """Each answer as a word of the allegation, the kind, and whose it is; of facts, else of speech."""
    told: list[Fact | Said | Quote] = [*record.facts, *record.said, *record.quotes]
    return [((item.text or "").lower(), one.kind, one.by.name) for item in told for one in item.responses]


VELL = "Police said Ada Vell punched a guard outside the mill in Ostrand on Friday. "
MARN = "Prosecutors in Ostrand alleged that Bo Marn stole 4,000 crowns from the harbour fund in March. "

CASES = [
    # (text, a word of the allegation, how it is answered, by whom)
    (VELL + "Vell denied punching anyone.", "punched", "denied", "Ada Vell"),
    (VELL + "Vell denied hitting the guard.", "punched", "denied", "Ada Vell"),
    (VELL + "Vell denied the allegations.", "punched", "denied", "Ada Vell"),
    (VELL + "“I never punched anybody,” Vell said.", "punched", "denied", "Ada Vell"),
    (VELL + "“The allegations are false,” Vell said.", "punched", "denied", "Ada Vell"),
    (VELL + "A lawyer for Vell denied that she punched the guard.", "punched", "denied", "A lawyer for Vell"),
    (VELL + "Vell broke two windows, police alleged. Vell denied punching anyone.", "broke", "responded", "Ada Vell"),
    (VELL + "Vell said she had spoken with the guard at the mill.", "punched", "responded", "Ada Vell"),
    (VELL + "Vell declined to comment.", "punched", "declined", "Ada Vell"),
    (VELL + "A lawyer for Vell declined to comment.", "punched", "declined", "A lawyer for Vell"),
    (VELL + "Vell did not respond to a request for comment.", "punched", "unreached", "Ada Vell"),
    (VELL + "Vell could not be reached for comment.", "punched", "unreached", "Ada Vell"),
    (VELL + "Vell has not been charged.", "punched", "uncharged", "Ada Vell"),
    (MARN + "Marn’s lawyer, Ida Kern, said that Marn had not stolen the money.", "stole", "denied", "Ida Kern"),
    (MARN + "Marn did not return a call.", "stole", "unreached", "Bo Marn"),
    (MARN + "Marn rejected the accusations.", "stole", "denied", "Bo Marn"),
    (MARN + "The accusations were denied by Marn.", "stole", "denied", "Bo Marn"),
    (MARN + "Marn’s office disputed the claims.", "stole", "denied", "Marn’s office"),
    (MARN + "The Marn campaign denied that this was the case.", "stole", "denied", "the Marn campaign"),
    (MARN + "“That never happened,” Marn said.", "stole", "denied", "Bo Marn"),
    (MARN + "Marn said that was a distortion.", "stole", "denied", "Bo Marn"),
    (MARN + "Marn assured the council that all of the allegations were untrue.", "stole", "denied", "Bo Marn"),
    (MARN + "Ida Kern, a lawyer for Marn, said the council owed him an apology.", "stole", "responded", "Ida Kern"),
    (MARN + "Neither Marn nor his lawyer responded to questions.", "stole", "unreached", "Bo Marn"),
    (MARN + "Marn declined to comment on the case.", "stole", "declined", "Bo Marn"),
    ("Ada Vell alleged that Bo Marn stole 90 crowns in March, a charge that Marn strongly denies.",
     "stole", "denied", "Bo Marn"),
    ("Ada Vell alleged that Bo Marn stole 90 crowns in March, which he denies.", "stole", "denied", "Bo Marn"),
    ("“I never took a single crown,” Bo Marn said. Prosecutors accused Marn of stealing the money.",
     "stealing", "responded", "Bo Marn"),
    ("A teacher alleged that Vell College cheated her in March. Ada Vell denied any wrongdoing.",
     "cheated", "denied", "Ada Vell"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "claim", "kind", "who"), CASES, ids=[f"{row[1]}: {row[0][-40:]}" for row in CASES])
def test_answers(text: str, claim: str, kind: str, who: str) -> None:
    found = answers(read(text))
    assert any(claim in words and kind == one and who == by for words, one, by in found), found


UNANSWERED = [
    VELL + "Bo Marn denied punching anyone in Calder.",  # another's denial
    VELL + "Vell denied forging a letter in 2011.",  # another matter
    VELL + "Vell refused to leave the mill.",  # no denial
    VELL + "Vell said the harbour was open.",  # speaks of something else
    VELL + "Police denied punching Vell.",  # not hers
    VELL + "Bo Marn rejected the allegations.",  # another's
    VELL + "Vell rejected those days.",  # no allegation
    VELL + "Vell declined to comment on the price of wheat.",  # silent on something else
    VELL + "Vell refused to say that Marn would win the election.",
    VELL + "Neither Bo Marn nor his lawyer responded to questions.",
    VELL + "A ferry sank in Calder. A school opened. “The price of wheat is absurd,” Vell said of a mill in Calder.",
    VELL + "In an unrelated case, police said Bo Marn stole a horse in 2009. Marn denied stealing the horse.",
]


@pytest.mark.parametrize("text", UNANSWERED, ids=[text[-40:] for text in UNANSWERED])
def test_what_answers_something_else_is_no_answer(text: str) -> None:
    assert not [one for one in answers(read(text)) if "punched" in one[0]]
    fact = next(fact for fact in read(text).facts if "punched" in fact.text)
    assert "missing-denial" in fact.doubts


def test_a_matter_is_not_stretched_over_another_day() -> None:
    text = (
        "Police said Ada Vell punched a guard in Ostrand on Friday. Police said Vell robbed a shop in Calder in 2029. "
        "Vell denied punching anyone."
    )
    found = answers(read(text))
    assert any("punched" in words and kind == "denied" for words, kind, _ in found)
    assert not any("robbed" in words for words, _, _ in found)


def test_a_denial_answers_its_allegation_first() -> None:
    record = read(VELL + "Vell broke two windows, police alleged. Vell denied punching anyone.")
    denial = next(fact for fact in record.facts if fact.status == "denied")
    claim = next(fact for fact in record.facts if fact.status == "alleged")
    assert denial.answers == claim.id
    assert [one.item for one in claim.responses] == [denial.id]
    assert "missing-denial" not in claim.doubts


def test_to_be_uncharged_is_no_response() -> None:
    claim = next(f for f in read(VELL + "Vell has not been charged.").facts if f.status == "alleged")
    assert [one.kind for one in claim.responses] == ["uncharged"]
    assert "missing-denial" in claim.doubts


def test_a_charge_is_not_denied_by_denying_the_deed() -> None:
    record = read("Ada Vell was charged with assault in March. Vell denied assaulting anyone.")
    charged = next(fact for fact in record.facts if fact.charge)
    assert [one.kind for one in charged.responses] == ["responded"]


STANCES = [
    ("Ada Vell claimed victory in Ostrand.", "said"),
    ("Ada Vell claimed that she was rich.", "said"),
    ("The school charged Ada Vell 40 crowns.", "said"),
    ("Ada Vell pleaded not guilty in Ostrand.", "said"),
    ("Ada Vell claimed that Bo Marn was asleep.", "alleged"),
    ("Ada Vell claimed that thieves stole her boat.", "alleged"),
    ("Prosecutors charged Ada Vell with theft.", "alleged"),
    ("Ada Vell accused Bo Marn of laziness.", "alleged"),
]


@pytest.mark.parametrize(("text", "stance"), STANCES, ids=[text for text, _ in STANCES])
def test_only_what_accuses_somebody_is_alleged(text: str, stance: str) -> None:
    told = read(text)
    assert {one.stance for one in told.said} == {stance}


ROWS = [(section, row) for section, rows in lexicon.table("responses", lexicon.Words).items() for row in rows]

GIVES = {
    "declining": "declined", "comments": "declined", "matters": "declined",
    "unanswered": "unreached", "requests": "unreached",
    "unreached": "unreached", "uncharged": "uncharged",
}  # fmt: skip


@pytest.mark.parametrize(("section", "row"), ROWS, ids=[f"{section}: {row.words[0]}" for section, row in ROWS])
def test_rows(section: str, row: lexicon.Words) -> None:
    """Every row's example, read by all stages, is answered as its section says."""
    found = answers(read(row.example))
    if section in {"empty", "claims of one’s own", "pleas"}:
        assert not found
    elif section == "apart":
        assert not any("stole" in words for words, _, _ in found)
    else:
        assert GIVES.get(section, "denied") in {kind for _, kind, _ in found}
