"""Whether a finished statement tells the whole of it: the last and strictest test.

A statement passes where its form shows that a reader needs nothing more than it. What only may stand alone is left out.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord import language
from onrecord.facts.adjuncts import LOOSE
from onrecord.facts.clauses import TIMELY, Clause, finite, helpers_of, mark_of
from onrecord.facts.links import station
from onrecord.facts.words import humans, words
from onrecord.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from onrecord.facts.asserted import Standing
    from onrecord.facts.context import Context
    from onrecord.facts.pieces import Draft
    from onrecord.model import Timex

ASIDES = frozenset({"like", "unlike", "including", "except", "besides", "as"})
"""Prepositions in front of a name that an apposition may not belong to: "Oakley, like Reed, an engineer"."""
PARTS = frozenset({"of", "in", "for", "and", "at", "on", "by", "with", "from", "to", "but", "as", "so"})
"""Words that no name begins with."""
ADVERBS = frozenset({"still", "again", "even", "anymore", "earlier", "once", "already", "just", "instead", "alone"})
"""Adverbs that compare with what was told before."""
HALF_A_YEAR = 180
"""Days."""
LONG = 500
"""Days after which an office may have passed to somebody else."""
POLLS = frozenset({"poll", "survey"})
PARTIES = frozenset({"gop", "republican", "democratic"})
SHARES = frozenset({"plurality", "majority", "share", "vote", "delegate", "percent", "point", "seat", "state", "slot"})
"""What is won in votes."""
SPOKEN = 9
"""So many words at least have a statement that is nothing but somebody's words."""
FEW = 4
"""Up to so many words in quotation marks are a turn of phrase, not what somebody said."""


def lacking(clause: Clause, draft: Draft, how: Standing, context: Context) -> str:
    """What keeps a statement from being whole; empty where nothing does."""
    test = Whole(clause, draft, how, context)
    if clause.form == "apposition":
        return test.form() or test.apposed()
    lacks = test.form() or test.names()
    if lacks or how.status == "denied":
        return lacks
    if how.status == "alleged":
        return test.nouns()
    return test.nouns() or (test.reported() if how.status == "reported" else test.said())


def _unrelated(noun: Token) -> bool:
    """Whether a noun says what somebody is to another without that other: "a close friend"."""
    if noun.lemma_ not in words("relations") or any(t.dep_ == "prep" for t in noun.rights):
        return False
    return not any(t.pos_ == "PROPN" or t.dep_ == "poss" for t in noun.lefts)


class Whole:
    """One statement, asked what it lacks."""

    def __init__(self, clause: Clause, draft: Draft, how: Standing, context: Context) -> None:
        self.clause, self.draft, self.how, self.context = clause, draft, how, context
        self.doc, self.cast = context.doc, context.cast
        self.tokens = [self.doc[i] for i in draft.tokens]
        self.inside = set(draft.tokens)
        self.dated = any(t.edtf for t in draft.timexes)
        self.placed = any(self.cast.subjects[k].kind == "place" for k in draft.subjects)

    def form(self) -> str:
        """What in the words themselves is not fit to be read alone."""
        verb = self.clause.verb
        if self.draft.supplied:
            return "date from elsewhere"
        if self.clause.form == "coordinate" and self.clause.lead is not None and self._below_speech():
            return "who did it is open"
        if verb.lemma_ == "tweet" and any(self.cast.quoted(t.i) for t in self.tokens):
            return "cut"  # a tweet quotes others, mark within mark
        if verb.lemma_ in words("figures") and self.clause.form != "apposition":
            return "figure of speech"
        if any(self.cast.subjects[k].name.split(" ")[0].lower() in PARTS for k in self.draft.subjects):
            return "name"
        filled = self.draft.text.endswith("].")
        if "-]" in self.draft.text or any(
            t.dep_ == "prep" and not filled and not any(c.i in self.inside for c in t.children)
            for t in self.tokens
            if t == self.tokens[-1]
        ):
            return "cut"
        if any(
            (a.text == "," and b.dep_ == "aux") or (b.text == "," and a.tag_ == "TO") for a, b in pairwise(self.tokens)
        ):
            return "cut"
        doer = self.clause.subject
        if doer is not None and self._renamed(doer):
            return "name left off"
        if doer is not None and any(t.lower_ in {"like", "unlike"} and t.i in self.inside for t in doer.rights):
            return "comparison"
        if doer is not None and doer.text.isupper() and len(doer) > 5 and doer.i - doer.sent.start < 3:
            return "dateline"
        if any(b.dep_ == "appos" and a.pos_ == b.pos_ == "PROPN" and b.i > a.i + 2 for a, b in pairwise(self.tokens)):
            return "cut"
        for token in self.tokens:
            if token.lower_ in {"at", "in"} and any(self._short(t) for t in token.children if t.dep_ == "pobj"):
                return "name"
            said = self.cast.quoted(token.i) or token.i in self.context.covering
            if token.lower_ in ADVERBS and token.pos_ == "ADV" and not said:
                return "points elsewhere"
            if token.lower_ in {"'s", "’s"} and token.tag_ != "POS" and token.pos_ in {"AUX", "VERB", "PART"}:
                return "contraction"
            bare = token.dep_ in {"dobj", "pobj", "nsubj", "attr", "nsubjpass"} and token.tag_ == "DT"
            if bare and token.lower_ in {"that", "this", "these", "those"}:
                return "points elsewhere"
            if token.lower_ == "across" and any(not list(t.lefts) and t.pos_ == "NOUN" for t in token.rights):
                return "points elsewhere"  # "across town"
            if token.lower_ == "alone" or (token.tag_ in {"JJR", "RBR"} and self._unequal(token)):
                return "comparison"
            if token.lower_ == "nearby":
                return "points elsewhere"
            if token.lower_ in {"they", "them", "their"} and self.cast.quoted(token.i):
                return "pronoun in a quotation"
        for noun in verb.rights:
            if noun.dep_ == "attr" and _unrelated(noun):
                return "of whom"
            if (
                noun.dep_ in {"dobj", "attr"}
                and noun.lemma_ in words("empty nouns")
                and self.clause.form != "apposition"
            ):
                return "says nothing"
        if any("~" in (t.edtf or "") for t in self.draft.timexes):
            return "date too vague"
        if any(self._far(t) for t in self.draft.timexes):
            return "date of which year"
        if verb.lemma_ == "accuse" and not self._accused_of():
            return "of what"
        share = any(t.lower_ in {"percent", "%", "point", "points"} for t in self.tokens)
        whole = self.placed or any(t.lower_.startswith("nation") for t in self.tokens)
        if share and not whole and (verb.lemma_ in words("polling") or any(t.lemma_ in POLLS for t in self.tokens)):
            return "poll of whom"
        return ""

    def _far(self, timex: Timex) -> bool:
        """Whether a day without its year lies so far back that it may be of another year than was read."""
        published, phrase = self.context.published, timex.span.of(language.text(self.doc))
        if published is None or timex.latest is None or timex.precision != "day":
            return False
        if re.search(r"\d{4}", phrase):
            return False
        return (published - timex.latest).days > HALF_A_YEAR

    def _accused_of(self) -> bool:
        """Whether an accusation says of what, in more than a word."""
        of = [t for one in self.clause.verb.rights if one.lower_ in {"of", "with"} for t in one.children]
        return any(t.pos_ != "VERB" or any(c.dep_ in {"dobj", "prep", "xcomp", "ccomp"} for c in t.rights) for t in of)

    def _below_speech(self) -> bool:
        """Whether a second predicate stands below a clause of speech: the speaker could be who did it, as well."""
        first = self.clause.verb.head
        while first.dep_ == "conj":
            first = first.head
        return first.dep_ == "ccomp"

    def _unequal(self, token: Token) -> bool:
        """Whether a comparison in somebody's own words lacks what it compares with."""
        inner = token.dep_ in {"amod", "compound"} and token.head.dep_ != "attr"
        return self.cast.quoted(token.i) and not inner and not any(t.lower_ == "than" for t in self.tokens)

    def _renamed(self, doer: Token) -> bool:
        """Whether the name beside the subject was left off ("the governor, Dana Oakley"), or it is a long list."""
        names = [t for t in doer.rights if t.dep_ == "appos" and t.pos_ == "PROPN" and t.i not in self.inside]
        listed = [t for t in doer.subtree if t.dep_ == "conj" and t.pos_ == "PROPN"]
        return (bool(names) and doer.pos_ == "NOUN") or len(listed) > 1

    def _short(self, token: Token) -> bool:
        """Whether a word is a person's name, cut to one word: behind "at", more likely a firm of that name."""
        span = self.cast.name_span(token.i)
        return self._person(token) and span is not None and span[1] - span[0] == 1

    def _person(self, token: Token) -> bool:
        """Whether a word is the name of a person."""
        who = self.cast.at(token.i) if token.pos_ == "PROPN" else None
        return who is not None and who.subject is not None and self.cast.subjects[who.subject].kind == "person"

    def apposed(self) -> str:
        """What an apposition lacks, told with "is"."""
        lead, noun = self.clause.lead, self.clause.verb
        if lead is None:
            return "subject without a name"
        if lead.dep_ == "pobj" and lead.head.lower_ in ASIDES:
            return "apposition of another"
        who = self.cast.at(lead.i)
        place = who is not None and who.subject is not None and self.cast.subjects[who.subject].kind == "place"
        article = any(t.lower_ == "the" for t in noun.lefts)
        if article and (place or noun.lemma_ in words("kinds of people")):
            return "which " + noun.lower_
        coming = any(t.tag_ == "MD" for t in lead.head.lefts)
        if not coming and lead.head.lemma_ in words("leaving") and lead.dep_ in {"nsubj", "nsubjpass", "dobj"}:
            return "long ago"
        if any(t.lower_ == "under" for t in noun.rights):
            return "long ago"
        if _unrelated(noun):
            return "of whom"
        if any(
            t.dep_ == "relcl" and t.tag_ == "VBG" and helpers_of(t)[:1] and helpers_of(t)[0].tag_ == "VBD"
            for t in noun.rights
        ):
            return "long ago"  # "an activist who was campaigning"
        if noun.lemma_ == "secretary" and any(t.lower_ in {"a", "an"} for t in noun.lefts):
            return "long ago"  # of several, one after the other
        if any(t.lower_ == "own" for t in noun.subtree):
            return "of whom"
        office = noun.lemma_ in {"secretary", "ambassador", "appointee", "nominee"}
        if office and any(t.lower_ in {"a", "an"} for t in noun.lefts) and any(self._person(t) for t in noun.lefts):
            return "long ago"  # "an Oakley energy secretary": when Oakley was in office
        return "long ago" if self._old() else ""

    def _old(self) -> bool:
        """Whether the sentence tells of a time long before the text was written."""
        published = self.context.published
        if published is None:
            return False
        sentence = self.clause.verb.sent
        if sentence.root.lemma_ in words("reporting"):
            return False  # whoever speaks to the publisher, holds the office now
        span = Span(sentence.start_char, sentence.end_char)
        dates = (t.latest for t in self.context.dated_between(span))
        return any(day is not None and (published - day).days > LONG for day in dates)

    # ------------------------------------------------------------------------------------------------------ names

    def names(self) -> str:
        """Whether a pronoun could be read as somebody else than the one whose name was put in."""
        for token in self.clause.kept:
            if token.tag_ not in {"PRP", "PRP$"} or token.lower_.endswith("self"):
                continue
            who = self.cast.at(token.i)
            if who is None or who.subject is None or token.i in self.inside:
                continue
            one = self.cast.subjects[who.subject]
            if one.kind == "person" and " " not in one.name:
                return "name in part"
            if self._open(token, who.subject):
                return "pronoun of two"
        if any(self._shared(t) for t in self.tokens):
            return "surname of two"
        return "surname of two" if self.how.status == "alleged" and self._namesakes() else ""

    def _namesakes(self) -> bool:
        """Whether an allegation names one of two people of the text by a surname that both have."""
        last = [self.cast.subjects[k].name.split(" ")[-1] for k in self.draft.subjects]
        people = [one.name.split(" ")[-1] for one in self.cast.subjects if one.kind == "person"]
        return any(people.count(name) > 1 for name in last)

    def _shared(self, token: Token) -> bool:
        """Whether a surname before a noun ("the Oakley campaign") is that of two people of the text."""
        if token.dep_ not in {"compound", "poss", "nmod"} or not self._short(token):
            return False
        named = [one for one in self.cast.subjects if one.kind == "person" and one.name.split(" ")[-1] == token.text]
        return len(named) > 1

    def _open(self, token: Token, subject: int) -> bool:
        """Whether the words before a pronoun, from the sentence before on, name somebody else whom it fits."""
        one = self.cast.subjects[subject]
        start = token.sent.start
        inner = self._others(start, token.i, subject)
        if self._names(start, token.i, subject):
            leads = any(self._is(t, subject) for t in self._doers(start, token.i))
            return bool(inner) and not leads
        if inner:
            return True
        if one.kind != "person":
            return token.tag_ == "PRP$"
        before = self._sentence_before(token)
        if before is None:
            return True
        low, high = before
        further = self._sentence_before(self.doc[low])
        if not any(
            self._is(t, subject) and t.pos_ == "PROPN"
            for t in self.doc[further[0] if further is not None else low : high]
        ):
            return True
        if token.tag_ == "PRP$" or token.dep_ not in {"nsubj", "nsubjpass"}:
            return bool(self._others(low, high, subject))
        doers = self._doers(low, high)
        return bool(self._others(low, high, subject)) and not (bool(doers) and all(self._is(t, subject) for t in doers))

    def _sentence_before(self, token: Token) -> tuple[int, int] | None:
        """The tokens of the sentence before, over blank ones."""
        high = token.sent.start
        while high > 0:
            sentence = self.doc[high - 1].sent
            if any(t.is_alpha for t in sentence):
                return sentence.start, high
            high = sentence.start
        return None

    def _doers(self, low: int, high: int) -> list[Token]:
        """The subjects of verbs in a stretch of text."""
        return [t for t in self.doc[low:high] if t.dep_ in {"nsubj", "nsubjpass"} and t.tag_ not in {"WP", "WDT"}]

    def _is(self, token: Token, subject: int) -> bool:
        who = self.cast.at(token.i)
        return who is not None and who.subject == subject

    def _names(self, low: int, high: int, subject: int) -> bool:
        """Whether a stretch of text speaks of a subject."""
        return any(self._is(t, subject) for t in self.doc[low:high])

    def _others(self, low: int, high: int, subject: int) -> set[int]:
        """Whom else of the same kind and gender a stretch of text names."""
        one = self.cast.subjects[subject]
        found: set[int] = set()
        for token in self.doc[low:high]:
            who = self.cast.at(token.i)
            if who is None or who.subject is None or who.subject == subject:
                continue
            rival = self.cast.subjects[who.subject]
            fits = rival.gender == one.gender or "unknown" in {rival.gender, one.gender}
            if rival.kind == one.kind and (fits or one.kind != "person"):
                found.add(who.subject)
        return found

    # ------------------------------------------------------------------------------------------------------ nouns

    def nouns(self) -> str:
        """Whether a noun leaves open which one is meant, or a phrase that said so was left off."""
        if any(self._narrows(self.doc[i]) for i in self.draft.dropped):
            return "phrase left off"
        if self._in_time():
            return "time left off"
        for token in self.tokens:
            if token.pos_ not in {"NOUN", "PROPN"} or token not in self.clause.kept:
                continue
            if token.pos_ == "NOUN" and self._owned(token) and not self._bound(token):
                return "which " + token.lower_
            if token.pos_ == "NOUN" and self._definite(token) and not self._bound(token):
                return "which " + token.lower_
        return ""

    def _narrows(self, token: Token) -> bool:
        """Whether a word that was left off opened a phrase that says which."""
        noun = token.head.pos_ in {"NOUN", "PROPN"} and token.head.i in self.inside
        return token.dep_ == "prep" and noun and token.lower_ not in LOOSE | {"in", "at"}

    def _in_time(self) -> bool:
        """Whether a state is told without the clause that says when it was."""
        verb = self.clause.verb
        if verb.lemma_ not in words("stative") or self.dated:
            return False
        inner = (t for t in verb.children if t.dep_ == "advcl")
        charged = any(t.lemma_ in words("charges") for t in verb.rights)  # a charge is dated by its history
        lasting = charged or verb.lemma_ in {"work", "serve", "live"}
        return not lasting and any(mark_of(t) in TIMELY - {"because"} and t.i not in self.inside for t in inner)

    def _owned(self, noun: Token) -> bool:
        """Whether a noun for an act stands with an owner: "her victory"."""
        owned = any(t.dep_ == "poss" for t in noun.lefts)
        return owned and (noun.lemma_ in words("acts") or noun.lower_ in words("plans"))

    def _definite(self, noun: Token) -> bool:
        """Whether a noun stands with "the" and is none that there is one of."""
        article = next((t for t in noun.lefts if t.dep_ == "det"), None)
        if article is None or article.lower_ not in {"the", "both"} or article.i not in self.inside:
            return False
        full = " ".join(t.lower_ for t in self.doc[article.i + 1 : noun.i + 1])
        known = noun.lower_ in words("unique") or full in words("unique") or noun.lemma_ in words("unique")
        timely = any(
            article.i in range(s, self.context.timexes[s][0] + 1) for s in self.context.covering.get(noun.i, ())
        )
        put = any(p == article.i for p in self.draft.completed)
        return not (known or timely or put or noun.lemma_ in humans())

    def _bound(self, noun: Token) -> bool:
        """Whether a noun's own words tie it to a name, a number, a date or something that there is one of."""
        if noun.i in self.draft.completed or (self.context.central(noun) and not self._owned(noun)):
            return True
        if any(t.lower_ == "of" and t.i in self.inside for t in noun.rights) and not self._owned(noun):
            return True  # its own noun is asked for itself
        told = {t for one in noun.rights if one.dep_ == "relcl" for t in one.subtree}
        for token in noun.subtree:
            if token == noun or token.i not in self.inside or token in told:
                continue
            if token.pos_ == "PROPN" and not (self._owned(noun) and self._owner(token, noun)):
                return True
            if token.i in self.context.covering or token.lower_ in words("unique") or token.like_num:
                return True
            if token.tag_ in {"PRP", "PRP$"} and not (self._owned(noun) and self._owner(token, noun)):
                return True
        return self._owned(noun) and any(t.dep_ in {"compound", "amod"} and t.lower_ not in EMPTY_ for t in noun.lefts)

    def _owner(self, token: Token, noun: Token) -> bool:
        """Whether a word is part of the owner of a noun."""
        return any(t.dep_ == "poss" and token in set(t.subtree) for t in noun.lefts)

    # ---------------------------------------------------------------------------------------------------- reported

    def reported(self) -> str:
        """What a statement in the publisher's voice lacks."""
        clause, verb = self.clause, self.clause.verb
        if not self._headed():
            return "subject without a name"
        helpers = clause.helpers or helpers_of(verb)
        now = verb.tag_ == "VBG" and bool(helpers) and helpers[0].tag_ in {"VBZ", "VBP"} and len(helpers) == 1
        if now and not self.dated and not self.placed and verb.lemma_ not in words("lasting acts"):
            return "going on when"
        if not self.draft.subjects:
            return "nobody named"
        if (
            any(t.tag_ == "MD" and not self.cast.quoted(t.i) for t in self.tokens)
            and not self.how.by
            and verb.lemma_ not in words("reporting")
        ):
            return "modal"
        if verb.lemma_ == "be" and any(self.cast.quoted(t.i) for t in self.tokens):
            return "whose words"
        acomp = next((t for t in verb.rights if t.dep_ == "acomp"), None)
        if (
            verb.lemma_ == "be"
            and acomp is not None
            and acomp.lower_ not in words("lasting conditions")
            and not self.dated
        ):
            return "state of when"
        if verb.lemma_ == "manage" and any(t.dep_ == "xcomp" for t in verb.rights):
            return "figure of speech"
        if verb.lemma_ in {"win", "lose", "beat", "defeat"} and not self.dated and not self._contest():
            return "of which vote"
        if verb.lemma_ in words("motion") and not self._goal():
            return "where"
        if any(
            t.tag_ in {"JJR", "RBR"}
            and t.dep_ in {"advmod", "acomp"}
            and t.head.pos_ != "NUM"
            and t.i not in self.context.covering
            for t in self.tokens
        ):
            return "comparison"
        if not self.dated and any(t.lemma_.lower() in POLLS for t in self.tokens):
            return "poll of when"
        if self._opens_with_act():
            return "circumstance"
        return self._coloured() or self._bare() or self._unheld()

    def _opens_with_act(self) -> bool:
        """Whether the statement opens with a clause of its own: "after watching them fail"."""
        doer = self.clause.doer
        left = doer.left_edge.i if doer is not None else self.clause.verb.i
        return any(t.pos_ in {"VERB", "AUX"} and t.i < left and self._near(t) for t in self.tokens)

    def _near(self, token: Token) -> bool:
        """Whether a word belongs to the clause itself, not to the subject that stands elsewhere."""
        return token in self.clause.kept

    def _bare(self) -> str:
        """Whether the object is "a bill" with nothing that says which."""
        for noun in self.clause.verb.rights:
            if noun.dep_ != "dobj" or noun.pos_ != "NOUN" or noun.tag_ != "NN" or noun.i not in self.inside:
                continue
            article = any(t.lower_ in {"a", "an"} for t in noun.lefts)
            more = any(
                t.dep_ in {"prep", "relcl", "acl", "compound", "amod", "poss", "nmod"} and t.i in self.inside
                for t in noun.children
            )
            papers = any(noun.lemma_ in words(kind) for kind in ("offices", "documents", "acts", "plans", "papers"))
            other = any(t.pos_ == "PROPN" and t.i > self.clause.verb.i for t in self.tokens)
            tied = (self.dated or self.placed or other) and not papers
            if article and not more and not tied and not (self.dated and self.placed):
                return "which " + noun.lower_
        return ""

    def _of_charge(self, token: Token) -> bool:
        """Whether a word is part of what a charge is of: "second-degree assault charges"."""
        node = token.head
        while node.dep_ in {"compound", "amod", "nmod", "pobj", "prep", "npadvmod"} and node.head != node:
            node = node.head
        return node.lemma_ in words("charges") or token.head.lemma_ in words("offences")

    def _unheld(self) -> str:
        """Whether what was done has neither a date nor a verb for what is done but once, or for long."""
        verb = self.clause.verb
        helpers = self.clause.helpers or helpers_of(verb)
        during = any(self.context.central(t) for t in self.tokens if t.pos_ == "NOUN")
        if not self.dated and not during and verb.tag_ == "VBG" and helpers and helpers[0].tag_ == "VBD":
            return "no date"
        if verb.lemma_ == "plead" and not self.dated and not any(t.lower_ in {"to", "in"} for t in verb.rights):
            return "of what"
        if (
            not self.dated
            and not self.placed
            and any(t.lemma_.lower() in SHARES and t.dep_ == "dobj" for t in verb.rights)
        ):
            return "of which vote"
        passive = any(t.dep_ == "auxpass" for t in verb.lefts)
        paid = (t for one in verb.rights if one.dep_ == "dobj" for t in one.subtree)
        if not self.dated and verb.tag_ in {"VBD", "VBN"} and any(t.tag_ == "$" for t in paid):
            return "no date"
        if passive and verb.lemma_ == "join":
            return "where"
        told = any(t.dep_ in {"attr", "oprd", "prep", "xcomp"} for t in verb.rights)
        if passive and verb.lemma_ in {"elect", "name", "appoint", "nominate"} and not told and not self.dated:
            return "what to"
        states = any(t.dep_ in {"attr", "acomp"} for t in verb.rights)
        if self.dated or (verb.lemma_ == "be" and states) or during:
            return ""
        if not helpers and verb.tag_ in {"VBZ", "VBP"} and verb.lemma_ not in {"lead", "trail", "face"}:
            return ""
        if passive and verb.lemma_ in {"pay", "ask", "call"}:
            return "no date"
        itself = any(t.lower_.endswith("self") for t in verb.rights)
        if (
            verb.lemma_ in words("once")
            or (verb.lemma_ in words("lasting acts") and verb.tag_ == "VBG")
            or (verb.lemma_ == "turn" and itself)
        ):
            return ""
        if verb.lemma_ in words("judging"):
            why = any(t.dep_ in {"prep", "prt"} and t.lower_ in {"for", "of", "over", "as"} for t in verb.rights)
            return "" if why else "no date"
        return "no date"

    def _headed(self) -> bool:
        """Whether the subject is somebody or something with a name, or a date ties the statement."""
        doer = self.clause.doer
        if doer is None:
            return False
        if any(t.lower_ in {"many", "some", "several", "few", "most", "other", "more", "about"} for t in doer.lefts):
            return False
        who = self.cast.at(doer.i)
        first = self.draft.first
        led = (self.clause.lead is not None or doer.pos_ == "NOUN") and self.draft.text.startswith("[")
        named = led or (bool(first) and self.cast.name_span(first[-1]) is not None)
        if named:
            return True
        tied = self.dated and self._acting(doer) and (self.placed or any(t.pos_ == "PROPN" for t in doer.subtree))
        if any(t.lower_ in {"a", "an"} for t in doer.lefts) and not tied:
            return False
        if (
            doer.i in self.draft.completed
            or any(t.lower_ == "no" for t in doer.lefts)
            or doer.lower_ in {"nobody", "police"}
        ):
            return True
        if self.context.central(doer) or any(self._known(t) for t in doer.subtree if t.dep_ == "pobj"):
            return True
        if who is not None and who.subject is not None:
            return True
        if doer.pos_ == "PROPN":
            return True
        acting = self._acting(doer)
        if not acting and any(t.dep_ == "dobj" for t in self.clause.verb.rights):
            return False  # "attacks placed fears at the centre"
        return self.dated or self.placed

    def _acting(self, noun: Token) -> bool:
        """Whether a noun is for people, or for what acts as they do: an office, a body, something written."""
        kinds = ("kinds of people", "offices", "documents", "vouchers")
        return noun.lemma_ in humans() or any(noun.lemma_ in words(k) or noun.lower_ in words(k) for k in kinds)

    def _known(self, noun: Token) -> bool:
        """Whether a noun was given its fuller words: "use of the [facial recognition] technology"."""
        return noun.i in self.draft.completed

    def _contest(self) -> bool:
        """Whether a statement says what was won or lost: "the Oslo primary", "her sister"."""
        lost = [t for t in self.clause.verb.rights if t.dep_ == "dobj" and t.pos_ == "NOUN"]
        named = (
            t for one in self.tokens if one.pos_ in {"NOUN", "PROPN"} for t in one.lefts if one.i > self.clause.verb.i
        )
        return (
            bool(lost)
            and any(
                t.pos_ == "PROPN" and t.lower_ not in PARTIES for t in [*named, *(c for t in lost for c in t.lefts)]
            )
        ) or any(t.tag_ == "PRP$" for one in lost for t in one.lefts)

    def _goal(self) -> bool:
        """Whether a verb of motion has a name behind it."""
        return any(t.pos_ == "PROPN" and t.i > self.clause.verb.i for t in self.tokens)

    def _coloured(self) -> str:
        """Whether an adjective colours what is told: any that is not known to be plain."""
        for token in self.tokens:
            if token.tag_ not in {"JJ", "JJS", "VBN", "VBG"} or token.dep_ != "amod" or self.cast.quoted(token.i):
                continue
            if station(self.clause.verb) is not None or self._of_charge(token):
                continue
            if token.text[0].isupper() or token.like_num or token.i in self.context.covering:
                continue
            word = token.lower_.rsplit("-", 1)[-1]
            if word.endswith(("ial", "ional", "ical", "ean", "ian", "ural", "ental")):
                continue
            if word in words("plain adjectives") or token.lower_ in words("plain adjectives"):
                continue
            if word.endswith(("year", "old", "member", "page")):
                continue
            if f"{token.lower_} {token.head.lower_}" in words("fixed phrases"):
                continue
            return "adjective " + token.lower_
        return ""

    # -------------------------------------------------------------------------------------------------------- said

    def said(self) -> str:
        """What a statement of somebody lacks."""
        verb = self.clause.verb
        if self.cast.quoted(verb.i) and not self.dated and len(self.tokens) < SPOKEN:
            return "words of a quotation"
        if self._phrase_only():
            return "turn of phrase"
        if not self._headed():
            return "subject without a name"
        if self._bare():
            return self._bare()
        helpers = self.clause.helpers or helpers_of(verb)
        first = helpers[0] if helpers else verb
        if first.tag_ == "VBD" and self._unheld():
            return "no date"
        if (
            first.tag_ == "VBD"
            and verb.lemma_ in {"be", "have"}
            and any(t.precision == "day" for t in self.draft.timexes)
        ):
            return "date of the saying"  # "said it was a lie on Monday": said on Monday
        if any(who.subject is None and not self._office(who.name) for who in self.how.by):
            return "speaker without a name"
        return ""

    def _office(self, name: str) -> bool:
        """Whether a speaker without a name vouches by an office."""
        return name.split(" ")[-1].lower() in words("vouchers") or any(
            word[0].isupper() for word in name.split(" ")[1:]
        )

    def _phrase_only(self) -> bool:
        """Whether the predicate is a few words in quotation marks: "was “a big deal”"."""
        after = [t for t in self.tokens if t.i > self.clause.verb.i and not t.is_punct]
        quoted = [t for t in after if self.cast.quoted(t.i)]
        if self.cast.quoted(self.clause.verb.i):
            return False
        return bool(quoted) and len(quoted) <= FEW and quoted[-1] == after[-1] and not finite(quoted[-1])


EMPTY_ = frozenset({"own", "new", "first", "last", "recent", "latest", "previous", "public", "big", "entire"})
