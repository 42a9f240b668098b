"""The words of running text: those of `vocabulary.yaml`, and those that cells of tables have as well.

What is said in tables and in texts alike (kinds, plans, denials, fields, countries) stands once, in `loaders.imports`.
"""

import re
from functools import cache
from typing import Any, NamedTuple

from loaders.imports.countries import territories
from loaders.imports.headers import vocabulary as shared
from loaders.model.languages import has_japanese
from loaders.model.name_readings import key
from loaders.model.packaged import packaged
from loaders.reading.language.words import Meanings, Words, any_of
from ontology import concepts


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


@cache
def pattern(*path: str) -> "Words | re.Pattern[str]":
    """Return what finds the words that stand at a place of `vocabulary.yaml`."""
    said: Any = words()
    for step in path:
        said = said[step]
    if isinstance(said, dict):
        return Words(said["latin"], said.get("expression", ""), said.get("japanese", ""))
    return re.compile(said.strip(), re.IGNORECASE) if isinstance(said, str) else Words(said)


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
