"""中国江苏网. TRS dated pages; since 2025 with the 24-hex ids of 新华报业网."""

from crawler.outlet import Outlet


class Jschina(Outlet):
    name = "jschina"
    title = "中国江苏网"
    owner = "新华报业传媒集团"
    aliases = ("江苏网",)
    level = "省级"
    channel = "web"
    groups = ("江苏", "连云港")
    listings = ("https://jsnews.jschina.com.cn/jsyw/", "https://zgjssw.jschina.com.cn/shixianchuanzhen/lianyungang/")
    hosts = ("www.jschina.com.cn", "news.jschina.com.cn", "tour.jschina.com.cn", "life.jschina.com.cn")
    articles = (
        r"^https?://[\w.]+\.jschina\.com\.cn/(?:[\w-]+/)+\d{6}/t\d{8}_s?[0-9a-f]+\.shtml"
        r"|^https?://[\w.]+\.jschina\.com\.cn/system/\d{4}/\d{2}/\d{2}/\d+\.shtml"
    )
    note = "要闻列表来自2026年公开代码，连云港列表按同类页推定，未在线核实"
