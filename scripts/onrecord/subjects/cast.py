"""Who is who in one text: the subjects, and who a mention means."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import islice
from typing import TYPE_CHECKING

from onrecord import language, marks
from onrecord.model import Resolution, Span, Subject
from onrecord.subjects import descriptions, salience
from onrecord.subjects.closed import BODIES
from onrecord.subjects.clusters import Cluster
from onrecord.subjects.salience import Ref
from onrecord.subjects.words import words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from spacy.tokens import Doc, Token

    from onrecord.model import Attribution
    from onrecord.subjects.names import Name
    from onrecord.subjects.words import Gender

OF = frozenset({"for", "of", "at", "from", "with"})
LETTERED = frozenset(
    {
        "GOP",
        "FBI",
        "CIA",
        "EPA",
        "IRS",
        "DNC",
        "RNC",
        "SEC",
        "FDA",
        "CDC",
        "NSA",
        "UN",
        "EU",
        "IMF",
        "BBC",
        "NRA",
        "ACLU",
        "NAACP",
        "DOJ",
        "DEA",
        "FCC",
        "FTC",
        "NFL",
        "NBA",
        "NYPD",
        "LAPD",
        "AP",
    }
)
"""Acronyms that are spoken letter by letter, and take "the"."""
RUNNING = frozenset({"candidate", "nominee", "contender", "hopeful", "challenger", "opponent", "rival"})
"""Whoever runs for an office: a text has several of them, and does not call all of them so."""
_BEHIND = re.compile(
    r",? (?:which|who|whose|whom)\b| \(| (?:on |early |late |last )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b"
)
"""Where a relative clause opens, or the day on which something was said ("officials on Tuesday"): no part of what
somebody is called."""
ANNOUNCING = frozenset(
    {
        "say",
        "announce",
        "confirm",
        "admit",
        "acknowledge",
        "deny",
        "add",
        "insist",
        "promise",
        "pledge",
        "report",
        "state",
        "declare",
        "reveal",
        "disclose",
        "reply",
        "respond",
    }
)
"""Verbs after which an organisation speaks of itself."""
NEAR = 3
"""How many sentences back "the company" may go."""
MANY = 30
"""So many organisations or people a description is looked for among at the most."""
UNKNOWN = Resolution(name="", sure=False)


class Cast:
    """The subjects of one text. Ask `who` for a mention, `at` for a token.

    Offsets of spans are code points of the text; `at` counts tokens of the parse.
    """

    def __init__(
        self,
        doc: Doc,
        paragraphs: Sequence[Span],
        clusters: Sequence[Cluster],
        attributions: Sequence[Attribution] = (),
    ) -> None:
        self._doc = doc
        self._tokens = list(doc)
        self._starts = [token.idx for token in doc]
        self._clusters = list(clusters)
        self._directory = descriptions.Directory(clusters)
        self._named: dict[int, int] = {}
        self._spans: dict[int, tuple[int, int]] = {}  # token → the name it is a part of
        for k, one in enumerate(clusters):
            for name in one.names:
                for i in range(name.start, name.end):
                    if self._named.get(i) != k:
                        self._named[i] = k
                        self._spans[i] = (name.start, name.end)
        self._articles: dict[int, bool] = {}
        self._open: dict[int, tuple[int, ...]] = {
            i: tuple(sorted({self._named[start] for start in name.rivals}))
            for one in clusters
            for name in one.names
            if name.rivals
            for i in range(name.start, name.end)
        }
        self._paragraph = _numbers(doc, paragraphs)
        self._sentence = [0] * len(doc)
        for k, sentence in enumerate(doc.sents):
            for token in sentence:
                self._sentence[token.i] = k
        self._quoted = marks.quoted(doc, paragraphs)
        self._found: dict[int, Resolution] = {}
        self._refs: list[Ref] = []
        self._seen: dict[int, int] = {}  # subject → the token at which it was last spoken of
        self._speaking = self._speakers(attributions)
        self._parties = len({t.text[:5] for t in doc if t.text[:5] in {"Democ", "Repub", "GOP"}}) > 1
        self._walk()
        self._first_person(attributions)
        described = self._descriptions()
        self.subjects: tuple[Subject, ...] = tuple(
            self._subject(k, described.get(k, [])) for k in range(len(self._clusters))
        )

    # ---------------------------------------------------------------------------------------------------- asking

    def who(self, mention: Sequence[Span]) -> Resolution:
        """Who a mention means. An empty mention is nobody, and not sure."""
        tokens = [t for span in mention for t in self._under(span)]
        if not tokens:
            return UNKNOWN
        head = _head(tokens)
        said = " ".join(span.of(language.text(self._doc)) for span in mention)
        said = _BEHIND.split(" ".join(said.split()))[0]
        return self._resolve(head, tokens) or _own(head, said)

    def at(self, i: int) -> Resolution | None:
        """Who the name, pronoun or description at token `i` means; None where it is none of them."""
        if i in self._open:
            return Resolution(name=self._tokens[i].text, candidates=self._open[i], sure=False)
        if i in self._named:
            return self._plain(self._named[i])
        return self._found.get(i)

    def name_span(self, i: int) -> tuple[int, int] | None:
        """The token range [start, end) of the name that token `i` belongs to."""
        return self._spans.get(i)

    def article(self, subject: int) -> bool:
        """Whether a subject's full name takes "the" in running text: "the Calder Police Department"."""
        if subject not in self._articles:
            self._articles[subject] = self._takes_article(self._clusters[subject])
        return self._articles[subject]

    def _takes_article(self, one: Cluster) -> bool:
        if one.kind == "person" or one.fullest.text.startswith("The "):
            return False
        alone = [name for name in one.names if name.text == one.fullest.text and not name.modifier]
        if one.fullest.words[-1] in BODIES:
            alone = [name for name in alone if name.the or not self._qualified(name)]
        if alone:
            return any(name.the for name in alone)
        parts = one.fullest.words
        if parts[-1] in LETTERED:
            return True
        head = parts[parts.index("of") - 1] if "of" in parts[1:] else parts[-1]
        if head in {"University", "College"} and head == parts[-1]:
            return False
        return one.kind == "organisation" and head in words().org_heads

    def _qualified(self, name: Name) -> bool:
        """Whether an adjective or owner stands before a name, so that no article can: "ruling Calder Party"."""
        before = self._tokens[name.start - 1] if name.start else None
        return before is not None and name.start <= before.head.i < name.end

    def quoted(self, i: int) -> bool:
        """Whether token `i` stands inside quotation marks."""
        return self._quoted[i]

    # --------------------------------------------------------------------------------------------------- reading

    def _walk(self) -> None:
        """Read the text once from its beginning: every name, description and pronoun, each on what stands before."""
        table = words()
        ends = {name.end - 1: k for k, one in enumerate(self._clusters) for name in one.names}
        for token in self._tokens:
            i = token.i
            if i in self._open and i in ends:
                self._remember(self._ref(token, -i - 1, "unknown", False, True))
            elif i in ends:
                self._note(token, ends[i])
            elif i in self._named:
                continue
            elif token.lower_ in salience.PRONOUNS:
                self._pronoun(token, salience.PRONOUNS[token.lower_])
            elif token.lower_ in salience.THINGS:
                self._thing(token)
            elif token.tag_ in {"NN", "NNS", "NNP"} or token.lower_ == "police":
                self._description(token)
                role = table.roles.get(token.lower_)
                named = any(c.i in self._named and c.dep_ in {"appos", "compound"} for c in token.children)
                somebody = role is not None and token.tag_ == "NN" and token.dep_ != "compound" and not named
                if role is not None and somebody and i not in self._found:
                    self._note(token, -i - 1, role.gender)

    def _note(self, token: Token, subject: int, gender: Gender = "unknown") -> None:
        """Remember that somebody is spoken of here."""
        thing = False
        if subject >= 0:
            one = self._clusters[subject]
            if one.kind == "place":
                return
            gender, thing = one.gender, one.kind == "organisation"
        self._remember(self._ref(token, subject, gender, thing))

    def _ref(self, token: Token, subject: int, gender: Gender, thing: bool, named: bool = False) -> Ref:
        i = token.i
        role = salience.role_of(token)
        return Ref(
            i,
            subject,
            self._sentence[i],
            self._paragraph[i],
            self._quoted[i],
            role,
            gender,
            named or subject >= 0,
            thing,
        )

    def _pronoun(self, token: Token, gender: Gender) -> None:
        here = self._ref(token, 0, gender, False)
        ahead = [ref for ref in self._ahead(token) if ref.gender in {gender, "unknown"}]
        if ahead and token.dep_ == "poss":  # "In her speech, Oakley …"
            self._found[token.i] = self._plain(ahead[0].subject)
            return
        refs = [ref for ref in self._refs[-120:] if ref.subject != self._speaking.get(token.i, -(10**9))]
        ranked = salience.rank(token, here, refs + ahead, self._tokens)
        ranked = [pair for pair in ranked if pair[0] >= salience.FLOOR]
        if not ranked:
            self._found[token.i] = Resolution(name=token.text, sure=False)
            return
        margin = salience.MARGIN * (1.6 if self._quoted[token.i] else 1.0)
        close = [subject for score, subject in ranked if score > ranked[0][0] - margin]
        if len(close) == 1:
            subject = close[0]
            self._found[token.i] = self._plain(subject) if subject >= 0 else self._anonymous(subject)
            self._remember(self._ref(token, subject, gender, False))
            return
        named = tuple(sorted(subject for subject in close if subject >= 0))
        self._found[token.i] = Resolution(name=token.text, candidates=named if len(named) > 1 else (), sure=False)
        self._remember(self._ref(token, ranked[0][1], gender, False))

    def _ahead(self, token: Token) -> list[Ref]:
        """The subject of the sentence, where the pronoun stands in a phrase before it: "In her speech, Oakley …"."""
        if token.dep_ != "poss" and not (token.dep_ in salience.SUBJECTS and token.head.dep_ == "advcl"):
            return []
        verb = token
        while verb.head != verb:
            if verb.dep_ in {"ccomp", "parataxis", "conj", "relcl", "acl"} or self._quoted[token.i]:
                return []
            verb = verb.head
        for child in verb.children:
            if child.dep_ in salience.SUBJECTS and child.i > token.i and child.i in self._named:
                subject = self._named[child.i]
                one = self._clusters[subject]
                if one.kind == "person" and not self._quoted[child.i]:
                    return [self._ref(child, subject, one.gender, False)]
        return []

    def _thing(self, token: Token) -> None:
        """ "It" and "its", only where the sentence itself names the organisation as its subject."""
        node = token.head if token.dep_ != "poss" else token.head.head
        if node.pos_ == "VERB" and node.dep_ in {"xcomp", "pcomp"} and node.tag_ in {"VB", "VBG"}:
            above = node.head if node.dep_ == "xcomp" else node.head.head
            if any(t.dep_ == "dobj" for t in above.children):
                return  # "stopped the mill from selling its land": the mill's
        for _ in range(8):
            for child in node.children:
                if child.dep_ in salience.SUBJECTS and child.i < token.i:
                    resolution = self.at(child.i)
                    organisation = (
                        resolution is not None
                        and resolution.subject is not None
                        and resolution.role is None
                        and self._clusters[resolution.subject].kind == "organisation"
                    )
                    other = any(
                        t.dep_ in salience.SUBJECTS and t.pos_ == "NOUN" and t.i < child.i and t.sent == token.sent
                        for t in self._tokens[max(0, child.i - 30) : child.i]
                    )
                    if organisation and not other and child.head != token.head:
                        self._found[token.i] = resolution  # type: ignore[assignment]
                    return
            if node.head == node:
                return
            if token.lower_ == "it" and node.dep_ == "ccomp" and not self._own_word(token, node.head):
                return
            if token.lower_ == "it" and node.dep_ not in {"ccomp", "advcl", "conj", "xcomp", "ROOT", "relcl"}:
                return
            node = node.head

    def _own_word(self, it: Token, verb: Token) -> bool:
        """Whether "it" in what an organisation says is itself: not where "it" went before, or in a forecast."""
        said = it.head
        if verb.lemma_ not in ANNOUNCING or (
            said.lemma_ == "be" and any(t.dep_ in {"attr", "acomp"} for t in said.children)
        ):
            return False
        here = self._sentence[it.i]
        for token in reversed(self._tokens[: it.i]):
            if self._sentence[token.i] < here - 1:
                return True
            if token.lower_ in {"it", "this", "that"} and token.dep_ in salience.SUBJECTS:
                return False
        return True

    def _description(self, token: Token) -> None:
        """Note what "the department" or "the mayor" means, where it means somebody named."""
        table = words()
        bare = token.lower_ in {"police", "enforcement"} and token.dep_ != "compound"
        if not (bare or descriptions.definite(token)):
            return
        if descriptions.speaks(token, table) and (resolution := self._spokesperson(token)) is not None:
            self._found[token.i] = resolution
            return
        fits = self._directory.organisations(token, self._recent)
        if token.tag_ != "NNS" and token.lower_ in table.roles:
            fits = self._directory.people(token, self._recent) or fits
        fits = [k for k in fits if self._clusters[k].names[0].start < token.i]
        if not fits:
            return
        if (token.lower_ == "party" and self._parties) or token.lower_ in RUNNING:
            self._found[token.i] = Resolution(name=self._phrase(token), sure=False)
            return
        last = {k: self._last(k) for k in fits}
        if token.lower_ in descriptions.LOOSE:
            fits = [k for k in fits if self._sentence[token.i] - self._sentence[last[k]] <= NEAR]
            here = self._sentence[token.i]
            near = {ref.subject for ref in self._refs[-40:] if ref.thing and ref.sentence >= here - 1}
            if not fits or near - set(fits):
                return
        fits.sort(key=lambda k: -last[k])
        if len(fits) > 1:
            here = self._sentence[token.i]
            lead = self._sentence[last[fits[0]]] - self._sentence[last[fits[1]]]
            if lead < 3 or here - self._sentence[last[fits[0]]] > 4:
                self._found[token.i] = Resolution(name=self._phrase(token), candidates=tuple(sorted(fits)), sure=False)
                return
        self._found[token.i] = self._plain(fits[0])
        self._note(token, fits[0])

    def _last(self, subject: int) -> int:
        """The token at which a subject was last spoken of."""
        return self._seen.get(subject, self._clusters[subject].names[0].start)

    def _recent(self, subjects: Collection[int]) -> Iterable[int]:
        """Of more than MANY subjects that a noun fits, those spoken of last: nobody keeps thirty boards in mind."""
        if len(subjects) <= MANY:
            return subjects
        last = (ref.subject for ref in islice(reversed(self._refs), 10 * MANY) if ref.subject in subjects)
        return sorted(islice(dict.fromkeys(last), MANY))

    def _remember(self, ref: Ref) -> None:
        self._refs.append(ref)
        self._seen[ref.subject] = ref.token

    def _spokesperson(self, token: Token) -> Resolution | None:
        """ "The representative": of the organisation for which somebody spoke last."""
        if any(t.i in self._named for t in token.subtree):
            return None
        for i in range(token.i - 1, max(-1, token.i - 400), -1):
            if descriptions.speaks(self._tokens[i]):
                resolution = self._found.get(i) or self._role_at(self._tokens[i])
                if resolution is not None and resolution.subject is not None and resolution.role is not None:
                    return self._role(resolution.subject, token.lower_)
        return None

    def _speakers(self, attributions: Sequence[Attribution]) -> dict[int, int]:
        """Token → the subject in whose quotation it stands: there "he" is somebody else."""
        found: dict[int, int] = {}
        for one in attributions:
            named = {self._named[t.i] for span in one.speaker for t in self._under(span) if t.i in self._named}
            if len(named) != 1 or one.kind == "indirect":
                continue
            for span in one.quoted:
                found.update((token.i, min(named)) for token in self._under(span))
        return found

    def _first_person(self, attributions: Sequence[Attribution]) -> None:
        """ "I" inside a quotation is who says it."""
        for one in attributions:
            if not one.speaker or not one.sure:
                continue
            speaker = self.who(one.speaker)
            if not speaker.sure:
                continue
            for span in one.quoted:
                for token in self._under(span):
                    if token.lower_ in salience.FIRST:
                        self._found[token.i] = speaker

    # ------------------------------------------------------------------------------------------------- resolving

    def _resolve(self, head: Token, tokens: Sequence[Token]) -> Resolution | None:
        """Who is meant by tokens with this syntactic head; None where nobody with a name is."""
        if head.tag_ in {"WP", "WDT", "WP$"}:
            verb = head
            for _ in range(6):
                if verb.dep_ == "relcl":
                    return self._resolve(verb.head, [verb.head])
                verb = verb.head
        if head.i in self._named:
            owned = head.dep_ == "poss" and any(t.i > head.i and t.pos_ == "NOUN" for t in tokens)
            if not owned:
                return self.at(head.i)
        inside = [t for t in tokens if t.i in self._named]
        if head.lower_ in words().roles:
            for token in inside:
                person = self._clusters[self._named[token.i]].kind == "person"
                if person and (token.dep_ == "appos" or token.i == head.i + 1 or head.dep_ == "compound"):
                    return self.at(token.i)
            role = self._role_at(head)
            if role is not None:
                return role
        if head.i in self._found:
            return self._found[head.i]
        for child in head.children:
            if child.dep_ == "appos" and child.i in self._named and any(child.i == t.i for t in tokens):
                return self.at(child.i)
        return None

    def _role_at(self, noun: Token) -> Resolution | None:
        """ "A spokeswoman for the agency", "an agency official": a role of an organisation."""
        if (
            noun.lower_ in descriptions.NOT_ITS
            or noun.lower_ not in words().roles
            or (noun.tag_ == "NNS" and any(t.dep_ == "nummod" for t in noun.lefts))
        ):
            return None
        parts = [t.text for t in noun.lefts if t.dep_ == "amod" and t.i not in self._named]
        for child in [*noun.lefts, *noun.rights]:
            owner = child
            if child.dep_ == "prep" and child.lower_ in OF:
                owner = next((t for t in child.children if t.dep_ == "pobj"), child)
            elif child.dep_ not in {"poss", "compound", "nmod", "amod"}:
                continue
            resolution = self.at(owner.i)
            if resolution is None or resolution.subject is None or resolution.role is not None:
                continue
            if self._clusters[resolution.subject].kind == "organisation":
                return self._role(resolution.subject, " ".join([*parts, noun.lower_]))
        return None

    def _role(self, subject: int, role: str) -> Resolution:
        """A role of an organisation, named so that it stands alone."""
        name = self._clusters[subject].fullest.text.removeprefix("The ")
        *before, noun = role.split(" ")
        return Resolution(name=" ".join([*before, name, noun]), subject=subject, role=role)

    def _plain(self, subject: int) -> Resolution:
        return Resolution(name=_title(self._clusters[subject]), subject=subject)

    def _anonymous(self, subject: int) -> Resolution:
        """Somebody without a name, by the words that introduced them."""
        return Resolution(name=self._phrase(self._tokens[-subject - 1]), sure=False)

    def _phrase(self, noun: Token) -> str:
        """The noun with what stands before it, in lower case at the start."""
        left = min([t.i for t in noun.lefts if t.dep_ in {"det", "amod", "compound", "nummod", "poss"}] + [noun.i])
        text = "".join(t.text_with_ws for t in self._doc[left : noun.i + 1]).strip()
        return text[0].lower() + text[1:] if text.split(" ")[0] in {"The", "A", "An"} else text

    def _under(self, span: Span) -> list[Token]:
        """The tokens that lie in a span."""
        first = bisect_left(self._starts, span.start)
        last = bisect_right(self._starts, span.end - 1)
        return [t for t in self._tokens[first:last] if not t.is_space]

    # -------------------------------------------------------------------------------------------------- subjects

    def _descriptions(self) -> dict[int, list[Span]]:
        """For each subject the descriptions that surely mean it."""
        described: dict[int, list[Span]] = {}
        for i, found in self._found.items():
            if found.subject is not None and found.role is None and self._tokens[i].pos_ == "NOUN":
                left = min(t.i for t in self._tokens[i].subtree if t.i <= i)
                described.setdefault(found.subject, []).append(self._span(left, i + 1))
        return described

    def _subject(self, k: int, described: Sequence[Span]) -> Subject:
        """A cluster as a subject, with the spans of its names and of its descriptions."""
        one = self._clusters[k]
        name = _title(one)
        aliases = dict.fromkeys(_alias(n.text, n.the) for n in one.names)
        spans = {*(self._span(n.start, n.end) for n in one.names), *described}
        roles = one.roles if one.kind == "person" else [r for r in one.roles if r != one.kind]
        return Subject(
            kind=one.kind,
            name=name,
            aliases=tuple(alias for alias in aliases if alias != name),
            roles=tuple(roles),
            mentions=tuple(sorted(spans)),
            gender=one.gender,
        )

    def _span(self, start: int, end: int) -> Span:
        last = self._tokens[end - 1]
        return Span(self._tokens[start].idx, last.idx + len(last.text))


def _title(one: Cluster) -> str:
    """The full name as a heading."""
    return one.fullest.text


def _alias(text: str, the: bool) -> str:
    """A short form of a paper's name goes with its article: "the Gazette"."""
    return f"the {text}" if the and text in words().papers else text


def _numbers(doc: Doc, paragraphs: Sequence[Span]) -> list[int]:
    """The number of the paragraph that each token stands in; of the one before, for what stands between two."""
    starts = [span.start for span in paragraphs]
    return [max(0, bisect_right(starts, token.idx) - 1) for token in doc]


def _head(tokens: Sequence[Token]) -> Token:
    """The token that the others hang on."""
    inside = {t.i for t in tokens}
    tops = [t for t in tokens if t.head.i not in inside or t.head == t]
    nouns = [t for t in tops if t.pos_ in {"NOUN", "PROPN", "PRON"}]
    return (nouns or tops or list(tokens))[0]


def _own(head: Token, said: str) -> Resolution:
    """A mention that names nobody: its own words. A definite singular is somebody in particular: who, is open."""
    first = said.split(" ")[0].lower()
    if first in {"the", "this", "that"} or head.tag_ in {"PRP", "PRP$", "WP", "WDT", "DT"}:
        sure = head.tag_ in {"NNS", "NNPS"} or (head.pos_ == "NOUN" and head.lower_ not in words().roles)
        text = said[0].lower() + said[1:] if first in {"the", "this", "that"} else said
        return Resolution(name=text, sure=sure)
    return Resolution(name=said)
