"""中国电力报（电子报）. A reader over JSON without article URLs."""

from crawler.outlet import Outlet


class Zgdlb(Outlet):
    name = "zgdlb"
    title = "中国电力报（电子报）"
    brand = "中国电力报"
    owner = "中国电力传媒集团"
    aliases = ("中国电力报",)
    level = "行业"
    channel = "epaper"
    groups = ("电力",)
    manual = True
    note = "阅读器没有文章网址，不自动访问，人工补录"
