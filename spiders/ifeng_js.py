"""凤凰网江苏. Two URL forms; no list page is known."""

from crawler.outlet import Outlet


class IfengJs(Outlet):
    name = "ifeng_js"
    title = "凤凰网江苏"
    brand = "凤凰网"
    owner = "凤凰网"
    aliases = ("凤凰江苏",)
    level = ""
    channel = "web"
    groups = ("江苏",)
    manual = True
    hosts = ("js.ifeng.com",)
    articles = (
        r"^https?://js\.ifeng\.com/c/[0-9A-Za-z]{11}$"
        r"|^https?://js\.ifeng\.com/a/\d{8}/\d+_0\.shtml"
    )
    note = "没有已知的列表页，人工补录；级别按本单位办法定"
