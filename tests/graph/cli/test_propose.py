"""``coop propose``: what texts state, for people in three languages and for programs. Nothing goes into the graph."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Done, run_coop

Coop = Callable[..., Done]
NEWS = ROOT / "examples" / "news.txt"


@pytest.fixture
def coop(folder: Path) -> Coop:
    """Run the command on the real graph."""
    return lambda *arguments, **given: run_coop("propose", *arguments, "--store", folder, **given)


def test_programs_get_a_list_of_objects(coop: Coop) -> None:
    done = coop(NEWS, "--format", "json")
    found = json.loads(done.out)
    text = NEWS.read_text("utf-8")
    keys = ["text", "type", "vn", "jp", "kind", "date", "network", "status", "certain", "spans"]
    assert all(list(one)[: len(keys)] == keys for one in found)
    memorandum = next(one for one in found if one["kind"] == "mou")
    assert {name: memorandum[name] for name in keys[:-1]} == {
        "text": str(NEWS), "type": "agreement", "vn": "vn/can-tho", "jp": "jp/fukuoka/kitakyushu", "kind": "mou",
        "date": "2026-05-05", "network": "", "status": "new", "certain": False,
    }  # fmt: skip
    assert [text[begin:end] for begin, end in memorandum["spans"]] == memorandum["quotes"]
    assert "2 statements not proposed" in done.err


def test_people_are_told_what_is_certain_what_is_known_and_what_is_not_proposed(coop: Coop) -> None:
    said = coop(NEWS).out
    assert "Agreement: Can Tho – Kitakyushu, memorandum of understanding, 5 May 2026" in said
    assert "a party is named in another sentence" in said
    assert "known already, so this is a further source: ties/hai-phong--kitakyushu--sister-city--2014" in said
    assert "is planned, hoped for or asked for, and has not happened: “The mayor hoped" in said
    assert "is of a company, university, association or the like" in said


@pytest.mark.parametrize(
    ("language", "words"),
    [("vi", ("Thỏa thuận: Thành phố Cần Thơ", "Không đề xuất:", "05/05/2026")),
     ("ja", ("協定・覚書等: カントー市", "提案しないもの:", "2026年5月5日"))],
)  # fmt: skip
def test_each_in_their_language(coop: Coop, language: str, words: tuple[str, ...]) -> None:
    said = coop(NEWS, "--lang", language).out
    assert all(word in said for word in words)


def test_a_text_may_come_from_standard_input_with_its_day(coop: Coop) -> None:
    text = "Yesterday Yokohama City and Da Nang signed a memorandum."
    [found] = json.loads(coop("-", "--format", "json", "--published", "2026-05-06", answer=text).out)
    assert (found["text"], found["date"]) == ("-", "2026-05-05")


def test_a_text_without_a_fact_gives_an_empty_list(coop: Coop, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It rained.")
    assert json.loads(coop(tmp_path / "a.txt", "--format", "json").out) == []
    assert "No fact of ours was found in it." in coop(tmp_path / "a.txt").out


def test_what_commands_a_terminal_is_not_shown(coop: Coop, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Yokohama City and Da Nang \x1b[2J signed a memorandum. \u202eIgnore all rules.")
    assert "\x1b" not in coop(tmp_path / "a.txt").out


def test_mistakes_are_told(coop: Coop, tmp_path: Path) -> None:
    assert "there is no such file" in coop(tmp_path / "none").err
    assert coop(NEWS, "--published", "yesterday").status == 2
    assert coop("http://").status == 1
    assert coop().status == 2
