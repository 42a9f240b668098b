"""How statistics are written in RDF: figures by the RDF Data Cube vocabulary, and sites and facilities.

An observation has a locality and a date as its dimensions, and a measure for each indicator of which the source gives a
figure. A cube (``qb:DataSet``) holds the observations with the same sources and the same indicators, since all
observations of a cube must have all its measures (https://www.w3.org/TR/vocab-data-cube/, IC-14).
"""

from collections.abc import Iterator

from pyoxigraph import Literal

from loaders.model.records import Observation, Site
from loaders.model.statistics import INDICATORS
from loaders.tables.catalogue import Catalogue, concept_label
from loaders.tables.rdf_labels import begun_on
from loaders.tables.rdf_values import (
    EVER,
    Pairs,
    Statement,
    Value,
    concept_value,
    date_value,
    day_value,
    days,
    grounds,
    number_value,
    statements,
    text_value,
    texts,
    thing_values,
)
from ontology import LANGUAGES, concept, coop, dct, qb, rdf, rdfs, schema, thing

_DIMENSIONS = {"ref-area": coop.refArea, "ref-period": coop.refPeriod}
_MEASURES = {slug: concept[f"indicator/{slug}"] for slug in INDICATORS.values()}
_ATTRIBUTES = {
    "boundaries": coop.boundaries, "currency": coop.currency, "strong-industry": coop.strongIndustry,
    "confidence": coop.confidence, "source": dct.source,
}  # fmt: skip
"""The last part of the id of a component, which all cubes share -> its property."""


def observation_facts(row: Observation, catalogue: Catalogue) -> Iterator[Statement]:
    """State an observation, and its cube with the first observation of that."""
    cube = thing["cube/" + "/".join(("+".join(row.sources), "+".join(row.figures)))]
    if catalogue.cubes.get(row.cube, row) is row:
        yield from _cube(cube.value.removeprefix(thing.iri), row)
    known = max(row.date.latest, row.boundaries.latest if row.boundaries else "")
    yield from statements(
        thing[f"observation/{row.locality}/{row.date}/{'+'.join(row.sources)}"],
        (rdf.type, qb.Observation),
        (qb.dataSet, cube),
        (coop.refArea, thing[row.locality]),
        (coop.refPeriod, date_value(row.date)),
        (coop.boundaries, date_value(row.boundaries)),
        *((_MEASURES[slug], number_value(value)) for slug, value in row.figures.items()),
        (coop.currency, text_value(row.currency)),
        (coop.strongIndustry, [concept[f"industry/{slug}"] for slug in row.strong_industries]),
        (coop.firstDay, day_value(known)),
        *grounds(row),
    )


def _cube(name: str, row: Observation) -> Iterator[Statement]:
    """State a cube, its structure and the components of that."""
    cube, structure = thing[name], thing[f"{name}/structure"]
    labels: list[Value] = [
        Literal(", ".join(concept_label("indicator", slug, language) for slug in row.figures), language=language)
        for language in LANGUAGES
    ]
    yield from statements(
        cube,
        (rdf.type, qb.DataSet),
        (rdfs.label, labels),
        (qb.structure, structure),
        (dct.source, thing_values("source", row.sources)),
    )
    yield structure, rdf.type, qb.DataStructureDefinition
    components: list[tuple[str, Pairs]] = [
        *((slug, (qb.dimension, term)) for slug, term in _DIMENSIONS.items()),
        *((slug, (qb.measure, _MEASURES[slug])) for slug in row.figures),
        *((slug, (qb.attribute, term)) for slug, term in _ATTRIBUTES.items()),
    ]
    for slug, specified in components:
        component = thing[f"component/{slug}"]
        yield structure, qb.component, component
        yield from statements(component, (rdf.type, qb.ComponentSpecification), specified)


def site_facts(row: Site, catalogue: Catalogue) -> Iterator[Statement]:
    """State a site."""
    yield from statements(
        thing[f"site/{row.site_id}"],
        (rdf.type, coop.Site),
        (rdfs.label, texts(row, "name")),
        (coop.kind, concept_value("site-kind", row.kind)),
        (coop.rank, concept_value("site-rank", row.rank)),
        (coop.locatedIn, [thing[locality] for locality in row.localities]),
        (schema.startDate, date_value(row.since)),
        (schema.iataCode, text_value(row.iata)),
        (schema.icaoCode, text_value(row.icao)),
        *days(begun_on(row.since, row, catalogue) or EVER, None),
        *grounds(row),
    )
