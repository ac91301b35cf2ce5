"""What several tests need: a project in a folder of its own, and the corpora beside the project where they are."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from onrecord.project import Project

ROOT = Path(__file__).parents[1]

SHARED = Path(os.environ.get("ONRECORD_SHARED") or ROOT.parent / "shared")
"""Annotated corpora and articles that can't be shipped; tests that read them skip where they are absent."""


@pytest.fixture
def shared() -> Path:
    """The folder of corpora, or a skip that says so."""
    if not SHARED.is_dir():
        pytest.skip("the corpora are not beside the project (set ONRECORD_SHARED)")
    return SHARED


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A copy of this project without its sources and everything that is made."""
    root = tmp_path / "project"
    root.mkdir()
    shutil.copy(ROOT / "mkdocs.yml", root)
    shutil.copytree(ROOT / "docs", root / "docs", ignore=shutil.ignore_patterns("record"))
    shutil.copytree(ROOT / "scripts", root / "scripts", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    (root / "sources").mkdir()
    return Project(root)
