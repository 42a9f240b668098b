"""The command that programs with language models speak to: mcp."""

from pathlib import Path

import click

from graph.cli.graphs import graph_folder, open_graph
from graph.cli.help import command
from graph.cli.options import speaking, store_option


@command()
@click.option("--port", type=click.IntRange(0, 65535),
              help="Answer over HTTP at this port, 0 for any that is free; by default over standard input and "
              "output.")  # fmt: skip
@click.option("--host", default="127.0.0.1", metavar="ADDRESS",
              help="With --port, where to listen; this machine alone by default. 0.0.0.0 or :: opens it to "
              "others.")  # fmt: skip
@click.option("--name", "names", multiple=True, metavar="HOST",
              help="A name by which others may call it, as in the address that they write; repeatable.")  # fmt: skip
@click.option("--timeout", "seconds", type=click.FloatRange(min=0.1), default=30,
              help="How many seconds a query may take, 30 by default.")  # fmt: skip
@speaking
@store_option
def mcp(port: int | None, host: str, names: tuple[str, ...], seconds: float, folder: Path | str | None) -> None:
    """Answer programs with language models (the Model Context Protocol): nine tools, the schema, the questions.

    It only answers, and changes nothing. A program that speaks the protocol starts it by itself as `coop mcp`; with
    --port it serves several, at /mcp.
    """
    import asyncio

    from graph.agents import require_mcp

    require_mcp()
    from graph.agents.server import HttpAddress, agent_server, serve_http
    from graph.serve.limits import Limits

    where, limits = graph_folder(folder), Limits(seconds=seconds)
    open_graph(where)
    server = agent_server(where, limits)
    if port is None:
        server.run("stdio")
    else:
        asyncio.run(serve_http(server, HttpAddress(host, port, names), limits, click.echo))
