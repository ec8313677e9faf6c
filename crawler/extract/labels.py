"""Read: labels that say what the names after them are: 记者, 通讯员, 责任编辑, 来源 … Text in, labels out."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ORNAMENT = re.compile(
    r"(?:本报|本网|本刊|本台|本社|全媒体?|融媒体?|首席|见习|实习|特约|高级|资深|特派|驻[\u4e00-\u9fff]{1,5}|通联|文字|视频|摄影|联合|新媒体|专职|现场|前方|短视频)\s?$"
)
_OUTLET_BEFORE = re.compile(
    r"[\u4e00-\u9fffA-Za-z·－-]{2,16}(?:报|报业|新闻网?|周刊|周末|杂志|在线|视频|客户端|电视台|电台|广播|社|网|刊|台|融媒体中心|频道|分社|[Tt][Vv])[·\s／/]*$"
)
OUTLET_FIRST = re.compile(
    r"(?!本)([\u4e00-\u9fffA-Za-z]{2,12}?(?:报|新闻|网|社|刊|台|客户端|周末|杂志|在线|TV))(?:全媒体?|融媒体?|首席|见习|实习|特约|驻|高级|资深|[\s／/]|$)"
)
MAX_ORNAMENTS = 6
MAX_ORNAMENT = 24
"""Characters before a label that are looked at for what belongs to it."""
ROLES: dict[str, tuple[str, ...]] = {
    "reporter": ("记者", "实习生", "采访人员"),
    "correspondent": ("通讯员", "通联员", "通訊員"),
    "author": ("作者", "撰文", "撰稿人", "撰稿", "供稿人", "供稿", "文字", "执笔", "文/图", "文／图", "图/文", "文图", "图文", "文/摄", "摄/文", "采写", "原作者", "文"),
    "photographer": ("摄影报道", "摄影记者", "摄影", "拍摄", "供图", "图片", "摄", "图"),
    "editor": ("责任编辑", "网络编辑", "值班编辑", "文字编辑", "新媒体编辑", "见习编辑", "实习编辑", "助理编辑", "首席编辑", "初审编辑", "版面编辑", "本版责编", "本版编辑", "本文编辑", "执行编辑", "编辑", "责编"),
    "": (
        "校对", "审核", "审校", "初审", "复审", "终审", "一审", "二审", "三审", "编审", "监制", "总监制", "值班主任", "值班编委", "值班总编", "值班领导", "美编", "美术编辑", "视觉", "制图", "出镜", "策划", "总策划", "统筹", "设计", "排版", "版式",
        "剪辑", "配音", "主播", "签发", "录入", "上传", "发布者", "主编", "总编辑", "副主编", "出品人", "出品", "导演", "编导", "制作", "后期", "栏目主编", "题图来源", "题图", "图片来源", "图片编辑", "视频编辑", "摄像", "翻译", "作者单位", "单位", "供稿单位",
        "发布时间", "发表时间", "发稿时间", "刊发时间", "公开时间", "更新时间", "修改时间", "最后更新", "发布日期", "时间", "日期", "阅读", "浏览次数", "点击", "浏览", "字号", "字体", "评论", "编号", "标签", "关键词", "栏目", "分类", "审签", "监审", "校审", "联系人", "电话", "邮箱", "打印", "发布机构", "索引号", "责任校对", "热度", "阅读量", "点击数", "点击量", "访问量",
        "访问次数", "阅读次数", "发布人", "发布单位", "字体大小", "视力保护色", "责任编审", "编校", "二维码", "举报", "收藏", "分享", "发表于", "发布于", "人气", "稿源类型",
    ),
    "source": ("文章来源", "信息来源", "稿件来源", "新闻来源", "内容来源", "资料来源", "本文来源", "原文来源", "稿源", "来源", "转载自", "转自", "摘自", "原载", "来自", "出处", "出自", "微信公众号", "公众号"),
}  # fmt: skip
"""Labels by the role that they give; "" gives none and ends the names before; "source" names where it comes from."""
NO_SPACE_NEEDED = ("摄", "图", "文")
"""These single characters are labels only where nothing else can be read (边上 /, a bracket's end, spaces on both sides)."""

SIGNING = frozenset(
    label for role, labels in ROLES.items() if role not in ("", "source") for label in labels if len(label) > 1
)
"""The labels that persons sign after."""
ONLY_MARKED = ("来自", "出处", "出自", "公众号", "微信公众号")
"""Words that are labels only where a colon follows."""

_ROLE_OF = {label: role for role, labels in ROLES.items() for label in labels}
_LONG = sorted((label for label in _ROLE_OF if label not in NO_SPACE_NEEDED), key=len, reverse=True)
_LABEL = re.compile(
    rf"(?P<label>{'|'.join(map(re.escape, _LONG))})(?P<mark>\s*[:：|｜丨︱/／]\s*|\s*)"
    r"|(?:(?<=^)|(?<=[\s/、，（(]))(?P<short>文|图|摄)(?P<mark2>\s*[:：|｜丨︱/／]\s*|\s+|$|(?=[)）/、，]))"
)


@dataclass(slots=True)
class Label:
    start: int
    end: int
    text: str
    role: str
    marked: bool
    """A colon, bar or slash follows."""
    ornament: str
    """What stands before it and belongs to it: 本报, 全媒体, the name of an outlet."""


def labels_of(text: str) -> list[Label]:
    labels: list[Label] = []
    for found in _LABEL.finditer(text):
        word = found["label"] or found["short"]
        role = _ROLE_OF[word]
        if word in ONLY_MARKED and not found["mark"].strip():
            continue
        start = found.start()
        if role in ("reporter", "correspondent"):
            start = _ornament_start(text, start, labels[-1].end if labels else 0)
            while labels and start < labels[-1].start:  # 摄影 of 摄影记者 is no label of its own
                labels.pop()
        mark = found["mark"] or found["mark2"] or ""
        labels.append(Label(start, found.end(), word, role, bool(mark.strip()), text[start : found.start()]))
    return labels


def _ornament_start(text: str, at: int, floor: int) -> int:
    """Where what belongs to a label begins: 连云港日报全媒体 of 连云港日报全媒体记者."""
    start = at
    for _ in range(MAX_ORNAMENTS):
        before = text[max(floor, start - MAX_ORNAMENT) : start]
        found = _ORNAMENT.search(before) or _OUTLET_BEFORE.search(before)
        if found is None:
            break
        start -= len(before) - found.start()
    return start
