"""The labels of things in English, Vietnamese and Japanese, with what distinguishes them from namesakes."""

from collections import defaultdict
from collections.abc import Iterable

from loaders.model.records import FormerPeriod, Locality
from ontology import LANGUAGES, concepts

_LEVEL_IN_NAME = {"en": "{} Prefecture", "vi": "tỉnh {}", "ja": "{}"}
_NEVER_CALLED_PREFECTURE = {"jp/hokkaido", "jp/tokyo"}


def plain_name(row: Locality | FormerPeriod, language: str) -> str:
    """Return the name in a language; where it has none, its Latin name (its Vietnamese one in Vietnam)."""
    own = {"vi": row.name_vi, "ja": row.name_ja}.get(language)
    return own or row.name


def locality_labels(localities: Iterable[Locality]) -> dict[str, dict[str, str]]:
    """Return the display names of localities: id -> language -> name, unlike any other's in its country.

    Japanese prefectures are called so in English and Vietnamese; a municipality that shares its name with
    another carries its prefecture or, within one prefecture, its level, or both, or its name in kanji.
    """
    rows = {row.id: row for row in localities}
    labels: dict[str, dict[str, str]] = {row: {} for row in rows}
    for language in LANGUAGES:
        namesakes: dict[tuple[str, str], list[Locality]] = defaultdict(list)
        for row in rows.values():
            namesakes[row.country, _base(row, language)].append(row)
        for group in namesakes.values():
            for row in group:
                labels[row.id][language] = _label(row, group, rows, language)
    return labels


def period_labels(period: FormerPeriod, rows: dict[str, Locality], labels: dict[str, dict[str, str]]) -> dict[str, str]:
    """Return the display names of a locality in a former period: language -> name; empty where it was called as now.

    Args:
        period: the period.
        rows: all localities, by id.
        labels: their display names today; see `locality_labels`.
    """
    now = rows[period.locality]
    if all(plain_name(period, language) == plain_name(now, language) for language in LANGUAGES):
        return {}
    then = now.model_copy(
        update={name: getattr(period, name) for name in ("level", "name", "name_vi", "name_ja", "part_of")}
    )
    found = {}
    for language in LANGUAGES:
        base = _base(then, language)
        namesakes = [row for row in rows.values() if row is not now and base == _base(row, language)]
        found[language] = _label(then, [then, *namesakes], rows, language)
    return found if found != labels[period.locality] else {}


def _label(row: Locality, group: list[Locality], rows: dict[str, Locality], language: str) -> str:
    """Return a display name: the name, with what tells it from its namesakes."""
    base, qualifier = _base(row, language), _qualifier(row, group, rows, language)
    return f"{base} ({qualifier})" if qualifier else base


def _base(row: Locality, language: str) -> str:
    name = plain_name(row, language)
    if row.level == "prefecture" and row.id not in _NEVER_CALLED_PREFECTURE:
        return _LEVEL_IN_NAME[language].format(name)
    return name


def _qualifier(row: Locality, group: list[Locality], rows: dict[str, Locality], language: str) -> str:
    others = [other for other in group if other is not row]
    if not others or not row.part_of:
        return ""
    level = concepts.labels()["level"][row.level][language]
    parent = rows.get(row.part_of)
    within = plain_name(parent, language) if parent else ""
    alone_there = all(row.part_of != other.part_of for other in others)
    if within and alone_there and within != plain_name(row, language):
        return within
    if all(row.level != other.level for other in others):
        return level
    if within and alone_there:
        return within
    if within and all((row.part_of, row.level) != (other.part_of, other.level) for other in others):
        return f"{level}, {within}"
    return row.name_ja or row.id
