"""Records → Markdown pages and data files. Pure: no clock, no network, no reading of texts; `pages` is the way in.

    graph     the records joined: who is who, what answers what, what is the same in two sources
    items     one page and its files for every quotation, fact, event and subject
    lists     home, timeline, lists, what is disputed, sources, changes, data
    page      what templates call `p`: links, names, dates, badges, escaped
    escape    one function for each place that a string can enter

The templates are in `templates/`, the site's own words in `templates/words/`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from onrecord.errors import OnrecordError
from onrecord.model import Record, Source, SubjectItem, Withdrawn
from onrecord.pages.environment import HOME, Content, Renderer
from onrecord.pages.graph import Graph, Item
from onrecord.pages.items import item_pages, subject_pages, withdrawn_pages
from onrecord.pages.lists import list_pages
from onrecord.pages.settings import Site
from onrecord.pages.sources import marked, source_pages
from onrecord.pages.words import words

__all__ = ["HOME", "Content", "Site", "pages", "planned"]

_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


def pages(records: Sequence[Record], site: Site, texts: Mapping[str, Source] | None = None) -> dict[str, str | bytes]:
    """Everything under docs/record/: POSIX path → content (text in UTF-8, or bytes). As `planned`, all made."""
    found = planned(records, site, texts).items()
    return {path: content() if callable(content) else content for path, content in found}


def planned(records: Sequence[Record], site: Site, texts: Mapping[str, Source] | None = None) -> dict[str, Content]:
    """Everything under docs/record/; of the items' data files and cards, what makes them when they are to be written.

    `texts` are the sources whose text may be shown, by slug; one that is not `rights: open` is left out whatever it
    says here. Raises OnrecordError where an id or slug could not be part of an address.
    """
    _check(records)
    graph = Graph(records)
    renderer = Renderer(graph, site, words(site.language))
    open_texts = {slug: text for slug, text in (texts or {}).items() if text.meta.open}
    texts_marked = marked(renderer, open_texts)
    item_pages(renderer, {slug: text.places for slug, text in texts_marked.items()})
    subject_pages(renderer)
    withdrawn_pages(renderer)
    source_pages(renderer, texts_marked)
    list_pages(renderer)
    return dict(sorted(renderer.files.items()))


def _check(records: Sequence[Record]) -> None:
    for record in records:
        items: list[Item | SubjectItem | Withdrawn] = [*record.quotes, *record.said, *record.facts, *record.timeline]
        items += [*record.subjects, *record.withdrawn]
        for name in (record.source.slug, *(item.id for item in items)):
            if not _SAFE.fullmatch(name):
                raise OnrecordError(
                    f"{name!r} can't be part of an address",
                    path=f"sources/{record.source.slug}.record.yml",
                    todo="use letters, digits, dots, hyphens and underscores",
                )
