"""Briefings gathered for all localities at once are those gathered one by one; what they tell is in order."""

import pytest
from pyoxigraph import Store

from graph.show import Prose, briefing, briefings
from ontology import thing

DAY = "2026-11-21"


@pytest.mark.parametrize(
    "place", ["vn/da-nang", "vn/quang-nam/hoi-an", "vn/binh-dinh/quy-nhon", "jp/kanagawa", "jp/osaka/sakai"]
)
def test_a_briefing_is_the_same_alone_and_among_all(store: Store, place: str) -> None:
    alone, among = briefing(store, place, None, DAY), briefings(store, DAY)[thing[place]]
    assert alone.entries
    assert (alone.entries, alone.successions) == (among.entries, among.successions)


def test_a_locality_of_which_nothing_is_known_has_none(store: Store) -> None:
    assert thing["jp/hokkaido/otaru"] not in briefings(store, DAY)
    assert not briefing(store, "jp/hokkaido/otaru", None, DAY).entries


@pytest.mark.parametrize("other", [None, "jp/osaka/sakai"])
def test_every_section_begins_with_the_newest_and_ends_with_what_has_no_date(store: Store, other: str | None) -> None:
    sections = list(Prose(store, briefing(store, "vn/da-nang", other, DAY), "en").sections())
    assert sections
    for section in sections:
        dates = [line.since for line in section.lines]
        assert dates == sorted(dates, reverse=True), section.name
