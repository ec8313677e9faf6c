"""Verb init: asks what it must know and writes coverage.toml, scrapy.cfg, .gitignore and the database. Overwrites nothing."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from ..config import Catalogue, Config, read_config
from ..config.template import Answers, choose_groups, coverage_toml, shortened, similar_names
from ..database import open_database
from ..errors import ConfigError, PresstallyError, UsageError
from ..office import Office, pass_office
from ..wording import Language, say

POLICIES = ("stories", "appearances", "highest_only")
"""In the order of the question."""
SCRAPY_CFG = "[settings]\ndefault = crawler.settings\n"
KEPT_PRIVATE = "notify.toml\n"
MOUNTS = Path("/proc/self/mounts")
NETWORK_KINDS = ("nfs", "cifs", "smb", "9p", "fuse.sshfs", "afpfs", "davfs", "ncpfs")


def _help(key: str) -> str:
    return f"{say(f'init.help{key}')} {say(f'init.help{key}', 'en')}"


@click.command(help=f"{say('init.help')}\n\n{say('init.help', 'en')}")
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path, file_okay=False))
@click.option("--company", metavar="NAME", help=_help("_company"))
@click.option("--alias", "aliases", metavar="NAME", multiple=True, help=_help("_alias"))
@click.option("--short", metavar="WORD", default="公司", help=_help("_short"))
@click.option("--not-in", "not_in", metavar="NAME", multiple=True, help=_help("_not_in"))
@click.option("--place", "places", metavar="NAME", multiple=True, help=_help("_place"))
@click.option("--outlets", metavar="ID", multiple=True, help=_help("_outlets"))
@click.option("--site", "sites", metavar="URL", multiple=True, help=_help("_site"))
@click.option("--account", "accounts", metavar="NAME", multiple=True, help=_help("_account"))
@click.option("--officer", metavar="NAME", default="", help=_help("_officer"))
@click.option("--contact", metavar="MAIL", default="", help=_help("_contact"))
@click.option("--policy", type=click.Choice(POLICIES), default="stories", help=_help("_policy"))
@click.option("--language", type=click.Choice(("zh", "en")), default="zh", help=_help("_language"))
@pass_office
def command(office: Office, /, folder: Path, company: str | None, places: tuple[str, ...], **given: Any) -> None:
    """Set up a folder."""
    language: Language = given["language"]
    path = folder.absolute() / "coverage.toml"
    if path.exists():
        raise PresstallyError(say("init.exists", language, path=path))
    catalogue = office.catalogue or Catalogue()
    if company is not None:
        answers = _from_options(company, places, given, catalogue)
    elif sys.stdin.isatty():
        answers = _ask(language, catalogue)
    else:
        raise UsageError(say("init.need_company", language))
    text = coverage_toml(answers)
    config = read_config(text.encode(), path, office.catalogue)
    _write(config, text, language)
    _report(config, answers, language)


def _from_options(company: str, places: tuple[str, ...], given: dict[str, Any], catalogue: Catalogue) -> Answers:
    company = company.strip()
    aliases = given["aliases"] or shortened(company)
    return Answers(
        company=company,
        aliases=aliases,
        short=given["short"],
        not_in=given["not_in"],
        similar=() if given["not_in"] else similar_names(aliases or (company,)),
        outlets=given["outlets"] or choose_groups(sorted(catalogue.groups), company, places),
        sites=tuple(_url(site) for site in given["sites"]),
        accounts=given["accounts"],
        officer=given["officer"],
        contact=given["contact"],
        policy=given["policy"],
        language=given["language"],
    )


def _ask(language: Language, catalogue: Catalogue) -> Answers:
    """The questions, one after the other; an answer that could not stand in the file is asked for again."""

    def text(what: str, default: str = "", **fields: object) -> str:
        words = say(f"init.ask_{what}", language, **fields)
        return str(click.prompt(words, default=default, show_default=bool(default), err=True)).strip()

    def many(what: str, default: tuple[str, ...] = (), **fields: object) -> tuple[str, ...]:
        return _split(text(what, "、".join(default), **fields))

    def stands(answers: Answers) -> bool:
        try:
            read_config(coverage_toml(answers).encode(), Path("coverage.toml"), catalogue if catalogue.ids else None)
        except ConfigError as error:
            click.echo(str(error), err=True)
            return False
        return True

    def until(ask: Callable[[], Answers]) -> Answers:
        while not stands(answers := ask()):
            pass
        return answers

    click.echo(say("init.intro", language), err=True)
    a = until(lambda: Answers(company=text("company"), language=language))
    a = until(lambda: replace(a, aliases=many("alias", shortened(a.company))))
    a = until(lambda: replace(a, short=text("short", "公司")))
    places = many("place")
    a = until(lambda: replace(a, not_in=many("not_in", similar_names(a.aliases or (a.company,)))))
    groups = sorted(catalogue.groups)
    proposed = choose_groups(groups, a.company, places)
    a = until(lambda: replace(a, outlets=many("outlets", proposed, groups="、".join(groups)) or ("all",)))
    a = until(lambda: replace(a, sites=tuple(_url(site) for site in many("site"))))
    a = until(lambda: replace(a, accounts=many("account")))
    a = until(lambda: replace(a, officer=text("officer")))
    a = until(lambda: replace(a, contact=text("contact")))
    number = click.prompt(say("init.ask_policy", language), type=click.IntRange(1, 3), default=1, err=True)
    return replace(a, policy=POLICIES[number - 1])


def _split(answer: str) -> tuple[str, ...]:
    parts = (part.strip() for part in re.split(r"[、，,;；]", answer))
    return tuple(dict.fromkeys(part for part in parts if part and part not in ("无", "-")))


def _url(site: str) -> str:
    return site if "://" in site else f"http://{site}"


def _write(config: Config, text: str, language: Language) -> None:
    """All files, or none of them."""
    with _all_or_nothing(config.folder) as write:
        write("scrapy.cfg", SCRAPY_CFG)
        write(".gitignore", KEPT_PRIVATE)
        if not config.database.exists():
            write(config.general.database, None)
        open_database(config.database, language=language).close()
        write(config.path.name, text)


@contextmanager
def _all_or_nothing(folder: Path) -> Iterator[Any]:
    """Gives write(name, text): makes the file unless it exists (text None: somebody else will make it). After an error
    whatever was made is gone again, the folder too.
    """
    missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    made: list[Path] = []

    def write(name: str, text: str | None) -> None:
        path = folder / name
        if path.exists():
            return
        made.append(path)
        if text is not None:
            path.write_text(text, encoding="utf-8", newline="\n")

    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield write
    except BaseException:
        for path in made:
            for file in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
                file.unlink(missing_ok=True)
        for parent in missing:
            if parent.exists():
                parent.rmdir()
        raise


def _report(config: Config, answers: Answers, language: Language) -> None:
    files = ", ".join((config.path.name, "scrapy.cfg", config.general.database))
    click.echo(say("init.done", language, folder=config.folder, files=files))
    ours = config.watchlist.ours
    if ours is not None:
        click.echo(say("init.watched", language, names="、".join(ours.spellings)))
    for line in config.warnings:
        click.echo(line)
    if answers.similar:
        click.echo(say("init.similar", language, names="、".join(answers.similar)))
    if not config.general.contact:
        click.echo(say("init.no_contact", language))
    if on_network_drive(config.folder):
        click.echo(say("init.network", language, path=config.folder))
    click.echo(say("init.next", language))


def on_network_drive(folder: Path) -> bool:
    """Whether the folder seems to lie on a network drive: a UNC path, or a mount of such a kind (Linux)."""
    if str(folder).startswith("\\\\"):
        return True
    if not MOUNTS.exists():
        return False
    mounts = [line.split()[1:3] for line in MOUNTS.read_text("utf-8").splitlines()]
    under = [(point, kind) for point, kind in mounts if folder.resolve().is_relative_to(point.replace("\\040", " "))]
    return max(under, key=lambda m: len(m[0]), default=("", ""))[1].startswith(NETWORK_KINDS)
