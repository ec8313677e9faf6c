"""A name that nobody declared or typed leads into no private network: with the command, the system's answer for the name replaced."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from web import NOW, CrawlingOffice, Site, article

from crawler.peers import is_private_peer

NAME = "news.haizhouwan.cn"
ANSWERED = f"""
import socket
real = socket.getaddrinfo
def getaddrinfo(host, *args, **kwargs):
    return real("127.0.0.1" if host == "{NAME}" else host, *args, **kwargs)
socket.getaddrinfo = getaddrinfo
from crawler.cli import main
main()
"""


@pytest.fixture
def machine() -> Iterator[Site]:
    """A server on this machine."""
    one = Site({"/a/1.html": article("内网里的一页")})
    yield one
    one.close()


def added(folder: Path, *given: str, lump: str = "", proxy: str | None = None) -> dict[str, Any]:
    office = CrawlingOffice(folder)
    office.write()
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ANSWERED, "add", *given, "--format", "json"],
        cwd=folder,
        env={**environment, "PRESSTALLY_NOW": NOW, **({"http_proxy": proxy} if proxy else {})},
        capture_output=True,
        input=lump,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout, done.stderr
    (row,) = json.loads(done.stdout)["added"]
    found: dict[str, Any] = row
    return found


def test_a_name_in_a_lump_that_leads_to_this_machine_is_not_asked_for(tmp_path: Path, machine: Site) -> None:
    port = machine.url.rpartition(":")[2]
    row = added(tmp_path, "-", lump=f"今天的稿件 http://{NAME}:{port}/a/1.html 收到")
    assert (row["outcome"], row["reason"]) == ("refused", "private")
    assert machine.log == []


def test_the_same_name_typed_by_the_officer_is(tmp_path: Path, machine: Site) -> None:
    port = machine.url.rpartition(":")[2]
    row = added(tmp_path, f"http://{NAME}:{port}/a/1.html")
    assert (row["outcome"], row["reason"]) == ("stored", "unknown_outlet")


def test_behind_a_proxy_the_proxy_resolves(tmp_path: Path) -> None:
    url = f"http://{NAME}/a/1.html"
    proxy = Site({url: article("代理取来的一页")})
    try:
        row = added(tmp_path, "-", lump=f"今天的稿件 {url} 收到", proxy=proxy.url)
    finally:
        proxy.close()
    assert (row["outcome"], row["reason"]) == ("stored", "unknown_outlet")


@pytest.mark.parametrize(
    ("peer", "private"),
    [
        ("127.0.0.1", True),
        ("10.1.2.3", True),
        ("192.168.0.1", True),
        ("169.254.169.254", True),
        ("::1", True),
        ("fe80::1", True),
        ("fd00::7", True),
        ("::ffff:10.0.0.1", True),
        ("0.0.0.0", True),
        ("114.114.114.114", False),
        ("2400:3200::1", False),
        ("198.18.0.7", False),
        ("fc00::12", False),
    ],
)
def test_which_addresses_are_private(peer: str, private: bool) -> None:
    """The last two are what a proxy makes up."""
    assert is_private_peer(ip_address(peer)) is private
