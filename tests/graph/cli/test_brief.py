"""The commands for a meeting: they write what they say, where they say, and never over a file without asking."""

import io
from pathlib import Path

import docx
import pytest
from conftest import run_coop

from graph.ask.words import words

AS_OF = ("--as-of", "2026-11-29")


def headings(file: Path) -> list[str]:
    made = docx.Document(io.BytesIO(file.read_bytes()))
    return [one.text for one in made.paragraphs if one.style and one.style.name == "Title"]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("language", ["en", "vi", "ja"])
def test_a_brief_is_text_to_paste(folder: Path, language: str) -> None:
    done = run_coop("brief", "堺市, 大阪府", "Đà Nẵng", *AS_OF, "--lang", language, "--store", folder)
    said = words(language)
    assert (done.status, done.err) == (0, "")
    lines = done.out.splitlines()
    assert " – " in lines[0]
    assert lines.index(said["brief_stages"]) < lines.index(said["brief_points"]) < lines.index(said["brief_details"])


def test_of_a_suggested_pair_without_a_document_it_says_why(folder: Path) -> None:
    done = run_coop("brief", "hanoi", "asahikawa", *AS_OF, "--store", folder)
    lines = done.out.splitlines()
    why = lines.index(words("en")["brief_reasons"])
    assert "UNESCO Creative Cities Network" in "".join(lines[why : why + 6])
    assert "[1]" in lines[why + 1]


@pytest.mark.parametrize(("style", "begins"), [("docx", b"PK"), ("html", b"<!doctype html>")])
def test_a_file_is_called_by_the_places_unless_it_is_named(folder: Path, style: str, begins: bytes) -> None:
    done = run_coop("brief", "da nang", "jp/osaka/sakai", "--format", style, *AS_OF, "--store", folder)
    assert (done.status, done.out, done.err) == (0, "", f"wrote brief-da-nang-sakai.{style}\n")
    assert Path(f"brief-da-nang-sakai.{style}").read_bytes().startswith(begins)
    named = Path("own") / f"name.{style}"
    assert run_coop("brief", "hue", "--format", style, "--output", named, *AS_OF, "--store", folder).status == 0
    assert named.read_bytes().startswith(begins)


@pytest.mark.parametrize("command", [["brief", "hue", "--format", "html"], ["letter", "hue", "jp/nara"]])
def test_a_file_that_is_there_is_not_replaced_unasked(folder: Path, command: list[str]) -> None:
    mine = Path("mine")
    mine.write_text("my own notes")
    done = run_coop(*command, "--output", mine, *AS_OF, "--store", folder)
    assert done.status == 2
    assert "--yes" in done.err
    assert mine.read_text() == "my own notes"
    assert run_coop(*command, "--output", mine, "--yes", *AS_OF, "--store", folder).status == 0
    assert b"my own notes" not in mine.read_bytes()


def test_a_letter_is_from_the_first_to_the_second(folder: Path) -> None:
    done = run_coop("letter", "hue", "jp/nara", *AS_OF, "--store", folder)
    assert (done.status, done.err) == (0, "wrote letter-hue-nara.docx\n")
    made = docx.Document("letter-hue-nara.docx")
    assert "奈良県知事" in made.tables[-1].rows[1].cells[0].text
    assert made.core_properties.language == "ja-JP"


@pytest.mark.parametrize(
    ("places", "said"),
    [
        (("hue", "da nang"), "ties join a locality of Vietnam and one of Japan"),
        (("jp/niigata/sanjo", "vn/ba-ria-vung-tau"), "held by Ho Chi Minh City"),
    ],
)
def test_a_letter_that_cannot_be_sent_is_refused(folder: Path, places: tuple[str, str], said: str) -> None:
    done = run_coop("letter", *places, *AS_OF, "--store", folder)
    assert done.status == 1
    assert said in done.err
    assert not [*Path().iterdir()]
