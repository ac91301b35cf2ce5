"""Words as data: loads and checks the tables in `lexicon/`.

A table is a YAML file: a mapping from a section's name to a list of rows. What a row holds is said by the struct that
the caller names; every row carries an `example` (or several `examples`) that a test runs. How words combine is Python,
and stands in the stage that uses the table.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec

from onrecord import yamlfile
from onrecord.errors import OnrecordError

FOLDER = Path(__file__).parent / "lexicon"

Row = TypeVar("Row", bound=msgspec.Struct)


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of words that work alike, with nothing more to say of them."""

    words: tuple[str, ...]
    example: str


@cache
def table(name: str, row: type[Row]) -> dict[str, tuple[Row, ...]]:
    """Read `lexicon/<name>.yml` as sections of rows of the given type.

    Raises OnrecordError where the file is not YAML or a row does not have the columns of `row`.
    """
    path = FOLDER / f"{name}.yml"
    try:
        data, _ = yamlfile.read(path)
        return msgspec.convert(data, dict[str, tuple[row, ...]])  # type: ignore[valid-type]
    except msgspec.ValidationError as error:
        raise OnrecordError(f"the word table has a wrong row: {error}", path=path) from error


@cache
def words(name: str, section: str) -> frozenset[str]:
    """The words of one section of a table whose rows are `Words`. Raises as `table` does."""
    return frozenset(word for row in table(name, Words)[section] for word in row.words)
