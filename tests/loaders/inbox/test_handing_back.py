"""What was accepted is handed back as rows of our tables, which `coop check` takes and which disturb no other row."""

import csv
import shutil
from pathlib import Path

import pytest
from conftest import run_coop
from inboxes import accept, event, proposal, put

from loaders.inbox import deciding
from loaders.inbox.handing_back import NotOurTableError, hand_back
from loaders.model.records import TABLES, columns
from loaders.tables.catalogue import Catalogue
from loaders.tables.datasets import DATA

OURS = DATA / "ties"


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def graph(tmp_path: Path, catalogue: Catalogue) -> Path:
    """An inbox from which four facts were accepted: new ones, and a further page on a known memorandum."""
    [tie] = [one for one in catalogue.of(TABLES["ties"]) if one.tie_id == "da-nang--sakai--mou--2009"]
    told = {"kind": "mou", "date": "2009-02", "record": proposal()["record"] | {"signed": str(tie.signed)[:7]}}
    project = {
        "kind": "ongoing",
        "date": "2024",
        "record": event()["record"] | {"start": "2024", "title": "Clean water"},
    }
    for cells in ("date", "kind"):
        project["record"].pop(cells)  # type: ignore[attr-defined]
    graph = tmp_path / "graph"
    put(
        graph,
        catalogue,
        proposal(),
        event(),
        proposal(**told),
        event() | project | {"type": "project", "table": "projects"},
    )
    for number in (1, 2, 3, 4):
        accept(graph, number, **({"fields": "ports"} if number == 1 else {}))
    return graph


def test_the_rows_stand_in_a_table_each_with_our_columns_and_pass_the_check(
    graph: Path, tmp_path: Path, catalogue: Catalogue
) -> None:
    written = hand_back(graph, tmp_path / "back", catalogue)
    assert {path.name: one.added for path, one in written.items()} == {
        "sources.csv": 1, "ties.csv": 1, "events.csv": 1, "projects.csv": 1, "project_participants.csv": 2,
        "further-sources.csv": 1, "evidence.csv": len(read(tmp_path / "back" / "for-review" / "evidence.csv")),
    }  # fmt: skip
    tables = sorted((tmp_path / "back").glob("*.csv"))
    assert tables == sorted(path for path in written if path.stem in TABLES)
    for path in tables:
        assert tuple(read(path)[0]) == columns(TABLES[path.stem])
    [source] = read(tmp_path / "back" / "sources.csv")
    [further] = read(tmp_path / "back" / "for-review" / "further-sources.csv")
    assert further == {"table": "ties", "id": "da-nang--sakai--mou--2009", "source": source["source_id"]}
    done = run_coop("check", *tables)
    assert done.status == 0
    assert done.err.startswith("6 rows are right, 0 problems")


def test_added_to_our_tables_they_stand_behind_the_rows_that_are_there_and_all_pass_the_check(
    graph: Path, tmp_path: Path, catalogue: Catalogue
) -> None:
    ours = Path(shutil.copytree(OURS, tmp_path / "ties"))
    written = hand_back(graph, ours, catalogue)
    for path in sorted(OURS.glob("*.csv")):
        before, after = path.read_bytes(), (ours / path.name).read_bytes()
        if path.name == "ties.csv":  # in one row a source stands that was not there
            lines, now = before.decode().splitlines(), after.decode().splitlines()
            changed = [(one, other) for one, other in zip(lines, now, strict=False) if one != other]
            assert len(changed) == 1
            assert changed[0][0].startswith("da-nang--sakai--mou--2009,")
            [source] = read(ours / "sources.csv")[len(read(OURS / "sources.csv")) :]
            assert changed[0][1].replace(f";{source['source_id']}", "") == changed[0][0]
        else:
            assert after.startswith(before)
            assert (after != before) == ((ours / path.name) in written)
    assert not {"evidence.csv", "further-sources.csv"} & {path.name for path in ours.iterdir()}
    done = run_coop("check", *written)
    assert done.status == 0
    assert ", 0 problems," in done.err
    assert hand_back(graph, ours, catalogue) == {}


def put_right(path: Path, **cells: str) -> None:
    """Change cells of the last row of a table, as a person does in an editor."""
    rows = read(path)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows([*rows[:-1], rows[-1] | cells])


@pytest.mark.parametrize("into", ["a new folder", "our tables"])
def test_a_second_export_brings_what_is_there_to_what_is_accepted_now(
    graph: Path, tmp_path: Path, catalogue: Catalogue, into: str
) -> None:
    target = Path(shutil.copytree(OURS, tmp_path / "back")) if into == "our tables" else tmp_path / "back"
    hand_back(graph, target, catalogue)
    deciding.undo(graph, 3)  # the further source of a known memorandum
    deciding.undo(graph, 2)
    accept(graph, 2, title="Mayors meet")
    deciding.undo(graph, 1)
    told = {path.name: one[:3] for path, one in hand_back(graph, target, catalogue).items()}
    assert told["events.csv"] == (0, 1, 0)
    assert told["ties.csv"] == ((0, 1, 1) if into == "our tables" else (0, 0, 1))
    anew = Path(shutil.copytree(OURS, tmp_path / "anew")) if into == "our tables" else tmp_path / "anew"
    hand_back(graph, anew, catalogue)
    files = [sorted(path.relative_to(one) for path in one.rglob("*.csv")) for one in (target, anew)]
    assert files[0] == files[1]
    for path in files[0]:
        assert read(target / path) == read(anew / path)
    assert hand_back(graph, target, catalogue) == {}


def test_what_somebody_changed_there_stays_and_is_told(graph: Path, tmp_path: Path, catalogue: Catalogue) -> None:
    back = tmp_path / "back"
    hand_back(graph, back, catalogue)
    put_right(back / "events.csv", title="Mayors meet", confidence="high")
    put_right(back / "ties.csv", confidence="high")
    deciding.undo(graph, 2)
    accept(graph, 2, title="A meeting", fields="ports")
    deciding.undo(graph, 1)
    written = hand_back(graph, back, catalogue)
    [meeting] = read(back / "events.csv")
    assert (meeting["title"], meeting["confidence"], meeting["fields"]) == ("Mayors meet", "high", "ports")
    assert written[back / "events.csv"].kept == (meeting["event_id"],)
    assert written[back / "ties.csv"].kept == (read(back / "ties.csv")[0]["tie_id"],)


def test_what_the_project_has_taken_in_is_left_alone(graph: Path, tmp_path: Path, catalogue: Catalogue) -> None:
    back = tmp_path / "back"
    hand_back(graph, back, catalogue)
    [meeting] = read(back / "events.csv")
    taken_in = catalogue.continued()
    taken_in.ids = catalogue.ids | {"events": catalogue.ids["events"] | {meeting["event_id"]}}
    deciding.undo(graph, 2)
    hand_back(graph, back, taken_in)
    assert read(back / "events.csv") == [meeting]


def test_a_file_of_another_kind_is_not_touched(graph: Path, tmp_path: Path, catalogue: Catalogue) -> None:
    (tmp_path / "ties.csv").write_text("mine,yours\n1,2\n", "utf-8")
    with pytest.raises(NotOurTableError, match=r"ties.csv is no table of ours"):
        hand_back(graph, tmp_path, catalogue)
    assert (tmp_path / "ties.csv").read_text("utf-8") == "mine,yours\n1,2\n"
