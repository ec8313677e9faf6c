"""How a crawl behaves towards others: the pace, the proxy, whose hosts it asks, what it shows meanwhile."""

from __future__ import annotations

import itertools
import os
import pty
import socket
import subprocess
import sys
import time
from collections.abc import Callable

from web import NOW, Asked, CrawlingOffice, Reply, Site, article, rss

Make = Callable[..., Site]

FRIDAY = "Fri, 08 Apr 2022 09:30:00 +0800"


def test_two_requests_to_a_host_are_a_delay_apart_over_all_its_outlets(office: CrawlingOffice, site: Make) -> None:
    paper = site()
    times: list[float] = []

    def timed(page: str) -> Callable[[Asked], Reply]:
        def answer(asked: Asked) -> Reply:
            times.append(time.monotonic())
            return Reply(page)

        return answer

    for name in ("a", "b"):
        paper.pages[f"/{name}.xml"] = timed(rss(paper.url, [(f"/{name}{i}.html", f"题{i}", FRIDAY) for i in range(2)]))
        for i in range(2):
            paper.pages[f"/{name}{i}.html"] = timed(article(f"{name}报道{i}"))
        office.outlet(name, feeds=[f"{paper.url}/{name}.xml"])
    office.crawl["delay"] = 0.3
    office.crawled()
    assert len(times) == 6
    assert min(later - earlier for earlier, later in itertools.pairwise(times)) >= 0.28


def test_no_link_leads_to_a_host_that_was_not_declared(office: CrawlingOffice, site: Make) -> None:
    paper, intranet = site(), site({"/secret.html": article("内网页面")})
    links = [("/fine.html", "本站的报道", FRIDAY)]
    feed = rss(paper.url, links).replace(
        "</channel>", f"<item><title>内网</title><link>{intranet.url}/secret.html</link></item></channel>"
    )
    listing = f"<html><a href='{intranet.url}/secret.html'>内网页面的完整标题一二三</a><a rel=next href='{intranet.url}/list2.html'>下一页</a></html>"
    index = f"<sitemapindex><sitemap><loc>{intranet.url}/sitemap.xml</loc></sitemap></sitemapindex>"
    paper.pages = {
        "/rss.xml": feed, "/list.html": listing, "/sitemap.xml": Reply(index, type="application/xml"),
        "/fine.html": article("本站的报道"), "/moved.xml": Reply("", 301, headers={"Location": f"{intranet.url}/rss.xml"}),
        "/robots.txt": Reply("", 301, headers={"Location": f"{intranet.url}/robots.txt"}),
        "/refresh.html": f"<html><meta http-equiv=refresh content='0;url={intranet.url}/list.html'></html>",
    }  # fmt: skip
    office.outlet(
        "paper",
        feeds=[f"{paper.url}/rss.xml", f"{paper.url}/moved.xml"],
        listings=[f"{paper.url}/list.html", f"{paper.url}/refresh.html"],
        sitemaps=[f"{paper.url}/sitemap.xml"],
    )
    found = office.crawled()["paper"]
    assert found["new"] == 1
    assert found["faults"] == {"offsite_redirect": 2, "robots": 1}
    assert intranet.log == []


def test_a_proxy_is_used_and_its_password_comes_from_the_environment(office: CrawlingOffice, site: Make) -> None:
    proxy = site()
    proxy.pages = {
        "http://paper.test/rss.xml": rss("http://paper.test", [("/a.html", "经过代理的报道", FRIDAY)]),
        "http://paper.test/a.html": article("经过代理的报道"),
    }
    office.crawl["proxy"] = proxy.url
    office.outlet("paper", feeds=["http://paper.test/rss.xml"])
    os.environ.update(PRESSTALLY_PROXY_USER="officer", PRESSTALLY_PROXY_PASSWORD="se:cret")
    try:
        assert office.crawled()["paper"]["new"] == 1
    finally:
        del os.environ["PRESSTALLY_PROXY_USER"], os.environ["PRESSTALLY_PROXY_PASSWORD"]
    assert proxy.log[0].headers["Proxy-Authorization"] == "Basic b2ZmaWNlcjpzZTpjcmV0"


def test_a_server_that_answers_nothing_is_left_alone_and_others_go_on(office: CrawlingOffice, site: Make) -> None:
    good = site()
    good.pages = {"/rss.xml": rss(good.url, [("/a.html", "正常的报道", FRIDAY)]), "/a.html": article("正常的报道")}
    closing = socket.create_server(("127.0.0.1", 0))  # takes connections and closes them
    closing.settimeout(0.05)
    office.outlet("good", feeds=[f"{good.url}/rss.xml"])
    office.outlet("mute", feeds=[f"http://127.0.0.1:{closing.getsockname()[1]}/rss.xml"])
    process = office.start("crawl", "--format", "json")
    while process.poll() is None:
        try:
            closing.accept()[0].close()
        except TimeoutError:
            continue
    closing.close()
    out, _ = process.communicate()
    assert process.returncode == 0
    assert '"no_connection"' in out


def read_all(terminal: int) -> bytes:
    """Until the other end is closed, which Linux calls an error."""
    shown = b""
    while True:
        try:
            part = os.read(terminal, 4096)
        except OSError:
            part = b""
        if not part:
            os.close(terminal)
            return shown
        shown += part


def test_on_a_terminal_it_says_what_is_coming_and_how_far_it_is(office: CrawlingOffice, site: Make) -> None:
    paper = site()
    paper.pages = {"/rss.xml": rss(paper.url, [(f"/{i}.html", f"第{i}篇报道", FRIDAY) for i in range(4)])}
    paper.pages |= {f"/{i}.html": article(f"第{i}篇报道") for i in range(4)}
    office.outlet("paper", feeds=[f"{paper.url}/rss.xml"])
    office.write()
    outer, inner = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", "from crawler.cli import main; main()", "crawl"],
        cwd=office.folder,
        env={**os.environ, "PRESSTALLY_NOW": NOW, "no_proxy": "127.0.0.1", "TERM": "xterm", "COLUMNS": "200"},
        stdout=subprocess.DEVNULL,
        stderr=inner,
    )
    os.close(inner)
    shown = read_all(outer).decode(errors="replace")
    assert process.wait() == 0
    assert "首次更新：1家媒体，从2022-01-01起" in shown
    assert "待读0，新收录4，涉及本单位0，约需不到1分钟" in shown


def test_a_host_that_is_down_is_left_alone_and_its_links_are_not_worn_out(office: CrawlingOffice, site: Make) -> None:
    paper = site()
    paper.pages = {"/rss.xml": rss(paper.url, [(f"/{i}.html", f"第{i}篇报道", FRIDAY) for i in range(5)])}
    paper.pages |= {f"/{i}.html": Reply("busy", 503) for i in range(5)}
    office.outlet("paper", feeds=[f"{paper.url}/rss.xml"])
    office.crawled()
    port = paper.server.server_address[1]
    paper.close()
    for _ in range(6):
        assert office.crawled()["paper"]["ended"] == "failed"
    again = Site(port=port)
    again.pages = {f"/{i}.html": article(f"第{i}篇报道") for i in range(5)} | {"/rss.xml": paper.pages["/rss.xml"]}
    assert office.crawled()["paper"]["new"] == 5
    again.close()
