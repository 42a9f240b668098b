"""The command line: exit status, streams, formats, messages."""

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from conftest import COOP, ROOT, in_turn, spreadsheet, table
from lean import COOP_ON_LEAN
from oracle import spoken

import queries
from graph.cli.main import main


class Done(NamedTuple):
    """What a command left: its exit status, and what it wrote to each stream."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


@pytest.fixture
def coop(folder: Path) -> Run:
    """Runs ``coop`` on the graph of all facts, in this process: most of what another takes is to start."""

    def run(*arguments: str) -> Done:
        done = CliRunner(env={"COOP_STORE": str(folder)}).invoke(main, arguments)
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Done(done.exit_code, done.stdout, done.stderr)

    return run


@pytest.mark.parametrize("name", queries.names())
def test_table_csv_and_json_have_the_same_rows_and_columns(coop: Run, name: str) -> None:
    values = {"place": "da-nang", "other": "jp/osaka/sakai", "fact": "tie/da-nang--sakai--friendship-city--2019"}
    needed = [p.name for p in queries.question(name).parameters if p.required]
    params = [word for one in needed for word in ("--param", f"{one}={values[one]}")]
    as_csv = coop("query", name, *params, "--format", "csv")
    as_json = coop("query", name, *params, "--format", "json")
    shown = coop("query", name, *params)
    assert (as_csv.returncode, as_json.returncode, shown.returncode) == (0, 0, 0)
    objects = json.loads(as_json.stdout)
    assert len(objects) == len(spreadsheet(as_csv.stdout))
    if objects:
        assert list(objects[0]) == list(spreadsheet(as_csv.stdout)[0])
        assert len(shown.stdout.splitlines()) == len(objects) + 4
    else:
        assert "none known" in shown.stdout


def test_an_answer_without_rows_still_has_its_header(coop: Run) -> None:
    assert coop("query", "unsourced-facts", "--format", "csv").stdout == "\ufefffact,fact_id,form,form_id\n"
    assert coop("query", "unsourced-facts", "--format", "json").stdout == "[]\n"


def test_a_place_has_its_name_in_the_language_and_its_id_beside_it(coop: Run) -> None:
    answer = coop(
        "query", "partners-of", "--param", "place=Quy Nhơn", "--as-of", "2025-01-01", "--lang", "ja", "--format", "csv"
    )
    assert ("足利市", "jp/tochigi/ashikaga") in {
        (row["partner"], row["partner_id"]) for row in spreadsheet(answer.stdout)
    }


def test_a_pipe_sees_no_colour_no_frame_and_no_progress(folder: Path) -> None:
    settings = {**os.environ, "COOP_STORE": str(folder), "FORCE_COLOR": ""}
    answer = subprocess.run([COOP, "query", "forum-hosts"], capture_output=True, text=True, env=settings)
    assert "\x1b" not in answer.stdout + answer.stderr
    assert answer.stderr == ""
    assert max(map(len, answer.stdout.splitlines())) > 100, "nothing is cut off"


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("query", "partners-of", "--param", "place=Kawasaki"), 1, "may mean 3 localities"),
        (("query", "partners-of", "--param", "place=Yokohame"), 1, "close to it: Yokohama"),
        (("query", "partners-of"), 1, "needs --param place="),
        (("query", "partners-of", "--param", "town=x"), 1, "has no parameter “town”; it takes place, as_of"),
        (("query", "partners-of", "--param", "place"), 2, "write it as name=value"),
        (("query", "partner-of"), 2, "did you mean partners-of"),
        (("query",), 2, "--list"),
        (("query", "unsourced-facts", "--as-of", "2020"), 2, "asks of no day"),
        (("query", "scheme-access", "--param", "level=village-head"), 1, "is none of"),
        (("query", "dormant-ties", "--param", "years=many"), 1, "“many” is not a whole number"),
        (("query", "projects-by-programme", "--param", "programme=nothing"), 1, "there is no programme “nothing”"),
        (("query", "who-states", "--param", 'fact=a"<b> \uffff'), 1, 'there is no fact “a"<b>'),
        (("query", "projects-by-programme", "--param", "programme=JICA"), 1, "did you mean programme/jica-"),
        (("query", "events-without-agreement", "--param", "place=niigata-shi"), 1, "here a locality of Vietnam"),
        (("query", "partners-of", "--param", "as_of=2010", "--as-of", "2011"), 2, "give the day once"),
        (("query", "partners-of", "--file", "pyproject.toml"), 2, "ask either"),
        (("show", "hanoi", "hue"), 1, "ties join a locality of Vietnam and one of Japan"),
        (("export", "tests", "--format", "turtle"), 1, "is a folder; name a file in it"),
        (("export", "pyproject.toml", "--format", "csv"), 1, "is a file; csv needs a folder"),
        (("rank", "--by", "fame"), 1, "is no measure; write one of degree, strength"),
        (("rank", "--as-of", "2999"), 1, "lies in the future"),
        (("rank", "--as-of", "1980-01-01"), 1, "no tie is known by 1 January 1980; the first began on"),
        (("rank", "--limit", "0"), 2, "0 is not in the range"),
        (("suggest", "hội an"), 1, "did not exist on"),
        (("suggest", "nowhere"), 1, "is no locality we know"),
        (("suggest", "kawasaki"), 1, "may mean 3 localities"),
        (("suggest", "hanoi", "--field", "watr"), 1, "is none of economy"),
        (("suggest", "hanoi", "--field", "watr"), 1, "did you mean water or waste?"),
        (("suggest", "hanoi", "--limit", "0"), 2, "0 is not in the range"),
        (("backtest", "--cutoff", "2999"), 1, "lies in the future"),
        (("backtest", "--cutoff", "1980"), 1, "no tie is known by 1980"),
        (("backtest", "--cutoff", "2026-11-20"), 1, "no first document is known from 20 November 2026 on"),
        (("gaps", "--region", "atlantis"), 1, "is none of"),
        (("gaps", "--level", "prefecture", "--country", "vn"), 1, "is no level of Vietnam"),
        (("show", "da-nang", "--as-of", "2025-02-30"), 1, "does not exist"),
        (("show", "da-nang", "--as-of", "30/06/2025"), 1, "write 2013, 2013-04 or 2013-04-09"),
        (("gaps", "--level", "planet"), 1, "is no level of either country; write one of provincial"),
        (("gaps", "--country", "kr"), 1, "is none of vn, jp"),
        (("gaps", "--scheme", "friendship"), 1, "is none of official-relationship"),
        (("backtest",), 2, "name at least one day with --cutoff"),
        (("export", "graph.docx"), 2, ".ttl"),
        (("nonsense",), 2, "No such command"),
    ],
)
def test_a_mistake_is_answered_in_the_users_words(
    coop: Run, arguments: tuple[str, ...], status: int, message: str
) -> None:
    done = coop(*arguments)
    assert (done.returncode, done.stdout) == (status, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_the_sparql_of_a_question_can_be_asked_again(coop: Run, tmp_path: Path) -> None:
    asked = ("partners-of", "--param", "place=da-nang", "--as-of", "2025-06-30")
    bound, bare = tmp_path / "bound.rq", tmp_path / "bare.rq"
    bound.write_text(coop("query", *asked, "--sparql").stdout)
    bare.write_text(coop("query", "partners-of", "--sparql").stdout)
    answer = [row["tie_id"] for row in spreadsheet(coop("query", *asked, "--format", "csv").stdout)]
    again = ("query", "--format", "csv", "--file")
    assert [row["tie_id"] for row in spreadsheet(coop(*again, str(bound)).stdout)] == answer
    assert [row["tie_id"] for row in spreadsheet(coop(*again, str(bare), *asked[1:]).stdout)] == answer


def test_a_query_of_ones_own(coop: Run, tmp_path: Path) -> None:
    own = tmp_path / "own.rq"
    own.write_text("PREFIX coop: <https://w3id.org/vnjp-ties/ontology#> SELECT ?tie WHERE { ?tie a coop:Exchange }")
    exchanges = [row["tie_id"] for row in table("ties") if row["kind"] == "exchange"]
    answer = spreadsheet(coop("query", "--file", str(own), "--format", "csv").stdout)
    assert sorted(row["tie_id"] for row in answer) == sorted(f"tie/{tie}" for tie in exchanges)
    own.write_bytes(b"SELECT * WHERE { ?s ?p '\xff' }")
    assert "is not UTF-8" in coop("query", "--file", str(own)).stderr
    own.write_text("SELECT WHERE {")
    assert coop("query", "--file", str(own)).returncode == 1
    own.write_text("ASK { ?s ?p ?o }")
    assert "only SELECT" in coop("query", "--file", str(own)).stderr


def test_the_sparql_of_a_question_is_its_file(coop: Run) -> None:
    file = Path(queries.__file__).parent / "partners-of.rq"
    assert coop("query", "partners-of", "--sparql").stdout == file.read_text("utf-8")


def test_a_value_is_bound_and_never_pasted(coop: Run) -> None:
    hostile = "da-nang> } ; DROP ALL ; SELECT * { <x:y"
    done = coop("query", "partners-of", "--param", f"place={hostile}")
    assert done.returncode == 1
    assert "is no locality we know" in done.stderr


def test_the_graph_is_built_on_first_use(tmp_path: Path) -> None:
    settings = {**os.environ, "COOP_STORE": str(tmp_path / "new")}
    done = subprocess.run([*COOP_ON_LEAN, "status", "--format", "json"], capture_output=True, text=True, env=settings)
    assert done.returncode == 0
    assert {"Agreement", "Locality"} <= {row["name"] for row in json.loads(done.stdout)}
    assert "There is no graph yet" in done.stderr


@pytest.mark.parametrize("arguments", [["query", "partners-of", "--param", "place=da-nang"], ["status"]])
def test_who_asks_a_question_waits_for_no_heavy_library(folder: Path, arguments: list[str]) -> None:
    code = (
        "import sys; from graph.cli import main\n"
        f"try: main({arguments})\n"
        "except SystemExit: pass\n"
        "print(sorted({'rdflib', 'networkx', 'pyvis', 'pyshacl', 'openpyxl', 'httpx'} & set(sys.modules)))"
    )
    settings = {**os.environ, "COOP_STORE": str(folder)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=settings)
    assert done.stdout.splitlines()[-1] == "[]"


def test_every_fact_about_a_pair_is_in_its_briefing(coop: Run) -> None:
    text = coop("show", "da-nang", "sakai", "--as-of", "2026-11-21").stdout
    for row in table("ties"):
        if {"Da Nang", "Sakai"} == {row["vn_name"], row["jp_name"]}:
            assert spoken(row["signed"]) in text
            assert row["note"] in text
    section = text.partition("\nAgreements\n")[2].partition("\n\n")[0]
    stages = re.findall(r"^  (\d+ \w+ \d{4})", section, re.MULTILINE)
    assert stages == ["11 November 2024", "23 February 2019", "20 February 2009"]


@pytest.mark.parametrize(
    ("as_of", "units"), [("2025-06-30", 63), ("2025-07-01", 34), ("2026-11-21", 34), ("2008-07-31", 64)]
)
def test_gaps_speaks_of_the_units_of_the_day(coop: Run, as_of: str, units: int) -> None:
    assert coop("gaps", "--country", "vn", "--as-of", as_of).stdout.startswith(f"{units} provincial units of Vietnam")


@pytest.mark.parametrize(
    ("place", "day", "level"),
    [
        ("vn/hue", "2024-12-31", "province"), ("vn/hue", "2025-01-01", "central-city"),
        ("vn/dong-nai", "2026-04-29", "province"), ("vn/dong-nai", "2026-04-30", "central-city"),
        ("vn/quang-ninh", "2026-08-31", "province"), ("vn/quang-ninh", "2026-09-01", "central-city"),
        ("vn/bac-ninh", "2026-09-19", "province"), ("vn/bac-ninh", "2026-09-20", "central-city"),
    ],
)  # fmt: skip
def test_a_unit_has_the_level_it_had_on_the_day(coop: Run, place: str, day: str, level: str) -> None:
    at = coop(
        "query",
        "scheme-access",
        "--param",
        "country=vn",
        "--param",
        f"level={level}",
        "--as-of",
        day,
        "--format",
        "csv",
    )
    assert place in {row["place_id"] for row in spreadsheet(at.stdout)}


@pytest.mark.parametrize(
    "own", ["SELECT ?s WHERE { ?s a ?t } LIMIT 1", "#+ summary: One\nSELECT ?s { ?s a ?t } LIMIT 1"]
)
def test_a_mark_that_an_editor_put_in_front_of_a_query_is_no_part_of_it(folder: Path, tmp_path: Path, own: str) -> None:
    file, command = tmp_path / "own.rq", [COOP, "query", "--format", "csv", "--store", str(folder), "--file"]
    file.write_text(f"\ufeff{own}", "utf-8")
    by_name = subprocess.run([*command, str(file)], capture_output=True, check=True)
    by_pipe = subprocess.run([*command, "-"], input=file.read_bytes(), capture_output=True, check=True)
    bare = subprocess.run([*command, "-"], input=own.encode(), capture_output=True, check=True)
    file.write_text(f"{own}\r\n", "utf-16")
    wide = subprocess.run([*command, str(file)], capture_output=True, check=True)
    assert by_name.stdout == by_pipe.stdout == bare.stdout == wide.stdout
    assert len(spreadsheet(bare.stdout.decode())) == 1
    file.write_text("SELECT (STRLEN('\ufeff') AS ?n) {}", "utf-8")
    assert spreadsheet(subprocess.run([*command, str(file)], capture_output=True, check=True).stdout.decode()) == [
        {"n": "1"}
    ]


# --- letters ------------------------------------------------------------------------------------------------------

LOCALES = {
    "cp932": {"PYTHONIOENCODING": "cp932"},
    "cp1252": {"PYTHONIOENCODING": "cp1252"},
    "ascii": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}
"""What machines are set to that have not all our letters."""

WRONG_TIE = "tie_id,vn_name,jp_name,kind,signed,sources\nnew,Huếế,堺市,mou,2013,da-nang-mitsuke\n"
LETTERS = 'SELECT ("Huế 京都" AS ?name) WHERE {}'
WRITTEN = [
    (("query", "partners-of", "--param", "place=da-nang", "--lang", "vi"), "thỏa thuận hữu nghị hợp tác"),
    (
        ("query", "partners-of", "--param", "place=da-nang", "--lang", "vi", "--format", "csv"),
        "thỏa thuận hữu nghị hợp tác",
    ),
    (("query", "partners-of", "--param", "place=da-nang", "--lang", "ja", "--format", "json"), "ダナン"),
    (("query", "--file", "-", "--format", "csv"), "\ufeffname\nHuế 京都\n"),
    (("query", "--file", "-", "--sparql"), LETTERS),
    (("show", "da-nang", "--lang", "ja"), "時点の情報"),
    (("status",), "─"),
    (("rank", "--lang", "ja", "--format", "csv"), "中央直轄市"),
    (("check", "wrong.csv"), "Huếế"),
    (("check", "wrong.csv", "--format", "csv"), "Huếế"),
    (("check", "wrong.csv", "--format", "json"), "Huếế"),
    (("--help",), "大阪市"),
]


def in_locale(folder: Path, locale: str, arguments: tuple[str, ...], **streams: object) -> "subprocess.Popen[bytes]":
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    settings = inherited | LOCALES[locale] | {"COOP_STORE": str(folder), "PYTHONWARNDEFAULTENCODING": "1"}
    return subprocess.Popen([COOP, *arguments], env=settings, **streams)  # type: ignore[call-overload, no-any-return]


@pytest.mark.parametrize(
    ("arguments", "letters", "locale"),
    [pytest.param(*one, of, id=f"{' '.join(one[0])}-{of}") for one, of in in_turn(WRITTEN, [*LOCALES])],
)
def test_what_programs_read_is_utf_8_whatever_the_locale_is(
    folder: Path, tmp_path: Path, arguments: tuple[str, ...], letters: str, locale: str
) -> None:
    (tmp_path / "wrong.csv").write_text(WRONG_TIE, "utf-8")
    with (tmp_path / "written").open("wb") as out:
        streams = {"stdin": subprocess.PIPE, "stdout": out, "stderr": subprocess.PIPE, "cwd": tmp_path}
        _, complaints = in_locale(folder, locale, arguments, **streams).communicate(LETTERS.encode())
    written = (tmp_path / "written").read_text("utf-8")
    assert letters in written
    assert "\\u" not in written
    assert str(ROOT / "graph") not in complaints.decode("utf-8"), "a file is opened without its encoding being named"


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_said_beside_it_is_utf_8_too_where_it_is_kept(folder: Path, locale: str) -> None:
    _, said = in_locale(folder, locale, ("query", "parters-of"), stderr=subprocess.PIPE).communicate()
    assert "there is no question “parters-of”" in said.decode("utf-8")


@pytest.mark.parametrize("locale", ["cp932", "cp1252"])
def test_a_terminal_that_lacks_a_letter_shows_its_number(folder: Path, locale: str) -> None:
    ours, theirs = pty.openpty()
    arguments = ("query", "partners-of", "--param", "place=da-nang", "--lang", "vi", "--format", "csv")
    with in_locale(folder, locale, arguments, stdout=theirs):
        os.close(theirs)
        shown = b"".join(iter(partial(seen, ours), b"")).decode(locale)
    os.close(ours)
    assert "Qu\\u1ea3ng Nam" in shown
    assert shown.startswith("partner,"), "the mark of spreadsheets is for files"


def seen(terminal: int) -> bytes:
    """What a terminal shows next; nothing once nobody writes to it."""
    try:
        return os.read(terminal, 65_536)
    except OSError:
        return b""
