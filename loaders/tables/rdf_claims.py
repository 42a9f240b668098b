"""What single sources state of recorded facts, for them or against them, in RDF.

A statement is a thing of its own, with the fact, the property and the value as values of its own properties, and not a
reifier of RDF 1.2: all engines read it, those that know no triple terms (rdflib, Virtuoso) too.
"""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from pyoxigraph import NamedNode

from loaders.model.dates import PartialDate, date_in
from loaders.model.record import column_type, scheme_of
from loaders.model.records import CLAIMED, TABLES, Claim, Corroboration, Record
from loaders.tables.catalogue import Catalogue
from loaders.tables.rdf_values import (
    Pairs,
    Statement,
    concept_value,
    date_value,
    field_values,
    grounds,
    link_locality,
    number_value,
    statements,
    text_value,
    texts,
)
from ontology import concepts, coop, dct, rdf, rdfs, schema, thing

_PROPERTY_OF_COLUMN = {
    "signed": coop.signed, "ended": coop.ended, "expires": coop.expires, "kind": coop.kind,
    "start": schema.startDate, "since": schema.startDate, "founded": schema.startDate, "started": schema.startDate,
    "end": schema.endDate, "until": schema.endDate, "date": dct.date, "designation": coop.designation,
    "fields": coop.field, "budget": coop.budget, "currency": coop.currency, "follows": coop.follows,
    "implementer": coop.implementer, "counterpart": coop.counterpart, "role": coop.role, "status": coop.status,
    "title": rdfs.label, "programme_id": coop.programme, "funder_id": coop.funder, "vn_body": coop.signatory,
    "jp_body": coop.signatory, "host_name": coop.host, "vn_level": coop.level, "jp_level": coop.level,
    "level": coop.level, "max_years": coop.maxYears, "max_budget": coop.maxBudget,
}  # fmt: skip
_KIND_OF_TABLE = {table: table.removesuffix("s").replace("_", "-") for table in CLAIMED}
"""The table of a fact -> how the id of the thing begins that it is."""


def claim_facts(row: Claim, catalogue: Catalogue) -> Iterator[Statement]:
    """State what a source says of a fact, and whether that is what is recorded."""
    table = catalogue.table_of(row.fact_id)
    fact = catalogue.by_id.get((table, row.fact_id))
    ended = table == "programmes" and row.property == "ended"
    yield from statements(
        thing[f"claim/{row.claim_id}"],
        (rdf.type, coop.Claim),
        (coop.about, recorded(row, catalogue)),
        (coop.claimedProperty, schema.endDate if ended else _PROPERTY_OF_COLUMN.get(row.property, coop.party)),
        (coop.concerns, link_locality(row.locality or _concerned(row, fact))),
        _value(row, table),
        (coop.stance, concept_value("stance", "for" if fact and says_what_is_recorded(row, fact) else "against")),
        *grounds(row),
    )


def corroboration_facts(row: Corroboration, catalogue: Catalogue) -> Iterator[Statement]:
    """State a further source of a fact."""
    yield from statements(recorded(row, catalogue), field_values(row.fields), *grounds(row))


def recorded(row: Claim | Corroboration, catalogue: Catalogue) -> NamedNode:
    """Return the thing that the fact is which a row speaks of."""
    return thing[f"{_KIND_OF_TABLE[catalogue.table_of(row.fact_id)]}/{row.fact_id}"]


def says_what_is_recorded(row: Claim, fact: Record) -> bool:
    """Whether a source states what a fact is recorded with, as exactly or less so.

    One that states it more exactly, or of which nothing is recorded, does not.
    """
    recorded = getattr(fact, row.property, None)
    if isinstance(recorded, PartialDate):
        return recorded.startswith(row.value)
    if isinstance(recorded, tuple):
        return row.value in recorded
    if isinstance(recorded, Decimal | int):
        return _number(row.value) == recorded
    return bool(recorded) and str(recorded).casefold() == row.value.casefold()


def _value(row: Claim, table: str) -> Pairs:
    """Return what is stated, typed as the column of the fact is where it can be, else in words."""
    record = TABLES[table]
    if row.value_vi:
        return coop.claimedValue, texts(row, "value")
    level = "level" if row.property.endswith("level") else ""  # of a participant, in a table of its own
    scheme, of = scheme_of(record, row.property) or level, column_type(record, row.property)
    if scheme and row.value in concepts.slugs(scheme):
        return coop.claimedConcept, concept_value(scheme, row.value)
    if of is PartialDate and (day := date_in(row.value)):
        return coop.claimedValue, date_value(day)
    if of in {Decimal, int} and (number := _number(row.value)) is not None:
        return coop.claimedValue, number_value(number)
    return coop.claimedValue, text_value(row.value)


def _number(text: str) -> Decimal | None:
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


_COLUMNS_OF_ONE = {"vn_name": "vn", "vn_level": "vn", "jp_name": "jp", "jp_level": "jp"}
"""The columns that speak of one of two localities -> its role in the row."""


def _concerned(row: Claim, fact: Record | None) -> str | None:
    """Return the locality of a fact whose name or level a claim is about, where its column or the fact tells."""
    role = _COLUMNS_OF_ONE.get(row.property, "member" if row.property in {"name", "level"} else "")
    return fact.places.get(role) if fact and role else None
