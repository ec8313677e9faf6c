"""央视网. The day stands twice in the URL; no list page is known."""

from crawler.outlet import Outlet


class Cctv(Outlet):
    name = "cctv"
    title = "央视网"
    owner = "中央广播电视总台"
    level = "国家级"
    channel = "web"
    groups = ("中央",)
    manual = True
    hosts = ("news.cctv.com", "www.cctv.com", "tv.cctv.com")
    articles = r"^https?://news\.cctv\.com/\d{4}/\d{2}/\d{2}/ARTI[0-9A-Za-z]+?(?:\d{6})?\.shtml"
    note = "没有已知的列表页，人工补录"
