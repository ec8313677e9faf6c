"""A report that is written for the tests: every kind of line, and the traps of a sheet."""

from __future__ import annotations

from coverage_db.reports.model import DepartmentLine, GapLine, Line, PersonLine, Report, RivalLine

LONG = "供电员工战疫保电不停步" * 27 + "三百字标题"

LINES = (
    Line(id=3, day="2022-03-11", title="党旗飘一线 战疫冲在前", outlet="新华日报", level="省级", rank=1, channel="报纸（数字报）", page="03 要闻", role="首发",
         people="许清瑞、王海波", department="新东供电所", themes="疫情防控", length=1260, url="http://127.0.0.1:8011/2022-03/11/content_3.html", story=3, reprints=2),
    Line(id=7, day="2022-03-20", title="=HYPERLINK(\"http://evil\",\"点我\")", outlet="交汇点", level="省级", rank=1, channel="客户端", role="首发", themes="复工复产、疫情防控",
         length=640, url="http://127.0.0.1:8012/a?b=1&c=<2>", story=7),
    Line(id=9, day="2022-04-02", title=LONG, outlet="海州日报", level="市级", rank=3, channel="网站", role="首发", people="李梅", department="客户服务中心",
         length=903, url="http://127.0.0.1:8013/9.html", story=9, marks="原链接已失效"),
    Line(id=12, day="2022-04-18", title="<b>保电</b> & 复产“两不误”", outlet="海州新闻（电视）", level="市级", rank=3, channel="广播电视", role="首发", length=0, url=None, story=12),
)  # fmt: skip


def report(**changes: object) -> Report:
    """The sample, with changes."""
    values: dict[str, object] = {
        "language": "zh",
        "title": "海州湾供电服务有限公司宣传报道统计",
        "company": "海州湾供电服务有限公司",
        "period": "本轮疫情发生以来",
        "from_": "2022-03-10",
        "to": "2022-04-20",
        "filters": ("主题：疫情防控、复工复产",),
        "sentence": "据不完全统计，本轮疫情发生以来，公司共在新华日报、交汇点等4家媒体发布疫情防控和复工复产宣传报道4篇。",
        "policy": "按篇计（同稿只计1次）",
        "policy_text": "按篇计：同一稿件不论被几家媒体刊发、转载，只计1篇，记在首发媒体名下；摘编、顺带提及、自有网站和账号、付费刊登、镜像页不计；待认定和日期不明的另列。",
        "unit": "篇",
        "total": 4,
        "counted": 4,
        "outlets": 4,
        "candidates": 9,
        "excluded": (("转载（稿件已计）", 3), ("镜像页（非授权复制）", 1)),
        "pending": 1,
        "by_level": (("省级", 2), ("市级", 2)),
        "by_outlet": (("新华日报", 1), ("交汇点", 1), ("海州日报", 1), ("海州新闻（电视）", 1)),
        "by_month": (("2022年3月", 2), ("2022年4月", 2)),
        "by_theme": (("疫情防控", 3), ("复工复产", 2)),
        "by_channel": (("报纸（数字报）", 1), ("客户端", 1), ("网站", 1), ("广播电视", 1)),
        "by_department": (("新东供电所", 1), ("客户服务中心", 1)),
        "lines": LINES,
        "waiting": (
            Line(id=20, day="2022-04-10", title="广电大楼里的“红马甲”", outlet="海州日报", level="市级", rank=3, channel="网站", role="首发", length=500,
                 url="http://127.0.0.1:8013/20.html", why="正文未出现单位名称，只有关联线索", story=20),
        ),
        "left_out": tuple(
            Line(id=30 + n, day="2022-03-12", title="党旗飘一线 战疫冲在前", outlet=outlet, level="市级", rank=3, channel="网站", role="转载", length=1260,
                 url=f"http://127.0.0.1:80{n}/", reason="转载（稿件已计）", story=3)
            for n, outlet in enumerate(("海州网", "江苏经济网", "海州发布"))
        ),
        "gaps": (GapLine(outlet="江苏经济网", from_="2022-03-28", to="2022-04-01", reason="连续访问失败"),),
        "by_hand": ("海州新闻（电视）",),
        "people": (
            PersonLine(name="许清瑞", pen_names="清水", department="新东供电所", by_level={"省级": 1}, stories=1, reprints=2, target=12),
            PersonLine(name="李梅", department="客户服务中心", by_level={"市级": 1}, stories=1),
            PersonLine(name="王海波", by_level={"省级": 1}, stories=1, reprints=2),
        ),
        "departments": (
            DepartmentLine(name="新东供电所", stories=1, target=4),
            DepartmentLine(name="客户服务中心", stories=1),
        ),
        "rivals": (
            RivalLine(name="海州湾供电服务有限公司", stories=4, share=0.8),
            RivalLine(name="大港供电服务有限公司", stories=1, share=0.2),
        ),
        "made": "2022-04-21",
        "officer": "李四",
    }  # fmt: skip
    return Report(**{**values, **changes})  # type: ignore[arg-type]
