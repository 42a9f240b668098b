"""A network as a file: GraphML, GEXF with a timeline, node-link JSON, or a list of edges as CSV."""

import io
import json
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from graph.ask.text import visible
from graph.export.about import LICENCE, citation, version
from loaders.files import safe_csv
from loaders.files.atomic import written_whole
from loaders.model.dates import PartialDate
from loaders.tables.datasets import facts_as_of

if TYPE_CHECKING:
    import networkx as nx


NETWORK_SUFFIXES = {"graphml": ".graphml", "gexf": ".gexf", "node-link": ".json", "edges": ".csv"}
"""The formats of a network, with the endings of their files."""

_GEXF = "http://www.gexf.net/1.2draft"
_GRAPHML = "http://graphml.graphdrawing.org/xmlns"


def export_network(network: "nx.Graph[str]", path: Path, style: str) -> None:
    """Write a network (see `graph.analysis.networks`), whole or not at all.

    Args:
        network: the network.
        path: a file.
        style: ``graphml`` (for igraph, yEd, Cytoscape), ``gexf`` (for Gephi, with a timeline), ``node-link`` (JSON, for
            D3) or ``edges`` (CSV: a row an edge, with what is said of it; isolates are not in it).
    """
    with written_whole(path) as file:
        file.write(network_file(network, style))


def network_file(network: "nx.Graph[str]", style: str) -> bytes:
    """Return a network in a format; see `export_network`."""
    import networkx as nx

    sided = _sided(network)
    sided.graph = {**sided.graph, **_told(str(network.graph.get("name", "")))}
    if style == "graphml":
        return _graphml(_numbered(sided))
    if style == "gexf":
        return _gexf(_numbered(sided))
    if style == "edges":
        return _edges(_numbered(sided))
    document = nx.node_link_data(sided, edges="links")
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _told(name: str) -> dict[str, str]:
    """Return what a network says of itself: by which version it was written, of which facts, how it is cited."""
    facts = facts_as_of()
    return {"version": version(), "facts": facts, "licence": LICENCE, "cite": citation(name, facts)}


def _sided(network: "nx.Graph[str]") -> "nx.Graph[str]":
    """Return a network in which ``bipartite`` tells the two sides of a network of ties: 0 in Vietnam, 1 in Japan.

    Programs for two-mode networks look for it; networks with affiliations have it already. Texts have no controls in
    them, which XML cannot hold.
    """
    found, of_ties = network.copy(), network.graph.get("name") == "ties"
    for _, said in found.nodes(data=True):
        said.update({name: visible(value) for name, value in said.items() if isinstance(value, str)})
        if of_ties:
            said["bipartite"] = int(said.get("country") == "jp")
    for *_, said in found.edges(data=True):
        said.update({name: visible(value) for name, value in said.items() if isinstance(value, str)})
    return found


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


def _graphml(network: "nx.Graph[str]") -> bytes:
    """Return GraphML whose keys are called by the attributes: Cytoscape.js knows attributes by the ids of keys alone.

    An attribute that nodes and edges both have is ``edge_NAME`` of edges, since an id stands once.
    """
    import networkx as nx

    file = io.BytesIO()
    nx.write_graphml(network, file)
    ElementTree.register_namespace("", _GRAPHML)
    root = ElementTree.fromstring(file.getvalue())  # noqa: S314 - we have just written it
    keys = root.findall(f"{{{_GRAPHML}}}key")
    of_nodes = {key.get("attr.name") for key in keys if key.get("for") == "node"}
    called = {}
    for key in keys:
        name, owner = str(key.get("attr.name")), str(key.get("for"))
        alone = owner == "node" or (owner == "edge" and name not in of_nodes)
        called[key.get("id")] = name if alone else f"{owner}_{name}"
        key.set("id", called[key.get("id")])
    for data in root.iter(f"{{{_GRAPHML}}}data"):
        data.set("key", called[data.get("key")])
    return _xml(root)


def _gexf(network: "nx.Graph[str]") -> bytes:
    """Return GEXF 1.2 as its schema has it, with a timeline where edges say when they began.

    The name of a network, which networkx writes into an attribute that the schema does not know, is the description.
    It does not say on which day it was written, so that two exports compare.
    """
    import networkx as nx

    text = "\n".join(nx.generate_gexf(_timed(network)))
    ElementTree.register_namespace("", _GEXF)
    root = ElementTree.fromstring(re.sub(r' lastmodifieddate="[0-9-]+"', "", text))  # noqa: S314 - we have just written it
    meta, whole = root.find(f"{{{_GEXF}}}meta"), root.find(f"{{{_GEXF}}}graph")
    if meta is not None and whole is not None:
        told = ElementTree.SubElement(meta, f"{{{_GEXF}}}description")
        whole.attrib.pop("name", None)
        said = network.graph
        told.text = f"{said.get('name', '')} as of {said.get('as_of', '')}. {said.get('cite', '')}"
    return _xml(root)


def _timed(network: "nx.Graph[str]") -> "nx.Graph[str]":
    """Return a network whose edges last from ``start`` to ``end``, and whose nodes do as long as any of their edges.

    An edge begins on the first day from which it is known to hold; of one without ``since`` that is the day of a
    source, and nobody knows when it began. One without ``until`` has no end.
    """
    found, of_nodes = network.copy(), defaultdict(list)
    for one, other, said in found.edges(data=True):
        if "valid_from" in said:
            said["start"] = said["valid_from"]
        if "until" in said:
            said["end"] = PartialDate(said["until"]).latest
        for node in (one, other):
            of_nodes[node].append(said)
    for node, own in of_nodes.items():
        if all("start" in edge for edge in own):
            found.nodes[node]["start"] = min(edge["start"] for edge in own)
        if all("end" in edge for edge in own):
            found.nodes[node]["end"] = max(edge["end"] for edge in own)
    return found


def _edges(network: "nx.Graph[str]") -> bytes:
    """Return a CSV table, as spreadsheets take it, with a row for each edge: its ends, their names, what is said of it.

    The source is of the first mode (``bipartite`` 0), the target of the second.
    """
    rows: list[dict[str, Any]] = []
    for *ends, said in network.edges(data=True):
        one, other = sorted(ends, key=lambda end: (network.nodes[end].get("bipartite", 0), end))
        labels = {f"{end}_label": network.nodes[node].get("label") for end, node in _ends(one, other)}
        rows.append({**dict(_ends(one, other)), **labels, **said})
    columns = dict.fromkeys(
        ["source", "target", "source_label", "target_label", *(name for row in rows for name in row)]
    )
    return safe_csv.written([columns, *([row.get(column) for column in columns] for row in rows)]).encode()


def _ends(one: str, other: str) -> Iterable[tuple[str, str]]:
    return ("source", one), ("target", other)


def _xml(root: ElementTree.Element) -> bytes:
    written: bytes = ElementTree.tostring(root, "utf-8", xml_declaration=True)
    return written + b"\n"
