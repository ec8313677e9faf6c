"""The evidence book: whole, checkable without the database, silent when nothing changed, loud when one byte did."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from reports_samples import LINES, report
from sqlite_utils import Database

from coverage_db import evidence
from coverage_db.errors import PresstallyError, UsageError
from coverage_db.intake import take_in
from coverage_db.records import Article, Record
from coverage_db.reports import book
from coverage_db.reports.model import Report
from crawler.cli import main

BODY = "<html><script>alert(1)</script><p>战疫保电</p></html>".encode("gb18030")


@pytest.fixture
def sample(db: Database) -> Report:
    """Two counted articles: one with a stored page, one entered by hand."""
    article = Article(url="http://a.cn/1.html", title="战疫保电", text="战疫保电", published="2022-03-11")
    take_in(
        db,
        Record(
            link="http://a.cn/1.html",
            outlet=None,
            fetched="2022-03-12T08:00:00+08:00",
            article=article,
            body=BODY,
            status=200,
        ),
    )
    return report(lines=(replace(LINES[0], id=1), LINES[3]))


@pytest.fixture
def written(db: Database, sample: Report, tmp_path: Path) -> Path:
    book.write(db, sample, tmp_path / "佐证材料", {1: "第一段<b>。\n第二段。"})
    return tmp_path / "佐证材料"


def test_a_book_holds_the_bytes_and_says_where_they_come_from(written: Path) -> None:
    (entry, by_hand) = json.loads((written / "manifest.json").read_text("utf-8"))["articles"]
    (file,) = entry["evidence"]
    assert (written / file["file"]).read_bytes() == BODY
    assert (file["kind"], file["fetched"], file["status"]) == ("page", "2022-03-12T08:00:00+08:00", 200)
    assert by_hand["evidence"] == []
    page = (written / entry["page"]).read_text("utf-8")
    assert "第一段&lt;b&gt;。" in page
    assert file["sha256"] in page
    assert "人工录入，无原始页面" in (written / by_hand["page"]).read_text("utf-8")
    assert (written / "list.xlsx").stat().st_size > 5000


def test_nothing_in_a_book_is_active(written: Path) -> None:
    for path in written.rglob("*.html"):
        text = path.read_text("utf-8")
        assert "<script" not in text
        assert not re.search(r"(?:src|href)=\"(?:https?:|//|javascript)", text)
    assert not [path for path in (written / "evidence").iterdir() if path.suffix != ".bin"]


def test_an_intact_book_is_intact_for_us_and_for_sha256sum(written: Path) -> None:
    result = CliRunner().invoke(main, ["verify", str(written)])
    assert result.exit_code == 0, result.output
    assert re.fullmatch(r"相符：6个文件均未改动。校验码 [0-9a-f]{64}\n", result.stdout)
    done = subprocess.run(
        ["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=written, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda folder: next((folder / "evidence").iterdir()).write_bytes(BODY + b" "), "已被改动：evidence/"),
        (lambda folder: (folder / "manifest.json").write_text("{}"), "已被改动：manifest.json"),
        (lambda folder: (folder / "pages" / "0001.html").unlink(), "缺少：pages/0001.html"),
        (lambda folder: (folder / "pages" / "0003.html").write_text(""), "多出：pages/0003.html"),
    ],
)
def test_whatever_is_done_to_it_is_named(written: Path, change, said: str) -> None:  # type: ignore[no-untyped-def]
    change(written)
    result = CliRunner().invoke(main, ["verify", str(written)])
    assert result.exit_code == 1
    assert said in result.stdout
    assert "不符" in result.stderr
    document = json.loads(CliRunner().invoke(main, ["verify", str(written), "--format", "json"]).stdout)
    assert document["intact"] is False
    assert len(document["faults"]) == 1


def test_changed_sums_give_another_check_code(written: Path) -> None:
    before, _ = book.verify(written)
    (written / "manifest.json").write_text("{}")
    sums = written / "SHA256SUMS"
    sums.write_text(
        re.sub(r"\w{64}  manifest.json", f"{book._digest(written / 'manifest.json')}  manifest.json", sums.read_text())
    )
    after, faults = book.verify(written)
    assert faults == []
    assert after != before
    sums.write_text("gone\n")
    with pytest.raises(PresstallyError, match="第1行被改动"):
        book.verify(written)


def test_no_book_is_no_book(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["verify", str(tmp_path)])
    assert result.exit_code == 1
    assert "不是佐证材料" in result.stderr


def test_a_folder_in_use_and_lost_evidence_leave_nothing_behind(db: Database, sample: Report, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="已有内容"):
        book.write(db, sample, tmp_path / "full", {})
    (digest,) = db.execute("select sha256 from evidence").fetchone()
    path = evidence.path_of(evidence.folder_of(db), digest)
    whole = path.read_bytes()
    path.write_bytes(whole[:-9])
    with pytest.raises(PresstallyError, match="已被改动，不能作为佐证"):
        book.write(db, sample, tmp_path / "new", {})
    path.unlink()
    with pytest.raises(PresstallyError, match="不在 evidence 文件夹中"):
        book.write(db, sample, tmp_path / "new", {})
    assert not (tmp_path / "new").exists()
    assert not list(tmp_path.glob(".new*"))
