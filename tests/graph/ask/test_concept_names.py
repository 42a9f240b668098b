"""A concept is found by its slug and by what it is called in each language, whatever the case and the marks."""

import unicodedata

import pytest
from pyoxigraph import Store

from graph.ask.concept_names import known_concept
from graph.ask.parameters import known_levels
from graph.ask.query import ParameterError
from loaders.model.messages import LANGUAGE
from ontology import concepts

SCHEMES = ("field", "region", "scheme", "country", "level", "agreement-kind", "industry")


@pytest.mark.parametrize("name", ["water", "Water", "nước", "NƯỚC", "nuoc", " nước ", "水", "ｗａｔｅｒ"])
def test_water_is_found_in_each_language(name: str) -> None:
    assert known_concept("field", name) == "water"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_concept_is_found_by_its_slug_and_by_each_of_its_labels(scheme: str) -> None:
    for slug, labels in concepts.labels()[scheme].items():
        for name in (slug, *labels.values()):
            for written in (name, name.upper(), unicodedata.normalize("NFD", name), without_marks(name)):
                assert known_concept(scheme, written) == slug


def without_marks(name: str) -> str:
    """Return a text in Latin letters without diacritics; another as it is."""
    if not name.isascii() and max(name) >= "\u3040":
        return name
    apart = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "mean tourism?"), ("vi", "ý bạn là tourism (du lịch)?"), ("ja", "tourism (観光) のことでしょうか")],
)
def test_what_is_nearly_one_is_refused_with_the_near_ones(language: str, said: str) -> None:
    token = LANGUAGE.set(language)
    try:
        with pytest.raises(ParameterError) as refused:
            known_concept("field", "tourismus", "--field")
    finally:
        LANGUAGE.reset(token)
    assert said in str(refused.value)
    assert str(refused.value).startswith("--field: ")


@pytest.mark.parametrize("name", ["", " ", "!", "x" * 100_000, "%s{}"])
def test_what_is_none_is_refused(name: str) -> None:
    with pytest.raises(ParameterError, match="is none of economy, investment"):
        known_concept("field", name)


def test_what_several_are_called_is_refused_with_them(monkeypatch: pytest.MonkeyPatch) -> None:
    names = {**concepts.names("field"), "water": ("nước", "thủy"), "fisheries": ("thủy sản", "Thủy")}
    monkeypatch.setattr("ontology.concepts.names", lambda scheme: names)
    assert known_concept("field", "Thủy") == "fisheries", "written exactly so"
    with pytest.raises(ParameterError, match=r"“thuy” may mean fisheries or water; write one of them"):
        known_concept("field", "thuy")


def test_levels_are_found_by_their_labels_too(store: Store) -> None:
    assert known_levels(store, "tỉnh", "vn") == known_levels(store, "province", "vn")
    assert known_levels(store, "政令指定都市") == {"designated-city"}
