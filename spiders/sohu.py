"""搜狐. The second number of the URL is the account."""

from crawler.outlet import Outlet


class Sohu(Outlet):
    name = "sohu"
    title = "搜狐"
    owner = "搜狐"
    aliases = ("搜狐网", "搜狐号")
    level = ""
    channel = "platform"
    groups = ("平台",)
    manual = True
    hosts = ("www.sohu.com", "m.sohu.com")
    articles = r"^https?://(?:www|m)\.sohu\.com/a/\d+_\d+"
    note = "级别按账号主体定；不自动访问，人工补录"
