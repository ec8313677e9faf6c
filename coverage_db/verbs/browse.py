"""Verb browse: start Datasette with our pages and descriptions, print its address, open a browser.

The database is served live, never with `-i`: that would stay at the first state for ever.
"""

from __future__ import annotations

import asyncio
import os
import socket
import threading
import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import PresstallyError, UsageError
from ..office import Office, pass_office
from ..wording import say

if TYPE_CHECKING:
    from datasette.app import Datasette

PORT = 8001
PORTS_TRIED = 20
"""From PORT on, when no port was asked for and others run already."""
LOOPBACK = "127.0.0.1"
SETTINGS = {
    "sql_time_limit_ms": 3000,
    "facet_time_limit_ms": 400,
    "suggest_facets": False,
    "num_sql_threads": 4,
    "allow_signed_tokens": False,
}
PASSWORDS = {"officer": "PRESSTALLY_PASSWORD", "reader": "PRESSTALLY_READER_PASSWORD"}
"""Login -> environment variable that holds its password."""


@click.command(help=f"{say('help.browse')} {say('help.browse', 'en')}")
@click.option("--port", type=click.IntRange(0, 65535), help=f"{say('help.port')} {say('help.port', 'en')}")
@click.option("--host", default=LOOPBACK, show_default=True, help=f"{say('help.host')} {say('help.host', 'en')}")
@click.option("--open/--no-open", "opens", default=True, help=f"{say('help.no_open')} {say('help.no_open', 'en')}")
@pass_office
def command(office: Office, port: int | None, host: str, opens: bool) -> None:
    """Serve until interrupted."""
    passwords = {login: os.environ[name] for login, name in PASSWORDS.items() if os.environ.get(name)}
    if host not in (LOOPBACK, "localhost", "::1") and "officer" not in passwords:
        raise UsageError(say("error.password_needed", office.language, host=host))
    config = office.config
    office.db  # noqa: B018 - creates and migrates, and brings the derived tables in step
    office.close()
    listener = _listen(host, port, office.language)
    url = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{listener.getsockname()[1]}/"
    app = serving(config.path, config.database, office.language, passwords).app()
    click.echo(say("browse.at", office.language, url=url))
    if opens:
        threading.Timer(0.5, webbrowser.open, [url]).start()
    _serve(app, listener)


def serving(config: Path, database: Path, language: str, passwords: dict[str, str] | None = None) -> Datasette:
    """Datasette on the live database, with our metadata. `passwords` by login: it can be reached from other machines."""
    from datasette.app import Datasette

    from ..screen import access
    from ..screen.ledger import CONFIG_VARIABLE
    from ..screen.metadata import metadata

    os.environ[CONFIG_VARIABLE] = str(config)
    os.environ.pop(access.PUBLIC_VARIABLE, None)
    described = metadata(database.stem, language, allow={"id": sorted(passwords)} if passwords else None)
    if passwords:
        from datasette_auth_passwords.utils import hash_password

        os.environ[access.PUBLIC_VARIABLE] = "1"
        described["plugins"] = {
            "datasette-auth-passwords": {
                f"{login}_password_hash": hash_password(password) for login, password in passwords.items()
            }
        }
    datasette = Datasette(files=[str(database)], metadata=described, settings=SETTINGS)
    asyncio.run(datasette.invoke_startup())
    return datasette


def _listen(host: str, port: int | None, language: str) -> socket.socket:
    """A socket on the port asked for, or on the first free one from PORT on.

    Raises:
        PresstallyError: none is free.
    """
    ports = [port] if port is not None else list(range(PORT, PORT + PORTS_TRIED))
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for each in ports:
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, each))
            listener.listen()  # from now on a browser waits instead of being turned away
        except OSError as error:
            listener.close()
            reason = error
        else:
            return listener
    raise PresstallyError(say("error.port", language, host=host, port=ports[0], error=reason))


def _serve(app: Any, listener: socket.socket) -> None:
    import uvicorn

    config = uvicorn.Config(app, log_level="warning", lifespan="on", server_header=False, access_log=False)
    with suppress(KeyboardInterrupt):  # that is how one closes it
        uvicorn.Server(config).run(sockets=[listener])
