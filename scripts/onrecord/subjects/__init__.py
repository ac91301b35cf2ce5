"""People, organisations and places of one text, each under one full name, and who a mention means.

`resolve` reads a parsed text and gives its `Cast`; ask the cast `who` a mention is.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from onrecord.subjects.cast import Cast
from onrecord.subjects.clusters import cluster
from onrecord.subjects.names import find

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from onrecord.model import Attribution, Span

__all__ = ["Cast", "resolve"]


def resolve(doc: Doc, paragraphs: Sequence[Span], attributions: Sequence[Attribution] = ()) -> Cast:
    """Read who is who in a text.

    `doc` is the parse of the whole text, `paragraphs` the spans (code points) that are its prose: names outside them
    (page furniture) are not read. With `attributions`, "I" in a quotation is its speaker.
    """
    spans = sorted(paragraphs)
    starts = [span.start for span in spans]

    def inside(offset: int) -> bool:
        k = bisect_right(starts, offset) - 1
        return k >= 0 and offset < spans[k].end

    found = [name for name in find(doc) if inside(doc[name.start].idx)]
    return Cast(doc, spans, cluster(doc, found), attributions)
