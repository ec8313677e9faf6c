"""经济日报（电子报）. Founder e-paper; credits (本版责编) are listed like articles. epaper.ce.cn does not resolve."""

from crawler.outlet import Outlet


class Jjrb(Outlet):
    name = "jjrb"
    title = "经济日报（电子报）"
    brand = "经济日报"
    owner = "经济日报社"
    aliases = ("经济日报",)
    level = "国家级"
    channel = "epaper"
    groups = ("中央",)
    epapers = ("http://paper.ce.cn/pc/layout/",)
    articles = r"^https?://paper\.ce\.cn/pc/content/\d{6}/\d{2}/content_\d+\.html"
    note = "电子报地址来自2026年10月公开调查，未在线核实"
