"""Feeds of what changed on the record: Atom (RFC 4287) and JSON Feed 1.1.

An entry's id is made of what changed and when, so that it is the same in every build and never used twice. A feed has
no clock: it was updated when the latest change was made, or else when the latest source was published.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from onrecord.pages import titles
from onrecord.pages.escape import xml
from onrecord.pages.graph import Graph
from onrecord.pages.settings import Site
from onrecord.pages.words import Words

EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the feeds: plain text throughout."""

    id: str
    title: str
    text: str
    on: date
    url: str | None


def items(graph: Graph, site: Site, words: Words) -> list[Item]:
    """Changes and withdrawals that have a day, latest first."""
    found: list[Item] = []
    for source, change in graph.changes:
        placed, subject = graph.items.get(change.id), graph.subject(change.id)
        if placed is not None:
            title, path = titles.title(placed, words, 120), placed.path
            note = titles.answers_in_short(graph.alleges(placed), graph.replies(placed), words)
        elif subject is not None:
            title, path, note = subject.name, subject.path, ""
        else:
            continue
        key = "change_row" if change.before and change.after else "change_new" if change.after else "change_gone"
        text = words.plain(key, field=change.field, before=change.before, after=change.after)
        day = change.on or source.published
        if day is not None:
            mark = _mark(change.id, change.field, change.before, change.after, day.isoformat())
            found.append(Item(mark, title, f"{text}. {note}".strip(), day, site.permalink(path)))
    for gone in graph.withdrawn:
        if gone.item.on is not None:
            mark = _mark(gone.item.id, "withdrawn", "", "", gone.item.on.isoformat())
            title = words.plain("withdrawn_title", id=gone.item.id)
            found.append(Item(mark, title, gone.item.reason, gone.item.on, site.permalink(gone.path)))
    return sorted(found, key=lambda item: (item.on, item.id), reverse=True)


def _mark(*parts: str) -> str:
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return f"urn:onrecord:{parts[0]}:{digest}"


def _updated(found: list[Item], graph: Graph) -> date:
    days = [item.on for item in found] or [source.published for source in graph.sources if source.published]
    return max(days, default=EPOCH)


def atom(graph: Graph, site: Site, words: Words) -> str:
    """The feed as Atom."""
    found = items(graph, site, words)
    home = site.permalink("changes.md")
    own = site.permalink("changes.atom")
    rows = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{xml(words.language)}">',
        f"<id>{xml(own or 'urn:onrecord:changes')}</id>",
        f"<title>{xml(words.plain('feed_title', site=site.name))}</title>",
        f"<updated>{_updated(found, graph).isoformat()}T00:00:00Z</updated>",
        f"<author><name>{xml(site.name)}</name></author>",
    ]
    rows += [f'<link rel="self" href="{xml(own)}"/>'] if own else []
    rows += [f'<link href="{xml(home)}"/>'] if home else []
    for item in found:
        rows += [
            "<entry>",
            f"<id>{xml(item.id)}</id>",
            f"<title>{xml(item.title)}</title>",
            f"<updated>{item.on.isoformat()}T00:00:00Z</updated>",
            *([f'<link href="{xml(item.url)}"/>'] if item.url else []),
            f"<content>{xml(item.text)}</content>",
            "</entry>",
        ]
    return "\n".join([*rows, "</feed>", ""])


def json_feed(graph: Graph, site: Site, words: Words) -> dict[str, Any]:
    """The feed as JSON Feed."""
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": words.plain("feed_title", site=site.name),
        "language": words.language,
    }
    if site.url:
        feed |= {"home_page_url": site.permalink("changes.md"), "feed_url": site.permalink("changes.feed.json")}
    feed["items"] = [
        {
            "id": item.id,
            "title": item.title,
            "content_text": item.text,
            "date_published": f"{item.on.isoformat()}T00:00:00Z",
            **({"url": item.url} if item.url else {}),
        }
        for item in items(graph, site, words)
    ]
    return feed
