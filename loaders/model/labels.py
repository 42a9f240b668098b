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
    another carries its prefecture or, within one prefecture, its level, or both, or its name in kanji. What the
    localities of today are called depends on none that has ended; one that has ended is told from all others, if
    need be by the year of its end.
    """
    rows = {row.id: row for row in localities}
    labels: dict[str, dict[str, str]] = {row: {} for row in rows}
    for (_, language, name), group in namesakes(rows.values()).items():
        called = [row for row in group if _base(row, language) == name]
        of_today = [row for row in called if not row.valid_until]
        for row in called:
            labels[row.id][language] = _label(row, group if row.valid_until else of_today, rows, language)
    return labels


Namesakes = dict[tuple[str, str, str], list[Locality]]
"""Country, language, name -> the localities that have it now or had it at their end, prefectures also by name alone."""


def namesakes(localities: Iterable[Locality]) -> Namesakes:
    """Return localities by their names in every language."""
    found: Namesakes = defaultdict(list)
    for row in localities:
        for language in LANGUAGES:
            for name in {_base(row, language), plain_name(row, language)}:
                found[row.country, language, name].append(row)
    return found


def period_labels(
    period: FormerPeriod, rows: dict[str, Locality], labels: dict[str, dict[str, str]], named: Namesakes
) -> dict[str, str]:
    """Return the display names of a locality in a former period: language -> name; empty where it was called as now.

    Args:
        period: the period.
        rows: all localities, by id.
        labels: their display names today; see `locality_labels`.
        named: the same localities by their names; see `namesakes`.
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
        others = [
            row
            for row in named.get((now.country, language, base), ())
            if row is not now and (now.valid_until or (not row.valid_until and _base(row, language) == base))
        ]
        found[language] = _label(then, [then, *others], rows, language)
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
    if not row.part_of:  # of the first level, only what has ended is told from who has the name since
        others = [other for other in others if not other.part_of and _outlasts(other, row)]
    if not others:
        return ""
    level = concepts.labels()["level"][row.level][language]
    parent = rows.get(row.part_of or "")
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
    if row.name_ja and all(row.name_ja != other.name_ja for other in others):
        return row.name_ja
    return _until(row, others, language)


def _outlasts(other: Locality, row: Locality) -> bool:
    """Whether a locality has ended and another has not, or has later."""
    return row.valid_until is not None and (not other.valid_until or other.valid_until > row.valid_until)


_UNTIL = {"en": "until {}", "vi": "đến {}", "ja": "{}まで"}


def _until(row: Locality, others: list[Locality], language: str) -> str:
    """Return when a locality ended, as exactly as tells it from others; its id if it has not."""
    if not row.valid_until:
        return row.name_ja or row.id
    ends = [other.valid_until for other in others if other.valid_until]
    if row.valid_until in ends:
        return row.id
    year = row.valid_until[:4]
    day = f"{year}年" if language == "ja" else year
    return _UNTIL[language].format(row.valid_until if any(end[:4] == year for end in ends) else day)
