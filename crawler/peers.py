"""Peers: a name that nobody declared or typed leads into no private network. Requests in, the same or a Fault out."""

from __future__ import annotations

import asyncio
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response

from coverage_db.outlets import address

from .faults import Fault

PRIVATE = "private"
"""The reason for which a link is not fetched."""
MADE_UP = (ip_network("198.18.0.0/15"), ip_network("fc00::/18"))
"""What a proxy that serves a whole computer or office gives out as the address of every name: no network stands behind it."""


class PublicPeers:
    """Looks where the names of strangers lead (`spider.strangers`), before anything is sent, and again by whom an answer came
    from: the name may have been answered otherwise the second time. What goes through a proxy the proxy resolves.
    """

    def __init__(self, crawler: Any) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Any) -> PublicPeers:
        """Scrapy's way to make it."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Not one request goes into a private network."""
        if not self._is_strange(request):
            return
        try:
            found = await asyncio.get_running_loop().getaddrinfo(urlsplit(request.url).hostname, None)
        except OSError:
            return  # the download itself will say so
        if any(is_private_peer(ip_address(str(one[4][0]).partition("%")[0])) for one in found):
            raise Fault(PRIVATE)

    def process_response(self, request: Request, response: Response) -> Response:
        """Let go of what came out of one all the same."""
        peer = response.ip_address
        if peer is not None and self._is_strange(request) and is_private_peer(peer):
            raise Fault(PRIVATE)
        return response

    def _is_strange(self, request: Request) -> bool:
        return not request.meta.get("proxy") and address(request.url) in self.crawler.spider.strangers


def is_private_peer(peer: IPv4Address | IPv6Address) -> bool:
    """Whether an address is this machine's or a private network's."""
    mapped = peer.ipv4_mapped if isinstance(peer, IPv6Address) else None
    if mapped is not None:
        return is_private_peer(mapped)
    return not peer.is_global and not any(peer in network for network in MADE_UP if network.version == peer.version)
