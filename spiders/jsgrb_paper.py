"""江苏工人报（电子报）. Not a Founder e-paper; its page lists are not known."""

from crawler.outlet import Outlet


class JsgrbPaper(Outlet):
    name = "jsgrb_paper"
    title = "江苏工人报（电子报）"
    brand = "江苏工人报"
    owner = "江苏省总工会"
    aliases = ("江苏工人报",)
    level = "省级"
    channel = "epaper"
    groups = ("江苏",)
    manual = True
    hosts = ("epaper.jsgrb.com",)
    articles = r"^https?://epaper\.jsgrb\.com/Article/index/aid/\d+\.html"
    note = "版面目录地址不详，核实前人工补录"
