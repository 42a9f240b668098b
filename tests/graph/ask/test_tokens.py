"""A query that is nested deeper than an engine can bear is told so; what only looks like brackets is not counted."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import COOP, speaking
from pyoxigraph import Store

import queries
from graph.ask.query import select
from graph.ask.tokens import JOINED, NESTED, TooDeepError, refuse_deep

NESTS: dict[str, Callable[[int], str]] = {
    "groups": lambda n: f"SELECT * {'{' * n} ?s ?p ?o {'}' * n}",
    "OPTIONAL": lambda n: f"SELECT * {'{ ?s ?p ?o OPTIONAL' * (n - 1)} {{}} {'}' * (n - 1)}",
    "MINUS": lambda n: f"SELECT * {'{ ?s ?p ?o MINUS' * (n - 1)} {{}} {'}' * (n - 1)}",
    "UNION": lambda n: f"SELECT * {'{ {} UNION ' * (n - 1)} {{}} {'}' * (n - 1)}",
    "GRAPH": lambda n: f"SELECT * {'{ GRAPH ?g ' * (n - 1)} {{}} {'}' * (n - 1)}",
    "subselects": lambda n: f"SELECT * {'{ SELECT * ' * (n - 1)} {{}} {'}' * (n - 1)}",
    "FILTER EXISTS": lambda n: f"SELECT * {'{ FILTER EXISTS ' * (n - 1)} {{}} {'}' * (n - 1)}",
    "parentheses": lambda n: f"SELECT * {{ FILTER{'(' * (n - 1)}1{')' * (n - 1)} }}",
    "functions": lambda n: f"SELECT * {{ FILTER({'STR(' * (n - 2)}1{')' * (n - 2)}) }}",
    "IF": lambda n: f"SELECT * {{ FILTER({'IF(1, 1, ' * (n - 2)}1{')' * (n - 2)}) }}",
    "IN": lambda n: f"SELECT * {{ FILTER({'1 IN (' * (n - 2)}1{')' * (n - 2)}) }}",
    "aggregates": lambda n: f"SELECT ({'SUM(' * (n - 1)}1{')' * (n - 1)} AS ?x) {{}}",
    "paths": lambda n: f"SELECT * {{ ?s {'(' * (n - 1)}<urn:p>{')' * (n - 1)} ?o }}",
    "inverse paths": lambda n: f"SELECT * {{ ?s {'^(' * (n - 1)}<urn:p>{')' * (n - 1)} ?o }}",
    "blank nodes": lambda n: f"SELECT * {{ ?s ?p {'[ <urn:p> ' * (n - 1)}1{']' * (n - 1)} }}",
    "lists": lambda n: f"SELECT * {{ ?s ?p {'( ' * (n - 1)}1{')' * (n - 1)} }}",
    "reified triples": lambda n: f"SELECT * {{ {'<<( ?s ?p ' * (n - 1)}1{' )>>' * (n - 1)} ?p ?o }}",
    "never closed": lambda n: f"SELECT * {'{' * n}",
}
"""Queries with brackets n deep."""

CHAINS: dict[str, Callable[[int], str]] = {
    "UNION": lambda n: f"SELECT * {{ {{}} {'UNION {}' * n} }}",
    "MINUS": lambda n: f"SELECT * {{ {'MINUS { ?s ?p ?o }' * n} }}",
    "FILTER": lambda n: f"SELECT * {{ {'FILTER(1)' * n} }}",
    "BIND": lambda n: f"SELECT * {{ {''.join(f'BIND(1 AS ?x{one})' for one in range(n))} }}",
    "columns": lambda n: f"SELECT {''.join(f'(1 AS ?x{one})' for one in range(n))} {{}}",
    "||": lambda n: f"SELECT * {{ FILTER(1{'||1' * (n - 1)}) }}",
    "+": lambda n: f"SELECT * {{ FILTER(1{'+1' * (n - 1)}) }}",
    "!": lambda n: f"SELECT * {{ FILTER({'!' * (n - 1)}1) }}",
    "path |": lambda n: f"SELECT * {{ ?s <urn:p>{'|<urn:p>' * n} ?o }}",
}
"""Queries with n parts that are joined one by one."""


@pytest.mark.parametrize("kind", NESTS)
def test_brackets_are_read_so_deep_and_no_deeper(kind: str) -> None:
    refuse_deep(NESTS[kind](100))
    refuse_deep(NESTS[kind](NESTED))
    for depth in (NESTED + 1, 5_000):
        with pytest.raises(TooDeepError, match=rf"nests brackets {depth:,} deep; at most 128 are read"):
            refuse_deep(NESTS[kind](depth))


@pytest.mark.parametrize("kind", CHAINS)
def test_so_many_parts_are_joined_and_no_more(kind: str) -> None:
    refuse_deep(CHAINS[kind](JOINED))
    for number in (JOINED + 1, 10_000):
        with pytest.raises(TooDeepError, match=rf"joins {number:,} parts one by one .* at most 1,000 are read"):
            refuse_deep(CHAINS[kind](number))


def test_the_engine_survives_whatever_is_let_through() -> None:
    asked = [ask(NESTED) for ask in NESTS.values()] + [ask(JOINED) for ask in CHAINS.values()]
    asked += [f"SELECT * {'{' * 60} {{}} {'UNION {}' * 900} FILTER({'STR(' * 60}1{')' * 60}) {'}' * 60}"]
    code = (
        "import sys, threading; from pyoxigraph import Store\n"
        "def ask():\n"
        "    for query in sys.stdin.read().split('\\0'):\n"
        "        try: list(Store().query(query))\n"
        "        except SyntaxError: pass\n"
        "    print('survived')\n"
        "threading.stack_size(8 << 20); one = threading.Thread(target=ask); one.start(); one.join()"
    )
    done = subprocess.run([sys.executable, "-c", code], input="\0".join(asked), capture_output=True, text=True)
    assert done.stdout == "survived\n", done.returncode


@pytest.mark.parametrize(
    "inert",
    [
        "'{{{((([[['", '"((("', "'''{'{\n'''", '"""(\n""" ', "'\\'((('", "'\\\\'", "# {{{(((\n", "#'\n",
        "<urn:(((>", "?s", "ex:\\(\\(", "'+-*/||' ", "# || UNION\n", "ex:union", "?filter", "<urn:a/b!c>",
    ],
)  # fmt: skip
def test_what_stands_in_texts_names_and_comments_is_no_bracket(inert: str) -> None:
    refuse_deep(f"PREFIX ex: <urn:x> SELECT * {{ VALUES ?x {{ {f'{inert} ' * 5_000} }} }}")
    with pytest.raises(TooDeepError):
        refuse_deep(f"SELECT * {{ VALUES ?x {{ {f'{inert} ' * 5_000} }} {NESTS['parentheses'](5_000)} }}")


def test_what_stands_beside_one_another_is_not_nested() -> None:
    rows = "(35.68 -139.69) (1 2)" * 3_000
    refuse_deep(f"SELECT * {{ VALUES (?x ?y) {{ {rows} }} FILTER(?x IN (1{', -1' * 3_000})) }}")
    refuse_deep(f"SELECT * {{ VALUES ?x {{ {'1.5 -2.5 +3 ' * 3_000} }} FILTER(CONCAT('a'{', STR(1)' * 3_000})) }}")


def test_our_own_questions_are_far_from_it() -> None:
    for name in queries.names():
        refuse_deep(queries.question(name).sparql.replace("\n", " " * JOINED))


@pytest.mark.parametrize(("language", "word"), [("en", "brackets"), ("vi", "ngoặc"), ("ja", "括弧")])
def test_it_is_said_in_the_language_of_the_reader(language: str, word: str) -> None:
    with speaking(language), pytest.raises(TooDeepError, match=f"{word}.*128"):
        select(Store(), NESTS["groups"](5_000))


@pytest.mark.parametrize("kind", NESTS)
def test_the_command_says_it_and_does_not_crash(folder: Path, tmp_path: Path, kind: str) -> None:
    file = tmp_path / "deep.rq"
    file.write_text(NESTS[kind](5_000), "utf-8")
    command = [COOP, "query", "--file", str(file), "--store", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: The query nests brackets 5,000 deep")
