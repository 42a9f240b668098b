"""How localities, their periods and names are written in RDF."""

from collections.abc import Iterator
from urllib.parse import quote

from pyoxigraph import Literal

from loaders.model.labels import plain_name
from loaders.model.name_readings import key
from loaders.model.records import (
    FormerPeriod,
    Locality,
    Name,
)
from loaders.tables.catalogue import Catalogue, first_days, spellings
from loaders.tables.rdf_changes import legal_basis, legal_basis_facts
from loaders.tables.rdf_values import (
    Pairs,
    Statement,
    concept_value,
    country_value,
    day_value,
    link_locality,
    number_value,
    page_value,
    statements,
    text_value,
    text_values,
    thing_values,
)
from ontology import (
    LANGUAGES,
    coop,
    dct,
    foaf,
    geo,
    rdf,
    rdfs,
    schema,
    skos,
    skosxl,
    thing,
)


def locality_facts(row: Locality, catalogue: Catalogue) -> Iterator[Statement]:
    """State a locality and its periods."""
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
        (schema.containedInPlace, link_locality(row.part_of)),
        (coop.validFrom, day_value(first_day[0])),
        (coop.validThrough, day_value(row.valid_until.latest if row.valid_until else None)),
        (dct.source, thing_values("source", row.sources)),
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
            (schema.containedInPlace, link_locality(period.part_of)),
            (skos.notation, text_value(period.code)),
            (coop.validFrom, day_value(first)),
            (coop.validThrough, day_value(last.latest if last else None)),
        )
        if isinstance(period, FormerPeriod):
            yield from statements(
                node,
                (rdfs.label, text_values(**catalogue.former_labels[row.id, period.valid_until.latest])),
                *_figures(period),
                (skos.altLabel, text_value(period.name_kana if period.name_kana != row.name_kana else None)),
                (coop.legalBasis, legal_basis(period)),
                (skos.note, text_values(en=period.note, vi=period.note_vi, ja=period.note_ja)),
                (dct.source, thing_values("source", period.sources)),
            )
            yield from legal_basis_facts(period)


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
        (skos.note, text_value(row.note, "en")),
        (dct.source, thing_values("source", row.sources)),
    )
