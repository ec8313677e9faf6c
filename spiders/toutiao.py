"""今日头条. Drawn by scripts and guarded."""

from crawler.outlet import Outlet


class Toutiao(Outlet):
    name = "toutiao"
    title = "今日头条"
    owner = "字节跳动"
    aliases = ("头条号", "头条")
    level = ""
    channel = "platform"
    groups = ("平台",)
    manual = True
    hosts = ("www.toutiao.com", "m.toutiao.com")
    articles = r"^https?://(?:www|m)\.toutiao\.com/(?:article|group|i)/?\d{19}"
    note = "级别按账号主体定；不自动访问，人工补录"
