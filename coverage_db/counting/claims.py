"""Claims: what a sentence says – numbers, outlets, themes, levels, and which part belongs to which number.

Folded sentence and a Lexicon in, Claims out. No database: the Lexicon holds the names that are known. What is not known is
named, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ..records import LEVELS
from .lexicon import Lexicon, Named
from .named import VERB, outlet_spans, unlisted
from .quantities import APPEARANCES, NONE, OUTLETS, PEOPLE, Quantity, quantities
from .said import Said

PRESS_LEVELS = tuple(level for level in LEVELS if level not in ("系统内", "自有"))
LEVEL_WORDS = {
    "国家级": "国家级", "中央级": "国家级", "中央媒体": "国家级", "央媒": "国家级", "省部级": "省级", "省级": "省级",
    "地市级": "市级", "设区市": "市级", "市级": "市级", "县(市、区)级": "县级", "县区级": "县级", "区县级": "县级", "县级": "县级",
    "行业媒体": "行业", "行业报": "行业", "行业级": "行业",
}  # fmt: skip
"""What offices call the levels: the stored one."""
_NOUN = r"(?:宣传报道|新闻报道|主题报道|新闻稿件|宣传稿件|新闻宣传稿件|新闻信息|图文信息|稿件|报道|新闻|文章|信息|作品|通讯|消息|稿)+"
_PLAIN = re.compile(
    r"(?:各类|各种|相关|有关|正面|原创|新闻|宣传|系列|主题|专题|本?公司|我|工作|方面|类|外宣|对外|重点|深度|优秀|累计|集中|共计|合计|"
    r"总计|共|达到|达|先后|陆续|的|了|等|发|出|性|[:：,，\s])+"
)
_OWN = re.compile(r"公众号|视频号|抖音|官网|内网|官微|自有|企业网站|公司网站|门户网站")
_GROWTH = re.compile(
    r"(?P<which>同比|环比|较(?:去|上)年同期)(?P<way>增长|增加|上升|提高|下降|减少)(?:了)?(?P<n>[\d.]+)(?P<unit>%|篇|条次|条)"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """One number and what it is said of."""

    quantity: Quantity
    outlets: tuple[Named, ...] = ()
    others: bool = False
    """等: the number is over all outlets, the named ones among them."""
    themes: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    """Words that should be a theme, a level or an outlet and are not known."""
    levels: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    title: str | None = None
    """The number is of one story with this title."""
    reprints: bool = False
    """… and counts its reprints only."""
    own: bool = False
    """Of our own accounts: no press."""
    role: str | None = None
    """Only the originals (首发) or only the reprints (转载) of what counts."""
    inherited: bool = False
    """A part whose outlets were named for the whole: not each of them must appear in it."""


@dataclass(frozen=True, slots=True)
class Growth:
    """同比增长52%, 环比减少3篇."""

    words: str
    previous: bool
    """环比: the period just before; else the same one a year earlier."""
    amount: float
    """Signed."""
    decimals: int
    percent: bool


@dataclass(frozen=True, slots=True)
class Claims:
    """A sentence taken apart."""

    said: Said
    main: tuple[Claim, ...]
    parts: tuple[Claim, ...]
    growth: Growth | None
    lower_bound: bool
    """据不完全统计 stands in it."""
    remarks: tuple[tuple[str, str], ...] = ()
    """(key in wording/check.tsv, words) of what was seen and cannot be counted."""
    vague: str | None = None
    """多篇, 一批 …: words for a number that is none."""
    averages: tuple[tuple[int, float, int], ...] = field(default=())
    """(people, average, total) as the sentence states them."""


def read_claims(folded: str, said: Said, lexicon: Lexicon) -> Claims:
    """Take a folded sentence apart. `said`: its period, whose words are no theme and no number."""
    text = folded[: said.start] + "·" * (said.end - said.start) + folded[said.end :]
    all_numbers = list(quantities(text))
    averages = [q for q in all_numbers if re.search(r"人均|平均", text[max(0, q.start - 6) : q.start])]
    numbers = [q for q in all_numbers if q.unit != NONE and q not in averages and not _is_growth(text, q)]
    among = [found.start() for found in re.finditer("其中", text)]
    parts_of = [q for q in numbers if any(_within(text, at, q.start) for at in among)]
    whole = [q for q in numbers if q not in parts_of]
    spans = list(outlet_spans(text, lexicon))
    main = tuple(_main_claim(text, q, spans, among, lexicon) for q in whole)
    main, listed = _side_by_side(text, main, numbers, lexicon)
    base = main[0] if main else None
    parts = (*listed, *(part for q in parts_of if (part := _part_claim(text, q, base, numbers, lexicon))))
    return Claims(
        said,
        main,
        parts,
        _growth(text),
        "不完全统计" in text,
        tuple(_remarks(text, all_numbers)),
        _vague(text),
        tuple((int(p.number), a.number, int(c.number)) for p, a, c in _averaged(whole, averages)),
    )


def _within(text: str, at: int, position: int) -> bool:
    return at < position and not re.search(r"[;。!?]|覆盖|同比|环比", text[at:position])


def _is_growth(text: str, quantity: Quantity) -> bool:
    return any(found.start() <= quantity.start < found.end() for found in _GROWTH.finditer(text))


def _main_claim(
    text: str, quantity: Quantity, spans: Sequence[tuple[int, int, Named]], among: Sequence[int], lexicon: Lexicon
) -> Claim:
    end = min([at for at in among if at > 0] or [len(text)])
    head = text[:end] if quantity.start < end else text
    mine = [(start, stop, named) for start, stop, named in spans if stop <= len(head)]
    unknown_outlets = [Named(words, ()) for words in unlisted(head, mine, lexicon)]
    last = max((stop for _, stop, _ in mine), default=0)
    others = bool(mine or unknown_outlets) and "等" in _after_list(head, last, unknown_outlets)
    themes, unknown = _themes(head, quantity, mine, lexicon)
    title = _title(head, lexicon)
    named = tuple(dict.fromkeys(each for _, _, each in mine)) + tuple(unknown_outlets)
    return Claim(
        quantity,
        named if title is None else (),
        others,
        themes,
        () if title else unknown,
        _levels(head),
        _companies(head, lexicon),
        title,
        title is not None and quantity.unit == APPEARANCES and "转载" in head,
    )


def _after_list(text: str, last: int, unknown: Sequence[Named]) -> str:
    for named in unknown:
        last = max(last, text.find(named.words) + len(named.words))
    return text[last : last + 3]


def _themes(
    text: str, quantity: Quantity, spans: Sequence[tuple[int, int, Named]], lexicon: Lexicon
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(ids of themes, words that should be one and are not known)."""
    clear = text
    for start, stop, _ in spans:
        clear = clear[:start] + "·" * (stop - start) + clear[stop:]
    found: list[str] = []
    unknown: list[str] = []
    clause = clear[max(clear.rfind(mark, 0, quantity.start) for mark in ",;。:") + 1 : quantity.start]
    phrase = re.split(VERB, re.sub(rf"{_NOUN}$", "", clause))[-1] if re.search(VERB, clause) else ""
    for around in re.finditer(r"(?:围绕|聚焦|关于|涉及)([^,;。]{2,40}?)(?:主题|专题|工作|等|,|,|$)", clear):
        phrase += "、" + around[1]
    for item in re.split(r"[、及与]|和|以及", phrase):
        word = _PLAIN.sub("", re.sub(rf"{_NOUN}$", "", item)).strip('《》“”"· ')
        if not word or re.search(r"媒体|级|\d|·|家$|《|平台|次$|量$", word):
            continue
        ids = _theme_ids(word, lexicon)
        found += ids
        if not ids and len(word) >= 2:
            unknown.append(word)
    found += [id_ for name, id_ in lexicon.themes.items() if len(name) >= 3 and name in clear]
    return tuple(dict.fromkeys(found)), tuple(dict.fromkeys(unknown))


def _theme_ids(word: str, lexicon: Lexicon) -> list[str]:
    if word in lexicon.themes:
        return [lexicon.themes[word]]
    return [id_ for name, id_ in lexicon.themes.items() if name in word or (len(word) >= 3 and word in name)]


def _levels(text: str) -> tuple[str, ...]:
    """The levels that a sentence is limited to: 市级以上 is 市级 and all above it."""
    found: list[str] = []
    for word in sorted(LEVEL_WORDS, key=len, reverse=True):
        for hit in re.finditer(re.escape(word) + r"(?P<up>(?:及|及其|\(含\))?以上)?", text):
            level = LEVEL_WORDS[word]
            found += PRESS_LEVELS[: PRESS_LEVELS.index(level) + 1] if hit["up"] else [level]
    return tuple(level for level in PRESS_LEVELS if level in found)


def _companies(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id_ for name, id_ in lexicon.companies.items() if name in text))


def _title(text: str, lexicon: Lexicon) -> str | None:
    """The story that a sentence is about: a title in 《》 that is no outlet's name."""
    for found in re.finditer(r"《([^》]{2,60})》", text):
        before, after = text[: found.start()], text[found.end() :]
        if found[1] not in lexicon.outlets and (
            re.search(r"(?:报道|稿件|文章|通讯|消息|作品|^|[,;。])$", before) or re.match(r"一文|被|获", after)
        ):
            return found[1]
    return None


def _part_claim(
    text: str, quantity: Quantity, base: Claim | None, numbers: Sequence[Quantity], lexicon: Lexicon
) -> Claim | None:
    """A number after 其中: its label stands between the number before and itself."""
    start = max((q.end for q in numbers if q.end <= quantity.start), default=0)
    start = max(start, text.rfind("其中", 0, quantity.start) + 2)
    label = text[start : quantity.start].strip(",、:· ")
    claim = replace(base, quantity=quantity, inherited=True) if base else Claim(quantity)
    if _OWN.search(label):
        return replace(claim, own=True)
    spans = [named for _, _, named in outlet_spans(label, lexicon)]
    levels = _levels(label)
    themes = tuple(dict.fromkeys(id_ for name, id_ in lexicon.themes.items() if name in label))
    if spans:
        others = "等" in label
        return replace(claim, outlets=tuple(spans), others=others, levels=levels or claim.levels, inherited=False)
    if levels:
        return replace(claim, levels=levels, outlets=() if claim.others else claim.outlets, others=False)
    if themes:
        return replace(claim, themes=themes)
    if found := re.search(r"首发|原创|转载", label):
        return replace(claim, role="reprint" if found[0] == "转载" else "original")
    rest = _PLAIN.sub("", re.sub(rf"媒体|采用|{VERB}|{_NOUN}", "", label)).strip("《》“”·()")
    if not rest or quantity.unit in (OUTLETS, PEOPLE):
        return claim
    return replace(claim, unknown=(*claim.unknown, rest))


def _side_by_side(
    text: str, main: tuple[Claim, ...], numbers: Sequence[Quantity], lexicon: Lexicon
) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
    """(numbers, parts) where numbers of one unit each stand behind an outlet or a level of their own (交汇点3篇、荔枝网2篇，
    合计5篇): each is said of its own label alone, and is a part of the number that has none.
    """
    units = [claim.quantity.unit for claim in main]
    labelled = {}
    for claim in main:
        if units.count(claim.quantity.unit) < 2 or claim.title is not None:
            continue
        start = max((q.end for q in numbers if q.end <= claim.quantity.start), default=0)
        label = text[start : claim.quantity.start]
        named = tuple(named for _, _, named in outlet_spans(label, lexicon))
        if named or _levels(label):
            labelled[claim] = replace(claim, outlets=named, others="等" in label, levels=_levels(label))
    if len(labelled) < 2:
        return main, ()
    total = tuple(replace(claim, levels=(), inherited=True) for claim in main if claim not in labelled)
    if any(claim.quantity.unit == next(iter(labelled)).quantity.unit for claim in total):
        return total, tuple(labelled.values())
    return tuple(labelled.get(claim, claim) for claim in main), ()


def _growth(text: str) -> Growth | None:
    found = _GROWTH.search(text)
    if not found:
        return None
    sign = -1 if found["way"] in ("下降", "减少") else 1
    decimals = len(found["n"].partition(".")[2])
    return Growth(found[0], found["which"] == "环比", sign * float(found["n"]), decimals, found["unit"] == "%")


def _vague(text: str) -> str | None:
    found = re.search(r"多[篇条次家则]|一批|一大批|系列报道|若干[篇条次家]?|大量|密集", text)
    return found[0] if found else None


def _remarks(text: str, numbers: Sequence[Quantity]) -> Iterator[tuple[str, str]]:
    for quantity in numbers:
        if quantity.unit == NONE:
            yield "check.no_count", quantity.text
    for found in re.finditer(r"(?:阅读量|点击量|浏览量|播放量)[^,;。]*", text):
        yield "check.no_count", found[0]
    for found in re.finditer(r"(?:排名|位居|位列|居)[^,;。]{0,8}第[一二三四五六七八九十\d]+", text):
        yield "check.rank", found[0]
    for found in re.finditer(r"主流媒体|中央驻\w{1,3}媒体|重点媒体|权威媒体", text):
        yield "check.undefined", found[0]


def _averaged(whole: Sequence[Quantity], averages: Sequence[Quantity]) -> Iterator[tuple[Quantity, Quantity, Quantity]]:
    """(people, average, total) where a sentence states all three."""
    people = [q for q in whole if q.unit == PEOPLE]
    totals = [q for q in whole if q.unit not in (PEOPLE, OUTLETS)]
    if people and averages and totals:
        yield people[0], averages[0], totals[-1]
