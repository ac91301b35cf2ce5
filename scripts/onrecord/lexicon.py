"""Words as data: loads and checks the tables in `lexicon/`.

A table is a YAML file: a mapping from a section's name to a list of rows. What a row holds is said by the struct that
the caller names; every row carries an `example` (or several `examples`) that a test runs. How words combine is Python,
and stands in the stage that uses the table.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec
import yaml

from onrecord.errors import OnrecordError

FOLDER = Path(__file__).parent / "lexicon"

Row = TypeVar("Row", bound=msgspec.Struct)


@cache
def table(name: str, row: type[Row]) -> dict[str, tuple[Row, ...]]:
    """Read `lexicon/<name>.yml` as sections of rows of the given type.

    Raises OnrecordError where the file is not YAML or a row does not have the columns of `row`.
    """
    path = FOLDER / f"{name}.yml"
    try:
        data = yaml.load(path.read_text("utf-8"), Loader=_StringLoader)
        return msgspec.convert(data, dict[str, tuple[row, ...]])  # type: ignore[valid-type]
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise OnrecordError(f"the word table can't be read: {error}", path=path) from error


class _StringLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML's safe loader without the old rule that makes `no`, `on` and `yes` truth values: here they are words."""


_StringLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_StringLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
