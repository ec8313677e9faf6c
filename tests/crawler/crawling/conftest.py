"""Fixtures: sites on loopback and an office that crawls them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from web import CrawlingOffice, Page, Site


@pytest.fixture
def site() -> Iterator[Callable[..., Site]]:
    """Makes a site; each has a port of its own."""
    sites: list[Site] = []

    def make(pages: dict[str, Page] | None = None) -> Site:
        sites.append(Site(pages))
        return sites[-1]

    yield make
    for one in sites:
        one.close()


@pytest.fixture
def office(tmp_path: Path) -> CrawlingOffice:
    """An empty office: no outlet yet, no delay."""
    return CrawlingOffice(tmp_path)
