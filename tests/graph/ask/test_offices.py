"""Whom to write to: the offices in charge of a locality, its own first, as the tables have them."""

import oracle
import pytest
from pyoxigraph import Store

from graph.ask.offices import kind, offices, page
from ontology import thing

DAYS = (oracle.TODAY, "2024-01-01", "2010-01-01")
RECORDED = max(row["added"] for row in oracle.table("offices"))
KINDS = ("international-relations", "jica", "clair", "embassy", "consulate")
PLACES = (
    "vn/da-nang", "vn/hanoi", "vn/ho-chi-minh-city", "vn/quang-nam/hoi-an", "vn/cao-bang", "jp/osaka", "jp/osaka/sakai",
    "jp/aichi/nagoya", "jp/hokkaido/kushiro", "jp/okinawa",
)  # fmt: skip


def known(office: str, day: str) -> bool:
    """Whether a source spoke of it by a day; an undated one does from the day on which it was recorded."""
    rows = [row for name in ("offices", "office_areas") for row in oracle.table(name) if row["office_id"] == office]
    dates = [oracle.published()[source] for row in rows for source in oracle.parts(row["sources"])]
    return min(filter(None, dates), default=min(row["added"] for row in rows)) <= day


def expected(place: str, day: str) -> list[str]:
    state = oracle.state_on(place, day)
    upper = (state or oracle.states(place)[-1]).part_of
    areas = oracle.table("office_areas")
    found = []
    for row in oracle.table("offices"):
        served = {area["locality"] for area in areas if area["office_id"] == row["office_id"]}
        above = upper in served and row["kind"] != "international-relations"
        national = row["country"].lower() == oracle.country(place)
        if (place in served or above or national) and known(row["office_id"], day):
            found.append((KINDS.index(row["kind"]), row["office_id"]))
    return [office for _, office in sorted(found)]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("place", PLACES)
def test_they_serve_it_or_what_it_is_part_of_or_its_country(store: Store, place: str, day: str) -> None:
    found = [one.value.removeprefix(f"{thing.iri}office/") for one in offices(store, thing[place], day)]
    assert sorted(found) == sorted(expected(place, day))
    assert [KINDS.index(kind(store, thing[f"office/{one}"])) for one in found] == sorted(
        KINDS.index(row["kind"]) for row in oracle.table("offices") if row["office_id"] in found
    )


def test_each_of_the_two_countries_has_somebody_to_write_to() -> None:
    for place in PLACES:
        assert {"embassy", "clair"} <= {
            row["kind"] for row in oracle.table("offices") if row["office_id"] in expected(place, RECORDED)
        }


def test_the_page_of_an_office_is_given_whether_it_shares_it_or_not(store: Store) -> None:
    for row in oracle.table("offices"):
        assert page(store, thing[f"office/{row['office_id']}"]) == row["website"]


def test_no_person_is_named() -> None:
    """An office is written to by its name, which is why there is no column for a person, a number or a mailbox."""
    for row in oracle.table("offices"):
        assert not any("@" in cell for cell in row.values()), row["office_id"]


def test_every_office_has_its_name_in_all_languages() -> None:
    assert [row["office_id"] for row in oracle.table("offices") if not (row["name_vi"] and row["name_ja"])] == []
