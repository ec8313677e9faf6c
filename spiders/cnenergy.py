"""中国能源网. Sets a cookie challenge for scripts: it is respected."""

from crawler.outlet import Outlet


class Cnenergy(Outlet):
    name = "cnenergy"
    title = "中国能源网"
    owner = "人民日报社"
    level = "行业"
    channel = "web"
    groups = ("电力",)
    manual = True
    hosts = ("www.cnenergynews.cn",)
    articles = (
        r"^https?://www\.cnenergynews\.cn/article/[0-9A-Za-z]{10,12}$"
        r"|^https?://www\.cnenergynews\.cn/\w+/\d{4}/\d{2}/\d{2}/detail_\d+\.html"
        r"|^https?://www\.cnenergynews\.cn/(?:\w+/)+\d{6}/t\d{8}_\d+\.html"
    )
    note = "网站有验证，不绕过，不自动访问，人工补录"
