"""Where the headlines of a web page lead to on its own site."""

from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from loaders.model.languages import has_japanese

_HEADLINE = (20, 8)
"""The fewest letters of a headline: in Latin letters, in Japanese."""


def headlines(content: bytes, address: str) -> list[str]:
    """Return where the headlines of a page lead to on its own site, in their order."""
    from lxml import html

    try:
        tree: Any = html.fromstring(content[: 4 << 20])
    except (ValueError, html.etree.ParserError):
        return []
    base = next((one.get("href") for one in tree.iter("base") if one.get("href")), "")
    here, found = urljoin(address, base), dict[str, None]()
    for one in tree.iter("a"):
        said = " ".join(one.text_content().split())
        if len(said) < _HEADLINE[bool(has_japanese(said))]:
            continue
        link = _link(here, str(one.get("href") or ""))
        if link and _site(link) == _site(address) and link != _link(address, ""):
            found[link] = None
    return list(found)


def _link(here: str, there: str) -> str:
    """Return the address that a link leads to, without what only tells who followed it; nothing if it is none."""
    parts = urlsplit(joined(here, there))
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username:
        return ""
    query = urlencode([(name, value) for name, value in parse_qsl(parts.query, True) if not name.startswith("utm_")])
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))


def joined(here: str, there: str) -> str:
    """Return the address that a link leads to from another; nothing if it is none, or has a name or password in it."""
    try:
        parts = urlsplit(urljoin(here, there.strip()))
    except ValueError:
        return ""
    return "" if "@" in parts.netloc else urlunsplit(parts)


def _site(address: str) -> str:
    return (urlsplit(address).netloc or "").lower().removeprefix("www.")
