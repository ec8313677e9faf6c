"""新华报业网. The web side of 交汇点: ids of 24 hex digits, the first 8 the seconds of creation."""

from crawler.outlet import Outlet


class Xhby(Outlet):
    name = "xhby"
    title = "新华报业网"
    brand = "交汇点"
    owner = "新华报业传媒集团"
    aliases = ("新华报业网",)
    level = "省级"
    channel = "web"
    groups = ("江苏",)
    listings = ("https://www.xhby.net/xjiangsu",)
    hosts = ("news.xhby.net",)
    articles = (
        r"^https?://www\.xhby\.net/content/s[0-9a-f]{24}\.html"
        r"|^https?://news\.xhby\.net/(?:[\w-]+/)+\d{6}/t\d{8}_\d+\.shtml"
    )
    note = "列表页来自2026年公开代码，未在线核实"
