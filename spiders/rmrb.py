"""人民日报（电子报）. Founder e-paper; keeps about two years, its old layout answers 403."""

from crawler.outlet import Outlet


class Rmrb(Outlet):
    name = "rmrb"
    title = "人民日报（电子报）"
    brand = "人民日报"
    owner = "人民日报社"
    aliases = ("人民日报",)
    level = "国家级"
    channel = "epaper"
    groups = ("中央",)
    epapers = ("http://paper.people.com.cn/rmrb/pc/layout/",)
    articles = r"^https?://paper\.people\.com\.cn/rmrb/pc/content/\d{6}/\d{2}/content_\d+\.html"
    note = "电子报地址来自2026年10月公开调查，未在线核实"
