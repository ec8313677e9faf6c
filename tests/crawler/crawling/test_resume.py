"""A crawl that is stopped, killed or doubled: nothing is lost, nothing is stored twice."""

from __future__ import annotations

import signal
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from web import Asked, CrawlingOffice, Reply, Site, article, rss

Make = Callable[..., Site]

FRIDAY = "Fri, 08 Apr 2022 09:30:00 +0800"
ARTICLES = 12


def slow_newspaper(make: Make, pause_s: float = 0.05) -> Site:
    """Twelve different articles, each a moment late."""
    words = "春耕 港口 学校 河道 公交 图书 医院 市场 消防 社区 渔业 文旅".split()
    one = make()

    def page(title: str) -> Callable[[Asked], Reply]:
        def answer(asked: Asked) -> Reply:
            time.sleep(pause_s)
            return Reply(article(title))

        return answer

    items = [(f"/a/{i}.html", f"{word}一线见闻：海州湾供电的第{i}个故事", FRIDAY) for i, word in enumerate(words)]
    one.pages = {"/rss.xml": rss(one.url, items), **{path: page(title) for path, title, _ in items}}
    return one


def stored(folder: Path) -> list[tuple[str, str]]:
    """(title, day) of all articles."""
    db = sqlite3.connect(folder / "coverage.db")
    try:
        return sorted(db.execute("select title, day from articles").fetchall())
    finally:
        db.close()


def wait_for(site: Site, path: str) -> None:
    """Until the crawl asked for it."""
    for _ in range(3000):
        if any(one.path == path for one in site.log):
            return
        time.sleep(0.02)
    raise AssertionError(f"{path} was never asked for: {site.asked}")


@pytest.mark.parametrize("point", ["/robots.txt", "/rss.xml", "/a/0.html", "/a/3.html", "/a/7.html", "/a/11.html"])
def test_after_kill_9_the_next_crawl_goes_on_to_the_same_end(office: CrawlingOffice, site: Make, point: str) -> None:
    paper = slow_newspaper(site)
    office.outlet("paper", feeds=[f"{paper.url}/rss.xml"])
    process = office.start("crawl")
    wait_for(paper, point)
    process.kill()
    process.communicate()
    before = stored(office.folder) if point != "/robots.txt" else []
    office.crawled()
    assert len(stored(office.folder)) == ARTICLES
    asked = [path for path in paper.asked if path != "/rss.xml"]
    assert len(asked) <= ARTICLES + 2, "only what was under way or not committed yet is asked for twice"
    assert set(before) <= set(stored(office.folder))


def test_ctrl_c_ends_cleanly_and_the_next_crawl_goes_on(office: CrawlingOffice, site: Make) -> None:
    paper = slow_newspaper(site, 0.1)
    office.outlet("paper", feeds=[f"{paper.url}/rss.xml"])
    process = office.start("crawl")
    wait_for(paper, "/a/4.html")
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=90)
    assert "中途停止，下次继续" in out
    assert "Traceback" not in err
    assert process.returncode == 1
    assert 0 < len(stored(office.folder)) < ARTICLES
    assert office.crawled()["paper"]["ended"] == "finished"
    assert len(stored(office.folder)) == ARTICLES


@pytest.mark.parametrize("point", ["/robots.txt", "/rss.xml"])
def test_ctrl_c_at_the_start_or_at_a_server_that_hangs_ends_as_well(
    office: CrawlingOffice, site: Make, point: str
) -> None:
    paper, hanging = slow_newspaper(site), site()
    done = threading.Event()

    def hang(asked: Asked) -> Reply:
        done.wait(90)
        return Reply("late")

    hanging.pages["/rss.xml"] = hang
    office.outlet("paper", feeds=[f"{paper.url}/rss.xml"])
    office.outlet("hanging", feeds=[f"{hanging.url}/rss.xml"])
    process = office.start("crawl")
    wait_for(hanging, point)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=90)
    done.set()
    assert "中途停止，下次继续" in out
    assert "Traceback" not in err
    assert office.crawled("paper")["paper"]["ended"] == "finished"
    assert len(stored(office.folder)) == ARTICLES


def test_a_second_crawl_at_the_same_time_says_so_and_stops(office: CrawlingOffice, site: Make) -> None:
    paper = slow_newspaper(site, 0)
    answered = threading.Event()

    def wait(asked: Asked) -> Reply:
        answered.wait(90)
        return Reply(article("第二次更新之后的报道"))

    paper.pages["/a/1.html"] = wait
    office.outlet("paper", feeds=[f"{paper.url}/rss.xml"])
    first = office.start("crawl")
    wait_for(paper, "/a/1.html")
    second = office.run("crawl")
    answered.set()
    assert second.returncode == 1
    assert "另一个更新正在进行" in second.stderr
    assert second.stdout == ""
    first.communicate(timeout=90)
    assert first.returncode == 0
    assert len(stored(office.folder)) == ARTICLES


def test_a_host_that_asks_for_patience_gets_it(office: CrawlingOffice, site: Make) -> None:
    paper = slow_newspaper(site, 0)
    times: list[float] = []

    def busy(asked: Asked) -> Reply:
        times.append(time.monotonic())
        return Reply("later", 429, headers={"Retry-After": "2"}) if asked.nth == 1 else Reply(article("忙碌之后的报道"))

    paper.pages["/a/3.html"] = busy
    office.outlet("paper", feeds=[f"{paper.url}/rss.xml"])
    assert office.crawled()["paper"]["faults"] == {}
    assert times[1] - times[0] >= 2
    assert len(stored(office.folder)) == ARTICLES


def test_a_host_that_asks_for_a_day_is_left_alone_until_the_next_crawl(office: CrawlingOffice, site: Make) -> None:
    paper = slow_newspaper(site, 0)
    paper.pages["/a/5.html"] = Reply("tomorrow", 503, headers={"Retry-After": "86400"})
    office.outlet("paper", feeds=[f"{paper.url}/rss.xml"])
    assert office.crawled()["paper"]["faults"] == {"http_503": 1}
    assert paper.asked.count("/a/5.html") == 1
    assert "/a/11.html" not in paper.asked
    paper.pages["/a/5.html"] = article("第二天的报道")
    assert office.crawled()["paper"]["faults"] == {}
    assert len(stored(office.folder)) == ARTICLES


def test_a_link_that_heals_is_asked_again_next_time_and_a_dead_one_is_not(office: CrawlingOffice, site: Make) -> None:
    paper = slow_newspaper(site, 0)
    paper.pages["/a/3.html"] = Reply("broken", 500)
    del paper.pages["/a/4.html"]
    office.outlet("paper", feeds=[f"{paper.url}/rss.xml"])
    assert office.crawled()["paper"]["faults"] == {"http_500": 1, "http_404": 1}
    paper.pages["/a/3.html"] = article("修好之后的报道")
    paper.log.clear()
    assert office.crawled()["paper"]["new"] == 1
    assert set(paper.asked) == {"/rss.xml", "/a/3.html"}


def test_a_page_that_is_down_for_a_week_is_asked_for_daily_until_it_is_back(office: CrawlingOffice, site: Make) -> None:
    paper = slow_newspaper(site, 0)
    paper.pages["/a/3.html"] = Reply("broken", 502)
    office.outlet("paper", feeds=[f"{paper.url}/rss.xml"])
    for hour in range(7):
        office.crawled(now=f"2022-04-10T{hour + 8:02}:00:00+08:00")
    assert paper.asked.count("/a/3.html") == 5 * 3
    paper.pages["/a/3.html"] = article("一周之后的报道")
    assert office.crawled(now="2022-04-17T08:00:00+08:00")["paper"]["new"] == 1


def test_a_disk_that_cannot_be_written_ends_the_crawl_in_one_line_and_loses_nothing(
    office: CrawlingOffice, site: Make
) -> None:
    paper = slow_newspaper(site, 0)
    office.outlet("paper", feeds=[f"{paper.url}/rss.xml"])
    (office.folder / "evidence").write_text("in the way")
    done = office.run("crawl")
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "更新中断，无法写入数据" in done.stderr
    assert stored(office.folder) == []
    (office.folder / "evidence").unlink()
    assert office.crawled()["paper"]["new"] == ARTICLES
