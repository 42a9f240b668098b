"""The real graph, its site and its server, made once for all tests; a real browser that is watched."""

import csv
import gc
import io
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache, partial
from http.client import HTTPConnection, HTTPResponse
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle, product
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from filelock import FileLock
from lean import reading_lean
from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Quad, Store

from graph.cli.main import main
from graph.store import folder as opened_graphs
from graph.store.build import build
from graph.store.caches import forget
from graph.store.folder import open_store
from loaders.model.messages import LANGUAGE
from loaders.tables.catalogue import Catalogue, load
from loaders.tables.datasets import DATA, datasets

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytest_plugins = ["engines"]

os.environ["COOP_LANG"] = "en"  # whatever the machine speaks

ROOT = Path(__file__).parent.parent
ROOMS = ("graph", "loaders", "ontology", "queries")
COOP = str(Path(sys.executable).with_name("coop"))
"""The command as a user runs it."""
SITE_DAY = "2026-11-29"
"""The day that the site of the tests is of."""
DATA_TABLES = sorted(path.stem for path in (DATA / "ties").glob("*.csv"))
"""The tables of ties, and of what they rest on."""
FACTS = max(json.loads(path.read_text("utf-8"))["created"][:10] for path in DATA.glob("*/datapackage.json"))
"""The day of the newest facts."""
MANY = 20
"""Graphs open at once in one process of the tests."""
MARKS = {
    "browser": {"browser"},
    "engines": {"engine", "other", "served", "endpoint", "faults", "push", "agent_server", "tasks"},
    "slow": {"site", "notebooks", "why_ties_exist", "package", "docs", "reader", "user_sources", "cli", "fetch",
             "as_of", "check", "backtest", "hostile", "files", "language", "shapes", "shapes_elsewhere", "killed"},
}  # fmt: skip
"""The fixtures, and the modules, whose tests need a browser, servers that know SPARQL, or long."""

LONGEST = ("endpoint", "docs", "notebooks", "as_of", "site", "questions", "language", "print", "rank", "tables_page",
           "user_sources", "own_facts", "openapi", "shapes", "check", "why_ties_exist", "steward", "search", "cli",
           "hostile", "coop", "files", "about", "drawing_file", "package", "push", "shapes_elsewhere", "clients",
           "editor", "wikidata", "valid", "faults", "reader", "frames", "deciding", "networks", "engine", "backtest",
           "gaps_page", "head", "watching", "robustness", "gazetteer", "catalogue", "saved_figures", "gaps", "fetch",
           "build", "drawing", "folder", "user_datasets", "importer", "suggest")  # fmt: skip
"""The modules whose tests take longest, in the order in which they begin, so that no worker waits in the end."""


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups, `-m` the other marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Have one worker run all of a module, so that what its tests share is made once; the longest begin.

    Mark each test by what it needs, too, for those who leave such tests out.
    """
    modules = {item: item.path.stem.removeprefix("test_") for item in items}
    for item, module in modules.items():
        if not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(module))
        for mark, makers in MARKS.items():
            if makers & {module, *getattr(item, "fixturenames", ())}:
                item.add_marker(mark)
    items.sort(key=lambda item: LONGEST.index(modules[item]) if modules[item] in LONGEST else len(LONGEST))


def pytest_collection_finish() -> None:
    """Look for circles of objects less often: the tests hold a million objects that are in none."""
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


@contextmanager
def shared(factory: pytest.TempPathFactory, name: str) -> Iterator[Path]:
    """Give the place of what all workers of a run share; whoever comes first makes it, the others wait."""
    own = factory.getbasetemp()
    place = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / name
    with FileLock(f"{place}.lock"):
        yield place


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the graph of all real facts; no test changes it."""
    with shared(tmp_path_factory, "graph") as where:
        if not where.exists():
            build(where)
    return where


@pytest.fixture(scope="module", autouse=True)
def _few_graphs_are_open() -> Iterator[None]:
    """Have what tests opened closed now and then: hundreds of graphs do not fit in memory."""
    yield
    if len(opened_graphs._OPEN) > MANY:
        opened_graphs._OPEN.clear()
        opened_graphs._FOLDERS.clear()
        forget()


@pytest.fixture(scope="module")
def store(folder: Path) -> Store:
    """The graph of all real facts, open for reading."""
    return open_store(folder)


@cache
def all_records() -> Catalogue:
    """All real records, read once; no test changes them."""
    return load(datasets())


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """All real records."""
    return all_records()


@pytest.fixture
def lean() -> Iterator[None]:
    """A build and a load rest on a third of our facts in this test, which is not about the facts."""
    with reading_lean():
        yield


@pytest.fixture(scope="session")
def lean_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the graph of a third of our facts, of every kind; no test changes it."""
    with shared(tmp_path_factory, "lean") as where, reading_lean():
        if not where.exists():
            build(where)
    return where


@pytest.fixture(scope="session")
def site(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site of all real facts."""
    from graph.site import build as write

    with shared(tmp_path_factory, "site") as where:
        if not where.exists():
            write(folder, where, SITE_DAY)
    return where


@pytest.fixture(scope="module")
def hosted(site: Path) -> Iterator[str]:
    """The address of the site on a web server that knows nothing but files."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="session")
def served(folder: Path, site: Path) -> Iterator[str]:
    """The address of `coop serve` on the graph of all real facts; it ends well when it is told to."""
    with serving(folder, site) as (server, address):
        yield address.removesuffix("/")
        server.terminate()
        assert server.wait(60) == 0


@contextmanager
def serving(folder: Path, site: Path, *command: str) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """Have `coop serve`, or another command, run on a graph whose site stands elsewhere: its process and address."""
    from graph.site import made_from
    from graph.store.folder import built_from

    with suppress(FileExistsError):
        (folder / "site").symlink_to(site)
    assert made_from(folder / "site") == built_from(folder)  # it need not write the site again
    command = command or (COOP, "serve", "--port", "0", "--store", str(folder))
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        try:
            yield server, server.stdout.readline().strip()
        finally:
            server.kill()


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Chromium, if the machine has one; best the build without windows, which takes half the time."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=30_000)  # however busy the machine is

    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    chromium = next(filter(None, map(shutil.which, names)), None)
    if not chromium:
        pytest.skip("no Chromium on this machine; on Debian: apt-get install chromium-headless-shell")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium)
        yield started
        started.close()


@pytest.fixture
def context(browser: "Browser") -> Iterator["BrowserContext"]:
    """A fresh profile at the size of a common screen."""
    made = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    yield made
    made.close()


@dataclass
class Seen:
    """What a page asked for, and what it complained of."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def watch(self, page: "Page") -> None:
        """Write down what a page asks for, and every complaint on its console."""
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("requestfailed", lambda request: self.complaints.append(f"{request.url} failed"))
        page.on(
            "console", lambda said: self.complaints.append(said.text) if said.type in {"error", "warning"} else None
        )
        page.on("pageerror", lambda error: self.complaints.append(str(error)))


@pytest.fixture
def seen() -> Seen:
    """What the page of this test has asked for and complained of so far."""
    return Seen()


@pytest.fixture
def page(context: "BrowserContext", seen: Seen) -> "Page":
    """A page under watch; see `seen`."""
    made = context.new_page()
    seen.watch(made)
    return made


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Have all be told in a language."""
    token = LANGUAGE.set(language)
    try:
        yield
    finally:
        LANGUAGE.reset(token)


@dataclass
class Done:
    """What a command left: its exit status, and what it wrote to each stream."""

    status: int
    out: str
    err: str


def run_coop(*arguments: object, answer: str = "", **settings: str | None) -> Done:
    """Run ``coop`` in this process, with what is answered to its questions, and settings of the environment."""
    done = CliRunner(env=settings).invoke(main, [*map(str, arguments)], input=answer)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Done(done.exit_code, done.stdout, done.stderr)


def copied(folder: Path, to: Path) -> Path:
    """Copy a graph without its site; return where the copy is."""
    return Path(shutil.copytree(folder, to, symlinks=True, ignore=shutil.ignore_patterns("site")))


def sent(served: str, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[HTTPResponse, bytes]:
    """Send one request on a connection of its own, with no header that is empty; return the answer and its body."""
    line = HTTPConnection(urlsplit(served).netloc, timeout=60)
    line.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items() if value})
    answer = line.getresponse()
    said = answer.read()
    line.close()
    return answer, said


def canonical(said: Iterable[Quad]) -> set[Quad]:
    """Return quads with those names for blank nodes that every program finds (RDF Dataset Canonicalization).

    The names follow from the quads that blank nodes stand in; the others, which are most, need not be looked at.
    """
    whole = set(said)
    unnamed = {one for one in whole if any(isinstance(term, BlankNode) for term in (*one.triple, one.graph_name))}
    dataset = Dataset(unnamed)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return whole - unnamed | set(dataset)


def in_turn(ones: Iterable[Any], others: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Return each of some with one of the others, which come in turn; by ``COOP_LARGE=1`` with all of them."""
    return list(product(ones, others) if os.environ.get("COOP_LARGE") else zip(ones, cycle(others)))


def named(path: Path) -> str:
    """Return what a file of ours is called in the repository."""
    return path.relative_to(ROOT).as_posix()


def spreadsheet(text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV table for spreadsheets, which begins with their mark."""
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of ours as the csv module reads them, over all data sets."""
    rows: list[dict[str, str]] = []
    for path in sorted(DATA.glob(f"*/{name}.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows += csv.DictReader(file)
    return rows
