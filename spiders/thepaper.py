"""澎湃新闻. Newsroom stories and 澎湃号 posts share one URL form: the account decides."""

from crawler.outlet import Outlet


class Thepaper(Outlet):
    name = "thepaper"
    title = "澎湃新闻"
    owner = "上海报业集团"
    aliases = ("澎湃",)
    level = "省级"
    channel = "web"
    groups = ("平台",)
    manual = True
    hosts = ("www.thepaper.cn", "m.thepaper.cn")
    articles = r"^https?://(?:www|m)\.thepaper\.cn/(?:newsDetail_forward_|detail/)\d+"
    note = "不自动访问，人工补录；与澎湃号同一网址格式，按账号区分"
