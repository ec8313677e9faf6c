"""presstally demo: from an empty folder to the sentence; once more; on other ports; never over somebody's own settings."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

from crawler.demo.articles import sample_outlets
from crawler.demo.newsroom import HOST, Newsroom, truth
from crawler.demo.office import remembered_ports, write_office

COMMAND = (sys.executable, "-P", "-c", "from crawler.cli import main; main()")
EXPECTED = truth()["counts"]["outbreak"]


def presstally(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=folder,
        env=os.environ,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def on_ports_of_its_own(folder: Path) -> None:
    """Settle where the demo in that folder stands: other tests run demos at the same time."""
    with Newsroom() as newsroom:
        ports = newsroom.ports
    write_office(folder / "示例", sample_outlets(), ports)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the demo ran once."""
    folder = tmp_path_factory.mktemp("office")
    on_ports_of_its_own(folder)
    done = presstally(folder, "demo", "示例")
    assert done.returncode == 0, done.stderr
    (folder / "first.txt").write_text(done.stdout, "utf-8")
    return folder / "示例"


def counts(folder: Path) -> dict[str, int]:
    done = presstally(
        folder, "counts", "--period", "outbreak", "--theme", "epidemic", "--theme", "work", "--by", "outlet", "--format", "json"
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return {row["outlet"]: row["count"] for row in json.loads(done.stdout)["rows"] if row["count"]}


def test_it_prints_the_way_from_the_crawl_to_the_sentence(folder: Path) -> None:
    text = (folder.parent / "first.txt").read_text("utf-8")
    for part in (
        "滨声",
        "网站返回404 1",
        "被拦截 1",
        "镜像页",
        "疫情防控",
        "本轮疫情发生以来，公司共在",
        f"{EXPECTED['total']}篇",
    ):
        assert part in text, part
    assert "Traceback" not in text


def test_the_next_command_can_be_typed_as_it_is_printed(folder: Path) -> None:
    text = (folder.parent / "first.txt").read_text("utf-8")
    found = re.search(r"打开台账页面：(\S+) --config (\S+) browse", text)
    assert found is not None
    assert (
        shutil.which(found[1], path=os.pathsep.join([os.environ["PATH"], str(folder.parent)]))
        or (folder.parent / found[1]).exists()
    )
    assert (folder.parent / found[2]).is_file()


def test_its_counts_are_those_of_the_truth(folder: Path) -> None:
    assert counts(folder) == EXPECTED["by"]["outlet"]


def test_a_second_time_finds_its_outlets_where_they_were(folder: Path) -> None:
    ports = remembered_ports(folder / "coverage.toml")
    done = presstally(folder.parent, "demo", "示例")
    assert done.returncode == 0, done.stderr
    assert remembered_ports(folder / "coverage.toml") == ports
    assert counts(folder) == EXPECTED["by"]["outlet"]


def test_a_port_that_is_taken_moves_the_outlets_and_starts_a_new_database(folder: Path) -> None:
    ports = remembered_ports(folder / "coverage.toml")
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((HOST, ports["haizhou"]))
        taken.listen()
        done = presstally(folder.parent, "demo", "示例")
    assert done.returncode == 0, done.stderr
    assert "换了端口" in done.stderr
    assert remembered_ports(folder / "coverage.toml")["haizhou"] != ports["haizhou"]
    assert len(list(folder.glob("coverage-*.db"))) == 1
    assert counts(folder) == EXPECTED["by"]["outlet"]


def test_another_folders_settings_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "coverage.toml").write_text("x = [", "utf-8")
    on_ports_of_its_own(tmp_path)
    done = presstally(tmp_path, "demo", "示例")
    assert done.returncode == 0, done.stdout + done.stderr
    assert counts(tmp_path / "示例") == EXPECTED["by"]["outlet"]


def test_ctrl_c_leaves_nothing_half_and_the_next_demo_goes_on(tmp_path: Path) -> None:
    on_ports_of_its_own(tmp_path)
    with subprocess.Popen(
        [*COMMAND, "demo", "示例"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        try:
            deadline = time.monotonic() + 60
            while not list((tmp_path / "示例").glob("evidence/*/*")) and time.monotonic() < deadline:
                time.sleep(0.01)
            os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to everything that runs in it
            _, errors = process.communicate(timeout=60)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    assert process.returncode == 1
    assert "已停止" in errors.decode()
    assert "Traceback" not in errors.decode()
    done = presstally(tmp_path, "demo", "示例")
    assert done.returncode == 0, done.stdout + done.stderr
    assert counts(tmp_path / "示例") == EXPECTED["by"]["outlet"]


def test_an_outlet_that_the_officer_added_stays(folder: Path) -> None:
    path = folder / "coverage.toml"
    path.write_text(
        path.read_text("utf-8")
        + '\n[[outlet]]\nid = "mine"\nname = "我的"\nlevel = "市级"\nchannel = "tv"\nmanual = true\n',
        "utf-8",
    )
    databases = len(list(folder.glob("coverage*.db")))
    assert presstally(folder.parent, "demo", "示例").returncode == 0
    assert 'id = "mine"' in path.read_text("utf-8")
    assert len(list(folder.glob("coverage*.db"))) == databases


def test_an_empty_folder_is_enough(tmp_path: Path) -> None:
    assert presstally(tmp_path, "demo").returncode == 0
    assert counts(tmp_path / "demo") == EXPECTED["by"]["outlet"]


def test_somebodys_own_settings_are_left_alone(tmp_path: Path) -> None:
    own = tmp_path / "coverage.toml"
    own.write_text('[[company]]\nid = "us"\nname = "某公司"\n', "utf-8")
    done = presstally(tmp_path, "demo", ".")
    assert done.returncode == 1
    assert "未改动" in done.stderr
    assert own.read_text("utf-8").startswith("[[company]]")
    assert not (tmp_path / "scrapy.cfg").exists()


def test_the_newsroom_can_be_served_alone(folder: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "crawler.demo", str(folder)], stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as serving:
        assert serving.stdout is not None
        try:
            entries = {}
            while "\t" in (line := serving.stdout.readline()):
                name, url = line.strip().split("\t")
                entries[name] = url
            assert "示例媒体已在本机开出" in line
            with urlopen(entries["滨声"]) as answer:
                assert "四十八小时" in answer.read().decode()
            done = presstally(folder, "crawl")
            assert done.returncode == 0, done.stderr
        finally:
            serving.send_signal(signal.SIGINT)
        assert "已关闭" in serving.stdout.read()
    assert serving.returncode == 0
