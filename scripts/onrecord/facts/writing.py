"""Writes one clause down, word by word: names in full, pronouns and descriptions replaced, dates resolved.

Whatever can't be made so is refused, with a reason: a pronoun that nobody is known for, "the incident" without the
incident, a relative date without its date.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.facts import copula, dates
from onrecord.facts.adjuncts import anaphoric
from onrecord.facts.clauses import SUBJECTS, Clause, passive, subject_of
from onrecord.facts.closed import (
    AFTERWARDS,
    CLOSING,
    DASHES,
    EMPTY,
    OPENING,
    ORDINALS,
    PERSONAL,
    POINTERS,
    SPEAKERS,
)
from onrecord.facts.pieces import MARKS, SINGLE, Draft, Piece, Refused, blank, longest, render
from onrecord.facts.words import humans, words
from onrecord.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from onrecord.facts.context import Context
    from onrecord.model import Resolution, Timex


FORMERLY = frozenset(
    {"former", "current", "longtime", "veteran", "retired", "late", "new", "senior", "junior", "top", "local", "state"}
)
"""Words before an office with a capital that belong to no name."""


class Writing:
    """One attempt at one statement."""

    def __init__(self, context: Context, clause: Clause, dropped: set[int], spelled: bool, when: Timex | None) -> None:
        self.spelled = spelled
        self.when = when
        self.dropped = dropped
        self.doc = context.doc
        self.cast = context.cast
        self.context = context
        self.clause = clause
        self.kept = [t for t in clause.kept if t.i not in dropped and t.text not in MARKS]
        self.inside = {t.i for t in self.kept}
        self.pieces: list[Piece] = []
        self.subjects: list[int] = []
        self.timexes: list[Timex] = []
        self.nouns: list[Token] = []
        self.completed: set[int] = set()
        self.supplied = False

    def draft(self) -> Draft:
        """Write it down.

        Raises Refused.
        """
        clause = self.clause
        if clause.lead is not None:
            self._lead(clause.lead)
        first = tuple(p.token for p in self.pieces if p.token >= 0)
        if clause.helpers:
            self.pieces.append(Piece(" ".join(t.text for t in clause.helpers)))
        if clause.copula:
            self.pieces.append(Piece(clause.copula))
        self._write(self.kept)
        if clause.form == "title":
            self._lower(self.kept[0])
        if (
            self.when is not None
            and not self.timexes
            and self.when.earliest is not None
            and self.when.earliest == self.when.latest
        ):
            self.pieces.append(Piece(f"on {dates.day(self.when.earliest)}"))
            self.supplied = True
            self.timexes.append(self.when)
        if not self.pieces:
            raise Refused("empty")
        self._edges()
        self._article()
        text = render(self.doc, self.pieces)
        return Draft(
            text=text,
            tokens=tuple(sorted(p.token for p in self.pieces if p.token >= 0)),
            subjects=tuple(dict.fromkeys(self.subjects)),
            timexes=tuple(self.timexes),
            run=longest(self.pieces, self.doc),
            nouns=tuple(self.nouns),
            first=first,
            dropped=frozenset(self.dropped),
            supplied=self.supplied,
            completed=frozenset(self.completed),
        )

    def _article(self) -> None:
        """Fit the article that was put in to the word behind it, which a name put in may have changed."""
        for piece, after in pairwise(self.pieces):
            if piece.text in {"is a", "is an"} and after.token < 0:
                piece.text = copula.indefinite(after.text)

    def _lower(self, word: Token) -> None:
        """Take away the capital that a word had from its place in the sentence."""
        plain = word.pos_ != "PROPN" and not word.ent_type_ and self.cast.at(word.i) is None
        plain = plain and not self.context.capital(word)
        ahead = word.i + 1 < len(self.doc) and word.nbor().text[0].isupper()  # "Emergency Services Minister Dana …"
        plain = plain and (not ahead or word.lower_ in FORMERLY)
        if word.is_sent_start and (plain or word.lower_ in words("half roles")):
            for piece in self.pieces:
                if piece.token == word.i:
                    piece.text = piece.text[0].lower() + piece.text[1:]

    def _edges(self) -> None:
        """Refuse what was cut at the wrong place.

        Raises Refused: where an aside opens with a comma and does not close with one, or the end is no end.
        """
        tokens = sorted(i for i in self.inside if any(p.token == i or p.over == i for p in self.pieces))
        own = {t.i for t in self.kept}
        for low, high in pairwise(i for i in tokens if i in own):
            gap = [self.doc[i] for i in range(low + 1, high) if not blank(self.doc[i])]
            aside = gap and gap[0].text in OPENING and any(not t.is_punct for t in gap)
            if aside and gap[-1].text not in CLOSING:
                raise Refused("cut")
            if gap and gap[-1].i == high - 1 and self._headless(gap[-1], self.doc[high]):
                raise Refused("cut")
        if own and any(self.doc[i].text in DASHES for i in range(min(own), max(own))):
            raise Refused("cut")
        if self.clause.form == "main" and tokens:
            before = next((t for t in reversed(self.doc[max(0, tokens[0] - 4) : tokens[0]]) if not blank(t)), None)
            here = before is not None and before.i not in self.dropped and before.sent == self.doc[tokens[0]].sent
            open_ = {"NOUN", "PROPN", "ADJ", "VERB", "NUM", "DET", "ADP"}
            if before is not None and here and before.pos_ in open_ and before.lower_ != "the":
                raise Refused("cut")
        if self._halved() or self._unclosed() or self._parted() or self._unended():
            raise Refused("cut")
        subject = self.clause.subject
        opens = next((t for t in self.clause.verb.lefts if t.dep_ == "mark"), None)
        if self.kept and subject is not None and opens is not None and self.kept[0].i < opens.i < subject.i:
            raise Refused("cut")  # "in the hours after he left"
        if any(t.lower_ == "as" and t.dep_ == "advmod" and not self._paired(t) for t in self.kept):
            raise Refused("cut")
        if not tokens:
            raise Refused("empty")
        last = self.doc[tokens[-1]]
        if last.lower_ in ORDINALS - {"first", "last"} or (last.lower_ in {"first", "last"} and last.dep_ == "attr"):
            raise Refused("cut")
        if last.dep_ == "prep" and last.pos_ == "ADP" and last.head.i in self.inside:
            raise Refused("cut")
        if last.pos_ in {"DET", "CCONJ", "SCONJ"} or (last.pos_ == "ADJ" and last.dep_ in {"pobj", "amod"}):
            raise Refused("cut")
        after = next((t for t in self.doc[last.i + 1 : last.i + 6] if not blank(t)), None)
        if after is not None and after.text == "-" and not last.whitespace_:
            raise Refused("cut")
        named = last.pos_ == "PROPN" and last.i not in self.context.covering
        if last.dep_ == "pobj" and last.head.lower_ == "since" and named:
            raise Refused("cut")  # "since Oakley spoke", without what she did
        between = self.doc[last.i + 1 : after.i] if after is not None else ()
        inside = self.cast.quoted(last.i) and not any(t.text in MARKS for t in between)
        if after is not None and inside and not after.is_punct:
            raise Refused("cut")  # in the middle of somebody's words
        if after is not None and (after.tag_ == "POS" or after.text in SINGLE):
            raise Refused("cut")
        if after is not None and after.tag_ in {"WRB", "WP", "WDT", "WP$"} and after.i == last.i + 1:
            verb = after
            while verb.dep_ not in {"relcl", "acl", "ROOT"} and verb.head != verb:
                verb = verb.head
            some = any(t.lower_ in {"a", "an"} for t in verb.head.lefts)
            if verb.dep_ in {"relcl", "acl"} and verb.head.i in self.inside and verb.i > last.i and not some:
                raise Refused("cut")
        titled = self.clause.form == "title"  # the name stands behind it
        if after is not None and after.i == last.i + 1 and not titled and _one_name(last, after):
            raise Refused("cut")
        timely = after is not None and (after.ent_type_ in {"DATE", "TIME"} or after.dep_ == "npadvmod")
        goes_on = after is not None and after.sent == last.sent and after.pos_ in {"NOUN", "ADJ", "NUM", "PART"}
        if goes_on and not timely:
            raise Refused("cut")

    def _headless(self, last: Token, noun: Token) -> bool:
        """Whether a phrase was left off up to its noun: "in the yard of their Dunmore | home"."""
        return last.i in self.dropped and noun.lower_ == "home" and last.pos_ in {"ADJ", "PROPN", "NUM", "DET"}

    def _happened(self) -> bool:
        """Whether the clause tells in the past tense what was done."""
        return self.clause.tensed.tag_ == "VBD" and self.clause.verb.lemma_ not in words("stative")

    def _unclosed(self) -> bool:
        """Whether a list lost its end: "jobs, schools" of "jobs, schools, and roads"."""
        listed = [t for t in self.kept if t.dep_ == "conj" and t.pos_ in {"NOUN", "PROPN", "ADJ"}]
        for token in listed:
            first = token
            while first.dep_ == "conj":
                first = first.head
            joined = any(t.dep_ == "cc" and first.i < t.i for t in self.kept)
            if first.pos_ in {"NOUN", "PROPN", "ADJ"} and not joined and self.doc[token.left_edge.i - 1].text == ",":
                return True
        return False

    def _parted(self) -> bool:
        """Whether a lone comma stands between subject and verb: something was left off, or the parse is wrong."""
        verb, subject = self.clause.verb, self.clause.subject
        if subject is None:
            return False
        start = min((t.i for t in self.clause.auxiliaries if t.i > subject.i), default=verb.i)
        between = [p.token for p in self.pieces if subject.left_edge.i <= p.token < start]
        commas = [i for i in between if self.doc[i].text == ","]
        return len(commas) == 1 and between[-1] == commas[0]

    def _unended(self) -> bool:
        """Whether a stretch of time lost its end: "from 1968" of "from 1968, when the mill burned, until 1989"."""
        verb = self.clause.verb
        begins = any(t.lower_ == "from" and any(c.ent_type_ == "DATE" for c in t.rights) for t in self.kept)
        ends = (t for t in verb.sent if t.lower_ in {"until", "till", "through", "to"} and t.i not in self.inside)
        return begins and any(c.ent_type_ == "DATE" for t in ends if t.i > verb.i for c in t.rights)

    def _halved(self) -> bool:
        """Whether a verb of the statement lacks what it asks for: its object or predicate was cut off."""
        verb = self.clause.verb
        after = any(t.i > verb.i for t in self.kept)
        if not self.clause.nominal and not after and not passive(verb):
            return True
        if any(t.lemma_ == "be" and t.dep_ in {"xcomp", "ccomp"} and not any(t.rights) for t in self.kept):
            return True
        return any(
            child.dep_ in {"attr", "acomp", "dobj", "oprd", "dative", "agent"} and child.i > token.i
            for token in self.kept
            if token.pos_ in {"VERB", "AUX"}
            for child in token.children
            if child.i not in self.inside
        )

    def _paired(self, first: Token) -> bool:
        """Whether the second "as" of "as far as" is there, too."""
        return any(t.lower_ == "as" and t.i > first.i for t in self.kept)

    def _lead(self, lead: Token) -> None:
        """The subject that stands elsewhere: a name, or a short phrase that introduces somebody."""
        if self.clause.form == "relative" and self.cast.name_span(lead.i) is None and lead.dep_ == "conj":
            raise Refused("antecedent unknown")  # "a mill and a farm that …"
        if self.clause.form == "relative" and self.cast.at(lead.i) is None:
            lead = _bearer(lead)
        who = self.cast.at(lead.i)
        if who is not None and who.sure and who.subject is not None:
            span = self.cast.name_span(lead.i)
            person = self.cast.subjects[who.subject].kind == "person"
            if self.clause.form == "relative" and person != any(t.lower_ == "who" for t in self.clause.verb.lefts):
                raise Refused("antecedent unknown")
            if self.clause.form == "relative" and self._another(lead, who.subject):
                raise Refused("antecedent unknown")
            opening = self.doc[self.clause.verb.left_edge.i - 1]
            below = lead.dep_ == "pobj" and lead.head.head.pos_ in {"NOUN", "PROPN"}
            if self.clause.form == "relative" and not person and below and self.clause.lead == lead:
                raise Refused("antecedent unknown")  # "the attacks in Oslo, which …"
            directly = self.clause.lead is not None and self.cast.name_span(self.clause.lead.i) is not None
            if self.clause.form == "relative" and directly and opening.text not in {",", "(", "—", "–", "--", "-"}:
                raise Refused("antecedent unknown")  # "an aide to Oakley who sold the mill": the aide
            if span is not None and self.clause.form != "coordinate":
                if self.cast.article(who.subject) and self.doc[span[0] - 1].lower_ != "the":
                    self.pieces.append(Piece("the"))
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
        loose = phrase and phrase[-1].pos_ in {"PART", "ADP", "DET", "CCONJ", "SCONJ", "VERB", "AUX"}
        if loose:
            raise Refused("subject elsewhere")
        if not phrase or len(phrase) > 9 or lead.i not in {t.i for t in phrase} or len(inner) > 40:
            raise Refused("subject elsewhere")
        article = {t.lower_ for t in lead.lefts if t.dep_ in {"det", "poss"}}
        number = any(t.dep_ == "nummod" for t in lead.lefts) and not article
        if self.clause.form == "relative" and not (article & {"a", "an"} or number):
            raise Refused("antecedent unknown")
        human = lead.lemma_ in humans() or lead.tag_ in {"NNP", "NNS"}
        if any(t.lower_ == "who" for t in self.clause.verb.lefts) and not human:
            raise Refused("antecedent unknown")
        self.inside |= {t.i for t in phrase}
        self._write(phrase)

    def _another(self, lead: Token, subject: int) -> bool:
        """Whether another name of the same kind stands between an antecedent and its relative clause."""
        kind = self.cast.subjects[subject].kind
        for i in range(lead.i + 1, self.clause.verb.left_edge.i):
            who = self.cast.at(i) if self.cast.name_span(i) is not None else None
            if self.cast.name_span(i) is not None and (who is None or who.subject is None):
                return True
            if who is not None and who.subject not in {None, subject} and self.cast.subjects[who.subject].kind == kind:
                return True
        return False

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
            self._comma(token)
            if not token.is_punct and self._pronoun(token):
                k += 1
                continue
            following = self.doc[token.i + 1] if token.i + 1 < len(self.doc) else token
            if token.lower_ in words("relations") and not list(token.lefts) and self.cast.name_span(following.i):
                k += 1  # "rival Dana Oakley": whose rival, is not said
                continue
            if self._contracted(token):
                k += 1
                continue
            self._raw(token)
            k += 1
            self._after_date(token)

    def _comma(self, token: Token) -> None:
        """Keep the comma that closed an aside before a participle: "bought 3 mills, making it the largest owner"."""
        last = self.pieces[-1] if self.pieces else None
        if token.tag_ != "VBG" or token.dep_ not in {"advcl", "acl"} or last is None or last.text == ",":
            return
        if 0 <= last.token < token.i - 1 and self.doc[token.i - 1].text == ",":
            self.pieces.append(Piece(",", token.i - 1))

    def _raw(self, token: Token) -> None:
        if token.text in SINGLE and token.tag_ in {"``", "''"}:
            raise Refused("single quotation marks")
        if token.text in DASHES | {":", "(", ")", "[", "]", "…", "...", ";", "*", "/"} or token.dep_ == "dep":
            raise Refused("punctuation")
        if token.text == "-" and (token.whitespace_ or (token.i > 0 and self.doc[token.i - 1].whitespace_)):
            raise Refused("punctuation")
        if token.lower_ in {"n't", "n’t"} and (not self.pieces or self.pieces[-1].token != token.i - 1):
            raise Refused("cut")
        quoted = self.cast.quoted(token.i)
        owned = any(t.dep_ == "poss" for t in token.lefts)
        owned = owned and not any(t.dep_ in {"prep", "acl", "relcl", "ccomp"} for t in token.rights)
        if owned and token.lower_ in words("plans") and not any(t.dep_ in {"amod", "compound"} for t in token.lefts):
            raise Refused("which " + token.lower_, token.i)
        which = self._definite(token) if token.pos_ == "NOUN" and token.text[0].islower() else ("", "")
        if which[0].endswith("’s") and token.lower_ in words("plans") | words("acts"):
            raise Refused("which " + token.lower_, token.i)  # "[Dana Oakley’s] decision" leaves as much open
        if which[0].endswith("’s") and self.pieces and self.pieces[-1].text.lower() != "the":
            raise Refused("which " + token.lower_, token.i)  # "the executive [Dana Oakley’s] order"
        if which[0].endswith("’s") and self.pieces and self.pieces[-1].text.lower() == "the":
            self.pieces.pop()  # "the arrest" → "[Dana Oakley’s] arrest"
        if which[0]:
            self.pieces.append(Piece(which[0], quoted=quoted, over=token.i - 1))
        self.pieces.append(Piece(token.text, token.i, quoted))
        if which[1]:
            self.pieces.append(Piece(which[1], quoted=quoted, over=token.i))
        if any(which):
            self.completed.add(token.i)
        if token.pos_ == "NOUN":
            self.nouns.append(token)

    def _contracted(self, token: Token) -> bool:
        """Spell out "'s" behind a name put in for a pronoun: "he's" → "[Dana Oakley] [has]"."""
        if (
            token.pos_ not in {"AUX", "VERB", "PART"}
            or token.tag_ == "POS"
            or token.text[0] not in {"’", "'"}
            or not self.pieces
            or self.pieces[-1].token >= 0
        ):
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
        if who.role is not None or (who.subject is not None and self.cast.article(who.subject)):
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
        person = self.cast.subjects[who.subject].kind == "person" and self.doc[end - 1].dep_ not in {"compound", "nmod"}
        if person and start > 0 and self.doc[start - 1].lower_ == "the":
            raise Refused("unsure name")  # "the Oakley"
        quoted = self.cast.quoted(token.i)
        own = [Piece(self.doc[i].text, i, quoted) for i in range(start, end)]
        said = self.doc[start:end].text
        full = self.cast.subjects[who.subject].name
        hyphen = start > 0 and self.doc[start - 1].text == "-" and not self.doc[start - 1].whitespace_
        hyphen = hyphen or (end < len(self.doc) and self.doc[end].text == "-" and not self.doc[end - 1].whitespace_)
        if who.subject not in self.subjects and not hyphen and said != full:
            own = self._full(own, said, full, who.subject)
            if own[-1].token < 0 and end < len(self.doc) and self.doc[end].text in {"'", "’"}:
                raise Refused("possessive")  # "Oakley Industries’": the mark fits what was said, not what was put in
        self.pieces += own
        self.subjects.append(who.subject)
        return size

    def _full(self, own: list[Piece], said: str, full: str, subject: int) -> list[Piece]:
        """What a short name lacks, in brackets: "[Dana] Oakley", "[Calder Police Department]"."""
        if self.cast.subjects[subject].kind == "place":
            return own
        bare = full.removeprefix("The ")
        if re.search(r"^(?:Mr|Mrs|Ms|Dr)\.? |’s .*[A-Z]|'s .*[A-Z]", bare) and bare != said:
            raise Refused("unsure name")  # "Mr. Reed's Calder Today": somebody's name, and a paper's
        if bare == said or full.upper() == said:
            return own
        last = self.doc[own[-1].token]
        before_noun = last.dep_ in {"compound", "nmod", "amod"} and last.head.i > last.i
        the = before_noun or (bool(self.pieces) and self.pieces[-1].text.lower() == "the")
        quoted, over = own[0].quoted, own[-1].token
        before = self.doc[own[0].token - 1] if own[0].token else None
        the = the or (before is not None and before.pos_ in {"NOUN", "ADJ", "NUM"} and before.i in self.inside)
        if self.pieces and self.pieces[-1].token < 0 and self.pieces[-1].text.lower() == "the":
            self.pieces.pop()  # put in just before: one bracket, not two
            the = False
        opens = said.split(" ")[0]
        inside = opens.lower() + said.removeprefix(opens)  # "De Oakley left", of Dana de Oakley
        if bare.endswith((" " + said, " " + inside)):
            more = bare[: -len(said) - 1]
            if self.cast.subjects[subject].kind != "person" and any(
                more in {one.name, *one.aliases} for k, one in enumerate(self.cast.subjects) if k != subject
            ):
                return own  # "the Oakley White House" is "the White House"
            return [Piece((bare if the else full)[: -len(said) - 1], quoted=quoted), *own]
        if bare.startswith(said + " ") and bare[len(said) + 1 :].split(" ")[0].lower() in words("own bodies"):
            raise Refused("unsure name")  # "the Brothers Oakley" are no "Brothers Oakley Museum"
        if bare.startswith(said + " "):
            if before_noun and self.cast.subjects[subject].kind != "person":
                raise Refused("unsure name")  # "a U.S. banking regulator"
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
        if (
            who is None
            or noun == self.clause.verb
            or noun.pos_ not in {"NOUN", "PROPN"}
            or self.cast.name_span(noun.i) is not None
        ):
            return 0
        size = noun.i - token.i + 1
        if [t.i for t in tokens[k : k + size]] != list(range(token.i, noun.i + 1)):
            return 0
        if not who.sure or (who.subject is None and who.role is None) or _office_of(noun):
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
        own = self.cast.quoted(token.i) and self.clause.verb.lemma_ in words("reporting")
        own = own and any(t.lower_ == "that" and t.dep_ == "mark" for t in self.kept)
        # in "Oakley said that it was “our mill”", they are the speaker's
        if word in SPEAKERS and token.text != "US" and not own:
            raise Refused("first or second person")
        if word in POINTERS and self._points(token):
            raise Refused("points elsewhere", token.i)
        if (
            token.tag_ == "CD"
            and token.dep_ in {"dobj", "attr"}
            and token.ent_type_ not in {"DATE", "TIME", "MONEY", "PERCENT"}
        ):
            raise Refused("points elsewhere", token.i)
        if token.tag_ == "CD" and token.dep_ == "pobj" and any(t.lower_ == "the" for t in token.lefts):
            raise Refused("points elsewhere", token.i)  # "12 of the 19"
        if word == "within" and any(t.tag_ == "NNS" and not list(t.lefts) for t in token.rights):
            raise Refused("points elsewhere", token.i)  # "within minutes"
        if token.tag_ == "RB" and word in AFTERWARDS:
            raise Refused("points elsewhere", token.i)
        if (
            word in {"fewer", "less", "further", "additional", "more"}
            and token.tag_ != "NN"
            and not any(t.lower_ == "than" for t in self.kept)
        ):
            raise Refused("points elsewhere", token.i)
        if word in {"thing", "things", "stuff", "something", "everything", "situation", "situations"}:
            raise Refused("vague", token.i)
        if word == "different" and token.dep_ == "amod" and not any(t.lower_ in {"from", "than"} for t in self.kept):
            raise Refused("points elsewhere", token.i)
        if (word == "away" and any(t.dep_ == "npadvmod" for t in token.lefts)) or (
            word == "fellow" and token.dep_ in {"amod", "compound"}
        ):
            raise Refused("points elsewhere", token.i)  # "an hour away"
        if word == "later" and any(t.dep_ in {"npadvmod", "nummod"} for t in token.lefts):
            raise Refused("points elsewhere", token.i)  # "a day later"
        if word in {"republican", "democrat"} and any(t.lower_ == "the" for t in token.lefts):
            raise Refused("which " + word, token.i)
        noun = token.dep_ in {"pobj", "dobj", "attr", "nsubj", "nsubjpass", "conj"} and token.tag_ != "NN"
        bare = not any(t.dep_ in {"prep", "det", "amod"} for t in token.children)
        if word in {"one", "ones"} and noun and bare:
            raise Refused("points elsewhere", token.i)
        if token.tag_ == "PRP$" and token.head.pos_ not in {"NOUN", "PROPN", "NUM", "ADJ"}:
            raise Refused("pronoun")
        if word not in PERSONAL or token.tag_ not in {"PRP", "PRP$"}:
            return False
        if word in {"her", "him", "them"} and token.dep_ in SUBJECTS:
            raise Refused("pronoun")  # "her suggested timing was", read as "she suggested"
        who = self.cast.at(token.i)
        if who is not None and who.sure and who.subject is not None:
            if token.tag_ == "PRP" and not word.endswith("self") and self._of_doer(token, who.subject):
                raise Refused("pronoun and subject")
            if token.dep_ not in SUBJECTS and not word.endswith("self") and self._rivalled(who.subject):
                raise Refused("pronoun of two", token.i)
            first = token.dep_ in SUBJECTS and token.head == self.clause.verb
            if first and self.clause.form == "content" and self._contested(token, who.subject):
                raise Refused("pronoun of two", token.i)
            if (
                who.subject in self.subjects
                and self.pieces
                and not first
                and (not self.spelled or word.endswith("self"))
            ):
                return False
            if word.endswith("self"):
                raise Refused("reflexive")
            self._put(
                who,
                possessive=token.tag_ == "PRP$" or token.dep_ == "poss",
                quoted=self.cast.quoted(token.i),
                over=token.i,
            )
            return True
        if self._local(token):
            return False
        raise Refused("pronoun", token.i)

    def _rivalled(self, subject: int) -> bool:
        """Whether the statement has named somebody else before whom a pronoun could mean as well."""
        one = self.cast.subjects[subject]
        if one.kind != "person":
            return False
        others = (self.cast.subjects[k] for k in self.subjects if k != subject)
        return any(
            o.kind == "person" and (o.gender == one.gender or "unknown" in {o.gender, one.gender}) for o in others
        )

    def _contested(self, token: Token, subject: int) -> bool:
        """Whether the sentence speaks of somebody else before "he", whom the speaker may mean: "Oakley called on the
        senator to leave and said he had lied"."""
        one = self.cast.subjects[subject]
        if one.kind != "person":
            return False
        for other in self.doc[token.sent.start : token.i]:
            if other.dep_ not in {"dobj", "pobj", "dative"} or other.pos_ not in {"NOUN", "PROPN"}:
                continue
            who = self.cast.at(other.i)
            if who is None or who.subject is None:
                if other.lemma_ in humans() and other.tag_ == "NN" and any(t.lower_ == "the" for t in other.lefts):
                    return True
                continue
            rival = self.cast.subjects[who.subject]
            same = rival.gender == one.gender or "unknown" in {rival.gender, one.gender}
            if who.subject != subject and rival.kind == "person" and who.role is None and same:
                return True
        return False

    def _of_doer(self, token: Token, subject: int) -> bool:
        """Whether an object pronoun was taken for the subject of its own verb: that would be "herself"."""
        if token.dep_ not in {"dobj", "dative", "pobj"} or self.clause.doer is None:
            return False
        node = token.head
        while node != self.clause.verb and node.head != node:
            if node.pos_ in {"VERB", "AUX"} and (subject_of(node) is not None or node.dep_ in {"relcl", "acl"}):
                return False
            if node.dep_ == "xcomp" and any(t.dep_ == "dobj" for t in node.head.children):
                return False
            node = node.head
        doer = self.cast.at(self.clause.doer.i)
        return doer is not None and doer.subject == subject

    def _points(self, token: Token) -> bool:
        """Whether "this", "that", "such" points out of the statement."""
        mark = token.lower_ == "that" and token.dep_ == "mark" and token.i + 1 < len(self.doc)
        if mark and token.nbor().tag_ == "NN" and token.nbor().lower_ not in words("unique"):
            return True  # "said that claim was": which of the two words it is, can't be told
        following = self.doc[token.i + 1] if token.i + 1 < len(self.doc) else token
        if token.lower_ == "that" and token.dep_ in {"dobj", "pobj"} and following.pos_ == "NOUN":
            return True
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
        timexes = self.context.timexes
        return {i for start in self.inside if start in timexes for i in range(start, timexes[start][0] + 1)}

    def _local(self, token: Token) -> bool:
        """Whether a plural or neuter pronoun can only mean a noun that stands before it in the statement."""
        word = token.lower_
        doer = self.clause.doer
        if word in {"they", "them", "their", "themselves", "theirs"}:
            plural = [t for t in self.nouns if t.tag_ == "NNS" or t.lower_ in {"police", "people"} or _pair(t)]
            if token.tag_ == "PRP$" or word == "themselves":
                return bool(plural) and (len(plural) == 1 or (doer is not None and plural[0] == doer))
            inside = doer is not None and len(plural) == 1 and plural[0] in doer.subtree and token.dep_ not in SUBJECTS
            return len(plural) == 1 and not self.subjects_plural() and not inside
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
        found = self.context.fuller(noun)
        told = any(t.dep_ == "amod" and t.lower_ not in EMPTY | ORDINALS for t in noun.lefts)
        if found is not None and told and found[0][:1].isupper() and found[2] is None:
            raise Refused("which " + noun.lower_, noun.i)  # "the recorded talks" need not be "the Oslo talks"
        if found is not None:
            if found[2] is not None:
                self.subjects.append(found[2])
            return found[:2]
        if self.context.central(noun) and not self.clause.nominal:
            return "", ""
        raise Refused("which " + noun.lower_, noun.i)

    def _dangles(self, noun: Token) -> bool:
        """Whether a noun stands with "the" and nothing that says which."""
        if noun.dep_ in {"compound", "npadvmod"} or noun.i in self._dated():
            return False
        article = next(
            (t for t in noun.lefts if t.dep_ == "det" and t.lower_ in {"the", "both", "neither", "either"}), None
        )
        if article is None or article.i not in self.inside or self.doc[article.i - 1].text == "-":
            return False
        if noun.tag_ in {"NN", "NNS"} and (
            noun.lemma_ in humans() or noun.lower_ in humans() or noun.lower_ in words("offices")
        ):
            return not self._in_office(noun)
        if any(t.lower_ in {"earlier", "previous", "latter"} for t in noun.lefts):
            return True
        full = " ".join(t.lower_ for t in self.doc[article.i + 1 : noun.i + 1])
        if noun.lower_ in words("unique") or full in words("unique") or noun.lemma_ in words("unique"):
            return False
        loose = {"against", "to", "on", "with"} if noun.dep_ == "dobj" else set()
        if noun.lower_ in COUNTED:
            inner = [t for p in noun.rights if p.lower_ == "of" for t in p.children if t.dep_ == "pobj"]
            if any(not list(t.rights) and not any(c.pos_ == "PROPN" for c in t.lefts) for t in inner):
                return True  # "the pair of editorials"
        restricts = {"prep", "relcl", "acl", "ccomp", "nummod"}
        if any(t.dep_ in restricts and t.i in self.inside and t.lower_ not in loose for t in noun.rights):
            return False
        rich = [
            t
            for t in noun.lefts
            if t.dep_ in {"compound", "poss", "nmod"} or (t.dep_ == "amod" and t.lower_ not in EMPTY)
        ]
        if any(t.ent_type_ or t.pos_ == "PROPN" or t.tag_ == "JJS" or t.lower_ in ORDINALS for t in rich):
            return False
        return len(rich) < 2 or noun.dep_ in SUBJECTS

    def _in_office(self, noun: Token) -> bool:
        """Whether "the mayor" says of what: of Dunmore, of an organisation named before it."""
        if any(t.dep_ == "prep" and t.i in self.inside for t in noun.rights):
            return self.clause.nominal or not any(t.lower_ == "former" for t in noun.lefts)
        before = [t for t in noun.lefts if t.dep_ in {"compound", "nmod", "poss", "amod"}]
        if self.clause.nominal:
            return any(t.pos_ == "PROPN" for t in before)
        whose = [self.cast.at(t.i) for t in before]
        kinds = {self.cast.subjects[who.subject].kind for who in whose if who is not None and who.subject is not None}
        return "organisation" in kinds or (bool(kinds) and noun.lemma_ not in humans())

    def _holds(self, mark: Token) -> bool:
        """Whether a punctuation mark still has both its neighbours."""
        before = next((self.doc[i] for i in range(mark.i - 1, -1, -1) if not blank(self.doc[i])), None)
        after = next((self.doc[i] for i in range(mark.i + 1, len(self.doc)) if not blank(self.doc[i])), None)
        if mark.text in {".", "?", "!"} and (mark.text != "." or after is None or mark.is_sent_end):
            return False
        if before is None or after is None or before.i not in self.inside or after.i not in self.inside:
            return False
        return bool(self.pieces)

    def _after_date(self, token: Token) -> None:
        """Write what a date phrase means, behind it.

        Raises Refused where a relative date can't be resolved.
        """
        end = token.i
        for start, timex in self.context.ending.get(end, ()):
            if start in self.inside:
                phrase = self.doc[start : end + 1].text
                before = self.doc[start - 1].lower_ if start else ""
                if before in {"and", "or"} and start > 1 and self.doc[start - 2].like_num:
                    raise Refused("date unknown", token.i)  # "20 and 50 years ago"
                if before in {"over", "during", "for", "within", "in", "throughout"} and _lasting(phrase):
                    raise Refused("date unknown", token.i)
                shown = dates.shown(timex, phrase)
                if phrase.lower() == "today" and not self._happened():
                    raise Refused("date unknown", token.i)  # nowadays
                if self.context.to_come(self.clause, timex):
                    raise Refused("date unknown", token.i)
                if _titled(self.doc, start, end) or self.doc[start : end + 1].root.dep_ in {"compound", "nmod", "amod"}:
                    continue  # "the Sept. 11 attacks"
                if shown is None or anaphoric(phrase):
                    raise Refused("date unknown", token.i)
                if shown and end + 1 < len(self.doc) and self.doc[end + 1].tag_ == "POS":
                    raise Refused("date with an owner", token.i)
                if shown and timex in self.timexes:
                    raise Refused("date twice")
                if shown:
                    self.pieces.append(Piece(shown, quoted=self.cast.quoted(token.i)))
                self.timexes.append(timex)


def _one_name(last: Token, after: Token) -> bool:
    """Whether a name goes on behind the statement's last word: "the president of Larch | Now"."""
    begun = last.pos_ == "PROPN" and after.text[0].isupper() and after.is_alpha
    return begun and after.ent_type_ not in {"DATE", "TIME"} and after.dep_ != "npadvmod"


COUNTED = frozenset({"pair", "series", "group", "set", "couple", "batch", "round", "string", "list", "dozen"})
"""Nouns that count others: "the pair of editorials" is as open as "the editorials"."""


def _office_of(noun: Token) -> bool:
    """Whether a description is part of a body's: "the sheriff's office" is no office of the sheriff's own."""
    owner = noun.i + 2 < len(noun.doc) and noun.nbor().tag_ == "POS"
    return owner and noun.nbor(2).lower_ in {"office", "department"}


def _bearer(noun: Token) -> Token:
    """Who bears the name for which a noun stands: "Oakley, a lawyer who …", "Oakley is a lawyer who …"."""
    top = noun
    while top.dep_ == "conj" and top.head.pos_ == "NOUN":
        top = top.head
    if top.dep_ == "appos":
        return top.head
    if top.dep_ == "attr" and top.head.lemma_ == "be":
        return subject_of(top.head) or noun
    return noun


def _titled(doc: Doc, start: int, end: int) -> bool:
    """Whether a date word stands alone in quotation marks: the name of a programme, not a day."""
    before = doc[start - 1].text if start else ""
    after = doc[end + 1 : end + 3].text
    return before in MARKS and any(mark in after for mark in MARKS)


def _lasting(phrase: str) -> bool:
    """Whether "(over) the last year" is a stretch of time up to now, not the year before."""
    return phrase.lower().removeprefix("the ").split(" ")[0] in {"last", "past", "coming", "next", "recent"}


def _human() -> frozenset[str]:
    return frozenset(["man", "woman", "boy", "girl", "person", "official", "officer", "president"])


def _pair(token: Token) -> bool:
    return any(c.dep_ == "conj" for c in token.children)
