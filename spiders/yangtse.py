"""扬子晚报网. Four URL forms in ten years."""

from crawler.outlet import Outlet


class Yangtse(Outlet):
    name = "yangtse"
    title = "扬子晚报网"
    brand = "扬子晚报"
    owner = "新华报业传媒集团"
    aliases = ("扬子晚报网",)
    level = "省级"
    channel = "web"
    groups = ("江苏",)
    listings = ("https://www.yzwb.net/", "http://www.yangtse.com/app/jiangsu/kanjiangsu/")
    hosts = ("m.yangtse.com", "news.yangtse.com")
    articles = (
        r"^https?://www\.yangtse\.com/news/[\w-]+/\d{6}/t\d{8}_\d+\.html"
        r"|^https?://www\.yangtse\.com/app/(?:[\w-]+/)+\d{4}-\d{2}-\d{2}/\d+\.html"
        r"|^https?://(?:www|m)\.yangtse\.com/content/(?:app/)?\d+\.html"
    )
    note = "列表页来自2019年、2026年公开代码，未在线核实"
