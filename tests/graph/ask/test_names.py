"""A name asked of the graph means what it means to the gazetteer of the tables, on any day."""

from collections.abc import Callable

import pytest
from pyoxigraph import Store

from graph.ask.names import gazetteer, locality
from loaders.model.gazetteer import UnresolvedPlaceError
from loaders.tables.catalogue import Catalogue

DAYS = ("1985-01-01", "2003-12-31", "2026-11-29")


def meant(resolve: Callable[[], str]) -> str | set[str]:
    """What a name means: an id, or the ids of all that it may mean or is close to."""
    try:
        return resolve()
    except UnresolvedPlaceError as error:
        return {one.id for one in error.candidates}


@pytest.mark.parametrize("day", DAYS)
def test_every_name_means_the_same_in_the_graph_and_in_the_tables(store: Store, catalogue: Catalogue, day: str) -> None:
    tables = catalogue.gazetteer
    for place in list(tables.places.values())[DAYS.index(day) :: 5]:
        for name in place.names[:4]:
            expected = meant(lambda name=name: tables.resolve(name, date=day).id)  # type: ignore[misc]
            assert meant(lambda name=name: locality(store, name, day)) == expected, name  # type: ignore[misc]


def test_the_whole_gazetteer_of_the_graph_is_that_of_the_tables(store: Store, catalogue: Catalogue) -> None:
    found, tables = gazetteer(store), catalogue.gazetteer
    assert found.places.keys() == tables.places.keys()
    for place in tables.places.values():
        states = [(one.level, one.parent, one.first, one.last) for one in found.places[place.id].states]
        assert states == [(one.level, one.parent, one.first, one.last) for one in place.states], place.id
        assert set(found.places[place.id].codes) == set(place.codes), place.id


OTHERWISE = {
    "髙松市": "jp/kagawa/takamatsu", "廣島縣福山市": "jp/hiroshima/fukuyama", "Đắc Lắc": "vn/dak-lak",
    "Ohtsu": "jp/shiga/otsu", "日本国兵庫県庁": "jp/hyogo", "Q1858": "vn/hanoi", "VN-HN": "vn/hanoi",
    "https://w3id.org/vnjp-ties/id/jp/okinawa/naha": "jp/okinawa/naha",
    "https://www.wikidata.org/wiki/Q1858": "vn/hanoi", "Thành phố Huế, tỉnh Thừa Thiên Huế": "vn/hue/hue-city",
}  # fmt: skip
"""Names in spellings that stand nowhere in the graph, identifiers -> the locality."""


@pytest.mark.parametrize(("name", "place"), OTHERWISE.items())
def test_another_spelling_means_the_same_in_the_graph(store: Store, name: str, place: str) -> None:
    assert locality(store, name) == place


@pytest.mark.parametrize("name", ["Yokohoma", "Da Nag", "Thua Thien Hua", "Sakaii", "Sở Ngoại vụ Đà Nẵng", "Q99999999"])
def test_close_spellings_are_proposed_alike(store: Store, catalogue: Catalogue, name: str) -> None:
    near = meant(lambda: catalogue.gazetteer.resolve(name).id)
    assert isinstance(near, set)
    assert bool(near) is (name != "Q99999999")
    assert meant(lambda: locality(store, name)) == near
