"""我苏网. 13-digit ids are Unix milliseconds; sources, reporters and editors stand in one end bracket."""

from crawler.outlet import Outlet


class Ourjiangsu(Outlet):
    name = "ourjiangsu"
    title = "我苏网"
    owner = "江苏省广播电视总台"
    aliases = ("我苏",)
    level = "省级"
    channel = "web"
    groups = ("江苏",)
    listings = ("http://www.ourjiangsu.com/",)
    articles = r"^https?://www\.ourjiangsu\.com/a/\d{8}/\d{13}\.shtml"
    note = "首页列表来自2021年公开代码，未在线核实"
