"""How contact offices are written in RDF, and which localities they serve."""

from collections.abc import Iterator

from loaders.model.records import ContactOffice, OfficeArea
from loaders.tables.catalogue import Catalogue
from loaders.tables.rdf_labels import website
from loaders.tables.rdf_values import (
    Statement,
    concept_value,
    country_value,
    grounds,
    link_locality,
    recorded,
    statements,
    texts,
    thing_values,
)
from ontology import coop, dct, org, rdf, rdfs, schema, thing

_DEPARTMENT = "international-relations"


def office_facts(row: ContactOffice, catalogue: Catalogue) -> Iterator[Statement]:
    """State a contact office: a unit of the locality whose department it is, else one that sits in a locality."""
    within = org.unitOf if row.kind == _DEPARTMENT else schema.location
    yield from statements(
        thing[f"office/{row.office_id}"],
        (rdf.type, coop.ContactOffice),
        (rdfs.label, texts(row, "name")),
        (coop.kind, concept_value("office-kind", row.kind)),
        (org.classification, concept_value("office-kind", row.kind)),
        (within, link_locality(row.located_in)),
        (coop.country, country_value(row.country)),
        website(row.website, catalogue),
        *grounds(row),
    )


def office_area_facts(row: OfficeArea, catalogue: Catalogue) -> Iterator[Statement]:
    """State a locality that an office serves, and the sources of that as sources of the office."""
    yield from statements(
        thing[f"office/{row.office_id}"],
        (coop.serves, thing[row.locality]),
        (dct.source, thing_values("source", row.sources)),
        recorded(row),
    )
