"""A mapping: which column of a sheet is which of ours, as a small file that a person can read and correct."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_origin
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from rapidfuzz import fuzz, process

from loaders.dates import Order, PartialDate, written
from loaders.problems import UserError
from loaders.records import TABLES, Of, Record, columns

MORE = ("country", "period")
"""What a mapping can name beside the columns of ties: the partner's country, and a time from when to when."""
JOINED = frozenset({"note", "fields", "sources"})
"""Our columns that several of theirs may go into."""


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
        dates: what stands first in dates such as 09/04/2013, by our column: day or month; unknown if they contradict.
        samples: a date of each column of ours where nothing tells what stands first, as it is written there.
        filled_down: our columns whose empty cells are as the one above.
        left_out: the headings that stand for no column of ours.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    sheet: str = ""
    table: str = "ties"
    headings: tuple[int, ...] = Field(min_length=1, max_length=9)
    columns: dict[str, tuple[str, ...]] = Field(min_length=1)
    fixed: dict[str, str] = {}
    values: dict[str, dict[str, str | None]] = {}
    dates: dict[str, Order] = {}
    samples: dict[str, str] = {}
    filled_down: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @field_validator("columns", mode="before")
    @classmethod
    def _one_or_several(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {ours: (theirs,) if isinstance(theirs, str) else theirs for ours, theirs in value.items()}

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
            try:
                shown.append((self.called(column), f"{text} = {written(text, first)}, the {first} first"))
            except ValueError:  # which a person wrote
                continue
        return shown

    def called(self, column: str) -> str:
        """Return what a column of ours is called in the sheet."""
        return " + ".join(self.columns.get(column, (column,)))


# --- as a file ---------------------------------------------------------------------------------------------------

_HEAD = """\
# Which column of your table is which of ours. Correct what is wrong and load the file with this mapping.
# columns: our column: the heading of yours. fixed: what holds for every row. values: what your words mean; behind one
# that is not known stands nothing: write which of those named it is, or '' if it says nothing.
# dates: day or month, whichever stands first in 09/04/2013 (samples: a date of yours that may be read both ways).
# left_out: your headings that are not read. To leave out a sheet, delete all from its “- sheet:” to the next.
"""


def write(path: Path, mappings: Iterable[Mapping]) -> None:
    """Write mappings, one a sheet, to a YAML file that a person can edit."""
    import yaml

    undecided = uuid4().hex  # stands for a comment, which PyYAML cannot write
    content = {"sheets": [_as_written(mapping, undecided) for mapping in mappings]}
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=1_000)
    path.write_text(_HEAD + re.sub(f": {undecided}(.*)$", r":  # \1", text, flags=re.MULTILINE), "utf-8")


def _as_written(mapping: Mapping, undecided: str) -> dict[str, Any]:
    written_down = mapping.model_dump(mode="json", exclude_defaults=True)
    written_down["columns"] = {ours: one[0] if len(one) == 1 else list(one) for ours, one in mapping.columns.items()}
    for column, words in written_down.get("values", {}).items():
        about = controlled(mapping.record).get(column)
        choices = undecided + (", ".join(about.slugs) if about else "")
        written_down["values"][column] = {word: choices if to is None else to for word, to in words.items()}
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
        raise MappingError(f"{path}: cannot be read: {error}") from None
    except (yaml.YAMLError, RecursionError) as error:
        raise MappingError(f"{path}: is not YAML: {' '.join(str(error).split())[:300]}") from None
    sheets = content.get("sheets") if isinstance(content, dict) else None
    if not isinstance(sheets, list) or not sheets:
        raise MappingError(f"{path}: is no mapping; it begins with “sheets:” and a list, one item for each sheet")
    return [_checked(str(path), number, sheet) for number, sheet in enumerate(sheets, 1)]


def _checked(file: str, number: int, sheet: Any) -> Mapping:
    where = f"{file}: sheet {number}"
    try:
        mapping = Mapping.model_validate(sheet)
    except ValidationError as invalid:
        error = invalid.errors(include_url=False)[0]
        at = ".".join(str(part) for part in error["loc"])
        raise MappingError(f"{where}: {at}: {_words(at, error['type'], error['msg'])}") from None
    if fault := _fault(mapping):
        raise MappingError(f"{where}: {fault}")
    return mapping


def _words(at: str, kind: str, message: str) -> str:
    if kind == "missing":
        return "is missing; every sheet has the rows of its headings and its columns"
    if kind == "extra_forbidden":
        return f"is nothing that a mapping has; it has {', '.join(Mapping.model_fields)}"
    if at.startswith("dates"):
        return "write day or month, whichever stands first"
    if at.startswith("headings"):
        return "write the numbers of the rows, as in [3, 4]"
    return f"{message[0].lower()}{message[1:]}; put text that looks like a number or a word of YAML in quotation marks"


def _fault(mapping: Mapping) -> str:
    """Return what is wrong with a mapping by itself."""
    if mapping.table not in TABLES:
        return f"table: there is no table “{mapping.table}”{near(mapping.table, TABLES)}"
    known = (*columns(mapping.record), *(MORE if mapping.table == "ties" else ()))
    for part in ("columns", "fixed", "values", "dates", "samples", "filled_down"):
        for column in getattr(mapping, part):
            if column not in known:
                return f"{part}: {mapping.table} have no column “{column}”{near(column, known)}"
    for column, theirs in mapping.columns.items():
        if len(theirs) != 1 and column not in JOINED:
            return f"columns: {column}: name one heading; only {', '.join(sorted(JOINED))} may come from several"
    for column, words in mapping.values.items():
        about = controlled(mapping.record).get(column)
        for word, meant in words.items():
            if about and meant and meant not in about.slugs:
                right = f"write one of {', '.join(about.slugs)}, or '' if it means nothing"
                return f"values: {column}: {word}: “{meant}” is no word of ours; {right}"
    return ""


def near(word: str, known: Iterable[str]) -> str:
    """Return what a word that is not known may have meant."""
    known = list(known)
    found = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=60)
    return f"; did you mean “{found[0]}”?" if found else f"; there are {', '.join(known)}"


# --- what the columns of our tables take -------------------------------------------------------------------------


def _annotations(annotation: Any) -> Iterator[Any]:
    yield annotation
    yield from getattr(annotation, "__metadata__", ())
    for inner in get_args(annotation):
        yield from _annotations(inner)


@cache
def controlled(record: type[Record]) -> dict[str, Of]:
    """Return the columns of a table that take words of ours alone."""
    found = {}
    for name, about in record.model_fields.items():
        for part in (*about.metadata, *_annotations(about.annotation)):
            if isinstance(part, Of):
                found[name] = part
    return found


@cache
def dated(record: type[Record]) -> frozenset[str]:
    """Return the columns of a table that take dates."""
    return frozenset(
        name for name, about in record.model_fields.items() if PartialDate in list(_annotations(about.annotation))
    )


@cache
def takes_several(record: type[Record], column: str) -> bool:
    """Whether a column takes several values, parted by “;”."""
    return any(get_origin(part) is tuple for part in _annotations(record.model_fields[column].annotation))
