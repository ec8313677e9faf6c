"""中国新闻网江苏. GB2312 pages; the writers stand in a bare bracket at the end."""

from crawler.outlet import Outlet


class ChinanewsJs(Outlet):
    name = "chinanews_js"
    title = "中国新闻网江苏"
    brand = "中国新闻网"
    owner = "中国新闻社"
    aliases = ("中新网江苏", "中新社江苏")
    level = "国家级"
    channel = "web"
    groups = ("中央", "江苏")
    listings = ("https://www.js.chinanews.com.cn/", "http://www.js.chinanews.com/citynews/")
    articles = r"^https?://www\.js\.chinanews\.com(?:\.cn)?/news/\d{4}/\d{4}/\d+\.html"
    note = "列表页来自2018年、2026年公开代码，未在线核实；级别按本单位办法可改为省级"
