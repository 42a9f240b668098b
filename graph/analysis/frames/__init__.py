"""The facts as tables for analysts, in pandas (the extra ``analysis``): localities, ties, pairs of localities.

What is not known is ``<NA>`` (``NaT`` of a day), never zero. Several values of a cell are parted by ``;``. The types
are those of pandas that know what is missing: ``string``, ``Int64``, ``Float64``, ``boolean``; ``category`` where the
values are slugs of a concept scheme, all of which are its categories; ``datetime64[s]`` for days.

A date stands as it is stated, at its precision (``2013``, ``2013-04``, ``2013-04-09``), in a column of texts; the
first and the last day that it can mean are days in ``NAME_earliest`` and ``NAME_latest``, and ``NAME_precision`` is
``year``, ``month`` or ``day``. So nobody takes a year for its first of January, as one column of ``Period`` would have
it, whose values all have one precision.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from loaders.model.dates import PartialDate
from loaders.model.messages import gettext as _
from loaders.model.problems import UserError
from ontology import concepts

if TYPE_CHECKING:
    from types import ModuleType

    import pandas as pd

INSTALL = "pip install 'vnjp-ties[analysis]'"


class NoPandasError(UserError, ImportError):
    """The library that the tables are made with is not installed."""

    def __init__(self) -> None:
        none = _("tables for analysis need pandas, which is not installed; install it with: {command}")
        super().__init__(none.format(command=INSTALL))


class Column(NamedTuple):
    """A column: its type in pandas, or the concept scheme that its values are of, and what it means."""

    type: str
    meaning: str


def load_pandas() -> "ModuleType":
    """Return pandas.

    Raises:
        NoPandasError: it is not installed.
    """
    try:
        import pandas
    except ImportError as error:
        raise NoPandasError from error
    return pandas


def date_columns(name: str, meaning: str) -> dict[str, Column]:
    """Return the columns of a date that is known at some precision."""
    return {
        name: Column("string", f"{meaning} (at the precision known)"),
        f"{name}_earliest": Column("datetime64[s]", f"the first day that {name} can mean"),
        f"{name}_latest": Column("datetime64[s]", f"the last day that {name} can mean"),
        f"{name}_precision": Column("precision", f"how precisely {name} is known"),
    }


def date_cells(name: str, stated: str) -> dict[str, Any]:
    """Return the cells of a date as stated; none where it is empty."""
    if not stated:
        return {}
    date = PartialDate(stated)
    return {
        name: stated,
        f"{name}_earliest": date.earliest,
        f"{name}_latest": date.latest,
        f"{name}_precision": date.precision,
    }


_VALUES = {
    "country": ("vn", "jp"),
    "precision": ("year", "month", "day"),
    "form": ("Agreement", "Exchange", "Project"),
    "state": ("active", "unclear", "former"),
}
"""The values of columns that are of no concept scheme."""


def frame(rows: Iterable[Mapping[str, Any]], columns: Mapping[str, Column], day: str, facts: str) -> "pd.DataFrame":
    """Return rows as a table.

    Args:
        rows: what is known of each thing, by column; what is None, empty or left out is not known.
        columns: the columns, in their order.
        day: the day (ISO 8601) that the table is of; it is kept in ``attrs["as_of"]``.
        facts: the day of the facts, kept in ``attrs["facts_version"]``.

    Returns:
        The table; ``attrs["columns"]`` says what each column means.
    """
    pandas, known = load_pandas(), [*rows]
    found: pd.DataFrame = pandas.DataFrame(
        {name: _series(pandas, [row.get(name) for row in known], column.type) for name, column in columns.items()}
    )
    meanings = {name: column.meaning for name, column in columns.items()}
    found.attrs.update(as_of=day, facts_version=facts, columns=meanings)
    return found


def _series(pandas: Any, values: list[Any], kind: str) -> Any:
    values = [None if value == "" else value for value in values]
    if kind == "datetime64[s]":
        return pandas.Series(pandas.to_datetime(pandas.Series(values, dtype="object"), format="%Y-%m-%d")).astype(kind)
    if kind in {"string", "Int64", "Float64", "boolean"}:
        return pandas.Series(values, dtype=kind)
    return pandas.Series(pandas.Categorical(values, categories=_VALUES.get(kind) or concepts.slugs(kind)))


def named(place: str) -> dict[str, Column]:
    """Return the columns of the names of a locality in the three languages; see `names`."""
    tongues = {"en": "English", "vi": "Vietnamese", "ja": "Japanese"}
    about = place.rstrip("_") or "the locality"
    return {
        f"{place}name_{code}": Column("string", f"what {about} is called in {tongue}")
        for code, tongue in tongues.items()
    }
