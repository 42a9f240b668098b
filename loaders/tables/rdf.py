"""How a fact is written in RDF. The only module that knows."""

from collections.abc import Callable, Iterator
from functools import partial, singledispatch
from typing import cast
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from loaders.model.dates import PartialDate
from loaders.model.labels import plain_name
from loaders.model.name_readings import key
from loaders.model.records import (
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
from loaders.tables.catalogue import Catalogue, concept_label, first_days, spellings
from loaders.tables.datasets import Dataset
from loaders.tables.rdf_values import (
    Pairs,
    Statement,
    Value,
    concept_value,
    country_value,
    date_value,
    day_value,
    field_values,
    grounds,
    link,
    locality_values,
    number_value,
    page_value,
    statements,
    text_value,
    text_values,
    thing_values,
    validity,
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
)


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


def _begun(date: PartialDate | None, row: Tie | Membership | Allocation, catalogue: Catalogue) -> str:
    """Return the day as of which a fact names who entered into it: its own, or that of a source; none if none is known.

    As anywhere, it is the first that the date allows, and of several sources that of the earliest.
    """
    sources = (cast(Source | None, catalogue.by_id.get(("sources", source))) for source in row.sources)
    dates = [date] if date else [source.date for source in sources if source and source.date]
    return min((one.earliest for one in dates), default="")


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
    yield from statements(
        subject,
        (rdf.type, coop.Locality),
        (rdfs.label, text_values(**catalogue.labels[row.id])),
        (skos.prefLabel, text_values(en=row.name, vi=row.name_vi, ja=row.name_ja)),
        (skos.altLabel, [Literal(name) for name in sorted(others)]),
        (coop.searchKey, [Literal(spelling) for spelling in sorted(_search_keys(row, catalogue))]),
        (coop.country, country_value(row.country)),
        (coop.level, concept_value("level", row.level)),
        (coop.region, concept_value("region", row.region)),
        (coop.isoCode, text_value(row.iso_3166_2)),
        *_figures(row),
        (foaf.homepage, page_value(row.website)),
        (skos.exactMatch, page_value(row.geonames_id and f"https://sws.geonames.org/{row.geonames_id}/")),
        (schema.containedInPlace, _link_locality(row.part_of)),
        (coop.validFrom, day_value(first_day[0])),
        (coop.validThrough, day_value(row.valid_until.latest if row.valid_until else None)),
    )
    for number, (period, first) in enumerate(zip(periods, first_day, strict=True), 1):
        node = thing[f"{row.id}/period/{number}"]
        last = period.valid_until
        yield subject, coop.period, node
        yield from statements(
            node,
            (rdf.type, coop.LocalityPeriod),
            (skos.prefLabel, text_values(en=period.name, vi=period.name_vi, ja=period.name_ja)),
            (coop.level, concept_value("level", period.level)),
            (schema.containedInPlace, _link_locality(period.part_of)),
            (skos.notation, text_value(period.code)),
            (coop.validFrom, day_value(first)),
            (coop.validThrough, day_value(last.latest if last else None)),
        )
        if isinstance(period, FormerPeriod):
            yield from statements(
                node,
                (rdfs.label, text_values(**catalogue.former_labels[row.id, period.valid_until.latest])),
                *_figures(period),
                (coop.legalBasis, text_value(period.legal_basis)),
                (skos.note, text_value(period.note, "en")),
                (dct.source, thing_values("source", period.sources)),
            )


def _figures(row: Locality | FormerPeriod) -> tuple[Pairs, ...]:
    """State where the seat of a locality lies, how many people live in it, how large it is."""
    return (
        (geo.lat, number_value(row.latitude)),
        (geo.long, number_value(row.longitude)),
        (coop.population, number_value(row.population)),
        (coop.populationYear, number_value(row.population_year)),
        (coop.areaKm2, number_value(row.area_km2)),
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
    yield from statements(
        label,
        (rdf.type, skosxl.Label),
        (skosxl.literalForm, name),
        (skos.note, text_value(row.note, "en")),
        (dct.source, thing_values("source", row.sources)),
    )


@_facts.register
def _succession(row: Succession, catalogue: Catalogue) -> Iterator[Statement]:
    yield from statements(
        thing["succession/" + "--".join(one.replace("/", "-") for one in (row.predecessor, row.successor))],
        (rdf.type, coop.Succession),
        (rdfs.label, _joined(" → ", row.predecessor, row.successor, catalogue, "")),
        (org.originalOrganization, thing[row.predecessor]),
        (org.resultingOrganization, thing[row.successor]),
        (dct.date, date_value(row.date)),
        (coop.validFrom, day_value(row.date.earliest)),
        (coop.legalBasis, text_value(row.legal_basis)),
        (skos.note, text_value(row.note, "en")),
        (dct.source, thing_values("source", row.sources)),
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
    yield from statements(
        thing[f"source/{row.source_id}"],
        (rdf.type, coop.Source),
        (rdfs.label, text_value(row.title)),
        (dct.title, text_value(row.title)),
        (schema.url, page_value(row.url)),
        (dct.publisher, text_value(row.publisher)),
        (dct.issued, date_value(row.date)),
        (dct.language, text_value(row.language)),
    )


@_facts.register
def _tie(row: Tie, catalogue: Catalogue) -> Iterator[Statement]:
    subject = thing[f"tie/{row.tie_id}"]
    document = row.kind != "exchange"
    sides, begun = (row.places["vn"], row.places["jp"]), _begun(row.signed, row, catalogue)
    yield from statements(
        subject,
        (rdf.type, coop.Agreement if document else coop.Exchange),
        (rdfs.label, _joined(" – ", *sides, catalogue, begun, partial(_kind_and_date, row))),
        (coop.party, locality_values(row)),
        (coop.kind, concept_value("agreement-kind", row.kind) if document else None),
        (coop.signed, date_value(row.signed)),
        (coop.ended, date_value(row.ended)),
        (coop.expires, date_value(row.expires)),
        (schema.startDate, date_value(row.signed)),
        (schema.endDate, date_value(row.ended or row.expires)),
        *validity(row.signed, row.ended or row.expires),
        (coop.follows, link("tie", row.follows)),
        (coop[row.follows_as or ""], link("tie", row.follows)),
        field_values(row.fields),
        *grounds(row),
    )
    for side, body in (("vn", row.vn_body), ("jp", row.jp_body)):
        if body:
            unit = thing[f"tie/{row.tie_id}/signatory/{side}"]
            yield subject, coop.signatory, unit
            yield from statements(
                unit,
                (rdf.type, org.OrganizationalUnit),
                (rdfs.label, text_value(body, "en")),
                (org.unitOf, thing[row.places[side]]),
            )


_EXCHANGE = {"en": "exchange", "vi": "giao lưu", "ja": "交流"}


def _kind_and_date(row: Tie, language: str) -> str:
    called = _EXCHANGE[language] if row.kind == "exchange" else concept_label("agreement-kind", row.kind, language)
    return f": {called}" + (f" ({row.signed})" if row.signed else "")


@_facts.register
def _event(row: Event, catalogue: Catalogue) -> Iterator[Statement]:
    yield from statements(
        thing[f"event/{row.event_id}"],
        (rdf.type, coop.Event),
        (rdfs.label, text_value(row.title, "en")),
        (coop.kind, concept_value("event-kind", row.kind)),
        (dct.date, date_value(row.date)),
        (schema.startDate, date_value(row.date)),
        (coop.validFrom, day_value(row.date.earliest)),
        (coop.party, locality_values(row)),
        (schema.superEvent, link("network-event", row.held_at)),
        field_values(row.fields),
        *grounds(row),
    )


@_facts.register
def _funder(row: Funder, catalogue: Catalogue) -> Iterator[Statement]:
    yield from statements(
        thing[f"funder/{row.funder_id}"],
        (rdf.type, coop.Funder),
        (rdfs.label, text_values(en=row.name, vi=row.name_vi, ja=row.name_ja)),
        (coop.kind, concept_value("funder-kind", row.kind)),
        (coop.country, country_value(row.country)),
        (schema.addressCountry, text_value(row.country)),
        (foaf.homepage, page_value(row.website)),
        *grounds(row),
    )


@_facts.register
def _programme(row: Programme, catalogue: Catalogue) -> Iterator[Statement]:
    yield from statements(
        thing[f"programme/{row.programme_id}"],
        (rdf.type, coop.Programme),
        (rdfs.label, text_values(en=row.name, ja=row.name_ja)),
        (coop.funder, thing_values("funder", row.funder_id)),
        (schema.startDate, date_value(row.started)),
        (schema.endDate, date_value(row.ended)),
        *validity(row.started, row.ended),
        (coop.funds, text_value(row.funds)),
        (coop.applicants, text_value(row.applicants)),
        (coop.openTo, [concept[f"applicant/{slug}"] for slug in row.open_to]),
        (coop.maxYears, number_value(row.max_years)),
        (coop.maxBudget, number_value(row.max_budget)),
        (coop.currency, text_value(row.currency)),
        (foaf.homepage, page_value(row.website)),
        *grounds(row),
    )


@_facts.register
def _project(row: Project, catalogue: Catalogue) -> Iterator[Statement]:
    yield from statements(
        thing[f"project/{row.project_id}"],
        (rdf.type, coop.Project),
        (rdfs.label, text_values(en=row.title, ja=row.title_ja)),
        (coop.programme, link("programme", row.programme_id)),
        (coop.funder, thing_values("funder", row.funder_id)),
        (coop.implementer, text_value(row.implementer)),
        (coop.counterpart, text_value(row.counterpart)),
        field_values(row.fields),
        (schema.startDate, date_value(row.start)),
        (schema.endDate, date_value(row.end)),
        *validity(row.start, row.end),
        (coop.budget, number_value(row.budget)),
        (coop.currency, text_value(row.currency)),
        (coop.status, concept_value("project-status", row.status)),
        *grounds(row),
    )


@_facts.register
def _participant(row: Participant, catalogue: Catalogue) -> Iterator[Statement]:
    project, locality = thing[f"project/{row.project_id}"], row.places["participant"]
    part = thing[f"project/{row.project_id}/participation/{locality}"]
    yield project, coop.party, thing[locality]
    yield project, coop.participation, part
    yield from statements(
        part,
        (rdf.type, coop.Participation),
        (coop.participant, thing[locality]),
        (coop.role, concept_value("participation-role", row.role)),
    )


@_facts.register
def _network(row: Network, catalogue: Catalogue) -> Iterator[Statement]:
    yield from statements(
        thing[f"network/{row.network_id}"],
        (rdf.type, coop.Network),
        (rdfs.label, text_values(en=row.name, vi=row.name_vi, ja=row.name_ja)),
        (coop.acronym, text_value(row.acronym)),
        (coop.kind, concept_value("network-kind", row.kind)),
        (schema.startDate, date_value(row.founded)),
        (coop.founder, text_value(row.founder)),
        (coop.secretariat, text_value(row.secretariat)),
        field_values(row.fields),
        (foaf.homepage, page_value(row.website)),
        *grounds(row),
    )


@_facts.register
def _membership(row: Membership, catalogue: Catalogue) -> Iterator[Statement]:
    member = thing[row.places["member"]]
    yield from statements(
        thing[f"membership/{row.membership_id}"],
        (rdf.type, coop.Membership),
        (rdfs.label, _membership_labels(row, catalogue)),
        (org.member, member),
        (coop.party, member),
        (org.organization, thing[f"network/{row.network_id}"]),
        (coop.role, concept_value("membership-role", row.role)),
        (schema.startDate, date_value(row.since)),
        (schema.endDate, date_value(row.until)),
        *validity(row.since, row.until),
        (coop.designation, text_value(row.designation)),
        *grounds(row),
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
    yield from statements(
        thing[f"network-event/{row.event_id}"],
        (rdf.type, coop.NetworkEvent),
        (rdfs.label, text_value(row.title, "en")),
        (coop.network, thing[f"network/{row.network_id}"]),
        (dct.date, date_value(row.date)),
        (schema.startDate, date_value(row.date)),
        (coop.validFrom, day_value(row.date.earliest)),
        (coop.host, thing[host] if host else None),
        (coop.hostPlace, text_value(row.host_name)),
        (coop.hostCountry, text_value(row.host_country)),
        *grounds(row),
    )


@_facts.register
def _allocation(row: Allocation, catalogue: Catalogue) -> Iterator[Statement]:
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
        (schema.startDate, date_value(row.start)),
        (schema.endDate, date_value(row.end)),
        *validity(row.start, row.end),
        *grounds(row),
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
    yield from statements(thing[f"tie/{row.fact_id}"], field_values(row.fields), *grounds(row))


@_facts.register
def _claim(row: Claim, catalogue: Catalogue) -> Iterator[Statement]:
    table = next((table for table in _KIND_OF_TABLE if row.fact_id in catalogue.ids.get(table, ())), "ties")
    yield from statements(
        thing[f"claim/{row.claim_id}"],
        (rdf.type, coop.Claim),
        (coop.about, thing[f"{_KIND_OF_TABLE[table]}/{row.fact_id}"]),
        (coop.claimedProperty, _PROPERTY_OF_COLUMN.get(row.property, coop.party)),
        (coop.concerns, _link_locality(row.locality or _concerned(row, table, catalogue))),
        (coop.claimedValue, text_value(row.value)),
        *grounds(row),
    )


_COLUMNS_OF_ONE = {"vn_name": "vn", "vn_level": "vn", "jp_name": "jp", "jp_level": "jp"}
"""The columns that speak of one of two localities -> its role in the row."""


def _concerned(row: Claim, table: str, catalogue: Catalogue) -> str | None:
    """Return the locality of a fact whose name or level a claim is about, where its column or the fact tells."""
    fact = catalogue.by_id.get((table, row.fact_id))
    if fact and row.property in _COLUMNS_OF_ONE:
        return fact.places.get(_COLUMNS_OF_ONE[row.property])
    return fact.places.get("member") if fact and row.property in {"name", "level"} else None
