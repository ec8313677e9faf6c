"""连云港发布. The group's app and account."""

from crawler.outlet import Outlet


class Lygfb(Outlet):
    name = "lygfb"
    title = "连云港发布"
    owner = "连云港报业传媒集团"
    level = "市级"
    channel = "app"
    groups = ("连云港",)
    accounts = ("连云港发布",)
    manual = True
    note = "客户端和公众号，不自动访问，人工补录"
