"""A card for other people's pages: one file an item, without a script, for an iframe; and its oEmbed 1.0 description.

The card carries what the page carries: an allegation with its denial, or that no response is recorded.
"""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from onrecord.model import Entry, Fact, Quote
from onrecord.pages import dates, titles
from onrecord.pages.escape import html, label
from onrecord.pages.graph import Graph, Placed, Reply
from onrecord.pages.settings import Site, built
from onrecord.pages.words import Words

WIDTH = 560
"""Width in pixels that the card is made for; it fits any."""

_STYLE = (
    "body{margin:0;padding:16px 18px;border:1px solid #d9d4c8;font:16px/1.45 Georgia,'Liberation Serif',serif;"
    "color:#1d1c1a;background:#fcfbf8}p{margin:0 0 8px}.s{font:600 12px/1.4 system-ui,sans-serif;color:#5b5750}"
    "b{font-weight:600}a{color:#17496f}.a{border-left:3px solid #5b5750;padding-left:10px}"
    "@media(prefers-color-scheme:dark){body{color:#ece9e2;background:#17181b;border-color:#3c3e44}"
    ".s{color:#b0aba0}a{color:#9cc7ea}}"
)


def path(placed: Placed) -> str:
    """Path of the card under docs/record/."""
    return f"embed/{placed.id}.html"


def height(placed: Placed, graph: Graph) -> int:
    """Pixels that the card needs, by its number of characters."""
    replies = graph.replies(placed) if graph.alleges(placed) else ()
    length = sum(len(p.item.text or "") + 60 for p in (placed, *(r.placed for r in replies if r.placed)))
    return 130 + 26 * (length // 55 + 1) + 60 * len(replies)


def card(placed: Placed, graph: Graph, site: Site, words: Words) -> str:
    """The card as a whole HTML file."""
    source, replies = placed.source, graph.replies(placed)
    title = label(titles.title(placed, words, 90))
    parts = [f'<p dir="auto">{_words(placed, words)}</p>']
    if graph.alleges(placed):
        if all(reply.kind == "uncharged" for reply in replies):
            parts.append(f'<p class="a">{html(words.plain("note_no_response"))}</p>')
        parts += [f'<p class="a" dir="auto">{_reply(reply, words)}</p>' for reply in replies]
    by = f"{source.publisher}, {dates.day(source.published, words)}"
    address = site.permalink(placed.path) or "../" + built(placed.path)
    parts.append(
        f'<p class="s">{html(by)} · <a href="{html(address)}" rel="noopener">'
        f"{html(words.plain('embed_more', site=site.name))}</a></p>"
    )
    head = (
        f'<!doctype html>\n<html lang="{html(words.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<title>{html(title)}</title>\n<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f'<meta name="robots" content="noindex">\n<link rel="canonical" href="{html(address)}">\n'
        f'<base target="_blank">\n<link rel="icon" href="../../assets/images/favicon.png">\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n"
    )
    return head + "\n".join(parts) + "\n</body>\n</html>\n"


def _reply(reply: Reply, words: Words) -> str:
    """An answer in the form of what it answers, as HTML."""
    lead, text = titles.reply_parts(reply, words)
    return f"<b>{html(lead.rstrip(':'))}:</b> {html(text)}" if lead else str(html(text))


def _words(placed: Placed, words: Words) -> Markup:
    """Who says so, and what."""
    item = placed.item
    if isinstance(item, Quote):
        who = titles.speaker_name(item.speaker, words)
        return Markup(f"“{html(item.text)}”<br><b>{html(who)}</b>")
    if isinstance(item, Fact | Entry) and item.status != "reported":
        lead = titles.attributed(item.status, item.by, placed, words)
        return Markup(f"<b>{html(lead)}:</b> {html(item.text)}")
    return html(titles.title(placed, words))


def frame(placed: Placed, graph: Graph, site: Site, words: Words) -> str:
    """The code that others put into their page; "" while the site has no address."""
    if not site.url:
        return ""
    title = label(titles.title(placed, words, 90))
    return (
        f'<iframe src="{html(site.permalink(path(placed)) or "")}" title="{html(title)}"'
        f' width="{WIDTH}" height="{height(placed, graph)}" style="border:0;max-width:100%" loading="lazy"></iframe>'
    )


def oembed(placed: Placed, graph: Graph, site: Site, words: Words) -> dict[str, Any]:
    """The card as oEmbed 1.0, type rich."""
    return {
        "version": "1.0",
        "type": "rich",
        "title": titles.title(placed, words, 90),
        "provider_name": site.name,
        "provider_url": site.url,
        "cache_age": 86400,
        "width": WIDTH,
        "height": height(placed, graph),
        "html": frame(placed, graph, site, words),
    }
