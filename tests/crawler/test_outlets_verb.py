"""The verb outlets over real HTTP on loopback: the catalogue, a site found by its home page, what works today."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pytest_httpserver import HTTPServer

from coverage_db.config import load_config
from coverage_db.database import open_database
from coverage_db.office import Office
from crawler.cli import main
from crawler.discover import Found, Trial
from crawler.verbs.outlets import _keys, _known

NOW = "2022-04-07T08:00:00+08:00"
TOML = """\ufeff# 我的设置，请勿删除这一行
[[company]]
id = "us"
name = "海州湾供电服务有限公司"

[crawl]
outlets = ["xhrb"]   # 先看一家
delay = 0

[general]
contact = "press@hzw.example.cn"
"""
STORIES = {
    "1": ("渔港码头换上新灯", "入夜以后，渔港的码头亮了起来。二十四盏新灯沿着岸线排开，把卸鱼的跳板照得清清楚楚。船老大们说，往年这个时候要打着手电数筐，今年连筐上的字都看得见。"),
    "2": ("山村小学来了修理班", "开学前一周，三名电工背着工具进了山。教室里的插座一个个拆开，换线、加盖、贴上编号。校长把旧插座装进纸箱，准备留给科学课上拆着玩。"),
    "3": ("老渡口最后一班船停航", "大桥通车以后，老渡口的客人一天比一天少。最后一班船开出时，岸上站了四十多个人，有人带着孩子，有人带着收音机，等着录一声汽笛。"),
}  # fmt: skip


def page(title: str, text: str, number: str) -> str:
    return (
        f"<html><head><meta charset='utf-8'><title>{title}_海州湾新闻网</title></head><body><div class='nav'><a href='/'>首页</a></div>"
        f"<h1>{title}</h1><div class='info'>2022-04-0{number} 09:30　来源：海州湾新闻网</div><div class='content'><p>{text}</p><p>{text[::-1]}</p></div>"
        "</body></html>"
    )


@pytest.fixture
def site(httpserver: HTTPServer) -> HTTPServer:
    """Three articles, nothing else; a test adds the entries."""
    httpserver.no_handler_status_code = 404
    for number, (title, text) in STORIES.items():
        httpserver.expect_request(f"/news/2022/t{number}.html").respond_with_data(
            page(title, text, number), content_type="text/html"
        )
    return httpserver


def home(site: HTTPServer, head: str = "", body: str = "") -> None:
    html = f"<html><head><title>海州湾新闻网 - 首页</title>{head}</head><body>{body}</body></html>"
    site.expect_request("/").respond_with_data(html, content_type="text/html; charset=utf-8")


def rss(site: HTTPServer, path: str = "/feed.xml") -> None:
    items = "".join(
        f"<item><title>{title}</title><link>{site.url_for(f'/news/2022/t{number}.html')}</link><pubDate>2022-04-0{number} 09:30</pubDate></item>"
        for number, (title, _) in STORIES.items()
    )
    xml = f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>t</title>{items}</channel></rss>"
    site.expect_request(path).respond_with_data(xml, content_type="application/xml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "coverage.toml").write_text(TOML, "utf-8")
    return tmp_path


def run(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-c", "from crawler.cli import main; main()", *words]
    return subprocess.run(
        program,
        cwd=folder,
        env=os.environ | {"PRESSTALLY_NOW": NOW} | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def here(folder: Path, *words: str) -> Result:
    """The same in this process, for what asks nothing over the network: a reactor starts only once in a process."""
    return CliRunner().invoke(main, ["--config", str(folder), *words])


def test_the_catalogue_as_a_table_and_as_json(folder: Path) -> None:
    table = here(folder, "outlets")
    assert table.exit_code == 0, table.stderr
    assert "新华日报（电子报）" in table.stdout
    assert "未在线核实" in table.stdout
    rows = {row["id"]: row for row in json.loads(here(folder, "outlets", "--format", "json").stdout)}
    assert rows["xhrb"]["crawled"] is True
    assert rows["xhrb"]["epapers"] == ["https://xh.xhby.net/pc/layout/"]
    assert (rows["xhrb"]["from"], rows["xhrb"]["checked"]) == ("catalogue", None)
    assert rows["wechat"]["manual"] is True
    assert rows["wechat"]["crawled"] is False
    assert set(rows["xhrb"]) == {
        "id", "name", "brand", "owner", "aliases", "level", "channel", "feeds", "sitemaps", "listings", "epapers", "accounts",
        "manual", "articles", "own", "from", "crawled", "checked",
    }  # fmt: skip


def test_a_feed_is_found_by_its_link_tag_and_written_down_with_comments_kept(folder: Path, site: HTTPServer) -> None:
    home(site, "<link rel='alternate' type='application/rss+xml' href='/feed.xml'>")
    rss(site)
    result = run(folder, "outlets", "add", site.url_for("/"), "--id", "haizhou")
    assert result.returncode == 0, result.stderr
    assert "渔港码头换上新灯" in result.stdout
    assert "2022-04-01T09:30:00+08:00" in result.stdout
    text = (folder / "coverage.toml").read_text("utf-8")
    assert text.startswith("\ufeff# 我的设置，请勿删除这一行\n")
    assert 'outlets = ["xhrb", "haizhou"]   # 先看一家' in text
    (outlet,) = load_config(folder / "coverage.toml").outlets
    assert (outlet.id, outlet.name, outlet.level, outlet.channel) == ("haizhou", "海州湾新闻网", "市级", "web")
    assert outlet.feeds == (site.url_for("/feed.xml"),)


def test_a_sitemap_is_found_in_robots_txt(folder: Path, site: HTTPServer) -> None:
    home(site)
    site.expect_request("/robots.txt").respond_with_data(f"User-agent: *\nSitemap: {site.url_for('/map.xml')}\n")
    urls = "".join(f"<url><loc>{site.url_for(f'/news/2022/t{n}.html')}</loc></url>" for n in STORIES)
    xml = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
    site.expect_request("/map.xml").respond_with_data(xml, content_type="application/xml")
    result = run(folder, "outlets", "add", site.url_for("/"), "--name", "湾网", "--format", "json")
    assert result.returncode == 0, result.stderr
    document = json.loads(result.stdout)
    assert document["outlet"]["sitemaps"] == [site.url_for("/map.xml")]
    assert document["outlet"]["name"] == "湾网"
    assert {article["title"] for article in document["articles"]} == {title for title, _ in STORIES.values()}


def test_a_list_is_taken_where_there_is_nothing_else(folder: Path, site: HTTPServer) -> None:
    links = "".join(f"<li><a href='t{n}.html'>{title}</a> 2022-04-0{n}</li>" for n, (title, _) in STORIES.items())
    home(site, body="<a href='/news/2022/'>今日要闻</a>")
    site.expect_request("/news/2022/").respond_with_data(
        f"<html><body><ul>{links}</ul></body></html>", content_type="text/html; charset=utf-8"
    )
    result = run(folder, "outlets", "add", site.url_for("/"))
    assert result.returncode == 0, result.stderr
    (outlet,) = load_config(folder / "coverage.toml").outlets
    assert outlet.listings == (site.url_for("/news/2022/"),)


def test_an_epaper_is_found_from_any_of_its_pages(folder: Path, site: HTTPServer) -> None:
    links = "".join(
        f"<li><a href='../../../con/202204/06/content_{n}.html'>{title}</a></li>" for n, (title, _) in STORIES.items()
    )
    node = f"<html><body><a href='node_01.html'>第01版：要闻</a><ul>{links}<li><a href='../../../con/202204/06/content_9.html'>本版责编 某某</a></li></ul></body></html>"
    site.expect_request("/pc/layout/202204/06/node_01.html").respond_with_data(
        node, content_type="text/html; charset=utf-8"
    )
    calendar = "<period_list><period><period_date>2022-04-06</period_date><front_page>06/node_01.html</front_page></period></period_list>"
    site.expect_request("/pc/layout/202204/period.xml").respond_with_data(calendar, content_type="application/xml")
    for number, (title, text) in STORIES.items():
        site.expect_request(f"/pc/con/202204/06/content_{number}.html").respond_with_data(
            page(title, text, number), content_type="text/html"
        )
    result = run(
        folder,
        "outlets",
        "add",
        site.url_for("/pc/layout/202204/06/node_01.html"),
    )
    assert result.returncode == 0, result.stderr
    assert "渔港码头换上新灯" in result.stdout
    assert "本版责编" not in result.stdout
    (outlet,) = load_config(folder / "coverage.toml").outlets
    assert (outlet.channel, outlet.epapers) == ("epaper", (site.url_for("/pc/layout/"),))


def test_a_feed_that_stopped_is_left_for_a_list_that_goes_on_and_named_where_there_is_none(
    folder: Path, site: HTTPServer
) -> None:
    rss(site)
    home(site, "<link rel='alternate' type='application/rss+xml' href='/feed.xml'>")
    result = run(folder, "outlets", "add", site.url_for("/"), "--id", "old", PRESSTALLY_NOW="2026-01-01T08:00:00+08:00")
    assert result.returncode == 0, result.stderr
    assert "最新一篇是2022-04-03，此后没有更新" in result.stderr
    checked = run(folder, "outlets", "check", "old", PRESSTALLY_NOW="2026-01-01T08:00:00+08:00")
    assert (checked.returncode, "内容停更" in checked.stdout) == (0, True)


def test_not_one_request_follows_a_redirect_to_another_host(folder: Path, site: HTTPServer) -> None:
    with HTTPServer() as other:
        other.expect_request("/").respond_with_data("secret")
        site.expect_request("/").respond_with_data("", status=302, headers={"Location": other.url_for("/")})
        result = run(folder, "outlets", "add", site.url_for("/"))
        assert (result.returncode, "跳转到其他网站，未跟进" in result.stderr) == (1, True)
        assert other.log == []


def test_neither_a_link_nor_robots_txt_leads_to_another_host(folder: Path, site: HTTPServer) -> None:
    with HTTPServer() as other:
        site.expect_request("/robots.txt").respond_with_data(f"User-agent: *\nSitemap: {other.url_for('/map.xml')}\n")
        home(site, f"<link rel='alternate' type='application/rss+xml' href='{other.url_for('/feed.xml')}'>")
        assert run(folder, "outlets", "add", site.url_for("/")).returncode == 1
        assert other.log == []


def test_a_challenge_page_is_named(folder: Path, site: HTTPServer) -> None:
    site.expect_request("/").respond_with_data(
        "<html><body><p>请开启 JavaScript 并刷新页面，正在进行安全验证</p></body></html>",
        content_type="text/html; charset=utf-8",
    )
    result = run(folder, "outlets", "add", site.url_for("/"))
    assert (result.returncode, "被拦截" in result.stderr) == (1, True)


def test_a_site_that_gives_nothing_is_not_written_down(folder: Path, site: HTTPServer) -> None:
    home(site, body="<p>网站建设中</p>")
    before = (folder / "coverage.toml").read_bytes()
    result = run(folder, "outlets", "add", site.url_for("/"))
    assert result.returncode == 1
    assert "没有找到可用的订阅源、网站地图、数字报或列表页" in result.stderr
    assert (folder / "coverage.toml").read_bytes() == before


def test_what_is_no_address_or_not_there_or_known_is_named(folder: Path) -> None:
    assert here(folder, "outlets", "add", "ftp://x/").exit_code == 2
    gone = run(folder, "outlets", "add", "http://127.0.0.1:1/")
    assert (gone.returncode, "无法连接" in gone.stderr) == (1, True)
    known = here(folder, "outlets", "add", "https://www.chinanews.com.cn/")
    assert known.exit_code == 2
    assert "已是媒体“中国新闻网”的网址，代号 chinanews" in known.stderr
    taken = here(folder, "outlets", "add", "http://127.0.0.1:1/", "--id", "xhrb")
    assert (taken.exit_code, "代号“xhrb”已有媒体使用" in taken.stderr) == (2, True)


def test_a_site_that_the_catalogue_leaves_to_the_hand_can_be_added_under_its_name(folder: Path) -> None:
    office = Office(str(folder), None, ("crawler.loader:prepare",))
    known = _known(office, "http://www.jsjjw.cn/", None)
    found = Found("http://www.jsjjw.cn/", "首页", [], [Trial("listings", "http://www.jsjjw.cn/news/")])
    assert _keys(found, "jsjj", None, None, known) == {
        "id": "jsjj", "name": "江苏经济网", "brand": "江苏经济网", "owner": "江苏经济报社", "level": "省级", "channel": "web",
        "listings": ["http://www.jsjjw.cn/news/"],
    }  # fmt: skip
    office.close()


def test_check_names_what_works_and_what_broke(folder: Path, site: HTTPServer) -> None:
    rss(site)
    site.expect_request("/gone.xml").respond_with_data("no", status=404)
    with (folder / "coverage.toml").open("a", encoding="utf-8") as file:
        for id_, path in (("good", "/feed.xml"), ("bad", "/gone.xml")):
            file.write(
                f'[[outlet]]\nid = "{id_}"\nname = "{id_}报"\nlevel = "市级"\nchannel = "web"\nfeeds = ["{site.url_for(path)}"]\n'
            )
    result = run(folder, "outlets", "check", "good", "bad")
    assert result.returncode == 1
    assert "1家媒体取不到稿件：bad报。" in result.stderr
    assert "3/3篇" in result.stdout
    assert "网站返回404" in result.stdout
    (good, bad) = json.loads(run(folder, "outlets", "check", "good", "bad", "--format", "json").stdout)
    (entry,) = good["entries"]
    assert (good["works"], entry["links"], entry["dated"], entry["newest"]) == (True, 3, 3, "2022-04-03")
    assert [article["published"] for article in entry["articles"]] == [f"2022-04-0{n}T09:30:00+08:00" for n in "123"]
    assert (bad["works"], bad["entries"][0]["fault"]) == (False, "http_404")
    rows = {row["id"]: row["checked"] for row in json.loads(here(folder, "outlets", "--format", "json").stdout)}
    assert rows["good"] is not None
    assert rows["bad"] is None


def test_when_nothing_answers_it_is_our_own_network(folder: Path) -> None:
    with (folder / "coverage.toml").open("a", encoding="utf-8") as file:
        for id_ in ("east", "west"):
            file.write(
                f'[[outlet]]\nid = "{id_}"\nname = "{id_}报"\nlevel = "市级"\nchannel = "web"\nfeeds = ["http://127.0.0.1:1/{id_}.xml"]\n'
            )
    result = run(folder, "outlets", "check", "east", "west")
    assert result.returncode == 1
    assert (
        result.stderr.strip() == "2家媒体全部连接失败，多半是本机网络或代理问题，不是媒体的问题；请检查 [crawl] proxy。"
    )


def test_check_says_since_when_it_is_broken(folder: Path) -> None:
    with (folder / "coverage.toml").open("a", encoding="utf-8") as file:
        file.write(
            '[[outlet]]\nid = "bad"\nname = "坏报"\nlevel = "市级"\nchannel = "web"\nfeeds = ["http://127.0.0.1:1/x.xml"]\n'
        )
    here(folder, "health")
    with open_database(folder / "coverage.db") as db:
        db["crawl_runs"].insert({"started": "2022-04-01T08:00:00+08:00", "outlets": "[]"})
        for day, fault in (("01", None), ("02", "timeout"), ("03", "timeout")):
            db["entry_reads"].insert(
                {"run": 1, "outlet": "bad", "entry": "http://127.0.0.1:1/x.xml", "at": f"2022-04-{day}T08:00:00+08:00", "fault": fault, "links": 1, "new": 0, "known": 1}
            )  # fmt: skip
    result = run(folder, "outlets", "check", "bad")
    assert result.returncode == 1
    assert "无法连接，2022-04-02起" in result.stdout
