"""英大网. TRS dated pages; rule and list come from old public spiders."""

from crawler.outlet import Outlet


class Indaa(Outlet):
    name = "indaa"
    title = "英大网"
    owner = "英大传媒集团"
    level = "行业"
    channel = "web"
    groups = ("电力",)
    listings = ("http://www.indaa.com.cn/dwjs/",)
    articles = r"^https?://www\.indaa\.com\.cn/xwzx/\S+/\d{6}/t\d{8}_\d+\.html?"
    note = "列表页和网址格式来自较早的公开代码，未在线核实"
