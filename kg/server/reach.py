"""Which other hosts a query may call: those on a list, and never one with a private address."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Collection
from urllib.parse import urlsplit


def reach(
    hosts: Collection[str], *, resolve: Callable[[str], list[str]] | None = None
) -> Callable[[str], bool]:
    """Return a function that tells whether an address may be called.

    Args:
        hosts: the names that are allowed.
        resolve: gives the IP addresses of a host; default: the resolver of the system.

    >>> may = reach(["example.org"], resolve=lambda host: ["93.184.215.14"])
    >>> may("https://example.org/sparql"), may("https://example.net/"), may("file:///etc/hosts")
    (True, False, False)
    >>> reach(["example.org"], resolve=lambda host: ["127.0.0.1"])("http://example.org/")
    False
    """
    allowed = frozenset(host.casefold() for host in hosts)
    addresses = resolve or _addresses

    def may(iri: str) -> bool:
        try:
            parts = urlsplit(iri)
            host = (parts.hostname or "").casefold()
            if parts.scheme.lower() not in ("http", "https") or host not in allowed:
                return False
            found = [ipaddress.ip_address(address.partition("%")[0]) for address in addresses(host)]
        except (ValueError, OSError):
            return False
        return bool(found) and all(address.is_global and not address.is_multicast for address in found)

    return may


def _addresses(host: str) -> list[str]:
    return [str(found[4][0]) for found in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]
