"""江苏工人报（网站）. Ids of 24 hex digits in the query string."""

from crawler.outlet import Outlet


class Jsgrb(Outlet):
    name = "jsgrb"
    title = "江苏工人报（网站）"
    brand = "江苏工人报"
    owner = "江苏省总工会"
    level = "省级"
    channel = "web"
    groups = ("江苏",)
    listings = ("http://www.jsgrb.com/",)
    articles = r"^https?://www\.jsgrb\.com/article/content\?key=[0-9a-f]{24}"
    note = "首页列表来自2021年公开代码，未在线核实"
