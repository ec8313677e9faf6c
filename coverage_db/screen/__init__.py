"""Screen: the Datasette plugin. Our own Chinese pages beside Datasette's tables; `presstally browse` starts both.

`hooks.py` is what Datasette calls; each page is one module in `pages/` with its template in `templates/presstally/`.
"""

from .hooks import (
    asgi_wrapper,
    extra_css_urls,
    extra_js_urls,
    extra_template_vars,
    forbidden,
    handle_exception,
    menu_links,
    prepare_connection,
    prepare_jinja2_environment,
    register_routes,
    skip_csrf,
)

__all__ = [
    "asgi_wrapper",
    "extra_css_urls",
    "extra_js_urls",
    "extra_template_vars",
    "forbidden",
    "handle_exception",
    "menu_links",
    "prepare_connection",
    "prepare_jinja2_environment",
    "register_routes",
    "skip_csrf",
]
