"""苍梧晚报. The evening paper of the same group; no address known."""

from crawler.outlet import Outlet


class Cwwb(Outlet):
    name = "cwwb"
    title = "苍梧晚报"
    owner = "连云港报业传媒集团"
    level = "市级"
    channel = "epaper"
    groups = ("连云港",)
    manual = True
    note = "网址不详，人工补录"
