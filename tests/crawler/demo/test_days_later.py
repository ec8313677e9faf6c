"""Looks at counted articles after a day and a week: what changed and what is gone waits for the officer, both versions kept."""

from __future__ import annotations

from demo_visit import Visit

CHANGED = ("binsheng", "变电站里的“集体宿舍”")
GONE = ("power", "七小时，为口罩厂换上“大心脏”")
AFTER_A_DAY = "2022-04-30T10:00:00+08:00"
AFTER_A_WEEK = "2022-05-07T10:00:00+08:00"


def path_of(visit: Visit, outlet: str, title: str) -> str:
    return next(article.path for article in visit.newsroom.outlets[outlet].articles if article.title == title)


def test_counted_articles_are_looked_at_again_and_nothing_else(visit: Visit) -> None:
    before = visit.json("counts", "--period", "outbreak")["total"]
    counted = {
        visit.place(row["url"])
        for row in visit.rows("select a.url from counted_articles c join articles a on a.id = c.id")
    }
    changed, gone = path_of(visit, *CHANGED), path_of(visit, *GONE)
    text = visit.newsroom.outlets["binsheng"].articles
    old = next(article.text for article in text if article.path == changed)
    visit.newsroom.change("binsheng", changed, text=old.replace("海州湾供电服务有限公司", "某供电单位"))
    visit.newsroom.change("power", gone, missing=True)

    visit.newsroom.forget()
    later = visit._replace(now=AFTER_A_DAY)
    assert later.presstally("crawl").returncode == 0
    pages = {f"{outlet.id}{article.path}" for outlet in visit.newsroom.outlets.values() for article in outlet.articles}
    assert {asked for asked in visit.newsroom.asked() if asked in pages} == {
        f"{outlet}{path}" for outlet, path in counted
    }
    why = {row["title"]: row["why"] for row in later.json("review")}
    assert why[CHANGED[1]] == ["changed"]
    assert GONE[1] not in why  # once may be an accident

    much_later = visit._replace(now=AFTER_A_WEEK)
    assert much_later.presstally("crawl").returncode == 0
    assert {row["title"]: row["why"] for row in much_later.json("review")}[GONE[1]] == ["gone"]
    assert much_later.json("counts", "--period", "outbreak")["total"] == before
    (version,) = visit.rows("select v.text from article_versions v join articles a on a.id = v.article")
    assert "某供电单位" in version["text"]
