"""How localities, their periods and names are written in RDF."""

from collections.abc import Iterator
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from loaders.model.dates import day_after
from loaders.model.labels import plain_name
from loaders.model.name_readings import key
from loaders.model.records import (
    FormerPeriod,
    Link,
    Locality,
    LocalityRegion,
    Name,
)
from loaders.tables.catalogue import Catalogue
from loaders.tables.places import first_days, spellings
from loaders.tables.rdf_changes import change_facts, legal_basis, legal_basis_facts, period_events
from loaders.tables.rdf_labels import website
from loaders.tables.rdf_values import (
    Pairs,
    Statement,
    concept_value,
    country_value,
    day_value,
    link_locality,
    number_value,
    page_value,
    recorded,
    statements,
    text_value,
    text_values,
    texts,
    thing_values,
    validity,
)
from ontology import (
    LANGUAGES,
    adms,
    coop,
    dct,
    foaf,
    geo,
    geosparql,
    org,
    rdf,
    rdfs,
    schema,
    skos,
    skosxl,
    thing,
)

IDENTIFIED = {
    "wikidata": "http://www.wikidata.org/entity/",
    "geonames": "https://sws.geonames.org/",
    "estat-sac": "http://data.e-stat.go.jp/lod/sac/",
}
"""Identifier scheme -> the namespace in which it names things by IRI; ISO 3166-2 has none."""


def locality_facts(row: Locality, catalogue: Catalogue) -> Iterator[Statement]:
    """State a locality and its periods."""
    subject = thing[row.id]
    former = catalogue.former_periods.get(row.id, [])
    periods: list[Locality | FormerPeriod] = [*former, row]
    first_day, regions = list(first_days(row, periods)), catalogue.regions.get(row.id, ())
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
        (org.classification, concept_value("level", row.level)),
        (coop.region, concept_value("region", regions[-1].region if regions else None)),
        (coop.isoCode, text_value(row.iso_3166_2)),
        *_figures(row),
        (geosparql.hasGeometry, thing[f"{row.id}/geometry"] if _point(row) else None),
        website(row.website, catalogue),
        (foaf.based_near, page_value(row.geonames_id and f"{IDENTIFIED['geonames']}{row.geonames_id}/")),
        (schema.containedInPlace, link_locality(row.part_of)),
        *validity(first_day[0], row.valid_until and row.valid_until.latest),
        (dct.source, thing_values("source", row.sources)),
        recorded(row),
    )
    yield from statements(thing[f"{row.id}/geometry"], (geosparql.asWKT, _point(row)))
    for number, (period, first) in enumerate(zip(periods, first_day, strict=True), 1):
        node = thing[f"{row.id}/period/{number}"]
        yield subject, coop.period, node
        yield from statements(
            node,
            (rdf.type, coop.LocalityPeriod),
            (skos.prefLabel, text_values(en=period.name, vi=period.name_vi, ja=period.name_ja)),
            (coop.level, concept_value("level", period.level)),
            (schema.containedInPlace, link_locality(period.part_of)),
            (skos.notation, text_value(period.code)),
            *validity(first, period.valid_until and period.valid_until.latest),
            *period_events(period, row.id, first, catalogue),
        )
        if isinstance(period, FormerPeriod):
            yield from _former_facts(node, period, row, catalogue)


def _former_facts(node: NamedNode, period: FormerPeriod, row: Locality, catalogue: Catalogue) -> Iterator[Statement]:
    """State what is said of a former period alone, and the change by which it ended if that is no succession."""
    yield from statements(
        node,
        (rdfs.label, text_values(**catalogue.former_labels[row.id, period.valid_until.latest])),
        *_figures(period),
        (skos.altLabel, text_value(period.name_kana if period.name_kana != row.name_kana else None)),
        (coop.legalBasis, legal_basis(period)),
        (skos.note, texts(period, "note")),
        (dct.source, thing_values("source", period.sources)),
        recorded(period),
    )
    yield from legal_basis_facts(period)
    for event in catalogue.events.get((row.id, day_after(period.valid_until.latest)), ()):
        if event.rows[0] is period:
            yield from change_facts(event, catalogue)


def _point(row: Locality) -> Literal | None:
    """Return where the seat of a locality lies as a literal of GeoSPARQL: longitude, then latitude (CRS84).

    With six decimals always: Virtuoso keeps a point with fewer digits as one less exact.
    """
    if row.latitude is None or row.longitude is None:
        return None
    return Literal(f"POINT({row.longitude:.6f} {row.latitude:.6f})", datatype=geosparql.wktLiteral)


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


def former_period_facts(row: FormerPeriod, catalogue: Catalogue) -> Iterator[Statement]:
    """Stated with its locality, in the order of its periods."""
    yield from ()


def region_facts(row: LocalityRegion, catalogue: Catalogue) -> Iterator[Statement]:
    """State from when to when a locality lies in a region."""
    subject, number = thing[row.locality], catalogue.regions[row.locality].index(row) + 1
    node = thing[f"{row.locality}/region/{number}"]
    yield subject, coop.regionPeriod, node
    yield from statements(
        node,
        (rdf.type, coop.RegionPeriod),
        (coop.region, concept_value("region", row.region)),
        *validity(row.valid_from and row.valid_from.earliest, row.valid_until and row.valid_until.latest),
        (dct.source, thing_values("source", row.sources)),
        recorded(row),
    )


def name_facts(row: Name, catalogue: Catalogue) -> Iterator[Statement]:
    """State a further name."""
    name = Literal(row.name, language=row.language)
    label = thing[f"{row.locality}/name/{row.language}/{quote(row.name, safe='')}"]
    yield thing[row.locality], skos.altLabel, name
    yield thing[row.locality], skosxl.altLabel, label
    yield from statements(
        label,
        (rdf.type, skosxl.Label),
        (skosxl.literalForm, name),
        (skos.note, texts(row, "note")),
        (dct.source, thing_values("source", row.sources)),
        recorded(row),
    )


def link_facts(row: Link, catalogue: Catalogue) -> Iterator[Statement]:
    """State what another register calls a locality, and that its entry is the same as long as it is in force.

    An entry that another has taken the place of is an identifier of its time, and the same as nothing of today.
    """
    identifier = thing[f"{row.locality}/identifier/{row.scheme}/{row.value}"]
    yield thing[row.locality], adms.identifier, identifier
    if row.scheme in IDENTIFIED and not row.valid_until:
        closing = "/" if row.scheme == "geonames" else ""
        yield thing[row.locality], schema.sameAs, NamedNode(f"{IDENTIFIED[row.scheme]}{row.value}{closing}")
    yield from statements(
        identifier,
        (rdf.type, coop.Identifier),
        (coop.identifierScheme, concept_value("identifier-scheme", row.scheme)),
        (skos.notation, text_value(row.value)),
        (coop.validFrom, day_value(row.valid_from.earliest if row.valid_from else None)),
        (coop.validThrough, day_value(row.valid_until.latest if row.valid_until else None)),
        (coop.confidence, concept_value("confidence", row.confidence)),
        (dct.source, thing_values("source", row.sources)),
        recorded(row),
    )
