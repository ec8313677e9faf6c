"""微信公众号. All accounts share one host: the account decides whose a page is."""

from crawler.outlet import Outlet


class Wechat(Outlet):
    name = "wechat"
    title = "微信公众号"
    owner = "腾讯"
    aliases = ("公众号", "微信")
    level = ""
    channel = "wechat"
    groups = ("平台",)
    manual = True
    hosts = ("mp.weixin.qq.com",)
    articles = (
        r"^https?://mp\.weixin\.qq\.com/s/[0-9A-Za-z_-]{22}"
        r"|^https?://mp\.weixin\.qq\.com/s\?(?=.*__biz=)(?=.*mid=)(?=.*idx=).*"
    )
    note = "级别按账号主体定；不自动访问，人工补录"
