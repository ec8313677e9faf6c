"""Home pages of the newsroom: `outlets add` finds where each can be read; `scrapy list` knows the folder's outlets."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from demo_visit import Visit

from crawler.demo.newsroom import Newsroom

BARE = """[[company]]
id = "us"
name = "海州湾供电服务有限公司"
[crawl]
outlets = []
since = 2022-02-01
delay = 0
[general]
contact = "demo@presstally.invalid"
"""


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    path = tmp_path_factory.mktemp("bare") / "coverage.toml"
    path.write_text(BARE, "utf-8")
    with Newsroom() as newsroom:
        yield Visit(newsroom, path)


@pytest.mark.parametrize(
    ("outlet", "key"),
    [("dongbin", "feeds"), ("binsheng", "feeds"), ("haizhou", "listings"), ("xingang", "sitemaps"), ("jjb", "epapers")],
)
def test_a_home_page_leads_to_the_entry(bare: Visit, outlet: str, key: str) -> None:
    done = bare.presstally("outlets", "add", bare.newsroom.url(outlet, "/"), "--id", outlet, "--name", "某媒体")
    assert done.returncode == 0, done.stderr
    tables = tomllib.loads(bare.config.read_text("utf-8"))["outlet"]
    (table,) = [table for table in tables if table["id"] == outlet]
    assert table[key] == [bare.newsroom.url(outlet, bare.newsroom.outlets[outlet].entry_path)]
    newest = bare.newsroom.outlets[outlet].articles[0]
    assert newest.title in done.stdout


def test_a_site_that_blocks_scripts_is_said_to_have_none(bare: Visit) -> None:
    done = bare.presstally("outlets", "add", bare.newsroom.url("sudi", "/"), "--id", "sudi")
    assert done.returncode == 1
    assert "sudi" not in bare.config.read_text("utf-8")


def test_scrapy_lists_the_outlets_of_the_folder(visit: Visit) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "list"], cwd=Path(visit.config).parent, capture_output=True, text=True, timeout=60, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert {"binsheng", "jjb", "own"} <= set(done.stdout.split())
