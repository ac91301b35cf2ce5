"""News of an invented coast, for measuring: any number of articles, the same for the same seed, no two alike."""

# ruff: noqa: E501
from __future__ import annotations

import random
from datetime import date, timedelta

FIRST = [
    "Anna",
    "Tom",
    "Mira",
    "Jonas",
    "Edith",
    "Paul",
    "Nora",
    "Karl",
    "Ida",
    "Peter",
    "Ruth",
    "Simon",
    "Clara",
    "Hugo",
    "Vera",
    "Oskar",
    "Lena",
    "Felix",
    "Marta",
    "Emil",
]
LAST = [
    "Lind",
    "Quay",
    "Harrow",
    "Voss",
    "Marlow",
    "Tern",
    "Falk",
    "Bright",
    "Sandin",
    "Rowe",
    "Alder",
    "Crane",
    "Holm",
    "Pike",
    "Strand",
    "Weller",
    "Moor",
    "Ashby",
]
PLACES = [
    "Northport",
    "Saltmarsh",
    "Greyhaven",
    "Eastmouth",
    "Tarnside",
    "Millford",
    "Kelp",
    "Island",
    "Stonebridge",
    "Wick",
]
BODIES = [
    "Harbour Board",
    "City Council",
    "Ferry Company",
    "Fishers’ Union",
    "Coast Guard",
    "Port Authority",
    "Bay Trust",
]
ROLES = ["chair", "director", "captain", "spokeswoman", "lawyer", "inspector", "treasurer", "engineer"]
THINGS = ["ferry", "pier", "lighthouse", "sea wall", "fish market", "dredger", "tunnel", "harbour railway", "dry dock"]
EVENTS = [
    "closed",
    "was repaired",
    "caught fire",
    "was sold",
    "was inspected",
    "ran aground",
    "was flooded",
    "reopened",
]
FLAWS = [
    "the engine",
    "the hull",
    "the budget",
    "the timetable",
    "the contract",
    "the survey",
    "the alarm",
    "the crane",
]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]

OPENINGS = [
    "The {thing} in {place} {event} on {day}, the {body} said.",
    "A {thing} that {place} has argued over since {year} {event} early on {day}, according to the {body}.",
    "{place}’s {thing} {event} last week, {count} days after {name} of the {body} had warned of it.",
]
SENTENCES = [
    "“We looked at {flaw} twice, and {flaw2} once,” said {name}, the {role} of the {body}. “Nobody told us in {month}.”",
    "{name}, a {role}, denied that {flaw} had been kept from the {body}.",
    "The {body} told the Courier on {day} that it would “look into {flaw} without delay.”",
    "In {month} {year}, the {thing} {event}, and {count} people were taken to {place}.",
    "{last} said {flaw} was “old, tired and in the way,” but {other} called that “a fairy tale.”",
    "According to {other}, the {role} at the time, {flaw} cost {count} million crowns between {year} and {year2}.",
    "{name} was charged with fraud on {date}; {last} pleaded not guilty two months later.",
    "“I never saw {flaw},” {other} wrote in a letter to the {body}. “Ask the {role}.”",
    "The {thing} {event} in mid-{month}, and again the following year.",
    "Police in {place} arrested a man of {count} on {day} night, and let him go by the morning.",
    "{other} accused the {body} of hiding {flaw}. The {body} did not reply to questions.",
    "It was not clear on {day} who would pay for {flaw}, or when the {thing} would open.",
    "He added that {count} of the {count2} boats had left {place} before the storm.",
    "She had asked the {body} for {flaw} every spring since {year}, she said.",
]


def article(seed: int, words: int = 500) -> tuple[str, str, date]:
    """An article of about that many words: headline, text (with the headline as its first line), day of publication."""
    pick = random.Random(seed)
    published = date(1995, 1, 1) + timedelta(days=pick.randrange(12_000))
    cast = [(pick.choice(FIRST), pick.choice(LAST)) for _ in range(5)]
    things = [pick.choice(THINGS) for _ in range(3)]
    bodies = [pick.choice(BODIES) for _ in range(2)]

    def filled(pattern: str) -> str:
        (first, last), (first2, last2) = pick.sample(cast, 2)
        day = published - timedelta(days=pick.randrange(900))
        return pattern.format(
            name=f"{first} {last}", last=last, other=f"{first2} {last2}", thing=pick.choice(things),
            body=pick.choice(bodies), place=pick.choice(PLACES), event=pick.choice(EVENTS), role=pick.choice(ROLES),
            flaw=pick.choice(FLAWS), flaw2=pick.choice(FLAWS), day=pick.choice(DAYS), month=pick.choice(MONTHS),
            year=pick.randrange(1950, 1990), year2=pick.randrange(1990, 2020), count=pick.randrange(2, 90),
            count2=pick.randrange(90, 400), date=f"{MONTHS[day.month - 1]} {day.day}, {day.year}",
        )  # fmt: skip

    title = f"{pick.choice(PLACES)} asks what became of {pick.choice(FLAWS)}, number {seed}"
    paragraphs = [title, filled(pick.choice(OPENINGS))]
    count = 0
    while count < words:
        paragraphs.append(" ".join(filled(pick.choice(SENTENCES)) for _ in range(pick.randrange(1, 4))))
        count += len(paragraphs[-1].split())
    return title, "\n\n".join(paragraphs) + "\n", published


def source(seed: int, words: int = 500, rights: str = "open") -> str:
    """An article as the file of a source."""
    title, body, published = article(seed, words)
    head = f"title: {title}\npublisher: The Courier\nauthor: [Ida Moor]\npublished: {published}\n"
    return f"---\n{head}url: https://courier.example/{seed}\nrights: {rights}\n---\n{body}"
