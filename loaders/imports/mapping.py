"""Mappings from the columns of a sheet to ours, as a YAML file that a person can read and correct."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError
from rapidfuzz import fuzz, process

from loaders.imports.column_types import controlled, dated
from loaders.imports.date_formats import Order, ambiguous, order, roughly, written
from loaders.imports.headers import date_part
from loaders.imports.status import STATUS
from loaders.model.messages import gettext as _
from loaders.model.messages import gettext_noop, joined
from loaders.model.name_readings import key
from loaders.model.problems import UserError
from loaders.model.records import TABLES, Record, columns

MORE = ("country", "period", "status")
"""What a mapping can name beside the columns of ties: the partner's country, a time from when to when, a status."""
JOINED = frozenset({"note", "fields", "sources", "country"})
"""Our columns that several of theirs may go into."""


_NOTHING_READ = gettext_noop("dictionary should have at least 1 item after validation, not 0")


class MappingError(UserError, ValueError):
    """A mapping cannot be made, read or applied; why, and what would be right."""


class Mapping(BaseModel):
    """Which column of a sheet is which of ours.

    Attributes:
        sheet: the title of the sheet; empty for a CSV file.
        table: the table whose rows these are.
        headings: the rows of the headings.
        columns: our columns, each with the heading of theirs; a note, fields and sources may come from several.
        fixed: what our columns hold wherever the sheet says nothing else.
        values: what the words in a column mean, where they are not ours: "" if nothing, None if that is not decided.
        dates: what stands first in dates such as 09/04/2013, by our column: day or month; unknown if they contradict,
            None if that is not decided.
        samples: a date of each column of ours where nothing tells what stands first, as it is written there.
        filled_down: our columns whose empty cells are as the one above.
        hidden: whether hidden rows, or a hidden sheet, are read: skip or read; None if that is not decided, and then
            they are not.
        hides: what the sheet hides: the numbers of rows, the letters and headings of columns, the sheet itself.
        unclear: the headings that nobody understands though dates, names or kinds stand below them, each with the
            column of ours that it is, "" if none; None if that is not decided, and then nothing is loaded.
        examples: what stands below such a heading.
        left_out: the headings that stand for no column of ours.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    sheet: str = ""
    table: str = "ties"
    headings: tuple[int, ...] = Field(min_length=1, max_length=9)
    unclear: dict[str, str | None] = {}
    examples: dict[str, str] = {}
    columns: dict[str, tuple[str, ...]]
    fixed: dict[str, str] = {}
    values: dict[str, dict[str, str | None]] = {}
    dates: dict[str, Order | None] = {}
    samples: dict[str, str] = {}
    filled_down: tuple[str, ...] = ()
    hidden: dict[Literal["rows", "sheet"], Literal["skip", "read"] | None] = {}
    hides: dict[Literal["rows", "columns", "sheet"], str] = {}
    left_out: tuple[str, ...] = ()

    @field_validator("columns", mode="before")
    @classmethod
    def _one_or_several(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {ours: (theirs,) if isinstance(theirs, str) else theirs for ours, theirs in value.items()}

    @field_validator("columns")
    @classmethod
    def _some_are_read(cls, value: dict[str, tuple[str, ...]], info: ValidationInfo) -> dict[str, tuple[str, ...]]:
        if not value and not info.data.get("unclear"):
            raise PydanticCustomError("too_short", "{told}", {"told": _NOTHING_READ})
        return value

    @property
    def record(self) -> type[Record]:
        """The class of the rows."""
        return TABLES[self.table]

    @property
    def needed(self) -> tuple[str, ...]:
        """The columns that every row needs, but for its id and sources."""
        given = {"sources", *self.record.key}
        return tuple(
            name for name, about in self.record.model_fields.items() if about.is_required() and name not in given
        )

    @property
    def lacking(self) -> tuple[str, ...]:
        """Those of them that come from nowhere."""
        return tuple(name for name in self.needed if name not in self.columns and name not in self.fixed)

    @property
    def doubtful(self) -> list[tuple[str, str]]:
        """How dates are read where nothing tells what stands first: the heading, and a date both ways.

        >>> Mapping(headings=(1,), columns={"signed": ("Ngày ký",)}, samples={"signed": "06/05/2017"}).doubtful
        [('Ngày ký', '06/05/2017 = 2017-05-06, the day first')]
        """
        shown = []
        for column, text in self.samples.items():
            first = self.dates.get(column, "day")
            if not first:
                shown.append((self.called(column), written_both_ways(text)))
                continue
            told = _("{text} = {day}, the month first") if first == "month" else _("{text} = {day}, the day first")
            try:
                shown.append((self.called(column), told.format(text=text, day=written(text, first))))
            except ValueError:  # which a person wrote
                continue
        return shown

    @property
    def meanings(self) -> dict[str, dict[str, str]]:
        """What words mean where that is decided: our column -> the word, as `key` folds it -> what it means."""
        return {
            column: {key(word): meant for word, meant in words.items() if meant is not None}
            for column, words in self.values.items()
        }

    def order_in(self, column: str) -> Order:
        """Return what stands first in the dates of a column; unknown where that is not decided."""
        return self.dates.get(column, "day") or "unknown"

    @property
    def is_passed_over(self) -> bool:
        """Whether the sheet is hidden and not to be read."""
        return "sheet" in self.hides and self.hidden.get("sheet") != "read"

    @property
    def unseen(self) -> list[tuple[str, str]]:
        """What the sheet hides, each with whether it is read."""
        said = {"rows": _("(hidden rows {which})"), "columns": _("(hidden columns {which})"), "sheet": _("(hidden)")}
        read = {what for what, to in self.hidden.items() if to == "read"}
        return [
            (said[what].format(which=which), _("(read)") if what in read else _("(not read)"))
            for what, which in self.hides.items()
        ]

    def called(self, column: str) -> str:
        """Return what a column of ours is called in the sheet."""
        return " + ".join(self.columns.get(column, (column,)))


def written_both_ways(text: str) -> str:
    """Return a date that may be read in two ways with both.

    >>> written_both_ways("06/05/2017")
    '06/05/2017 = 2017-05-06 (day), 2017-06-05 (month)'
    """
    try:
        ways = ", ".join(f"{written(text, first)} ({first})" for first in ("day", "month"))
    except ValueError:  # which a person wrote
        return text
    return f"{text} = {ways}"


# --- as a file ---------------------------------------------------------------------------------------------------

_HEAD = gettext_noop("""\
# Which column of your table is which of ours. Correct what is wrong and load the file with this mapping.
# columns: our column: the heading of yours. fixed: what holds for every row. values: what your words mean; behind one
# that is not known stands nothing: write which of those named it is, or '' if it says nothing.
# dates: day or month, whichever stands first in 09/04/2013 (samples: a date of yours that may be read both ways).
# unclear: headings of yours that are not understood: write which column of ours each is, or '' if it is not to be read.
# left_out: your headings that are not read. To leave out a sheet, delete all from its “- sheet:” to the next.
""")


def write(path: Path, mappings: Iterable[Mapping]) -> None:
    """Write mappings, one a sheet, to a YAML file that a person can edit."""
    import yaml

    undecided = uuid4().hex  # stands for a comment, which PyYAML cannot write
    content = {"sheets": [_as_written(mapping, undecided) for mapping in mappings]}
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=1_000)
    path.write_text(_(_HEAD) + re.sub(f": {undecided}(.*)$", r":  # \1", text, flags=re.MULTILINE), "utf-8")


def _as_written(mapping: Mapping, undecided: str) -> dict[str, Any]:
    written_down = mapping.model_dump(mode="json", exclude_defaults=True)
    written_down["columns"] = {ours: one[0] if len(one) == 1 else list(one) for ours, one in mapping.columns.items()}
    for column, words in written_down.get("values", {}).items():
        about = controlled(mapping.record).get(column)
        choices = undecided + (", ".join(about.slugs) if about else "")
        written_down["values"][column] = {word: choices if to is None else to for word, to in words.items()}
    for what, to in written_down.get("hidden", {}).items():
        written_down["hidden"][what] = to or undecided + ", ".join(("skip", "read"))
    for column, first in written_down.get("dates", {}).items():
        written_down["dates"][column] = first or undecided + joined(("day", "month"))
    if mapping.unclear:
        written_down["unclear"] = {one: undecided + ", ".join(candidates(mapping, one)) for one in mapping.unclear}
    return {"sheet": mapping.sheet, "table": mapping.table} | written_down


def read(path: Path) -> list[Mapping]:
    """Return the mappings in a file.

    Raises:
        MappingError: it is no mapping; where, and what would be right.
    """
    import yaml

    try:
        content = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise MappingError(f"{path}: {_('cannot be read: {error}').format(error=error)}") from None
    except (yaml.YAMLError, RecursionError) as error:
        told = _("is not YAML: {error}").format(error=" ".join(str(error).split())[:300])
        raise MappingError(f"{path}: {told}") from None
    sheets = content.get("sheets") if isinstance(content, dict) else None
    if not isinstance(sheets, list) or not sheets:
        told = _("is no mapping; it begins with “sheets:” and a list, one item for each sheet")
        raise MappingError(f"{path}: {told}")
    return [_checked(str(path), number, sheet) for number, sheet in enumerate(sheets, 1)]


def _checked(file: str, number: int, sheet: Any) -> Mapping:
    where = f"{file}: {_('sheet {number}').format(number=number)}"
    try:
        mapping = Mapping.model_validate(sheet)
    except ValidationError as invalid:
        error = invalid.errors(include_url=False)[0]
        at = ".".join(str(part) for part in error["loc"])
        raise MappingError(f"{where}: {at}: {_words(at, error['type'], error['msg'])}") from None
    if fault := _fault(mapping):
        raise MappingError(f"{where}: {fault}")
    try:
        return settled(mapping)
    except MappingError as error:
        raise MappingError(f"{where}: {error}") from None


def settled(mapping: Mapping) -> Mapping:
    """Return a mapping in which the unclear headings that have been decided are columns of ours, or left out.

    Raises:
        MappingError: one is said to be what is no column of ours, or what another one is.
    """
    columns_, left_out = dict(mapping.columns), list(mapping.left_out)
    dates, samples = dict(mapping.dates), dict(mapping.samples)
    for heading, ours in mapping.unclear.items():
        several = ours in JOINED or (ours in dated(mapping.record) and date_part(heading))
        if ours and ours in columns_ and not several:
            told = _("“{heading}” and “{other}” cannot both be {column}; write '' for the one that is not")
            raise MappingError(told.format(heading=heading, other=mapping.called(ours), column=ours))
        if ours:
            columns_[ours] = (*columns_.get(ours, ()), heading)
            if ours in dated(mapping.record) and ours not in dates:
                example = mapping.examples.get(heading, "")
                samples |= {ours: example} if ambiguous([example]) else {}
                dates[ours] = None if ambiguous([example]) else order([example])
        elif ours is not None:
            left_out.append(heading)
    decided_: dict[str, Any] = {"columns": columns_, "left_out": tuple(left_out), "dates": dates, "samples": samples}
    decided_["unclear"] = {heading: None for heading, ours in mapping.unclear.items() if ours is None}
    decided = mapping.model_copy(update=decided_)
    if fault := _fault(decided):
        raise MappingError(fault)
    return decided


def _words(at: str, kind: str, message: str) -> str:
    if kind == "missing":
        return _("is missing; every sheet has the rows of its headings and its columns")
    if kind == "extra_forbidden":
        return _("is nothing that a mapping has; it has {parts}").format(parts=joined(Mapping.model_fields))
    if at.startswith("dates"):
        return _("write day or month, whichever stands first")
    if at.startswith("hidden"):
        return _("write skip or read, for rows and sheet")
    if at.startswith("headings"):
        return _("write the numbers of the rows, as in [3, 4]")
    told = _("{error}; put text that looks like a number or a word of YAML in quotation marks")
    error = f"{message[0].lower()}{message[1:]}"
    return told.format(error=_(error))


_OF_PYDANTIC = (
    gettext_noop("input should be a valid string"),
    gettext_noop("input should be a valid dictionary"),
    gettext_noop("input should be a valid dictionary or instance of Mapping"),
    gettext_noop("input should be a valid tuple"),
    _NOTHING_READ,
)
"""Messages of pydantic about mappings that people write."""


def _fault(mapping: Mapping) -> str:
    """Return what is wrong with a mapping by itself."""
    if mapping.table not in TABLES:
        if like := near(mapping.table, TABLES):
            told = _("there is no table “{table}”; did you mean “{near}”?")
        else:
            told = _("there is no table “{table}”; there are {tables}")
        return f"table: {told.format(table=mapping.table, near=like, tables=', '.join(TABLES))}"
    known = (*columns(mapping.record), *(MORE if mapping.table == "ties" else ()))
    for part in ("columns", "fixed", "values", "dates", "samples", "filled_down"):
        for column in getattr(mapping, part):
            if column not in known:
                if like := near(column, known):
                    told = _("{table} have no column “{column}”; did you mean “{near}”?")
                else:
                    told = _("{table} have no column “{column}”; there are {columns}")
                told = told.format(table=mapping.table, column=column, near=like, columns=joined(known))
                return f"{part}: {told}"
    for column, theirs in mapping.columns.items():
        parts = column in dated(mapping.record) and all(map(date_part, theirs))
        if len(theirs) != 1 and column not in JOINED and not parts:
            told = _("name one heading; only {columns} and the year, month and day of a date may come from several")
            return f"columns: {column}: {told.format(columns=', '.join(sorted(JOINED)))}"
    column, said = "status", mapping.fixed.get("status", "") if mapping.table == "ties" else ""
    if said and said not in STATUS.slugs:
        told = _("“{meant}” is no word of ours; write one of {slugs}, or '' if it means nothing")
        return f"fixed: {column}: {told.format(meant=said, slugs=', '.join(STATUS.slugs))}"
    for column, words in mapping.values.items():
        about = controlled(mapping.record).get(column)
        for word, meant in words.items():
            if about and meant and meant not in about.slugs:
                told = _("“{meant}” is no word of ours; write one of {slugs}, or '' if it means nothing")
                return f"values: {column}: {word}: {told.format(meant=meant, slugs=', '.join(about.slugs))}"
    return ""


def near(word: str, known: Iterable[str]) -> str:
    """Return what a word that is not known may have meant; nothing if none is like it."""
    found = process.extractOne(word, list(known), scorer=fuzz.ratio, score_cutoff=60)
    return found[0] if found else ""


def candidates(mapping: Mapping, heading: str) -> tuple[str, ...]:
    """Return the columns of ours that an unclear heading may be by what stands below it, and that are still free."""
    record, text = mapping.record, mapping.examples.get(heading, "")
    kinds = [name for name in ("kind",) if name in controlled(record) and _is_word(name, record, text)]
    days = [name for name in (*record.past, *columns(record)) if name in dated(record) - {"added"}]
    names = [place.name for place in record.place_columns.values()]
    likely = kinds or (days if _is_date(text) else names)
    return tuple(dict.fromkeys(name for name in likely if name not in mapping.columns))


def _is_date(text: str) -> bool:
    try:
        roughly(text, epoch=1900)
    except ValueError:
        return False
    return True


def _is_word(column: str, record: type[Record], text: str) -> bool:
    from loaders.imports.values import meant

    try:
        return meant(column, controlled(record)[column], text) is not None
    except ValueError:
        return True
