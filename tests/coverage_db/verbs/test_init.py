"""presstally init: what it asks, what it writes, what it leaves alone."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coverage_db.config import Catalogue, load_config, read_config
from coverage_db.config.template import Answers, choose_groups, coverage_toml, similar_names
from coverage_db.database import open_database
from coverage_db.verbs import init
from crawler.cli import main

NAME = "海州湾供电服务有限公司"


def run(*arguments: object, **settings: str) -> Result:
    return CliRunner().invoke(main, ["init", *map(str, arguments)], **settings)


def test_a_name_suffices(tmp_path: Path) -> None:
    result = run(tmp_path / "new", "--company", NAME)
    assert result.exit_code == 0, result.output
    assert {p.name for p in (tmp_path / "new").iterdir()} == {
        "coverage.toml",
        "scrapy.cfg",
        ".gitignore",
        "coverage.db",
    }
    config = load_config(tmp_path / "new" / "coverage.toml")
    assert config.watchlist.ours is not None
    assert config.watchlist.ours.spellings == (NAME, "海州湾供电服务")
    assert config.general.contact == ""
    assert "还没有填写联系邮箱" in result.output
    assert "notify.toml" in (tmp_path / "new" / ".gitignore").read_text("utf-8")
    open_database(tmp_path / "new" / "coverage.db").close()


def test_every_option_reaches_the_file(tmp_path: Path) -> None:
    result = run(
        tmp_path, "--company", NAME, "--alias", "海州湾供电", "--alias", "湾供公司", "--short", "我公司", "--not-in", "国网海州湾供电公司",
        "--place", "连云港", "--site", "www.haizhou.cn", "--account", "海州湾供电", "--officer", "李四", "--contact", "a@haizhou.cn",
        "--policy", "appearances", "--language", "en",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    config = load_config(tmp_path / "coverage.toml")
    ours = config.watchlist.ours
    assert ours is not None
    assert (ours.aliases, ours.short, ours.not_in) == (("海州湾供电", "湾供公司"), "我公司", ("国网海州湾供电公司",))
    assert [(o.id, o.own, o.listings, o.accounts) for o in config.outlets] == [
        ("own_site", True, ("http://www.haizhou.cn",), ()),
        ("own_account", True, (), ("海州湾供电",)),
    ]
    assert (config.general.officer, config.general.contact, config.general.language) == ("李四", "a@haizhou.cn", "en")
    assert config.policy == {"preset": "appearances"}


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "coverage.toml").write_text("mine", encoding="utf-8")
    result = run(tmp_path, "--company", NAME)
    assert result.exit_code == 1
    assert "没有改动" in result.output
    assert [p.name for p in tmp_path.iterdir()] == ["coverage.toml"]
    (tmp_path / "coverage.toml").unlink()
    (tmp_path / "scrapy.cfg").write_text("mine", encoding="utf-8")
    assert run(tmp_path, "--company", NAME).exit_code == 0
    assert (tmp_path / "scrapy.cfg").read_text("utf-8") == "mine"


def test_without_a_terminal_the_company_must_be_named(tmp_path: Path) -> None:
    result = run(tmp_path / "new")
    assert result.exit_code == 2
    assert "--company" in result.output
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    "options",
    [["--company", "海"], ["--company", NAME, "--contact", "nobody"], ["--company", NAME, "--outlets", "nowhere"]],
)
def test_what_could_not_stand_in_the_file_leaves_nothing_behind(tmp_path: Path, options: list[str]) -> None:
    result = run(tmp_path / "a" / "b", *options)
    assert result.exit_code == 1
    assert result.output.startswith("coverage.toml [")
    assert result.output.count("\n") == 1
    assert not (tmp_path / "a").exists()


def test_a_file_that_is_no_database_stays_and_nothing_else_is_made(tmp_path: Path) -> None:
    (tmp_path / "coverage.db").write_text("not a database " * 100, encoding="utf-8")
    result = run(tmp_path, "--company", NAME)
    assert result.exit_code == 1
    assert "不是台账数据库" in result.output
    assert [p.name for p in tmp_path.iterdir()] == ["coverage.db"]


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    db = open_database(tmp_path / "coverage.db")
    db["_sqlite_migrations"].insert({"migration_set": "presstally", "name": "9999_later", "applied_at": "2099-01-01"})
    db.close()
    result = run(tmp_path, "--company", NAME)
    assert result.exit_code == 1
    assert "9999_later" in result.output
    assert not (tmp_path / "coverage.toml").exists()


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, *arguments: object, **settings: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "write_text", refuse)
    result = run(tmp_path / "new", "--company", NAME)
    assert result.exit_code == 1
    assert re.fullmatch(r"无法读写“.*scrapy.cfg”：没有权限.*\n", result.output)
    assert not (tmp_path / "new").exists()


def test_a_network_drive_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda / ext4 rw 0 0\nserver:/share {tmp_path} nfs4 rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(init, "MOUNTS", mounts)
    assert "网络盘" in run(tmp_path / "new", "--company", NAME).output
    assert not init.on_network_drive(Path("/"))
    assert init.on_network_drive(Path(r"\\server\share\press"))


@pytest.mark.skipif(sys.platform == "win32", reason="asks through a pseudo-terminal")
def test_on_a_terminal_it_asks_and_asks_again(tmp_path: Path) -> None:
    import pty

    answers = [
        "海",
        NAME,
        "海州湾供电、湾供公司",
        "",
        "江苏，连云港",
        "",
        "all",
        "www.haizhou.cn",
        "无",
        "李四",
        "nobody",
        "li@haizhou.cn",
        "2",
    ]
    code = "import sys; sys.argv = ['presstally', 'init', 'new']; from crawler.cli import main; main()"
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(tmp_path)
        os.execv(sys.executable, [sys.executable, "-c", code])
    os.write(terminal, "".join(f"{answer}\n" for answer in answers).encode())
    screen = b""
    try:
        while piece := os.read(terminal, 4096):
            screen += piece
    except OSError:  # Linux ends a pseudo-terminal like this
        pass
    finally:
        os.close(terminal)
    _, status = os.waitpid(pid, 0)
    shown = screen.decode()
    assert os.waitstatus_to_exitcode(status) == 0, shown
    assert "每个至少2个字" in shown or "至少2个字的名称" in shown
    assert "应为邮箱或网址" in shown
    config = load_config(tmp_path / "new" / "coverage.toml")
    ours = config.watchlist.ours
    assert ours is not None
    assert ours.aliases == ("海州湾供电", "湾供公司")
    assert "国网海州湾供电" in ours.not_in
    assert config.policy == {"preset": "appearances"}
    assert config.general.contact == "li@haizhou.cn"
    assert [outlet.id for outlet in config.outlets] == ["own_site"]


def test_no_remark_becomes_an_example_unnoticed() -> None:
    """Whoever takes all the # away at once is told of every table that still holds an example."""
    text = coverage_toml(Answers(company=NAME))
    bare = re.sub(r"(?m)^# (?=[a-z_]+ = |\[|\")", "", text)
    with pytest.raises(Exception, match="还是示例") as caught:
        read_config(bare.encode(), Path("coverage.toml"))
    assert "[targets] 请改成姓名或部门" in str(caught.value)
    for table in ("person", "slogan", "place", "period", "outlet"):
        assert f"[[{table}]]" in str(caught.value)


def test_the_file_says_every_key_in_both_languages() -> None:
    from coverage_db.config.schema import SCHEMA

    text = coverage_toml(Answers(company=NAME, sites=("http://a.cn",)))
    for keys in SCHEMA.values():
        for key in keys:
            assert re.search(rf"(?m)^(# )?{key} = .*  # .* \| .*[a-z]", text), key


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=12
).map(lambda t: f"海{t}州")  # fmt: skip


@given(WORDS, st.lists(WORDS, max_size=3, unique=True), WORDS, WORDS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_it_writes_loads(company: str, aliases: list[str], account: str, officer: str) -> None:
    answers = Answers(
        company=company, aliases=tuple(aliases), accounts=(account,), officer=officer, sites=("http://a.cn/'\"\\",)
    )
    config = read_config(coverage_toml(answers).encode(), Path("coverage.toml"), Catalogue())
    assert config.watchlist.ours is not None
    assert config.watchlist.ours.name == company
    assert config.watchlist.ours.aliases == tuple(aliases)
    assert config.general.officer == officer
    assert config.outlets[1].accounts == (account,)


def test_proposals() -> None:
    assert similar_names(["海州湾供电", "湾供公司"]) == ("国网海州湾供电", "国家电网海州湾供电")
    assert similar_names(["国网海州湾供电"]) == ()
    assert choose_groups(["中央", "江苏", "电力", "连云港"], "海州湾供电", ["江苏"]) == ("江苏", "电力", "中央")
    assert choose_groups(["中央", "江苏"], "海州湾食品", []) == ("all",)
