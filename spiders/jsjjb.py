"""江苏经济报（电子报）. Founder e-paper of the Xinhua Daily group."""

from crawler.outlet import Outlet


class Jsjjb(Outlet):
    name = "jsjjb"
    title = "江苏经济报（电子报）"
    brand = "江苏经济报"
    owner = "新华报业传媒集团"
    aliases = ("江苏经济报",)
    level = "省级"
    channel = "epaper"
    groups = ("江苏",)
    epapers = ("http://jsjjb.xhby.net/pc/layout/",)
    articles = r"^https?://jsjjb\.xhby\.net/pc/con/\d{6}/\d{2}/content_\d+\.html"
    note = "电子报地址来自2022年公开代码，文章网址按同平台推定，未在线核实"
