"""A text that tells of a known event, project or membership becomes a further source of it; which, a person may say."""

import csv
import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import run_coop
from inboxes import accept, known, party, proposal, put, rows, waiting

from graph.store.build import build
from graph.store.folder import open_store
from loaders.inbox import deciding, shown
from loaders.inbox.deciding import DecidedError, NotAcceptableError
from loaders.inbox.handing_back import hand_back
from loaders.inbox.items import NoSuchColumnError
from loaders.model.records import TABLES, Corroboration
from loaders.tables.catalogue import Catalogue
from loaders.tables.datasets import DATA
from ontology import dct, thing

ELSEWHERE = "https://other.example.org/"
HANOI, ASAHIKAWA = party("Hanoi", "vn/hanoi"), party("Asahikawa", "jp/hokkaido/asahikawa")
HCMC, YAMAGUCHI = party("Ho Chi Minh City", "vn/ho-chi-minh-city"), party("Yamaguchi", "jp/yamaguchi")
KNOWN = "2023-11-08--hanoi--asahikawa"
TWO = ("2025-09-05--ho-chi-minh-city--yamaguchi", "2025-09-27--ho-chi-minh-city--yamaguchi")
"""Two visits in one month."""


def told(day: str, vn: dict[str, Any] = HANOI, jp: dict[str, Any] = ASAHIKAWA, **cells: str) -> dict[str, Any]:
    """A visit of two localities on a day."""
    record = {"date": day, "kind": "delegation-visit", "vn_name": vn["id"], "jp_name": jp["id"], **cells}
    return proposal("event", kind="visit", date=day, parties={"vn": vn, "jp": jp}, record=record)


def in_yamaguchi(day: str = "2025-09") -> dict[str, Any]:
    return told(day, HCMC, YAMAGUCHI, jp_level="prefecture")


def weighed(graph: Path, number: int) -> Any:
    return deciding.scales_of(graph, known(graph)).checked(deciding.one(graph, number)[0])


def test_an_event_that_is_known_gets_the_page_as_a_further_source(tmp_path: Path, catalogue: Catalogue) -> None:
    assert put(tmp_path, catalogue, told("2023-11-08"), url=ELSEWHERE) == [1]
    one = weighed(tmp_path, 1)
    assert shown.status(one) == f"known already, so this is a further source: events/{KNOWN}"
    assert [(add.words, add.table) for add in shown.adds(one)] == [
        ("a source", "sources"), ("a further source of what is known", "events"),
    ]  # fmt: skip
    assert shown.outcome(accept(tmp_path, 1)) == f"a further source of events/{KNOWN}"
    assert rows(tmp_path, "events") == []
    [row], [source] = rows(tmp_path, "corroborations"), rows(tmp_path, "sources")
    assert (row["fact_id"], row["sources"], source["url"]) == (KNOWN, source["source_id"], ELSEWHERE)
    [evidence] = rows(tmp_path, "evidence")
    assert (evidence["table"], evidence["id"], evidence["source"]) == ("events", KNOWN, source["source_id"])
    build(tmp_path)
    cited = open_store(tmp_path).quads_for_pattern(thing[f"event/{KNOWN}"], dct.source, None)
    assert thing[f"source/{source['source_id']}"] in {quad.object for quad in cited}


def test_a_page_that_is_a_source_of_it_does_not_ask(tmp_path: Path, catalogue: Catalogue) -> None:
    event = catalogue.by_id["events", KNOWN]
    assert put(tmp_path, catalogue, told("2023-11-08"), url=str(catalogue.sources[event.sources[0]].url)) == []  # type: ignore[attr-defined]
    put(tmp_path, catalogue, told("2023-11-08"), url=ELSEWHERE)
    accept(tmp_path, 1)
    assert put(tmp_path, known(tmp_path), told("2023-11-08"), url=ELSEWHERE) == []
    assert put(tmp_path, known(tmp_path), told("2023-11-08"), url="https://third.example.org/") == [2]
    accept(tmp_path, 2)
    assert len(rows(tmp_path, "corroborations")) == 2
    assert not known(tmp_path).left


def test_a_date_that_is_told_more_exactly_becomes_a_claim(tmp_path: Path, catalogue: Catalogue) -> None:
    parties = {"vn": party("Hai Phong", "vn/hai-phong"), "jp": party("Niigata", "jp/niigata")}
    visit = told("2013-10-24", **parties, jp_level="prefecture")
    put(tmp_path, catalogue, visit, url=ELSEWHERE)
    accept(tmp_path, 1)
    [claim] = rows(tmp_path, "claims")
    assert (claim["fact_id"], claim["property"], claim["value"]) == (
        "2013-10--hai-phong--niigata", "date", "2013-10-24",
    )  # fmt: skip
    assert [row["fact_id"] for row in rows(tmp_path, "corroborations")] == [claim["fact_id"]]
    assert not known(tmp_path).left


def test_what_a_person_tells_of_it_besides_becomes_claims_too(tmp_path: Path, catalogue: Catalogue) -> None:
    put(tmp_path, catalogue, told("2023-11-08"), url=ELSEWHERE)
    accept(tmp_path, 1, title="A mayor travels north", fields="agriculture")
    claims = {row["property"]: row["value"] for row in rows(tmp_path, "claims")}
    assert claims == {"title": "A mayor travels north", "fields": "agriculture"}
    assert not known(tmp_path).left


def test_a_membership_that_is_known_gets_a_further_source_and_what_is_said_otherwise(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    recorded = next(
        one for one in catalogue.of(TABLES["memberships"]) if one.since and one.places["member"] == "vn/hanoi"
    )
    record = {"network_id": recorded.network_id, "name": "Hanoi", "since": "1977", "role": recorded.role}
    for number, since in enumerate(("1977", str(recorded.since)), 1):
        one = proposal("membership", kind=recorded.role, date=since, record=record | {"since": since},
                       network=recorded.network_id, parties={"vn": HANOI})  # fmt: skip
        put(tmp_path, known(tmp_path), one, url=f"{ELSEWHERE}{number}")
        accept(tmp_path, number)
    [claim] = rows(tmp_path, "claims")
    assert (claim["fact_id"], claim["property"], claim["value"]) == (recorded.membership_id, "since", "1977")
    assert [row["fact_id"] for row in rows(tmp_path, "corroborations")] == [recorded.membership_id] * 2
    assert rows(tmp_path, "memberships") == []
    assert not known(tmp_path).left


# --- which it is -----------------------------------------------------------------------------------------------------


def test_where_it_may_be_several_a_person_says_which(tmp_path: Path, catalogue: Catalogue) -> None:
    assert put(tmp_path, catalogue, in_yamaguchi(), url=ELSEWHERE) == [1]
    told = f"known already, but it is open which of these it is: events/{TWO[0]}, events/{TWO[1]}"
    assert shown.status(weighed(tmp_path, 1)) == told
    with pytest.raises(NotAcceptableError, match="known: it is open which of these it is; choose one, or write new"):
        accept(tmp_path, 1)
    assert shown.outcome(accept(tmp_path, 1, known=f"events/{TWO[1]}")) == f"a further source of events/{TWO[1]}"
    assert [row["fact_id"] for row in rows(tmp_path, "corroborations")] == [TWO[1]]


@pytest.mark.parametrize("one", [in_yamaguchi(), told("2023-11-08")])
def test_or_that_it_is_none_of_them(tmp_path: Path, catalogue: Catalogue, one: dict[str, Any]) -> None:
    put(tmp_path, catalogue, one, url=ELSEWHERE)
    accept(tmp_path, 1, known="new", date="2025-09-11")
    [event] = rows(tmp_path, "events")
    assert event["date"] == "2025-09-11"
    assert "known" not in event
    assert rows(tmp_path, "corroborations") == []
    assert not known(tmp_path).left


def test_of_several_that_which_cites_the_page_is_meant(tmp_path: Path, catalogue: Catalogue) -> None:
    cited = catalogue.by_id["events", TWO[0]]
    url = str(catalogue.sources[cited.sources[0]].url)  # type: ignore[attr-defined]
    assert put(tmp_path, catalogue, in_yamaguchi(), url=url) == []


def test_which_known_one_it_is_can_be_said_of_a_new_one_too(tmp_path: Path, catalogue: Catalogue) -> None:
    put(tmp_path, catalogue, told(""), url=ELSEWHERE)
    accept(tmp_path, 1, known=KNOWN)
    assert [row["fact_id"] for row in rows(tmp_path, "corroborations")] == [KNOWN]
    put(tmp_path, catalogue, told("2020-01-01"), url=f"{ELSEWHERE}2")
    with pytest.raises(NotAcceptableError, match="known: “nothing-like-it” is not in events; write the id"):
        accept(tmp_path, 2, known="nothing-like-it")


def test_an_agreement_is_matched_by_what_it_states(tmp_path: Path, catalogue: Catalogue) -> None:
    put(tmp_path, catalogue, proposal())
    with pytest.raises(NoSuchColumnError, match="“known” is no column of ties"):
        deciding.edit(tmp_path, 1, "Lan", {"known": "new"})


# --- behind the decision ---------------------------------------------------------------------------------------------


def test_taken_back_it_leaves_the_known_fact_as_it_was(tmp_path: Path, catalogue: Catalogue) -> None:
    put(tmp_path, catalogue, told("2023-11-08"), url=ELSEWHERE)
    accept(tmp_path, 1)
    with pytest.raises(DecidedError):
        accept(tmp_path, 1)
    deciding.undo(tmp_path)
    assert waiting(tmp_path) == [1]
    assert not [row for row in known(tmp_path) if isinstance(row, Corroboration)]


def test_it_is_listed_as_known(tmp_path: Path, catalogue: Catalogue) -> None:
    put(tmp_path, catalogue, told("2023-11-08"), url=ELSEWHERE)
    accept(tmp_path, 1)
    [row] = listed("sources", tmp_path)
    assert (row["rows"], row["new"], row["known"], row["contradicting"]) == ("1", "0", "1", "0")
    [change] = listed("diff", "inbox", tmp_path)
    assert (change["change"], change["tie"]) == ("known", f"events/{KNOWN}")


def listed(*command: object) -> list[dict[str, str]]:
    """The rows that a command prints of a graph."""
    *said, graph = command
    printed = run_coop(*said, "--format", "csv", "--store", graph).out
    return list(csv.DictReader(printed.removeprefix("\ufeff").splitlines()))


def test_handed_back_the_source_stands_in_the_row_of_the_fact(tmp_path: Path, catalogue: Catalogue) -> None:
    put(tmp_path / "graph", catalogue, told("2023-11-08"), url=ELSEWHERE)
    accept(tmp_path / "graph", 1)
    hand_back(tmp_path / "graph", tmp_path / "rows", catalogue)
    with (tmp_path / "rows" / "for-review" / "further-sources.csv").open(encoding="utf-8", newline="") as file:
        [further] = csv.DictReader(file)
    assert (further["table"], further["id"]) == ("events", KNOWN)
    ours = Path(shutil.copytree(DATA / "ties", tmp_path / "ties"))
    hand_back(tmp_path / "graph", ours, catalogue)
    [line] = [one for one in (ours / "events.csv").read_text("utf-8").splitlines() if one.startswith(KNOWN)]
    assert f";{further['source']}" in line
    assert not (ours / "corroborations.csv").exists()


def test_a_date_that_is_only_less_exact_says_nothing_otherwise(tmp_path: Path, catalogue: Catalogue) -> None:
    put(tmp_path, catalogue, told("2023-11-08"), url=ELSEWHERE)
    deciding.edit(tmp_path, 1, "Lan", {"date": "2023-11", "known": KNOWN})
    accept(tmp_path, 1)
    assert rows(tmp_path, "claims") == []
    deciding.undo(tmp_path, 1)
    deciding.edit(tmp_path, 1, "Lan", {"date": "2023-12"})
    accept(tmp_path, 1)
    assert [(row["property"], row["value"]) for row in rows(tmp_path, "claims")] == [("date", "2023-12")]


def test_no_text_tells_of_what_came_after_it(tmp_path: Path, catalogue: Catalogue) -> None:
    put(tmp_path, catalogue, told("2023-11"), url=ELSEWHERE, published="2023-11-07")
    assert weighed(tmp_path, 1).verdict.status == "new"
    put(tmp_path, catalogue, told("2023-11"), url=f"{ELSEWHERE}later", published="2023-11-09")
    assert weighed(tmp_path, 2).verdict.status == "known"
