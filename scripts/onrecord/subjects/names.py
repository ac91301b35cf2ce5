"""Finds the proper names of a parsed text and weighs, name by name, whether a person, organisation or place bears it.

spaCy's small model finds most names but labels and cuts them poorly, so it is one witness of several here: a name is a
run of capitalised words, cut at titles and joined over "of", "for" and "in the" where the words ask for it.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from onrecord.subjects.closed import JOINS, ONES_OWN, PARTICLES, SPEECH
from onrecord.subjects.words import KINDS, Gender, Words, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

    from onrecord.model import SubjectKind


PERSONAL = frozenset(["who", "whom", "whose", "he", "she", "him", "her", "his", "hers", "himself", "herself"])
COURTESIES = frozenset({"Mr.", "Mr", "Mrs.", "Mrs", "Ms.", "Ms", "Miss"})
SURNAMES = frozenset({"King", "Dean", "Judge", "Bishop", "Prince", "Pope", "Major", "Marshal", "Duke", "Earl", "Baron"})
"""Titles that are surnames, too."""
FIRMS = frozenset(
    {"Ltd", "Limited", "Inc", "Corp", "Co", "Plc", "PLC", "LLC", "LLP", "NV", "N.V", "SA", "S.A", "AG", "GmbH"}
)
"""What stands behind the name of a firm."""
CALLED = frozenset(
    [
        "suspect",
        "convict",
        "attacker",
        "killer",
        "gunman",
        "bomber",
        "shooter",
        "fugitive",
        "defendant",
        "inmate",
        "victim",
    ]
)
"""What somebody is called at the start of a sentence and is no part of the name."""
ALONE = frozenset({"Church", "School", "Hospital", "University", "College", "Museum", "Library", "Hotel", "Street"})
"""Ends of names that are none by themselves: "St Mary's Church", torn."""
ASKING = frozenset(
    {"Are", "Can", "Could", "Did", "Do", "Does", "Had", "Has", "Have", "Is", "Should", "Was", "Were", "Would"}
)
"""Verbs that a question begins with."""
MINISTERS = frozenset({"minister", "secretary", "envoy", "commissioner"})
"""Those who have a field: "for Finance and Trade"."""
FIELD = frozenset({"PROPN", "NOUN", "ADJ"})
LINKS = frozenset({"of", "for", "at", "in", "on", "to", "with", "and", "the", "a", "an"})
"""Words that no role ends in."""

LABELS: dict[str, tuple[SubjectKind, float]] = {
    "PERSON": ("person", 1.2),
    "ORG": ("organisation", 1.0),
    "GPE": ("place", 1.0),
    "LOC": ("place", 1.5),
    "FAC": ("place", 1.2),
}


class Name(msgspec.Struct):
    """One mention of a name: tokens [start, end) of the parse, without title and without "the" where it is no part."""

    start: int
    end: int
    words: tuple[str, ...]
    title: str = ""
    roles: list[str] = msgspec.field(default_factory=list)
    gender: Gender = "unknown"
    scores: dict[SubjectKind, float] = msgspec.field(default_factory=dict)
    the: bool = False  # "the" or "The" stands before it
    rivals: tuple[int, ...] = ()  # first tokens of the names of those who share this surname, where it stays open
    modifier: bool = False  # it only stands before a noun: "Black Lives Matter organizer"
    apart: bool = False  # the text has somebody else of this name: "Dana Oakley Sr." beside "Dana Oakley"

    @property
    def text(self) -> str:
        """The words of the name, as one line."""
        return join(self.words)

    def weigh(self, kind: SubjectKind, weight: float) -> None:
        """Add to what speaks for a kind (or, below zero, against it)."""
        self.scores[kind] = self.scores.get(kind, 0.0) + weight

    def kind(self) -> SubjectKind | None:
        """The kind with the highest score, None where nothing speaks for any."""
        best = max(KINDS, key=lambda kind: self.scores.get(kind, 0.0))
        return best if self.scores.get(best, 0.0) > 0 else None


def join(parts: tuple[str, ...]) -> str:
    """Words as running text: no space around hyphens, before 's, or where the tokenizer cut a word."""
    text = ""
    for part in parts:
        glue = not text or text.endswith("-") or (part.startswith(("-", "’s", "'s", "’", "'", ",")) and part != "'")
        text += part if glue else " " + part
    return text


def capital(token: Token) -> bool:
    """Whether a token could be a word of a name: it starts with a capital letter."""
    return bool(token.text[0].isupper() and token.text[0].isalpha())


def title_case(sentence: DocSpan) -> bool:
    """Whether a sentence writes nearly all words with capitals, as headlines do: there a capital means nothing."""
    if any(t.is_lower and t.tag_ in {"VBD", "VBZ", "VBP", "MD"} and len(t) > 2 for t in sentence):
        return False  # headlines of that kind write their verbs with capitals
    long = [t for t in sentence if t.is_alpha and len(t) > 3]
    return len(long) >= 4 and sum(capital(t) for t in long) >= 0.8 * len(long)


def find(doc: Doc) -> list[Name]:
    """All names of a text outside headlines, in its order, each with its own evidence of kind."""
    table = words()
    lower = {t.text for t in doc if t.is_lower}
    inside = _capitals_inside(doc)
    names: list[Name] = []
    for sentence in doc.sents:
        if title_case(sentence):
            continue
        for start, end in _runs(sentence, table, lower, inside):
            names += _cut(doc, start, end, table)
    _couples(doc, names, table)
    for name in names:
        _weigh(doc, name, table)
    return names


def _couples(doc: Doc, names: list[Name], table: Words) -> None:
    """ "Dana and Bo Marn" are Dana Marn and Bo Marn, unless somebody else of that first name was named before."""
    known: set[str] = set()
    for name, after in pairwise(names):
        first = name.words[0]
        joined = after.start == name.end + 1 and doc[name.end].lower_ in {"and", "&"}
        two = len(name.words) == 1 and len(after.words) == 2 and joined and first not in table.surnames
        if two and first in table.first and after.words[0] in table.first and first not in known:
            name.words = (first, after.words[1])
        if len(name.words) > 1:
            known.add(first)


# ------------------------------------------------------------------------------------------------------------- runs


def _capitals_inside(doc: Doc) -> frozenset[str]:
    """Words that stand with a capital in the middle of a sentence: at a sentence's start, too, they are names then."""
    found: set[str] = set()
    for sentence in doc.sents:
        if not title_case(sentence):
            found.update(t.text for t in sentence if capital(t) and not _opens(t) and t.text != "I")
    return frozenset(found)


def _opens(token: Token) -> bool:
    """Whether a token opens a sentence, a quotation or what follows a colon: there every word has a capital."""
    if token.is_sent_start or token.i == 0:
        return True
    before = token.nbor(-1)
    if before.is_space or before.is_quote or before.text in {"(", "[", "—", "–"}:
        return before.i == 0 or before.is_quote or _opens(before) or (before.text in {"(", "["} and False)
    return before.text in {":", "?", "!", "...", "…"}


def _runs(sentence: DocSpan, table: Words, lower: set[str], inside: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Token ranges of capitalised words that hang together."""
    doc, end = sentence.doc, sentence.end
    i = sentence.start
    while i < end:
        if not _starts(doc[i], table, lower, inside):
            i += 1
            continue
        j = i + 1
        while (k := _next(doc, i, j, end, table)) > j:
            j = k
        yield i, j
        i = j


def _starts(token: Token, table: Words, lower: set[str], inside: frozenset[str]) -> bool:
    """Whether a name may start with this token."""
    if not capital(token) or token.text in {"I", "I’m", "I'm", "A", "An", "Of", "And", "For"} or _dated(token, table):
        return False
    if token.tag_ in {"PRP", "PRP$", "WP", "WRB", "WDT", "CC", "MD", "UH", "EX"} and not (
        token.i + 1 < len(token.doc) and capital(token.nbor())
    ):
        return False
    if token.tag_ == "MD" and _opens(token):  # "Will Oakley win?"
        return False
    after = token.nbor().text if token.i + 1 < len(token.doc) else ""
    if token.tag_ in {"JJ", "JJR"} and _opens(token) and token.text not in table.first and after in table.first:
        return (
            token.text in table.peoples or token.text in table.places or token.text in inside
        )  # "Jobless Dana Oakley"
    if token.text.lower() in CALLED and _opens(token) and after in table.first:
        return False  # "Suspect Dana Oakley"
    if token.text.removesuffix("woman").removesuffix("man") in table.peoples - {token.text} and after in table.first:
        return False  # "Irishwoman Dana Oakley"
    if token.text == "State" and token.i and token.nbor(-1).lower_ == "of" and token.nbor(-1).i > token.sent.start:
        return False  # "former secretaries of State Dana Oakley and Bo Marn"
    if token.text in ASKING and not token.text.isupper():
        return False  # "The question, Does Oakley know?"
    if not _opens(token):
        return (
            token.tag_ not in {"PRP", "PRP$", "WP", "WRB", "WDT", "IN", "CC", "MD", "UH", "EX"} or token.text.isupper()
        )
    if token.text == "The":
        return token.i + 1 < len(token.doc) and capital(token.nbor())
    little = token.is_stop and token.text not in table.places  # "us", but not "US"
    if (little or token.tag_[:2] in {"VB", "RB", "IN"}) and token.text not in table.first:
        return False
    gerund = (
        token.text.endswith("ing") and len(token) > 5 and token.i + 1 < len(token.doc) and token.nbor().text in inside
    )
    if gerund and token.text not in inside and token.text not in table.first:
        return False
    known = token.text in inside or token.text in table.first or token.text in table.titles
    known = known or token.text in table.places or token.text in table.org_known
    if token.text.lower() in lower and not known:
        return False
    return known or token.tag_ in {"NNP", "NNPS"} or token.text in table.place_starts


def _dated(token: Token, table: Words) -> bool:
    """Whether a token is a day or month, not a name ("May" may be either)."""
    if token.text not in table.calendar:
        return False
    return (token.text not in table.first and token.text != "May") or token.ent_type_ in {"DATE", "TIME"}


def _next(doc: Doc, start: int, i: int, end: int, table: Words) -> int:
    """The end of the run after it took in what stands at `i`; `i` itself where the run is over."""
    if i >= end:
        return i
    token, before = doc[i], doc[i - 1]
    if len(before) > 1 and before.text[-1] in "-–":
        return i  # "The Gazette.- Dana Oakley": two sentences were glued together
    if capital(token):
        if token.text in {"The", "A", "An"} and i + 1 < end and doc[i + 1].is_lower and doc[i + 1].pos_ == "NOUN":
            return i  # a caption before it has no full stop
        ok = token.text != "I" and not _dated(token, table) and not before.is_sent_end
        return i + 1 if ok else i
    after = doc[i + 1] if i + 1 < end else None
    if after is None:
        return i
    if token.text in {"-", "–"} and not before.whitespace_ and not token.whitespace_:
        one = before.ent_type_ == "PERSON" and after.ent_type_ == "PERSON" and after.ent_iob_ == "I"  # "Ki-moon"
        return i + 2 if (capital(after) and not _dated(after, table)) or one else i
    if token.text == "&" and capital(after):
        return i + 2
    if token.text in PARTICLES:
        j = i + 1
        while j < end and doc[j].text in PARTICLES:
            j += 1
        person = before.text in table.first or before.ent_type_ == "PERSON" or doc[i].ent_type_ == "PERSON"
        person = person and before.text not in table.org_known  # "told CNN al-Marn had left"
        if person and j + 1 < end and doc[j].text == "-" and not doc[j].whitespace_ and capital(doc[j + 1]):
            return j + 2  # "al-Marn"
        return j + 1 if person and j < end and capital(doc[j]) else i
    if token.text in {"’s", "'s", "’", "'"} and capital(after):
        saint = i > 1 and doc[i - 2].text in {"St.", "Saint"}
        owner = saint or before.text in table.titles or before.text in table.folk
        office = owner and _ends_in_head(doc, i + 1, end, table)
        return i + 2 if office or (token.text[1:] and _possessive_inside(doc, i)) else i
    return _over_preposition(doc, start, i, end, table)


def _ends_in_head(doc: Doc, start: int, end: int, table: Words) -> bool:
    """Whether the capitalised words from `start` on end in what an organisation is: "People’s Liberation Front"."""
    last = start
    while last + 1 < end and capital(doc[last + 1]):
        last += 1
    return doc[last].text in table.org_heads


def _possessive_inside(doc: Doc, i: int) -> bool:
    """Whether the 's at `i` stands inside one name ("Hell's Kitchen"), not between owner and owned."""
    mark, after = doc[i], doc[i + 1]
    one = mark.ent_type_ in {"FAC", "LOC", "ORG", "GPE"} and after.ent_iob_ == "I" and mark.ent_iob_ == "I"
    owner = doc[i - 1]
    known = after.text in words().places  # "Marn's Norway" is Norway
    return one and owner.ent_iob_ == "B" and owner.text not in words().first and not known


def _over_preposition(doc: Doc, start: int, i: int, end: int, table: Words) -> int:
    """Take in "of the Interior" after "Department", "in the Garden" after a plural name; else stop at `i`."""
    token, before = doc[i], doc[i - 1]
    j = i + 1
    if j < end and doc[j].text == "the":
        j += 1
    if j >= end or not capital(doc[j]) or _dated(doc[j], table):
        return i
    if token.text in JOINS:
        head = before.text in JOINS[token.text]
        place = token.text == "of" and before.text in table.place_heads
        office = token.text == "of" and before.text in {"Secretary", "Minister", "Speaker", "Chief", "Director"}
        acronym = before.text.isupper() and len(before.text) > 1
        return j + 1 if (head or place or office) and not acronym else i
    if token.text == "in" and doc[i + 1].text == "the":
        article = start > 0 and doc[start - 1].pos_ == "DET"
        plural = before.tag_ == "NNPS" and before.text not in table.peoples and before.text not in table.org_heads
        known = doc[j].text in table.places or doc[j].text in table.org_known or doc[j].text in table.org_heads
        known = known or doc[j].text in table.things or doc[j].text in table.place_starts
        return j + 1 if plural and not article and not known else i
    one = token.ent_iob_ == "I" and token.ent_type_ == "ORG" and doc[i + 1].ent_iob_ == "I"
    if token.text in {"in", "to", "against"} and one and capital(doc[i + 1]) and not before.text.isupper():
        known = doc[i + 1].text in table.places or doc[i + 1].text in table.place_starts
        return i if known else i + 2  # "the Committee on Mills in Public Life"
    if token.text == "and":
        j = i + 1
        while j < end and capital(doc[j]):
            j += 1
        if before.text in table.place_starts and i - start == 1 and doc[j - 1].text in table.org_heads and j > i + 1:
            return j
        opens = start + (doc[start].text == "The")
        if i - opens == 1 and opens and doc[opens - 1].lower_ == "the" and doc[j - 1].text == "Initiative":
            return j  # "the Mill and Bridge Initiative"
        return i + 2 if one and capital(doc[i + 1]) and before.text not in table.places else i
    return i


# ------------------------------------------------------------------------------------------------------------- cuts


def _cut(doc: Doc, start: int, end: int, table: Words) -> list[Name]:
    """A run of capitalised words as names: "New York City Mayor Dana Oakley" is a place and a person with a title."""
    tokens = [doc[i] for i in range(start, end)]
    the = tokens[0].text == "The"
    if the:
        start, tokens = start + 1, tokens[1:]
    else:
        the = start > 0 and doc[start - 1].lower_ == "the"
    while (
        len(tokens) > 1 and tokens[-1].text in table.peoples and not _one_person(tokens)
    ):  # "Calder County Republican"
        tokens, end = tokens[:-1], end - 1
    if not tokens:
        return []
    if (minister := _portfolio(doc, start, tokens, table)) is not None:
        return [minister]
    if (k := _title_end(tokens, table)) is not None:
        return _titled(doc, start, end, start + k, table)
    k = _split(tokens, table) or _posting(doc, start, tokens, table)
    if k:
        return _cut(doc, start, start + k, table) + _cut(doc, start + k, end, table)
    name = Name(start, end, _spelled(tokens, table), the=the)
    if not _is_name(tokens, table) or _labelled(doc, start, end):
        return []
    if doc[start - 1].text == "The" and start > 0 and (not _opens(doc[start - 1]) or tokens[-1].text in table.papers):
        keep = not _opens(doc[start - 1]) and tokens[-1].text not in table.org_heads
        if keep or tokens[-1].text in table.papers or f"The {name.text}" in table.org_known:
            name.start, name.words = start - 1, ("The", *name.words)
    name.modifier = doc[end - 1].dep_ in {"compound", "amod", "nmod"} and doc[end - 1].head.i >= end
    _role_before(doc, name, table)
    return [name]


def _one_person(tokens: list[Token]) -> bool:
    """Whether two words are read as one person's name: "Dana French"."""
    return len(tokens) == 2 and all(t.ent_type_ == "PERSON" for t in tokens) and tokens[1].ent_iob_ == "I"


def _portfolio(doc: Doc, start: int, tokens: list[Token], table: Words) -> Name | None:
    """Who stands behind a minister's field: "Minister for Finance and Trade Dana Oakley"."""
    i = start - 1
    while i > 1 and (doc[i].lower_ in {"and", "the", "&", ","} or (capital(doc[i]) and doc[i].pos_ in FIELD)):
        i -= 1
    if i < 1 or doc[i].lower_ not in {"for", "of"} or doc[i - 1].lower_ not in MINISTERS:
        return None
    ends = (k for k in range(1, len(tokens) - 1) if tokens[k].text in table.first and tokens[k - 1].text != "and")
    k = next(ends, 0)
    if not k:
        return None
    person = Name(start + k, start + len(tokens), tuple(t.text for t in tokens[k:]))
    person.weigh("person", 4.0)
    person.roles.append(join(tuple(doc[j].text for j in range(i - 1, start + k))))
    return person


def _spelled(tokens: list[Token], table: Words) -> tuple[str, ...]:
    """The words of a name; a dateline's "WASHINGTON" in plain spelling."""
    text = " ".join(t.text for t in tokens)
    if text.isupper() and len(text) > 4 and text.title() in table.places:
        return tuple(t.text.title() for t in tokens)
    return tuple(t.text for t in tokens)


def _title_end(tokens: list[Token], table: Words) -> int | None:
    """Where the last title ends in a run, if a person's name follows: the index after it."""
    last = tokens[-1].text
    if last in table.org_heads or last in table.place_heads or last in table.things:
        return None
    found = None
    for k, token in enumerate(tokens[:-1]):
        if k and token.text in SURNAMES and tokens[k - 1].text in table.first:  # "Dana King Oakley"
            continue
        named = k + 2 == len(tokens) and token.text in COURTESIES and last in SURNAMES  # "Mr. King"
        called = token.text.lower()
        role = called in table.roles.keys() - table.relations and token.text not in table.first  # "Filmmaker Dana …"
        titled = token.text in table.titles or (role and tokens[k + 1].text in table.first and k + 2 < len(tokens))
        if titled and (tokens[k + 1].text not in table.titles or named):
            rest = tokens[k + 1 :]
            if rest[0].text == "of":  # "Secretary of State Dana Oakley"
                names = (j for j in range(k + 3, len(tokens) - 1) if tokens[j].text in table.first)
                found = next(names, found)
                continue
            if any(t.text in table.org_heads and t.text not in table.first for t in rest):
                continue
            if token.text in table.first and k == 0:  # "Dean Oakley", "Christian Oakley"
                continue
            found = k + 1
    if found is not None and _goes_on(tokens, found, table):
        return found + 1
    if found is not None and tokens[found - 1].text == "Miss" and len(tokens) - found > 2:
        found = next((k for k in range(found, len(tokens) - 1) if tokens[k].text in table.first), found)
    return found


def _goes_on(tokens: list[Token], cut: int, table: Words) -> bool:
    """Whether a title goes on with the word at `cut`: "Chief Executive Dana Oakley", "General Counsel Bo Marn"."""
    word = tokens[cut]
    office = word.text.lower() in table.roles and word.text not in table.first and word.text.istitle()
    return office and tokens[cut - 1].text not in COURTESIES and len(tokens) - cut > 2


def _titled(doc: Doc, start: int, end: int, cut: int, table: Words) -> list[Name]:
    """The person after a title, with the title as role, and the organisation or place that stands before the title."""
    k = cut - 1
    while k > start and (doc[k - 1].text in table.titles or doc[k - 1].text in table.title_parts):
        k -= 1
    names: list[Name] = []
    joined = next((i for i in range(start + 1, cut) if doc[i].text == "&"), None)
    if joined is not None and doc[joined - 1].text not in table.titles:  # "Oakley & Sen. Bo Marn" are two
        names += _cut(doc, start, joined, table)
        start, k = joined + 1, max(k, joined + 1)
    words_before = [doc[i] for i in range(start, k)]
    while words_before and words_before[0].text in table.peoples:
        words_before = words_before[1:]
    if words_before:
        first = words_before[0].i
        names += _cut(doc, first, k, table)
        for name in names:
            name.modifier = True
    if _labelled(doc, k, end):
        return names
    title = table.titles.get(doc[cut - 1].text) or table.titles.get(doc[k].text)
    person = Name(cut, end, tuple(doc[i].text for i in range(cut, end)))
    person.title = doc[cut - 1].text
    person.weigh("person", 5.0)
    if title is not None:
        person.gender = title.gender
        if title.role or cut - k > 1:
            left = start
            if left > 0 and doc[left - 1].lower_ in {"former", "then", "acting", "interim", "late"}:
                left -= 1
            person.roles.append(join(tuple(doc[i].text for i in range(left, cut))))
    return [*names, person]


def _split(tokens: list[Token], table: Words) -> int | None:
    """Where a run holds two names side by side ("Fox News Dana Oakley"): the index of the second."""
    last = tokens[-1].text
    if len(tokens) < 3 or last in table.org_heads or last in table.place_heads or last in table.things:
        return None
    for k in range(2, len(tokens)):
        if tokens[k - 1].text in table.papers:
            tail = {t.text for t in tokens[k:]}
            if not tail & (table.org_heads.keys() | JOINS.keys() | {"-", "&", "and"}):
                return k
    for k in range(1, len(tokens) - 1):
        if tokens[k].text in table.first and tokens[k - 1].text not in table.first:
            before = join(tuple(t.text for t in tokens[:k]))
            known = before in table.org_known or before in table.places or tokens[k - 1].text in table.org_heads
            if known or tokens[k - 1].text in table.peoples:
                return k
    return None


def _posting(doc: Doc, start: int, tokens: list[Token], table: Words) -> int:
    """Where the name begins of whoever is posted to the place before it: "ambassador to Norway Oakley Dunmore"."""
    office = start > 1 and doc[start - 1].lower_ in {"to", "in"} and doc[start - 2].lower_ in table.roles
    rest = [t.text for t in tokens[1:]]
    if not office or len(rest) < 2 or tokens[0].text not in table.places:
        return 0
    other = any(word in table.org_heads or word in table.place_heads or word in table.things for word in rest)
    return 0 if other or not all(word.isalpha() for word in rest) else 1


MARKS = frozenset(',;:()"[]')
"""What stands in no name: two sentences were glued together."""
LONGEST = 20
"""Words: more in a row with capital letters are a heading or noise."""


def _is_name(tokens: list[Token], table: Words) -> bool:
    """Whether the words name somebody or something that can be a subject: no people, day, law or lone title."""
    if len(tokens) > LONGEST or any(
        t.text[0] == "-" or t.text[-1] in "-–" or not MARKS.isdisjoint(t.text) for t in tokens if len(t) > 1
    ):
        return False
    if len(tokens) == 1:
        word = tokens[0].text
        if word in table.peoples or word in table.calendar or word in table.things or word in table.titles:
            return False
        if word in table.abbreviations or word in table.suffixes or len(word.replace(".", "")) == 1:
            return False
        if word in ALONE or word.rstrip(".") in FIRMS:  # what follows a firm's name, torn from it by brackets
            return False
        if word in table.roles or (word.lower() in table.roles and word not in table.first):
            return False
    last = tokens[-1].text
    if last in table.endings or (len(tokens) == 2 and tokens[0].text in table.teams and not last.isupper()):
        return False
    if any(c.isdigit() for c in last) and tokens[0].text not in table.org_known:  # a model, a visa, a form
        return False
    if len(tokens) > 1 and _roman(last) and tokens[-2].text in table.things:  # "World War II"
        return False
    if last in table.things and tokens[0].text not in table.first and last not in table.org_heads:
        return False
    if tokens[0].text in table.titles and tokens[1:2] and tokens[1].text == "of":  # "Speaker of the House"
        return False
    article = any(t.lower_ in {"a", "an"} and t.dep_ == "det" for t in tokens[-1].lefts)
    if article and tokens[-1].head.i not in range(tokens[0].i, tokens[-1].i + 1) and tokens[-1].dep_ != "compound":
        return False
    nobody = table.peoples | table.titles.keys() | table.folk | {"-", "of"}
    return not all(t.text in nobody for t in tokens)


def _roman(word: str) -> bool:
    """Whether a word is a Roman number."""
    return bool(word) and set(word) <= set("IVXL")


def _labelled(doc: Doc, start: int, end: int) -> bool:
    """Whether quotation marks stand around just these words (a title, a nickname), or "v." makes them a case."""
    opens = start > 0 and doc[start - 1].is_quote
    closes = end < len(doc) and (
        doc[end].is_quote or (doc[end].is_punct and end + 1 < len(doc) and doc[end + 1].is_quote)
    )
    versus = {"v.", "vs.", "v"}
    case = (start > 0 and doc[start - 1].lower_ in versus) or (end < len(doc) and doc[end].lower_ in versus)
    return case or (opens and closes)


def _role_before(doc: Doc, name: Name, table: Words) -> None:
    """Read the lower-case words before a name: "organizer Dana Oakley" makes a person with a role."""
    i = name.start - 1
    if i < 0 or doc[i].is_punct or doc[i].is_space or name.the:
        return
    noun = doc[i]
    role = table.roles.get(noun.lower_)
    if role is None or noun.sent != doc[name.start].sent or noun.tag_ not in {"NN", "NNP", "JJ"}:
        return
    if len(name.words) == 1 and noun.dep_ not in {"compound", "appos", "nmod", "amod"} and name.text not in table.first:
        return
    left = i
    while (
        left > 0
        and doc[left - 1].head.i in range(left, i + 2 + len(name.words))
        and (
            doc[left - 1].dep_ in {"compound", "amod", "nmod", "poss", "nummod", "punct", "dobj", "nsubj", "case"}
            and doc[left - 1].pos_ in {"ADJ", "NOUN", "PROPN", "PUNCT"}
            and doc[left - 1].text not in {",", ";", ":", "(", ")", "“", "”", '"'}
        )
    ):
        left -= 1
    while left > 0 and capital(doc[left - 1]) and doc[left - 1].tag_[:2] in {"NN", "JJ"} and doc[left].i <= i:
        if doc[left - 1].is_sent_start and doc[left - 1].text == "The":
            break
        left -= 1
    while left < i and doc[left].is_punct:
        left += 1
    name.roles.append(join(tuple(doc[k].text for k in range(left, i + 1))))
    name.weigh("person", 4.0)
    if name.gender == "unknown":
        name.gender = role.gender


# --------------------------------------------------------------------------------------------------------- evidence


def _weigh(doc: Doc, name: Name, table: Words) -> None:
    """Collect what speaks for each kind: the words themselves, what stands around them, and spaCy's label."""
    _weigh_words(name, table)
    _weigh_surroundings(doc, name, table)
    label = LABELS.get(doc[name.end - 1].ent_type_)
    if label is not None:
        name.weigh(*label)
    alone = len(name.words) == 1 and name.words[0] in table.surnames
    if name.gender == "unknown" and name.kind() == "person" and not alone:
        name.gender = table.first.get(name.words[0], "unknown")


def _weigh_words(name: Name, table: Words) -> None:
    """What the words of the name say by themselves."""
    text, last, first = name.text, name.words[-1], name.words[0]
    bare = text.removeprefix("The ")
    if bare in table.places:
        name.weigh("place", 6.0)
        return
    if text in table.org_known or bare in table.org_known:
        name.weigh("organisation", 4.0)
    if (last in table.org_heads and (len(name.words) > 1 or name.the)) or (
        first in table.org_heads and len(name.words) > 2 and name.words[1] in JOINS
    ):
        name.weigh("organisation", 5.0)
    if any(
        head in table.org_heads and join_ in JOINS for head, join_ in pairwise(name.words[1:])
    ):  # "Dana Oakley Institute for Peace"
        name.weigh("organisation", 5.0)
    if last in table.place_heads and len(name.words) > 1:
        name.weigh("place", 4.0)
    if first in table.place_starts and len(name.words) > 1 and last not in table.org_heads:
        name.weigh("place", 1.2)
    if first in table.first and len(name.words) > 1:
        name.weigh("person", 3.0)
    elif text in table.first:
        name.weigh("person", 1.5)
    if len(name.words) == 3 and len(name.words[1]) == 2 and name.words[1].endswith("."):
        name.weigh("person", 3.0)
    if last in table.suffixes:
        name.weigh("person", 2.0)
    if first == "The":
        name.weigh("person", -3.0)
    if _lettered(name, table) or _team(name, table):
        name.weigh("organisation", 3.0)
    letters = text.replace(".", "")
    if letters.isupper() and 2 <= len(letters) <= 6 and len(name.words) == 1 and bare not in table.places:
        name.weigh("organisation", 2.0)
    if " of " in f" {text} " and first in table.place_heads:
        name.weigh("place", 3.0)
    if " in the " in text:
        name.weigh("organisation", 4.0)


def _lettered(name: Name, table: Words) -> bool:
    """Whether a name of several words has an organisation's letters at either end: "North Calder RNC"."""
    first, last = name.words[0], name.words[-1]
    if len(name.words) < 2 or first in table.first:
        return False
    ends = len(last) > 2 and last.isalpha() and last.isupper() and not _roman(last) and last not in table.abbreviations
    return (ends and not first.isupper()) or (first.isupper() and first in table.org_known)


def _team(name: Name, table: Words) -> bool:
    """Whether a name is a place's with a plural behind it that is no landscape: "Oslo Otters"."""
    place, last = join(name.words[:-1]), name.words[-1]
    return place in table.places and last.endswith("s") and last not in table.place_heads and len(last) > 3


def _weigh_surroundings(doc: Doc, name: Name, table: Words) -> None:
    """What the sentence says about the bearer of the name."""
    head = doc[name.end - 1]
    if not name.modifier:
        if head.dep_ == "nsubj" and head.head.lemma_ in SPEECH:
            name.weigh("person", 0.7)
            name.weigh("organisation", 0.3)
            name.weigh("place", -0.5)
            if len(name.words) == 1 and _says_of_itself(head.head):
                name.weigh("person", 2.0)
        if head.dep_ == "pobj" and head.head.lower_ in {"in", "near", "outside", "across"} and len(name.words) < 4:
            name.weigh("place", 0.8)
        if (
            head.dep_ == "pobj"
            and head.head.lower_ == "of"
            and (
                head.head.head.lower_ in table.place_nouns
                or head.head.head.lower_ in {"mayor", "governor", "residents"}
            )
        ):
            name.weigh("place", 2.0)
        if name.the:
            name.weigh("person", -1.5)
            name.weigh("organisation", 0.3)
    if len(name.words) == 1 and head.dep_ == "poss" and head.head.lemma_.lower() in ONES_OWN:
        name.weigh("person", 2.0)
    after = doc[name.end] if name.end < len(doc) else None
    if after is not None and after.text == "," and name.end + 1 < len(doc):
        _weigh_apposition(doc, name, name.end + 1, table)
    for child in head.children:
        if child.dep_ == "relcl" and any(t.lower_ in {"who", "whose", "whom"} for t in child.subtree):
            name.weigh("person", 2.0)
    if (noun := apposed(doc, name.end)) is not None:
        _weigh_noun(doc, name, noun, table)


def _says_of_itself(verb: Token) -> bool:
    """Whether what somebody says begins with "he" or "she": "Oakley said she would leave"."""
    said = (t for t in verb.rights if t.dep_ == "ccomp")
    return any(t.dep_ == "nsubj" and t.lower_ in {"he", "she"} for one in said for t in one.lefts)


def apposed(doc: Doc, end: int) -> Token | None:
    """The head of the phrase that stands between commas right after a name, or after an age ("Dana Oakley, 34, a …"):
    the parser often hangs it elsewhere."""
    if end + 1 >= len(doc) or doc[end].text not in {",", "—", "–"}:
        return None
    if _age(doc[end + 1]) and end + 3 < len(doc) and doc[end + 2].text == ",":
        end += 2
    token = doc[end + 1]
    found = None
    for _ in range(6):
        if token.left_edge.i != end + 1:
            break
        if token.dep_ == "appos" or (token.tag_ == "NN" and token.dep_ in {"attr", "npadvmod", "oprd"}):
            found = token
        if token.head == token:
            break
        token = token.head
    if found is not None and found.i + 2 < len(doc) and doc[found.i + 1].text == "-" and not found.whitespace_:
        whole = doc[found.i + 2]  # "a co-founder", in three pieces
        return whole if whole.tag_ == "NN" and whole.dep_ == "appos" else found
    return found


def _age(token: Token) -> bool:
    """Whether a number may be somebody's age."""
    return token.text.isdigit() and 5 <= int(token.text) <= 110


def _weigh_apposition(doc: Doc, name: Name, i: int, table: Words) -> None:
    """ ", 34," and ", Pa.," after a name."""
    token = doc[i]
    if _age(token):
        closes = i + 1 < len(doc) and doc[i + 1].text in {",", "."}
        name.weigh("person", 3.0 if closes else 0.5)
    elif token.text in table.abbreviations:
        name.weigh("place", 3.0)


def _weigh_noun(doc: Doc, name: Name, noun: Token, table: Words) -> None:
    """An apposition with its noun: "the founder of …" makes a person, "a group that …" an organisation."""
    word = noun.lower_
    if noun.tag_ not in {"NN", "NNS"}:
        return
    if word in table.roles and noun.tag_ == "NN":
        name.weigh("person", 3.0)
        left = min(t.i for t in noun.subtree)
        while left > 1 and doc[left - 1].text == "-" and not doc[left - 1].whitespace_:
            left = doc[left - 2].left_edge.i  # "co-founder"
        if doc[left].lower_ in {"the", "a", "an", "its", "his", "her", "their"}:
            left += 1
        right = _role_end(noun)
        while right < len(doc) and doc[right - 1].text in table.titles and capital(doc[right]):
            right += 1  # "adviser to President Bo Marn", however it was parsed
        role = "".join(doc[k].text_with_ws for k in range(left, right)).strip()
        role = role.split(" and the ")[0].split(" and a ")[0]
        before = role.split(" ", 2)
        if before[0] == "then" and before[1:2] and before[1] in {"a", "an", "the"}:
            role = "then " + " ".join(before[2:])
        while role and role.split()[-1] in LINKS:
            role = role.rpartition(" ")[0]
        if role and len(role) <= 90 and role.split()[0].lower() not in {"who", "whose", "which", "another"}:
            name.roles.append(role)
        if name.gender == "unknown":
            name.gender = table.roles[word].gender
    elif word in table.org_nouns:
        name.weigh("organisation", 2.5)
        name.roles.append(word)
    elif word in table.place_nouns:
        name.weigh("place", 2.5)


def _role_end(noun: Token) -> int:
    """Where the role that an apposition gives ends: with its prepositional phrases, before any clause or comma."""
    end = noun.i + 1
    doc = noun.doc
    last = max(t.i for t in noun.subtree) + 1
    while (
        end < last
        and doc[end].text not in {",", ";", "(", ":", "—", "–"}
        and not (doc[end].text == "-" and doc[end - 1].whitespace_)  # a dash; a hyphen goes on
        and doc[end].tag_
        not in {
            "WDT",
            "WP",
            "VBD",
            "VBZ",
            "VBP",
            "VBG",
            "VBN",
            "``",
            "''",
        }
    ):
        end += 1
    return end
