"""Pages: one module a page. Each has `ROUTES`, a tuple of (regular expression of the path, handler); the handler takes a
Context and returns a Response. A page that stands in the menu has its path and label in `MENU` below.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from importlib import import_module
from pkgutil import iter_modules

from datasette.utils.asgi import Response

from ..context import Context

Handler = Callable[[Context], Awaitable[Response]]

MENU = (
    ("/", "menu.home"),
    ("/-/counts", "menu.counts"),
    ("/-/articles", "menu.articles"),
    ("/-/review", "menu.review"),
    ("/-/search", "menu.search"),
    ("/-/add", "menu.add"),
    ("/-/statements", "menu.statements"),
    ("/-/people", "menu.people"),
    ("/-/outlets", "menu.outlets"),
    ("/-/health", "menu.health"),
    ("/-/settings", "menu.settings"),
)
"""Path and wording key, in the order of the menu. A test asks each path for its page."""

WITH_FILES = ("/-/add",)
"""Pages whose forms may bring files."""


def routes() -> list[tuple[str, Handler]]:
    """All routes of all pages, by the name of the module."""
    found: list[tuple[str, Handler]] = []
    for module in sorted(iter_modules(__path__), key=lambda m: m.name):
        found.extend(import_module(f"{__name__}.{module.name}").ROUTES)
    return found
