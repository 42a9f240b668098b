"""SPARQL for agents: read only, by an engine in a process of its own, within limits; few rows, with their sources."""

import asyncio
import json
import re
from contextlib import suppress
from math import isfinite
from pathlib import Path
from typing import Any

from pydantic import Field
from pyoxigraph import NamedNode

from graph.agents.answers import Answer, Writer
from graph.ask.lookup import things
from graph.ask.output import Plain
from graph.serve.engine import Engines
from graph.serve.errors import RefusedError
from graph.serve.limits import Limits
from graph.serve.sparql import SparqlEndpoint
from graph.serve.sparql_request import read_request
from ontology import BASE, PREFIXES, dct, xsd

_FIRST_LINE = re.compile(r"\b1:(\d+)\b")
"""Where in the first line something is wrong, which begins with what was declared."""

_RESULTS = "application/sparql-results+json"
_WANTED = f"{_RESULTS}, text/turtle;q=0.5"
_DECLARED = " ".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in PREFIXES.items())
"""What queries need not declare, in one line, so that the lines of an error are those of the query."""

_LONGEST_CELL = 500
_LONGEST_TEXT = 20_000
"""How many characters of a cell, and of an answer in Turtle, are told."""

_CITED = 40
"""How many sources an answer lists at most."""

_NUMBERS = {one.value: int for one in (xsd.integer, xsd.int, xsd.long, xsd.gYear)} | {
    one.value: float for one in (xsd.decimal, xsd.double, xsd.float)
}


class SparqlAnswer(Answer):
    """The first rows of ``total``; ``names``: what things in them are called; ``cited``: IRI -> its sources.

    Of ASK ``boolean``, of CONSTRUCT and DESCRIBE ``turtle``.
    """

    columns: list[str] = Field(default_factory=list)
    rows: list[list[Plain]] = Field(default_factory=list)
    total: int | None = None
    boolean: bool | None = None
    turtle: str = ""
    names: dict[str, str] = Field(default_factory=dict)
    cited: dict[str, list[int]] = Field(default_factory=dict)


class SparqlTool:
    """Answers queries of agents by a child process that may only read.

    Args:
        graph: the folder of the graph.
        limits: of time, size, memory and number of queries.
    """

    def __init__(self, graph: Path, limits: Limits) -> None:
        self._engines = Engines(graph, limits.seconds, limits.memory, lambda _: None)
        self._endpoint = SparqlEndpoint(self._engines, limits)
        self._watching: asyncio.Task[None] | None = None

    async def ask(self, query: str) -> tuple[str, bytes]:
        """Return the media type and the text of the answer to a query.

        Raises:
            RefusedError: it is none, not allowed, takes too long, or its answer is too large.
            EngineLostError: no engine could be had.
        """
        declared = f"{_DECLARED} {query}".encode()
        request = read_request("POST", "application/sparql-query", [], declared)
        if self._watching is None:  # whoever asks no SPARQL needs no engine
            self._watching = asyncio.create_task(self._engines.watch())
        try:
            answer = await self._endpoint.ask(request, _WANTED)
        except RefusedError as error:
            raise RefusedError(error.status, _FIRST_LINE.sub(_in_query, error.why)) from None
        return answer.media_type.partition(";")[0].strip(), answer.body

    async def stop(self) -> None:
        """Stop the engine."""
        if self._watching:
            self._watching.cancel()
            with suppress(asyncio.CancelledError):
                await self._watching
            await self._engines.stop()


def written(write: Writer, media_type: str, body: bytes, most: int) -> SparqlAnswer:
    """Return an answer of the engine in plain values.

    Args:
        write: names the things in it, and cites their sources.
        media_type: that of the answer.
        body: its text.
        most: how many rows are told.
    """
    if media_type == "text/turtle":
        return SparqlAnswer(turtle=_cut(body.decode(), _LONGEST_TEXT), **write.head())
    said = json.loads(body)
    if "boolean" in said:
        return SparqlAnswer(boolean=said["boolean"], **write.head())
    columns, found = said["head"]["vars"], said["results"]["bindings"]
    shown = found[:most]
    nodes = list(dict.fromkeys(
        cell["value"] for row in shown for cell in row.values() if cell["type"] == "uri" and _ours(cell["value"])
    ))  # fmt: skip
    cited = _cited(write, nodes)
    return SparqlAnswer(
        columns=columns, rows=[[_plain(row.get(column)) for column in columns] for row in shown], total=len(found),
        names={one: write.labels[NamedNode(one)] for one in nodes}, cited=cited, **write.head(),
    )  # fmt: skip


def _in_query(found: re.Match[str]) -> str:
    """Return a place in the first line as the one who wrote the query counts."""
    return f"1:{max(1, int(found[1]) - len(_DECLARED) - 1)}"


def _ours(iri: str) -> bool:
    return iri.startswith(BASE)


def _cited(write: Writer, nodes: list[str]) -> dict[str, list[int]]:
    """Return thing -> the numbers of its sources, of the first things that have some."""
    found: dict[str, list[int]] = {}
    for one in nodes:
        known = len({number for numbers in found.values() for number in numbers})
        if known < _CITED and things(write.store, NamedNode(one), dct.source):
            found[one] = write.cite([NamedNode(one)])
    return found


def _plain(cell: dict[str, Any] | None) -> Plain:
    """Return a cell of SPARQL's JSON: numbers and booleans as such, all else as text."""
    if cell is None:
        return None
    said, datatype = cell["value"], cell.get("datatype", "")
    if isinstance(said, dict):  # a quoted triple
        return _cut(json.dumps(said, ensure_ascii=False), _LONGEST_CELL)
    if datatype == xsd.boolean.value:
        return bool(said == "true")
    if datatype in _NUMBERS:
        with suppress(ValueError):
            number = _NUMBERS[datatype](said)
            return number if isfinite(number) else str(said)
    return _cut(said, _LONGEST_CELL)


def _cut(said: str, longest: int) -> str:
    return said if len(said) <= longest else f"{said[:longest]}…"
