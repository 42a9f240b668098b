"""The labels of localities in English, Vietnamese and Japanese, with what distinguishes them from namesakes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from ontology import LANGUAGES, concepts

if TYPE_CHECKING:
    from loaders.model.records import FormerPeriod, Locality

_CALLED_PREFECTURE = "{} Prefecture"
_NEVER_CALLED_PREFECTURE = {"jp/hokkaido", "jp/tokyo"}
_NAMED_AS = {"central-city": "city", "district-city": "city", "designated-city": "city", "prefecture": "province"}
"""The levels whose units bear the word of another level."""

_LEVEL_WORDS = {"vi": {"district": "huyện", "special-ward": "quận"}, "ja": {"district": "郡"}}
"""The word that officials write with the name of a unit of a level, where it is not what that level is called."""

_UNTIL = {"en": "to {}", "vi": "đến {}", "ja": "{}年まで"}
_OF_PERIOD = ("level", "name", "name_vi", "name_ja", "part_of")
_OWN_WORD = {("jp/tokyo", "vi"): "thủ đô"}
"""The word of a unit that bears another than the rest of its level."""


def plain_name(row: "Locality | FormerPeriod", language: str) -> str:
    """Return the name in a language; where it has none, its Latin name (its Vietnamese one in Vietnam)."""
    own = {"vi": row.name_vi, "ja": row.name_ja}.get(language)
    return own or row.name


def abbreviated(label: str) -> str:
    """Return a Vietnamese label with the word for a city short, as officials write where there is little room.

    >>> abbreviated("Thành phố Đà Nẵng"), abbreviated("Tỉnh Phú Thọ")
    ('TP. Đà Nẵng', 'Tỉnh Phú Thọ')
    """
    city = f"{_capital(_word('city', 'vi'))} "
    return f"TP. {label.removeprefix(city)}" if label.startswith(city) else label


class LocalityLabels:
    """The display names of localities, today and in former periods, unlike any other's in their country.

    English has the name, and calls the prefectures of Japan so. Vietnamese and Japanese have the level in it, as
    officials write: *Thành phố Đà Nẵng*, *Tỉnh Aichi*, ダナン市, ビンロン省 beside 三条市. The first letter is a
    capital, so that one form serves in lists, headings and sentences; within brackets it is small, as Vietnamese law
    has it (Decree 30/2020/ND-CP, annex II). A namesake carries its prefecture or province or, in English, its level, or
    both, or its name in kanji; one that has ended, the year. One that exists is told from those that exist alone.

    Args:
        localities: all localities.
        former: the former periods of each, in order of time.
    """

    def __init__(self, localities: Iterable["Locality"], former: Mapping[str, Sequence["FormerPeriod"]]) -> None:
        self._rows, self._former = {row.id: row for row in localities}, former
        self._namesakes: dict[tuple[str, str, str], list[Locality]] = defaultdict(list)
        self._wholes: dict[tuple[str, str, str], list[Locality]] = defaultdict(list)  # Gunma, of Gunma Prefecture
        for row in self._rows.values():
            for language in LANGUAGES:
                self._namesakes[language, row.country, _base(row, language)].append(row)
                if not row.part_of and plain_name(row, language) != _base(row, language):
                    self._wholes[language, row.country, plain_name(row, language)].append(row)
        self.today = {
            row.id: {language: self._label(row, row, language) for language in LANGUAGES} for row in self._rows.values()
        }
        """The display names of today: id -> language -> name."""

    def then(self, period: "FormerPeriod") -> dict[str, str]:
        """Return the display names of a locality in a former period: language -> name; empty if they are as today."""
        row, today = self._rows[period.locality], self.today[period.locality]
        was = row.model_copy(update={name: getattr(period, name) for name in _OF_PERIOD})
        found = {
            language: today[language]
            if _base(was, language) == _base(row, language)
            else self._label(was, row, language)
            for language in LANGUAGES
        }
        return found if found != today else {}

    def _label(self, row: "Locality", itself: "Locality", language: str) -> str:
        """Return a display name: the name, with what tells it from its namesakes, of which a locality is none."""
        base = _base(row, language)
        alike = self._namesakes.get((language, row.country, base), [])
        if row.valid_until:
            alike = alike + self._wholes.get((language, row.country, base), [])
        others = [one for one in alike if one is not itself and (row.valid_until or not one.valid_until)]
        qualifier = self._qualifier(row, others, language) if others else ""
        return f"{base} ({qualifier})" if qualifier else base

    def _qualifier(self, row: "Locality", others: list["Locality"], language: str) -> str:
        """Return what tells a locality from others: the first of these that does; nothing for the last of its name."""
        if not row.part_of:
            ended = row.valid_until and any(_lasts(other) > _lasts(row) for other in others)
            return _UNTIL[language].format(_lasts(row)[:4]) if ended else ""
        within = self._parent(row, language)
        alone_there = bool(within) and all(row.part_of != other.part_of for other in others)
        if language != "en":  # its level is in its name
            return within if alone_there else _last_resort(row, others, language)
        if alone_there and within != row.name:
            return within
        level = concepts.labels()["level"][row.level][language]
        if all(row.level != other.level for other in others):
            return level
        if alone_there:
            return within
        if within and all((row.part_of, row.level) != (other.part_of, other.level) for other in others):
            return f"{level}, {within}"
        return _last_resort(row, others, language)

    def _parent(self, row: "Locality", language: str) -> str:
        """Return what contains a locality, in Vietnamese and Japanese as it was called when the locality ended."""
        parent = self._rows.get(row.part_of or "")
        if not parent or language == "en":
            return parent.name if parent else ""
        last = row.valid_until.latest if row.valid_until else ""
        then = [one for one in self._former.get(parent.id, ()) if last and last <= one.valid_until.latest]
        level, named = (then[0].level, then[0]) if then else (parent.level, parent)
        return _with_level(parent.id, level, plain_name(named, language), language)


def _lasts(row: "Locality") -> str:
    """Return the last day of a locality, or one that never comes."""
    return row.valid_until.latest if row.valid_until else "9999-12-31"


def _last_resort(row: "Locality", others: Iterable["Locality"], language: str) -> str:
    """Return the name in kanji, the year to which a locality existed, or its id: the first that others have not."""
    kanji = row.name_ja if language != "ja" else ""
    if kanji and all(kanji != other.name_ja for other in others):
        return kanji
    year = _lasts(row)[:4]
    alone_then = row.valid_until and all(year != _lasts(other)[:4] for other in others)
    return _UNTIL[language].format(year) if alone_then else row.id


def _base(row: "Locality", language: str) -> str:
    """Return the name of a locality as its language has it, without what tells it from namesakes."""
    name = plain_name(row, language)
    if language == "en":
        prefecture = row.level == "prefecture" and row.id not in _NEVER_CALLED_PREFECTURE
        return _CALLED_PREFECTURE.format(name) if prefecture else name
    return _capital(_with_level(row.id, row.level, name, language))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _word(level: str, language: str) -> str:
    """Return the word for a level that stands with a name."""
    own = _LEVEL_WORDS[language].get(level)
    return own or concepts.labels()["level"][_NAMED_AS.get(level, level)][language]


def _with_level(locality: str, level: str, name: str, language: str) -> str:
    """Return a name with the word for its level; Japanese names of Japan have it already.

    >>> _with_level("vn/phu-tho", "province", "Phú Thọ", "vi"), _with_level("vn/phu-tho", "province", "フート", "ja")
    ('tỉnh Phú Thọ', 'フート省')
    """
    if language == "ja" and locality.startswith("jp/"):
        return name
    word = _OWN_WORD.get((locality, language)) or _word(level, language)
    if language == "ja":
        return name if name.endswith(word) else name + word
    return name if name.casefold().startswith(f"{word} ") else f"{word} {name}"
