"""新浪. Its known feed answers 200 and ends in 2018; no list page is known."""

from crawler.outlet import Outlet


class Sina(Outlet):
    name = "sina"
    title = "新浪"
    owner = "新浪"
    aliases = ("新浪网", "新浪江苏", "新浪新闻")
    level = ""
    channel = "platform"
    groups = ("平台",)
    manual = True
    hosts = ("news.sina.com.cn", "finance.sina.com.cn", "finance.sina.cn", "k.sina.com.cn", "jiangsu.sina.com.cn")
    articles = (
        r"^https?://[\w.]+\.sina\.(?:com\.)?cn/(?:[\w-]+/)*\d{4}-\d{2}-\d{2}/(?:detail|doc)-i?[a-z]*\d+(?:\.d)?\.s?html"
        r"|^https?://k\.sina\.com\.cn/article_\d+_[0-9a-f]+\.html"
    )
    note = "级别按账号主体定；不自动访问，人工补录"
