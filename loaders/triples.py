"""How a fact is written in RDF. The only module that knows."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial, singledispatch
from typing import Any, cast
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from loaders.datasets import Catalogue, Dataset, concept_label, first_days, spellings
from loaders.dates import PartialDate
from loaders.labels import plain_name
from loaders.places import key
from loaders.records import (
    Allocation,
    Claim,
    Corroboration,
    Event,
    FormerPeriod,
    Funder,
    Locality,
    Membership,
    Name,
    Network,
    NetworkEvent,
    Participant,
    Programme,
    Project,
    Record,
    Source,
    Succession,
    Tie,
)
from ontology import (
    LANGUAGES,
    concept,
    coop,
    dcat,
    dct,
    foaf,
    geo,
    graph,
    org,
    rdf,
    rdfs,
    schema,
    skos,
    skosxl,
    thing,
    xsd,
)

Value = NamedNode | Literal
Statement = tuple[NamedNode, NamedNode, Value]
"""Subject, predicate, object."""
Pairs = tuple[NamedNode, Value | list[Value] | None]

_DATE_TYPES = {"year": xsd.gYear, "month": xsd.gYearMonth, "day": xsd.date}


def triples(record: Record, catalogue: Catalogue) -> Iterator[Statement]:
    """Return the triples that state a record.

    Args:
        record: a checked row of a table.
        catalogue: all records; what a row says by id or name is completed from there.
    """
    return _facts(record, catalogue)


def describe(dataset: Dataset) -> Iterator[Statement]:
    """Yield what is said of a data set itself, in its own graph (DCAT)."""
    about = dataset.descriptor
    yield from _statements(
        graph[dataset.name],
        (rdf.type, dcat.Dataset),
        (dct.title, Literal(about["title"], language="en")),
        (rdfs.label, Literal(about["title"], language="en")),
        (dct.description, Literal(about["description"], language="en")),
        (dct.issued, _date(PartialDate(about["created"][:10]))),
        (dct.license, [NamedNode(licence["path"]) for licence in about["licenses"]]),
        (dct.source, [NamedNode(source["path"]) for source in about["sources"]]),
    )


def _statements(subject: NamedNode, *pairs: Pairs) -> Iterator[Statement]:
    """Yield a triple for each value of each pair; what is None is not stated."""
    for predicate, value in pairs:
        if isinstance(value, list):
            for one in value:
                yield subject, predicate, one
        elif value is not None:
            yield subject, predicate, value


def _text(value: str | None, language: str | None = None) -> Literal | None:
    return Literal(value, language=language) if value else None


def _texts(**by_language: str | None) -> list[Value]:
    return [Literal(text, language=language) for language, text in by_language.items() if text]


def _number(value: Any) -> Literal | None:
    if value is None:
        return None
    return Literal(f"{value:f}" if isinstance(value, Decimal) else str(value),
                   datatype=xsd.decimal if isinstance(value, Decimal) else xsd.integer)  # fmt: skip


def _date(value: PartialDate | None) -> Literal | None:
    return Literal(value, datatype=_DATE_TYPES[value.precision]) if value else None


def _day(value: str | None) -> Literal | None:
    return Literal(value, datatype=xsd.date) if value else None


def _concept(scheme: str, slug: str | None) -> NamedNode | None:
    return concept[f"{scheme}/{slug}"] if slug else None


def _things(kind: str, ids: tuple[str, ...]) -> list[Value]:
    return [thing[f"{kind}/{one}"] for one in ids]


def _link(kind: str, one: str | None) -> NamedNode | None:
    return thing[f"{kind}/{one}"] if one else None


def _page(url: str | None) -> NamedNode | None:
    return NamedNode(url) if url else None


def _begun(date: PartialDate | None, row: Tie | Membership | Allocation, catalogue: Catalogue) -> str:
    """Return the day as of which a fact names who entered into it: its own, or that of a source; none if none is known.

    As anywhere, it is the first that the date allows, and of several sources that of the earliest.
    """
    sources = (cast(Source | None, catalogue.by_id.get(("sources", source))) for source in row.sources)
    dates = [date] if date else [source.date for source in sources if source and source.date]
    return min((one.earliest for one in dates), default="")


def _country(code: str | None) -> NamedNode | None:
    return _concept("country", code.lower()) if code and code.lower() in {"vn", "jp"} else None


def _validity(start: PartialDate | None, end: PartialDate | None) -> tuple[Pairs, Pairs]:
    """State the first and last day on which a fact is known to hold, so that days can be compared."""
    return (
        (coop.validFrom, _day(start.earliest if start else None)),
        (coop.validThrough, _day(end.latest if end else None)),
    )


def _grounds(record: Any) -> tuple[Pairs, ...]:
    """State what a fact rests on."""
    return (
        (dct.source, _things("source", record.sources)),
        (coop.confidence, _concept("confidence", getattr(record, "confidence", None))),
        (skos.note, _text(record.note, "en")),
    )


def _fields(slugs: tuple[str, ...]) -> Pairs:
    return (coop.field, [concept[f"field/{slug}"] for slug in slugs])


def _localities(record: Record) -> list[Value]:
    return [thing[locality] for locality in record.places.values()]


@singledispatch
def _facts(record: Record, catalogue: Catalogue) -> Iterator[Statement]:
    raise NotImplementedError(type(record).__name__)


@_facts.register
def _locality(row: Locality, catalogue: Catalogue) -> Iterator[Statement]:
    subject = thing[row.id]
    former = catalogue.former_periods.get(row.id, [])
    periods: list[Locality | FormerPeriod] = [*former, row]
    first_day = list(first_days(row, periods))
    names = {plain_name(row, language) for language in LANGUAGES}
    others = {name for period in periods for name in spellings(period)} - names
    yield from _statements(
        subject,
        (rdf.type, coop.Locality),
        (rdfs.label, _texts(**catalogue.labels[row.id])),
        (skos.prefLabel, _texts(en=row.name, vi=row.name_vi, ja=row.name_ja)),
        (skos.altLabel, [Literal(name) for name in sorted(others)]),
        (coop.searchKey, [Literal(spelling) for spelling in sorted(_search_keys(row, catalogue))]),
        (coop.country, _country(row.country)),
        (coop.level, _concept("level", row.level)),
        (coop.region, _concept("region", row.region)),
        (coop.isoCode, _text(row.iso_3166_2)),
        *_figures(row),
        (foaf.homepage, _page(row.website)),
        (skos.exactMatch, _page(row.geonames_id and f"https://sws.geonames.org/{row.geonames_id}/")),
        (schema.containedInPlace, _link_locality(row.part_of)),
        (coop.validFrom, _day(first_day[0])),
        (coop.validThrough, _day(row.valid_until.latest if row.valid_until else None)),
    )
    for number, (period, first) in enumerate(zip(periods, first_day, strict=True), 1):
        node = thing[f"{row.id}/period/{number}"]
        last = period.valid_until
        yield subject, coop.period, node
        yield from _statements(
            node,
            (rdf.type, coop.LocalityPeriod),
            (skos.prefLabel, _texts(en=period.name, vi=period.name_vi, ja=period.name_ja)),
            (coop.level, _concept("level", period.level)),
            (schema.containedInPlace, _link_locality(period.part_of)),
            (skos.notation, _text(period.code)),
            (coop.validFrom, _day(first)),
            (coop.validThrough, _day(last.latest if last else None)),
        )
        if isinstance(period, FormerPeriod):
            yield from _statements(
                node,
                (rdfs.label, _texts(**catalogue.former_labels[row.id, period.valid_until.latest])),
                *_figures(period),
                (coop.legalBasis, _text(period.legal_basis)),
                (skos.note, _text(period.note, "en")),
                (dct.source, _things("source", period.sources)),
            )


def _figures(row: Locality | FormerPeriod) -> tuple[Pairs, ...]:
    """State where the seat of a locality lies, how many people live in it, how large it is."""
    return (
        (geo.lat, _number(row.latitude)),
        (geo.long, _number(row.longitude)),
        (coop.population, _number(row.population)),
        (coop.populationYear, _number(row.population_year)),
        (coop.areaKm2, _number(row.area_km2)),
    )


def _search_keys(row: Locality, catalogue: Catalogue) -> set[str]:
    return {key(name) for name in catalogue.gazetteer.places[row.id].names}


def _link_locality(locality: str | None) -> NamedNode | None:
    return thing[locality] if locality else None


@_facts.register
def _former_period(row: FormerPeriod, catalogue: Catalogue) -> Iterator[Statement]:
    """Stated with its locality, in the order of its periods."""
    yield from ()


@_facts.register
def _name(row: Name, catalogue: Catalogue) -> Iterator[Statement]:
    name = Literal(row.name, language=row.language)
    label = thing[f"{row.locality}/name/{row.language}/{quote(row.name, safe='')}"]
    yield thing[row.locality], skos.altLabel, name
    yield thing[row.locality], skosxl.altLabel, label
    yield from _statements(
        label,
        (rdf.type, skosxl.Label),
        (skosxl.literalForm, name),
        (skos.note, _text(row.note, "en")),
        (dct.source, _things("source", row.sources)),
    )


@_facts.register
def _succession(row: Succession, catalogue: Catalogue) -> Iterator[Statement]:
    yield from _statements(
        thing["succession/" + "--".join(one.replace("/", "-") for one in (row.predecessor, row.successor))],
        (rdf.type, coop.Succession),
        (rdfs.label, _joined(" → ", row.predecessor, row.successor, catalogue, "")),
        (org.originalOrganization, thing[row.predecessor]),
        (org.resultingOrganization, thing[row.successor]),
        (dct.date, _date(row.date)),
        (coop.validFrom, _day(row.date.earliest)),
        (coop.legalBasis, _text(row.legal_basis)),
        (skos.note, _text(row.note, "en")),
        (dct.source, _things("source", row.sources)),
    )


def _joined(
    by: str, one: str, other: str, catalogue: Catalogue, day: str, more: Callable[[str], str] = lambda _: ""
) -> list[Value]:
    """Label a thing by its two localities, as they were called on a day, in every language."""
    return [
        Literal(by.join(catalogue.called(place, language, day) for place in (one, other)) + more(language),
                language=language)
        for language in LANGUAGES
    ]  # fmt: skip


@_facts.register
def _source(row: Source, catalogue: Catalogue) -> Iterator[Statement]:
    yield from _statements(
        thing[f"source/{row.source_id}"],
        (rdf.type, coop.Source),
        (rdfs.label, _text(row.title)),
        (dct.title, _text(row.title)),
        (schema.url, _page(row.url)),
        (dct.publisher, _text(row.publisher)),
        (dct.issued, _date(row.date)),
        (dct.language, _text(row.language)),
    )


@_facts.register
def _tie(row: Tie, catalogue: Catalogue) -> Iterator[Statement]:
    subject = thing[f"tie/{row.tie_id}"]
    document = row.kind != "exchange"
    sides, begun = (row.places["vn"], row.places["jp"]), _begun(row.signed, row, catalogue)
    yield from _statements(
        subject,
        (rdf.type, coop.Agreement if document else coop.Exchange),
        (rdfs.label, _joined(" – ", *sides, catalogue, begun, partial(_kind_and_date, row))),
        (coop.party, _localities(row)),
        (coop.kind, _concept("agreement-kind", row.kind) if document else None),
        (coop.signed, _date(row.signed)),
        (coop.ended, _date(row.ended)),
        (coop.expires, _date(row.expires)),
        (schema.startDate, _date(row.signed)),
        (schema.endDate, _date(row.ended or row.expires)),
        *_validity(row.signed, row.ended or row.expires),
        (coop.follows, _link("tie", row.follows)),
        (coop[row.follows_as or ""], _link("tie", row.follows)),
        _fields(row.fields),
        *_grounds(row),
    )
    for side, body in (("vn", row.vn_body), ("jp", row.jp_body)):
        if body:
            unit = thing[f"tie/{row.tie_id}/signatory/{side}"]
            yield subject, coop.signatory, unit
            yield from _statements(
                unit,
                (rdf.type, org.OrganizationalUnit),
                (rdfs.label, _text(body, "en")),
                (org.unitOf, thing[row.places[side]]),
            )


_EXCHANGE = {"en": "exchange", "vi": "giao lưu", "ja": "交流"}


def _kind_and_date(row: Tie, language: str) -> str:
    called = _EXCHANGE[language] if row.kind == "exchange" else concept_label("agreement-kind", row.kind, language)
    return f": {called}" + (f" ({row.signed})" if row.signed else "")


@_facts.register
def _event(row: Event, catalogue: Catalogue) -> Iterator[Statement]:
    yield from _statements(
        thing[f"event/{row.event_id}"],
        (rdf.type, coop.Event),
        (rdfs.label, _text(row.title, "en")),
        (coop.kind, _concept("event-kind", row.kind)),
        (dct.date, _date(row.date)),
        (schema.startDate, _date(row.date)),
        (coop.validFrom, _day(row.date.earliest)),
        (coop.party, _localities(row)),
        (schema.superEvent, _link("network-event", row.held_at)),
        _fields(row.fields),
        *_grounds(row),
    )


@_facts.register
def _funder(row: Funder, catalogue: Catalogue) -> Iterator[Statement]:
    yield from _statements(
        thing[f"funder/{row.funder_id}"],
        (rdf.type, coop.Funder),
        (rdfs.label, _texts(en=row.name, vi=row.name_vi, ja=row.name_ja)),
        (coop.kind, _concept("funder-kind", row.kind)),
        (coop.country, _country(row.country)),
        (schema.addressCountry, _text(row.country)),
        (foaf.homepage, _page(row.website)),
        *_grounds(row),
    )


@_facts.register
def _programme(row: Programme, catalogue: Catalogue) -> Iterator[Statement]:
    yield from _statements(
        thing[f"programme/{row.programme_id}"],
        (rdf.type, coop.Programme),
        (rdfs.label, _texts(en=row.name, ja=row.name_ja)),
        (coop.funder, _things("funder", row.funder_id)),
        (schema.startDate, _date(row.started)),
        (schema.endDate, _date(row.ended)),
        *_validity(row.started, row.ended),
        (coop.funds, _text(row.funds)),
        (coop.applicants, _text(row.applicants)),
        (coop.openTo, [concept[f"applicant/{slug}"] for slug in row.open_to]),
        (coop.maxYears, _number(row.max_years)),
        (coop.maxBudget, _number(row.max_budget)),
        (coop.currency, _text(row.currency)),
        (foaf.homepage, _page(row.website)),
        *_grounds(row),
    )


@_facts.register
def _project(row: Project, catalogue: Catalogue) -> Iterator[Statement]:
    yield from _statements(
        thing[f"project/{row.project_id}"],
        (rdf.type, coop.Project),
        (rdfs.label, _texts(en=row.title, ja=row.title_ja)),
        (coop.programme, _link("programme", row.programme_id)),
        (coop.funder, _things("funder", row.funder_id)),
        (coop.implementer, _text(row.implementer)),
        (coop.counterpart, _text(row.counterpart)),
        _fields(row.fields),
        (schema.startDate, _date(row.start)),
        (schema.endDate, _date(row.end)),
        *_validity(row.start, row.end),
        (coop.budget, _number(row.budget)),
        (coop.currency, _text(row.currency)),
        (coop.status, _concept("project-status", row.status)),
        *_grounds(row),
    )


@_facts.register
def _participant(row: Participant, catalogue: Catalogue) -> Iterator[Statement]:
    project, locality = thing[f"project/{row.project_id}"], row.places["participant"]
    part = thing[f"project/{row.project_id}/participation/{locality}"]
    yield project, coop.party, thing[locality]
    yield project, coop.participation, part
    yield from _statements(
        part,
        (rdf.type, coop.Participation),
        (coop.participant, thing[locality]),
        (coop.role, _concept("participation-role", row.role)),
    )


@_facts.register
def _network(row: Network, catalogue: Catalogue) -> Iterator[Statement]:
    yield from _statements(
        thing[f"network/{row.network_id}"],
        (rdf.type, coop.Network),
        (rdfs.label, _texts(en=row.name, vi=row.name_vi, ja=row.name_ja)),
        (coop.acronym, _text(row.acronym)),
        (coop.kind, _concept("network-kind", row.kind)),
        (schema.startDate, _date(row.founded)),
        (coop.founder, _text(row.founder)),
        (coop.secretariat, _text(row.secretariat)),
        _fields(row.fields),
        (foaf.homepage, _page(row.website)),
        *_grounds(row),
    )


@_facts.register
def _membership(row: Membership, catalogue: Catalogue) -> Iterator[Statement]:
    member = thing[row.places["member"]]
    yield from _statements(
        thing[f"membership/{row.membership_id}"],
        (rdf.type, coop.Membership),
        (rdfs.label, _membership_labels(row, catalogue)),
        (org.member, member),
        (coop.party, member),
        (org.organization, thing[f"network/{row.network_id}"]),
        (coop.role, _concept("membership-role", row.role)),
        (schema.startDate, _date(row.since)),
        (schema.endDate, _date(row.until)),
        *_validity(row.since, row.until),
        (coop.designation, _text(row.designation)),
        *_grounds(row),
    )


def _membership_labels(row: Membership, catalogue: Catalogue) -> list[Value]:
    network = cast(Network | None, catalogue.by_id.get(("networks", row.network_id)))
    name = network.name if network else row.network_id
    called = {"en": name, "vi": (network and network.name_vi) or name, "ja": (network and network.name_ja) or name}
    begun = _begun(row.since, row, catalogue)
    return [
        Literal(
            f"{catalogue.called(row.places['member'], language, begun)} – {called[language]}: "
            + concept_label("membership-role", row.role, language)
            + (f" ({row.since})" if row.since else ""),
            language=language,
        )
        for language in LANGUAGES
    ]


@_facts.register
def _network_event(row: NetworkEvent, catalogue: Catalogue) -> Iterator[Statement]:
    host = row.places.get("host")
    yield from _statements(
        thing[f"network-event/{row.event_id}"],
        (rdf.type, coop.NetworkEvent),
        (rdfs.label, _text(row.title, "en")),
        (coop.network, thing[f"network/{row.network_id}"]),
        (dct.date, _date(row.date)),
        (schema.startDate, _date(row.date)),
        (coop.validFrom, _day(row.date.earliest)),
        (coop.host, thing[host] if host else None),
        (coop.hostPlace, _text(row.host_name)),
        (coop.hostCountry, _text(row.host_country)),
        *_grounds(row),
    )


@_facts.register
def _allocation(row: Allocation, catalogue: Catalogue) -> Iterator[Statement]:
    kind = "project" if row.tie_id in catalogue.ids.get("projects", ()) else "tie"
    yield from _statements(
        thing[f"allocation/{row.allocation_id}"],
        (rdf.type, coop.Allocation),
        (rdfs.label, _allocation_labels(row, catalogue)),
        (coop.allocatedTo, thing[f"{kind}/{row.tie_id}"]),
        (coop.allocatedBy, thing[row.locality]),
        (coop.kind, _concept("allocation-kind", row.kind)),
        (coop.amount, _number(row.amount)),
        (coop.currency, _text(row.currency)),
        (schema.startDate, _date(row.start)),
        (schema.endDate, _date(row.end)),
        *_validity(row.start, row.end),
        *_grounds(row),
    )


def _allocation_labels(row: Allocation, catalogue: Catalogue) -> list[Value]:
    begun = _begun(row.start, row, catalogue)
    return [
        Literal(
            f"{catalogue.called(row.locality, language, begun)}: "
            + concept_label("allocation-kind", row.kind, language)
            + (f" ({row.start})" if row.start else ""),
            language=language,
        )
        for language in LANGUAGES
    ]


_KIND_OF_TABLE = {"ties": "tie", "projects": "project", "memberships": "membership", "events": "event"}
_PROPERTY_OF_COLUMN = {
    "signed": coop.signed, "ended": coop.ended, "expires": coop.expires, "kind": coop.kind,
    "start": schema.startDate, "since": schema.startDate, "end": schema.endDate, "until": schema.endDate,
    "date": dct.date, "designation": coop.designation, "fields": coop.field, "budget": coop.budget,
    "follows": coop.follows, "implementer": coop.implementer,
    "vn_level": coop.level, "jp_level": coop.level, "level": coop.level,
}  # fmt: skip


@_facts.register
def _corroboration(row: Corroboration, catalogue: Catalogue) -> Iterator[Statement]:
    yield from _statements(thing[f"tie/{row.fact_id}"], _fields(row.fields), *_grounds(row))


@_facts.register
def _claim(row: Claim, catalogue: Catalogue) -> Iterator[Statement]:
    table = next((table for table in _KIND_OF_TABLE if row.fact_id in catalogue.ids.get(table, ())), "ties")
    yield from _statements(
        thing[f"claim/{row.claim_id}"],
        (rdf.type, coop.Claim),
        (coop.about, thing[f"{_KIND_OF_TABLE[table]}/{row.fact_id}"]),
        (coop.claimedProperty, _PROPERTY_OF_COLUMN.get(row.property, coop.party)),
        (coop.concerns, _link_locality(row.locality or _concerned(row, table, catalogue))),
        (coop.claimedValue, _text(row.value)),
        *_grounds(row),
    )


_COLUMNS_OF_ONE = {"vn_name": "vn", "vn_level": "vn", "jp_name": "jp", "jp_level": "jp"}
"""The columns that speak of one of two localities -> its role in the row."""


def _concerned(row: Claim, table: str, catalogue: Catalogue) -> str | None:
    """Return the locality of a fact whose name or level a claim is about, where its column or the fact tells."""
    fact = catalogue.by_id.get((table, row.fact_id))
    if fact and row.property in _COLUMNS_OF_ONE:
        return fact.places.get(_COLUMNS_OF_ONE[row.property])
    return fact.places.get("member") if fact and row.property in {"name", "level"} else None
