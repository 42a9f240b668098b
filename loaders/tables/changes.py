"""Changes of localities: the successions of one day that share a predecessor or a successor, as one event."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from loaders.model.dates import day_before
from loaders.model.records import Succession


@dataclass(frozen=True)
class Change:
    """An event by which localities came out of others.

    Attributes:
        id: its id, which names the day and the first of its results.
        rows: the successions that it consists of.
        originals: the ids of all localities that took part in it and were there before.
        results: the ids of all that took part in it and were there after.
    """

    id: str
    rows: tuple[Succession, ...]
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
    return Change(identifier, tuple(rows), tuple(sorted(predecessors)), tuple(sorted(successors)))
