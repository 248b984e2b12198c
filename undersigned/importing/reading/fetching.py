"""Fetches one page or file at a person's request, from public addresses only.

urllib3 speaks HTTP; this module decides where to connect: the name is resolved once, every address checked, and the
connection goes to the very address checked, so that neither a name nor a redirect can lead into a private network.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from ...diagnostics import quote
from .errors import MAX_BYTES, SourceError

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, HTTPConnectionPool

#: Seconds to connect, and between two pieces of an answer.
TIMEOUT = 10.0
#: Seconds for the whole, redirects included.
TOTAL = 60.0
MAX_REDIRECTS = 5
USER_AGENT = "undersigned-importer/1 (fetches one page at a person's request)"

#: Finds the addresses of a host and port.
Resolver = Callable[[str, int], list[str]]
#: Whether an address may be connected to.
Allowed = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave."""

    data: bytes
    #: The address after redirects.
    address: str
    content_type: str


def resolve(host: str, port: int) -> list[str]:
    """Ask the system for a host's addresses."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(item[4][0]) for item in found))


def is_public(address: str) -> bool:
    """Whether an address belongs to the public internet, whatever form it is wrapped in."""
    try:
        found = ipaddress.ip_address(address.split("%", 1)[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is None and found in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast and not found.is_reserved


def fetch(
    url: str, /, *, resolver: Resolver = resolve, allowed: Allowed = is_public, timeout: float = TIMEOUT,
    total: float = TOTAL, max_bytes: int = MAX_BYTES,
) -> Fetched:  # fmt: skip
    """Fetch an address; raises SourceError.

    `resolver` and `allowed` let tests serve pages on the machine itself; commands never give them.
    """
    end = time.monotonic() + total
    for _ in range(MAX_REDIRECTS + 1):
        answer = _ask(url, resolver, allowed, timeout, end, max_bytes)
        if isinstance(answer, Fetched):
            return answer
        url = answer
    raise SourceError(f"{quote(url)} redirects more than {MAX_REDIRECTS} times", "give the page's final address")


def _ask(url: str, resolver: Resolver, allowed: Allowed, timeout: float, end: float, max_bytes: int) -> Fetched | str:
    """Ask once; gives the answer, or the address it redirects to."""
    import urllib3

    scheme, host, port, target = _parts(url)
    address = _checked(url, host, port, resolver, allowed)
    pool = _pool(scheme, host, address, port, timeout)
    default = port == (443 if scheme == "https" else 80)
    shown = f"[{host}]" if ":" in host else host
    headers = {
        "Host": shown if default else f"{shown}:{port}", "User-Agent": USER_AGENT, "Accept": "*/*",
        "Accept-Encoding": "identity",
    }  # fmt: skip
    try:
        answer = pool.request(
            "GET", target, headers=headers, redirect=False, retries=False, preload_content=False, decode_content=False
        )
        try:
            if answer.status in (301, 302, 303, 307, 308) and "Location" in answer.headers:
                return urljoin(url, answer.headers["Location"])
            if answer.status != 200:
                raise SourceError(
                    f"{quote(url)} answers {answer.status}", "save the page from a browser, give the file"
                )
            if answer.headers.get("Content-Encoding", "identity").casefold() not in ("identity", ""):
                raise SourceError(f"{quote(url)} answers packed", "save the page from a browser and give the file")
            data = _body(answer, url, end, max_bytes)
            return Fetched(data, url, answer.headers.get("Content-Type", ""))
        finally:
            answer.close()
    except (urllib3.exceptions.HTTPError, OSError) as error:
        raise SourceError(
            f"{quote(url)} cannot be fetched ({type(error).__name__})", "save the page from a browser and give the file"
        ) from error
    finally:
        pool.close()


def _parts(url: str) -> tuple[str, str, int, str]:
    """Part an address into scheme, host, port and what to ask for."""
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii") if not _is_ip(parts.hostname) else parts.hostname
    except (ValueError, UnicodeError) as error:
        raise SourceError(f"{quote(url)} is no web address", "give one that begins with https://") from error
    if parts.scheme not in ("http", "https") or not host:
        raise SourceError(f"{quote(url)} is no web address", "give one that begins with https://")
    if parts.username is not None or parts.password is not None:
        raise SourceError("the address holds a user name or password", "give the public address")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return parts.scheme, host, port or (443 if parts.scheme == "https" else 80), target


def _is_ip(host: str | None) -> bool:
    try:
        ipaddress.ip_address(host or "")
    except ValueError:
        return False
    return True


def _checked(url: str, host: str, port: int, resolver: Resolver, allowed: Allowed) -> str:
    """Resolve a host and check every address; one that may not be connected to refuses the host."""
    try:
        addresses = resolver(host, port)
    except OSError as error:
        raise SourceError(f"{quote(url)} cannot be found", "check the address and the connection") from error
    if not addresses or not all(map(allowed, addresses)):
        raise SourceError(f"{quote(url)} is not on the public internet", "save the page and give the file")
    return addresses[0]


def _pool(scheme: str, host: str, address: str, port: int, timeout: float) -> HTTPConnectionPool:
    """Make a pool that connects to the checked address, and has certificates checked for the host's name."""
    import urllib3

    limits = urllib3.Timeout(connect=timeout, read=timeout)
    if scheme == "http":
        return urllib3.HTTPConnectionPool(address, port, timeout=limits)
    return urllib3.HTTPSConnectionPool(
        address, port, timeout=limits, server_hostname=host, assert_hostname=host, cert_reqs="CERT_REQUIRED"
    )


def _body(answer: BaseHTTPResponse, url: str, end: float, max_bytes: int) -> bytes:
    """Read an answer while it stays within time and size."""
    data = bytearray()
    while True:
        # One read gives what is there: a server that sends a byte at a time cannot hold on.
        piece = answer.read1(65_536)
        if not piece:
            return bytes(data)
        data += piece
        if len(data) > max_bytes:
            raise SourceError(
                f"{quote(url)} has more than {max_bytes / 1_000_000:g} MB", "give a file that holds the letter alone"
            )
        if time.monotonic() > end:
            raise SourceError(f"{quote(url)} answers too slowly", "save the page from a browser and give the file")
