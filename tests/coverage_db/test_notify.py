"""Messages as the services get them, caught on loopback; and addresses that stay secret."""

from __future__ import annotations

import json
import os
import socketserver
import threading
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

import apprise
import pytest
from apprise.plugins.dingtalk import NotifyDingTalk
from apprise.plugins.feishu import NotifyFeishu
from apprise.plugins.wecombot import NotifyWeComBot
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer
from werkzeug import Response

from coverage_db import notify
from coverage_db.errors import ConfigError
from coverage_db.notify import Message, Service, parts, send, services

KEY = "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"
URLS = {
    "wecombot": f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}",
    "dingtalk": f"https://oapi.dingtalk.com/robot/send?access_token={KEY.replace('-', '')}",
    "feishu": f"https://open.feishu.cn/open-apis/bot/v2/hook/{KEY}",
}
SHORT = Message(
    "【宣传报道日报告】2022年4月6日",
    "当日刊发1篇。\nhttp://a.cn/1.html",
    "当日刊发[1篇](http://a.cn/1.html)。",
    "<p>当日刊发1篇。</p>",
)
LONG = Message(
    "【宣传报道日报告】2022年4月6日",
    "\n".join(f"{n}.《供电员工战疫保电{n}》——交汇点" for n in range(300)),
    "长" * 9000,
    "",
)


@pytest.fixture
def caught(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> HTTPServer:
    """The services' own hosts, played on loopback."""
    monkeypatch.setattr(NotifyWeComBot, "notify_url", httpserver.url_for("/wecombot?key={key}"))
    monkeypatch.setattr(NotifyDingTalk, "notify_url", httpserver.url_for("/dingtalk?token={token}"))
    monkeypatch.setattr(NotifyFeishu, "notify_url", httpserver.url_for("/feishu/{token}"))
    monkeypatch.setattr(apprise.NotifyBase, "request_rate_per_sec", 0)
    return httpserver


def service(schema: str) -> Service:
    return Service("工作群", schema, URLS[schema])


def bodies(server: HTTPServer) -> list[bytes]:
    return [request.get_data() for request, _ in server.log]


def test_wecom_gets_text_of_at_most_2048_bytes(caught: HTTPServer) -> None:
    caught.expect_request("/wecombot").respond_with_json({"errcode": 0, "errmsg": "ok"})
    assert send(service("wecombot"), LONG) is None
    sent = [json.loads(body)["text"]["content"] for body in bodies(caught)]
    assert len(sent) > 3
    assert max(len(text.encode()) for text in sent) <= 2048
    assert sent[0].startswith(f"（1/{len(sent)}）\n【宣传报道日报告】2022年4月6日\n0.《")
    lines = [line for text in sent for line in text.split("\n")[1:]]
    assert lines == [LONG.title, *LONG.text.split("\n")]


def test_dingtalk_gets_markdown_of_at_most_20000_bytes(caught: HTTPServer) -> None:
    caught.expect_request("/dingtalk").respond_with_json({"errcode": 0, "errmsg": "ok"})
    assert send(service("dingtalk"), SHORT) is None
    (body,) = bodies(caught)
    assert json.loads(body)["markdown"] == {"title": SHORT.title, "text": f"# {SHORT.title}\n{SHORT.markdown}"}
    caught.clear_log()
    assert send(service("dingtalk"), LONG) is None
    assert len(bodies(caught)) == 3
    assert max(map(len, bodies(caught))) <= 20_000


def test_feishu_gets_text(caught: HTTPServer) -> None:
    caught.expect_request(f"/feishu/{KEY}").respond_with_json({"code": 0})
    assert send(service("feishu"), SHORT) is None
    (body,) = bodies(caught)
    assert json.loads(body)["content"] == {"text": f"{SHORT.title}\n{SHORT.text}"}


class Mailbox(socketserver.StreamRequestHandler):
    """As much of a mail server as a sender needs."""

    letters: list[bytes] = []  # noqa: RUF012 - one box for the test

    def handle(self) -> None:
        self.wfile.write(b"220 loopback\r\n")
        for line in self.rfile:
            if line.upper().startswith(b"DATA"):
                self.wfile.write(b"354 go on\r\n")
                letter = b""
                while (row := self.rfile.readline()) != b".\r\n":
                    letter += row
                self.letters.append(letter)
            self.wfile.write(b"221 bye\r\n" if line.upper().startswith(b"QUIT") else b"250 ok\r\n")


@pytest.fixture
def mailbox() -> Iterator[int]:
    Mailbox.letters.clear()
    with socketserver.TCPServer(("127.0.0.1", 0), Mailbox) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def test_mail_gets_html_and_a_subject(mailbox: int) -> None:
    url = f"mailto://127.0.0.1:{mailbox}?from=press@haizhou.cn&to=boss@haizhou.cn&mode=insecure"
    assert send(Service("邮件", "mailto", url), SHORT) is None
    letter = message_from_bytes(Mailbox.letters[0], policy=policy.default)
    assert letter["subject"] == SHORT.title
    html = letter.get_body(("html",))
    assert html is not None
    assert "<p>当日刊发1篇。</p>" in html.get_content()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Response("", 503), "网站返回503"),
        (
            Response(json.dumps({"errcode": 93000, "errmsg": f"invalid webhook url {KEY}"})),
            "对方拒绝：93000 invalid webhook url …",
        ),
        (Response(json.dumps({"errcode": 45009, "errmsg": "reach max api"})), "对方拒绝：45009 reach max api"),
    ],
)
def test_a_refusal_is_said_without_the_key(
    caught: HTTPServer, answer: Response, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    caught.expect_request("/wecombot").respond_with_response(answer)
    with caplog.at_level("DEBUG"):
        reason = send(service("wecombot"), SHORT)
    assert reason == said
    ours = [record.getMessage() for record in caplog.records if record.name != "werkzeug"]  # that is the service
    assert KEY not in "\n".join(ours)


def test_a_slow_or_dead_service_is_said(caught: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(NotifyWeComBot, "notify_url", "http://127.0.0.1:9/{key}")
    assert send(service("wecombot"), SHORT) == "无法连接"
    dead = Service("邮件", "mailto", "mailto://127.0.0.1:9?from=a@b.cn&to=c@d.cn&mode=insecure")
    assert send(dead, SHORT) == "对方未接收（地址、端口或密码不对，或服务未开）"
    release = threading.Event()

    def wait(_: object) -> Response:
        release.wait(20)
        return Response("")

    caught.expect_request("/slow").respond_with_handler(wait)
    monkeypatch.setattr(NotifyWeComBot, "notify_url", caught.url_for("/slow?{key}"))
    slow = Service("工作群", "wecombot", f"wecombot://{KEY}?rto=0.2")
    assert send(slow, SHORT) == "连接超时"
    release.set()


def write(folder: Path, text: str, mode: int = 0o600) -> None:
    path = folder / "notify.toml"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)


def test_addresses_are_read_as_the_robots_show_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "".join(f'[[service]]\nname = "{schema}"\nurl = "{url}"\n' for schema, url in URLS.items()))
    monkeypatch.setenv("PRESSTALLY_NOTIFY", "mailtos://u:p@haizhou.cn?to=a@b.cn  wecombot://abcdefgh")
    found = services(tmp_path)
    assert [(s.name, s.schema) for s in found] == [
        ("wecombot", "wecombot"), ("dingtalk", "dingtalk"), ("feishu", "feishu"), ("邮件", "mailtos"), ("企业微信", "wecombot"),
    ]  # fmt: skip
    assert KEY not in repr(found)


def test_the_manual_shows_addresses_that_are_read(tmp_path: Path) -> None:
    manual = (Path(__file__).resolve().parents[2] / "docs" / "reports.md").read_text("utf-8")
    write(tmp_path, manual.partition("```toml\n")[2].partition("```")[0].replace("…", "abcdef123456"))
    assert [service.schema for service in services(tmp_path)] == ["wecombot", "dingtalk", "feishu", "mailtos"]


def test_no_file_no_services(tmp_path: Path) -> None:
    assert services(tmp_path) == []


@pytest.mark.skipif(os.name == "nt", reason="modes of files")
def test_a_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    write(tmp_path, f'[[service]]\nname = "群"\nurl = "{URLS["wecombot"]}"\n', 0o644)
    with pytest.raises(ConfigError, match="chmod 600"):
        services(tmp_path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"[[service]]\nname = 群\nurl = {KEY}\n", "notify.toml 第2行"),
        (f'[[service]]\nname = “群”\nurl = "{KEY}"\n', "notify.toml 第2行"),
        (f'[service]\nname = "群"\nurl = "{KEY}"\n', r"应为若干个 \[\[service\]\]"),
        (f'[[service]]\nurl = "{KEY}"\n', "第1个：应写 name"),
        (f'[[service]]\nname = "群"\nurl = "{KEY}"\n', "群：无法识别的发送地址"),
        (f'[[service]]\nname = "群"\nurl = "{URLS["wecombot"]}"\n' * 2, "同名"),
    ],
)
def test_a_fault_never_repeats_an_address(tmp_path: Path, text: str, said: str) -> None:
    write(tmp_path, text)
    with pytest.raises(ConfigError, match=said) as caught:
        services(tmp_path)
    assert KEY not in str(caught.value)


@given(st.text(st.characters(codec="utf-8"), max_size=400), st.integers(60, 300))
def test_parts_lose_nothing_and_fit(text: str, most: int) -> None:
    found = parts(text, most)
    assert all(len(part.encode()) <= most for part in found)
    bare = [part if len(found) == 1 else part.split("\n", 1)[1] for part in found]
    assert "".join(bare).replace("\n", "") == text.replace("\n", "")


def test_nothing_else_is_disturbed() -> None:
    import requests

    before = requests.post
    send(Service("邮件", "mailto", "mailto://127.0.0.1:9?from=a@b.cn&to=c@d.cn&mode=insecure"), SHORT)
    assert requests.post is before
    assert notify.MANNERS.keys() >= URLS.keys()
