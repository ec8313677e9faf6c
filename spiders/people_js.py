"""人民网江苏频道. GBK pages; n2 are the local channels."""

from crawler.outlet import Outlet


class PeopleJs(Outlet):
    name = "people_js"
    title = "人民网江苏频道"
    brand = "人民网"
    owner = "人民日报社"
    aliases = ("人民网江苏", "人民网-江苏频道", "人民网江苏视窗")
    level = "国家级"
    channel = "web"
    groups = ("中央", "江苏")
    listings = ("http://js.people.com.cn/GB/360300/index.html",)
    articles = r"^https?://js\.people\.com\.cn/n2?/\d{4}/\d{4}/c\d+-\d+\.html"
    note = "列表页来自2018—2019年公开代码，未在线核实；级别按本单位办法可改为省级"
