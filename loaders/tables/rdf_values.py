"""The values of RDF statements: texts, numbers, dates, concepts, links."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pyoxigraph import Literal, NamedNode

from loaders.model.dates import PartialDate
from loaders.model.record import column_in
from loaders.model.records import Dated, Record
from ontology import LANGUAGES, concept, coop, dct, schema, skos, thing, xsd

Value = NamedNode | Literal
Statement = tuple[NamedNode, NamedNode, Value]
"""Subject, predicate, object."""

Pairs = tuple[NamedNode, Value | list[Value] | None]
EVER, NEVER = "0001-01-01", "9999-12-31"
"""The days that stand for an open beginning and an open end where days are compared."""

_DATE_TYPES = {"year": xsd.gYear, "month": xsd.gYearMonth, "day": xsd.date}


def statements(subject: NamedNode, *pairs: Pairs) -> Iterator[Statement]:
    """Yield a triple for each value of each pair; what is None is not stated."""
    for predicate, value in pairs:
        if isinstance(value, list):
            for one in value:
                yield subject, predicate, one
        elif value is not None:
            yield subject, predicate, value


def text_value(value: str | None, language: str | None = None) -> Literal | None:
    """Return a text as a literal; None if it is empty."""
    return Literal(value, language=language) if value else None


def text_values(**by_language: str | None) -> list[Value]:
    """Return texts as literals in their languages."""
    return [Literal(text, language=language) for language, text in by_language.items() if text]


def texts(record: Record, column: str) -> list[Value]:
    """Return a text of a record in the languages that it is given in: the columns ``x``, ``x_vi`` and ``x_ja``."""
    return text_values(**{language: getattr(record, column_in(column, language)) for language in LANGUAGES})


def number_value(value: Any) -> Literal | None:
    """Return a whole or decimal number as a literal."""
    if value is None:
        return None
    return Literal(f"{value:f}" if isinstance(value, Decimal) else str(value),
                   datatype=xsd.decimal if isinstance(value, Decimal) else xsd.integer)  # fmt: skip


def date_value(value: PartialDate | None) -> Literal | None:
    """Return a date as a literal of its precision: a year, a month or a day."""
    return Literal(value, datatype=_DATE_TYPES[value.precision]) if value else None


def day_value(value: str | None) -> Literal | None:
    """Return a day (ISO 8601) as xsd:date."""
    return Literal(value, datatype=xsd.date) if value else None


def concept_value(scheme: str, slug: str | None) -> NamedNode | None:
    """Return the concept of a scheme by its slug."""
    return concept[f"{scheme}/{slug}"] if slug else None


def thing_values(kind: str, ids: tuple[str, ...]) -> list[Value]:
    """Return things of a kind by their ids."""
    return [thing[f"{kind}/{one}"] for one in ids]


def link(kind: str, one: str | None) -> NamedNode | None:
    """Return a thing of a kind by its id."""
    return thing[f"{kind}/{one}"] if one else None


def link_locality(locality: str | None) -> NamedNode | None:
    """Return a locality by its id."""
    return thing[locality] if locality else None


def page_value(url: str | None) -> NamedNode | None:
    """Return a web address as an IRI."""
    return NamedNode(url) if url else None


def country_value(code: str | None) -> NamedNode | None:
    """Return the concept of one of the two countries; None for any other."""
    return concept_value("country", code.lower()) if code and code.lower() in {"vn", "jp"} else None


def lasting(start: PartialDate | None, end: PartialDate | None) -> tuple[Pairs, ...]:
    """State when a fact began and ended, and its `days`: the first is worked out by a rule where none is stated."""
    first = start.earliest if start else None
    return (schema.startDate, date_value(start)), (schema.endDate, date_value(end)), *days(first, end and end.latest)


def validity(start: str | None, end: str | None) -> tuple[Pairs, ...]:
    """State from and through which day (ISO 8601) what a table gives a time holds, and its `days`."""
    return (
        (coop.validFrom, day_value(start)),
        (coop.validThrough, day_value(end)),
        *days(start or EVER, end),
    )


def days(first: str | None, last: str | None) -> tuple[Pairs, Pairs]:
    """State the first and last day (ISO 8601) on which something is taken to hold, to be compared with any day.

    No source states them: they are worked out. What has no known end has the last day that there is.
    """
    return (coop.firstDay, day_value(first)), (coop.lastDay, day_value(last or NEVER))


def happening(date: PartialDate) -> tuple[Pairs, ...]:
    """State when an event took place, and the first day on which it is known."""
    return (
        (dct.date, date_value(date)),
        (schema.startDate, date_value(date)),
        *days(date.earliest, date.latest),
    )


def grounds(record: Dated) -> tuple[Pairs, ...]:
    """State what a fact rests on, and when it was recorded."""
    return *evidence(record), recorded(record)


def evidence(record: Dated) -> tuple[Pairs, ...]:
    """State the sources of a fact, what they are worth, and what is noted of it."""
    return (
        (dct.source, thing_values("source", record.sources)),
        (coop.confidence, concept_value("confidence", record.confidence)),
        (skos.note, texts(record, "note")),
    )


def recorded(record: Record) -> Pairs:
    """State on which day a fact entered its table."""
    return coop.recorded, date_value(record.added)


def field_values(slugs: tuple[str, ...]) -> Pairs:
    """State the fields of cooperation."""
    return (coop.field, [concept[f"field/{slug}"] for slug in slugs])


def locality_values(record: Record) -> list[Value]:
    """Return the localities that a row names."""
    return [thing[locality] for locality in record.places.values()]
