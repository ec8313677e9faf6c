"""新华网江苏频道. Two hosts, one id; _2, _3 are further pages of one article."""

from crawler.outlet import Outlet


class XinhuaJs(Outlet):
    name = "xinhua_js"
    title = "新华网江苏频道"
    brand = "新华网"
    owner = "新华社"
    aliases = ("新华网江苏", "新华社江苏")
    level = "国家级"
    channel = "web"
    groups = ("中央", "江苏")
    manual = True
    hosts = ("www.js.xinhuanet.com", "js.news.cn", "www.js.news.cn")
    articles = (
        r"^https?://(?:www\.)?js\.(?:xinhuanet\.com|news\.cn)/\d{8}/[0-9a-f]{32}/c\.html"
        r"|^https?://(?:www\.)?js\.(?:xinhuanet\.com|news\.cn)/\d{4}-\d{2}/\d{2}/c_\d+(?:_\d+)?\.htm"
    )
    note = "能否自动访问未核实，核实前人工补录；级别按本单位办法可改为省级"
