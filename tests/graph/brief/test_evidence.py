"""Who states what of the facts of a briefing: each source once, for or against, and nothing that came after the day."""

import csv
import io
import json
from pathlib import Path

import oracle
from click.testing import CliRunner
from pyoxigraph import Literal, NamedNode, Store

from graph.brief.briefing import briefing
from graph.brief.evidence import THINGS, contradicting, evidence
from graph.cli.main import main
from ontology import thing

DAY = "2026-11-21"
SAKAI = "tie/da-nang--sakai--friendship-city--2019"


def told(store: Store, place: str, day: str, language: str = "en") -> list[tuple[str, ...]]:
    """What is told of the facts of a locality, as ids and texts."""
    answer = evidence(store, briefing(store, place, None, day), language)
    assert answer.columns == THINGS
    return [tuple(_plain(cell) for cell in row) for row in answer.rows]


def _plain(cell: object) -> str:
    if isinstance(cell, NamedNode):
        return cell.value.removeprefix("https://w3id.org/vnjp-ties/").removeprefix("id/").removeprefix("concept/")
    return cell.value if isinstance(cell, Literal) else ""


def test_every_source_of_the_day_of_signing_is_told_with_how_it_is_known(store: Store) -> None:
    found = [row for row in told(store, "vn/da-nang", DAY) if row[1] == "ontology#signed"]
    signed = [tie for tie in oracle.agreements(DAY) if tie.since and "vn/da-nang" in _held(tie)]
    expected = [
        (tie.id, row[0], *map(str, row[1:]))
        for tie in signed
        for row in oracle.who_states(tie.id, "signed", tie.since, past=True)
    ]
    assert sorted((row[0], "signed", *row[2:]) for row in found) == sorted(expected)


def _held(tie: oracle.Fact) -> set[str]:
    return {holder for party in tie.parties for holder in oracle.holders(party, DAY)}


def test_a_source_that_says_otherwise_stands_against_what_is_recorded(store: Store) -> None:
    rows = [row for row in told(store, "vn/da-nang", DAY) if row[0] == SAKAI and row[1] == "ontology#kind"]
    assert {row[3] for row in rows if row[2] == "stance/against"} == {
        "agreement-kind/sister-city", "agreement-kind/mou"
    }  # fmt: skip
    assert {row[3] for row in rows if row[2] == "stance/for"} == {"agreement-kind/friendship-city"}


def test_an_end_that_came_after_the_day_is_not_told(store: Store) -> None:
    """The sewerage project of Hanoi and Yokohama: another source says that it ended in 2020-08."""
    days = {day: {row[3] for row in told(store, "vn/hanoi", day)} for day in ("2020-07-31", "2020-08-01")}
    assert "2020-08" in days["2020-08-01"] - days["2020-07-31"]


def test_texts_are_in_the_language_of_the_reader(store: Store) -> None:
    values = {language: {row[3] for row in told(store, "vn/da-nang", DAY, language)} for language in ("en", "vi")}
    assert "music" in values["en"] - values["vi"]
    assert "âm nhạc" in values["vi"] - values["en"]


def test_only_what_is_otherwise_than_recorded_contradicts(store: Store) -> None:
    assert len(contradicting(store, thing[SAKAI])) == 2
    assert contradicting(store, thing["tie/quang-nam--nagasaki--legislative--2018"]) == []


def test_the_command_tells_the_same_in_every_format(folder: Path) -> None:
    def run(style: str) -> str:
        run = ["show", "da-nang", "sakai", "--evidence", "--as-of", DAY, "--format", style, "--store", str(folder)]
        found = CliRunner().invoke(main, run)
        assert found.exit_code == 0, found.output
        return found.stdout

    rows = list(csv.DictReader(io.StringIO(run("csv").removeprefix("\ufeff"))))
    assert [{key: str(value or "") for key, value in one.items()} for one in json.loads(run("json"))] == rows
    assert {row["basis"] for row in rows} >= {"the source was read for it"}
    assert run("table").startswith("Which sources state what is recorded of a fact, and which state otherwise")
