"""What programs find their way in a site by: robots.txt, a map of it, llms.txt, where it is said what the data are."""

from collections.abc import Iterable, Iterator
from importlib.resources import files
from xml.sax.saxutils import escape

import queries
from graph.ask.status import facts_as_of
from graph.ask.words import words
from graph.export.about import citation
from graph.site.change_feed import FEED
from graph.site.html import LANGUAGE_NAMES
from graph.site.language_site import SECTIONS, Page, file_of
from graph.site.pages.downloads import FOLDER, downloads, word_of
from graph.site.snapshot import SiteSnapshot
from ontology import CONTEXT

SITEMAP = "sitemap.xml"
_ONTOLOGY = {"ontology.ttl": "coop.ttl", "shapes.ttl": "shapes.ttl", CONTEXT: CONTEXT}
"""Where the vocabulary stands in a site -> the file of ours."""

_ROBOTS = """User-agent: *
Disallow: /sparql
Disallow: /reconcile
Disallow: /letter/

Sitemap: {address}{sitemap}
"""
_VOID = """@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix void: <http://rdfs.org/ns/void#> .

<> a void:DatasetDescription ;
    foaf:primaryTopic <../{folder}/dcat.ttl#graph> ;
    rdfs:seeAlso <../{folder}/dcat.ttl> .
"""
_SERVED = (
    ("sparql", "SPARQL 1.1 endpoint; its service description without a query"),
    ("api/openapi.json", "the questions over HTTP, as JSON or CSV (OpenAPI 3.1)"),
    ("reconcile", "names of localities to ids (Reconciliation Service API)"),
    ("id/vn/da-nang.ttl", "any thing by its IRI, as .ttl, .jsonld, .trig, .nt or .rdf"),
)


def always(address: str) -> Iterator[Page]:
    """Yield the files that do not depend on the facts.

    Args:
        address: where the site will stand, with a slash behind it.
    """
    yield Page("robots.txt", _ROBOTS.format(address=address, sitemap=SITEMAP))
    yield Page(".well-known/void", _VOID.format(folder=FOLDER))
    for name, ours in _ONTOLOGY.items():
        yield Page(name, files("ontology").joinpath(ours).read_bytes())


def sitemap(address: str, paths: Iterable[str], day: str) -> Page:
    """Return the map of the site (sitemaps.org).

    Args:
        address: where it will stand, with a slash behind it.
        paths: those of its pages, as in an address.
        day: that of the facts (ISO 8601).
    """
    entries = "".join(
        f"<url><loc>{escape(address + path)}</loc><lastmod>{day}</lastmod></url>\n" for path in sorted(paths)
    )
    head = '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return Page(SITEMAP, f"{head}{entries}</urlset>\n")


def llms(snapshot: SiteSnapshot, languages: Iterable[str]) -> Page:
    """Return what a language model is told of the site (llmstxt.org), with relative addresses."""
    own = words("en")
    parts = [
        f"# {own['site_title']}",
        f"> {own['about_what']}",
        citation(own["about_graph"], facts_as_of(snapshot.store)),
        own["about_none_means"],
        _listed("Data", ((f"{FOLDER}/{one.name}", one.name, own[word_of(one.name)]) for one in downloads(snapshot))),
        _listed("Vocabulary", [
            ("ontology.ttl", "Ontology", "classes, properties and concept schemes (OWL, SKOS)"),
            ("shapes.ttl", "Shapes", "what a complete fact is (SHACL)"),
            (CONTEXT, "JSON-LD context", "the terms by their short names"),
            (FEED, "Change feed", "what entered the graph on which day (Linked Data Event Stream)"),
        ]),
        _listed("Where coop serve answers", ((path, path, said) for path, said in _SERVED)),
        _listed("Questions", ((f"en/question/{name}.html", name, queries.question(name).summary)
                              for name in queries.names())),
        *(_in(language) for language in languages),
    ]  # fmt: skip
    return Page("llms.txt", "\n\n".join(parts) + "\n")


def _in(language: str) -> str:
    """Return the pages of the menu in a language."""
    said = words(language)
    pages = [(f"{language}/{file_of(section)}", said[section], "") for section in SECTIONS]
    what = "" if language == "en" else f"\n\n{said['about_what']}"
    return _listed(LANGUAGE_NAMES[language], pages).replace("\n", f"{what}\n", 1)


def _listed(title: str, links: Iterable[tuple[str, str, str]]) -> str:
    """Return a section with links: where, what it is called, what is there."""
    lines = (f"- [{name}]({where})" + (f": {said}" if said else "") for where, name, said in links)
    return "\n".join([f"## {title}", "", *lines])
