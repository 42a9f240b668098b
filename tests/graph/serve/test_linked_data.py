"""Every thing, concept and term stands at its own path: a page for people, RDF for programs, whatever its id."""

import json
import re
import time
from collections.abc import Iterable
from datetime import timedelta
from email.utils import format_datetime, parsedate_to_datetime
from http.client import HTTPResponse
from io import BytesIO
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from conftest import ROOT, canonical, sent
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, parse, serialize
from rdflib import DCTERMS, FOAF, OWL, RDF, VOID, Dataset, Graph, Namespace, URIRef
from rdflib.term import Node

from ontology import BASE, concept, coop, graph, rdf, rdfs, thing

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
pytestmark = pytest.mark.xdist_group("serve")

FORMS = {
    "text/turtle": (".ttl", "turtle"),
    "application/n-triples": (".nt", "nt"),
    "application/ld+json": (".jsonld", "json-ld"),
    "application/rdf+xml": (".rdf", "xml"),
    "application/trig": (".trig", "trig"),
}
"""Media type -> the ending of a document, and what rdflib calls the syntax."""

ONE_OF_A_KIND = {
    "vn/da-nang": "place/vn/da-nang.html",
    "jp/osaka/sakai": "place/jp/osaka/sakai.html",
    "jp/okinawa/kitadaito": "places.html#jp/okinawa/kitadaito",
    "tie/da-nang--sakai--mou--2009": "ties.html#tie/da-nang--sakai--mou--2009",
    "event/2024-07-05--da-nang--sakai": "ties.html#event/2024-07-05--da-nang--sakai",
    "project/sakai-da-nang-carbon-neutral": "projects.html#project/sakai-da-nang-carbon-neutral",
    "network/healthy-cities-japan": "networks.html#network/healthy-cities-japan",
    "programme/jet-programme": "programmes.html#programme/jet-programme",
    "funder/japan-foundation": "programmes.html#funder/japan-foundation",
    "source/vns-2024-11-17-da-nang-sakai": "sources.html#source/vns-2024-11-17-da-nang-sakai",
    "succession/vn-quang-nam--vn-da-nang": "index.html",
}
"""An id of each kind -> where it stands on the site, from the folder of a language."""

HOSTILE = (
    "%00",
    "%0A",
    "%22%20.%20%7D",
    "%3E%20?p%20?o%20%7D%20SERVICE%20%3Chttp://127.0.0.1:1/%3E%20%7B%20?s",
    "%3Cscript%3E",
    "%5C",
    "%5Cu003E",
    "%7B%7D",
    "%ED%A0%80",
    "%FF",
    "..%2F..%2F..%2Fetc%2Fpasswd",
    "../../../etc/passwd",
    "//",
    "a" * 9000,
    "vn/da-nang%20",
    "vn/da-nang/",
    "VN/DA-NANG",
    quote("đà-nẵng"),
)


def get(served: str, path: str, accept: str = "", language: str = "") -> tuple[HTTPResponse, bytes]:
    return sent(served, "GET", path, Accept=accept, Accept_Language=language)


def led(served: str, path: str, accept: str) -> tuple[str, HTTPResponse, bytes]:
    """Ask for a thing and go where that leads: the path of the document, and its answer."""
    answer, _ = get(served, path, accept)
    assert answer.status == 303
    where = answer.headers["Location"]
    return where, *get(served, where)


def read(served: str, path: str, said: bytes, media_type: str) -> Dataset:
    """Read a document as rdflib does that has fetched it; it fetches the context of JSON-LD itself."""
    return Dataset().parse(BytesIO(said), format=FORMS[media_type][1], publicID=f"{served}{path}")


def triples(served: str, path: str, said: bytes, media_type: str) -> set[tuple[Node, ...]]:
    """Return what a document says of anything but itself and, in TriG, of the graphs that it has."""
    quads = list(read(served, path, said, media_type).quads((None, None, None, None)))
    beside = {name for _, _, _, name in quads if name}
    return {(s, p, o) for s, p, o, _ in quads if not str(s).startswith(f"{served}/") and s not in beside}


def of_rdflib(said: Iterable[Triple]) -> set[tuple[Node, ...]]:
    return set(Graph().parse(data=serialize(said, format=RdfFormat.N_TRIPLES), format="nt"))


def own(store: Store, node: NamedNode) -> set[Triple]:
    """Return all that is said of a thing."""
    return {quad.triple for quad in store.quads_for_pattern(node, None, None, None)}


def naming(store: Store, node: NamedNode) -> list[NamedNode]:
    """Return what names a thing, in the order of IRIs."""
    found = {quad.subject for quad in store.quads_for_pattern(None, None, node, None)}
    return sorted((one for one in found if isinstance(one, NamedNode)), key=lambda one: one.value)


def about(store: Store, node: NamedNode, page: int = 1) -> set[Triple]:
    """Return what a page says: all of the thing on the first; of a hundred that name it how, with class and labels."""
    some = naming(store, node)[100 * (page - 1) : 100 * page]
    short = {one for each in some for one in own(store, each)
             if one.object == node or one.predicate in {rdf.type, rdfs.label}}  # fmt: skip
    return short | (own(store, node) if page == 1 else set())


@pytest.mark.parametrize(
    ("name", "media_type"),
    [*((name, "text/turtle") for name in ONE_OF_A_KIND), *(("jp/osaka/sakai", media_type) for media_type in FORMS)],
)
def test_programs_are_led_to_a_document_that_says_all_of_a_thing(
    served: str, store: Store, name: str, media_type: str
) -> None:
    where, answer, said = led(served, f"/id/{name}", media_type)
    assert (where, answer.status) == (f"/id/{name}{FORMS[media_type][0]}", 200)
    assert answer.headers.get_content_type() == media_type
    assert triples(served, where, said, media_type) == of_rdflib(about(store, thing[name]))


def quads(read: Graph) -> set[Quad]:
    """Return what a graph of rdflib says; to find out that two say the same, rdflib takes ten seconds."""
    return canonical(parse(read.serialize(format="nt"), format=RdfFormat.N_TRIPLES))


def test_a_document_is_another_thing_than_what_it_is_about(served: str) -> None:
    for media_type in FORMS:
        where, answer, said = led(served, "/id/jp/osaka/sakai", media_type)
        stated = read(served, where, said, media_type)
        this = URIRef(f"{served}{where}")
        stated_of_it = set(stated.default_graph.predicate_objects(this)) or set(stated.predicate_objects(this))
        assert (FOAF.primaryTopic, URIRef(thing["jp/osaka/sakai"].value)) in stated_of_it
        assert (DCTERMS.license, URIRef(LICENCE)) in stated_of_it
        assert (VOID.inDataset, URIRef(f"{served}/data/dcat.ttl#graph")) in stated_of_it
        [modified] = (str(value) for predicate, value in stated_of_it if predicate == DCTERMS.modified)
        moment = parsedate_to_datetime(answer.headers["Last-Modified"])
        assert modified == moment.strftime("%Y-%m-%dT%H:%M:%S+00:00")


def test_trig_tells_which_data_set_says_what_and_whence_it_is(served: str, store: Store) -> None:
    node = thing["tie/da-nang--sakai--mou--2009"]
    where, _, said = led(served, f"/id/{node.value.removeprefix(thing.iri)}", "application/trig")
    graphs = {str(one.identifier): set(one) for one in read(served, where, said, "application/trig").graphs()}
    names = {quad.graph_name for quad in store.quads_for_pattern(node, None, None, None)}
    assert graph.ties in names
    for name in names:
        here = {quad.triple for quad in store.quads_for_pattern(None, None, None, name)}
        assert isinstance(name, NamedNode)
        expected = of_rdflib((about(store, node) | own(store, name)) & here)
        assert graphs[name.value] == expected
    licences = {str(value) for _, predicate, value in graphs[graph.ties.value] if predicate == DCTERMS.license}
    assert licences == {LICENCE}


def test_what_names_a_thing_is_told_page_by_page(served: str, store: Store) -> None:
    """From each page to the next, and back, by links of HTTP and by what the document says."""
    name, number, found = "concept/country/jp", 0, set()
    node = NamedNode(BASE + name)
    where = f"/{name}.ttl"
    pages = -(-len(naming(store, node)) // 100)
    assert pages > 10
    while where:
        number += 1
        answer, said = get(served, where)
        assert (answer.status, len(said) < 200_000) == (200, True)
        if number in {1, 2, pages}:
            assert triples(served, where, said, "text/turtle") == of_rdflib(about(store, node, number))
        found |= {line.split(b">")[0] for line in said.splitlines() if line.startswith(b"<https")}
        links = linked(answer)
        where, before = links.get("next", ""), links.get("prev")
        assert before == (None if number == 1 else f"/{name}.ttl" + ("" if number == 2 else f"?page={number - 1}"))
        if number in {1, pages}:
            following = set(read(served, where, said, "text/turtle").objects(None, HYDRA.next))
            assert following == ({URIRef(f"{served}{where}")} if where else set())
    assert number == pages
    assert {one.decode().removeprefix("<") for one in found} >= {one.value for one in naming(store, node)}


@pytest.mark.parametrize("page", ["0", "-1", "x", "1.5", "", "999", "9999999999999999999", "٣"])
def test_a_page_that_is_none_is_not_found(served: str, page: str) -> None:
    answer, said = get(served, f"/concept/country/jp.ttl?page={quote(page)}")
    assert (answer.status, answer.headers.get_content_type()) == (404, "application/problem+json")
    assert "page" in json.loads(said)["detail"]


def linked(answer: HTTPResponse) -> dict[str, str]:
    """Return relation -> target, and for what has a type ``relation type`` -> target (RFC 8288)."""
    found = re.findall(r'<([^>]*)>; rel="([^"]*)"(?:; type="([^"]*)")?', answer.headers.get("Link", ""))
    return {f"{rel} {kind}".strip(): target for target, rel, kind in found}


def test_a_thing_leads_to_its_documents_and_these_to_one_another_by_links(served: str) -> None:
    answer, _ = get(served, "/id/vn/da-nang", "text/turtle")
    assert linked(answer) == {f"describedby {kind}": f"/id/vn/da-nang{end}" for kind, (end, _) in FORMS.items()}
    answer, _ = get(served, "/id/vn/da-nang.ttl")
    links = linked(answer)
    others = {kind: end for kind, (end, _) in FORMS.items() if end != ".ttl"} | {"text/html": ".html"}
    assert {f"alternate {kind}": f"/id/vn/da-nang{end}" for kind, end in others.items()}.items() <= links.items()
    assert links["license"] == LICENCE
    assert links["describes"] == thing["vn/da-nang"].value
    assert links["describedby text/turtle"] == "/data/dcat.ttl"
    assert get(served, links["alternate text/html"])[0].headers["Location"] == "/en/place/vn/da-nang.html"
    page, _ = get(served, "/ja/place/vn/da-nang.html")
    assert linked(page)["alternate text/turtle"] == "/id/vn/da-nang.ttl"
    assert linked(page)["license"] == LICENCE


KEPT = ("/id/vn/da-nang.ttl", "/concept/country/jp.jsonld?page=2", "/ontology", "/ontology.trig", "/shapes.ttl",
        "/context.jsonld", "/graph/ties.ttl", "/data/dcat.ttl", "/data/vnjp-ties.trig", "/en/index.html", "/sparql",
        "/llms.txt", "/changes/index.ttl")  # fmt: skip


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("path", KEPT)
def test_who_has_a_document_already_is_told_so(served: str, path: str, method: str) -> None:
    def ask(**headers: str) -> tuple[int, bytes]:
        answer, said = sent(served, method, path, Accept="text/turtle, */*;q=0.1", **headers)
        return answer.status, said

    answer, said = sent(served, method, path, Accept="text/turtle, */*;q=0.1")
    tag, modified = answer.headers["ETag"], answer.headers["Last-Modified"]
    assert re.fullmatch(r'"[^"]+"', tag)
    assert parsedate_to_datetime(modified).timestamp() <= time.time()
    before = format_datetime(parsedate_to_datetime(modified) - timedelta(seconds=1), usegmt=True)
    assert ask(If_None_Match=tag) == (304, b"")
    assert ask(If_None_Match=f'"other", W/{tag}') == (304, b"")
    assert ask(If_Modified_Since=modified) == (304, b"")
    assert ask(If_None_Match='"other"') == (200, said)
    assert ask(If_Modified_Since=before) == (200, said)
    assert ask(If_None_Match='"other"', If_Modified_Since=modified) == (200, said)
    assert ask(If_Modified_Since="no date") == (200, said)


def test_forms_pages_and_hosts_have_tags_of_their_own(served: str) -> None:
    paths = ("/id/vn/da-nang.ttl", "/id/vn/da-nang.jsonld", "/id/jp/nagasaki.ttl", "/concept/country/vn.ttl",
             "/concept/country/vn.ttl?page=2")  # fmt: skip
    tags = [get(served, path)[0].headers["ETag"] for path in paths]
    tags.append(sent(served, "GET", paths[0], Host="ties.example.org")[0].headers["ETag"])
    assert len(set(tags)) == len(tags)


def test_a_host_that_is_no_name_gets_into_no_document(served: str) -> None:
    for host in ('ex"ample.org', "a> <b", "x y", "<script>"):
        answer, said = sent(served, "GET", "/id/vn/da-nang.ttl", Host=host)
        assert answer.status in {200, 400}
        assert host.encode() not in said


def test_json_ld_names_our_context_at_its_address(served: str) -> None:
    _, said = get(served, "/id/vn/da-nang.jsonld")
    where = json.loads(said)["@context"]
    assert where == f"{served}/context.jsonld"
    answer, context = get(served, urlsplit(where).path)
    assert answer.headers.get_content_type() == "application/ld+json"
    assert json.loads(context) == json.loads((ROOT / "ontology" / "context.jsonld").read_text("utf-8"))


@pytest.mark.parametrize(("name", "page"), ONE_OF_A_KIND.items())
@pytest.mark.parametrize("language", ["en", "vi", "ja"])
def test_people_are_led_to_the_page_in_their_language(
    served: str, site: Path, name: str, page: str, language: str
) -> None:
    answer, _ = get(served, f"/id/{name}", "text/html,application/xml;q=0.9,*/*;q=0.8", f"{language}, de;q=0.5")
    assert (answer.status, answer.headers["Location"]) == (303, f"/{language}/{page}")
    assert {"Accept", "Accept-Language"} == set(answer.headers["Vary"].split(", "))
    file, _, anchor = page.partition("#")
    assert f'id="{anchor}"' in (site / language / file).read_text("utf-8") or not anchor


@pytest.mark.parametrize("language", ["", "fr", "xx-invalid;q=9", "*"])
def test_who_reads_none_of_the_languages_gets_english(served: str, language: str) -> None:
    answer, _ = get(served, "/id/vn/da-nang", "text/html", language)
    assert answer.headers["Location"] == "/en/place/vn/da-nang.html"


def test_the_more_wanted_form_is_given(served: str) -> None:
    for accept, form in (
        ("text/turtle;q=0.4, application/ld+json;q=0.9", "application/ld+json"),
        ("text/html;q=0.2, text/turtle", "text/turtle"),
        ("application/*", "application/ld+json"),
        ("application/trig, text/turtle;q=0.9", "application/trig"),
    ):
        _, answer, _ = led(served, "/id/vn/da-nang", accept)
        assert (answer.status, answer.headers.get_content_type()) == (200, form)


@pytest.mark.parametrize("accept", ["image/png", "text/turtle;q=0", "application/pdf, text/plain;q=0.1"])
def test_a_form_that_cannot_be_had_is_refused(served: str, accept: str) -> None:
    assert get(served, "/id/vn/da-nang", accept)[0].status == 406


def test_every_iri_of_ours_can_be_looked_up(served: str, store: Store) -> None:
    """One of each shape: of each kind, of so many parts, with and without what is written in percents."""
    nodes = {quad.subject.value for quad in store if isinstance(quad.subject, NamedNode)}
    ours = sorted(one.removeprefix(BASE) for one in nodes if one.startswith((thing.iri, concept.iri, graph.iri)))
    shapes = {(name.split("/")[:2][-1], name.count("/"), "%" in name, "--" in name): name for name in ours}
    assert any("%" in name for name in shapes.values())
    assert len(shapes) > 50
    lost = [name for name in shapes.values() if led(served, f"/{name}", "text/turtle")[1].status != 200]
    assert lost == []
    # else a document about one thing would be taken for one about another
    assert [name for name in ours if name.endswith(tuple(end for end, _ in FORMS.values()))] == []


def test_an_id_may_be_written_with_its_slashes_encoded(served: str, store: Store) -> None:
    where, answer, said = led(served, f"/id/{quote('jp/osaka/sakai', safe='')}", "text/turtle")
    assert (where, answer.status) == ("/id/jp/osaka/sakai.ttl", 200)
    assert triples(served, where, said, "text/turtle") == of_rdflib(about(store, thing["jp/osaka/sakai"]))


@pytest.mark.parametrize("name", ["vn/atlantis", "tie/none", "concept/none", *HOSTILE], ids=lambda name: name[:40])
@pytest.mark.parametrize("accept", ["text/html", "text/turtle"])
def test_what_is_no_id_is_not_found(served: str, name: str, accept: str) -> None:
    answer, said = get(served, f"/id/{name}", accept)
    assert answer.status == 404
    assert answer.headers.get_content_type() == "application/problem+json"
    assert len(said) < 2000


@pytest.mark.parametrize("name", ["field/water", "country/vn", "agreement-kind/mou"])
def test_a_concept_is_described(served: str, store: Store, name: str) -> None:
    where, _, said = led(served, f"/concept/{name}", "application/n-triples")
    made = triples(served, where, said, "application/n-triples")
    assert made == of_rdflib(about(store, concept[name]))
    answer, _ = get(served, f"/concept/{name}", "text/html", "vi")
    assert (answer.status, answer.headers["Location"]) == (303, "/vi/ontology.html")


@pytest.mark.parametrize("name", ["ties", "derived", "ontology"])
def test_a_data_set_is_described(served: str, store: Store, name: str) -> None:
    where, _, said = led(served, f"/graph/{name}", "text/turtle")
    assert triples(served, where, said, "text/turtle") == of_rdflib(about(store, graph[name]))
    answer, _ = get(served, f"/graph/{name}", "text/html", "ja")
    assert (answer.status, answer.headers["Location"]) == (303, "/ja/about.html")


def test_the_ontology_is_given_whole_since_what_follows_a_hash_is_not_sent(
    served: str, store: Store, site: Path
) -> None:
    path = "/" + urlsplit(coop.Tie.value).path.removeprefix(urlsplit(BASE).path).lstrip("/")
    answer, said = get(served, path, "text/turtle")
    assert (answer.status, answer.headers["Content-Location"]) == (200, "/ontology.ttl")
    assert get(served, "/ontology.ttl")[1] == said
    made = Graph().parse(BytesIO(said), format="turtle")
    assert {URIRef(one.value) for one in (coop.Tie, coop.Locality, coop.party, concept["field/water"])} <= set(
        made.subjects(RDF.type)
    )
    made.remove((URIRef(f"{served}/ontology.ttl"), None, None))
    assert quads(made) == quads(Graph().parse(ROOT / "ontology" / "coop.ttl") + described(store))
    answer, _ = get(served, "/ontology", "text/html", "ja")
    assert (answer.status, answer.headers["Location"]) == (303, "/ja/ontology.html")
    assert 'id="Tie"' in (site / "ja" / "ontology.html").read_text("utf-8")


def described(store: Store) -> Graph:
    """Return what the graph of the ontology says of itself."""
    found = Graph()
    for one in of_rdflib(own(store, graph.ontology)):
        found.add(one)  # type: ignore[arg-type]
    return found


def test_the_iri_of_the_version_leads_to_that_version_and_no_other_does(served: str) -> None:
    stated = Graph().parse(ROOT / "ontology" / "coop.ttl")
    [version] = stated.objects(None, OWL.versionIRI)
    path = f"/{str(version).removeprefix(BASE)}"
    answer, said = get(served, path, "text/turtle")
    assert (answer.status, answer.headers["Content-Location"]) == (200, f"{path}.ttl")
    assert (None, OWL.versionIRI, version) in Graph().parse(BytesIO(said), format="turtle")
    assert get(served, path, "text/html")[0].headers["Location"] == "/en/ontology.html"
    for other in (f"{path}.0", "/ontology/0.0.1", "/ontology/9.9.9.ttl"):
        assert get(served, other, "text/turtle")[0].status == 404


def test_the_shapes_can_be_fetched_by_their_iri(served: str) -> None:
    ours = Graph().parse(ROOT / "ontology" / "shapes.ttl")
    stated = quads(ours)
    assert any(str(one).startswith(f"{BASE}shapes#") for one in ours.subjects())
    for accept in ("text/turtle", "application/ld+json", "text/html,*/*;q=0.8"):
        answer, said = get(served, "/shapes", accept)
        assert answer.status == 200
        kind = answer.headers.get_content_type()
        found = Graph().parse(BytesIO(said), format=FORMS[kind][1])
        found.remove((URIRef(f"{served}{answer.headers['Content-Location']}"), None, None))
        assert quads(found) == stated
