"""Public sources come into the graph by one command, and leave it by another; what only proposes changes nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import copied, spreadsheet
from fickle import Fickle, fickle
from pyoxigraph import Quad
from test_localgovjp import renamed, row_of, written
from test_localgovjp import rows as rows  # the list of municipalities, as a fixture
from test_wikidata import TIES
from test_wikidata import endpoint as endpoint

from graph.cli.main import main
from graph.store.folder import generation, open_store

Run = Callable[..., Result]


@pytest.fixture
def graph(lean_folder: Path, tmp_path: Path, lean: None) -> Path:
    """A graph of one's own."""
    return copied(lean_folder, tmp_path / "graph")


@pytest.fixture
def whole(folder: Path, tmp_path: Path) -> Path:
    """The graph of all real facts as one's own: a list of all municipalities is held against all that we know."""
    return copied(folder, tmp_path / "graph")


@pytest.fixture
def coop(tmp_path: Path) -> Run:
    def run(*arguments: str, status: int = 0) -> Result:
        done = CliRunner(env={"COOP_STORE": str(tmp_path / "graph")}).invoke(main, arguments)
        assert done.exit_code == status, done.output
        return done

    return run


@pytest.fixture
def municipalities() -> Iterator[Fickle]:
    with fickle() as server:
        yield server


def facts(graph: Path) -> set[Quad]:
    return set(open_store(graph).quads_for_pattern(None, None, None, None))


def test_what_wikidata_has_as_twinned_becomes_a_source_that_can_be_dropped(
    coop: Run, endpoint: str, graph: Path
) -> None:
    before = facts(graph)
    coop("fetch", "wikidata", "--from", endpoint)
    [source] = spreadsheet(coop("sources", "--format", "csv").stdout)
    assert source["source"] == "wikidata"
    assert int(source["rows"]) == len(TIES)
    assert int(source["rows"]) == int(source["new"]) + int(source["known"]) + int(source["contradicting"])
    built = generation(graph)
    assert "nothing was changed" in coop("fetch", "wikidata", "--from", endpoint).stderr
    assert generation(graph) == built
    coop("drop", "wikidata")
    assert facts(graph) == before


def test_a_list_that_knows_otherwise_proposes_and_changes_no_locality(
    coop: Run, municipalities: Fickle, rows: list[dict[str, str]], whole: Path
) -> None:
    before = facts(whole)
    renamed(row_of(rows, "堺市"), "新堺市", "27140")
    municipalities.body = written(rows)
    said = coop("fetch", "localgovjp", "--from", municipalities.url).stderr
    [proposed] = (whole / "tables").glob("localgovjp.*/proposed_former_periods.csv")
    assert str(proposed) in said
    assert [row["now_name_ja"] for row in spreadsheet(proposed.read_text("utf-8"))] == ["新堺市"]
    assert not any("新堺市" in str(fact) for fact in facts(whole) - before)


def test_a_source_that_lost_half_of_itself_changes_nothing_and_says_so(
    coop: Run, municipalities: Fickle, rows: list[dict[str, str]], whole: Path
) -> None:
    municipalities.body = written(rows[: len(rows) // 2])
    built = generation(whole)
    said = coop("fetch", "localgovjp", "--from", municipalities.url, status=1).stderr
    assert "is not what it was" in said
    assert generation(whole) == built
    assert spreadsheet(coop("sources", "--format", "csv").stdout) == []


def test_a_server_that_refuses_is_told_of_kindly(coop: Run, graph: Path) -> None:
    said = coop("fetch", "wikidata", "--from", "ftp://example.org", status=1).stderr
    assert said == "Error: “ftp://example.org” is no web address; write it as in https://query.wikidata.org/sparql\n"
