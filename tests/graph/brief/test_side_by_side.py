"""Two places stand side by side: what the tables say of either is in the table, once."""

import oracle
import pytest
from oracle import TODAY
from pyoxigraph import Literal, NamedNode, Store

from graph.ask.labels import short, slug
from graph.ask.words import words
from graph.brief.side_by_side import table

ONE, OTHER = "vn/da-nang", "vn/hai-phong"


@pytest.fixture(scope="module")
def rows(store: Store) -> dict[tuple[str, str], tuple[str, str]]:
    """Aspect and thing -> what is said of either, in English."""
    answer = table(store, ONE, OTHER, TODAY, "en", ("one", "other"))
    assert answer.columns == ("aspect", "what", "one", "other")
    found = {}
    for aspect, what, *said in answer.rows:
        assert isinstance(aspect, Literal)
        assert isinstance(what, NamedNode)
        found[aspect.value, short(what)] = tuple(one.value if isinstance(one, Literal) else "" for one in said)
    assert len(found) == len(answer.rows), "nothing is said twice"
    return found  # type: ignore[return-value] # of two cells each


def of(rows: dict[tuple[str, str], tuple[str, str]], aspect: str, side: int) -> set[str]:
    return {what for (name, what), said in rows.items() if name == words("en")[f"aspect_{aspect}"] and said[side]}


@pytest.mark.parametrize(("side", "place"), list(enumerate((ONE, OTHER))))
def test_partners_fields_programmes_and_networks_are_those_of_the_tables(
    rows: dict[tuple[str, str], tuple[str, str]], side: int, place: str
) -> None:
    facts = [(pair, fact) for fact in oracle.cooperation(TODAY) for pair in fact.between(TODAY) if place in pair]
    assert of(rows, "partners", side) == {japan for (_, japan), _ in facts}
    fields = of(rows, "fields", side)
    assert {one.removeprefix("concept/") for one in fields} == {field for _, fact in facts for field in fact.fields}
    for field in fields:
        said = rows[words("en")["aspect_fields"], field][side]
        name = f"field/{field.rpartition('/')[2]}"
        assert said == f"partners: {len({pair for pair, fact in facts if name in fact.fields})}"
    networks = {member.network for member in oracle.memberships() if member.valid_from <= TODAY
                for party in member.parties if place in oracle.holders(party, TODAY)}  # fmt: skip
    assert of(rows, "networks", side) == networks
    programmes = {project.programme for project in oracle.projects() if project.valid_from <= TODAY
                  for party in project.parties if place in oracle.holders(party, TODAY)} - {None}  # fmt: skip
    assert of(rows, "programmes", side) == programmes


def test_figures_are_those_of_todays_borders_with_their_dates(rows: dict[tuple[str, str], tuple[str, str]]) -> None:
    for side, place in enumerate((ONE, OTHER)):
        said = rows["figures and sites", "concept/indicator/population"][side]
        told = int(said.partition(" people")[0].replace(",", ""))
        counted = [(oracle.last_day(row["date"]), row) for row in oracle.table("observations")
                   if row["locality"] == place and row["population"]
                   and (row["boundaries"] or oracle.last_day(row["date"])) >= "2025-07-01"]  # fmt: skip
        newest = max(day for day, _ in counted)
        assert told in {int(row["population"]) for day, row in counted if day == newest}
        assert said.endswith(f"({newest[:4]})"), "when it was counted"


@pytest.mark.parametrize("language", ["vi", "ja"])
def test_each_language_says_the_same_of_the_same_things(store: Store, language: str) -> None:
    english = table(store, ONE, OTHER, TODAY, "en", ("a", "b")).rows
    theirs = table(store, ONE, OTHER, TODAY, language, ("a", "b")).rows
    assert [row[1] for row in theirs] == [row[1] for row in english]
    assert [[cell is None for cell in row] for row in theirs] == [[cell is None for cell in row] for row in english]
    assert all(slug(row[1]) for row in theirs if isinstance(row[1], NamedNode))
