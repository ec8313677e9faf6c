"""连云港市人民政府网. TrueCMS; ids without a date, no list that a script can read is known."""

from crawler.outlet import Outlet


class LygGov(Outlet):
    name = "lyg_gov"
    title = "连云港市人民政府网"
    owner = "连云港市人民政府"
    aliases = ("连云港市政府网", "中国连云港")
    level = "市级"
    channel = "web"
    groups = ("连云港",)
    manual = True
    hosts = ("www.lyg.gov.cn",)
    articles = r"^https?://www\.lyg\.gov\.cn/zglygzfmhwz/\w+/content/[0-9a-f-]{36}\.htm"
    note = "没有已知可读的列表，核实前人工补录"
