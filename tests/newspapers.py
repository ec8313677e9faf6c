"""Newspapers for tests: sites of the kinds that a crawl reads, with their articles."""

from __future__ import annotations

from web import Reply, Site, article, rss

XML = "application/xml"
FRIDAY = "Fri, 08 Apr 2022 09:30:00 +0800"


TWO_DAYS = {
    "2022-04-19": [
        ("要闻", ["海州湾供电保春耕", "全市召开春耕会议"]),
        ("经济", ["港口开出新航线", "本版责编 王小明 版式 李红"]),
    ],
    "2022-04-20": [("要闻", ["学校恢复线下教学"]), ("社会", ["社区食堂开张迎客"])],
}


def epaper(
    one: Site, days: dict[str, list[tuple[str, list[str]]]], *, calendar: bool = True, old: bool = False
) -> None:
    """A Founder newspaper: {day: [(page name, titles)]}."""
    issues = ""
    for day, pages in days.items():
        year, month, number = day.split("-")
        folder = f"/html/{year}-{month}/{number}/" if old else f"/pc/layout/{year}{month}/{number}/"
        content = folder if old else folder.replace("layout", "con")
        node = (lambda n: f"node_{864 + n}.htm") if old else (lambda n: f"node_{n:02}.html")
        issues += f"<period><period_date>{day}</period_date><front_page>{number}/{node(1)}</front_page></period>"
        listed = "".join(
            f"<li><a href='{node(n)}'>第{n:02}版：{name}</a><a href='../../../page/{day}-{n}.pdf'>PDF</a></li>"
            for n, (name, _) in enumerate(pages, 1)
        )
        for n, (_, stories) in enumerate(pages, 1):
            links = ""
            for i, title in enumerate(stories):
                path = f"{content}content_{number}{n}{i}.htm{'' if old else 'l'}"
                links += f"<li><h3><a href='{path}'>{title}</a></h3></li>"
                one.pages[path] = article(title, day=day)
            one.pages[f"{folder}{node(n)}"] = (
                f"<html><div id='list'><ul>{listed}</ul></div><a href='{node(n + 1)}'>下一版</a><div id='ScroLeft'><ul>{links}</ul></div></html>"
            )
            one.pages[f"{'' if old else '/pc'}/page/{day}-{n}.pdf"] = Reply(b"%PDF-1.4 page", type="application/pdf")
        if calendar and not old:
            one.pages[f"/pc/layout/{year}{month}/period.xml"] = Reply(f"<period_list>{issues}</period_list>", type=XML)
        root = "/html/" if old else "/pc/layout/"
        one.pages[f"{root}index.htm{'' if old else 'l'}"] = Reply(
            f"<html><head><meta http-equiv='refresh' content='0; url={folder}{node(1)}'></head></html>"
        )
        one.pages[root] = one.pages[f"{root}index.htm{'' if old else 'l'}"]


def four_kinds(feed: Site, listing: Site, sitemap: Site, paper: Site) -> None:
    """Some thirty articles, each on one of four sites."""
    items = [(f"/f/{i}.html", f"订阅源第{i}条：海州湾供电服务春耕", FRIDAY) for i in range(6)]
    feed.pages = {"/rss.xml": rss(feed.url, items), **{path: article(title) for path, title, _ in items}}
    for page in range(1, 4):
        titles = [f"列表第{page}页第{i}条新闻的标题" for i in range(4)]
        links = "".join(
            f"<li><a href='/a/20220{page}/{i}{page}.html'>{title}</a></li>" for i, title in enumerate(titles)
        )
        onward = f"<a href='/list_{page + 1}.html'>下一页</a>" if page < 3 else ""
        listing.pages[f"/list_{page}.html"] = f"<html><ul>{links}</ul>{onward}</html>"
        listing.pages |= {f"/a/20220{page}/{i}{page}.html": article(title) for i, title in enumerate(titles)}
    maps = [f"<sitemap><loc>{sitemap.url}/s{n}.xml</loc></sitemap>" for n in range(2)]
    sitemap.pages["/sitemap.xml"] = Reply(f"<sitemapindex>{''.join(maps)}</sitemapindex>", type=XML)
    for n in range(2):
        urls = [f"<url><loc>{sitemap.url}/n/{n}{i}.html</loc><lastmod>2022-04-08</lastmod></url>" for i in range(4)]
        sitemap.pages[f"/s{n}.xml"] = Reply(f"<urlset>{''.join(urls)}</urlset>", type=XML)
        sitemap.pages |= {f"/n/{n}{i}.html": article(f"网站地图{n}的第{i}篇报道") for i in range(4)}
    epaper(paper, TWO_DAYS)
