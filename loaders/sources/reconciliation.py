"""Reconciles items of Wikidata with our localities."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from loaders.model.gazetteer import Gazetteer, Place, UnresolvedPlaceError
from loaders.model.geography import jis, kilometres
from loaders.model.messages import gettext as _
from loaders.model.messages import joined
from loaders.model.records import Locality
from loaders.sources.wikidata_sparql import Item
from loaders.tables.catalogue import Catalogue

NEAR = 20.0
"""Kilometres that two points of one place may be apart: its office and its middle."""


@dataclass(frozen=True)
class Reconciled:
    """The locality that an item is; or why it is none that we know, and which it may be."""

    locality: str = ""
    reason: str = ""
    candidates: tuple[str, ...] = ()


class Places:
    """Which locality of ours an item of Wikidata is: by its codes, else by its names, and never against what is known.

    Args:
        catalogue: our localities.
        items: the items, with those that they lie in.
    """

    def __init__(self, catalogue: Catalogue, items: Mapping[str, Item]) -> None:
        localities: list[Locality] = catalogue.of(Locality)
        self._gazetteer: Gazetteer = catalogue.gazetteer
        self._items = items
        self._points = {
            row.id: (float(row.latitude), float(row.longitude))
            for row in localities
            if row.latitude is not None and row.longitude is not None
        }
        self._codes: dict[str, set[str]] = defaultdict(set)
        for row in localities:
            for code in filter(None, (row.code if row.country == "jp" else "", row.iso_3166_2)):
                self._codes[code].add(row.id)

    def reconcile(self, item: Item, country: str) -> Reconciled:
        """Return the locality of a country that an item is."""
        coded = {one for one in self._coded(item) if one.startswith(f"{country}/")}
        named, near = self._named(item, country)
        if coded and named and not coded & named:
            return _none(_("its code is that of one locality, its name that of another"), coded | named)
        if not coded and (item.codes or item.iso_3166_2):  # wards have codes too, and many are called as a city is
            told = _("no locality we know has its code, {codes}")
            return _none(told.format(codes=joined(item.codes + item.iso_3166_2)), named | near)
        found, parents = (coded & named or coded or named), self._parents(item, country)
        inside = {one for one in found if self._is_part(one, parents)}
        found = inside or found - parents
        if not found:
            return _none(_("no locality we know is called {name}").format(name=item.label), near)
        if parents and not coded and not any(map(self._is_whole, parents)):
            return _none(_("it is a part of a municipality, of which none is recorded"), parents)
        there = {one for one in found if not item.ended or self._has_ended(one)}
        if not there:
            return _none(_("Wikidata has it dissolved on {day}, and ours goes on").format(day=item.ended), found)
        close = {one for one in there if self._distance(item, one) <= NEAR}
        if len(there) > 1 and len(close) != 1:
            return _none(_("it may be any of {number} localities").format(number=len(there)), there)
        (one,) = there if len(there) == 1 else close
        return Reconciled(one) if one in coded | inside | close else _none(self._unsure(item, one), {one})

    def _coded(self, item: Item) -> set[str]:
        """Return the localities that have a code of an item: of several in turn, those that have ended as it has."""
        codes = (*map(jis, item.codes), *item.iso_3166_2)
        ours = {one for code in codes for one in self._codes.get(code, ())}
        return {one for one in ours if self._has_ended(one) == bool(item.ended)} or ours

    def _named(self, item: Item, country: str) -> tuple[set[str], set[str]]:
        """Return the localities that have a name of an item, and those that have one much like it."""
        found: set[str] = set()
        near: set[str] = set()
        for name in item.names.values():
            try:
                found.add(self._gazetteer.resolve(name, country=country, date=item.ended).id)
            except UnresolvedPlaceError as error:
                (found if error.ambiguous else near).update(place.id for place in error.candidates)
            if not item.ended:  # nobody says that it has not: who was called so before in the same place may be meant
                there = (place.id for place in self._gazetteer.ever_called(name) if place.country == country)
                found.update(one for one in there if self._distance(item, one) <= NEAR)
        return found, near

    def _parents(self, item: Item, country: str) -> set[str]:
        """Return the localities that an item lies in: of those alike in name, the province or prefecture."""
        found: set[str] = set()
        for whole in (self._items[one] for one in item.parts_of if one in self._items):
            known = self._coded(whole) or self._named(whole, country)[0]
            found |= {one for one in known if self._is_whole(one)} or known
        return found

    def _is_whole(self, locality: str) -> bool:
        """Whether a locality is, or was at its end, of the first level, and so may have others within it."""
        return not self._place(locality).states[-1].parent

    def _is_part(self, locality: str, parents: set[str]) -> bool:
        return any(state.parent in parents for state in self._place(locality).states)

    def _place(self, locality: str) -> Place:
        return self._gazetteer.places[locality]

    def _has_ended(self, locality: str) -> bool:
        return bool(self._place(locality).states[-1].last)

    def _distance(self, item: Item, locality: str) -> float:
        """Return how far a locality is from an item; infinitely, if it is not known where one of them is."""
        point = self._points.get(locality)
        return kilometres(item.point, point) if item.point and point else float("inf")

    def _unsure(self, item: Item, locality: str) -> str:
        apart = self._distance(item, locality)
        if apart < float("inf"):
            told = _("it is called as {locality}, but lies {apart:.0f} km from it")
            return told.format(locality=locality, apart=apart)
        told = _("it is called as {locality}, which neither a code nor coordinates nor what it is part of confirm")
        return told.format(locality=locality)


def _none(reason: str, candidates: Iterable[str]) -> Reconciled:
    return Reconciled("", reason, tuple(sorted(candidates)))
