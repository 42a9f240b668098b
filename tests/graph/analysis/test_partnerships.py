"""Whom the neighbours of a place work with, on what and whether still, is what the tables say."""

from collections import defaultdict
from collections.abc import Iterable

import oracle
import pytest
from oracle import BEFORE_THE_MERGERS, LONG_AGO, TODAY
from pyoxigraph import Literal, NamedNode, Store

from graph.analysis.partnerships import COLUMNS, fields_lacking, neighbours, partnerships, table
from graph.ask.labels import short
from ontology import LANGUAGES, concepts

DAYS = (TODAY, BEFORE_THE_MERGERS, LONG_AGO)


def by_pair(day: str) -> dict[tuple[str, str], list[oracle.Fact]]:
    """Return what joins each pair on a day, from either side."""
    found: dict[tuple[str, str], list[oracle.Fact]] = defaultdict(list)
    for fact in oracle.cooperation(day):
        for one, other in fact.between(day):
            found[one, other].append(fact)
            found[other, one].append(fact)
    return found


@pytest.mark.parametrize("day", DAYS)
def test_every_pair_has_the_ties_fields_and_state_of_the_tables(store: Store, day: str) -> None:
    found = {(place, one.partner): one for place, own in partnerships(store, day).items() for one in own}
    expected = by_pair(day)
    assert found.keys() == expected.keys()
    for pair, facts in expected.items():
        one = found[pair]
        assert set(one.ties) == {fact.id for fact in facts}
        assert set(one.fields) == on(facts)
        assert one.state == oracle.state_of(facts, day), pair
        assert one.since == min((fact.since for fact in facts if fact.since), default="")
    assert {one.state for one in found.values()} == {"active", "unclear", "former"} or day == LONG_AGO


@pytest.mark.parametrize("day", DAYS)
def test_neighbours_of_a_province_are_those_of_its_region_on_the_day(store: Store, day: str) -> None:
    place = "vn/da-nang"
    expected = {one for one in oracle.places(day, "provincial", "vn")
                if oracle.region(one, day) == oracle.region(place, day) and one != place}  # fmt: skip
    assert {unit.place for unit in neighbours(store, place, day)} == expected
    assert len(expected) > 3


def test_neighbours_of_a_municipality_are_those_of_its_prefecture_then_those_of_its_level(store: Store) -> None:
    found = [unit.place for unit in neighbours(store, "jp/fukuoka/kitakyushu", TODAY)]
    within = [one for one in oracle.places(TODAY, "municipal", "jp") if one.startswith("jp/fukuoka/")]
    assert set(found[: len(within) - 1]) == {*within} - {"jp/fukuoka/kitakyushu"}
    assert set(found[len(within) - 1 :]) == {"jp/kumamoto/kumamoto"}, "the other designated city of Kyushu"
    assert neighbours(store, "vn/ba-ria-vung-tau", TODAY) == [], "it has ended"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_names_partners_and_what_the_asker_lacks(store: Store, language: str) -> None:
    pairs, place = by_pair(TODAY), "vn/gia-lai"
    answer = table(store, place, TODAY, language=language)
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in answer.rows]
    around = {unit.place for unit in neighbours(store, place, TODAY)}
    assert {(name(row["place"]), name(row["partner"])) for row in rows if row["partner"]} == {
        pair for pair in pairs if pair[0] in around
    }
    assert {name(row["place"]) for row in rows} == around, "who has no partner is named too"
    own = on(fact for pair, facts in pairs.items() if pair[0] == place for fact in facts)
    labels = concepts.labels()["field"]
    separator = "、" if language == "ja" else ", "
    for row in rows:
        if row["partner"]:
            theirs = on(pairs[name(row["place"]), name(row["partner"])])
            assert texts(row["fields"], separator) == {labels[field][language] for field in theirs}
            assert texts(row["fields_lacking"], separator) == {labels[field][language] for field in theirs - own}


def test_a_field_leaves_those_who_work_on_it(store: Store) -> None:
    pairs = by_pair(TODAY)
    for place in ("vn/hai-phong", "jp/fukuoka/kitakyushu", "jp/osaka"):
        around = {unit.place for unit in neighbours(store, place, TODAY)}
        expected = {pair for pair, facts in pairs.items()
                    if pair[0] in around and "water" in on(facts)}  # fmt: skip
        found = {(name(row[0]), name(row[3])) for row in table(store, place, TODAY, "water").rows}
        assert found == expected
        lacking = fields_lacking(store, place, TODAY)
        own = on(fact for pair, facts in pairs.items() if pair[0] == place for fact in facts)
        theirs = on(fact for pair, facts in pairs.items() if pair[0] in around for fact in facts)
        assert lacking == [field for field in concepts.slugs("field") if field in theirs - own]


def on(facts: Iterable[oracle.Fact]) -> set[str]:
    """Return the fields of some facts, by slugs."""
    return {field.removeprefix("field/") for fact in facts for field in fact.fields}


def name(cell: object) -> str:
    assert isinstance(cell, NamedNode)
    return short(cell)


def texts(cell: object, separator: str) -> set[str]:
    return set(cell.value.split(separator)) if isinstance(cell, Literal) else set()
