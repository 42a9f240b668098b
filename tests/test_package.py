"""What is installed from the wheel works alone: every data file is in it, and the sdist makes the same wheel."""

import subprocess
import sys
import tarfile
import venv
import zipfile
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from conftest import ROOMS, ROOT

from loaders.model.problems import UserError


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel made from it."""
    out = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "build", "--outdir", str(out), str(ROOT)], check=True, capture_output=True)
    return out


def shipped() -> set[str]:
    """Return the files under version control's rooms that a user needs."""
    kinds = {".py", ".ttl", ".rq", ".csv", ".json", ".jsonld", ".md", ".yaml", ".html", ".css", ".js"}
    files = (path for room in ROOMS for path in (ROOT / room).rglob("*") if path.suffix in kinds)
    return {path.relative_to(ROOT).as_posix() for path in files}


def test_wheel_and_sdist_contain_every_file(dist: Path) -> None:
    [wheel] = dist.glob("*.whl")
    assert shipped() <= set(zipfile.ZipFile(wheel).namelist())
    [sdist] = dist.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert shipped() | {"README.md", "LICENSE", "CHANGELOG.md", "pyproject.toml"} <= names


def test_the_wheel_builds_the_graph_in_an_empty_environment_from_another_folder(dist: Path, tmp_path: Path) -> None:
    [wheel] = dist.glob("*.whl")
    venv.create(tmp_path / "env")
    install = [
        *(sys.executable, "-m", "pip", "--python", str(tmp_path / "env" / "bin" / "python")),
        "install",
        "--quiet",
        "--no-compile",  # most of it is never run here
        "--constraint",
        str(ROOT / "constraints.txt"),
        str(wheel),
    ]
    subprocess.run(install, check=True, capture_output=True)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    coop = [str(tmp_path / "env" / "bin" / "coop")]
    where = ["--store", str(tmp_path / "graph")]
    subprocess.run([*coop, "build", *where], cwd=elsewhere, check=True, capture_output=True)
    query = [
        *coop,
        "query",
        "partners-of",
        "--param",
        "place=Quy Nhơn",
        "--as-of",
        "2025-01-01",
        "--format",
        "csv",
        *where,
    ]
    answer = subprocess.run(query, cwd=elsewhere, check=True, capture_output=True, text=True)
    assert "jp/tochigi/ashikaga" in answer.stdout
    assert answer.stderr == ""
    subprocess.run([*coop, "draw", "hue", *where], cwd=elsewhere, check=True, capture_output=True)
    assert "vis-network" in (elsewhere / "hue.html").read_text("utf-8")


SIGNALS = {
    "graph.serve.engine.TooLargeError", "loaders.files.sheet.BrokenOffError",
    "loaders.proposals.grounding.UngroundedError", "loaders.proposals.watching._DriftedError",
}  # fmt: skip
"""Errors without words, which never leave the room they are raised in."""


def test_every_error_of_ours_is_one_that_the_user_is_told_of() -> None:
    for room in ROOMS:
        for module in walk_packages(import_module(room).__path__, f"{room}."):
            if not module.name.endswith("__main__"):
                import_module(module.name)
    own = tuple(f"{room}." for room in ROOMS)  # which graphql is none of
    ours = [one for kind in kinds(Exception) if (one := f"{kind.__module__}.{kind.__qualname__}").startswith(own)]
    told = [f"{kind.__module__}.{kind.__qualname__}" for kind in kinds(UserError)]
    assert len(told) > 10
    assert {*ours} - {*told} == SIGNALS | {"loaders.model.problems.UserError"}


def kinds(of: type[Exception]) -> set[type[Exception]]:
    return {kind for one in of.__subclasses__() for kind in (one, *kinds(one))}
