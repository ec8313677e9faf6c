"""荔枝网. 13-digit ids are Unix milliseconds. Its lists needed a browser in 2019."""

from crawler.outlet import Outlet


class JstvLizhi(Outlet):
    name = "jstv_lizhi"
    title = "荔枝网"
    owner = "江苏省广播电视总台"
    aliases = ("荔枝网", "荔枝新闻")
    level = "省级"
    channel = "web"
    groups = ("江苏",)
    listings = ("http://news.jstv.com/jiangsu/",)
    hosts = ("www.jstv.com",)
    articles = r"^https?://news\.jstv\.com/a/\d{8}/\d{13}\.shtml"
    note = "列表页来自2019年公开代码，未在线核实"
