"""交汇点新闻（客户端）. The app of the Xinhua Daily group. Share pages are not known to be readable."""

from crawler.outlet import Outlet


class Jiaohuidian(Outlet):
    name = "jiaohuidian"
    title = "交汇点新闻（客户端）"
    brand = "交汇点"
    owner = "新华报业传媒集团"
    aliases = ("交汇点", "交汇点讯", "交汇点新闻", "新华日报客户端")
    level = "省级"
    channel = "app"
    groups = ("江苏",)
    manual = True
    hosts = ("jhd.xhby.net", "jarticle.xhby.net")
    note = "分享页能否读取未核实，不自动访问，人工补录；网页版见新华报业网"
