"""The statistics are well-formed cubes by the integrity constraints of the RDF Data Cube Vocabulary (section 11).

The constraints hold of a graph that has been normalised (section 10): each component names its property by
``qb:componentProperty`` too.
"""

import pytest
from pyoxigraph import NamedNode, Quad, QueryBoolean, Store

from ontology import concept, coop, graph, qb, rdf, thing

PREFIXES = """
PREFIX qb: <http://purl.org/linked-data/cube#>
PREFIX coop: <https://w3id.org/vnjp-ties/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
NORMALISE = """
INSERT { ?component qb:componentProperty ?property . ?property a ?kind } WHERE {
  VALUES (?by ?kind) {
    (qb:dimension qb:DimensionProperty) (qb:measure qb:MeasureProperty) (qb:attribute qb:AttributeProperty)
  }
  ?component ?by ?property .
}"""

CONSTRAINTS = {
    "IC-1 every observation is in exactly one data set": """{
        ?obs a qb:Observation . FILTER NOT EXISTS { ?obs qb:dataSet ?set }
      } UNION {
        ?obs a qb:Observation ; qb:dataSet ?set , ?other . FILTER(?set != ?other)
      }""",
    "IC-2 every data set has exactly one structure": """{
        ?set a qb:DataSet . FILTER NOT EXISTS { ?set qb:structure ?dsd }
      } UNION {
        ?set a qb:DataSet ; qb:structure ?dsd , ?other . FILTER(?dsd != ?other)
      }""",
    "IC-3 every structure has a measure": """
      ?dsd a qb:DataStructureDefinition .
      FILTER NOT EXISTS { ?dsd qb:component/qb:componentProperty/a qb:MeasureProperty }""",
    "IC-4 every dimension has a range": """
      ?dim a qb:DimensionProperty . FILTER NOT EXISTS { ?dim rdfs:range ?range }""",
    "IC-6 only attributes may be optional": """
      ?component qb:componentRequired false ; qb:componentProperty ?property .
      FILTER NOT EXISTS { ?property a qb:AttributeProperty }""",
    "IC-11 every observation has a value of each dimension": """
      ?set qb:structure/qb:component/qb:componentProperty ?dim .
      ?dim a qb:DimensionProperty .
      ?obs qb:dataSet ?set .
      FILTER NOT EXISTS { ?obs ?dim ?value }""",
    # by groups, with the two dimensions that every structure has: pair by pair, as written there, takes minutes
    "IC-12 no two observations of a data set agree in all dimensions": """
      {
        SELECT ?set ?area ?period (COUNT(DISTINCT ?obs) AS ?number)
        WHERE {
          ?obs qb:dataSet ?set ; coop:refArea ?area ; coop:refPeriod ?period .
        }
        GROUP BY ?set ?area ?period
      }
      FILTER(?number > 1)""",
    "IC-14 every observation has a value of each measure": """
      ?set qb:structure/qb:component/qb:componentProperty ?measure .
      ?measure a qb:MeasureProperty .
      ?obs qb:dataSet ?set .
      FILTER NOT EXISTS { ?obs ?measure ?value }""",
}


@pytest.fixture(scope="module")
def cubes(store: Store) -> Store:
    """The statistics and the ontology alone, normalised, in one graph."""
    found = Store()
    for name in (graph["statistics"], graph["ontology"]):
        found.extend(Quad(*quad.triple) for quad in store.quads_for_pattern(None, None, None, name))
    found.update(PREFIXES + NORMALISE)
    return found


def violated(cubes: Store) -> list[str]:
    """The constraints that do not hold, by their numbers."""
    broken = []
    for name, pattern in CONSTRAINTS.items():
        answer = cubes.query(f"{PREFIXES} ASK {{ {pattern} }}")
        assert isinstance(answer, QueryBoolean)
        broken += [name.split()[0]] if answer else []
    return broken


def test_the_statistics_are_well_formed(cubes: Store) -> None:
    assert len(list(cubes.quads_for_pattern(None, rdf.type, qb.Observation, None))) > 5000
    assert violated(cubes) == []


def test_the_dimensions_of_every_cube_are_the_locality_and_the_date(cubes: Store) -> None:
    structures = [quad.subject for quad in cubes.quads_for_pattern(None, rdf.type, qb.DataStructureDefinition, None)]
    assert structures
    for structure in structures:
        components = [quad.object for quad in cubes.quads_for_pattern(structure, qb.component, None, None)]
        dimensions = {
            quad.object for one in components for quad in cubes.quads_for_pattern(one, qb.dimension, None, None)
        }
        assert dimensions == {coop.refArea, coop.refPeriod}


def first(cubes: Store) -> NamedNode:
    """An observation of the population of a locality."""
    found = min(cubes.quads_for_pattern(None, concept["indicator/population"], None, None), key=str)
    assert isinstance(found.subject, NamedNode)
    return found.subject


def copy(cubes: Store) -> Store:
    found = Store()
    found.extend(cubes)
    return found


@pytest.mark.parametrize(
    ("number", "without"),
    [("IC-1", qb.dataSet), ("IC-11", coop.refArea), ("IC-14", concept["indicator/population"])],
)
def test_an_observation_that_lacks_something_is_found(cubes: Store, number: str, without: NamedNode) -> None:
    broken, one = copy(cubes), first(cubes)
    for quad in list(cubes.quads_for_pattern(one, without, None, None)):
        broken.remove(quad)
    assert violated(broken) == [number]


def test_an_observation_in_two_data_sets_is_found(cubes: Store) -> None:
    broken = copy(cubes)
    broken.add(Quad(first(cubes), qb.dataSet, thing["cube/another"]))
    assert violated(broken) == ["IC-1"]


def test_two_observations_of_the_same_locality_and_date_are_found(cubes: Store) -> None:
    broken, twin = copy(cubes), thing["observation/twin"]
    for quad in cubes.quads_for_pattern(first(cubes), None, None, None):
        broken.add(Quad(twin, quad.predicate, quad.object))
    assert violated(broken) == ["IC-12"]


def test_a_data_set_without_a_structure_is_found(cubes: Store) -> None:
    broken = copy(cubes)
    broken.add(Quad(thing["cube/another"], rdf.type, qb.DataSet))
    assert violated(broken) == ["IC-2"]
