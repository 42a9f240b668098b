"""The files for download, each made once for all languages, with a catalogue (DCAT) that describes them."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from graph.analysis.networks import ties
from graph.analysis.selection import ALL
from graph.ask.status import facts_as_of
from graph.export import about, jsonld
from graph.export import files as export
from graph.export.network_files import network_file
from graph.site.language_site import Page
from graph.site.pages.catalogue import catalogue
from graph.site.snapshot import SiteSnapshot
from graph.store.caches import cached
from ontology import PREFIXES

FOLDER = "data"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest day that a zip can name: two builds of the same facts are the same


@dataclass(frozen=True)
class Download:
    """A file.

    Attributes:
        name: its name in the folder of the files.
        about: what it holds: ``graph`` or ``network``, or the ``catalogue`` of all.
        media_type: as registered.
        content: what stands in it.
    """

    name: str
    about: str
    media_type: str
    content: bytes


def pages(snapshot: SiteSnapshot) -> Iterator[Page]:
    """Yield the files."""
    for one in downloads(snapshot):
        yield Page(f"{FOLDER}/{one.name}", one.content)


@cached
def downloads(snapshot: SiteSnapshot) -> list[Download]:
    """Return the files, the catalogue last."""
    whole = export.quads(snapshot.store)
    union, facts = export.triples(whole), export.facts(whole)
    network = ties(snapshot.store, snapshot.day, ALL)
    day = facts_as_of(snapshot.store)
    packed = export.table_files(facts, day)
    made = [
        Download("vnjp-ties-csv.zip", "graph", "application/zip", _zipped(packed)),
        Download("vnjp-ties.ttl", "graph", "text/turtle", _rdf(union, RdfFormat.TURTLE)),
        Download("vnjp-ties.trig", "graph", "application/trig", _rdf(whole, RdfFormat.TRIG)),
        Download("vnjp-ties.jsonld", "graph", "application/ld+json", jsonld.document(whole)),
        Download("ties.gexf", "network", "application/xml", network_file(network, "gexf")),
        Download("ties.graphml", "network", "application/xml", network_file(network, "graphml")),
        Download("ties.csv", "network", "text/csv", network_file(network, "edges")),
        Download(about.DICTIONARY, "graph", "text/csv", packed[about.DICTIONARY]),
    ]
    names = [one.name for one in made]
    made.append(Download(about.README, "graph", "text/markdown", about.readme(names, day)))
    sizes = [(one.name, one.about, one.media_type, len(one.content)) for one in made]
    return [*made, Download("dcat.ttl", "catalogue", "text/turtle", catalogue(snapshot, union, sizes))]


def word_of(name: str) -> str:
    """Return the key of the word for what a file holds: of its name or ending, ``about_csv_zip`` for a zip."""
    named = {about.README: "readme", about.DICTIONARY: "dictionary", "dcat.ttl": "dcat", "vnjp-ties-csv.zip": "csv_zip"}
    return f"about_{named.get(name) or name.rpartition('.')[2]}"


def _rdf(said: Iterable[Quad] | Iterable[Triple], form: RdfFormat) -> bytes:
    return serialize(said, format=form, prefixes=PREFIXES) or b""


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """Return files as one."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            entry = zipfile.ZipInfo(f"vnjp-ties/{name}", _LONG_AGO)
            entry.create_system, entry.external_attr = 3, 0o644 << 16  # the same on every system
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, content)
    return file.getvalue()
