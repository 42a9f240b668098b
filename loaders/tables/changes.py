"""Changes of localities as events: the successions of one day that share a locality; a new level or name of one."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from loaders.model.dates import PartialDate, day_after, day_before
from loaders.model.name_readings import without_ending
from loaders.model.records import FormerPeriod, Locality, Succession


@dataclass(frozen=True)
class Change:
    """An event by which localities came out of others, or by which one got another level, name, code or parent.

    Attributes:
        id: its id, which names the day and the first of its results.
        date: when it was; a day, unless only the month or year is known.
        rows: the successions that it consists of, or the period of a locality that it ended.
        kinds: what it was: concepts of the scheme change-kind, or alteration-kind, as scheme/slug.
        originals: the ids of all localities that took part in it and were there before.
        results: the ids of all that took part in it and were there after.
    """

    id: str
    date: PartialDate
    rows: tuple[Succession, ...] | tuple[FormerPeriod]
    kinds: tuple[str, ...]
    originals: tuple[str, ...]
    results: tuple[str, ...]


def changes(successions: Iterable[Succession], exists: Callable[[str, str], bool]) -> dict[str, Change]:
    """Return the change that each succession, by its slug, is a part of.

    A locality that others are merged into or split from, and that goes on, is both an original and a result, as in
    the change events of e-Stat's standard area codes.

    Args:
        successions: the rows of the tables.
        exists: whether a locality (by its id) exists on a day.
    """
    by_day: dict[str, list[Succession]] = defaultdict(list)
    for row in successions:
        by_day[row.date].append(row)
    found: dict[str, Change] = {}
    for rows in by_day.values():
        for group in _connected(rows):
            change = _change(group, exists)
            found |= {row.slug: change for row in group}
    return found


def by_locality(
    several: Iterable[Change], localities: Iterable[Locality], former: Mapping[str, Sequence[FormerPeriod]]
) -> dict[tuple[str, str], list[Change]]:
    """Return the changes that localities took part in, with others or alone, by their id and the date of the change.

    Args:
        several: the changes of several localities.
        localities: the localities.
        former: their former periods, in order of time.
    """
    found: dict[tuple[str, str], list[Change]] = {}
    for change in {one.id: one for one in several}.values():
        for locality in dict.fromkeys((*change.originals, *change.results)):
            found.setdefault((locality, change.date), []).append(change)
    alone = [one for one in _alterations(localities, former) if (one.results[0], one.date) not in found]
    return found | {(one.results[0], one.date): [one] for one in alone}


def _alterations(localities: Iterable[Locality], former: Mapping[str, Sequence[FormerPeriod]]) -> Iterator[Change]:
    """Yield the changes of single localities that went on, of level, name, code or parent, on a known day."""
    for row in localities:
        periods: list[Locality | FormerPeriod] = [*former.get(row.id, ()), row]
        for ended, begun in zip(former.get(row.id, ()), periods[1:], strict=False):
            if ended.valid_until.precision != "day":
                continue
            day = day_after(ended.valid_until)
            again = begun.valid_from and begun.valid_from.earliest > day
            if not again:
                identifier = f"{day}--{row.id.replace('/', '-')}"
                yield Change(identifier, PartialDate(day), (ended,), _altered(ended, begun), (row.id,), (row.id,))


def _altered(before: FormerPeriod, after: Locality | FormerPeriod) -> tuple[str, ...]:
    """Return what is not the same in two periods of a locality; nothing where only its seat moved."""
    same = {
        "new-level": before.level == after.level,
        "new-name": before.name == after.name and _bare(before) == _bare(after),
        "new-code": before.code == after.code or not (before.code and after.code),
        "new-parent": before.part_of == after.part_of,
    }
    return tuple(f"alteration-kind/{kind}" for kind, alike in same.items() if not alike)


def _bare(period: Locality | FormerPeriod) -> str:
    """Return the Japanese name of a locality without 県, 市, 町..., which follow from its level."""
    return without_ending(period.name_ja or "")[-1]


def _connected(rows: list[Succession]) -> Iterable[list[Succession]]:
    """Return the rows of a day in groups that share a predecessor or a successor, directly or through others."""
    groups: dict[tuple[str, str], list[Succession]] = {}
    for row in rows:
        ends = ("from", row.predecessor), ("to", row.successor)
        met = {id(groups[end]): groups[end] for end in ends if end in groups}
        group = [*(one for several in met.values() for one in several), row]
        groups |= {end: group for one in group for end in (("from", one.predecessor), ("to", one.successor))}
    return {id(group): group for group in groups.values()}.values()


def _change(rows: list[Succession], exists: Callable[[str, str], bool]) -> Change:
    predecessors, successors = {row.predecessor for row in rows}, {row.successor for row in rows}
    day, first = rows[0].date, min(successors)
    if day.precision == "day":
        eve = day_before(day)
        predecessors, successors = (
            predecessors | {one for one in successors if exists(one, eve)},
            successors | {one for one in predecessors if exists(one, day)},
        )
    identifier = f"{day}--{first.replace('/', '-')}"
    kinds = tuple(dict.fromkeys(f"change-kind/{row.kind}" for row in rows if row.kind))
    return Change(identifier, day, tuple(rows), kinds, tuple(sorted(predecessors)), tuple(sorted(successors)))
