"""The web as every client of ours meets it: what an address may be, where an answer leads, what a server said."""

import ipaddress
import socket
from functools import cache
from urllib.request import getproxies, proxy_bypass

import httpx

from loaders.model.messages import gettext as _
from loaders.model.problems import UserError

EXCERPT = 300
"""Characters of what a server said that are told."""


def checked(url: str, example: str, error: type[UserError], instead: str) -> httpx.URL:
    """Return an address of the web.

    Args:
        url: what is given as one.
        example: how one is written.
        error: what to raise if it is none, or has a name or password in it.
        instead: what to say then: addresses end up in logs.
    """
    try:
        address = httpx.URL(url)
    except httpx.InvalidURL:  # not repeated, since where a password stands in it cannot be told
        raise error(_("that is no web address; write it as in {example}").format(example=example)) from None
    if address.userinfo:
        raise error(instead)
    if address.scheme not in {"http", "https"} or not address.host:
        raise error(_("“{url}” is no web address; write it as in {example}").format(url=url, example=example))
    return address


def refuse_private(address: httpx.URL, error: type[UserError]) -> None:
    """Refuse an address of this machine, or of a network that is not public, by what its name stands for.

    What reads pages that others link to must not be led to what only this machine can reach. Behind a proxy it is the
    proxy that looks names up, and that refuses.

    Raises:
        UserError: it is one, as an error of the type that is given.
    """
    if _by_proxy(address):
        return
    try:
        found = socket.getaddrinfo(address.host, address.port or 0, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return  # there is no such server, as who connects will find
    if any(_is_private(str(one[4][0])) for one in found):
        raise error(_private(address))


def refuse_private_peer(answer: httpx.Response, error: type[UserError]) -> None:
    """Refuse an answer that came from such an address after all, its name standing for another by then."""
    stream = answer.extensions.get("network_stream")
    try:
        peer = stream.get_extra_info("server_addr") if stream and not _by_proxy(answer.request.url) else None
    except OSError:
        raise httpx.ReadError("who answers has hung up") from None
    if peer and _is_private(str(peer[0])):
        raise error(_private(answer.request.url))


def _by_proxy(address: httpx.URL) -> bool:
    return bool({address.scheme, "all"} & getproxies().keys()) and not proxy_bypass(address.host)


def _is_private(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        found = found.ipv4_mapped or found.sixtofour or found
    return not found.is_global or found.is_multicast


def _private(address: httpx.URL) -> str:
    told = _("{address} is on this machine or in a network that is not public; it is read only if you allow that")
    return told.format(address=shown(address))


def shown(address: httpx.URL) -> str:
    """Return an address as it may be shown: what stands after a question mark may be a key."""
    return str(address.copy_with(query=None, fragment=None))


@cache
def agent() -> str:
    """Return who asks, as public servers want to know: program, version, where to read about it."""
    from importlib.metadata import version

    return f"vnjp-ties/{version('vnjp-ties')} (https://w3id.org/vnjp-ties/) httpx/{httpx.__version__}"


def status(answer: httpx.Response) -> str:
    """Return the status of an answer: ``404 Not Found``."""
    return f"{answer.status_code} {answer.reason_phrase}".strip()


def media_type(answer: httpx.Response) -> str:
    """Return what kind of document an answer says that it is."""
    return str(answer.headers.get("content-type", "")).partition(";")[0].strip().lower()


def moved(answer: httpx.Response, address: httpx.URL) -> str:
    """Say where an answer leads from an address. It is not followed: what is elsewhere may be something else."""
    there = address.join(answer.headers.get("location", "")).copy_with(userinfo=b"", query=None)
    told = _("{address} has moved ({status}) to {there}; if that is right, use that address")
    return told.format(address=shown(address), status=status(answer), there=there)


def excerpt(answer: httpx.Response, text: str) -> str:
    """Return the beginning of what a server said; nothing if it is a page."""
    return "" if media_type(answer) == "text/html" and "<" in text else " ".join(text.split())[:EXCERPT]
