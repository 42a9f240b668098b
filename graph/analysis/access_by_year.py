"""Access by year: how many units of each year had a tie in force, and beside it how many of the units of today.

When units merge, the share of those with access jumps though no tie has begun: there are fewer to be counted, and one
of those that were merged is enough. So each number stands beside that *on constant territory*, of the units of the day
asked for: such a unit counts in a year if a tie that it holds was then in force, in the hands of itself or of whoever
it took the tie over from (`coop:Tenure`). That is how statistical agencies make figures comparable over changes of
boundaries, by giving what was counted of former units to those of one day: the Statistics Bureau of Japan for the
results of earlier censuses (組替人口), NHGIS in its geographically standardized series. Where these share out numbers
by area or population we follow the law, by which a tie is taken over whole: a part split off from a unit that goes on
has none of its ties, and where a unit ended by being divided all parts have them. So on constant territory nothing
changes but by a tie that begins or ends.

A tie counts from the first to the last day that its dates allow, one without an end until an end is known; and a
project without an end only if it is known to be under way. Of ties without a stated beginning, those of which a dated
source speaks count from then on, the others not at all; how many there are of either is told beside the numbers. The
day on which a source speaks is not that on which a tie begins: growth is told by those with a stated beginning, whose
numbers stand apart.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, Store

from graph.analysis.access import SCHEMES, Access, HeldTie, LocalityFilter, access_of
from graph.ask.parameters import horizon, year_ends
from graph.ask.query import Answer, Cell, ParameterError
from graph.store.caches import cached
from loaders.model.gazetteer import COUNTRIES
from loaders.model.messages import gettext as _
from loaders.model.messages import gettext_noop
from ontology import concept, xsd

ANY = "any"
"""Any of the three schemes."""
THINGS = ("country", "scheme")
_ANY_OF_THREE = gettext_noop("any of the three")
_UNKNOWN_BELOW = gettext_noop(
    "which local governments there have been below the provinces of Vietnam is known only where a fact names them, so "
    "no share of them is told"
)


@dataclass(frozen=True)
class Share:
    """How many of some localities have a tie in force."""

    number: int
    of: int

    @property
    def part(self) -> float:
        """From 0 to 1."""
        return self.number / self.of if self.of else 0.0


@dataclass(frozen=True)
class AccessOnDay:
    """Access to a scheme on a day, in one country.

    Attributes:
        country: ``vn`` or ``jp``.
        scheme: one of `SCHEMES`, or `ANY`.
        day: the day (ISO 8601).
        then: of the units of that day.
        constant: of the units of the day asked for, on their territory.
        then_dated: of the units of that day, by ties with a stated beginning alone.
        constant_dated: of the units of the day asked for, by such ties.
        from_source: how many of the ties in force are counted from the day on which a source first speaks of them.
        beginning_unknown: how many ties that were not over by the day are left out, since no date of them is known.
        end_unknown: how many begun by the day are left out, projects of which neither an end is known nor that they are
            under way.
    """

    country: str
    scheme: str
    day: str
    then: Share
    constant: Share
    then_dated: Share
    constant_dated: Share
    from_source: int
    beginning_unknown: int
    end_unknown: int


class _Country:
    """The ties and localities of one country, to be counted on any day.

    Args:
        access: what has been reached.
        wanted: which localities.
        country: ``vn`` or ``jp``.
        day: the day asked for (ISO 8601).
    """

    def __init__(self, access: Access, wanted: LocalityFilter, country: str, day: str) -> None:
        self._access, self._wanted, self._country = access, wanted, country
        self.today = self.units(day)
        self._ties = [one for one in access.ties if one.holder[:2] == country]
        self._heirs: dict[tuple[str, str], set[str]] = defaultdict(set)
        for one in self._ties:
            if one.holder in self.today and one.first <= day <= one.last:
                self._heirs[one.tie, one.party].add(one.holder)
        self._undated = {one for one in self._ties if one.unknown and one.first <= day <= one.last}

    def units(self, day: str) -> set[str]:
        """Return the localities that exist on a day; none below the provinces of Vietnam, which are not all known."""
        found = (unit for unit in self._access.units(self._wanted, day) if unit.country == self._country)
        return {unit.place for unit in found if self._country != "vn" or not unit.parent}

    def on(self, day: str) -> Iterator[AccessOnDay]:
        """Yield the access to each scheme and to any on a day; nothing if there are no localities on it."""
        units = self.units(day)
        held = [one for one in self._ties if one.first <= day <= one.last and not one.unknown]
        undated = [one for one in self._undated if one.holder in self.today and (not one.end or day <= one.end)]
        for scheme in (*SCHEMES, ANY) if units else ():
            wanted = SCHEMES if scheme == ANY else (scheme,)
            own = [one for one in held if one.scheme in wanted and (one.holder in units or self._now_held(one))]
            known = [one for one in own if day <= one.end]
            yield AccessOnDay(
                self._country, scheme, day,
                *self._shares(units, known), *self._shares(units, [one for one in known if one.stated]),
                _different(one for one in known if not one.stated),
                _different(one for one in undated if one.scheme in wanted),
                _different(one for one in own if not one.end),
            )  # fmt: skip

    def _shares(self, units: set[str], known: list[HeldTie]) -> tuple[Share, Share]:
        """Return how many of some units hold any of some ties, and how many of those of the day asked for do now."""
        now = set().union(*map(self._now_held, known))
        return Share(len({one.holder for one in known} & units), len(units)), Share(len(now), len(self.today))

    def _now_held(self, one: HeldTie) -> set[str]:
        """Return which of the localities of the day asked for hold a tie."""
        return self._heirs.get((one.tie, one.party), set())


def _different(ties: Iterable[HeldTie]) -> int:
    return len({one.tie for one in ties})


@cached
def access_on(store: Store, wanted: LocalityFilter, day: str, days: tuple[str, ...]) -> list[AccessOnDay]:
    """Return the access to each scheme on some days, by country, then by scheme, then by day.

    Args:
        store: the graph.
        wanted: which localities; of Vietnam provincial ones alone.
        day: the day asked for (ISO 8601), whose units are those of constant territory.
        days: the days to count on, none later; those before the horizon of a country are left out of it.

    Raises:
        ParameterError: there are no such localities, or which there were is not known.
    """
    access, found = access_of(store), []
    access.asked(wanted, day)
    for code in [wanted.country] if wanted.country else COUNTRIES:
        country, first = _Country(access, wanted, code, day), horizon(store, code)
        found += [one for on in days if on >= first for one in country.on(on)]
    if not found and wanted.country == "vn":
        raise ParameterError(_(_UNKNOWN_BELOW))
    return sorted(found, key=lambda one: ([*COUNTRIES].index(one.country), (*SCHEMES, ANY).index(one.scheme)))


def access_by_year(store: Store, wanted: LocalityFilter, day: str) -> list[AccessOnDay]:
    """Return the same at the end of each year since 1990, and on the day asked for."""
    return access_on(store, wanted, day, tuple(year_ends(day)))


def left_out(store: Store, wanted: LocalityFilter) -> str:
    """Return why some of the localities asked about are not counted; empty if all are."""
    below = (unit for unit, _first, _last in access_of(store).ever(wanted) if unit.country == "vn" and unit.parent)
    return _(_UNKNOWN_BELOW) if any(below) else ""


def table(store: Store, wanted: LocalityFilter, day: str, scheme: str | None = None) -> Answer:
    """Return `access_by_year` as a table; of one scheme (its slug), or of each and any of the three."""
    chosen = {scheme.replace("-", "_")} if scheme else {*SCHEMES, ANY}
    rows = [_row(one) for one in access_by_year(store, wanted, day) if one.scheme in chosen]
    return Answer(
        ("country", "scheme", "as_of", "localities", "in_force", "in_force_share", "localities_now", "in_force_now",
         "in_force_now_share", "in_force_dated", "in_force_now_dated", "from_source", "beginning_unknown",
         "end_unknown"), rows,
    )  # fmt: skip


def _row(one: AccessOnDay) -> tuple[Cell, ...]:
    scheme = Literal(_ANY_OF_THREE) if one.scheme == ANY else concept[f"scheme/{one.scheme.replace('_', '-')}"]
    counted = [
        Literal(number)
        for share in (one.then, one.constant)
        for number in (share.of, share.number, round(share.part, 4))
    ]
    dated = one.then_dated.number, one.constant_dated.number
    asides = map(Literal, (*dated, one.from_source, one.beginning_unknown, one.end_unknown))
    return concept[f"country/{one.country}"], scheme, Literal(one.day, datatype=xsd.date), *counted, *asides
