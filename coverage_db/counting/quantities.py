"""Quantities: numbers with their unit as offices write them – 30余篇, 三十多篇, 近百家, 1.2万条次, 30至40篇 – and the range each claims.

Folded text in, Quantities out. Exact meaning of the rounding words: `_range`, after GB/T 15835-2011 and article 1259
of the Civil Code (以上 and 以内 include the number, 超过 and 不满 do not). No network, no database.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

STORIES, EITHER, APPEARANCES, OUTLETS, POINTS, PEOPLE, NONE = (
    "篇", "条", "条次", "家", "分", "名", ""
)  # fmt: skip
UNITS = {  # written form: what is counted; longest first
    "篇/次": EITHER, "篇(次)": EITHER, "条(次)": EITHER, "条/次": EITHER, "篇次": APPEARANCES, "条次": APPEARANCES,
    "家次": APPEARANCES, "个媒体": OUTLETS, "个视频": NONE, "万字": NONE, "人次": NONE, "篇": STORIES, "条": EITHER,
    "则": EITHER, "件": EITHER, "次": APPEARANCES, "家": OUTLETS, "分": POINTS, "名": PEOPLE, "位": PEOPLE, "幅": NONE,
    "张": NONE, "部": NONE, "版": NONE, "组": NONE,
}  # fmt: skip
PERMITTED = 0.1
"""What 近 and 约 leave open, as a share of the number; usage, not a published rule."""

_DIGITS = {
    character: value
    for value, both in enumerate(("零〇○", "一", "二两", "三", "四", "五", "六", "七", "八", "九"))
    for character in both
}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_DIGIT = "一二两三四五六七八九"
_ARABIC = r"\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?"
_NUMBER = rf"(?:(?:{_ARABIC})(?:[百千万亿](?:\d千)?)?|[零〇○{_DIGIT}十百千万亿]+)"
_VAGUE = rf"(?:[几数上][十百千万]+|[{_DIGIT}]?十几)"
_BEFORE = "不少于|不低于|不超过|不足|不到|不满|未满|少于|至少|将近|接近|大约|超过|突破|多于|近|约|超|逾|达到|达|共计|共|累计|总计|合计"
_BETWEEN = r"[-—–~至到]{1,2}"
_UNIT = "|".join(map(re.escape, sorted(UNITS, key=len, reverse=True)))
_QUANTITY = re.compile(
    rf"(?P<before>(?:(?:{_BEFORE}))*)"
    rf"(?:(?P<low>{_NUMBER})(?:{_UNIT})?{_BETWEEN}(?P<high>{_NUMBER})|(?P<vague>{_VAGUE})|(?P<number>{_NUMBER}))"
    rf"(?P<odd>[余多])?(?P<large>万)?(?:个)?(?P<unit>{_UNIT})(?P<after>以上|以内|左右|上下|之多|余)?"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, as a sentence claims it."""

    start: int
    end: int
    """Its span in the folded sentence."""
    text: str
    unit: str
    """篇 stories, 条 stories or appearances, 条次, 家, 分, 名 people; "" for what is never a number of articles (万字, 幅 …)."""
    written: str
    """The unit as written."""
    low: int
    high: int | None
    """The range, both ends included; None: open."""
    number: float
    step: int
    """The value of the numeral's last place that is not zero."""
    exact: bool
    wide: bool
    """An open range, or one of a hundred and more: found far above it is understated."""
    doubled: bool = False
    """Two rounding words at once (近30余篇)."""

    def understated(self, found: float) -> bool:
        """Whether so many lie in the range, but far above what was written."""
        if self.high is None:
            return found > self.number + self.step
        return self.wide and not self.exact and self.low <= found <= self.high and found > self.number + self.step / 2


def quantities(folded: str) -> Iterator[Quantity]:
    """The quantities of a folded sentence, in order. Dates, ordinals (第3次) and 千家万户 are none."""
    for found in _QUANTITY.finditer(folded):
        if _is_none(folded, found):
            continue
        quantity = _read(found)
        if quantity is not None:
            yield quantity


def number_of(numeral: str) -> float | None:
    """The value of a numeral: 1,200, 1.2万, 1万2千, 三十, 一千二 (1200), 百 (100). None: it is none."""
    plain = numeral.replace(",", "")
    if found := re.fullmatch(r"(\d+(?:\.\d+)?)([百千万亿])?(?:(\d)千)?", plain):
        value = float(found[1])
        if found[2]:
            value *= {**_PLACES, **_LARGE}[found[2]]
        return value + (int(found[3]) * 1000 if found[3] else 0)
    if not re.fullmatch(rf"[零〇○{_DIGIT}十百千万亿]+", plain):
        return None
    if len(plain) > 1 and all(character in _DIGITS for character in plain):
        return float("".join(str(_DIGITS[character]) for character in plain))
    total = section = digit = 0
    last = 1
    for character in plain:
        if character in _DIGITS:
            digit = _DIGITS[character]
            last = 1 if digit == 0 else last
        elif character in _PLACES:
            section += (digit or 1) * _PLACES[character]
            digit, last = 0, _PLACES[character]
        else:
            total = (total + section + digit or 1) * _LARGE[character]
            section = digit = 0
            last = _LARGE[character]
    tail = digit * last // 10 if last >= 100 else digit
    return float(total + section + tail)


def _is_none(text: str, found: re.Match[str]) -> bool:
    before, after = text[: found.start()], text[found.end() :]
    unit = found["unit"]
    if before.endswith("第") or (before[-1:].isdigit() and found["number"]) or before.endswith("."):
        return True
    if unit == "家" and re.match(r"万户|人|庭|长|里|乡|企业|公司|单位|商户|医院|门店|工厂", after):
        return True
    if unit in ("条", "件", "分", "部", "张", "版") and re.match(
        r"线|心|龙|路|隐患|措施|事|享|析|配|钟|门|队|面", after
    ):
        return True
    if re.search(r"(?:阅读|点击|浏览|播放|点赞|访问)(?:量|数)?[^,;。]*$", before):
        return True
    return unit == "次" and not re.search(
        r"报道|转载|刊发|刊登|刊播|播发|采用|亮相|登上|推送|发布", before[-24:] + after[:2]
    )


def _read(found: re.Match[str]) -> Quantity | None:
    low, high, number, step, exact = _plain_range(found)
    if number is None:
        return None
    words = [
        word
        for word in re.findall(_BEFORE, found["before"] or "")
        if word not in ("达到", "达", "共计", "共", "累计", "总计", "合计")
    ]
    words += ["余"] if found["odd"] else []
    words += [word for word in (found["after"],) if word and word != "之多"]
    ranges = [_range(word, number, step) for word in words]
    if ranges:
        low = min(each[0] for each in ranges)
        high = None if any(each[1] is None for each in ranges) else max(each[1] or 0 for each in ranges)
        exact = False
    wide = high is None or (not exact and step >= 100) or high - low >= 100
    return Quantity(
        found.start(), found.end(), found[0], UNITS[found["unit"]], found["unit"], low, high, number, step, exact, wide,
        len(ranges) > 1,
    )  # fmt: skip


def _plain_range(found: re.Match[str]) -> tuple[int, int | None, float | None, int, bool]:
    """(low, high, number, step, exact) without the rounding words around it."""
    large = 10_000 if found["large"] else 1
    if found["vague"]:
        return _vague_range(found["vague"])
    if found["low"]:
        first, last = number_of(found["low"]), number_of(found["high"])
        if first is None or last is None:
            return 0, None, None, 1, False
        return int(first), int(last) * large, last, _step(int(last)), first == last
    numeral = found["number"]
    if pair := re.fullmatch(rf"([{_DIGIT}]?十)?([{_DIGIT}])([{_DIGIT}])(十|百|千|万)?", numeral):
        return _pair_range(pair)
    value = number_of(numeral)
    if value is None:
        return 0, None, None, 1, False
    value *= large
    if "." in numeral and value >= 1000:
        half = 10_000 * 10 ** -len(numeral.split(".")[1].rstrip("万亿千百")) / 2
        return math.ceil(value - half), math.ceil(value + half) - 1, value, _step(round(value)), False
    return round(value), round(value), value, _step(round(value)), True


def _vague_range(word: str) -> tuple[int, int | None, float, int, bool]:
    """几十, 数百, 上百, 十几, 二十几."""
    if word.endswith("几"):
        tens = int(number_of(word[:-1]) or 10)
        return tens + 1, tens + 9, float(tens), 10, False
    place = int(number_of(word[1:]) or 10)
    first = place if word[0] == "上" else 2 * place
    return first, 10 * place - 1, float(first), place, False


def _pair_range(pair: re.Match[str]) -> tuple[int, int | None, float, int, bool]:
    """两三, 三四十, 十五六: the first to the second, in tens to the end of the second."""
    first, second = _DIGITS[pair[2]], _DIGITS[pair[3]]
    base = int(number_of(pair[1]) or 0) if pair[1] else 0
    place = {**_PLACES, **_LARGE}.get(pair[4] or "", 1)
    low, high = base + first * place, base + second * place
    return low, high + place - 1, float(low), place, False


def _range(word: str, number: float, step: int) -> tuple[int, int | None]:
    """What a rounding word makes of a number."""
    whole = round(number)
    if word in ("余", "多"):
        return whole + 1, max(whole + 1, whole + step - 1)
    if word in ("近", "将近", "接近"):
        return math.ceil(round((1 - PERMITTED) * number, 6)), whole - 1
    if word in ("约", "大约", "左右", "上下"):
        return math.ceil(round((1 - PERMITTED) * number, 6)), math.floor(round((1 + PERMITTED) * number, 6))
    if word in ("以上", "不少于", "不低于", "至少"):
        return whole, None
    if word in ("不足", "不到", "不满", "未满", "少于"):
        return 0, whole - 1
    if word in ("以内", "不超过"):
        return 0, whole
    return whole + 1, None  # 超, 超过, 逾, 突破, 多于


def _step(value: int) -> int:
    step = 1
    while value and value % (step * 10) == 0:
        step *= 10
    return step
