"""The ways to read a name of a locality, in any script: its key, its level, what it is within."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product

from ontology import concepts

LONGEST_NAME = 200
"""Characters that a name may have; to read more of them would only take time."""

_CITIES = {"city", "designated-city", "central-city", "district-city"}
_LEVELS_OF_WORD: dict[str, set[str]] = {
    "prefecture": {"prefecture"}, "pref": {"prefecture"}, "metropolis": {"prefecture"},
    "ken": {"prefecture"}, "fu": {"prefecture"}, "to": {"prefecture"}, "do": {"prefecture"},
    "県": {"prefecture"}, "府": {"prefecture"}, "都": {"prefecture"}, "道": {"prefecture"},
    "province": {"province"}, "省": {"province", "central-city"},
    "thu do": {"prefecture", "central-city"}, "phủ": {"prefecture"}, "làng": {"village"}, "市社": {"district-town"},
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

_COMMITTEE = re.compile(r",?\s+(?:the\s+)?(?:provincial\s+|municipal\s+)?people'?s committee$|人民委員会$")
_PREFIX = re.compile(
    r"(?:(?:ubnd|uy ban nhan dan|people's committee of)\s+)?(?:the\s+)?"
    r"(?:(tinh|thu do|thanh pho|thi xa|thi tran|dac khu|huyen|quan|tp|tx|[thq](?=\.))[.\s]\s*"
    r"|(city|prefecture|province|town|village|district)\s+of\s+)?"
)
_MARKED_PREFIX = re.compile(r"(phủ|làng)\s+")  # without its mark it begins names: Phú Thọ, Lạng Sơn
_LATIN_SUFFIX = re.compile(
    r"(?:[\s-]+(prefecture|pref|metropolis|province|city|town|village|ward|district)"
    r"|-(ken|fu|to|do|shi|machi|cho|mura|son|ku))\.?$"
)
_KANJI_SUFFIX = re.compile(r"(?<=.)(市社|[県府都道市区町村省郡])$")
_KANJI_PARENT = re.compile(r"(..+?[都道府県省])(.+)")
_KANJI_DISTRICT = re.compile(r"(..+?[都道府県])[^都道府県]{1,5}郡(.+)")
_KANA = re.compile("[ぁ-ゖァ-ヺー]+")
_PARENT_BEHIND = re.compile(r"(\S+)\s+(\S+[都道府県省])")
_BEHIND_MUNICIPALITY = re.compile(r"(\S+[市区町村])\s+(\S+)")
_LATIN_PARENT = re.compile(r"(.+?)\s*(?:[,、,]\s*(.+)|\((.+)\))")
_PARENTS = (
    (_LATIN_PARENT, 1, (2, 3)),
    (_KANJI_PARENT, 2, (1,)),
    (_KANJI_DISTRICT, 2, (1,)),
    (_PARENT_BEHIND, 1, (2,)),
    (_BEHIND_MUNICIPALITY, 1, (2,)),
)
"""How a name stands with what contains it: the pattern, the group of the name, the groups that may be the other."""

PATTERNS = {
    "committee": _COMMITTEE.pattern,
    "prefix": _PREFIX.pattern,
    "marked": _MARKED_PREFIX.pattern,
    "kana": _KANA.pattern,
    "endings": [*_KANA_OF_LEVEL],
    "suffixes": [_LATIN_SUFFIX.pattern, _KANJI_SUFFIX.pattern],
    "parents": [(pattern.pattern, inner, outer) for pattern, inner, outer in _PARENTS],
}
"""How names are read, for a reader in another language (the search box of the site): regular expressions as text."""

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


@cache
def _levels_of_key() -> dict[str, frozenset[str]]:
    """Return what stands in brackets behind a name to tell it from namesakes, as our labels have it: key -> levels."""
    labelled = {label: frozenset({level}) for label, level in concepts.meant("level", key).items()}
    return labelled | {key(word): frozenset(levels) for word, levels in _LEVELS_OF_LABEL.items()}


@dataclass(frozen=True, slots=True)
class Reading:
    """A way to read a name: its key, the levels that a word beside it means, the unit that is named as containing it.

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
    whole, prefix = rest, _PREFIX.match(_bare(rest))
    if prefix and prefix.end():
        rest, word = rest[prefix.end() :], prefix.group(1) or prefix.group(2)
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


def keys_of(name: str) -> frozenset[str]:
    """Return the keys of a name with and without the words for its level."""
    return frozenset(reading.key for reading in _affixed(name) if reading.key) if name else frozenset()


@lru_cache(maxsize=100_000)
def readings(name: str) -> tuple[Reading, ...]:
    """Return every way to read a name: as one whole, then, where it can be, as a name and its parent."""
    readings = list(_affixed(name))
    for pattern, inner, outer in _PARENTS:
        if found := pattern.fullmatch(unicodedata.normalize("NFKC", name).strip()):
            beside = next(found.group(group) for group in outer if found.group(group))
            readings += _beside(_affixed(found.group(inner)), beside)
    return tuple(readings)


def _beside(names: Iterable[Reading], beside: str) -> Iterator[Reading]:
    """Read names with what follows them: their level, the unit that contains them."""
    levels_of = _levels_of_key()
    parts = [beside] if key(beside) in levels_of else re.split("[,、]", beside)
    levels = [levels_of[key(part)] for part in parts if key(part) in levels_of]
    wholes = [part for part in parts if key(part) not in levels_of]
    within, written = tuple(map(keys_of, wholes)), tuple(map(key, wholes))
    for name in names:
        meant = [level for level in (name.levels, *levels) if level]
        common = frozenset.intersection(*meant) if meant else frozenset()
        if common or not meant:
            yield Reading(name.key, common, within, written)
