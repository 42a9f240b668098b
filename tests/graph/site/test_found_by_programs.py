"""What programs find a site, and their way in it, by: addresses, a map, structured data, a stream of what is new."""

import json
import re
from collections import Counter
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import oracle
import pytest
import rdflib
from conftest import FACTS, ROOT, SITE_DAY, run_coop, table
from pyoxigraph import Store
from rdflib import DCTERMS, RDF, RDFS, VOID, Namespace, URIRef

from graph.site import finding, made_for, made_from
from graph.site.language_site import LanguageSite
from graph.site.pages import questions
from graph.site.snapshot import SiteSnapshot
from ontology import BASE, LANGUAGES, thing

LDES, TREE = Namespace("https://w3id.org/ldes#"), Namespace("https://w3id.org/tree#")
ELSEWHERE = "https://ties.example.org/vn-jp/"
KINDS = ("index.html", "about.html", "ontology.html", "place/vn/da-nang.html", "pair/vn/da-nang/jp/osaka/sakai.html",
         "question/partners-of.html", "news.html")  # fmt: skip
_LINK = re.compile(r"<link ([^>]*)>")
_DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>')


def links(text: str) -> list[dict[str, str]]:
    """Return the links in the head of a page: attribute -> value."""
    return [dict(re.findall(r'([a-z]+)="([^"]*)"', unescape(one))) for one in _LINK.findall(text)]


@pytest.fixture(scope="module")
def stream(site: Path) -> rdflib.Graph:
    """The stream of what entered, all of its files."""
    whole = rdflib.Graph()
    for path in (site / "changes").glob("*.ttl"):
        whole.parse(path)
    return whole


# --- pages ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_says_its_address_and_where_it_stands_in_the_other_languages(
    site: Path, kind: str, language: str
) -> None:
    found = links((site / language / kind).read_text("utf-8"))
    assert [one["href"] for one in found if one["rel"] == "canonical"] == [f"{BASE}{language}/{kind}"]
    others = {one["hreflang"]: one["href"] for one in found if "hreflang" in one}
    assert set(others) == set(LANGUAGES)
    here = site / language / kind
    assert {code: (here.parent / where).resolve() for code, where in others.items()} == {
        code: (site / code / kind).resolve() for code in LANGUAGES
    }


def test_the_front_page_says_so_too(site: Path) -> None:
    found = links((site / "index.html").read_text("utf-8"))
    assert {"rel": "canonical", "href": BASE} in found
    assert {"rel": "alternate", "type": "text/turtle", "href": "data/dcat.ttl"} in found


def test_a_site_for_an_address_names_that_address(store: Store) -> None:
    snapshot = SiteSnapshot(store, SITE_DAY, ELSEWHERE)
    page = next(one for one in questions.pages(LanguageSite(snapshot, "vi")) if one.path == "vi/questions.html")
    assert f'<link rel="canonical" href="{ELSEWHERE}vi/questions.html">' in str(page.text)
    told = {page.path: str(page.text) for page in finding.always(ELSEWHERE)}
    assert f"Sitemap: {ELSEWHERE}sitemap.xml" in told["robots.txt"]
    assert f"<loc>{ELSEWHERE}en/a%20b.html</loc>" in str(finding.sitemap(ELSEWHERE, ["en/a%20b.html"], FACTS).text)


def test_a_site_remembers_for_which_address_it_was_made(tmp_path: Path) -> None:
    mark = tmp_path / "made-by-coop-site.txt"
    for text, expected in (("of", ("of", "")), (f"of\n{ELSEWHERE}", ("of", ELSEWHERE)), ("", ("", ""))):
        mark.write_text(text, "utf-8")
        assert (made_from(tmp_path), made_for(tmp_path)) == expected
    mark.unlink()
    assert (made_from(tmp_path), made_for(tmp_path)) == ("", "")


@pytest.mark.parametrize(
    "address", ["ties.example.org", "ftp://example.org/", "https://", "https://ex ample.org/", 'https://a.org/"><x>',
                "https://a.org/?q", "https://a.org/#x", "javascript:alert(1)"],
)  # fmt: skip
@pytest.mark.parametrize("command", ["site", "serve"])
def test_what_is_no_address_is_refused(address: str, command: str, tmp_path: Path) -> None:
    done = run_coop(command, "--address", address, "--store", tmp_path)
    assert done.status == 2
    assert "https://ties.example.org/" in done.err


@pytest.mark.parametrize("language", LANGUAGES)
def test_search_engines_are_told_of_the_data_and_their_files(site: Path, language: str) -> None:
    [text] = _DATA.findall((site / language / "about.html").read_text("utf-8"))
    said = json.loads(text)
    assert (said["@context"]["@vocab"], said["@type"]) == ("https://schema.org/", "Dataset")
    assert 50 <= len(said["description"]) <= 5000
    assert (said["dateModified"], said["license"]) == (FACTS, "https://creativecommons.org/licenses/by/4.0/")
    assert said["name"] in (site / "data" / "dcat.ttl").read_text("utf-8")
    files = {one["contentUrl"]: one for one in said["distribution"]}
    assert {where.removeprefix(f"{BASE}data/") for where in files} >= {"vnjp-ties.ttl", "vnjp-ties-csv.zip"}
    for where, one in files.items():
        size = (site / where.removeprefix(BASE)).stat().st_size
        assert one["contentSize"] == f"{size} B"
        assert one["encodingFormat"].count("/") == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", ["vn/da-nang", "jp/osaka/sakai"])
def test_search_engines_are_told_which_locality_a_page_is_of(
    site: Path, store: Store, place: str, language: str
) -> None:
    text = (site / language / "place" / f"{place}.html").read_text("utf-8")
    [stated] = _DATA.findall(text)
    said = json.loads(stated)
    read = rdflib.Graph().parse(data=stated, format="json-ld")
    kinds = set(read.objects(URIRef(thing[place].value), RDF.type))
    assert kinds == {rdflib.SDO.AdministrativeArea}
    assert (said["@type"], said["@id"]) == ("AdministrativeArea", thing[place].value)
    [row] = [one for one in table("localities") if one["id"] == place]
    assert [said["geo"]["latitude"], said["geo"]["longitude"]] == [float(row["latitude"]), float(row["longitude"])]
    labels = {quad.object.value for quad in store.quads_for_pattern(thing[place], None, None, None)
              if quad.predicate.value == str(RDFS.label)}  # type: ignore[union-attr]  # fmt: skip
    assert {said["name"], *said["alternateName"]} == labels
    assert f"<title>{said['name']} · " in unescape(text)
    assert any(one.startswith("http://www.wikidata.org/entity/Q") for one in said["sameAs"])
    if place.startswith("jp"):
        assert said["containedInPlace"]["@id"] == thing["jp/osaka"].value
    found = {one["href"] for one in links(text) if one.get("type") == "text/turtle"}
    assert found == {f"{thing[place].value}.ttl"}


# --- files ------------------------------------------------------------------------------------------------------------


def test_the_map_of_the_site_has_every_page_once(site: Path) -> None:
    root = ElementTree.parse(site / "sitemap.xml").getroot()
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert root.tag == f"{space}urlset"
    found = [one.findtext(f"{space}loc", "") for one in root]
    pages = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    assert Counter(found) == Counter(f"{BASE}{page}" for page in pages)
    assert len(found) < 50_000  # as the protocol has it
    assert {one.findtext(f"{space}lastmod") for one in root} == {FACTS}
    assert f"Sitemap: {BASE}sitemap.xml" in (site / "robots.txt").read_text("utf-8")


def test_language_models_are_told_what_is_there_in_three_languages(site: Path) -> None:
    """The form of llmstxt.org: a heading, a quotation, then lists of links under headings."""
    text = (site / "llms.txt").read_text("utf-8")
    lines = text.splitlines()
    assert (lines[0].startswith("# "), lines[2].startswith("> ")) == (True, True)
    served = {"sparql", "api/openapi.json", "reconcile", "id/vn/da-nang.ttl"}
    where = re.findall(r"^- \[[^\]]+\]\(([^)]+)\)", text, re.MULTILINE)
    assert {one for one in where if not (site / one).is_file()} == served
    assert {f"en/question/{name.stem}.html" for name in (ROOT / "queries").glob("*.rq")} <= set(where)
    assert {f"{language}/index.html" for language in LANGUAGES} <= set(where)
    for heading in ("## English", "## Tiếng Việt", "## 日本語"):
        assert heading in lines
    assert len(text) < 12_000


def test_the_well_known_address_names_the_data(site: Path) -> None:
    found = rdflib.Graph().parse(site / ".well-known" / "void", format="turtle")
    [about] = found.subjects(RDF.type, VOID.DatasetDescription)
    [data] = found.objects(about, rdflib.FOAF.primaryTopic)
    catalogue = rdflib.Graph().parse(site / "data" / "dcat.ttl")
    assert (data, RDF.type, VOID.Dataset) in catalogue


def test_the_vocabulary_stands_in_the_site(site: Path) -> None:
    for name, ours in (("ontology.ttl", "coop.ttl"), ("shapes.ttl", "shapes.ttl"), ("context.jsonld",) * 2):
        assert (site / name).read_bytes() == (ROOT / "ontology" / ours).read_bytes()


# --- the stream -------------------------------------------------------------------------------------------------------


def test_the_stream_begins_with_what_its_clients_look_for(site: Path) -> None:
    begun = rdflib.Graph().parse(site / "changes" / "index.ttl")
    [stream] = begun.subjects(RDF.type, LDES.EventStream)
    view = URIRef((site / "changes" / "index.ttl").as_uri())
    assert (stream, TREE.view, view) in begun
    assert (begun.value(stream, LDES.timestampPath), begun.value(stream, LDES.versionOfPath)) == (
        DCTERMS.created, DCTERMS.isVersionOf,
    )  # fmt: skip
    assert {title.language for title in begun.objects(stream, DCTERMS.title)} == set(LANGUAGES)  # type: ignore[attr-defined]
    nodes = {Path(urlsplit(str(node)).path).name for node in begun.objects(None, TREE.node)}
    assert nodes == {path.name for path in (site / "changes").iterdir()} - {"index.ttl"}
    catalogue = rdflib.Graph().parse(site / "data" / "dcat.ttl")
    assert (stream, RDF.type, LDES.EventStream) in catalogue


def test_every_fact_of_the_tables_is_a_member_of_the_day_on_which_it_was_recorded(stream: rdflib.Graph) -> None:
    members = {one: str(stream.value(one, DCTERMS.isVersionOf)) for one in stream.objects(None, TREE.member)}
    assert len(members) == len(set(members.values()))
    kinds = ("tie", "event", "project")
    rows = {f"{kind}/{row[f'{kind}_id']}": row for kind in kinds for row in oracle.table(f"{kind}s")}
    found = {fact.removeprefix(thing.iri): one for one, fact in members.items()}
    assert set(rows) <= set(found)
    for fact, row in rows.items():
        moment = str(stream.value(found[fact], DCTERMS.created))
        assert moment == f"{row['added']}T00:00:00+00:00", fact
        assert str(found[fact]).startswith(f"{thing.iri}{fact}#{row['added']}-")


def test_a_member_says_what_is_stated_of_the_fact_and_its_file_is_found_by_the_day(
    site: Path, stream: rdflib.Graph, store: Store
) -> None:
    fact = thing["tie/da-nang--sakai--mou--2009"]
    [member] = stream.subjects(DCTERMS.isVersionOf, URIRef(fact.value))
    stated = {(quad.predicate.value, quad.object.value) for quad in store.quads_for_pattern(fact, None, None, None)
              if not quad.graph_name.value.endswith("/derived")}  # type: ignore[union-attr]  # fmt: skip
    said = {(str(predicate), str(value)) for predicate, value in stream.predicate_objects(member)
            if predicate not in {DCTERMS.isVersionOf, DCTERMS.created}}  # fmt: skip
    assert said == stated
    [row] = [one for one in oracle.table("ties") if one["tie_id"] == "da-nang--sakai--mou--2009"]
    begun = rdflib.Graph().parse(site / "changes" / "index.ttl")
    nodes = {node for relation, node in begun.subject_objects(TREE.node)
             if str(begun.value(relation, TREE.value)).startswith(row["added"])}  # fmt: skip
    holding = [node for node in nodes if str(member) in Path(urlsplit(str(node)).path).read_text("utf-8")]
    assert len(holding) == 1
