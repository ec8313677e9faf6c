"""Read: pages that are no articles, by the contract's words: blocked, no_text, too_large, bad_encoding."""

from __future__ import annotations

import codecs
import re

MAX_BYTES = 20_000_000
ARTICLE_CHARACTERS = 200
"""A page with more running text is an article, whatever words it holds."""
BLOCK_TEXT_CHARACTERS = 600
"""A page on which a reader sees more is no block page."""
DAMAGED_SHARE = 0.2
"""Of the characters beyond ASCII so many may be damaged."""
WESTERN_SHARE = 0.4
MARKUP_CHARACTERS = 20_000

_MAGIC = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"RIFF",
    b"\xd0\xcf\x11\xe0",
    b"\x00\x00\x00",
    b"Rar!",
    b"7z\xbc\xaf",
    b"OggS",
    b"ID3",
    b"BM",
)
_CONTROLS = bytes([*range(9), *range(14, 32)])
_SCRIPTS = re.compile(r"<(script|style)\b.*?</\1\s*>|<input[^>]*>|<!--.*?-->", re.S | re.I)
_GONE = re.compile(
    r"(?:页面|网页|文章|内容|信息|新闻|资源|稿件)(?:不存在|已(?:经)?(?:被[^，。]{0,8})?(?:删除|下线|失效|移除|过期)|找不到|无法(?:查看|访问|显示))|404 Not Found|因违规无法查看|页面(?:走丢|出错)|没有找到(?:您|你|该|相关)"
)
_BLOCKED = re.compile(
    r"(?:开启|启用|打开|允许|enable|支持)\s*(?:浏览器的?)?\s*(?:JavaScript|JS|Cookie)|JavaScript (?:is )?(?:required|disabled)|"
    r"(?:访问|请求|操作|刷新)(?:过于|太|太过)?(?:频繁|过快)|访问(?:异常|受限|被拒绝|被拦截|验证|限制)|(?:安全|人机|滑动|身份|访问|浏览器)\s*(?:验证|检查|校验)|验证码|captcha|环境异常|"
    r"完成验证后(?:即可)?继续|CF_APP_WAF|cf-browser-verification|Just a moment|Checking your browser|Access Denied|403 Forbidden|unusual traffic|"
    r"WAF|云防护|防火墙|被(?:系统)?拦截|您的\s*IP|请求已被|拒绝访问|robot check",
    re.I,
)


def is_binary(body: bytes) -> bool:
    """Whether bytes are a picture, a document, an archive, or nothing that is text."""
    if body.startswith(_MAGIC):
        return not body.startswith(b"BM") or b"<" not in body[:500]
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    head = body[:2_000]
    control = len(head) - len(head.translate(None, _CONTROLS))
    wide = head[1::2].count(0) > len(head) * 0.3 or head[::2].count(0) > len(head) * 0.3
    return control > len(head) * 0.1 and (not wide or b"<" not in head)


def is_damaged(text: str, charset: str) -> bool:
    """Whether so much of a text is damaged that nobody can read it."""
    damaged = text.count("\ufffd")
    if damaged <= 20 and charset != "cp1252":
        return False
    beyond = sum(1 for character in text if character > "\x7f")
    if charset == "cp1252":  # what fits nothing else: in a western language few letters are beyond ASCII
        return beyond > 40 and beyond > WESTERN_SHARE * sum(1 for character in text if character.isalpha())
    return damaged > DAMAGED_SHARE * beyond


def fault_of_short(visible: str, html: str) -> str | None:
    """What a page with little or no text is: `blocked` when it keeps scripts out, `no_text` when it says that the article is
    gone, None when it says neither. `visible`: what a reader sees of it."""
    if len(visible) > BLOCK_TEXT_CHARACTERS:
        return None
    markup = _SCRIPTS.sub("", html[:MARKUP_CHARACTERS])
    if _BLOCKED.search(visible) or _BLOCKED.search(markup) or "CF_APP_WAF" in html[:MARKUP_CHARACTERS]:
        return "blocked"
    return "no_text" if _GONE.search(visible) else None
