"""Applies a mapping: the rows of a foreign table under our columns, as `loaders.tables.rows` reads them.

Two things are left to the caller. A tie has no ``tie_id`` but in tables like ours, for it is made of the localities
that the names mean. Its ``sources`` are the web addresses, or the words, that the file gives; those of ours are ids of
rows of sources.
"""

from collections.abc import Iterator
from contextlib import suppress
from itertools import chain

from loaders.files.sheet import BrokenOffError, Sheet, SheetRow
from loaders.imports import cited
from loaders.imports import headers as headings
from loaders.imports import values as cells
from loaders.imports.column_types import controlled, dated, takes_several
from loaders.imports.date_columns import put_together
from loaders.imports.date_formats import roughly, written
from loaders.imports.facts import Facts
from loaders.imports.legend import borne, legend
from loaders.imports.mapping import JOINED, Mapping, MappingError, near
from loaders.imports.parties import former_name
from loaders.imports.phrases import Statement
from loaders.imports.sections import Sections, speaks
from loaders.imports.spoken import Spoken
from loaders.imports.status import STATUS, Said, says_no
from loaders.imports.values import abroad
from loaders.model.columns import Of
from loaders.model.messages import gettext as _
from loaders.model.messages import joined
from loaders.model.name_readings import key
from loaders.model.problems import Problem, Report
from loaders.model.records import Tie, columns
from loaders.tables.rows import Row


def titles(mapping: Mapping, sheet: Sheet) -> list[str]:
    """Return the headings of all columns of a sheet, without taking its rows away.

    Raises:
        MappingError: there are none where the mapping says, or not those that it names.
        BrokenOffError: the file cannot be read as far as that.
    """
    begins = [line for line in sheet.first(mapping.headings[-1]) if line.number in mapping.headings]
    if not begins:
        told = _("row {row} is empty; name the rows of the headings in the mapping")
        raise MappingError(f"{sheet.file}: {told.format(row=mapping.headings[0])}")
    texts = headings.read(begins).texts
    known = {*headings.lettered(texts)}
    for ours, theirs in mapping.columns.items():
        for text in theirs:
            if text not in known:
                headed = list(filter(None, texts))
                if like := near(text, headed):
                    told = _("there is no column “{heading}”; did you mean “{near}”?")
                else:
                    told = _("there is no column “{heading}”; there are {headings}")
                told = told.format(heading=text, near=like, headings=joined(headed))
                raise MappingError(f"{sheet.file}: {ours}: {told}")
    return texts


def rows(mapping: Mapping, sheet: Sheet, left_out: Report) -> Iterator[Row]:
    """Return the rows of a sheet under our columns; one that is not understood has a fault that says why.

    Args:
        mapping: which column of the sheet is which of ours.
        sheet: an open sheet; merged cells are best filled.
        left_out: called with every row that states no fact of ours: a heading, a total, a remark, another country's.

    Raises:
        MappingError: the sheet has not the columns of the mapping.
        BrokenOffError: the file cannot be read as far as its headings.
    """
    return _Reading(mapping, sheet, titles(mapping, sheet), left_out).rows()


class Abroad(Problem):
    """A row is no tie between the two countries, but of a third one, or within one."""


_LOOKED_AT = 1_000
"""Rows that are looked at for what the signs of footnotes stand for."""
_REMEMBERED = 200_000
"""How many cells are cached with their meaning: many cells hold the same few texts."""


class _Reading:
    """The rows of a sheet as they are read.

    Args:
        mapping: which column of the sheet is which of ours.
        sheet: the sheet.
        texts: its headings.
        left_out: called with every row that states no fact of ours.
    """

    def __init__(self, mapping: Mapping, sheet: Sheet, texts: list[str], left_out: Report) -> None:
        self._mapping, self._sheet, self._left_out = mapping, sheet, left_out
        known = headings.lettered(texts)
        self._used = [(ours, known.index(text)) for ours, theirs in mapping.columns.items() for text in theirs]
        self._headings = {key(part) for text in texts for part in (text, *text.split(" / "))}
        self._said = mapping.meanings
        self._parted = [ours for ours, theirs in mapping.columns.items() if len(theirs) > 1 and ours not in JOINED]
        self._above: dict[str, list[str]] = {}
        self._part_above: dict[int, str] = {}
        self._understood: dict[tuple[str, tuple[str, ...]], Facts] = {}
        record = mapping.record
        self._controlled, self._dates = controlled(record), dated(record)
        self._names = {place.name for place in record.place_columns.values()}
        self._has_note = "note" in columns(record)
        self._linked = {
            column: cited.Column(ours, texts[column], ours in self._names) for ours, column in reversed(self._used)
        }
        self._of_documents = {"signed", "expires", "period"} if record is Tie else set()
        self._fixed = {
            column: said
            for column, said in mapping.fixed.items()
            if column not in {"country", "status"} or record is not Tie
        }
        self._kind = mapping.fixed.get("kind", "")
        self._spoken = Spoken(mapping, sheet.epoch)
        slug = mapping.fixed.get("status", "")
        self._sections = Sections([Said(f"status: {slug}", Statement(slug, slug))] if slug else [])
        self._signs: dict[str, list[Said]] = {}
        if record is Tie:
            with suppress(BrokenOffError):  # which has been reported; the rows before it are read
                self._signs = legend(sheet.first(_LOOKED_AT))
        self._needed = set(mapping.needed) - mapping.fixed.keys()

    def rows(self) -> Iterator[Row]:
        """Yield the rows; end where the file cannot be read any further, which has been reported."""
        try:
            for line in self._sheet.rows:
                if line.number > self._mapping.headings[-1]:
                    yield from self._row(line)
        except BrokenOffError:
            return

    def _row(self, line: SheetRow) -> Iterator[Row]:
        texts = list(map(cells.clean, line.cells))
        given = self._given(texts)
        if self._mapping.record is Tie:
            self._part_names(line, given)
        if line.links:
            cited.add_links(line, texts, self._linked, given)
        reason, problem = self._no_fact(texts, given), Problem
        untold = not reason and self._is_of_untold_country(given)
        if not reason:
            self._above |= given
            reason, problem = self._elsewhere(given) if self._mapping.record is Tie else "", Abroad
        if reason:
            self._left_out(problem(self._sheet.file, line.number, "", reason))
            return
        computed = [line.name(column) for _, column in self._used if column in line.computed] if line.computed else []
        if computed:
            told = _("{cell} holds a formula; paste its value").format(cell=computed[0])
            yield self._made(line, texts, Facts(faults=[told]))
        elif untold:
            told = f"{self._mapping.called('country')}: {_('is empty; every row needs it')}"
            yield self._made(line, texts, Facts(faults=[told]))
        else:
            yield self._made(line, texts, self._stated(given, borne(texts, self._signs) if self._signs else []))

    def _stated(self, given: dict[str, list[str]], signed: list[Said]) -> Facts:
        """Return what the cells of a row mean together, with what the signs of footnotes say of it."""
        facts = self._together(given)
        if (facts.cells.get("kind") or self._kind) == "exchange" and self._of_documents & given.keys():
            dates = [column for column in given if column in self._of_documents]
            words = [f"{self._mapping.called(column)}: {given.pop(column)[0]}" for column in dates]
            said = facts.said
            facts = self._together(given)  # an exchange has no document; what was written of one is not lost
            facts.notes += words
            facts.said = said
        if self._mapping.record is Tie:
            facts.said += [*self._sections.said, *signed]
            if self._sections.kind and "kind" not in self._mapping.columns:
                facts.cells["kind"] = self._sections.kind
        facts.settle(self._kind)
        return facts

    def _together(self, given: dict[str, list[str]]) -> Facts:
        facts = Facts(notes=list(given.get("note", ())))
        for column, parts in given.items():
            if column != "note":
                facts.add(self._understand(column, tuple(parts)))
        return facts

    def _made(self, line: SheetRow, texts: list[str], facts: Facts) -> Row:
        # the same texts as in its cells where nothing was made plain, so that they are handed over once
        written_down = tuple(texts if texts == line.cells else line.cells)
        if facts.faults:
            named = {column: facts.cells[column] for column in self._mapping.record.key if column in facts.cells}
            return Row(line.number, named, "; ".join(facts.faults), written_down)
        if facts.notes and self._has_note:
            facts.cells["note"] = "; ".join(dict.fromkeys(facts.notes))
        stated = {column: cell for column, cell in facts.cells.items() if cell}
        return Row(line.number, {**self._fixed, **stated}, "", written_down)

    # what stands in the row

    def _given(self, texts: list[str]) -> dict[str, list[str]]:
        """Return what the row gives for each column of ours, with what it says is as above."""
        given: dict[str, list[str]] = {}
        for ours in self._parted:
            if text := self._put_together(ours, texts):
                given[ours] = [text]
        for ours, column in self._used:
            if ours in self._parted:
                continue
            text = texts[column] if column < len(texts) else ""
            if not (cells.has_content(text) or says_no(ours, text)):
                as_above = cells.is_ditto(text) or (not text and ours in self._mapping.filled_down)
                text = self._above.get(ours, [""])[-1] if as_above else ""
            if text:
                given.setdefault(ours, []).append(text)
        return given

    def _part_names(self, line: SheetRow, given: dict[str, list[str]]) -> None:
        """Keep the lines of a name apart: each may be a locality of its own."""
        for ours, column in self._used:
            if ours in self._names and column < len(line.cells) and "\n" in (cell := line.cells[column]):
                lines = list(filter(None, map(cells.clean, cell.splitlines())))
                if ours in given and not any(one[0] in "(（[【" for one in lines):
                    given[ours] = ["\n".join(lines)]

    def _put_together(self, ours: str, texts: list[str]) -> str:
        """Return the date that several columns of a row hold together; nothing if they hold none."""
        parts = []
        for column in (column for one, column in self._used if one == ours):
            text = texts[column] if column < len(texts) else ""
            as_above = cells.is_ditto(text) or (not text and ours in self._mapping.filled_down)
            text = self._part_above.get(column, "") if as_above else cells.unmarked(text)
            parts.append(text if cells.has_content(text) else "")
            self._part_above[column] = parts[-1]
        return put_together(parts)

    def _no_fact(self, texts: list[str], given: dict[str, list[str]]) -> str:
        """Return why a row states no fact at all; nothing if it may state one."""
        filled = [text for text in texts if text]
        different = list(dict.fromkeys(filled))
        if cells.is_total(different):
            return _("is a total")
        if len(different) > 1 and not different[0].isdigit() and all(key(text) in self._headings for text in different):
            return _("repeats the headings")
        if cells.numbers_columns(different):
            return _("numbers the columns")
        if not given:
            return _("says nothing in the columns that are read: {texts}").format(texts="; ".join(different))
        if len(different) < 3 and self._is_heading(texts, different, given):
            if not cells.is_remark(different[-1]):
                self._sections.begin(*cells.numbered(different)[:1], different[-1])
            return _("is a heading or a remark: {text}").format(text=different[-1])
        if len(different) == 1 and any(column not in given for column in self._needed):
            self._sections.lose_country()  # it may be a heading that nobody understands
        return ""

    def _is_heading(self, texts: list[str], different: list[str], given: dict[str, list[str]]) -> bool:
        """Whether the one text of a row, numbered or not, is a remark or a heading over the rows below."""
        number, text = cells.numbered(different)
        if len(different) == 1:
            text = different[0]
            if cells.is_remark(text):
                return True
            if self._mapping.record is Tie and speaks(text):
                return True
        where = {ours for ours, column in self._used if column < len(texts) and texts[column] == text}
        named = where & self._names
        if len(named) > 1 or (named and where & (self._dates | self._controlled.keys())):
            return True  # who is no time and no kind: cells are merged
        merged = len(different) == 1 and texts.count(text) > 1
        return (merged or number.isalpha()) and any(column not in given for column in self._needed)

    def _elsewhere(self, given: dict[str, list[str]]) -> str:
        """Return which third country a row is of; nothing if of ours, or of none that is known: that is a fault."""
        said = given.get("country") or list(filter(None, [self._sections.country]))
        codes = [cells.country(one) for one in said]
        if all(code in cells.OUR_COUNTRIES for code in codes):
            given.pop("country", None)
        third = (one for one, code in zip(said, codes, strict=True) if code and code not in cells.OUR_COUNTRIES)
        named = (abroad(name) for one in self._names for name in given.get(one, ()))
        if country := next(filter(None, chain(third, named)), ""):
            return _("is of {country}; ties between Vietnam and Japan alone are recorded").format(country=country)
        given |= {"vn_name": [*map(cells.of_vietnam, given["vn_name"])]} if "VN" in codes and "vn_name" in given else {}
        return ""

    def _is_of_untold_country(self, given: dict[str, list[str]]) -> bool:
        """Whether a row names no country below one of a third country, of which it may be too."""
        if self._mapping.record is not Tie or "country" in given or self._sections.country:
            return False
        above = self._above.get("country", [""])[0]
        return bool(above) and cells.country(above) not in {"", *cells.OUR_COUNTRIES}

    # what it means

    def _understand(self, column: str, parts: tuple[str, ...]) -> Facts:
        """Return what the cells of a row in a column of ours mean."""
        found = self._understood.get((column, parts))
        if not found:
            if len(self._understood) >= _REMEMBERED:
                self._understood.clear()
            found = self._understood[column, parts] = self._read(column, parts)
        return found

    def _read(self, column: str, parts: tuple[str, ...]) -> Facts:
        facts, about = Facts(), self._controlled.get(column)
        try:
            if column == "country" and self._mapping.record is Tie:
                told = _(
                    "“{text}” is no country we know; write Việt Nam, Nhật Bản or what the other is called, "
                    "or leave the column out of the mapping"
                )
                raise ValueError(told.format(text=parts[0]))
            if column == "period":
                self._spoken.term(parts[0], facts)
            elif column == "status" and about is STATUS:
                self._spoken.status(parts[0], facts)
            elif column == "kind" and self._mapping.record is Tie:
                self._spoken.kind(parts[0], facts)
            elif column in self._dates:
                facts.cells[column] = str(self._date(column, parts[0], facts))  # a text, as all cells
            elif column in self._names and self._has_note:
                facts.cells[column] = self._name(parts[0], facts)
            elif about and takes_several(self._mapping.record, column):
                self._several(column, about, parts, facts)
            elif about:
                facts.cells[column] = self._word(column, about, parts[0])
            elif column == "sources":
                self._sources(parts, facts)
            else:
                facts.cells[column] = parts[0]
        except ValueError as error:
            facts.faults.append(f"{self._mapping.called(column)}: {error}")
        return facts

    def _date(self, column: str, text: str, facts: Facts) -> str:
        first, epoch = self._mapping.order_in(column), self._sheet.epoch
        if column == "expires":
            facts.term = f"{self._mapping.called(column)}: {text}"
        try:
            day = written(cells.without_signs(text), first, epoch=epoch)
            if ":" in text and len(day) < len("2013-04-09") and self._has_note:
                facts.notes.append(f"{self._mapping.called(column)}: {text}")  # which may have said more
            return day
        except ValueError:
            if self._mapping.record is Tie and (said := self._spoken.day(column, text, facts)) is not None:
                return said
            bare = cells.name(text)
            if not self._has_note:
                raise
            day = roughly(bare.name, first, epoch=epoch)
            facts.notes.append(f"“{text}”" if bare.aside else f"{self._mapping.called(column)}: {text}")
            return day

    def _name(self, text: str, facts: Facts) -> str:
        if self._mapping.record is Tie:
            if "\n" in text:
                return text  # who is meant is told by the names
            text = self._spoken.name(text, facts)
            if former_name(text):  # who signed is told by the day
                facts.notes.append(f"“{text}”")
                return text
        name, aside = cells.name(text)
        if aside:
            facts.notes.append(f"“{text}”")
            facts.beside.append(text.removeprefix(name).strip())
        return name

    def _word(self, column: str, about: Of, text: str) -> str:
        bare = cells.unmarked(text)
        said = self._said.get(column, {})
        for one in (text, bare):
            if key(one) in said:
                return said[key(one)]
        meant = cells.meant(column, about, bare)
        if meant is None:
            raise ValueError(cells.not_known(column, about, text))
        return meant

    def _several(self, column: str, about: Of, parts: tuple[str, ...], facts: Facts) -> None:
        known, unknown = cells.several("; ".join(parts), about)
        said = self._said.get(column, {})
        meant = {*known, *(said[key(part)] for part in unknown if key(part) in said)}
        facts.cells[column] = ";".join(sorted(filter(None, meant)))
        if rest := [part for part in unknown if key(part) not in said]:
            facts.notes.append(f"{self._mapping.called(column)}: {', '.join(rest)}")

    def _sources(self, parts: tuple[str, ...], facts: Facts) -> None:
        pages, others = cited.pages(parts)
        found, rest = cells.addresses(" ".join(others))
        facts.cells["sources"] = ";".join([*pages, *(found or others)])
        if found and rest:
            facts.notes.append(rest)
