"""新华日报（电子报）. Founder e-paper of the Xinhua Daily group."""

from crawler.outlet import Outlet


class Xhrb(Outlet):
    name = "xhrb"
    title = "新华日报（电子报）"
    brand = "新华日报"
    owner = "新华报业传媒集团"
    aliases = ("新华日报",)
    level = "省级"
    channel = "epaper"
    groups = ("江苏",)
    epapers = ("https://xh.xhby.net/pc/layout/",)
    articles = (
        r"^https?://xh\.xhby\.net/pc/con/\d{6}/\d{2}/content_\d+\.html"
        r"|^https?://xh\.xhby\.net/mp2/html/\d{4}-\d{2}/\d{2}/content_\d+\.htm$"
    )
    note = "电子报地址来自公开代码（2022年、2024年），未在线核实"
