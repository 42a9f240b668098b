"""A table of the user's own: loaded, held against what is known, shown, replaced, dropped, even if killed meanwhile."""

import csv
import json
import os
import pty
import re
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

import inboxes
import pytest
from conftest import ROOT, SITE_DAY, Done, copied, run_coop, spreadsheet
from lean import COOP_ON_LEAN, reading_lean
from pyoxigraph import Quad, RdfFormat

from graph.store import user_sources
from graph.store.folder import base, built_from, fingerprint, open_store
from graph.store.user_sources import catalogue
from loaders.imports import importer
from loaders.imports import user_datasets as own
from loaders.tables.catalogue import Catalogue
from ontology import concept, thing
from ontology import coop as terms

pytestmark = pytest.mark.usefixtures("lean")

HEAD = "Vietnam,Japan,Kind,Signed,Link\n"
MOMENTS = 50 if os.environ.get("COOP_LARGE") else 3
"""At how many moments of its run a load is killed."""

Run = Callable[..., Done]


def running(graph: Path) -> Run:
    """Return what runs ``coop`` on a graph, in this process."""
    return partial(run_coop, COOP_STORE=str(graph))


@pytest.fixture
def graph(lean_folder: Path, tmp_path: Path) -> Path:
    """A copy of a graph, to be changed."""
    return copied(lean_folder, tmp_path / "graph")


@pytest.fixture
def coop(graph: Path) -> Run:
    return running(graph)


@pytest.fixture
def unbuilt(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves out the building of the graph, where only the tables are looked at."""
    monkeypatch.setattr("graph.cli.facts.build_graph", catalogue)  # tells as a build does


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has somebody sit before the terminal."""
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda stream: True, raising=False)


def table(path: Path, *rows: str) -> Path:
    path.write_text(HEAD + "".join(f"{row}\n" for row in rows), "utf-8")
    return path


def put(graph: Path, name: str, *rows: str) -> None:
    """Load a table under a name, as `coop load` does, but leave the graph to be built by who asks it."""
    path, known = table(graph / f"{name}.csv", *rows), user_sources.catalogue(graph, without=name)
    importer.load(graph, path, name, importer.proposed(path, known, print), known, print)
    path.unlink()


def tables(graph: Path) -> dict[str, bytes]:
    """All that is kept beside the graph, by its path."""
    found = sorted((graph / "tables").rglob("*"))
    return {str(path.relative_to(graph)): path.read_bytes() for path in found if path.is_file()}


def facts(graph: Path) -> set[Quad]:
    return set(open_store(graph).quads_for_pattern(None, None, None, None))


def listed(run: Run) -> dict[str, tuple[int, ...]]:
    """How many rows each source has, that are new, known, contradicting, to be mended."""
    told = csv.DictReader(run("sources", "--format", "csv").out.removeprefix("\ufeff").splitlines())
    return {
        row["source"]: tuple(int(row[one]) for one in ("rows", "new", "known", "contradicting", "to_mend"))
        for row in told
    }


def between(run: Run, vn: str, jp: str) -> list[dict[str, str]]:
    asked = ("--param", f"place={vn}", "--param", f"other={jp}", "--format", "csv")
    return spreadsheet(run("query", "ties-between", *asked).out)


# --- to and fro --------------------------------------------------------------------------------------------------


def test_the_same_file_twice_changes_nothing_and_dropped_it_leaves_no_trace(
    graph: Path, coop: Run, tmp_path: Path
) -> None:
    before, path = fingerprint(graph), table(tmp_path / "Mine.csv", "Đà Nẵng,旭川市,MOU,2001-02-03,")
    bare = facts(graph)
    first = coop("load", path, "--yes")
    assert (first.status, first.out) == (0, "")
    assert "Loaded mine, 1 row: 1 new, 0 known before, 0 contradicting" in first.err
    kept, built = tables(graph), (graph / "current").read_bytes()
    assert built_from(graph) == fingerprint(graph) != before
    again = coop("load", path, "--yes")
    assert (again.status, again.out) == (0, "")
    assert "Mine.csv is in the graph already, as mine; nothing was changed." in again.err
    assert (tables(graph), (graph / "current").read_bytes()) == (kept, built)
    assert facts(graph) != bare
    dropped = coop("drop", "mine")
    assert (dropped.status, dropped.out) == (0, "")
    assert "mine is no longer in the graph." in dropped.err
    assert facts(graph) == bare
    assert fingerprint(graph) == before


def test_a_second_edition_takes_the_place_of_the_first(graph: Path, coop: Run) -> None:
    put(graph, "mine", "Đà Nẵng,旭川市,MOU,2001-02-03,", "Đà Nẵng,旭川市,MOU,2005,", "Hà Tĩnh,旭川市,MOU,2005,")
    put(graph, "mine", "Đà Nẵng,旭川市,MOU,2003-04-05,")
    assert listed(coop) == {"mine": (1, 1, 0, 0, 0)}
    assert [row["since"] for row in between(coop, "da-nang", "asahikawa")] == ["2003-04-05"]


def test_two_that_say_the_same_are_both_sources_of_one_tie_and_one_can_go(graph: Path, coop: Run) -> None:
    """The one that comes first by its name brings the tie; dropped, it leaves the tie to the other."""
    put(graph, "b", "Đà Nẵng,旭川市,MOU,2001-02-03,https://example.org/b")
    put(graph, "a", "Đà Nẵng,旭川市,MOU,2001-02,https://example.org/a")
    assert listed(coop) == {"a": (1, 1, 0, 0, 0), "b": (1, 0, 1, 0, 0)}
    [tie] = between(coop, "da-nang", "asahikawa")
    assert tie["tie_id"] == "tie/da-nang--hokkaido-asahikawa--mou--2001-02--a"
    shown = coop("show", "da-nang", "asahikawa").out
    for said in ("a.csv", "https://example.org/a", "b.csv", "https://example.org/b"):
        assert said in shown
    own.drop(graph, "a")
    assert listed(coop) == {"b": (1, 1, 0, 0, 0)}
    [tie] = between(coop, "da-nang", "asahikawa")
    assert tie["tie_id"] == "tie/da-nang--hokkaido-asahikawa--mou--2001-02-03--b"
    shown = coop("show", "da-nang", "asahikawa").out
    assert ("a.csv" in shown, "b.csv" in shown) == (False, True)


def test_the_graph_follows_tables_that_have_changed_since_it_was_built(graph: Path, coop: Run) -> None:
    put(graph, "mine", "Đà Nẵng,旭川市,MOU,2001-02-03,")
    asked = coop("query", "ties-between", "--param", "place=da-nang", "--param", "other=asahikawa")
    assert "The facts have changed since the graph was built." in asked.err
    assert "3 February 2001" in asked.out


# --- beside what is known ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def beside(lean_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph with a table of which one row is new, and the others are not."""
    graph = copied(lean_folder, tmp_path_factory.mktemp("beside") / "graph")
    put(
        graph,
        "mine",
        "Hà Tĩnh,旭川市,MOU,2024-04-09,",  # new
        "Đà Nẵng,堺市,MOU,2009-02-20,https://example.org/sakai",  # known
        "Đà Nẵng,堺市,MOU,20/02/2009,",  # said twice
        "Hải Phòng,四日市市,MOU,2016-08-15,",  # more exact than 2016-08
        "Hải Phòng,北九州市,sister city,2009-04-19,",  # signed 2014-04-18
        "Hanoi,福岡県,LOI,2010,",  # a document of its own
        "Gia Lai,足利市,letter of intent,2024-11-11,",  # a memorandum, of Quy Nhon
        "Xyzzy,堺市,MOU,2020,",  # nowhere
    )
    with reading_lean():
        running(graph)("build")
    return graph


def test_what_is_new_known_and_contradicting_is_counted(beside: Path) -> None:
    assert listed(running(beside)) == {"mine": (6, 2, 2, 2, 1)}


def test_each_row_is_shown_beside_what_is_known(beside: Path) -> None:
    told = [tuple(row.values()) for row in spreadsheet(running(beside)("diff", "mine", "--format", "csv").out)]
    assert told == [
        ("contradicting", "Hai Phong", "Kitakyushu", "sister-city", "2014-04-18", "",
         "hai-phong--kitakyushu--sister-city--2014", "signed: 2009-04-19"),
        ("contradicting", "Quy Nhon", "Ashikaga", "mou", "2024-11-11", "", "quy-nhon--ashikaga--mou--2024",
         "kind: letter-of-intent"),
        ("more exact", "Hai Phong", "Yokkaichi", "mou", "2016-08", "", "hai-phong--yokkaichi--mou--2016",
         "signed: 2016-08-15"),
        ("new", "Ha Tinh", "Asahikawa", "mou", "2024-04-09", "",
         "ha-tinh--hokkaido-asahikawa--mou--2024-04-09--mine", ""),
        ("new", "Hanoi", "Fukuoka Prefecture", "letter-of-intent", "2010", "",
         "hanoi--fukuoka--letter-of-intent--2010--mine", ""),
        ("known", "Da Nang", "Sakai (Osaka)", "mou", "2009-02-20", "", "da-nang--sakai--mou--2009", ""),
    ]  # fmt: skip


@pytest.mark.parametrize("command", [("sources",), ("diff", "mine")])
def test_table_csv_and_json_say_the_same(beside: Path, command: tuple[str, ...]) -> None:
    run = running(beside)
    told, objects = spreadsheet(run(*command, "--format", "csv").out), json.loads(run(*command, "--format", "json").out)
    assert [{name: str(cell or "") for name, cell in one.items()} for one in objects] == told
    assert len(run(*command).out.splitlines()) == len(told) + 2


def test_both_values_of_a_contested_fact_are_told(beside: Path) -> None:
    told = {
        (row["fact_id"], row["property_id"], row["stance"], row["value"])
        for row in spreadsheet(running(beside)("query", "contested-facts", "--format", "csv").out)
        if row["source_id"] == "source/mine" or row["stance"] == "for"
    }
    assert told >= {
        ("tie/hai-phong--kitakyushu--sister-city--2014", "coop:signed", "for", "2014-04-18"),
        ("tie/hai-phong--kitakyushu--sister-city--2014", "coop:signed", "against", "2009-04-19"),
        ("tie/quy-nhon--ashikaga--mou--2024", "coop:kind", "for", "memorandum of understanding"),
        ("tie/quy-nhon--ashikaga--mou--2024", "coop:kind", "against", "letter of intent"),
        ("tie/hai-phong--yokkaichi--mou--2016", "coop:signed", "for", "2016-08"),
        ("tie/hai-phong--yokkaichi--mou--2016", "coop:signed", "against", "2016-08-15"),
    }
    assert len([one for one in told if one[2] == "against"]) == 3


def test_what_a_known_row_adds_is_told_with_the_tie(graph: Path, coop: Run) -> None:
    path, known = graph / "mine.csv", user_sources.catalogue(graph)
    path.write_text("Vietnam,Japan,Kind,Signed,Fields,Note\nĐà Nẵng,堺市,MOU,2009-02-20,y tế,of our files\n", "utf-8")
    importer.load(graph, path, "mine", importer.proposed(path, known, print), known, print)
    assert "of our files" in coop("show", "da-nang", "堺市").out
    stated = open_store(graph).quads_for_pattern(thing["tie/da-nang--sakai--mou--2009"], terms.field, None, None)
    assert concept["field/health"] in {quad.object for quad in stated}


def test_the_further_source_stands_beside_ours(beside: Path) -> None:
    shown = running(beside)("show", "da-nang", "堺市").out
    [tie] = [line for line in shown.splitlines() if line.strip().startswith("20 February 2009")]
    cited = {line.split("]")[0].strip(" ["): line for line in shown.splitlines() if line.startswith("  [")}
    said = [cited[number.strip("[]")] for number in tie.split() if number.startswith("[")]
    assert any(line.endswith("] mine.csv") for line in said)
    assert any("https://example.org/sakai" in line for line in said)
    assert len(said) == 5  # and our three


def test_the_site_shows_what_is_new_and_a_source_without_address_without_a_link(beside: Path) -> None:
    from graph.site.language_site import LanguageSite
    from graph.site.snapshot import SiteSnapshot
    from graph.site.workers import PAGE_MAKERS, in_memory

    store = in_memory(open_store(beside).dump(format=RdfFormat.N_QUADS) or b"")
    english = LanguageSite(SiteSnapshot(store, SITE_DAY), "en")
    made = {made.path: str(made.text) for module in ("listings", "places") for made in PAGE_MAKERS[module](english)}
    page = made["en/place/vn/ha-tinh.html"]
    assert "Asahikawa" in page
    assert "2024-04-09" in page
    assert "<bdi>mine.csv</bdi>" in page
    for one in ("place/vn/ha-tinh.html", "sources.html", "ties.html"):
        assert "mine.csv" in made[f"en/{one}"]
        assert 'href=""' not in made[f"en/{one}"]
    assert 'href="https://example.org/sakai"' in made["en/sources.html"]


# --- the mapping -------------------------------------------------------------------------------------------------

ROW = "Đà Nẵng,旭川市,MOU,2001-02-03,"
SHOWN = ["Vietnam ties: vn_name", "Japan ties: jp_name", "Kind ties: kind", "Signed ties: signed", "Link ties: sources"]


def without_blanks(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines()]


def test_the_columns_are_shown_and_asked_for(
    graph: Path, coop: Run, tmp_path: Path, terminal: None, unbuilt: None
) -> None:
    path = table(tmp_path / "mine.csv", ROW)
    refused = coop("load", path, answer="n\n")
    assert refused.status == 1
    assert set(SHOWN) <= set(without_blanks(refused.err))
    assert "Is that right? [Y/n]" in refused.err
    assert "nothing was loaded; write it to a file with --mapping and correct it" in refused.err
    assert (refused.out, tables(graph)) == ("", {})
    assert coop("load", path, answer="y\n").status == 0
    assert listed(coop) == {"mine": (1, 1, 0, 0, 0)}


def test_who_cannot_be_asked_is_told_what_to_do(graph: Path, coop: Run, tmp_path: Path) -> None:
    path, kept = table(tmp_path / "mine.csv", ROW), tmp_path / "mapping.yaml"
    done = coop("load", path)
    assert (done.status, tables(graph)) == (2, {})
    assert "nobody can be asked whether this is right; say --yes, or write it to a file with --mapping" in done.err
    done = coop("load", path, "--mapping", kept)
    assert (done.status, tables(graph)) == (2, {})
    assert f"say --yes, or correct {kept} and load the file again" in done.err
    assert kept.exists()


def test_a_mapping_is_written_and_read_as_it_was_corrected(
    graph: Path, coop: Run, tmp_path: Path, unbuilt: None
) -> None:
    path, kept = table(tmp_path / "mine.csv", "Đà Nẵng,旭川市,Freundschaft,03/02/2001,"), tmp_path / "mapping.yaml"
    assert coop("load", path, "--mapping", kept).status == 2
    corrected = kept.read_text("utf-8").replace("signed:  # day, month", "signed: month")
    kept.write_text(f"{corrected}  values: {{kind: {{Freundschaft: friendship-city}}}}\n", "utf-8")
    edited = kept.read_bytes()
    done = coop("load", path, "--mapping", kept)  # which nobody need be asked about
    assert (done.status, kept.read_bytes()) == (0, edited)
    assert [(row["kind"], row["signed"]) for row in spreadsheet(coop("diff", "mine", "--format", "csv").out)] == [
        ("friendship-city", "2001-03-02")
    ]


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ("sheets: [", "is not YAML"),
        ("sheets: []", "is no mapping"),
        ("sheets: [{headings: [1], columns: {vn_nam: Vietnam}}]", "did you mean “vn_name”?"),
        ("sheets: [{headings: [1], columns: {vn_name: Wietnam}, fixed: {jp_name: 堺市, kind: mou}}]",
         "there is no column “Wietnam”; did you mean “Vietnam”?"),
    ],
)  # fmt: skip
def test_a_mapping_that_is_wrong_changes_nothing(
    graph: Path, coop: Run, tmp_path: Path, mapping: str, message: str
) -> None:
    kept = tmp_path / "mapping.yaml"
    kept.write_text(mapping, "utf-8")
    done = coop("load", table(tmp_path / "mine.csv", ROW), "--mapping", kept)
    assert done.status == 1
    assert message in done.err
    assert own.own(graph) == []


# --- what is refused ---------------------------------------------------------------------------------------------


def test_where_nothing_can_be_loaded_nothing_changes(graph: Path, coop: Run, tmp_path: Path) -> None:
    put(graph, "mine", ROW)
    before = own.index(graph)
    done = coop("load", table(tmp_path / "mine.csv", "Xyzzy,旭川市,MOU,2001-02-03,"), "--yes")
    assert (done.status, own.index(graph)) == (1, before)
    assert "row 2, vn_name: “Xyzzy” is no locality we know" in done.err
    assert "no row could be understood; nothing was changed" in done.err


def test_rows_to_be_mended_are_pointed_to(graph: Path, coop: Run, tmp_path: Path, unbuilt: None) -> None:
    done = coop("load", table(tmp_path / "mine.csv", ROW, "Xyzzy,旭川市,MOU,2001-02-03,"), "--yes")
    assert done.status == 0
    wrong = own.one(graph, "mine").folder / "to-mend.csv"
    assert f"1 row is not understood: {wrong}\n" in done.err
    [row] = spreadsheet(wrong.read_text("utf-8"))
    assert (row["row"], row["Vietnam"], row["Signed"]) == ("3", "Xyzzy", "2001-02-03")
    assert listed(coop)["mine"] == (1, 1, 0, 0, 1)


def test_what_a_sheet_hides_and_strikes_out_is_told(graph: Path, coop: Run, unbuilt: None) -> None:
    done = coop("load", ROOT / "tests/loaders/imports/spreadsheets/unseen.xlsx", "--yes", "--name", "mine")
    assert done.status == 0
    assert "(hidden rows 4, 10)" in done.err
    for told in (
        "[Đối tác]: hidden rows that are left out: 2 (4, 10)",
        "[Đối tác]: rows struck out and left out: 1 (5)",
        "[Cũ]: is a hidden sheet and is left out (3 rows)",
        "row 6: D6 is struck out and not read",
    ):
        assert told in done.err


def test_rows_to_be_mended_are_pointed_to_whenever_the_table_is_asked_for(
    graph: Path, coop: Run, tmp_path: Path, unbuilt: None
) -> None:
    path = table(tmp_path / "mine.csv", ROW, "Xyzzy,旭川市,MOU,2001-02-03,")
    coop("load", path, "--yes")
    wrong = own.one(graph, "mine").folder / "to-mend.csv"
    for again in (coop("load", path, "--yes"), coop("diff", "mine")):
        assert f"1 row is not understood: {wrong}\n" in again.err


def test_a_table_that_takes_the_place_of_another_says_so(coop: Run, tmp_path: Path, unbuilt: None) -> None:
    first = coop("load", table(tmp_path / "mine.csv", ROW, ROW.replace("2001", "2002")), "--yes")
    second = coop("load", table(tmp_path / "mine.csv", ROW.replace("2001", "2003")), "--yes")
    assert "takes the place" not in first.err
    assert "It takes the place of that of" in second.err
    assert "(2 rows) of the same name; another table needs another --name." in second.err


@pytest.mark.parametrize(("place", "japanese"), [("Đà Nẵng", False), ("旭川市", True)])
def test_a_list_of_partners_alone_is_that_of_the_place_that_is_named(
    coop: Run, tmp_path: Path, unbuilt: None, place: str, japanese: bool
) -> None:
    path = tmp_path / "mine.csv"
    heading, partner = ("Đối tác Việt Nam", "Đà Nẵng") if japanese else ("Đối tác Nhật Bản", "旭川市")
    path.write_text(f"{heading},Hình thức,Ngày ký\n{partner},MOU,03/02/2001\n", "utf-8")
    assert "--place" in coop("load", path, "--yes").err
    assert coop("load", path, "--yes", "--place", place).status == 0
    [row] = spreadsheet(coop("diff", "mine", "--format", "csv").out)
    assert (row["vietnam"], row["japan"], row["signed"]) == ("Da Nang", "Asahikawa", "2001-02-03")


def test_what_names_what_was_dropped_is_left_out_and_told_of(graph: Path, coop: Run, tmp_path: Path) -> None:
    projects, participants = tmp_path / "projects.csv", tmp_path / "participants.csv"
    projects.write_text("project_id,title,funder_id,status,sources\nours,Water,jica,ongoing,\n", "utf-8")
    participants.write_text("project_id,name,country,role\nours,Da Nang,VN,partner\n", "utf-8")
    for path in (projects, participants):
        assert coop("load", path, "--yes").status == 0
    assert listed(coop)["participants"] == (1, 1, 0, 0, 0)
    dropped = coop("drop", "projects")
    assert "“ours” is not in projects" in dropped.err
    assert "Rows of others that name what it held, as above, are not in the graph either" in dropped.err
    assert listed(coop) == {"participants": (0, 0, 0, 0, 1)}
    assert coop("load", projects, "--yes").status == 0
    assert listed(coop)["participants"] == (1, 1, 0, 0, 0)


def test_a_bar_on_a_terminal_shows_how_much_of_the_file_is_read(graph: Path, tmp_path: Path) -> None:
    days = [f"{year}-{month:02}-{day:02}" for year in range(1980, 2016) for month in range(1, 13) for day in (1, 9, 28)]
    path = table(
        tmp_path / "mine.csv", *(f"Hanoi,{city},MOU,{day}," for city in ("堺市", "大阪市", "札幌市") for day in days)
    )
    ours, theirs = pty.openpty()
    command = [*COOP_ON_LEAN, "load", str(path), "--yes", "--store", str(graph)]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=theirs, env={**os.environ, "TERM": "xterm"}
    ) as run:
        os.close(theirs)
        shown = b"".join(iter(partial(seen, ours), b"")).decode()
    os.close(ours)
    assert run.returncode == 0
    assert "reading the rows" in shown
    assert "━" in shown
    percentages = {int(part) for part in re.findall(r"(\d+)%", shown)}
    assert max(percentages) > 50, "the bar has moved"


def seen(terminal: int) -> bytes:
    """What a terminal shows next; nothing once nobody writes to it."""
    try:
        return os.read(terminal, 65_536)
    except OSError:
        return b""


def test_of_many_wrong_rows_the_first_are_told(coop: Run, tmp_path: Path, unbuilt: None) -> None:
    done = coop("load", table(tmp_path / "mine.csv", ROW, *["Xyzzy,旭川市,MOU,2001,"] * 30), "--yes")
    assert done.err.count("is no locality we know") == 20
    assert "…" in done.err


def test_a_file_that_is_not_there_is_named(coop: Run, tmp_path: Path) -> None:
    done = coop("load", tmp_path / "nowhere.csv", "--yes")
    assert done.status == 2
    assert "nowhere.csv' does not exist" in done.err


@pytest.mark.parametrize("command", [("diff", "nowhere"), ("drop", "nowhere")])
def test_a_source_that_is_not_there_is_named_beside_those_that_are(
    graph: Path, coop: Run, command: tuple[str, ...]
) -> None:
    done = coop(*command)
    assert (done.status, done.out) == (1, "")
    assert "there is no source “nowhere”; nothing of your own has been loaded" in done.err
    put(graph, "mine", ROW)
    assert "there is no source “nowhere”; there are: mine" in coop(*command).err


@pytest.mark.parametrize("command", [("sources",), ("diff", "mine"), ("drop", "mine"), ("load", "FILE", "--yes")])
def test_a_server_cannot_be_loaded_into(coop: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    path = table(tmp_path / "mine.csv", ROW)
    done = coop(*(str(path) if word == "FILE" else word for word in command), "--store", "http://127.0.0.1:1/sparql")
    assert done.status == 2
    assert "Usage:" in done.err


@pytest.mark.parametrize("name", ["ties", "vietnam", "ontology", "derived", "vna-fr-da-nang", "wikidata"])
def test_a_name_of_ours_is_refused(graph: Path, coop: Run, tmp_path: Path, unbuilt: None, name: str) -> None:
    done = coop("load", table(tmp_path / f"{name}.csv", ROW), "--yes")
    assert (done.status, own.own(graph)) == (2, [])
    assert f"“{name}” is the name of something else in the graph; give it another with --name" in done.err
    assert coop("load", tmp_path / f"{name}.csv", "--yes", "--name", "mine").status == 0


def test_nothing_loaded_is_listed_as_such(coop: Run) -> None:
    assert coop("sources", "--format", "csv").out == f"\ufeff{','.join(user_sources.COLUMNS)}\n"
    assert coop("sources", "--format", "json").out == "[]\n"


# --- killed ------------------------------------------------------------------------------------------------------

OLD, NEW, NEXT = ("Đà Nẵng,旭川市,MOU,2001-02-03,",), ("Đà Nẵng,旭川市,MOU,2003-04-05,",), ("Đà Nẵng,旭川市,MOU,2005,",)


class Killing(NamedTuple):
    """A graph with one edition of a table, the file with another, and how long it takes to load that."""

    graph: Path
    file: Path
    seconds: float


def begun(graph: Path, file: Path) -> "subprocess.Popen[bytes]":
    command: list[str | Path] = [*COOP_ON_LEAN, "load", file, "--yes", "--store", graph]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def killing(lean_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Killing:
    home = tmp_path_factory.mktemp("killing")
    graph, file = copied(lean_folder, home / "graph"), table(home / "mine.csv", *NEW)
    put(graph, "mine", *OLD)
    with reading_lean():
        running(graph)("build")
    trial, began = copied(graph, home / "trial"), time.monotonic()
    assert begun(trial, file).wait() == 0
    return Killing(graph, file, time.monotonic() - began)


def reader(of: int) -> int:
    """The process that reads the rows for a ``coop load``, from the moment on at which there is one."""
    while True:
        for child in Path(f"/proc/{of}/task/{of}/children").read_text("ascii").split():
            with suppress(FileNotFoundError):
                if b"loaders.files.background" in Path(f"/proc/{child}/cmdline").read_bytes():
                    return int(child)
        time.sleep(0.005)


def test_when_the_process_that_reads_is_killed_it_is_said_and_nothing_changes(graph: Path, tmp_path: Path) -> None:
    file = table(tmp_path / "mine.csv", *(f"Đà Nẵng,旭川市,MOU,2001-02-03,{n}" for n in range(60_000)))
    command = [*COOP_ON_LEAN, "load", str(file), "--yes", "--store", str(graph)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as loading:
        os.kill(reader(loading.pid), signal.SIGKILL)
        out, err = loading.communicate(timeout=60)
    assert (loading.returncode, out) == (1, "")
    assert "Error: the process that was reading has ended" in err
    assert "Traceback" not in err
    assert listed(running(graph)) == {}


def left_over(graph: Path) -> list[str]:
    """What stands in the folder of a graph and counts for nothing."""
    counts = {"current", "lock", "tables", base(graph).name, (graph / "current").read_text("utf-8").split()[0]}
    kept = {"index", "lock", *(one.folder.name for one in own.own(graph))}
    return [one.name for one in graph.iterdir() if one.name not in counts] + [
        one.name for one in (graph / "tables").iterdir() if one.name not in kept
    ]


@pytest.mark.xdist_group("killing")  # what they share is made once
@pytest.mark.parametrize("moment", range(MOMENTS))
def test_killed_at_any_moment_the_old_edition_stands_or_the_new(killing: Killing, tmp_path: Path, moment: int) -> None:
    graph = copied(killing.graph, tmp_path / "graph")
    run = running(graph)
    with begun(graph, killing.file) as process:
        time.sleep(killing.seconds * (moment + 0.5) / MOMENTS)
        process.send_signal(signal.SIGKILL)
    [told] = spreadsheet(run("diff", "mine", "--format", "csv").out)
    assert (told["change"], told["signed"]) in {("new", "2001-02-03"), ("new", "2003-04-05")}
    assert listed(run) == {"mine": (1, 1, 0, 0, 0)}
    assert [row["since"] for row in between(run, "da-nang", "asahikawa")] == [told["signed"]]
    if left_over(graph):
        assert run("load", table(tmp_path / "mine.csv", *NEXT), "--yes").status == 0
        assert left_over(graph) == []
        assert [row["since"] for row in between(run, "da-nang", "asahikawa")] == ["2005"]


def test_what_an_event_adds_is_told_with_who_met_and_when_and_what_is_said_otherwise_too(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    otherwise = inboxes.proposal(kind="friendship-city", date="2009-02-20")
    otherwise["record"] |= {"kind": "friendship-city", "signed": "2009-02-20"}
    for number in inboxes.put(tmp_path, catalogue, inboxes.event(), otherwise):
        inboxes.accept(tmp_path, number)
    told = user_sources.changes(tmp_path, "inbox")
    [new] = [row for row in told if row[0] == "new"]
    assert new[1:] == ("Hue", "Sakai (Osaka)", "meeting", "2024-05-06", "", "events/2024-05-06--hue--osaka-sakai", "")
    [claim] = [row for row in told if row[0] == "contradicting"]
    assert claim[1:3] == ("Da Nang", "Sakai (Osaka)")
    assert claim[-2:] == ("ties/da-nang--sakai--friendship-city--2019", "signed: 2009-02-20")
