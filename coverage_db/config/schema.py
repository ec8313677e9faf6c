"""Schema: which tables and keys coverage.toml may hold, and what each value must be. What a key means to the officer
stands in wording/settings.tsv (`setting.<table>.<key>`), from which the docs and the comments of `init` are made.
"""

from __future__ import annotations

from typing import NamedTuple

from ..records import BYLINE_ROLES, CHANNELS, LEVELS


class Key(NamedTuple):
    """One key of a table."""

    kind: str
    """A key of values.CHECKS, and of the wording as `wanted.<kind>`."""
    required: bool = False
    choices: tuple[str, ...] = ()


NAME, LABEL, ID = Key("name", required=True), Key("label", required=True), Key("id", required=True)
TEXT, NAMES, WORDS, DAY, FLAG, URLS = Key("text"), Key("names"), Key("words"), Key("day"), Key("flag"), Key("urls")

SCHEMA: dict[str, dict[str, Key]] = {
    "company": {
        "id": ID, "name": NAME, "short": TEXT, "aliases": NAMES, "not_in": NAMES, "near": WORDS, "rival": FLAG,
    },
    "person": {
        "name": NAME, "aliases": NAMES, "role": Key("choice", choices=BYLINE_ROLES), "department": TEXT, "near": WORDS,
        "from": DAY, "to": DAY,
    },
    "slogan": {"text": NAME},
    "place": {"name": NAME},
    "theme": {"id": ID, "name": LABEL, "any": WORDS, "all": WORDS, "none": WORDS},
    "period": {"id": ID, "name": LABEL, "from": Key("day", required=True), "to": DAY},
    "crawl": {
        "outlets": WORDS, "since": DAY, "delay": Key("seconds"), "max_mb": Key("megabytes"), "proxy": Key("proxy"),
        "keep": Key("choice", choices=("all", "mentions")),
    },
    "outlet": {
        "id": ID, "name": Key("label"), "brand": Key("label"), "owner": Key("label"), "aliases": WORDS, "level": Key("choice", choices=LEVELS),
        "channel": Key("choice", choices=CHANNELS), "feeds": URLS, "sitemaps": URLS, "listings": URLS, "epapers": URLS,
        "accounts": WORDS, "manual": FLAG, "articles": Key("pattern"), "own": FLAG,
    },
    "notices": {"any": WORDS},
    "attention": {"any": WORDS},
    "policy": {},
    "targets": {},
    "general": {
        "language": Key("choice", choices=("zh", "en")), "timezone": Key("zone"), "database": Key("file"),
        "officer": TEXT, "contact": Key("contact"),
    },
}  # fmt: skip
"""{table: {key: what it must be}}. The keys of [policy] belong to counting.policy; those of [targets] are names."""

TARGET = Key("whole")
"""The value of each key of [targets]."""

MANY = ("company", "person", "slogan", "place", "theme", "period", "outlet")
"""Tables that are written with double brackets and may stand more than once."""

NAMED_BY = ("id", "name", "text")
"""The keys that tell a fault line which of several tables is meant, the first that is there."""

CATALOGUE_KEYS = ("id", "level", "name", "brand", "owner", "own")
"""What an [[outlet]] may hold whose id the catalogue knows."""
SOURCES = ("feeds", "sitemaps", "listings", "epapers", "accounts", "manual")
"""Any other [[outlet]] holds one of these …"""
OUTLET_REQUIRED = ("name", "level", "channel")
"""… and all of these."""

ALSO_SAID = {
    "中央级": "国家级", "央媒": "国家级", "中央媒体": "国家级", "中央": "国家级", "省部级": "省级", "地市级": "市级",
    "设区市": "市级", "县区级": "县级", "区县级": "县级", "区级": "县级", "县（市、区）": "县级", "行业媒体": "行业", "行业级": "行业",
    "自媒体": "自有", "内部": "系统内", "网站": "web", "网页": "web", "website": "web", "客户端": "app", "报纸": "epaper",
    "数字报": "epaper", "paper": "epaper", "newspaper": "epaper", "微信": "wechat", "公众号": "wechat", "微信公众号": "wechat",
    "weixin": "wechat", "广播电视": "tv", "电视": "tv", "广播": "tv", "radio": "tv", "平台号": "platform", "头条号": "platform",
    "通讯员": "correspondent", "记者": "reporter", "作者": "author", "摄影": "photographer", "编辑": "editor",
    "中文": "zh", "chinese": "zh", "zh-cn": "zh", "英文": "en", "english": "en", "北京时间": "Asia/Shanghai",
    "Asia/Beijing": "Asia/Shanghai", "prefix": "preset",
}  # fmt: skip
"""Usual words for a choice that spelling alone does not lead to (rules 6 and 7 of the wording)."""
