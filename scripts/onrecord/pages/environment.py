"""The Jinja environment of the pages: every string is escaped for Markdown unless it is Markup already."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from markupsafe import Markup

from onrecord.errors import OnrecordError
from onrecord.pages.escape import attr, front_matter, label, md, script_json
from onrecord.pages.graph import Graph
from onrecord.pages.page import Page
from onrecord.pages.settings import Site
from onrecord.pages.words import Words

TEMPLATES = Path(__file__).parent.parent / "templates"

_BLANKS = re.compile(r"\n{3,}")


Content = str | bytes | Callable[[], str | bytes]
"""What a file holds (text in UTF-8), or what makes it when it is to be written."""


class Renderer:
    """Renders one template as one page. `files` grows with every page."""

    def __init__(self, graph: Graph, site: Site, words: Words) -> None:
        self.graph = graph
        self.site = site
        self.words = words
        self.files: dict[str, Content] = {}
        self._environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            finalize=_finalize,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,  # every build has an environment of its own
        )
        self._environment.filters["attr"] = attr
        self._environment.globals["graph"] = graph
        self._environment.globals["t"] = words
        self._environment.globals["site"] = site

    def page(self, template: str, path: str, front: dict[str, Any] | None, **values: Any) -> None:
        """Render `template` to `path`. `front` is the front matter; None for a page that another one includes.

        Raises OnrecordError with the template's file and line where it is wrong.
        """
        page = Page("../index.md" if path == HOME else path, self.graph, self.words)
        matter = Markup(front_matter(**front)) if front is not None else ""
        try:
            text = self._environment.get_template(template).render(p=page, front=matter, **values)
        except TemplateError as error:
            raise _wrong(error, template, path) from error
        self.files[path] = _BLANKS.sub("\n\n", text.strip("\n")) + "\n"


def _wrong(error: TemplateError, template: str, path: str) -> OnrecordError:
    """Jinja's message with the file and line that it stands for: of a template, if its traceback leads to one."""
    file, line = str(TEMPLATES / template), getattr(error, "lineno", None)
    if isinstance(error, TemplateSyntaxError):
        file = error.filename or file
    else:
        for frame, number in traceback.walk_tb(error.__traceback__):
            if frame.f_code.co_filename.endswith(".j2"):
                file, line = frame.f_code.co_filename, number
    return OnrecordError(
        f"the template can't be rendered for {path}: {error.message}", path=file, line=line, todo="mend the template"
    )


DESCRIPTION = 300
"""Characters of a page's description."""

HOME = ".home.md"
"""The generated part of the home page, which docs/index.md includes. MkDocs makes no page of a file with a dot."""


def matter(kind: str, title: str, description: str, **more: Any) -> dict[str, Any]:
    """Front matter of a page: what the theme prints raw is made safe; what our theme reads stands in `onrecord`.

    `more` may hold `meta` ([name, content] pairs), `jsonld` (a tree), `links` ([type, href, title]), `robots`, `hide`;
    for the search `facets`, and what a result shows: `words` (else the title), `source`, `date` and `note`.
    """
    tree = more.pop("jsonld", None)
    hide = more.pop("hide", ["navigation", "toc"])
    more = {key: value for key, value in more.items() if value}
    if tree:
        more["jsonld"] = script_json(tree)
    exact = {"kind": kind, "title": title, "description": description, **more}
    return {"title": label(title, 110), "description": label(description, DESCRIPTION), "hide": hide, "onrecord": exact}


def _finalize(value: Any) -> Any:
    return value if hasattr(value, "__html__") else md(value if isinstance(value, str) else str(value))
