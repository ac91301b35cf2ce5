"""Direct speech: quotations that stand as sentences, and whose words they are.

The cue is looked for right behind the quotation ("…," she said), right before it (She said: "…"), in the words between
it and the quotation before ("A," she said. "B."), with the next quotation ("A." "B," she said), in the paragraph that
leads up to it (She wrote:), and with the last speaker, who goes on where a paragraph names no new one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onrecord.model import Span
from onrecord.quotes import transcripts
from onrecord.quotes.speakers import NOMINAL, VERBAL, mention, speaker
from onrecord.quotes.utterances import after, before, is_utterance
from onrecord.quotes.words import cues, past_forms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.marks import Quotation
    from onrecord.quotes.tree import Tree

UTTERING = frozenset({"speech", "ask", "order", "thought", "show"})
STOPS = frozenset({".", "!", "?", "...", "…"})
WINDOW = 60
CLOSE = 3
GOES_ON = frozenset({"that", ":", "on", "to", "he", "she", "it", "they"})
"""Behind a cue these begin a content of its own: after a full stop, such a cue has no quotation before it."""


class Voice(NamedTuple):
    """Whose words: `cue` is a token (-1: none, the cue is a colon or a dash), `source` the mentions."""

    cue: int
    cues: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()


class Placed(NamedTuple):
    """A direct quotation with the voice found for it.

    `how` says where: name, sign, after, before, leading, colon, split, same, sentence, next, intro, carried, none.
    """

    number: int
    content: Span
    voice: Voice | None
    how: str


def place(tree: Tree, quotations: Sequence[Quotation]) -> list[Placed]:
    """Find the voice of every direct quotation; quotations that are no direct speech are left out."""
    found: list[Placed] = []
    for n in range(len(quotations)):
        placed = _place(tree, quotations, n, found)
        if placed is not None:
            found.append(placed)
    return _look_ahead(quotations, found)


def _place(tree: Tree, quotations: Sequence[Quotation], n: int, found: Sequence[Placed]) -> Placed | None:
    quotation = quotations[n]
    tokens = tree.tokens(quotation.span)
    if not tokens:
        return None
    previous = found[-1] if found else None
    split = _splits(tree, quotations, previous, n)
    if not split and not is_utterance(tree.text, quotation):
        return None
    label = transcripts.label(tree.text, quotation.inner)
    if label is not None:
        name, colon = label
        return Placed(n, Span(colon.end, quotation.span.end), Voice(-1, (colon,), (name,)), "name")
    named = transcripts.named(tree.text, quotation.span)
    if named is not None:
        return Placed(n, quotation.span, Voice(-1, (named[1],), (named[0],)), "name")
    signature = transcripts.signature(tree.text, quotation.span)
    if signature is not None:
        return Placed(n, quotation.span, Voice(-1, (signature[0],), (signature[1],)), "sign")
    cue, how = _beside(tree, quotation, tokens)
    if cue < 0 and quotation.continues and previous is not None:
        return Placed(n, quotation.span, previous.voice, "same")
    if cue < 0 and split and previous is not None:
        return Placed(n, quotation.span, previous.voice, "split")
    if cue < 0:
        cue = _between(tree, quotations, tokens[0], n)
        known = previous is not None and previous.voice is not None and previous.voice.cue == cue
        how = "same" if known else "sentence"
    if cue >= 0:
        if how == "before" and tree.dep[cue] == "ccomp":
            how = "leading"
        return Placed(n, quotation.span, _voice(tree, cue, tokens, how), how)
    return _without_cue(tree, quotations, n, tokens[0], previous)


def _without_cue(tree: Tree, quotations: Sequence[Quotation], n: int, first: int, previous: Placed | None) -> Placed:
    quotation = quotations[n]
    if previous is not None and quotations[previous.number].paragraph == quotation.paragraph:
        return Placed(n, quotation.span, previous.voice, "same" if previous.voice else "none")
    intro = _intro(tree, quotation, first)
    if intro >= 0:
        return Placed(n, quotation.span, _voice(tree, intro, range(first, first), "before"), "intro")
    if previous is not None and quotations[previous.number].paragraph == quotation.paragraph - 1:
        return Placed(n, quotation.span, previous.voice, "carried" if previous.voice else "none")
    return Placed(n, quotation.span, None, "none")


def _look_ahead(quotations: Sequence[Quotation], found: list[Placed]) -> list[Placed]:
    """Give quotations at the head of a paragraph the voice that the paragraph names after a later one."""
    out = list(found)
    for k in range(len(out) - 2, -1, -1):
        one, following = out[k], out[k + 1]
        if (
            one.how in ("none", "carried")
            and following.how in ("after", "sign", "next")
            and quotations[one.number].paragraph == quotations[following.number].paragraph
        ):
            out[k] = one._replace(voice=following.voice, how="next")
    return out


def _voice(tree: Tree, cue: int, tokens: range, how: str) -> Voice:
    return Voice(cue, (tree.span(cue, cue),), speakers_beside(tree, cue, tokens, how))


def speakers_beside(tree: Tree, cue: int, tokens: range, how: str) -> tuple[Span, ...]:
    """The mentions that name the speaker: from the parse, if it does not look into the quotation, else by place."""
    heads = speaker(tree, cue) if tree.lemma[cue] != "put" else ()
    outside = heads and all(tree.quoted[h] == tree.quoted[cue] and h not in tokens for h in heads)
    if outside and (how != "after" or any(tokens[-1] < h for h in heads)):
        return tuple(sorted(mention(tree, h, cue) for h in heads))
    low = tokens[-1] + 1 if how == "after" else _sentence_start(tree, cue)
    head = _nominal(tree, low, cue)
    if head < 0 and tree.lemma[cue] != "tell":
        head = _nominal(tree, cue + 1, _sentence_stop(tree, cue))
    if head < 0:
        return tuple(sorted(mention(tree, h, cue) for h in heads if tree.quoted[h] == tree.quoted[cue]))
    return (mention(tree, head, cue),)


def _sentence_start(tree: Tree, i: int) -> int:
    paragraph, low = tree.paragraph[i], max(0, i - WINDOW)
    while i > low and tree.paragraph[i - 1] == paragraph and tree.quoted[i - 1] < 0 and tree.word[i - 1] not in STOPS:
        i -= 1
    return i


def _sentence_stop(tree: Tree, i: int) -> int:
    paragraph, high = tree.paragraph[i], min(tree.size, i + WINDOW)
    while i < high and tree.paragraph[i] == paragraph and tree.quoted[i] < 0 and tree.word[i] not in STOPS:
        i += 1
    return i


def _nominal(tree: Tree, low: int, high: int) -> int:
    """The head of the first noun phrase between two tokens that is not the object of a preposition."""
    for i in range(low, high):
        if (
            tree.quoted[i] >= 0
            or tree.lower[i] == "it"
            or tree.pos[i] not in NOMINAL
            or tree.dep[i] in ("pobj", "compound", "poss", "npadvmod", "nummod", "amod", "nmod")
        ):
            continue
        h = tree.head[i]
        if low <= h < high and tree.pos[h] in NOMINAL and h != i:
            continue
        return i
    names = [i for i in range(low, high) if _nameable(tree, i)]
    for i in names:
        if i + 1 not in names:
            return i
    return -1


def _nameable(tree: Tree, i: int) -> bool:
    return tree.pos[i] in ("PROPN", "NOUN") and tree.dep[i] != "pobj" and tree.quoted[i] < 0


def is_cue(tree: Tree, i: int) -> bool:
    """Whether a token outside of quotations is a verb that utters."""
    if tree.quoted[i] >= 0:
        return False
    if tree.lower[i] == "according":
        return True
    if tree.lemma[i] == "put":
        return i + 1 < tree.size and tree.lower[i + 1] == "it"
    row = cues("verbs").get(tree.lemma[i])
    if row is None or row.sense not in UTTERING:
        return False
    return tree.pos[i] in VERBAL or tree.tag[i].startswith("VB") or tree.lower[i] in past_forms()


def _beside(tree: Tree, quotation: Quotation, tokens: range) -> tuple[int, str]:
    """The cue behind a quotation or before it; before it first, where the sentence clearly leads up to it."""
    earlier, how = _before(tree, quotation, tokens[0])
    if earlier >= 0 and before(tree.text, quotation)[-1:] == ":":
        return earlier, how
    cue = _after(tree, quotation, tokens[-1])
    if cue < 0 or (earlier >= 0 and tokens[0] - earlier <= CLOSE and not _near(tree, tokens[-1] + 1, cue)):
        return earlier, how
    if earlier >= 0 and tree.tag[cue] == "VBG":
        return earlier, how
    return cue, "after"


def _after(tree: Tree, quotation: Quotation, last: int) -> int:
    """The cue in the clause right behind a quotation: "…," said the mayor."""
    inner = quotation.inner.of(tree.text).rstrip(" ’'‘”\"\u00a0")
    rest = after(tree.text, quotation)
    if not rest or not quotation.closed:
        return -1
    cue = _first_cue(tree, last + 1)
    if inner[-1:] == "," or rest[0].islower() or rest[0] in ",—–-":
        return cue
    if not _near(tree, last + 1, cue) or not is_cue(tree, cue):
        return -1
    return cue if inner[-1:] in "?!—–-…" or not _takes_content(tree, cue) else -1


def _takes_content(tree: Tree, cue: int) -> bool:
    """Whether a cue has a content of its own behind it, or goes on to another quotation."""
    following = min(cue + 1, tree.size - 1)
    return tree.lower[following] in GOES_ON or any(
        c > cue and tree.dep[c] in ("ccomp", "dobj", "xcomp") for c in tree.children[cue]
    )


def _first_cue(tree: Tree, start: int) -> int:
    """The verb that utters in the clause that begins at `start`; else the clause's own verb, with its subject."""
    if start >= tree.size or tree.paragraph[start] != tree.paragraph[start - 1]:
        return -1
    if _inverted(tree, start):
        return start
    depth, plain = 0, -1
    nominal = tree.pos[start] in NOMINAL or tree.pos[start] == "DET" or tree.word[start][:1].isupper()
    for i in range(start, min(start + WINDOW, tree.size)):
        if tree.paragraph[i] != tree.paragraph[start] or tree.word[i] in STOPS:
            break
        if tree.quoted[i] >= 0:
            if _short(tree, i):
                continue
            break
        depth += (tree.word[i] == "(") - (tree.word[i] == ")")
        if depth or _modifies(tree, i):
            continue
        if is_cue(tree, i) and (tree.tag[i] != "VB" or i == start):
            return i
        if (
            plain < 0
            and nominal
            and tree.tag[i] in ("VBD", "VBZ")
            and tree.pos[i] == "VERB"
            and _own_subject(tree, i, start)
        ):
            plain = i
    return plain


def _own_subject(tree: Tree, verb: int, start: int) -> bool:
    subject = tree.child(verb, "nsubj")
    return start <= subject < verb and tree.quoted[subject] < 0


def _inverted(tree: Tree, i: int) -> bool:
    """Whether a verb stands right behind a quotation, with its subject behind it: "…," thundered the old man."""
    if i + 2 >= tree.size or tree.tag[i] not in ("VBD", "VBZ") or tree.pos[i] == "AUX" or tree.quoted[i] >= 0:
        return False
    return tree.pos[i + 1] in ("PROPN", "DET", "PRON") and tree.paragraph[i + 1] == tree.paragraph[i]


def _short(tree: Tree, i: int) -> bool:
    """Whether a token stands in a short quotation, such as a nickname inside the speaker's name."""
    q = tree.quoted[i]
    return i + 8 >= tree.size or tree.quoted[i + 8] != q


def _modifies(tree: Tree, i: int) -> bool:
    """Whether a verb stands inside the speaker's own noun phrase (the woman who said so, a man called Roe)."""
    return tree.dep[i] in ("relcl", "acl", "amod") and tree.child(i, "ccomp") < 0


def _near(tree: Tree, start: int, cue: int) -> bool:
    """Whether a cue follows with nothing but a noun phrase before it: "Why?" the tall man from Brno asked."""
    if cue < 0 or cue - start > 16 or tree.tag[cue] == "VBG":
        return False
    return not any(tree.pos[i] in VERBAL and tree.dep[i] not in ("aux", "relcl", "acl") for i in range(start, cue))


def _before(tree: Tree, quotation: Quotation, first: int) -> tuple[int, str]:
    """The cue in the sentence that leads up to a quotation: She said: "…"

    A cue next to the quotation comes first; then the main cue of the sentence; then, before a colon or a comma, its
    main verb.
    """
    lead = before(tree.text, quotation)
    if not lead or lead[-1] in '.!?"”':
        return -1, "none"
    spoken: list[int] = []
    verbs: list[int] = []
    for i in range(first - 1, max(first - WINDOW, -1), -1):
        if tree.paragraph[i] != tree.paragraph[first] or tree.quoted[i] >= 0 or tree.word[i] in STOPS:
            break
        if is_cue(tree, i):
            spoken.append(i)
            if first - i <= CLOSE:
                return i, "before"
        elif lead[-1] in ":," and tree.pos[i] in VERBAL and speaker(tree, i):
            verbs.append(i)
    if spoken and lead[-1] != ":":
        return _main(tree, spoken), "leading"
    both = spoken + verbs
    if not both:
        return -1, "none"
    main = _main(tree, both)
    return main, "leading" if main in spoken else "colon"


def _main(tree: Tree, verbs: Sequence[int]) -> int:
    """The verb that stands highest in the sentence; of equals the one nearest to the quotation (the first given)."""
    depths = [sum(1 for _ in tree.ancestors(i)) for i in verbs]
    return verbs[depths.index(min(depths))]


def _between(tree: Tree, quotations: Sequence[Quotation], first: int, n: int) -> int:
    """The main cue of the last sentence with one, back to the quotation before: Roe said so. "It is." """
    found, top = -1, 0
    for i in range(first - 1, max(first - 3 * WINDOW, -1), -1):
        if tree.paragraph[i] != tree.paragraph[first] or (tree.quoted[i] >= 0 and not _short(tree, i)):
            break
        if tree.word[i] in STOPS and found >= 0:
            break
        if is_cue(tree, i) and tree.lower[i] != "according" and speaker(tree, i):
            depth = sum(1 for _ in tree.ancestors(i))
            if found < 0 or depth <= top:
                found, top = i, depth
    return found


def _splits(tree: Tree, quotations: Sequence[Quotation], previous: Placed | None, n: int) -> bool:
    """Whether a quotation is the second half of a sentence that "he said" cuts in two."""
    if previous is None or previous.number != n - 1 or previous.how not in ("after", "split"):
        return False
    one, two = quotations[n - 1], quotations[n]
    if one.paragraph != two.paragraph:
        return False
    gap = tree.text[one.span.end : two.span.start].rstrip()
    return gap[-1:] in ",:—–-" and "." not in gap.replace("Mr.", "").replace("Ms.", "").replace("Mrs.", "")


def _intro(tree: Tree, quotation: Quotation, first: int) -> int:
    """The main verb of a paragraph that ends with a colon and leads up to this one."""
    start = quotation.span.start
    if first == 0 or tree.text[:start].rstrip()[-1:] != ":":
        return -1
    i = first - 1
    while i >= 0 and tree.paragraph[i] < 0:
        i -= 1
    last, fallback = i, -1
    while i >= 0 and tree.paragraph[i] == tree.paragraph[last] and last - i < WINDOW:
        if tree.word[i] in STOPS:
            break
        if is_cue(tree, i):
            return i
        if fallback < 0 and tree.pos[i] in VERBAL and speaker(tree, i):
            fallback = i
        i -= 1
    return fallback
