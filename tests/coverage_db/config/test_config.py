"""coverage.toml as an officer writes it: what loads, and what each slip is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from coverage_db.config import Catalogue, Config, find_config, load_config
from coverage_db.config.schema import MANY, SCHEMA
from coverage_db.errors import ConfigError

CATALOGUE = Catalogue(frozenset({"xhrb", "lygrb"}), frozenset({"江苏", "连云港"}))
COMPANY = '[[company]]\nid = "us"\nname = "海州湾供电服务有限公司"\n'
WHOLE = """
[[company]]
id = "us"
name = "海州湾供电服务有限公司"
short = "公司"
aliases = ["海州湾供电", "湾供公司"]
not_in = ["国网海州湾供电公司"]
near = ["供电", "用电"]
[[company]]
id = "them"
name = "大港供电服务有限公司"
rival = true
[[person]]
name = "许清瑞"
aliases = []
role = "correspondent"
department = "新东供电所"
near = ["供电"]
from = 2022-01-01
to = 2022-12-31
[[slogan]]
text = "党旗飘一线、战疫冲在前"
[[place]]
name = "广电大楼"
[[theme]]
id = "epidemic"
name = "疫情防控"
any = ["疫情防控", "抗疫", "战疫"]
all = []
none = ["非洲猪瘟"]
[[period]]
id = "outbreak"
name = "本轮疫情发生以来"
from = 2022-03-10
to = 2022-04-20
[crawl]
outlets = ["xhrb", "连云港", "town_daily"]
since = 2022-03-01
delay = 0
max_mb = 10
proxy = "http://10.0.0.1:8080"
keep = "mentions"
[[outlet]]
id = "town_daily"
name = "海州日报"
brand = "海州日报"
owner = "海州报业集团"
aliases = []
level = "市级"
channel = "web"
feeds = ["https://news.haizhou.cn/rss.xml"]
sitemaps = ["https://news.haizhou.cn/sitemap.xml"]
listings = ["http://127.0.0.1:8012/news/"]
epapers = ["https://news.haizhou.cn/pc/layout/"]
accounts = ["海州发布"]
manual = true
articles = '/content/s[0-9a-f]{24}\\.html'
own = false
[[outlet]]
id = "lygrb"
level = "省级"
[notices]
any = ["停电公告"]
[attention]
any = ["曝光"]
[policy]
preset = "stories"
[targets]
"新东供电所" = 24
"许清瑞" = 12
[general]
language = "zh"
timezone = "Asia/Shanghai"
database = "coverage.db"
officer = "张三"
contact = "press@haizhou.cn"
"""


def load(folder: Path, text: str | bytes, catalogue: Catalogue | None = CATALOGUE) -> Config:
    path = folder / "coverage.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_config(path, catalogue)


def faults(folder: Path, text: str | bytes, catalogue: Catalogue | None = CATALOGUE) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load(folder, text, catalogue)
    return caught.value.faults


def test_the_whole_contract_loads(tmp_path: Path) -> None:
    config = load(tmp_path, WHOLE)
    ours = config.watchlist.ours
    assert ours is not None
    assert ours.spellings == ("海州湾供电服务有限公司", "海州湾供电", "湾供公司")
    assert config.watchlist.persons[0].from_ == "2022-01-01"
    assert config.periods[0].from_ == "2022-03-10"
    assert config.crawl.outlets == ("xhrb", "连云港", "town_daily")
    assert config.outlets[1].level == "省级"
    assert config.outlets[1].own is None
    assert config.database == tmp_path / "coverage.db"
    assert config.policy == {"preset": "stories"}
    assert config.targets == {"新东供电所": 24, "许清瑞": 12}
    assert config.warnings == ()


def test_the_whole_contract_is_what_the_schema_knows() -> None:
    for table, keys in SCHEMA.items():
        for key in keys:
            assert f"\n{key} = " in WHOLE, f"{table}.{key} is not tried by WHOLE"


def test_absent_keys_have_their_defaults(tmp_path: Path) -> None:
    config = load(tmp_path, COMPANY)
    assert config.crawl.outlets is None
    assert config.crawl.delay == 1.0
    assert config.general.contact == ""
    assert "招标公告" in config.watchlist.notices
    assert config.watchlist.attention == ()
    assert config.since("2022-04-21") == "2022-03-22"


def test_since_is_the_earliest_period_but_no_more_than_400_days(tmp_path: Path) -> None:
    period = '[[period]]\nid = "p{}"\nname = "期"\nfrom = {}\n'
    two = COMPANY + period.format(1, "2022-03-10") + period.format(2, "2022-02-01")
    assert load(tmp_path, two).since("2022-04-21") == "2022-02-01"
    assert load(tmp_path, two).since("2024-04-21") == "2023-03-18"
    assert load(tmp_path, two + "[crawl]\nsince = 2020-01-01\n").since("2022-04-21") == "2020-01-01"


def test_now_is_the_officers_zone_and_can_be_rehearsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = load(tmp_path, COMPANY)
    assert config.now().endswith("+08:00")
    monkeypatch.setenv("PRESSTALLY_NOW", "2022-04-20T20:00:00+00:00")
    assert config.now() == "2022-04-21T04:00:00+08:00"
    assert config.today() == "2022-04-21"


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_notepad_saves_is_read(tmp_path: Path, charset: str, newline: str) -> None:
    ours = load(tmp_path, COMPANY.replace("\n", newline).encode(charset)).watchlist.ours
    assert ours is not None
    assert ours.name == "海州湾供电服务有限公司"


def test_bytes_of_no_encoding_are_named(tmp_path: Path) -> None:
    assert faults(tmp_path, b"\xff\x80\x81 = 1") == [
        "coverage.toml：文字编码无法识别。请用记事本打开，另存为 UTF-8 编码。"
    ]


def test_full_width_marks_are_named_with_their_lines(tmp_path: Path) -> None:
    text = '[[company]]\nid = "us“ok”，" # “remark”\nname = “海州湾供电”\naliases = ["湾供公司"，"海供公司"]\nshort ＝ "公司"\nrival　= false\n'
    assert faults(tmp_path, text) == [
        'coverage.toml 第3行：用了中文引号“ ”，请改为英文引号 " "。',
        "coverage.toml 第4行：用了中文符号“，”，请改为英文符号 ,。",
        "coverage.toml 第5行：用了中文符号“＝”，请改为英文符号 =。",
        "coverage.toml 第6行：用了全角空格，请改为英文空格。",
    ]


def test_full_width_brackets_are_named_as_a_pair(tmp_path: Path) -> None:
    assert faults(tmp_path, "【【company】】\nid = ‘us’\n") == [
        "coverage.toml 第1行：用了中文符号“【 】”，请改为英文符号 [ ]。",
        "coverage.toml 第2行：用了中文引号‘ ’，请改为英文引号 ' '。",
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("name = 海州湾", "文字要放在英文引号里"),
        ("from = 2022-3-1", "日期应写成 2022-03-10"),
        ("from = 2022年3月1日", "日期应写成 2022-03-10"),
        ("from = 2022-02-30", "日期应写成 2022-03-10"),
        (r'articles = "\d+"', "反斜杠"),
        ('name = "海州湾', "引号没有成对"),
        ('aliases = ["海州湾供电"', "没有收尾"),
        ('name = "海州湾供电"\nname = "湾供公司"', "同一项写了两次"),
        ("[crawl]\n[crawl]", "请合并为一处"),
        ("[targets]\n新东供电所 = 24", "等号左边"),
        ("delay = 1.0.0", "不合格式"),
        ("海州湾", "不合格式"),
    ],
)
@pytest.mark.parametrize("end", ["\n", ""])
def test_one_line_for_what_is_no_toml(tmp_path: Path, line: str, said: str, end: str) -> None:
    found = faults(tmp_path, f"# first line\n{line}{end}")
    assert len(found) == 1
    assert said in found[0]
    assert found[0].startswith(f"coverage.toml 第{2 + line.count(chr(10))}行：")


VALUES = [
    ("[[company]]", "name = 3", "us name：应为至少2个字的名称，如 \"海州湾供电\"，现为3。"),
    ("[[company]]", 'aliases = ["供"]', "us aliases：应为名称列表，每个至少2个字，如 [\"海州湾供电\"]，现为“供”。"),
    ("[[company]]", 'near = [" "]', "us near：应为文字列表，不能有空白，如 [\"供电\", \"用电\"]，现为空白。"),
    ("[[company]]", 'rival = "true"', "us rival：应为true 或 false（不加引号），现为“true”。"),
    ("[[company]]", 'aliaes = ["海州湾供电"]', "us aliaes：没有这一项；是否指 aliases？"),
    ("[crawl]", "delay = -1", "delay：应为不小于0的数（秒），如 1.0，现为-1。"),
    ("[crawl]", "delay = true", "delay：应为不小于0的数（秒），如 1.0，现为true。"),
    ("[crawl]", "delay = nan", "delay：应为不小于0的数（秒），如 1.0，现为nan。"),
    ("[crawl]", "max_mb = 0", "max_mb：应为大于0的数（兆字节），如 10，现为0。"),
    ("[crawl]", 'keep = "mention"', "keep：应为 all、mentions 之一，现为“mention”；是否指 mentions？"),
    ("[crawl]", 'outlets = ["lyggb"]', "outlets：应为媒体代号或分组，现为“lyggb”；是否指 lygrb？"),
    ("[crawl]", "since = 2022-03-01T00:00:00", "since：应为日期，如 2022-03-10，现为2022-03-01 00:00:00。"),
    ("[targets]", '"李梅" = 0', "李梅：应为大于0的整数，如 12，现为0。"),
    ("[general]", 'timezone = "Asia/Beijing"', "timezone：应为时区，如 \"Asia/Shanghai\"，现为“Asia/Beijing”；是否指 Asia/Shanghai？"),
    ("[general]", 'language = "中文"', "language：应为 zh、en 之一，现为“中文”；是否指 zh？"),
    ("[general]", 'contact = "张三"', "contact：应为邮箱或网址，如 \"press@您的域名\"，现为“张三”。"),
    ("[general]", 'database = "coverage.toml"', "database：应为数据库文件名，如 \"coverage.db\"，现为“coverage.toml”。"),
    ("[general]", 'contct = "a@b.cn"', "contct：没有这一项；是否指 contact？"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "line", "said"), VALUES, ids=[f"{t} {line}" for t, line, _ in VALUES])
def test_a_wrong_value_says_found_and_wanted(tmp_path: Path, table: str, line: str, said: str) -> None:
    key = line.partition(" ")[0]
    company = "\n".join(row for row in COMPANY.splitlines() if not row.startswith(f"{key} "))
    text = f"{company}\n{line}\n" if table == "[[company]]" else f"{COMPANY}{table}\n{line}\n"
    assert faults(tmp_path, text) == [f"coverage.toml {table} {said}"]


def test_the_contracts_own_example_of_a_fault(tmp_path: Path) -> None:
    outlet = '[[outlet]]\nid = "town_daily"\nname = "海州日报"\nlevel = "地市级"\nchannel = "web"\nmanual = true\n'
    assert faults(tmp_path, COMPANY + outlet) == [
        "coverage.toml [[outlet]] town_daily level：应为 国家级、省级、行业、市级、县级、系统内、自有 之一，现为“地市级”；是否指 市级？"
    ]


def test_a_password_of_a_proxy_is_refused_and_not_repeated(tmp_path: Path) -> None:
    (line,) = faults(tmp_path, COMPANY + '[crawl]\nproxy = "http://user:geheim@10.0.0.1:80"\n')
    assert "环境变量" in line
    assert "geheim" not in line


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    text = """
top = 1
[[compny]]
id = "us"
[company]
name = "海州湾供电"
[[crawl]]
delay = 1
[[theme]]
id = "a b"
name = "疫情"
"""
    found = faults(tmp_path, text)
    assert len(found) == 7
    assert "top：这一项不在任何表中" in found[0]
    assert "[compny]：没有这个表；是否指 [[company]]？" in found[1]
    assert "[company]：要用双层方括号，写成 [[company]]" in found[2]
    assert "[[crawl]]：只能有一个，写成单层方括号 [crawl]" in found[3]
    assert "[[theme]] a b id：应为代号" in found[4]
    assert "没有本单位" in found[5]
    assert "[[theme]] 疫情：没有主题词" in found[6]


CONTRADICTIONS = {
    "two companies of one id": (COMPANY + COMPANY.replace("海州湾", "大港"), "代号“us”用了两次"),
    "two companies of one name": (COMPANY + COMPANY.replace('"us"', '"them"') + "rival = true\n", "无法区分"),
    "not_in is an alias": (COMPANY + 'aliases = ["海州湾供电"]\nnot_in = ["海州灣供電"]\n', "两者矛盾"),
    "only rivals": (COMPANY + "rival = true\n", "没有本单位"),
    "from behind to": (COMPANY + '[[period]]\nid = "p"\nname = "期"\nfrom = 2022-04-02\nto = 2022-04-01\n', "早于起始日"),
    "a period called as a quarter": (COMPANY + '[[period]]\nid = "2022-Q1"\nname = "期"\nfrom = 2022-04-02\n', "内置"),
    "a theme word on both sides": (COMPANY + '[[theme]]\nid = "t"\nname = "题"\nany = ["抗疫"]\nnone = ["抗疫"]\n', "两者矛盾"),
    "an outlet without a source": (COMPANY + '[[outlet]]\nid = "o"\nname = "报"\nlevel = "市级"\nchannel = "web"\n', "从哪里取稿"),
    "an outlet without a level": (COMPANY + '[[outlet]]\nid = "o"\nname = "报"\nchannel = "web"\nmanual = true\n', "o level：缺少这一项"),
    "an outlet called as a group": (COMPANY + '[[outlet]]\nid = "江苏"\nmanual = true\n', "已用作媒体分组"),
    "a feed for one of the catalogue": (COMPANY + '[[outlet]]\nid = "xhrb"\nfeeds = ["http://a.cn/"]\n', "只能改"),
    "an example left as it was": (COMPANY + '[[slogan]]\ntext = "请改成口号"\n', "还是示例"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "said"), CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_a_contradiction_is_one_line(tmp_path: Path, text: str, said: str) -> None:
    (line,) = faults(tmp_path, text)
    assert said in line


WARNINGS = {
    "two characters": (COMPANY + 'aliases = ["湾供"]\n', "只有2个字"),
    "inside another's name": (COMPANY + 'aliases = ["海州湾供电"]\n[[company]]\nid = "them"\nname = "国网海州湾供电公司"\nrival = true\n', 'not_in = ["国网海州湾供电公司"]'),
    "not_in that absorbs nothing": (COMPANY + 'not_in = ["大港供电"]\n', "不起作用"),
    "a document's example": (COMPANY + '[[outlet]]\nid = "o"\nname = "某某日报"\nlevel = "市级"\nchannel = "web"\nmanual = true\n', "像是示例"),
    "the contract's contact": (COMPANY + '[general]\ncontact = "press@example.com"\n', "像是示例"),
    "a person in two places": (COMPANY + '[[person]]\nname = "许清瑞"\n' * 2, "起止日期重叠"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "said"), WARNINGS.values(), ids=WARNINGS)
def test_a_likely_slip_is_a_warning(tmp_path: Path, text: str, said: str) -> None:
    (line,) = load(tmp_path, text).warnings
    assert said in line


def test_a_person_who_moved_is_no_slip(tmp_path: Path) -> None:
    person = '[[person]]\nname = "{}"\n{} = {}\n'
    moved = person.format("许清瑞", "to", "2022-03-31") + person.format("许清瑞", "from", "2022-04-01")
    assert load(tmp_path, COMPANY + moved + person.format("李梅", "from", "2022-03-01")).warnings == ()


def test_what_is_declared_is_not_warned_of(tmp_path: Path) -> None:
    rival = '[[company]]\nid = "them"\nname = "国网海州湾供电公司"\nrival = true\n'
    text = COMPANY + 'aliases = ["海州湾供电", "湾供"]\nnear = ["供电"]\nnot_in = ["国网海州湾供电公司"]\n' + rival
    assert load(tmp_path, text).warnings == ()


def test_english_faults_when_the_file_says_so(tmp_path: Path) -> None:
    (line,) = faults(tmp_path, COMPANY + '[general]\nlanguage = "en"\n[crawl]\nkeep = "some"\n')
    assert line.startswith("coverage.toml [crawl] keep: wanted one of all、mentions, found “some”")


def test_a_folder_names_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConfigError, match="presstally init"):
        find_config(str(tmp_path))
    (tmp_path / "coverage.toml").write_text(COMPANY, encoding="utf-8")
    assert find_config(str(tmp_path)) == tmp_path / "coverage.toml"
    monkeypatch.chdir(tmp_path)
    assert find_config(None) == tmp_path / "coverage.toml"


DOC = Path(__file__).resolve().parents[3] / "docs" / "settings.md"


@pytest.mark.parametrize(("table", "key"), [(t, k) for t, keys in SCHEMA.items() for k in keys])
def test_every_setting_is_documented(table: str, key: str) -> None:
    heading = f"## `[[{table}]]`" if table in MANY else f"## `[{table}]`"
    section = DOC.read_text("utf-8").partition(f"{heading}\n")[2].partition("\n## ")[0]
    assert f"| `{key}`" in section, f"docs/settings.md lacks {table}.{key}: run `make docs`"
