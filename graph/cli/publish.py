"""The commands that hand the graph on: push, export, draw, site, open, serve."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph.cli.graphs import endpoint, graph_folder, open_graph, push_graph, say, whole_graph
from graph.cli.help import command
from graph.cli.options import (
    SCHEME,
    address_option,
    as_of_option,
    by_option,
    ended_option,
    language_option,
    network_option,
    outlines_option,
    speaking,
    store_option,
    who,
)
from loaders.model.messages import gettext as _
from loaders.model.messages import joined

if TYPE_CHECKING:
    from loaders.model.geography import Ring


@command()
@click.argument("url")
@click.option("--graphs", "graphs_url", metavar="URL",
              help="Where the server takes whole graphs (SPARQL Graph Store Protocol); of Oxigraph and Virtuoso it is "
              "known.")  # fmt: skip
@click.option("--update", "update_url", metavar="URL",
              help="Where it takes SPARQL updates, if it takes no whole graphs.")  # fmt: skip
@speaking
@store_option
def push(url: str, graphs_url: str | None, update_url: str | None, folder: Path | str | None) -> None:
    """Write the graph to the server whose SPARQL endpoint is URL, in the place of what it has of it.

    Only the named graphs of this project are touched. Name and password come from COOP_USER and COOP_PASSWORD or from
    ~/.netrc.
    """
    push_graph(whole_graph(folder), url, graphs_url, update_url)


@command()
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--format", "style", metavar="FORMAT",
              help="turtle, trig, nquads, jsonld, csv (tables) or xlsx (a workbook) for the graph; graphml, gexf, "
              "node-link or edges (a list of them as CSV) for a network. By default told by the ending of TARGET: "
              ".ttl, .trig, .nq, .jsonld, .xlsx, .graphml, .gexf, .json, .csv; without one, csv.")  # fmt: skip
@network_option
@ended_option
@click.option("--isolates", is_flag=True, help="A network has the localities that nothing joins to any other, too.")
@click.option("--as-of", metavar="DATE", default="today", help="The day of the network; today by default.")
@speaking
@store_option
def export(
    target: Path, style: str | None, kind: str, ended: bool, isolates: bool, as_of: str, folder: Path | str | None
) -> None:
    """Write the graph to TARGET (RDF, a folder of CSV tables, a workbook), or a network of it for Gephi and others."""
    from graph.ask.concept_names import none_of
    from graph.ask.parameters import known_day
    from graph.export import files as exports
    from graph.export.network_files import NETWORK_SUFFIXES, export_network

    endings = {ending: name for name, ending in (exports.SUFFIXES | NETWORK_SUFFIXES).items()}
    chosen = style or endings.get(target.suffix.lower())
    if not chosen:
        none = _("“{ending}” is none of {known}; name a --format")
        raise click.UsageError(none.format(ending=target.suffix, known=joined(endings)))
    if chosen not in endings.values():
        raise click.UsageError(none_of("--format", chosen, endings.values()))
    store = whole_graph(folder)
    if chosen in NETWORK_SUFFIXES:
        from graph.analysis.networks import add_isolates, network
        from graph.analysis.selection import Selection

        day = known_day(store, as_of)
        made = network(store, kind, day, Selection(ended))
        if isolates:
            add_isolates(store, made, day)
        export_network(made, target, chosen)
    else:
        exports.export(store, target, chosen)
    say(_("wrote {target}").format(target=target))


@command()
@click.argument("place", required=False)
@click.option("--hops", type=click.IntRange(min=1), default=1,
              help="How many ties away from PLACE, 1 by default: its partners.")  # fmt: skip
@click.option("--kind", "kinds", multiple=True, metavar="KIND",
              help="Only what joins two by this; repeatable: a kind of document such as mou or sister-city, or "
              "exchange, project, membership.")  # fmt: skip
@click.option("--scheme", type=SCHEME, metavar="[official-relationship|third-party-support|intercity-network]",
              help="Only what came about by this scheme.")  # fmt: skip
@click.option("--by", type=click.Choice(["degree", "strength", "betweenness"]), default="degree",
              help="What the size of a locality says: how many partners (the default), how many ties, on how many "
              "shortest ways between others.")  # fmt: skip
@click.option("--layout", type=click.Choice(["network", "map"]), default="network",
              help="By who works with whom (the default), or on the map.")  # fmt: skip
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE",
              help="The file; by default PLACE.html or ties.html in this folder.")  # fmt: skip
@outlines_option
@as_of_option
@language_option
@store_option
def draw(
    place: str | None, hops: int, kinds: tuple[str, ...], scheme: str | None, by: str, layout: str,
    output: Path | None, outlines: Path | None, as_of: str, language: str, folder: Path | str | None,
) -> None:  # fmt: skip
    """Draw the network, or what is around PLACE, as one page of HTML that any browser opens.

    What is drawn can be filtered, moved and laid on a map there. Nothing is loaded from elsewhere.
    """
    from graph.ask.concept_names import none_of, slug_or_text
    from graph.ask.names import locality
    from graph.ask.parameters import known_day
    from graph.ask.query import ParameterError
    from graph.draw import drawing as picture
    from graph.site.drawing_page import page
    from loaders.files.atomic import written_whole

    kinds = tuple(slug_or_text("agreement-kind", kind) for kind in kinds)
    unknown = [kind for kind in kinds if kind not in picture.KINDS]
    if unknown:
        raise ParameterError(none_of("--kind", unknown[0], picture.KINDS))
    store = whole_graph(folder)
    date = known_day(store, as_of)
    one = locality(store, place, date) if place else ""
    wanted = picture.DrawingFilter(one, hops, kinds, scheme or "")
    drawn = picture.drawing(store, date, language, wanted, by, layout, _base_map(outlines))
    target = output or Path(f"{one.rpartition('/')[2] or 'ties'}.html")
    with written_whole(target) as file:
        file.write(page(drawn, language).encode())
    say(_("wrote {target}").format(target=target))


@command()
@click.argument("target", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@outlines_option
@address_option
@as_of_option
@speaking
@store_option
def site(target: Path | None, outlines: Path | None, address: str, as_of: str, folder: Path | str | None) -> None:
    """Write the graph as a web site that any browser opens, from a disk or a web server, without internet.

    DIR is where it goes; by default into the folder of the graph, where `coop open` finds it. A site that stands
    there is replaced; a folder with anything else in it is left alone.
    """
    from graph.ask.parameters import known_day

    if isinstance(folder, str) and not target:
        raise click.UsageError(_("name a folder for the site of a graph on a server: coop site DIR"))
    base_map = _base_map(outlines)
    with _on_disk(folder) as where:
        day = known_day(open_graph(where), as_of)
        click.echo(_write_site(where, target or _site_of(folder), day, base_map, address).as_uri())


@command(name="open")
@outlines_option
@speaking
@store_option
def open_site(outlines: Path | None, folder: Path | str | None) -> None:
    """Open the web site in the browser; write it first if there is none, or if the facts have changed since."""
    from graph.ask.parameters import day
    from graph.site import made_from
    from graph.store.folder import built_from

    where, target = graph_folder(folder), _site_of(folder)
    open_graph(where)
    fresh = made_from(target) == built_from(where)
    front = target / "index.html" if fresh else _write_site(where, target, day("today"), _base_map(outlines))
    click.echo(front.as_uri())
    if click.launch(front.as_uri()):
        raise click.ClickException(_("no browser could be started; open the address above in one"))


@command()
@click.option("--host", default="127.0.0.1", metavar="ADDRESS",
              help="Where to listen; this machine alone by default. 0.0.0.0 or :: opens it to others.")  # fmt: skip
@click.option("--port", type=click.IntRange(0, 65535), default=8080,
              help="8080 by default; 0 for any that is free.")  # fmt: skip
@click.option("--timeout", "seconds", type=click.FloatRange(min=0.1), default=30,
              help="How many seconds a query may take, 30 by default.")  # fmt: skip
@click.option("--at-once", type=click.IntRange(min=1), default=8,
              help="How many queries run at the same time, 8 by default; others wait.")  # fmt: skip
@address_option
@click.option("--steward", is_flag=True,
              help="Open the inbox too, on this machine alone, at the second address that is printed: it holds the "
              "key.")  # fmt: skip
@by_option
@speaking
@store_option
def serve(
    host: str, port: int, seconds: float, at_once: int, address: str, steward: bool, by: str | None,
    folder: Path | str | None,
) -> None:  # fmt: skip
    """Serve the site, a SPARQL endpoint (/sparql), the questions (/api) and OpenRefine (/reconcile).

    It only answers, and changes nothing, but for what is decided in the inbox with --steward. A graph that is built
    anew is taken up without a stop.
    """
    import asyncio

    from graph.serve import Address, Server, serve
    from graph.serve.limits import Limits
    from graph.serve.steward import Steward, is_loopback

    if steward and not is_loopback(host):
        raise click.UsageError(_("the inbox is for this machine alone; leave --host out, or --steward"))
    where, site = graph_folder(folder), _site_of(folder)
    open_graph(where)
    desk = Steward(where, who(by)) if steward else None
    server = Server(where, site, Limits(seconds=seconds, at_once=at_once), address, desk)

    def told(listening: str) -> None:
        click.echo(listening)
        if desk:
            click.echo(listening.removesuffix("/") + desk.entrance)

    asyncio.run(serve(server, Address(host, port), told))


def _site_of(folder: Path | str | None) -> Path:
    """Return the default folder of the site of a graph: within that of the graph."""
    return graph_folder(folder).absolute() / "site"


def _base_map(outlines: Path | None) -> "list[Ring]":
    """Return the outlines of the base map that the user gives, if any."""
    if outlines is None:
        return []
    from loaders.files.geojson import outlines as read

    return read(outlines)


def _write_site(graph: Path, target: Path, day: str, outlines: "list[Ring]", address: str = "") -> Path:
    from rich.console import Console

    from graph.site import build as write

    writing = _("writing the site: {step}")
    rooms = {
        "terms": _("terms"),
        "about": _("about"),
        "overview": _("overview"),
        "listings": _("listings"),
        "news": _("what is new"),
        "search": _("search"),
        "calendar": _("calendar"),
        "gaps": _("gaps"),
        "regions": _("partners of neighbours"),
        "compare": _("places side by side"),
        "questions": _("questions"),
        "pairs": _("pairs"),
        "places": _("places"),
    }
    with Console(stderr=True).status(_("writing the site")) as shown:
        return write(graph, target, day, outlines=outlines, address=address,
                     step=lambda room: shown.update(writing.format(step=rooms.get(room, room))))  # fmt: skip


@contextmanager
def _on_disk(folder: Path | str | None) -> Iterator[Path]:
    """Yield the folder of the graph, for several processes to read; one on a server is copied into a passing one."""
    from tempfile import TemporaryDirectory

    from graph.store.folder import replace

    if not isinstance(folder, str):
        yield graph_folder(folder)
        return
    whole = endpoint(folder).whole
    with TemporaryDirectory() as passing:
        replace(Path(passing), lambda store, _: store.bulk_extend(whole))
        yield Path(passing)
