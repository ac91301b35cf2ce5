"""Writes docs/licences.md: the licence of every locked dependency. Run it after a change of the lock files.

    python scripts/licences.py

Licences are read from the packages' own metadata as they are installed; of packages that are not installed on this
system the row that the page has already is kept.
"""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "licences.md"
LOCKS = ("requirements.txt", "requirements-dev.txt")

HEAD = """\
# Licences

Onrecord itself is under the MIT licence. It stands on the packages below, locked with hashes in `requirements.txt` (to
build) and `requirements-dev.txt` (to test); none is copied into the project. This page is written by
`scripts/licences.py` from the packages' own metadata.

| Package | Version | Licence | Needed |
|---|---|---|---|
"""

SHORT = {
    "MIT License": "MIT",
    "The MIT License": "MIT",
    "Apache Software License": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Apache 2": "Apache-2.0",
    "Apache-2": "Apache-2.0",
    "BSD License": "BSD",
    "BSD 3-Clause License": "BSD-3-Clause",
    "BSD 3-Clause": "BSD-3-Clause",
    "3-Clause BSD License": "BSD-3-Clause",
    "BSD-3": "BSD-3-Clause",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Mozilla Public License 2.0": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "ISC License (ISCL)": "ISC",
    "The Unlicense (Unlicense)": "Unlicense",
}
"""Names that packages give their licences, as SPDX has them."""

ELSEWHERE = {"colorama": "BSD-3-Clause", "cffi": "MIT", "pycparser": "BSD-3-Clause", "tzdata": "Apache-2.0"}
"""Packages that are installed on Windows, or with PyPy, alone."""


def locked(lock: str) -> dict[str, str]:
    """The packages of a lock file with their versions."""
    text = (ROOT / lock).read_text("utf-8")
    return dict(re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", text, flags=re.MULTILINE))


def licence(name: str) -> str | None:
    """What an installed package says of its licence, None where it is not installed or says nothing."""
    try:
        about: Any = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ELSEWHERE.get(name)
    if expression := about.get("License-Expression"):
        return str(expression)
    classes = [line.rsplit(" :: ", 1)[-1] for line in about.get_all("Classifier") or [] if line.startswith("License")]
    named = [SHORT.get(one, one) for one in classes if one != "OSI Approved"]
    free = str(about.get("License") or "").strip().split("\n")[0]
    return " OR ".join(dict.fromkeys(named)) or SHORT.get(free, free) or None


def rows(page: str) -> dict[str, tuple[str, str, str]]:
    """The rows of a page: package → version, licence, where it is needed."""
    found = re.findall(r"^\| (\S+) \| (\S+) \| (.+?) \| (.+?) \|$", page, flags=re.MULTILINE)
    return {name: (version, terms, needed) for name, version, terms, needed in found if name != "Package"}


def page() -> str:
    """The page as it should be."""
    before = rows(PAGE.read_text("utf-8")) if PAGE.exists() else {}
    build, test = (locked(lock) for lock in LOCKS)
    lines = []
    for name, version in sorted({**test, **build}.items(), key=lambda row: row[0].lower()):
        terms = licence(name) or before.get(name, ("", "not known", ""))[1]
        lines.append(f"| {name} | {version} | {terms} | {'to build' if name in build else 'to test'} |\n")
    return HEAD + "".join(lines)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
    print(f"{PAGE}: {len(rows(PAGE.read_text('utf-8')))} packages")
