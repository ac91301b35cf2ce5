"""Who a cue belongs to: from a verb, noun or adjective to the mention in the text that names the speaker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.model import Span
from onrecord.quotes.words import cues

if TYPE_CHECKING:
    from onrecord.quotes.tree import Tree

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
VERBAL = frozenset({"VERB", "AUX"})
RELATIVE = frozenset({"WDT", "WP", "WP$"})
OBJECT_CONTROL = frozenset({"ask", "tell", "urge", "order", "force", "allow", "advise", "encourage", "persuade"})
"""Verbs whose object is the subject of the infinitive behind it ("asked him to leave")."""

MAX_STEPS = 8
BRACKET = 6
MAX_MENTION = 240


def speaker(tree: Tree, cue: int) -> tuple[int, ...]:
    """The head tokens of the mentions that name the speaker of a cue; for a relative clause antecedent and pronoun.

    Empty where the clause does not name one.
    """
    if tree.lower[cue] == "according":
        return _of_according(tree, cue)
    if tree.pos[cue] in VERBAL:
        return _adjacent(tree, cue) or _of_verb(tree, cue, 0)
    if tree.pos[cue] == "ADJ":
        return _of_adjective(tree, cue)
    return _of_noun(tree, cue)


def _of_according(tree: Tree, cue: int) -> tuple[int, ...]:
    for to in tree.children[cue]:
        if tree.lower[to] == "to":
            pobj = tree.child(to, "pobj")
            return (pobj,) if pobj >= 0 else ()
    if cue + 1 < tree.size and tree.lower[cue + 1] == "to":
        pobj = tree.child(cue + 1, "pobj")
        return (pobj,) if pobj >= 0 else ()
    return ()


def _of_verb(tree: Tree, verb: int, step: int) -> tuple[int, ...]:
    """Subject, or agent of a passive, or what the verb's own place in the sentence says."""
    if step > MAX_STEPS:
        return ()
    passive = tree.child(verb, "auxpass") >= 0 or tree.child(verb, "nsubjpass") >= 0
    if passive and step == 0:
        agent = _agent(tree, verb)
        if agent or tree.lemma[verb] in cues("verbs"):
            return agent
    subject = tree.child(verb, "nsubj", "nsubjpass")
    if (subject >= 0 and tree.lower[subject] not in ("it", "there")) or (subject >= 0 and tree.child(verb, "expl") < 0):
        return _with_antecedent(tree, verb, subject)
    if step == 0 and tree.tag[verb] == "VBN":
        agent = _agent(tree, verb)
        if agent:
            return agent
    return _inherited(tree, verb, step)


def _agent(tree: Tree, verb: int) -> tuple[int, ...]:
    for by in tree.children[verb]:
        if tree.dep[by] == "agent" or (tree.dep[by] == "prep" and tree.lower[by] == "by"):
            agent = tree.child(by, "pobj")
            if agent >= 0:
                return (agent,)
    return ()


def _with_antecedent(tree: Tree, verb: int, subject: int) -> tuple[int, ...]:
    """A relative pronoun stands for the noun that the relative clause hangs on; a bracket for the name before it."""
    if tree.word[subject + 1 : subject + 2] == [")"]:
        for i in range(subject - 1, max(0, subject - BRACKET), -1):
            if tree.word[i] == "(" and tree.pos[i - 1] in NOMINAL:
                return (i - 1,)
    if tree.tag[subject] in RELATIVE:
        clause = verb
        for _ in range(MAX_STEPS):
            if tree.dep[clause] == "relcl":
                return (tree.head[clause], subject)
            if tree.head[clause] == clause:
                break
            clause = tree.head[clause]
    return (subject,)


def _inherited(tree: Tree, verb: int, step: int) -> tuple[int, ...]:
    """The subject of the clause that a verb without one belongs to."""
    head, dep = tree.head[verb], tree.dep[verb]
    if head == verb:
        return ()
    if dep in ("acl", "relcl") and tree.pos[head] in NOMINAL:
        sender = _sender(tree, head) if tree.tag[verb] == "VBG" else -1
        if sender >= 0:
            return _of_verb(tree, sender, step + 1) or (head,)
        return (head,)
    if dep in ("xcomp", "ccomp") and tree.lemma[head] in OBJECT_CONTROL:
        patient = tree.child(head, "dobj", "dative")
        if patient >= 0:
            return (patient,)
    if tree.pos[head] in VERBAL:
        if dep == "advcl" and tree.tag[verb] == "VBG" and verb > head and step == 0:
            head = _reporting(tree, head)
        return _of_verb(tree, head, step + 1)
    if tree.pos[head] == "ADJ":
        return _of_adjective(tree, head)
    if tree.pos[head] in ("ADP", "SCONJ"):
        above = tree.head[head]
        if tree.pos[above] in VERBAL:
            return _of_verb(tree, above, step + 1)
        if tree.pos[above] in NOMINAL:
            return _of_noun(tree, above)
    if tree.pos[head] in NOMINAL:
        return _of_noun(tree, head)
    return ()


def _sender(tree: Tree, noun: int) -> int:
    """The verb whose subject speaks in "issued a statement saying", "sent a note to members saying"; -1 for none."""
    if tree.dep[noun] == "dobj" and tree.lemma[noun] in cues("documents"):
        return tree.head[noun]
    if tree.dep[noun] == "pobj" and tree.pos[noun] == "NOUN":
        verb = tree.head[tree.head[noun]]
        note = tree.child(verb, "dobj") if tree.pos[verb] in VERBAL else tree.head[noun]
        if note >= 0 and tree.pos[verb] in VERBAL and tree.lemma[note] in cues("documents"):
            return verb
        if tree.lemma[verb] in cues("documents") and tree.dep[verb] == "dobj":
            return tree.head[verb]
    return -1


def _reporting(tree: Tree, verb: int) -> int:
    """Up from reported speech to the verb that reports: in "she said it rained, adding …" it is she who adds."""
    while tree.dep[verb] == "ccomp" and tree.head[verb] < verb and tree.lemma[tree.head[verb]] in cues("verbs"):
        verb = tree.head[verb]
    return verb


def _of_adjective(tree: Tree, adjective: int) -> tuple[int, ...]:
    head = tree.head[adjective]
    if tree.dep[adjective] == "amod":
        return (head,)
    if tree.pos[head] in VERBAL and head != adjective:
        return _of_verb(tree, head, 1)
    return ()


def _of_noun(tree: Tree, noun: int) -> tuple[int, ...]:
    """His claim, a claim by her, she made the claim, in a statement he ..."""
    above = tree.head[noun]
    owner = tree.child(noun, "poss")
    if owner >= 0:
        if tree.pos[owner] == "PRON" and tree.dep[noun] == "dobj" and tree.pos[above] in VERBAL:
            subject = _of_verb(tree, above, 1)
            return (*(h for h in subject[:1] if h != owner), owner)
        return (owner,)
    if tree.dep[noun] == "appos" and tree.pos[above] in NOMINAL:
        return (above,)
    for c in tree.children[noun]:
        if tree.dep[c] == "prep" and tree.lower[c] in ("by", "from"):
            pobj = tree.child(c, "pobj")
            if pobj >= 0:
                return (pobj,)
    for c in tree.children[noun]:
        if tree.dep[c] in ("compound", "nmod", "amod") and tree.entity[c] in ("PERSON", "ORG", "NORP", "GPE"):
            return (c,)
    alleged = tree.lemma[noun] in cues("nouns") and cues("nouns")[tree.lemma[noun]].stance == "alleged"
    if tree.dep[noun] in ("dobj", "attr") and tree.pos[above] in VERBAL:
        return () if alleged and tree.lemma[above] in cues("receiving") else _of_verb(tree, above, 1)
    if tree.dep[noun] == "pobj":
        governor = tree.head[above]
        if alleged and _receives(tree, governor):
            return ()
        if tree.pos[governor] in VERBAL:
            return _of_verb(tree, governor, 1)
    return ()


def _receives(tree: Tree, governor: int) -> bool:
    """Whether "to accusations", "against claims" hangs on a verb whose subject did not make them."""
    above = tree.head[governor]
    return tree.lemma[governor] in cues("receiving") or (
        tree.pos[above] in VERBAL and tree.lemma[above] in cues("receiving")
    )


def _adjacent(tree: Tree, cue: int) -> tuple[int, ...]:
    """The name or pronoun right before a finite verb, where the parse gives the verb another subject or none."""
    if tree.tag[cue] not in ("VBD", "VBZ", "VBP"):
        return ()
    i = cue - 1
    while i > 0 and tree.pos[i] in ("ADV", "AUX", "PART") and tree.dep[i] in ("advmod", "aux", "neg"):
        i -= 1
    if i < 0 or tree.paragraph[i] != tree.paragraph[cue] or tree.quoted[i] != tree.quoted[cue]:
        return ()
    subject = tree.child(cue, "nsubj", "nsubjpass", "csubj")
    if subject >= 0 and tree.left[subject] <= i <= tree.right[subject]:
        return ()
    if tree.pos[i] not in ("PROPN", "PRON") and not (tree.pos[i] == "NOUN" and subject < 0 and tree.dep[i] == "nsubj"):
        return ()
    if tree.dep[i] in ("pobj", "dobj", "npadvmod", "poss", "appos", "attr") or tree.head[i] == cue:
        return ()
    if (
        tree.tag[i] in RELATIVE
        or tree.entity[i] in ("DATE", "TIME")
        or tree.lower[i] in ("it", "there", "that", "this")
    ):
        return ()
    while tree.dep[i] in ("compound", "flat") and tree.head[i] < cue:
        i = tree.head[i]
    return (i,)


def mention(tree: Tree, head: int, cue: int = -1) -> Span:
    """The noun phrase around a head: name, title and apposition, without relative clauses and other asides.

    What holds the cue itself ("the group supporting the bill") is left out, too.
    """
    low, high = tree.left[head], tree.right[head]
    for c in tree.children[head]:
        if (
            tree.dep[c] in ("relcl", "advcl", "ccomp", "parataxis")
            or (tree.dep[c] == "acl" and c > head and tree.lower[tree.left[c] - 1] == ",")
            or tree.left[c] <= cue <= tree.right[c]
        ):
            if c > head:
                high = min(high, tree.left[c] - 1)
            else:
                low = max(low, tree.right[c] + 1)
    if low <= cue < head:
        low = cue + 1
    elif head < cue <= high:
        high = cue - 1
    first = last = head
    while first > low and tree.quoted[first - 1] == tree.quoted[head] and _joins(tree, first - 1, head):
        first -= 1
    while last < high and tree.quoted[last + 1] == tree.quoted[head] and _joins(tree, last + 1, head):
        last += 1
    while last < tree.size - 1 and _goes_on(tree, last):
        last += 1
    while last > head and (tree.pos[last] in ("PUNCT", "SPACE", "CCONJ", "ADP") and tree.lower[last] not in (")", "]")):
        last -= 1
    while first < head and tree.pos[first] in ("PUNCT", "SPACE", "CCONJ", "ADP"):
        first += 1
    return tree.span(first, last)


def _goes_on(tree: Tree, last: int) -> bool:
    """Whether a name goes on behind a title with a full stop, where the parser begins a new sentence (Capt. Roe)."""
    return (
        tree.pos[last] == tree.pos[last + 1] == "PROPN"
        and tree.head[last + 1] != last
        and tree.end[last] + 1 >= tree.start[last + 1]
        and tree.quoted[last] == tree.quoted[last + 1]
        and (tree.word[last].endswith(".") or tree.entity[last] == tree.entity[last + 1] == "PERSON")
    )


def _joins(tree: Tree, i: int, head: int) -> bool:
    """Whether a token may stand in the mention of `head`: same paragraph, not too far away."""
    return (
        tree.paragraph[i] == tree.paragraph[head]
        and "\n" not in tree.word[i]
        and abs(tree.start[i] - tree.start[head]) < MAX_MENTION
    )
