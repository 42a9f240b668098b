"""Briefings gathered for all localities at once are those gathered one by one; what they tell is in order."""

import oracle
import pytest
from pyoxigraph import Store

from graph.ask.words import words
from graph.brief.briefing import briefing, briefings
from graph.brief.prose import Prose
from ontology import coop, thing

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
        if section.name == "profile":  # figures stand by their subjects
            continue
        dates = [line.since for line in section.lines]
        assert dates == sorted(dates, reverse=True), section.name


def test_a_network_counts_once_however_often_a_place_has_taken_part(store: Store) -> None:
    day = "2026-11-21"
    held = [one for one in oracle.memberships() if any("vn/da-nang" in oracle.holders(p, day) for p in one.parties)]
    networks = {one.network for one in held if one.valid_from <= day}
    assert len(networks) < len(held)
    assert briefing(store, "vn/da-nang", None, day).number(coop.Membership) == len(networks)


@pytest.mark.parametrize(("language", "said"), [("en", "sister city"), ("vi", "kết nghĩa"), ("ja", "姉妹都市")])
def test_what_another_source_says_is_said_in_words(store: Store, language: str, said: str) -> None:
    text = str(Prose(store, briefing(store, "vn/da-nang", "jp/osaka/sakai", "2026-11-21"), language))
    contested = text[text.index(words(language)["contested"]) :]
    assert said in contested
    assert "sister-city" not in contested
