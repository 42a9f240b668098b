"""The command line, `coop`. A command imports only what it needs, so that it starts quickly."""

import gc
import io
import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import click

from graph.cli import agents, analysis, ask, brief, compare, dates, facts, inbox, propose, publish, watch
from graph.cli.help import Group
from graph.cli.options import LANGUAGES, speaking
from loaders.model.messages import LANGUAGE
from loaders.model.messages import gettext as _
from loaders.model.problems import UserError


class ErrorGroup(Group):
    """Turns errors that the user can mend into a message and exit status 1; all others are bugs."""

    def main(self, args: Sequence[str] | None = None, standalone_mode: bool = True, **settings: Any) -> Any:  # type: ignore[override]
        """Run the program in the language of the user, in which errors in the command line are reported too, and exit.

        What programs may read is UTF-8, whatever the terminals here are.
        """
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                # a letter that a terminal lacks is no reason to fail
                stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
        gc.set_threshold(50_000)  # an answer is made of thousands of small things, hardly any in a cycle
        before = LANGUAGE.set(_language_of(sys.argv[1:] if args is None else args))
        try:
            status = super().main(args, **settings, standalone_mode=False)
        except (click.ClickException, click.Abort) as error:
            if not standalone_mode:
                raise
            from graph.cli.mistakes import report

            status = report(error)
        finally:
            LANGUAGE.reset(before)
        return sys.exit(status) if standalone_mode else status

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            sys.stderr.close()
            ctx.exit(0)
        except (UserError, OSError, SyntaxError) as error:
            from graph.cli.mistakes import in_words

            raise click.ClickException(in_words(error)) from error


def _language_of(arguments: Sequence[str]) -> str:
    """Return the language of messages: of ``--lang``, else of COOP_LANG, else of the locale; English if it is another.

    Whether the first two are right is found when the command is read, which may fail for other reasons before.
    """
    from os import environ

    asked = [value for option, value in pairwise(arguments) if option == "--lang"]
    asked += [one.removeprefix("--lang=") for one in arguments if one.startswith("--lang=")]
    locale = next(filter(None, map(environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    wanted = (*reversed(asked), environ.get("COOP_LANG", ""), locale[:2].lower())
    return next((one for one in wanted if one in LANGUAGES), "en")


def _version(context: click.Context, _parameter: click.Parameter, asked: bool) -> None:
    """Print the version of the program and the day of its facts, and end."""
    if not asked:
        return
    from importlib.metadata import version

    from loaders.model.dates import date_text
    from loaders.tables.datasets import facts_as_of

    told = _("coop, version {version} (facts of {day})")
    click.echo(told.format(version=version("vnjp-ties"), day=date_text(facts_as_of())))
    context.exit()


@click.group(cls=ErrorGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version,
              help="Show the version of the program and the day of its facts, and exit.")  # fmt: skip
@speaking
def main() -> None:
    """Who works with whom among the localities of Vietnam and Japan, and for whom no partner is known yet.

    A PLACE is any name of a locality in any script, with what tells it apart where needed ("osaka prefecture",
    大阪市, "Kawasaki, Kanagawa"), or its id (jp/osaka).
    """


for command in (
    ask.backtest, brief.brief, facts.build, dates.calendar, facts.check, compare.compare, facts.diff, publish.draw,
    facts.drop, publish.export, facts.fetch, analysis.gaps, brief.letter, facts.load, agents.mcp, dates.news,
    publish.open_site, inbox.inbox, publish.push, propose.propose, ask.query, analysis.rank, publish.serve, ask.show,
    publish.site, facts.sources, ask.status, ask.suggest, watch.watch,
):  # fmt: skip
    main.add_command(command)
