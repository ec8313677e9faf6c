"""人民网. GBK pages; n1 are those of the main site."""

from crawler.outlet import Outlet


class People(Outlet):
    name = "people"
    title = "人民网"
    owner = "人民日报社"
    level = "国家级"
    channel = "web"
    groups = ("中央",)
    feeds = ("http://www.people.com.cn/rss/politics.xml", "http://www.people.com.cn/rss/society.xml")
    sitemaps = ("http://www.people.cn/sitemap_index.xml",)
    hosts = ("politics.people.com.cn", "society.people.com.cn")
    articles = r"^https?://[\w.]+\.people\.com\.cn/n1/\d{4}/\d{4}/c\d+-\d+\.html"
    note = "订阅源和站点地图来自公开代码，未在线核实"
