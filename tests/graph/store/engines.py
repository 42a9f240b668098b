"""Two real servers that know SPARQL, unlike in kind, on this machine alone; and one that answers as it is told."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from click.testing import CliRunner, Result

from graph.cli.main import main

USER, SECRET = "coop", "a-secret-of-seven-words"


@dataclass
class Engine:
    """A server: where it takes queries and updates, its process, and the folder of the graph that is there, if any."""

    name: str
    query: str
    update: str
    process: "subprocess.Popen[bytes]"
    folder: Path | None = None
    pushed: Result | None = None
    """What `coop push` said of writing the graph there."""


@contextmanager
def ended(command: list[str], folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a program in a folder, and end it whatever happens."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=folder, stdin=quiet, stdout=quiet, stderr=quiet)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None, "the server has ended"
        time.sleep(0.1)
    raise TimeoutError


@contextmanager
def oxigraph(folder: Path) -> Iterator[Engine]:
    """Run Oxigraph's server, whose default graph is not the union of the named ones."""
    port = free_port()
    program = str(Path(sys.executable).with_name("oxigraph"))
    with ended([program, "serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}"], folder) as process:
        wait_for(port, process)
        yield Engine("oxigraph", f"http://127.0.0.1:{port}/query", f"http://127.0.0.1:{port}/update", process)


SETTINGS = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CaseMode = 2
CheckpointInterval = 0
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
MaxQueryMem = 200M
ThreadsPerQuery = 1
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 8
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = 10000
MaxQueryExecutionTime = 60
"""
"""As Debian has it, but small and on this machine alone, and with a thread for a query: on several, rows are lost."""


@contextmanager
def virtuoso(folder: Path) -> Iterator[Engine]:
    """Run Virtuoso, with a user who may write."""
    if not shutil.which("virtuoso-t"):
        pytest.skip("no Virtuoso on this machine; on Debian: apt-get install virtuoso-opensource")
    http, sql = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(SETTINGS.format(http=http, sql=sql))
    (folder / "rights.sql").write_text(f"USER_CREATE ('{USER}', '{SECRET}');\nGRANT SPARQL_UPDATE TO {USER};\n")
    with ended(["virtuoso-t", "+foreground", "+configfile", "virtuoso.ini"], folder) as process:
        wait_for(sql, process)
        subprocess.run(
            ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", "rights.sql"],
            cwd=folder, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        wait_for(http, process)
        base = f"http://127.0.0.1:{http}"
        yield Engine("virtuoso", f"{base}/sparql", f"{base}/sparql-auth", process)


ENGINES = {"oxigraph": oxigraph, "virtuoso": virtuoso}
EACH = [pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in ENGINES]
"""Each engine in one worker of a run."""


@pytest.fixture(scope="session")
def credentials() -> Iterator[None]:
    """Name and password in the environment."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COOP_USER", USER)
        patch.setenv("COOP_PASSWORD", SECRET)
        yield


@pytest.fixture(scope="session", params=EACH)
def engine(
    request: pytest.FixtureRequest, credentials: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """Each of the two servers, with a graph pushed to it.

    Virtuoso has all real facts: with a third of them, it waits for itself for ever in one of our questions.
    """
    with ENGINES[request.param](tmp_path_factory.mktemp(request.param)) as started:
        started.folder = request.getfixturevalue("folder" if started.name == "virtuoso" else "lean_folder")
        started.pushed = CliRunner(env={"COOP_STORE": str(started.folder)}).invoke(main, ["push", started.query])
        yield started


@pytest.fixture(scope="session", params=EACH)
def other(
    request: pytest.FixtureRequest, credentials: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """Each of the two servers, to be written to."""
    with ENGINES[request.param](tmp_path_factory.mktemp(request.param)) as started:
        yield started


@dataclass
class Puppet:
    """A server that answers what it is told, and remembers what it was sent."""

    url: str
    requests: list[tuple[str, dict[str, str]]]
    status: int = 200
    kind: str = "text/html"
    body: bytes = b"<html>Welcome</html>"
    head: tuple[tuple[str, str], ...] = ()
    cut: bool = False


@pytest.fixture
def puppet() -> Iterator[Puppet]:
    """A server that answers what it is told."""
    port = free_port()
    told = Puppet(f"http://127.0.0.1:{port}/query", [])

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("content-length", 0)))
            told.requests.append((self.command, dict(self.headers)))
            self.send_response(told.status)
            self.send_header("Content-Type", told.kind)
            self.send_header("Content-Length", str(len(told.body) + (100 if told.cut else 0)))
            for name, value in told.head:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(told.body)

        do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815 - http.server calls them so

        def log_message(self, *_: Any) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield told
    server.shutdown()
    server.server_close()
