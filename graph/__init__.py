"""The graph: built, asked, drawn, served.

In a notebook::

    import graph
    facts = graph.dataset()
    facts.query("SELECT ?place WHERE { ?place a coop:Locality }")
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import rdflib


def dataset(folder: Path | None = None) -> "rdflib.Dataset":
    """Return the graph as an rdflib dataset that Oxigraph answers for; its default graph is the union.

    Args:
        folder: where the graph is kept; the default place if not given. It is open for reading only.

    Raises:
        NoGraphError: nothing has been built there.
    """
    import rdflib
    from oxrdflib import OxigraphStore

    from graph.store import default_folder, open_store
    from ontology import PREFIXES

    facts = rdflib.Dataset(store=OxigraphStore(store=open_store(folder or default_folder())), default_union=True)
    for prefix, namespace in PREFIXES.items():
        facts.bind(prefix, namespace)
    return facts
