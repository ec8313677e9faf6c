"""A frozen number stays to the byte, whatever the crawl, new names, outlets and decisions change afterwards."""

from __future__ import annotations

from typing import Any

from demo_visit import Visit

AFTER_A_DAY = "2022-04-30T10:00:00+08:00"
LIVE = ("changed", "notes")
"""What `statements N` says of today."""


def stored(visit: Visit) -> list[list[dict[str, Any]]]:
    return [
        visit.rows("select * from statements order by number"),
        visit.rows("select * from statement_articles order by statement, article"),
    ]


def shown(visit: Visit) -> tuple[dict[str, Any], dict[str, Any]]:
    """(what was frozen, what has changed since)."""
    found = visit.json("statements", "1")
    return {key: value for key, value in found.items() if key not in LIVE}, found["changed"]


def test_crawl_retag_outlets_and_decisions_leave_a_statement_as_it_was(visit: Visit) -> None:
    sentence = visit.json("sentence", "--period", "outbreak", "--freeze")["sentence"]
    before, frozen = stored(visit), shown(visit)
    assert (frozen[0]["sentence"], frozen[1]) == (sentence, {"appeared": [], "gone": [], "state": []})
    counted = [row for row in frozen[0]["articles"] if row["state"] == "counted"]

    for outlet in visit.newsroom.outlets.values():
        for article in outlet.articles[:3]:
            visit.newsroom.change(outlet.id, article.path, text=article.text + "\n海州湾供电服务有限公司补充说明。")
    assert visit._replace(now=AFTER_A_DAY).presstally("crawl").returncode == 0
    settings = visit.config.read_text("utf-8")
    rival = '[[company]]\nid = "grid"\nname = "国网海州湾供电公司"\nshort = "国网公司"\nrival = true\n\n'
    visit.config.write_text(rival + settings.replace('level = "省级"', 'level = "市级"'), "utf-8")
    assert visit.presstally("retag").returncode == 0
    assert visit.presstally("review", str(counted[0]["id"]), "exclude", "paid").returncode == 0
    assert visit.presstally("review", str(counted[1]["id"]), "set", "date=2021-01-01").returncode == 0

    assert stored(visit) == before
    after = shown(visit)
    assert after[0] == frozen[0]
    assert {counted[0]["id"], counted[1]["id"]} <= set(after[1]["state"])
    assert visit.json("counts", "--period", "outbreak")["total"] < frozen[0]["counts"]["total"]
