"""Proves a record against its text: that every quotation, span and hash is what the text gives.

Without the text, a record's own order is checked: ids given once, references that lead somewhere, spans that lie inside
the number of characters that it states.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from onrecord import edtf, history, permalinks, record
from onrecord.model import Entry, Fact, Frozen, Quote, Record, Said, Span, Speaker, SubjectItem, When

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Item: TypeAlias = Quote | Said | Fact | Entry

_BRACKETS = re.compile(r"\[[^\]]*\](?:[’']s?)?")
_CUT = "[…]"
_SPACE = re.compile(r"\s+")


class Failure(Frozen, frozen=True):
    """Something that does not hold. `where` is the item's id ("" is the record itself), `field` the part of it."""

    slug: str
    where: str
    field: str
    message: str

    def __str__(self) -> str:
        place = " ".join(part for part in (self.slug, self.where, self.field) if part)
        return f"{place}: {self.message}"


class Proof(Frozen, frozen=True):
    """How much was proved, and what failed."""

    spans: int
    quotations: int
    failures: tuple[Failure, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing failed."""
        return not self.failures


def verify(found: Record, text: str | None = None) -> Proof:
    """Check a record, against its text where that is given."""
    check = _Check(found, text)
    check.structure()
    if text is not None:
        check.text_itself()
    for item in history.items(found):
        check.item(item)
    return Proof(spans=check.spans, quotations=check.quotations, failures=tuple(check.failures))


class _Check:
    def __init__(self, found: Record, text: str | None) -> None:
        self.record, self.text = found, text
        self.failures: list[Failure] = []
        self.spans = self.quotations = 0
        self.subjects = {one.id for one in found.subjects}
        self.facts = {one.id for one in found.facts}
        self.items = self.facts | {one.id for one in found.quotes} | {one.id for one in found.said}

    def fail(self, where: str, field: str, message: str) -> None:
        self.failures.append(Failure(self.record.source.slug, where, field, message))

    # ------------------------------------------------------------------------------------------------ without the text

    def structure(self) -> None:
        """Ids given once, and history and successors that lead to ids of this record."""
        present: set[str] = set()
        for item in history.items(self.record):
            if item.id in present:
                self.fail(item.id, "id", "two items have this id")
            present.add(item.id)
        gone = {one.id for one in self.record.withdrawn}
        for both in sorted(present & gone):
            self.fail(both, "id", "is on the record and withdrawn")
        for one in self.record.withdrawn:
            for other in one.successors:
                if other not in present | gone:
                    self.fail(one.id, "successors", f"{other} is not in this record")

    def item(self, item: history.Item) -> None:
        if isinstance(item, SubjectItem):
            self.all_inside(item.id, "mentions", item.mentions)
            return
        self.all_inside(item.id, "span", (item.span,))
        if isinstance(item, (Quote, Said)):
            self.all_inside(item.id, "content", item.content)
            speakers = [("speaker", item.speaker)] if item.speaker else []
            speakers += [("via", who) for who in item.via] + [("to", who) for who in item.to]
        else:
            speakers = [("by", who) for who in item.by]
            self.known(item.id, "subjects", item.subjects, self.subjects)
            self.known(item.id, "places", item.places, self.subjects)
        if isinstance(item, (Fact, Quote, Said)):
            for answer in item.responses:
                self.known(item.id, "responses", (answer.item,) if answer.item else (), self.items)
                self.all_inside(item.id, "responses", (answer.span,))
                speakers.append(("responses", answer.by))
        if isinstance(item, Fact) and item.answers:
            self.known(item.id, "answers", (item.answers,), self.facts)
        if isinstance(item, Entry):
            self.known(item.id, "facts", item.facts, self.facts)
        for field, who in speakers:
            self.speaker(item.id, field, who)
        if item.when:
            self.when(item.id, item.when)
        if self.text is not None:
            self.words(item)

    def all_inside(self, where: str, field: str, spans: Iterable[Span]) -> None:
        for span in spans:
            self.spans += 1
            if not 0 <= span.start < span.end <= self.record.text.characters:
                ends = f"[{span.start}, {span.end}]"
                self.fail(where, field, f"{ends} is no part of a text of {self.record.text.characters} characters")

    def known(self, where: str, field: str, ids: Iterable[str], among: set[str]) -> None:
        for one in ids:
            if one not in among:
                self.fail(where, field, f"{one} is not in this record")

    def speaker(self, where: str, field: str, who: Speaker) -> None:
        self.known(where, field, [who.subject] if who.subject else [], self.subjects)
        self.known(where, field, who.candidates, self.subjects)
        if who.span:
            self.all_inside(where, field, (who.span,))
            if self.text is not None and who.mention:
                stands = who.span.of(self.text)
                if not _begins(stands, who.mention):
                    self.same(where, field, who.mention, stands)

    def when(self, where: str, when: When) -> None:
        if when.edtf:
            try:
                edtf.parse(when.edtf)
            except ValueError as error:
                self.fail(where, "when", str(error))
        if when.earliest and when.latest and when.earliest > when.latest:
            self.fail(where, "when", f"it is over ({when.latest}) before it begins ({when.earliest})")
        if when.span:
            self.all_inside(where, "when", (when.span,))
            if self.text is not None and when.phrase:
                self.same(where, "when", when.phrase, when.span.of(self.text))

    # --------------------------------------------------------------------------------------------------- with the text

    def text_itself(self) -> None:
        text = self.text or ""
        now, stated = record.fingerprint(text), self.record.text
        if now.sha256 != stated.sha256:
            message = f"SHA-256 is {now.sha256[:16]}…, the record was made from {stated.sha256[:16]}…"
            self.fail(
                "", "text", message + ("" if now.characters == stated.characters else self.lengths(now.characters))
            )

    def lengths(self, characters: int) -> str:
        return f" ({characters:,} characters, {self.record.text.characters:,} then)"

    def words(self, item: Item) -> None:
        """The item's words stand in the text at its span."""
        text = self.text or ""
        if isinstance(item, Quote):
            self.quotations += 1
            self.same(item.id, "text", item.text, item.span.of(text))
        elif isinstance(item, Said) and item.text:
            spans = item.content or (item.span,)
            self.same(item.id, "text", item.text, f" {_CUT} ".join(span.of(text) for span in spans))
        elif isinstance(item, (Fact, Entry)):
            self.composed(item)
        if item.context and item.context != permalinks.context(item, text):
            self.fail(item.id, "context", "the hashes are not those of the words at its span")

    def same(self, where: str, field: str, shown: str, stands: str) -> None:
        """Letter for letter; what was cut is […]: then each piece stands there, in order."""
        pieces = [piece.strip() for piece in shown.split(_CUT) if piece.strip()] if _CUT in shown else [shown]
        if _CUT not in shown:
            if shown != stands:
                self.fail(where, field, f"the record has “{_short(shown)}”, the text “{_short(stands)}”")
            return
        at = 0
        for piece in pieces:
            at = stands.find(piece, at)
            if at < 0:
                self.fail(where, field, f"“{_short(piece)}” does not stand at its span")
                return
            at += len(piece)

    def composed(self, item: Fact | Entry) -> None:
        """A fact is composed: words outside [brackets] are the text's, within the paragraphs of its span."""
        text = self.text or ""
        start = text.rfind("\n", 0, item.span.start) + 1
        end = text.find("\n", item.span.end)
        near = permalinks.words(text[start : end if end >= 0 else len(text)])
        for word in dict.fromkeys(permalinks.words(_BRACKETS.sub(" ", item.text))):
            if word not in near and not any(word in one or one in word for one in near if len(one) > 3 < len(word)):
                self.fail(item.id, "text", f"“{word}” does not stand in its paragraph, and is not in [brackets]")


def _begins(stands: str, shown: str) -> bool:
    """Whether a mention is the beginning of what stands there, cut with "…" as `assemble` does where rights ask."""
    kept = shown.removesuffix(" …").split()
    return shown.endswith(" …") and stands.split()[: len(kept)] == kept


def _short(words: str) -> str:
    words = _SPACE.sub(" ", words)
    return words if len(words) <= 60 else words[:59] + "…"


def report(proofs: Iterable[Proof]) -> Iterator[str]:
    """Lines for a terminal: each failure, then what was proved."""
    spans = quotations = failures = records = 0
    for proof in proofs:
        records += 1
        spans += proof.spans
        quotations += proof.quotations
        failures += len(proof.failures)
        yield from map(str, proof.failures)
    proved = f"{quotations:,} quotations letter for letter" if quotations else "no text here: order and references only"
    yield f"{records} record{'' if records == 1 else 's'}, {spans:,} spans; {proved}; {failures} failed"
