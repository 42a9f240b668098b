"""How a fact is written in RDF. With the modules beside it that begin with its name, the only one that knows."""

from collections.abc import Callable, Iterator
from typing import Any

from pyoxigraph import Literal, NamedNode

from loaders.model.dates import PartialDate
from loaders.model.records import (
    Allocation,
    Call,
    Claim,
    ContactOffice,
    Corroboration,
    Event,
    FormerPeriod,
    Funder,
    Link,
    Locality,
    LocalityRegion,
    Membership,
    Name,
    Network,
    NetworkEvent,
    Observation,
    OfficeArea,
    Participant,
    Programme,
    Project,
    Record,
    Site,
    Source,
    Succession,
    Tie,
)
from loaders.tables import rdf_changes, rdf_claims, rdf_localities, rdf_offices, rdf_projects, rdf_statistics, rdf_ties
from loaders.tables.catalogue import Catalogue
from loaders.tables.datasets import Dataset
from loaders.tables.rdf_values import (
    Statement,
    country_value,
    date_value,
    day_value,
    statements,
)
from ontology import (
    coop,
    dcat,
    dct,
    graph,
    rdf,
    rdfs,
)

_FACTS: dict[type[Record], Callable[[Any, Catalogue], Iterator[Statement]]] = {
    Locality: rdf_localities.locality_facts,
    FormerPeriod: rdf_localities.former_period_facts,
    LocalityRegion: rdf_localities.region_facts,
    Name: rdf_localities.name_facts,
    Link: rdf_localities.link_facts,
    Succession: rdf_changes.succession_facts,
    Source: rdf_ties.source_facts,
    Tie: rdf_ties.tie_facts,
    Event: rdf_ties.event_facts,
    Allocation: rdf_ties.allocation_facts,
    Corroboration: rdf_claims.corroboration_facts,
    Claim: rdf_claims.claim_facts,
    Funder: rdf_projects.funder_facts,
    Programme: rdf_projects.programme_facts,
    Call: rdf_projects.call_facts,
    Project: rdf_projects.project_facts,
    Participant: rdf_projects.participant_facts,
    Network: rdf_projects.network_facts,
    Membership: rdf_projects.membership_facts,
    NetworkEvent: rdf_projects.network_event_facts,
    Observation: rdf_statistics.observation_facts,
    Site: rdf_statistics.site_facts,
    ContactOffice: rdf_offices.office_facts,
    OfficeArea: rdf_offices.office_area_facts,
}
"""The class of a row -> what states it."""


def triples(record: Record, catalogue: Catalogue) -> Iterator[Statement]:
    """Return the triples that state a record.

    Args:
        record: a checked row of a table.
        catalogue: all records; what a row says by id or name is completed from there.
    """
    return _FACTS[type(record)](record, catalogue)


def describe(dataset: Dataset) -> Iterator[Statement]:
    """Yield what is said of a data set itself, in its own graph (DCAT)."""
    about = dataset.descriptor
    yield from statements(
        graph[dataset.name],
        (rdf.type, dcat.Dataset),
        (dct.title, Literal(about["title"], language="en")),
        (rdfs.label, Literal(about["title"], language="en")),
        (dct.description, Literal(about["description"], language="en")),
        (dct.issued, date_value(PartialDate(about["created"][:10]))),
        (dct.license, [NamedNode(licence["path"]) for licence in about["licenses"]]),
        (dct.source, [NamedNode(source["path"]) for source in about["sources"]]),
    )
    for code, day in about.get("horizon", {}).items():
        if country := country_value(code):
            yield from statements(country, (coop.horizon, day_value(day)))
