"""紫牛新闻（客户端）. The app of 扬子晚报."""

from crawler.outlet import Outlet


class Ziniu(Outlet):
    name = "ziniu"
    title = "紫牛新闻（客户端）"
    brand = "扬子晚报"
    owner = "新华报业传媒集团"
    aliases = ("紫牛新闻", "扬子晚报/紫牛新闻")
    level = "省级"
    channel = "app"
    groups = ("江苏",)
    manual = True
    note = "客户端，不自动访问，人工补录"
