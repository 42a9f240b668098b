"""The gazetteer: any spelling of a locality, in any script and of any era, resolves to exactly one locality.

What stands beside a name (country, level, parent, date) narrows the choice; the gazetteer never guesses.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

from loaders.model.identifiers import identified
from loaders.model.messages import LANGUAGE, joined
from loaders.model.messages import gettext as _
from loaders.model.name_readings import COUNTRIES, LONGEST_NAME, Reading, key, keys_of, levels_named, readings
from loaders.model.near_names import nearest_of
from loaders.model.place import Place, State, UnresolvedPlaceError
from loaders.model.respelling import Respelling
from ontology import concepts

__all__ = ["COUNTRIES", "Gazetteer", "Place", "State", "UnresolvedPlaceError", "country_name"]


def country_name(country: str) -> str:
    """Return what ``vn`` or ``jp`` is called in the language of the reader."""
    return concepts.labels()["country"][country][LANGUAGE.get()]


class _Beside(NamedTuple):
    """What stands beside a name; see `Gazetteer.resolve`. The parent is its keys, and the levels it may have."""

    country: str
    level: str
    parents: frozenset[str]
    parent_levels: frozenset[str]
    date: str


class _Found(NamedTuple):
    """The localities that fit a name and what stands beside it, if on whatever day; all that have the name."""

    fitting: list[Place]
    always: bool
    named: list[Place]


_CALLED_CITY = {"jp/tokyo"}
"""The localities that are called cities, though they are of the first level."""

_REMEMBERED = 100_000
"""How many names a gazetteer remembers the meaning of: tables name the same localities again and again."""

_COUNTRY_KEYS = {country: frozenset(map(key, names)) for country, names in COUNTRIES.items()}


def _make_room(remembered: dict[Any, Any]) -> None:
    if len(remembered) >= _REMEMBERED:
        remembered.clear()


def _by_label(places: Iterable[Place], alike: Iterable[Reading]) -> bool:
    """Whether a text is only what we call places where they are shown: 旭町 (愛知県)."""
    keys = {reading.key for reading in alike}
    return not any(keys & state.keys for place in places for state in place.states)


class Gazetteer:
    """All localities, by every name they have.

    Args:
        places: the localities; their ids are unique.
    """

    def __init__(self, places: Iterable[Place]) -> None:
        self.places = {place.id: place for place in places}
        self._by_key: dict[str, list[Place]] = defaultdict(list)
        for place in self.places.values():
            for spelling in {key(name) for name in place.names}:
                self._by_key[spelling].append(place)
        self._resolved: dict[tuple[str, ...], Place] = {}
        self._close: dict[tuple[str, str], tuple[Place, ...]] = {}

    def __contains__(self, locality: str) -> bool:
        return locality in self.places

    def resolve(self, name: str, *, country: str = "", level: str = "", parent: str = "", date: str = "") -> Place:
        """Return the one locality that ``name`` means.

        Args:
            name: a name in any script, with or without words such as *City* or *Tỉnh*, alone or with its
                parent (``Kawasaki, Kanagawa``, ``神奈川県川崎市``); or an id.
            country: ``vn`` or ``jp``.
            level: the slug of a level that it has or had.
            parent: a name of the province or prefecture that it belongs or belonged to, or is.
            date: a date at any precision; the localities of then are meant, those of today if none is given. One
                that was not there, or had another name or level then, is meant only if no other fits; of several in
                turn (in a year, or ended), the last.

        Raises:
            UnresolvedPlaceError: no locality has the name, or several have.
        """
        asked = (name, country, level, parent)
        if known_place := self._resolved.get(asked) or self._resolved.get((*asked, date)):
            return known_place
        if len(name) > LONGEST_NAME or len(parent) > LONGEST_NAME:
            raise UnresolvedPlaceError(name[:LONGEST_NAME] + "…", (), _("“{name}” is too long for a name"))
        beside = _Beside(country, level, keys_of(parent), levels_named(parent) if parent else frozenset(), date)
        if identifier := identified(name):
            if identifier in self.places:
                return self.places[identifier]
            named = self._by_code.get(identifier, [])
            found = _Found([place for place in named if country in {"", place.country}], False, named)
        else:
            found = self._found(readings(name), beside)
            if not found.fitting or ("ー" in name and any(place.country == "jp" for place in found.fitting)):
                again = self._found(self._respelt(name), beside._replace(parents=self._alike(beside.parents)))
                found = again._replace(named=found.named or again.named)
        if found.fitting:
            return self._only(found.fitting, asked if found.always else (*asked, date))
        raise self._unresolved(name, found.named, level, parent, beside)

    def _found(self, ways_to_read: Iterable[Reading], beside: _Beside) -> _Found:
        """Return the localities that fit the first of several ways to read a name that any fits."""
        country, level, parents, parent_levels, date = beside
        known: list[Place] = []
        others: list[Place] = []
        labelled: list[Place] = []
        ways = [list(together) for _key, together in groupby(ways_to_read, key=lambda reading: reading.within)]
        for alike in ways:
            named = [p for reading in alike for p in self._by_key.get(reading.key, ()) if self._reads(p, reading)]
            named = list(dict.fromkeys(named))
            known += named
            fitting = [
                place
                for place in named
                if (not country or place.country == country)
                and (not level or any(state.level == level for state in place.states))
                and (not parents or self._within(place, parents))
                and (not parent_levels or self._may_be_of(place, alike, beside))
            ]
            alone = len(fitting) == 1 and len(ways) == 1  # on whatever day
            if parents and date and (parts := [place for place in fitting if self._parted(place, (parents,))]):
                keys = frozenset(reading.key for reading in alike)  # in Thua Thien Hue, which was not yet called Hue
                fitting = [place for place in fitting if place in parts or place.may_be_called(keys, date)]
            fitting = self._parts(fitting, alike)
            then = [place for place in fitting if self._reads_on(place, alike, level, date)]
            if then and alike is not ways[-1] and _by_label(then, alike):
                labelled = then  # which tells them from those of today, and not from those of then
                continue
            if then or labelled:
                return _Found(then if {*labelled} <= {*then} else labelled, alone, known)
            others = others or [place for place in fitting if self._called(place, {alike[0].key})] or fitting
        return _Found(labelled or others, False, known)

    def _unresolved(
        self, name: str, named: list[Place], level: str, parent: str, beside: _Beside
    ) -> UnresolvedPlaceError:
        """Return what is told of a name that no locality has, or none that fits what stands beside it."""
        country = beside.country
        known = [place for place in named if place.exists(beside.date)] or named
        if known and country and all(place.country != country for place in known):
            told = _("“{name}” is in {there}, and here stands a locality of {here}; it is {places}")
            there, here = country_name(known[0].country), country_name(country)
            return UnresolvedPlaceError(name, known, told, there=there, here=here)
        if known:
            context = joined(part for part in (level, parent, country_name(country) if country else "") if part)
            told = _("“{name}” is not known as {context}; known is {places}")
            return UnresolvedPlaceError(name, known, told, context=context)
        near = () if identified(name) else self._near(name, country)
        told = (
            _("“{name}” is no locality we know; close to it: {places}")
            if near
            else _("“{name}” is no locality we know")
        )
        return UnresolvedPlaceError(name, near, told)

    @cached_property
    def _respelling(self) -> Respelling:
        """The names by all their spellings: made when one is met that is not known as it is written."""
        return Respelling({spelling: {p.country for p in places} for spelling, places in self._by_key.items()})

    def _alike(self, keys: Iterable[str]) -> frozenset[str]:
        """Return keys with those that are the same but for how they are spelt."""
        return frozenset(alike for key in keys for alike in (key, *self._respelling.alike(key)))

    def _respelt(self, name: str) -> Iterator[Reading]:
        """Read a name with all that it names spelt as it is known."""
        for reading in readings(name):
            for spelling in self._respelling.alike(reading.key):
                within = tuple(map(self._alike, reading.within))
                beside = tuple(next(iter(self._respelling.alike(one)), one) for one in reading.beside)
                yield replace(reading, key=spelling, within=within, beside=beside)

    def ever_called(self, name: str) -> list[Place]:
        """Return the localities that have or had a name, as it is written."""
        return list(self._by_key.get(key(name), ()))

    def _reads(self, place: Place, reading: Reading) -> bool:
        """Whether a place fits the words beside its name."""
        called_city = place.id in _CALLED_CITY and "city" in reading.levels
        of_level = not reading.levels or called_city or place.has_been(reading.levels, reading.key)
        return of_level and all(
            bool(whole & _COUNTRY_KEYS[place.country])
            or (
                self._parted(place, (whole,))
                if _tells_apart(place, reading.levels, of)
                else self._within(place, whole) or self._called(place, {written})
            )
            for whole, written, of in zip(reading.within, reading.beside, reading.of, strict=True)
        )

    def _may_be_of(self, place: Place, alike: list[Reading], beside: _Beside) -> bool:
        """Whether a place may be what has a parent of those levels: the province of Hue is not the city in it."""
        return self._parted(place, (beside.parents,)) or any(
            not _tells_apart(place, reading.levels, beside.parent_levels)
            for reading in alike
            if place in self._by_key.get(reading.key, ())
        )

    def _reads_on(self, place: Place, alike: list[Reading], level: str, date: str) -> bool:
        """Whether a place was there on a date, had the level, and a name that it had not given up by then.

        A name that none of its periods has, such as one in another script, holds at any time.
        """
        over, lasting = ([one for one in place.states if one.lasts_to(date) is lasts] for lasts in (False, True))
        given_up = {name for state in over for name in state.keys}.difference(*(state.keys for state in lasting))
        then = {state.level for state in lasting if not date or state.holds_on(date)}
        if place.id in _CALLED_CITY and then and not level:
            then.add("city")
        return bool(level in then if level else then) and any(
            (not reading.levels or reading.levels & then)
            and not given_up.intersection(
                (reading.key, *(() if self._parted(place, reading.within) else reading.beside))
            )
            for reading in alike
            if place in self._by_key.get(reading.key, ())
        )

    def _only(self, fitting: list[Place], asked: tuple[str, ...]) -> Place:
        """Return the one locality that fits, of several in turn the last, and remember it; see `resolve`."""
        fitting = [place for place in fitting if not any(place.followed_by(other) for other in fitting)]
        if len(fitting) > 1:
            told = _(
                "“{name}” may mean {number} localities; "
                "add what tells it apart (its level, its prefecture or province), or give its id: {places}"
            )
            fitting.sort(key=lambda place: place.id)
            raise UnresolvedPlaceError(asked[0], fitting, told, ambiguous=True, number=len(fitting))
        _make_room(self._resolved)
        self._resolved[asked] = fitting[0]
        return fitting[0]

    def _parts(self, fitting: list[Place], alike: list[Reading]) -> list[Place]:
        """Leave out a place within itself, which is meant only if nothing else is."""
        within, beside = alike[0].within, alike[0].beside
        # the city of Hue in “Huế, Thừa Thiên Huế”; in “Huế (フエ)” one name is said twice
        parts = [place for place in fitting if not any(self._called(place, {written}) for written in beside)]
        fitting = [place for place in parts if within and self._parted(place, within)] or fitting
        if any(reading.key in whole for reading in alike for whole in within):
            return [place for place in fitting if self._parted(place, within)] or fitting
        return fitting

    def _parted(self, place: Place, within: Iterable[frozenset[str]]) -> bool:
        """Whether a place is part of the unit named beside it, and not that unit itself: the city in “Osaka, Osaka”."""
        return all(
            bool(whole & _COUNTRY_KEYS[place.country])
            or any(self._called(self.places[state.parent], whole) for state in place.states if state.parent in self)
            for whole in within
        )

    def _called(self, place: Place, names: Iterable[str]) -> bool:
        """Whether a place has one of those names."""
        return any(place in self._by_key.get(name, ()) for name in names)

    def _within(self, place: Place, parents: frozenset[str]) -> bool:
        """Whether a place is part of a locality of those names or, at the first level, is it."""
        own = {state.parent or place.id for state in place.states}
        return any(candidate.id in own for name in parents for candidate in self._by_key.get(name, ()))

    @cached_property
    def _by_code(self) -> dict[str, list[Place]]:
        found: dict[str, list[Place]] = defaultdict(list)
        for place in self.places.values():
            for code in place.codes:
                found[code.lower()].append(place)
        return found

    @cached_property
    def _spellings(self) -> dict[str, dict[str, None]]:
        """The keys of the localities of each country, and of all."""
        of = {key: {place.country for place in places} for key, places in self._by_key.items()}
        mine = {country: {key: None for key, theirs in of.items() if country in theirs} for country in COUNTRIES}
        return {"": dict.fromkeys(of)} | mine

    def _near(self, name: str, country: str) -> tuple[Place, ...]:
        if (name, country) not in self._close:
            _make_room(self._close)
            self._close[name, country] = tuple(self._nearest(name, country))
        return self._close[name, country]

    def _nearest(self, name: str, country: str) -> Iterator[Place]:
        for spelling in nearest_of(name, self._spellings[country]):
            yield from (place for place in self._by_key[spelling] if country in {"", place.country})


def _tells_apart(place: Place, levels: frozenset[str], of: frozenset[str]) -> bool:
    """Whether a name and what it is within cannot be the same unit, by the words for their levels."""
    return bool(levels and of) and not levels & of and place.id not in _CALLED_CITY
