"""A brief for a meeting: one A4 page with what weighs most, then the details, then the sources."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from pyoxigraph import NamedNode, Store

from graph.ask.as_of import last_day
from graph.ask.citations import Citations, CitedSource
from graph.ask.labels import short
from graph.ask.status import facts_as_of
from graph.brief.alone import Alone
from graph.brief.around import around_block
from graph.brief.briefing import Briefing, between
from graph.brief.contacts import contacts_block
from graph.brief.details import details
from graph.brief.due import due_block
from graph.brief.municipalities import MunicipalityText
from graph.brief.one_page import fitted
from graph.brief.phrases import Block, Line, Phrase, Phrasing
from graph.brief.portrait import ROWS, portrait
from graph.brief.prose import Prose
from graph.brief.talking_points import TalkingPoints
from graph.brief.together import Together, beyond_networks
from ontology import thing

_DERIVED = {"due", "points", "reasons", "new", "partners", "quiet"}
"""The blocks that no section of the details holds: where they are cut, they stand whole before these."""


@dataclass(frozen=True)
class Brief:
    """A brief for a meeting, in one language.

    Attributes:
        title: whom it is about.
        language: ``en``, ``vi`` or ``ja``.
        about: what is known, as data.
        lead: of which day it is, and of which day the facts.
        first: the blocks of the first page, the most relevant first.
        details: all that is known, by kind.
        lacking: a sentence on what is not known; empty if there is none.
        sources: what it rests on, by number.
    """

    title: str
    language: str
    about: Briefing
    lead: str
    first: tuple[Block, ...]
    details: tuple[Block, ...]
    lacking: str
    sources: tuple[CitedSource, ...]


def brief(
    store: Store, place: str, other: str | None, day: str, language: str, reasons: Iterable[Line] = (),
    beginning: Iterable[Line] = (), asking: str = "", phrasing: Phrasing | None = None,
) -> Brief:  # fmt: skip
    """Return the brief on a locality, or on two.

    Args:
        store: the graph.
        place: the id of the locality, of two the one that stands first.
        other: the id of the other one, in the other country.
        day: nothing that became known after it is told (ISO 8601).
        language: ``en``, ``vi`` or ``ja``.
        reasons: why the two could work together, of a pair that is suggested; see `graph.suggest`.
        beginning: how they could begin, likewise.
        asking: the id of the one to which the other is suggested.
        phrasing: puts it into words of the language as of the day, if another brief has been written by it before.
    """
    say = phrasing or Phrasing(store, day, language)
    about = say.known(thing[place])
    if other:
        about = between(store, about, say.known(thing[other]))
    prose = Prose(store, about, language, say.labels)
    blocks = _between(say, about, list(reasons), list(beginning), asking) if other else _alone(say, about)
    blocks = [block for block in blocks if block.rows]
    page = fitted(blocks, lambda line: prose.citations.number(line.facts))
    first = tuple(_cited(block, prose.citations) for block in page)  # numbered by where they first stand
    cut = {block.name for block in page if block.more and block.name in _DERIVED}
    whole = (_cited(block, prose.citations) for block in blocks if block.name in cut)
    below = (*whole, *_municipal(say, about), *details(say, prose))
    names = [say.party(one) for one in (about.place, about.other) if one]
    title = " – ".join("".join(phrase.text for phrase in name) for name in names)
    lead = say["brief_as_of"].format(say.date(day), say.date(facts_as_of(store)))
    return Brief(title, language, about, lead, first, below, prose.lacking(), tuple(prose.citations))


def _municipal(say: Phrasing, about: Briefing) -> Iterator[Block]:
    """Yield the municipalities with ties of their own, if there are any."""
    lines = [*MunicipalityText(say.store, about, say.language, say.labels).with_ties()]
    if lines:
        yield Block("municipal", say["municipal_ties_title"], tuple((Line((Phrase(one),)),) for one in lines))


def _cited(block: Block, citations: Citations) -> Block:
    rows = tuple(tuple(line.cited(citations) for line in row) for row in block.rows)
    return Block(block.name, block.title, rows, block.headings, block.widths, block.more)


def _between(say: Phrasing, about: Briefing, reasons: list[Line], beginning: list[Line], asking: str) -> list[Block]:
    """Return the blocks of a brief on two localities, by their weight for a meeting."""
    places, together = [about.place, cast(NamedNode, about.other)], Together(say, about)
    blocks = [together.stages(), due_block(say, about)]
    if not beyond_networks(about):
        nothing = say.line("brief_nothing", *(say.name(one) for one in places))
        blocks = [Block("nothing", say["brief_stages"], ((nothing,),))]
    if reasons:
        blocks.append(Block("reasons", say["brief_reasons"], tuple((line,) for line in reasons)))
    if beginning:
        title = say["brief_beginning"].format(say.name(thing[asking]).text)
        blocks.append(Block("beginning", title, tuple((line,) for line in beginning)))
    return [
        *blocks,
        TalkingPoints(say, about).block(),
        portraits(say, places),
        together.documents(),
        together.projects(),
        together.meetings(),
        together.networks(),
        around_block(say, about),
        contacts_block(say, places),
    ]


def _alone(say: Phrasing, about: Briefing) -> list[Block]:
    """Return the blocks of a brief on one locality."""
    alone = Alone(say, about)
    blocks = [
        due_block(say, about), alone.new(), alone.partners(), alone.quiet(), portraits(say, [about.place]),
        alone.networks(), contacts_block(say, [about.place]),
    ]  # fmt: skip
    if about.entries:
        return blocks
    return [Block("nothing", say["partners"], ((say.line("brief_nothing_of", say.name(about.place)),),)), *blocks]


def portraits(say: Phrasing, places: list[NamedNode]) -> Block:
    """Return the table of who they are: a row for each property, a column for each locality."""
    columns = [portrait(say, one) for one in places]
    rows = tuple(
        (Line((Phrase(say[f"brief_row_{row}"]),)), *(column.get(row, say.none()) for column in columns))
        for row in ROWS
        if any(row in column for column in columns)
    )
    then = [say.labels.on(one, min(say.day, last_day(say.store, one))) for one in places]
    widths = (16, 42, 42) if len(places) > 1 else (16, 84)
    title = say["brief_who" if len(places) > 1 else "brief_who_one"]
    return Block("portraits", title, rows, ("", *then), widths)


def file_name(about: Briefing) -> str:
    """Return a name for the file of a brief, without ending: ``brief-da-nang-sakai``."""
    places = [short(one).rpartition("/")[2] for one in (about.place, about.other) if one]
    return "-".join(("brief", *places))
