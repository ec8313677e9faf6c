"""Policies: presets, files of the officer's own, what [policy] overrides, and all that can be wrong with one, at once."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from counting_facts import TOML, office
from sqlite_utils import Database

from coverage_db import counting
from coverage_db.config import Config, load_config
from coverage_db.counting import policy as policies
from coverage_db.counting.filters import Filters
from coverage_db.errors import ConfigError, UsageError

PRESETS = ("stories", "appearances", "converted", "highest_only", "outlets", "points_local")
MINE = """
name = "我局考核办法"
unit = "分"
reprints = "highest"
roles = ["original", "reprint", "round_up", "passing"]
levels = ["国家级", "省级"]
channels = ["web", "app", "epaper"]
points.level = { "国家级" = 10, "省级" = 3.35 }
points.channel = { app = 0.5 }
points.caps = { per_story = 12 }
text = "按我局考核办法计分。"
"""


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_is_complete(config: Config, name: str) -> None:
    policy = policies.load(config, name)
    assert policy.name == name
    assert all(policy.text[language].strip() for language in ("zh", "en"))
    assert policies.title(policy).startswith(("按", "就高", "折算"))


def test_the_presets_are_all_there(config: Config) -> None:
    assert policies.names(config.folder) == PRESETS


def test_the_presets_say_what_the_rules_say(shared: Path) -> None:
    written = (shared / "domain" / "counting_rules.md").read_text("utf-8")
    blocks = [part.split("```")[0] for part in written.split("```toml\n")[1:]]
    presets = policies._presets()
    assert {name: tomllib.loads(text) for name, text in presets.items()} == {
        table["name"]: table for table in map(tomllib.loads, blocks)
    }


def test_a_file_of_the_officers_own(ledger: Database, config: Config) -> None:
    (config.folder / "mine.toml").write_text(MINE, "utf-8")
    assert policies.names(config.folder)[-1] == "mine"
    policy = policies.load(config, "mine")
    assert (policy.name, policies.title(policy), policy.text["en"]) == ("mine", "我局考核办法", "按我局考核办法计分。")
    found = counting.count(ledger, config, Filters.make(config, ledger, policies=["mine"]), ("outlet",))
    # 10 for the nation's site; 3.35 is 3.4 and half of 3.35 is 1.7, both half up; the passing one counts here
    assert {row["outlet"]: row["count"] for row in found["rows"]} == {"rmw": 10, "jsjjw": 3.4, "xhrb": 3.4}
    assert (found["policy"], found["unit"], found["total"]) == ("mine", "分", 16.8)
    assert policies.load(config, "mine.toml") == policy


def test_half_up_to_a_tenth_and_cut_at_the_cap(ledger: Database, config: Config) -> None:
    for factor, wanted in {"0.05": 0.5, "0.04": 0.4, "0.15": 1.5, "9.99": 12.0, "0": 0}.items():
        text = MINE.replace("app = 0.5", f"web = {factor}").replace(', "省级" = 3.35', "").replace(', "省级"', "")
        (config.folder / "mine.toml").write_text(text, "utf-8")
        found = counting.count(ledger, config, Filters.make(config, ledger, policies=["mine"], outlets=["rmw"]))
        assert found["total"] == wanted, factor


def test_keys_in_the_policy_table_override_the_preset_and_the_text_says_so(tmp_path: Path) -> None:
    config = office(tmp_path, TOML + '[policy]\npreset = "stories"\nroles = ["original", "reprint"]\n')
    for policy in (policies.load(config), policies.load(config, "stories")):
        assert policy.roles == ("original", "reprint")
        assert policy.text["zh"].endswith('（本单位改动：roles = ["original","reprint"]）')
    assert policies.load(config, "appearances").roles[2] == "excerpt"


def test_a_file_may_be_the_preset(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(MINE, "utf-8")
    config = office(tmp_path, TOML + '[policy]\npreset = "mine"\nreprints = "once"\n')
    assert (policies.load(config).reprints, policies.load(config).unit) == ("once", "分")


def test_all_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    table = """
[policy]
preset = "stories"
reprint = "once"
unit = "条"
roles = ["orginal", "reprint"]
levels = "省级"
pending = "counted"
points.level = { "地市级" = "5", "省级" = -1, "市级" = 0.333 }
points.genre = { photo = 2 }
points.length = { long = 2 }
"""
    with pytest.raises(ConfigError) as error:
        office(tmp_path, TOML + table)
    lines = [line for line in error.value.faults if "[policy]" in line]
    for words in (
        "reprint：没有这一项；是否指 reprints？",
        "unit：应为 篇、条次、家、分 之一，现为“条”",
        "roles：应为",
        "“orginal”；是否指 original？",
        "levels：应为列表",
        "pending：应为 shown 之一，现为“counted”",
        "（地市级）",
        "points.level.地市级：应为 0 到 1000000 的数，现为“5”",
        "points.level.省级：应为 0 到 1000000 的数，现为“-1”",
        "points.level.市级：最多两位小数",
        "points.genre：没有这一项",
        "points.length：应为字数",
    ):
        assert any(words in line for line in lines), (words, lines)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ('reprints = "each"', "reprints：单位为“篇”时不能用 each"),
        ('unit = "条次"', "reprints：单位为“条次”时只能用 each"),
        ('unit = "分"', "points：单位为“分”时要有"),
        ('roles = ["reprint"]', "roles：必须含 original"),
        ("points.level = { 省级 = 5 }", "points：单位为“篇”时用不到"),
        ('byline_share = "equal"', "byline_share：单位为“篇”时用不到"),
        ('preset = "storis"', "没有名为“storis”的统计口径"),
    ],
)
def test_a_policy_that_contradicts_itself(tmp_path: Path, change: str, words: str) -> None:
    change = change.replace("省级", '"省级"')
    with pytest.raises(ConfigError) as error:
        office(tmp_path, f"{TOML}[policy]\n{change}\n")
    assert any("[policy]" in line and words in line for line in error.value.faults)


def test_contradictions_of_a_file_come_together(config: Config) -> None:
    text = MINE.replace('unit = "分"', 'unit = "条次"\nbyline_share = "first"').replace('"original", ', "")
    (config.folder / "mine.toml").write_text(text, "utf-8")
    with pytest.raises(UsageError) as error:
        policies.load(config, "mine")
    lines = str(error.value).splitlines()
    assert [line.split("：")[0] for line in lines] == [
        "mine roles",
        "mine reprints",
        "mine points",
        "mine byline_share",
    ]


def test_points_for_what_is_never_counted(config: Config) -> None:
    (config.folder / "mine.toml").write_text(MINE.replace('"省级" = 3.35', '"市级" = 3'), "utf-8")
    with pytest.raises(UsageError, match=r"points.level：给“市级”定了分值，但 levels 不含它"):
        policies.load(config, "mine")


def test_points_that_no_office_means(config: Config) -> None:
    (config.folder / "mine.toml").write_text(
        MINE.replace("= 10,", "= 900000,").replace("app = 0.5", "app = 900"), "utf-8"
    )
    with pytest.raises(UsageError, match="相乘会超过"):
        policies.load(config, "mine")


def test_files_that_cannot_be_policies(config: Config) -> None:
    (config.folder / "broken.toml").write_text("unit = ", "utf-8")
    with pytest.raises(UsageError, match=r"broken.toml 读不出"):
        policies.load(config, "broken")
    with pytest.raises(UsageError, match="没有名为“coverage”"):
        policies.load(config, "coverage")
    (config.folder / "a.toml").write_text('preset = "b"\n', "utf-8")
    (config.folder / "b.toml").write_text('preset = "a"\n', "utf-8")
    with pytest.raises(UsageError, match="以自己为底本"):
        policies.load(config, "a")


def test_a_preset_as_notepad_writes_it(config: Config) -> None:
    (config.folder / "mine.toml").write_bytes(b"\xef\xbb\xbf" + MINE.replace("\n", "\r\n").encode())
    assert policies.load(config, "mine").unit == "分"
    assert load_config(config.path).policy == {}
