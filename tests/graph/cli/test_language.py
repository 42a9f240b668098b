"""What is said to people is said in their language: headings, titles, messages, refusals; data stay as they are."""

import csv
import errno
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from http.client import HTTPConnection
from importlib.metadata import version
from pathlib import Path

import click
import oracle
import pytest
from conftest import FACTS, Done, copied, run_coop, spreadsheet

import ontology
import queries
from graph.cli.main import main
from graph.store.user_sources import catalogue
from graph.suggest.backtest import Result
from loaders.model.packaged import packaged

WORDS = packaged("graph", "words.yaml")
MESSAGES = packaged("loaders.model", "messages.yaml")
ENGLISH = re.compile(
    r"\b(?:the|is|are|was|of|and|or|not|no|none|write|wrote|known|by|with|it|in|to|for|rows?|there|this|must|see|error)\b",
    re.IGNORECASE,
)
"""Words that an English sentence has one of, and that are no names, options or commands."""

ERROR = {"en": "Error: ", "vi": "Lỗi: ", "ja": "エラー: "}
USAGE = {"en": "Usage: ", "vi": "Cách dùng: ", "ja": "使い方: "}
OTHERS = ("vi", "ja")
UNSET = {"COOP_LANG": None, "LC_ALL": None, "LC_MESSAGES": None, "LANG": None}


def english(text: str) -> list[str]:
    """The English words in a text, apart from addresses, paths, identifiers, and what is quoted."""
    bare = re.sub(r"https?://\S+|\S*/\S+|`[^`]*`|“[^”]*”|「[^」]*」|'[^']*'|\S*[-_=]\S*|coop \w+|: [\w, ]+$", "", text)
    return ENGLISH.findall(bare)


def columns(text: str) -> list[str]:
    """The columns of a CSV answer, without the ids beside the names."""
    found = next(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    return [column for column in found if not (column.endswith("_id") and column.removesuffix("_id") in found)]


@pytest.fixture(scope="module")
def graph(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the graph of all facts with one table of the user's own."""
    graph = copied(folder, tmp_path_factory.mktemp("language") / "graph")
    own = graph.parent / "mine.csv"
    own.write_text(
        "Vietnam,Japan,Kind,Signed,Link\nĐà Nẵng,旭川市,MOU,2001-02-03,\nĐà Nẵng,堺市,MOU,nobody,\n", "utf-8"
    )
    assert run_coop("load", own, "--yes", "--store", graph).status == 0
    return graph


@pytest.fixture(scope="module")
def told(graph: Path) -> Callable[..., Done]:
    """Runs ``coop`` on that graph in a language, each command once: several tests look at the same answers."""
    return cache(lambda *arguments, language="en": run_coop(*arguments, COOP_LANG=language, COOP_STORE=str(graph)))


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has a backtest come to some result at once."""
    results = [Result(name, 3, (0.1, 0.2, 0.3, 0.4), 0.5) for name in ("suggest", "random", "common neighbours")]
    monkeypatch.setattr("graph.suggest.backtest.backtest", lambda *_: results)


# --- which language ------------------------------------------------------------------------------------------------


def test_every_command_can_be_told_the_language() -> None:
    for name, command in main.commands.items():
        [option] = [one for one in command.params if "--lang" in one.opts]
        assert isinstance(option.type, click.Choice), name
        assert tuple(option.type.choices) == ontology.LANGUAGES, name


@pytest.mark.parametrize(
    ("settings", "arguments", "language"),
    [
        ({}, (), "en"),
        ({"LANG": "vi_VN.UTF-8"}, (), "vi"),
        ({"LANG": "ja_JP.eucJP"}, (), "ja"),
        ({"LANG": "fr_FR.UTF-8"}, (), "en"),
        ({"LANG": "ja_JP.UTF-8", "LC_MESSAGES": "vi_VN.UTF-8"}, (), "vi"),
        ({"LANG": "ja_JP.UTF-8", "LC_MESSAGES": "vi_VN.UTF-8", "LC_ALL": "C"}, (), "en"),
        ({"LANG": "ja_JP.UTF-8", "LC_ALL": ""}, (), "ja"),
        ({"LANG": "ja_JP.UTF-8", "COOP_LANG": "vi"}, (), "vi"),
        ({"LANG": "ja_JP.UTF-8", "COOP_LANG": ""}, (), "ja"),
        ({"LANG": "ja_JP.UTF-8", "COOP_LANG": "en"}, (), "en"),
        ({"LANG": "vi_VN.UTF-8", "COOP_LANG": "vi"}, ("--lang", "ja"), "ja"),
        ({"COOP_LANG": "vi"}, ("--lang=en",), "en"),
        ({"COOP_LANG": "fr"}, ("--lang", "ja"), "ja"),
    ],
)
def test_the_option_counts_before_the_setting_and_that_before_the_locale(
    settings: dict[str, str], arguments: tuple[str, ...], language: str
) -> None:
    said = run_coop("query", *arguments, **UNSET | settings).err
    assert said.startswith(USAGE[language])
    assert f"\n{ERROR[language]}" in said


def test_a_language_that_is_not_spoken_is_refused_with_those_that_are() -> None:
    for done in (run_coop("status", **UNSET | {"COOP_LANG": "fr"}), run_coop("status", "--lang", "fr", **UNSET)):
        assert (done.status, done.out) == (2, "")
        assert "'fr' is not one of 'en', 'vi', 'ja'" in done.err
    assert "COOP_LANG" in run_coop("status", **UNSET | {"COOP_LANG": "fr"}).err


def test_one_command_does_not_speak_the_language_of_the_last() -> None:
    assert run_coop("query", "--lang", "ja").err.startswith(USAGE["ja"])
    assert run_coop("query", "--lang", "en").err.startswith(USAGE["en"])
    assert run_coop("query").err.startswith(USAGE["en"])


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "coop, version {} (facts of {})"),
        ("vi", "coop, phiên bản {} (dữ liệu ngày {})"),
        ("ja", "coop バージョン {}({}時点のデータ)"),
    ],
)
def test_the_version_is_told_with_the_day_of_the_facts(language: str, told: str) -> None:
    done = run_coop("--version", **UNSET | {"COOP_LANG": language})
    assert (done.status, done.out) == (0, told.format(version("vnjp-ties"), oracle.spoken(FACTS, language)) + "\n")


def test_help_waits_for_no_yaml_and_no_graph() -> None:
    code = (
        "import sys; from graph.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'yaml', 'pyoxigraph', 'rich', 'importlib.resources', 'importlib.metadata'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"


# --- mistakes ------------------------------------------------------------------------------------------------------

MISTAKES: list[tuple[str, ...]] = [
    ("nonsense",),
    ("rank", "--nonsense"),
    ("rank", "--limi", "3"),
    ("rank", "--limit"),
    ("rank", "--limit", "0"),
    ("rank", "--limit", "many"),
    ("rank", "hanoi", "hue"),
    ("gaps", "--behind=yes"),
    ("gaps", "--country", "kr"),
    ("serve", "--timeout", "many"),
    ("serve", "--timeout", "0"),
    ("show",),
    ("fetch",),
    ("fetch", "everything"),
    ("load",),
    ("load", "nothing.csv"),
    ("load", "tests"),
    ("status", "--store", "pyproject.toml"),
    ("backtest",),
    ("query", "--file", "nothing.rq"),
    ("query",),
    ("query", "partner-of"),
    ("query", "zzz"),
    ("query", "partners-of", "--file", "pyproject.toml"),
    ("query", "partners-of", "--param", "place"),
    ("query", "unsourced-facts", "--as-of", "2020"),
    ("query", "partners-of", "--param", "as_of=2010", "--as-of", "2011"),
    ("query", "partners-of"),
    ("query", "partners-of", "--param", "town=x"),
    ("query", "unsourced-facts", "--param", "town=x"),
    ("query", "scheme-access", "--param", "level=village-head"),
    ("query", "dormant-ties", "--param", "years=many"),
    ("query", "projects-by-programme", "--param", "programme=zzzz"),
    ("query", "projects-by-programme", "--param", "programme=JICA"),
    ("query", "events-without-agreement", "--param", "place=niigata-shi"),
    ("export", "graph.docx"),
    ("export", "graph.ttl", "--format", "docx"),
    ("export", "tests", "--format", "turtle"),
    ("export", "pyproject.toml", "--format", "csv"),
    ("export", "pyproject.toml/x.ttl"),
    ("draw", "--kind", "marriage"),
    ("rank", "--by", "fame"),
    ("rank", "--as-of", "2999"),
    ("rank", "--as-of", "1950-01-01"),
    ("rank", "--show", "years", "--network", "affiliations"),
    ("rank", "--sensitivity", "--significance"),
    ("rank", "--significance", "--network", "co-affiliations"),
    ("gaps", "--show", "years", "--ended"),
    ("gaps", "--region", "atlantis"),
    ("gaps", "--level", "prefecture", "--country", "vn"),
    ("gaps", "--level", "planet"),
    ("calendar", "--months", "0"),
    ("calendar", "sanjo", "--output", "dates.pdf"),
    ("news", "--since", "soon"),
    ("site", "--store", "http://127.0.0.1:9/sparql"),
    ("open", "--store", "http://127.0.0.1:9/sparql"),
    ("status", "--store", "http://127.0.0.1:9/sparql"),
    ("status", "--store", "http://who:secret@127.0.0.1:9/sparql"),
    ("push", "http://127.0.0.1:9/elsewhere"),
]


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("arguments", MISTAKES, ids=" ".join)
def test_a_mistake_is_told_in_the_language_and_ends_as_in_english(
    told: Callable[..., Done], arguments: tuple[str, ...], language: str
) -> None:
    done, plain = told(*arguments, language=language), told(*arguments)
    assert english(done.err) == []
    assert ERROR[language] in done.err
    assert (done.status, done.out) == (plain.status, "")
    assert (USAGE[language] in done.err) == (USAGE["en"] in plain.err)


@pytest.mark.parametrize("language", OTHERS)
def test_a_query_that_is_none_is_told_in_the_language_with_the_words_of_the_parser(
    graph: Path, tmp_path: Path, language: str
) -> None:
    own = tmp_path / "own.rq"
    for text in (b"SELECT WHERE {", b"ASK { ?s ?p ?o }", b"SELECT * WHERE { ?s ?p '\xff' }"):
        own.write_bytes(text)
        done = run_coop("query", "--file", own, COOP_LANG=language, COOP_STORE=str(graph))
        assert done.status
        assert english(done.err.partition(": error at")[0]) == []


@pytest.mark.parametrize("language", OTHERS)
def test_who_interrupts_is_told_in_the_language(graph: Path, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("graph.ask.status.overview", interrupted)
    done = run_coop("status", COOP_LANG=language, COOP_STORE=str(graph))
    assert (done.status, done.err.strip()) == (1, MESSAGES["Aborted!"][language])


# --- answers -------------------------------------------------------------------------------------------------------

BACKTEST = ("backtest", "--cutoff", "2018-01-01", "--cutoff", "2021-01-01")
TABLES: list[tuple[str, ...]] = [
    ("gaps", "--country", "vn", "--as-of", "2026-11-21"),
    ("gaps", "--behind", "--country", "vn", "--as-of", "2026-11-21"),
    ("gaps", "--ended", "--show", "levels", "--as-of", "2026-11-21"),
    ("gaps", "--show", "regions", "--as-of", "2026-11-21"),
    ("gaps", "--show", "years", "--as-of", "1992-12-31"),
    ("rank", "--as-of", "2026-11-21"),
    ("rank", "--sensitivity", "--only", "dated", "--as-of", "2026-11-21"),
    ("rank", "--show", "communities", "--ended", "--as-of", "2026-11-21"),
    ("rank", "--show", "cut-points", "--as-of", "2026-11-21"),
    ("rank", "--show", "years", "--as-of", "2000-12-31"),
    BACKTEST,
    ("status",),
    ("sources",),
    ("diff", "mine"),
    ("query", "--list"),
    *(("query", name) for name in queries.names() if not any(p.required for p in queries.question(name).parameters)),
    ("query", "partners-of", "--param", "place=da-nang"),
    ("query", "ties-between", "--param", "place=da-nang", "--param", "other=jp/osaka/sakai"),
    ("query", "programmes-open-to", "--param", "place=da-nang"),
]


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("arguments", TABLES, ids=" ".join)
@pytest.mark.usefixtures("quick")
def test_title_and_headings_are_in_the_language_and_the_columns_of_data_are_not(
    told: Callable[..., Done], arguments: tuple[str, ...], language: str
) -> None:
    data, plain = told(*arguments, "--format", "csv", language=language), told(*arguments, "--format", "csv")
    assert data.out.splitlines()[0] == plain.out.splitlines()[0]
    shown = told(*arguments, language=language)
    assert english(shown.err.partition("mine.csv")[0]) == []
    title, rule, _ = shown.out.partition("\n─")
    if not rule:
        assert shown.out.splitlines()[-1] == WORDS["none"][language]
        return
    *titles, head = title.splitlines()
    assert english(" ".join(titles)) == []
    assert head.split() == [w for one in columns(data.out) for w in WORDS[f"column_{one}"][language].split()]


@pytest.mark.parametrize("arguments", TABLES, ids=" ".join)
@pytest.mark.usefixtures("quick")
def test_data_say_the_same_in_every_language_but_for_names(graph: Path, arguments: tuple[str, ...]) -> None:
    def rows(language: str) -> list[dict[str, object]]:
        done = run_coop(*arguments, "--format", "json", "--lang", language, COOP_STORE=str(graph))
        found: list[dict[str, object]] = json.loads(done.out)
        return found

    plain = rows("en")
    for language in OTHERS:
        said = rows(language)
        assert [[*row] for row in said] == [[*row] for row in plain]
        for one, other in zip(said, plain, strict=True):
            for column, value in other.items():
                if not isinstance(value, str) or column.endswith("_id") or column in {"change", "method", "section"}:
                    assert one[column] == value


@pytest.mark.parametrize("language", OTHERS)
def test_yes_and_no_are_in_the_language_in_tables_alone(graph: Path, language: str) -> None:
    asked = ("gaps", "--show", "all", "--country", "vn", "--as-of", "2026-11-21", "--lang", language)
    as_csv = run_coop(*asked, "--format", "csv", COOP_STORE=str(graph)).out
    data = [row["partner_known"] for row in spreadsheet(as_csv)]
    assert {*data} == {"true", "false"}
    shown = run_coop(*asked, COOP_STORE=str(graph)).out.partition("\n─")[2].splitlines()
    for word, value in (("yes_partner_known", "true"), ("no_partner_known", "false")):
        assert sum(WORDS[word][language] in line for line in shown) == data.count(value)


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.usefixtures("quick")
def test_words_of_ours_in_cells_are_in_the_language_in_tables_alone(told: Callable[..., Done], language: str) -> None:
    for arguments, column in ((("status",), "section"), (("diff", "mine"), "change"), (BACKTEST, "method")):
        plain = told(*arguments, "--format", "csv", language=language).out
        words = {row[column] for row in spreadsheet(plain)}
        shown = told(*arguments, language=language).out
        for word in words:
            assert MESSAGES[word][language] in shown
            assert word == "suggest" or f" {word}   " not in shown  # that is the name of the command


def test_numbers_are_written_as_the_language_has_them(graph: Path) -> None:
    said = {
        language: run_coop("status", "--lang", language, COOP_STORE=str(graph)).out for language in ontology.LANGUAGES
    }
    assert [" 4,037\n" in said["en"], " 4.037\n" in said["vi"], " 4,037\n" in said["ja"]] == [True] * 3
    ranked = run_coop("rank", "--limit", "1", "--as-of", "2026-11-21", "--lang", "vi", COOP_STORE=str(graph)).out
    assert re.search(r" 0,\d{3}\b", ranked)
    assert not re.search(r" 0\.\d{3}\b", ranked)


def test_several_names_in_a_cell_are_in_the_language(graph: Path) -> None:
    asked = ("rank", "--show", "communities", "--as-of", "2026-11-21", "--format", "csv")
    said = {one: run_coop(*asked, "--lang", one, COOP_STORE=str(graph)).out for one in ontology.LANGUAGES}
    assert "Da Nang" in said["en"]
    assert "Đà Nẵng" in said["vi"]
    assert "ダナン" in said["ja"]
    assert "Da Nang" not in said["vi"] + said["ja"]


# --- what the other commands say -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.usefixtures("lean")
def test_building_and_writing_are_told_in_the_language(tmp_path: Path, language: str) -> None:
    settings = {"COOP_LANG": language, "COOP_STORE": str(tmp_path / "new")}
    built = run_coop("build", **settings)
    assert built.status == 0
    assert english(built.err + built.out.partition("\n─")[0]) == []
    for arguments in (("export", tmp_path / "a.ttl"), ("draw", "da-nang", "--output", tmp_path / "a.html")):
        done = run_coop(*arguments, **settings)
        assert done.status == 0
        assert MESSAGES["wrote {target}"][language].split("{target}")[-1] in done.err
        assert english(done.err) == []


@pytest.mark.parametrize("language", OTHERS)
def test_checking_is_told_in_the_language(tmp_path: Path, language: str) -> None:
    tie = tmp_path / "ties.csv"
    head = "tie_id,vn_name,jp_name,kind,signed,note,sources"
    tie.write_text(f"{head}\nx,Da Nang,jp/osaka/sakai,mou,2020,,localgovjp\n", "utf-8")
    plain, done = run_coop("check", tie), run_coop("check", tie, "--lang", language)
    assert done.status == plain.status
    assert english(done.err) == []
    data = [run_coop("check", tie, "--format", "csv", "--lang", one).out.splitlines()[0] for one in ("en", language)]
    assert data == ["\ufeffseverity,file,row,column,message"] * 2


def test_a_shape_says_what_is_missing_in_the_language() -> None:
    from rdflib.namespace import SH

    from loaders.tables.shapes import _shapes

    for language in ontology.LANGUAGES:
        said = [*_shapes(language)[0].objects(None, SH.message)]
        assert {one.language for one in said} == {language}
        assert len(said) == len([*_shapes("en")[0].objects(None, SH.message)])


@pytest.mark.parametrize(("language", "yes", "no"), [("vi", "có", "không"), ("ja", "はい", "いいえ")])
def test_a_table_is_loaded_shown_and_dropped_in_the_language(
    graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, yes: str, no: str
) -> None:
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda stream: True, raising=False)
    monkeypatch.setattr("graph.cli.facts.build_graph", catalogue)  # tells as a build does, which is looked at above
    here, own = copied(graph, tmp_path / "graph"), tmp_path / "own.csv"
    own.write_text("Vietnam,Japan,Kind,Signed,Link\nHà Nội,旭川市,MOU,2001-02-03,\n", "utf-8")
    settings = {"COOP_LANG": language, "COOP_STORE": str(here)}
    refused = run_coop("load", own, answer=f"perhaps\n{no}\n", **settings)
    loaded = run_coop("load", own, answer=f"{yes}\n", **settings)
    again = run_coop("load", own, "--yes", **settings)
    own.write_text(own.read_text("utf-8") + "Hà Nội,堺市,MOU,nobody,\nHà Nội,旭川市,MOU,2001-02-03,\n", "utf-8")
    replaced = run_coop("load", own, "--yes", **settings)
    dropped = run_coop("drop", "own", **settings)
    assert [one.status for one in (refused, loaded, again, replaced, dropped)] == [1, 0, 0, 0, 0]
    assert MESSAGES["Answer y (yes) or n (no)."][language] in refused.err
    for done in (refused, loaded, again, replaced, dropped):
        told = [
            line for line in done.err.splitlines() if not re.search(r"─|own\.csv.*ties: |\.csv:|Vietnam|Japan", line)
        ]
        assert english("\n".join(told).replace("Y/n", "")) == []
    assert "coop diff own" in loaded.err


# --- the server ----------------------------------------------------------------------------------------------------

REFUSED: list[tuple[str, str, bytes | None]] = [
    ("GET", "/sparql?default-graph-uri=x", None),
    ("GET", "/sparql?query=SELECT", None),
    ("GET", "/sparql?query=SELECT%20*%20%7B%20SERVICE%20%3Chttp%3A%2F%2Fx%3E%20%7B%7D%20%7D", None),
    ("GET", "/sparql?update=DROP%20ALL", None),
    ("POST", "/sparql", b"nothing"),
    ("POST", "/sparql", b"x" * (200 << 10)),
    ("PUT", "/sparql", b"nothing"),
    ("GET", "/api/queries/nothing", None),
    ("GET", "/api/queries/partners-of", None),
    ("GET", "/api/queries/partners-of?town=x", None),
    ("GET", "/api/queries/partners-of?place=hanoi&format=docx", None),
    ("GET", "/api/queries/partners-of?place=hanoi&place=hue", None),
    ("GET", "/api/queries/dormant-ties?years=many", None),
    ("GET", "/nothing", None),
    ("GET", "/editor/nothing", None),
    ("GET", "/id/nothing", None),
    ("GET", "/reconcile?queries=%7B", None),
    ("GET", "/reconcile?queries=%7B%22a%22%3A%7B%22query%22%3A1%7D%7D", None),
]


@pytest.fixture(scope="module")
def connection(served: str) -> Iterator[HTTPConnection]:
    """One connection for all requests: the language is that of each, not of the connection."""
    made = HTTPConnection(served.removeprefix("http://"), timeout=60)
    yield made
    made.close()


@pytest.mark.parametrize(("method", "path", "body"), REFUSED, ids=[f"{method} {path}" for method, path, _ in REFUSED])
def test_a_refusal_is_in_the_language_of_each_request(
    connection: HTTPConnection, method: str, path: str, body: bytes | None
) -> None:
    details = {}
    for language in ("ja", "vi", "en"):
        connection.request(method, path, body, {"Accept-Language": f"{language}, en;q=0.5"})
        answer = connection.getresponse()
        problem = json.loads(answer.read())
        assert answer.status >= 400
        assert answer.headers["Content-Language"] == language
        assert "Accept-Language" in answer.headers["Vary"]
        details[language] = problem["detail"]
    for language in OTHERS:
        assert english(details[language].partition(": error at")[0]) == []
    assert len({*details.values()}) == 3


def test_the_parameter_counts_before_the_header(connection: HTTPConnection) -> None:
    connection.request("GET", "/api/queries/partners-of?lang=ja", headers={"Accept-Language": "vi"})
    answer = connection.getresponse()
    assert answer.headers["Content-Language"] == "ja"
    assert json.loads(answer.read())["detail"].endswith("(対象の自治体)")
    connection.request("GET", "/api/queries?lang=vi", headers={"Accept-Language": "ja"})
    [asked] = [one for one in json.loads(connection.getresponse().read()) if one["name"] == "partners-of"]
    assert asked["parameters"][0]["help"] == "địa phương được hỏi"


# --- nothing is forgotten ------------------------------------------------------------------------------------------


def test_what_the_heads_of_questions_and_rules_say_is_said_in_each_language() -> None:
    for question in map(queries.question, queries.names()):
        assert {parameter.help for parameter in question.parameters} <= MESSAGES.keys()
        assert len({question.text_in(language).summary for language in ontology.LANGUAGES}) == 3
    for rule in queries.rules():
        assert len({rule.text_in(language).summary for language in ontology.LANGUAGES}) == 3


def test_the_usual_errors_of_the_system_are_said_in_each_language() -> None:
    for number in (
        errno.ENOENT,
        errno.EACCES,
        errno.EISDIR,
        errno.ENOTDIR,
        errno.EEXIST,
        errno.ENOSPC,
        errno.EADDRINUSE,
    ):
        assert os.strerror(number) in MESSAGES
