"""The documents show real output: every command in them is run and its output compared; their links lead somewhere.

``UPDATE_DOCS=1 pytest tests/test_docs.py`` writes the output that the commands have now.
"""

import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT, named

from graph.cli.main import main

DOCS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md")), ROOT / "loaders" / "data" / "README.md"]
BLOCK = re.compile(r"^```console\n\$ (?P<command>[^\n]+)\n(?P<output>.*?)^```$", re.DOTALL | re.MULTILINE)
FENCED = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\((?!https?://)(?P<file>[^)#]*)(?:#(?P<heading>[^)]*))?\)")
OUR_PATH = re.compile(r"`((?:bench|docs|examples|graph|loaders|notebooks|ontology|queries|tests)/[\w./-]*)`")


def examples() -> list[tuple[Path, str]]:
    return [(doc, found["command"]) for doc in DOCS for found in BLOCK.finditer(doc.read_text("utf-8"))]


@cache
def run(command: str, folder: Path) -> str:
    """Return what a command answers, or its message if it refuses, in a shell where ``coop`` is ours."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    environment = {**os.environ, "PATH": path, "COOP_STORE": str(folder), "COLUMNS": "100", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, shell=True, cwd=ROOT, env=environment, capture_output=True)
    shown = (done.stdout + (done.stderr if done.returncode else b"")).decode()
    return shown.removeprefix("\ufeff")  # which no screen shows


def prose(doc: Path) -> str:
    """Return a document without its blocks of code, in which nothing is a link or a heading."""
    return FENCED.sub("", doc.read_text("utf-8"))


def headings(doc: Path) -> set[str]:
    """Return what links call the headings of a document: in small letters, without punctuation, with hyphens."""
    found = re.findall(r"^#+ (.+)$", prose(doc), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in found}


@pytest.mark.parametrize(
    ("doc", "command"), examples(), ids=lambda value: value if isinstance(value, str) else named(value)
)
def test_what_the_documents_show_is_what_happens(doc: Path, command: str, folder: Path) -> None:
    text = doc.read_text("utf-8")
    found = next(block for block in BLOCK.finditer(text) if block["command"] == command)
    real = run(command, folder)
    if os.environ.get("UPDATE_DOCS"):
        doc.write_text(text[: found.start("output")] + real + text[found.end("output") :], "utf-8")
    else:
        assert found["output"] == real


@pytest.mark.parametrize("doc", DOCS, ids=named)
def test_every_block_of_a_terminal_is_one_command_that_is_run(doc: Path) -> None:
    text = doc.read_text("utf-8")
    assert len(BLOCK.findall(text)) == text.count("```console")
    assert not re.search(r"^\$ ", BLOCK.sub("", text), re.MULTILINE)


@pytest.mark.parametrize("doc", DOCS, ids=named)
def test_every_local_link_leads_somewhere(doc: Path) -> None:
    for link in LINK.finditer(prose(doc)):
        target = doc.parent / link["file"] if link["file"] else doc
        assert target.exists(), link[0]
        assert not link["heading"] or link["heading"] in headings(target), link[0]


@pytest.mark.parametrize("doc", DOCS, ids=named)
def test_every_file_of_ours_that_is_named_is_there(doc: Path) -> None:
    paths = OUR_PATH.findall(prose(doc))
    assert [path for path in paths if "NAME" not in path and not (ROOT / path).exists()] == []


def test_every_document_is_linked_from_the_index() -> None:
    index = ROOT / "docs" / "index.md"
    linked = {(index.parent / link["file"]).resolve() for link in LINK.finditer(prose(index))}
    assert set(DOCS) - {index, ROOT / "README.md"} <= linked


def test_every_command_stands_among_the_commands() -> None:
    shown = {command for doc, command in examples() if doc.name == "commands.md"}
    assert shown == {"coop --help"} | {f"coop {name} --help" for name in main.commands}


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) <= 150


def test_the_readme_shows_real_output_on_its_first_screen() -> None:
    first_screen = "\n".join((ROOT / "README.md").read_text("utf-8").splitlines()[:40])
    assert "$ coop" in first_screen
    assert "旭川" in first_screen or "Asahikawa" in first_screen
