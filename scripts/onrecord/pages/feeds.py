"""Feeds of what changed on the record: Atom (RFC 4287) and JSON Feed 1.1.

An entry's id is made of what changed and when, so that it is the same in every build and never used twice. A feed has
no clock: it was updated when the latest change was made, or else when the latest source was published.

A feed holds the latest changes. Those before stand in archives of A_FILE each (RFC 5005, section 4; `next_url` of JSON
Feed), filled from the first change on: a full one stays as it is, so that nobody fetches it twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from onrecord.pages import titles
from onrecord.pages.data import dump
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


@dataclass(frozen=True, slots=True)
class _Volume:
    """One file of a feed: which changes it holds, and the numbers of the archives before and after it, 0 for none.

    Its own number is 0 for the feed itself. It was updated on `updated`.
    """

    number: int
    items: list[Item]
    updated: date
    before: int
    after: int


A_FILE = 100
"""Changes in an archive of a feed; the feed itself has up to twice as many."""


def files(graph: Graph, site: Site, words: Words) -> dict[str, Callable[[], str]]:
    """Every file of the two feeds: path → what makes its content."""
    found: dict[str, Callable[[], str]] = {}
    for volume in _volumes(graph, site, words):
        found[_path(volume.number, "atom")] = partial(_atom, volume, site, words)
        found[_path(volume.number, "feed.json")] = partial(_json_text, volume, site, words)
    return found


def _volumes(graph: Graph, site: Site, words: Words) -> list[_Volume]:
    """The feed, then its archives, the first one first."""
    found = items(graph, site, words)
    days = [item.on for item in found] or [source.published for source in graph.sources if source.published]
    full = max(0, len(found) // A_FILE - 1)
    oldest_first = found[::-1]
    archives = [oldest_first[at * A_FILE : (at + 1) * A_FILE][::-1] for at in range(full)]
    return [
        _Volume(0, found[: len(found) - full * A_FILE], max(days, default=EPOCH), full, 0),
        *(_Volume(at, run, run[0].on, at - 1, at + 1 if at < full else 0) for at, run in enumerate(archives, 1)),
    ]


def _path(number: int, ending: str) -> str:
    return f"changes-archive-{number}.{ending}" if number else f"changes.{ending}"


def _address(number: int, ending: str, site: Site) -> str:
    """The address of a file of the feed; on a site without an address, relative to the feed's other files."""
    path = _path(number, ending)
    return site.permalink(path) or path


def _atom(volume: _Volume, site: Site, words: Words) -> str:
    """A file of the feed as Atom."""
    history = ' xmlns:fh="http://purl.org/syndication/history/1.0"' if volume.number else ""
    rows = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom"{history} xml:lang="{xml(words.language)}">',
        f"<id>{xml(site.permalink('changes.atom') or 'urn:onrecord:changes')}</id>",
        f"<title>{xml(words.plain('feed_title', site=site.name))}</title>",
        f"<updated>{volume.updated.isoformat()}T00:00:00Z</updated>",
        f"<author><name>{xml(site.name)}</name></author>",
    ]
    rows += ["<fh:archive/>"] if volume.number else []
    home = site.permalink("changes.md")
    links = [("self", volume.number)] if site.url else []
    links += [("current", 0)] if volume.number else []
    links += [("prev-archive", volume.before)] if volume.before else []
    links += [("next-archive", volume.after)] if volume.after else []
    rows += [f'<link rel="{rel}" href="{xml(_address(number, "atom", site))}"/>' for rel, number in links]
    rows += [f'<link href="{xml(home)}"/>'] if home else []
    for item in volume.items:
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


def _json_text(volume: _Volume, site: Site, words: Words) -> str:
    return dump(_json_feed(volume, site, words))


def _json_feed(volume: _Volume, site: Site, words: Words) -> dict[str, Any]:
    """A file of the feed as JSON Feed."""
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": words.plain("feed_title", site=site.name),
        "language": words.language,
    }
    if site.url:
        own = _address(volume.number, "feed.json", site)
        feed |= {"home_page_url": site.permalink("changes.md"), "feed_url": own}
    if volume.before:
        feed["next_url"] = _address(volume.before, "feed.json", site)
    feed["items"] = [
        {
            "id": item.id,
            "title": item.title,
            "content_text": item.text,
            "date_published": f"{item.on.isoformat()}T00:00:00Z",
            **({"url": item.url} if item.url else {}),
        }
        for item in volume.items
    ]
    return feed
