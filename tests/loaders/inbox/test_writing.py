"""What a text states and nobody proposed is written by a person, and waits with the others of the text."""

from pathlib import Path

import pytest
from inboxes import TEXT, URL, accept, event, known, proposal, put, rows, waiting

from loaders.inbox import adding, deciding, folder, shown
from loaders.inbox.folder import NotInInboxError
from loaders.inbox.items import NoSuchColumnError
from loaders.tables.catalogue import Catalogue
from loaders.texts.documents import Document

VISIT = {"vn_name": "vn/hue", "jp_name": "jp/osaka/sakai", "date": "6 May 2024", "kind": "delegation-visit"}


def test_it_waits_with_the_others_of_its_text(tmp_path: Path, catalogue: Catalogue) -> None:
    put(tmp_path, catalogue, proposal())
    item = adding.write(tmp_path, "event", 1, VISIT, "Lan", catalogue)
    assert waiting(tmp_path) == [1, 2]
    assert (item.number, item.source["url"], item.record["date"]) == (2, URL, "2024-05-06")
    assert folder.text_of(tmp_path, item) == TEXT
    accept(tmp_path, 2)
    [row] = rows(tmp_path, "events")
    assert (row["vn_name"], row["jp_name"], row["date"]) == ("Thua Thien Hue", "Sakai", "2024-05-06")
    told = {one["column"]: one for one in rows(tmp_path, "evidence")}
    assert told["date"]["by"] == "Lan"
    assert not any("quote" in one for one in told.values())  # a person told it
    assert not known(tmp_path).left


def test_or_with_a_text_that_proposes_nothing(tmp_path: Path, catalogue: Catalogue) -> None:
    silent = Document("saved.html", TEXT, "Two ports", "2024-05-07", url=URL)
    adding.write(tmp_path, "event", silent, VISIT, "Lan", catalogue)
    accept(tmp_path, 1)
    [source] = rows(tmp_path, "sources")
    assert (source["url"], source["title"], source["date"]) == (URL, "Two ports", "2024-05-07")


@pytest.mark.parametrize(
    ("kind", "cells"),
    [
        ("agreement", {"vn_name": "vn/da-nang", "jp_name": "jp/osaka/sakai", "kind": "mou", "signed": "2021-03-03"}),
        ("project", {"vn_name": "vn/da-nang", "jp_name": "jp/osaka/sakai", "title": "Clean harbours", "start": "2024"}),
        ("membership", {"name": "jp/osaka/sakai", "network_id": "citynet", "role": "member"}),
    ],
)
def test_it_may_be_of_each_type(tmp_path: Path, catalogue: Catalogue, kind: str, cells: dict[str, str]) -> None:
    put(tmp_path, catalogue, event())
    adding.write(tmp_path, kind, 1, cells, "Lan", catalogue)
    accept(tmp_path, 2)
    assert not known(tmp_path).left
    deciding.undo(tmp_path, 2)
    assert deciding.one(tmp_path, 2)[0].record.items() >= cells.items()


def test_a_membership_is_of_the_locality_that_a_person_names_on_whichever_side(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    put(tmp_path, catalogue, event())
    for name in ("Hamamatsu", "jp/shizuoka/hamamatsu"):
        cells = {"network_id": "UNESCO Creative Cities Network", "name": name, "role": "designated", "since": "2014-12"}
        item = adding.write(tmp_path, "membership", 1, cells, "Lan", catalogue)
        one = deciding.scales_of(tmp_path, catalogue).checked(item)
        assert shown.headline(one, catalogue).startswith("Membership: Hamamatsu, UNESCO Creative Cities Network")
        assert one.matched == ("memberships", "uccn--hamamatsu--member")
        assert not one.problems
    for name in ("Can Tho", "Sa Dec"):
        adding.write(tmp_path, "membership", 1, {"network_id": "tpo", "name": name, "role": "host"}, "Lan", catalogue)
        accept(tmp_path, item.number + 1 + (name == "Sa Dec"))
    assert {(row["name"], row["country"], row.get("parent", "")) for row in rows(tmp_path, "memberships")} == {
        ("Can Tho", "VN", ""), ("Sa Dec", "VN", "Dong Thap"),
    }  # fmt: skip
    assert not known(tmp_path).left


@pytest.mark.parametrize("funder", ["jica", "JICA", "国際協力機構", "Japan International Cooperation Agency"])
def test_a_funder_may_be_named_as_people_call_it(tmp_path: Path, catalogue: Catalogue, funder: str) -> None:
    put(tmp_path, catalogue, event())
    cells = {"vn_name": "Can Tho", "jp_name": "jp/osaka/sakai", "title": "Clean harbours", "funder_id": funder}
    accept(tmp_path, adding.write(tmp_path, "project", 1, cells, "Lan", catalogue).number)
    [project], parties = rows(tmp_path, "projects"), rows(tmp_path, "project_participants")
    assert project["funder_id"] == "jica"
    assert {(one["name"], one.get("parent", "")) for one in parties} == {("Can Tho", ""), ("Sakai", "Osaka")}


def test_what_is_there_already_keeps_nobody_from_writing_another(tmp_path: Path, catalogue: Catalogue) -> None:
    put(tmp_path, catalogue, event())
    adding.write(tmp_path, "event", 1, {"date": "2024-05-08"}, "Lan", catalogue)
    adding.write(tmp_path, "event", 1, {"date": "2024-05-09"}, "Lan", catalogue)
    assert waiting(tmp_path) == [1, 2, 3]
    assert put(tmp_path, catalogue, event("2024-05-10")) == [4]


def test_what_cannot_be_written_is_told(tmp_path: Path, catalogue: Catalogue) -> None:
    put(tmp_path, catalogue, event())
    with pytest.raises(NoSuchColumnError, match="“signed” is no column of events"):
        adding.write(tmp_path, "event", 1, {"signed": "2024"}, "Lan", catalogue)
    with pytest.raises(NotInInboxError, match="there is no proposal 7"):
        adding.write(tmp_path, "event", 7, VISIT, "Lan", catalogue)
    assert waiting(tmp_path) == [1]
