"""Whom a name in a text means: as the gazetteer tells, by the level that the text speaks of, or left open."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from loaders.model.gazetteer import Gazetteer, Place, UnresolvedPlaceError
from loaders.model.name_readings import key
from loaders.reading.names.mentions import Mention, is_large

Acquainted = Callable[[str, Iterable[str]], list[str]]
"""Returns which of several localities have something in common with one of the other country."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """Whom a mention means on a day.

    Attributes:
        place: the locality; nothing if that is not one.
        candidates: those that it may be, if several.
        reason: why it is not one, in words.
        by_level: whether only the level that the text speaks of tells it from a namesake.
        by_partner: whether only what is known of the other party does.
    """

    place: Place | None
    candidates: tuple[Place, ...] = ()
    reason: str = ""
    by_level: bool = False
    by_partner: bool = False


def resolved(gazetteer: Gazetteer, mention: Mention, day: str, levels: dict[str, str]) -> Resolved:
    """Return whom a mention means.

    Args:
        gazetteer: the localities.
        mention: the mention.
        day: the day on which, at any precision; empty for today.
        levels: the level that the text speaks of on each side, which decides where the name alone does not.
    """
    try:
        return Resolved(gazetteer.resolve(mention.phrase, country=mention.country, parent=mention.parent, date=day))
    except UnresolvedPlaceError as error:
        level = levels.get(mention.country, "")
        if error.ambiguous and level and not mention.level:
            try:
                named = f"{mention.name} {level}"
                return Resolved(
                    gazetteer.resolve(named, country=mention.country, parent=mention.parent, date=day), by_level=True
                )
            except UnresolvedPlaceError:
                pass
        if error.ambiguous and (place := _bare(error.candidates, mention.name, day)):
            return Resolved(place, by_level=True)
        if len(mention.places) == 1:
            return Resolved(mention.places[0])
        return Resolved(None, error.candidates or mention.places, str(error))


def by_size(one: Resolved | None) -> Resolved | None:
    """Return whom a Japanese name means that several towns have: the one that is a large city."""
    if one is None or one.place:
        return one
    large = [place for place in one.candidates if place.country == "jp" and is_large(place)]
    if any(state.level == "prefecture" for place in large for state in place.states):
        return one
    return replace(one, place=large[0], by_level=True) if len(large) == 1 else one


def told_by(one: Resolved, other: Resolved, acquainted: Acquainted, day: str) -> Resolved:
    """Return whom a name means: where several have it, the one that is known to work with the other party."""
    if one.place or not other.place or not one.candidates:
        return one
    near = acquainted(other.place.id, [place.id for place in one.candidates])
    meant = [place for place in one.candidates if place.id in near]
    if len(meant) == 1:
        return replace(one, place=meant[0], by_partner=True)
    return peer(one, other.place, day)


def whole_beside_prefecture(one: Resolved, mention: Mention, other: Resolved) -> Resolved:
    """Return the province of which a name is meant beside a prefecture, and not the city in it that has it as well."""
    if mention.level or not one.place or not other.place:
        return one
    if not all(state.level == "prefecture" for state in other.place.states):
        return one
    parents = {state.parent for state in one.place.states}
    whole = [place for place in mention.places if place.id in parents]
    return replace(one, place=whole[0], by_level=True) if len(whole) == 1 else one


def peer(one: Resolved, other: Place, day: str) -> Resolved:
    """Return whom a name means that a prefecture and a city have: beside what was a province then the prefecture."""
    if any(state.level != "province" for state in other.states if state.holds_on(day)):
        return one
    return prefecture(one)


def prefecture(one: Resolved) -> Resolved:
    """Return the prefecture that a name means, of which a city may be called so too."""
    prefectures = [p for p in one.candidates if any(state.level == "prefecture" for state in p.states)]
    return replace(one, place=prefectures[0], by_level=True) if len(prefectures) == 1 else one


def _bare(places: tuple[Place, ...], name: str, day: str) -> Place | None:
    """Return whom a Vietnamese name means that a province and the city in it have: the one so called on the day.

    Where both were, it is the province: of the city it is said that it is one.
    """
    if len(places) != 2 or any(place.country != "vn" for place in places):
        return None
    part, whole = sorted(places, key=lambda place: not any(state.parent for state in place.states))
    if not any(state.parent == whole.id for state in part.states):
        return None
    called = frozenset({key(name)})
    then = [place for place in (whole, part) if place.may_be_called(called, day) or not day]
    return then[0] if then else None
