# ruff: noqa: E501  # a case is one line
"""Facts: what becomes a statement, how it stands, and what is left out."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import facts, language, lexicon, quotes, subjects, times
from onrecord.facts import judge
from onrecord.facts.links import station
from onrecord.facts.words import STATIONS
from onrecord.text import layout

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.model import Statement

PUBLISHED = date(2031, 5, 14)  # a Wednesday


Found = tuple[tuple["Statement", ...], int]
Tried = list[facts.Candidate | facts.Left]


@cache
def found(text: str, max_run: int | None = None, published: date | None = PUBLISHED) -> Found:
    """The facts of a text, read by all stages, as if it told of a dispute: the judge is not what is tested here."""
    return tried(text, max_run, published)[0]


def tried(
    text: str, max_run: int | None = None, published: date | None = PUBLISHED, written: date | None = None
) -> tuple[Found, Tried]:
    """The facts of a text, and all that was tried for one; `written`: the day that nothing told may be after."""
    lines = layout(text)
    prose = tuple(line for line in lines.paragraphs if line not in lines.headings)
    doc = language.parse(text, lines.paragraphs)
    said = quotes.attributions(doc, prose)
    dates = times.timexes(text, published, doc)
    cast = subjects.resolve(doc, prose, said)
    considered: Tried = []
    made = facts.statements(
        doc, prose, said, dates, cast, max_run=max_run, considered=considered, published=written, disputed=True
    )
    return made, considered


def texts(text: str) -> list[str]:
    return [one.text for one in found(text)[0]]


FACTS = [
    # clauses
    ("Lena Harbeck sold the Dunmore mill in 2011.", ["Lena Harbeck sold the Dunmore mill in 2011."]),
    ("Lena Harbeck sold the Dunmore mill in 2011 and bought a farm in 2012.", ["Lena Harbeck sold the Dunmore mill in 2011.", "[Lena Harbeck] bought a farm in 2012."]),
    ("However, Lena Harbeck sold the Dunmore mill in 2011.", ["Lena Harbeck sold the Dunmore mill in 2011."]),
    ("Lena Harbeck, who studied law in Oslo, sold the Dunmore mill in 2011.", ["Lena Harbeck sold the Dunmore mill in 2011.", "Lena Harbeck studied law in Oslo."]),
    ("Lena Harbeck, the founder of Larch Foods, sold the Dunmore mill in 2011.", ["Lena Harbeck [is] the founder of Larch Foods.", "Lena Harbeck sold the Dunmore mill in 2011."]),
    # what the sentence goes on with: when, why, what came of it
    ("Lena Harbeck sold the Dunmore mill in 2011, citing the price of wheat.", ["Lena Harbeck sold the Dunmore mill in 2011, citing the price of wheat."]),
    ("Lena Harbeck sold the Dunmore mill in 2011 after Paul Deering bought a farm in Peru in 2010.", ["Lena Harbeck sold the Dunmore mill in 2011 after Paul Deering bought a farm in Peru in 2010.", "Paul Deering bought a farm in Peru in 2010."]),
    ("Lena Harbeck sold the Dunmore mill in 2011, thinking of them.", ["Lena Harbeck sold the Dunmore mill in 2011."]),
    # an age between, and a word with a hyphen
    ("Lena Harbeck, 27, a teacher at Calder High School, sold the Dunmore mill in 2011.", ["Lena Harbeck [is] a teacher at Calder High School.", "Lena Harbeck sold the Dunmore mill in 2011."]),
    ("Lena Harbeck, a co-founder of Larch Foods, sold the Dunmore mill in 2011.", ["Lena Harbeck [is] a co-founder of Larch Foods.", "Lena Harbeck sold the Dunmore mill in 2011."]),
    # steps of a charge, whoever takes them
    ("Prosecutors charged Lena Harbeck with assault.", ["Prosecutors charged Lena Harbeck with assault."]),
    ("Lena Harbeck was charged with assault. A judge reduced the charge to disorderly conduct.", ["Lena Harbeck was charged with assault.", "A judge reduced the charge [of assault against Lena Harbeck] to disorderly conduct."]),
    ("A grand jury declined to indict Lena Harbeck in April.", ["A grand jury declined to indict Lena Harbeck in April [2031]."]),
    ("Lena Harbeck has been on leave from Larch Foods since January.", ["Lena Harbeck has been on leave from Larch Foods since January [2031]."]),
    ("On May 2, protesters blocked the Larch Bridge for three hours.", ["On May 2 [2031], protesters blocked the Larch Bridge for three hours."]),
    ("Larch Foods was fined $4 million last year for selling old wheat.", ["Larch Foods was fined $4 million last year [2030] for selling old wheat."]),
    ("Lena Harbeck runs the nonprofit Open Mills in Oslo.", ["Lena Harbeck runs the nonprofit Open Mills in Oslo."]),
    ("Lena Harbeck was arrested in August. A judge dismissed the trespassing charge in October.", ["A judge dismissed the trespassing charge [against Lena Harbeck] in October [2030].", "Lena Harbeck was arrested in August [2030]."]),
    # of whom a charge is, that others were arrested for, nobody knows
    ("A grand jury declined to indict Lena Harbeck in April. The charges were dropped in May.", ["A grand jury declined to indict Lena Harbeck in April [2031]."]),
    ("Lena Harbeck was charged with assault in April. Police arrested nine people on May 2. The charges were dropped on May 5.", ["Lena Harbeck was charged with assault in April [2031]."]),
    ("Lena Harbeck was placed on leave on May 2.", ["Lena Harbeck was placed on leave on May 2 [2031]."]),
    # what stands before a name
    ("Larch Foods spokesman Paul Deering sold the Dunmore mill in 2011.", ["Larch Foods spokesman Paul Deering sold the Dunmore mill in 2011.", "Paul Deering [is a] Larch Foods spokesman."]),
    # whose apposition, and of when
    ("Paul Deering of Larch Foods, a bank in Oslo, slept.", ["Larch Foods [is] a bank in Oslo."]),
    ("Paul Deering, a spokesman for the Harbeck campaign in 2008, slept.", []),
    # names in full
    ("Lena Harbeck left. Harbeck sold the Dunmore mill in 2011.", ["[Lena] Harbeck sold the Dunmore mill in 2011."]),
    ("Lena Harbeck left. She sold the Dunmore mill in 2011.", ["[Lena Harbeck] sold the Dunmore mill in 2011."]),
    ("The Calder Police Department (CPD) left. The CPD searched the Dunmore mill in 2011.", ["The [Calder Police Department] searched the Dunmore mill in 2011."]),
    ("The Calder Police Department left. The department searched the Dunmore mill in 2011.", ["[The Calder Police Department] searched the Dunmore mill in 2011."]),
    # what must stay
    ("Lena Harbeck did not sell the Dunmore mill in 2011.", ["Lena Harbeck did not sell the Dunmore mill in 2011."]),
    ("Police searched the mill of Lena Harbeck without a warrant in 2011.", ["Police searched the mill of Lena Harbeck without a warrant in 2011."]),
    ("Lena Harbeck initially faced two theft charges in Peru.", ["Lena Harbeck initially faced two theft charges in Peru."]),
    # dates
    ("Lena Harbeck sold the Dunmore mill last year.", ["Lena Harbeck sold the Dunmore mill last year [2030]."]),
    ("Lena Harbeck sold the Dunmore mill on Monday.", ["Lena Harbeck sold the Dunmore mill on Monday [May 12, 2031]."]),
    ("Lena Harbeck sold the Dunmore mill on March 3.", ["Lena Harbeck sold the Dunmore mill on March 3 [2031]."]),
    # not the whole of it
    ("Lena Harbeck still sold the Dunmore mill in 2011.", []),
    ("Lena Harbeck, like Paul Deering, a lawyer in Oslo, sold the Dunmore mill in 2011.", []),
    ("Paul Deering said that the sale of the Dunmore mill was “a big deal”.", []),
    ("Paul Deering accused Lena Harbeck of lying.", []),
    ("Lena Harbeck denies stealing 90 crowns.", ["Lena Harbeck denies stealing 90 crowns."]),
    ("According to The Calder Gazette, Lena Harbeck was accused of stealing 90 crowns in 2011.", []),
    ("Prosecutors said that Lena Harbeck was accused of stealing 90 crowns.", ["Lena Harbeck was accused of stealing 90 crowns."]),
    ("Lena Harbeck won Oslo.", []),
    ("Lena Harbeck’s rival sold a mill in Oslo.", []),
    # no facts: hypotheses, questions, opinions, duties, commands, feelings
    ("Lena Harbeck might sell the Dunmore mill in June.", []),
    ("Lena Harbeck will sell the Dunmore mill in June.", []),
    ("Did Lena Harbeck sell the Dunmore mill in 2011?", []),
    ("If Lena Harbeck sold the Dunmore mill, Peru would cheer.", []),
    ("Paul Deering, president of the Calder Bank until last year, left.", []),
    ("Lena Harbeck was a brilliant miller in Oslo.", []),
    ("Lena Harbeck felt betrayed by the town of Dunmore.", []),
    ("Sell the Dunmore mill now.", []),
    ("I sold the Dunmore mill to Lena Harbeck in 2011.", []),
    # indirect speech of somebody with a name: what they say is so, would be, or ought not to be is theirs
    ("Paul Deering said that Lena Harbeck will sell the Dunmore mill in June.", ["Lena Harbeck will sell the Dunmore mill in June [2031]."]),
    ("Paul Deering said that Lena Harbeck should sell the Dunmore mill in June.", []),
    ("Paul Deering did not say that Lena Harbeck sold the Dunmore mill in 2011.", []),
    ("Paul Deering learned that Lena Harbeck sold the Dunmore mill in 2011.", []),
    ("Larch Foods said that wages would rise if Lena Harbeck sold the Dunmore mill.", []),
    ("Lena Harbeck criticized Larch Foods for selling the Dunmore mill to Paul Deering.", ["Lena Harbeck criticized Larch Foods for selling the Dunmore mill to Paul Deering."]),
    ("Lena Harbeck is buying the Dunmore mill in Oslo.", ["Lena Harbeck is buying the Dunmore mill in Oslo."]),
    # what somebody is told not to claim, is not their claim
    ("Larch Foods agreed not to repeat claims Paul Deering stole 90 crowns from a mill in Oslo.", []),
    # antecedents
    ("An aide to Lena Harbeck who leads Larch Foods bought a mill in 2011.", ["An aide to Lena Harbeck who leads Larch Foods bought a mill in 2011."]),
    ("Lena Harbeck slept. They paid for the attack in Oslo, which killed Paul Deering.", []),
    # what was cut off would be missed
    ("Lena Harbeck bought the mill only because Paul Deering asked her to.", []),
    ("Prices rose and fell in Oslo in May.", []),
    ("Lena Harbeck was then a director of Larch Foods.", []),
    ("Paul Deering was indicted.", []),
    ("Lena Harbeck plans to sell the Dunmore mill in June.", []),
    ("Lena Harbeck, head of the Oslo Institute, and other millers met in Peru in 2011.", ["Lena Harbeck [is] head of the Oslo Institute."]),
    ("A poll of voters came out. Lena Harbeck leads Paul Deering by 3 points.", []),
    ("Lena Harbeck, a vice president for public affairs, slept.", []),
    ("Lena Harbeck, the store clerk, slept.", []),
    # nobody knows who
    ("It had begun in Oslo. They sold the Dunmore mill in 2011.", []),
    ("Lena Harbeck allegedly burned the Dunmore mill in 2011.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FACTS, ids=[text for text, _ in FACTS])
def test_texts(text: str, expected: list[str]) -> None:
    assert sorted(texts(text)) == sorted(expected)


ROLES = [
    ("FBI agent Paul Deering slept.", "Paul Deering [is an] FBI agent."),
    ("NASA spokesman Paul Deering slept.", "Paul Deering [is a] NASA spokesman."),
    ("Former Oslo mayor Paul Deering slept.", "Paul Deering [is a] former Oslo mayor."),
    ("Oslo Mayor Paul Deering slept.", "Paul Deering [is the] Oslo Mayor."),
    ("Larch Foods campaign manager Paul Deering slept.", "Paul Deering [is the] Larch Foods campaign manager."),
    ("Lena Harbeck came. Her lawyer Paul Deering slept.", "Paul Deering [is] [Lena Harbeck’s] lawyer."),
    ("Dana Reed, co-director of the Oslo Institute, slept.", "Dana Reed [is] co-director of the Oslo Institute."),
    ("Presumptive Larch Party nominee Paul Deering slept.", "Paul Deering [is the] presumptive Larch Party nominee."),
    ("Larch Party vice presidential nominee Paul Deering slept.", "Paul Deering [is the] Larch Party vice presidential nominee."),
    ("Retired Larch Foods director Paul Deering slept.", "Paul Deering [is a] retired Larch Foods director."),
    ("Vice President Paul Deering slept.", "Paul Deering [is the] Vice President."),
    ("Larch Foods vice president Paul Deering slept.", "Paul Deering [is a] Larch Foods vice president."),
    ("Larch Foods Chief Executive Paul Deering slept.", "Paul Deering [is the] Larch Foods Chief Executive."),
    ("Larch Foods research director Paul Deering slept.", "Paul Deering [is] Larch Foods research director."),
    ("Deputy Attorney General Paul Jay Deering slept.", "Paul Jay Deering [is] Deputy Attorney General."),
    ("Larch County District Attorney Paul Deering slept.", "Paul Deering [is the] Larch County District Attorney."),
    ("Larch Party vice-presidential nominee Paul Deering slept.", "Paul Deering [is the] Larch Party vice-presidential nominee."),
    ("Paul Deering, lawyer for Larch Foods, slept.", "Paul Deering [is a] lawyer for Larch Foods."),
    ("Paul Deering, chief economist at Larch Foods, slept.", "Paul Deering [is] chief economist at Larch Foods."),
    ("B and C managing director Paul Deering slept.", None),
    ("Master Sergeant Paul Jay Deering slept.", None),
    ("Lieutenant General Paul Jay Deering slept.", None),
    ("Larch Army Lieutenant Colonel Paul Deering slept.", "Paul Deering [is a] Larch Army Lieutenant Colonel."),
    ("Oslo judge Mr Justice Paul Deering slept.", None),
    ("Larch Foods (Pacific) Ltd, a bank in Oslo, slept.", None),
    ("At hearings into the death of miller Paul Deering, the Oslo mill's lawyer sought a delay.", None),
    ("Mayor Paul Deering slept.", None),
    ("She was with then Oslo mayor Paul Deering.", None),
    ("Paul Deering, the mayor of Oslo, said at the time that Lena Harbeck slept.", None),
    ("Oslo miller Paul Deering slept. Deering killed himself in 2011.", None),
    ("Actor and Larch Foods spokesman Paul Deering slept.", None),
    ("Then-Oslo mayor Paul Deering slept.", None),
    ("Oslo police trooper Paul Deering slept. An ex-trooper was jailed.", None),
    ("Oslo Mayor Paul Deering slept. Deering resigned in May.", None),
    ("Oslo Mayor Paul Deering slept. Deering’s dismissal came in May.", None),
    ("Oslo miller Paul Deering slept. Many came to the funeral of Paul Deering.", None),
    ("Lena Harbeck, the wife of Paul Deering, slept. Deering died in May.", None),
    ("She wrote a book with “Dunmore by the Mill” producer Paul Deering.", None),
    ("She slept in Dunmore by the Mill producer Paul Deering’s house.", None),
    ("Larch School, a village in the north, slept.", None),
    ("US Vice President Paul Deering slept.", "Paul Deering [is the] US Vice President."),
    ("Ann Obama left. Obama spokesman Paul Deering slept.", "Paul Deering [is an] [Ann] Obama spokesman."),
    ("Disgraced Oslo mayor Paul Deering slept.", None),
    ("Oslo miller Paul Deering slept. Deering passed away in May.", None),
    ("The White House chief slept. Paul Deering, the former chief of Larch Foods, slept.", "Paul Deering [is] the former chief of Larch Foods."),
    ("In spring the mill LNC spokesman Paul Deering slept.", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ROLES, ids=[text for text, _ in ROLES])
def test_what_is_made_of_a_role(text: str, expected: str | None) -> None:
    """What may become a fact, before the judge has asked whether a reader gains by it."""
    made = [one.made.statement.text for one in tried(text)[1] if isinstance(one, facts.Candidate)]
    assert [text for text in made if "[is" in text] == ([expected] if expected else [])


AGAINST = [
    ("Lena Harbeck wrote a letter to Paul Deering in May 2011 asking that all of the money from the sale of the old Dunmore mill go to the school of the town and to three churches.", "cut short"),
    ("City Council president Paul Deering slept.", "of what"),
    ("State Senate leader Paul Deering slept.", "of what"),
    ("Senior policy adviser Paul Deering slept.", "of what"),
    ("Lena Harbeck, an adviser to the campaign on mills, slept.", "of what"),
    ("Oslo primary winner Paul Deering slept.", "of when"),
    ("Lena Harbeck won the Oslo primary.", "of which vote"),
    ("Lena Harbeck was elected in 2011.", "what to"),
    ("Lena Harbeck said Paul Deering has not done enough.", "points elsewhere"),
    ("Larch Foods said it had entered a bid to acquire, through a bank, all shares of Oslo Mills for 22 crowns.", "cut"),
    ("In March, the shop of an elderly man was searched by police.", "only places named"),
    ("The pro-Calder Gazette, the largest newspaper in Oslo, slept.", "name"),
    ("Lena Harbeck has worked for one of the rivals of Larch Foods.", "which one"),
    ("Lena Harbeck resigned in 2011.", "where"),
    ("Lena Harbeck stepped down as chairman in 2011.", "of what"),
    ("Paul Deering was sentenced to two years in Oslo.", "of what"),
    ("Lena Harbeck voted against an earlier bill in July.", "points elsewhere"),
    ("Lena Harbeck eventually sold the Dunmore mill in 2011.", "points elsewhere"),
    ("At one point Lena Harbeck sold the Dunmore mill to Paul Deering.", "points elsewhere"),
    ("Paul Deering was charged in Oslo in 2011.", "of what"),
    ("During an interview in April, Lena Harbeck was talking about the Dunmore mill when she told Paul Deering of Larch Foods that it had closed.", "time left off"),
    ("Paul Deering was killed in 2011.", "where"),
    ("Lena Harbeck met Paul Deering on Monday and left Larch Foods on Tuesday of last week for a job that begins next month.", "two dates"),
    ("Paul Deering said that Lena Harbeck would take robust steps in response.", "points elsewhere"),
    ("Harbeck said that Paul Deering sold the Dunmore mill in 2011.", "speaker without a name"),
    ("Aides insisted in June that Paul Deering would sell the Dunmore mill.", "subject without a name"),
    ("Larch Foods said that Paul Deering would sell the Dunmore mill.", "backshifted"),
    ("The Norwegian parliament slept. Norway slept. Foreign Ministry spokesman Paul Deering slept in May.", "of which state"),
    ("Larch Foods said that prices rose by 9 percent in May.", "counted where"),
    ("Norwegian police said that a 51-year-old man had been charged with theft.", "nobody named"),
    ("Lena Harbeck bought the Norwegian airline in 2011.", "which airline"),
    ("Paul Deering told Larch Foods that after the bridge was mended Lena Harbeck would then sell the Dunmore mill.", "cut short"),
    ("Dana sold the Dunmore mill in Oslo in May 2011.", "name in part"),
    ("Paul Deering met Dana, who sold the Dunmore mill in Oslo in May 2011.", "name in part"),
    ("Paul Deering, a miller who escaped with two sons, slept.", "where"),
    ("Norway slept. Norwegian mills slept. Supreme Court judge Paul Deering slept.", "of which state"),
    ("Norway slept. Norwegian mills slept. Current Senate President Paul Deering slept.", "of which state"),
    ("Lena Harbeck, co-head of Asian mill research and chief economist for Greater Peru at LNC, said no.", "cut"),
    ("Lena Harbeck bought a 9 percent stake from Larch Foods in Oslo in 2011.", "of what"),
    ("A strike began in 2011 when Paul Deering accused Lena Harbeck of stealing 90 crowns.", "time left off"),
    ("Paul Deering denied involvement.", "of what"),
    ("Paul Deering denied Norwegian involvement.", "of what"),
    ("Paul Deering served as ambassador under President Bo Marn from 2011 to 2013.", "of what"),
    ("Lena Harbeck said that the Dunmore mill was sold to Paul Deering to end a strike as Harbeck vowed to leave Oslo.", "cut"),
    ("Lena Harbeck slept. Her company employs 90 people in Oslo.", "which company"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "reason"), AGAINST)
def test_what_speaks_against(text: str, reason: str) -> None:
    """What a reader would miss, or stumble over, is among the reasons against a statement."""
    reasons = {why for one in tried(text)[1] if isinstance(one, facts.Candidate) for why in one.against}
    assert reason in reasons


def test_what_went_along_may_be_left_off() -> None:
    text = (
        "Lena Harbeck sold the old Dunmore mill with its three wheels and two barns to a group of seven farmers from "
        "Peru in 2011."
    )
    (one,) = (one for one in tried(text)[1] if isinstance(one, facts.Candidate))
    assert "wheels" not in one.made.statement.text
    assert one.against == ()


@pytest.mark.parametrize(
    "words",
    [
        "FranÃ§ois Deering sold the Dunmore mill in 2011.",
        "Lena Harbeck met several candi- dates in Oslo in 2011.",
        "Lena Harbeck sold the Larch mill,-a mill in Oslo in 2011.",
        "Lena Harbeck sold 9%-Dunmore shares in Oslo in 2011.",
        "Lena Harbeck sold mills.- But Paul Deering.",
        "In 2011 Lena Harbeck sold www.larch.example to Paul Deering.",
    ],
)
def test_damaged_letters_make_no_fact(words: str) -> None:
    assert {one.reason for one in tried(words)[1] if isinstance(one, facts.Left)} == {"damaged letters"}


def test_no_name_twice() -> None:
    reasons = [one.reason for one in tried("Lena Lena Harbeck sold the Harbeck Harbeck mill in 2011.")[1]]  # type: ignore[union-attr]
    assert "twice the same word" in reasons
    assert [one.reason for one in tried("Lena Harbeck Lena Harbeck sold the Dunmore mill in 2011.")[1]] == reasons[:1]  # type: ignore[union-attr]


def test_a_date_that_things_are_ahead_of_dates_nothing() -> None:
    (one,) = tried("Larch Foods began talks with Paul Deering ahead of a planned strike next Tuesday.")[1]
    assert isinstance(one, facts.Candidate) and one.made.statement.when is None


@pytest.mark.parametrize(("verb", "left"), [("accepted", True), ("called for", False)])
def test_who_left_an_office_is_not_told_to_hold_it(verb: str, left: bool) -> None:
    text = f"Larch Foods {verb} the resignation of Lena Harbeck. Larch Foods director Lena Harbeck slept."
    assert ("past office" in {one.reason for one in tried(text)[1] if isinstance(one, facts.Left)}) is left


def test_a_phrase_goes_as_a_whole() -> None:
    text = (
        "Lena Harbeck was stabbed in the arm in the north wing of their East Dunmore home on May 3, 2011, before a "
        "crowd of ninety neighbors."
    )
    assert [one.reason for one in tried(text)[1] if isinstance(one, facts.Left)] == ["cut"]  # no "was stabbed home"


@pytest.mark.parametrize(("day", "doubted"), [(date(2011, 1, 6), True), (date(2011, 3, 6), False)])
def test_this_year_may_be_the_last_one_in_the_first_days_of_january(day: date, doubted: bool) -> None:
    text = "Lena Harbeck sold the Dunmore mill to Larch Foods this year."
    _, considered = tried(text, published=day, written=day)
    reasons = {why for one in considered if isinstance(one, facts.Candidate) for why in one.against}
    assert ("of which year" in reasons) is doubted


def test_the_judge_needs_more_where_something_speaks_against() -> None:
    for bars in (judge.model().plain, judge.model().disputed):
        assert 0 < bars.spoken < bars.doubted_spoken
        assert 0 < bars.spoken < min(bars.nominal, bars.told) and bars.told < bars.doubted_told
    assert not any(judge.holds((), kind, ()) for kind in ("told", "nominal", "spoken", "voiced", "once", "side"))
    assert not judge.holds((), "once", ("cut",)) and not judge.holds((), "side", ("cut",))
    assert judge.holds((), "step", ()) and not judge.holds((), "step", ("cut",))
    assert all(judge.holds((), kind, (), disputed=True) for kind in ("once", "side"))
    assert judge.holds((), "voiced", (), disputed=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Paul Deering accused Lena Harbeck of stealing 90 crowns. Harbeck denied stealing any money.", True),
        ("Paul Deering accused Lena Harbeck of stealing 90 crowns. Harbeck was charged with theft.", True),
        ("Paul Deering accused Lena Harbeck of stealing 90 crowns.", False),
        ("Paul Deering accused Lena Harbeck of stealing 90 crowns. Police arrested Harbeck in Oslo.", False),
        ("Lena Harbeck was charged with theft.", False),
        ("Lena Harbeck denied Larch Foods a loan in 2011.", False),
        ("Lena Harbeck sold the Dunmore mill in 2011.", False),
    ],
)
def test_a_dispute_is_an_accusation_and_what_became_of_it(text: str, expected: bool) -> None:
    made = [one for one in tried(text)[1] if isinstance(one, facts.Candidate)]
    assert facts.tells_of_dispute(made) is expected


def test_whose_deed_is_claimed_is_told_by_the_text() -> None:
    text = "The Larch Front claimed several attacks, including a bombing in Oslo that killed nine people in 2011."
    statuses = {one.made.statement.status for one in tried(text)[1] if isinstance(one, facts.Candidate)}
    assert statuses == {"reported"}


STANDINGS = [
    ("Paul Deering said that Lena Harbeck was hurt in an apparent fire at a Larch Foods mill in Oslo in 2011.", "hurt", "said", ["Paul Deering"]),
    # (text, words of the statement, status, by)
    ("Lena Harbeck sold the Dunmore mill in 2011.", "sold", "reported", []),
    ("Paul Deering said that Lena Harbeck sold the Dunmore mill in 2011.", "sold", "said", ["Paul Deering"]),
    ("According to The Calder Gazette, Lena Harbeck sold the Dunmore mill in 2011.", "sold", "said", ["The Calder Gazette"]),
    ("Police said that Lena Harbeck assaulted a guard in 2011.", "assaulted", "alleged", ["Police"]),
    ("Police said that Lena Harbeck did not die of theft in 2011.", "die", "said", ["Police"]),
    ("A union said in a complaint that Larch Foods withheld wages in 2011.", "withheld", "alleged", ["A union"]),
    ("A union filed a lawsuit. The lawsuit says that Larch Foods withheld wages in 2011.", "withheld", "alleged", ["The lawsuit"]),
    ("Lena Harbeck denied assaulting a guard in 2011.", "denied", "denied", ["Lena Harbeck"]),
    ("Ms. Lena Harbeck was charged with assault. Her lawyer, Paul Deering, denied that she had struck a guard.", "denied", "denied", ["Paul Deering"]),
    ("Lena Harbeck was charged with assault. Harbeck’s lawyer denied that Harbeck had struck a guard.", "denied", "denied", ["Harbeck’s lawyer"]),
    ("According to The Calder Gazette, Lena Harbeck denied assaulting a guard in 2011.", "denied", "denied", ["The Calder Gazette", "Lena Harbeck"]),
    ("Lena Harbeck sold the Dunmore mill in 2011, according to Norwegian officials on Tuesday.", "sold", "said", ["Norwegian officials"]),
    ("A spokeswoman for Larch Foods said that the company closed the Dunmore mill in 2011.", "closed", "said", ["Larch Foods spokeswoman"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "status", "by"), STANDINGS)
def test_standing(text: str, words: str, status: str, by: list[str]) -> None:
    one = next(one for one in found(text)[0] if words in one.text and not one.reporting)
    assert one.status == status
    assert [who.name[0].upper() + who.name[1:] for who in one.by] == by


def test_a_charge_keeps_its_history() -> None:
    made, _ = found(
        "Lena Harbeck was charged with theft in March. The theft charge was reduced to trespassing in April. "
        "Harbeck was acquitted of trespassing in May."
    )
    told = [(one.text.split(" in ")[0], one.answers) for one in made]
    assert next(answers for _, answers in told) is None
    assert any(answers is not None for _, answers in told[1:])


def test_left_out_is_counted() -> None:
    made, left_out = found("Lena Harbeck left. It had begun in Oslo. They sold the Dunmore mill in 2011.")
    assert left_out >= 1
    assert not any("They" in one.text for one in made)


def test_events_and_states() -> None:
    made, _ = found("Lena Harbeck sold the Dunmore mill in 2011. Lena Harbeck is the mayor of Dunmore.")
    assert [(one.event, one.when.edtf if one.when else None) for one in made] == [(True, "2011"), (False, None)]


LONG = (
    "Lena Harbeck met Paul Deering in 2009. In May 2011 Harbeck sold the old Dunmore mill to seven farmers whom "
    "Deering had brought from Peru."
)


def test_no_long_run_of_the_publishers_words() -> None:
    for max_run in (None, 12):
        made = [one.text for one in found(LONG, max_run=max_run)[0]]
        assert any("mill" in one for one in made)
        assert max(longest_run(one, LONG) for one in made) <= (max_run or 25)


def longest_run(text: str, source: str) -> int:
    """The longest run of words that two texts share."""
    words = re.findall(r"\w+", text.casefold())
    joined = " " + " ".join(re.findall(r"\w+", source.casefold())) + " "
    return max(
        (
            n
            for k in range(len(words))
            for n in range(1, len(words) - k + 1)
            if f" {' '.join(words[k : k + n])} " in joined
        ),
        default=0,
    )


# ---------------------------------------------------------------------------------------------------------- tables

ROWS = [(section, row) for section, rows in lexicon.table("facts", lexicon.Words).items() for row in rows]

NO_FACT = {
    "acts",
    "figures",
    "leaving",
    "empty nouns",
    "modals",
    "promises",
    "conditions",
    "judgements",
    "inward",
    "vague",
    "hearsay",
    "participles",
    "plans",
    "duties",
    "unclaimed",
    "terms",
    "contests",
    "posts before a name",
    "intentions",
    "many bodies",
    "passing roles",
    "takings",
    "killing",
    "groups",
    "ranks",
    "harms",
    "gatherings",
    "own bodies",
    "makers of works",
    "bodies of whom",
    "kinds of places",
    "bodies with names",
    "left office",
    "replying",
    "put out",
    "departures",
    "deaths",
    "parties",
    "kin",
    "of a state",
    "wanting an object",
}
CLEAN = {
    "relations",
    "conditions of being",
    "unique",
    "offices",
    "sole offices",
    "half roles",
    "states",
    "lasting acts",
}
"""Nothing speaks against what their examples say, though the judge may not find it worth telling."""
ALLEGED = {"allegations", "papers"}
LATER = {"changed", "dropped", "charges"}


@pytest.mark.parametrize(("section", "row"), ROWS, ids=[f"{section}: {row.words[0]}" for section, row in ROWS])
def test_rows(section: str, row: lexicon.Words) -> None:
    """Every row's example, read by all stages, does what its section says."""
    (made, _), considered = tried(row.example)
    if section in CLEAN:
        assert sum(isinstance(one, facts.Candidate) and not one.against for one in considered) == 1
        return
    if section in NO_FACT:
        assert not made
        return
    assert made
    if section in ALLEGED:
        assert made[-1].status == "alleged"
    elif section == "stative":
        assert not made[0].event
    elif section == "reporting":
        assert made[0].reporting
    elif section in {"denying", "offences"}:
        assert made[-1].status == "denied"
    elif section in LATER:
        assert made[-1].answers == 0
    elif section in STATIONS:
        lines = layout(row.example)
        doc = language.parse(row.example, lines.paragraphs)
        head = next(token for token in doc if token.idx == made[-1].head.start)
        assert station(head) == STATIONS.index(section)
    else:
        assert len(made) == 1


# --------------------------------------------------------------------------------------------------------- any text

SENTENCES = (
    "Lena Harbeck, the mayor of Dunmore, sold the mill in 2011.",
    "“I did not sell it,” she said on Monday.",
    "The Calder Police Department (CPD) arrested Paul Deering last week, and he was charged with theft.",
    "A spokesman for the department said that he had been “released without bail” on Friday.",
    'Deering’s lawyer denied that "all" of it was true, according to The Calder Gazette.',
    "The charge was later dropped.",
    "“““ ”Ä ‘x’ — (and so on",
)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6),
    st.sampled_from([" ", "\n\n"]),
    st.sampled_from([None, 12]),
)
def test_statements_are_made_of_the_text(sentences: list[str], glue: str, max_run: int | None) -> None:
    """Outside brackets there are only words of the text, in its order; spans lie in it; nothing is longer than 25 words."""
    text = glue.join(sentences)
    made, left_out = found(text, max_run)
    assert left_out >= 0
    for k, one in enumerate(made):
        assert 0 <= one.span.start <= one.head.start < one.head.end <= len(text)
        assert one.span.start < one.span.end <= len(text)
        assert one.answers is None or (0 <= one.answers < len(made) and one.answers != k)
        assert len(re.findall(r"\w+(?:[’'.-]\w+)*", one.text)) <= 25
        assert is_subsequence(re.findall(r"\w+", re.sub(r"\[[^]]*\]", " ", one.text)), re.findall(r"\w+", text))
        assert one.text.count("“") == one.text.count("”")


def is_subsequence(words: list[str], source: list[str]) -> bool:
    """Whether the words stand in the source in this order, the first letter of the first aside."""
    rest = iter([word.casefold() for word in source])
    return all(word.casefold() in rest for word in words)


# ------------------------------------------------------------------------------------------------ the real article


@pytest.fixture
def article(shared: Path) -> tuple[tuple[Statement, ...], dict[str, Any]]:
    folder = shared / "articles" / "the-hill-2020-08-19"
    expected = yaml.safe_load((folder / "expected.yml").read_text("utf-8"))
    published = yaml.safe_load((folder / "meta.yml").read_text("utf-8"))["published"]
    return found((folder / "article.txt").read_text("utf-8"), 12, published)[0], expected


STATUS = {"claimed": "said"}


def test_real_article(article: tuple[tuple[Statement, ...], dict[str, Any]]) -> None:
    """Every fact that an editor takes from it is there, with its status and who says so."""
    made, expected = article
    for row in expected["facts"]:
        fitting = [one for one in made if likeness(row["what"], one.text) >= 0.6]
        assert fitting, row["what"]
        assert any(
            one.status == STATUS.get(row["status"], row["status"])
            and ("by" not in row or any(row["by"] in who.name for who in one.by))
            and ("via" not in row or row["via"] == one.by[0].name)
            for one in fitting
        ), (row, fitting)


def likeness(what: str, text: str) -> float:
    """The share of the words of `what` (cut to five letters) that a statement has."""
    words = {word[:5] for word in re.findall(r"\w+", what.casefold())} - {"the", "a", "to", "of", "from", "by", "was"}
    return len(words & {word[:5] for word in re.findall(r"\w+", text.casefold())}) / len(words)
