"""江苏经济网. Domain inferred from its name alone (www.jsenews.com is another site): check it first."""

from crawler.outlet import Outlet


class Jsjjw(Outlet):
    name = "jsjjw"
    title = "江苏经济网"
    owner = "江苏经济报社"
    level = "省级"
    channel = "web"
    groups = ("江苏",)
    manual = True
    hosts = ("www.jsjjw.cn",)
    articles = r"^https?://www\.jsjjw\.cn/.*content_\d+\.s?html?$"
    note = "域名和主办单位仅为推测，未核实，核实前人工补录"
