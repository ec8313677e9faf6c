"""What a report says equals what counting says, and every line is in the reader's words."""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from docx import Document
from reports_office import Office

from coverage_db import counting, decisions
from coverage_db.counting.filters import Filters
from coverage_db.database import open_database
from coverage_db.reports import gather
from coverage_db.reports.lines import Printer
from coverage_db.reports.model import Report
from crawler.cli import main


def report(office: Office, **filters: object) -> Report:
    return gather.report(office.db, office.config, Filters.make(office.config, office.db, **filters))  # type: ignore[arg-type]


def run(office: Office, *arguments: object) -> Result:
    return CliRunner().invoke(main, ["--config", str(office.folder), "report", *map(str, arguments)])


def test_the_numbers_are_those_of_counting(filled: Office) -> None:
    filters = Filters.make(filled.config, filled.db, period="outbreak")
    counts = counting.count(filled.db, filled.config, filters)
    found = gather.report(filled.db, filled.config, filters)
    assert (found.total, found.counted, found.outlets, found.candidates) == (
        counts["total"],
        counts["counted"],
        counts["outlets"],
        counts["candidates"],
    )
    assert found.total == len(found.lines) == 5
    assert found.pending == len(found.waiting) == 1
    assert found.candidates == found.counted + found.pending + sum(n for _, n in found.excluded)
    assert len(found.left_out) + found.out_of_period == sum(n for _, n in found.excluded)
    assert found.out_of_period == 1


def test_a_line_is_in_the_readers_words(filled: Office) -> None:
    first = report(filled, period="outbreak").lines[0]
    assert (first.day, first.title, first.outlet, first.level, first.channel, first.page, first.role) == (
        "2022-03-11", "专线连夜架 灯火映方舱", "新华日报", "省级", "报纸（数字报）", "01 要闻·头版", "首发",
    )  # fmt: skip
    assert (first.people, first.department, first.themes, first.reprints) == (
        "许清瑞、王海波",
        "新东供电所",
        "疫情防控",
        1,
    )
    assert first.length > 50


def test_tables_and_filters(filled: Office) -> None:
    found = report(filled, period="outbreak", themes=["epidemic", "复工复产"])
    assert found.period == "本轮疫情发生以来"
    assert found.filters == ("主题：疫情防控、复工复产",)
    assert dict(found.by_theme) == {"疫情防控": 1, "复工复产": 1}
    assert dict(found.by_level) == {"省级": 2}
    assert found.by_month == (("2022年3月", 2),)
    assert found.policy == "按篇计（同稿只计1次）"
    assert found.by_hand == ("海州新闻",)
    whole = report(filled)
    assert (whole.period, whole.from_, whole.to) == ("全部", "2022-02-01", "2022-04-21")


def test_a_paid_copy_and_our_own_are_no_reprints(filled: Office) -> None:
    decisions.decide(filled.db, by="李四", article=2, decision="exclude paid", config=filled.config)
    assert report(filled, period="outbreak").lines[0].reprints == 0


@pytest.mark.parametrize("policy", ["stories", "appearances", "outlets", "points_local"])
def test_every_table_is_what_counts_says(filled: Office, policy: str) -> None:
    filters = Filters.make(filled.config, filled.db, period="outbreak", policies=(policy,))
    found = gather.report(filled.db, filled.config, filters)
    printer = Printer(filled.db, filled.config)
    for dim in ("level", "outlet", "month", "channel", "theme", "department"):
        rows = counting.count(filled.db, filled.config, filters, by=(dim,))["rows"]
        said = tuple((printer.name(dim, row[dim]), row["count"]) for row in rows if row[dim] and row["count"])
        assert getattr(found, f"by_{dim}") == said, dim


def test_people_are_credited_once_and_keep_their_departments(filled: Office) -> None:
    people = {(p.name, p.department): p for p in report(filled, period="outbreak").people}
    assert set(people) == {("许清瑞", "新东供电所"), ("许清瑞", "营销部"), ("李梅", "客户服务中心"), ("王海波", "")}
    before, after = people[("许清瑞", "新东供电所")], people[("许清瑞", "营销部")]
    assert (before.stories, before.reprints, before.by_level, before.pen_names, before.target) == (
        1,
        1,
        {"省级": 1},
        "清水",
        4,
    )
    assert (after.stories, after.reprints, after.by_level) == (1, 0, {"市级": 1})
    assert before.points is None


def test_appearances_credit_a_story_once_and_its_reprints_apart(filled: Office) -> None:
    people = {(p.name, p.department): p for p in report(filled, period="outbreak", policies=["appearances"]).people}
    before = people[("许清瑞", "新东供电所")]
    assert (before.stories, before.reprints) == (1, 1)


def test_one_open_end(filled: Office) -> None:
    assert [line.id for line in report(filled, to="2022-03-31").lines] == [9, 1, 4]
    assert [line.id for line in report(filled, from_="2022-04-06").lines] == [6, 8]


def test_departments_have_their_distinct_stories(filled: Office) -> None:
    for policy in ("stories", "points_local"):
        found = {
            line.name: (line.stories, line.target)
            for line in report(filled, period="outbreak", policies=[policy]).departments
        }
        assert found == {"新东供电所": (1, None), "营销部": (1, 2), "客户服务中心": (1, None)}


def test_people_agree_with_counting(filled: Office) -> None:
    for policy in ("stories", "points_local"):
        filters = Filters.make(filled.config, filled.db, period="outbreak", policies=(policy,))
        rows = counting.count(filled.db, filled.config, filters, by=("byline",))["rows"]
        credited = {row["byline"]: row["count"] for row in rows if row["byline"]}
        people = gather.report(filled.db, filled.config, filters).people
        for name, number in credited.items():
            lines = [person for person in people if person.name == name]
            assert number == (sum(p.stories for p in lines) if policy == "stories" else lines[0].points)


def test_rivals_are_compared_on_distinct_originals(filled: Office) -> None:
    rivals = {r.name: (r.stories, round(r.share, 2)) for r in report(filled, period="outbreak").rivals}
    assert rivals == {"海州湾供电服务有限公司": (5, 1.0), "大港供电服务有限公司": (1, 0.2)}


def test_english(filled: Office) -> None:
    path = filled.folder / "coverage.toml"
    path.write_text(path.read_text("utf-8").replace("[general]", '[general]\nlanguage = "en"'), encoding="utf-8")
    sheet = filled.folder / "a.xlsx"
    assert run(filled, "--period", "outbreak", "-o", sheet).exit_code == 0
    book = openpyxl.load_workbook(sheet)
    assert [cell.value for cell in book["Correspondents"][3]][4:7] == ["provincial", "city", "Stories"]
    assert book["List"]["E4"].value == "provincial"


def test_of_two_policies_the_first_is_reported(filled: Office) -> None:
    assert report(filled, period="outbreak", policies=["appearances", "stories"]).total == 6


def test_decisions_of_an_earlier_day(filled: Office) -> None:
    decisions.decide(filled.db, by="李四", article=4, decision="exclude paid", config=filled.config)
    assert report(filled, period="outbreak").total == 4
    before = report(filled, period="outbreak", as_of="2022-04-20")
    assert (before.total, len(before.lines), before.filters) == (5, 5, ("认定截至：2022-04-20",))
    assert not filled.db.conn.in_transaction


def test_a_report_sees_one_state_while_others_write(filled: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody decides between the count and the list: the number still equals the list."""
    sentence = counting.sentence

    def decided_meanwhile(*arguments: object, **settings: object) -> dict[str, object]:
        said = sentence(*arguments, **settings)  # type: ignore[arg-type]
        other = open_database(filled.config.database)
        decisions.decide(other, by="王五", article=4, decision="exclude paid", config=filled.config)
        other.close()
        return said

    monkeypatch.setattr(counting, "sentence", decided_meanwhile)
    found = report(filled, period="outbreak")
    assert found.total == len(found.lines) == sum(n for _, n in found.by_level) == 5


def test_an_empty_period(filled: Office) -> None:
    found = report(filled, from_="2021-01-01", to="2021-01-31")
    assert (found.total, found.lines, found.people) == (0, (), ())
    assert "2021年1月" in found.sentence


def test_changed_names_are_noted(filled: Office) -> None:
    path = filled.folder / "coverage.toml"
    path.write_text(path.read_text("utf-8").replace('text = "党旗', 'text = "新标语党旗'), encoding="utf-8")
    result = run(filled, "--period", "outbreak", "-o", filled.folder / "a.xlsx")
    assert result.exit_code == 0
    assert "请先运行 presstally retag" in result.stderr


def test_report_writes_what_the_ending_says(filled: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(filled.folder)
    for name in ("统计.xlsx", "通报.docx", "佐证"):
        result = run(filled, "--period", "outbreak", "-o", name)
        assert result.exit_code == 0, result.output
        assert name in result.stderr
    sheet = openpyxl.load_workbook(filled.folder / "统计.xlsx")["明细"]
    assert [cell.value for cell in sheet["C"]][3:] == [
        "专线连夜架 灯火映方舱",
        "=开工了",
        "办电窗口搬到家门口",
        "春检进行时",
        "两地联合演练",
    ]
    assert "本轮疫情发生以来" in "".join(p.text for p in Document(str(filled.folder / "通报.docx")).paragraphs)
    checked = CliRunner().invoke(main, ["verify", "佐证"])
    assert checked.exit_code == 0, checked.output
    page = (filled.folder / "佐证" / "pages" / "0001.html").read_text("utf-8")
    assert "海州湾供电服务有限公司" in page
    assert "谁也没有想过回家睡觉" not in page, "a text that is not ours is quoted, not copied"
    assert run(filled, "--period", "outbreak", "--full", "-o", "佐证2").exit_code == 0
    assert "谁也没有想过回家睡觉" in (filled.folder / "佐证2" / "pages" / "0001.html").read_text("utf-8")


def test_a_sheet_filled_in_is_read_back(filled: Office) -> None:
    """Chosen from the sheet's own drop-downs, saved by another program, read by `review`, counted at once."""
    path = filled.folder / "台账.xlsx"
    assert run(filled, "--period", "outbreak", "-o", path).exit_code == 0
    book = openpyxl.load_workbook(path)
    waiting, counted = book["待认定"], book["明细"]
    lists = {
        str(v.sqref).split(":")[0][:-1]: v.formula1.strip('"').split(",")
        for v in counted.data_validations.dataValidation
    }
    assert lists == {
        "O": ["计入", "不计", "拆开另计"],
        "P": ["付费刊登", "批评或负面报道", "已认定撤稿", "公告、招标、招聘等事务信息", "同名或相近名称"],
    }
    counted["O4"], counted["P4"], counted["N4"] = "不计", "付费刊登", "整版广告"
    columns = {cell.value: cell.column_letter for cell in waiting[3]}
    waiting[f"{columns['认定']}4"] = "计入"
    book.save(path)
    result = CliRunner().invoke(main, ["--config", str(filled.folder), "review", str(path), "--format", "json"])
    assert result.exit_code == 0, result.output
    read = {row["id"]: (row["decision"], row["outcome"]) for row in json.loads(result.stdout)["read"]}
    assert {id_: outcome for id_, (_, outcome) in read.items()} == {1: "done", 7: "done"}
    found = report(filled, period="outbreak")
    assert [line.id for line in found.lines] == [2, 4, 5, 6, 7, 8], "the reprint stands for the story now"
    assert ("付费刊登（广告、购买版面）", 1) in found.excluded


def test_without_a_name_the_file_is_called_as_an_office_would(filled: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(filled.folder)
    assert run(filled, "--period", "2022-Q1").exit_code == 0
    assert (filled.folder / "宣传报道统计_2022年一季度_按篇计.xlsx").exists()


def test_a_frozen_statement_keeps_its_number_until_something_changes(
    filled: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(filled.folder)
    frozen = CliRunner().invoke(main, ["--config", str(filled.folder), "sentence", "--period", "2022-Q1", "--freeze"])
    assert frozen.exit_code == 0, frozen.output
    assert run(filled, "--statement", 1).exit_code == 0
    path = filled.folder / "宣传报道统计_2022年一季度_按篇计_第1号.xlsx"
    cells = [cell.value for row in openpyxl.load_workbook(path)["口径"].iter_rows() for cell in row]
    assert "第1号（已定稿存档）" in cells
    assert run(filled, "--statement", 1, "--theme", "work").exit_code == 2
    assert "已有：1。" in run(filled, "--statement", 2).stderr
    decisions.decide(filled.db, by="李四", article=4, decision="exclude paid", config=filled.config)
    result = run(filled, "--statement", 1)
    assert result.exit_code == 1
    assert "状态改变1条" in result.stderr


def test_own_template_columns_and_wrong_use(filled: Office) -> None:
    document = Document()
    document.add_paragraph("{{ 单位 }}{{ 总数 }}{{ 计量 }}")
    document.save(str(filled.folder / "红头.docx"))
    out = filled.folder / "out.docx"
    assert run(filled, "--period", "outbreak", "--template", filled.folder / "红头.docx", "-o", out).exit_code == 0
    assert Document(str(out)).paragraphs[0].text == "海州湾供电服务有限公司5篇"
    sheet = filled.folder / "two.xlsx"
    assert run(filled, "--columns", "标题,outlet", "-o", sheet).exit_code == 0
    assert [c.value for c in openpyxl.load_workbook(io.BytesIO(sheet.read_bytes()))["明细"][3]][:2] == ["标题", "媒体"]
    for arguments, said in (
        (["-o", "a.pdf"], "只能导出 .xlsx"),
        (["--columns", "titel"], "没有“titel”这一列；是否指 title？"),
        (["--template", str(filled.folder / "红头.docx"), "-o", "a.xlsx"], "只用于 .docx"),
        (["--period", "outbrake"], "是否指 outbreak？"),
    ):
        result = run(filled, *arguments)
        assert result.exit_code == 2
        assert said in result.stderr


def test_a_file_open_in_excel_gets_a_second_name(filled: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if Path(target).name == "a.xlsx":
            raise PermissionError(13, "Permission denied", str(self), None, str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    result = run(filled, "-o", filled.folder / "a.xlsx")
    assert result.exit_code == 0
    assert "已另存为“a(2).xlsx”" in result.stderr
    assert (filled.folder / "a(2).xlsx").exists()


def test_the_correspondents_alone_are_those_of_the_report(filled: Office) -> None:
    for query in (
        {},
        {"period": ["2022-04"]},
        {"policy": ["points_local"]},
        {"policy": ["appearances"], "theme": ["epidemic"]},
    ):
        filters = Filters.from_query(filled.config, filled.db, query)
        whole = gather.report(filled.db, filled.config, filters)
        persons, departments = gather.correspondents(filled.db, filled.config, filters)
        assert (tuple(persons), tuple(departments)) == (whole.people, whole.departments), query
