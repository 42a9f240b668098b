"""A day on which it is not known what local governments there were is refused wherever one is given, and why."""

import json
from collections.abc import Callable
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import oracle
import pytest
from click.testing import CliRunner, Result
from pyoxigraph import Literal, NamedNode, Store

import graph
from graph.ask.parameters import bind, known_day
from graph.ask.query import ParameterError, select
from graph.cli import main
from loaders.model.messages import LANGUAGE
from queries import names, question

VIETNAM, JAPAN = oracle.HORIZONS["vn"], oracle.HORIZONS["jp"]
COUNTRY = {
    "vn": {"en": "Vietnam", "vi": "Việt Nam", "ja": "ベトナム"},
    "jp": {"en": "Japan", "vi": "Nhật Bản", "ja": "日本"},
}

EARLY = "1970-03-31"
"""Before both horizons."""

BETWEEN = "1976-07-01"
"""After that of Japan, before that of Vietnam."""


@pytest.fixture
def coop(folder: Path) -> Callable[..., Result]:
    """Runs ``coop`` in this process."""

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, [*arguments, "--store", str(folder)])

    return run


def refused(answer: Result, day: str, country: str, language: str = "en") -> bool:
    """Whether an answer names the day, the country and its horizon, and nothing else."""
    first = oracle.HORIZONS[country]
    told = (oracle.spoken(day, language), COUNTRY[country][language], oracle.spoken(first, language))
    return answer.exit_code == 1 and not answer.stdout and all(one in answer.stderr for one in told)


@pytest.mark.parametrize("language", ["en", "vi", "ja"])
@pytest.mark.parametrize(
    "command",
    [
        ("show", "vn/hue"), ("show", "vn/hue", "jp/osaka"), ("gaps",), ("gaps", "--country", "vn"),
        ("gaps", "--show", "years"),
        ("rank",), ("rank", "--country", "jp"), ("suggest", "jp/osaka"), ("query", "unconnected"),
        ("query", "partners-of", "--param", "place=vn/hue"), ("query", "unconnected", "--param", "country=vn"),
        ("query", "ties-between", "--param", "place=jp/osaka", "--param", "other=vn/hue"),
        ("draw",), ("draw", "jp/osaka"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_every_command_refuses_a_day_before_that_of_vietnam(
    coop: Callable[..., Result], command: tuple[str, ...], language: str
) -> None:
    answer = coop(*command, "--as-of", BETWEEN, "--lang", language)
    assert refused(answer, BETWEEN, "vn", language), answer.output


@pytest.mark.parametrize(
    "command",
    [("show", "jp/osaka"), ("gaps", "--country", "jp"), ("query", "partners-of", "--param", "place=jp/osaka"),
     ("query", "unconnected", "--param", "country=jp")],
    ids=" ".join,
)  # fmt: skip
def test_a_question_about_japan_alone_is_refused_before_that_of_japan(
    coop: Callable[..., Result], command: tuple[str, ...]
) -> None:
    answer = coop(*command, "--as-of", EARLY)
    assert refused(answer, EARLY, "jp"), answer.output
    assert VIETNAM not in coop(*command, "--as-of", BETWEEN).output


@pytest.mark.parametrize("command", ["export", "site"])
def test_files_of_a_day_before_are_not_written(coop: Callable[..., Result], tmp_path: Path, command: str) -> None:
    target = tmp_path / "ties.gexf"
    assert refused(coop(command, str(target), "--as-of", BETWEEN), BETWEEN, "vn")
    assert not target.exists()


@pytest.mark.parametrize("name", names())
def test_every_question_of_a_day_is_refused_and_answered_from_the_horizon_on(store: Store, name: str) -> None:
    asked = question(name)
    if not any(parameter.name == "as_of" for parameter in asked.parameters):
        return
    given = {one.name: f"{one.country or 'vn'}/{'da-nang' if one.country != 'jp' else 'osaka'}"
             for one in asked.parameters if one.type == "locality" and one.required}  # fmt: skip
    with pytest.raises(ParameterError, match=oracle.spoken(VIETNAM)):
        bind(store, asked, {**given, "as_of": BETWEEN})
    assert bind(store, asked, {**given, "as_of": VIETNAM})["as_of"].value == VIETNAM
    assert bind(store, asked, given)


def test_a_year_or_month_is_known_if_its_end_is(store: Store) -> None:
    for text in ("1975", "1976-06"):
        with pytest.raises(ParameterError, match=oracle.spoken(VIETNAM)):
            bind(store, question("unconnected"), {"as_of": text})
    for text in ("1976", "1976-07", VIETNAM):
        assert bind(store, question("unconnected"), {"as_of": text})["as_of"].value >= VIETNAM


def test_so_does_the_python_interface(store: Store, folder: Path) -> None:
    with pytest.raises(ParameterError, match=oracle.spoken(VIETNAM)):
        graph.network(as_of=BETWEEN, folder=folder)
    with pytest.raises(ParameterError, match=oracle.spoken(JAPAN)):
        known_day(store, EARLY, "jp")


@pytest.mark.parametrize("language", ["en", "vi", "ja"])
def test_so_does_the_server(served: str, language: str) -> None:
    address = f"{served}/api/queries/unconnected?as_of={BETWEEN}"
    with pytest.raises(HTTPError) as failure:
        urlopen(Request(address, headers={"Accept-Language": language}))
    assert failure.value.code == 400
    told = json.loads(failure.value.read())["detail"]
    assert all(
        one in told
        for one in (oracle.spoken(BETWEEN, language), COUNTRY["vn"][language], oracle.spoken(VIETNAM, language))
    ), told


def test_the_horizon_can_be_asked_for_in_sparql(store: Store) -> None:
    answer = select(
        store,
        """
        PREFIX coop: <https://w3id.org/vnjp-ties/ontology#>
        SELECT ?country ?day WHERE { ?country coop:horizon ?day } ORDER BY ?country
    """,
    )
    found = {row[0].value[-2:]: row[1].value for row in answer.rows
             if isinstance(row[0], NamedNode) and isinstance(row[1], Literal)}  # fmt: skip
    assert found == oracle.HORIZONS


def test_a_day_is_refused_in_the_language_of_the_reader(store: Store) -> None:
    before = LANGUAGE.set("ja")
    try:
        with pytest.raises(ParameterError, match="ベトナム"):
            known_day(store, BETWEEN)
    finally:
        LANGUAGE.reset(before)
