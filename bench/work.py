"""Tasks that are measured in a process of their own; each prints what it measured as JSON."""

import json
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

from pyoxigraph import RdfFormat, Store, serialize


def build(tables: str, folder: str) -> dict[str, Any]:
    """Build the graph from a folder of data sets; report the time in all and of each step."""
    from graph.store import build as builder
    from loaders.tables.datasets import datasets

    marks: list[tuple[str, float]] = []

    def step(word: str) -> None:
        marks.append((word, time.perf_counter()))

    begun = time.perf_counter()
    builder.build(Path(folder), datasets(Path(tables)), step)
    step("")
    steps = [(word, after - at) for (word, at), (_, after) in pairwise(marks)]
    return {"seconds": marks[-1][1] - begun, "steps": steps}


def learn(folder: str) -> dict[str, Any]:
    """Have kept what suggestions learn from the facts, as `coop build` does."""
    from graph.store.folder import generation, open_store
    from graph.suggest.learnt import keep

    begun = time.process_time()
    keep(open_store(Path(folder)), generation(Path(folder)))
    return {"seconds": time.process_time() - begun}


def dump(folder: str, quads: str, triples: str) -> dict[str, Any]:
    """Write a graph as N-Quads, and the union of its named graphs as N-Triples."""
    from graph.store.folder import open_store

    store = open_store(Path(folder))
    store.dump(quads, format=RdfFormat.N_QUADS)
    serialize((quad.triple for quad in store), triples, RdfFormat.N_TRIPLES)
    return {"quads": len(store)}


def load(quads: str, folder: str) -> dict[str, Any]:
    """Load N-Quads into an empty store with nothing but pyoxigraph."""
    begun = time.perf_counter()
    store = Store(folder)
    store.bulk_load(path=quads, format=RdfFormat.N_QUADS)
    store.flush()
    return {"seconds": time.perf_counter() - begun}


def ask(folder: str, sparql: str, place: str, as_of: str) -> dict[str, Any]:
    """Ask a question of a store with nothing but pyoxigraph, and print its rows."""
    from pyoxigraph import Literal, NamedNode, QuerySolutions, Variable

    date = Literal(as_of, datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date"))
    given = {Variable("place"): NamedNode(place), Variable("as_of"): date}
    text = Path(sparql).read_text("utf-8")
    rows = Store.read_only(folder).query(text, use_default_graph_as_union=True, substitutions=given)  # type: ignore[arg-type]
    return {"rows": [[str(cell) for cell in row] for row in cast(QuerySolutions, rows)]}


if __name__ == "__main__":
    tasks = {task.__name__: task for task in (build, learn, dump, load, ask)}
    print(json.dumps(tasks[sys.argv[1]](*sys.argv[2:])))
