"""What is doubtful in a list is asked once: in a mapping that is kept, and on a terminal; nothing typed is lost."""

import os
import pty
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from select import POLLIN, poll

import pytest
import yaml
from conftest import Done, copied, run_coop
from lists import written

from graph.store.user_sources import catalogue
from loaders.imports import user_datasets as own

pytestmark = pytest.mark.usefixtures("lean")

Run = Callable[..., Done]
DATES = [["Partner", "Kind", "Date signed"], ["Naha", "MOU", "06/05/2017"], ["Asahikawa", "MOU", "2018-08-07"]]
COLUMN = [["Đối tác", "Loại", "Mốc"], ["Naha", "MOU", "9/4/2013"], ["Asahikawa", "MOU", "20/5/2014"]]
_PATIENCE = 100
"""Seconds until somebody who waits for a terminal gives up."""
HALF = [["相手都市", "締結日", "様式"], ["ダナン市", "2013", "覚書"], ["フエ市", "2014", "姉妹都市"]]


@pytest.fixture
def graph(lean_folder: Path, tmp_path: Path) -> Path:
    return copied(lean_folder, tmp_path / "graph")


@pytest.fixture
def coop(graph: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command without building the graph, of which nothing is asked here."""
    monkeypatch.setattr("graph.cli.facts.build_graph", catalogue)
    return partial(run_coop, COOP_STORE=str(graph))


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has somebody sit before the terminal."""
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda stream: True, raising=False)


def signed(graph: Path, name: str = "mine") -> list[str]:
    lines = (own.one(graph, name).folder / "ties.csv").read_text("utf-8-sig").splitlines()
    column = lines[0].split(",").index("signed")
    return [line.split(",")[column] for line in lines[1:]]


# --- nobody can be asked ---------------------------------------------


@pytest.mark.parametrize(
    ("suffix", "table", "place", "question", "answer", "stated"),
    [
        ("csv", COLUMN, "Đà Nẵng", "Which column of ours is “Mốc”, where “20/5/2014” stands?",
         {"Mốc": "signed"}, ["2013-04-09", "2014-05-20"]),
        ("xlsx", HALF, "堺市", "Which column of ours is “様式”, where “覚書” stands?",
         {"様式": "kind"}, ["2013", "2014"]),
        ("ods", [["Ort", "Tag", "Art"], ["Naha", "2013-04-09", "MOU"]], "Đà Nẵng", "Which column of ours is “Tag”",
         {"Ort": "jp_name", "Tag": "signed", "Art": "kind"}, ["2013-04-09"]),
    ],
    ids=["a date", "a kind", "all of them"],
)  # fmt: skip
def test_a_column_that_is_not_understood_stops_the_load_and_is_answered_in_the_mapping(
    graph: Path, coop: Run, tmp_path: Path, suffix: str, table: list[list[str]], place: str, question: str,
    answer: dict[str, str], stated: list[str],
) -> None:  # fmt: skip
    path, kept = written(tmp_path / f"mine.{suffix}", table), tmp_path / "mine.mapping.yaml"
    done = coop("load", path, "--yes", "--place", place)
    assert done.status == 1
    assert question in done.err
    assert f"answer in {kept} (unclear: …), and load with --mapping {kept}" in done.err
    assert not (graph / "tables").exists() or not list(own.own(graph))
    mapping = yaml.safe_load(kept.read_text("utf-8"))
    assert mapping["sheets"][0]["unclear"] == dict.fromkeys(answer)
    mapping["sheets"][0]["unclear"] = answer
    kept.write_text(yaml.safe_dump(mapping, allow_unicode=True), "utf-8")
    assert coop("load", path, "--mapping", kept).status == 0
    assert signed(graph) == stated


def test_a_mapping_that_is_still_unanswered_stops_the_load_again(coop: Run, tmp_path: Path) -> None:
    path, kept = written(tmp_path / "mine.csv", COLUMN), tmp_path / "kept.yaml"
    for _again in range(2):
        done = coop("load", path, "--yes", "--place", "Đà Nẵng", "--mapping", kept)
        assert (done.status, "Mốc:  # signed, since, ended, expires" in kept.read_text("utf-8")) == (1, True)


def test_a_mapping_beside_the_file_is_not_written_over(coop: Run, tmp_path: Path) -> None:
    path, mine = written(tmp_path / "mine.csv", COLUMN), tmp_path / "mine.mapping.yaml"
    mine.write_text("mine", "utf-8")
    assert "mine.mapping-2.yaml" in coop("load", path, "--yes", "--place", "Đà Nẵng").err
    assert mine.read_text("utf-8") == "mine"


def test_without_an_answer_only_dates_that_are_certain_are_taken(graph: Path, coop: Run, tmp_path: Path) -> None:
    done = coop("load", written(tmp_path / "mine.csv", DATES), "--yes", "--place", "Đà Nẵng")
    assert "What stands first in Date signed: 06/05/2017 = 2017-05-06 (day), 2017-06-05 (month)?" in done.err
    assert "row 2: Date signed: “06/05/2017” may be 2017-05-06 or 2017-06-05" in done.err
    assert signed(graph) == ["2018-08-07"]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("vi", "Cột “Mốc” (ví dụ: “20/5/2014”) ứng với cột nào của hệ thống?"),
        ("ja", "「Mốc」(例:「20/5/2014」)は、こちらのどの列に当たりますか。"),
    ],
)
def test_questions_are_put_in_the_language_of_the_reader(coop: Run, tmp_path: Path, language: str, told: str) -> None:
    path = written(tmp_path / "mine.csv", COLUMN)
    assert told in coop("load", path, "--yes", "--place", "Đà Nẵng", "--lang", language).err


# --- on a terminal ---------------------------------------------------


@pytest.mark.parametrize(
    ("table", "place", "answers", "stated"),
    [
        (DATES, "Đà Nẵng", ["month"], ["2017-06-05", "2018-08-07"]),
        (DATES, "Đà Nẵng", ["neither", ""], ["2017-05-06", "2018-08-07"]),
        (COLUMN, "Đà Nẵng", ["", "5 May", "1"], ["2013-04-09", "2014-05-20"]),
        (COLUMN, "Đà Nẵng", ["-"], ["", ""]),
        (HALF, "堺市", [""], ["2013", "2014"]),
    ],
    ids=["an answer", "no answer of ours, then the likely one", "nothing, no column, a number", "none", "the only one"],
)
def test_it_is_asked_on_a_terminal_until_the_answer_is_one_and_kept(
    graph: Path, coop: Run, terminal: None, tmp_path: Path, table: list[list[str]], place: str, answers: list[str],
    stated: list[str],
) -> None:  # fmt: skip
    path = written(tmp_path / "mine.csv", table)
    done = coop("load", path, "--place", place, answer="".join(f"{answer}\n" for answer in [*answers, "y"]))
    assert (done.status, signed(graph)) == (0, stated)
    again = coop("load", path, "--mapping", tmp_path / "mine.mapping.yaml")  # which asks no more
    assert (again.status, signed(graph)) == (0, stated)


def test_what_no_column_says_may_be_answered(graph: Path, coop: Run, terminal: None, tmp_path: Path) -> None:
    path = written(tmp_path / "mine.csv", [["Đối tác", "Ngày ký"], ["Naha", "2013"]])
    done = coop("load", path, answer="Đà Nẵng\nsister\nsister-city\ny\n")
    assert "No column says kind. If it is the same for all rows, what is it?" in done.err
    assert "“sister” is none of the answers" in done.err
    assert (done.status, signed(graph)) == (0, ["2013"])


def test_a_word_that_is_not_known_may_be_answered_or_left_to_be_mended(
    graph: Path, coop: Run, terminal: None, tmp_path: Path
) -> None:
    path = written(
        tmp_path / "mine.csv", [["Đối tác", "Loại", "Ngày ký"], ["Naha", "Bund", "2013"], ["Kobe", "Pakt", "1"]]
    )
    done = coop("load", path, "--place", "Đà Nẵng", answer="mou\n\ny\n")
    assert "What does “Bund” mean in Loại?" in done.err
    assert (done.status, signed(graph)) == (0, ["2013"])


def test_what_was_answered_before_it_is_broken_off_is_kept(graph: Path, tmp_path: Path) -> None:
    """On a real terminal, by Ctrl-C at the second question."""
    path = written(tmp_path / "mine.csv", [["Ort", "Tag", "Art"], ["Naha", "2013-04-09", "MOU"]])
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "graph.cli", "load", str(path), "--place", "Đà Nẵng", "--store", str(graph)]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, preexec_fn=_interrupted) as process:
        os.close(theirs)
        try:
            until(ours, b"> ")
            os.write(ours, b"jp_name\n")
            until(ours, "“Tag”".encode())
            until(ours, b"> ")
            # as Ctrl-C does, which a terminal forgets while it is being set up; and again, if it was lost
            until(ours, b"Aborted!", lambda: process.send_signal(signal.SIGINT))
        except BaseException:
            process.kill()  # else it is waited for without end
            raise
    os.close(ours)
    assert process.returncode == 1
    [sheet] = yaml.safe_load((tmp_path / "mine.mapping.yaml").read_text("utf-8"))["sheets"]
    assert (sheet["columns"], sheet["unclear"]) == ({"jp_name": "Ort"}, {"Tag": None, "Art": None})


def _interrupted() -> None:
    """Have a process heed Ctrl-C, though those in the background, as these tests may be, do not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def until(terminal: int, said: bytes, ask: Callable[[], object] = lambda: None) -> None:
    """Read what a terminal shows as far as something, or to its end; ask for it whenever nothing comes for a second."""
    shown, waiting, patience = b"", poll(), _PATIENCE
    waiting.register(terminal, POLLIN)
    with suppress(OSError):
        while said not in shown:
            if waiting.poll(1000):
                shown += os.read(terminal, 1)
                continue
            patience -= 1
            assert patience, f"nothing more is shown: {shown.decode()}"
            ask()
