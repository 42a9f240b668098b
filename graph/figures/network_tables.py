"""Tables of the network as a whole: when its ties began, how large it is by parts of the facts, on what it rests."""

from math import ceil
from typing import TYPE_CHECKING, Any

from graph.figures.canvas import Rows, having
from graph.figures.network import PARTS
from graph.figures.shown import FigureTable

if TYPE_CHECKING:
    import networkx as nx

_QUARTERS = {"a quarter began by": 0.25, "half began by": 0.5, "three quarters began by": 0.75}


def begun(network: "nx.Graph[str]") -> FigureTable:
    """Return by which year a quarter, half and three quarters of the dated ties of a network began, as a table."""
    ties = [said for *_, said in network.edges(data=True)]
    of: dict[str, Rows] = {
        "all": ties,
        "documents": having(ties, "form", "Agreement"),
        "of high confidence": [said for said in ties if said.get("confidence") == "high"],
    }
    rows: list[dict[str, Any]] = []
    for words, own in of.items():
        years = sorted(str(said["since"])[:4] for said in own if "since" in said)
        by = {name: years[ceil(share * len(years)) - 1] if years else None for name, share in _QUARTERS.items()}
        rows.append({"what": words, "dated": len(years), **by, "undated": len(own) - len(years)})
    headings = {"what": "ties, ended ones included", "dated": "dated", **{name: name for name in _QUARTERS}}
    return FigureTable(rows, {**headings, "undated": "no date"})


def sizes(parts: Rows) -> FigureTable:
    """Return the size of the network by parts of the facts as a table (rows of `robustness.parts`)."""
    headings = {"part": "part of the facts", "places": "localities", "pairs": "pairs", "ties": "ties",
                "one_partner": "with one partner", "groups": "groups", "largest": "in the largest",
                "most": "most partners", "partners": "how many"}  # fmt: skip
    return FigureTable([{**row, "part": PARTS[row["part"]][0]} for row in parts], headings)


def alone(dependants: Rows, number: int = 8) -> FigureTable:
    """Return whose partners have no other partner, by parts of the facts (rows of `robustness.dependants`)."""
    headings = {"place": "partners of it that have no other", **{part: words for part, (words, *_) in PARTS.items()}}
    return FigureTable(dependants[:number], headings)


def relied(reliance: Rows, by_partners: Rows, number: int = 10) -> FigureTable:
    """Return on how many sources and publishers the partnerships of the first places rest, as a table.

    Args:
        reliance: rows of `robustness.reliance`, of which those in force are shown.
        by_partners: rows of `rank.sensitivity`, which say how many sources speak of a place.
        number: how many places are shown.
    """
    in_force = having(reliance, "part", "in_force")
    spoken = {row["place_id"]: row["sources"] for row in by_partners}
    headings = {
        "place": "locality", "partners": "partners", "of_one_source": "known from one source alone",
        "of_the_same": "from the same one", "source": "which one", "of_one_publisher": "from one publisher alone",
        "of_the_same_publisher": "from the same one", "publisher": "which one",
        "sources": "sources that speak of the locality",
    }  # fmt: skip
    return FigureTable([{**row, "sources": spoken[row["place_id"]]} for row in in_force[:number]], headings)
