"""新华每日电讯. Page form of 2019, article pages not known."""

from crawler.outlet import Outlet


class Mrdx(Outlet):
    name = "mrdx"
    title = "新华每日电讯"
    owner = "新华社"
    level = "国家级"
    channel = "epaper"
    groups = ("中央",)
    manual = True
    hosts = ("mrdx.cn",)
    note = "文章网址格式不详，人工补录"
