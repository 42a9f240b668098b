"""The history of first documents: a row for each year in which a pair of localities could have signed its first one.

Such person-period rows are what discrete-time event history models are fitted to (Allison 1982, doi:10.2307/270718;
Singer and Willett 1993, doi:10.3102/10769986018002155): a logit of ``signed`` on what was known the year before. Rows
are on the territory of the day asked for: what a unit took over from others counts as its own in the years before.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product
from typing import NamedTuple, cast

from pyoxigraph import Store

from graph.analysis.access import LocalityFilter, access_of
from graph.analysis.networks import is_designation, memberships
from graph.analysis.pairs import FORMS, PairTie, pair_ties
from graph.analysis.selection import ALL
from graph.ask.periods import periods
from ontology import thing

FIRST_YEAR = 1990
Pair = tuple[str, str]
"""The id of a locality of Vietnam, and that of one of Japan."""
_NEVER = 9999


class PairYear(NamedTuple):
    """A year in which a pair had no document before it.

    What it says of before is as of the end of the year before, by what is dated; undated facts count nowhere.

    Attributes:
        vietnam: the id of the locality in Vietnam.
        japan: that of the locality in Japan.
        year: the year.
        signed: whether the first document between the two was signed in it.
        project_before: whether a project of both had begun.
        exchange_before: whether an exchange of both had.
        event_before: whether there had been a visit or another event of both.
        kin_before: whether a tie had begun between a municipality of either and the other, or a municipality of it.
        shared_networks: in how many networks both were or had been.
        shared_designations: how many of these are designations, such as that of a creative city.
        vietnam_networks: in how many the one was or had been.
        japan_networks: in how many the other was or had been.
        vietnam_documents: with how many localities of Japan the one had signed.
        japan_documents: with how many localities of Vietnam the other had.
    """

    vietnam: str
    japan: str
    year: int
    signed: bool
    project_before: bool
    exchange_before: bool
    event_before: bool
    kin_before: bool
    shared_networks: int
    shared_designations: int
    vietnam_networks: int
    japan_networks: int
    vietnam_documents: int
    japan_documents: int


def first_documents(
    store: Store, day: str, first: int = FIRST_YEAR, vietnam: str = "provincial", japan: str = "provincial"
) -> Iterator[PairYear]:
    """Yield the years in which each pair could have signed its first document, until it did or the year of a day.

    A pair that signed before the first year is not at risk, and has no row; nor has one with a document of which
    nobody knows when it was signed, unless a dated one came first: it cannot be told in which years it was at risk.
    The last year is as long as it lasts to the day.

    Args:
        store: the graph.
        day: the day (ISO 8601) whose localities are paired.
        first: the first year.
        vietnam: the level of those of Vietnam, or ``municipal`` or ``provincial``.
        japan: that of those of Japan.
    """
    history = _History(store, day)
    own, theirs = ([unit.place for unit in access_of(store).units(LocalityFilter(country, level), day)]
                   for country, level in (("vn", vietnam), ("jp", japan)))  # fmt: skip
    for pair in product(own, theirs):
        signed = history.first["Agreement"].get(pair, _NEVER)
        if pair in history.undated and signed == _NEVER:
            continue
        for year in range(first, min(signed, int(day[:4])) + 1):
            yield history.row(pair, year, year == signed)


class _History:
    """When what began first between whom, on the territory of a day."""

    def __init__(self, store: Store, day: str) -> None:
        [found] = pair_ties(store, [day], (*FORMS, "Event"))
        self.undated = {(one.vietnam, one.japan) for one in found if one.form == "Agreement" and not _year(one)}
        self.first = {form: _first(one for one in found if one.form == form) for form in (*FORMS, "Event")}
        self.kin = _first_of_kin(_first(one for one in found if one.form in FORMS), store, day)
        self.documents: dict[str, list[int]] = defaultdict(list)
        for pair, year in self.first["Agreement"].items():
            for place in pair:
                self.documents[place].append(year)
        self.joined: dict[str, dict[str, int]] = defaultdict(dict)
        for place, network, said in memberships(store, day, ALL).edges(data=True):
            one, other = (place, network) if network.startswith("network/") else (network, place)
            if since := said.get("since"):
                self.joined[one][other] = min(int(since[:4]), self.joined[one].get(other, _NEVER))
        self.designations = {network for joined in self.joined.values() for network in joined
                             if is_designation(store, thing[network])}  # fmt: skip

    def row(self, pair: Pair, year: int, signed: bool) -> PairYear:
        """Return what is known of a pair before a year."""
        project, exchange, event = (
            self.first[form].get(pair, _NEVER) < year for form in ("Project", "Exchange", "Event")
        )
        one, other = (self.joined.get(place, {}) for place in pair)
        shared = {network for network in one.keys() & other.keys() if max(one[network], other[network]) < year}
        designations = len(shared & self.designations)
        of_one, of_other = (sum(begun < year for begun in own.values()) for own in (one, other))
        own, theirs = (sum(begun < year for begun in self.documents.get(place, ())) for place in pair)
        kin = self.kin.get(pair, _NEVER) < year
        networks = len(shared), designations, of_one, of_other
        return PairYear(*pair, year, signed, project, exchange, event, kin, *networks, own, theirs)


def _first_of_kin(first: dict[Pair, int], store: Store, day: str) -> dict[Pair, int]:
    """Return the year of the first tie beside that of a pair itself between what is in the one and in the other."""
    parents = {one.place: one.parent for one in periods(store) if one.first <= day <= one.last}
    found: dict[Pair, int] = {}
    for own, year in first.items():
        sides = ({place, parents.get(place) or place} for place in own)
        for pair in cast(Iterator[Pair], product(*sides)):
            if pair != own:
                found[pair] = min(year, found.get(pair, _NEVER))
    return found


def _year(one: PairTie) -> int | None:
    return int(one.since.value[:4]) if one.since else None


def _first(ties: Iterable[PairTie]) -> dict[Pair, int]:
    """Return the year in which the first of some ties between each pair began."""
    found: dict[Pair, int] = {}
    for one in ties:
        if year := _year(one):
            pair = one.vietnam, one.japan
            found[pair] = min(year, found.get(pair, _NEVER))
    return found
