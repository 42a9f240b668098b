"""Every thing, concept and term stands at its own path: a page for people, RDF for programs, whatever its id."""

from http.client import HTTPResponse
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from conftest import sent
from pyoxigraph import NamedNode, RdfFormat, Store, Triple, parse

from ontology import BASE, concept, coop, graph, rdf, thing

pytestmark = pytest.mark.xdist_group("serve")

FORMS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
}
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


def triples(said: bytes, media_type: str) -> set[Triple]:
    return {quad.triple for quad in parse(said, format=FORMS[media_type])}


def own(store: Store, node: NamedNode) -> set[Triple]:
    """Return all that is said of a thing."""
    return {quad.triple for quad in store.quads_for_pattern(node, None, None, None)}


def about(store: Store, node: NamedNode) -> set[Triple]:
    """Return all that is said of a thing and of whatever names it."""
    naming = {quad.subject for quad in store.quads_for_pattern(None, None, node, None)}
    return {triple for one in (node, *naming) for triple in own(store, one)}


@pytest.mark.parametrize("media_type", list(FORMS))
@pytest.mark.parametrize("name", list(ONE_OF_A_KIND))
def test_programs_get_all_that_is_said_of_a_thing(served: str, store: Store, name: str, media_type: str) -> None:
    answer, said = get(served, f"/id/{name}", media_type)
    assert answer.status == 200
    assert answer.headers.get_content_type() == media_type
    assert "Accept" in answer.headers["Vary"]
    assert triples(said, media_type) == about(store, thing[name])


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
    ):
        answer, _ = get(served, "/id/vn/da-nang", accept)
        assert (answer.status, answer.headers.get_content_type()) == (200, form)


@pytest.mark.parametrize("accept", ["image/png", "text/turtle;q=0", "application/pdf, text/plain;q=0.1"])
def test_a_form_that_cannot_be_had_is_refused(served: str, accept: str) -> None:
    assert get(served, "/id/vn/da-nang", accept)[0].status == 406


def test_every_iri_of_ours_can_be_looked_up(served: str, store: Store) -> None:
    """One of each shape: of each kind, of so many parts, with and without what is written in percents."""
    nodes = {quad.subject.value for quad in store if isinstance(quad.subject, NamedNode)}
    ours = sorted(one.removeprefix(BASE) for one in nodes if one.startswith((thing.iri, concept.iri)))
    shapes = {(name.split("/")[:2][-1], name.count("/"), "%" in name, "--" in name): name for name in ours}
    assert any("%" in name for name in shapes.values())
    assert len(shapes) > 50
    lost = [name for name in shapes.values() if get(served, f"/{name}", "text/turtle")[0].status != 200]
    assert lost == []


def test_an_id_may_be_written_with_its_slashes_encoded(served: str, store: Store) -> None:
    answer, said = get(served, f"/id/{quote('jp/osaka/sakai', safe='')}", "text/turtle")
    assert answer.status == 200
    assert triples(said, "text/turtle") == about(store, thing["jp/osaka/sakai"])


@pytest.mark.parametrize("name", ["vn/atlantis", "tie/none", "concept/none", *HOSTILE], ids=lambda name: name[:40])
@pytest.mark.parametrize("accept", ["text/html", "text/turtle"])
def test_what_is_no_id_is_not_found(served: str, name: str, accept: str) -> None:
    answer, said = get(served, f"/id/{name}", accept)
    assert answer.status == 404
    assert answer.headers.get_content_type() == "application/problem+json"
    assert len(said) < 2000


@pytest.mark.parametrize("name", ["field/water", "country/vn", "agreement-kind/mou"])
def test_a_concept_is_described(served: str, store: Store, name: str) -> None:
    _, said = get(served, f"/concept/{name}", "application/n-triples")
    made = triples(said, "application/n-triples")
    assert {one for one in made if one.subject == concept[name]} == own(store, concept[name])
    answer, _ = get(served, f"/concept/{name}", "text/html", "vi")
    assert (answer.status, answer.headers["Location"]) == (303, "/vi/ontology.html")


def test_the_ontology_is_given_whole_since_what_follows_a_hash_is_not_sent(
    served: str, store: Store, site: Path
) -> None:
    _, said = get(served, urlsplit(coop.Tie.value).path.removeprefix(urlsplit(BASE).path.rstrip("/")), "text/turtle")
    made = triples(said, "text/turtle")
    terms = {triple.subject for triple in made if triple.predicate == rdf.type}
    assert {coop.Tie, coop.Locality, coop.party, concept["field/water"]} <= terms
    assert made == {quad.triple for quad in store.quads_for_pattern(None, None, None, graph.ontology)}
    answer, _ = get(served, "/ontology", "text/html", "ja")
    assert (answer.status, answer.headers["Location"]) == (303, "/ja/ontology.html")
    assert 'id="Tie"' in (site / "ja" / "ontology.html").read_text("utf-8")
