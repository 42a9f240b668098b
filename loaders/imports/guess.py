"""Guesses the mapping of a sheet from its headings, its cells and the titles above it."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations, islice, product

from loaders.files.sheet import Sheet, SheetRow
from loaders.imports import contents, date_columns, date_formats
from loaders.imports import headers as headings
from loaders.imports import values as cells
from loaders.imports.column_types import controlled, dated
from loaders.imports.date_formats import Order, ambiguous, order
from loaders.imports.mapping import JOINED, MORE, Mapping, MappingError
from loaders.imports.phrases import FORMER
from loaders.imports.spoken import is_told
from loaders.imports.status import of_heading
from loaders.model.columns import Of
from loaders.model.gazetteer import Gazetteer, Place, UnresolvedPlaceError
from loaders.model.messages import gettext as _
from loaders.model.records import TABLES, Record, Tie, columns

_LOOKED_AT = 1_000
"""Rows that a proposal is made of."""
_MOST_KNOWN, _MOST_UNKNOWN = 50, 20
"""Words of a column that are written down with what they mean, and without."""
_LONGEST_TITLES = 500
"""Characters of the titles above a table that are looked at."""


_VAGUE = {
    "kind": {"level", "vn_level", "jp_level", "note", "fields"},
    "country": {"partner", "place", "own", ""},
}
"""What headings may mean below which there are kinds, or countries, though no other column has them."""


def propose(sheet: Sheet, gazetteer: Gazetteer) -> Mapping:
    """Return the mapping that is guessed for a sheet; its rows can still be read.

    Args:
        sheet: an open sheet; merged cells are best filled.
        gazetteer: tells which names are Vietnamese and which Japanese.

    Raises:
        MappingError: no headings are understood.
        BrokenOffError: the file cannot be read.
    """
    lines = sheet.first(_LOOKED_AT)
    found = headings.find(lines, lambda line: contents.states_facts(line, gazetteer))
    found = found or contents.headings_above(lines, gazetteer)
    if not found:
        told = _(
            "no row of headings is understood; they name at least the partner and one thing more, as in "
            "“Đối tác, Ngày ký”, “相手都市, 締結日”, “Partner, Signed”. Write a mapping for other headings"
        )
        raise MappingError(f"{sheet.file}: {told}")
    found = headings.padded(found, max(len(line.cells) for line in lines))
    return _Proposal(sheet, lines, found, gazetteer).mapping()


@dataclass
class _Proposal:
    """What a mapping is made of: the first rows of a sheet, its headings, the gazetteer."""

    sheet: Sheet
    lines: Sequence[SheetRow]
    found: headings.Headings
    gazetteer: Gazetteer

    def mapping(self) -> Mapping:
        ours = self._ours()
        record = TABLES[self.found.table]
        read: dict[str, list[int]] = {meant: list(columns) for meant, columns in self._groups.items()}
        for column in self._finest_first(ours):
            if (meant := ours[column]) and (meant not in read or meant in JOINED):
                read.setdefault(meant, []).append(column)
        read = dict(sorted(read.items(), key=lambda one: one[1]))
        named = {meant: [self.found.texts[column] for column in columns] for meant, columns in read.items()}
        position = {meant: columns[0] for meant, columns in read.items()}
        left = [column for column in range(len(self.found.texts)) if column not in chain(*read.values())]
        unclear = self._unclear(left, read) if record is Tie else {}
        samples = self._samples({one: position[one] for one in named if one in dated(record)})
        texts = headings.lettered(self.found.texts)
        examples = {texts[column]: example for column, example in unclear.items()}
        return Mapping(
            sheet=self.sheet.title,
            table=self.found.table,
            headings=self.found.rows,
            columns={meant: tuple(theirs) for meant, theirs in named.items()},
            fixed=self._fixed(named) if record is Tie else {},
            values=self._values(record, position),
            dates={
                one: self._order(position[one], one in samples) for one in named if one in {*dated(record), "period"}
            },
            samples=samples,
            unclear=dict.fromkeys(examples),
            examples=examples,
            left_out=tuple(self.found.texts[one] for one in left if self.found.texts[one] and one not in unclear),
        )

    @cached_property
    def _groups(self) -> dict[str, tuple[int, ...]]:
        """The columns that hold the parts of a date, by our column."""
        if self.found.table != "ties":
            return {}
        return date_columns.groups(self.found.texts, self.found.meanings, self._cells)

    def _finest_first(self, ours: dict[int, str]) -> list[int]:
        """Return columns in their order, but of several of the same date the one first that says most."""
        exact = {column: self._exactness(column) for column, meant in ours.items() if meant in dated(Tie)}
        return sorted(ours, key=lambda column: (-exact.get(column, 0), column))

    def _exactness(self, column: int) -> int:
        return sum(len(day) for text in self._cells(column) if (day := contents.day_of(text)))

    def _unclear(self, left: Iterable[int], read: dict[str, list[int]]) -> dict[int, str]:
        """Return the columns that hold what matters, are not read, and say what no other says; a cell of each."""
        found = {}
        for column in left:
            if self.found.meanings[column] not in {"number", "country"} and column not in self._said_twice:
                texts = self._cells(column)
                sort = contents.sort_of(texts, self.gazetteer)
                if not sort and self.found.meanings[column] in dated(Tie) and contents.have_numbers(texts):
                    sort = "date"  # or what is left of one: the day without its year
                others = [(row[column], [row[one] for columns in read.values() for one in columns if one < len(row)])
                          for row in self._below if column < len(row) and row[column]]  # fmt: skip
                if sort in {"date", "kind", "place"} and not contents.said_already(sort, others, self.gazetteer):
                    found[column] = date_formats.telling(filter(cells.has_content, texts))
        return found

    def _cells(self, column: int) -> list[str]:
        return [cells.clean(row[column]) for row in self._below if column < len(row) and row[column]]

    @cached_property
    def _below(self) -> list[list[str]]:
        """The rows below the headings that may state facts."""
        again = {part for text in self.found.texts for part in (text, *text.split(" / "))}
        below = (line for line in self.lines if line.number > self.found.rows[-1])
        return [line.cells for line in below if not _states_nothing(line, again)]

    def _order(self, column: int, untold: bool) -> Order | None:
        """Return the order of day and month in the dates of a column, by its heading or its cells.

        Where neither tells, it is the day in a Vietnamese table, as everybody writes there, and in one that is made
        for us, as we say; else None.
        """
        if untold:
            made_for_us = self.found.texts[column] in columns(TABLES[self.found.table])
            return "day" if made_for_us or self._is_vietnamese() else None
        return "month" if re.search("mm.?dd", self.found.texts[column].casefold()) else order(self._cells(column))

    def _samples(self, position: dict[str, int]) -> dict[str, str]:
        """Return a date of each column in which neither the heading nor any date tells what stands first."""
        headed = {one: self.found.texts[column].casefold() for one, column in position.items()}
        untold = (one for one in position if not re.search("mm.?dd|dd.?mm", headed[one]))
        found = {one: ambiguous(self._cells(position[one])) for one in untold}
        return {one: text for one, text in found.items() if text}

    def _ours(self) -> dict[int, str]:
        """Return our columns by the place of theirs, with the parties sorted out."""
        if self.found.table != "ties":
            return dict(enumerate(self.found.meanings))
        meanings = self._by_cells()
        sides = self._sides(meanings)
        ours = {column: self._placed(meant, column, sides, meanings) for column, meant in meanings.items()}
        for country, parent in headings.PARENTS.items():
            whole = [column for column, meant in ours.items() if meant == parent]
            if len(whole) == 1 and f"{country}_name" not in ours.values() and len(set(self._cells(whole[0]))) > 1:
                ours[whole[0]] = f"{country}_name"  # provinces and prefectures are the parties themselves
        return {column: meant for column, meant in ours.items() if meant in {*columns(Tie), *MORE}}

    def _by_cells(self) -> dict[int, str]:
        """Return what the headings mean, where they leave it open with the help of what stands below them."""
        apart = {*chain(*self._groups.values()), *self._said_twice}
        meanings = {column: "" if column in apart else meant for column, meant in enumerate(self.found.meanings)}
        for column, meant in meanings.items():
            when, _, part = meant.partition(":")
            if part:
                dates = self._are(column, "date")
                meanings[column] = ("signed" if when == "date" else when) if dates else ""
        for sort, vague in _VAGUE.items():
            if sort not in meanings.values():
                found = (one for one, meant in meanings.items() if meant in vague and self._are(one, sort))
                meanings.update(dict.fromkeys(islice(found, 1), sort))
        self._part_places(meanings)
        return meanings

    @cached_property
    def _said_twice(self) -> set[int]:
        """One of two columns of each variable of a query: its labels, or its ids where none of these is known."""
        found = set()
        for column, heading in enumerate(self.found.texts):
            if f"{heading}Label" in self.found.texts:
                known = (self._is_known(cell, one) for cell in self._cells(column) for one in headings.PARENTS)
                found.add(self.found.texts.index(f"{heading}Label") if any(known) else column)
        return found

    def _part_places(self, meanings: dict[int, str]) -> None:
        """Tell several columns of localities apart by their names; one whose names tell nothing is the partner."""
        places = [column for column, meant in meanings.items() if meant == "place"]
        for column in places if len(places) > 1 else ():
            country = self._country(column)
            if country and f"{country}_name" not in meanings.values():
                meanings[column] = f"{country}_name"
            elif not country and not {"partner", "vn_name"} & {*meanings.values()}:
                meanings[column] = "partner"

    def _are(self, column: int, sort: str) -> bool:
        return contents.are(sort, self._cells(column), self.gazetteer)

    def _sides(self, meanings: dict[int, str]) -> dict[str, str]:
        """Return which country own, partner and place are of, by the names in their columns."""
        sides: dict[str, str] = {}
        free = [country for country in headings.PARENTS if f"{country}_name" not in meanings.values()]
        for column, meant in meanings.items():
            if meant in {"own", "partner", "place"}:
                country = self._country(column)
                if country in free:
                    sides[meant] = country
                    free.remove(country)
        for meant in ("own", "partner", "place"):  # those whose names tell nothing
            if meant in meanings.values() and meant not in sides and free:
                ours = "jp" if self._is_japanese() else "vn"
                likely = ours if meant == "own" else "jp" if ours == "vn" else "vn"
                sides[meant] = likely if likely in free else free[0]
                free.remove(sides[meant])
        return sides

    def _placed(self, meant: str, column: int, sides: dict[str, str], meanings: dict[int, str]) -> str:
        side, _, part = meant.partition("_")
        if meant == "place" and "place" in sides:
            return f"{sides['place']}_name"
        if side in {"own", "partner"}:
            country = sides.get(side, "")
            return (headings.PARENTS[country] if part == "parent" else f"{country}_{part or 'name'}") if country else ""
        if meant == "parent":
            country = self._country(column)
            has_name = f"{country}_name" in meanings.values() or country in sides.values()
            return "" if not country else headings.PARENTS[country] if has_name else f"{country}_name"
        if meant == "level":
            named = {*sides.values(), *(one[:2] for one in meanings.values() if one in {"vn_name", "jp_name"})}
            return f"{named.pop()}_level" if len(named) == 1 else ""
        return meant

    def _country(self, column: int) -> str:
        """Return the country of most names in a column; empty if that cannot be decided."""
        names = list(dict.fromkeys(cells.name(cell).name for cell in self._cells(column)))[:100]
        known = Counter(country for name in names for country in headings.PARENTS if self._is_known(name, country))
        (first, times), *others = (*known.most_common(2), ("", 0))
        return first if times and all(times > other for _, other in others) else ""

    def _is_known(self, name: str, country: str) -> bool:
        try:
            self.gazetteer.resolve(name, country=country)
        except UnresolvedPlaceError as error:
            return error.ambiguous
        return True

    def _is_japanese(self) -> bool:
        return any("\u3040" <= c <= "\u9fff" for text in self.found.texts for c in text)

    def _is_vietnamese(self) -> bool:
        headed = unicodedata.normalize("NFC", " ".join(self.found.texts)).casefold()
        return bool(re.search("[ăđơư\u1ea0-\u1ef9]|ngày|tháng", headed))

    def _titles(self) -> str:
        above = chain.from_iterable(line.cells for line in self.lines if line.number < self.found.rows[0])
        texts = [self.sheet.title, *(text for text in map(cells.clean, above) if text)]
        return " \n ".join(dict.fromkeys(texts))[:_LONGEST_TITLES]

    def _fixed(self, named: Iterable[str]) -> dict[str, str]:
        """Return what the titles state: the party that keeps the list, the kind of all its ties."""
        fixed = {}
        missing = [country for country in headings.PARENTS if f"{country}_name" not in named]
        titles = self._titles()
        if len(missing) == 1 and (place := self._in_titles(titles, missing[0])):
            fixed[f"{missing[0]}_name"] = place.label
        if "kind" not in named:
            found = {slug for title in titles.split("\n") if (slug := _named("kind", title))}
            if len(found) == 1:
                fixed["kind"] = found.pop()
        against = [said.statement.slug for title in titles.split("\n") for said in of_heading(title) or ()]
        if against and any(_named("kind", title) for title in titles.split("\n")):
            fixed["status"] = "ended" if against[0] == FORMER else against[0]
        return fixed

    def _in_titles(self, titles: str, country: str) -> Place | None:
        """Return the one locality of a country that titles name."""
        found: dict[str, Place] = {}
        for phrase in sorted(set(_phrases(titles)), key=len, reverse=True):
            if not any(phrase in longer for longer in found) and (place := self._resolved(phrase, country)):
                found[phrase] = place
        places = set(found.values())
        return places.pop() if len(places) == 1 else None

    def _resolved(self, name: str, country: str) -> Place | None:
        try:
            return self.gazetteer.resolve(name, country=country)
        except UnresolvedPlaceError:
            return None

    def _values(self, record: type[Record], position: dict[str, int]) -> dict[str, dict[str, str | None]]:
        """Return what the words mean that stand in columns which take ours alone; nothing where that is not known."""
        values: dict[str, dict[str, str | None]] = {}
        for column, about in controlled(record).items():
            if column in position and column != "fields":
                texts = dict.fromkeys(cells.unmarked(text) for text in self._cells(position[column])[:_LOOKED_AT])
                said = [text for text in texts if cells.has_content(text) and text not in about.slugs]
                known = {text: _likely(column, about, text) for text in said if not is_told(column, about, text)}
                said = list(known)
                sure = [text for text in said if known[text] is not None][:_MOST_KNOWN]
                unsure = [text for text in said if known[text] is None][:_MOST_UNKNOWN]
                if sure or unsure:
                    values[column] = {text: known[text] for text in (*sure, *unsure)}
        return values


def _states_nothing(line: SheetRow, headed: Set[str]) -> bool:
    """Whether a row seems to be headings again, a heading over the rows below, a total: its words mean nothing."""
    different = list(dict.fromkeys(filter(None, map(cells.clean, line.cells))))
    number, text = cells.numbered(different)
    section = bool(text) and (number.isalpha() or line.cells.count(text) > 2)
    none = cells.is_total(different) or cells.numbers_columns(different) or headed >= set(different)
    return headings.is_title(line) or section or none


def _likely(column: str, about: Of, text: str) -> str | None:
    try:
        return cells.meant(column, about, text)
    except ValueError:
        return None


def _named(column: str, title: str) -> str | None:
    """Return the one word of ours that a title names, if it says nothing against it."""
    try:
        return cells.contained(column, title)
    except ValueError:
        return None


def _phrases(titles: str) -> Iterator[str]:
    """Yield what may be a name in titles: a few words, or characters that end as a Japanese name does."""
    for title in titles.replace(",", "\n").split("\n"):
        words = title.split()
        for at, size in product(range(len(words)), range(1, 7)):
            yield " ".join(words[at : at + size])
    for run in re.findall("[\u30a0-\u30ff]+市?|[\u3400-\u9fff々ヶ]+", titles):
        yield run
        for start, end in combinations(range(min(len(run), 20) + 1), 2):
            if run[end - 1] in "市県府都道町村区":
                yield run[start:end]
