"""presstally digest: the day as it was, sent, kept when a service is down, sent again, supplemented."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import apprise
import pytest
from apprise.plugins.wecombot import NotifyWeComBot
from click.testing import CliRunner, Result
from pytest_httpserver import HTTPServer
from reports_office import ALL, Office

from coverage_db import decisions
from crawler.cli import main

LATE = "海州湾供电服务有限公司连夜清理积雪，保证变电站道路畅通无阻。\n清晨六点，第一班巡视车准时出站，轮胎上的防滑链叮当作响。"
KEY = "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"


def run(office: Office, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--config", str(office.folder), "digest", *arguments])


def document(office: Office, day: str) -> dict[str, Any]:
    result = run(office, "--date", day, "--format", "json")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_found(filled: Office) -> None:
    result = run(filled, "--date", "2022-03-11")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        "【宣传报道日报告】2022年3月11日（星期五）",
        "当日刊发1篇（1条次）：",
        "1.《专线连夜架 灯火映方舱》——新华日报（省级·报纸），另有1家转载",
        "http://www.s_daily.test/1.html",
        "监测情况：应监测4家，实际监测4家。",
        "另有1家媒体以人工补录为准，不列入应监测。",
        "本月累计1篇，今年累计2篇（按篇计）。",
    ]


def test_zero_report_only_when_everything_was_seen(filled: Office) -> None:
    zero = document(filled, "2022-03-25")
    assert zero["form"] == "zero"
    assert "未发现涉及公司的宣传报道" in zero["text"]
    filled.read("2022-04-21", "s_daily", "s_app")
    filled.read("2022-04-21", "c_web", fault="timeout")
    found = document(filled, "2022-04-21")
    assert found["form"] == "incomplete"
    assert "未监测到2家：海州日报（未监测）、海州网（连接超时）。" in found["text"]
    assert "零报告" not in found["title"]


def test_only_pending_and_then_decided(filled: Office) -> None:
    assert document(filled, "2022-04-10")["form"] == "pending"
    decisions.decide(filled.db, by="李四", article=7, decision="include", config=filled.config)
    found = document(filled, "2022-04-10")
    assert (found["form"], found["articles"]) == ("found", [7])


def test_nothing_was_read(filled: Office) -> None:
    filled.read("2022-04-21", *ALL, fault="no_connection")
    found = document(filled, "2022-04-21")
    assert found["form"] == "unseen"
    assert "4家媒体均未能访问，请检查本机网络或代理设置" in found["text"]


def test_no_crawl_ran(filled: Office) -> None:
    found = document(filled, "2022-04-21")
    assert found["form"] == "unseen"
    assert "当日没有运行更新，4家媒体均未监测" in found["text"]


def test_wrong_days(filled: Office) -> None:
    for word, said in (("昨天", "不是日期"), ("2022-04-22", "还没有到"), ("2022-02-30", "不是日期")):
        result = run(filled, "--date", word)
        assert result.exit_code == 2
        assert said in result.stderr
    assert run(filled, "--date", "2022年3月11日").stdout.startswith("【宣传报道日报告】2022年3月11日")


def test_before_noon_it_reports_yesterday(filled: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "2022年4月21日" in run(filled).stdout.splitlines()[0]
    monkeypatch.setenv("PRESSTALLY_NOW", "2022-04-21T07:30:00+08:00")
    assert "2022年4月20日" in run(filled).stdout.splitlines()[0]


def test_forms_for_other_programs(filled: Office) -> None:
    assert run(filled, "--date", "2022-03-11", "--format", "markdown").stdout.startswith("# 【宣传报道日报告】")
    assert "<h1>" in run(filled, "--date", "2022-03-11", "--format", "html").stdout
    assert run(filled, "--date", "2022-03-11", "--format", "csv").stdout_bytes.startswith(b"\xef\xbb\xbf")


@pytest.fixture
def caught(filled: Office, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[HTTPServer]:
    """WeCom, played on loopback; its address stands in notify.toml."""
    monkeypatch.setattr(NotifyWeComBot, "notify_url", httpserver.url_for("/send?key={key}"))
    monkeypatch.setattr(apprise.NotifyBase, "request_rate_per_sec", 0)
    path = filled.folder / "notify.toml"
    path.write_text(f'[[service]]\nname = "工作群"\nurl = "wecombot://{KEY}"\n', encoding="utf-8")
    path.chmod(0o600)
    yield httpserver
    httpserver.clear()


def texts(server: HTTPServer) -> list[str]:
    return [json.loads(request.get_data())["text"]["content"] for request, _ in server.log]


def test_sent_once_and_then_only_what_is_new(filled: Office, caught: HTTPServer) -> None:
    caught.expect_request("/send").respond_with_json({"errcode": 0})
    result = run(filled, "--date", "2022-04-06", "--send")
    assert result.exit_code == 0, result.output
    assert "4月6日报告已发到工作群。" in result.stderr
    assert texts(caught)[0].startswith(
        "【宣传报道日报告】2022年4月6日（星期三）\n当日刊发1篇（1条次）：\n1.《春检进行时》"
    )
    again = run(filled, "--date", "2022-04-06", "--send")
    assert again.exit_code == 0
    assert "已经发过，没有新增" in again.stderr
    assert len(texts(caught)) == 1
    filled.take("s_app", "2022-04-06", LATE, "晚到的一篇")
    assert run(filled, "--date", "2022-04-06", "--send").exit_code == 0
    assert len(texts(caught)) == 2
    assert texts(caught)[1].startswith("【补报】2022年4月6日增加1篇\n1.《晚到的一篇》")


def test_the_zero_report_follows_once_everything_was_seen(filled: Office, caught: HTTPServer) -> None:
    caught.expect_request("/send").respond_with_json({"errcode": 0})
    assert run(filled, "--date", "2022-04-21", "--send").exit_code == 0
    filled.read("2022-04-21", *ALL)
    assert run(filled, "--date", "2022-04-21", "--send").exit_code == 0
    assert "已经发过" in run(filled, "--date", "2022-04-21", "--send").stderr
    assert [text[:15] for text in texts(caught)] == ["【宣传报道日报告·未能监测】2", "【宣传报道零报告】2022年4"]


def test_late_articles_come_with_the_next_report(
    filled: Office, caught: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught.expect_request("/send").respond_with_json({"errcode": 0})
    assert run(filled, "--date", "2022-04-20", "--send").exit_code == 0
    monkeypatch.setenv("PRESSTALLY_NOW", "2022-04-22T17:00:00+08:00")
    filled.take("s_app", "2022-04-18", LATE, "晚到的一篇", fetched="2022-04-21T20:00:00+08:00")
    filled.read("2022-04-22", *ALL)
    found = document(filled, "2022-04-22")
    assert found["form"] == "found"
    assert "当日没有计入的刊发。\n补录往日1篇：\n1.《晚到的一篇》——交汇点，4月18日" in found["text"]


def test_a_failed_sending_is_kept_and_sent_again(filled: Office, caught: HTTPServer) -> None:
    caught.expect_oneshot_request("/send").respond_with_data("", status=503)
    result = run(filled, "--date", "2022-04-06", "--send")
    assert result.exit_code == 1
    assert "4月6日报告未能发出（工作群：网站返回503），已保存，下次运行时重发。" in result.stderr
    assert result.stdout.startswith("【宣传报道日报告】")
    assert json.loads(filled.db.execute("select unsent from digests").fetchone()[0]) == {"工作群": "网站返回503"}
    caught.clear_log()
    caught.expect_request("/send").respond_with_json({"errcode": 0})
    result = run(filled, "--date", "2022-04-07", "--send")
    assert result.exit_code == 0, result.output
    assert "4月6日报告已补发到工作群。" in result.stderr
    assert [text[:23] for text in texts(caught)] == [
        "【宣传报道日报告】2022年4月6日（星期三）",
        "【宣传报道零报告】2022年4月7日（星期四）",
    ]
    assert {row[0] for row in filled.db.execute("select unsent from digests")} == {"{}"}


def test_the_address_is_nowhere(filled: Office, caught: HTTPServer) -> None:
    caught.expect_request("/send").respond_with_json({"errcode": 93000, "errmsg": f"bad key {KEY}"})
    result = run(filled, "--date", "2022-04-06", "--send")
    assert result.exit_code == 1
    assert KEY not in result.output
    filled.db.execute("pragma wal_checkpoint(truncate)")
    assert KEY.encode() not in (filled.folder / "coverage.db").read_bytes()


def test_test_messages(filled: Office, caught: HTTPServer) -> None:
    caught.expect_oneshot_request("/send").respond_with_json({"errcode": 0})
    result = run(filled, "--test")
    assert (result.exit_code, result.stdout) == (0, "工作群：测试消息已发出。\n")
    caught.expect_request("/send").respond_with_json({"errcode": 1, "errmsg": "no"})
    result = run(filled, "--test")
    assert result.exit_code == 1
    assert "工作群：测试消息未能发出（对方拒绝：1 no）。" in result.stdout
    assert filled.db["digests"].count == 0


def test_without_services_it_says_how(filled: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PRESSTALLY_NOTIFY", raising=False)
    result = run(filled, "--send")
    assert result.exit_code == 1
    assert "notify.toml" in result.stderr
    assert filled.db["digests"].count == 0
