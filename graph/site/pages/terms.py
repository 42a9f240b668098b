"""The documentation of the ontology (classes, properties, concepts), by pyLODE, in one language."""

import importlib
import logging
import re
from collections.abc import Iterator
from functools import cache, partial

import rdflib
from markupsafe import Markup
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from graph.site.alphabet import order
from graph.site.language_site import LanguageSite, Page
from ontology import PREFIXES, concept, concepts, coop, graph, skos

_KINDS = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")
_SAID = (
    "description", "example", "subClassOf", "superClassOf", "inDomainOf", "inDomainIncludesOf", "inRangeOf",
    "inRangeIncludesOf", "subPropertyOf", "superPropertyOf", "domain", "domainIncludes", "range", "rangeIncludes",
)  # fmt: skip
"""The properties that describe a term, in this order: local names of properties that pyLODE knows."""

_UNSAID = {"description": "", "ont_title": ""}
_TITLE = rdflib.DCTERMS.title
_POPUP = re.compile(r' (?:title="[^"]*Defined in [^"]*"|class="hover_property")')
"""What pyLODE says when one points at the name of a property: where that is defined, which its address says too."""


def pages(site: LanguageSite) -> Iterator[Page]:
    """Yield the page, in one language."""
    yield site.page(
        "terms", "ontology.html", site.words["about_ontology"], "about", parts=list(_described(site)),
        iri=_ontology(), schemes=list(_schemes(site)), label=site.labels.__getitem__,
        described=[(f"{_ontology()}.ttl", "text/turtle")],
    )  # fmt: skip


class _AsItIs(str):
    """A heading that keeps its letters, where pyLODE would Begin Every Word With A Capital, as English titles do."""

    def __str__(self) -> str:
        return self

    def title(self) -> "_AsItIs":
        """Return it as it is."""
        return self


@cache
def _load_pylode() -> None:
    """Import pyLODE, which in passing has the whole program log everything, and take that back."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    importlib.import_module("pylode")
    root.handlers[:] = handlers
    root.setLevel(level)


def _ontology() -> str:
    return coop.iri.rstrip("#")


# --- classes and properties -------------------------------------------------------------------------------------------


def _described(site: LanguageSite) -> Iterator[tuple[str, str, Markup]]:
    """Yield the classes and properties of each kind: an id, a title, their descriptions."""
    _load_pylode()
    from pylode.utils import section_html

    terms, heads = _terms(site), _heads(site)
    ids = {term: term.rpartition("#")[2] for term in map(str, terms.subjects()) if term.startswith(coop.iri)}
    for kind in _KINDS:
        section = section_html(
            "", terms, rdflib.Graph(), ("coop", coop.iri), rdflib.OWL[kind], [_TITLE, *heads], {}, kind, ids, heads
        )
        drawn = {coop[part.attributes["id"]]: part.render(pretty=False) for part in section.children[1:]}
        html = "".join(drawn[term] for term in sorted(drawn, key=partial(_place, site)))
        yield f"kind-{kind}", site.words[f"ontology_{kind}"], Markup(_POPUP.sub("", html))  # noqa: S704 - see _terms


def _heads(site: LanguageSite) -> dict[rdflib.URIRef, dict[str, str]]:
    """Return property -> heading for pyLODE, in the order in which a term is described.

    By itself it takes English names from copies of other vocabularies, and writes a cache among its own files.
    """
    from pylode.rdf_elements import CLASS_PROPS, PROP_PROPS

    known = {re.split("[/#]", prop)[-1]: prop for prop in (*CLASS_PROPS, *PROP_PROPS)}
    named = {name: {"title": _AsItIs(site.words[f"ontology_{name}"])} | _UNSAID for name in _SAID}
    return {known[name]: named[name] for name in _SAID}


def _terms(site: LanguageSite) -> rdflib.Graph:
    """Return the ontology for pyLODE: its own terms alone, in one language; none of it comes from tables."""
    from pylode.profiles.ontpub import OntPub

    quads = site.store.quads_for_pattern(None, None, None, graph["ontology"])
    text = serialize(sorted({quad.triple for quad in quads if _is_in_language(quad, site.language)}, key=str),
                     format=RdfFormat.N_TRIPLES)  # fmt: skip
    found = rdflib.Graph().parse(data=text, format="nt")
    for prefix, namespace in PREFIXES.items():
        found.bind(prefix, namespace)
    for term, narrowed in list(found.subject_objects(rdflib.RDFS.subClassOf)):
        if isinstance(narrowed, rdflib.BNode):  # from which scheme its values are, which the definitions say
            found.remove((term, rdflib.RDFS.subClassOf, narrowed))
    _spread(found, rdflib.RDFS.domain, rdflib.SDO.domainIncludes)
    _spread(found, rdflib.RDFS.range, rdflib.SDO.rangeIncludes)
    OntPub._ontdoc_inference(None, found)  # what is a class of what, both ways round; it asks nothing of its object
    return found


def _spread(terms: rdflib.Graph, predicate: rdflib.URIRef, several: rdflib.URIRef) -> None:
    """Say of which classes a union is one by one, since pyLODE tells those of a union in another order every time.

    So of the class that an intersection narrows down: to the concepts of one scheme, which the definition names.
    """
    for term, union in list(terms.subject_objects(predicate)):
        if isinstance(union, rdflib.BNode):
            terms.remove((term, predicate, union))
            for whole in terms.objects(union, rdflib.OWL.unionOf | rdflib.OWL.intersectionOf):
                for member in terms.items(whole):
                    if isinstance(member, rdflib.URIRef):
                        terms.add((term, several, member))


def _is_in_language(quad: Quad, language: str) -> bool:
    """Whether a statement describes a term of this ontology, in the language if its value has one."""
    if isinstance(quad.subject, NamedNode) and not quad.subject.value.startswith(coop.iri):
        return False
    spoken = quad.object.language if isinstance(quad.object, Literal) else None
    return spoken in {None, language} or quad.predicate == skos.example  # examples are names and dates, in English


def _place(site: LanguageSite, term: NamedNode) -> tuple[str, str, str]:
    """Return what puts terms in order."""
    return order(site.labels[term], site.language)


# --- concepts ---------------------------------------------------------------------------------------------------------


def _schemes(site: LanguageSite) -> Iterator[tuple[NamedNode, str, list[tuple[NamedNode, str]]]]:
    """Yield the concept schemes: the scheme, its definition, its concepts with their definitions."""
    for name in concepts.labels():
        scheme = concept[name]
        members = [concept[f"{name}/{slug}"] for slug in concepts.slugs(name)]
        yield scheme, _text(site, scheme), [(member, _text(site, member)) for member in members]


def _text(site: LanguageSite, node: NamedNode) -> str:
    """Return the definition of a concept or scheme."""
    quads = site.store.quads_for_pattern(node, skos.definition, None, None)
    said = {quad.object.language: quad.object.value for quad in quads if isinstance(quad.object, Literal)}
    return said.get(site.language, said.get("en", ""))
