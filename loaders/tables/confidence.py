"""How well the sources support a fact that nobody has judged: what can be told from the sources alone.

No source is read for it, so that it says no more than this: an act of law or the State's register of changes supports
what it makes or lists; a page from after the day may well report what took place, one from before it can only announce
it; a network's own site knows the network. A judgement in the table always comes before it.
"""

from urllib.parse import urlsplit

from pyoxigraph import Literal

from loaders.model.dates import PartialDate
from loaders.model.records import Event, Network, NetworkEvent, Succession
from loaders.tables.catalogue import Catalogue
from loaders.tables.rdf_values import Pairs, concept_value
from ontology import coop, xsd

REGISTERS = frozenset({"estat-haichi"})
"""The sources that are a State's register of the changes of its units."""
HIGH, MEDIUM, LOW = "high", "medium", "low"

Unjudged = Event | NetworkEvent | Network | Succession


def assumed(row: Unjudged, catalogue: Catalogue) -> tuple[Pairs, ...]:
    """State the confidence of a fact that its table gives none for, and that it is assumed; nothing of any other."""
    if row.confidence:
        return ()
    return (
        (coop.confidence, concept_value("confidence", _confidence(row, catalogue))),
        (coop.confidenceAssumed, Literal("true", datatype=xsd.boolean)),
    )


def _confidence(row: Unjudged, catalogue: Catalogue) -> str:
    if isinstance(row, Succession):
        return HIGH if row.legal_basis or REGISTERS.intersection(row.sources) else MEDIUM
    if isinstance(row, Network):
        return HIGH if _host(row.website) and _host(row.website) in _hosts(row, catalogue) else MEDIUM
    if _read(row, catalogue):
        return HIGH
    return LOW if _only_announced(row.date, row.sources, catalogue) else MEDIUM


def _only_announced(day: PartialDate, sources: tuple[str, ...], catalogue: Catalogue) -> bool:
    """Whether all sources of an event were published before it can have taken place."""
    known = (catalogue.sources.get(source) for source in sources)
    return all(source and source.date and source.date.latest < day.earliest for source in known)


def _read(row: Event | NetworkEvent, catalogue: Catalogue) -> bool:
    """Whether somebody has read a source for the day of an event, and found it there."""
    return any(
        claim.property == "date" and row.date.startswith(claim.value)
        for claim in catalogue.claims.get(row.event_id, ())
    )


def _hosts(row: Network, catalogue: Catalogue) -> set[str]:
    known = (catalogue.sources.get(source) for source in row.sources)
    return {_host(source.url) for source in known if source}


def _host(page: str | None) -> str:
    return (urlsplit(page).hostname or "").removeprefix("www.") if page else ""
