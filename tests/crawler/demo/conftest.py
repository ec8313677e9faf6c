"""The sample newsroom crawled over HTTP, once for a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from demo_visit import Visit

from crawler.demo.newsroom import Newsroom
from crawler.demo.office import write_office


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    folder = tmp_path_factory.mktemp("demo")
    with Newsroom() as newsroom:
        config = write_office(folder, tuple(newsroom.outlets.values()), newsroom.ports)
        visit = Visit(newsroom, config)
        done = visit.presstally("crawl")
        assert done.returncode == 0, done.stderr
        done = visit.presstally("add", newsroom.foreign_link())
        assert done.returncode == 0, done.stderr
        yield visit
