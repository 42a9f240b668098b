"""The real graph, built once for all tests."""

import csv
from pathlib import Path

import pytest
from pyoxigraph import Store

from graph.build import build
from graph.store import open_store
from loaders.datasets import DATA, Catalogue, datasets, load

ROOT = Path(__file__).parent.parent


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


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of ours as the csv module reads them, over all data sets."""
    rows: list[dict[str, str]] = []
    for path in sorted(DATA.glob(f"*/{name}.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows += csv.DictReader(file)
    return rows
