"""The help of the commands in the language of the reader.

It stands in the code in English, where click finds it; ``help.yaml`` gives each paragraph in Vietnamese and Japanese.
"""

import re
from collections.abc import Iterable, Iterator
from copy import copy
from functools import cache, partial
from inspect import cleandoc
from unicodedata import east_asian_width

import click

from loaders.model.messages import LANGUAGE
from loaders.model.messages import gettext as _
from loaders.model.packaged import packaged


class Command(click.Command):
    """A command whose help is in the language of the reader."""

    def get_help(self, ctx: click.Context) -> str:
        """Return the help: how it is called, what it does, its options, and its commands if it is a group."""
        if LANGUAGE.get() == "en":
            return super().get_help(ctx)
        ctx.formatter_class = _Formatter
        form = ctx.make_formatter()
        form.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), _("Usage: "))
        form.write_paragraph()
        with form.indentation():
            form.write_text("\n\n".join(_translated(self.help)))
        with form.section(_("Options")):
            form.write_dl([_option(one, ctx) for one in self.get_params(ctx) if isinstance(one, click.Option)])
        if isinstance(self, click.Group):
            with form.section(_("Commands")):
                form.write_dl([(name, _first_sentence(one.help)) for name, one in sorted(self.commands.items())])
        return form.getvalue().rstrip("\n")


class Group(Command, click.Group):
    """A group of commands whose help is in the language of the reader."""

    command_class = Command


command = partial(click.command, cls=Command)


def paragraphs(text: str | None) -> list[str]:
    """Return the paragraphs of a text of help, each in one line."""
    return [" ".join(one.split()) for one in re.split(r"\n\s*\n", cleandoc(text or ""))]


def _translated(text: str | None) -> list[str]:
    return [_translations().get(one, {}).get(LANGUAGE.get(), one) for one in paragraphs(text)]


@cache
def _translations() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = packaged("graph.cli", "help.yaml")
    return found


def _first_sentence(text: str | None) -> str:
    return re.split(r"(?<=。)|(?<=\.)\s", _translated(text)[0])[0]


def _option(option: click.Option, ctx: click.Context) -> tuple[str, str]:
    """Return how an option is written, and what it says."""
    said = copy(option)
    said.help = _translated(option.help)[0]
    written, told = said.get_help_record(ctx) or ("", "")
    return written, told.replace("[env var: ", _("[environment variable: "))


class _Formatter(click.HelpFormatter):
    """Breaks lines of Japanese too, whose words no spaces part and whose letters are two columns wide."""

    def write_text(self, text: str) -> None:
        indent = " " * self.current_indent
        for number, paragraph in enumerate(text.split("\n\n")):
            self.write("\n" if number else "")
            for line in _lines(paragraph, self.width - len(indent)):
                self.write(f"{indent}{line}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        rows, indent = list(rows), " " * self.current_indent
        first = min(max(len(name) for name, _said in rows), col_max) + col_spacing
        for name, said in rows:
            if len(name) + col_spacing > first:
                self.write(f"{indent}{name}\n")
                name = ""
            for line in _lines(said, self.width - len(indent) - first):
                self.write(f"{indent}{name:{first}}{line}\n")
                name = ""


_UNBROKEN = re.compile(r"[「(]*(?:[^\s\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]+|.)[、。」)ーっゃゅょッャュョ]*")
"""What a line is not broken in: a word in Latin letters, or a Japanese letter with signs that begin or end no line."""


def _lines(text: str, width: int) -> Iterator[str]:
    line = ""
    for one in _UNBROKEN.findall(text):
        if line and _columns(line + one) > width:
            yield line.rstrip()
            line = ""
        line += one if line else one.lstrip()
    yield line


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
