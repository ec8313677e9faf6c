"""光明日报（电子报）. Founder e-paper; the template of before 2026 answers 404."""

from crawler.outlet import Outlet


class Gmrb(Outlet):
    name = "gmrb"
    title = "光明日报（电子报）"
    brand = "光明日报"
    owner = "光明日报社"
    aliases = ("光明日报",)
    level = "国家级"
    channel = "epaper"
    groups = ("中央",)
    epapers = ("https://epaper.gmw.cn/gmrb/html/layout/",)
    articles = r"^https?://epaper\.gmw\.cn/gmrb/html/content/\d{6}/\d{2}/content_\d+\.html"
    note = "电子报地址来自2026年10月公开调查，未在线核实"
