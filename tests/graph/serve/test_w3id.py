"""The redirects for w3id.org lead every IRI to where it is answered: followed by Apache, as w3id.org runs it."""

import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
import rdflib
import yaml
from conftest import FACTS, ROOT, sent

from graph.site.language_site import LISTED, address
from ontology import BASE, coop, thing

pytestmark = pytest.mark.xdist_group("serve")

MODULES = Path("/usr/lib/apache2/modules")
APACHE = shutil.which("apache2") or "/usr/sbin/apache2"
PLACE = "vnjp-ties"
CONFIGURATION = """
ServerName localhost
ServerRoot {folder}
Listen 127.0.0.1:{port}
PidFile {folder}/pid
ErrorLog {folder}/errors
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule rewrite_module {modules}/mod_rewrite.so
{user}
DocumentRoot {folder}/www
<Directory {folder}/www>
    AllowOverride All
    Require all granted
</Directory>
"""
NAMES = ("vn/da-nang", "jp/okinawa/kitadaito", "tie/da-nang--sakai--mou--2009", "event/2024-07-05--da-nang--sakai",
         "project/sakai-da-nang-carbon-neutral", "network/healthy-cities-japan", "programme/jet-programme",
         "funder/japan-foundation", "source/vns-2024-11-17-da-nang-sakai", "succession/vn-quang-nam--vn-da-nang",
         "membership/mab--quang-nam--member--cu-lao-cham")  # fmt: skip


@contextmanager
def redirecting(rules: Path, host: str) -> Iterator[str]:
    """Have Apache follow the rules of a file to a host; yield where ``https://w3id.org/`` is."""
    if not Path(APACHE).exists() or not MODULES.is_dir():
        pytest.skip("no Apache on this machine; on Debian: apt-get install apache2-bin")
    with tempfile.TemporaryDirectory() as where, socket.socket() as free:
        folder = Path(where)
        folder.chmod(0o755)  # Apache gives up the rights of the root
        (folder / "www" / PLACE).mkdir(parents=True)
        text = rules.read_text("utf-8")
        assert text.count("https://ties.example.org") == 1
        (folder / "www" / PLACE / ".htaccess").write_text(text.replace("https://ties.example.org", host), "utf-8")
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        user = "User daemon\nGroup daemon" if os.geteuid() == 0 else ""
        said = CONFIGURATION.format(folder=folder, port=port, modules=MODULES, user=user)
        (folder / "conf").write_text(said, "utf-8")
        free.close()
        with subprocess.Popen([APACHE, "-f", folder / "conf", "-D", "FOREGROUND"]) as apache:
            try:
                for _ in range(200):
                    with socket.socket() as line:
                        if line.connect_ex(("127.0.0.1", port)) == 0:
                            break
                    time.sleep(0.05)
                yield f"http://127.0.0.1:{port}/"
            finally:
                apache.terminate()
                apache.wait(20)


@pytest.fixture(scope="module")
def to_server(served: str) -> Iterator[str]:
    with redirecting(ROOT / "docs" / "w3id" / ".htaccess", served) as here:
        yield here


@pytest.fixture(scope="module")
def to_files(hosted: str) -> Iterator[str]:
    with redirecting(ROOT / "docs" / "w3id" / "static" / ".htaccess", hosted) as here:
        yield here


def followed(w3id: str, iri: str, accept: str, language: str = "") -> tuple[list[int], str, str, bytes]:
    """Go from an IRI of ours to what answers in the end: the codes on the way, the address, its type, its body."""
    where, codes = iri.replace("https://w3id.org/", w3id), []
    while True:
        parts = urlsplit(where)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        answer, said = sent(where, "GET", path, Accept=accept, Accept_Language=language)
        codes.append(answer.status)
        if answer.status not in {301, 302, 303}:
            return codes, where, answer.headers.get_content_type(), said
        where = urljoin(where, answer.headers["Location"])
        assert len(codes) < 6


# --- to the program ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_the_iri_of_a_thing_leads_to_its_document_and_to_its_page(to_server: str, served: str, name: str) -> None:
    codes, where, kind, said = followed(to_server, thing[name].value, "text/turtle")
    assert (codes, where, kind) == ([303, 303, 200], f"{served}/id/{name}.ttl", "text/turtle")
    assert (rdflib.URIRef(thing[name].value), None, None) in rdflib.Graph().parse(data=said, format="turtle")
    codes, where, kind, _ = followed(to_server, thing[name].value, "text/html,*/*;q=0.8", "ja")
    assert (codes, kind, where.startswith(f"{served}/ja/")) == ([303, 303, 200], "text/html", True)


@pytest.mark.parametrize(
    ("path", "accept", "end"),
    [("ontology", "text/turtle", "/ontology"), ("ontology/1.1.0", "text/turtle", "/ontology/1.1.0"),
     ("ontology", "text/html", "/en/ontology.html"), ("shapes", "text/turtle", "/shapes"),
     ("concept/country/jp.ttl?page=2", "*/*", "/concept/country/jp.ttl?page=2"),
     ("graph/ties", "application/ld+json", "/graph/ties.jsonld"), ("context.jsonld", "*/*", "/context.jsonld"),
     ("", "text/html", "/"), ("", "text/turtle", "/data/dcat.ttl"), ("sparql", "text/turtle", "/sparql"),
     (".well-known/void", "*/*", "/data/dcat.ttl"),
     ("vi/place/vn/da-nang.html", "text/html", "/vi/place/vn/da-nang.html"),
     ("data/vnjp-ties.trig", "*/*", "/data/vnjp-ties.trig"), ("id/vn/da-nang.jsonld", "*/*", "/id/vn/da-nang.jsonld")],
)  # fmt: skip
def test_documents_are_found_by_their_iris(to_server: str, served: str, path: str, accept: str, end: str) -> None:
    codes, where, _, _ = followed(to_server, BASE + path, accept)
    assert (codes[-1], where) == (200, served + end)


def test_a_query_reaches_the_endpoint(to_server: str) -> None:
    codes, _, _, said = followed(
        to_server, f"{BASE}sparql?query=ASK%7B%3Fs%20a%20%3Ft%7D", "application/sparql-results+json"
    )
    assert (codes, json.loads(said)["boolean"]) == ([302, 200], True)


# --- to files alone ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("language", "spoken"), [("", "en"), ("vi-VN,vi;q=0.9", "vi"), ("ja", "ja"), ("fr", "en")])
def test_people_are_led_to_the_row_of_a_thing(
    to_files: str, hosted: str, name: str, language: str, spoken: str
) -> None:
    codes, where, kind, _ = followed(to_files, thing[name].value, "text/html,*/*;q=0.8", language)
    assert (codes, kind) == ([303, 200], "text/html")
    assert where == f"{hosted}/{spoken}/{address(name, has_page=False) or 'index.html'}"


def test_every_kind_of_thing_that_has_a_row_is_known_to_the_rules(to_files: str, hosted: str) -> None:
    for kind, page in LISTED.items():
        _, where, _, _ = followed(to_files, thing[f"{kind}/x/y"].value, "text/html")
        assert where == f"{hosted}/en/{page}.html#{kind}/x"


@pytest.mark.parametrize(
    ("path", "accept", "end"),
    [("id/vn/da-nang", "text/turtle", "data/vnjp-ties.ttl"), ("id/vn/da-nang.trig", "*/*", "data/vnjp-ties.trig"),
     ("concept/field/water", "application/ld+json, text/turtle;q=0.1", "data/vnjp-ties.jsonld"),
     ("concept/field/water", "text/html", "en/ontology.html"), ("graph/ties", "text/html", "en/about.html"),
     ("ontology", "text/turtle", "ontology.ttl"), ("ontology/1.1.0", "text/turtle", "ontology.ttl"),
     ("ontology", "text/html", "en/ontology.html"), ("ontology.ttl", "*/*", "ontology.ttl"),
     ("shapes", "text/turtle", "shapes.ttl"), ("context.jsonld", "*/*", "context.jsonld"), ("", "*/*", ""),
     ("changes/index.ttl", "*/*", "changes/index.ttl"), ("ja/news.html", "text/html", "ja/news.html")],
)  # fmt: skip
def test_without_a_server_every_iri_leads_to_a_file(
    to_files: str, hosted: str, path: str, accept: str, end: str
) -> None:
    codes, where, _, said = followed(to_files, BASE + path, accept)
    assert (codes[-1], where) == (200, f"{hosted}/{end}")
    assert said


def test_the_rules_know_the_version_of_the_ontology() -> None:
    stated = rdflib.Graph().parse(ROOT / "ontology" / "coop.ttl")
    version = stated.value(rdflib.URIRef(coop.iri.rstrip("#")), rdflib.OWL.versionInfo)
    assert str(version).replace(".", r"\.") in (ROOT / "docs" / "w3id" / "static" / ".htaccess").read_text("utf-8")


# --- to cite ----------------------------------------------------------------------------------------------------------


def test_what_zenodo_is_told_is_what_the_citation_says() -> None:
    told = json.loads((ROOT / "docs" / "zenodo.json").read_text("utf-8"))["metadata"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    [facts] = citation["references"]
    assert (told["title"], told["creators"]) == (facts["title"], facts["authors"])
    assert (told["version"], told["publication_date"], told["license"]) == (FACTS, FACTS, facts["license"].lower())
    assert told["keywords"] == citation["keywords"]
    assert told["upload_type"] == "dataset"
