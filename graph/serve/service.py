"""What the server is to programs: the description of the SPARQL service, and its services in terms of catalogues."""

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.ask.words import words
from graph.export.about import LICENCE
from graph.serve.links import CATALOGUE
from graph.site.relative import BESIDE, HERE, turtle
from ontology import LANGUAGES, Namespace, dcat, dct, rdf, rdfs, void

_sd = Namespace("http://www.w3.org/ns/sparql-service-description#")
_formats = Namespace("http://www.w3.org/ns/formats/")
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle",
            "N-Triples", "RDF_XML", "JSON-LD")  # fmt: skip
_SERVICES = {
    "sparql": ("sparql", "sparql", "https://www.w3.org/TR/sparql11-protocol/"),
    "questions": ("api/queries", "api/openapi.json", "https://spec.openapis.org/oas/v3.1.0"),
    "names": ("reconcile", "reconcile", "https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/"),
}  # fmt: skip
"""Name -> where it answers, where it is described, what it conforms to."""

Statement = tuple[NamedNode, NamedNode, NamedNode | Literal]


def described(root: str, data_sets: Iterable[tuple[NamedNode, Literal]]) -> list[Quad]:
    """Return the description of the SPARQL service (SPARQL 1.1 Service Description).

    Args:
        root: the address of the server, with a slash behind it.
        data_sets: the named graphs, and how many triples each holds.
    """
    return [Quad(*one) for one in _service(f"{root}sparql", f"{root.rstrip('/')}{CATALOGUE}", data_sets)]


def _service(endpoint: str, catalogue: str, data_sets: Iterable[tuple[NamedNode, Literal]]) -> Iterator[Statement]:
    service, whole = NamedNode(f"{endpoint}#service"), NamedNode(f"{endpoint}#dataset")
    union = NamedNode(f"{endpoint}#union")
    yield service, rdf.type, _sd.Service
    yield service, _sd.endpoint, NamedNode(endpoint)
    yield service, _sd.supportedLanguage, _sd.SPARQL11Query
    yield service, _sd.feature, _sd.UnionDefaultGraph
    yield service, _sd.defaultEntailmentRegime, NamedNode("http://www.w3.org/ns/entailment/Simple")
    for form in _RESULTS:
        yield service, _sd.resultFormat, _formats[form]
    yield service, dct.license, NamedNode(LICENCE)
    yield service, rdfs.seeAlso, NamedNode(catalogue)
    yield from _titled(service, "service_sparql")
    yield service, _sd.defaultDataset, whole
    yield service, _sd.availableGraphs, whole
    yield whole, rdf.type, _sd.Dataset
    yield whole, rdf.type, _sd.GraphCollection
    yield whole, rdfs.seeAlso, NamedNode(f"{catalogue}#graph")
    yield whole, _sd.defaultGraph, union
    yield union, rdf.type, _sd.Graph
    for name, number in data_sets:
        held, graph = (NamedNode(f"{endpoint}#{name.value.rpartition('/')[2]}{end}") for end in ("", "-graph"))
        yield whole, _sd.namedGraph, held
        yield held, rdf.type, _sd.NamedGraph
        yield held, _sd.name, name
        yield held, _sd.graph, graph
        yield graph, rdf.type, _sd.Graph
        yield graph, void.triples, number


def services() -> bytes:
    """Return what the catalogue of the site does not know: where the data are answered for (DCAT, VoID), in Turtle."""
    return turtle((Triple(*one) for one in _catalogued()), CATALOGUE.rpartition("/")[2], {})


def _catalogued() -> Iterator[Statement]:
    here = Namespace(f"{HERE}{CATALOGUE.rpartition('/')[2]}#")
    for name, (address, description, conforms) in _SERVICES.items():
        node, standard = here[f"service-{name}"], NamedNode(conforms)
        yield here.catalogue, dcat.service, node
        yield node, rdf.type, dcat.DataService
        yield from _titled(node, f"service_{name}")
        yield node, dcat.endpointURL, NamedNode(BESIDE + address)
        yield node, dcat.endpointDescription, NamedNode(BESIDE + description)
        for place in (address, description):
            yield NamedNode(BESIDE + place), rdf.type, rdfs.Resource  # else DCAT-AP's shapes miss it
        yield node, dcat.servesDataset, here.graph
        yield node, dct.conformsTo, standard
        yield standard, rdf.type, dct.Standard
        yield node, dct.license, NamedNode(LICENCE)
        yield node, dct.publisher, here.publisher
    yield here.graph, void.sparqlEndpoint, NamedNode(f"{BESIDE}sparql")


def _titled(node: NamedNode, key: str) -> Iterator[Statement]:
    for language in LANGUAGES:
        yield node, dct.title, Literal(words(language)[key], language=language)
