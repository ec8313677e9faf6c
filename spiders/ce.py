"""中国经济网. TRS dated pages; no list page is known."""

from crawler.outlet import Outlet


class Ce(Outlet):
    name = "ce"
    title = "中国经济网"
    owner = "经济日报社"
    level = "国家级"
    channel = "web"
    groups = ("中央",)
    manual = True
    hosts = ("www.ce.cn", "district.ce.cn")
    articles = (
        r"^https?://[\w.]+\.ce\.cn/(?:[\w-]+/)+\d{6}/t\d{8}_\d+\.shtml"
        r"|^https?://www\.ce\.cn/(?:[\w-]+/)+\d{6}/\d{2}/t\d{8}_\d+\.shtml"
    )
    note = "没有已知的列表页，人工补录"
