"""How successions, the changes that they are parts of and the acts of law behind them are written in RDF."""

import re
from collections.abc import Iterator

from pyoxigraph import Literal

from loaders.model.dates import day_after, day_before
from loaders.model.records import FormerPeriod, Locality, Succession
from loaders.tables.catalogue import Catalogue
from loaders.tables.changes import Change
from loaders.tables.confidence import assumed
from loaders.tables.rdf_labels import joined
from loaders.tables.rdf_values import (
    Pairs,
    Statement,
    Value,
    concept_value,
    date_value,
    days,
    link,
    recorded,
    statements,
    texts,
    thing_values,
)
from ontology import LANGUAGES, concept, coop, dct, org, rdf, rdfs, skos, thing


def succession_facts(row: Succession, catalogue: Catalogue) -> Iterator[Statement]:
    """State a succession; with the first of a change, the change."""
    change = catalogue.changes.get(row.slug)  # none of one that is checked before it is loaded
    yield from statements(
        thing["succession/" + "--".join(one.replace("/", "-") for one in (row.predecessor, row.successor))],
        (rdf.type, coop.Succession),
        (rdfs.label, joined(" → ", row.predecessor, row.successor, catalogue, "")),
        (org.originalOrganization, thing[row.predecessor]),
        (org.resultingOrganization, thing[row.successor]),
        (dct.date, date_value(row.date)),
        *days(row.date.earliest, row.date.latest),
        (coop.kind, concept_value("change-kind", row.kind)),
        (coop.change, link("change", change.id if change else None)),
        (coop.legalBasis, legal_basis(row)),
        (skos.note, texts(row, "note")),
        (dct.source, thing_values("source", row.sources)),
        (coop.confidence, concept_value("confidence", row.confidence)),
        recorded(row),
        *assumed(row, catalogue),
    )
    yield from legal_basis_facts(row)
    if change and row is change.rows[0]:
        yield from change_facts(change, catalogue)


def change_facts(change: Change, catalogue: Catalogue) -> Iterator[Statement]:
    """State a change: who was there before and after, what it was, on which day, by which act; and of whom it was."""
    node = thing[f"change/{change.id}"]
    acts = [act for row in change.rows if (act := legal_basis(row))]
    yield from ((thing[one], org.changedBy, node) for one in change.originals)
    yield from ((thing[one], org.resultedFrom, node) for one in change.results)
    yield from statements(
        node,
        (rdf.type, coop.Change),
        (rdfs.label, [Literal(_label(change, catalogue, language), language=language) for language in LANGUAGES]),
        (org.originalOrganization, [thing[one] for one in change.originals]),
        (org.resultingOrganization, [thing[one] for one in change.results]),
        (dct.date, date_value(change.date)),
        *days(change.date.earliest, change.date.latest),
        (coop.kind, [concept[kind] for kind in change.kinds]),
        (coop.legalBasis, list(dict.fromkeys(acts))),
        (dct.source, thing_values("source", tuple(dict.fromkeys(one for row in change.rows for one in row.sources)))),
    )


def _label(change: Change, catalogue: Catalogue, language: str) -> str:
    """Return a change in words: the localities before it, those after it, as they were called then."""
    day = change.date
    sides = (change.originals, day_before(day.earliest)), (change.results, day.latest)
    return " → ".join(", ".join(catalogue.called(one, language, then) for one in side) for side, then in sides)


def period_events(row: Locality | FormerPeriod, locality: str, first: str, catalogue: Catalogue) -> tuple[Pairs, ...]:
    """State by which changes a period of a locality began and ended.

    Args:
        row: the period, of a locality itself its last.
        locality: the id of the locality.
        first: the first day (ISO 8601) of the period; empty if it is not known.
        catalogue: all records.
    """
    begun = str(row.valid_from) if row.valid_from and row.valid_from.earliest == first else first
    last = row.valid_until
    ended = day_after(last) if last and last.precision == "day" else str(last)
    return tuple(
        (predicate, [thing[f"change/{one.id}"] for one in catalogue.events.get((locality, when), ())])
        for predicate, when in ((coop.startEvent, begun), (coop.endEvent, ended))
    )


def legal_basis(row: Succession | FormerPeriod) -> Value | None:
    """Return the act of law that a row rests on."""
    return link("legal-basis", _slug(row.legal_basis)) if row.legal_basis else None


def legal_basis_facts(row: Succession | FormerPeriod) -> Iterator[Statement]:
    """State what the act of law that a row rests on is called."""
    if row.legal_basis:
        yield from statements(
            thing[f"legal-basis/{_slug(row.legal_basis)}"],
            (rdf.type, coop.LegalBasis),
            (rdfs.label, texts(row, "legal_basis")),
        )


def _slug(act: str) -> str:
    return re.sub("[^a-z0-9]+", "-", act.casefold()).strip("-")
