"""``coop compare``: a place and its neighbours, or two places, for people and for programs."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Done, run_coop, spreadsheet
from oracle import TODAY, spoken

Coop = Callable[..., Done]


@pytest.fixture
def coop(folder: Path) -> Coop:
    """Run the command on the real graph."""
    return lambda *arguments: run_coop("compare", *arguments, "--as-of", TODAY, "--store", folder)


def test_neighbours_are_told_in_a_table_and_as_rows(coop: Coop) -> None:
    told = coop("Đà Nẵng")
    assert told.out.startswith(f"The neighbours of Da Nang and their partners, as of {spoken(TODAY)}\n")
    assert "Gia Lai" in told.out
    rows = spreadsheet(coop("Đà Nẵng", "--format", "csv").out)
    assert {"place", "place_id", "partner", "partner_id", "state", "fields", "fields_lacking"} <= rows[0].keys()
    assert all(row["partner_id"].startswith("jp/") for row in rows if row["partner"])


def test_a_field_is_asked_for_and_two_places_stand_side_by_side(coop: Coop) -> None:
    rows = json.loads(coop("kitakyushu", "--field", "water", "--format", "json").out)
    assert rows
    assert all("water" in row["fields"].split(", ") for row in rows)
    both = json.loads(coop("da nang", "hai phong", "--format", "json", "--lang", "ja").out)
    assert list(both[0]) == ["aspect", "what", "what_id", "vn/da-nang", "vn/hai-phong"]
    assert "ダナン市" in coop("da nang", "hai phong", "--lang", "ja").out.splitlines()[0]


def test_mistakes_are_told(coop: Coop) -> None:
    assert coop("da nang", "hai phong", "--field", "water").status == 2
    assert "is none of" in coop("da nang", "--field", "astrology").err
    assert "is no locality" in coop("atlantis").err
    none = coop("hue", "--field", "peace", "--lang", "vi")
    assert (none.status, none.out.strip().splitlines()[-1]) == (0, "chưa có thông tin")
