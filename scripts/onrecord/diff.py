"""What a change does to the record, before it goes out: two sets of records compared item by item.

`onrecord diff [REV]` compares the records of a commit with those of the working tree; CI shows it as a comment on a
pull request. Spans and hashes that moved because a line came in above are no change of the record, and are not shown.
"""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from typing import TYPE_CHECKING, Literal

import msgspec

from onrecord import history, record
from onrecord.errors import OnrecordError
from onrecord.model import Change, Quote, Record, Said, SubjectItem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

What = Literal["added", "changed", "withdrawn", "restored", "removed"]
Format = Literal["text", "markdown", "json"]
FORMATS: tuple[Format, ...] = ("text", "markdown", "json")

KINDS = {"quotes": "quote", "said": "said", "facts": "fact", "timeline": "entry"}

MOST = 60_000
"""Characters of Markdown: GitHub takes 65,536 in a comment."""


class Difference(msgspec.Struct, frozen=True, omit_defaults=True):
    """One item that differs. `removed` are ids that are neither on the new record nor withdrawn: links that would die.

    `material` is whether more than wording changed: a number, a name, a "not", speaker, status or date; `telling` are
    the fields that did. `follow` is, of a subject that has another name now, how many items changed by that alone.
    """

    what: What
    slug: str
    id: str
    kind: str
    shown: str
    fields: tuple[Change, ...] = ()
    reason: str = ""
    successors: tuple[str, ...] = ()
    material: bool = False
    telling: tuple[str, ...] = ()
    follow: int = 0


ORDER: tuple[What, ...] = ("removed", "withdrawn", "changed", "restored", "added")


def compare(old: Iterable[Record], new: Iterable[Record]) -> list[Difference]:
    """What differs, links that would die first, wording last; within that by source, in the record's order."""
    before, after = {one.source.slug: one for one in old}, {one.source.slug: one for one in new}
    found: list[Difference] = []
    for slug in sorted({*before, *after}):
        found += _of_source(slug, before.get(slug), after.get(slug))
    return sorted(found, key=lambda one: (ORDER.index(one.what), one.what == "changed" and not one.material))


def _of_source(slug: str, old: Record | None, new: Record | None) -> list[Difference]:
    was, now = _items(old), _items(new)
    gone = {one.id: one for one in new.withdrawn} if new else {}
    gone_before = {one.id for one in old.withdrawn} if old else set()
    names = _names((*was.values(), *now.values()))
    named = _renamed(was, now)
    follow: Counter[str] = Counter()
    found: list[Difference] = []
    for id_, item in now.items():
        if id_ not in was:
            what: What = "restored" if id_ in gone_before else "added"
            found.append(Difference(what, slug, id_, _kind(item), _shown(item)))
        elif fields := _fields(was[id_], item):
            fields, by = _without_renames(fields, named)
            if not fields:
                follow.update(by)
                continue
            telling = tuple(one.field for one in fields if history.material(one, names))
            found.append(
                Difference("changed", slug, id_, _kind(item), _shown(item), fields,
                           material=bool(telling), telling=telling)
            )  # fmt: skip
    for id_, item in was.items():
        if id_ in now:
            continue
        if id_ in gone:
            one = gone[id_]
            found.append(
                Difference("withdrawn", slug, id_, _kind(item), _shown(item), (), one.reason, one.successors, True)
            )
        else:
            reason = "the whole source is gone" if new is None else "neither on the record nor withdrawn"
            found.append(Difference("removed", slug, id_, _kind(item), _shown(item), (), reason, (), True))
    found = [msgspec.structs.replace(one, follow=follow[one.id]) if follow[one.id] else one for one in found]
    lost = gone_before - gone.keys() - now.keys()
    found += [
        Difference("removed", slug, id_, "withdrawn", "(withdrawn before)", (), "its notice is gone", (), True)
        for id_ in sorted(lost)
    ]
    return found


def _items(of: Record | None) -> dict[str, history.Item]:
    return {item.id: item for item in history.items(of)} if of else {}


def _renamed(was: Mapping[str, history.Item], now: Mapping[str, history.Item]) -> dict[tuple[str, str], str]:
    """Old and new name of each subject that has another name now, with its id."""
    both = [(one, now[id_]) for id_, one in was.items() if id_ in now]
    pairs = [(a, b) for a, b in both if isinstance(a, SubjectItem) and isinstance(b, SubjectItem) and a.name != b.name]
    return {(a.name, b.name): a.id for a, b in pairs}


def _without_renames(
    fields: tuple[Change, ...], named: Mapping[tuple[str, str], str]
) -> tuple[tuple[Change, ...], set[str]]:
    """The fields without those that give a subject's new name for its old one, and the ids of these subjects."""
    who = {one: named.get((one.before, one.after)) for one in fields if one.field in ("speaker", "by", "via")}
    return tuple(one for one in fields if not who.get(one)), {id_ for id_ in who.values() if id_}


def _names(of: Iterable[history.Item]) -> frozenset[str]:
    """The words of the names that the records know, in lower case."""
    known = (name for one in of if isinstance(one, SubjectItem) for name in (one.name, *one.aliases))
    return frozenset(word.casefold() for name in known for word in name.split() if word[0].isupper())


def _fields(was: history.Item, now: history.Item) -> tuple[Change, ...]:
    """What is said otherwise; doubts too, since a reviewer wants to see them come and go."""
    before, after = history.shown(was), history.shown(now)
    if not isinstance(was, SubjectItem) and not isinstance(now, SubjectItem):
        before["doubts"], after["doubts"] = ", ".join(was.doubts), ", ".join(now.doubts)
    if isinstance(was, SubjectItem) and isinstance(now, SubjectItem):
        before["also"], after["also"] = ", ".join(was.aliases), ", ".join(now.aliases)
        before["roles"], after["roles"] = ", ".join(was.roles), ", ".join(now.roles)
    changed = [
        Change(id=now.id, field=field, before=before.get(field, ""), after=after.get(field, ""))
        for field in dict.fromkeys([*before, *after])
        if before.get(field, "") != after.get(field, "")
    ]
    return tuple(
        msgspec.structs.replace(one, before="", after="") if one.field == "wording" else one for one in changed
    )


def _kind(item: history.Item) -> str:
    return item.kind if isinstance(item, SubjectItem) else type(item).__name__.lower()


def _shown(item: history.Item) -> str:
    """An item in a line: its words and who says them."""
    if isinstance(item, SubjectItem):
        return item.name
    if isinstance(item, (Quote, Said)):
        by = f" — {item.speaker.name}" if item.speaker else ""
        words = f"“{item.text}”" if item.text else f"(words not held, {item.span.end - item.span.start} characters)"
        return words + by
    return item.text + ("" if item.status == "reported" else f" ({item.status})")


# ----------------------------------------------------------------------------------------------------------------- git


def committed(root: Path, revision: str = "HEAD") -> list[Record]:
    """The records of a commit, read from git without touching the working tree.

    Raises OnrecordError where `root` is no git checkout, there is no such revision, or a record of it can't be read.
    """
    commit = (
        _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").decode().strip()
    )
    names = _git(root, "ls-tree", "-r", "-z", "--name-only", commit, "--", "sources").decode("utf-8").split("\0")
    found = []
    for name in sorted(name for name in names if name.endswith(record.SUFFIX)):
        found.append(record.loads(_git(root, "cat-file", "blob", f"{commit}:./{name}"), f"{revision}:{name}"))
    return found


def _git(root: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise OnrecordError(
            "git is not installed", todo="install git; `onrecord diff` reads old records from it"
        ) from error
    if done.returncode != 0:
        says = done.stderr.decode("utf-8", "replace").strip() or f"no such revision: {arguments[-1].split('^')[0]}"
        raise OnrecordError(f"git can't do this: {says}", path=root, todo="name a commit, a branch or a tag")
    return done.stdout


# ------------------------------------------------------------------------------------------------------------- formats


def write(found: Sequence[Difference], form: Format) -> str:
    """The differences for a terminal, for a pull request's comment, or as JSON."""
    return {"text": as_text, "markdown": as_markdown, "json": as_json}[form](found)


def summary(found: Sequence[Difference]) -> str:
    """“2 withdrawn, 3 changed (1 in more than wording), 4 added”."""
    counts: Mapping[str, int] = {what: sum(one.what == what for one in found) for what in ORDER}
    parts = []
    for what, count in counts.items():
        if count:
            material = sum(one.material for one in found if one.what == what) if what == "changed" else 0
            parts.append(f"{count} {what}" + (f" ({material} in more than wording)" if material else ""))
    return ", ".join(parts) if parts else "nothing changed on the record"


_SIGNS = {"added": "+", "changed": "~", "withdrawn": "-", "restored": "^", "removed": "!"}


def as_text(found: Sequence[Difference]) -> str:
    """A paragraph for each source, a line for each item, before and after below it."""
    lines: list[str] = []
    for slug in sorted({one.slug for one in found}):
        lines.append(slug)
        for one in found:
            if one.slug == slug:
                lines.append(f"  {_SIGNS[one.what]} {one.id} {one.kind} {one.what}{_more(one)}: {_line(one.shown)}")
                if one.follow:
                    lines.append(f"       {_following(one)}")
                for field in one.fields:
                    mark = "!" if field.field in one.telling else " "
                    lines += [
                        f"   {mark}  {field.field} was {_value(field.before)}",
                        f"       now {_value(field.after)}",
                    ]
        lines.append("")
    return "\n".join([*lines, summary(found), ""])


def _following(one: Difference) -> str:
    return f"and so in {one.follow} item{'s' if one.follow > 1 else ''} that name{'' if one.follow > 1 else 's'} it"


def _more(one: Difference) -> str:
    reason = f" ({one.reason})" if one.reason else ""
    return reason + (f", now {', '.join(one.successors)}" if one.successors else "")


def _why(one: Difference) -> str:
    reason = f" ({literal(one.reason)})" if one.reason else ""
    return reason + (f", now {', '.join(map(literal, one.successors))}" if one.successors else "")


def _line(words: str) -> str:
    words = " ".join(words.split())
    return "".join(c if c.isprintable() else "\ufffd" for c in words)


def _value(words: str) -> str:
    return _line(words) if words else "(nothing)"


HEADINGS: dict[What, str] = {
    "removed": "Links that would die",
    "withdrawn": "Withdrawn",
    "changed": "Changed",
    "restored": "Back on the record",
    "added": "Added",
}


def as_markdown(found: Sequence[Difference]) -> str:
    """A comment for a pull request: words of texts as code, lists folded, cut where GitHub would refuse it."""
    parts = ["<!-- onrecord diff -->\n", f"## What changes on the record\n\n{summary(found).capitalize()}.\n"]
    size = sum(map(len, parts))
    left = 0
    for what in ORDER:
        these = [one for one in found if one.what == what]
        if not these:
            continue
        head = f"\n<details{' open' if what != 'added' else ''}><summary>{HEADINGS[what]} ({len(these)})</summary>\n\n"
        parts.append(head)
        size += len(head) + 20
        for one in these:
            row = _row(one)
            if size + len(row) > MOST:
                left += 1
                continue
            parts.append(row)
            size += len(row)
        parts.append("\n</details>\n")
    if left:
        parts.append(f"\n{left} more: `onrecord diff` shows all.\n")
    return "".join(parts)


def _row(one: Difference) -> str:
    sign = "**!** " if one.material and one.what == "changed" else ""
    row = f"- {sign}`{one.id}` {one.kind}, {literal(one.slug)}{_why(one)}: {literal(one.shown)}\n"
    row += f"  - {_following(one)}\n" if one.follow else ""
    for field in one.fields:
        if field.before or field.after:
            row += (
                f"  - {field.field}: {literal(field.before) or '(nothing)'} → {literal(field.after) or '(nothing)'}\n"
            )
        else:
            row += f"  - {field.field} changed; the record does not hold the words\n"
    return row


def literal(words: str) -> str:
    """Words as a code span: GitHub shows them letter for letter, and no link, mention, HTML or emoji comes of them.

    Escapes would not do: GitHub looks for `@name` and `#12` in the finished HTML, where escapes are gone.
    """
    line = _line(words)
    fence = "`" * (max((len(run) for run in re.findall("`+", line)), default=0) + 1)
    pad = " " if line.startswith("`") or line.endswith("`") or (line[:1] == line[-1:] == " " != line.strip()) else ""
    return f"{fence}{pad}{line}{pad}{fence}" if line else ""


def as_json(found: Sequence[Difference]) -> str:
    """An object with `summary` (counts) and `differences` (objects with the fields of `Difference`)."""
    counts = {what: sum(one.what == what for one in found) for what in ORDER}
    data = {"summary": counts, "differences": list(found)}
    return msgspec.json.format(msgspec.json.encode(data), indent=2).decode("utf-8") + "\n"
