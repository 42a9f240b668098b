"""What headings over the rows of a table say of all that stand below them: a country, a kind, whether ties hold."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from loaders.imports import values as cells
from loaders.imports.phrases import read
from loaders.imports.status import Said, of_heading

_NUMBER = re.compile(r"^\(?(?:[IVX]{1,6}|[A-Za-zĐđ]|\d{1,4}|[一二三四五六七八九十]{1,3})[.):/、]\s*")


class _Told(NamedTuple):
    """What a heading said, and of which form its number was."""

    what: str
    form: str


class Sections:
    """What the headings met so far say of the rows below the last of them.

    A heading holds until the next of the same form (I, 1 or a) that is numbered or says something of the same sort.

    Args:
        said: what is said of all ties of the table before any heading.
    """

    def __init__(self, said: Sequence[Said] = ()) -> None:
        self.said = list(said)
        """What is said of the ties."""
        self._form = ""
        self._country = self._kind = _Told("", "")

    @property
    def country(self) -> str:
        """The country of the rows, as it is written; nothing if no heading tells it."""
        return self._country.what

    @property
    def kind(self) -> str:
        """The kind of the ties; nothing if no heading tells it."""
        return self._kind.what

    def lose_country(self) -> None:
        """Take note that the rows below may be of any country."""
        self._country = _Told("", "")

    def begin(self, number: str, heading: str) -> None:
        """Take note of a heading and its number, if it has one."""
        form = "i" if set(number) <= set("IVX") else "1" if number.isdigit() else number[:1] and "a"
        said = of_heading(heading)
        if said is not None:
            self.said, self._form = said, form
        elif form == self._form:
            self.said = []
        self._country = _after(self._country, _country(heading), number, form)
        self._kind = _after(self._kind, _kind(heading), number, form)


def _after(before: _Told, what: str, number: str, form: str) -> _Told:
    """Return what holds after a heading."""
    return _Told(what, form) if what else _Told("", "") if number and form == before.form else before


def speaks(text: str) -> bool:
    """Whether a text that stands alone in a row says something of those below and names no party.

    >>> [speaks(text) for text in ("II. Hàn Quốc", "Biên bản ghi nhớ", "Đã chấm dứt", "Kobe (đã chấm dứt)", "Kobe")]
    [True, True, True, False, False]
    """
    phrase = read(_NUMBER.sub("", text))
    return bool(_country(text)) or (bool(phrase.kinds or phrase.statements) and not phrase.rest)


def _country(heading: str) -> str:
    """Return the country that a heading names and nothing else, as it is written; nothing if it names none."""
    text = _NUMBER.sub("", heading)
    return text if cells.country(text) and not re.search("[,、(（]|[市町村県省]$", text) else ""


def _kind(heading: str) -> str:
    """Return the one kind of tie that a heading names, whatever it says against it; nothing if it names no one."""
    phrase = read(_NUMBER.sub("", heading))
    return phrase.kinds[0] if len(phrase.kinds) == 1 and not (phrase.rest or phrase.unclear) else ""
