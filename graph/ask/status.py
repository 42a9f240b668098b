"""What is in the graph, from which data set, of which day."""

from pyoxigraph import Literal

from graph.ask.lookup import text
from graph.ask.query import Answer, select
from graph.ask.words import words
from graph.store.caches import cached
from graph.store.folder import Graph
from loaders.model.dates import date_text
from loaders.model.messages import gettext_noop
from loaders.tables import datasets as ours
from ontology import dct, graph

_DATA_SETS = """
PREFIX coop: <https://w3id.org/vnjp-ties/ontology#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX void: <http://rdfs.org/ns/void#>
SELECT ?data_set ?of ?licence ?triples
WHERE {
  ?data_set void:triples ?triples .
  OPTIONAL { ?data_set dct:issued ?of }
  OPTIONAL { ?data_set dct:license ?licence }
}
ORDER BY ?data_set"""

_KINDS = """
PREFIX coop: <https://w3id.org/vnjp-ties/ontology#>
PREFIX qb: <http://purl.org/linked-data/cube#>
SELECT ?kind (COUNT(?thing) AS ?things)
WHERE {
  VALUES ?kind {
    coop:Locality coop:Change coop:Succession coop:Agreement coop:Exchange coop:Project coop:Participation
    coop:Programme coop:Call coop:Funder coop:Network coop:Membership coop:NetworkEvent coop:Event coop:Allocation
    coop:Claim coop:Source coop:Identifier coop:ContactOffice coop:Site qb:Observation
  }
  ?thing a ?kind .
}
GROUP BY ?kind
ORDER BY DESC(?things) ?kind"""


@cached
def facts_as_of(store: Graph) -> str:
    """Return the day (ISO 8601) of the newest data set of the project in a graph; those of the user have their own."""
    issued = (text(store, graph[one.name], dct.issued) for one in ours.datasets())
    return max(filter(None, issued), default=ours.facts_as_of())


def days(store: Graph, day: str, language: str) -> str:
    """Return the day asked for (ISO 8601) and that of the facts in a line, as answers are headed by it."""
    said = words(language)["as_of"]
    return said.format(date_text(day, language), date_text(facts_as_of(store), language))


def data_sets(store: Graph) -> Answer:
    """Return the named graphs, with the day they are of, their licence and size."""
    return select(store, _DATA_SETS)


def kinds(store: Graph) -> Answer:
    """Return how many things of each kind there are."""
    return select(store, _KINDS)


def overview(store: Graph) -> Answer:
    """Return both as one table: section, name, number, day, licence."""
    columns = ("section", "name", "number", "of", "licence")
    things = [(Literal(gettext_noop("things")), kind, number, None, None) for kind, number in kinds(store).rows]
    sets = [
        (Literal(gettext_noop("data sets (triples)")), name, triples, of, licence)
        for name, of, licence, triples in data_sets(store).rows
    ]
    return Answer(columns, [*things, *sets])
