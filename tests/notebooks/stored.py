"""What the notebooks say, and the ties of the tables as a frame: for the tests that hold the one against the other."""

import re
from functools import cache
from typing import Any

import nbformat
import networkx as nx
import oracle
import pandas as pd
from conftest import ROOT

DAY = "2026-11-29"
PARTS = {
    "in force": lambda ties: ties[ties.in_force],
    "documents only": lambda ties: ties[ties.in_force & (ties.form == "Agreement")],
    "dated only": lambda ties: ties[ties.in_force & ties.since.notna()],
    "high confidence only": lambda ties: ties[ties.in_force & (ties.confidence == "high")],
    "ended ones too": lambda ties: ties,
}
"""The parts of the facts by which the notebooks tell each figure -> how to choose them from `frame`."""


@cache
def notebook(name: str) -> Any:
    [path] = (ROOT / "notebooks").glob(f"{name}-*.ipynb")
    return nbformat.read(path, as_version=4)


def said(name: str, cell: str) -> str:
    """Return what a cell of a notebook shows in words: the last output of it."""
    [found] = [one for one in notebook(name).cells if one.id == cell]
    return str(found.outputs[-1]["data"]["text/plain"])


def rows(name: str, cell: str) -> list[list[str]]:
    """Return the rows of a table that a cell shows, without its heading."""
    return [re.split(r"\s{2,}", line.strip()) for line in said(name, cell).splitlines()[2:] if line.strip()]


@cache
def called(place: str) -> str:
    """Return what the notebooks call a locality, of those that need not be told apart from others."""
    return oracle.localities()[place]["name"] + (
        " Prefecture" if place.count("/") == 1 and is_prefecture(place) else ""
    )


def is_prefecture(place: str) -> bool:
    return oracle.localities()[place]["level"] == "prefecture" and place not in {"jp/hokkaido", "jp/tokyo"}


@cache
def confidence() -> dict[str, str]:
    """Return how well each tie is supported, by its id."""
    return {
        f"{kind}/{row[f'{kind}_id']}": row["confidence"]
        for kind in ("tie", "project")
        for row in oracle.table(f"{kind}s")
    }


@cache
def publisher() -> dict[str, str]:
    """Return who published each source, by its id; the source itself where that is not stated."""
    return {row["source_id"]: row["publisher"] or row["source_id"] for row in oracle.table("sources")}


@cache
def frame(day: str = DAY) -> pd.DataFrame:
    """Return the ties begun by a day, a row for each pair that holds one on it, from the tables alone."""
    return pd.DataFrame(
        [
            {"vn": vn, "jp": jp, "tie": fact.id, "form": fact.form, "since": fact.since,
             "in_force": oracle.lasts(fact, day), "confidence": confidence()[fact.id], "sources": fact.sources}
            for fact in oracle.cooperation(day)
            for vn, jp in fact.between(day)
        ]
    )  # fmt: skip


def graph_of(ties: pd.DataFrame) -> "nx.Graph[str]":
    """Return the pairs of some ties as a network."""
    found: nx.Graph[str] = nx.Graph()
    found.add_edges_from(zip(ties.vn, ties.jp, strict=True))
    return found


@cache
def networks() -> "dict[str, nx.Graph[str]]":
    """Return the network of each part of the facts."""
    return {words: graph_of(part(frame())) for words, part in PARTS.items()}


def listed(names: list[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
