"""What a briefing says: facts in words, by their kind."""

from dataclasses import dataclass
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from graph.ask.as_of import Party


class Figure(NamedTuple):
    """A figure apart from its words: what it counts, the number, and the unit in words (empty for a bare number)."""

    label: str
    number: float
    unit: str


@dataclass(frozen=True)
class FactText:
    """A fact in words.

    Attributes:
        when: the day, or the days it spans, in words; empty of what has no date.
        since: when it began, or what figures are of, as precisely as is known (ISO 8601); empty if it is not.
        until: when it ended or will, likewise.
        what: what it is.
        partners: with whom: those of the other country that entered into it.
        terms: which earlier document it follows, who signed it, whether it has ended, how sure it is.
        cites: the numbers of its sources.
        figures: the figures that it tells, for those who calculate with them.
        particulars: its fields, programme, funder, bodies, budget, status and term, as far as they are known.
        notes: what else is to be said.
        fact: the thing itself.
        about: the network, of a membership; the locality, of a succession, or that figures are of if it is another.
        page: the address of its page on the web, of an office.
    """

    when: str
    what: str
    since: str = ""
    until: str = ""
    partners: tuple[Party, ...] = ()
    terms: tuple[str, ...] = ()
    cites: str = ""
    notes: tuple[Literal, ...] = ()
    fact: NamedNode | None = None
    about: NamedNode | None = None
    page: str = ""
    particulars: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class Section:
    """Facts of a kind under a title: ``profile``, ``history``, a class, ``resources``, ``contested``, ``offices``."""

    name: str
    title: str
    lines: list[FactText]
