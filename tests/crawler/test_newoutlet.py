"""scrapy newoutlet: an outlet's three files from its home page, over real HTTP; what a person has to say stays empty."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

import spiders
from crawler.commands.newoutlet import rule_of
from crawler.loader import read_spiders

STORY = "入夜以后，渔港的码头亮了起来。二十四盏新灯沿着岸线排开，把卸鱼的跳板照得清清楚楚。船老大们说，往年这个时候要打着手电数筐。"


@pytest.fixture
def site(httpserver: HTTPServer) -> HTTPServer:
    httpserver.no_handler_status_code = 404
    links = "".join(f"<li><a href='/a/2022040{n}/1{n}.html'>渔港码头换上新灯之{n}</a></li>" for n in range(1, 5))
    httpserver.expect_request("/").respond_with_data(
        f"<html><head><title>海州湾新闻网</title></head><body><ul>{links}</ul></body></html>",
        content_type="text/html; charset=utf-8",
    )
    for n in range(1, 5):
        body = f"<html><head><title>渔港码头换上新灯之{n}_海州湾新闻网</title></head><body><h1>渔港码头换上新灯之{n}</h1><div>2022-04-0{n} 09:30 来源：海州湾新闻网</div><div class='c'><p>{STORY}</p><p>{STORY[::-1]}</p></div></body></html>"
        httpserver.expect_request(f"/a/2022040{n}/1{n}.html").respond_with_data(
            body, content_type="text/html; charset=utf-8"
        )
    return httpserver


def test_one_command_makes_outlet_page_and_record(tmp_path: Path, site: HTTPServer) -> None:
    shutil.copytree(Path(spiders.__file__).parent, tmp_path / "spiders", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "scrapy.cfg").write_text("[settings]\ndefault = crawler.settings\n", "utf-8")
    program = [sys.executable, "-m", "scrapy", "newoutlet", "haizhou", site.url_for("/")]
    result = subprocess.run(
        program, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
    )
    assert result.returncode == 0, result.stderr
    outlet = read_spiders(tmp_path / "spiders")["haizhou"]
    assert (outlet["name"], outlet["listings"]) == ("海州湾新闻网", (site.url_for("/"),))
    assert (outlet["owner"], outlet["groups"], outlet["note"]) == (
        "",
        (),
        "",
    )  # red in test_catalogue until a person fills it
    example = (tmp_path / "tests/outlets/examples.tsv").read_text("utf-8").splitlines()[-1]
    assert example.split("\t")[0] == "haizhou"
    record = json.loads((tmp_path / "tests/outlets/haizhou/page.json").read_text("utf-8"))
    assert record["checked_by"] == ""
    assert record["article"]["title"].startswith("渔港码头换上新灯之")
    assert STORY not in (tmp_path / "tests/outlets/haizhou/page.html").read_text("utf-8")  # markup kept, text replaced
    again = subprocess.run(
        program, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
    )
    assert again.returncode == 2
    assert "is there already" in again.stdout + again.stderr


@pytest.mark.parametrize(
    ("url", "other"),
    [
        ("https://n.example/con/202609/04/content_1586943.html", "https://n.example/con/202204/11/content_9.html"),
        (
            "https://n.example/content/s6a59f61be4b03d9ce7970a2e.html",
            "https://n.example/content/s624ced18e4b03d9ce7970a2e.html",
        ),
        ("https://n.example/2026/08-28/10686056.shtml", "https://n.example/2022/04-06/12.shtml"),
    ],
)
def test_the_rule_keeps_the_form_and_lets_numbers_change(url: str, other: str) -> None:

    assert re.search(rule_of([url]), other)
    assert not re.search(rule_of([url]), "https://n.example/about.html")
