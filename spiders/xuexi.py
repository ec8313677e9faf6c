"""学习强国. Pages are scripts over JSON."""

from crawler.outlet import Outlet


class Xuexi(Outlet):
    name = "xuexi"
    title = "学习强国"
    owner = "中央宣传部"
    aliases = ("学习强国江苏学习平台", "江苏学习平台")
    level = "国家级"
    channel = "platform"
    groups = ("中央", "平台")
    manual = True
    hosts = ("www.xuexi.cn", "article.xuexi.cn")
    articles = (
        r"^https?://www\.xuexi\.cn/lgpage/detail/index\.html\?id=\d+"
        r"|^https?://article\.xuexi\.cn/articles/index\.html\?(?:.*&)?art_id=\d+"
    )
    note = "页面由脚本生成，不自动访问，人工补录；分平台、强国号的级别按本单位办法定"
