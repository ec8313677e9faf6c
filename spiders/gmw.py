"""光明网. Dated pages, _6 is page 6 of one article; no list page is known."""

from crawler.outlet import Outlet


class Gmw(Outlet):
    name = "gmw"
    title = "光明网"
    owner = "光明日报社"
    level = "国家级"
    channel = "web"
    groups = ("中央",)
    manual = True
    hosts = ("www.gmw.cn", "news.gmw.cn")
    articles = r"^https?://[\w.]+\.gmw\.cn/\d{4}-\d{2}/\d{2}/content_\d+(?:_\d+)?\.htm"
    note = "没有已知的列表页，人工补录"
