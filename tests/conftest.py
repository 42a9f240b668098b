"""The real graph, its site and its server, made once for all tests; a real browser that is watched."""

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock
from pyoxigraph import Store

from graph.build import build
from graph.store import open_store
from loaders.datasets import DATA, Catalogue, datasets, load

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytest_plugins = ["engines"]

ROOT = Path(__file__).parent.parent
SITE_DAY = "2026-11-21"
"""The day that the site of the tests is of."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no worker waits for it in the end."""
    items.sort(key=lambda item: "test_package" not in item.nodeid)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the graph of all real facts."""
    where = tmp_path_factory.mktemp("graph")
    build(where)
    return where


@pytest.fixture(scope="session")
def store(folder: Path) -> Store:
    """The graph of all real facts, open for reading."""
    return open_store(folder)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """All real records."""
    return load(datasets())


@pytest.fixture(scope="session")
def site(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site of all real facts; the workers of a run share it."""
    from graph.site import build as write

    own = tmp_path_factory.getbasetemp()
    shared = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "site"
    with FileLock(f"{shared}.lock"):
        if not shared.exists():
            write(folder, shared, SITE_DAY)
    return shared


@pytest.fixture(scope="session")
def served(folder: Path, site: Path) -> Iterator[str]:
    """The address of `coop serve` on the graph of all real facts; it ends well when it is told to."""
    with serving(folder, site) as (server, address):
        yield address.removesuffix("/")
        server.terminate()
        assert server.wait(60) == 0


@contextmanager
def serving(folder: Path, site: Path, *options: str) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """Have `coop serve` run on a graph whose site stands elsewhere: its process, and its address."""
    from graph.site import made_from
    from graph.store import built_from

    if not (folder / "site").exists():
        (folder / "site").symlink_to(site)
    assert made_from(folder / "site") == built_from(folder)  # it need not write the site again
    coop = Path(sys.executable).with_name("coop")
    command = [coop, "serve", "--port", "0", "--store", folder, *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        try:
            yield server, server.stdout.readline().strip()
        finally:
            server.kill()


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Chromium, if the machine has one."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        pytest.skip("no Chromium on this machine; on Debian: apt-get install chromium")
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


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of ours as the csv module reads them, over all data sets."""
    rows: list[dict[str, str]] = []
    for path in sorted(DATA.glob(f"*/{name}.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows += csv.DictReader(file)
    return rows
