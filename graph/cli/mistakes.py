"""Error messages of click and of the operating system, which are English, in the language of the reader."""

import os
import re

import click

from loaders.model.messages import LANGUAGE, any_of, gettext_noop
from loaders.model.messages import gettext as _

_OF_CLICK = (
    gettext_noop("Missing command."),
    gettext_noop("No such command {name}."),
    gettext_noop("No such option {name}."),
    gettext_noop("Option {name} requires an argument."),
    gettext_noop("Option {name} does not take a value."),
    gettext_noop("Got unexpected extra argument ({args})"),
    gettext_noop("Got unexpected extra arguments ({args})"),
    gettext_noop("{value} is not one of {choices}."),
    gettext_noop("{value} is not in the range {range}."),
    gettext_noop("{value} is not a valid integer range."),
    gettext_noop("{value} is not a valid float range."),
    gettext_noop("File {name} does not exist."),
    gettext_noop("File {name} is a directory."),
    gettext_noop("File {name} is not readable."),
    gettext_noop("Directory {name} is a file."),
    gettext_noop("Directory {name} is not readable."),
    gettext_noop("Path {name} is not readable."),
    gettext_noop("{name}: No such file or directory"),
    gettext_noop("{name}: Permission denied"),
    gettext_noop("{name}: Is a directory"),
)
"""The form of click's message about a value; the error holds the whole message alone, not its parts."""

_OF_SYSTEM = (
    gettext_noop("No such file or directory"),
    gettext_noop("Permission denied"),
    gettext_noop("Operation not permitted"),
    gettext_noop("Is a directory"),
    gettext_noop("Not a directory"),
    gettext_noop("File exists"),
    gettext_noop("Directory not empty"),
    gettext_noop("File name too long"),
    gettext_noop("No space left on device"),
    gettext_noop("Read-only file system"),
    gettext_noop("Input/output error"),
    gettext_noop("Too many open files"),
    gettext_noop("Invalid argument"),
    gettext_noop("Address already in use"),
    gettext_noop("Cannot assign requested address"),
    gettext_noop("Connection refused"),
    gettext_noop("Network is unreachable"),
    gettext_noop("Name or service not known"),
)
"""Messages of the operating system about files and addresses."""

_PARTS = [(re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.*)", re.escape(one)), re.DOTALL), one) for one in _OF_CLICK]


def report(error: click.ClickException | click.Abort) -> int:
    """Write to stderr what is wrong, after how the command is used and how to get help, as click does in English.

    Returns:
        The exit status to end with.
    """
    if isinstance(error, click.Abort):
        click.echo(_("Aborted!"), err=True)
        return 1
    if LANGUAGE.get() == "en" or isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return error.exit_code
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context:
        form, command = context.make_formatter(), context.command
        form.write_usage(context.command_path, " ".join(command.collect_usage_pieces(context)), _("Usage: "))
        hint = _("Try '{command} --help' for help.").format(command=context.command_path)
        click.echo(f"{form.getvalue()}{hint}\n", err=True)
    click.echo(_("Error: {message}").format(message=_message(error)), err=True)
    return error.exit_code


def _message(error: click.ClickException) -> str:
    if isinstance(error, click.MissingParameter):
        return _missing(error)
    message = _of_click(error.message)
    if isinstance(error, click.BadParameter):
        name = _name(error)
        wrong = _("Invalid value for {name}: {message}") if name else _("Invalid value: {message}")
        return wrong.format(name=name, message=message)
    near: list[str] = getattr(error, "possibilities", None) or []
    return f"{message} {_('Did you mean {near}?').format(near=any_of(map(repr, near)))}" if near else message


def _missing(error: click.MissingParameter) -> str:
    argument, option = _("Missing argument {name}."), _("Missing option {name}.")
    is_option = isinstance(error.param, click.Option)
    message = (option if is_option else argument).format(name=_name(error))
    if error.param and isinstance(error.param.type, click.Choice):
        return f"{message} {_('Choose from: {choices}').format(choices=', '.join(error.param.type.choices))}"
    return message


def _name(error: click.BadParameter) -> str:
    """Return what the parameter is called that is missing or wrong."""
    hint = error.param_hint or (error.param.get_error_hint(error.ctx) if error.param and error.ctx else "")
    return hint if isinstance(hint, str) else " / ".join(map(repr, hint))


def _of_click(message: str) -> str:
    """Return a message of click in the language; one of ours has been put into it already."""
    for pattern, wording in _PARTS:
        if found := pattern.fullmatch(message):
            return _(wording).format(**found.groupdict())
    return message


def in_words(error: Exception) -> str:
    """Return the message of an error that the user can mend; for one of the system, that of its number."""
    if isinstance(error, SyntaxError):
        return _("this is no SPARQL query: {why}").format(why=error)
    if LANGUAGE.get() == "en" or not isinstance(error, OSError) or not error.errno:
        return str(error)
    said = os.strerror(error.errno) if error.errno > 0 else error.strerror or str(error)
    where = ", ".join(str(name) for name in (error.filename, error.filename2) if name)
    return f"{where}: {_(said)}" if where else _(said)
