"""Imports go one way, and only one module knows the English model."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "scripts" / "onrecord"

GROUND = {"model", "errors", "lexicon", "yamlfile", "language", "marks", "excerpts", "files"}
"""What every module may import."""

STAGES = {"quotes", "times", "anchors", "subjects", "facts", "responses", "events"}


def modules() -> dict[str, list[Path]]:
    """Each module or package of ours by its name, with its files."""
    found: dict[str, list[Path]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        found.setdefault(name, []).append(path)
    return found


def imports(path: Path) -> set[str]:
    """The names of our modules that a file imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            parts = node.module.split(".")
            if parts[0] == "onrecord":
                names |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("onrecord.")}
    return names


@pytest.mark.parametrize("stage", sorted(STAGES))
def test_stages_do_not_import_each_other(stage: str) -> None:
    for path in modules()[stage]:
        assert imports(path) - {stage} <= GROUND, path


def test_the_model_imports_nothing_of_ours() -> None:
    assert imports(PACKAGE / "model.py") == set()
    assert imports(PACKAGE / "errors.py") == set()


def test_there_is_no_circle() -> None:
    graph = {name: set().union(*(imports(path) for path in paths)) - {name} for name, paths in modules().items()}
    done: set[str] = set()
    while len(done) < len(graph):
        free = {name for name in graph.keys() - done if graph[name] & graph.keys() <= done}
        assert free, f"these import each other in a circle: {sorted(graph.keys() - done)}"
        done |= free


def test_only_one_module_loads_the_model() -> None:
    for name, paths in modules().items():
        for path in paths:
            if name != "language":
                assert "spacy.load" not in path.read_text("utf-8"), path


def test_the_text_of_a_parse_is_put_together_once() -> None:
    """`Doc.text` joins all tokens at every call: in a loop it made long texts cost the square of their length."""
    for name, paths in modules().items():
        for path in paths:
            if name != "language":
                assert "doc.text" not in path.read_text("utf-8"), f"{path}: use language.text(doc)"


@pytest.mark.parametrize("name", ["helpers", "utils", "util", "misc", "common"])
def test_no_module_is_called_a_drawer(name: str) -> None:
    assert not list(PACKAGE.rglob(f"{name}.py"))


def test_help_and_pages_do_not_load_spacy() -> None:
    code = (
        "import sys; from onrecord import cli, build\n"
        "heavy = [name for name in ('spacy', 'numpy', 'trafilatura', 'mkdocs', 'holidays') if name in sys.modules]\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=PACKAGE.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
