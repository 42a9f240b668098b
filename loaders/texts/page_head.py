"""What a web page says of itself in its head: its address, who publishes it, when it was published.

It is the word of whoever made the page: what is no address or date in form does not count.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from loaders.model.columns import Url
from loaders.model.dates import date_in

_ADDRESS: TypeAdapter[str] = TypeAdapter(Url)
_LONGEST = {"address": 2_000, "publisher": 200}
_OF_DATES = ("article:published_time", "datepublished", "dcterms.issued", "dc.date.issued", "dc.date", "date")
_IN_SCRIPT = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')


class Head(NamedTuple):
    """What a page says of itself; empty where it says nothing.

    Attributes:
        address: where it stands (http or https), to which all ways to it lead.
        publisher: who publishes it.
        published: when, in ISO 8601 at the precision told: year, month or day.
    """

    address: str = ""
    publisher: str = ""
    published: str = ""


def head(tree: Any) -> Head:
    """Return what a page says of itself.

    Args:
        tree: the page, as lxml has it.
    """
    said: dict[str, str] = {}
    for one in tree.iter("meta"):
        name = one.get("property") or one.get("name") or one.get("itemprop") or ""
        said.setdefault(name.lower(), " ".join((one.get("content") or "").split()))
    addresses = [*_canonical(tree), said.get("og:url", "")]
    dates = [*(said.get(name, "") for name in _OF_DATES), *_in_scripts(tree)]
    return Head(
        next(filter(_is_address, addresses), ""),
        said.get("og:site_name", "")[: _LONGEST["publisher"]],
        next((day[:10] for day in dates if date_in(day[:10])), ""),
    )


def _canonical(tree: Any) -> Iterator[str]:
    for one in tree.iter("link"):
        if "canonical" in (one.get("rel") or "").lower().split():
            yield (one.get("href") or "").strip()


def _in_scripts(tree: Any) -> Iterator[str]:
    """Yield the dates of publication in what a page holds for search engines (JSON-LD)."""
    for one in tree.iter("script"):
        if one.get("type") == "application/ld+json":
            yield from _IN_SCRIPT.findall(one.text or "")[:1]


def _is_address(said: str) -> bool:
    """Whether an address is one that a source may have, by what its column takes."""
    try:
        return bool(said) and len(said) <= _LONGEST["address"] and bool(_ADDRESS.validate_python(said))
    except ValidationError:
        return False
