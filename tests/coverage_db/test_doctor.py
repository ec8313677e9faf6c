"""presstally doctor and backup: what is broken is named, what can be made again is, and a copy is whole or not there."""

from __future__ import annotations

import json
import os
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from reports_office import Office, filled, made_once

from coverage_db import evidence, search
from coverage_db.database import open_database, transaction
from crawler.cli import main

__all__ = ["filled", "made_once"]


def run(office: Office, *arguments: object) -> Result:
    return CliRunner().invoke(main, ["--config", str(office.folder), *map(str, arguments)])


def checks(office: Office, *arguments: str) -> dict[str, dict[str, Any]]:
    result = run(office, "doctor", "--format", "json", *arguments)
    return {check["name"]: check for check in json.loads(result.stdout)["checks"]}


def test_a_sound_office_is_sound(filled: Office) -> None:
    result = run(filled, "doctor")
    assert result.exit_code == 0, result.output
    assert "有问题" not in result.stdout
    assert {check["state"] for name, check in checks(filled).items() if name != "settings"} == {"ok"}


def test_settings_are_only_noted(filled: Office) -> None:
    check = checks(filled)["settings"]
    assert check["state"] == "note"
    assert any("联系邮箱" in line for line in check["lines"])


def test_index_and_facts_are_made_again(filled: Office) -> None:
    title, text = filled.db.execute(
        "select title, text from articles join article_texts on article = id where id = 4"
    ).fetchone()
    with transaction(filled.db):
        search.unindex_article(filled.db, 4, title, text)
        filled.db.conn.execute("update facts set level = '县级' where article = 5")
        filled.db.conn.execute("delete from fact_bylines where article = 6")
        filled.db.conn.execute("update judged set rank = 14 where article = 7")
    result = run(filled, "doctor")
    assert result.exit_code == 1
    assert "presstally doctor --fix" in result.stderr
    found = checks(filled)
    assert found["index"]["lines"] == ["第4号刊发检索不到"]
    assert [line[:3] for line in found["facts"]["lines"]] == ["第5号", "第6号", "第7号"]
    assert search.search(filled.db, "企业复工复产").total == 0
    assert run(filled, "doctor", "--fix").exit_code == 0
    assert {check["state"] for name, check in checks(filled).items() if name != "settings"} == {"ok"}
    assert search.search(filled.db, "企业复工复产").total == 1


def test_a_role_that_the_articles_do_not_give_is_put_right(filled: Office) -> None:
    with filled.db.conn:
        filled.db.execute("update articles set role = 'reprint' where id = (select min(id) from articles)")
    assert checks(filled)["stories"]["state"] == "fault"
    assert checks(filled, "--fix")["stories"]["state"] == "fixed"
    assert {check["state"] for name, check in checks(filled).items() if name != "settings"} == {"ok"}


def test_lost_and_changed_evidence_is_named_and_not_mended(filled: Office) -> None:
    digests = [row[0] for row in filled.db.execute("select sha256 from articles where id in (1, 4) order by id")]
    lost, changed = (evidence.path_of(filled.folder / "evidence", digest) for digest in digests)
    lost.unlink()
    changed.write_bytes(changed.read_bytes()[:-5])
    result = run(filled, "doctor", "--fix")
    assert result.exit_code == 1
    assert "备份" in result.stderr
    lines = checks(filled)["evidence"]["lines"]
    assert lines[0].startswith("第1号刊发的原始页面不见了")
    assert lines[1].startswith("第4号刊发的原始页面已损坏或被改动")


def test_numbers_and_ledger(filled: Office) -> None:
    with transaction(filled.db):
        filled.db.conn.execute("update articles set sha256 = null where id = 4")
        filled.db.conn.execute("update links set article = null where article = 6")
        filled.db.conn.execute("update articles set story_rank = 2 where id = 5")
    found = checks(filled)
    assert found["numbers"]["lines"] == ["第4号计入的刊发没有原始页面，也不是人工录入"]
    assert [line[:4] for line in found["ledger"]["lines"]] == ["链接“h", "第3号稿"]


def test_leftovers_go_but_young_ones_stay(filled: Office) -> None:
    old, young = filled.folder / ".a.xlsx.12.part", filled.folder / ".b.zip.13.part"
    for path in (old, young):
        path.write_text("half", encoding="utf-8")
    os.utime(old, (0, 0))
    assert checks(filled)["drafts"]["lines"] == ["中途停止留下的文件：.a.xlsx.12.part"]
    assert checks(filled, "--fix")["drafts"]["state"] == "fixed"
    assert not old.exists()
    assert young.exists()


def test_a_damaged_file_is_one_line(filled: Office) -> None:
    filled.db.execute("pragma wal_checkpoint(truncate)")
    filled.db.close()
    path = filled.folder / "coverage.db"
    data = bytearray(path.read_bytes())
    data[4096 * 3 : 4096 * 60] = b"\xff" * 4096 * 57
    path.write_bytes(data)
    for arguments in (("doctor",), ("counts",), ("backup", filled.folder / "b.db")):
        result = run(filled, *arguments)
        assert result.exit_code == 1, arguments
        assert not isinstance(result.exception, sqlite3.Error), arguments
    assert not (filled.folder / "b.db").exists()


def test_a_copy_of_the_database_while_somebody_writes(filled: Office, tmp_path: Path) -> None:
    writer = open_database(filled.config.database)
    writer.conn.execute("begin immediate")
    writer.conn.execute("delete from bylines")
    try:
        result = run(filled, "backup", tmp_path / "b.db")
    finally:
        writer.conn.rollback()
        writer.close()
    assert result.exit_code == 0, result.output
    with closing(sqlite3.connect(tmp_path / "b.db")) as copy:
        assert copy.execute("select count(*) from bylines").fetchone()[0] > 0
    assert not list(tmp_path.glob("b.db-*"))


def test_everything_in_one_file_comes_back_whole(filled: Office, tmp_path: Path) -> None:
    (filled.folder / "notify.toml").write_text("[[service]]\n", encoding="utf-8")
    (filled.folder / "mine.toml").write_text('reprints = "once"\n', encoding="utf-8")
    before = json.loads(run(filled, "counts", "--period", "outbreak", "--format", "json").stdout)
    result = run(filled, "backup", tmp_path / "all.zip")
    assert result.exit_code == 0, result.output
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        names = archive.namelist()
        archive.extractall(tmp_path / "restored")
    assert "notify.toml" not in names
    assert {"coverage.db", "coverage.toml", "mine.toml"} < set(names)
    restored = Office(tmp_path / "restored", filled.config, filled.db)
    assert run(restored, "doctor").exit_code == 0
    assert json.loads(run(restored, "counts", "--period", "outbreak", "--format", "json").stdout) == before


def test_a_database_that_lies_elsewhere(filled: Office, tmp_path: Path) -> None:
    elsewhere = tmp_path / "data" / "press.db"
    elsewhere.parent.mkdir()
    filled.db.execute("pragma wal_checkpoint(truncate)")
    filled.db.close()
    (filled.folder / "coverage.db").rename(elsewhere)
    (filled.folder / "evidence").rename(elsewhere.parent / "evidence")
    path = filled.folder / "coverage.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("[general]", f"[general]\ndatabase = '{elsewhere}'"), encoding="utf-8")
    result = run(filled, "backup", tmp_path / "all.zip")
    assert result.exit_code == 0, result.output
    assert "改为“press.db”" in result.stdout
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        archive.extractall(tmp_path / "restored")
    (tmp_path / "restored" / "coverage.toml").write_text(
        text.replace("[general]", '[general]\ndatabase = "press.db"'), encoding="utf-8"
    )
    assert run(Office(tmp_path / "restored", filled.config, filled.db), "doctor").exit_code == 0


def test_an_older_backup_is_replaced_whole_and_wrong_names_are_refused(filled: Office, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_text("older", encoding="utf-8")
    assert run(filled, "backup", tmp_path / "b.zip").exit_code == 0
    assert zipfile.is_zipfile(tmp_path / "b.zip")
    for target, said in ((tmp_path / "b.tar", "应以 .db"), (filled.folder / "coverage.db", "请换一个名字")):
        result = run(filled, "backup", target)
        assert result.exit_code == 2
        assert said in result.stderr
    result = run(filled, "backup", tmp_path / "no" / "b.db")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1


def test_nothing_to_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "coverage.toml").write_text('[[company]]\nid = "us"\nname = "海州湾供电"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["backup", "b.db"])
    assert result.exit_code == 1
    assert "还没有数据库" in result.stderr


def test_what_was_told_with_its_address_misses_no_page(filled: Office) -> None:
    words = (
        "--title",
        "夜里送电",
        "--text",
        "海州湾供电服务有限公司夜里送电。",
        "--url",
        "http://tv.invalid/1",
        "--date",
        "2022-03-09",
    )
    assert run(filled, "add", *words).exit_code == 0
    assert "夜里送电" in run(filled, "articles", "--state", "counted").stdout
    assert checks(filled)["numbers"]["state"] == "ok"
