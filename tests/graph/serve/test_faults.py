"""What goes wrong around a server does not go wrong in it: the table of `docs/serving.md`, row by row."""

import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from shutil import copytree
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import urlopen

import pytest
from conftest import serving
from lean import COOP_ON_LEAN
from pyoxigraph import Store

from ontology import coop, rdf

pytestmark = pytest.mark.xdist_group("faults")

COUNT = f"SELECT (COUNT(*) AS ?n) WHERE {{ ?s a {coop.Agreement} }}"
LONG = f"SELECT (COUNT(*) AS ?n) WHERE {{ ?s a {coop.Agreement} . ?t a {coop.Agreement} . ?u a {coop.Agreement} }}"
HALF_OPEN = 1000
MALFORMED = 10_000 if os.environ.get("COOP_LARGE") else 1_500
IDLE = 5
"""After how many seconds the server of these tests closes an idle connection; others do after 20."""

IMPATIENT = f"""
import asyncio, functools, pathlib, sys
from graph.serve import Address, Server, serve
from graph.serve.limits import Limits
graph = pathlib.Path(sys.argv[1])
server = Server(graph, graph / "site", Limits(idle={IDLE}))
asyncio.run(serve(server, Address(port=0), functools.partial(print, flush=True)))
"""
"""What `coop serve` does, with less patience."""

NUMBERS = count()


@dataclass(frozen=True)
class Running:
    """A server of its own process."""

    process: "subprocess.Popen[str]"
    address: str

    def answer(self, query: str = COUNT) -> str:
        """Return the one number that a query comes to; a remark makes it one whose answer is not kept."""
        another = quote(f"{query}\n# {next(NUMBERS)}")
        with urlopen(f"{self.address}sparql?query={another}", timeout=60) as answer:
            return str(json.load(answer)["results"]["bindings"][0]["n"]["value"])

    def graph(self) -> str:
        """Return the generation that is read."""
        with urlopen(f"{self.address}health", timeout=60) as answer:
            return str(json.load(answer)["graph"])

    def engine(self) -> int:
        """Return the process of the engine."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text("ascii").split()
        return next(int(child) for child in children if b"oxigraph" in Path(f"/proc/{child}/cmdline").read_bytes())


@contextmanager
def started(folder: Path, site: Path, *command: str) -> Iterator[Running]:
    """Have `coop serve`, or another command, run on a graph whose site is written already."""
    with serving(folder, site, *command) as (process, address):
        yield Running(process, address)


@pytest.fixture(scope="module")
def own(folder: Path, site: Path) -> Iterator[Running]:
    """A server on the graph of all real facts."""
    with started(folder, site, sys.executable, "-c", IMPATIENT, str(folder)) as running:
        yield running


@pytest.fixture(scope="module")
def agreements(store: Store) -> int:
    """How many agreements there are."""
    return len({quad.subject for quad in store.quads_for_pattern(None, rdf.type, coop.Agreement, None)})


def until(holds: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "in vain"
        time.sleep(0.05)


def exists(process: int) -> bool:
    with suppress(FileNotFoundError):
        return not re.search(r"^State:\s+Z", Path(f"/proc/{process}/status").read_text("ascii"), re.MULTILINE)
    return False


def test_half_open_connections_and_malformed_requests_keep_nobody_out(own: Running, agreements: int) -> None:
    host, port = own.address.split("/")[2].split(":")
    with ExitStack() as held:
        waiting = [held.enter_context(socket.create_connection((host, int(port)))) for _ in range(HALF_OPEN)]
        for one in waiting[::2]:
            one.sendall(b"GET /sparql HTTP/1.1\r\nHost: loc")
        assert own.answer() == str(agreements)
        with ThreadPoolExecutor(8) as pool:
            said = list(pool.map(lambda number: sent(host, int(port), malformed(number)), range(MALFORMED)))
        assert {status for status, _ in said} <= {0, *range(200, 500)}
        waited = {status for status, hung_up in said if not hung_up}
        assert 400 in waited
        assert 0 not in waited
        assert own.answer() == str(agreements)
        until(lambda: all(map(closed, waiting)))


def malformed(number: int) -> tuple[bytes, bool]:
    """Return a request that has something wrong with it: another for each number, always the same.

    Beside it, whether it has an end: then there is an answer to wait for.
    """
    chance = random.Random(number)
    query = quote(chance.choice([COUNT, "ASK {", "SELECT", "\x00", "é" * 30, "SERVICE", "{" * 500]))
    request = bytearray(chance.choice([
        f"GET /sparql?query={query} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "POST /sparql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        f"Content-Length: {chance.choice([3, -1, 10**20])}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\n\r\nquery={query}",
        "POST /sparql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n"
        "Content-Type: application/sparql-query\r\n\r\nZZ\r\nASK {}\r\n0\r\n\r\n",
        f"GET /{chance.choice(['..', '%2e%2e', 'id', 'api/queries', 'en', 'editor', 'reconcile'])}/"
        f"{chance.choice(['..%2f..%2fetc%2fpasswd', '%00', '%ff', 'x' * 5000, '?queries=[]', '../../etc/passwd'])} "
        "HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    ]).encode())  # fmt: skip
    made = bytes(request)
    for _ in range(chance.randrange(4)):
        request[chance.randrange(len(request))] = chance.randrange(256)
    spoilt = bytes(request[: chance.randrange(1, len(request))] if chance.random() < 0.2 else request)
    return spoilt, spoilt == made and made.startswith(b"GET")


def sent(host: str, port: int, malformed: tuple[bytes, bool]) -> tuple[int, bool]:
    """Send a request, and hang up after it unless it has an end of its own.

    Returns:
        The status code of the answer, 0 if the connection is closed without one, as a server may that is hung up on
        before it has read; and whether it was hung up on.
    """
    request, has_end = malformed
    with socket.create_connection((host, port), timeout=60) as one, suppress(ConnectionError):
        one.sendall(request)
        if not has_end:
            one.shutdown(socket.SHUT_WR)
        answer = b""
        while part := one.recv(65536):
            answer += part
        assert b"Traceback" not in answer
        assert b"/graph/serve" not in answer
        return int(answer.split(b" ", 2)[1]) if answer else 0, not has_end
    return 0, not has_end


def closed(one: socket.socket) -> bool:
    one.setblocking(False)
    try:
        while one.recv(65536):
            pass
    except BlockingIOError:
        return False
    except ConnectionError:
        return True
    return True


def test_when_the_engine_is_killed_another_takes_its_place(own: Running, agreements: int) -> None:
    with ThreadPoolExecutor(4) as pool:
        asking = [pool.submit(own.answer) for _ in range(40)]
        killed = own.engine()
        os.kill(killed, signal.SIGKILL)
        asking += [pool.submit(own.answer) for _ in range(40)]
    assert {one.result() for one in asking} == {str(agreements)}
    assert own.engine() != killed


def test_requests_that_ask_for_too_much_are_told_so(own: Running) -> None:
    for status, query in ((403, "SELECT * WHERE { ?a ?b ?c . ?d a ?e . FILTER(?a != ?d) }"), (400, "SELECT WHERE")):
        with pytest.raises(HTTPError) as refused:
            own.answer(query)
        said = json.load(refused.value)
        assert (refused.value.code, said["status"]) == (status, status)
    with pytest.raises(HTTPError) as refused, urlopen(f"{own.address}sparql", b"query=" + b" " * (200 << 10)):
        pass
    assert refused.value.code == 413
    assert "128 KB" in json.load(refused.value)["detail"]


def test_when_told_to_end_it_answers_what_was_asked_and_ends_in_order(
    folder: Path, site: Path, agreements: int
) -> None:
    with started(folder, site) as running, ThreadPoolExecutor(1) as pool:
        engine = running.engine()
        asking = pool.submit(running.answer, LONG)
        time.sleep(0.3)
        running.process.send_signal(signal.SIGTERM)
        assert asking.result() == str(agreements**3)
        assert running.process.wait(60) == 0
        assert not exists(engine)


def test_when_it_is_killed_its_engine_ends_too(folder: Path, site: Path) -> None:
    with started(folder, site) as running:
        engine = running.engine()
        running.process.kill()
        until(lambda: not exists(engine))


@contextmanager
def small_disk(place: Path, megabytes: int) -> Iterator[Path]:
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)]
    done = subprocess.run(mount, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no small disk can be had here: {done.stderr.strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_a_full_disk_stops_a_build_but_no_answer(
    lean_folder: Path, site: Path, tmp_path: Path, agreements: int
) -> None:
    with small_disk(tmp_path / "small", 300) as small:
        disk = copytree(lean_folder, small / "graph", symlinks=True)
        build = [*COOP_ON_LEAN, "build", "--store", str(disk)]
        with started(disk, site) as running:
            first = running.graph()
            filler = disk / "filler"
            with suppress(OSError), filler.open("wb", buffering=0) as file:
                while True:
                    file.write(b"\0" * (1 << 20))
            failed = subprocess.run(build, capture_output=True, text=True, check=False)
            assert failed.returncode == 1
            assert "Traceback" not in failed.stderr
            os.kill(running.engine(), signal.SIGKILL)
            assert (running.answer(), running.graph()) == (str(agreements), first)
            filler.unlink()
            subprocess.run(build, check=True, capture_output=True)
            until(lambda: running.graph() != first)
            assert running.answer() == str(agreements)


def refused_health(running: Running) -> bool:
    with suppress(HTTPError):
        return not running.graph()
    return True


def test_a_graph_that_is_taken_away_is_missed_kindly(folder: Path, site: Path, tmp_path: Path) -> None:
    graph = copytree(folder, tmp_path / "graph", symlinks=True)
    with started(graph, site) as running:
        (graph / "current").rename(tmp_path / "taken")
        os.kill(running.engine(), signal.SIGKILL)
        until(lambda: refused_health(running))
        for path in ("editor/yasgui.min.js", f"sparql?query={quote(COUNT)}", "id/vn/da-nang", "health"):
            with pytest.raises(HTTPError) as refused:
                urlopen(running.address + path)
            assert (refused.value.code, refused.value.headers["Retry-After"]) == (503, "5")
            assert str(tmp_path) not in json.load(refused.value)["detail"]
        (tmp_path / "taken").rename(graph / "current")
        assert running.answer()


def test_a_build_in_the_middle_of_load_fails_no_request(
    lean_folder: Path, site: Path, tmp_path: Path, agreements: int
) -> None:
    graph = copytree(lean_folder, tmp_path / "graph", symlinks=True)
    build = [*COOP_ON_LEAN, "build", "--store", str(graph)]
    with started(graph, site) as running, ThreadPoolExecutor(3) as pool:
        first, done = running.graph(), list[str]()

        def ask() -> None:
            while running.process.poll() is None and "built" not in done:
                done.append(running.answer())

        asking = [pool.submit(ask) for _ in range(3)]
        subprocess.run(build, check=True, capture_output=True)
        until(lambda: running.graph() != first)
        done.append("built")
        for one in asking:
            one.result()
        assert set(done) == {str(agreements), "built"}


def test_a_page_says_nothing_of_the_machine(own: Running) -> None:
    for path in (
        "nothing",
        "api/queries/nothing",
        "api/queries/partners-of?place=nowhere",
        "id/vn/nowhere",
        "en/../..",
    ):
        with pytest.raises(HTTPError) as refused:
            urlopen(own.address + path)
        said = refused.value.read().decode()
        assert refused.value.code in {400, 404}
        assert str(Path.home()) not in said
        assert "Traceback" not in said
        assert urlsplit(own.address).netloc not in said
