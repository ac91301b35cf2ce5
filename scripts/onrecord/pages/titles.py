"""How an item is named in one line: its page's title, a list's link, a search result, a card.

The rule that all of them keep: an allegation or denial is never named without the one whose word it is.
"""

from __future__ import annotations

from onrecord.model import Entry, Fact, Quote, Said, Speaker
from onrecord.pages import dates, indirect
from onrecord.pages.escape import cut, line
from onrecord.pages.graph import Placed, Reply
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
    told = indirect.sentence(item)
    if told is not None:
        return cut(line(told), limit + len(told) - len(item.text or "") if limit else 0)
    lead = speaker_name(item.speaker, words)
    if item.stance != "said":  # what was denied was not said
        lead = words.plain(f"lead_{item.stance}", who=lead)
    return words.plain("title_attributed", lead=lead, text=text)


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


def answers_in_short(alleged: bool, replies: tuple[Reply, ...], words: Words) -> str:
    """The answers to an allegation for a description, feed entry or card: each in its words, or that there is none."""
    if not alleged:
        return ""
    told = [reply_title(reply, words) for reply in replies]
    if all(reply.kind == "uncharged" for reply in replies):
        told.insert(0, words.plain("note_no_response"))
    return " ".join(told)


def reply_title(reply: Reply, words: Words) -> str:
    """An answer in one plain line: whose it is, its words, and whether it denies this or speaks of the same matter."""
    lead, text = reply_parts(reply, words)
    return words.plain("title_attributed", lead=lead, text=text) if lead else text


def reply_parts(reply: Reply, words: Words) -> tuple[str, str]:
    """An answer's attribution, "" where the words have it, and its words."""
    placed = reply.placed
    if placed is None:
        return "", reply_told(reply, words)
    item = placed.item
    if isinstance(item, Fact) and item.status == "reported":
        lead = ""
    elif isinstance(item, Fact):
        lead = attributed(item.status, item.by, placed, words)
    else:
        lead = words.plain(f"lead_{reply_status(reply)}", who=claimant_name(reply.by, words))
    if reply.kind == "responded":
        lead = words.plain("answer_responded_to", lead=lead) if lead else words.plain("answer_responded_note")
    text = item.text or ""
    told = indirect.sentence(item) if isinstance(item, Said) else None
    if told is not None:
        return words.plain("answer_responded_note").rstrip(":") if reply.kind == "responded" else "", told
    return lead, words.plain("in_marks", text=text) if isinstance(item, Quote) else text


def reply_told(reply: Reply, words: Words) -> str:
    """An answer whose own words can't be shown, or that has none: "Bo Marn declined to comment."."""
    name = claimant_name(reply.by, words)
    who = name[:1].upper() + name[1:]
    return words.plain(f"answer_{reply.kind}", who=who, date=dates.day(reply.source.anchor, words))


def reply_status(reply: Reply) -> str:
    """The status that an answer is shown with."""
    if reply.placed is not None and isinstance(reply.placed.item, Fact):
        return reply.placed.item.status
    denies = reply.kind == "denied" or (
        reply.placed is not None and getattr(reply.placed.item, "stance", "") == "denied"
    )
    return "denied" if denies else "said"
