"""The server that agents speak to: its tools, its resources, and the two ways to reach it."""

import signal
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any

import queries
from graph.serve.limits import Limits
from loaders.tables.datasets import facts_as_of

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

_INSTRUCTIONS = """\
Ties between local governments of Vietnam and Japan: signed agreements, exchanges, projects, networks, visits; who \
holds them since mergers; support programmes. Facts of {day}, CC BY 4.0.
- Every tool takes names in any script; ids (vn/da-nang, jp/osaka/sakai) are exact. A name that several have is \
refused with candidates: ask, do not guess.
- Not known is not none: an empty answer says that nothing is known here.
- Cite: facts carry numbers of sources, listed with their addresses in the same answer; say the day of the facts.
- Localities merge (Vietnam on 1 July 2025): a party is named as of then, with the ids of today's holders beside it; \
as_of asks of any day.
- For counts and comparisons use sparql: read coop://schema first, coop://questions for queries known to be right."""

_ANSWER = 4 << 20
"""How large an answer of the engine may be, in bytes: an agent is told few rows of it."""

_TOOLS = ("find_place", "brief", "pair", "ties", "gaps", "suggest", "calendar", "programmes", "sparql")
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True)
class HttpAddress:
    """Where to listen, and by which names others may call: of requests for other names, none is answered.

    Attributes:
        host: the address; this machine alone by default.
        port: the port; with 0, one that is free is chosen.
        names: further names, as in the address that others write.
    """

    host: str = "127.0.0.1"
    port: int = 8090
    names: tuple[str, ...] = ()


def agent_server(graph: Path, limits: Limits) -> "MCPServer[Any]":
    """Return the server, to be run.

    Args:
        graph: the folder of the graph, which is there.
        limits: of time, size, memory and number of questions.
    """
    from mcp.server.mcpserver import MCPServer
    from mcp_types import ToolAnnotations

    from graph.agents.tools import Tools

    tools = Tools(graph, replace(limits, answer=min(limits.answer, _ANSWER)))

    @asynccontextmanager
    async def running(_: "MCPServer[Any]") -> AsyncIterator[None]:
        try:
            yield
        finally:
            await tools.stop()

    made: MCPServer[Any] = MCPServer(
        "vnjp-ties", title="Local ties between Vietnam and Japan", version=version("vnjp-ties"), lifespan=running,
        instructions=_INSTRUCTIONS.format(day=facts_as_of()), log_level="WARNING",
    )  # fmt: skip
    only_reads = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
    for name in _TOOLS:
        made.add_tool(getattr(tools, name), annotations=only_reads)
    _add_resources(made)
    return made


def _add_resources(server: "MCPServer[Any]") -> None:
    from mcp.server.mcpserver.exceptions import ResourceNotFoundError

    @server.resource("coop://schema", mime_type="text/markdown",
                     description="The classes and properties, with examples: read it to write SPARQL.")  # fmt: skip
    def schema() -> str:
        return schema_summary()

    @server.resource("coop://questions", mime_type="text/markdown",
                     description="The questions asked of the graph: name, parameters, what each asks.")  # fmt: skip
    def questions() -> str:
        return question_list()

    @server.resource("coop://questions/{name}", mime_type="application/sparql-query",
                     description="A question in SPARQL. $place and other parameters: bind them with VALUES, literals "
                     "with BIND, at the head of the pattern.")  # fmt: skip
    def question(name: str) -> str:
        if name not in queries.names():
            raise ResourceNotFoundError(f"there is no question {name[:80]!r}; coop://questions lists them")
        return queries.question(name).sparql


@cache
def schema_summary() -> str:
    """Return what a model needs to know to write SPARQL here, as Markdown."""
    return files("graph.agents").joinpath("schema.md").read_text("utf-8")


def question_list() -> str:
    """Return the questions, a line each: name, parameters (those that need not be given in brackets), what it asks."""
    lines = []
    for one in map(queries.question, queries.names()):
        given = " ".join(p.name if p.required else f"[{p.name}]" for p in one.parameters)
        lines.append(f"- `{one.name}` {given}: {one.summary}")
    return "\n".join(lines) + "\n"


async def serve_http(
    server: "MCPServer[Any]", address: HttpAddress, limits: Limits, told: Callable[[str], None]
) -> None:
    """Answer over streamable HTTP at ``/mcp`` until SIGTERM or SIGINT; no session is kept.

    Args:
        server: what answers.
        address: where.
        limits: of the size of a request, and of how many are answered at once.
        told: is called with the address once the server listens.

    Raises:
        OSError: the address is taken.
    """
    import uvicorn
    from mcp.server.transport_security import TransportSecuritySettings

    names = allowed_names(address)
    security = TransportSecuritySettings(
        allowed_hosts=[*names, *(f"{one}:*" for one in names)],
        allowed_origins=[
            f"{scheme}://{one}{port}" for scheme in ("http", "https") for one in names for port in ("", ":*")
        ],
    )
    app = server.streamable_http_app(
        json_response=True, stateless_http=True, max_request_body_size=limits.request, transport_security=security
    )
    with socket.create_server((address.host, address.port), family=_family(address.host)) as listening:
        host, port = listening.getsockname()[:2]
        config = uvicorn.Config(app, log_config=None, access_log=False, server_header=False,
                                timeout_keep_alive=int(limits.idle), limit_concurrency=limits.waiting,
                                timeout_graceful_shutdown=int(limits.drain))  # fmt: skip
        for one in (signal.SIGTERM, signal.SIGINT):  # uvicorn ends well by them, and then sends them again
            signal.signal(one, lambda *_: None)
        told(f"http://{f'[{host}]' if ':' in host else host}:{port}/mcp")
        await uvicorn.Server(config).serve(sockets=[listening])


def allowed_names(address: HttpAddress) -> Sequence[str]:
    """Return by which names requests may call the server: a page elsewhere cannot reach it under a name of its own."""
    named = [address.host, socket.gethostname()] if address.host not in _LOOPBACK else []
    every = dict.fromkeys([*_LOOPBACK, *named, *address.names])
    return [f"[{one}]" if ":" in one and not one.startswith("[") else one for one in every]


def _family(host: str) -> socket.AddressFamily:
    try:
        return socket.AF_INET6 if ip_address(host).version == 6 else socket.AF_INET
    except ValueError:
        return socket.AF_INET
