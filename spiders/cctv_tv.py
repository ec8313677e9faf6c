"""中央广播电视总台（广播电视）. Central radio and television."""

from crawler.outlet import Outlet


class CctvTv(Outlet):
    name = "cctv_tv"
    title = "中央广播电视总台（广播电视）"
    brand = "央视"
    owner = "中央广播电视总台"
    aliases = ("央视", "央视新闻", "CCTV")
    level = "国家级"
    channel = "tv"
    groups = ("中央",)
    manual = True
    note = "广播电视节目，不自动访问，人工补录"
