"""The syntaxes in which RDF can be had: the ending of a document in each, its media type, how it is written."""

from collections.abc import Iterable

from pyoxigraph import Quad, RdfFormat, serialize

from graph.export import jsonld
from graph.export.files import triples as in_order
from ontology import CONTEXT, PREFIXES

FORMS = {
    ".ttl": "text/turtle",
    ".jsonld": "application/ld+json",
    ".nt": "application/n-triples",
    ".rdf": "application/rdf+xml",
    ".trig": "application/trig",
}
"""The ending of a document -> its media type. TriG alone keeps apart which data set says what."""

PAGE = ".html"
TYPES = {"text/html": PAGE} | {media_type: ending for ending, media_type in FORMS.items()}
"""The media types that a thing can be had in, the page for people first -> the ending of the document."""

WITH_GRAPHS = "application/trig"
"""Given to who asks for it: clients with it first in a long list (comunica) look for facts outside of graphs then."""


def parted(name: str) -> tuple[str, str]:
    """Return a name without the ending of a document, and the ending; of a thing the name, and nothing.

    >>> parted("id/vn/da-nang.ttl")
    ('id/vn/da-nang', '.ttl')
    """
    stem, dot, ending = name.rpartition(".")
    return (stem, dot + ending) if dot + ending in {*FORMS, PAGE} else (name, "")


def written(said: Iterable[Quad], ending: str, root: str) -> bytes:
    """Return quads as a person would write them: in order, with prefixes.

    Args:
        said: the quads; what stands in no named graph is said of the document.
        ending: one of `FORMS`.
        root: the address of the server, with a slash behind it; JSON-LD names its context there.
    """
    if ending == TYPES[WITH_GRAPHS]:
        quads = sorted(set(said), key=lambda one: (str(one.graph_name), str(one.triple)))
        return serialize(quads, format=RdfFormat.TRIG, prefixes=PREFIXES) or b""
    union = in_order(said)
    if ending == ".jsonld":
        return jsonld.document((Quad(*one) for one in union), root + CONTEXT)
    return serialize(union, format=RdfFormat.from_media_type(FORMS[ending]), prefixes=PREFIXES) or b""
