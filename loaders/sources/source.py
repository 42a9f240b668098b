"""The harvest of a public source: rows of our tables, rows that were not understood, and a check of both.

A source that changes its form must not empty a data set in silence. So the code that reads one states what it is
expected to hold (`Expected`), and `check` compares the harvest with that.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from loaders.model.messages import gettext as _
from loaders.model.messages import joined
from loaders.model.problems import UserError

SourceRow = dict[str, str]
"""The cells of a row by their column; those that are empty may be left out."""


@dataclass(frozen=True)
class UnresolvedRow:
    """A row that could not be understood.

    Attributes:
        cells: its cells by the columns of the source.
        reason: why it was not understood, in the language of the reader.
        candidates: the ids of the localities that it may mean.
    """

    cells: SourceRow
    reason: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Harvest:
    """What a source yields on a day.

    Attributes:
        about: what a data package says of it: name, title, description, licences, sources, the day it was fetched.
        tables: rows by the name of their table: those of `loaders.model.records`, and tables of the source's own.
        left: the rows that could not be understood.
        columns: the columns of the source.
        counts: how much came; among it ``names`` of localities and how many of them were ``resolved``.
    """

    about: dict[str, Any]
    tables: dict[str, list[SourceRow]]
    left: list[UnresolvedRow]
    columns: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Expected:
    """What a source is expected to hold.

    Attributes:
        source: what it is called.
        where: where this is written down.
        columns: those that it must have; it may have more.
        counts: the least and the most of each count.
        resolved: the least share of the names that must be those of localities.
        lasting: the least share of each count of last time that must be there still.
    """

    source: str
    where: str
    columns: tuple[str, ...]
    counts: Mapping[str, tuple[int, int]]
    resolved: float = 0
    lasting: float = 0


class DriftError(UserError, ValueError):
    """A source is not what it was: it has another form, or much more or less in it."""


def check(expected: Expected, harvest: Harvest, before: "Harvest | Mapping[str, int] | None" = None) -> None:
    """Hold a harvest against what is expected of its source.

    Args:
        expected: what is expected.
        harvest: what came.
        before: the harvest of last time, or its counts.

    Raises:
        DriftError: it is not as expected; says what was expected, what came, what has changed since last time.
    """
    last = before.counts if isinstance(before, Harvest) else before or {}
    found = list(_differences(expected, harvest, last))
    if found:
        listed = "\n".join(f"- {line}" for line in [*found, *_since(harvest.counts, last)])
        told = _(
            "{source} is not what it was, so nothing of it is taken over:\n{differences}\n"
            "If the source is right as it is now, say so in {where}."
        )
        raise DriftError(told.format(source=_(expected.source), differences=listed, where=_(expected.where)))


def _differences(expected: Expected, harvest: Harvest, last: Mapping[str, int]) -> Iterator[str]:
    counts = harvest.counts
    missing = [column for column in expected.columns if column not in harvest.columns]
    if missing:
        told = _("it must tell {columns}; {missing} is missing among {came}")
        if not harvest.columns:
            told = _("it must tell {columns}; {missing} is missing among nothing")
        lists = {"columns": expected.columns, "missing": missing, "came": harvest.columns}
        yield told.format(**{name: joined(columns) for name, columns in lists.items()})
    for name, (least, most) in expected.counts.items():
        count = counts.get(name, 0)
        if not least <= count <= most:
            told = _("{name}: expected {least:,} to {most:,}, came {count:,}")
            yield told.format(name=name, least=least, most=most, count=count)
        elif count < expected.lasting * last.get(name, 0):
            told = _("{name}: expected at least {share:.0%} of last time's {last:,}, came {count:,}")
            yield told.format(name=name, share=expected.lasting, last=last[name], count=count)
    names, resolved = counts.get("names", 0), counts.get("resolved", 0)
    if resolved < expected.resolved * names:
        told = _("names: expected at least {share:.0%} to be localities we know, came {resolved:,} of {names:,}")
        yield told.format(share=expected.resolved, resolved=resolved, names=names)


def _since(counts: Mapping[str, int], last: Mapping[str, int]) -> Iterator[str]:
    """Yield how the counts have changed since last time, in one line."""
    changed = [
        f"{name} {last.get(name, 0):,} → {counts.get(name, 0):,}"
        for name in dict.fromkeys([*last, *counts])
        if last.get(name, 0) != counts.get(name, 0)
    ]
    if changed and last:
        yield _("since last time: {changes}").format(changes=joined(changed))
    elif last:
        yield _("since last time: no count has changed")


def described(
    name: str, title: str, description: str, licence: SourceRow, source: SourceRow, day: str
) -> dict[str, Any]:
    """Return what a data package says of a harvest: a descriptor without resources.

    Args:
        name: the short name of the data set.
        title: its title.
        description: what it holds and how it was made.
        licence: ``name``, ``path`` and ``title`` of its licence.
        source: ``title`` and ``path`` of what it was made from.
        day: the day that was fetched.
    """
    return {
        "name": f"vnjp-ties-{name}",
        "title": title,
        "description": description,
        "created": f"{day}T00:00:00Z",
        "licenses": [licence],
        "sources": [source],
    }


CC0 = {
    "name": "CC0-1.0",
    "path": "https://creativecommons.org/publicdomain/zero/1.0/",
    "title": "Creative Commons Zero 1.0",
}
