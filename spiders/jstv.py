"""江苏广电（广播电视）. Radio and television of the province."""

from crawler.outlet import Outlet


class Jstv(Outlet):
    name = "jstv"
    title = "江苏广电（广播电视）"
    brand = "江苏广电"
    owner = "江苏省广播电视总台"
    aliases = ("江苏广电", "江苏卫视", "江苏省广播电视总台")
    level = "省级"
    channel = "tv"
    groups = ("江苏",)
    manual = True
    note = "广播电视节目，不自动访问，人工补录"
