"""The periods of localities, of all times: what each was, from which to which day."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, cast

from graph.ask.labels import short, slug
from graph.ask.query import select
from graph.store.folder import Graph
from ontology import concept

OPEN = "9999-12-31"
"""The last day of what has not ended."""

_PERIODS = """
PREFIX coop: <https://w3id.org/vnjp-ties/ontology#>
PREFIX schema: <https://schema.org/>
SELECT ?place ?level ?parent ?first ?last
WHERE {
  %s
  ?place coop:period ?period .
  ?period coop:level ?level .
  OPTIONAL { ?period schema:containedInPlace ?parent }
  OPTIONAL { ?period coop:validFrom ?first }
  OPTIONAL { ?period coop:validThrough ?last }
}"""


class Period(NamedTuple):
    """What a locality was for a time.

    Attributes:
        place: its id.
        level: its level, by its slug.
        parent: the id of what it was part of; empty if of nothing.
        first: the first day (ISO 8601); empty if it is not known.
        last: the last day; far in the future if it has not ended.
    """

    place: str
    level: str
    parent: str
    first: str
    last: str


def periods(store: Graph, levels: Iterable[str] = ()) -> Iterator[Period]:
    """Yield the periods of all localities, in no order; those of some levels alone if any is given."""
    wanted = " ".join(str(concept[f"level/{level}"]) for level in sorted(levels))
    rows = select(store, _PERIODS % (f"VALUES ?level {{ {wanted} }}" if wanted else "")).rows
    for place, level, parent, first, last in cast(list[tuple[Any, ...]], rows):
        yield Period(
            short(place),
            slug(level),
            short(parent) if parent else "",
            first.value if first else "",
            last.value if last else OPEN,
        )
