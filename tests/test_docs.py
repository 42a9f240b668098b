"""The documents show real output: every command in them is run and its output compared.

``UPDATE_DOCS=1 pytest tests/test_docs.py`` writes the output that the commands have now.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
BLOCK = re.compile(r"```console\n\$ (?P<command>[^\n]+)\n(?P<output>.*?)```", re.DOTALL)


def examples() -> list[tuple[Path, str]]:
    return [(doc, found["command"]) for doc in DOCS for found in BLOCK.finditer(doc.read_text("utf-8"))]


def run(command: str, folder: Path) -> str:
    """Return what a command answers, or its message if it refuses, in a shell where ``coop`` is ours."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    environment = {**os.environ, "PATH": path, "COOP_STORE": str(folder), "COLUMNS": "100", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, shell=True, cwd=ROOT, env=environment, capture_output=True)
    return (done.stdout + (done.stderr if done.returncode else b"")).decode()


@pytest.mark.parametrize(
    ("doc", "command"), examples(), ids=lambda value: value if isinstance(value, str) else value.name
)
def test_what_the_documents_show_is_what_happens(doc: Path, command: str, folder: Path) -> None:
    text = doc.read_text("utf-8")
    found = next(block for block in BLOCK.finditer(text) if block["command"] == command)
    real = run(command, folder)
    if os.environ.get("UPDATE_DOCS"):
        doc.write_text(text[: found.start("output")] + real + text[found.end("output") :], "utf-8")
    else:
        assert found["output"] == real


def test_every_local_link_leads_somewhere() -> None:
    for doc in DOCS:
        for target in re.findall(r"\]\((?!https?://)([^)#]+)", doc.read_text("utf-8")):
            assert (doc.parent / target).exists(), f"{doc.name}: {target}"


def test_the_readme_shows_real_output_on_its_first_screen() -> None:
    first_screen = "\n".join((ROOT / "README.md").read_text("utf-8").splitlines()[:40])
    assert "$ coop" in first_screen
    assert "旭川" in first_screen or "Asahikawa" in first_screen
