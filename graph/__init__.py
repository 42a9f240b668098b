"""The graph: built, asked, drawn, served.

In a notebook::

    import graph
    facts = graph.dataset()
    facts.query("SELECT ?place WHERE { ?place a coop:Locality }")
    ties = graph.network(as_of="2024-12-31")
    frame = graph.dyads(as_of="2024-12-31")
    store = graph.open_store()
    from graph.analysis import gaps
    left_out = graph.records(store, gaps.places(store, gaps.LocalityFilter("vn"), "2025-06-30"))

Where there is no graph yet, or the facts have changed since it was built, it is built first; that takes some seconds.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from loaders.model.messages import joined

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import rdflib
    from pyoxigraph import Store

    from graph.analysis.frames.dyads import Municipalities
    from graph.ask.output import Plain
    from graph.ask.query import Answer

    __version__: str
    facts_version: str


def __getattr__(name: str) -> str:
    """Return ``__version__``, that of the package, or ``facts_version``, the day of its facts (ISO 8601)."""
    if name == "__version__":
        from importlib.metadata import version

        return version("vnjp-ties")
    if name == "facts_version":
        from loaders.tables.datasets import facts_as_of

        return facts_as_of()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def dataset(folder: Path | None = None) -> "rdflib.Dataset":
    """Return the graph as an rdflib dataset that Oxigraph answers for; its default graph is the union.

    Queries need no ``PREFIX`` lines for the prefixes of `ontology.PREFIXES`.

    Args:
        folder: where the graph is kept; see `open_store`. It is open for reading only.

    Raises:
        TablesWrongError: it had to be built, and the tables hold problems.
    """
    import rdflib
    from oxrdflib import OxigraphStore

    from ontology import PREFIXES

    facts = rdflib.Dataset(store=OxigraphStore(store=open_store(folder)), default_union=True)
    for prefix, namespace in PREFIXES.items():
        facts.bind(prefix, namespace, replace=True)  # rdflib has another geo: and another schema: in mind
    return facts


def network(
    kind: str = "ties", as_of: str = "today", folder: Path | None = None, *, ended: bool = False, isolates: bool = False
) -> "nx.Graph[str]":
    """Return a network of localities for networkx, of what is in force on a day.

    Args:
        kind: ``ties`` (a multigraph: an edge for each agreement, exchange and project), ``affiliations`` (bipartite:
            localities and the networks, programmes and funders they take part in) or ``co-affiliations`` (localities
            joined by what they take part in together).
        as_of: the day, as in 2024-12-31; a year or a month means its end.
        folder: where the graph is kept; see `open_store`.
        ended: whether what has ended by the day counts too, and projects that are not known to be under way.
        isolates: whether the localities of the day that nothing joins to any other are nodes too.

    Raises:
        TablesWrongError: the graph had to be built, and the tables hold problems.
        ParameterError: there is no such kind, or no tie is known by the day.
    """
    from graph.analysis import networks
    from graph.analysis.selection import Selection
    from graph.ask.parameters import known_day
    from graph.ask.query import ParameterError
    from loaders.model.messages import gettext as _

    if kind not in networks.KINDS:
        wrong = _("“{kind}” is no kind of network; write one of {known}")
        raise ParameterError(wrong.format(kind=kind, known=joined(networks.KINDS)))
    store = open_store(folder)
    day = known_day(store, as_of)
    found = networks.network(store, kind, day, Selection(ended))
    if isolates:
        networks.add_isolates(store, found, day)
    return found


def localities(as_of: str = "today", folder: Path | None = None) -> "pd.DataFrame":
    """Return the localities of a day, each with its names, level, place and figures; a row is a locality.

    The columns, their types and what they mean stand in `graph.analysis.frames.localities.COLUMNS`.

    Args:
        as_of: the day, as in 2024-12-31; a year or a month means its end.
        folder: where the graph is kept; see `open_store`.

    Raises:
        NoPandasError: pandas is not installed.
        ParameterError: no tie is known by the day.
        TablesWrongError: the graph had to be built, and the tables hold problems.
    """
    from graph.analysis.frames import localities as frame

    return frame.localities(*_asked(folder, as_of))


def ties(as_of: str = "today", folder: Path | None = None) -> "pd.DataFrame":
    """Return the agreements, exchanges and projects between the two countries that had begun by a day.

    A row is a tie between one party in Vietnam and one in Japan, in the hands of who holds their parts on the day. The
    columns stand in `graph.analysis.frames.ties.COLUMNS`; arguments and errors are those of `localities`.
    """
    from graph.analysis.frames import ties as frame

    return frame.ties(*_asked(folder, as_of))


def dyads(
    as_of: str = "today", folder: Path | None = None, *, municipalities: "Municipalities" = False
) -> "pd.DataFrame":
    """Return every pair of a locality of Vietnam and one of Japan, with or without a tie; a row is a pair.

    The columns stand in `graph.analysis.frames.dyads.COLUMNS`; other arguments and errors are those of `localities`.

    Args:
        as_of: the day.
        folder: where the graph is kept.
        municipalities: whether municipalities that hold a tie are among them, beside all provincial units; or ``all``,
            with a tie or not, which models of who has ties need.
    """
    from graph.analysis.frames import dyads as frame

    return frame.dyads(*_asked(folder, as_of), municipalities=municipalities)


def _asked(folder: Path | None, as_of: str) -> "tuple[Store, str]":
    """Return the graph and the day asked for."""
    from graph.analysis.frames import load_pandas
    from graph.ask.parameters import known_day

    load_pandas()  # whoever lacks it does not wait for a build
    store = open_store(folder)
    return store, known_day(store, as_of)


def open_store(folder: Path | None = None) -> "Store":
    """Return the graph as a pyoxigraph store, open for reading; the functions of the package take it.

    Args:
        folder: where the graph is kept; if not given, the folder that COOP_STORE names, or else the default place.

    Raises:
        ServerError: COOP_STORE names a server; its graph cannot be had as a store.
        TablesWrongError: the graph had to be built, and the tables hold problems.
    """
    from graph.store.folder import opened, usual_folder

    where = folder or usual_folder()
    return opened(where, lambda: _build(where))


def _build(folder: Path) -> None:
    from graph.store.build import build
    from graph.suggest.learnt import keep

    build(folder, keep=keep)


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
