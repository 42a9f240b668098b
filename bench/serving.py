"""The endpoint under load: beside Oxigraph's server without anything in front of it, and beside rdflib-endpoint.

All three answer the same SPARQL text on the same graph, on loopback, to `wrk` on the same two cores. The endpoint keeps
answers for those who ask the same again; so each request is numbered by a remark in the query, which makes it another,
and what it gives to those who ask the same is measured beside that.
"""

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from statistics import median
from tempfile import NamedTemporaryFile
from urllib.parse import quote
from urllib.request import Request, urlopen

import queries
from bench import report
from bench.building import COOP
from bench.report import Figure
from graph.ask.parameters import day
from graph.site import MARK
from graph.store.folder import built_from, generation
from ontology import PREFIXES, thing

TITLE = "The endpoint under load"
CLIENTS = (1, 8, 32)
PATIENCE = 60
"""Seconds that an answer is waited for."""

_SLOW = 0.005
_JSON = {"Accept": "application/sparql-results+json"}
_TERMS = {
    "a place and its names": {},
    "partners-of": {"place": str(thing["vn/da-nang"])},
    "agreements-by-kind-and-year": {},
}
"""What is asked: one short look-up, two competency questions with what they are asked of."""

_NUMBERED = """
local number = 0
function request()
    number = number + 1
    return wrk.format("GET", wrk.path .. "%0A%23{run}-" .. number)
end
"""
"""Has wrk ask another query each time, as far as a server can see."""

_LOOK_UP = f"SELECT ?p ?o WHERE {{ {thing['vn/da-nang']} ?p ?o }}"


@dataclass(frozen=True)
class Load:
    """What a server did: requests a second, and the 99th percentile of their times in milliseconds."""

    rate: float
    slowest: float


def texts() -> dict[str, str]:
    """Return the queries: name -> text."""
    found = {}
    for name, terms in _TERMS.items():
        if name not in queries.names():
            found[name] = _LOOK_UP
            continue
        question = queries.question(name)
        dated = any(one.name == "as_of" for one in question.parameters)
        given = terms | ({"as_of": f'"{day("today")}"^^<{PREFIXES["xsd"]}date>'} if dated else {})
        found[name] = queries.headless(queries.bound(question.sparql, given))
    return found


@contextmanager
def server(command: list[str], ready: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Have a server run that answers at an address."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            end = time.monotonic() + PATIENCE
            while True:
                try:
                    with urlopen(ready, timeout=PATIENCE):
                        break
                except OSError:
                    if process.poll() is not None or time.monotonic() > end:
                        raise
                    time.sleep(0.1)
            yield process
        finally:
            process.terminate()


def load(address: str, query: str, clients: int, seconds: int, again: bool = False) -> Load:
    """Ask a server as fast as so many clients can, another query each time unless the same ``again``."""
    with NamedTemporaryFile("w", encoding="utf-8", suffix=".lua") as script:
        script.write("" if again else _NUMBERED.replace("{run}", str(time.time_ns())))
        script.flush()
        command = [
            "wrk", "--latency", "--threads", "1", "--connections", str(clients), "--duration", f"{seconds}s",
            "--timeout", f"{PATIENCE}s", "--script", script.name, f"{address}?query={quote(query)}",
        ]  # fmt: skip
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(f"{address} did not answer as it should: {said}")
    rate = re.search(r"Requests/sec:\s*([\d.]+)", said)
    slowest = re.search(r"99%\s*([\d.]+)(us|ms|s|m)", said)
    if not rate or not slowest:
        raise RuntimeError(said)
    return Load(float(rate[1]), float(slowest[1]) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}[slowest[2]])


def section(folder: Path, scratch: Path, minutes: float, note: Callable[[str], None]) -> str:
    """Return the part of the report on the endpoint.

    Args:
        folder: where the graph is kept.
        scratch: a folder to write to.
        minutes: how long its memory is watched.
        note: is called with what is measured, and why something is not.
    """
    head = f"\n## {TITLE}\n\n{report.machine()}.\n\n"
    if not which("wrk"):
        note("wrk is not on this machine; on Debian: apt-get install wrk")
        return f"{head}Left out: there is no wrk on this machine.\n"
    site = folder / "site"
    site.mkdir(exist_ok=True)
    (site / MARK).write_text(built_from(folder), "utf-8")  # none is written beside the measuring
    oxigraph = str(Path(sys.executable).parent / "oxigraph")
    coop = [str(COOP), "serve", "--port", "7001", "--store", str(folder)]
    bare = [oxigraph, "serve-read-only", "--location", str(generation(folder)), "--bind", "127.0.0.1:7002",
            "--union-default-graph"]  # fmt: skip
    with server(coop, "http://127.0.0.1:7001/health") as ours, server(bare, "http://127.0.0.1:7002/"):
        turns = list(_turns("http://127.0.0.1:7001/sparql", "http://127.0.0.1:7002/query", note))
        grown = _grown(ours.pid, minutes, note)
    lines = [
        _compared("asked anew", [turn.anew_ratio for turn in turns if turn.slow]),
        _compared("asked again", [turn.again_ratio for turn in turns if turn.slow]),
        Figure("memory, server and engine", f"{grown[0]:.0f} MB after a minute, {grown[1]:.0f} MB after {minutes:g}",
               "flat", grown[1] <= grown[0] * 1.1),
        *_rdflib(folder, scratch, turns, note),
    ]  # fmt: skip
    heads = ("query", "clients", "anew: requests/s", "99 % within ms", "again: requests/s", "99 % within ms",
             "bare requests/s", "99 % within ms", "anew to bare", "again to bare")  # fmt: skip
    return f"{head}{report.figures(lines)}\n{report.table(heads, [turn.row for turn in turns])}"


def _compared(how: str, ratios: list[float]) -> Figure:
    what = f"requests a second, queries over 5 ms, {how}, 1 to 32 clients"
    shown = f"{min(ratios):.2f} to {max(ratios):.2f} of the bare server"
    return Figure(what, shown, "≥ 0.8", min(ratios) >= 0.8, "`oxigraph serve-read-only`")


@dataclass(frozen=True)
class _Turn:
    """What so many clients got that asked a query: anew of ours, the same again of ours, and anew of the bare server.

    The ratios are to the bare server; ``slow`` says whether the query takes it more than 5 ms by itself.
    """

    name: str
    clients: int
    anew: Load
    again: Load
    bare: Load
    anew_ratio: float
    again_ratio: float
    slow: bool

    @property
    def row(self) -> tuple[str, ...]:
        """The turn as a row of a table."""
        loads = [
            shown for one in (self.anew, self.again, self.bare) for shown in (f"{one.rate:,.0f}", f"{one.slowest:,.1f}")
        ]
        return (self.name, str(self.clients), *loads, f"{self.anew_ratio:.2f}", f"{self.again_ratio:.2f}")


def _turns(ours: str, bare: str, note: Callable[[str], None]) -> Iterator[_Turn]:
    for name, text in texts().items():
        slow = False
        for clients in CLIENTS:
            note(f"{name}, {clients} clients")
            # in turns, so that whatever else the machine does befalls all
            rounds = [
                (load(ours, text, clients, 4), load(ours, text, clients, 4, True), load(bare, text, clients, 4))
                for _ in range(3)
            ]
            anew, again, peer = map(_middle, zip(*rounds, strict=True))
            slow = 1 / peer.rate > _SLOW if clients == 1 else slow  # one client waits as long as a query takes
            ratios = [median(one[side].rate / one[2].rate for one in rounds) for side in (0, 1)]
            yield _Turn(name, clients, anew, again, peer, *ratios, slow)


def _middle(loads: Sequence[Load]) -> Load:
    return Load(median(one.rate for one in loads), median(one.slowest for one in loads))


def _grown(process: int, minutes: float, note: Callable[[str], None]) -> tuple[float, float]:
    """Return the memory of a server and its child after a minute under load, and at the end, in MB."""
    note(f"memory over {minutes:g} minutes")
    query = texts()["partners-of"]
    load("http://127.0.0.1:7001/sparql", query, 16, 60)
    first = _megabytes(process)
    load("http://127.0.0.1:7001/sparql", query, 16, max(round(minutes * 60) - 60, 1))
    return first, _megabytes(process)


def _megabytes(process: int) -> float:
    """Return what a process and its children hold in memory."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    pages = sum(int(Path(f"/proc/{one}/statm").read_text("ascii").split()[1]) for one in (process, *children))
    return pages * 4096 / 2**20


def _rdflib(folder: Path, scratch: Path, turns: list[_Turn], note: Callable[[str], None]) -> list[Figure]:
    """Return how the same queries fare with rdflib-endpoint and its default graph in memory."""
    if not find_spec("rdflib_endpoint"):
        note("rdflib-endpoint is not installed; it is in the extra “bench”")
        return []
    note("rdflib-endpoint")
    turtle = scratch / "graph.ttl"
    subprocess.run([str(COOP), "export", str(turtle), "--store", str(folder)], check=True, capture_output=True)
    program = str(Path(sys.executable).parent / "rdflib-endpoint")
    command = [program, "serve", str(turtle), "--host", "127.0.0.1", "--port", "7003"]
    lines = []
    with server(command, "http://127.0.0.1:7003/?query=ASK%7B%7D"):
        for name, text in texts().items():
            begun, answers = time.perf_counter(), 0
            while answers == 0 or time.perf_counter() - begun < 10:
                with urlopen(Request(f"http://127.0.0.1:7003/?query={quote(text)}", headers=_JSON)) as answer:
                    answer.read()
                answers += 1
            peer = answers / (time.perf_counter() - begun)
            own = [turn for turn in turns if turn.name == name]
            for how, rate in (
                ("anew", max(one.anew.rate for one in own)),
                ("again", max(one.again.rate for one in own)),
            ):
                mine, times = f"{rate:,.0f} requests a second", rate / peer
                lines.append(Figure(f"{name}, asked {how}: at most", mine, "≥ 20 times", times >= 20,
                                    f"rdflib-endpoint: {peer:,.2f}, {times:,.0f} times"))  # fmt: skip
    return lines
