"""browse: loopback without more ado, elsewhere only with a password; reading and deciding are two logins."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx
import pytest
from screen_office import NOW, make_office

from coverage_db.screen.access import PUBLIC_VARIABLE
from coverage_db.screen.ledger import CONFIG_VARIABLE
from coverage_db.verbs.browse import serving


def presstally() -> str:
    command = shutil.which("presstally", path=str(Path(sys.executable).parent))
    assert command is not None
    return command


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PRESSTALLY")}
    return subprocess.run(
        [presstally(), "--config", str(folder / "coverage.toml"), "browse", "--no-open", *words],
        capture_output=True, text=True, encoding="utf-8", timeout=60, env=environment,
    )  # fmt: skip


def test_another_address_needs_a_password(tmp_path: Path) -> None:
    make_office(tmp_path)
    answer = run(tmp_path, "--host", "0.0.0.0")
    assert answer.returncode == 2
    assert "PRESSTALLY_PASSWORD" in answer.stderr


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    make_office(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        answer = run(tmp_path, "--port", str(taken.getsockname()[1]))
    assert answer.returncode == 1
    assert "--port" in answer.stderr


def test_without_coverage_toml_it_says_so(tmp_path: Path) -> None:
    answer = run(tmp_path)
    assert answer.returncode == 1
    assert "coverage.toml" in answer.stderr


def test_it_prints_its_address_serves_and_ends_on_ctrl_c(tmp_path: Path) -> None:
    make_office(tmp_path)
    environment = {**os.environ, "PRESSTALLY_NOW": NOW, "PYTHONUNBUFFERED": "1"}
    words = [presstally(), "--config", str(tmp_path / "coverage.toml"), "browse", "--no-open", "--port", "0"]
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=environment
    ) as process:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
        assert found is not None
        answer = httpx.get(found[0], timeout=30)
        assert answer.status_code == 200
        assert "宣传报道台账" in answer.text
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0


def ask(app: object, steps: Callable[[httpx.AsyncClient], Awaitable[None]]) -> None:
    """Ask the application as a browser on another machine does."""

    async def inner() -> None:
        transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=transport, base_url="http://ledger.lan:8001") as client:
            await steps(client)

    asyncio.run(inner())


async def log_in(client: httpx.AsyncClient, name: str, password: str) -> httpx.Response:
    token = (await client.get("/-/login")).cookies.get("ds_csrftoken") or client.cookies["ds_csrftoken"]
    return await client.post("/-/login", data={"username": name, "password": password, "csrftoken": token})


def test_beyond_loopback_reading_and_deciding_are_two_logins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_office(tmp_path)
    for name in (CONFIG_VARIABLE, PUBLIC_VARIABLE):
        monkeypatch.setenv(name, "")  # whatever `serving` sets is taken back after the test
    passwords = {"officer": "宣传部-2022", "reader": "只读-2022"}
    app = serving(tmp_path / "coverage.toml", tmp_path / "coverage.db", "zh", passwords).app()

    async def nobody(client: httpx.AsyncClient) -> None:
        home = await client.get("/")
        assert (home.status_code, home.headers["location"]) == (302, "/-/login")
        assert (await client.get("/coverage")).headers["location"] == "/-/login"
        for path in ("/coverage/articles.json", "/coverage.json?sql=select+1"):
            assert (await client.get(path)).status_code == 403, path
        assert (await log_in(client, "officer", "wrong")).status_code == 403
        assert (await client.get("/")).status_code == 302

    async def reader(client: httpx.AsyncClient) -> None:
        assert (await log_in(client, "reader", "只读-2022")).status_code == 303
        assert (await client.get("/coverage/articles.json?_shape=array")).status_code == 200
        page = await client.get("/-/review")
        assert page.status_code == 200
        assert "只读" in page.text
        token = client.cookies["ds_csrftoken"]
        answer = await client.post(
            "/-/article/8", data={"decision": "include", "last": "0", "by": "x", "csrftoken": token}
        )
        assert answer.status_code == 403

    async def officer(client: httpx.AsyncClient) -> None:
        assert (await log_in(client, "officer", "宣传部-2022")).status_code == 303
        token = client.cookies["ds_csrftoken"]
        answer = await client.post(
            "/-/article/8", data={"decision": "include", "last": "0", "by": "x", "csrftoken": token}
        )
        assert answer.status_code == 303

    for steps in (nobody, reader, officer):
        ask(app, steps)
