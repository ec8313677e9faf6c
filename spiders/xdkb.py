"""现代快报网. Dated pages since 2022, before that numbers alone."""

from crawler.outlet import Outlet


class Xdkb(Outlet):
    name = "xdkb"
    title = "现代快报网"
    brand = "现代快报"
    owner = "江苏凤凰出版传媒集团"
    aliases = ("现代+", "现代快报网")
    level = "省级"
    channel = "web"
    groups = ("江苏",)
    listings = ("https://www.xdkb.net/",)
    articles = (
        r"^https?://www\.xdkb\.net/p1/\w+/\d{8}/\d+\.html"
        r"|^https?://(?:www\.)?xdkb\.net/(?:p1|rd|m1/rd/\w+)/\d+(?:\.html)?$"
    )
    note = "列表页来自2021年公开代码，未在线核实"
