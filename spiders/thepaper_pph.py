"""澎湃号. Posts of accounts on 澎湃新闻."""

from crawler.outlet import Outlet


class ThepaperPph(Outlet):
    name = "thepaper_pph"
    title = "澎湃号"
    owner = "上海报业集团"
    level = ""
    channel = "platform"
    groups = ("平台",)
    manual = True
    note = "级别按账号主体定；不自动访问，人工补录"
