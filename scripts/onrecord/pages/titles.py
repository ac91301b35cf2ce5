"""How an item is named in one line: its page's title, a list's link, a search result, a card.

The rule that all of them keep: an allegation or denial is never named without the one whose word it is.
"""

from __future__ import annotations

from onrecord.model import Entry, Fact, Quote, Speaker
from onrecord.pages.escape import cut, line
from onrecord.pages.graph import Placed
from onrecord.pages.words import Words


def title(placed: Placed, words: Words, limit: int = 0) -> str:
    """The item in one plain line, attributed. `limit` cuts the words (not the attribution) to so many characters."""
    item = placed.item
    text = cut(line(item.text or ""), limit)
    if isinstance(item, Quote):
        return words.plain("title_quote", who=speaker_name(item.speaker, words), text=text)
    if isinstance(item, Fact | Entry):
        if item.status == "reported":
            return text
        lead = attributed(item.status, item.by, placed, words)
        return words.plain("title_attributed", lead=lead, text=text)
    return words.plain("title_attributed", lead=speaker_name(item.speaker, words), text=text)


def attributed(status: str, by: tuple[Speaker, ...], placed: Placed, words: Words) -> str:
    """The words that come before an attributed statement: "New York Police Department alleges"."""
    if not by:
        return words.plain(f"lead_{status}_nobody", publisher=placed.source.publisher)
    return words.plain(f"lead_{status}", who=claimant_name(by[-1], words))


def claimant_name(speaker: Speaker, words: Words) -> str:
    """The name of the one whose word it is, with a note where it is not certain."""
    return speaker.name if certain(speaker) else words.plain("speaker_claimant", who=speaker.name)


def speaker_name(speaker: Speaker | None, words: Words) -> str:
    """The speaker's name, or that it is not certain or not given."""
    if speaker is None:
        return words.plain("speaker_none")
    return speaker.name if certain(speaker) else words.plain("speaker_unsure")


def certain(speaker: Speaker | None) -> bool:
    """Whether the record vouches for the speaker."""
    return speaker is not None and speaker.sure and not speaker.candidates


def answers_in_short(alleged: bool, denials: tuple[Placed, ...], words: Words) -> str:
    """The answer to an allegation for a description, feed entry or card: the denial itself, or that there is none."""
    if not alleged:
        return ""
    if not denials:
        return words.plain("note_no_response")
    return " ".join(title(denial, words) for denial in denials)
