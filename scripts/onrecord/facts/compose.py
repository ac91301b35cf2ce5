"""Makes a clause into a sentence that stands alone, of the text's own words and, in [brackets], of resolved names.

Whatever can't be made so is refused, with a reason: a pronoun that nobody is known for, "the incident" without the
incident, a relative date without its date, a gap inside quotation marks.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from onrecord.facts import dates
from onrecord.facts.clauses import SUBJECTS, Clause, negated
from onrecord.facts.words import Cast, words
from onrecord.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from onrecord.model import Resolution, Timex

MAX_WORDS = 25
WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
MARKS = frozenset({"“", "”", '"', "``", "''"})
SINGLE = frozenset({"‘", "'", "’", "`"})
PERSONAL = frozenset("he him his himself she her hers herself it its itself they them their theirs themselves".split())
SPEAKERS = frozenset(
    "i me my mine myself we us our ours ourselves you your yours yourself yourselves let’s 'em".split()
)
POINTERS = frozenset("this that these those such here thus so latter former ones another others similar".split())


class Refused(Exception):  # noqa: N818  # not an error: most clauses of a text make no fact
    """Why a clause can't stand alone. `blame` is the token at fault: without its phrase it might."""

    def __init__(self, why: str, blame: int = -1) -> None:
        super().__init__(why)
        self.blame = blame


class Piece(msgspec.Struct):
    """A word of the text (`token` its index), or words put in (`token` below 0) for those up to token `over`."""

    text: str
    token: int = -1
    quoted: bool = False
    over: int = -1


class Draft(msgspec.Struct):
    """A composed statement: its text, the source tokens in it, and whom it names."""

    text: str
    tokens: tuple[int, ...]
    subjects: tuple[int, ...]
    timexes: tuple[Timex, ...]
    run: int


class Composer:
    """Composes the clauses of one text."""

    def __init__(self, doc: Doc, cast: Cast, timexes: Sequence[Timex]) -> None:
        self.doc = doc
        self.cast = cast
        self.timexes = self._by_token(timexes)
        self.topics = _counts(doc)
        self.owners = self._owners()
        self.compounds = _compounds(doc)

    def _owners(self) -> dict[str, set[int]]:
        """For each noun the subjects that the text says it is of ("his arrest"); -1 for one that is not known."""
        found: dict[str, set[int]] = {}
        for token in self.doc:
            if token.pos_ != "NOUN":
                continue
            for child in token.lefts:
                if child.dep_ == "poss" or (child.dep_ == "compound" and child.pos_ == "PROPN"):
                    who = self.cast.at(child.i)
                    known = who is not None and who.sure and who.role is None and who.subject is not None
                    found.setdefault(token.lemma_.lower(), set()).add(who.subject if known else -1)  # type: ignore[union-attr,arg-type]
        return found

    def _by_token(self, timexes: Sequence[Timex]) -> dict[int, tuple[int, Timex]]:
        """First token → (last token, timex)."""
        found: dict[int, tuple[int, Timex]] = {}
        for timex in timexes:
            span = self.doc.char_span(timex.span.start, timex.span.end, alignment_mode="expand")
            if span is not None and len(span):
                found[span.start] = (span.end - 1, timex)
        return found

    def fuller(self, noun: Token) -> tuple[str, str, int | None] | None:
        """What the last fuller mention of a noun says before and after it; None where there is none near.

        "The technology" is "facial recognition technology", "the inquiry" the "inquiry into the mill".
        """
        lemma = noun.lemma_.lower()
        charge = lemma in words("charges")
        for i in range(noun.i - 1, max(-1, noun.i - 600), -1):
            other = self.doc[i]
            if other.lemma_.lower() != lemma or other.pos_ != "NOUN" or (other.tag_ != noun.tag_ and not charge):
                continue
            before = [t for t in other.lefts if t.dep_ == "compound" and t.pos_ == "NOUN"]
            if before:
                start = before[0].left_edge.i
                phrase = self.doc[start:i]
                plain = all(t.is_alpha or t.text == "-" for t in phrase) and not any(t.is_title for t in phrase)
                if not plain or len(phrase) > 4:
                    return None
                if not charge:
                    return (phrase.text, "", None) if len(self.compounds[lemma]) == 1 else None
                owner = self._owner(other)
                return (
                    "",
                    f"of {phrase.text}" + (f" against {self.cast.subjects[owner].name}" if owner is not None else ""),
                    owner,
                )
            if any(t.dep_ == "poss" for t in other.lefts):
                owners = self.owners.get(lemma, set())
                if len(owners) == 1 and min(owners) >= 0 and not charge:
                    return f"{self.cast.subjects[min(owners)].name}’s", "", min(owners)
                return None
            if any(t.lower_ in {"a", "an"} or t.pos_ == "PROPN" for t in other.lefts):
                return None
        return None

    def _owner(self, charge: Token) -> int | None:
        """Whom a charge is against: the subject of the verb that it is the object of."""
        verb = charge.head
        while verb.dep_ in {"pobj", "prep", "conj"} and verb.pos_ not in {"VERB", "AUX"}:
            verb = verb.head
        for child in verb.children:
            who = self.cast.at(child.i) if child.dep_ in SUBJECTS else None
            if who is not None and who.sure and who.subject is not None and who.role is None:
                return who.subject
        return None

    def compose(self, clause: Clause, max_run: int | None, when: Timex | None = None) -> Draft:
        """The statement of a clause: at most 25 words, no run of the text's own prose longer than `max_run` words.

        `when` is the date of the predicate: it is put in where the text's own words for it can't stand.
        Raises Refused where that can't be.
        """
        dropped: set[int] = set()
        options = _droppable(clause)
        spelled = False
        undated = False
        while True:
            try:
                draft = _Writing(self, clause, dropped, spelled, when if undated else None).draft()
            except Refused as refusal:
                phrase = _adjunct(clause, self.doc, refusal.blame)
                if not phrase or phrase <= dropped:
                    raise
                dropped |= phrase
                undated = undated or str(refusal) == "date unknown"
                continue
            too_long = len(WORD.findall(draft.text)) > MAX_WORDS
            if not too_long and (max_run is None or draft.run <= max_run):
                return draft
            if too_long and undated and when is not None:
                when = None
                continue
            if not too_long and not spelled:
                spelled = True
                continue
            if not options:
                raise Refused("too long" if too_long else "runs too long")
            dropped |= options.pop(0)
            spelled = False


class _Writing:
    """One attempt at one statement."""

    def __init__(
        self, composer: Composer, clause: Clause, dropped: set[int], spelled: bool, when: Timex | None
    ) -> None:
        self.spelled = spelled
        self.when = when
        self.doc = composer.doc
        self.cast = composer.cast
        self.composer = composer
        self.clause = clause
        self.kept = [t for t in clause.kept if t.i not in dropped and t.text not in MARKS]
        self.inside = {t.i for t in self.kept}
        self.pieces: list[Piece] = []
        self.subjects: list[int] = []
        self.timexes: list[Timex] = []
        self.nouns: list[Token] = []

    def draft(self) -> Draft:
        """Write it down.

        Raises Refused.
        """
        clause = self.clause
        if clause.lead is not None:
            self._lead(clause.lead)
        if clause.helpers:
            self.pieces.append(Piece(" ".join(t.text for t in clause.helpers)))
        if clause.copula:
            self.pieces.append(Piece("is"))
        self._write(self.kept)
        if self.when is not None and self.when.earliest is not None and self.when.earliest == self.when.latest:
            self.pieces.append(Piece(f"on {dates.day(self.when.earliest)}"))
            self.timexes.append(self.when)
        if not self.pieces:
            raise Refused("empty")
        self._edges()
        text = render(self.doc, self.pieces)
        return Draft(
            text=text,
            tokens=tuple(sorted(p.token for p in self.pieces if p.token >= 0)),
            subjects=tuple(dict.fromkeys(self.subjects)),
            timexes=tuple(self.timexes),
            run=longest(self.pieces, self.doc),
        )

    def _edges(self) -> None:
        """Refuse what was cut at the wrong place.

        Raises Refused: where an aside opens with a comma and does not close with one, or the end is no end.
        """
        tokens = sorted(i for i in self.inside if any(p.token == i or p.over == i for p in self.pieces))
        own = {t.i for t in self.kept}
        for low, high in pairwise(i for i in tokens if i in own):
            gap = [self.doc[i] for i in range(low + 1, high) if not _blank(self.doc[i])]
            aside = gap and gap[0].text in _OPENING and any(not t.is_punct for t in gap)
            if aside and gap[-1].text not in _CLOSING:
                raise Refused("cut")
        last = self.doc[tokens[-1]]
        if last.lower_ in _ORDINAL - {"first", "last"} or (last.lower_ in {"first", "last"} and last.dep_ == "attr"):
            raise Refused("cut")
        if last.pos_ in {"DET", "CCONJ", "SCONJ"} or (last.pos_ == "ADJ" and last.dep_ in {"pobj", "amod"}):
            raise Refused("cut")
        after = next((t for t in self.doc[last.i + 1 : last.i + 6] if not _blank(t)), None)
        if after is not None and (after.tag_ == "POS" or after.text in SINGLE):
            raise Refused("cut")
        if after is not None and after.sent == last.sent and after.pos_ in {"NOUN", "ADJ", "NUM", "PART"}:
            if after.ent_type_ not in {"DATE", "TIME"} and after.dep_ != "npadvmod":
                raise Refused("cut")

    def _lead(self, lead: Token) -> None:
        """The subject that stands elsewhere: a name, or a short phrase that introduces somebody."""
        if lead.dep_ == "appos" and self.clause.form == "relative" and self.cast.at(lead.i) is None:
            lead = lead.head  # "Oakley, a lawyer who …"
        who = self.cast.at(lead.i)
        if who is not None and who.sure and who.subject is not None:
            span = self.cast.name_span(lead.i)
            person = self.cast.subjects[who.subject].kind == "person"
            if self.clause.form == "relative" and person != any(t.lower_ == "who" for t in self.clause.verb.lefts):
                raise Refused("antecedent unknown")
            if span is not None and self.clause.form != "coordinate":
                start = span[0] - 1 if span[0] > 0 and self.doc[span[0] - 1].lower_ == "the" else span[0]
                self._write([self.doc[i] for i in range(start, span[1])])
                return
            self._put(who)
            return
        phrase = [t for t in lead.subtree if not t.is_space and t.i not in self.inside]
        inner = {t.i for t in phrase}
        ends = (
            t.tag_ in {"WP", "WDT", "WRB"} or (t.i > lead.i and t.dep_ in {"relcl", "appos", "punct"}) for t in phrase
        )
        phrase = phrase[: next((k for k, end in enumerate(ends) if end), len(phrase))]
        if not phrase or len(phrase) > 9 or lead.i not in {t.i for t in phrase} or len(inner) > 40:
            raise Refused("subject elsewhere")
        article = {t.lower_ for t in lead.lefts if t.dep_ in {"det", "poss"}}
        number = any(t.dep_ == "nummod" for t in lead.lefts) and not article
        if self.clause.form == "relative" and not (article & {"a", "an"} or number):
            raise Refused("antecedent unknown")
        self.inside |= {t.i for t in phrase}
        self._write(phrase)

    # ------------------------------------------------------------------------------------------------------ words

    def _write(self, tokens: Sequence[Token]) -> None:
        """Write words in order, with names in full and dates resolved."""
        k = 0
        while k < len(tokens):
            token = tokens[k]
            taken = self._name(tokens, k) or self._description(tokens, k) or self._spokesperson(tokens, k)
            if taken:
                k += taken
                continue
            if token.is_punct and not self._holds(token):
                k += 1
                continue
            if not token.is_punct and self._pronoun(token):
                k += 1
                continue
            if self._contracted(token):
                k += 1
                continue
            self._raw(token)
            k += 1
            self._after_date(token)

    def _raw(self, token: Token) -> None:
        if token.text in SINGLE and token.tag_ in {"``", "''"}:
            raise Refused("single quotation marks")
        if token.text in {":", "—", "–", "--", "(", ")", "[", "]", "…", "...", ";", "*", "/"} or token.dep_ == "dep":
            raise Refused("punctuation")
        if token.text == "-" and (token.whitespace_ or (token.i > 0 and self.doc[token.i - 1].whitespace_)):
            raise Refused("punctuation")
        quoted = self.cast.quoted(token.i)
        which = self._definite(token) if token.pos_ == "NOUN" else ("", "")
        if which[0].endswith("’s") and self.pieces and self.pieces[-1].text.lower() == "the":
            self.pieces.pop()  # "the arrest" → "[Dana Oakley’s] arrest"
        if which[0]:
            self.pieces.append(Piece(which[0], quoted=quoted, over=token.i - 1))
        self.pieces.append(Piece(token.text, token.i, quoted))
        if which[1]:
            self.pieces.append(Piece(which[1], quoted=quoted, over=token.i))
        if token.pos_ == "NOUN":
            self.nouns.append(token)

    def _contracted(self, token: Token) -> bool:
        """Spell out "'s" behind a name put in for a pronoun: "he's" → "[Dana Oakley] [has]"."""
        if token.pos_ != "AUX" or token.text[0] not in {"’", "'"} or not self.pieces or self.pieces[-1].token >= 0:
            return False
        full = {"be": "is", "have": "has"}.get(token.lemma_)
        if full is None or token.lower_[1:] != "s":
            raise Refused("contraction")
        self.pieces.append(Piece(full, quoted=self.cast.quoted(token.i), over=token.i))
        return True

    def _put(self, who: Resolution, possessive: bool = False, quoted: bool = False, over: int = -1) -> None:
        """Put a resolved name in."""
        if not who.sure or not who.name:
            raise Refused("unsure who")
        name = who.name
        if who.role is not None:
            name = f"the {name}"
        elif who.subject is not None and self.cast.article(who.subject):
            name = f"the {name}"
        if who.subject is not None:
            self.subjects.append(who.subject)
        if possessive:
            name += "’s"
        self.pieces.append(Piece(name, quoted=quoted, over=over))

    def _name(self, tokens: Sequence[Token], k: int) -> int:
        """Write a name, its first time in full. The number of tokens that it took."""
        token = tokens[k]
        span = self.cast.name_span(token.i)
        if span is None:
            return 0
        start, end = span
        size = end - token.i
        if token.i != start or [t.i for t in tokens[k : k + size]] != list(range(start, end)):
            self._raw(token)
            return 1
        who = self.cast.at(token.i)
        if who is None or not who.sure or who.subject is None:
            raise Refused("unsure name")
        quoted = self.cast.quoted(token.i)
        own = [Piece(self.doc[i].text, i, quoted) for i in range(start, end)]
        said = self.doc[start:end].text
        full = self.cast.subjects[who.subject].name
        hyphen = end < len(self.doc) and self.doc[end].text == "-" and not self.doc[end - 1].whitespace_
        if who.subject not in self.subjects and not hyphen and said != full:
            own = self._full(own, said, full, who.subject)
        self.pieces += own
        self.subjects.append(who.subject)
        return size

    def _full(self, own: list[Piece], said: str, full: str, subject: int) -> list[Piece]:
        """What a short name lacks, in brackets: "[Dana] Oakley", "[Calder Police Department]"."""
        if self.cast.subjects[subject].kind == "place":
            return own
        bare = full.removeprefix("The ")
        if bare == said or full.upper() == said:
            return own
        last = self.doc[own[-1].token]
        before_noun = last.dep_ in {"compound", "nmod", "amod"} and last.head.i > last.i
        the = before_noun or bool(self.pieces) and self.pieces[-1].text.lower() == "the"
        quoted, over = own[0].quoted, own[-1].token
        if bare.endswith(" " + said):
            return [Piece((bare if the else full)[: -len(said) - 1], quoted=quoted), *own]
        if bare.startswith(said + " "):
            return [*own, Piece(bare[len(said) + 1 :], quoted=quoted)]
        if self.cast.subjects[subject].kind == "person":
            return own if len(said.split()) > 1 else [Piece(full, quoted=quoted, over=over)]
        if the:
            return [Piece(bare, quoted=quoted, over=over)]
        return [Piece(f"the {full}" if self.cast.article(subject) else full, quoted=quoted, over=over)]

    def _spokesperson(self, tokens: Sequence[Token], k: int) -> int:
        """Write "a spokeswoman for the agency" as a role of it. The number of tokens that it took."""
        token = tokens[k]
        if token.lower_ not in {"a", "an"} or token.dep_ != "det" or token.head.dep_ not in SUBJECTS:
            return 0
        phrase = [t for t in token.head.subtree if not t.is_space]
        size = len(phrase)
        if phrase[0] != token or [t.i for t in tokens[k : k + size]] != [t.i for t in phrase]:
            return 0
        who = self.cast.who((Span(token.idx, phrase[-1].idx + len(phrase[-1].text)),))
        if who.role is None or who.subject is None or not who.sure:
            return 0
        article = "an" if who.name[0] in "AEIO" else "a"
        self.subjects.append(who.subject)
        self.pieces.append(Piece(f"{article} {who.name}", quoted=self.cast.quoted(token.i), over=phrase[-1].i))
        return size

    def _description(self, tokens: Sequence[Token], k: int) -> int:
        """Write who "the department" is. The number of tokens that it took."""
        token = tokens[k]
        if token.dep_ != "det" or token.lower_ != "the":
            return 0
        noun = token.head
        who = self.cast.at(noun.i)
        if who is None or noun.pos_ not in {"NOUN", "PROPN"} or self.cast.name_span(noun.i) is not None:
            return 0
        size = noun.i - token.i + 1
        if [t.i for t in tokens[k : k + size]] != list(range(token.i, noun.i + 1)):
            return 0
        if not who.sure or (who.subject is None and who.role is None):
            raise Refused("unsure description")
        if who.subject in self.subjects and who.role is None:
            for t in tokens[k : k + size]:
                self.pieces.append(Piece(t.text, t.i, self.cast.quoted(t.i)))
            return size
        self._put(who, quoted=self.cast.quoted(noun.i), over=noun.i)
        self.nouns.append(noun)
        return size

    def _pronoun(self, token: Token) -> bool:
        """Write whom a pronoun means. False where the word is no pronoun."""
        word = token.lower_
        if word in SPEAKERS:
            raise Refused("first or second person")
        if word in POINTERS and self._points(token):
            raise Refused("points elsewhere", token.i)
        if token.tag_ == "RB" and word in _AFTERWARDS:
            raise Refused("points elsewhere", token.i)
        if word in {"fewer", "less", "further", "additional"} and not any(t.lower_ == "than" for t in self.kept):
            raise Refused("points elsewhere", token.i)
        if word in {"one", "ones"} and token.dep_ in {"pobj", "dobj", "attr", "nsubj", "nsubjpass", "conj"}:
            if token.tag_ != "NN" and not any(t.dep_ in {"prep", "det", "amod"} for t in token.children):
                raise Refused("points elsewhere", token.i)
        if word not in PERSONAL or token.tag_ not in {"PRP", "PRP$"}:
            return False
        who = self.cast.at(token.i)
        if who is not None and who.sure and who.subject is not None:
            if token.tag_ == "PRP" and not word.endswith("self") and self._of_doer(token, who.subject):
                raise Refused("pronoun and subject")
            if who.subject in self.subjects and self.pieces and (not self.spelled or word.endswith("self")):
                return False
            if word.endswith("self"):
                raise Refused("reflexive")
            self._put(who, possessive=token.tag_ == "PRP$", quoted=self.cast.quoted(token.i), over=token.i)
            return True
        if self._local(token):
            return False
        raise Refused("pronoun", token.i)

    def _of_doer(self, token: Token, subject: int) -> bool:
        """Whether an object pronoun was taken for the subject of its own verb: that would be "herself"."""
        if token.dep_ not in {"dobj", "dative"} or token.head != self.clause.verb or self.clause.doer is None:
            return False
        doer = self.cast.at(self.clause.doer.i)
        return doer is not None and doer.subject == subject

    def _points(self, token: Token) -> bool:
        """Whether "this", "that", "such" points out of the statement."""
        if token.lower_ == "that" and token.dep_ == "mark" and token.i + 1 < len(self.doc):
            if token.nbor().tag_ == "NN" and token.nbor().lower_ not in words("unique"):
                return True  # "said that claim was": which of the two words it is, can't be told
        if (
            token.lower_ == "that"
            and token.dep_ in {"mark", "nsubj", "nsubjpass", "dobj"}
            and token.tag_ in {"IN", "WDT"}
        ):
            return False
        if token.lower_ == "so":
            return token.head.pos_ not in {"ADJ", "ADV"} and token.tag_ != "IN"
        if token.lower_ in {"this", "that", "these", "those"} and token.i in self._dated():
            return False
        if token.lower_ == "former":
            return token.dep_ != "amod"
        return not (token.lower_ == "that" and token.dep_ == "mark")

    def _dated(self) -> set[int]:
        """The tokens of date phrases in the clause."""
        return {
            i
            for start, (end, _) in self.composer.timexes.items()
            if start in self.inside
            for i in range(start, end + 1)
        }

    def _local(self, token: Token) -> bool:
        """Whether a plural or neuter pronoun can only mean a noun that stands before it in the statement."""
        word = token.lower_
        doer = self.clause.doer
        if word in {"they", "them", "their", "themselves", "theirs"}:
            plural = [t for t in self.nouns if t.tag_ == "NNS" or t.lower_ in {"police", "people"} or _pair(t)]
            if token.tag_ == "PRP$" or word == "themselves":
                return bool(plural) and (len(plural) == 1 or (doer is not None and plural[0] == doer))
            return len(plural) == 1 and not self.subjects_plural()
        if word in {"its", "itself"} and doer is not None:
            return doer in self.nouns and doer.tag_ == "NN" and doer.lower_ not in _human()
        return False

    def subjects_plural(self) -> bool:
        """Whether two names joined by "and" could be what "they" means."""
        return any(t.dep_ == "conj" and t.pos_ == "PROPN" for t in self.kept)

    def _definite(self, noun: Token) -> tuple[str, str]:
        """What "the charge" lacks to stand alone: words to put before and after the noun, from its last full mention.

        Raises Refused where the text does not say.
        """
        if not self._dangles(noun):
            return "", ""
        found = self.composer.fuller(noun)
        if found is not None:
            if found[2] is not None:
                self.subjects.append(found[2])
            return found[:2]
        if self.clause.form != "apposition" and self.composer.topics.get(noun.lemma_.lower(), 0) >= 4:
            return "", ""
        raise Refused("which " + noun.lower_, noun.i)

    def _dangles(self, noun: Token) -> bool:
        """Whether a noun stands with "the" and nothing that says which."""
        if noun.dep_ in {"compound", "npadvmod"} or noun.i in self._dated():
            return False
        article = next(
            (t for t in noun.lefts if t.dep_ == "det" and t.lower_ in {"the", "both", "neither", "either"}), None
        )
        if article is None or article.i not in self.inside:
            return False
        full = " ".join(t.lower_ for t in self.doc[article.i + 1 : noun.i + 1])
        if noun.lower_ in words("unique") or full in words("unique") or noun.lemma_ in words("unique"):
            return False
        if any(t.dep_ in {"prep", "relcl", "acl", "ccomp", "nummod"} and t.i in self.inside for t in noun.rights):
            return False
        rich = [
            t
            for t in noun.lefts
            if t.dep_ in {"compound", "poss", "nmod"} or t.dep_ == "amod" and t.lower_ not in _EMPTY
        ]
        if any(t.ent_type_ or t.pos_ == "PROPN" or t.tag_ == "JJS" or t.lower_ in _ORDINAL for t in rich):
            return False
        return not (len(rich) >= 2 or any(t.dep_ == "compound" for t in rich))

    def _holds(self, mark: Token) -> bool:
        """Whether a punctuation mark still has both its neighbours."""
        before = next((self.doc[i] for i in range(mark.i - 1, -1, -1) if not _blank(self.doc[i])), None)
        after = next((self.doc[i] for i in range(mark.i + 1, len(self.doc)) if not _blank(self.doc[i])), None)
        if mark.text in {".", "?", "!"}:
            if mark.text != "." or after is None or mark.is_sent_end:
                return False
        if before is None or after is None or before.i not in self.inside or after.i not in self.inside:
            return False
        return bool(self.pieces)

    def _after_date(self, token: Token) -> None:
        """Write what a date phrase means, behind it.

        Raises Refused where a relative date can't be resolved.
        """
        for start, (end, timex) in self.composer.timexes.items():
            if end == token.i and start in self.inside:
                phrase = self.doc[start : end + 1].text
                shown = dates.shown(timex, phrase)
                if shown is None or anaphoric(phrase):
                    raise Refused("date unknown", token.i)
                if shown and end + 1 < len(self.doc) and self.doc[end + 1].tag_ == "POS":
                    raise Refused("date with an owner", token.i)
                if shown:
                    self.pieces.append(Piece(shown, quoted=self.cast.quoted(token.i)))
                self.timexes.append(timex)


_AFTERWARDS = frozenset(
    "since afterward afterwards thereafter beforehand elsewhere there then instead otherwise likewise".split()
)
_OPENING = frozenset({",", "—", "–", "--", "("})
_CLOSING = frozenset({",", "—", "–", "--", ")"})
_EMPTY = frozenset("same new old other whole entire own alleged recent latest current previous earlier later".split())
_ORDINAL = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth last only largest biggest".split()
)


def _human() -> frozenset[str]:
    return frozenset("man woman boy girl person official officer president".split())


def _pair(token: Token) -> bool:
    return any(c.dep_ == "conj" for c in token.children)


def _blank(token: Token) -> bool:
    return token.is_space or token.text in MARKS


def _counts(doc: Doc) -> dict[str, int]:
    """How often each noun stands in the text: one that comes again and again is what the text is about.

    Nouns that stand with several owners ("the Oakley campaign", "her campaign") are left out: which one is open.
    """
    counts: dict[str, int] = {}
    for token in doc:
        if token.pos_ == "NOUN":
            several = any(t.dep_ == "poss" or (t.dep_ == "compound" and t.pos_ == "PROPN") for t in token.lefts)
            counts[token.lemma_.lower()] = counts.get(token.lemma_.lower(), 0) + (-3 if several else 1)
    return counts


def _compounds(doc: Doc) -> dict[str, set[str]]:
    """For each noun the nouns that stand before it as one word with it: "facial recognition technology"."""
    found: dict[str, set[str]] = {}
    for token in doc:
        if token.pos_ == "NOUN":
            before = [t for t in token.lefts if t.dep_ == "compound"]
            if before:
                phrase = doc[before[0].left_edge.i : token.i].text.lower()
                found.setdefault(token.lemma_.lower(), set()).add(phrase)
    return found


LOOSE = frozenset(
    "during amid despite following throughout alongside along after before since including via with".split()
)
"""Prepositions whose phrases may be left off where a statement is too long: it says less then, and nothing else."""
BOUND = frozenset("charge provide deal agree compare associate replace meet fill cover begin start end help".split())


ADJUNCT = LOOSE | frozenset("in on at of for from near outside inside within under over across by".split())


def anaphoric(phrase: str) -> bool:
    """Whether a date phrase looks back to another date of the text: "that day", "the week before"."""
    return bool(re.search(r"\b(?:that|same|following|previous|before|after|the day|later)\b", phrase, re.IGNORECASE))


def _adjunct(clause: Clause, doc: Doc, blame: int) -> set[int]:
    """The phrase around a word that can be left off: a time or place that is no part of what the verb asks for."""
    verb = clause.verb
    if blame < 0 or clause.form == "apposition":
        return set()
    node = doc[blame]
    while node.head != node and node.head != verb:
        node = node.head
    if node.head != verb or node == verb:
        return set()
    if negated(verb) and not any(t.dep_ == "prep" and t.lower_ in {"during", "in", "on", "at"} for t in verb.lefts):
        return set()  # "has not spoken since May" is not "has not spoken"
    full = any(t.dep_ in {"dobj", "auxpass", "attr", "acomp", "ccomp", "xcomp"} for t in verb.children)
    timely = node.dep_ == "npadvmod" or (node.dep_ == "advmod" and node.ent_type_ in {"DATE", "TIME"})
    loose = node.dep_ == "prep" and (
        node.lower_ in LOOSE or (full and node.lower_ in {"in", "on", "at", "near", "outside"})
    )
    if not timely and not (loose and verb.lemma_ not in BOUND) and node.dep_ != "advcl":
        return set()
    return {t.i for t in node.subtree}


def _droppable(clause: Clause) -> list[set[int]]:
    """What may be left off, in order: participles behind a comma, then loose phrases from the end."""
    verb = clause.verb
    if clause.form == "apposition" or any(t.dep_ == "neg" for t in verb.children):
        return []
    options = []
    for child in sorted(verb.children, key=lambda t: -t.i):
        tokens = {t.i for t in child.subtree}
        if child.dep_ == "advcl" and child.i > verb.i:
            options.insert(0, tokens)
        for noun in child.subtree:
            relative = next((t for t in noun.rights if t.dep_ == "relcl"), None)
            if relative is not None and any(t.lower_ in {"a", "an"} for t in noun.lefts):
                options.append({t.i for t in relative.subtree})
        if child.dep_ == "prep" and child.lower_ in LOOSE and not (child.lower_ == "with" and verb.lemma_ in BOUND):
            options.append(tokens)
    return options


# ------------------------------------------------------------------------------------------------------------- text


def render(doc: Doc, pieces: Sequence[Piece]) -> str:
    """Pieces as a sentence: brackets around what was put in, quotation marks around what stands in them.

    Raises Refused where words are missing inside a quotation.
    """
    text, open_quote, last = "", False, -2
    for k, piece in enumerate(pieces):
        if piece.token >= 0 and open_quote and piece.quoted and last >= 0 and _gap(doc, last, piece.token):
            raise Refused("gap in a quotation")
        glue = k == 0 or _glued(doc, pieces, k)
        if open_quote and not piece.quoted:
            text, open_quote = text.rstrip() + "”", False
            glue = glue and piece.text[0] in ",.’'-)"
        words_ = piece.text if piece.token >= 0 else f"[{piece.text}]"
        start = ""
        if piece.quoted and not open_quote:
            start, open_quote, glue = "“", True, k == 0
        text += ("" if glue else " ") + start + words_
        last = max(piece.token, piece.over, last)
    text = text.rstrip(" ,.")
    text += "”" if open_quote else ""
    return _capital(text) + "."


def _glued(doc: Doc, pieces: Sequence[Piece], k: int) -> bool:
    """Whether a piece follows the one before without a blank."""
    piece, before = pieces[k], pieces[k - 1]
    if piece.token < 0:
        return False
    if before.token == piece.token - 1:
        return not doc[before.token].whitespace_
    return piece.text in {",", ".", "’s", "'s", "’", "'", "%", "n’t", "n't"}


def _gap(doc: Doc, last: int, here: int) -> bool:
    """Whether words of one quotation between two tokens are missing."""
    between = [doc[i] for i in range(last + 1, here)]
    if any(t.text in MARKS for t in between):
        return False
    return any(not t.is_punct and not t.is_space for t in between)


def _capital(text: str) -> str:
    for k, char in enumerate(text):
        if char.isalnum():
            return text[:k] + char.upper() + text[k + 1 :]
    return text


def longest(pieces: Sequence[Piece], doc: Doc) -> int:
    """The longest run of words, outside quotation marks, that stands in the text just so."""
    best = run = 0
    last = -2
    for piece in pieces:
        if piece.token < 0 or piece.quoted:
            run, last = 0, -2
            continue
        between = [doc[i] for i in range(last + 1, piece.token)] if last >= 0 else []
        if last < 0 or any(not t.is_punct and not t.is_space for t in between):
            run = 0
        if piece.text[0].isalnum() and not piece.text.startswith(("’", "'")):
            run += 1
        best, last = max(best, run), piece.token
    return best
