"""What an office's list says of a tie beside its kind: that it has ended, is planned, is suspended, was renewed.

Only what was signed is a tie; a known end is recorded. What cannot be recorded has its row mended, with the words.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from loaders.imports.phrases import FORMER, SLUGS, UNTIL, Phrase, Statement, read
from loaders.model.columns import Of
from loaders.model.dates import PartialDate, date_in
from loaders.model.messages import gettext as _
from loaders.model.messages import gettext_noop
from loaders.tables.integrity import today


@dataclass(frozen=True)
class _Statuses(Of):
    """A column of a foreign table that says whether a tie holds; ours have none."""

    @property
    def slugs(self) -> tuple[str, ...]:
        """What it may say."""
        return SLUGS


STATUS = _Statuses("tie-status")
"""What a column of status takes."""

_BARRED = {
    "planned": gettext_noop("“{text}”: “{words}” says that nothing has been signed yet; load the row again once it is"),
    "denied": gettext_noop("“{text}”: “{words}” says that there is no such tie; leave the row out"),
    "suspended": gettext_noop(
        "“{text}”: “{words}” says that the tie is suspended, which is neither in force nor ended; "
        "say in the mapping what it is (values: status)"
    ),
}
"""What keeps a row from being a tie, and the message about it."""

_CITIES = {"sister-city", "friendship-city", "twin-city"}
"""Kinds that are no document of some years: what was one until a day has ended on it."""

_BRACKETED = re.compile(r"(?P<name>[^(（\[【〔]+?)\s*[(（\[【〔](?P<words>[^()（）\[\]【】〔〕]+)[)）\]】〕]\s*")
_BRACKETED_BEFORE = re.compile(r"\s*[(（\[【〔](?P<words>[^()（）\[\]【】〔〕]+)[)）\]】〕]\s*(?P<name>.+)")
_BEHIND = re.compile(r"(?P<name>.+?)\s*(?:\s[-–—]\s|[:：,、;；*※→])\s*(?P<words>.+)")
_BEFORE = re.compile(r"(?P<words>.+?)\s*(?:\s[-–—]\s|[:：])\s*(?P<name>.+)")


class Beside(NamedTuple):
    """A name, and what stands beside it."""

    name: str
    words: str
    phrase: Phrase


def beside(text: str) -> Beside | None:
    """Return the name in a text and what is said of its tie beside it; nothing if nothing is said.

    What is said of the locality itself, as in “Bình Dương (cũ)”, is nothing said of the tie.

    >>> beside("Kobe (đang đàm phán)").name, beside("神戸市【解消】").phrase.statements[0].slug, beside("Sakai (Osaka)")
    ('Kobe', 'ended', None)
    """
    for form in (_BRACKETED, _BRACKETED_BEFORE, _BEHIND, _BEFORE):
        if found := form.fullmatch(text):
            phrase = read(found["words"].strip(" *"))
            said = tuple(one for one in phrase.statements if phrase.kinds or one.slug != FORMER)
            whole = not phrase.rest and not phrase.unclear
            if said and (whole or (form is _BRACKETED and any(one.slug not in {"in-force", UNTIL} for one in said))):
                return Beside(found["name"].strip(), found["words"], phrase._replace(statements=said))
    return None


_TELLING = {"kind": {"planned"}, "signed": {"planned"}, "status": {"planned", "denied"}}


def says_no(column: str, text: str) -> bool:
    """Whether a word or sign that elsewhere says nothing says in a column that there is no tie, or none yet.

    >>> says_no("signed", "未定"), says_no("signed", "なし"), says_no("status", "×"), says_no("expires", "chưa có")
    (True, False, True, False)
    """
    phrase = read(text) if text and column in _TELLING else Phrase()
    return any(one.slug in _TELLING[column] for one in phrase.statements) and not phrase.rest


class Said(NamedTuple):
    """A statement about a tie, and the whole text that it stands in."""

    text: str
    statement: Statement


@dataclass
class Settled:
    """What statements about one tie come to.

    Attributes:
        cells: our cells that they fill or take away (empty).
        faults: why the row is no tie, or which it is cannot be told.
    """

    cells: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def settled(cells: dict[str, str], said: Iterable[Said]) -> Settled:
    """Return what is said of a tie in all cells of its row together.

    Args:
        cells: what the row states under our columns.
        said: the statements in it, each with the text that it stands in.
    """
    found, statements = Settled(), list(said)
    for text, said_of_it in statements:
        if said_of_it.slug in _BARRED:
            found.faults.append(_(_BARRED[said_of_it.slug]).format(text=text, words=said_of_it.words))
    holding = [one for one in statements if one.statement.slug in {"in-force", "renewed"}]
    over = [one for one in statements if one.statement.slug in {"ended", FORMER, "expired", UNTIL}]
    if found.faults:
        return found
    for one in over:
        end = one.statement.day
        if one.statement.slug == UNTIL and end and all(_follows(other.statement, end) for other in holding):
            _end(one, end, cells, found)  # the first term; up to when it was renewed is told below
        elif holding and not (end and end.latest >= today()):
            told = _("“{one}” and “{other}” contradict each other; leave the one that is right")
            found.faults.append(told.format(one=holding[0].statement.words, other=one.statement.words))
        elif end:
            _end(one, end, cells, found)
    if over and not found.faults and not _has_ended({**cells, **found.cells}, over):
        told = _(
            "“{text}”: “{words}” says that the tie has ended, but not when; write the day into a column of its own "
            "(Ended, Ngày chấm dứt, 終了日)"
        )
        found.faults.append(told.format(text=over[0].text, words=over[0].statement.words))
    if not found.faults:
        _renew([one.statement for one in holding if one.statement.slug == "renewed"], cells, found)
    return found


def of_heading(text: str) -> list[Said] | None:
    """Return what a heading says against all ties below it; nothing (None) if it speaks of no status at all.

    >>> of_heading("II. Đã chấm dứt")[0].statement.slug, of_heading("A. Còn hiệu lực"), of_heading("Cấp tỉnh")
    ('ended', [], None)
    """
    phrase = read(text)
    told = [one for one in phrase.statements if one.slug != UNTIL and (phrase.kinds or one.slug != FORMER)]
    return [Said(text, one) for one in told if one.slug not in {"in-force", "renewed"}] if told else None


def _end(said: Said, end: PartialDate, cells: dict[str, str], found: Settled) -> None:
    """Record a day on which a tie ended, or up to which it is valid."""
    document = said.statement.slug == UNTIL and cells.get("kind") not in {"exchange", *_CITIES}
    lasts = document or said.statement.slug == "expired" or end.earliest > today()
    column = "expires" if lasts and cells.get("kind") != "exchange" else "ended"
    known = found.cells.get(column) or cells.get(column, "")
    if known and not (known.startswith(end) or end.startswith(known)):
        told = _("“{text}” and {column} {known} contradict each other; leave the one that is right")
        found.faults.append(told.format(text=said.text, column=column, known=known))
    elif len(end) > len(known):
        found.cells[column] = str(end)


def _has_ended(cells: dict[str, str], over: list[Said]) -> bool:
    """Whether it is known when a tie that is said to be over was so, or will be."""
    if all(one.statement.day for one in over) or cells.get("ended"):
        return True
    return _is_past(cells.get("expires", ""))


def _follows(renewed: Statement, end: PartialDate) -> bool:
    """Whether a tie was renewed up to a day after the end of its first term."""
    return renewed.slug == "renewed" and renewed.day is not None and renewed.day.earliest > end.latest


def _is_past(day: str) -> bool:
    found = date_in(day)
    return found is not None and found.latest < today()


def _renew(renewed: list[Statement], cells: dict[str, str], found: Settled) -> None:
    """Record up to when a tie was renewed; where that is not said, when its first term ended is no end."""
    days = [one.day for one in renewed if one.day]
    if days and cells.get("kind") != "exchange":
        found.cells["expires"] = str(max(days))
    elif renewed and _is_past(cells.get("expires", "")):
        found.cells["expires"] = ""
