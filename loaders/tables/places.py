"""The gazetteer made of the records of localities: all their names, and what each was called and when."""

from collections.abc import Iterable, Iterator

from loaders.model.dates import day_after
from loaders.model.gazetteer import Gazetteer, Place, State
from loaders.model.identifiers import in_register
from loaders.model.name_readings import key, without_ending
from loaders.model.records import FormerPeriod, Link, Locality, Name


def gazetteer(
    localities: Iterable[Locality],
    former: dict[str, list[FormerPeriod]],
    names: Iterable[Name],
    links: Iterable[Link],
    labels: dict[str, dict[str, str]],
) -> Gazetteer:
    """Return the gazetteer of the localities, with all their names and identifiers."""
    further: dict[str, list[str]] = {}
    for name in names:
        further.setdefault(name.locality, []).append(name.name)
    codes: dict[str, dict[str, None]] = {}
    for link in links:
        codes.setdefault(link.locality, {})[in_register(link.scheme, link.value)] = None
    places = []
    for row in localities:
        periods: list[Locality | FormerPeriod] = [*former.get(row.id, ()), row]
        called = [name for period in periods for name in spellings(period)] + further.get(row.id, [])
        if row.valid_until:  # what tells it from who has the name now is of no other form: “(until 2005)”
            called += labels[row.id].values()
        states = tuple(
            State(
                period.level,
                period.part_of or "",
                first,
                period.valid_until.latest if period.valid_until else "",
                frozenset(map(key, spellings(period))),
            )
            for period, first in zip(periods, first_days(row, periods), strict=True)
        )
        places.append(Place(row.id, labels[row.id], tuple(dict.fromkeys(called)), states, tuple(codes.get(row.id, ()))))
    return Gazetteer(places)


def spellings(row: Locality | FormerPeriod) -> Iterator[str]:
    """Yield the names of a locality in all its scripts, Japanese ones also without 県, 市, 町..."""
    country = row.id[:2] if isinstance(row, Locality) else row.locality[:2]
    kanji = row.name_ja or ""
    yield from filter(None, (row.name, row.name_vi, kanji, row.name_kana))
    yield from without_ending(kanji)[1:] if country == "jp" else ()


def first_days(row: Locality, periods: Iterable[Locality | FormerPeriod]) -> Iterator[str]:
    """Yield the first day of each period of a locality: as stated, or the day after the one before ended.

    What is stated of a locality itself is when it began, not its last period, unless it was set up again by then.
    """
    last = ""
    for period in periods:
        if period.valid_from and not (period is row and period.valid_from.earliest <= last):
            yield period.valid_from.earliest
        else:
            yield day_after(last) if last else ""
        last = period.valid_until.latest if period.valid_until else ""
