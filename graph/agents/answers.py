"""What tools answer with: facts, places and sources as plain values; what is empty is left out."""

from collections.abc import Iterable
from typing import Any, cast

from pydantic import BaseModel, ConfigDict, Field, SerializerFunctionWrapHandler, model_serializer
from pyoxigraph import NamedNode, Store

import queries
from graph.analysis.selection import tie_state
from graph.ask.as_of import Names, at, container
from graph.ask.citations import Citations
from graph.ask.labels import Labels, short, slug
from graph.ask.lookup import text, texts, things, value
from graph.ask.questions import ask
from graph.ask.status import facts_as_of
from graph.ask.text import shortened
from graph.brief.briefing import PARTNERSHIPS, Entry, end
from graph.store.caches import cached
from ontology import coop, schema, skos, thing

REASONS = 5
"""How many reasons for a suggestion are told, those that weigh most."""

_LONGEST = 300
"""How many columns of a terminal a note may take."""

_STATES = {"active": "in force", "unclear": "not known to be under way", "former": "ended"}
"""What `tie_state` returns -> what an agent is told."""


def _terse(schema: dict[str, Any]) -> None:
    """Leave out of a JSON schema what says nothing new: models read the schemas of all tools before they begin."""
    schema.pop("title", None)
    for one in schema.get("properties", {}).values():
        for name in ("title", "default"):
            one.pop(name, None)


class Small(BaseModel):
    """Plain values, of which those that are empty are left out."""

    model_config = ConfigDict(json_schema_extra=_terse)

    @model_serializer(mode="wrap")
    def _filled(self, serialized: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {name: said for name, said in serialized(self).items() if said not in (None, "", [], {})}


class Source(Small):
    """A page that states a fact; ``number`` is what facts cite it by."""

    number: int
    title: str = ""
    publisher: str = ""
    issued: str = ""
    url: str = ""


class Answer(Small):
    """What every answer has: the day asked for, the day of the facts, what to mind, and the sources cited."""

    as_of: str
    facts_of: str
    note: str = ""
    sources: list[Source] = Field(default_factory=list)


class Party(Small):
    """A locality that entered into a fact, under its name of then; ``holders`` hold the fact on the day, if others."""

    id: str
    name: str
    holders: list[str] = Field(default_factory=list)


class PlaceName(Small):
    """A locality, by its id and what it was called on the day."""

    id: str
    name: str
    level: str = ""
    within: str = ""


class Fact(Small):
    """A fact: a signed document, an exchange, a project, a membership, a meeting.

    ``state`` is that of the day; ``since`` and ``until`` are as precise as is known. ``contested``: a source states
    something else about it.
    """

    id: str
    form: str
    name: str
    kind: str = ""
    since: str = ""
    until: str = ""
    state: str = ""
    vietnam: list[Party] = Field(default_factory=list)
    japan: list[Party] = Field(default_factory=list)
    network: str = ""
    fields: list[str] = Field(default_factory=list)
    confidence: str = ""
    contested: bool | None = None
    note: str = ""
    sources: list[int] = Field(default_factory=list)


class Writer:
    """Writes things of the graph as plain values, and numbers the sources that they cite.

    Args:
        store: the graph.
        day: the day asked for (ISO 8601).
        language: ``en``, ``vi`` or ``ja``.
    """

    def __init__(self, store: Store, day: str, language: str) -> None:
        self.store, self.day, self.language = store, day, language
        self.labels = Labels(store, language, day)
        self.names = Names(store, language, day, self.labels)
        self.citations = Citations(store)

    def head(self) -> dict[str, Any]:
        """Return what every answer begins with, and the sources cited so far; call it last."""
        cited = [
            Source(number=one.number, title=one.title, publisher=one.publisher, issued=one.issued, url=one.url)
            for one in self.citations
        ]
        return {"as_of": self.day, "facts_of": facts_as_of(self.store), "sources": cited}

    def label(self, node: NamedNode | None) -> str:
        """Return what a thing is called; empty if there is none."""
        return self.labels[node] if node else ""

    def place(self, place: str) -> PlaceName:
        """Return a locality, by its id, with its level and what it lies in on the day."""
        node = thing[place]
        level = cast(NamedNode | None, at(self.store, node, coop.level, self.day))
        within = container(self.store, node, self.day) if place.count("/") > 1 else None
        return PlaceName(id=place, name=self.labels[node], level=self.label(level), within=self.label(within))

    def cite(self, facts: Iterable[NamedNode]) -> list[int]:
        """Return the numbers of the sources of some facts, each once."""
        return list(dict.fromkeys(number for fact in facts for number in self.citations.numbers(fact)))

    def fact(self, entry: Entry) -> Fact:
        """Return a fact of a briefing."""
        fact, form = entry.fact, slug(entry.form)
        stands = entry.form in {*PARTNERSHIPS, coop.Membership}
        last = end(self.store, fact, self.day)
        parties = [*entry.parties, *entry.counterparts]
        return Fact(
            id=short(fact), form=form, name=self.labels[fact], kind=self.label(entry.kind),
            since=text(self.store, fact, schema.startDate), until=last.value if last else "",
            state=_STATES[tie_state(self.store, fact, form, self.day)] if stands else "",
            vietnam=self.parties(fact, parties, "vn/"), japan=self.parties(fact, parties, "jp/"),
            network=self.label(entry.network),
            fields=[self.labels[one] for one in things(self.store, fact, coop.field)],
            confidence=slug(cast(NamedNode | None, value(self.store, fact, coop.confidence))),
            contested=True if fact in _contested(self.store) else None,
            note=shortened(" ".join(one.value for one in texts(self.store, fact, skos.note, self.language)), _LONGEST),
            sources=self.cite([fact]),
        )  # fmt: skip

    def parties(self, fact: NamedNode, places: Iterable[NamedNode], within: str) -> list[Party]:
        """Return those of some parties to a fact that lie in a country (``vn/``, ``jp/``)."""
        own = [one for one in dict.fromkeys(places) if short(one).startswith(within)]
        return [
            Party(id=short(one.place), name=one.name, holders=[short(holder) for holder in one.holders])
            for one in self.names.among(fact, own)
        ]


@cached
def _contested(store: Store) -> frozenset[NamedNode]:
    """Return the facts about which a source states something else."""
    found = ask(store, queries.question("contested-facts"), {})
    at_fact = found.columns.index("fact")
    return frozenset(cast(NamedNode, row[at_fact]) for row in found.rows)
