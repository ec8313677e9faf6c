"""国家电网报（电子报）. Pages are drawn maps; appears on working days only."""

from crawler.outlet import Outlet


class SgccPaper(Outlet):
    name = "sgcc_paper"
    title = "国家电网报（电子报）"
    brand = "国家电网报"
    owner = "英大传媒集团"
    aliases = ("国家电网报",)
    level = "行业"
    channel = "epaper"
    groups = ("电力",)
    manual = True
    hosts = ("epaper.sgcctop.com",)
    articles = r"^https?://epaper\.sgcctop\.com/\d{6}/\d{2}/con-\d+\.html"
    note = "版面目录需浏览器，不自动访问，人工补录；只在工作日出版"
