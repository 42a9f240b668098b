"""The help of every command is there in the three languages, and no line of it is too long for the terminal."""

import re
from collections.abc import Iterator

import click
import pytest
from conftest import run_coop
from rich.cells import cell_len

from graph.cli.help import paragraphs
from graph.cli.main import main
from loaders.model.packaged import packaged

TRANSLATIONS: dict[str, dict[str, str]] = packaged("graph.cli", "help.yaml")
NAMES = re.compile(
    r"--[a-z-]+|`[^`]*`|\b[A-Z][A-Z_]{2,}\b|\bcoop [a-z]+|[\w./~*-]*/[\w./*-]*[\w*]|\w+=[\w/-]+|\b\d{4}-\d\d(?:-\d\d)?"
)
"""What a reader has to type or to find as it stands: options, commands, places to fill in, addresses, days."""
OWN_WORDS = {"ISO", "HTTP", "HTML", "JSON", "CSV", "TSV", "XLSX", "ODS", "RDF", "PDF", "SPARQL", "SELECT", "URL", "AND"}


def commands(one: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    if isinstance(one, click.Group):
        for name, under in one.commands.items():
            yield from commands(under, (*path, name))


def helps(one: click.Command) -> Iterator[str]:
    yield from paragraphs(one.help)
    for option in one.get_params(click.Context(one, help_option_names=["--help"])):
        if isinstance(option, click.Option):
            yield from paragraphs(option.help)
    if isinstance(one, click.Group):
        for under in one.commands.values():
            yield from helps(under)


COMMANDS = sorted(commands(main))


def test_every_paragraph_is_translated_and_nothing_else_is() -> None:
    assert set(helps(main)) == TRANSLATIONS.keys()
    assert all(one.keys() == {"vi", "ja"} for one in TRANSLATIONS.values())


@pytest.mark.parametrize("language", ["vi", "ja"])
def test_what_is_to_be_typed_stands_in_every_language(language: str) -> None:
    for english, one in TRANSLATIONS.items():
        missing = {name for name in NAMES.findall(english) if name not in OWN_WORDS and name not in one[language]}
        assert not missing, english


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("language", ["vi", "ja"])
def test_the_help_of_a_command_is_in_the_language_of_the_reader(command: tuple[str, ...], language: str) -> None:
    told = run_coop(*command, "--help", COOP_LANG=language, COLUMNS="80").out
    assert told.startswith({"vi": "Cách dùng: ", "ja": "使い方: "}[language])
    whole = "".join(told.split())
    for english in {paragraph for paragraph in helps_of(command) if paragraph in TRANSLATIONS}:
        assert "".join(TRANSLATIONS[english][language].split()) in whole
        assert "".join(english.split()) not in whole
    assert max(cell_len(line) for line in told.splitlines()) <= 80


def helps_of(command: tuple[str, ...]) -> list[str]:
    one: click.Command = main
    for name in command:
        assert isinstance(one, click.Group)
        one = one.commands[name]
    return [*paragraphs(one.help), "Show this message and exit."]


def test_a_list_of_commands_has_the_first_sentence_of_each() -> None:
    told = run_coop("--help", COOP_LANG="ja", COLUMNS="100").out
    assert "  brief     会談用資料を作成します。\n" in told
    assert "Write a brief" not in told


def test_the_language_is_told_before_the_command_or_behind_it() -> None:
    for words in (("--lang", "vi", "query", "--help"), ("query", "--lang", "vi", "--help")):
        assert run_coop(*words, COOP_LANG="ja").out.startswith("Cách dùng: ")
    assert run_coop("--lang", "vi", "query", "--lang", "ja", "--list", COOP_LANG="en").out.startswith("質問")
    assert run_coop("--lang", "ja", "query", "--list", COOP_LANG="vi").out.startswith("質問")
