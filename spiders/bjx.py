"""北极星电力网. Numbers are unique across its hosts; a challenge page answers 200. Long articles are split."""

from crawler.outlet import Outlet


class Bjx(Outlet):
    name = "bjx"
    title = "北极星电力网"
    owner = "北极星电力网"
    aliases = ("北极星输配电网", "北极星储能网")
    level = "行业"
    channel = "web"
    groups = ("电力",)
    listings = ("https://shupeidian.bjx.com.cn/", "https://huanbao.bjx.com.cn/yw/")
    hosts = ("news.bjx.com.cn", "m.bjx.com.cn", "guangfu.bjx.com.cn")
    articles = (
        r"^https?://\w+\.bjx\.com\.cn/(?:html|news)/\d{8}/\d+(?:-\d+)?\.shtml"
        r"|^https?://m\.bjx\.com\.cn/mnews/\d{8}/\d+\.shtml"
    )
    note = "列表页来自公开代码，未在线核实；访问过快会返回验证页"
