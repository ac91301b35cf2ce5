"""Do links outlive edits? Simulates editors at work on real texts and counts what became of each item's link.

    python tests/bench/permalinks.py FOLDER [--limit N] [--seeds 1] [--by-edit] [--errors N] [--cut] [--hard]

FOLDER holds plain texts (*.txt). Each is read as the site reads it (with `--cut`, in a fraction of the time, by marks
and sentences alone), edited three times over (lightly, thoroughly, heavily: each edit on top of the one before; with
`--hard` twice more, see below), and read again after each edit; `permalinks.carry` hands the ids on from reading to
reading. Half of the texts are read as closed ones, whose records hold no prose.

The truth comes from the edit itself: every word of the edited text is known to be a word of the text before, or new.
Measured in letters of words,
  the same item    shares at least half of the shorter and three tenths of the longer of the two; of several, the one
                   that shares most (one to one). Where it was split, either piece will do, if it is nobody else's;
                   where two were merged, either's id will do, and the other is not counted. Eight words and more that
                   come back letter for letter, or stand there twice, are the same item, too, and fewer where their
                   sentence came with them: no reader could tell that from a move. The words of a person, organisation
                   or place are all its mentions; the same name is the same one, and a name of which a word became
                   another is another's (so these don't count for `taken`).
  a removed item   shares less than a tenth with any item of its kind.
What lies between is counted for `wrong` only.
  survive  same items whose id went with them, in per cent of same items
  wrong    ids that lead to an item which is the same as another old one, or shares less than a tenth with it while
           it is not removed, in per cent of all old items
  taken    removed items whose id went to an item that is none of the old ones, in per cent of removed items;
           each must be in the review list, and the program ends with status 1 where one is not, or where a number,
           a name or a "not" of an item changed and the record shows no change.
`--hard` goes on with what is made to mislead: quotations twice with a word changed, of which one goes; two that change
places; paragraphs that stand twice; a name corrected throughout; quotations joined, parted, marked and unmarked; the
headline rewritten; a day of publication that comes and is corrected. Then the first text is compared with the last.
A person would not always know in these, so they are counted to see what became worse, not to be met.
The last line: `survive 99.7 wrong 0.0 taken 1.2`. The same seeds give the same numbers.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2] / "scripts")]

from rapidfuzz import fuzz  # noqa: E402

from onrecord import permalinks, record  # noqa: E402
from onrecord.model import Entry, Fact, Metadata, Quote, Record, Said, Source, Span, Speaker, SubjectItem  # noqa: E402

TOKEN = re.compile(r"\w+(?:[’'.-]\w+)*|[^\w\s]|\s+")
SENTENCE_END = re.compile(
    r"(?<=[a-z0-9%)]{2}[.!?])(?<!\b(?:Mr|Dr|Ms|Jr|St)\.)(?<!\b(?:Mrs|Sen|Rep|Gov|Gen)\.)[”\"’']?\s+(?=[“\"‘A-Z])"
)


# ------------------------------------------------------------------------------------------------------ text and edits


@dataclass
class Word:
    """A token of a text: its letters, and the place of the token of the text before that it is (None: it is new)."""

    text: str
    origin: int | None
    root: int | None = None  # the place of the token of the very first text that it is

    @property
    def letters(self) -> int:
        return sum(map(str.isalnum, self.text))


Sentence = list[Word]
Paragraph = list[Sentence]
Document = list[Paragraph]


def cut(text: str) -> Document:
    """A text as paragraphs of sentences of tokens, each token its own origin."""
    document: Document = []
    at = 0
    for block in re.split(r"(\n\s*\n|\n)", text):
        if block.strip():
            starts = [0, *(m.end() for m in SENTENCE_END.finditer(block)), len(block)]
            document.append(
                [
                    [Word(m[0], at + a + m.start(), at + a + m.start()) for m in TOKEN.finditer(block[a:b])]
                    for a, b in pairwise(starts)
                    if block[a:b].strip()
                ]
            )
        at += len(block)
    return document


def fresh(words: Sentence) -> Sentence:
    return [Word(word.text, None) for word in words]


def joined(document: Document) -> tuple[str, dict[int, Word]]:
    """The text of a document and its tokens by their place in it."""
    parts, at, places = [], 0, {}
    for paragraph in document:
        for number, sentence in enumerate(paragraph):
            last = paragraph[number - 1][-1].text if number else " "
            if not last[-1:].isspace():
                parts.append(" ")
                at += 1
            for word in sentence:
                parts.append(word.text)
                places[at] = word
                at += len(word.text)
        parts.append("\n\n")
        at += 2
    return "".join(parts), places


@dataclass
class Editor:
    """Edits a document at random; knows other texts to take words and sentences from."""

    chance: random.Random
    others: list[Document]
    vocabulary: list[str]
    did: Counter[str] = field(default_factory=Counter)

    def sentence(self, document: Document) -> tuple[int, int] | None:
        places = [(p, s) for p, paragraph in enumerate(document) for s in range(len(paragraph))]
        return self.chance.choice(places) if places else None

    def word(self, instead: str = "a") -> Word:
        """A word out of other texts, written as the one that it replaces: a name for a name."""
        for _ in range(20):
            word = self.chance.choice(self.vocabulary)
            if word[0].isupper() == instead[0].isupper():
                break
        return Word(word, None)

    def foreign(self, *, quoted: bool | None = None) -> Sentence:
        for _ in range(60):
            document = self.chance.choice(self.others)
            sentence = self.chance.choice(self.chance.choice(document))
            has = any(word.text in '“"' for word in sentence)
            if quoted is None or has == quoted:
                return fresh(sentence)
        return fresh(sentence)

    # Each edit changes the document in place.

    def typo(self, document: Document) -> None:
        """A letter of a word is mended; it stays the same word."""
        p, s = self.sentence(document) or (0, 0)
        words = [word for word in document[p][s] if word.letters > 3]
        if words:
            word = self.chance.choice(words)
            at = self.chance.randrange(1, len(word.text) - 1)
            swapped = word.text[at + 1] + word.text[at]
            options = [word.text[:at] + word.text[at + 1 :], word.text[:at] + swapped + word.text[at + 2 :]]
            word.text = self.chance.choice(options)

    def words(self, document: Document) -> None:
        """One to three words of a sentence become others, or go, or come."""
        p, s = self.sentence(document) or (0, 0)
        sentence = document[p][s]
        for _ in range(self.chance.randint(1, 3)):
            places = [i for i, word in enumerate(sentence) if word.letters > 1]
            if len(places) < 5:
                return
            at = self.chance.choice(places)
            how = self.chance.random()
            if how < 0.6:
                sentence[at] = self.word(sentence[at].text)
            elif how < 0.8:
                del sentence[at : at + 2]
            else:
                sentence[at:at] = [self.word(), Word(" ", None)]

    def number(self, document: Document) -> None:
        """A number changes."""
        words = [word for paragraph in document for sentence in paragraph for word in sentence if word.text.isdecimal()]
        if words:
            word = self.chance.choice(words)
            word.text = str(int(word.text) + self.chance.randint(1, 9))

    def negate(self, document: Document) -> None:
        """A "not" comes in."""
        p, s = self.sentence(document) or (0, 0)
        sentence = document[p][s]
        at = next(
            (i for i, word in enumerate(sentence) if word.text in {"is", "was", "are", "were", "will", "had"}), None
        )
        if at is not None:
            sentence[at + 1 : at + 1] = [Word(" ", None), Word("not", None)]

    def clause(self, document: Document) -> None:
        """A run of three to eight words becomes another, goes, or comes."""
        p, s = self.sentence(document) or (0, 0)
        sentence = document[p][s]
        length = self.chance.randint(6, 16)
        if len(sentence) < 2 * length:
            return
        at = self.chance.randrange(0, len(sentence) - length)
        run = [token for _ in range(length // 2) for token in (self.word(), Word(" ", None))]
        how = self.chance.random()
        if how < 0.4:
            sentence[at : at + length] = [Word(" ", None), *run]
        elif how < 0.7:
            del sentence[at : at + length]
        else:
            sentence[at:at] = [Word(" ", None), *run]

    def trim(self, document: Document) -> None:
        """A quotation loses its beginning or end: up to half of it, at least four words left."""
        found = []
        for paragraph in document:
            for sentence in paragraph:
                opened = None
                for i, word in enumerate(sentence):
                    if word.text == "“" or (word.text == '"' and opened is None):
                        opened = i
                    elif word.text in '”"' and opened is not None:
                        found.append((sentence, opened + 1, i))
                        opened = None
        if not found:
            return
        sentence, start, end = self.chance.choice(found)
        places = [i for i in range(start, end) if sentence[i].letters]
        if len(places) < 8:
            return
        cut_off = self.chance.randint(2, len(places) // 2)
        if self.chance.random() < 0.5:
            del sentence[start : places[cut_off]]
        else:
            del sentence[places[-cut_off] : end]

    def move_sentence(self, document: Document) -> None:
        p, s = self.sentence(document) or (0, 0)
        sentence = document[p].pop(s)
        to = self.chance.randrange(len(document))
        document[to].insert(self.chance.randint(0, len(document[to])), sentence)

    def move_paragraph(self, document: Document) -> None:
        paragraph = document.pop(self.chance.randrange(len(document)))
        document.insert(self.chance.randint(0, len(document)), paragraph)

    def split_paragraph(self, document: Document) -> None:
        p = self.chance.randrange(len(document))
        if len(document[p]) > 1:
            at = self.chance.randrange(1, len(document[p]))
            document[p : p + 1] = [document[p][:at], document[p][at:]]

    def join_paragraphs(self, document: Document) -> None:
        if len(document) > 1:
            p = self.chance.randrange(len(document) - 1)
            document[p : p + 2] = [document[p] + document[p + 1]]

    def split_sentence(self, document: Document) -> None:
        """A sentence becomes two at a comma."""
        p, s = self.sentence(document) or (0, 0)
        sentence = document[p][s]
        commas = [i for i, word in enumerate(sentence) if word.text == "," and 6 < i < len(sentence) - 6]
        if commas:
            at = self.chance.choice(commas)
            rest = [Word("And", None), *sentence[at + 1 :]]
            document[p][s : s + 1] = [[*sentence[:at], Word(".", None), Word(" ", None)], rest]

    def add_sentence(self, document: Document) -> None:
        p, s = self.sentence(document) or (0, 0)
        document[p].insert(s, self.foreign())

    def add_paragraph(self, document: Document) -> None:
        sentences = [self.foreign() for _ in range(self.chance.randint(1, 3))]
        document.insert(self.chance.randint(0, len(document)), sentences)

    def remove_sentence(self, document: Document) -> None:
        p, s = self.sentence(document) or (0, 0)
        del document[p][s]

    def remove_paragraph(self, document: Document) -> None:
        if len(document) > 3:
            del document[self.chance.randrange(len(document))]

    def replace_sentence(self, document: Document) -> None:
        """A sentence goes, another of the same make stands in its place: other words, the same speaker."""
        p, s = self.sentence(document) or (0, 0)
        sentence = document[p][s]
        marks = [i for i, word in enumerate(sentence) if word.text in '“”"']
        if len(marks) >= 2:
            foreign = self.foreign(quoted=True)
            theirs = [i for i, word in enumerate(foreign) if word.text in '“”"']
            if len(theirs) >= 2:
                sentence[marks[0] + 1 : marks[1]] = foreign[theirs[0] + 1 : theirs[1]]
                return
        document[p][s] = self.foreign(quoted=False)

    def lookalike(self, document: Document) -> None:
        """A sentence goes; elsewhere comes one with the same beginning or end and otherwise other words."""
        p, s = self.sentence(document) or (0, 0)
        sentence = document[p][s]
        keep = len(sentence) // 4
        foreign = self.foreign()
        del document[p][s]
        twin = fresh(sentence[:keep]) + foreign if self.chance.random() < 0.5 else foreign + fresh(sentence[-keep:])
        document.insert(self.chance.randint(0, len(document)), [twin])

    def pull_quote(self, document: Document) -> None:
        """A quotation's first words are quoted once more, further up; the quotation stays."""
        for paragraph in document[1:]:
            for sentence in paragraph:
                marks = [i for i, word in enumerate(sentence) if word.text in '“"']
                if marks and len(sentence) - marks[0] > 14 and self.chance.random() < 0.3:
                    run = fresh(sentence[marks[0] + 1 : marks[0] + 12])
                    twin = [Word("“", None), *run, Word(",", None), Word("”", None), *fresh(self.he_said())]
                    document.insert(1, [twin])
                    return

    @staticmethod
    def he_said() -> Sentence:
        return [Word(text, None) for text in (" ", "he", " ", "said", ".")]

    def restyle(self, document: Document) -> None:
        """Curly marks become straight, or straight ones curly."""
        tokens = [word for paragraph in document for sentence in paragraph for word in sentence]
        curly = any(word.text == "“" for word in tokens)
        opens = True
        for word in tokens:
            if curly and word.text in "“”":
                word.text = '"'
            elif not curly and word.text == '"':
                word.text = "“" if opens else "”"
                opens = not opens
            elif curly:
                word.text = word.text.replace("’", "'")

    def new_lead(self, document: Document) -> None:
        """The first paragraphs are written anew: some of their words stay."""
        for p in range(min(3, len(document))):
            for s, sentence in enumerate(document[p]):
                if self.chance.random() < 0.4:
                    document[p][s] = self.foreign()
                else:
                    document[p][s] = [
                        self.word(word.text) if word.letters and self.chance.random() < 0.4 else word
                        for word in sentence
                    ]

    def quoted(self, document: Document) -> list[tuple[int, int, int, int]]:
        """Every quotation within one sentence: paragraph, sentence, and the tokens of its two marks."""
        found = []
        for p, paragraph in enumerate(document):
            for s, sentence in enumerate(paragraph):
                opened = None
                for i, word in enumerate(sentence):
                    if word.text == "“" or (word.text == '"' and opened is None):
                        opened = i
                    elif word.text in '”"' and opened is not None:
                        found.append((p, s, opened, i))
                        opened = None
        return found

    def twin(self, document: Document) -> None:
        """A sentence with a quotation comes once more, elsewhere, with a word or two of it changed."""
        found = self.quoted(document)
        if found:
            p, s, start, end = self.chance.choice(found)
            copy = fresh(document[p][s])
            places = [i for i in range(start + 1, end) if copy[i].letters > 1]
            for at in self.chance.sample(places, min(len(places), self.chance.randint(1, 2))):
                copy[at] = self.word(copy[at].text)
            document.insert(self.chance.randint(0, len(document)), [copy])

    def twins(self, document: Document) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """Pairs of sentences with quotations that are nearly the same."""
        places = list(dict.fromkeys((p, s) for p, s, _, _ in self.quoted(document)))
        bags = {(p, s): {w.text.casefold() for w in document[p][s] if w.letters > 2} for p, s in places}
        return [
            (a, b)
            for n, a in enumerate(places)
            for b in places[n + 1 :]
            if len(bags[a] & bags[b]) > 0.6 * max(4, len(bags[a] | bags[b]))
        ]

    def untwin(self, document: Document) -> None:
        """Of two quotations that are nearly the same, one goes."""
        found = self.twins(document)
        if found:
            p, s = self.chance.choice(self.chance.choice(found))
            del document[p][s]

    def swap(self, document: Document) -> None:
        """Two sentences with quotations change places: two that are nearly the same, if there are."""
        places = list(dict.fromkeys((p, s) for p, s, _, _ in self.quoted(document)))
        found = self.twins(document)
        if found or len(places) > 1:
            (p, s), (q, t) = self.chance.choice(found) if found else self.chance.sample(places, 2)
            document[p][s], document[q][t] = document[q][t], document[p][s]

    def twice(self, document: Document) -> None:
        """A paragraph stands there twice."""
        p = self.chance.randrange(len(document))
        document.insert(self.chance.randint(0, len(document)), [fresh(sentence) for sentence in document[p]])

    def rename(self, document: Document) -> None:
        """A name is corrected, wherever it stands."""
        names = Counter(
            word.text
            for paragraph in document
            for sentence in paragraph
            for word in sentence[2:]
            if word.text[0].isupper() and word.letters > 3
        )
        often = sorted(name for name, count in names.items() if count > 1)
        if often:
            name = self.chance.choice(often)
            other = name[:2] + name[3:] + "e" if self.chance.random() < 0.6 else self.word(name).text
            for paragraph in document:
                for sentence in paragraph:
                    for word in sentence:
                        if word.text == name:
                            word.text = other

    def headline(self, document: Document) -> None:
        """The first line is written anew."""
        document[0] = [[token for _ in range(7) for token in (self.word("A"), Word(" ", None))]]

    def join_quotations(self, document: Document) -> None:
        """“A,” she said. “B.” becomes “A. B,” she said: what stood between goes behind."""
        found = self.quoted(document)
        for (p, s, _open, b), (q, t, c, _close) in pairwise(found):
            if p == q and t - s in (0, 1) and self.chance.random() < 0.5:
                first, second = document[p][s], document[q][t]
                middle = first[b + 1 :] if s != t else first[b + 1 : c]
                whole = [*first[: b - (not first[b - 1].letters)], Word(".", None), Word(" ", None), *second[c + 1 :]]
                document[p][s : t + 1] = [[*whole, Word(" ", None), *middle]]
                return

    def part_quotation(self, document: Document) -> None:
        """A quotation is taken apart: “A,” she said, “B.”"""
        found = [one for one in self.quoted(document) if one[3] - one[2] > 16]
        if found:
            p, s, a, b = self.chance.choice(found)
            at = self.chance.randrange(a + 6, b - 6)
            opens, closes = document[p][s][a].text, document[p][s][b].text
            said = [Word(text, None) for text in (",", closes, " ", "she", " ", "said", ",", " ", opens)]
            document[p][s][at:at] = said

    def unmark(self, document: Document) -> None:
        """A quotation loses its marks."""
        found = self.quoted(document)
        if found:
            p, s, a, b = self.chance.choice(found)
            del document[p][s][b], document[p][s][a]

    def mark(self, document: Document) -> None:
        """Some words of a sentence come into marks."""
        p, s = self.sentence(document) or (0, 0)
        sentence = document[p][s]
        if len(sentence) > 14 and not any(word.text in '“”"' for word in sentence):
            at = self.chance.randrange(2, len(sentence) - 10)
            sentence[at + 8 : at + 8] = [Word("”", None)]
            sentence[at:at] = [Word("“", None)]

    def edit(self, document: Document, plan: dict[str, int]) -> Document:
        """The document after an edit; the one given stays as it is."""
        document = [[[Word(w.text, w.origin, w.root) for w in sentence] for sentence in p] for p in document]
        steps = [name for name, count in plan.items() for _ in range(self.chance.randint(0, 2 * count))]
        self.chance.shuffle(steps)
        for name in steps:
            if len(document) < 2:
                break
            getattr(self, name)(document)
            self.did[name] += 1
            document[:] = [[s for s in p if any(w.letters for w in s)] for p in document]
            document[:] = [p for p in document if p]
        return document


LIGHT = {"typo": 4, "words": 2, "number": 1, "split_paragraph": 1}
THOROUGH = {
    "typo": 4, "words": 8, "number": 2, "negate": 1, "clause": 4, "trim": 2, "move_sentence": 2, "move_paragraph": 1,
    "split_paragraph": 2, "join_paragraphs": 1, "split_sentence": 2, "add_sentence": 2, "add_paragraph": 1,
    "remove_sentence": 2, "remove_paragraph": 1, "replace_sentence": 1, "pull_quote": 1, "restyle": 1,
}  # fmt: skip
HEAVY = THOROUGH | {
    "words": 14, "clause": 8, "move_paragraph": 3, "move_sentence": 4, "remove_paragraph": 3, "remove_sentence": 4,
    "add_paragraph": 3, "replace_sentence": 3, "lookalike": 3, "new_lead": 1,
}  # fmt: skip
TWINS = LIGHT | {"twin": 3, "twice": 1, "rename": 2, "headline": 1, "part_quotation": 2, "mark": 1, "unmark": 1}
APART = LIGHT | {
    "untwin": 3, "swap": 2, "join_quotations": 2, "unmark": 1, "words": 4, "trim": 1, "rename": 1, "headline": 1,
    "move_paragraph": 1, "remove_sentence": 1, "negate": 1,
}  # fmt: skip
PLANS = {"light": LIGHT, "thorough": THOROUGH, "heavy": HEAVY}
HARD = PLANS | {"twins": TWINS, "apart": APART}


# ---------------------------------------------------------------------------------------------------------- readings

QUOTED = re.compile(r"“([^“”\n]+)”|(?<![\w=])\"(?=\w)([^\"\n]+)\"(?!\w)")
SAYS = re.compile(
    r"([A-Z]\w+(?: [A-Z]\w+)*),? (?:said|says|told|added|argued)|(?:said|says|added) ([A-Z]\w+(?: [A-Z]\w+)*)"
)


def spans_cut(text: str, slug: str, *, open_: bool, day: date | None) -> Record:
    """A reading without a language model: what is in marks, what is said, and every other sentence as a fact."""
    quotes: list[Quote] = []
    said: list[Said] = []
    facts: list[Fact] = []
    for block in re.finditer(r"[^\n]+", text):
        who = SAYS.search(block[0])
        speaker = Speaker(who[1] or who[2]) if who else None
        for found in QUOTED.finditer(block[0]):
            start, end = found.span(1 if found[1] else 2)
            span = Span(block.start() + start, block.start() + end)
            words = span.of(text)
            if re.search(r"\w", words):
                shown = words if open_ or len(words.split()) <= 60 else " ".join(words.split()[:60]) + " […]"
                quotes.append(Quote(id=f"q-{len(quotes)}", text=shown, span=span, kind="direct", speaker=speaker))
        edges = [0, *(m.end() for m in SENTENCE_END.finditer(block[0])), len(block[0])]
        for start, end in pairwise(edges):
            words = block[0][start:end].strip()
            span = Span(block.start() + start, block.start() + start + len(words))
            if len(words.split()) < 3 or '"' in words or "“" in words or "”" in words:
                continue
            if SAYS.search(words):
                may = open_ or len(words.split()) <= 12
                said.append(Said(id=f"s-{len(said)}", span=span, text=words if may else None, speaker=speaker))
            else:
                facts.append(Fact(id=f"f-{len(facts)}", text=words, span=span, status="reported"))
    return Record(
        source=Metadata(slug=slug, title=slug, publisher="-", rights="open" if open_ else "closed", published=day),
        text=record.fingerprint(text),
        quotes=tuple(quotes),
        said=tuple(said),
        facts=tuple(facts),
    )


def extracted(text: str, slug: str, *, open_: bool, day: date | None) -> Record:
    """A reading as the site makes it."""
    from onrecord import extract
    from onrecord.text import layout

    found = layout(text)
    meta = Metadata(slug=slug, title=slug, publisher="-", rights="open" if open_ else "closed", published=day)
    return extract.extract(Source(meta, text, found.paragraphs, found.furniture, found.headings))


# ------------------------------------------------------------------------------------------------------------ counting


@dataclass
class Tally:
    items: int = 0
    same: int = 0
    survived: int = 0
    wrong: int = 0
    removed: int = 0
    taken: int = 0
    unlisted: int = 0
    listed: int = 0
    unshown: int = 0

    def line(self) -> str:
        def share(part: int, whole: int) -> str:
            return f"{100 * part / whole:.1f}" if whole else "-"

        return (
            f"survive {share(self.survived, self.same)} wrong {share(self.wrong, self.items)}"
            f" taken {share(self.taken, self.removed)}"
        )


Item = SubjectItem | Quote | Said | Fact | Entry
LISTED = {permalinks.CARRIED, permalinks.AMBIGUOUS}  # the doubts that put an item on the review list
Shares = dict[int, int]  # place of a token in the text before → its letters


def spans(item: Item) -> list[Span]:
    return list(item.mentions) if isinstance(item, SubjectItem) else [item.span]


@dataclass
class Side:
    """A text's tokens by their places, the places in order, and the text."""

    places: dict[int, Word]
    text: str
    starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.starts = sorted(self.places)

    def sentence(self, item: Item) -> str:
        """The sentence that an item stands in, or those."""
        start, end = spans(item)[0].start, spans(item)[0].end
        first, last = self.text.rfind("\n", 0, start) + 1, self.text.find("\n", end)
        last = last if last >= 0 else len(self.text)
        edges = [first, *(first + m.end() for m in SENTENCE_END.finditer(self.text[first:last])), last]
        return self.text[max(e for e in edges if e <= start) : min(e for e in edges if e >= end)].strip()

    def rooted(self) -> Side:
        """The same with each token's origin in the very first text."""
        return Side({place: Word(word.text, word.root) for place, word in self.places.items()}, self.text)


def letters_of(item: Item, side: Side) -> tuple[Shares, int]:
    """The tokens of the text before under an item's spans, and how many letters the spans have in all."""
    places, starts = side.places, side.starts
    shares: Shares = {}
    total = 0
    for span in spans(item):
        for start in starts[bisect_left(starts, span.start) : bisect_left(starts, span.end)]:
            word = places[start]
            total += word.letters
            if word.origin is not None and word.letters:
                shares[word.origin] = word.letters
    return shares, total


def truth(
    old: list[tuple[Shares, int]], new: list[tuple[Shares, int]]
) -> tuple[dict[int, int], dict[int, set[int]], set[int]]:
    """Pairs of items that are the same (old → new), all new ones each could pass for, and the removed old ones."""
    owners = defaultdict(list)
    for number, (shares, _) in enumerate(new):
        for origin in shares:
            owners[origin].append(number)
    found, most = [], {}
    for one, (shares, total) in enumerate(old):
        common: Counter[int] = Counter()
        for origin, letters in shares.items():
            for other in owners[origin]:
                common[other] += letters
        most[one] = max((count / max(1, total) for count in common.values()), default=0.0)
        for other, count in common.items():
            smaller, larger = sorted((total, new[other][1]))
            if count >= 0.5 * smaller and count >= 0.3 * larger:
                found.append((-count, abs(one - other), one, other))
    same: dict[int, int] = {}
    done = set()
    for _, _, one, other in sorted(found):
        if one not in same and other not in done:
            same[one] = other
            done.add(other)
    pieces = defaultdict(set)
    for _, _, one, other in found:
        pieces[one].add(other)
    return same, pieces, {one for one, share in most.items() if share < 0.1}


def share(one: tuple[Shares, int], other: tuple[Shares, int]) -> float:
    """Which part of the one's letters, or of the other's if that is more, both have."""
    common = sum(letters for origin, letters in one[0].items() if origin in other[0])
    return common / max(1, min(one[1], other[1]))


def compare(kind: str, was: Record, now: Record, before: Side, after: Side, tally: Tally, log: list[str]) -> None:
    old, new = list(getattr(was, kind)), list(getattr(now, kind))
    olds = [letters_of(item, before) for item in old]
    news = [letters_of(item, after) for item in new]
    told = {change.id for change in now.changes[len(was.changes) :]}
    same, pieces, removed = truth(olds, news)
    again = defaultdict(set)
    for number, other in enumerate(new):
        again[all_words(other)].add(number)
    for one, item in enumerate(old):
        said = all_words(item)
        if isinstance(item, SubjectItem) or len(said) >= 8:
            pieces[one] |= again[said]
        elif said:
            around = before.sentence(item)
            pieces[one] |= {n for n in again[said] if fuzz.ratio(around, after.sentence(new[n])) >= 85}
        if one not in same and (back := again[said] & pieces[one] - set(same.values())):
            same[one] = min(back)
            pieces[one] |= back
            removed.discard(one)
    where = {item.id: number for number, item in enumerate(new)}
    owner = {other: one for one, other in same.items()}
    if kind == "subjects":
        same = {one: number for one, number in same.items() if one_name(old[one], new[number])}
        removed = set()  # who has the same name, or nearly, may be the same: counted for the other figures only
    given = {where[item.id]: one for one, item in enumerate(old) if item.id in where}
    for one, number in list(same.items()):
        other = given.get(number, one)
        if other != one and number in pieces[other] and where.get(old[one].id) is None:
            del same[one]  # merged with one that kept its link

    def stranger(one: int, at: int) -> bool:
        """Whether the two share nothing, and are not letter for letter the same (then no reader could tell)."""
        if isinstance(old[one], SubjectItem):
            return not one_name(old[one], new[at]) and not called(old[one], new[at])
        return share(olds[one], news[at]) < 0.1 and all_words(old[one]) != all_words(new[at])

    tally.items += len(old)
    tally.same += len(same)
    tally.removed += len(removed)
    at: int | None
    for one, item in enumerate(old):
        at = where.get(item.id)
        tally.listed += at is not None and listed(new[at])
        if at is not None and telling(item, before.text) != telling(new[at], after.text) and item.id not in told:
            tally.unshown += 1
            log.append(f"UNSHOWN {item.id}\n   was {show(item)}\n   now {show(new[at])}")
        another = (
            at is not None
            and at not in pieces[one]
            and (owner.get(at, one) != one or (one not in removed and stranger(one, at)))
        )
        if another and at is not None:
            tally.wrong += 1
            log.append(f"WRONG {item.id}\n   was {show(item)}\n   now {show(new[at])}")
        elif at is not None and one in removed:
            tally.taken += 1
            if not listed(new[at]):
                tally.unlisted += 1
                log.append("UNLISTED")
            log.append(f"TAKEN {item.id}\n   was {show(item)}\n   now {show(new[at])}")
        elif one in same:
            tally.survived += at in pieces[one]
            if at not in pieces[one]:
                log.append(f"LOST {item.id}\n   was {show(item)}\n   now {show(new[same[one]])}")


TELLS = re.compile(r"\d+|\b(?:not|no|never)\b|\w+nt\b|(?<=\w )[A-Z]\w+")


def telling(item: Item, text: str) -> list[str]:
    """The numbers, names and nots of an item, as it is shown, and where it isn't, as its text has it."""
    if isinstance(item, SubjectItem):
        return item.name.split()
    words = item.text
    if isinstance(item, (Quote, Said)) and (not words or "[…]" in words):
        words = " ".join(span.of(text) for span in (isinstance(item, Said) and item.content) or (item.span,))
    return sorted(TELLS.findall(re.sub("[’']", "", words or "")))


def all_words(item: Item) -> tuple[str, ...]:
    if isinstance(item, SubjectItem):
        return (item.kind, item.name)
    return permalinks.words(item.text or "")


def one_name(old: Item, new: Item) -> bool:
    """Whether one name may be the other: longer or shorter by words, or mended. “Fox News” is not “Trade News”."""
    one, other = all_words(old)[1].casefold(), all_words(new)[1].casefold()
    a, b = set(one.split()), set(other.split())
    return a <= b or b <= a or fuzz.ratio(one, other) >= 80


def called(old: SubjectItem, new: Item) -> bool:
    """Whether the text itself calls the one by the other's name: Associated Press, AP."""
    assert isinstance(new, SubjectItem)
    return bool({old.name, *old.aliases} & {new.name, *new.aliases})


def listed(item: Item) -> bool:
    """Whether a person is asked to look at an item's link."""
    return not isinstance(item, SubjectItem) and bool(LISTED & {*item.doubts})


def show(item: Item) -> str:
    if isinstance(item, SubjectItem):
        return f"{item.kind} {item.name}"
    who = f" — {item.speaker.name}" if isinstance(item, (Quote, Said)) and item.speaker else ""
    return f"{item.span} {(item.text or '(closed)')[:150]!r}{who}"


Reader = Callable[..., Record]


def own(document: Document) -> tuple[str, Side, Document]:
    """A document's text, its tokens each their own origin, and the document to edit next."""
    text, places = joined(document)
    for place, word in places.items():
        word.origin = place
    return text, Side(places, text), document


DAYS = (None, None, None, None, date(2016, 9, 1), date(2016, 9, 14))
"""The day of publication in the front matter, reading by reading: it comes, and is corrected."""


def simulate(
    path: Path,
    seed: int,
    others: list[Document],
    vocabulary: list[str],
    read: Reader,
    log: list[str],
    *,
    hard: bool = True,
) -> dict[str, Tally]:
    """Edit one text over and over; what became of its links, by edit and kind, and from the first text to the last.

    The day of publication in the front matter comes with the fourth edit and is corrected with the fifth.
    """
    chance = random.Random(f"{path.name}/{seed}")
    editor = Editor(chance, others, vocabulary)
    slug, open_ = path.stem, sum(map(ord, path.stem)) % 2 == 0
    text, before, document = own(cut(path.read_text("utf-8")))
    for place, word in before.places.items():
        word.root = place
    was, _ = permalinks.carry(read(text, slug, open_=open_, day=DAYS[0]), None, text=text)
    first = (was, before)
    tallies: dict[str, Tally] = defaultdict(Tally)
    plans = HARD if hard else PLANS
    for number, (name, plan) in enumerate(plans.items(), 1):
        edited = editor.edit(document, plan)
        text, places = joined(edited)
        now, _ = permalinks.carry(read(text, slug, open_=open_, day=DAYS[number]), was, text=text)
        after = Side(places, text)
        steps = [(name, was, before, after)]
        if number == len(plans):
            steps.append(("first to last", first[0], first[1], after.rooted()))
        for step, old, side, other in steps:
            for kind in ("subjects", "quotes", "said", "facts", "timeline"):
                found: list[str] = []
                compare(kind, old, now, side, other, tallies[f"{step} {kind}"], found)
                log += [f"{slug} {step} {'open' if open_ else 'closed'} {kind}: {line}" for line in found]
        text_again, before, document = own(edited)
        assert text_again == text
        was = now
    return tallies


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--limit", type=int, default=None, help="read the first N texts only")
    options.add_argument("--seeds", type=int, default=1, help="edit each text N times, each time otherwise")
    options.add_argument("--by-edit", action="store_true", help="a line for each strength of edit and kind of item")
    options.add_argument("--errors", type=int, default=0, help="show N of the links that went astray")
    options.add_argument("--cut", action="store_true", help="read without the language model: marks and sentences only")
    options.add_argument("--hard", action="store_true", help="two more edits, made to mislead")
    args = options.parse_args()
    paths = sorted(args.folder.glob("*.txt"))[: args.limit]
    if not paths:
        options.error(f"no *.txt in {args.folder}")
    documents = {path: cut(path.read_text("utf-8")) for path in paths}
    vocabulary = [w.text for d in documents.values() for p in d for s in p for w in s if w.letters > 2]
    tallies: dict[str, Tally] = defaultdict(Tally)
    log: list[str] = []
    for path in paths:
        others = [document for other, document in documents.items() if other != path and document]
        for seed in range(args.seeds):
            reader = spans_cut if args.cut else extracted
            for name, one in simulate(path, seed, others, vocabulary, reader, log, hard=args.hard).items():
                for key in ("first to last" if name.startswith("first") else "all", name):
                    for attribute, value in vars(one).items():
                        setattr(tallies[key], attribute, getattr(tallies[key], attribute) + value)
    for line in log[: args.errors]:
        print(line)
    for name in sorted(tallies) if args.by_edit else ():
        print(f"{name:18} {tallies[name].line()}  {vars(tallies[name])}")
    total = tallies["all"]
    print(f"{len(paths)} texts, {total.items} items; of {total.removed} removed {total.taken} taken over,", end=" ")
    print(f"{total.unlisted} of these not in the review list ({total.listed} items are, over all edits)")
    last = tallies["first to last"]
    print(f"{total.wrong} wrong, {total.unshown} changes of numbers, names and nots not shown;", end=" ")
    print(f"from the first text to the last {last.wrong} of {last.items} wrong")
    print(total.line())
    return 1 if total.unlisted or total.unshown else 0


if __name__ == "__main__":
    sys.exit(main())
