"""The gazetteer: any spelling of a locality, in any script and of any era, resolves to exactly one locality.

What stands beside a name (country, level, parent, date) narrows the choice; the gazetteer never guesses.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import Any

from loaders.messages import LANGUAGE
from loaders.messages import gettext as _
from loaders.problems import UserError
from ontology import concepts

LONGEST_NAME = 200
"""Characters that a name may have; to read more of them would only take time."""

COUNTRIES = {
    "vn": ("Vietnam", "Viet Nam", "Việt Nam", "ベトナム", "VN"),
    "jp": ("Japan", "Nhật Bản", "日本", "JP"),
}


@dataclass(frozen=True, slots=True)
class State:
    """What a locality was in one period: its level, its parent, the first and last day (ISO, empty if open)."""

    level: str
    parent: str = ""
    first: str = ""
    last: str = ""

    def holds_on(self, day: str) -> bool:
        """Whether the period covers a day, compared at the precision of ``day`` (2013, 2013-04 or a day)."""
        size = len(day)
        return self.first[:size] <= day and (not self.last or day <= self.last[:size])


@dataclass(frozen=True, slots=True)
class Place:
    """A locality as the gazetteer knows it: id, what it is called (by language), every name it had, its states."""

    id: str
    labels: Mapping[str, str] = field(hash=False)
    names: tuple[str, ...]
    states: tuple[State, ...]

    @property
    def country(self) -> str:
        """``vn`` or ``jp``."""
        return self.id[:2]

    @property
    def label(self) -> str:
        """What it is called in English."""
        return self.labels["en"]

    @property
    def shown(self) -> str:
        """What it is called in the language of the reader, with its id."""
        return f"{self.labels[LANGUAGE.get()]} [{self.id}]"


class UnresolvedPlaceError(UserError, LookupError):
    """A name that is not exactly one locality.

    Attributes:
        name: the name as it was given.
        candidates: the localities it may mean; near spellings where the name is unknown.
        ambiguous: whether several are meant, rather than none.
    """

    def __init__(
        self, name: str, candidates: Iterable[Place], told: str, ambiguous: bool = False, **about: object
    ) -> None:
        self.name, self.candidates, self.ambiguous = name, tuple(dict.fromkeys(candidates)), ambiguous
        super().__init__(told.format(name=name, places="; ".join(place.shown for place in self.candidates), **about))


def country_name(country: str) -> str:
    """Return what ``vn`` or ``jp`` is called in the language of the reader."""
    return concepts.labels()["country"][country][LANGUAGE.get()]


_CITIES = {"city", "designated-city", "central-city", "district-city"}
_LEVELS_OF_WORD: dict[str, set[str]] = {
    "prefecture": {"prefecture"}, "pref": {"prefecture"}, "metropolis": {"prefecture"},
    "ken": {"prefecture"}, "fu": {"prefecture"}, "to": {"prefecture"}, "do": {"prefecture"},
    "県": {"prefecture"}, "府": {"prefecture"}, "都": {"prefecture"}, "道": {"prefecture"},
    "province": {"province"}, "省": {"province", "central-city"},
    "tinh": {"province", "prefecture"}, "t": {"province", "prefecture"},
    "city": {*_CITIES, "special-ward"}, "shi": _CITIES, "市": _CITIES, "thanh pho": _CITIES, "tp": _CITIES,
    "town": {"town", "district-town"}, "machi": {"town"}, "cho": {"town"}, "町": {"town"},
    "thi tran": {"town"}, "thi xa": {"district-town"}, "tx": {"district-town"},
    "village": {"village"}, "mura": {"village"}, "son": {"village"}, "村": {"village"},
    "ward": {"special-ward"}, "ku": {"special-ward"}, "区": {"special-ward", "district"},
    "district": {"district"}, "huyen": {"district"}, "h": {"district"}, "郡": {"district"},
    "quan": {"special-ward", "district"}, "q": {"district"},
}  # fmt: skip
"""The words (without diacritics) that name a level before or behind a name, and the levels they may mean."""

_LEVELS_OF_LABEL: dict[str, set[str]] = {
    "province": {"province"}, "tinh": {"province", "prefecture"}, "省": {"province"},
    "centrally-run city": {"central-city"}, "thanh pho truc thuoc trung uong": {"central-city"},
    "中央直轄市": {"central-city"},
    "prefecture": {"prefecture"}, "tinh (nhat ban)": {"prefecture"}, "都道府県": {"prefecture"},
    "district-level city": {"district-city"}, "thanh pho thuoc tinh": {"district-city"}, "省直轄市": {"district-city"},
    "district-level town": {"district-town"}, "thi xa": {"district-town"}, "市社": {"district-town"},
    "district": {"district"}, "quan, huyen": {"district"}, "郡・区": {"district"},
    "designated city": {"designated-city"}, "thanh pho duoc chi dinh": {"designated-city"},
    "政令指定都市": {"designated-city"},
    "city": _CITIES, "thanh pho": _CITIES, "市": _CITIES,
    "town": {"town", "district-town"}, "thi tran": {"town"}, "町": {"town"},
    "village": {"village"}, "lang": {"village"}, "村": {"village"},
    "ward": {"special-ward"}, "special ward": {"special-ward"}, "quan dac biet": {"special-ward"},
    "特別区": {"special-ward"},
}  # fmt: skip
"""What stands in brackets behind a name to tell it from namesakes at other levels, as our labels have it."""

_KANA_OF_LEVEL: dict[str, set[str]] = {
    "けん": {"prefecture"}, "ふ": {"prefecture"}, "と": {"prefecture"}, "し": _CITIES, "く": {"special-ward"},
    "ちょう": {"town"}, "まち": {"town"}, "むら": {"village"}, "そん": {"village"},
}  # fmt: skip
"""How the reading of a Japanese name ends, which people leave out."""

_COMMITTEE = re.compile(r",?\s+(?:the\s+)?(?:provincial\s+|municipal\s+)?people'?s committee$|人民委員会$")
_PREFIX = re.compile(
    r"(?:(?:ubnd|uy ban nhan dan|people's committee of)\s+)?(?:the\s+)?"
    r"(?:(tinh|thanh pho|thi xa|thi tran|huyen|quan|tp|tx|[thq](?=\.))[.\s]\s*"
    r"|(city|prefecture|province|town|village|district)\s+of\s+)?"
)
_LATIN_SUFFIX = re.compile(
    r"(?:[\s-]+(prefecture|pref|metropolis|province|city|town|village|ward|district)"
    r"|-(ken|fu|to|do|shi|machi|cho|mura|son|ku))\.?$"
)
_KANJI_SUFFIX = re.compile(r"(?<=.)([県府都道市区町村省郡])$")
_KANJI_PARENT = re.compile(r"(..+?[都道府県省])(.+)")
_KANJI_DISTRICT = re.compile(r"(..+?[都道府県])[^都道府県]{1,5}郡(.+)")
_KANA = re.compile("[ぁ-ゖァ-ヺー]+")
_PARENT_BEHIND = re.compile(r"(\S+)\s+(\S+[都道府県省])")
_BEHIND_MUNICIPALITY = re.compile(r"(\S+[市区町村])\s+(\S+)")
_LATIN_PARENT = re.compile(r"(.+?)\s*(?:[,、,]\s*(.+)|\((.+)\))")
_DAKUTEN = "\u3099\u309a"
_TWO_WAYS = (("ヴァ", "バ"), ("ヴィ", "ビ"), ("ヴェ", "ベ"), ("ヴォ", "ボ"), ("ヴ", "ブ"), ("ー", ""))
_SMALL_KANA = str.maketrans("ァィゥェォャュョヮ", "アイウエオヤユヨワ")
_ONE_MARK = str.maketrans({"’": "'", "ʻ": "'", "‐": "-", "–": "-", "−": "-"})


def _fold(text: str) -> str:
    """Fold width, case, spaces and typographic marks; keep diacritics."""
    text = unicodedata.normalize("NFKC", text).translate(_ONE_MARK).casefold()
    return " ".join(unicodedata.normalize("NFC", text).split())


def _bare(folded: str) -> str:
    """Return a folded text without diacritics, character by character."""
    return "".join(unicodedata.normalize("NFD", c)[0] for c in folded).replace("đ", "d")


def _kana(text: str) -> str:
    """Fold hiragana into katakana, and katakana that is written in two ways into one."""
    text = "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in text)
    for one, other in _TWO_WAYS:
        text = text.replace(one, other)
    return text.translate(_SMALL_KANA)


@lru_cache(maxsize=200_000)
def key(name: str) -> str:
    """Return what all spellings of a name have in common.

    >>> {key(name) for name in ("Đà Nẵng", "Da Nang", "DANANG", "đà-nẵng")}
    {'danang'}
    """
    letters = unicodedata.normalize("NFD", _fold(name).replace("đ", "d"))
    letters = "".join(c for c in letters if c.isalnum() or c in _DAKUTEN)
    return _kana(unicodedata.normalize("NFC", letters))


_LEVELS_OF_KEY = {key(label): frozenset(levels) for label, levels in _LEVELS_OF_LABEL.items()}


@dataclass(frozen=True, slots=True)
class Reading:
    """A way to read a name: its key, the levels that a word beside it means, what it is said to be within.

    Each part of ``within`` holds the keys of one such whole: a province or prefecture, a country. ``beside`` has the
    key of each as it is written, for it may as well be the same name in another script: Sakai (堺市).
    """

    key: str
    levels: frozenset[str] = frozenset()
    within: tuple[frozenset[str], ...] = ()
    beside: tuple[str, ...] = ()


def _affixed(name: str) -> Iterator[Reading]:
    """Read a name as it stands, without the words for a level before and behind it, with those that kana lack."""
    yield Reading(key(name))
    folded = _fold(name)
    rest = _COMMITTEE.sub("", folded)
    if rest != folded:
        yield Reading(key(rest))
    prefix = _PREFIX.match(_bare(rest))
    if prefix and prefix.end():
        rest, word = rest[prefix.end() :], prefix.group(1) or prefix.group(2)
        yield Reading(key(rest), frozenset(_LEVELS_OF_WORD[word]) if word else frozenset())
    if _KANA.fullmatch(rest):
        yield from (Reading(key(rest + ending), frozenset(levels)) for ending, levels in _KANA_OF_LEVEL.items())
    for suffix in (_LATIN_SUFFIX, _KANJI_SUFFIX):
        if found := suffix.search(rest):
            level = next(group for group in found.groups() if group)
            yield Reading(key(rest[: found.start()]), frozenset(_LEVELS_OF_WORD[level]))


def _keys(name: str) -> frozenset[str]:
    return frozenset(reading.key for reading in _affixed(name) if reading.key) if name else frozenset()


@lru_cache(maxsize=100_000)
def readings(name: str) -> tuple[Reading, ...]:
    """Return every way to read a name: as one whole, then, where it can be, as a name and its parent."""
    readings = list(_affixed(name))
    for pattern, inner, outer in (
        (_LATIN_PARENT, 1, (2, 3)),
        (_KANJI_PARENT, 2, (1,)),
        (_KANJI_DISTRICT, 2, (1,)),
        (_PARENT_BEHIND, 1, (2,)),
        (_BEHIND_MUNICIPALITY, 1, (2,)),
    ):
        if found := pattern.fullmatch(unicodedata.normalize("NFKC", name).strip()):
            beside = next(found.group(group) for group in outer if found.group(group))
            readings += _beside(_affixed(found.group(inner)), beside)
    return tuple(readings)


def _beside(names: Iterable[Reading], beside: str) -> Iterator[Reading]:
    """Read names with what stands behind them: their level, what they are within."""
    parts = [beside] if key(beside) in _LEVELS_OF_KEY else re.split("[,、]", beside)
    levels = [_LEVELS_OF_KEY[key(part)] for part in parts if key(part) in _LEVELS_OF_KEY]
    wholes = [part for part in parts if key(part) not in _LEVELS_OF_KEY]
    within, written = tuple(map(_keys, wholes)), tuple(map(key, wholes))
    for name in names:
        meant = [level for level in (name.levels, *levels) if level]
        common = frozenset.intersection(*meant) if meant else frozenset()
        if common or not meant:
            yield Reading(name.key, common, within, written)


_REMEMBERED = 100_000
"""How many names a gazetteer remembers the meaning of: tables name the same localities again and again."""

_COUNTRY_KEYS = {country: frozenset(map(key, names)) for country, names in COUNTRIES.items()}


def _make_room(remembered: dict[Any, Any]) -> None:
    if len(remembered) >= _REMEMBERED:
        remembered.clear()


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
        self._spellings = {country: self._of(country) for country in ("", *COUNTRIES)}
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
            date: a date at any precision; where several share the name, those that existed then are meant.

        Raises:
            UnresolvedPlaceError: no locality has the name, or several have.
        """
        if known_place := self._resolved.get((name, country, level, parent)):
            return known_place
        if len(name) > LONGEST_NAME or len(parent) > LONGEST_NAME:
            raise UnresolvedPlaceError(name[:LONGEST_NAME] + "…", (), _("“{name}” is too long for a name"))
        identifier = name.strip().lower()
        if identifier in self.places:
            return self.places[identifier]
        parents = _keys(parent)
        known: list[Place] = []
        for _key, together in groupby(readings(name), key=lambda reading: reading.within):
            alike = list(together)
            named = [p for reading in alike for p in self._by_key.get(reading.key, ()) if self._reads(p, reading)]
            named = list(dict.fromkeys(named))
            known += named
            fitting = [
                place
                for place in named
                if (not country or place.country == country)
                and (not level or any(state.level == level for state in place.states))
                and (not parents or self._within(place, parents))
            ]
            if len(fitting) == 1:  # on whatever day
                _make_room(self._resolved)
                self._resolved[name, country, level, parent] = fitting[0]
            if fitting:
                fitting = self._likelier(fitting, alike, date)
            if len(fitting) == 1:
                return fitting[0]
            if fitting:
                told = _(
                    "“{name}” may mean {number} localities; "
                    "add what tells it apart (its level, its prefecture or province), or give its id: {places}"
                )
                fitting.sort(key=lambda place: place.id)
                raise UnresolvedPlaceError(name, fitting, told, ambiguous=True, number=len(fitting))
        if known and country and all(place.country != country for place in known):
            told = _("“{name}” is in {there}, and here stands a locality of {here}; it is {places}")
            there, here = country_name(known[0].country), country_name(country)
            raise UnresolvedPlaceError(name, known, told, there=there, here=here)
        if known:
            context = ", ".join(part for part in (level, parent, country_name(country) if country else "") if part)
            told = _("“{name}” is not known as {context}; known is {places}")
            raise UnresolvedPlaceError(name, known, told, context=context)
        near = self._near(name, country)
        told = (
            _("“{name}” is no locality we know; close to it: {places}")
            if near
            else _("“{name}” is no locality we know")
        )
        raise UnresolvedPlaceError(name, near, told)

    def _reads(self, place: Place, reading: Reading) -> bool:
        """Whether a place is what the words beside its name say."""
        return (not reading.levels or any(state.level in reading.levels for state in place.states)) and all(
            bool(whole & _COUNTRY_KEYS[place.country]) or self._within(place, whole) or self._called(place, {written})
            for whole, written in zip(reading.within, reading.beside, strict=True)
        )

    def _likelier(self, fitting: list[Place], alike: list[Reading], date: str) -> list[Place]:
        """Leave out what is meant only if nothing else is: a place within itself, one that was not there on a date."""
        within = alike[0].within
        if any(reading.key in whole for reading in alike for whole in within):
            fitting = [place for place in fitting if self._parted(place, within)] or fitting
        if date:
            fitting = [place for place in fitting if any(state.holds_on(date) for state in place.states)] or fitting
        return fitting

    def _parted(self, place: Place, within: Iterable[frozenset[str]]) -> bool:
        """Whether a place is a part of what it is said to be within, not that itself: the city in “Osaka, Osaka”."""
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

    def _of(self, country: str) -> list[str]:
        """Return the keys of the localities of a country, or of all."""
        return [k for k, places in self._by_key.items() if not country or any(p.country == country for p in places)]

    def _near(self, name: str, country: str) -> tuple[Place, ...]:
        if (name, country) not in self._close:
            _make_room(self._close)
            self._close[name, country] = tuple(self._nearest(name, country))
        return self._close[name, country]

    def _nearest(self, name: str, country: str) -> Iterator[Place]:
        from rapidfuzz import fuzz, process  # only who mistypes a name waits for it

        spellings = self._spellings[country]
        for found in process.extract(key(name), spellings, scorer=fuzz.ratio, limit=3, score_cutoff=72):
            yield from (place for place in self._by_key[found[0]] if country in {"", place.country})
