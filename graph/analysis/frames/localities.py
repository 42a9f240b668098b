"""The localities of a day: names, level, place, whose ties they hold, figures."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, Store

from graph.analysis.frames import Column, frame, named
from graph.ask.as_of import at, held, region
from graph.ask.labels import Labels, short, slug
from graph.ask.lookup import things
from graph.ask.periods import Period, periods
from graph.ask.profile import own_figures
from graph.ask.seats import positions
from graph.ask.status import facts_as_of
from loaders.model.statistics import INDICATORS
from ontology import LANGUAGES, concept, coop, dct, thing
from ontology.definitions import definitions

if TYPE_CHECKING:
    import pandas as pd

_OWN = {"population": (coop.population, coop.populationYear), "area": (coop.areaKm2, None)}
"""Figures that stand with the locality itself too; they count where no observation has one: figure, year."""

_DECIMALS = {"elderly_share", "area", "grdp", "income_per_head", "grdp_growth", "gdp_share", "cultivated_land"}


def _figure(name: str) -> dict[str, Column]:
    """Return the columns of a figure: itself, and when it is of."""
    kind = "Float64" if name in _DECIMALS else "Int64"
    return {
        name: Column(kind, definitions()[concept[f"indicator/{INDICATORS[name]}"]]["en"]),
        f"{name}_date": Column("string", f"the year, month or day that {name} is of"),
    }


COLUMNS: dict[str, Column] = {
    "id": Column("string", "the id, which stays whatever the locality is called"),
    **named(""),
    "country": Column("country", "vn or jp"),
    "level": Column("level", "the level on the day, such as central-city or prefecture"),
    "provincial": Column("boolean", "whether it is a province, a centrally-run city or a prefecture"),
    "parent": Column("string", "the id of the province or prefecture that contains a municipality"),
    "region": Column("region", "the region of its country on the day"),
    "latitude": Column("Float64", "of its seat on the day, in degrees north"),
    "longitude": Column("Float64", "of its seat on the day, in degrees east"),
    "units_held": Column("string", "the ids of the units whose ties it holds on the day, without its own"),
    "sources": Column("string", "the ids of the sources on the locality itself"),
    **{column: made for name in INDICATORS for column, made in _figure(name).items()},
    "currency": Column("string", "that of the sums of money (ISO 4217)"),
    "figure_sources": Column("string", "the ids of the sources of the figures"),
}
"""What stands in each column. A figure is the newest known on the day, in the borders of the day."""


def localities(store: Store, day: str) -> "pd.DataFrame":
    """Return the localities of a day (ISO 8601), by id; see `COLUMNS`."""
    return frame(rows(store, day, units(store, day).values()), COLUMNS, day, facts_as_of(store))


def rows(store: Store, day: str, wanted: Iterable[Period]) -> Iterator[dict[str, Any]]:
    """Yield what is known on a day of each of some localities, by column."""
    labels, seats = {language: Labels(store, language, day) for language in LANGUAGES}, positions(store, day)
    for one in wanted:
        place = thing[one.place]
        latitude, longitude = seats.get(place, (None, None))
        others = sorted({short(unit) for unit in held(store, place, day)} - {one.place})
        yield {
            "id": one.place,
            **{f"name_{language}": named[place] for language, named in labels.items()},
            "country": one.place[:2],
            "level": one.level,
            "provincial": not one.parent,
            "parent": one.parent,
            "region": slug(region(store, place, day)),
            "latitude": latitude,
            "longitude": longitude,
            "units_held": ";".join(others),
            "sources": ";".join(map(short, things(store, place, dct.source))),
            **figures(store, place, day),
        }


def units(store: Store, day: str) -> dict[str, Period]:
    """Return id -> what each locality that exists on a day is then, in order."""
    found = {one.place: one for one in periods(store) if one.first <= day <= one.last}
    return dict(sorted(found.items()))


def figures(store: Store, place: NamedNode, day: str) -> dict[str, Any]:
    """Return the figures of a locality itself that are known on a day, in the borders that it has on the day."""
    known = own_figures(store, place, day)
    found: dict[str, Any] = {}
    rest: dict[str, None] = {}
    for name, indicator in INDICATORS.items():
        if one := known.observation(place, indicator):
            found |= {name: float(one.figures[indicator]), f"{name}_date": one.date}
            found |= {"currency": one.currency} if one.currency else {}
            rest |= dict.fromkeys(map(short, things(store, one.node, dct.source)))
        elif name in _OWN and (own := _own(store, place, name, day)):
            found |= own
            rest |= dict.fromkeys(map(short, things(store, place, dct.source)))
    return {**found, "figure_sources": ";".join(rest)}


def _own(store: Store, place: NamedNode, name: str, day: str) -> dict[str, Any]:
    figure, year = (predicate and at(store, place, predicate, day) for predicate in _OWN[name])
    if not isinstance(figure, Literal):
        return {}
    return {name: float(figure.value), f"{name}_date": year.value if isinstance(year, Literal) else ""}
