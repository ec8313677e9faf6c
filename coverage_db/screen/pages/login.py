"""Login (登录): who reads or decides when the ledger is open to other machines. The check is datasette-auth-passwords'.

The only page that everybody may see, so it shows nothing of the ledger but its title.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from datasette.utils.asgi import Response

from .. import access
from ..context import Context, NotFoundError
from ..failures import LOGIN

if TYPE_CHECKING:  # Datasette loads its plugins while this module is being imported
    from datasette.app import Datasette

PLUGIN = "datasette-auth-passwords"
HASH = "_password_hash"
"""The plugin's settings hold one such key for each login."""


async def show(context: Context) -> Response:
    """GET /-/login: the form. POST: the right password sets Datasette's own cookie and leads to the ledger."""
    logins = _logins(context.ledger.datasette)
    failed = False
    if context.request.method == "POST" and logins:
        login = context.form.get("username", "")
        if await _is_right(logins.get(login), context.form.get("password", "")):
            response = context.go("/")
            signed = context.ledger.datasette.sign({"a": {"id": login}}, "actor")
            response.set_cookie("ds_actor", signed, httponly=True, samesite="lax")
            return response
        failed = True
    order = [login for login in (access.OFFICER, access.READER) if login in logins]
    return await context.bare_page(
        "login.html",
        status=403 if failed else 200,
        logins=order,
        failed=failed,
        chosen=context.form.get("username", ""),
    )


async def nowhere(context: Context) -> Response:
    """The plugin's other page makes hashes for its settings file; `browse` takes passwords from the environment."""
    raise NotFoundError(context.say("screen.no_page", path=context.request.path))


ROUTES = ((rf"^{LOGIN}$", show), (r"^/-/password-tool$", nowhere))


def _logins(datasette: Datasette) -> dict[str, str]:
    """{login: hash of its password}; empty on loopback, where nobody logs in."""
    settings = datasette.plugin_config(PLUGIN) or {}
    return {name.removesuffix(HASH): str(value) for name, value in settings.items() if name.endswith(HASH)}


async def _is_right(hashed: str | None, password: str) -> bool:
    from datasette_auth_passwords.utils import verify_password

    if hashed is None:
        return False
    return bool(await asyncio.to_thread(verify_password, password, hashed))  # slow on purpose: other pages go on
