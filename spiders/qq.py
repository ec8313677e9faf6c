"""腾讯新闻. The first eight characters of an id are the day."""

from crawler.outlet import Outlet


class Qq(Outlet):
    name = "qq"
    title = "腾讯新闻"
    owner = "腾讯"
    aliases = ("腾讯", "腾讯网", "企鹅号")
    level = ""
    channel = "platform"
    groups = ("平台",)
    manual = True
    hosts = ("news.qq.com", "new.qq.com", "view.inews.qq.com")
    articles = (
        r"^https?://(?:news|new)\.qq\.com/rain/a/\d{8}[0-9A-Za-z]{8}"
        r"|^https?://view\.inews\.qq\.com/a/\d{8}[0-9A-Za-z]{8}"
    )
    note = "级别按账号主体定；不自动访问，人工补录"
