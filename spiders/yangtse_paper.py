"""扬子晚报（电子报）. Founder e-paper of the Xinhua Daily group."""

from crawler.outlet import Outlet


class YangtsePaper(Outlet):
    name = "yangtse_paper"
    title = "扬子晚报（电子报）"
    brand = "扬子晚报"
    owner = "新华报业传媒集团"
    aliases = ("扬子晚报",)
    level = "省级"
    channel = "epaper"
    groups = ("江苏",)
    epapers = ("https://epaper.yzwb.net/pc/layout/",)
    articles = r"^https?://epaper\.yzwb\.net/pc/con/\d{6}/\d{2}/content_\d+\.html"
    note = "电子报地址来自2022年公开代码，未在线核实"
