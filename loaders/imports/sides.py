"""On which side of a tie each party stands, in lists that give ties from both sides or have some within one country."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from loaders.imports.apply import Abroad
from loaders.imports.mapping import Mapping as SheetMapping
from loaders.imports.stream import Notice
from loaders.imports.values import IN_HAN
from loaders.model.gazetteer import Gazetteer, Place, UnresolvedPlaceError, country_name
from loaders.model.messages import gettext as _
from loaders.model.records import Tie, columns
from loaders.tables.rows import Row

_REMEMBERED = 100_000
OTHER_SIDE = {
    **{one: f"{'jp' if one.startswith('vn') else 'vn'}{one[2:]}" for one in columns(Tie) if one[:3] in {"vn_", "jp_"}},
    "vn_province": "jp_prefecture",
    "jp_prefecture": "vn_province",
}
"""The columns of each party, by those of the other."""


class Sides:
    """Puts the parties of rows on their sides, by their names.

    Args:
        gazetteer: what names are resolved with.
        file: what the rows stand in.
        notify: called with every row whose parties are of one country, which is passed over.
    """

    def __init__(self, gazetteer: Gazetteer, file: str, notify: Callable[[Notice], None]) -> None:
        self._gazetteer, self._file, self._notify = gazetteer, file, notify
        self._countries: dict[tuple[str, str], str] = {}

    def settled(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield the rows of ties with each party on the side of its country.

        A Vietnamese locality that is named in Chinese characters alone, without its country, is a fault: places in
        China and Korea have the same names.
        """
        for row in rows:
            vn, jp = row.cells.get("vn_name", ""), row.cells.get("jp_name", "")
            if row.fault or not vn or not jp:
                yield row
                continue
            of = self._country(vn, "vn"), self._country(jp, "jp")
            if of in {("jp", "vn"), ("vn", "jp")}:
                crosswise = of == ("jp", "vn")
                yield self._sure(jp if crosswise else vn, row._replace(cells=crossed(row.cells)) if crosswise else row)
            elif of[0] and of[0] == of[1]:
                told = _("is between two localities of {country}; ties between Vietnam and Japan alone are recorded")
                problem = Abroad(self._file, row.number, "", told.format(country=country_name(of[0])))
                self._notify(Notice(problem, passed_over=True))
            else:
                yield row

    def _country(self, name: str, expected: str) -> str:
        """Return the country that a name is of; nothing if it is not known, or known otherwise."""
        found = self._countries.get((name, expected))
        if found is None:
            if len(self._countries) >= _REMEMBERED:
                self._countries.clear()
            found = self._countries[name, expected] = self._looked_up(name, expected)
        return found

    def _looked_up(self, name: str, expected: str) -> str:
        try:
            return self._gazetteer.resolve(name, country=expected).country
        except UnresolvedPlaceError as error:
            if error.ambiguous:
                return expected
            countries = {place.country for place in error.candidates} - {expected}
            return countries.pop() if countries else ""

    def _sure(self, vn: str, row: Row) -> Row:
        if not IN_HAN.fullmatch(vn):
            return row
        told = _("“{name}” may be a place in China or Korea too; write it in katakana, or its country beside it")
        return row._replace(fault=f"vn_name: {told.format(name=vn)}", cells={})


_Said = TypeVar("_Said")


def crossed(said: Mapping[str, _Said]) -> dict[str, _Said]:
    """Return what is said by our columns with that of each party said of the other."""
    return {OTHER_SIDE.get(column, column): one for column, one in said.items()}


def belonging(how: Iterable[SheetMapping], place: Place) -> list[SheetMapping]:
    """Return how sheets are read that are a locality's own, where no column says which it is.

    Their one column of parties is then of the others, though most in it may be of the locality's own country.
    """
    mine, other = (f"{one}_name" for one in (place.country, OTHER_SIDE[f"{place.country}_name"][:2]))
    found = []
    for one in how:
        if other in one.lacking and mine in one.columns:
            one = one.model_copy(update={"columns": crossed(one.columns)})
        if mine in one.lacking:
            one = one.model_copy(update={"fixed": one.fixed | {mine: place.id}})
        found.append(one)
    return found
