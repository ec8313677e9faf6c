"""Read: the headline, without site and channel name; the lines above and below it. Page in, texts out."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from .blocks import Line
from .furniture import head_line, lead_in, sign_off
from .page import Page, squeeze

if TYPE_CHECKING:
    from .reading import Reading

MAX_TITLE = 120
MIN_TITLE = 4
SITE_CHARACTERS = 8
BEYOND = 6
"""So many lines after the first text an unmarked headline is looked for above the date."""
MAX_LINES = 1_000
"""Farther down no headline is looked for."""
MAX_SITE = 16
MIN_FIRST = 6
"""The first part of <title> may be the headline when it has so many characters."""
COLUMN_MARKS = ("丨", "｜")
"""These part a column from its headline more often than a headline from its site."""
BELOW = 0.3
"""What a headline loses that stands below other text: a title may be repeated at the foot."""
CERTAIN = 4
"""The score of a heading that is exactly what the page declares."""

_SEPARATOR = re.compile(
    r"\s*(?:[_|｜丨»›]|\s[-–—·]+\s|--+|——|\s[—–](?=\S)|(?<=[\u4e00-\u9fff！？!?）)”\"】])[-–](?=[\w\u4e00-\u9fff]))\s*"
)
_SITE = re.compile(
    r"(?:网|网站|新闻|频道|日报|晚报|时报|早报|周刊|门户|官网|首页|资讯|客户端|数字[报版]|电子[报版]|头条|快讯|在线|专栏|论坛|社区|之家|中心|公众平台|\.com|\.cn|\.net|APP|App|Paper|News|要闻|时政"
    r"|财经|科技|社会|国内|国际|文化|娱乐|体育|地方|滚动|动态|政务|百家号|网易号|搜狐号|企鹅号|政府|委员会|局|厅|集团|公司|大学|电视台|广播|传媒|Plus)[)）]?$"
)
DATE_BELOW = 3
NOISE_LINES = 6
"""So near below a headline stand the date, and so near above a date the headline."""
_DATE = re.compile(r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}")
_TELLING = re.compile(
    r"(?=.*(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2})(?=.*(?:来源|稿源|发布时间|发布日期|作者|编辑|责编)\s?[:：])"
)
"""A line with a date and a label: that of an article."""
_TAG = re.compile(r"原创|转载|独家|组图|高清组图|图|视频|置顶|推荐|热|新|头条|直播")
"""What a heading holds beside the title."""
_MARKED = re.compile(r"title|headline|biaoti|(?:^|[_-])bt(?:$|[_-])|tit(?:$|[\d_-])|h1|activity.name|subject", re.I)
_NOT_HEADLINE = re.compile(
    r"sub-?title|futi|logo|intro|kicker|yinti|pre-?title|recommend|list|site|channel|column|nav", re.I
)
_KICKER = re.compile(r"yinti|kicker|pre-?title|intro-?title|jianti|title_?1\b|uptitle|shoulder|pre\b", re.I)
_SUBTITLE = re.compile(r"sub-?_?title|futi|fubiaoti|title_?3\b|downtitle|deck\b|sub\b|second-?title", re.I)


def key(text: str) -> str:
    """A title as it is compared: width, case, quotation marks, spaces and dots left out."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\s\"'“”‘’`「」『』…·.,，。:：!！?？\-—_|()（）【】\[\]《》]+", "", text)


def declared_titles(page: Page) -> list[str]:
    """Headlines that the page declares for programs, best first: e-paper comment, government meta, JSON-LD, og:title."""
    titles = [page.epaper.get("title", ""), page.metas.get("articletitle", "")]
    titles += [str(item.get("headline") or item.get("title") or "") for item in page.jsonld]
    titles += [page.metas.get(name, "") for name in ("og:title", "twitter:title", "headline", "title")]
    return [squeeze(title) for title in titles if MIN_TITLE <= len(title.strip()) <= MAX_TITLE]


def find_headline(page: Page, first_text: int) -> int | None:
    """Index of the line that is the headline; None: the page has none.

    A line is it that <title> or a declared title begins with, best as a heading; else the last heading before `first_text`,
    the first line that reads like an article's. What stands below that must be CERTAIN: teasers may stand above an article.
    """
    first = _SEPARATOR.split(page.head_title)[0]
    titles = [page.head_title, without_site(page.head_title), *declared_titles(page)]
    titles += [first] if len(first) >= MIN_FIRST and not _SITE.search(first) else []
    declared = [key(title) for title in titles if title and not _is_site(title)]
    best: tuple[float, int] | None = None
    for at, line in enumerate(page.lines.rows[:MAX_LINES]):
        below = at > first_text
        if below and not any(line.text[:6] in title for title in titles):
            continue
        score = _headline_score(line, declared)
        if score >= CERTAIN if below else score > 0:
            score -= BELOW if below else (first_text - at) / 1000
            if best is None or score > best[0] or (score == best[0] and not below):
                best = (score, at)
    if best:
        return best[1]
    if (marked := _marked_headline(page.lines.rows[:MAX_LINES])) is not None:
        return marked
    telling = [
        line for line in page.lines.rows[:MAX_LINES] if len(line.text) <= MAX_TITLE and _TELLING.search(line.text)
    ]
    return _above_head_line(page.lines.rows[: first_text + BEYOND] if not telling else page.lines.rows, telling)


def _marked_headline(lines: list[Line]) -> int | None:
    """The only <h1>, or the first line marked as a headline with a date right below it, wherever it stands."""
    marked = [at for at, line in enumerate(lines) if _headline_score(line, []) > 0]
    first = [at for at in marked if lines[at].level == 1]
    if len(first) == 1:
        return first[0]
    return next(
        (at for at in marked if any(_DATE.search(line.text) for line in lines[at + 1 : at + 1 + DATE_BELOW])), None
    )


def _above_head_line(lines: list[Line], telling: list[Line]) -> int | None:
    """Where nothing is marked and <title> names the site alone: the short line above when and from where. `telling`: the lines
    that say it most clearly, if there are any."""
    told = {id(line) for line in telling}
    for at, line in enumerate(lines):
        if (id(line) in told) if told else head_line(line.text) not in (None, "abstract", "page of a paper", "today"):
            above = (other for other in range(at - 1, max(-1, at - 1 - NOISE_LINES), -1) if not _is_noise(lines[other]))
            found = next(above, None)
            if found is not None:
                text = lines[found].text
                return found if 6 <= len(text) <= 60 and not text.endswith(("。", "：", ":")) else None
    return None


def _is_noise(line: Line) -> bool:
    """Whether a line between headline and date is neither: share words, type sizes, a link, today's date."""
    return (
        line.linked > 0
        or line.cut is not None
        or bool(head_line(line.text) or sign_off(line.text) or lead_in(line.text))
    )


def _is_site(text: str) -> bool:
    """Whether a short text is the name of a site, a channel, a body: a logo."""
    return len(text) <= MAX_SITE and _SITE.search(text) is not None


def _headline_score(line: Line, declared: list[str]) -> float:
    text = line.text
    if len(text) > MAX_TITLE or (line.linked * 2 > len(text) and not line.level):
        return 0
    mine = key(text)
    if _is_site(text) and mine not in declared:
        return 0
    if len(mine) < MIN_TITLE and not (mine in declared and 0 < line.level <= 3):  # 守塔人
        return 0
    names = _names(line)
    marked = bool(line.level and line.level <= 3) or (bool(_MARKED.search(names)) and not _NOT_HEADLINE.search(names))
    matched = 0.0
    for title in declared:
        if title == mine:
            matched = 4.0
        elif title.startswith(mine) and len(mine) >= 6:
            matched = max(matched, 2 + len(mine) / len(title))
        elif mine.startswith(title) and len(title) >= 6:
            matched = max(matched, 3)
        elif len(mine) >= 8 and title.endswith(mine):
            matched = max(matched, 4.0 if len(mine) >= 12 else 2.2)  # 某某网 标题
        elif marked and mine in title and len(mine) >= max(8, 0.4 * len(title)):
            matched = max(matched, 2.5)  # 某某网_标题
    if matched:
        return matched + (1 if line.level == 1 else 0.6 if marked else 0)
    if line.linked * 2 > len(text) or _NOT_HEADLINE.search(names) or line.cut is not None or head_line(text):
        return 0
    return 1.6 if line.level == 1 else 1.2 if marked and len(mine) >= 6 else 0


def _names(line: Line) -> str:
    parent = line.block.getparent()
    return " ".join(
        f"{node.get('class') or ''} {node.get('id') or ''}"
        for node in (line.block, parent)
        if node is not None and node.tag != "body"
    )


def choose_title(page: Page, headline: int | None) -> str:
    """The title: as the page prints it; where it prints none, as it declares it; else <title> without the site's name."""
    printed = page.lines.rows[headline].text if headline is not None else ""
    declared = declared_titles(page)
    if headline is not None:
        lines = page.lines.rows[headline : headline + 3]
        whole = " ".join(line.text for line in lines if line.block is lines[0].block)
        if whole != printed and any(key(title).startswith(key(whole)) for title in (page.head_title, *declared)):
            printed = whole  # a heading set in two lines
    if printed:
        for title in declared:
            if key(title) in key(printed) and _TAG.fullmatch(key(printed).replace(key(title), "", 1)):
                return _without_marks(title)
            if (
                key(title).startswith(key(printed))
                and len(key(printed)) < len(key(title))
                and re.search(r"(?:…|\.{3})$", printed)
            ):
                return title
        return _without_marks(printed)
    trimmed = without_site(page.head_title)
    for title in declared:
        if not trimmed or key(title) in key(page.head_title) or key(trimmed) in key(title):
            return _without_marks(without_site(title))
    return _without_marks(trimmed)


def without_site(title: str) -> str:
    """A <title> without the names of channel and site at its end: `抢修_江苏频道_某网` is `抢修`."""
    parts = _SEPARATOR.split(title)
    if len(parts) < 2:
        return title.strip()
    first = _SEPARATOR.search(title)
    if first and len(parts[0]) <= SITE_CHARACTERS < len(parts[1]) and _SITE.search(parts[0].strip()):
        return without_site(title[first.end() :])  # 某某网_抢修
    marks = [found[0] for found in _SEPARATOR.finditer(title)]
    kept = len(parts)
    while kept > 1 and (
        _SITE.search(parts[kept - 1].strip())
        or (len(parts[kept - 1]) <= 6 and marks[kept - 2].strip() not in COLUMN_MARKS)
        or (kept > 1 and len(parts[0]) >= 2 * len(parts[kept - 1]))
    ):
        kept -= 1
    end = title.find(parts[kept - 1], sum(len(part) for part in parts[: kept - 1])) + len(parts[kept - 1])
    return title[:end].strip()


def _without_marks(title: str) -> str:
    return re.sub(r"^\s*(?:标题[:：]|◆|■|●|□)\s*|\s*(?:\[图\]|\(图\)|（图）)?\s*$", "", title) if title else ""


def kicker_and_subtitle(page: Page, headline: int | None) -> tuple[str, str]:
    """引题 and 副题: from the e-paper comment, else lines beside the headline whose class says so."""
    if page.epaper:
        return page.epaper.get("introtitle", ""), page.epaper.get("subtitle", "")
    if headline is None:
        return "", ""
    rows = page.lines.rows
    above = rows[headline - 1] if headline else None
    below = rows[headline + 1] if headline + 1 < len(rows) else None
    return _beside(above, _KICKER), _beside(below, _SUBTITLE)


def _beside(line: Line | None, pattern: re.Pattern[str]) -> str:
    if line is None or line.linked or not 3 <= len(line.text) <= 80 or head_line(line.text) or _DATE.search(line.text):
        return ""
    return line.text if pattern.search(f"{line.block.get('class') or ''} {line.block.get('id') or ''}") else ""


def by_place(reading: Reading) -> str:
    """Where the platform keeps it: `#activity-name`."""
    return next((text for text in reading.at("title") if MIN_TITLE <= len(text) <= MAX_TITLE), "")


def by_epaper(reading: Reading) -> str:
    """<title> of the e-paper comment."""
    return re.sub(r"<[^>]*>", " ", reading.page.epaper.get("title", "")).strip()


def by_headline(reading: Reading) -> str:
    """The headline as printed; where it is cut short (…), as declared."""
    return choose_title(reading.page, reading.headline) if reading.headline is not None else ""


def by_declaration(reading: Reading) -> str:
    """og:title and its like, which <title> confirms."""
    return choose_title(reading.page, None) if declared_titles(reading.page) else ""


def by_head(reading: Reading) -> str:
    """<title> without the names of channel and site."""
    return _without_marks(without_site(reading.page.head_title))
