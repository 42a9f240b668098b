"""The options that several commands have."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from loaders.model.messages import LANGUAGE, gettext

Command = TypeVar("Command", bound=Callable[..., Any])
_SITE = re.compile(r"https?://[A-Za-z0-9.:\[\]-]+(?:/[A-Za-z0-9._~/-]*)?")
LANGUAGES = ("en", "vi", "ja")
"""Those of `ontology`, which takes too long to import for this alone."""


def _set_language(context: click.Context, option: click.Parameter, language: str) -> str:
    """Speak the language that is named here; else that which was named before the command, or by the system."""
    if context.get_parameter_source(option.name or "") is ParameterSource.COMMANDLINE:
        LANGUAGE.set(language)
    return LANGUAGE.get()


class _Where(click.ParamType[Path | str]):
    """A folder on this machine, or the web address of a SPARQL endpoint."""

    name = "path"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path | str:
        """Return a folder as a path, an address as it stands."""
        if _is_address(value):
            return str(value)
        return click.Path(file_okay=False, path_type=Path).convert(value, param, ctx)


def _is_address(where: object) -> bool:
    """Whether the place of a graph is a web address."""
    return isinstance(where, str) and where.lower().startswith(("http://", "https://"))


def _address(_: click.Context, __: click.Parameter, address: str) -> str:
    """Return where a site will stand, with a slash behind it; nothing if that is not told."""
    if address and not _SITE.fullmatch(address):
        wrong = gettext("“{address}” is no web address; write it as in https://ties.example.org/")
        raise click.BadParameter(wrong.format(address=address))
    return f"{address.rstrip('/')}/" if address else ""


class _Concept(click.ParamType[str]):
    """A concept of a scheme, such as a field of cooperation, by its slug or by what it is called in any language."""

    def __init__(self, scheme: str) -> None:
        self.name = self._scheme = scheme

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return its slug."""
        from graph.ask.concept_names import known_concept

        return known_concept(self._scheme, value, param.opts[0] if param else "")


FIELD, REGION, SCHEME, COUNTRY = map(_Concept, ("field", "region", "scheme", "country"))

store_option = click.option(
    "--store",
    "folder",
    type=_Where(),
    envvar="COOP_STORE",
    metavar="PATH|URL",
    help="Folder of the graph, by default one under your own data folder; or the address of a SPARQL endpoint.",
)
outlines_option = click.option(
    "--outlines",
    type=click.Path(path_type=Path),
    envvar="COOP_OUTLINES",
    show_envvar=True,
    metavar="FILE",
    help="A base map to draw below the points of maps, as GeoJSON; without one they have no coasts and no borders.",
)
address_option = click.option(
    "--address",
    envvar="COOP_ADDRESS",
    show_envvar=True,
    metavar="URL",
    default="",
    callback=_address,
    help="Where it will stand on the web, for its map and for search engines; by default the address that stays.",
)
as_of_option = click.option("--as-of", metavar="DATE", default="today", help="The day asked for, as in 2025-06-30.")
country_option = click.option("--country", type=COUNTRY, metavar="[vn|jp]",
                        help="One country; both by default.")  # fmt: skip
network_option = click.option("--network", "kind", type=click.Choice(["ties", "affiliations", "co-affiliations"]),
                        default="ties", help="Localities joined by ties (the default); to the networks, programmes "
                        "and funders they take part in; or by what they take part in together.")  # fmt: skip
ended_option = click.option("--ended", is_flag=True, help="Count what has ended by the day too, and projects of which "
                      "no end is known and that are not known to be under way.")  # fmt: skip
_lang_option = partial(
    click.option, "--lang", "language", type=click.Choice(LANGUAGES), envvar="COOP_LANG", show_envvar=True,
    default=LANGUAGE.get, callback=_set_language, is_eager=True, help="Language, by default the system's.",
)  # fmt: skip
language_option = _lang_option()
speaking = _lang_option(expose_value=False)
"""The same for commands that do not take it: their messages are in `LANGUAGE`."""

format_option = click.option("--format", "style", type=click.Choice(["table", "csv", "json"]), default="table",
                      help="A table for the eye; CSV for spreadsheets; JSON for programs.")  # fmt: skip


answer_format_option = click.option(
    "--format", "style", type=click.Choice(["table", "csv", "json", "xlsx"]), default="table",
    help="A table for the eye; CSV for spreadsheets; JSON for programs; xlsx, a workbook, into a file: "
    "--format xlsx > FILE.xlsx.",
)  # fmt: skip
by_option = click.option("--by", metavar="NAME", envvar="COOP_STEWARD", show_envvar=True,
                         help="Who decides; the user of this machine by default.")  # fmt: skip


def who(by: str | None) -> str:
    """Return who decides: as told, else the user of this machine."""
    from getpass import getuser

    try:
        return " ".join((by or getuser()).split())[:100]
    except (OSError, KeyError):  # a machine without names
        return "steward"


def reading_options(command: Command) -> Command:
    """Add the options that every reading command has."""
    return answer_format_option(language_option(store_option(command)))
