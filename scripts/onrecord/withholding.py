"""Names that an edit withholds (`private: unnamed`): they are taken out of everything that is shown.

The name of a child, of somebody who was wronged, of somebody who is no public figure may stand in a text and yet have
no place on a page of its own. The committed record keeps it, as the text does; nobody hosts these. Pages, data, feeds,
cards and search are made from records without it, and the audit looks for it in every file that was built.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from onrecord.model import Record, SubjectItem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WITHHELD = "[name withheld]"
"""What stands in the place of a name."""

_KEPT = frozenset({"id", "slug", "sha256", "context", "edtf", "timex", "item", "subject", "answers", "successors"})
"""Fields that hold no words: ids, hashes, dates."""


def names(records: Sequence[Record]) -> dict[str, tuple[str, ...]]:
    """The names that are to stand nowhere, by the id of who bears them, the longest first.

    A name of one word is among them only where nobody else on the record bears it, too: it may be a parent's.
    """
    subjects = [subject for record in records for subject in record.subjects]
    hidden = [subject for subject in subjects if subject.private == "unnamed" and subject.name != WITHHELD]
    full = {subject.name.casefold() for subject in hidden}
    others = [s for s in subjects if s.private != "unnamed" and s.name.casefold() not in full]
    taken = {word for s in others for name in (s.name, *s.aliases) for word in name.split()}
    found: dict[str, tuple[str, ...]] = {}
    for subject in hidden:
        parts = {subject.name, *subject.aliases, *subject.name.split()}
        kept = {part for part in parts if " " in part or (part[:1].isupper() and part not in taken and len(part) > 2)}
        found[subject.id] = tuple(sorted(kept, key=lambda part: (-len(part), part)))
    return found


def withhold(record: Record, hidden: Mapping[str, Sequence[str]]) -> Record:
    """A record in whose words none of the names stands. Its id stays with whoever bears one; roles and aliases go.

    The address of a text that names them goes, too: it would lead to the name.
    """
    every = [name for all_ in hidden.values() for name in all_]
    if not every:
        return record
    sought = re.compile("|".join(rf"(?<!\w){_loose(name)}(?!\w)" for name in sorted(every, key=len, reverse=True)))
    full = {name.casefold() for all_ in hidden.values() for name in all_ if " " in name}
    tree = _replaced(msgspec.to_builtins(record), sought)
    shown = msgspec.convert(tree, Record)
    source = record.source
    address = source.url and sought.search(source.url.replace("-", " ").replace("_", " ").title())
    if address:
        shown = msgspec.structs.replace(shown, source=msgspec.structs.replace(shown.source, url=None))
    subjects = tuple(
        SubjectItem(id=new.id, kind=new.kind, name=WITHHELD, private="unnamed", mentions=new.mentions)
        if old.private == "unnamed" or old.name.casefold() in full
        else new
        for old, new in zip(record.subjects, shown.subjects, strict=True)
    )
    return msgspec.structs.replace(shown, subjects=subjects)


def names_any(text: str, hidden: Mapping[str, Sequence[str]]) -> bool:
    """Whether a text has one of the names: then it is not shown whole, whatever its rights."""
    return any(re.search(rf"(?<!\w){_loose(name)}(?!\w)", text) for all_ in hidden.values() for name in all_)


def _loose(name: str) -> str:
    """A pattern for a name, with any white space between its words."""
    return r"\s+".join(map(re.escape, name.split()))


def _replaced(value: Any, sought: re.Pattern[str], key: str = "") -> Any:
    if isinstance(value, str):
        return value if key in _KEPT else _tidy(sought.sub(WITHHELD, value))
    if isinstance(value, dict):
        return {name: _replaced(one, sought, name) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_replaced(one, sought, key) for one in value]
    return value


def _tidy(text: str) -> str:
    """No brackets in brackets, and not the first name's as well as the last name's."""
    inside = re.escape(WITHHELD[1:-1])
    text = re.sub(rf"\[([^\[\]]*)\[{inside}\]([^\[\]]*)\]", rf"[\1{WITHHELD[1:-1]}\2]", text)
    return re.sub(rf"(?:\[{inside}\]\s+)+\[{inside}\]", WITHHELD, text)
