"""The tools that an agent calls. Their descriptions and those of their arguments are what a model reads of them."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from mcp.server.mcpserver.exceptions import ToolError
from pydantic import Field
from pyoxigraph import Store

from graph.agents import facts, lists
from graph.agents.answers import Writer
from graph.agents.facts import BriefAnswer, FactFilter, FactsAnswer
from graph.agents.lists import CalendarAnswer, GapsAnswer, ProgrammesAnswer, SuggestAnswer
from graph.agents.places import PlacesAnswer
from graph.agents.places import find_place as found_place
from graph.agents.sparql import SparqlAnswer, SparqlTool, written
from graph.analysis.access import LocalityFilter
from graph.ask.concept_names import known_concept, slug_or_text
from graph.ask.names import locality
from graph.ask.parameters import day as read_day
from graph.ask.parameters import known_day, refuse_before_horizon
from graph.brief.briefing import beside
from graph.serve.limits import Gate, Limits
from graph.store.folder import open_store
from loaders.model.messages import LANGUAGE
from loaders.model.problems import UserError

Made = TypeVar("Made")

Language = Annotated[Literal["en", "vi", "ja"], Field(description="The language of names, texts and errors.")]
Name = Annotated[
    str,
    Field(max_length=200, description="A locality: its name in any script, of today or of before a merger, with what "
          "tells it apart (“Kawasaki, Kanagawa”, 大阪市), or its id (jp/osaka/sakai)."),
]  # fmt: skip
Beside = Annotated[str, Field(max_length=200)]
Day = Annotated[
    str,
    Field(max_length=10, description="The day asked for: today, or 2025-06-30; a year or a month means its end. "
          "Nothing known only after it is told."),
]  # fmt: skip
Concept = Annotated[str, Field(max_length=100, description="A field of cooperation, such as water, nước or 水.")]
Most = Annotated[int, Field(ge=1, le=100, description="How many at most.")]
Skipped = Annotated[int, Field(ge=0, le=10_000, description="How many to pass over, to read on.")]
Country = Literal["", "vn", "jp"]
Scheme = Literal["", "official-relationship", "third-party-support", "intercity-network"]


class Tools:
    """What can be asked of a graph, within limits.

    Args:
        graph: the folder of the graph.
        limits: of time, size, memory and number of questions.
    """

    def __init__(self, graph: Path, limits: Limits) -> None:
        self._graph, self._gate = graph, Gate(limits)
        self._engine = SparqlTool(graph, limits)

    async def stop(self) -> None:
        """Stop what was started to answer."""
        await self._engine.stop()

    async def _answer(self, language: str, make: Callable[[Store], Made]) -> Made:
        """Return what is made of the graph, by a thread beside; what a user can mend is told in the language."""
        before = LANGUAGE.set(language)
        try:
            store = open_store(self._graph)
            async with self._gate.turn():
                return await asyncio.to_thread(make, store)
        except UserError as error:
            raise ToolError(str(error)) from error
        finally:
            LANGUAGE.reset(before)

    async def find_place(
        self, name: Name, country: Country = "",
        level: Annotated[Beside, Field(description="A level that it has or had, such as designated-city.")] = "",
        within: Annotated[Beside, Field(description="The province or prefecture that it lies in.")] = "",
        as_of: Day = "today", language: Language = "en",
    ) -> PlacesAnswer:  # fmt: skip
        """Find which local government a name means: its id, level, province or prefecture, dates, who took it over.

        If the name is not exactly one, candidates are returned: ask which is meant, or narrow it by the arguments.
        """
        return await self._answer(language, lambda store: found_place(
            store, name, read_day(as_of), language, country, slug_or_text("level", level) if level else "", within
        ))  # fmt: skip

    async def brief(
        self, place: Name, other: Annotated[Name, Field(description="One of the other country, too.")] = "",
        as_of: Day = "today", language: Language = "en",
    ) -> BriefAnswer:  # fmt: skip
        """Get the one-page brief for a meeting, on a locality or on two: where it stands, what comes up, points to
        raise, who they are, documents, projects, meetings, networks, whom to write to.
        """

        def made(store: Store) -> BriefAnswer:
            day, one, two = _places(store, place, other, as_of)
            return facts.brief(store, one, two or None, day, language)

        return await self._answer(language, made)

    async def pair(
        self, place: Name, other: Annotated[Name, Field(description="A locality of the other country.")],
        limit: Most = 20, offset: Skipped = 0, as_of: Day = "today", language: Language = "en",
    ) -> FactsAnswer:  # fmt: skip
        """List what is known between a locality of Vietnam and one of Japan, the newest first: documents, exchanges,
        projects, meetings, shared networks; if there is no document, why there could be one.
        """

        def made(store: Store) -> FactsAnswer:
            day, one, two = _places(store, place, other, as_of)
            return facts.pair(store, one, two, day, language, (offset, limit))

        return await self._answer(language, made)

    async def ties(
        self, place: Name,
        form: Annotated[Literal["", "agreement", "exchange", "project", "membership", "event", "network-event"],
                        Field(description="Only facts of this form: agreement is a signed document.")] = "",
        field: Concept = "", in_force: Annotated[bool, Field(description="Only what is in force on the day.")] = False,
        limit: Most = 20, offset: Skipped = 0, as_of: Day = "today", language: Language = "en",
    ) -> FactsAnswer:  # fmt: skip
        """List the facts of a locality, the newest first, inherited ones too: with whom, since when, sources."""

        def made(store: Store) -> FactsAnswer:
            day, one, _ = _places(store, place, "", as_of)
            wanted = FactFilter(form, known_concept("field", field, "field") if field else "", in_force)
            return facts.ties(store, one, day, language, wanted, (offset, limit))

        return await self._answer(language, made)

    async def gaps(
        self, country: Country = "",
        level: Annotated[Beside, Field(description="provincial, municipal, or such as city.")] = "provincial",
        region: Annotated[Beside, Field(description="A region, such as mekong-delta or kyushu-okinawa.")] = "",
        scheme: Annotated[Scheme, Field(description="Only those that lack this scheme.")] = "",
        everyone: Annotated[bool, Field(description="Those that lack none, too.")] = False,
        limit: Most = 20, offset: Skipped = 0, as_of: Day = "today", language: Language = "en",
    ) -> GapsAnswer:  # fmt: skip
        """List the localities for which a scheme of cooperation, or any partner, is not known, those that lack most
        first; with how many of all have reached what. Not known is not none.
        """

        def made(store: Store) -> GapsAnswer:
            wanted = LocalityFilter(country or None, slug_or_text("level", level),
                                    known_concept("region", region, "region") if region else None)  # fmt: skip
            day = known_day(store, as_of, country or None)
            return lists.gaps(store, wanted, scheme, everyone, day, language, (offset, limit))

        return await self._answer(language, made)

    async def suggest(
        self, place: Name, field: Concept = "", limit: Annotated[Most, Field(le=30)] = 5, as_of: Day = "today",
        language: Language = "en",
    ) -> SuggestAnswer:  # fmt: skip
        """Suggest whom a locality could approach next in the other country: reasons with sources, how often such
        suggestions came true, programmes, who could introduce the two.
        """

        def made(store: Store) -> SuggestAnswer:
            day = known_day(store, as_of)
            about = known_concept("field", field, "field") if field else ""
            return lists.suggest(store, locality(store, place, day), about, day, language, limit)

        return await self._answer(language, made)

    async def calendar(
        self, place: Annotated[Name, Field(description="Only the dates of this locality.")] = "",
        months: Annotated[int, Field(ge=1, le=120, description="How many months ahead.")] = 24,
        limit: Most = 20, as_of: Day = "today", language: Language = "en",
    ) -> CalendarAnswer:  # fmt: skip
        """List the dates ahead: anniversaries of documents every five years, ends of terms and projects."""

        def made(store: Store) -> CalendarAnswer:
            day = known_day(store, as_of)
            return lists.calendar(store, locality(store, place, day) if place else "", months, day, language, limit)

        return await self._answer(language, made)

    async def programmes(
        self, place: Name,
        only_open: Annotated[bool, Field(description="Only those that take applications on the day.")] = False,
        limit: Most = 20, as_of: Day = "today", language: Language = "en",
    ) -> ProgrammesAnswer:  # fmt: skip
        """List the support programmes that a locality may use, itself or through a partner: applicants, calls."""

        def made(store: Store) -> ProgrammesAnswer:
            day, one, _ = _places(store, place, "", as_of)
            return lists.programmes(store, one, only_open, day, language, limit)

        return await self._answer(language, made)

    async def sparql(
        self,
        query: Annotated[str, Field(max_length=20_000, description="SPARQL 1.1: SELECT, ASK, CONSTRUCT or DESCRIBE. "
                                    "Prefixes such as coop: need not be declared. Read coop://schema first.")],
        limit: Annotated[int, Field(ge=1, le=500, description="How many rows; aggregate rather than page.")] = 50,
        language: Language = "en",
    ) -> SparqlAnswer:  # fmt: skip
        """Ask the graph by a SPARQL query of your own; read only, within limits of time, rows and memory."""
        before = LANGUAGE.set(language)
        try:
            media_type, body = await self._engine.ask(query)
        except UserError as error:
            raise ToolError(str(error)) from error
        finally:
            LANGUAGE.reset(before)
        return await self._answer(
            language, lambda store: written(Writer(store, read_day("today"), language), media_type, body, limit)
        )


def _places(store: Store, place: str, other: str, as_of: str) -> tuple[str, str, str]:
    """Return the day, and the ids of one locality or of two; the second empty if there is none."""
    day = read_day(as_of)
    one = locality(store, place, day)
    two = beside(store, other, one, day) if other else ""
    refuse_before_horizon(store, day, {place_id[:2] for place_id in (one, two) if place_id})
    return day, one, two
