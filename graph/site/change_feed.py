"""What entered the graph, for programs that keep a copy: a Linked Data Event Stream (LDES) of files.

A member is a fact as it was stated when the site was written, under an IRI that changes with what is stated; the graph
keeps the day on which a fact was recorded, and neither what it said before nor what was taken out.
"""

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import groupby

from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.ask.words import words
from graph.brief.news import NewsItem, entered
from graph.export.about import LICENCE
from graph.site.language_site import Page
from graph.site.relative import HERE, turtle
from graph.site.snapshot import SiteSnapshot
from ontology import LANGUAGES, Namespace, dct, graph, rdf, xsd

FOLDER, VIEW = "changes", "index.ttl"
FEED = f"{FOLDER}/{VIEW}"
"""Where the stream begins, from the root of a site."""

A_FILE = 250
"""How many members stand in one file."""

_ldes = Namespace("https://w3id.org/ldes#")
_tree = Namespace("https://w3id.org/tree#")
EVENT_STREAM = _ldes.EventStream
_PREFIXES = {"ldes": _ldes.iri, "tree": _tree.iri}
_view = NamedNode(HERE + VIEW)
_stream = NamedNode(f"{HERE}{VIEW}#stream")


def pages(snapshot: SiteSnapshot) -> Iterator[Page]:
    """Yield the file that the stream begins with, and one for each day or, if that has many facts, part of it."""
    parts = list(_parts(snapshot))
    yield Page(
        FEED, turtle([*_beginning(), *(one for part in parts for one in _relations(*part[:2]))], VIEW, _PREFIXES)
    )
    for name, day, items in parts:
        said = [one for item in items for one in _member(snapshot, item.fact, day)]
        yield Page(f"{FOLDER}/{name}", turtle([Triple(NamedNode(HERE + name), rdf.type, _tree.Node), *said], name,
                                              _PREFIXES))  # fmt: skip


def _parts(snapshot: SiteSnapshot) -> Iterator[tuple[str, str, Sequence[NewsItem]]]:
    """Yield the files: name, day, what entered on it; the latest day first."""
    for day, found in groupby(entered(snapshot.news), key=lambda one: one.entered):
        items = sorted(found, key=lambda one: one.fact.value)
        for start in range(0, len(items), A_FILE):
            number = f"-{start // A_FILE + 1}" if start else ""
            yield f"{day}{number}.ttl", day, items[start : start + A_FILE]


def _beginning() -> Iterator[Triple]:
    yield Triple(_stream, rdf.type, EVENT_STREAM)
    yield Triple(_stream, _tree.view, _view)
    yield Triple(_stream, _ldes.timestampPath, dct.created)
    yield Triple(_stream, _ldes.versionOfPath, dct.isVersionOf)
    yield Triple(_stream, dct.license, NamedNode(LICENCE))
    for language in LANGUAGES:
        yield Triple(_stream, dct.title, Literal(words(language)["change_feed"], language=language))
    yield Triple(_view, rdf.type, _tree.Node)


def _relations(name: str, day: str) -> Iterator[Triple]:
    """Yield that all members of a file are of a day: from it on, and to it."""
    for kind in ("GreaterThanOrEqualTo", "LessThanOrEqualTo"):
        relation = NamedNode(f"{HERE}{VIEW}#{name.removesuffix('.ttl')}-{kind}")
        yield Triple(_view, _tree.relation, relation)
        yield Triple(relation, rdf.type, _tree[f"{kind}Relation"])
        yield Triple(relation, _tree.node, NamedNode(HERE + name))
        yield Triple(relation, _tree.path, dct.created)
        yield Triple(relation, _tree.value, _moment(day))


def _member(snapshot: SiteSnapshot, fact: NamedNode, day: str) -> Iterator[Triple]:
    """Yield a member: all that data sets state of a fact, without what follows from it."""
    stated = sorted(set(filter(_is_stated, snapshot.store.quads_for_pattern(fact, None, None, None))), key=str)
    digest = blake2b("\n".join(map(str, stated)).encode(), digest_size=6).hexdigest()
    member = NamedNode(f"{fact.value}#{day}-{digest}")
    yield Triple(_stream, _tree.member, member)
    yield Triple(member, dct.isVersionOf, fact)
    yield Triple(member, dct.created, _moment(day))
    for quad in stated:
        yield Triple(member, quad.predicate, quad.object)


def _is_stated(quad: Quad) -> bool:
    return quad.graph_name != graph.derived


def _moment(day: str) -> Literal:
    """Return the beginning of a day, as clients of streams compare moments."""
    return Literal(f"{day}T00:00:00Z", datatype=xsd.dateTime)
