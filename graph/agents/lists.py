"""Lists of an officer's work: what nobody has yet, whom to approach, dates ahead, programmes to apply for."""

from itertools import islice
from typing import cast

from pydantic import Field
from pyoxigraph import NamedNode, Store

import queries
from graph.agents.answers import REASONS, Answer, PlaceName, Small, Writer
from graph.analysis import gaps as left_out
from graph.analysis.access import LocalityFilter
from graph.ask.labels import short
from graph.ask.lookup import texts, value
from graph.ask.output import Plain, rows
from graph.ask.questions import ask
from graph.brief.calendar import DateAhead, dates_ahead
from graph.brief.calendar_text import CalendarText
from graph.suggest.prose import SuggestionText
from graph.suggest.suggest import suggestions
from ontology import coop, foaf, thing

_COUNTED = "each number counts facts; the tool “ties” names those of a locality, with their sources"


class GapsAnswer(Answer):
    """Localities with the number of ties in force that are known under each scheme: so many of ``total``.

    0 says that none is known, not that there is none.
    """

    total: int
    headlines: list[str]
    rows: list[dict[str, Plain]]


class Candidate(Small):
    """A locality to approach: why, how often such suggestions came true, by which programmes, through whom."""

    place: PlaceName
    why: list[str]
    chances: str = ""
    scheme: str
    programmes: str = ""
    introducers: list[str] = Field(default_factory=list)


class SuggestAnswer(Answer):
    """Whom a locality could approach next, the best first; ``why`` cites sources by number."""

    place: PlaceName
    candidates: list[Candidate]


class Date(Small):
    """A date ahead, as precise as is known: an anniversary, the end of a term or of a project."""

    date: str
    occasion: str
    years: int | None = None
    fact: str
    id: str
    since: str = ""
    parties: list[str] = Field(default_factory=list)
    remarks: list[str] = Field(default_factory=list)
    sources: list[int] = Field(default_factory=list)


class CalendarAnswer(Answer):
    """Dates ahead, the next first: so many of ``total``."""

    total: int
    dates: list[Date]


class Programme(Small):
    """A programme: who may apply (``applies``: a local government of the country itself), whether it can be had."""

    id: str
    name: str
    applies: bool
    open_to: list[str]
    status: str
    call: str = ""
    opens: str = ""
    closes: str = ""
    max_years: int | None = None
    max_budget: float | None = None
    currency: str = ""
    inquiries: str = ""
    page: str = ""
    sources: list[int] = Field(default_factory=list)


class ProgrammesAnswer(Answer):
    """The programmes that a locality may use, itself or through a partner: so many of ``total``."""

    place: PlaceName
    total: int
    programmes: list[Programme]


def gaps(
    store: Store, wanted: LocalityFilter, scheme: str, everyone: bool, day: str, language: str, shown: tuple[int, int]
) -> GapsAnswer:
    """Return which localities lack a scheme, those that lack most first; see `graph.analysis.gaps.places`.

    Args:
        store: the graph.
        wanted: which localities.
        scheme: the scheme that they lack, by its slug; any of the three if empty.
        everyone: whether those that lack none are told, too.
        day: the day (ISO 8601).
        language: ``en``, ``vi`` or ``ja``.
        shown: how many are passed over, how many are told.
    """
    write, (skipped, most) = Writer(store, day, language), shown
    answer = left_out.places(store, wanted, day, language=language)
    answer = answer if everyone else left_out.lacking(answer, scheme or None)
    page = type(answer)(answer.columns, answer.rows[skipped : skipped + most])
    columns, plain = rows(page, write.labels, left_out.THINGS)
    told = [{name: said for name, said in zip(columns, row, strict=True) if said is not None} for row in plain]
    said = left_out.sentences(store, wanted, day, 5, language)
    return GapsAnswer(total=len(answer.rows), headlines=said, rows=told, **write.head() | {"note": _COUNTED})


def suggest(store: Store, place: str, field: str, day: str, language: str, most: int) -> SuggestAnswer:
    """Return whom a locality could approach next; see `graph.suggest.suggest.suggestions`.

    Args:
        store: the graph.
        place: its id.
        field: a field of cooperation that they have worked on, by its slug; any if empty.
        day: the day (ISO 8601).
        language: ``en``, ``vi`` or ``ja``.
        most: how many.
    """
    write = Writer(store, day, language)
    found = suggestions(store, place, day, most, field)
    told = SuggestionText(store, place, day, found, language, write.citations, write.labels, field)
    candidates = [
        Candidate(
            place=write.place(one.place), why=[*islice(told.reasons(one), REASONS)], chances=told.outcome(one),
            scheme=one.scheme, programmes=told.programmes(one),
            introducers=[write.place(other).name for other in one.introducers[:5]],
        )
        for one in found
    ]  # fmt: skip
    return SuggestAnswer(place=write.place(place), candidates=candidates, **write.head())


def calendar(store: Store, place: str, months: int, day: str, language: str, most: int) -> CalendarAnswer:
    """Return the dates ahead, of all or of a locality; see `graph.brief.calendar`.

    Args:
        store: the graph.
        place: its id; of all if empty.
        months: how many months ahead.
        day: the day (ISO 8601).
        language: ``en``, ``vi`` or ``ja``.
        most: how many.
    """
    write = Writer(store, day, language)
    told = CalendarText(store, day, language, write.labels)
    found = dates_ahead(store, day, months, *([thing[place]] if place else ()))
    dates = [_date(write, told, one) for one in found[:most]]
    return CalendarAnswer(total=len(found), dates=dates, **write.head())


def _date(write: Writer, told: CalendarText, one: DateAhead) -> Date:
    parties = [write.names.text(party) for party in write.names.parties(one.fact)]
    return Date(date=one.date, occasion=one.occasion, years=one.years or None, fact=write.labels[one.fact],
                id=short(one.fact), since=one.since, parties=parties, remarks=told.remarks(one),
                sources=write.cite([one.fact]))  # fmt: skip


def programmes(store: Store, place: str, only_open: bool, day: str, language: str, most: int) -> ProgrammesAnswer:
    """Return the programmes that a locality may use, those for which it applies itself first.

    Args:
        store: the graph.
        place: its id.
        only_open: whether only those are told that take applications on the day.
        day: the day (ISO 8601).
        language: ``en``, ``vi`` or ``ja``.
        most: how many.
    """
    write, found = Writer(store, day, language), dict[str, Programme]()
    answer = ask(store, queries.question("programmes-open-to"), {"place": place, "as_of": day})
    for row in answer.rows:
        cells = dict(zip(answer.columns, row, strict=True))
        node, opened = (cast(NamedNode, cells[one]) for one in ("programme", "open_to"))
        if only_open and not short(cast(NamedNode, cells["status"])).endswith("/open"):
            continue
        if short(node) in found:
            found[short(node)].open_to.append(write.labels[opened])
        else:
            columns, [plain] = rows(type(answer)(answer.columns, [row]), write.labels, ())
            said = dict(zip(columns, plain, strict=True))
            found[short(node)] = _programme(write, node, said, write.labels[opened])
    told = list(islice(found.values(), most))
    for one in told:
        one.sources = write.cite([thing[one.id]])[:3]
    return ProgrammesAnswer(place=write.place(place), total=len(found), programmes=told, **write.head())


def _programme(write: Writer, node: NamedNode, said: dict[str, Plain], opened: str) -> Programme:
    page = value(write.store, node, foaf.homepage) or value(write.store, node, foaf.page)
    asked = next((one.value for one in texts(write.store, node, coop.inquiries, write.language)), "")
    given = {name: said[name] for name in ("max_years", "max_budget", "currency", "call", "opens", "closes")}
    return Programme.model_validate(
        {name: one for name, one in given.items() if one is not None}
        | {"id": short(node), "name": write.labels[node], "applies": bool(said["applies"]), "open_to": [opened],
           "status": str(said["status"]), "inquiries": asked, "page": page.value if page else ""}
    )  # fmt: skip
