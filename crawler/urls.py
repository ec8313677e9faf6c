"""URLs: one spelling for each article address. Text in, text out. No network.

The canonical form is the key of the table `links`: fragment, trackers and session ids go, everything that may name the
article (`?keyword=`, an empty value, the order of the rest) stays.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from w3lib.url import safe_url_string

from coverage_db.outlets import address

TRACKERS = frozenset({
    "from", "isappinstalled", "spm", "scene", "fbclid", "gclid", "share_token", "share_from", "share_time", "nsukey",
    "wxfid", "clicktime", "enterid", "ivk_sa", "chksm", "srcid", "sharer_shareinfo", "sharer_shareinfo_first",
})  # fmt: skip
"""Query keys that say how somebody came to a page, not which page it is; beside these, all that begin with `utm_`."""
SESSIONS = frozenset({"jsessionid", "phpsessid", "aspsessionid", "sessionid", "session_id", "sid"})
WECHAT_KEYS = ("__biz", "mid", "idx", "sn")
"""What names a WeChat article in its long form; all other keys of it change with each share."""
URL_MOST = 2000
"""Characters; a longer address is a trap or a session, not an article."""
_SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid)=[^/?#;]*|/\(S\([0-9a-z]+\)\)", re.I)


def canonical(url: str, base: str | None = None) -> str | None:
    """The one spelling of an address (joined to `base`), or None when it is no web address (javascript:, mailto:, "")."""
    url = url.strip()
    try:
        url = urljoin(base, url) if base else url
        parts = urlsplit(safe_url_string(url))
        host = address(url)
    except ValueError:  # a port that is no number, a broken IPv6 address
        return None
    if parts.scheme not in {"http", "https"} or not host:
        return None
    path = _SESSION_IN_PATH.sub("", parts.path) or "/"
    found = urlunsplit((parts.scheme, host, path, _query(host, path, parts.query), ""))
    return found if len(found) <= URL_MOST else None


def _query(host: str, path: str, query: str) -> str:
    if not query:
        return ""
    pairs = parse_qsl(query, keep_blank_values=True)
    if host == "mp.weixin.qq.com" and path == "/s":
        values = dict(pairs)
        return urlencode([(key, values[key]) for key in WECHAT_KEYS if key in values], quote_via=quote)
    if not any(_is_noise(key) for key, _ in pairs):
        return query  # as the site writes it: a re-encoded query may be another page to it
    kept = [part for part in query.split("&") if not _is_noise(part.partition("=")[0])]
    return "&".join(kept)


def _is_noise(key: str) -> bool:
    key = key.lower()
    return key in TRACKERS or key in SESSIONS or key.startswith("utm_")
