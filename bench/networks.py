"""Networks: measures of a real one of 10,055 places beside igraph and networkx, and the commands that draw on ours."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

from bench import report
from bench.building import COOP
from bench.measuring import ROOT, Used, process
from bench.report import Figure

TITLE = "Networks"
WORLD = ROOT.parent / "shared" / "world" / "twinning.tsv"
"""Twinned places all over the world (Wikidata's P190, September 2016): a pair of ids a line."""
SOURCES = 200
"""From so many places networkx follows the shortest ways; from all of them it would take a quarter of an hour."""
COMMANDS = (
    "coop rank",
    "coop rank --show communities",
    "coop rank --show cut-points",
    "coop rank --show years",
    "coop gaps",
    "coop gaps --show years --country vn",
    "coop suggest hanoi",
)


def section(folder: Path, env: dict[str, str], runs: int, note: Callable[[str], None]) -> str:
    """Return the part of the report on networks.

    Args:
        folder: where the graph is kept that the commands are asked of.
        env: the environment of the processes.
        runs: how often each command is run.
        note: is called with what is measured, and why something is not.
    """
    lines, left_out = [], ""
    if WORLD.exists():
        note("networks: betweenness and summary of the world")
        lines += _world(env)
    else:
        left_out = f"\nThe network of the world is left out: {WORLD} is not there.\n"
        note(left_out.strip())
    for line in COMMANDS:
        note(line)
        lines.append(_command(line, {**env, "COOP_STORE": str(folder)}, runs))
    return f"\n## {TITLE}\n\n{report.machine()}.\n\n{report.figures(lines)}{left_out}"


def _world(env: dict[str, str]) -> list[Figure]:
    found: dict[str, Any] = json.loads(process([sys.executable, "-m", "bench.networks", str(WORLD)], env)[1])
    places, ours, igraph = found["places"], median(found["ours"]), median(found["igraph"])
    sampled = found["networkx"]
    networkx = sampled * places / SOURCES
    ratio, faster = ours / igraph, networkx / ours
    what = f"betweenness of {places:,} places"
    return [
        Figure(f"{what}: time", f"{ours:.1f} s (CPU {median(found['cpu']):.1f} s)", "≤ 1.5 times", ratio <= 1.5,
               f"igraph, in turn: {igraph:.1f} s, {ratio:.2f}"),
        Figure(f"{what}: against networkx", f"{faster:.0f} times faster", "≥ 20 times", faster >= 20,
               f"networkx in Python: {sampled:.1f} s from {SOURCES} places, times {places:,}/{SOURCES}: "
               f"{networkx:,.0f} s"),
        Figure(f"summary of the same, {found['pairs']:,} pairs", f"{median(found['summary']):.2f} s"),
    ]  # fmt: skip


def _command(line: str, env: dict[str, str], runs: int) -> Figure:
    taken = [process([str(COOP), *line.split()[1:]], env)[0] for _ in range(runs + 1)][1:]
    used = Used.typical(taken)
    return Figure(f"`{line}`", f"{used.seconds:.2f} s (CPU {used.cpu:.2f} s)", "≤ 2 s", used.seconds <= 2)


def measure(file: Path, runs: int = 3) -> dict[str, Any]:
    """Measure a network given as a file of pairs: ours and igraph in turn, then networkx from some of the places."""
    import igraph
    import networkx as nx

    from graph.analysis import measures

    pairs = (line.split("\t") for line in file.read_text("utf-8").splitlines())
    network: nx.Graph[str] = nx.Graph((one, other) for one, other in pairs if one != other)
    theirs = igraph.Graph.from_networkx(network)
    taken: dict[str, list[float]] = {"ours": [], "cpu": [], "igraph": [], "summary": []}
    for _ in range(runs):
        used = process_time()
        taken["ours"].append(_seconds(lambda: measures.betweenness(network)))
        taken["cpu"].append(process_time() - used)
        taken["igraph"].append(_seconds(theirs.betweenness))
        taken["summary"].append(_seconds(lambda: measures.summary(network)))
    sampled = _seconds(lambda: nx.betweenness_centrality(network, k=SOURCES, seed=1))
    return {**taken, "networkx": sampled, "places": len(network), "pairs": network.size()}


def _seconds(task: Callable[[], Any]) -> float:
    begun = perf_counter()
    task()
    return perf_counter() - begun


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]))))
