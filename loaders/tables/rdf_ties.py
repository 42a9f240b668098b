"""How documents, exchanges and events are written in RDF, their sources, and what is set aside for them."""

from collections.abc import Iterator
from functools import partial

from pyoxigraph import Literal

from loaders.model.dates import date_text
from loaders.model.records import (
    Allocation,
    Event,
    Source,
    Tie,
)
from loaders.tables.catalogue import Catalogue, concept_label
from loaders.tables.confidence import assumed
from loaders.tables.rdf_labels import begun_on, joined
from loaders.tables.rdf_values import (
    Statement,
    Value,
    concept_value,
    date_value,
    field_values,
    grounds,
    happening,
    lasting,
    link,
    locality_values,
    number_value,
    page_value,
    recorded,
    statements,
    text_value,
    texts,
)
from ontology import (
    LANGUAGES,
    coop,
    dct,
    org,
    rdf,
    rdfs,
    schema,
    thing,
)


def source_facts(row: Source, catalogue: Catalogue) -> Iterator[Statement]:
    """State a source."""
    yield from statements(
        thing[f"source/{row.source_id}"],
        (rdf.type, coop.Source),
        (rdfs.label, text_value(row.title)),
        (dct.title, text_value(row.title, row.title_language or row.language)),
        (schema.url, page_value(row.url)),
        (dct.publisher, text_value(row.publisher)),
        (dct.issued, date_value(row.date)),
        (dct.language, text_value(row.language)),
        recorded(row),
    )


def tie_facts(row: Tie, catalogue: Catalogue) -> Iterator[Statement]:
    """State a document or an exchange, and the bodies that signed it."""
    subject = thing[f"tie/{row.tie_id}"]
    document = row.kind != "exchange"
    sides, begun = (row.places["vn"], row.places["jp"]), begun_on(row.begun, row, catalogue)
    yield from statements(
        subject,
        (rdf.type, coop.Agreement if document else coop.Exchange),
        (rdfs.label, joined(" – ", *sides, catalogue, begun, partial(_kind_and_date, row))),
        (coop.party, locality_values(row)),
        (coop.kind, concept_value("agreement-kind", row.kind) if document else None),
        (coop.signed, date_value(row.signed)),
        (coop.ended, date_value(row.ended)),
        (coop.expires, date_value(row.expires)),
        *lasting(row.begun, row.ended or row.expires),
        (coop.follows, link("tie", row.follows)),
        (coop[row.follows_as or ""], link("tie", row.follows)),
        field_values(row.fields),
        *grounds(row),
    )
    for side in ("vn", "jp"):
        if body := texts(row, f"{side}_body"):
            unit = thing[f"tie/{row.tie_id}/signatory/{side}"]
            yield subject, coop.signatory, unit
            yield from statements(
                unit,
                (rdf.type, org.OrganizationalUnit),
                (rdfs.label, body),
                (org.unitOf, thing[row.places[side]]),
            )


def _kind_and_date(row: Tie, language: str) -> str:
    called = concept_label("agreement-kind", row.kind, language)
    return f": {called}" + (f" ({date_text(row.begun, language)})" if row.begun else "")


def event_facts(row: Event, catalogue: Catalogue) -> Iterator[Statement]:
    """State an event."""
    yield from statements(
        thing[f"event/{row.event_id}"],
        (rdf.type, coop.Event),
        (rdfs.label, texts(row, "title")),
        (coop.kind, concept_value("event-kind", row.kind)),
        *happening(row.date),
        (coop.party, locality_values(row)),
        (schema.superEvent, link("network-event", row.held_at)),
        field_values(row.fields),
        *grounds(row),
        *assumed(row, catalogue),
    )


def allocation_facts(row: Allocation, catalogue: Catalogue) -> Iterator[Statement]:
    """State what has been set aside for a tie."""
    kind = "project" if row.tie_id in catalogue.ids.get("projects", ()) else "tie"
    yield from statements(
        thing[f"allocation/{row.allocation_id}"],
        (rdf.type, coop.Allocation),
        (rdfs.label, _allocation_labels(row, catalogue)),
        (coop.allocatedTo, thing[f"{kind}/{row.tie_id}"]),
        (coop.allocatedBy, thing[row.locality]),
        (coop.kind, concept_value("allocation-kind", row.kind)),
        (coop.amount, number_value(row.amount)),
        (coop.currency, text_value(row.currency)),
        *lasting(row.start, row.end),
        *grounds(row),
    )


def _allocation_labels(row: Allocation, catalogue: Catalogue) -> list[Value]:
    begun = begun_on(row.start, row, catalogue)
    return [
        Literal(
            f"{catalogue.called(row.locality, language, begun)}: "
            + concept_label("allocation-kind", row.kind, language)
            + (f" ({date_text(row.start, language)})" if row.start else ""),
            language=language,
        )
        for language in LANGUAGES
    ]
