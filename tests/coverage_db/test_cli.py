"""The command as a whole: every verb explains itself, errors are one line with the right status, answers have four forms."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import click
import openpyxl
import pytest
from click.testing import CliRunner

from coverage_db import output
from coverage_db.cli import Verbs, make_main
from coverage_db.errors import PresstallyError, UsageError
from coverage_db.office import Office, pass_office
from crawler.cli import main

ANSWERING = (
    "counts", "articles", "review", "statements", "sentence", "check", "crawl", "add", "retag", "search", "outlets", "health",
)  # fmt: skip
"""The verbs whose JSON the contract gives."""
COLUMNS = ["媒体", "数"]
ROWS = [["交汇点", 3], ["=1+1", -2], ["〔江苏〕", None]]


def commands(command: click.Command, name: str) -> list[tuple[str, click.Command]]:
    inner = command.commands.items() if isinstance(command, click.Group) else ()
    return [(name, command), *(pair for verb, sub in inner for pair in commands(sub, f"{name} {verb}"))]


def all_commands() -> list[tuple[str, click.Command]]:
    ctx = click.Context(main)
    found = ((verb, main.get_command(ctx, verb)) for verb in main.list_commands(ctx))
    return [pair for verb, command in found if command for pair in commands(command, verb)]


COMMANDS = all_commands()


@pytest.mark.parametrize(("name", "command"), COMMANDS, ids=[name for name, _ in COMMANDS])
def test_every_verb_and_option_is_explained_in_both_languages(name: str, command: click.Command) -> None:
    texts = {name: command.help or ""}
    for parameter in command.params:
        if isinstance(parameter, click.Option) and not parameter.hidden:
            texts[parameter.opts[-1]] = parameter.help or ""
    for what, text in texts.items():
        assert re.search(r"[一-鿿]", text), f"{name}: {what} has no Chinese help"
        assert re.search(r"[a-z]{2}", text), f"{name}: {what} has no English help"


@pytest.mark.parametrize(
    ("name", "command"), [p for p in COMMANDS if p[0] in ANSWERING], ids=lambda p: p if isinstance(p, str) else ""
)
def test_what_answers_can_answer_in_json(name: str, command: click.Command) -> None:
    options = {option for parameter in command.params for option in parameter.opts}
    assert {"--format", "-o"} <= options


def test_help_lists_the_verbs_in_the_order_of_the_work() -> None:
    result = CliRunner().invoke(main, ["--help"])
    assert result.exit_code == 0
    assert "宣传报道台账" in result.output
    listed = main.list_commands(click.Context(main))
    assert listed.index("init") < listed.index("browse")
    assert all(re.search(rf"(?m)^  {verb} ", result.output) for verb in listed)


def test_starting_imports_no_scrapy_and_no_datasette() -> None:
    code = """
import sys
from click.testing import CliRunner
from crawler.cli import main
assert CliRunner().invoke(main, ["init", "--help"]).exit_code == 0
heavy = {"scrapy", "datasette", "trafilatura", "openpyxl", "xlsxwriter", "pandas"} & set(sys.modules)
assert not heavy, heavy
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Verbs:
    """A command whose verbs are written for this test."""
    package = tmp_path / "verbs_for_test"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "_helper.py").write_text("raise AssertionError('no verb')")
    for name in ("answer", "fail", "misuse", "lose", "wait", "halt", "browse"):
        (package / f"{name}.py").write_text(f"from tests_cli_verbs import {name} as command")
    module = type(sys)("tests_cli_verbs")
    module.__dict__.update(answer=answer, fail=fail, misuse=misuse, lose=lose, wait=wait, halt=halt, browse=browse)
    monkeypatch.setitem(sys.modules, "tests_cli_verbs", module)
    monkeypatch.syspath_prepend(tmp_path)
    for loaded in [name for name in sys.modules if name.startswith("verbs_for_test")]:
        monkeypatch.delitem(sys.modules, loaded)
    return make_main(["verbs_for_test"])


@click.command()
@output.output_options
@pass_office
def answer(office: Office, /, fmt: str, output: Path | None) -> None:
    from coverage_db.output import emit

    emit({"officer": office.config.general.officer}, COLUMNS, ROWS, fmt=fmt, output=output, language="zh")


@click.command()
def fail() -> None:
    raise PresstallyError("看到什么，怎么办。")


@click.command()
def misuse() -> None:
    raise UsageError("用法不对。")


@click.command()
@click.argument("path")
def lose(path: str) -> None:
    Path(path).read_bytes()


@click.command()
def wait() -> None:
    raise sqlite3.OperationalError("database is locked")


@click.command()
def halt() -> None:
    raise KeyboardInterrupt


@click.command()
def browse() -> None:
    click.echo("browsing")


def test_errors_are_one_line_on_stderr(group: Verbs) -> None:
    for verb, status, line in (("fail", 1, "看到什么，怎么办。\n"), ("misuse", 2, "用法不对。\n")):
        result = CliRunner().invoke(group, [verb])
        assert (result.exit_code, result.stdout, result.stderr) == (status, "", line)
    result = CliRunner().invoke(group, ["lose", "/nowhere/at/all"])
    assert (result.exit_code, result.stderr) == (1, "无法读写“/nowhere/at/all”：文件或文件夹不存在。\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nothing"], "没有这个命令。"),
        (["--nothing"], "没有选项 --nothing。"),
        (["answer", "--nothing"], "没有选项 --nothing。"),
        (["answer", "--format", "word"], "'--format' 的值不对。"),
        (["lose"], "缺少'PATH'。"),
        (["fail", "more"], "用法不对。"),
    ],
)
def test_wrong_use_is_said_in_chinese_and_english(group: Verbs, arguments: list[str], said: str) -> None:
    result = CliRunner().invoke(group, arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(said)
    assert re.search(r"[A-Z][a-z]", result.stderr)
    assert "--help" in result.stderr


def test_a_database_in_use_is_one_line(group: Verbs) -> None:
    result = CliRunner().invoke(group, ["wait"])
    assert result.exit_code == 1
    assert result.stderr == "数据库正被另一个命令占用（可能正在更新），请等它结束后重试。\n"


def test_a_full_disk_is_one_line(group: Verbs, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "read_bytes", full)
    result = CliRunner().invoke(group, ["lose", "a"])
    assert (result.exit_code, result.stderr) == (1, "无法写入：磁盘已满。\n")


def test_ctrl_c_is_one_line(group: Verbs) -> None:
    result = CliRunner().invoke(group, ["halt"])
    assert (result.exit_code, result.stderr) == (1, "已中断。\n")


@pytest.mark.skipif(sys.platform == "win32", reason="a working folder cannot be removed there")
def test_a_working_folder_that_is_gone_is_one_line(tmp_path: Path) -> None:
    code = "import os, sys; os.rmdir(os.getcwd()); from crawler.cli import main; main(['counts'])"
    (tmp_path / "gone").mkdir()
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, text=True, check=False, cwd=tmp_path / "gone"
    )
    assert done.returncode == 1
    assert done.stderr == "当前文件夹已被删除或移走，请换到存放 coverage.toml 的文件夹再运行。\n"


def test_no_verb_is_browse(group: Verbs) -> None:
    result = CliRunner().invoke(group, [])
    assert (result.exit_code, result.output) == (0, "browsing\n")


def test_without_settings_it_says_how_to_begin(group: Verbs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(group, ["answer"])
    assert result.exit_code == 1
    assert "presstally init" in result.stderr
    assert result.stderr.count("\n") == 1


def test_config_stands_before_or_behind_the_verb(group: Verbs, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('[[company]]\nid = "us"\nname = "海州湾供电"\n[general]\nofficer = "李四"\n', encoding="utf-8")
    for arguments in (["--config", path, "answer"], ["answer", "--config", path], ["answer", f"--config={path}"]):
        result = CliRunner().invoke(group, [*map(str, arguments), "--format", "json"])
        assert json.loads(result.stdout) == {"officer": "李四"}


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "coverage.toml").write_text('[[company]]\nid = "us"\nname = "海州湾供电"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("config")
def test_table_and_csv_on_stdout(group: Verbs) -> None:
    table = CliRunner().invoke(group, ["answer"]).stdout
    assert [line.rstrip() for line in table.splitlines()] == [
        "媒体       数",
        "─────────────",
        "交汇点      3",
        "=1+1       -2",
        "〔江苏〕",
    ]
    data = CliRunner().invoke(group, ["answer", "--format", "csv"]).stdout_bytes
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows == [["媒体", "数"], ["交汇点", "3"], ["'=1+1", "-2"], ["〔江苏〕", ""]]


def test_the_ending_of_the_file_chooses_the_form(group: Verbs, config: Path) -> None:
    for name in ("a.csv", "a.xlsx", "a.json", "a.txt"):
        result = CliRunner().invoke(group, ["answer", "-o", name])
        assert (result.exit_code, result.stdout) == (0, "")
        assert name in result.stderr
    assert json.loads((config / "a.json").read_text("utf-8")) == {"officer": ""}
    assert (config / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (config / "a.txt").read_text("utf-8").startswith("媒体")
    book = openpyxl.load_workbook(config / "a.xlsx")
    cells = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert cells == [["媒体", "数"], ["交汇点", 3], ["=1+1", -2], ["〔江苏〕", None]]
    assert book.active["A3"].data_type == "s", "a text, no formula"
    book.close()


@pytest.mark.usefixtures("config")
def test_a_sheet_into_a_pipe(group: Verbs) -> None:
    data = CliRunner().invoke(group, ["answer", "--format", "xlsx"]).stdout_bytes
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.active["A2"].value == "交汇点"


def test_a_sheet_is_not_printed_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    with pytest.raises(UsageError, match="-o"):
        output.emit({}, COLUMNS, ROWS, fmt="xlsx", output=None, language="zh")


def test_an_existing_file_is_replaced_whole(group: Verbs, config: Path) -> None:
    (config / "a.json").write_text("old " * 1000, encoding="utf-8")
    assert CliRunner().invoke(group, ["answer", "-o", "a.json"]).exit_code == 0
    assert json.loads((config / "a.json").read_text("utf-8")) == {"officer": ""}
    assert {p.name for p in config.iterdir()} >= {"a.json"}
    assert not list(config.glob(".*.part"))


def test_a_file_open_in_excel_gets_a_second_name(group: Verbs, config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if Path(target).name in ("a.csv", "a(2).csv"):
            raise PermissionError(13, "Permission denied", str(self), None, str(target))
        return replace(self, target)

    (config / "a(2).csv").write_text("taken", encoding="utf-8")
    monkeypatch.setattr(Path, "replace", refuse)
    result = CliRunner().invoke(group, ["answer", "-o", "a.csv"])
    assert result.exit_code == 0
    assert "无法写入“a.csv”：文件正在 Excel 或 WPS 中打开，请关闭后重试；已另存为“a(3).csv”。" in result.stderr
    assert (config / "a(3).csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_folder_that_is_not_there(group: Verbs, config: Path) -> None:
    result = CliRunner().invoke(group, ["answer", "-o", "no/such/a.csv"])
    assert result.exit_code == 1
    assert "文件或文件夹不存在" in result.stderr


def test_utf8_whatever_the_console(config: Path) -> None:
    code = "from coverage_db.output import emit; from crawler.cli import main; main(['--help'])"
    done = subprocess.run(
        [sys.executable, "-X", "utf8=0", "-c", code], capture_output=True, check=True, env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    )  # fmt: skip
    assert "宣传报道台账" in done.stdout.decode("utf-8")
