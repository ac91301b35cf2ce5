"""Links that lead a browser to the words in the original: URL fragment text directives (WICG)."""

from __future__ import annotations

from onrecord.model import Quote
from onrecord.pages.escape import fragment, link

EDGE = 5
"""Words taken at each end of a longer quotation."""

LEAST = 3
"""With fewer words than this a passage is too likely to stand in the original twice."""


def passage(url: str | None, quote: Quote, others: tuple[Quote, ...] = ()) -> str:
    """The original's address with a directive that marks the quotation, or "" where there is no address.

    Only words of the quotation itself are used, whole words from its own ends. Where they are too few, or another
    quotation of the source has them too, the link leads to the page alone: a browser marks only the first of two.
    """
    address = link(url)
    if not address:
        return ""
    words = quote.text.split("[…]")[0].split()
    start, end = words[: 2 * EDGE], words[-EDGE:]
    if len(words) < LEAST or any(other.id != quote.id and " ".join(words) in other.text for other in others):
        return address
    if len(words) <= 2 * EDGE:
        directive = fragment(_bare(start))
    else:
        directive = f"{fragment(_bare(words[:EDGE]))},{fragment(_bare(end))}"
    joint = "" if "#" in address else "#"
    return f"{address}{joint}:~:text={directive}"


def _bare(words: list[str]) -> str:
    """The words without punctuation at the outer edges, where publishers restyle it."""
    return " ".join(words).strip(".,;:!?…—–- '’‘“”\"")
