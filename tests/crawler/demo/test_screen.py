"""browse over the crawled newsroom: the home page's number is that of `counts`, and the list behind it has so many rows."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from demo_visit import Visit

from crawler.demo.newsroom import HOST

START_MOST_S = 60


@pytest.fixture
def screen(visit: Visit) -> Iterator[str]:
    """The address at which `presstally browse` answers."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    code = "from crawler.cli import main; main()"
    arguments = ["--config", str(visit.config), "browse", "--no-open", "--port", str(port)]
    with subprocess.Popen(
        [sys.executable, "-P", "-c", code, *arguments],
        env=os.environ,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as browse:
        try:
            yield wait_for(f"http://{HOST}:{port}")
        finally:
            browse.terminate()


def wait_for(base: str) -> str:
    deadline = time.monotonic() + START_MOST_S
    while True:
        try:
            get(f"{base}/-/versions.json")
        except (URLError, ConnectionError):
            assert time.monotonic() < deadline, "browse did not start"
            time.sleep(0.2)
        else:
            return base


def get(url: str) -> str:
    with urlopen(url) as answer:
        text: str = answer.read().decode()
        return text


def test_the_number_of_the_home_page_is_that_of_counts(visit: Visit, screen: str) -> None:
    total = visit.json("counts", "--period", "outbreak")["total"]
    found = re.search(r'<a href="([^"]+)" class="total">(\d+)篇</a>', get(f"{screen}/"))
    assert found is not None
    assert int(found[2]) == total
    listed = get(screen + found[1].replace("&amp;", "&"))
    assert len(set(re.findall(r'href="/-/article/(\d+)', listed))) == total
