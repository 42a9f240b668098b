"""What waits in the inbox: a proposed fact, the text it is from, and what a person has made of it so far."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from hashlib import blake2b
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from loaders.imports.column_types import controlled, dated, takes_several
from loaders.imports.date_formats import written
from loaders.model.columns import closest
from loaders.model.messages import gettext as _
from loaders.model.messages import joined
from loaders.model.problems import UserError
from loaders.model.record import filled
from loaders.model.records import TABLES, Record, Source, Tie, columns

Cells = dict[str, str]
"""Cells by the columns of our tables."""

SIDES = {"vn": ("vn_name", "vn_level", "vn_province"), "jp": ("jp_name", "jp_level", "jp_prefecture")}
MEMBER = ("name", "level", "parent")
OF_SOURCE = ("title", "publisher", "date", "url", "language")
"""The columns of a source that are told of the text."""
PREFIX = "source_"
"""What they begin with beside those of the fact."""
KNOWN = "known"
"""The column in which a person says which known fact it is, by its id, or that it is ``new``."""
NEW = "new"
_BETWEEN = re.compile(r"\s*[;；,，、]\s*")
_OURS = {"sources", "added", "remark"}
_OF_VISITS = re.compile(r"utm_\w+|fbclid|gclid|yclid|mc_[ce]id", re.IGNORECASE)
"""Parts of an address that tell from where a reader came, not what is read."""


class ChangedMeanwhileError(UserError):
    """Somebody changed a cell after the page was made on which it is changed now."""


class NoSuchColumnError(UserError, LookupError):
    """A person named a column that a fact of the kind has not."""


@dataclass(frozen=True)
class Decision:
    """What a person decided: who, when (UTC, ISO 8601), and why, if that was told."""

    by: str
    at: str
    reason: str = ""


@dataclass(frozen=True)
class Item:
    """A proposed fact.

    Attributes:
        number: what it is called; no other ever is.
        added: when it came (UTC, ISO 8601).
        text: the name of its text in the folder of the inbox.
        proposal: the fact as `coop propose --format json` has it.
        source: title, publisher, date, url and language of the text, those that are known.
        record: the cells by our columns, as proposed or as a person wants them.
        edited: who changed the cells last.
        rejected: who rejected it.
        source_read: what was known of the source before a person changed it.
    """

    number: int
    added: str
    text: str
    proposal: dict[str, Any]
    source: dict[str, str]
    record: dict[str, str]
    edited: Decision | None = None
    rejected: Decision | None = None
    source_read: dict[str, str] = field(default_factory=dict)

    @property
    def table(self) -> str:
        """The table that the fact belongs to."""
        return str(self.proposal["table"])

    @property
    def proposed(self) -> dict[str, str]:
        """The cells as proposed."""
        return dict(self.proposal["record"])

    @property
    def told(self) -> set[str]:
        """The columns that a person filled in, changed or emptied; of a locality with its level and what it lies in."""
        read = self.proposed
        changed = {one for one in {*self.record, *read} if self.record.get(one, "") != read.get(one, "")}
        return changed.union(*(one for one in (*SIDES.values(), MEMBER) if one[0] in changed))

    @property
    def corrected(self) -> dict[str, str]:
        """The cells of the source that a person changed; those that were taken away are empty."""
        cells = ((one, self.source.get(one, "")) for one in OF_SOURCE)
        return {one: cell for one, cell in cells if cell != self.source_read.get(one, "")}

    def plain(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return {name: value for name, value in asdict(self).items() if value is not None}

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> "Item":
        """Return the item that JSON holds."""
        decided = {name: Decision(**plain[name]) for name in ("edited", "rejected") if plain.get(name)}
        return cls(**{"source_read": plain["source"], **plain, **decided})

    def changed(self, cells: Mapping[str, str]) -> "Item":
        """Return it with other cells; an empty one is taken away.

        Who names another locality has its level and parent looked up, unless these are told anew too. A date may be
        written as in a list (12/5/2026, 令和8年), a kind or a field of cooperation as it is called in any of our
        languages.

        Args:
            cells: by the columns of the table; those of its source begin with ``source_``.

        Raises:
            NoSuchColumnError: there is no such column.
        """
        record, source = dict(self.record), dict(self.source)
        for column, cell in cells.items():
            self._known(column)
            said, one = " ".join(cell.split()), column
            if column == KNOWN:
                said = said.removeprefix(f"{self.table}/")
            ours, table = record, self.table
            if _is_of_source(column):
                ours, table, one = source, Source.table, column.removeprefix(PREFIX)
            ours[one] = _as_recorded(TABLES[table], one, said)
        for name, *rest in (*SIDES.values(), MEMBER):
            if record.get(name, "") != self.record.get(name, ""):
                record |= {one: "" for one in rest if record.get(one, "") == self.record.get(one, "")}
        return replace(self, record=filled(record), source=filled(source))

    @property
    def cells(self) -> Cells:
        """All its cells that are filled in: of its row, and of its source with their prefix."""
        return self.record | {PREFIX + column: cell for column, cell in self.source.items()}

    def must_be_as_seen(self, cells: Cells, seen: Cells) -> None:
        """Make sure that nobody has changed cells since they were seen by whoever changes them now.

        Raises:
            ChangedMeanwhileError: somebody has.
        """
        for column, cell in cells.items():
            now = self.cells.get(column, "")
            if now not in {cell, seen.get(column, "")}:
                told = _("{column} has been changed meanwhile, to “{cell}”; look at it again, then decide")
                raise ChangedMeanwhileError(told.format(column=column, cell=now))

    def learnt(self, proposal: Mapping[str, Any], source: Mapping[str, str]) -> "Item":
        """Return it with what its text tells beside, now that it is read again: of its source, and its date.

        What a person told stays.
        """
        item = replace(self, source={**source, **self.source}, source_read={**source, **self.source_read})
        if self.proposal["date"] or not proposal["date"]:
            return item
        ours = {column: cell for column, cell in self.record.items() if column in self.told}
        fresh = {column: cell for column, cell in proposal["record"].items() if column not in self.told}
        return replace(item, proposal=dict(proposal), record=fresh | ours)

    def _known(self, column: str) -> None:
        offered = to_fill_in(self.table)
        if column in offered:
            return
        if near := closest(column, offered):
            said = _("“{column}” is no column of {table}; did you mean “{near}”?")
        else:
            said = _("“{column}” is no column of {table}; write one of: {columns}")
        raise NoSuchColumnError(
            said.format(column=column[:100], table=self.table, near=near, columns=joined(offered))
        )  # fmt: skip


def editable(table: str) -> tuple[str, ...]:
    """Return the columns of a table that a person fills in; a project has its two sides beside them."""
    record = TABLES[table]
    own = tuple(one for one in columns(record) if one not in {*record.key, *_OURS})
    return (*SIDES["vn"], *SIDES["jp"], *own) if table == "projects" else own


def to_fill_in(table: str) -> list[str]:
    """Return all columns that a person may tell of a proposal: those of its row, which known fact it is, its source.

    An agreement is matched with the known one by what it states.
    """
    chosen = [] if table == Tie.table else [KNOWN]
    return [*editable(table), *chosen, *(PREFIX + one for one in OF_SOURCE)]


def _is_of_source(column: str) -> bool:
    return column.removeprefix(PREFIX) in OF_SOURCE and column.startswith(PREFIX)


def _as_recorded(record: type[Record], column: str, said: str) -> str:
    """Return a cell as our tables have it, however it is written or called: a date in ISO 8601, a concept by its slug.

    What is none stands as it does: the check says why.
    """
    if column in dated(record):
        return _as_date(said)
    if column not in record.model_fields or not (about := controlled(record).get(column)):
        return said
    parts = _BETWEEN.split(said) if takes_several(record, column) else [said]
    return ";".join(one if one in about.slugs else about.meant(one) or one for one in parts if one)


def _as_date(said: str) -> str:
    """Return a date in ISO 8601, however it is written; what is none, as it stands: the check says why."""
    try:
        return str(written(said))
    except ValueError:
        return said


def same_page(url: str) -> str:
    """Return what an address has in common with all others of its page; nothing if it is none."""
    if not url.lower().startswith(("http://", "https://")):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    asked = urlencode([one for one in parse_qsl(parts.query) if not _OF_VISITS.fullmatch(one[0])])
    host = parts.netloc.lower().removeprefix("www.").rstrip(".")
    return f"{host}{unquote(parts.path).rstrip('/')}{'?' if asked else ''}{asked}"


def digest(text: str) -> str:
    """Return a short fingerprint of a text."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
