"""What is known of a document or project beside its dates stands with it, wherever it is told."""

import oracle
import pytest
from conftest import table
from pyoxigraph import Store

from graph.ask.labels import Labels
from graph.ask.words import words
from graph.brief.briefing import briefing
from graph.brief.particulars import particulars
from graph.brief.prose import Prose
from loaders.model.dates import date_text
from ontology import concepts, thing

DAY = oracle.TODAY


def told(store: Store, fact: str, language: str) -> list[str]:
    return [*particulars(store, thing[fact], DAY, language, Labels(store, language, DAY))]


@pytest.mark.parametrize("language", ["en", "vi", "ja"])
def test_every_project_tells_its_programme_funder_implementer_fields_budget_and_status(
    store: Store, language: str
) -> None:
    said, labels = words(language), Labels(store, language, DAY)
    suffix = "" if language == "en" else f"_{language}"
    for row in table("projects"):
        lines = told(store, f"project/{row['project_id']}", language)
        named = {
            "programme": [f"programme/{one}" for one in row["programme_id"].split(";") if one],
            "fields": [],
        }
        for column, ids in named.items():
            for one in ids:
                assert any(
                    line.startswith(f"{said[f'column_{column}']}: ") and labels[thing[one]] in line for line in lines
                )
        for one in filter(None, row["fields"].split(";")):
            assert any(concepts.labels()["field"][one][language] in line for line in lines), row["project_id"]
        assert bool(row["funder_id"]) == any(line.startswith(f"{said['column_funder']}: ") for line in lines)
        assert bool(row["budget"]) == any(line.startswith(f"{said['column_budget']}: ") for line in lines)
        if row["implementer"]:
            assert said["implementer"].format(row[f"implementer{suffix}"] or row["implementer"]) in lines
        if row["status"]:
            assert f"{said['column_status']}: {concepts.labels()['project-status'][row['status']][language]}" in lines


def test_every_document_tells_its_fields_and_a_term_that_is_to_come(store: Store) -> None:
    rows = [row for row in table("ties") if row["kind"] != "exchange"]
    assert sum(bool(row["fields"]) for row in rows) > 100
    for row in rows:
        lines = told(store, f"tie/{row['tie_id']}", "en")
        for one in filter(None, row["fields"].split(";")):
            assert any(concepts.labels()["field"][one]["en"] in line for line in lines), row["tie_id"]
        coming = bool(row["expires"]) and oracle.last_day(row["expires"]) >= DAY
        assert (f"Term: {date_text(row['expires'], 'en')}" in lines) == coming, row["tie_id"]
        assert bool(row["vn_body"] or row["jp_body"]) == any(line.startswith("signed for ") for line in lines)


@pytest.mark.parametrize(
    ("place", "language", "said", "never"),
    [
        ("vn/da-nang", "vi", "kinh phí: 50.000 USD", "50000"),
        ("vn/da-nang", "vi", "danh hiệu: âm nhạc", "music"),
        ("vn/hai-duong", "vi", "loại: thỏa thuận đối tác", "partnership agreement"),
        ("vn/hai-phong", "ja", "種別はパートナーシップ協定", "partnership agreement"),
    ],
)
def test_what_another_source_says_is_said_in_the_language_of_the_reader(
    store: Store, place: str, language: str, said: str, never: str
) -> None:
    sections = Prose(store, briefing(store, place, None, DAY), language).sections()
    [lines] = [one.lines for one in sections if one.name == "contested"]
    told = " ".join(one.what for one in lines)
    assert said in told
    assert never not in told
