"""All records of the data sets, read and understood together: their labels, ids and periods, and the gazetteer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from loaders.model.dates import day_after
from loaders.model.gazetteer import Gazetteer, Place, State
from loaders.model.labels import LocalityLabels
from loaders.model.name_readings import key, without_ending
from loaders.model.problems import Problem, Report
from loaders.model.records import FormerPeriod, Locality, LocalityRegion, Name, Observation, Record, Succession, Tie
from loaders.tables.changes import Change, changes
from loaders.tables.datasets import Dataset
from loaders.tables.integrity import References, sound_rows
from loaders.tables.matching import KnownTies, Match
from loaders.tables.rows import open_tables
from ontology import concepts


@dataclass
class Catalogue:
    """All records, with what it takes to understand them together.

    Attributes:
        records: the records of each data set, by its name.
        problems: what is wrong in the tables; a build does not go on with any.
        left: what is wrong in the user's own tables, which hold nothing else up.
        matches: what the ties of each of the user's own data sets are beside those known before.
        rows: how many good rows each table of each data set has.
        references: what the rows say of each other.
        waiting: the rows that name others which had not been read before, with the name of their data set.
    """

    records: dict[str, list[Record]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    left: list[Problem] = field(default_factory=list)
    matches: dict[str, list[Match]] = field(default_factory=dict)
    rows: dict[tuple[str, str], int] = field(default_factory=dict)
    references: References = field(default_factory=References)
    waiting: dict[tuple[str, int], tuple[str, Record]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Record]:
        for records in self.records.values():
            yield from records

    def of(self, record: type[Record]) -> list[Any]:
        """Return the records of one class."""
        return [row for row in self if type(row) is record]

    def take_out(self, rows: Iterable[tuple[str, int]]) -> None:
        """Take out the rows, by file and number, that name what is nowhere or what they cannot name."""
        gone = [self.waiting[row] for row in dict.fromkeys(rows) if row in self.waiting]
        lost = {id(record) for _, record in gone}
        for name in {name for name, _ in gone}:
            self.records[name] = [record for record in self.records[name] if id(record) not in lost]
        for name, record in gone:
            self.rows[name, record.table] -= 1

    def forget(self) -> None:
        """Have what was made of the records made anew: there are more of them now."""
        for name, made in vars(type(self)).items():
            if isinstance(made, cached_property):
                self.__dict__.pop(name, None)

    @cached_property
    def _called(self) -> LocalityLabels:
        return LocalityLabels(self.of(Locality), self.former_periods)

    @property
    def labels(self) -> dict[str, dict[str, str]]:
        """The display names of localities: id -> language -> name."""
        return self._called.today

    @cached_property
    def former_labels(self) -> dict[tuple[str, str], dict[str, str]]:
        """The display names that localities had: id, last day of the period -> language -> name, if another."""
        return {
            (period.locality, period.valid_until.latest): self._called.then(period)
            for periods in self.former_periods.values()
            for period in periods
        }

    def called(self, locality: str, language: str, day: str = "") -> str:
        """Return what a locality was called on a day, today if none is given; of one not recorded (yet), its id."""
        for period in self.former_periods.get(locality, ()) if day else ():
            if day <= period.valid_until.latest:
                then = self.former_labels[locality, period.valid_until.latest]
                return then.get(language) or self.labels[locality][language]
        return self.labels.get(locality, {}).get(language, locality)

    @cached_property
    def ids(self) -> dict[str, set[str]]:
        """The ids of the rows of each table."""
        found: dict[str, set[str]] = {}
        for row in self:
            found.setdefault(row.table, set()).add(row.slug)
        return found

    @cached_property
    def by_id(self) -> dict[tuple[str, str], Record]:
        """The records by table and id."""
        return {(row.table, row.slug): row for row in self}

    @cached_property
    def former_periods(self) -> dict[str, list[FormerPeriod]]:
        """The former periods of each locality, in order of time."""
        found: dict[str, list[FormerPeriod]] = {}
        for row in sorted(self.of(FormerPeriod), key=lambda row: str(row.valid_until)):
            found.setdefault(row.locality, []).append(row)
        return found

    @cached_property
    def cubes(self) -> dict[tuple[str, ...], Observation]:
        """The first observation of each cube, by the cube's key: its sources, then its indicators."""
        found: dict[tuple[str, ...], Observation] = {}
        for row in self.of(Observation):
            found.setdefault(row.cube, row)
        return found

    @cached_property
    def regions(self) -> dict[str, list[LocalityRegion]]:
        """The regions in which each locality has lain, in order of time; those of what contains it are not repeated."""
        found: dict[str, list[LocalityRegion]] = {}
        for row in sorted(self.of(LocalityRegion), key=lambda row: str(row.valid_until or "9999")):
            found.setdefault(row.locality, []).append(row)
        return found

    @cached_property
    def shared_pages(self) -> set[str]:
        """The home pages that several things name as theirs, and so identify none of them."""
        named: dict[str, set[tuple[str, str]]] = {}
        for row in self:
            if page := getattr(row, "website", None):
                locality = getattr(row, "locality", None)  # a funder that is one
                named.setdefault(page, set()).add((Locality.table, locality) if locality else (row.table, row.slug))
        return {page for page, things in named.items() if len(things) > 1}

    @cached_property
    def changes(self) -> dict[str, Change]:
        """The change of localities that each succession, by its slug, is a part of."""
        places = self.gazetteer.places

        def exists(locality: str, day: str) -> bool:
            return locality in places and places[locality].exists(day)

        return changes(self.of(Succession), exists)

    def takeovers(self) -> Iterator[Succession]:
        """Yield the successions by which a locality that ended passed on what it had (the rule ``succeeded-by``)."""
        known = {row.id: row for row in self.of(Locality)}
        for row in self.of(Succession):
            before = known.get(row.predecessor)
            if before and before.valid_until:
                passes = row.date.latest >= before.valid_until.earliest
            else:
                begun = before and before.valid_from and before.valid_from.after(row.date)
                passes = row.kind != "split" and not begun and row.predecessor not in self.former_periods
            if passes:
                yield row

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The localities by all their names."""
        return gazetteer(self.of(Locality), self.former_periods, self.of(Name), self.labels)


def gazetteer(
    localities: Iterable[Locality],
    former: dict[str, list[FormerPeriod]],
    names: Iterable[Name],
    labels: dict[str, dict[str, str]],
) -> Gazetteer:
    """Return the gazetteer of the localities, with the names of all their periods and their further names."""
    further: dict[str, list[str]] = {}
    for name in names:
        further.setdefault(name.locality, []).append(name.name)
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
        places.append(Place(row.id, labels[row.id], tuple(dict.fromkeys(called)), states))
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


def load(sets: Iterable[Dataset], own: Iterable[Dataset] = ()) -> Catalogue:
    """Read all tables of the data sets into a catalogue, problems included.

    The localities are read first: every other table names them.

    Args:
        sets: the data sets, in which nothing may be wrong.
        own: the user's own, of which each is held against all before it.
    """
    sets, own, catalogue = list(sets), list(own), Catalogue()
    made = [dataset.descriptor.get("created", "")[:10] for dataset in sets]
    catalogue.references.today = max([catalogue.references.today, *made])  # a clock that is behind makes no fact wrong
    _read_all(sets, catalogue, catalogue.problems)
    if own:  # else what has been made of ours would be made twice
        _read_all(own, catalogue, catalogue.left)
        _match(own, catalogue)
    return catalogue


def _read_all(sets: Iterable[Dataset], catalogue: Catalogue, problems: list[Problem]) -> None:
    """Read data sets beside those read before, whose rows are not read anew with the names that these add."""
    for dataset in sets:
        _read(dataset, True, Gazetteer(()), catalogue, problems.append)
    catalogue.forget()
    for dataset in sets:
        _read(dataset, False, catalogue.gazetteer, catalogue, problems.append)
    rest = list(catalogue.references.rest())
    problems += rest
    catalogue.take_out((problem.file, problem.row) for problem in rest)


_GEOGRAPHIC = {Locality.table, FormerPeriod.table, Name.table, Succession.table}


def _read(dataset: Dataset, geographic: bool, places: Gazetteer, catalogue: Catalogue, report: Report) -> None:
    """Read the tables of a data set that tell of localities, or the others."""
    records = catalogue.records.setdefault(dataset.name, [])
    for path in dataset.paths:
        if (path.stem in _GEOGRAPHIC) is not geographic:
            continue
        for table in open_tables(path, report):
            found = []
            for number, record in sound_rows(table, places, catalogue.references, report):
                found.append(record)
                if catalogue.references.waits(table.file, number):
                    catalogue.waiting[table.file, number] = dataset.name, record
            name = dataset.name, table.record.table
            catalogue.rows[name] = catalogue.rows.get(name, 0) + len(found)
            records += found


def _match(own: Iterable[Dataset], catalogue: Catalogue) -> None:
    """Hold the ties of the user's own data sets against those known before, and keep what they add to them."""
    names, known = {dataset.name for dataset in own}, KnownTies(catalogue.takeovers())
    for name, records in catalogue.records.items():
        ties = [record for record in records if isinstance(record, Tie)]
        if name not in names:
            for tie in ties:
                known.add(tie)
            continue
        matches = catalogue.matches[name] = list(known.matched(ties, name))
        others = [record for record in records if not isinstance(record, Tie)]
        catalogue.records[name] = [*others, *(record for match in matches for record in match.records)]


def concept_label(scheme: str, slug: str, language: str) -> str:
    """Return how a concept is called in a language."""
    return concepts.labels()[scheme][slug][language]
