"""All records of the data sets, read and understood together: their labels, ids and periods, and the gazetteer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from loaders.model.gazetteer import Gazetteer
from loaders.model.labels import LocalityLabels
from loaders.model.problems import Problem, Report
from loaders.model.records import (
    CLAIMED,
    Claim,
    FormerPeriod,
    Link,
    Locality,
    LocalityRegion,
    Name,
    Observation,
    Record,
    Source,
    Succession,
    Tie,
)
from loaders.tables.changes import Change, by_locality, changes
from loaders.tables.datasets import Dataset, state_of
from loaders.tables.integrity import References, sound_rows, today
from loaders.tables.matching import KnownTies, Match
from loaders.tables.places import gazetteer
from loaders.tables.rows import open_tables
from ontology import concepts


@dataclass(eq=False)
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
        state: the fingerprint of the data sets, the user's own apart.
    """

    records: dict[str, list[Record]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    left: list[Problem] = field(default_factory=list)
    matches: dict[str, list[Match]] = field(default_factory=dict)
    rows: dict[tuple[str, str], int] = field(default_factory=dict)
    references: References = field(default_factory=References)
    waiting: dict[tuple[str, int], tuple[str, Record]] = field(default_factory=dict)
    state: bytes = b""

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

    def continued(self) -> "Catalogue":
        """Return a copy that further data sets can be read into, with what was made of the localities."""
        records = {name: list(rows) for name, rows in self.records.items()}
        copy = Catalogue(records, rows=dict(self.rows), references=self.references.continued(), state=self.state)
        copy.__dict__.update({name: self.__dict__[name] for name in _OF_LOCALITIES if name in self.__dict__})
        return copy

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
    def sources(self) -> dict[str, Source]:
        """The sources, by their id."""
        return {row.source_id: row for row in self if isinstance(row, Source)}

    @cached_property
    def claims(self) -> dict[str, list[Claim]]:
        """What single sources state of each fact, by its id."""
        found: dict[str, list[Claim]] = {}
        for row in self.of(Claim):
            found.setdefault(row.fact_id, []).append(row)
        return found

    def table_of(self, fact: str) -> str:
        """Return the table of a fact that a claim or a further source names by its id; ties if it is in none."""
        return next((table for table in CLAIMED if fact in self.ids.get(table, ())), Tie.table)

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

    @cached_property
    def events(self) -> dict[tuple[str, str], list[Change]]:
        """The changes that a locality took part in, with others or alone, by its id and the day (or month, or year)."""
        return by_locality(self.changes.values(), self.of(Locality), self.former_periods)

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
        return gazetteer(self.of(Locality), self.former_periods, self.of(Name), self.of(Link), self.labels)


def load(sets: Iterable[Dataset], own: Iterable[Dataset] = (), kept: Path | None = None) -> Catalogue:
    """Return all tables of the data sets as a catalogue, problems included; it is not to be changed.

    The localities are read first: every other table names them. Sets in which nothing is wrong are read once by a
    process, as long as they stay as they are.

    Args:
        sets: the data sets, in which nothing may be wrong.
        own: the user's own, of which each is held against all before it.
        kept: a file in which the sets may be kept as they were read before (`loaders.tables.kept`).
    """
    sets, own = list(sets), list(own)
    state, day = state_of(sets), today()
    catalogue = _READ.get((state, day)) or (kept and _read_kept(kept, state, day)) or _read_whole(sets, state, day)
    _READ.clear()  # one is enough: a command needs no other
    if not catalogue.problems:
        _READ[state, day] = catalogue
    if own:
        catalogue = catalogue if catalogue.problems else catalogue.continued()
        _read_all(own, catalogue, catalogue.left)
        _match(own, catalogue)
    return catalogue


_READ: dict[tuple[bytes, str], Catalogue] = {}
"""What was read last, by the state of the data sets and the day on which they were read."""


def _read_kept(kept: Path, state: bytes, day: str) -> Catalogue | None:
    """Return data sets as they were read before, in which nothing was wrong and so nothing is on a later day."""
    from loaders.tables.kept import read

    if catalogue := read(kept, state):
        catalogue.references.today = max(catalogue.references.today, day)
    return catalogue


def _read_whole(sets: list[Dataset], state: bytes, day: str) -> Catalogue:
    """Read data sets beside which nothing is known."""
    catalogue = Catalogue(state=state)
    made = [dataset.descriptor.get("created", "")[:10] for dataset in sets]
    catalogue.references.today = max([day, *made])  # a clock that is behind makes no fact wrong
    _read_all(sets, catalogue, catalogue.problems)
    return catalogue


def _read_all(sets: Iterable[Dataset], catalogue: Catalogue, problems: list[Problem]) -> None:
    """Read data sets beside those read before, whose rows are not read anew with the names that these add."""
    for dataset in sets:
        if _read(dataset, True, Gazetteer(()), catalogue, problems.append):
            catalogue.forget()
    for dataset in sets:
        _read(dataset, False, catalogue.gazetteer, catalogue, problems.append)
    rest = list(catalogue.references.rest())
    problems += rest
    catalogue.take_out((problem.file, problem.row) for problem in rest)


_GEOGRAPHIC = {Locality.table, FormerPeriod.table, Name.table, Link.table, Succession.table}
_OF_LOCALITIES = ("_called", "former_labels", "former_periods", "gazetteer")
"""What is made of the tables that tell of localities alone."""


def _read(dataset: Dataset, geographic: bool, places: Gazetteer, catalogue: Catalogue, report: Report) -> bool:
    """Read the tables of a data set that tell of localities, or the others; return whether any row was right."""
    records = catalogue.records.setdefault(dataset.name, [])
    before = len(records)
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
    return len(records) > before


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


_EXCHANGE = {"en": "exchange", "vi": "giao lưu", "ja": "交流"}
"""What is called in the place of the kind of an agreement where there is no document."""


def concept_label(scheme: str, slug: str, language: str) -> str:
    """Return how a concept is called in a language; an exchange stands among the kinds of agreement."""
    if (scheme, slug) == ("agreement-kind", "exchange"):
        return _EXCHANGE[language]
    return concepts.labels()[scheme][slug][language]
