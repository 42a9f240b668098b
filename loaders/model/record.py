"""What the rows of all tables have in common: a table, a key, the places named, the dates that must be in order.

A record knows what a cell may hold, not how it is written in RDF (`loaders.tables.rdf`) or which file it came
from (`loaders.tables.rows`). Messages are for the person who filled the table in.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    field_validator,
)
from pydantic_core.core_schema import ValidationInfo

from loaders.model.columns import (
    Confidence,
    Form,
    Of,
    Ref,
    Sources,
    Text,
    ids,
    split_cell,
    wrong,
)
from loaders.model.dates import PartialDate
from loaders.model.messages import gettext as _


@dataclass(frozen=True)
class Place:
    """The columns that together name a locality; ``country`` is a country, or the column that gives it."""

    name: str
    level: str
    parent: str
    country: str
    date: str = ""


class Record(BaseModel):
    """What every row has: a table, an id, the columns that name places, the dates that must be in order."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    table: ClassVar[str]
    key: ClassVar[tuple[str, ...]]
    """The columns that no two rows may share the values of."""
    place_columns: ClassVar[dict[str, Place]] = {}
    intervals: ClassVar[tuple[tuple[str, str], ...]] = ()
    past: ClassVar[tuple[str, ...]] = ()
    """The dates of what has happened; none of them lies in the future."""
    earliest: ClassVar[str] = ""
    """The first day that these dates and an expiry can be of, if there is one."""
    places: dict[str, str] = Field(default_factory=dict)
    """The localities that the row names: role -> locality id."""
    added: PartialDate | None = None
    """The day on which the row entered the table."""
    remark: Text | None = None
    """What those who keep the table note for each other; it is shown to nobody else."""

    @field_validator("valid_until", "ended", "expires", "end", "until", "closes", check_fields=False)
    @classmethod
    def _ends_after_it_begins(cls, value: Any, info: ValidationInfo) -> Any:
        for begin, end in cls.intervals:
            start = info.data.get(begin) if info.field_name == end else None
            if start and value and start.after(value):
                told = _("{end} {value} lies before {begin} {start}; an end comes after its beginning")
                raise wrong(told.format(end=end, value=value, begin=begin, start=start))
        return value

    @classmethod
    def references(cls, cells: dict[str, str]) -> Iterator[tuple[str, tuple[str, ...], str]]:
        """Yield what cells name of other tables: column, those tables, the id named.

        What is no id is told of as the cell is read; it names nothing.
        """
        for column, tables, form, many in _references(cls):
            for named in ids(cells.get(column, ""), form, many):
                yield column, tables, named

    @classmethod
    def key_of(cls, cells: dict[str, str]) -> tuple[str, ...]:
        """Return what identifies a row within its table."""
        return tuple([cells.get(column, "") for column in cls.key])

    @property
    def slug(self) -> str:
        """What identifies the row within its table."""
        return "--".join(str(getattr(self, column)) for column in self.key)


class Dated(Record):
    """A fact with its sources, what they are worth, and a note for who reads of it, in three languages."""

    sources: Sources
    confidence: Confidence | None = None
    note: Text | None = None
    note_vi: Text | None = None
    note_ja: Text | None = None

    def missing_translations(self) -> Iterator[str]:
        """Yield the columns that lack a text which the row gives in another language.

        A row in one language alone lacks none: whoever keeps it may keep no other.
        """
        given = {name for name in type(self).model_fields if getattr(self, name)}
        if not any(column in given for text in _translated(type(self)) for column in text[1:]):
            return
        for text in _translated(type(self)):
            if given.intersection(text):
                yield from (column for column in text if column not in given)


def column_in(column: str, language: str) -> str:
    """Return the column of a text in a language: ``title`` in English, ``title_vi``, ``title_ja``."""
    return column if language == "en" else f"{column}_{language}"


def filled(cells: Mapping[str, str]) -> dict[str, str]:
    """Return the cells of a row without those that are empty."""
    return {column: cell for column, cell in cells.items() if cell}


@cache
def _translated(record: type[Record]) -> tuple[tuple[str, ...], ...]:
    """Return the texts of a table that have a column in each language: ``note``, ``note_vi``, ``note_ja``."""
    names = [name.removesuffix("_vi") for name in record.model_fields if name.endswith("_vi")]
    return tuple((name, f"{name}_vi", f"{name}_ja") for name in names)


@cache
def _references(record: type[Record]) -> tuple[tuple[str, tuple[str, ...], Form, bool], ...]:
    """Return the columns of a table that refer to others: those others, the form of an id, whether it takes several."""
    found = []
    for name, field in record.model_fields.items():
        parts = [*field.metadata, *_metadata(field.annotation)]
        many = any(isinstance(part, BeforeValidator) and part.func is split_cell for part in parts)
        form = next((part for part in parts if isinstance(part, Form)), None)
        found += [(name, part.tables, form, many) for part in parts if isinstance(part, Ref) and form]
    return tuple(found)


def _metadata(annotation: Any) -> Iterator[Any]:
    """Yield what is annotated to a type or to the types within it."""
    yield from getattr(annotation, "__metadata__", ())
    for inner in get_args(annotation):
        yield from _metadata(inner)


def scheme_of(record: type[Record], column: str) -> str:
    """Return the concept scheme that a column of a table has the slugs of; empty if it has others' values."""
    field = record.model_fields.get(column)
    parts = [*field.metadata, *_metadata(field.annotation)] if field else []
    return next((part.scheme for part in parts if isinstance(part, Of)), "")


def column_type(record: type[Record], column: str) -> Any:
    """Return the type of the values of a column of a table, without whether it may be empty; None if it has none."""
    field = record.model_fields.get(column)
    found = field.annotation if field else None
    while inner := [one for one in get_args(found) if one is not type(None)]:
        found = inner[0]
    return found


def columns(record: type[Record]) -> tuple[str, ...]:
    """Return the names of a table's columns, as its header has them."""
    names = [name for name in record.model_fields if name != "places"]
    return tuple(sorted(names, key=lambda name: name in Dated.model_fields))
