"""连云港传媒网（连网）. Three candidate domains, none confirmed."""

from crawler.outlet import Outlet


class Lyg01(Outlet):
    name = "lyg01"
    title = "连云港传媒网（连网）"
    brand = "连云港传媒"
    owner = "连云港报业传媒集团"
    aliases = ("连云港传媒", "连网")
    level = "市级"
    channel = "web"
    groups = ("连云港",)
    manual = True
    hosts = ("www.lyg01.net", "www.lygnews.com", "www.lygnews.com.cn")
    articles = r"^https?://www\.lyg01\.net/news/lygxw/\d{4}/\d{4}/\d+\.shtml"
    note = "三个域名何者在用未核实，核实前人工补录"
