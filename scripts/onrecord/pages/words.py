"""The site's own words: every label, status, month and sentence that the pages add, from one file for each language."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from string import Formatter

import msgspec
import yaml
from markupsafe import Markup

from onrecord import yamlfile
from onrecord.errors import OnrecordError
from onrecord.pages.escape import md

FOLDER = Path(__file__).parent.parent / "templates" / "words"

Pattern = str | dict[str, str]


class Words:
    """The words of one language. A pattern holds `{fields}`; one with `one` and `other` is chosen by its field `n`."""

    def __init__(self, language: str, patterns: dict[str, Pattern]) -> None:
        self.language = language
        self._patterns = patterns

    def __contains__(self, key: str) -> bool:
        return key in self._patterns

    def __call__(self, key: str, **fields: object) -> Markup:
        """The pattern for running text in Markdown: fields are escaped unless they are Markup already."""
        parts = _parts(self._pattern(key, fields))
        return Markup(
            "".join(literal if field is None else literal + md(_text(fields[field])) for literal, field in parts)
        )

    def plain(self, key: str, **fields: object) -> str:
        """The pattern as plain text, for titles, descriptions and data."""
        return self._pattern(key, fields).format(**fields)

    def _pattern(self, key: str, fields: dict[str, object]) -> str:
        pattern = self._patterns.get(key)
        if pattern is None:
            raise OnrecordError(f"the site's words have no {key!r}", path=FOLDER / f"{self.language}.yml")
        if isinstance(pattern, dict):
            return pattern["one" if fields.get("n") == 1 else "other"]
        return pattern


@cache
def _parts(pattern: str) -> list[tuple[Markup, str | None]]:
    """A pattern as pairs of escaped words and the field after them."""
    return [(_kept(literal), field) for literal, field, _, _ in Formatter().parse(pattern)]


def _text(value: object) -> str:
    return value if isinstance(value, str) else str(value)


def _kept(literal: str) -> Markup:
    """A pattern's own words, escaped with the blanks at their ends kept."""
    start = len(literal) - len(literal.lstrip(" "))
    end = len(literal.rstrip(" "))
    return Markup(" " * start) + md(literal) + Markup(" " * (len(literal) - max(end, start)))


@cache
def words(language: str = "en") -> Words:
    """The words of a language, from `templates/words/<language>.yml`.

    Raises OnrecordError where there is no such file or it is not a mapping of patterns.
    """
    path = FOLDER / f"{language}.yml"
    try:
        patterns = msgspec.convert(yaml.load(path.read_text("utf-8"), yamlfile.LOADER), dict[str, Pattern])
    except FileNotFoundError as error:
        raise OnrecordError(
            f"the site has no words for the language {language!r}", path=path, todo="copy en.yml and translate it"
        ) from error
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise OnrecordError(f"the site's words can't be read: {error}", path=path) from error
    return Words(language, patterns)
