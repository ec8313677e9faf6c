"""中国电力新闻网. TRS dated pages; the links of its lists are relative to the page."""

from crawler.outlet import Outlet


class Cpnn(Outlet):
    name = "cpnn"
    title = "中国电力新闻网"
    owner = "中国电力传媒集团"
    aliases = ("中国能源新闻网", "中电新闻网")
    level = "行业"
    channel = "web"
    groups = ("电力",)
    listings = ("https://www.cpnn.com.cn/news/xwtt/",)
    hosts = ("cpnn.com.cn",)
    articles = r"^https?://(?:www\.)?cpnn\.com\.cn/news/\w+/\d{6}/t\d{8}_\d+\.html"
    note = "列表页按栏目名推定，未在线核实；网站已更名中国能源新闻网"
