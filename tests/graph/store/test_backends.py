"""A backend of networkx that the environment names is used, and changes no figure."""

import json
import os
import subprocess
import sys
from pathlib import Path

BACKEND = '''
import networkx as nx

class Lent(nx.Graph):
    """A graph of the backend's own kind."""
    __networkx_backend__ = "counting"

class LentDirected(nx.DiGraph):
    """The same of a directed one."""
    __networkx_backend__ = "counting"

class Counting:
    """Runs what networkx has, and writes down what it ran."""
    ran = []

    def __getattr__(self, name):
        if name.startswith("_") or name not in nx.utils.backends._registered_algorithms:
            raise AttributeError(name)
        def run(*arguments, **named):
            self.ran.append(name)
            return nx.utils.backends._registered_algorithms[name].orig_func(*arguments, **named)
        return run

    @staticmethod
    def convert_from_nx(graph, **_):
        return LentDirected(graph) if graph.is_directed() else Lent(graph)

    @staticmethod
    def convert_to_nx(found, **_):
        return found

    @staticmethod
    def can_run(name, arguments, named):
        return not any(isinstance(one, nx.MultiGraph) for one in arguments)

counting = Counting()
'''
MEASURED = """
import json, sys
from pathlib import Path
from graph import network
from graph.analysis import communities, measures
from graph.analysis.networks import simple
whole = network("ties", "2026-11-21", Path(sys.argv[1]))
ties = simple(whole)
found = {
    "summary": measures.summary(ties),
    "core": measures.core(ties),
    "communities": [group.members for group in communities.partition(whole, nulls=2).groups],
    "cut points": measures.cut_points(ties),
}
ran = sorted(set(sys.modules["counting"].counting.ran)) if "counting" in sys.modules else []
print(json.dumps([found, ran]))
"""


def measured(folder: Path, **environment: str) -> tuple[object, list[str]]:
    """Return the measures of the network of ties as a process of its own finds them, and what the backend ran."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(folder)],
        env={**os.environ, **environment}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    found, ran = json.loads(done.stdout)
    return found, ran


def test_a_backend_set_by_the_environment_is_used_and_changes_nothing(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "counting.py").write_text(BACKEND)
    about = tmp_path / "counting-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: counting\nVersion: 1\n")
    (about / "entry_points.txt").write_text("[networkx.backends]\ncounting = counting:counting\n")
    plain, nothing = measured(folder)
    found, ran = measured(folder, PYTHONPATH=str(tmp_path), NETWORKX_BACKEND_PRIORITY="counting")
    assert found == plain
    assert nothing == []
    assert {"louvain_communities", "triangles", "transitivity", "core_number"} <= set(ran)
