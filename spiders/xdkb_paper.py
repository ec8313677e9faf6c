"""现代快报（电子报）. Old Founder layout, its article pages are not known."""

from crawler.outlet import Outlet


class XdkbPaper(Outlet):
    name = "xdkb_paper"
    title = "现代快报（电子报）"
    brand = "现代快报"
    owner = "江苏凤凰出版传媒集团"
    aliases = ("现代快报",)
    level = "省级"
    channel = "epaper"
    groups = ("江苏",)
    manual = True
    hosts = ("dz.xdkb.net",)
    note = "文章网址格式不详（仅见2017年、2019年网址），核实前人工补录"
