"""A network as a file: GraphML, GEXF or node-link JSON."""

import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from loaders.files.atomic import written_whole

if TYPE_CHECKING:
    import networkx as nx


NETWORK_SUFFIXES = {"graphml": ".graphml", "gexf": ".gexf", "node-link": ".json"}
"""The formats of a network, with the endings of their files."""


def export_network(network: "nx.Graph[str]", path: Path, style: str) -> None:
    """Write a network (see `graph.analysis.networks`), whole or not at all.

    Args:
        network: the network.
        path: a file.
        style: ``graphml`` (for igraph, yEd, Cytoscape), ``gexf`` (for Gephi) or ``node-link`` (JSON, for D3).
    """
    with written_whole(path) as file:
        file.write(network_file(network, style))


def network_file(network: "nx.Graph[str]", style: str) -> bytes:
    """Return a network in a format; see `export_network`."""
    import networkx as nx

    if style == "graphml":
        file = io.BytesIO()
        nx.write_graphml(_numbered(network), file)
        return file.getvalue()
    if style == "gexf":
        return _undated("\n".join(nx.generate_gexf(_numbered(network)))).encode()
    document = nx.node_link_data(network, edges="links")
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _numbered(network: "nx.Graph[str]") -> "nx.Graph[str]":
    """Return a network whose edges have ids of their own: a tie of three is two edges, and ``tie`` of both names it."""
    import networkx as nx

    if not isinstance(network, nx.MultiGraph):
        return network
    found: nx.MultiGraph[str] = nx.MultiGraph(**network.graph)
    found.add_nodes_from(network.nodes(data=True))
    for number, (one, other, tie, said) in enumerate(network.edges(keys=True, data=True)):
        found.add_edge(one, other, key=f"e{number}", **said, tie=tie)
    return found


def _undated(gexf: str) -> str:
    """Return GEXF without the day on which it was written, so that two exports compare."""
    return re.sub(r' lastmodifieddate="[0-9-]+"', "", gexf)
