"""Screen: the Datasette plugin. Our own Chinese pages beside Datasette's tables; `presstally browse` starts both.

`hooks.py` is what Datasette calls; each page is one module in `pages/` with its template in `templates/presstally/`.
"""

from .hooks import (
    asgi_wrapper,
    extra_css_urls,
    forbidden,
    menu_links,
    prepare_connection,
    register_routes,
)

__all__ = ["asgi_wrapper", "extra_css_urls", "forbidden", "menu_links", "prepare_connection", "register_routes"]
