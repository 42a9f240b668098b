"""The notebooks tell the truth: run from top to bottom on the real graph, they show what is stored in them.

So do the figures beside them, byte for byte. ``UPDATE_NOTEBOOKS=1 pytest tests/notebooks`` (``make notebooks``) stores
what they show now.
"""

import ast
import base64
import inspect
import os
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import nbformat
import pytest
import yaml
from conftest import ROOT
from nbclient import NotebookClient

from graph import figures

PATHS = sorted((ROOT / "notebooks").glob("*.ipynb"))
FIGURES = ROOT / "notebooks" / "figures"
DRAWING = {name for name in figures.__all__ if inspect.isfunction(getattr(figures, name))
           and inspect.signature(getattr(figures, name)).return_annotation is figures.Picture}  # fmt: skip
YEARS = range(1990, 2027)
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
LOGIC = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While, ast.If, ast.IfExp,
         ast.Try, ast.comprehension)  # fmt: skip

notebooks = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)


def read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)


def code(notebook: Any) -> list[Any]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def parsed(cell: Any) -> ast.Module:
    return ast.parse("\n".join(line for line in cell.source.splitlines() if not line.startswith("%")))


def draws(cell: Any) -> bool:
    return any(
        isinstance(node, ast.Attribute) and node.attr in DRAWING
        and isinstance(node.value, ast.Name) and node.value.id == "figures"
        for node in ast.walk(parsed(cell))
    )  # fmt: skip


def images(cell: Any) -> list[bytes]:
    found = (output.get("data", {}).get("image/png") for output in cell.outputs)
    return [base64.b64decode(image) for image in found if image]


def shown(cell: Any) -> list[Any]:
    """Return what a cell shows in words, and where it shows an image."""
    return [
        (output.output_type, output.get("name"), output.get("text"),
         {kind: kind if kind.startswith("image/") else text for kind, text in output.get("data", {}).items()})
        for output in cell.outputs
    ]  # fmt: skip


def stored_figures(path: Path) -> list[Path]:
    """Return the files of the figures of a notebook, which begin with its number."""
    return sorted(FIGURES.glob(f"{path.name[:2]}-*.svg"))


def words(notebook: Any) -> str:
    return "\n".join(str(shown(cell)) for cell in code(notebook))


@pytest.fixture
def environment(folder: Path, tmp_path: Path) -> dict[str, str]:
    """The environment of somebody whose graph, at its default place, is that of all tests."""
    (tmp_path / "data" / "vnjp-ties").mkdir(parents=True)
    (tmp_path / "data" / "vnjp-ties" / "graph").symlink_to(folder, target_is_directory=True)
    return {**os.environ, "XDG_DATA_HOME": str(tmp_path / "data"), "IPYTHONDIR": str(tmp_path), "TZ": "UTC"}


@notebooks
def test_it_runs_without_an_error_and_shows_what_is_stored(
    path: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    fresh = read(path)
    metadata = {name: fresh.metadata[name] for name in ("kernelspec", "language_info")}
    client = NotebookClient(fresh, timeout=60, record_timing=False, resources={"metadata": {"path": str(tmp_path)}})
    client.execute(env=environment)
    drawn = {file.name: file.read_bytes() for file in (tmp_path / "figures").glob("*.svg")}
    if os.environ.get("UPDATE_NOTEBOOKS"):
        fresh.metadata = metadata
        nbformat.write(fresh, path)
        for file in stored_figures(path):
            file.unlink()
        for name, data in drawn.items():
            (FIGURES / name).write_bytes(data)
    assert drawn == {file.name: file.read_bytes() for file in stored_figures(path)}
    for cell, stored in zip(code(fresh), code(read(path)), strict=True):
        assert shown(cell) == shown(stored), (
            f"{cell.id}: `make notebooks` stores what it shows now; read the prose again"
        )


@notebooks
def test_every_figure_is_stored_at_a_modest_size_and_after_prose(path: Path) -> None:
    cells = read(path).cells
    assert sum(draws(cell) for cell in cells if cell.cell_type == "code") >= 5
    for before, cell in pairwise(cells):
        if cell.cell_type == "code":
            assert len(images(cell)) == draws(cell), cell.id
            assert all(len(image) < 700_000 for image in images(cell)), cell.id
        if cell.cell_type == "code" and draws(cell):
            assert before.cell_type == "markdown", cell.id
            assert len(before.source.split()) > 30, cell.id


@notebooks
def test_it_contains_calls_and_no_logic(path: Path) -> None:
    for cell in code(read(path)):
        assert not [node for node in ast.walk(parsed(cell)) if isinstance(node, LOGIC)], cell.id


@notebooks
def test_it_has_run_in_order_and_nothing_in_it_depends_on_when_or_where(path: Path) -> None:
    notebook = read(path)
    assert [cell.execution_count for cell in code(notebook)] == [*range(1, len(code(notebook)) + 1)]
    assert notebook.metadata.kernelspec.name == "python3"
    assert not any(cell.metadata for cell in notebook.cells)
    assert all(re.fullmatch(r"[a-z-]+", cell.id) for cell in notebook.cells)
    assert "stderr" not in words(notebook)
    assert not re.search(r"(?<![\w.:/])/(home|root|tmp|usr|work|Users|opt|var)/", words(notebook))


@notebooks
def test_every_number_in_the_prose_is_in_an_output(path: Path) -> None:
    notebook = read(path)
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    prose = re.sub(r"\[.*?\]\(.*?\)", "", re.sub(rf"\b\d+ (?:{MONTHS})", "", prose))
    for number in set(re.findall(r"\d[\d,.]*\d|\d", prose)) - {*map(str, YEARS)}:
        assert re.search(rf"(?<!\d){re.escape(number)}(?!\d)", words(notebook)), number


@notebooks
def test_every_link_leads_somewhere(path: Path) -> None:
    for cell in read(path).cells:
        for target in re.findall(r"\]\((?!https?://)([^)#]+)", cell.source if cell.cell_type == "markdown" else ""):
            assert (path.parent / target).exists(), target


@notebooks
def test_a_figure_has_its_caption_as_text_and_no_sentence_in_it(path: Path) -> None:
    captions = []
    for cell in code(read(path)):
        found = [output.data for output in cell.outputs if output.output_type == "display_data"]
        for image, below in zip(found[::2], found[1::2], strict=True):
            assert "image/png" in image
            captions.append(below["text/plain"])
            assert captions[-1].partition(". ")[2].startswith(image["text/plain"])
            assert below["text/plain"].count(". ") >= 2  # number, title, note
    assert [caption.partition(". ")[0] for caption in captions] == [
        f"Figure {int(file.name[:2])}.{file.name.split('-')[1]}" for file in stored_figures(path)
    ]
    for file in stored_figures(path):
        texts = re.findall(r"<!-- (.*?) -->", file.read_text("utf-8"))  # what is written, above the letters' outlines
        assert texts
        assert not [text for text in texts if len(text.split()) > 16 or re.search(r"\w\. [A-Z]", text)], file.name


@notebooks
def test_it_ends_with_what_can_be_cited_and_the_references(path: Path) -> None:
    summary, references = code(read(path))[-2:]
    assert summary.source.startswith("figures.findings(")
    assert references.source.startswith("figures.References(")
    keys = set(re.findall(r'"(\w+)"', references.source))
    prose = "\n".join(cell.source for cell in read(path).cells if cell.cell_type == "markdown")
    prose += "".join(output.data["text/plain"] for cell in code(read(path)) for output in cell.outputs[1:])
    for one in yaml.safe_load((ROOT / "graph" / "figures" / "references.yaml").read_text("utf-8"))["references"]:
        named = one["author"][0]["family"] in prose and str(one["issued"]) in prose
        assert named == (one["id"] in keys), one["id"]


@pytest.mark.parametrize("path", PATHS[:3], ids=lambda path: path.stem)
def test_another_day_can_be_asked_for(
    path: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the mergers, too; with few networks of chance, since nothing is concluded here."""
    monkeypatch.setenv("COOP_STORE", str(folder))
    monkeypatch.chdir(tmp_path)
    known: dict[str, Any] = {}
    for cell in code(read(path)):
        source = re.sub(r"^(NULLS\w*|PARTITIONS) = \d+", r"\1 = 9", cell.source, flags=re.MULTILINE)
        source = re.sub(r"^DAY = .*$", 'DAY = "2019-12-31"', source.replace("%matplotlib", "#"), flags=re.MULTILINE)
        exec(source, known)
    assert known["DAY"] == "2019-12-31"
    assert [file.name for file in sorted(Path("figures").glob("*.svg"))] == [one.name for one in stored_figures(path)]
    findings = [one for one in known.values() if isinstance(one, figures.Finding)]
    assert findings
    assert not [one for one in findings if re.search(r"\bnan\b|None\b(?! is)", repr(one))]


def test_there_are_these_stories() -> None:
    assert [path.stem for path in PATHS] == ["01-the-network", "02-access", "03-da-nang", "04-why-ties-exist"]
