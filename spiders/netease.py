"""网易. Posts of accounts; lists are guarded."""

from crawler.outlet import Outlet


class Netease(Outlet):
    name = "netease"
    title = "网易"
    owner = "网易"
    aliases = ("网易新闻", "网易号")
    level = ""
    channel = "platform"
    groups = ("平台",)
    manual = True
    hosts = ("www.163.com", "news.163.com", "dy.163.com")
    articles = r"^https?://www\.163\.com/(?:dy|news)/article/[0-9A-Z]{16}\.html"
    note = "级别按账号主体定；不自动访问，人工补录"
