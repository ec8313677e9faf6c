"""连云港日报（电子报）. The root stands in a public list, its paths are not known."""

from crawler.outlet import Outlet


class Lygrb(Outlet):
    name = "lygrb"
    title = "连云港日报（电子报）"
    brand = "连云港日报"
    owner = "连云港报业传媒集团"
    aliases = ("连云港日报",)
    level = "市级"
    channel = "epaper"
    groups = ("连云港",)
    manual = True
    hosts = ("lygrbepaper.lygfb.cn",)
    note = "只知电子报根地址，路径未核实，核实前人工补录"
