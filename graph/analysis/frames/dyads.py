"""Every pair of a locality of Vietnam and one of Japan on a day, with or without ties: where gravity models begin."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import product
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from pyoxigraph import Store

from graph.analysis.frames import Column, date_cells, date_columns, frame
from graph.analysis.frames import localities as places
from graph.analysis.frames import ties as tied
from graph.analysis.networks import is_designation, memberships
from graph.analysis.tie_facts import state
from graph.ask.periods import Period
from graph.ask.status import facts_as_of
from loaders.model.dates import PartialDate
from loaders.model.geography import kilometres
from ontology import thing

if TYPE_CHECKING:
    import pandas as pd

Pair = tuple[str, str]
"""The id of a locality of Vietnam, and that of one of Japan."""
Municipalities = bool | Literal["all"]

_FORMS = {"Agreement": "agreements", "Exchange": "exchanges", "Project": "projects"}
_OF_BOTH = ("name_en", "name_vi", "name_ja", "level", "region", "parent", "population", "population_date")
_COUNTS = {
    column: Column("Int64", f"how many {called} there are between the two{said}")
    for name, called in {"ties": "ties", **{name: name for name in _FORMS.values()}}.items()
    for column, said in {
        name: ", ended ones included", f"{name}_dated": " of which it is stated when they began",
        f"{name}_in_force": " that are in force", f"{name}_confident": " that their sources support well",
    }.items()
}  # fmt: skip

COLUMNS: dict[str, Column] = {
    "vn": Column("string", "the id of the locality of Vietnam"),
    "jp": Column("string", "the id of the locality of Japan"),
    **{
        f"{side}_{name}": Column(places.COLUMNS[name].type, f"of {side}: {places.COLUMNS[name].meaning}")
        for side in ("vn", "jp")
        for name in _OF_BOTH
    },
    "jp_vietnamese_residents": Column("Int64", "how many Vietnamese live in jp itself, where that is counted"),
    "jp_vietnamese_residents_date": Column("string", "the day that they were counted on"),
    "vn_japanese_residents": Column("Int64", "how many Japanese live in vn itself, where that is counted"),
    "vn_japanese_residents_date": Column("string", "the day that they were counted on"),
    "distance_km": Column("Float64", "between their seats on the day along the earth's surface, in kilometres"),
    **_COUNTS,
    **date_columns("first_document", "when the first dated document between the two was signed"),
    "shared_networks": Column("Int64", "in how many networks both are on the day, designations included"),
    "shared_networks_ids": Column("string", "the ids of these"),
    "shared_designations": Column("Int64", "how many of these are designations, such as that of a creative city"),
    "kin": Column("boolean", "whether a unit above or below either has a tie with the other one, or with its kin"),
    "kin_ties": Column("Int64", "how many such ties there are, in force or not, beside those of the two"),
    "kin_ties_in_force": Column("Int64", "how many of them are in force"),
}
"""What stands in each column."""


class _Tie(NamedTuple):
    tie: str
    form: str
    since: str
    in_force: bool
    confident: bool


def dyads(store: Store, day: str, *, municipalities: Municipalities = False) -> "pd.DataFrame":
    """Return every pair of provincial units of the two countries on a day (ISO 8601), by id; see `COLUMNS`.

    Args:
        store: the graph.
        day: the day.
        municipalities: whether the municipalities that hold a tie on the day, in force or not, are among them; or
            ``all`` that exist on the day. A model of who has ties needs all: the others are chosen by the outcome.
    """
    return frame(rows(store, day, municipalities=municipalities), COLUMNS, day, facts_as_of(store))


def rows(store: Store, day: str, *, municipalities: Municipalities) -> Iterator[dict[str, Any]]:
    """Yield what is known of each pair, by column."""
    joined, units = _ties(store, day), places.units(store, day)
    kin, networks = _kin(joined, units), _networks(store, day)
    own = {place for pair in joined for place in pair} if municipalities else set()
    wanted = [one for one in units.values() if municipalities == "all" or not one.parent or one.place in own]
    about = [*places.rows(store, day, wanted)]
    sides = (_side(about, country) for country in ("vn", "jp"))
    for (one, of_one), (other, of_other) in product(*sides):
        pair = one["id"], other["id"]
        of_pair = joined.get(pair, set())
        yield {
            **of_one,
            **of_other,
            "distance_km": _distance(one, other),
            **_counts(of_pair),
            **date_cells("first_document", _first_document(of_pair)),
            **_shared(store, networks[pair[0]] & networks[pair[1]]),
            **_kin_counts(kin.get(pair, set()) - of_pair),
        }


def _side(about: list[dict[str, Any]], country: str) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Return the rows of the localities of a country, each with what a pair says of it."""
    residents = {"vn": "japanese_residents", "jp": "vietnamese_residents"}[country]
    names = (*_OF_BOTH, residents, f"{residents}_date")
    return [
        (row, {country: row["id"], **{f"{country}_{name}": row.get(name) for name in names}})
        for row in about if row["country"] == country
    ]  # fmt: skip


def _ties(store: Store, day: str) -> dict[Pair, set[_Tie]]:
    found: dict[Pair, set[_Tie]] = defaultdict(set)
    for row in tied.rows(store, day):
        one = _Tie(row["tie"], row["form"], row.get("since", ""), row["in_force"], row["confidence"] == "high")
        found[row["vn_holder"], row["jp_holder"]].add(one)
    return dict(found)


def _kin(joined: Mapping[Pair, set[_Tie]], units: Mapping[str, Period]) -> dict[Pair, set[_Tie]]:
    """Return the ties of a pair's kin: of what contains either, or lies in it, with the other or its kin."""
    below: dict[str, list[str]] = defaultdict(list)
    for unit in units.values():
        below[unit.parent].append(unit.place)
    related = {place: [place, *below[place], *filter(None, [units[place].parent])] for pair in joined for place in pair}
    found: dict[Pair, set[_Tie]] = defaultdict(set)
    for (one, other), of_pair in joined.items():
        for pair in product(related[one], related[other]):
            if pair != (one, other):
                found[pair] |= of_pair
    return dict(found)


def _networks(store: Store, day: str) -> dict[str, set[str]]:
    """Return in which networks each locality is on a day, by a membership that is in force."""
    found: dict[str, set[str]] = defaultdict(set)
    whole = memberships(store, day)
    for *ends, part in whole.edges(keys=True):
        place, network = sorted(ends, key=lambda end: whole.nodes[end]["bipartite"])
        if state(store, thing[part], day) == "active":
            found[place].add(network)
    return found


def _distance(one: dict[str, Any], other: dict[str, Any]) -> float | None:
    here, there = ((row["latitude"], row["longitude"]) for row in (one, other))
    return round(kilometres(here, there), 1) if None not in {*here, *there} else None


def _counts(ties: set[_Tie]) -> dict[str, int]:
    found = dict.fromkeys(_COUNTS, 0)
    for one in ties:
        for name in ("ties", _FORMS[one.form]):
            found[name] += 1
            found[f"{name}_dated"] += bool(one.since)
            found[f"{name}_in_force"] += one.in_force
            found[f"{name}_confident"] += one.confident
    return found


def _first_document(ties: set[_Tie]) -> str:
    dates = (one.since for one in ties if one.form == "Agreement" and one.since)
    return min(dates, key=lambda date: (PartialDate(date).earliest, date), default="")


def _shared(store: Store, networks: set[str]) -> dict[str, Any]:
    designations = [one for one in networks if is_designation(store, thing[one])]
    return {
        "shared_networks": len(networks),
        "shared_networks_ids": ";".join(sorted(networks)),
        "shared_designations": len(designations),
    }


def _kin_counts(ties: set[_Tie]) -> dict[str, Any]:
    in_force = sum(one.in_force for one in ties)
    return {"kin": bool(ties), "kin_ties": len(ties), "kin_ties_in_force": in_force}
