"""Links in the head of an answer (RFC 8288): where a program goes on from it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.export.about import LICENCE

CATALOGUE = "/data/dcat.ttl"
"""Where it is said what the data are: DCAT, VoID."""

_PLACE = re.compile(r"[a-z]{2}/place/(?P<id>.+)\.html")
_ONTOLOGY = re.compile(r"[a-z]{2}/ontology\.html")


@dataclass(frozen=True)
class Link:
    """One of them.

    Attributes:
        target: an address, written as in HTTP.
        rel: what it is to the answer, a name registered at IANA.
        media_type: of what stands there, if that is of use.
    """

    target: str
    rel: str
    media_type: str = ""

    def __str__(self) -> str:
        return f'<{self.target}>; rel="{self.rel}"' + (f'; type="{self.media_type}"' if self.media_type else "")


def linked(links: Iterable[Link]) -> dict[str, str]:
    """Return the header with all of them."""
    return {"Link": ", ".join(map(str, links))}


def of_file(path: str, address: str) -> Iterator[Link]:
    """Yield the links of a file of the site.

    Args:
        path: from the folder of the site.
        address: the same as it is written in an address.
    """
    yield Link(LICENCE, "license")
    if f"/{path}" != CATALOGUE and not path.endswith(".html"):
        yield Link(CATALOGUE, "describedby", "text/turtle")
    thing = f"/id/{found['id']}" if (found := _PLACE.fullmatch(address)) else ""
    if _ONTOLOGY.fullmatch(path):
        thing = "/ontology"
    if thing:
        yield Link(f"{thing}.ttl", "alternate", "text/turtle")
        yield Link(f"{thing}.jsonld", "alternate", "application/ld+json")
