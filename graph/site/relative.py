"""RDF files of a site in Turtle: what stands beside them has relative addresses, so that a site may be put anywhere."""

from collections.abc import Iterable

from pyoxigraph import RdfFormat, Triple, serialize

from ontology import PREFIXES

HERE = "site://here/"
BESIDE = f"{HERE}-beside-/"
"""The folder of a file, and the one that this stands in, as long as it is being written."""


def turtle(said: Iterable[Triple], name: str, prefixes: dict[str, str]) -> bytes:
    """Return what is said as a file, in order.

    The base is left out, so that whoever reads the file takes for it where it was found.

    Args:
        said: the triples; what stands in the folder is named by IRIs that begin with `HERE`, what stands beside it with
            `BESIDE`.
        name: what the file is called.
        prefixes: further ones, beside our own.
    """
    written = serialize(sorted(set(said), key=str), format=RdfFormat.TURTLE, prefixes={**PREFIXES, **prefixes},
                        base_iri=HERE + name)  # fmt: skip
    above = (written or b"").replace(b"<-beside-/", b"<../")  # no writer of Turtle goes up a folder
    return b"".join(line for line in above.splitlines(keepends=True) if not line.startswith(b"@base"))
