"""scrapy probe and scrapy record, as a contributor types them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from made_pages import LEAD, PAGES, TITLE
from pytest_httpserver import HTTPServer

from crawler.commands._recorded import expected, reduced
from crawler.extract import extract_article

PAGE = next(page for page in PAGES if page.name == "trs, jschina")
BODY = PAGE.html.encode()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with the two lines that scrapy looks for."""
    (tmp_path / "scrapy.cfg").write_text("[settings]\ndefault = crawler.settings\n")
    return tmp_path


def scrapy(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scrapy", *arguments],
        cwd=project,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )


def test_probe_shows_each_field_its_source_and_every_witness(project: Path, httpserver: HTTPServer) -> None:
    path = "/jsyw/202204/t20220406_2974001.shtml"
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request(path).respond_with_data(BODY, content_type="text/html; charset=utf-8")
    shown = scrapy(project, "probe", httpserver.url_for(path))
    assert shown.returncode == 0, shown.stderr
    assert f"title      {TITLE}  (by_headline)" in shown.stdout
    assert "source     中国江苏网  (by_place)" in shown.stdout
    assert "王伟 author, 吴桐 editor" in shown.stdout
    assert "url and printed agree; printed gives the time" in shown.stdout
    assert LEAD[:20] in shown.stdout


def test_probe_says_the_fault_of_a_page_that_is_no_article(project: Path) -> None:
    (project / "blocked.html").write_text("<html><body><p>访问过于频繁，请稍后再试</p></body></html>", "utf-8")
    shown = scrapy(project, "probe", "blocked.html")
    assert (shown.returncode, "fault      blocked" in shown.stdout) == (1, True)


def test_record_keeps_a_page_nobody_has_checked(project: Path) -> None:
    (project / "saved.html").write_bytes(BODY)
    shown = scrapy(project, "record", "--url", PAGE.url, "jschina", "saved.html")
    assert shown.returncode == 0, shown.stderr
    folder = project / "tests" / "outlets" / "jschina"
    record = json.loads((folder / "page.json").read_text("utf-8"))
    assert record["checked_by"] == ""
    assert (record["article"]["title"], record["article"]["published"]) == (TITLE, PAGE.published)
    assert LEAD[7:30] not in (folder / "page.html").read_text("utf-8")


def test_expected_files_change_only_when_asked(project: Path) -> None:
    (project / "saved.html").write_bytes(BODY)
    case = project / "tests" / "outlets" / "jschina" / "page.json"
    assert scrapy(project, "record", "--url", PAGE.url, "jschina", "saved.html").returncode == 0
    checked = case.read_text("utf-8").replace('"checked_by": ""', '"checked_by": "甲"').replace("中国江苏网", "某某网")
    case.write_text(checked, "utf-8")
    assert scrapy(project, "record", "--url", PAGE.url, "jschina", "saved.html").returncode == 0
    assert case.read_text("utf-8") == checked
    assert case.with_name("page_2.json").is_file()
    assert scrapy(project, "record", "--expected", "jschina").returncode == 0
    assert json.loads(case.read_text("utf-8"))["article"]["source"] == "中国江苏网"
    assert json.loads(case.read_text("utf-8"))["checked_by"] == ""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_reduced_page_reads_like_the_whole_one(page: object) -> None:
    assert isinstance(page, type(PAGE))
    body = page.html.encode(page.charset, "xmlcharrefreplace")
    whole, less = (expected(extract_article(each, page.url)) for each in (body, reduced(body, page.url)))
    assert {k: v for k, v in less.items() if k != "text"} == {k: v for k, v in whole.items() if k != "text"}
    assert LEAD not in str(less["text"])
