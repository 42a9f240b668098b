"""Who comes to the server without knowing it is told what is there: the service, the data, where each thing stands."""

import json
import re
from collections import Counter
from email.utils import parsedate_to_datetime
from io import BytesIO
from pathlib import Path

import pytest
from conftest import sent
from pyoxigraph import NamedNode, Store
from rdflib import DCAT, DCTERMS, RDF, RDFS, VOID, Graph, Namespace, URIRef

pytestmark = pytest.mark.xdist_group("serve")

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMATS = Namespace("http://www.w3.org/ns/formats/")
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
SYNTAXES = {"text/turtle": "turtle", "application/ld+json": "json-ld", "application/n-triples": "nt",
            "application/rdf+xml": "xml"}  # fmt: skip


def fetched(served: str, path: str, accept: str = "text/turtle") -> Graph:
    """Return what stands at a path, as rdflib reads it that has fetched it."""
    answer, said = sent(served, "GET", path, Accept=accept)
    assert answer.status == 200
    kind = answer.headers.get_content_type()
    return Graph().parse(BytesIO(said), format=SYNTAXES[kind], publicID=f"{served}{path}")


@pytest.fixture(scope="module")
def catalogue(served: str) -> Graph:
    """The catalogue as the server gives it."""
    return fetched(served, "/data/dcat.ttl")


@pytest.fixture(scope="module")
def sizes(store: Store) -> dict[str, int]:
    """How many triples there are in each graph, by its name."""
    return Counter(quad.graph_name.value for quad in store if isinstance(quad.graph_name, NamedNode))


@pytest.mark.parametrize("accept", ["", "*/*", *SYNTAXES, "text/turtle;q=0.5, application/trig;q=0.1"])
def test_the_endpoint_without_a_query_describes_itself(served: str, sizes: dict[str, int], accept: str) -> None:
    found = fetched(served, "/sparql", accept)
    [service] = found.subjects(RDF.type, SD.Service)
    assert found.value(service, SD.endpoint) == URIRef(f"{served}/sparql")
    assert found.value(service, SD.supportedLanguage) == SD.SPARQL11Query
    assert SD.UnionDefaultGraph in set(found.objects(service, SD.feature))
    assert FORMATS.SPARQL_Results_JSON in set(found.objects(service, SD.resultFormat))
    [whole] = found.objects(service, SD.defaultDataset)
    said = {
        str(found.value(one, SD.name)): int(str(found.value(found.value(one, SD.graph), VOID.triples)))
        for one in found.objects(whole, SD.namedGraph)
    }
    assert said == sizes


def test_each_form_that_the_description_promises_can_be_had(served: str) -> None:
    wanted = {
        "SPARQL_Results_JSON": "application/sparql-results+json",
        "SPARQL_Results_XML": "application/sparql-results+xml",
        "SPARQL_Results_CSV": "text/csv", "SPARQL_Results_TSV": "text/tab-separated-values", "Turtle": "text/turtle",
        "N-Triples": "application/n-triples", "RDF_XML": "application/rdf+xml", "JSON-LD": "application/ld+json",
    }  # fmt: skip
    found = fetched(served, "/sparql")
    promised = {str(one).removeprefix(str(FORMATS)) for one in found.objects(None, SD.resultFormat)}
    assert promised == set(wanted)
    for form in promised:
        query = "ASK{}" if form in {"SPARQL_Results_JSON", "SPARQL_Results_XML"} else "SELECT * {} LIMIT 1"
        query = query if form.startswith("SPARQL") else "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 1"
        answer, _ = sent(served, "POST", "/sparql", query.encode(), Accept=wanted[form],
                         Content_Type="application/sparql-query")  # fmt: skip
        assert (answer.status, answer.headers.get_content_type()) == (200, wanted[form])


def test_a_browser_still_gets_the_editor_and_a_request_without_a_query_is_still_wrong(served: str) -> None:
    answer, _ = sent(served, "GET", "/sparql", Accept="text/html,application/xhtml+xml,*/*;q=0.8")
    assert answer.headers.get_content_type() == "text/html"
    assert sent(served, "GET", "/sparql?default-graph-uri=http://example.org/")[0].status == 400
    assert sent(served, "POST", "/sparql", b"", Content_Type="application/sparql-query")[0].status == 400
    assert sent(served, "GET", "/sparql", Accept="image/png")[0].status == 406


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_well_known_address_and_the_front_page_lead_programs_to_the_catalogue(served: str, method: str) -> None:
    answer, _ = sent(served, method, "/.well-known/void")
    assert (answer.status, answer.headers["Location"]) == (302, "/data/dcat.ttl")
    for accept in ("text/turtle", "application/ld+json, text/html;q=0.2"):
        answer, _ = sent(served, method, "/", Accept=accept)
        assert (answer.status, answer.headers["Location"]) == (303, "/data/dcat.ttl")
    for accept in ("", "*/*", "text/html", "text/html, text/turtle", "application/json"):
        answer, _ = sent(served, method, "/", Accept=accept)
        assert (answer.status, answer.headers.get_content_type()) == (200, "text/html")


def test_the_catalogue_of_the_server_names_its_services(served: str, catalogue: Graph) -> None:
    services = {str(catalogue.value(one, DCAT.endpointURL)): one for one in catalogue.objects(None, DCAT.service)}
    assert set(services) == {f"{served}/{path}" for path in ("sparql", "api/queries", "reconcile")}
    assert set(catalogue.objects(None, VOID.sparqlEndpoint)) == {URIRef(f"{served}/sparql")}
    for one in services.values():
        assert (one, RDF.type, DCAT.DataService) in catalogue
        assert (one, DCAT.servesDataset, URIRef(f"{served}/data/dcat.ttl#graph")) in catalogue
        assert {title.language for title in catalogue.objects(one, DCTERMS.title)} == {"en", "vi", "ja"}  # type: ignore[attr-defined]
        description = str(catalogue.value(one, DCAT.endpointDescription))
        assert sent(served, "GET", description.removeprefix(served))[0].status == 200


def test_what_a_document_says_of_its_data_set_is_described_in_the_catalogue(served: str, catalogue: Graph) -> None:
    [data] = fetched(served, "/id/jp/osaka/sakai.ttl").objects(None, VOID.inDataset)
    assert (data, RDF.type, VOID.Dataset) in catalogue
    assert (data, RDF.type, DCAT.Dataset) in catalogue
    [example] = catalogue.objects(data, VOID.exampleResource)
    space = str(catalogue.value(data, VOID.uriSpace))
    assert str(example).startswith(space)
    assert sent(served, "GET", f"/id/{str(example).removeprefix(space)}.ttl")[0].status == 200
    assert data in set(fetched(served, "/sparql").objects(None, RDFS.seeAlso))


def test_a_file_to_take_away_is_called_what_the_catalogue_calls_it(served: str, catalogue: Graph) -> None:
    registry = "https://www.iana.org/assignments/media-types/"
    for one, where in catalogue.subject_objects(DCAT.downloadURL):
        answer, _ = sent(served, "HEAD", str(where).removeprefix(served))
        kind = catalogue.value(one, DCAT.packageFormat) or catalogue.value(one, DCAT.mediaType)
        assert answer.headers.get_content_type() == str(kind).removeprefix(registry)
        assert '</data/dcat.ttl>; rel="describedby"' in answer.headers["Link"]
        assert f'<{LICENCE}>; rel="license"' in answer.headers["Link"]
        assert parsedate_to_datetime(answer.headers["Last-Modified"])


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/robots.txt", "text/plain"), ("/sitemap.xml", "application/xml"), ("/llms.txt", "text/plain"),
     ("/changes/index.ttl", "text/turtle"), ("/context.jsonld", "application/ld+json"), ("/shapes.ttl", "text/turtle"),
     ("/data/README.md", "text/markdown"), ("/data/vnjp-ties-csv.zip", "application/zip")],
)  # fmt: skip
def test_what_programs_look_for_first_is_there(served: str, path: str, kind: str) -> None:
    answer, said = sent(served, "GET", path)
    assert (answer.status, answer.headers.get_content_type()) == (200, kind)
    assert said


def test_every_address_that_is_told_to_language_models_answers(served: str, site: Path) -> None:
    links = re.findall(r"\]\(([^)]+)\)", (site / "llms.txt").read_text("utf-8"))
    assert len(links) > 50
    lost = [one for one in links if sent(served, "HEAD", f"/{one}")[0].status != 200]
    assert lost == []


def test_openrefine_is_told_the_address_by_which_it_came(served: str) -> None:
    _, said = sent(served, "GET", "/reconcile", Host="ties.example.org")
    assert json.loads(said)["view"]["url"] == "http://ties.example.org/id/{{id}}"
