"""The verbs counts, articles, sentence and statements, as a person or a program calls them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from counting_facts import OUTLETS, TOML
from sqlite_utils import Database

from coverage_db.config import load_config
from coverage_db.counting import views
from coverage_db.database import open_database
from coverage_db.intake import take_in
from coverage_db.records import Article, Record
from crawler.cli import main

US = "海州湾供电服务有限公司"
OUTLET_TOML = "".join(
    f'[[outlet]]\nid = "my_{id_}"\nname = "{name}"\nbrand = "{brand}"\nowner = "{owner}"\nlevel = "{level}"\nchannel = "{channel}"\n'
    f"manual = true\nown = {'true' if own else 'false'}\n"
    for id_, name, brand, owner, _, level, channel, own in OUTLETS
)
ALL = ", ".join(f'"my_{row[0]}"' for row in OUTLETS)
STORIES = (  # outlet, day, title, sentence
    (
        "my_jhd",
        "2022-03-12",
        "党员服务队进社区抗疫",
        f"{US}党员服务队走进社区，为抗疫一线检查线路，居民说用电更放心了，队员们连夜干到天亮。",
    ),
    (
        "my_rmw",
        "2022-04-01",
        "=复工复产 电力先行",
        f"{US}组织骨干为园区企业复工复产开通绿色通道，二十家工厂当天送电，机器重新响了起来。",
    ),
    (
        "my_lygrb",
        "2022-04-20",
        "春灌用电有保障",
        f"{US}把变压器送到田头，农户合上闸刀，渠水流进麦田，今年的春灌比往年早了五天。",
    ),
    (
        "my_gyx",
        "2022-05-02",
        "假期用电平稳",
        f"{US}在假期里安排值班人员巡视景区线路，客流虽多，用电一直平稳，没有一处停过电。",
    ),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office of outlets entered by hand, with four stories in three months."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PRESSTALLY_NOW", "2022-05-10T08:00:00+08:00")
    toml = TOML.replace('outlets = ["manual"]', f"outlets = [{ALL}]").split("[[outlet]]")[0] + OUTLET_TOML
    (tmp_path / "coverage.toml").write_text(toml + f"[crawl]\noutlets = [{ALL}]\n", "utf-8")
    made = run("counts")
    assert made.exit_code == 0, made.stderr
    db = open_database(tmp_path / "coverage.db")
    for outlet, day, title, text in STORIES:
        article = Article(
            url=f"http://{outlet}.example/{day}",
            outlet=outlet,
            title=title,
            text=text,
            published=day,
            date_witness="url",
        )
        take_in(
            db,
            Record(
                link=str(article.url),
                outlet=outlet,
                fetched=f"{day}T20:00:00+08:00",
                article=article,
                body=text.encode(),
            ),
        )
    db.close()
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def document(*words: str) -> object:
    result = run(*words, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_counts_as_a_table_with_its_lines_below(folder: Path) -> None:
    lines = run("counts", "--by", "outlet", "--period", "outbreak").stdout.splitlines()
    assert [line.split() for line in lines[2:6]] == [
        ["交汇点", "1"],
        ["连云港日报", "1"],
        ["人民网", "1"],
        ["合计", "3"],
    ]
    assert "统计期：2022年3月10日至4月20日" in lines
    assert any(line.startswith("统计口径：按篇计：同一稿件") for line in lines)
    assert "计入3篇（3条次，3家）" in lines
    assert "不计1条：不在统计期内1" in lines
    assert {"待认定：无", "监测缺口：无"} <= set(lines)
    assert any(line.startswith("以下媒体以人工补录为准：人民网") for line in lines)


def test_counts_as_json_is_one_document(folder: Path) -> None:
    found = document("counts", "--by", "month", "--theme", "疫情防控")
    assert isinstance(found, dict)
    assert (found["rows"], found["total"], found["themes"]) == ([{"month": "2022-03", "count": 1}], 1, ["epidemic"])
    found = document("counts", "--policy", "stories", "--policy", "outlets", "--by", "level")
    assert isinstance(found, dict)
    assert [each["unit"] for each in found["policies"]] == ["篇", "家"]
    assert found["differ"] == []
    found = document("counts", "--period", "2022-04", "--compare", "previous")
    assert isinstance(found, dict)
    assert found["compare"] == {
        "with": {"from": "2022-03-01", "to": "2022-03-31"}, "total": 1, "difference": 1, "percent": 100.0, "refused": None,
    }  # fmt: skip
    assert "环比增加1篇，增长100%。" in run("counts", "--period", "2022-04", "--compare", "previous").stdout


def test_the_articles_that_make_the_difference_are_named(folder: Path) -> None:
    (folder / "mine.toml").write_text('preset = "stories"\nlevels = ["国家级", "省级"]\n', "utf-8")
    lines = run("counts", "--policy", "stories", "--policy", "mine").stdout.splitlines()
    assert lines[-3:] == [
        "两口径不同的刊发：2条",
        "　3 《春灌用电有保障》：stories 计入、mine 级别不在口径内",
        "　4 《假期用电平稳》：stories 计入、mine 级别不在口径内",
    ]


def test_articles_as_csv_cannot_start_a_formula(folder: Path) -> None:
    result = run("articles", "--period", "outbreak", "--format", "csv")
    assert result.stdout_bytes.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(result.stdout_bytes.decode("utf-8-sig"))))
    assert [row["标题"] for row in rows][1:3] == ["春灌用电有保障", "'=复工复产 电力先行"]
    assert [row["不计原因"] for row in rows] == ["不在统计期内", "", "", ""]


def test_articles_as_a_sheet(folder: Path) -> None:
    import openpyxl

    assert run("articles", "--limit", "2", "-o", "list.xlsx").exit_code == 0
    sheet = openpyxl.load_workbook(folder / "list.xlsx").active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]][:4] == ["编号", "刊发日期", "媒体", "标题"]
    assert sheet.max_row == 3


def test_articles_and_counts_agree(folder: Path) -> None:
    for words in (
        ["--period", "2022-Q2"],
        ["--level", "国家级"],
        ["--policy", "highest_only"],
        ["--brand", "交汇点", "--theme", "work"],
    ):
        counts, listed = document("counts", *words), document("articles", *words)
        assert isinstance(counts, dict)
        assert isinstance(listed, list)
        assert counts["counted"] == sum(row["state"] == "counted" for row in listed)
        assert counts["candidates"] == len(listed)
        assert all(row["sha256"] for row in listed)


def test_the_sentence_frozen_and_shown(folder: Path) -> None:
    found = document("sentence", "--period", "outbreak", "--by", "level", "--freeze")
    assert isinstance(found, dict)
    sentence = (
        "本轮疫情发生以来，公司共在人民网、交汇点、连云港日报3家媒体发布宣传报道3篇，其中国家级1篇、省级1篇、市级1篇。"
    )
    assert (found["sentence"], found["statement"], found["counts"]["total"]) == (sentence, 1, 3)
    assert document("statements") == [{"number": 1, "sentence": sentence, "made": "2022-05-10T08:00:00+08:00"}]
    shown = document("statements", "1")
    assert isinstance(shown, dict)
    assert shown["changed"] == {"appeared": [], "gone": [], "state": []}
    assert run("review", "1", "exclude", "paid", "--by", "张三").exit_code == 0
    lines = run("statements", "1").stdout.splitlines()
    assert lines[0] == sentence
    assert lines[2] == "此后状态有变：1"
    assert [line.split()[0] for line in lines[5:]] == ["3", "2", "1", "4"]


def test_the_sentence_as_text(folder: Path) -> None:
    result = run("sentence", "--period", "2022-Q2", "--name", "人民网，灌云新闻", "--round")
    assert result.stdout.splitlines() == [
        "2022年二季度，公司共在人民网、灌云新闻等3家媒体发布宣传报道3篇。",
        "统计口径：按篇计（同稿只计1次）；数据截至2022-05-02。",
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["counts", "--period", "outbraek"], "没有名为“outbraek”的统计期；是否指 outbreak？"),
        (["counts", "--theme", "疫情"], "没有名为“疫情”的主题；是否指 疫情防控？"),
        (["counts", "--policy", "storys"], "没有名为“storys”的统计口径"),
        (["articles", "--outlet", "人名网"], "没有名为“人名网”的媒体；是否指 人民网？"),
        (["counts", "--by", "outlets"], "是否指 outlet？"),
        (["sentence", "--by", "day"], "不能按“day”分项"),
        (["counts", "--compare", "last-year"], "要有起止日期才能比较"),
        (["statements", "7"], "没有第7号统计结论；还没有统计结论"),
    ],
)
def test_wrong_use_is_said_in_a_line(folder: Path, words: list[str], said: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


def test_an_empty_result_is_a_zero_with_its_reasons(folder: Path) -> None:
    found = document("counts", "--period", "2019", "--by", "outlet")
    assert isinstance(found, dict)
    assert (found["rows"], found["total"], found["excluded"]) == ([], 0, {"out_of_period": 4})
    assert run("sentence", "--period", "2019").stdout.splitlines()[0] == "2019年，所监测的9家媒体中，未见公司宣传报道。"


def test_a_changed_name_is_said_until_retag(folder: Path) -> None:
    path = folder / "coverage.toml"
    path.write_text(path.read_text("utf-8").replace('short = "公司"', 'short = "公司"\naliases = ["湾供"]', 1), "utf-8")
    assert "请运行 presstally retag" in run("counts").stderr
    assert run("retag").exit_code == 0
    assert "retag" not in run("counts").stderr


@pytest.fixture
def viewed(folder: Path) -> Iterator[Database]:
    db = open_database(folder / "coverage.db")
    yield db
    db.close()


def test_the_views_hold_what_counts_says(folder: Path, viewed: Database) -> None:
    found = document("counts", "--by", "outlet")
    assert isinstance(found, dict)
    assert {row["outlet"]: row["counted"] for row in viewed["counts_by_outlet"].rows} == {
        row["outlet"]: row["count"] for row in found["rows"]
    }
    assert viewed["counted_articles"].count == found["counted"]
    assert viewed["candidate_articles"].count == found["candidates"]
    assert {row["month"] for row in viewed["counts_by_month"].rows} == {"2022-03", "2022-04", "2022-05"}
    assert viewed["excluded_by_reason"].count == 0
    by_theme = {row["name"]: row["counted"] for row in viewed["counts_by_theme"].rows}
    assert by_theme == {"疫情防控": 1, "复工复产": 1, None: 2}


def test_the_views_follow_the_policy_of_the_file(folder: Path, viewed: Database) -> None:
    path = folder / "coverage.toml"
    path.write_text(path.read_text("utf-8") + '[policy]\nlevels = ["国家级", "省级"]\n', "utf-8")
    assert run("counts").exit_code == 0
    assert {row["id"]: row["reason"] for row in viewed["excluded_articles"].rows} == {3: "level", 4: "level"}
    made = viewed.execute("select group_concat(sql) from sqlite_master where type = 'view'").fetchone()
    views.prepare(viewed, load_config(path))
    assert viewed.execute("select group_concat(sql) from sqlite_master where type = 'view'").fetchone() == made
