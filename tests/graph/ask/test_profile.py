"""A profile holds the newest figures known by a day, in the borders of the day, and says whose they are otherwise."""

from decimal import Decimal

import oracle
import pytest
from pyoxigraph import NamedNode, Store

from graph.ask.labels import slug
from graph.ask.profile import Observation, Profile, profile
from ontology import thing

TODAY = oracle.TODAY
DAYS = ("1995-01-01", "2015-01-01", "2020-09-30", "2020-10-01", "2023-12-31", "2024-12-30", "2025-06-30", TODAY)
PLACES = [
    *sorted({row["locality"] for row in oracle.table("observations")})[::29],
    "vn/da-nang", "vn/quang-nam", "vn/quang-nam/hoi-an", "vn/ho-chi-minh-city", "vn/binh-duong", "vn/hanoi", "vn/hue",
    "jp/niigata", "jp/niigata/niigata", "jp/tokyo/edogawa", "jp/aichi/nagoya",
]  # fmt: skip


def of(store: Store, place: str, day: str = TODAY) -> Profile:
    return profile(store, thing[place], day)


def told(store: Store, place: str, indicator: str, day: str = TODAY) -> list[Observation]:
    return [one for one in of(store, place, day).observations if indicator in one.figures]


def names(nodes: list[NamedNode]) -> list[str]:
    return [node.value.removeprefix(thing.iri) for node in nodes]


def gains(place: str) -> list[str]:
    """The days on which a locality took over another that was not a part of it."""
    return [
        one.day
        for one in oracle.successions()
        if one.successor == place and oracle.localities()[one.predecessor]["part_of"] != place
    ]


def newest(place: str, column: str, day: str) -> set[tuple[Decimal, str, bool]]:
    """Value, date, whether in earlier borders, of the figures of a locality that come before all others known."""
    found = []
    for row in oracle.table("observations"):
        if row["locality"] == place and row[column] and oracle.figures_known(row) <= day:
            borders = row["boundaries"] or oracle.last_day(row["date"])
            old = any(borders < gain <= day for gain in gains(place))
            found.append(((not old, oracle.last_day(row["date"])), (Decimal(row[column]), row["date"], old)))
    best = max((rank for rank, _ in found), default=None)
    return {figure for rank, figure in found if rank == best}


@pytest.mark.parametrize("day", DAYS)
def test_figures_are_the_newest_known_by_the_day(store: Store, day: str) -> None:
    for place in PLACES:
        own = [one for one in of(store, place, day).observations if one.place == thing[place]]
        for column in oracle.FIGURES:
            name = column.replace("_", "-")
            found = {(one.figures[name], one.date, bool(one.borders_until)) for one in own if name in one.figures}
            assert found == newest(place, column, day), (place, column)


@pytest.mark.parametrize("day", DAYS)
def test_no_figure_and_no_site_is_told_before_it_is_known(store: Store, day: str) -> None:
    known = {
        f"observation/{row['locality']}/{row['date']}/{row['sources'].replace(';', '+')}"
        for row in oracle.table("observations")
        if oracle.figures_known(row) <= day
    }
    sites = {
        f"site/{row['site_id']}"
        for row in oracle.table("sites")
        if oracle.known_from(row["since"], oracle.parts(row["sources"]), row["added"]) <= day
    }
    for place in PLACES:
        found = of(store, place, day)
        assert set(names([one.node for one in found.observations])) <= known
        assert set(names([site.node for site in found.sites])) <= sites


def test_vietnamese_residents_of_a_city_are_those_of_its_prefecture_where_its_own_are_not_known(store: Store) -> None:
    [found] = told(store, "jp/niigata/niigata", "vietnamese-residents")
    assert (found.place, found.figures) == (thing["jp/niigata"], {"vietnamese-residents": Decimal(4807)})
    [own] = told(store, "jp/tokyo/edogawa", "vietnamese-residents")
    assert (own.place, own.date) == (thing["jp/tokyo/edogawa"], "2026-01-01")


def test_nothing_else_of_the_prefecture_is_told_as_the_city_s(store: Store) -> None:
    for one in of(store, "jp/niigata/niigata").observations:
        assert one.place == thing["jp/niigata/niigata"] or set(one.figures) == {"vietnamese-residents"}


def test_figures_in_earlier_borders_are_told_until_when_those_were(store: Store) -> None:
    [now] = told(store, "vn/ho-chi-minh-city", "japanese-residents")
    [then] = told(store, "vn/ho-chi-minh-city", "japanese-residents", "2025-06-30")
    assert (now.borders_until, then.borders_until) == ("2025-06-30", "")


def test_a_figure_in_the_borders_of_the_day_comes_before_one_in_earlier_borders(store: Store) -> None:
    [now] = told(store, "vn/ho-chi-minh-city", "grdp")
    [then] = told(store, "vn/ho-chi-minh-city", "grdp", "2025-06-30")
    assert (now.figures["grdp"], then.figures["grdp"]) == (Decimal(2715782), Decimal(1780000))


def test_a_part_that_is_dissolved_into_the_whole_leaves_its_borders_as_they_were(store: Store) -> None:
    """Son Tay was a town of Hanoi."""
    assert [one.borders_until for one in told(store, "vn/hanoi", "japanese-residents")] == [""]


def test_what_sources_state_differently_of_the_same_date_is_all_told(store: Store) -> None:
    assert {one.figures["grdp"] for one in told(store, "vn/hanoi", "grdp")} == {Decimal(1425521), Decimal(1430000)}


def test_sites_are_those_of_the_territory_of_the_day(store: Store) -> None:
    def heritage(place: str, day: str) -> list[str]:
        found = (site.node for site in of(store, place, day).sites if site.kind == "world-heritage")
        return sorted(names(list(found)))

    both = ["site/heritage-hoi-an", "site/heritage-my-son"]
    assert heritage("vn/da-nang", "2025-06-30") == []
    assert heritage("vn/quang-nam", "2025-06-30") == both
    assert heritage("vn/da-nang", TODAY) == both


@pytest.mark.parametrize(("place", "whose"), [("jp/niigata/niigata", "jp/niigata"), ("jp/niigata", "jp/niigata")])
def test_a_city_has_the_airports_of_its_prefecture(store: Store, place: str, whose: str) -> None:
    airports = [site for site in of(store, place).sites if site.kind == "airport"]
    assert names([site.node for site in airports]) == ["site/airport-kij", "site/airport-sds"]
    assert {site.place for site in airports} == {thing[whose]}


def test_sites_are_told_by_kind_the_oldest_first(store: Store) -> None:
    found = [(site.kind, site.since) for site in of(store, "jp/iwate").sites]
    assert len(found) > 3
    assert found == sorted(found)


def test_a_port_of_a_province_that_was_merged_has_its_rank(store: Store) -> None:
    ports = {site.node: site.rank for site in of(store, "vn/ho-chi-minh-city").sites if site.kind == "seaport"}
    assert {slug(node): slug(rank) for node, rank in ports.items()} == {
        "seaport-ba-ria-vung-tau": "special",
        "seaport-ho-chi-minh-city": "class-one",
        "seaport-binh-duong": "class-three",
    }
