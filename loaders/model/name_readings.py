"""The ways to read a name of a locality, in any script: its key, its level, what it is within."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product

from loaders.model.name_keys import ONE_SIGN, bare, fold, key
from ontology import concepts

__all__ = [
    "COUNTRIES",
    "LONGEST_NAME",
    "PATTERNS",
    "Reading",
    "key",
    "keys_of",
    "levels_named",
    "readings",
    "without_ending",
]

LONGEST_NAME = 200
"""Characters that a name may have; to read more of them would only take time."""

COUNTRIES = {
    "vn": (
        "Vietnam", "Viet Nam", "Việt Nam", "ベトナム", "VN", "VNM", "SRV", "V.Nam", "ヴィエトナム", "ヴェトナム",
        "越南", "Socialist Republic of Viet Nam", "S.R. Viet Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam",
        "CHXHCN Việt Nam", "CHXHCNVN", "ベトナム社会主義共和国", "ベトナム国", "越南社会主義共和国",
    ),
    "jp": ("Japan", "Nhật Bản", "日本", "JP", "JPN", "Nhật", "N.Bản", "State of Japan", "日本国"),
}  # fmt: skip
"""What the two states are called, in short and in full."""

_LONGEST_CODE = 4
"""Letters of the names of states that mean one only behind another name: VN, JPN, Nhật."""

_CITIES = {"city", "designated-city", "central-city", "district-city"}
_MUNICIPALITIES = {*_CITIES, "special-ward", "town", "district-town", "village"}
_LEVELS_OF_WORD: dict[str, set[str]] = {
    "prefecture": {"prefecture"}, "pref": {"prefecture"}, "metropolis": {"prefecture"},
    "prefectural": {"prefecture"}, "metropolitan": {"prefecture"}, "provincial": {"province", "central-city"},
    "municipal": _MUNICIPALITIES, "municipality": _MUNICIPALITIES, "capital": {"prefecture", "central-city"},
    "ken": {"prefecture"}, "fu": {"prefecture"}, "to": {"prefecture"}, "do": {"prefecture"},
    "県": {"prefecture"}, "府": {"prefecture"}, "都": {"prefecture"}, "道": {"prefecture"},
    "province": {"province"}, "省": {"province", "central-city"},
    "thu do": {"prefecture", "central-city"}, "首都": {"prefecture", "central-city"},
    "phủ": {"prefecture"}, "phu": {"prefecture"}, "đạo": {"prefecture"}, "làng": {"village"}, "市社": {"district-town"},
    "tinh": {"province", "prefecture"}, "t": {"province", "prefecture"},
    "city": {*_CITIES, "special-ward"}, "shi": _CITIES, "市": _CITIES, "thanh pho": _CITIES, "tp": _CITIES,
    "town": {"town", "district-town"}, "machi": {"town"}, "cho": {"town"}, "町": {"town"},
    "thi tran": {"town"}, "thi xa": {"district-town"}, "tx": {"district-town"},
    "village": {"village"}, "mura": {"village"}, "son": {"village"}, "村": {"village"},
    "ward": {"special-ward"}, "ku": {"special-ward"}, "区": {"special-ward", "district"},
    "district": {"district"}, "huyen": {"district"}, "h": {"district"}, "郡": {"district"},
    "quan": {"special-ward", "district"}, "q": {"district"},
    "dac khu": {"special-zone"},
}  # fmt: skip
"""The words (without diacritics, if these may lack) that name a level before or behind a name, and what it may be."""

_LEVELS_OF_LABEL: dict[str, set[str]] = {
    "city": _CITIES, "thanh pho": _CITIES, "市": _CITIES, "town": {"town", "district-town"},
    "tinh": {"province", "prefecture"}, "県": {"prefecture", "district"},
    "ward": {"special-ward"}, "quan": {"special-ward", "district"},
}  # fmt: skip
"""What a word for a level in brackets behind a name may mean, where that is not the one level that is labelled so."""

_KANA_OF_LEVEL: dict[str, set[str]] = {
    "けん": {"prefecture"}, "ふ": {"prefecture"}, "と": {"prefecture"}, "し": _CITIES, "く": {"special-ward"},
    "ちょう": {"town"}, "まち": {"town"}, "むら": {"village"}, "そん": {"village"},
}  # fmt: skip
"""How the reading of a Japanese name ends, which people leave out."""

_COMMITTEE = re.compile(
    r",?\s+(?:the\s+)?(?:people'?s committee|(?:local )?government(?: office)?|office|hall|authorities)$"
    r"|人民委員会$|(?<=[都道府県市区町村省])政府$|(?<=[都道府県])庁$|(?<=[市区])役所$|(?<=[町村])役場$"
)
_PREFIX = re.compile(
    r"(?:(?:ubnd|uy ban nhan dan|chinh quyen(?: dia phuong| do thi)?|toa thi chinh|people's committee of|city hall of"
    r"|(?:the\s+)?(?:(?:metropolitan|prefectural|provincial|municipal|city|town|local)\s+)?government of)\s+)?"
    r"(?:the\s+)?(?:"
    r"(tinh|thu do|thanh pho|thi xa|thi tran|dac khu|huyen|quan|tp|tx|[thq](?=\.))[.\s]\s*"
    r"|(city|prefecture|province|town|village|district|municipality|capital)\s+of\s+|(首都))?"
)
_MARKED_PREFIX = re.compile(r"(phủ|phu|đạo|làng)\s+")  # with other marks they begin names: Phú Thọ, Lạng Sơn
_LATIN_SUFFIX = re.compile(
    r"(?:[\s-]+(prefecture|prefectural|pref|metropolis|metropolitan|province|provincial|municipality|municipal|city"
    r"|town|village|ward|district|capital)|[\s-](ken|fu|to|do|shi|machi|cho|mura|ku)|-(son))\.?$"
)
_KANJI_SUFFIX = re.compile(r"(?<=.)(市社|[県府都道市区町村省郡])$")
_KANJI_PARENT = re.compile(r"(..+?[都道府県省])(?:の(?=[一-鿿ァ-ヺ]))?(.+)")
_KANJI_DISTRICT = re.compile(r"(..+?[都道府県])[\s・の]?.{1,5}?郡(.+)")
_DISTRICT_BEFORE = re.compile(r"^.{1,5}?郡\s*(?=.+[町村]$)")
_KANA = re.compile("[ぁ-ゖァ-ヺー]+")
_PARENT_BEHIND = re.compile(r"(\S+)\s+(\S+[都道府県省])")
_BEHIND_MUNICIPALITY = re.compile(r"(\S+[市区町村])\s+(\S+)")
_LATIN_PARENT = re.compile(r"(.+?)\s*(?:[,、,]\s*(.+)|\((.+)\))")
_LATIN_WITHIN = re.compile(r"(.+?)\s+(?:(?:[Tt]rực )?(?:[Tt]hu[ộo]c|THUỘC)|của|in|[-–—])\s+(\S.*)")
_PROVINCE_BEHIND = re.compile(r"(.+?)\s+((?:[Tt]ỉnh|TỈNH|[Tt]inh|TINH|[Pp]hủ|[Tt]hủ đô)\s+\S.*)")
_BEHIND_CITY = re.compile(
    r"(\S.*?(?:\s(?:[Cc]ity|CITY|[Tt]own|TOWN|[Vv]illage|VILLAGE|[Ww]ard|WARD)|-(?:shi|machi|cho|mura|son|ku)))\s+(\S.*)"
)
_ROMAJI_PARENT = re.compile(r"(\S+-(?:[Kk]en|[Ff]u|[Tt]o|[Dd]o|[Gg]un)),?\s+(?:\S+-[Gg]un,?\s+)?(.+)")
_PARTED = re.compile(r"[\s,、(，（]|[都道府県縣县省郡].")
"""What a text has that names more than one unit."""

_MAY_NAME_STATE = re.compile(r"\W|^[日越ベヴ]")
"""What a text has that names a state beside a unit."""

_PARENTS = (
    (_LATIN_PARENT, 1, (2, 3)),
    (_KANJI_PARENT, 2, (1,)),
    (_KANJI_DISTRICT, 2, (1,)),
    (_PARENT_BEHIND, 1, (2,)),
    (_BEHIND_MUNICIPALITY, 1, (2,)),
    (_LATIN_WITHIN, 1, (2,)),
    (_PROVINCE_BEHIND, 1, (2,)),
    (_BEHIND_CITY, 1, (2,)),
    (_ROMAJI_PARENT, 2, (1,)),
)
"""How a name stands with what contains it: the pattern, the group of the name, the groups that may be the other."""


_OF_JAPAN = re.compile(r"[\s-](?:gun|district)$|郡$|^(?:huyen|quan)\s")
"""A district of Japan, which governs nothing and is no locality of ours: it says no more than that it is there."""


def _of_states() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return how the name of a state begins a text, and how it ends one, both without diacritics."""
    folded = {bare(fold(name)) for names in COUNTRIES.values() for name in names}
    longest_first = sorted(folded, key=lambda name: (-len(name), name))
    names = [name.replace(".", r"\.").replace(" ", " ?") for name in longest_first]
    latin, others = [name for name in names if name.isascii()], "|".join(name for name in names if not name.isascii())
    whole, long = "|".join(latin), "|".join(name for name in latin if len(name) > _LONGEST_CODE)
    return (
        re.compile(rf"[(\[【〔]?(?:the |nuoc )?(?:({long})(?![a-z0-9])|({others}))[\s・·:,、/|()\]】〕-]*(?:の(?=.))?"),
        re.compile(rf"[\s・·,、/|()-]+(?:(?:of|cua|in|the|thuoc|nuoc) )*(?:({whole})|({others}))[\s.)]*$"),
    )


_STATES = _of_states()

PATTERNS = {
    "committee": _COMMITTEE.pattern,
    "prefix": _PREFIX.pattern,
    "marked": _MARKED_PREFIX.pattern,
    "district": _DISTRICT_BEFORE.pattern,
    "kana": _KANA.pattern,
    "endings": [*_KANA_OF_LEVEL],
    "suffixes": [_LATIN_SUFFIX.pattern, _KANJI_SUFFIX.pattern],
    "parents": [(pattern.pattern, inner, outer) for pattern, inner, outer in _PARENTS],
    "states": [pattern.pattern for pattern in _STATES],
    "parted": _PARTED.pattern,
}
"""How names are read, for a reader in another language (the search box of the site): regular expressions as text."""


@cache
def _levels_of_key() -> dict[str, frozenset[str]]:
    """Return what stands in brackets behind a name to tell it from namesakes, as our labels have it: key -> levels."""
    labelled = {label: frozenset({level}) for label, level in concepts.meant("level", key).items()}
    return labelled | {key(word): frozenset(levels) for word, levels in _LEVELS_OF_LABEL.items()}


@dataclass(frozen=True, slots=True)
class Reading:
    """A way to read a name: its key, the levels that a word beside it means, the unit that is named as containing it.

    Each part of ``within`` holds the keys of one such whole: a province or prefecture, a country. ``beside`` has the
    key of each as it is written, for it may as well be the same name in another script: Sakai (堺市). ``of`` has the
    levels that a word beside the name of each means.
    """

    key: str
    levels: frozenset[str] = frozenset()
    within: tuple[frozenset[str], ...] = ()
    beside: tuple[str, ...] = ()
    of: tuple[frozenset[str], ...] = ()


def _affixed(name: str) -> Iterator[Reading]:
    """Read a name as it stands, without the words for a level before and behind it, with those that kana lack."""
    yield Reading(key(name))
    folded = fold(name)
    rest = _COMMITTEE.sub("", folded)
    if rest != folded:
        yield Reading(key(rest))
    if district := _DISTRICT_BEFORE.match(rest):
        rest = rest[district.end() :]
        yield Reading(key(rest))
    whole, prefix = rest, _PREFIX.match(bare(rest))
    if prefix and prefix.end():
        rest, word = rest[prefix.end() :], next(filter(None, prefix.groups()), "")
        yield Reading(key(rest), frozenset(_LEVELS_OF_WORD[word]) if word else frozenset())
    if marked := _MARKED_PREFIX.match(rest):
        rest = rest[marked.end() :]
        yield Reading(key(rest), frozenset(_LEVELS_OF_WORD[marked[1]]))
    if _KANA.fullmatch(rest):
        yield from (Reading(key(rest + ending), frozenset(levels)) for ending, levels in _KANA_OF_LEVEL.items())
    for one, suffix in product(dict.fromkeys((rest, whole)), (_LATIN_SUFFIX, _KANJI_SUFFIX)):
        if found := suffix.search(one):  # of the whole too: Tinh Bien begins as provinces do
            level = next(group for group in found.groups() if group)
            yield Reading(key(one[: found.start()]), frozenset(_LEVELS_OF_WORD[level]))


def without_ending(name: str) -> tuple[str, ...]:
    """Return a name, and one in kanji also without 県, 市, 町...

    >>> without_ending("堺市"), without_ending("Sakai")
    (('堺市', '堺'), ('Sakai',))
    """
    return (name, name[:-1]) if len(name) > 1 and name[-1] in "県府都市区町村" else (name,)


@lru_cache(maxsize=10_000)
def keys_of(name: str) -> frozenset[str]:
    """Return the keys of a name with and without the words for its level."""
    return frozenset(reading.key for reading in _affixed(name) if reading.key) if name else frozenset()


@lru_cache(maxsize=10_000)
def levels_named(name: str) -> frozenset[str]:
    """Return the levels that the word for a level beside a name means; none if there is no such word.

    >>> sorted(levels_named("tỉnh Osaka")), sorted(levels_named("Osaka"))
    (['prefecture', 'province'], [])
    """
    if _KANA.fullmatch(fold(name)):
        return frozenset()
    levels = frozenset[str]().union(*(one.levels for one in _affixed(name)))
    return levels - {"central-city"} if "province" in levels else levels  # a city is called 省, but no city within it


@lru_cache(maxsize=100_000)
def readings(name: str) -> tuple[Reading, ...]:
    """Return every way to read a name: as one whole, then, where it can be, as a name and its parent, its state."""
    return (*_read(name), *(_without_state(name) if _MAY_NAME_STATE.search(name) else ()))


def _read(name: str) -> Iterator[Reading]:
    yield from _affixed(name)
    if not _PARTED.search(name):
        return
    text = unicodedata.normalize("NFKC", name).translate(ONE_SIGN).strip()
    for pattern, inner, outer in _PARENTS:
        if found := pattern.fullmatch(text):
            beside = next(found.group(group) for group in outer if found.group(group))
            yield from _beside(_affixed(found.group(inner)), beside)


def _without_state(name: str) -> Iterator[Reading]:
    """Read what is left of a text without the name of a state in front or behind, be it a name and its parent."""
    begins, ends = _STATES
    folded = fold(name)
    plain = bare(folded)
    for found in (begins.match(plain), ends.search(plain)):
        rest = (folded[: found.start()] or folded[found.end() :]).strip(" ()") if found else ""
        if found and found.lastindex and rest:
            state = key(folded[slice(*found.span(found.lastindex))])
            for one in _read(rest):
                within, beside = (*one.within, frozenset({state})), (*one.beside, state)
                yield Reading(one.key, one.levels, within, beside, (*one.of, frozenset()))


def _beside(names: Iterable[Reading], beside: str) -> Iterator[Reading]:
    """Read names with what follows them: their level, the unit that contains them."""
    levels_of = _levels_of_key()
    parts = [beside] if key(beside) in levels_of else re.split("[,、]", beside)
    levels = [levels_of[key(part)] for part in parts if key(part) in levels_of]
    wholes = [part for part in parts if key(part) not in levels_of]
    within, written, of = tuple(map(_keys_of_whole, wholes)), tuple(map(key, wholes)), tuple(map(levels_named, wholes))
    for name in names:
        meant = [level for level in (name.levels, *levels) if level]
        common = frozenset.intersection(*meant) if meant else frozenset()
        if common or not meant:
            yield Reading(name.key, common, within, written, of)


def _keys_of_whole(part: str) -> frozenset[str]:
    of_japan = _OF_JAPAN.search(bare(fold(part)))
    return keys_of(part) | {key(COUNTRIES["jp"][0])} if of_japan else keys_of(part)
