"""Read: the outlet that a page names as its source, and the account that published it. Each rule a function with a name."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from itertools import pairwise

from .blocks import Line
from .bylines import clean_source, read_bylines, signed_outlet, tail_bracket
from .dates import plain
from .furniture import head_line, sign_off
from .labels import labels_of
from .names import NOT_NAMES, is_outlet, is_person
from .reading import Reading

_SOURCE_CLASS = re.compile(r"(?:^|[-_\s])(?:source|media|laiyuan|ly|origin)(?:$|[-_\s\d])", re.I)
_SCRIPT = re.compile(
    r"""["'](?:media|mediaName|media_name|sourceName|source_name)["']\s*:\s*["']([^"'<>{}]{2,20})["']"""
)
_LABEL = re.compile(r"^\s*[（(【\[]?(?:本文|文章|信息|新闻|稿件|内容)?(?:来源于?|稿源|出处|来自)\s*[:：|丨]?\s*")
_ACCOUNT = re.compile(
    r"author-?name|nick-?name|account|media-?name|user-?name|dy_author|mp-?name|publisher|source-?name", re.I
)
_DATE_PARTS = re.compile(
    r"(?:(?<![\u3400-\u9fff])(?:发布|发表|更新|刊发)?(?:时间|日期|于)?)?\s*[:：]?\s*(?:\d{4}\s*[-年/.]\s*)?\d{1,2}\s*[-月/.]\s*\d{1,2}\s*日?(?:[\sT]*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
)
_COUNTS = re.compile(
    r"(?:浏览|阅读|评论|点击|点赞|收藏)(?:量|数|次数)?\s*[:：(（]?\s*[\d.]+(?![\d年/-])\s*[万wWkK+]?\s*次?[)）]?"
    r"|(?<![\d:：.])[\d.]+[万wWkK+]?(?:次?(?:浏览|阅读|评论|点击|点赞|收藏|参与|跟贴)|人参与)"
)
_NO_WORD = re.compile(
    r"[\W\dA-Za-z]{0,3}|[\d\W]+|第[A-Z]?\d+版|原创|转载|整理|编译|综合|听新闻|听报道|朗读|大|中|小|超大|标准|更多|收藏|编辑|举报|分享|打印"
    r"|关注|posted|参与|我要|人|成文|生成|印发|发文|公开|实施|施行|生效"
)
"""Pieces beside a date that name nobody: type sizes, buttons."""
_NO_NAME = re.compile(
    r"阅读|评论|浏览|字号|打印|分享|正文|星期|作者|认证|官方账号|领域|关注|订阅|收藏|首页|举报|上传|播放|当前位置|来源|微博|微信$|空间$|手机看|论坛$|网友|跟贴|时间|日期"
)
_TIME_LABEL = re.compile(r"时间|日期|发布于|发表于")
_NAME = re.compile(r"[\u3400-\u9fffA-Za-z《][\w·《》－-]{1,16}")
MAX_DATE_LINE = 90
"""A longer line says more than when and from where."""
TAIL_LINES, MAX_TAIL_LINE = 3, 60
"""So many last lines of a text may sign, when they are so short."""
_PLACE = re.compile(
    r"来自.+|(?:发布于|IP属地[:：]?)?(?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门)$"
)
"""Where an account wrote from, as platforms print it beside the date."""
_ISSUE = re.compile(r"《([^》]{2,14})》\s*[（(]\s*(?:19|20)\d\d\s*年")


def by_place(reading: Reading) -> str:
    """Where the platform keeps it: `#source_baidu`, `.m-con-source`."""
    return next((text for raw in reading.at("source") if (text := clean_source(_LABEL.sub("", raw)))), "")


def by_label(reading: Reading) -> str:
    """来源：新华日报 in a line near the headline."""
    return _labelled(reading.head)


def by_class(reading: Reading) -> str:
    """<a class="source">北京青年报</a> near the headline, without a label."""
    for text in reading.marked(_SOURCE_CLASS):
        name = clean_source(_LABEL.sub("", text))
        if (
            1 < len(name) <= 16
            and not is_person(name)
            and not re.search(r"\d|^(?:原文|阅读|评论|分享|关注|订阅)", text)
        ):
            return name
    return ""


def by_account(reading: Reading) -> str:
    """The account, where a platform publishes for accounts."""
    return account(reading) or ""


def by_meta(reading: Reading) -> str:
    """<meta name="ContentSource">, <meta name="source">."""
    for name in ("contentsource", "source", "mediaid", "article:source", "og:source"):
        text = clean_source(_LABEL.sub("", reading.page.metas.get(name, "")))
        if text and not text.isdigit():
            return text
    return ""


def by_foot(reading: Reading) -> str:
    """本文来源：证券市场报 after the text, (来源：…) at its end."""
    if text := _labelled(reading.foot):
        return text
    paragraphs = reading.found.paragraphs if reading.found else []
    if text := _labelled(line for line in paragraphs[-TAIL_LINES:] if len(line.text) <= MAX_TAIL_LINE):
        return text
    bracket = tail_bracket(paragraphs[-1].text) if paragraphs else None
    return (read_bylines(bracket[0])[1] or "") if bracket else ""


def by_signature(reading: Reading) -> str:
    """某某新闻记者 甲 near the headline."""
    return next(
        (text for line in reading.head if line.linked * 2 <= len(line.text) and (text := signed_outlet(line.spaced))),
        "",
    )


def by_date_line(reading: Reading) -> str:
    """A name alone beside the date, 2022-04-06 · 某某报道; or an outlet beside it and its reporter."""
    return next((name for name in beside_date(reading.head[:10], reading.page.head_title) if not is_person(name)), "")


def beside_date(lines: Iterable[Line], title: str = "") -> list[str]:
    """The names that share the first short line that has a date with it: one of any kind, or an outlet and persons. Beside
    labels (作者：甲) the one outlet alone, or the one name that is no person's; the site as its `title` names it is an outlet."""
    for line in lines:
        text = plain(line.spaced)
        if len(text) > MAX_DATE_LINE or not _DATE_PARTS.search(text) or head_line(text) == "today":
            continue
        names = _names_in(text)
        if _is_labelled(text):
            names = [name for name in names if _may_be_site(name)]
            outlets = [name for name in names if title.endswith(name) or (is_outlet(name) and not labels_of(name))]
            if len(outlets or names) == 1:
                return outlets or names
            continue
        others = [name for name in names if not is_person(name)]
        if len(others) > 1:
            others = [name for name in others if is_outlet(name)]
        if names and len(others) <= 1:
            return [name for name in names if name in others or is_person(name)]
    return []


def _may_be_site(name: str) -> bool:
    """Whether a name may be that of a site or an account: no person's, no word of a page, nothing that says who signed."""
    if is_person(name) or name.startswith("本") or any(label.role for label in labels_of(name)):
        return False
    return is_outlet(name) or name not in NOT_NAMES


def _is_labelled(text: str) -> bool:
    """Whether a line says of somebody or something what it is: 作者：甲, 本报记者 甲."""
    marked = (label for label in labels_of(text) if label.marked)
    return any(not _TIME_LABEL.search(label.text) for label in marked) or bool(read_bylines(text)[0])


def _names_in(text: str) -> list[str]:
    """The pieces of a line that may name somebody, each once; [] when a piece is none."""
    rest = text
    for label in reversed(labels_of(text)):
        if label.marked:
            rest = f"{rest[: label.start + len(label.ornament)]} {rest[label.end :]}"
    rest = _DATE_PARTS.sub(" ", _COUNTS.sub(" ", rest))
    pieces = [
        re.sub(r"(?<=[报网社线])(?:讯|消息|报道)$", "", piece.strip("-—－@"))
        for piece in re.split(r"[\s|丨/\[\]【】]+|\s·\s", rest)
    ]
    pieces = [piece for piece in pieces if not _NO_WORD.fullmatch(piece) and not _PLACE.match(piece)]
    if not _is_labelled(text) and sum(not _NAME.fullmatch(piece) for piece in pieces) > 1:
        return []
    return list(dict.fromkeys(piece for piece in pieces if _NAME.fullmatch(piece) and not _NO_NAME.search(piece)))


def by_name_line(reading: Reading) -> str:
    """A line near the headline that is the name of an outlet and nothing else."""
    for line in reading.below[:8]:
        text = line.text.strip(" ·|")
        if (
            line.cut is None
            and 2 <= len(text) <= 16
            and is_outlet(text)
            and reading.headline is not None
            and text not in reading.page.lines.rows[reading.headline].text
        ):
            return text
    return ""


def by_line_above(reading: Reading) -> str:
    """A name alone above or below the date, as accounts sign: headline, account, date."""
    lines = reading.below[:8]
    for beside, line in (*pairwise(lines), *pairwise(reversed(lines))):
        text = beside.text.strip(" ·|")
        if (
            _DATE_PARTS.search(plain(line.spaced))
            and re.fullmatch(r"[\u3400-\u9fffA-Za-z][\w·]{1,13}", text)
            and _may_be_site(text)
            and not (sign_off(text) or head_line(text) or _NO_NAME.search(text))
        ):
            return text
    return ""


def by_issue(reading: Reading) -> str:
    """《某某日报》（2022年04月06日 10版）, near the headline or at the end."""
    lines = (*reading.head, *reading.foot)
    return next((found[1].strip() for line in lines if (found := _ISSUE.search(line.text))), "")


def by_script(reading: Reading) -> str:
    """The medium that a page's program is told, where the page prints none: "media": "某某日报"."""
    if name := clean_source(reading.record.get("source", "")):
        return name
    found = _SCRIPT.search(reading.page.html)
    return clean_source(html.unescape(found[1])) if found and found[1].isprintable() and "\\" not in found[1] else ""


def account(reading: Reading) -> str | None:
    """The WeChat or platform account as the page prints it; None where no account publishes."""
    for text in reading.at("account"):
        if 2 <= len(text) <= 30:
            return text
    for line in reading.head[:12]:
        names = f"{line.block.get('class') or ''} {line.block.get('id') or ''}"
        if _ACCOUNT.search(names) and 2 <= len(line.text) <= 20 and not re.search(r"\d{4}|[:：，。]", line.text):
            return line.text
    return None


def _labelled(lines: Iterable[Line]) -> str:
    for line in lines:
        if re.search(r"[来來]源|来自|出自|公众号|稿源|转自|转载自|摘自|出处|原载", line.spaced) and (
            text := read_bylines(line.spaced)[1]
        ):
            return text
    return ""
