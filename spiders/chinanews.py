"""中国新闻网. Dated pages; a day-by-day archive of lists exists."""

from crawler.outlet import Outlet


class Chinanews(Outlet):
    name = "chinanews"
    title = "中国新闻网"
    owner = "中国新闻社"
    aliases = ("中新网", "中新社")
    level = "国家级"
    channel = "web"
    groups = ("中央",)
    listings = ("https://www.chinanews.com.cn/scroll-news/news1.html",)
    hosts = ("www.chinanews.com",)
    articles = r"^https?://www\.chinanews\.com(?:\.cn)?/\w+/\d{4}/\d{2}-\d{2}/\d+\.shtml"
    note = "滚动列表来自公开代码，未在线核实"
