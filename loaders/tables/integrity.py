"""Integrity across rows: unique ids, references to rows that exist, documents that follow earlier ones.

And the time they speak of: nothing has happened tomorrow, nor to a locality that was not there.
"""

from collections import ChainMap
from collections.abc import Iterable, Iterator, MutableMapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

from loaders.model.dates import PartialDate, date_in
from loaders.model.gazetteer import Gazetteer, Place
from loaders.model.messages import all_of, any_of
from loaders.model.messages import gettext as _
from loaders.model.problems import Problem, Report
from loaders.model.records import FIRST_DAY, Locality, Record, Succession, Tie
from loaders.tables.rows import Read, Table, read

_TOKYO = timezone(timedelta(hours=9))


def too_early(day: str) -> str:
    """Return why a date of a tie cannot be right that is before the first day of all."""
    told = _(
        "{day} is before {earliest}, when Vietnam declared its independence; no tie between local governments of the "
        "two countries is older: correct the year"
    )
    return told.format(day=day, earliest=FIRST_DAY)


def today() -> str:
    """Return the day of today in Japan, where it begins first."""
    return datetime.now(_TOKYO).date().isoformat()


class Document(NamedTuple):
    """What is checked of a document that another follows: its id, when it was signed, by whom in each role."""

    id: str
    signed: PartialDate | None
    parties: dict[str, Place]


class RowLocation(NamedTuple):
    """The file and number of a row, and whether it is one of the known facts."""

    file: str
    row: int
    known: bool = False


class _Named(NamedTuple):
    """A cell that names a row which has not been read yet."""

    column: str
    tables: tuple[str, ...]
    named: str
    by: Document | None


@dataclass
class References:
    """What the rows of all tables are held against together, as they are read and when all have been.

    Attributes:
        today: the last day of which facts can be known.
    """

    today: str = field(default_factory=today)
    _ids: dict[str, dict[tuple[str, ...], RowLocation]] = field(default_factory=dict)
    _documents: dict[str, Document] = field(default_factory=dict)
    _ends: MutableMapping[str, PartialDate] = field(default_factory=dict)
    _heirs: MutableMapping[str, dict[str, PartialDate]] = field(default_factory=dict)
    _open: dict[tuple[str, int], list[_Named]] = field(default_factory=dict)
    _known: "References | None" = None
    _anew: frozenset[str] = frozenset()

    def continued(self) -> "References":
        """Return a copy that takes note of further rows."""
        ids = {table: dict(rows) for table, rows in self._ids.items()}
        own = ids, dict(self._documents), dict(self._ends), dict(self._heirs)
        return References(self.today, *own, _known=self._known, _anew=self._anew)

    def beside(self, files: Iterable[str]) -> "References":
        """Return what rows yet to be read are held against: all that is known, but for what those files state anew.

        What is known is looked up where it is, and not copied, so that it must not be added to meanwhile.
        """
        ends, heirs = ChainMap({}, self._ends), ChainMap({}, self._heirs)
        return References(self.today, _ends=ends, _heirs=heirs, _known=self, _anew=frozenset(files))

    def expect(self, table: str, identifier: str) -> None:
        """Take note of an id that will be given, so that rows which name it need not wait."""
        self._ids.setdefault(table, {}).setdefault((identifier,), RowLocation("", 0))

    @property
    def settled(self) -> bool:
        """Whether every row that has been named has been read."""
        return not self._open

    def waits(self, file: str, row: int) -> bool:
        """Whether a row names one that has not been read."""
        return (file, row) in self._open

    def add(self, table: Table, row: Read, gazetteer: Gazetteer) -> Iterator[tuple[str, str]]:
        """Take note of a row, right or wrong; yield what is wrong with it beside the others: column, message."""
        record = table.record
        document = None
        if not table.numbered:
            yield from self._once(table, row)
            document = self._document(row) if record is Tie else None
        for column, tables, named in record.references(row.cells):
            follows = document if column == "follows" else None
            if not self._has(tables, named):
                waiting = self._open.setdefault((table.file, row.number), [])
                waiting.append(_Named(column, tables, named, follows))
            elif follows:
                yield from ((column, message) for message in self._following(follows, named))
        if record is Locality and (end := date_in(row.cells.get("valid_until", ""))):
            self._ends[row.cells.get("id", "")] = end
        if record is Succession:
            self._inherit(row)
        if record.past:
            yield from self._in_the_future(record, row)
        if row.places:
            yield from self._out_of_time(record, row, gazetteer)

    def rest(self) -> Iterator[Problem]:
        """Yield what is wrong with rows that name others which have been read after them, or are nowhere."""
        for (file, row), waiting in self._open.items():
            for one in waiting:
                yield from (Problem(file, row, one.column, message) for message in self._settle(one))
        self._open.clear()

    def _settle(self, one: _Named) -> Iterator[str]:
        if self._has(one.tables, one.named):
            yield from self._following(one.by, one.named) if one.by else ()
        else:
            told = _("“{named}” is not in {tables}; add it there, or correct it")
            yield told.format(named=one.named, tables=any_of(one.tables))

    def _has(self, tables: tuple[str, ...], named: str) -> bool:
        return any((named,) in self._ids.get(table, ()) or self._known_row(table, (named,)) for table in tables)

    def _known_row(self, table: str, key: tuple[str, ...]) -> RowLocation | None:
        """Return where a known row stands that is not stated anew."""
        at = self._known._ids.get(table, {}).get(key) if self._known else None
        return None if at is None or at.file in self._anew else at._replace(known=True)

    def _once(self, table: Table, row: Read) -> Iterator[tuple[str, str]]:
        """Yield a problem if another row has the id; the row that comes first keeps it."""
        key = table.record.key_of(row.cells)
        if not any(key):
            return
        here = RowLocation(table.file, row.number)
        known = self._known_row(table.record.table, key)
        first = known or self._ids.setdefault(table.record.table, {}).setdefault(key, here)
        if first is here:
            return
        file = f"{Path(first.file).parent.name}/{Path(first.file).name}" if first.known else first.file
        if first.known and len(key) == 1:
            told = _(
                "“{key}” is known already ({file}, row {row}); correct it there, or give this row an id of its own"
            )
        elif first.known:
            told = _("“{key}” is known already ({file}, row {row}); correct it there")
        elif file == table.file:
            told = _("“{key}” stands in row {row} too")
        else:
            told = _("“{key}” stands in {file}, row {row} too")
        yield table.record.key[0], told.format(key="--".join(key), file=file, row=first.row)

    def _document(self, row: Read) -> Document:
        document = Document(row.cells.get("tie_id", ""), date_in(row.cells.get("signed", "")), row.places)
        self._documents.setdefault(document.id, document)
        return document

    def _following(self, later: Document, named: str) -> Iterator[str]:
        """Yield why a document cannot follow the one it names."""
        known = self._known if self._known_row(Tie.table, (named,)) else None
        earlier = (known or self)._documents[named]
        if later.id == named:
            told = _("“{named}” is this document itself; name the earlier one, or leave follows and follows_as empty")
            yield told.format(named=named)
            return
        if later.signed and earlier.signed and earlier.signed.after(later.signed):
            told = _("“{named}” was signed {earlier}, after this one ({later}); a document follows an earlier one")
            yield told.format(named=named, earlier=earlier.signed, later=later.signed)
        for role, party in earlier.parties.items():
            now = later.parties.get(role)
            if now and now.id not in self._who_holds(party.id, later.signed.latest if later.signed else ""):
                told = _(
                    "“{named}” was signed by {party}, which is not {now}, nor was succeeded by it; "
                    "a document follows one between the same parties"
                )
                yield told.format(named=named, party=party.shown, now=now.shown)

    def _inherit(self, row: Read) -> None:
        if day := date_in(row.cells.get("date", "")):
            of = row.cells.get("predecessor", "")
            self._heirs[of] = {**self._heirs.get(of, {}), row.cells.get("successor", ""): day}

    def _heirs_of(self, locality: str) -> dict[str, PartialDate]:
        """Return who took over from a locality, and when: at its end, where that is recorded, and not before."""
        end, heirs = self._ends.get(locality), self._heirs.get(locality, {})
        return {heir: since for heir, since in heirs.items() if not end or since.latest >= end.earliest}

    def _who_holds(self, locality: str, day: str) -> set[str]:
        """Return who may act on what a locality has signed: itself, and who has succeeded it by a day."""
        holders, new = {locality}, [locality]
        while new:
            heirs = self._heirs_of(new.pop())
            new += [heir for heir, since in heirs.items() if heir not in holders and (not day or since.earliest <= day)]
            holders.update(new)
        return holders

    def _in_the_future(self, record: type[Record], row: Read) -> Iterator[tuple[str, str]]:
        for column in record.past:
            day = date_in(row.cells.get(column, ""))
            if day and day.after(self.today):
                yield column, _("{day} lies in the future; record what has happened, once it has").format(day=day)
        for column in (*record.past, "expires") if record.earliest else ():
            day = date_in(row.cells.get(column, ""))
            if day and day.latest < record.earliest:
                yield column, too_early(day)

    def _out_of_time(self, record: type[Record], row: Read, gazetteer: Gazetteer) -> Iterator[tuple[str, str]]:
        """Yield a problem for each locality that had ended by the day that the row speaks of, or had not begun."""
        for role, about in record.place_columns.items():
            place, day = row.places.get(role), date_in(row.cells.get(about.date, ""))
            if not place or not day:
                continue
            first = min((state.first for state in place.states if state.first > day.latest), default="")
            last = place.states[-1].last
            if last and day.earliest > last:
                heirs = self._heirs_of(place.id)
                named = all_of(gazetteer.places[heir].shown for heir in heirs if heir in gazetteer)
                if named:
                    told = _(
                        "{place} was no more on {day}: it was succeeded by {heirs} on {since}; "
                        "name the successor, or correct {column}"
                    )
                else:
                    told = _(
                        "{place} was no more on {day}: it ended on {last}; name the successor, or correct {column}"
                    )
                since, column = min(heirs.values(), default=last), about.date
                yield (
                    about.name,
                    told.format(place=place.shown, day=day, heirs=named, since=since, last=last, column=column),
                )
            elif first and not place.exists(day):
                told = _(
                    "{place} was not there yet on {day}: it began on {first}; "
                    "name what was there before, or correct {column}"
                )
                yield about.name, told.format(place=place.shown, day=day, first=first, column=about.date)


def sound_rows(
    table: Table, gazetteer: Gazetteer, references: References, report: Report
) -> Iterator[tuple[int, Record]]:
    """Yield the rows of a table that are right, by themselves and beside those read before, with their numbers.

    Args:
        table: an open table.
        gazetteer: what the names of localities are resolved with.
        references: what was read before; it takes note of every row.
        report: called with every problem.
    """
    for row, found in judged(table, gazetteer, references):
        for problem in found:
            report(problem)
        if row.record and not found:
            yield row.number, row.record


def judged(table: Table, gazetteer: Gazetteer, references: References) -> Iterator[tuple[Read, list[Problem]]]:
    """Yield every row of a table, right or wrong, with what is wrong with it by itself and beside those read before."""
    found: list[Problem] = []
    for row in read(table, gazetteer, found.append):
        for column, message in references.add(table, row, gazetteer):
            found.append(Problem(table.file, row.number, column, message))
        yield row, found.copy()
        found.clear()
