"""What click says of a command line that it cannot read, in the language of the reader."""

import re
from collections.abc import Mapping, Sequence

import click

from loaders.messages import LANGUAGE
from loaders.messages import gettext as _
from loaders.messages import gettext_noop as _later

_WORDINGS = (
    _later("Missing command."),
    _later("No such command {name}."),
    _later("No such option {name}."),
    _later("Option {name} requires an argument."),
    _later("Option {name} does not take a value."),
    _later("Got unexpected extra argument ({args})"),
    _later("Got unexpected extra arguments ({args})"),
    _later("{value} is not one of {choices}."),
    _later("{value} is not in the range {range}."),
    _later("{value} is not a valid integer range."),
    _later("{value} is not a valid float range."),
    _later("File {name} does not exist."),
    _later("File {name} is a directory."),
    _later("File {name} is not readable."),
    _later("Directory {name} is a file."),
    _later("Directory {name} is not readable."),
    _later("Path {name} is not readable."),
    _later("{name}: No such file or directory"),
    _later("{name}: Permission denied"),
    _later("{name}: Is a directory"),
)
"""How click words what it has against a value of ours; the error holds the whole message alone, not its parts."""

_PARTS = [(re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.*)", re.escape(one)), re.DOTALL), one) for one in _WORDINGS]


def tell(error: click.ClickException | click.Abort) -> int:
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
    message = _in_words(error.message)
    if isinstance(error, click.BadParameter):
        name = _name(error)
        wrong = _("Invalid value for {name}: {message}") if name else _("Invalid value: {message}")
        return wrong.format(name=name, message=message)
    near: Sequence[str] = getattr(error, "possibilities", None) or ()
    return f"{message} {_('Did you mean {near}?').format(near=_(' or ').join(map(repr, near)))}" if near else message


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


def _in_words(message: str) -> str:
    """Return a message of click in the language; one of ours has been put into it already."""
    for pattern, wording in _PARTS:
        if found := pattern.fullmatch(message):
            values: Mapping[str, str] = found.groupdict()
            return _(wording).format(**values)
    return message
