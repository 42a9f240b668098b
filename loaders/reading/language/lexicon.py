"""The words of running text: those of `vocabulary.yaml`, and those that cells of tables have as well.

What is said in tables and in texts alike (kinds, plans, denials, fields, countries) stands once, in `loaders.imports`.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple

from loaders.imports.countries import territories
from loaders.imports.headers import vocabulary as shared
from loaders.model.languages import LETTERS, has_japanese
from loaders.model.name_readings import key
from loaders.model.packaged import packaged
from ontology import concepts

_LETTER = rf"[^\W{LETTERS}]"
"""What goes on a word of Latin letters: Japanese stands beside it without a blank, as in MOUを締結."""
_BEGINS, _ENDS = f"(?-i:(?<!{_LETTER}))", f"(?-i:(?!{_LETTER}))"
"""Where a word of Latin letters begins and ends; where case did not count, each letter of a range would be compiled."""


@cache
def words() -> dict[str, Any]:
    """Return the words of running text; in its expressions, line breaks and what indents the next line do not count."""
    return {name: _unbroken(said) for name, said in packaged("loaders.reading.language", "vocabulary.yaml").items()}


def _unbroken(said: Any) -> Any:
    if isinstance(said, dict):
        return {name: _unbroken(one) for name, one in said.items()}
    if isinstance(said, list):
        return [_unbroken(one) for one in said]
    return re.sub(r"\n\s*", "", said) if isinstance(said, str) else said


_NOTHING = "(?!)"
"""What is found nowhere."""


def any_of(said: Iterable[str], japanese: str = "") -> re.Pattern[str]:
    """Return what finds any of some words: whole words of Latin letters, the longest first, Japanese ones as they are.

    Args:
        said: the words.
        japanese: a further expression for Japanese.
    """
    longest_first = sorted({word.strip() for word in said if word.strip()}, key=lambda word: (-len(word), word))
    latin = [word for word in longest_first if not has_japanese(word)]
    others = [_of_letters(word) for word in longest_first if has_japanese(word)]
    others += [japanese.strip()] if japanese else []
    parts = ([f"{_BEGINS}(?:{_of_words(latin)}){_ENDS}"] if latin else []) + others
    return re.compile("|".join(parts) or _NOTHING, re.IGNORECASE)


def _of_words(words: Iterable[str]) -> str:
    """Return what finds words of Latin letters; LOI in capitals alone, for Loi is a name."""
    capitals = [word for word in words if word.isupper() and len(word) < 5]
    others = dict.fromkeys(word for word in words if word not in capitals)
    parts = [f"(?-i:{'|'.join(map(re.escape, capitals))})"] if capitals else []
    return "|".join([_shared(list(others)), *parts] if others else parts)


def _shared(words: list[str]) -> str:
    """Return what finds any of some words, the longest first; what they begin with alike is looked at once.

    Of hundreds of words written one behind the other, each is tried at each place of a text.
    """
    ends, by_letter = "" in words, dict[str, list[str]]()
    for word in words:
        if word:
            by_letter.setdefault(word[0], []).append(word[1:])
    parts = [(r"\s" if first == " " else re.escape(first)) + _shared(rest) for first, rest in by_letter.items()]
    if not parts:
        return ""
    if len(parts) == 1 and not ends:
        return parts[0]
    return f"(?:{'|'.join(parts)}){'?' if ends else ''}"


def _of_letters(word: str) -> str:
    """Return what finds a Japanese word; one in katakana is no part of a longer one."""
    return rf"(?<![ァ-ヺー]){re.escape(word)}(?![ァ-ヺー])" if re.fullmatch("[ァ-ヺー・]+", word) else re.escape(word)


class Words:
    """Words and expressions that are looked for together: those of Japanese only where a text has its letters.

    Args:
        said: the words.
        expression: an expression for further ones, in letters of any kind.
        japanese: one for those of Japanese alone.
    """

    def __init__(self, said: Iterable[str], expression: str = "", japanese: str = "") -> None:
        self._said, self._expression = list(said), expression.strip()
        # with its case: where that does not count, each kanji of a range is looked at when it is compiled
        self._japanese = f"(?-i:{japanese.strip()})" if japanese else ""

    @cached_property
    def _all(self) -> re.Pattern[str]:
        return any_of(self._said, "|".join(filter(None, (self._japanese, self._expression))))

    @cached_property
    def _latin(self) -> re.Pattern[str]:
        return any_of((word for word in self._said if not has_japanese(word)), self._expression)

    @cached_property
    def _alone(self) -> re.Pattern[str] | None:
        """What finds the expression; nothing if there is none."""
        return re.compile(self._expression, re.IGNORECASE) if self._expression else None

    @cached_property
    def _firsts(self) -> frozenset[str]:
        """What the words in Latin letters begin with: without one of these in a text, none of them is there."""
        return frozenset(found[0] for word in self._said if (found := _PARTS.search(word.lower())))

    def _of(self, text: str) -> re.Pattern[str] | None:
        """Return what finds them in a text; nothing if none can be there."""
        if has_japanese(text):
            return self._all
        return self._alone if self._firsts.isdisjoint(_parts(text)) else self._latin

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> "re.Match[str] | None":
        """Return where they stand first in a text, or a part of it."""
        of = self._of(text)
        return of.search(text, start, end) if of else None

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> "re.Match[str] | None":
        """Return them if they stand right at a place of a text."""
        of = self._of(text)
        return of.match(text, start, end) if of else None

    def fullmatch(self, text: str, start: int = 0, end: int = sys.maxsize) -> "re.Match[str] | None":
        """Return them if they are all of a text, or of a part of it."""
        of = self._of(text)
        return of.fullmatch(text, start, end) if of else None

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator["re.Match[str]"]:
        """Return wherever they stand in a text, or a part of it."""
        of = self._of(text)
        return of.finditer(text, start, end) if of else iter(())


_PARTS = re.compile(r"\w+")


@lru_cache(maxsize=256)
def _parts(text: str) -> frozenset[str]:
    """Return the words of a text in small letters; each rule asks of the same sentence."""
    return frozenset(_PARTS.findall(text.lower()))


@cache
def pattern(*path: str) -> "Words | re.Pattern[str]":
    """Return what finds the words that stand at a place of `vocabulary.yaml`."""
    said: Any = words()
    for step in path:
        said = said[step]
    if isinstance(said, dict):
        return Words(said["latin"], said.get("expression", ""), said.get("japanese", ""))
    return re.compile(said.strip(), re.IGNORECASE) if isinstance(said, str) else Words(said)


class Word(NamedTuple):
    """A word in a text: what it means, where it stands."""

    meaning: str
    start: int
    end: int


class Meanings:
    """Words of several meanings, found at once, the longest at each place.

    Args:
        said: the words by what they mean; of one that means several, the first counts.
    """

    def __init__(self, said: Mapping[str, Iterable[str]]) -> None:
        self._meant: dict[str, str] = {}
        written: dict[str, str] = {}
        for meaning, named in said.items():
            for word in named:
                folded = " ".join(word.casefold().split())
                self._meant.setdefault(folded, meaning)
                written.setdefault(folded, word)
        self._words = Words(written.values())

    def find(self, text: str) -> list[Word]:
        """Return the words in a text, in their order."""
        return [
            Word(self._meant[" ".join(found[0].casefold().split())], found.start(), found.end())
            for found in self._words.finditer(text)
            if " ".join(found[0].casefold().split()) in self._meant
        ]


@cache
def documents() -> Meanings:
    """Return the words for documents, by the kind that each names; of some, none."""
    ours = words()
    topics = {word.casefold() for word in ours["topics"]}
    kinds = {
        slug: [w for w in said if w.casefold() not in topics]
        for slug, said in shared()["values"]["kind"].items()
        if slug != "exchange"
    }
    said = {kind: [*ours["documents"].get(kind, ()), *named] for kind, named in kinds.items()}
    statuses = {word.casefold() for named in ours["status_words"].values() for word in named}
    said = {kind: [w for w in named if w.casefold() not in statuses] for kind, named in said.items()}
    return Meanings({"": ours["documents"][""], **said})


@cache
def topics() -> Meanings:
    """Return the words that name a kind where something was signed."""
    ours, kinds = {word.casefold() for word in words()["topics"]}, shared()["values"]["kind"]
    return Meanings({slug: [word for word in said if word.casefold() in ours] for slug, said in kinds.items()})


@cache
def statuses() -> Meanings:
    """Return the words for what two localities are to each other."""
    return Meanings(words()["status_words"])


@cache
def fields() -> re.Pattern[str]:
    """Return what finds the name of a field of cooperation."""
    ours = shared()["values"]["fields"].values()
    return any_of(word for said in (*ours, *concepts.names("field").values()) for word in said if len(word) > 1)


@cache
def plans() -> re.Pattern[str]:
    """Return what finds words of a plan or hope, before what is planned: those of cells too, but for some."""
    none = {word.casefold() for word in words()["not_plans"]}
    of_cells = [word for word in shared()["statuses"]["planned"] if word.casefold() not in none]
    return any_of([*words()["plans"]["latin"], *(word for word in of_cells if not has_japanese(word))])


_WORD = re.compile(r"[^\W\d_]+")
_KATAKANA = re.compile("[ァ-ヺー・]+")
_SHORT = {"Lào", "Nga", "Mỹ", "Thái"}


class _Countries(NamedTuple):
    """The names of third countries: by their first word, those in katakana, what finds the others."""

    latin: dict[str, list[str]]
    katakana: frozenset[str]
    kanji: re.Pattern[str]


@cache
def _countries() -> _Countries:
    known = territories()
    names = {name for name in known.written if known.names.get(key(name)) not in {"VN", "JP"}}
    names |= {name for code, named in shared()["countries"].items() if code not in {"VN", "JP"} for name in named}
    names |= {*words()["foreign_places"]}
    latin: dict[str, list[str]] = {}
    for name in names:
        first = _WORD.match(name)
        if first and not has_japanese(name) and (len(name) > 3 or name in _SHORT):
            latin.setdefault(first[0], []).append(name)
    katakana = {name for name in names if len(name) > 1 and _KATAKANA.fullmatch(name)}
    kanji = {name for name in names if len(name) > 1 and re.search("[\u3400-\u9fff]", name)}
    return _Countries(latin, frozenset(katakana), any_of(kanji))


_CAPITAL_BEFORE = re.compile(r"(?<!^)(?<![.:] )\b[A-ZĐ][^\W\d_]*\s$")
_CAPITAL_BEHIND = re.compile(r"\s[A-ZĐ]")
_PARTS_OF_A_COUNTRY = re.compile(r"\b(?:Bắc|Trung|Nam|Nước|Đảng)\s$")


def _is_of_a_longer_name(text: str, start: int, end: int) -> bool:
    """Whether a short name of a country is part of that of a person or of another place: Trần Thị Nga, Mỹ Tho."""
    before = text[max(start - 12, 0) : start]
    capital = _CAPITAL_BEFORE.search(before) and not _PARTS_OF_A_COUNTRY.search(before)
    return bool(capital or _CAPITAL_BEHIND.match(text, end))


def _countries_in(run: "re.Match[str]") -> list[int]:
    """Return where names in katakana have a country: first or in a row; not ファン・タイ・ビン."""
    known = _countries().katakana
    parts = [part for part in re.finditer("[^・]+", run[0]) if part[0] in known]
    in_row = run[0].split("・")[0] in known | {"ベトナム"}
    return [run.start() + part.start() for part in parts if in_row or not part.start()]


def countries(text: str) -> list[int]:
    """Return where a text names a third country; in Latin letters, with the capitals that its name has."""
    known = _countries()
    found = [
        word.start()
        for word in _WORD.finditer(text)
        for name in known.latin.get(word[0], ())
        if text.startswith(name, word.start())
        and not text[word.start() + len(name) :][:1].isalpha()
        and not (name in _SHORT and _is_of_a_longer_name(text, word.start(), word.start() + len(name)))
    ]
    if has_japanese(text):
        found += [one.start() for one in known.kanji.finditer(text)]
        found += [at for run in _KATAKANA.finditer(text) for at in _countries_in(run)]
    return sorted(set(found))
