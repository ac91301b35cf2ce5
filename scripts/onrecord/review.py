"""What needs a person: every doubt of the records and every edit that no longer fits, the most important first.

A doubt stands with its item in the record until the edits file settles it, so the list is the same in every build and
on every machine. Each entry names the line of YAML that settles it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from onrecord import edits, history, permalinks, ties
from onrecord.model import Entry, Fact, Quote, Record, Said, SubjectItem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

Level = Literal["error", "warning", "note"]
LEVELS: tuple[Level, ...] = ("error", "warning", "note")

Format = Literal["text", "github", "json", "sarif"]
FORMATS: tuple[Format, ...] = ("text", "github", "json", "sarif")


class ReviewItem(msgspec.Struct, frozen=True):
    """One thing to look at. `file` and `line` are where it is settled; `settle` is what to write there."""

    code: str
    level: Level
    message: str
    file: str
    line: int
    id: str
    settle: str
    slug: str


class Rule(msgspec.Struct, frozen=True):
    """What a doubt means, how much it matters (0 most), and the field of an edit that settles it."""

    weight: int
    level: Level
    means: str
    field: str


RULES = {
    edits.STALE: Rule(0, "error", "the words changed under an edit, which is not applied", "was"),
    "edit-of-withdrawn": Rule(0, "error", "an edit of an item that is no longer on the record", ""),
    "edit-of-unknown": Rule(0, "error", "an edit that names an id which the record does not have", ""),
    "unknown-subject": Rule(0, "error", "an edit names a subject that the record does not have", ""),
    "ambiguous-name": Rule(0, "error", "an edit names a speaker by a name that more than one subject has", ""),
    "no-evidence": Rule(0, "error", "an added item whose words do not stand in the text", ""),
    "ambiguous-evidence": Rule(0, "error", "an added item whose words stand in the text more than once", ""),
    "evidence-unchecked": Rule(0, "error", "an added item that can't be looked up without the text", ""),
    "missing-denial": Rule(1, "warning", "an allegation without a response in this source", "denied_by"),
    "rivals": Rule(2, "warning", "more than one person may be the speaker", "speaker"),
    "unsure-speaker": Rule(2, "warning", "the speaker is not sure", "speaker"),
    "unresolved-pronoun": Rule(2, "warning", "the pronoun for the speaker could not be resolved", "speaker"),
    "pronoun": Rule(2, "warning", "the speaker is named by a pronoun only", "speaker"),
    "no-speaker": Rule(2, "warning", "nobody is named as the speaker", "speaker"),
    "carried-speaker": Rule(3, "note", "the speaker is the last one named", "speaker"),
    permalinks.AMBIGUOUS: Rule(3, "warning", "after the text changed: it may be an item that was withdrawn", "same_as"),
    permalinks.CARRIED: Rule(3, "warning", "after the text changed: known again, but not for sure", "ok"),
    "unclosed-quotation": Rule(4, "warning", "the quotation is not closed in the text", "ok"),
    "undated": Rule(5, "note", "the event has no date", "date"),
    "also-told": Rule(1, "warning", "other items tell what was corrected or hidden", ""),
    "edit-without-was": Rule(6, "warning", "an edit that does not say which words it was made for", "was"),
    "span-missing": Rule(6, "note", "an added item without its span", ""),
    "nothing-to-settle": Rule(7, "note", "an edit settles a doubt that is gone", ""),
}
OTHER = Rule(5, "warning", "in doubt", "ok")


def items(
    records: Sequence[Record],
    problems: Iterable[edits.Problem] = (),
    *,
    files: Mapping[str, str] | None = None,
    lines: Callable[[str, str], int | None] | None = None,
) -> list[ReviewItem]:
    """What needs a person in records as they are shown (edits applied), the most important first.

    `problems` are those that `edits.apply` found. `files` maps a slug to the path of its edits file (else
    `sources/<slug>.edits.yml`). `lines` gives the line of an id in that file, None where it is not there yet.
    """
    found = [_of_problem(problem, files or {}) for problem in problems]
    for record in records:
        slug = record.source.slug
        file = (files or {}).get(slug, f"sources/{slug}{edits.SUFFIX}")
        for item in history.items(record):
            for code in dict.fromkeys(_doubts(item)):
                if code != edits.STALE and not _told_by_fact(code, item, record):
                    line = (lines(slug, item.id) if lines else None) or 1
                    found.append(_of_doubt(code, item, record, file, line))
    return sorted(found, key=lambda one: (_rule(one.code).weight, one.file, one.line, one.slug, one.id, one.code))


def at_least(found: Sequence[ReviewItem], level: Level) -> list[ReviewItem]:
    """Those of a level or a graver one."""
    return [one for one in found if LEVELS.index(one.level) <= LEVELS.index(level)]


def _rule(code: str) -> Rule:
    return RULES.get(code, OTHER)


def _doubts(item: history.Item) -> tuple[str, ...]:
    return () if isinstance(item, SubjectItem) else item.doubts


def _told_by_fact(code: str, item: history.Item, record: Record) -> bool:
    """Whether an entry only repeats a doubt of its one fact: what settles that settles this."""
    if not isinstance(item, Entry) or len(item.facts) != 1:
        return False
    return any(fact.id == item.facts[0] and fact.text == item.text and code in fact.doubts for fact in record.facts)


def _of_problem(problem: edits.Problem, files: Mapping[str, str]) -> ReviewItem:
    slug = problem.path.replace("\\", "/").rsplit("/", 1)[-1].removesuffix(edits.SUFFIX)
    file = files.get(slug, problem.path)  # as the other entries name it: annotations need the path in the repository
    return ReviewItem(problem.code, problem.level, problem.message, file, problem.line, problem.id, problem.todo, slug)


def _of_doubt(code: str, item: history.Item, record: Record, file: str, line: int) -> ReviewItem:
    rule = _rule(code)
    message = f"{rule.means}: {_shown(item)}" if code in RULES else f"{code.replace('-', ' ')}: {_shown(item)}"
    message += _more(code, item, record)
    return ReviewItem(
        code, rule.level, message, file, line, item.id, _settle(code, rule, item, record), record.source.slug
    )


def _shown(item: history.Item) -> str:
    words = edits.was_for(item)
    if isinstance(item, (Quote, Said)):
        by = f" — {item.speaker.name}" if item.speaker else ""
        return (f"“{words}”" if item.text else f"indirect speech at {item.span.start}–{item.span.end}") + by
    return words


def _more(code: str, item: history.Item, record: Record) -> str:
    """What helps to decide."""
    if code == permalinks.CARRIED:
        was = [one.before for one in record.changes if one.id == item.id and one.field == "text"]
        return f"; it was “{was[-1]}”" if was else "; its words stand in other surroundings now"
    if code == permalinks.AMBIGUOUS:
        return f"; it may be {', '.join(_lost(item.id, record))}" if _lost(item.id, record) else ""
    who = item.speaker if isinstance(item, (Quote, Said)) else None
    if who and who.candidates:
        names = {subject.id: subject.name for subject in record.subjects}
        return "; it may be " + " or ".join(f"{names.get(one, one)} ({one})" for one in who.candidates)
    if who and who.rivals:
        return f"; it may as well be {' or '.join(who.rivals)}"
    return ""


def _lost(id_: str, record: Record) -> list[str]:
    return [one.id for one in record.withdrawn if id_ in one.successors]


def _settle(code: str, rule: Rule, item: history.Item, record: Record) -> str:
    """The line of YAML that settles a doubt, whole, so that it can be copied."""
    was = "was: " + json.dumps(edits.was_for(item), ensure_ascii=False)
    if rule.field == "speaker" and not isinstance(item, SubjectItem):
        who = item.speaker if isinstance(item, (Quote, Said)) else item.by[0] if item.by else None
        options = who.candidates if who else ()
        value = " or ".join(options) if options else who.name if who and who.name else "NAME, or: unknown"
        says = f"speaker: {value}"
    elif rule.field == "date":
        says = "date: an EDTF date, or: unknown"
    elif rule.field == "same_as":
        lost = _lost(item.id, record)
        says = f"same_as: {lost[0] if lost else 'ID'}   # or, if it is another item, ok: [{code}]"
    elif rule.field == "denied_by":
        found = _denials(item, record)
        says = f"denied_by: [{', '.join(found) or 'ID'}]   # or answered_by; or, if the source has none, ok: [{code}]"
    elif code == permalinks.CARRIED:
        says = f'ok: [{code}]   # or, if it is another item, another: "the reason"'
    else:
        says = f"ok: [{code}]"
    return f"{item.id}: {{{was}, {says}}}" if "#" not in says else _with_comment(item.id, was, says)


def _denials(item: history.Item, record: Record) -> list[str]:
    """Denials in a record by somebody of whom a fact tells: what may answer it."""
    accused = set(item.subjects) if isinstance(item, Fact) else set()
    told: tuple[ties.Answering, ...] = (*record.facts, *record.said, *record.quotes)
    denials = (one for one in told if ties.denies(one))
    return [one.id for one in denials if (by := ties.speaker(one)) is not None and by.subject in accused]


def _with_comment(id_: str, was: str, says: str) -> str:
    value, _, comment = says.partition("   # ")
    return f"{id_}: {{{was}, {value}}}   # {comment}"


# ------------------------------------------------------------------------------------------------------------- formats


def write(found: Sequence[ReviewItem], form: Format) -> str:
    """The list for a terminal, for GitHub's annotations, as JSON, or as SARIF 2.1.0."""
    return {"text": as_text, "github": as_github, "json": as_json, "sarif": as_sarif}[form](found)


def as_text(found: Sequence[ReviewItem]) -> str:
    """One paragraph an item."""
    if not found:
        return "Nothing to review.\n"
    lines = []
    for one in found:
        lines.append(f"{one.file}:{one.line}: {one.level}: {one.message} [{one.code}]")
        if one.settle:
            lines.append(f"  → {one.settle}")
    counts = ", ".join(f"{n} {level}{'s' if n > 1 else ''}" for level in LEVELS if (n := _count(found, level)))
    return "\n".join([*lines, "", f"{len(found)} to review: {counts}", ""])


def _count(found: Sequence[ReviewItem], level: Level) -> int:
    return sum(one.level == level for one in found)


def as_github(found: Sequence[ReviewItem]) -> str:
    """Workflow commands that annotate the files of a pull request; values escaped as GitHub's runner reads them."""
    command = {"error": "error", "warning": "warning", "note": "notice"}
    return "".join(
        f"::{command[one.level]} file={_property(one.file)},line={one.line},title={_property(one.code)}::"
        f"{_data(one.message + (chr(10) + one.settle if one.settle else ''))}\n"
        for one in found
    )


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


def as_json(found: Sequence[ReviewItem]) -> str:
    """A list of objects with the fields of `ReviewItem`."""
    return msgspec.json.format(msgspec.json.encode(list(found)), indent=2).decode("utf-8") + "\n"


def as_sarif(found: Sequence[ReviewItem]) -> str:
    """SARIF 2.1.0 (OASIS), as code scanning takes it."""
    codes = sorted({one.code for one in found})
    rules: list[dict[str, Any]] = [
        {"id": code, "shortDescription": {"text": _rule(code).means}, "help": {"text": "See docs/editors.md."}}
        for code in codes
    ]
    results = [
        {
            "ruleId": one.code,
            "ruleIndex": codes.index(one.code),
            "level": one.level,
            "message": {"text": f"{one.message}\n{one.settle}".strip()},
            "partialFingerprints": {"item/v1": f"{one.slug}/{one.id}/{one.code}"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": _uri(one.file), "uriBaseId": "%SRCROOT%"},
                        "region": {"startLine": one.line},
                    }
                }
            ],
        }
        for one in found
    ]
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": {"name": "onrecord review", "rules": rules}}, "results": results}],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path.replace("\\", "/"))
