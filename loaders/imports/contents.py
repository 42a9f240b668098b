"""What columns hold, told by their cells alone: dates, localities, kinds of ties, countries.

A heading that nobody understands does not make a column worthless: a column of dates is one whatever stands above it.
"""

import re
from collections.abc import Callable, Sequence
from functools import partial

from loaders.files.sheet import SheetRow
from loaders.imports import values as cells
from loaders.imports.column_types import controlled
from loaders.imports.date_formats import roughly
from loaders.imports.headers import Headings, read
from loaders.model.gazetteer import Gazetteer, UnresolvedPlaceError
from loaders.model.identifiers import identified
from loaders.model.records import Tie

_LOOKED_AT = 200
"""Different cells of a column that are looked at."""
_NAMES_LOOKED_AT = 20
"""Of names fewer, since it takes long to find that one is not known."""
_LONGEST_NAME = 60
"""Characters of a cell that is still taken for the name of a locality."""
_MOST = 0.6
"""The share of them that must be of one sort."""
_HIGHEST = 10
"""Rows among which unknown headings are looked for."""
_FIRST, _LAST = "1945", "2100"
"""A number is a year only between these."""


def sort_of(texts: Sequence[str], gazetteer: Gazetteer) -> str:
    """Return what the cells of a column are: date, kind, country or place; nothing if none of these.

    Args:
        texts: the cells.
        gazetteer: tells what is the name of a locality.
    """
    said = [text for text in dict.fromkeys(texts) if cells.has_content(text)]
    return next((sort for sort in (*_TESTS, "place") if said and _are(sort, said, gazetteer)), "")


def are(sort: str, texts: Sequence[str], gazetteer: Gazetteer) -> bool:
    """Whether the cells of a column are of a sort: date, kind, country or place."""
    said = [text for text in dict.fromkeys(texts) if cells.has_content(text)]
    return bool(said) and _are(sort, said, gazetteer)


def _are(sort: str, said: Sequence[str], gazetteer: Gazetteer) -> bool:
    """Whether most texts are of a sort; no more are looked at than tell."""
    looked_at = said[: _LOOKED_AT if sort in _TESTS else _NAMES_LOOKED_AT]
    others = (1 - _MOST) * len(looked_at)
    for text in looked_at:
        others -= not (_TESTS[sort](text) if sort in _TESTS else _is_place(text, gazetteer))
        if others < 0:
            return False
    return True


def have_numbers(texts: Sequence[str]) -> bool:
    """Whether all cells of a column that say anything have a digit in them."""
    said = [text for text in texts if cells.has_content(text)]
    return bool(said) and all(any(map(str.isdigit, text)) for text in said)


def is_date(text: str) -> bool:
    """Whether a text is a date of our time; a number of few or many digits is none by itself.

    >>> is_date("2013"), is_date("平成25年4月"), is_date("1204"), is_date("12.5"), is_date("H25.4.9")
    (True, True, False, False, True)
    """
    try:
        return _FIRST <= roughly(cells.unmarked(text), "day") <= _LAST
    except ValueError:
        return bool(re.fullmatch(r"\d{1,2}([/.-])\d{1,2}\1\d{4}", text))  # the month first


def day_of(text: str) -> str:
    """Return the date in a cell, at the precision known; nothing if there is none."""
    try:
        return roughly(cells.unmarked(text), "day", epoch=1900)
    except ValueError:
        return ""


def said_already(sort: str, rows: Sequence[tuple[str, Sequence[str]]], gazetteer: Gazetteer) -> bool:
    """Whether a column only says what others say: the same year or place, in another form.

    Args:
        sort: what it holds, as `sort_of` tells.
        rows: a cell of it, and the cells of the columns that are read, by row.
        gazetteer: tells what names mean.
    """
    places: Callable[[str, str], bool] = partial(_same_place, gazetteer)
    same = {"date": _same_date, "kind": _same_kind, "place": places}[sort]
    return all(any(same(text, other) for other in others if other) for text, others in rows[:_LOOKED_AT])


def _same_date(text: str, other: str) -> bool:
    one, two = day_of(text), day_of(other)
    return bool(one and two) and (one.startswith(two) or two.startswith(one))


def _same_kind(text: str, other: str) -> bool:
    about = controlled(Tie)["kind"]
    try:
        meant = cells.meant("kind", about, cells.unmarked(text))
        return bool(meant) and meant == cells.meant("kind", about, cells.unmarked(other))
    except ValueError:
        return False


def _same_place(gazetteer: Gazetteer, text: str, other: str) -> bool:
    """Whether two names may mean the same locality, or the first the whole of which the other is part."""
    one, two = _places(text, gazetteer), _places(other, gazetteer)
    return any(inner == outer or inner.startswith(f"{outer}/") for outer in one for inner in two)


def _places(text: str, gazetteer: Gazetteer) -> set[str]:
    try:
        return {gazetteer.resolve(cells.name(text).name).id}
    except UnresolvedPlaceError as error:
        return {place.id for place in error.candidates} if error.ambiguous else set()


def headings_above(lines: Sequence[SheetRow], gazetteer: Gazetteer) -> Headings | None:
    """Return the headings of a table none of which is known: below them stand localities, and dates or kinds."""
    for at, line in enumerate(lines[:_HIGHEST]):
        below = [row.cells for row in lines[at + 1 : at + 1 + _LOOKED_AT]]
        named = [column for column, text in enumerate(line.cells) if text.strip()]
        if len(named) < 2 or not below:
            continue
        if any(sort_of([line.cells[column]], gazetteer) for column in named):
            continue
        columns = ([cells.clean(row[column]) for row in below if column < len(row) and row[column]] for column in named)
        found = {sort_of(texts, gazetteer) for texts in columns}
        if "place" in found and found & {"date", "kind"}:
            return read([line])
    return None


def states_facts(line: SheetRow, gazetteer: Gazetteer) -> bool:
    """Whether a row cannot be one of headings: it has an address, a date, or two localities that are no countries."""
    texts = [text for text in map(cells.clean, line.cells) if text]
    if any(is_date(text) or "://" in text for text in texts):
        return True
    return sum(not cells.country(text) and _is_place(text, gazetteer) for text in dict.fromkeys(texts)) > 1


def _is_country(text: str) -> bool:
    return not re.search("[,、(（]", text) and cells.names_countries_alone(text)


def _is_kind(text: str) -> bool:
    try:
        return bool(cells.meant("kind", controlled(Tie)["kind"], cells.unmarked(text)))
    except ValueError:
        return True


def _is_place(text: str, gazetteer: Gazetteer) -> bool:
    numbered = re.search(r"\d", text) and not identified(text)
    if len(text) > _LONGEST_NAME or numbered or not re.search(r"\w", text):
        return False
    try:
        gazetteer.resolve(cells.name(text).name)
    except UnresolvedPlaceError as error:
        return error.ambiguous
    return True


_TESTS: dict[str, Callable[[str], bool]] = {"date": is_date, "kind": _is_kind, "country": _is_country}
"""What a cell of each sort is known by, but for localities."""
