"""新华网. Answered scripts with 403/405 in 2026; www.news.cn and www.xinhuanet.com serve the same ids."""

from crawler.outlet import Outlet


class Xinhua(Outlet):
    name = "xinhua"
    title = "新华网"
    owner = "新华社"
    aliases = ("新华社",)
    level = "国家级"
    channel = "web"
    groups = ("中央",)
    manual = True
    hosts = ("www.news.cn", "www.xinhuanet.com", "m.xinhuanet.com")
    articles = r"^https?://www\.(?:news\.cn|xinhuanet\.com)/(?:[\w-]+/)*\d{8}/[0-9a-f]{32}/c\.html"
    note = "网站拒绝自动访问，不自动访问，人工补录"
