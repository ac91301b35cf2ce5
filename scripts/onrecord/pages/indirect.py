"""Indirect speech as a sentence: "Kern accused [Bo] Marn of …", so that nobody reads what was denied as what was said.

The record keeps the speaker's mention, the cue and the content. Where they stand in this order and the cue is a verb in
a finite form, they are a sentence; what is put in stands in [brackets]. Else the words follow whose they are:
"Denied by …".
"""

from __future__ import annotations

from functools import cache

import msgspec

from onrecord import lexicon
from onrecord.model import Said

PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we", "who", "him", "her", "them", "his", "their", "its"})
"""Mentions that give way to the name."""

IRREGULAR = frozenset({"said", "told", "wrote", "swore", "thought", "held", "felt", "knew", "saw", "found", "says"})
"""Finite forms that the rule for regular verbs does not give."""

TAKES_LISTENER = frozenset({"told", "tells", "assured", "assures", "informed", "informs", "warned", "reminded"})
"""Verbs that want to know whom."""

BEFORE = frozenset({"has", "have", "had"})
"""Words that may stand in a cue before its verb."""


class Cue(msgspec.Struct, frozen=True):
    """What of a row of `speech.yml` is asked for here."""

    lemma: str


def sentence(item: Said) -> str | None:
    """The indirect speech as a sentence of its own; None where its parts do not make one."""
    who, cue, text = item.speaker, item.cue, item.text
    if who is None or not cue or not text or who.span is None or not who.sure or who.candidates or who.role:
        return None
    if who.span.end > item.span.start or not _finite(cue):
        return None
    listener = ""
    if cue.split()[-1].lower() in TAKES_LISTENER:
        if not item.to:
            return None
        listener = f" [{item.to[0].name}]"
    name = _named(who.name, who.mention)
    words = f"{name[:1].upper()}{name[1:]} {cue}{listener} {text}".rstrip(" ,;:—-")
    return words if words[-1:] in ".!?" else words + "."


def _named(name: str, mention: str) -> str:
    """The speaker as the text names them, with the name beside it where that is needed."""
    if not mention or mention.lower() in PRONOUNS or "," in mention:
        return f"[{name}]" if mention.lower() != name.lower() else name
    if f" {name} " in f" {mention} ":
        return mention
    if name.endswith(f" {mention}"):
        return f"[{name.removesuffix(mention).strip()}] {mention}"
    return f"{mention} [{name}]" if name.lower() != mention.lower() else mention


def _finite(cue: str) -> bool:
    """Whether a cue is a verb that a subject can stand before: "accused", "has denied"; not "claims", a noun, too."""
    *before, last = cue.lower().split()
    return (last in IRREGULAR or last in _forms()) and all(word in BEFORE for word in before)


@cache
def _forms() -> frozenset[str]:
    """The finite forms of the verbs of speech that are no form of a noun of speech."""
    rows = lexicon.table("speech", Cue)
    nouns = {form for row in rows["nouns"] for form in (row.lemma, row.lemma + "s")}
    verbs = [row.lemma for row in rows["verbs"]]
    past = {lemma[:-1] + "ied" if lemma.endswith("y") else lemma.removesuffix("e") + "ed" for lemma in verbs}
    present = {lemma[:-1] + "ies" if lemma.endswith("y") else lemma + "s" for lemma in verbs}
    return frozenset((past | present) - nouns)
