"""What the templates call `p`: names, links, dates and badges, as seen from one page and escaped for Markdown.

Templates print nothing else that comes from a text except by the environment's own escape (`escape.md`).
"""

from __future__ import annotations

import datetime
import json
import posixpath
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import quote as percent

from markupsafe import Markup

from onrecord.model import Change, Entry, Fact, Metadata, Quote, Said, Speaker, When
from onrecord.pages import dates, indirect, titles
from onrecord.pages.escape import attr, cut, md
from onrecord.pages.graph import Graph, Item, Placed, Reply, Subject
from onrecord.pages.words import Words

_INSERTED = re.compile(r"\[[^\[\]]*\]")
_EVENT = re.compile(r"(.+?) \((.+)\)", re.S)
"""What a date rests on, if it is an event: its word, and the words that date it."""

ALSO = 5
"""Other sources of the same that one line names; the item's own page has all of them."""


class Page:
    """One page, at `here` (its path under docs/record/; the home page is "../index.md")."""

    def __init__(self, here: str, graph: Graph, words: Words) -> None:
        self.here = here
        self.graph = graph
        self.t = words

    # -- links ---------------------------------------------------------------------------------------------------

    def to(self, path: str) -> str:
        """Relative address of another page or file under docs/record/."""
        file, mark, anchor = path.partition("#")
        if not file:
            return mark + anchor
        return _relative(file, posixpath.dirname(self.here)) + mark + anchor

    def link(self, path: str, label: str, hint: str = "") -> Markup:
        """A Markdown link to a page. `hint` tells links of one wording apart for a screen reader."""
        aria = f'{{: aria-label="{attr(f"{label}: {hint}")}" }}' if hint else ""
        return Markup(f"[{md(label)}]({self.to(path)}){aria}")  # all three are escaped; `format` would take its time

    def file(self, path: str, label: str) -> Markup:
        """A link to a file that is no page. As HTML, so that the pages can be made before the files are written."""
        return Markup(f'<a href="{self.to(path)}">{md(label)}</a>')

    def download(self, name: str, kind: str, content: str, label: str) -> Markup:
        """A link that holds a small file itself (RFC 2397), which a browser saves under `name`.

        `kind` is its media type. It needs no script and works from a folder, and spares a site of ten thousand items
        thirty thousand files.
        """
        address = f"data:{kind};charset=utf-8,{percent(content, safe='')}"
        return Markup(f'<a download="{attr(name)}" href="{address}">{md(label)}</a>')

    def external(self, address: str, label: Markup) -> Markup:
        """A link out of the site. `address` has passed `escape.link`."""
        return Markup('[{}]({}){{: rel="noopener" }}').format(label, Markup(address))

    # -- who -----------------------------------------------------------------------------------------------------

    def name(self, subject: Subject) -> Markup:
        """A subject's name, linked to its page."""
        return Markup(f"[<bdi>{md(subject.name)}</bdi>]({self.to(subject.path)})")

    def roles(self, subject: Subject) -> str:
        """The roles that the sources give, in one line."""
        return "; ".join(subject.roles)

    def who(self, speaker: Speaker | None) -> Markup:
        """A speaker: linked where certain and known; else that it is not certain, with the source's own words."""
        if speaker is None:
            return self.t("speaker_none")
        if not titles.certain(speaker):
            return self._unsure(speaker)
        subject = self.graph.subject(speaker.subject)
        if subject is None or subject.path == self.here:
            return Markup(f"<bdi>{md(speaker.name)}</bdi>")
        return Markup(f"[<bdi>{md(speaker.name)}</bdi>]({self.to(subject.path)})")

    def _unsure(self, speaker: Speaker) -> Markup:
        found = [Markup("<strong>{}</strong>").format(self.t("speaker_unsure"))]
        names = [s for s in map(self.graph.subject, speaker.candidates) if s is not None]
        if speaker.subject and not names:
            names = [s for s in (self.graph.subject(speaker.subject),) if s is not None]
        if len(names) > 1:
            found.append(self.t("speaker_one_of", names=Markup(", ").join(self.name(s) for s in names)))
        elif names:
            found.append(self.t("speaker_perhaps", who=self.name(names[0])))
        if speaker.rivals and len(names) < 2:
            found.append(self.t("speaker_rivals" if names else "speaker_perhaps", who=", ".join(speaker.rivals)))
        told = Markup(", ").join(found)
        if speaker.mention or speaker.name:
            words = self.t("speaker_words", mention=speaker.mention or speaker.name)
            told += Markup(' <span class="or-meta">({})</span>').format(words)
        return told

    def speaker(self, placed: Placed) -> Markup:
        """Who said a quotation."""
        return self.who(placed.item.speaker) if isinstance(placed.item, Quote | Said) else Markup("")

    def chain(self, placed: Placed) -> Markup:
        """Everybody whose word it is, the claimant first: "Ingram, as cited by The New York Times and The Hill"."""
        if not placed.by:
            return md(placed.source.publisher)
        via = [self.who(s) for s in reversed(placed.by[:-1])]
        publisher = self.link(f"sources/{placed.source.slug}.md", placed.source.publisher)
        found = self.who(placed.by[-1])
        for reporter in [*via, publisher]:
            found = self.t("chain_link", claim=found, reporter=reporter)
        return found

    def origin(self, placed: Placed) -> Markup:
        """The text that an item is of, by its title: it tells a reader what "the vote" of a short statement is."""
        source = placed.source
        return self.t("told_in", source=self.cited(source, self.t.plain("in_marks", text=source.title)))

    def cited(self, source: Metadata, title: str) -> Markup:
        """A source by its title, a link to its page, with publisher and day."""
        named = self.link(f"sources/{source.slug}.md", title)
        return Markup("{}, {}, {}").format(named, md(source.publisher), self.day(source.published))

    # -- words ---------------------------------------------------------------------------------------------------

    def quoted(self, item: Item) -> Markup:
        """A quotation's words in the quotation marks of the site."""
        return self.t("in_marks", text=item.text or "") if isinstance(item, Quote) else md(item.text or "")

    def told(self, placed: Placed) -> Markup:
        """Indirect speech as a sentence with its speaker and cue; nothing where it makes none."""
        words = indirect.sentence(placed.item) if isinstance(placed.item, Said) else None
        return self.statement(words) if words else Markup("")

    def statement(self, text: str) -> Markup:
        """A statement; what was put in, in [brackets], is set lighter."""
        parts: list[Markup] = []
        at = 0
        for found in _INSERTED.finditer(text):
            parts += [_spaced(text[at : found.start()]), Markup('<span class="or-put">{}</span>').format(md(found[0]))]
            at = found.end()
        return Markup("").join([*parts, _spaced(text[at:])])

    def linked_statement(self, placed: Placed) -> Markup:
        """A statement, linked to its page."""
        text = self.told(placed) or self.statement(placed.item.text or "")
        if placed.path == self.here:
            return Markup(f'<span class="or-claim">{text}</span>')
        return Markup(f"[{text}]({self.to(placed.path)}){{: .or-claim }}")

    def lead(self, placed: Placed) -> Markup:
        """What must come before a statement: whose allegation, denial or word it is. Nothing for the publisher's."""
        item = placed.item
        if not isinstance(item, Fact | Entry) or item.status == "reported":
            return Markup("")
        return Markup(f'<span class="or-lead">{self.claimant(placed)}:</span> ')

    def claimant(self, placed: Placed) -> Markup:
        """The same without the colon; the name is a link where it is certain."""
        item = placed.item
        if not isinstance(item, Fact | Entry):
            return self.who(placed.by[-1] if placed.by else None)
        if not item.by:
            return self.t(f"lead_{item.status}_nobody", publisher=placed.source.publisher)
        return self.t(f"lead_{item.status}", who=self._claimant(item.by[-1]))

    def _claimant(self, speaker: Speaker) -> Markup:
        """As `who`, but short where it is not certain: the item's own page has the candidates."""
        if titles.certain(speaker):
            return self.who(speaker)
        return md(titles.claimant_name(speaker, self.t))

    def short(self, placed: Placed) -> str:
        """The item in one short line, attributed."""
        return titles.title(placed, self.t, 70)

    def title(self, placed: Placed) -> str:
        """The item in one line, attributed."""
        return titles.title(placed, self.t, 120)

    # -- dates and badges ----------------------------------------------------------------------------------------

    def date(self, when: When | None) -> Markup:
        """The date in words, as `<time>` where HTML has a form for it."""
        words = md(dates.in_words(when, self.t))
        machine = dates.machine(when)
        return Markup(f'<time datetime="{machine}">{words}</time>') if machine else words

    def day(self, day: datetime.date | None) -> Markup:
        """A day in words."""
        return md(dates.day(day, self.t))

    def basis(self, when: When, source: Metadata) -> Markup:
        """What a date rests on."""
        if not when.phrase:
            return Markup("")
        if when.basis != "derived" or not when.anchor:
            return self.t(f"basis_{when.basis}", phrase=when.phrase)
        if when.anchor == "publication date" and source.as_of:
            return self.t("basis_derived_as_of", phrase=when.phrase, date=dates.day(source.as_of, self.t))
        if when.anchor == "publication date":
            return self.t("basis_derived_publication", phrase=when.phrase)
        if event := _EVENT.fullmatch(when.anchor):
            return self.t("basis_derived_event", phrase=when.phrase, event=event[1], date=event[2])
        return self.t("basis_derived_words", phrase=when.phrase, anchor=when.anchor)

    def when_row(self, placed: Placed, days: dict[str, str]) -> Markup:
        """An item's date, linked to its day on the timeline (`days`: EDTF → address), and what it rests on."""
        when = placed.item.when
        if when is None:
            return Markup("")
        found = self.date(when)
        if when.edtf in days:
            found = Markup(f"[{found}]({self.to(days[when.edtf])})")
        basis = self.basis(when, placed.source)
        return Markup(f'{found} <span class="or-meta">({basis})</span>') if basis else found

    def status_of(self, placed: Placed) -> str:
        """The item's status, `contested` where an allegation meets its denial."""
        item = placed.item
        if isinstance(item, Entry):
            if item.status == "alleged" and any(self.graph.thread(f).contested for f in self.graph.entry_facts(placed)):
                return "contested"
            return item.status
        if isinstance(item, Fact):
            answered = item.status == "alleged" and self.graph.thread(placed).contested
            return "contested" if answered else item.status
        return "said"

    def badge(self, placed: Placed) -> Markup:
        """The status as a word with its shape (the shape is drawn by the stylesheet)."""
        return self.status(self.status_of(placed))

    def status(self, status: str) -> Markup:
        """A status as a word with its shape."""
        return Markup('<span class="or-status or-{}">{}</span>').format(Markup(status), self.t(f"status_{status}"))

    def meaning(self, placed: Placed) -> Markup:
        """The status in a sentence."""
        status = self.status_of(placed)
        words = self.t(f"means_{status}", publisher=placed.source.publisher)
        return Markup(f'<span class="or-meta">{words}</span>')

    def stance(self, placed: Placed) -> Markup:
        """What the cue makes of indirect speech that was not plainly said: "punching anyone" was denied, not said."""
        stance = placed.item.stance if isinstance(placed.item, Quote | Said) else "said"
        shape = f"or-status or-{stance}" if stance in ("denied", "alleged") else "or-meta"
        return Markup(f'<span class="{shape}">{self.t(f"stance_{stance}")}</span>')

    def badge_spoken(self, placed: Placed) -> Markup:
        """The status of somebody's words that are denied: contested, if they accuse."""
        stance = placed.item.stance if isinstance(placed.item, Quote | Said) else "said"
        return self.status("contested" if stance == "alleged" else "said")

    def reply(self, reply: Reply) -> Markup:
        """An answer in a line: whose it is, its words with a link, and that it is on the same matter only, if it is."""
        words = Markup("{}{}").format(self.reply_lead(reply), self.reply_words(reply))
        if reply.kind != "responded" or reply.placed is None:
            return words
        return Markup('<span class="or-meta">{}</span> {}').format(self.t("answer_responded_note"), words)

    def reply_lead(self, reply: Reply) -> Markup:
        """Whose an answer is, before its words; nothing where the words say it."""
        if reply.placed is None or self.told(reply.placed):
            return Markup("")
        if isinstance(reply.placed.item, Fact):
            return self.lead(reply.placed)
        claimant = self.t(f"lead_{titles.reply_status(reply)}", who=self._claimant(reply.by))
        return Markup('<span class="or-lead">{}:</span> ').format(claimant)

    def reply_claimant(self, reply: Reply) -> Markup:
        """The same without the colon."""
        if reply.placed is not None and isinstance(reply.placed.item, Fact):
            return self.claimant(reply.placed)
        return self.t(f"lead_{titles.reply_status(reply)}", who=self._claimant(reply.by))

    def reply_words(self, reply: Reply) -> Markup:
        """The words of an answer, linked to their page; without words, that it was given or not."""
        placed = reply.placed
        if placed is None:
            return md(titles.reply_told(reply, self.t))
        return self.words(placed)

    def words(self, placed: Placed) -> Markup:
        """An item's words, linked to its page: in quotation marks where it is a quotation."""
        if isinstance(placed.item, Quote) and placed.path != self.here:
            return Markup("[{}]({}){{: .or-claim }}").format(self.quoted(placed.item), Markup(self.to(placed.path)))
        return self.linked_statement(placed)

    def reply_badge(self, reply: Reply) -> Markup:
        """The status of an answer as a word with its shape; none for silence."""
        if reply.placed is None and reply.kind != "denied":
            return Markup("")
        return self.status(titles.reply_status(reply))

    def state(self, placed: Placed) -> Markup:
        """The state of a charge in a word: "Charged", "Acquitted"."""
        charge = placed.item.charge if isinstance(placed.item, Fact) else None
        return self.t(f"charge_{charge.state}") if charge is not None else Markup("")

    def provenance(self, placed: Placed) -> Markup:
        """The chain of who says so; "reported by 2 sources" where others tell the same."""
        same = self.graph.same(placed)
        if not same:
            return self.chain(placed)
        also = Markup(", ").join(self.link(o.path, o.source.publisher) for o in same[:ALSO])
        if len(same) > ALSO:
            also += Markup(", ") + self.t("n_more", n=len(same) - ALSO)
        return Markup("{}: {}, {}").format(self.t("reported_by_n", n=len(same) + 1), self.chain(placed), also)

    def people_of(self, placed: Placed) -> str:
        """Ids of the people who take part, for the filters."""
        return " ".join(s.id for s in self.graph.subjects_of(placed) if s.kind == "person")

    def names_of(self, groups: Sequence[Any], undated: Sequence[Placed]) -> str:
        """Ids and names of everybody who takes part in these entries, as JSON, for the filters."""
        entries = [*(entry for group in groups for entry in group.entries), *undated]
        subjects = (s for entry in entries for s in self.graph.subjects_of(entry))
        people = {s.id: s.name for s in subjects if s.kind == "person" and not s.private}
        return json.dumps(people, ensure_ascii=False)

    def legend(self) -> Markup:
        """What the shapes and lines of the drawing mean."""
        shapes = Markup(" ").join(map(self.status, ("reported", "said", "alleged", "contested", "denied")))
        lines = "; ".join(self.t.plain(key) for key in ("legend_range", "legend_open", "legend_break"))
        return Markup('<p class="or-legend" markdown="span">{} <span class="or-meta">{}</span></p>').format(
            shapes, md(lines[:1].upper() + lines[1:] + ".")
        )

    # -- changes -------------------------------------------------------------------------------------------------

    def change(self, change: Change) -> Markup:
        """One change in words."""
        key = "change_row" if change.before and change.after else "change_new" if change.after else "change_gone"
        return self.t(key, field=change.field, before=cut(change.before, 300), after=cut(change.after, 300))

    def answered(self, placed: Placed) -> Markup:
        """A link to an item in one short line; an allegation brings its answer along."""
        answer = titles.answers_in_short(self.graph.alleges(placed), self.graph.replies(placed), self.t)
        return self.link(placed.path, self.short(placed)) + (Markup(" ") + md(answer) if answer else Markup(""))

    def changed_item(self, change: Change) -> Markup:
        """Link to the changed item; an allegation brings its answer along."""
        placed = self.graph.items.get(change.id)
        subject = self.graph.subject(change.id)
        if placed is not None:
            return self.answered(placed)
        return self.name(subject) if subject is not None else md(change.id)


@lru_cache(maxsize=65536)
def _relative(file: str, folder: str) -> str:
    """Address of a file, as seen from a folder; both under docs/record/."""
    base = posixpath.normpath(posixpath.join("record", folder))
    return percent(posixpath.relpath(posixpath.join("record", file), base))


def _spaced(text: str) -> Markup:
    """As `md`, with one blank kept at either end."""
    return (
        Markup(" " if text[:1].isspace() else "")
        + md(text)
        + Markup(" " if text.strip() and text[-1:].isspace() else "")
    )
