"""The graph: built, asked, drawn, served.

In a notebook::

    import graph
    facts = graph.dataset()
    facts.query("SELECT ?place WHERE { ?place a coop:Locality }")
    ties = graph.network(as_of="2024-12-31")
    store = graph.open_store()
    from graph.analysis import gaps
    left_out = graph.records(store, gaps.places(store, gaps.LocalityFilter("vn"), "2025-06-30"))
"""

from pathlib import Path
from typing import TYPE_CHECKING

from loaders.model.messages import joined

if TYPE_CHECKING:
    import networkx as nx
    import rdflib
    from pyoxigraph import Store

    from graph.ask.output import Plain
    from graph.ask.query import Answer


def dataset(folder: Path | None = None) -> "rdflib.Dataset":
    """Return the graph as an rdflib dataset that Oxigraph answers for; its default graph is the union.

    Args:
        folder: where the graph is kept; the default place if not given. It is open for reading only.

    Raises:
        NoGraphError: nothing has been built there.
    """
    import rdflib
    from oxrdflib import OxigraphStore

    from graph.store.folder import default_folder, open_store
    from ontology import PREFIXES

    facts = rdflib.Dataset(store=OxigraphStore(store=open_store(folder or default_folder())), default_union=True)
    for prefix, namespace in PREFIXES.items():
        facts.bind(prefix, namespace)
    return facts


def network(kind: str = "ties", as_of: str = "today", folder: Path | None = None) -> "nx.Graph[str]":
    """Return a network of localities for networkx.

    Args:
        kind: ``ties`` (a multigraph: an edge for each agreement, exchange and project), ``affiliations`` (bipartite:
            localities and the networks, programmes and funders they take part in) or ``co-affiliations`` (localities
            joined by what they take part in together).
        as_of: the day, as in 2024-12-31; a year or a month means its end.
        folder: where the graph is kept; the default place if not given.

    Raises:
        NoGraphError: nothing has been built there.
        ParameterError: there is no such kind, or no tie is known by the day.
    """
    from graph.analysis import networks
    from graph.ask.parameters import known_day
    from graph.ask.query import ParameterError
    from graph.store.folder import default_folder, open_store
    from loaders.model.messages import gettext as _

    if kind not in networks.KINDS:
        wrong = _("“{kind}” is no kind of network; write one of {known}")
        raise ParameterError(wrong.format(kind=kind, known=joined(networks.KINDS)))
    store = open_store(folder or default_folder())
    return networks.network(store, kind, known_day(store, as_of))


def open_store(folder: Path | None = None) -> "Store":
    """Return the graph as a pyoxigraph store, open for reading; the functions of the package take it.

    Raises:
        NoGraphError: nothing has been built there.
    """
    from graph.store.folder import default_folder
    from graph.store.folder import open_store as opened

    return opened(folder or default_folder())


def records(store: "Store", answer: "Answer", language: str = "en", day: str = "") -> "list[dict[str, Plain]]":
    """Return an answer as plain rows: column -> text, number or None; each thing by its name, with its id beside it.

    Args:
        store: the graph.
        answer: the answer.
        language: ``en``, ``vi`` or ``ja``.
        day: the day as of which localities are called what they were called then; today if not given.
    """
    from graph.ask.labels import Labels
    from graph.ask.output import rows
    from graph.ask.query import thing_columns

    columns, plain = rows(answer, Labels(store, language, day), thing_columns(answer))
    return [dict(zip(columns, row, strict=True)) for row in plain]
