"""中国能源报（电子报）. Founder e-paper, weekly: an empty day is normal, an empty week is not."""

from crawler.outlet import Outlet


class Zgnyb(Outlet):
    name = "zgnyb"
    title = "中国能源报（电子报）"
    brand = "中国能源报"
    owner = "人民日报社"
    aliases = ("中国能源报",)
    level = "行业"
    channel = "epaper"
    groups = ("电力",)
    epapers = ("https://paper.people.com.cn/zgnyb/pc/layout/",)
    articles = r"^https?://paper\.people\.com\.cn/zgnyb/pc/content/\d{6}/\d{2}/content_\d+\.html"
    note = "版面目录按人民日报同平台推定，未在线核实"
