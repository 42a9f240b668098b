"""Building the graph and starting the command, as whole processes."""

import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from bench.asking import AS_OF
from bench.measuring import ROOT, Used, process, worker
from graph.store.folder import generation
from ontology import thing

COOP = Path(sys.executable).with_name("coop")


@dataclass
class Built:
    """The times of builds and, taken in turn with them, of bare loads of the same quads.

    Attributes:
        quads: how many there are.
        ours: what each build took in all, as seconds within its process.
        bare: what each load took.
        used: what each process that built used.
        steps: the steps of the build, in order, each with its times.
    """

    quads: int = 0
    ours: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    used: list[Used] = field(default_factory=list)
    steps: dict[str, list[float]] = field(default_factory=dict)

    @property
    def ratio(self) -> float:
        """The median build as a multiple of the median load."""
        return median(self.ours) / median(self.bare)


def command(folder: Path, env: dict[str, str], scratch: Path, runs: int) -> Built:
    """Measure ``coop build`` with the project's own tables, in turn with bare loads of what it built."""
    process([str(COOP), "build", "--store", str(folder)], env)
    quads = scratch / "quads.nq"
    built = Built(worker(env, "dump", folder, quads, scratch / "triples.nt")["quads"])
    for _ in range(runs):
        used, _ = process([str(COOP), "build", "--store", str(folder)], env)
        built.used.append(used)
        built.ours.append(used.seconds)
        built.bare.append(_load(env, quads, scratch / "bare"))
    return built


def tenfold(tables: Path, folder: Path, env: dict[str, str], scratch: Path, runs: int) -> Built:
    """Measure builds from a folder of data sets, in turn with bare loads of what they built."""
    built, quads = Built(), scratch / "quads.nq"
    for _ in range(runs):
        report = worker(env, "build", tables, folder)
        built.ours.append(report["seconds"])
        for step, seconds in report["steps"]:
            built.steps.setdefault(step, []).append(seconds)
        if not built.quads:
            built.quads = worker(env, "dump", folder, quads, scratch / "triples.nt")["quads"]
        built.bare.append(_load(env, quads, scratch / "bare"))
    return built


def _load(env: dict[str, str], quads: Path, folder: Path) -> float:
    shutil.rmtree(folder, ignore_errors=True)
    return float(worker(env, "load", quads, folder)["seconds"])


def starts(folder: Path, env: dict[str, str], runs: int) -> dict[str, tuple[Used, Used]]:
    """Measure commands against bare peers, in turn: the command's name -> what it and its peer typically use."""
    sparql = ROOT / "queries" / "partners-of.rq"
    bare = [sys.executable, "-m", "bench.work", "ask", str(generation(folder)), str(sparql),
            thing["vn/da-nang"].value, AS_OF]  # fmt: skip
    pairs = {
        "coop query partners-of --param place=da-nang": bare,
        "coop --help": [sys.executable, "-c", "import click"],
    }
    return {line: _start(line, peer, {**env, "COOP_STORE": str(folder)}, runs) for line, peer in pairs.items()}


def _start(line: str, peer: list[str], env: dict[str, str], runs: int) -> tuple[Used, Used]:
    ours = [str(COOP), *line.split()[1:]]
    taken = [(process(ours, env)[0], process(peer, env)[0]) for _ in range(runs + 1)][1:]
    return Used.typical([one for one, _ in taken]), Used.typical([other for _, other in taken])
